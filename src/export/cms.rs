//! The fragment of HTML that survives the rich-text editors of CMSs: one line, no attributes, numbers written out wherever a
//! list would not number 1, 2, 3.

use super::Document;
use super::templates::escape_html;
use super::view::{ActionView, Decisions, InterestView, ItemView, View};

/// How much, and with what.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Lists that start elsewhere, lettered lists and tables.
    pub(super) rich: bool,
    /// A title over one item (else only what belongs into the CMS's box).
    pub(super) whole: bool,
}

/// The fragment.
pub(super) fn fragment(view: &View, document: Document, how: How) -> String {
    let mut out = String::new();
    if let Some(mark) = &view.exempt_mark {
        labelled(&mut out, mark, "");
    }
    match document {
        Document::Item(_) => view.items.iter().for_each(|item| one_item(&mut out, view, item, how)),
        Document::Minutes => {
            people(&mut out, view);
            interests(&mut out, view, how);
            line(&mut out, view.opening.as_deref().unwrap_or_default());
            view.items.iter().for_each(|shown| one_item(&mut out, view, shown, How { whole: true, ..how }));
            view.closing.iter().for_each(|text| line(&mut out, text));
        }
        Document::Decisions => {
            people(&mut out, view);
            interests(&mut out, view, how);
            if let Some(nothing) = &view.nothing_declared {
                labelled(&mut out, &format!("{}:", view.labels.declarations), nothing);
            }
            let decides = |item: &&ItemView| !item.decisions.is_empty() || !item.motions.is_empty();
            for item in view.items.iter().filter(decides) {
                heading(&mut out, item);
                item.motions.iter().for_each(|text| line(&mut out, text));
                item.decisions.iter().for_each(|group| decisions(&mut out, group, how));
            }
        }
        Document::Actions => action_list(&mut out, view, how),
        Document::Chapters => {}
    }
    out
}

/// A paragraph, unless there is nothing in it.
fn line(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        out.push_str("<p>");
        out.push_str(&escape_html(text.trim()));
        out.push_str("</p>");
    }
}

/// Words in an element.
fn element(name: &str, words: &str) -> String {
    format!("<{name}>{}</{name}>", escape_html(words))
}

/// A paragraph that begins with bold words.
fn labelled(out: &mut String, label: &str, text: &str) {
    out.push_str("<p><strong>");
    out.push_str(&escape_html(label));
    out.push_str("</strong>");
    if !text.is_empty() {
        out.push(' ');
        out.push_str(&escape_html(text));
    }
    out.push_str("</p>");
}

/// Who came and who did not, a paragraph for each group.
fn people(out: &mut String, view: &View) {
    for group in &view.attendance {
        let names: Vec<_> = group.people.iter().map(|person| person.line.as_str()).collect();
        labelled(out, &format!("{}:", group.heading), &names.join("; "));
    }
}

/// The declarations of interest, a paragraph each, or a table where the council's CMS takes one.
fn interests(out: &mut String, view: &View, how: How) {
    if view.interests.is_empty() {
        return;
    }
    let labels = &view.labels;
    labelled(out, &format!("{}:", labels.declarations), "");
    if !how.rich {
        return view.declarations.iter().for_each(|text| line(out, text));
    }
    let heads = [&labels.name, &labels.item, &labels.interest, &labels.reason, &labels.consequence];
    let row = |of: &InterestView| [&of.name, &of.item, &of.kind, &of.reason, &of.did].map(String::clone);
    table(out, &heads.map(String::as_str), view.interests.iter().map(row));
}

/// A table, whole on its line.
fn table<const N: usize>(out: &mut String, heads: &[&str; N], rows: impl Iterator<Item = [String; N]>) {
    out.push_str("<table><thead><tr>");
    out.extend(heads.iter().map(|head| element("th", head)));
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        out.extend(row.iter().map(|cell| element("td", cell)));
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

fn heading(out: &mut String, item: &ItemView) {
    let level = if item.box_level == 2 { "h2" } else { "h3" };
    let number = item.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    out.push_str(&element(level, &format!("{number}{}", item.title)));
}

fn one_item(out: &mut String, view: &View, item: &ItemView, how: How) {
    if how.whole {
        heading(out, item);
        line(out, item.presenters.as_deref().unwrap_or_default());
    }
    line(out, item.statutory.as_deref().unwrap_or_default());
    line(out, item.summary.as_deref().unwrap_or_default());
    item.paragraphs.iter().for_each(|text| line(out, text));
    if !item.points.is_empty() {
        labelled(out, &view.labels.points, "");
        list(out, "<ul>", item.points.iter().map(String::as_str), "</ul>");
    }
    item.decisions.iter().for_each(|group| decisions(out, group, how));
    if how.whole && !item.documents.is_empty() {
        labelled(out, &view.labels.documents, "");
        list(out, "<ul>", item.documents.iter().map(String::as_str), "</ul>");
    }
}

/// A list, whole on its line.
fn list<'a>(out: &mut String, open: &str, entries: impl Iterator<Item = &'a str>, close: &str) {
    out.push_str(open);
    for entry in entries {
        out.push_str("<li>");
        out.push_str(&escape_html(entry));
        out.push_str("</li>");
    }
    out.push_str(close);
}

/// Decisions: a plain list where it runs 1, 2, 3; else a paragraph each, with its number written.
fn decisions(out: &mut String, group: &Decisions, how: How) {
    if group.inline {
        group.entries.iter().for_each(|entry| labelled(out, &group.heading, &entry.text));
        return;
    }
    labelled(out, &group.heading, "");
    let texts = group.entries.iter().map(|entry| entry.text.as_str());
    let start = group.entries.first().map_or(1, |entry| entry.n);
    let unbroken = group.entries.iter().zip(start..).all(|(entry, n)| entry.n == n);
    if group.plain {
        list(out, "<ol>", texts, "</ol>");
    } else if let Some(kind) = group.list_type.filter(|_| how.rich && unbroken) {
        let start = if start == 1 { String::new() } else { format!(" start=\"{start}\"") };
        list(out, &format!("<ol{kind}{start}>"), texts, "</ol>");
    } else {
        group.entries.iter().for_each(|entry| line(out, &format!("{} {}", entry.number, entry.text)));
    }
}

/// Actions: a list, or a table where the council's CMS takes one.
fn action_list(out: &mut String, view: &View, how: How) {
    if view.actions.is_empty() {
        return line(out, &view.labels.no_actions);
    }
    if !how.rich {
        let lines: Vec<_> = view.actions.iter().map(|action| action_line(view, action)).collect();
        return list(out, "<ol>", lines.iter().map(String::as_str), "</ol>");
    }
    let labels = &view.labels;
    let heads = [&labels.item, &labels.number, &labels.action, &labels.owner, &labels.due, &labels.status];
    let row = |of: &ActionView| {
        let (owner, due) = (of.owner.clone().unwrap_or_default(), of.due.clone().unwrap_or_default());
        [of.item.clone(), of.number.clone(), of.text.clone(), owner, due, of.status.clone()]
    };
    table(out, &heads.map(String::as_str), view.actions.iter().map(row));
}

/// An action as one line: what, and in brackets who, by when, from which item.
pub(super) fn action_line(view: &View, action: &ActionView) -> String {
    let owner = action.owner.as_ref().map(|owner| format!("{}: {owner}", view.labels.owner));
    let due = action.due.as_ref().map(|due| format!("{}: {due}", view.labels.due));
    let item = format!("{}: {}", view.labels.item, action.item);
    let status = format!("{}: {}", view.labels.status, action.status);
    let parts: Vec<_> = [owner, due, Some(item), Some(status)].into_iter().flatten().collect();
    format!("{} ({})", action.text, parts.join("; "))
}
