//! Word documents: heading styles, real lists, page numbers, tables with header rows, a signature block; a draft says so until
//! the minutes are approved. A letterhead lends its own styles, header and footer.

mod body;
mod letterhead;
mod parts;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use crate::meeting::{Numbering, Stamp};

use self::body::{Body, Marks, StyleIds};
use self::letterhead::Letterhead;
use super::view::{Decisions, ItemView, View};
use super::{Document, ExportError};

/// The document, with a warning where the letterhead could not be used.
pub(super) fn render(
    view: &View,
    (document, numbering): (Document, Numbering),
    reference: Option<&[u8]>,
    now: Stamp,
) -> Result<(Vec<u8>, Vec<String>), ExportError> {
    let mut warnings = Vec::new();
    let letterhead = reference.and_then(|bytes| match letterhead::read(bytes, view.lang) {
        Ok(letterhead) => Some(letterhead),
        Err(fault) => {
            warnings.push(format!(
                "The letterhead is not used: {fault}. Give a .docx that Word or LibreOffice saved."
            ));
            None
        }
    });
    let styles = letterhead.as_ref().map_or_else(StyleIds::default, |letterhead| letterhead.styles.clone());
    let mut body = Body::new(styles);
    write_document(&mut body, view, document, numbering);
    warnings.extend(super::figures::warnings(view, document, words(body.xml()).as_bytes()));
    let fault =
        |error: &dyn std::fmt::Display| ExportError::Build { format: "docx", message: error.to_string() };
    let bytes = pack(view, &body, letterhead, now).map_err(|error| fault(&error))?;
    Ok((bytes, warnings))
}

fn write_document(body: &mut Body, view: &View, document: Document, numbering: Numbering) {
    match document {
        Document::Item(_) => {
            for item in &view.items {
                body.title(&item.title);
                item_text(body, view, item, numbering);
            }
        }
        Document::Minutes => {
            head(body, view, view.labels.minutes_of);
            people(body, view);
            if let Some(opened) = &view.opened {
                body.paragraph(&format!("{} {opened}.", view.labels.opened));
            }
            for item in &view.items {
                item_heading(body, item);
                item_text(body, view, item, numbering);
            }
            closing(body, view);
        }
        Document::Actions => {
            head(body, view, view.labels.action_list);
            action_table(body, view);
        }
        Document::Decisions => {
            head(body, view, view.labels.decision_list);
            people(body, view);
            let mut decided = view.items.iter().filter(|item| !item.decisions.is_empty()).peekable();
            if decided.peek().is_none() {
                body.paragraph(view.labels.no_decisions);
            }
            for item in decided {
                item_heading(body, item);
                item.statutory.iter().for_each(|line| body.italic(line));
                item.decisions.iter().for_each(|group| decisions(body, group, numbering));
            }
        }
        Document::Chapters => {}
    }
}

/// The words of the body without its marks, a line for each run.
fn words(xml: &str) -> String {
    xml.split('<').filter_map(|part| part.split_once('>')).flat_map(|(_, text)| [text, "\n"]).collect()
}

/// Title, draft mark, day, time and place.
fn head(body: &mut Body, view: &View, what: &str) {
    body.title(&format!("{}: {what}", view.heading));
    let lines = [&view.council, &view.title].into_iter().flatten();
    lines.filter(|line| **line != view.heading).for_each(|line| body.subtitle(line));
    if view.draft {
        body.draft(view.labels.draft);
    }
    let labels = &view.labels;
    let facts = [(labels.date, &view.date), (labels.time, &view.time), (labels.venue, &view.venue)];
    for (label, fact) in facts {
        if let Some(fact) = fact {
            body.labelled(&format!("{label}:"), fact);
        }
    }
}

/// Who came and who did not: a table for each group, without columns in which there is nothing.
fn people(body: &mut Body, view: &View) {
    if view.attendance.is_empty() {
        return;
    }
    body.heading(1, view.labels.attendance);
    let (roles, groups) = (view.with_roles, view.with_groups);
    let width = if roles && groups { (3137, 4138) } else { (4000, 5412) };
    let mut columns = vec![(view.labels.name, if roles || groups { width.0 } else { 9412 })];
    if roles {
        columns.push((view.labels.role, width.1));
    }
    if groups {
        columns.push((view.labels.group, if roles { 2137 } else { width.1 }));
    }
    for group in &view.attendance {
        body.heading(2, group.heading);
        let row = |person: &super::view::PersonView| {
            let mut row = vec![person.name.clone()];
            row.extend(roles.then(|| person.role.clone().unwrap_or_default()));
            row.extend(groups.then(|| person.group.clone().unwrap_or_default()));
            row
        };
        body.table(&columns, &group.people.iter().map(row).collect::<Vec<_>>());
    }
}

fn item_heading(body: &mut Body, item: &ItemView) {
    let number = item.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    body.heading(usize::from(item.depth).saturating_add(1), &format!("{number}{}", item.title));
}

fn item_text(body: &mut Body, view: &View, item: &ItemView, numbering: Numbering) {
    item.presenters.iter().for_each(|line| body.paragraph(line));
    item.statutory.iter().for_each(|line| body.italic(line));
    item.summary.iter().chain(&item.paragraphs).for_each(|text| body.paragraph(text));
    if !item.points.is_empty() {
        body.labelled(view.labels.points, "");
        body.list(Marks::Bullets, item.points.iter().map(String::as_str));
    }
    item.decisions.iter().for_each(|group| decisions(body, group, numbering));
    if !item.documents.is_empty() {
        body.labelled(view.labels.documents, "");
        body.list(Marks::Bullets, item.documents.iter().map(String::as_str));
    }
}

/// Decisions: a list for each run of numbers without a gap, begun with the number that its first entry has.
fn decisions(body: &mut Body, group: &Decisions, numbering: Numbering) {
    if group.inline {
        group.entries.iter().for_each(|entry| body.labelled(&group.heading, &entry.text));
        return;
    }
    body.labelled(&group.heading, "");
    for run in group.entries.chunk_by(|one, next| next.n == one.n + 1) {
        let start = run.first().map_or(1, |entry| entry.n);
        body.list(Marks::Numbers(numbering, start), run.iter().map(|entry| entry.text.as_str()));
    }
}

fn action_table(body: &mut Body, view: &View) {
    if view.actions.is_empty() {
        return body.paragraph(view.labels.no_actions);
    }
    let labels = &view.labels;
    let columns = [
        (labels.item, 1700),
        (labels.number, 600),
        (labels.action, 3412),
        (labels.owner, 1600),
        (labels.due, 1200),
        (labels.status, 900),
    ];
    let rows = view.actions.iter().map(|action| {
        let (owner, due) = (action.owner.clone().unwrap_or_default(), action.due.clone().unwrap_or_default());
        let status = action.status.to_owned();
        vec![action.item.clone(), action.number.clone(), action.text.clone(), owner, due, status]
    });
    body.table(&columns, &rows.collect::<Vec<_>>());
}

/// Adjournments, the close, the actions, and the lines for the signature.
fn closing(body: &mut Body, view: &View) {
    let labels = &view.labels;
    for pause in &view.breaks {
        let resumed = pause.to.as_ref().map(|to| format!(" {} {to}", labels.resumed)).unwrap_or_default();
        body.paragraph(&format!("{} {}{resumed}.", labels.adjourned, pause.from));
    }
    if let Some(closed) = &view.closed {
        body.paragraph(&format!("{} {closed}.", labels.closed));
    }
    if !view.actions.is_empty() {
        body.heading(1, labels.actions);
        action_table(body, view);
    }
    if view.signature {
        body.blank_line(labels.signed);
        body.blank_line(labels.date);
    }
}

/// All parts in one archive.
fn pack(
    view: &View,
    body: &Body,
    letterhead: Option<Letterhead>,
    now: Stamp,
) -> zip::result::ZipResult<Vec<u8>> {
    let (parts, section) = letterhead.map_or_else(
        || {
            let section = format!("{}{}{}", parts::HEADER_REFERENCE, parts::FOOTER_REFERENCE, parts::SECTION);
            (own_parts(view, now), section)
        },
        |mut letterhead| {
            let core = letterhead.parts.iter_mut().find(|(name, _)| name == CORE);
            if let Some((_, bytes)) = core {
                *bytes = core_part(view, now).into_bytes();
            }
            (letterhead.parts, letterhead.section)
        },
    );
    let place = [Some(&view.heading), view.date_short.as_ref()].into_iter().flatten();
    let place = place.map(String::as_str).collect::<Vec<_>>().join(", ");
    let draft = if view.draft { view.labels.draft } else { "" };
    let document = format!(
        "{}<w:document {}><w:body>{}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        parts::XML,
        parts::SPACES,
        body.xml()
    );
    let made = [
        ("word/minutes-numbering.xml", parts::numbering(&body.lists)),
        ("word/minutes-header.xml", parts::header(&place, draft)),
        ("word/minutes-footer.xml", parts::footer(view.labels.page, view.labels.of)),
        ("word/document.xml", document),
    ];
    let made = made.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes()));
    let mut all: Vec<(String, Vec<u8>)> = parts.into_iter().chain(made).collect();
    // Word wants the list of content types first.
    all.sort_by_key(|(name, _)| name != "[Content_Types].xml");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in all {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The parts of a document without a letterhead.
fn own_parts(view: &View, now: Stamp) -> Vec<(String, Vec<u8>)> {
    let made = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        (CORE, core_part(view, now)),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/styles.xml", parts::styles(view.lang)),
    ];
    made.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes())).collect()
}

/// Where title, language and day of the document stand.
const CORE: &str = "docProps/core.xml";

fn core_part(view: &View, now: Stamp) -> String {
    let title = [Some(&view.heading), view.date.as_ref()].into_iter().flatten();
    let title = title.map(String::as_str).collect::<Vec<_>>().join(", ");
    let now = now.with_timezone(&chrono::Utc).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    parts::core(&title, view.lang, &now)
}
