//! From starts and the lines between them to items.

use super::labels;
use super::line::{Line, Mark};
use super::outline::{self, Start};
use super::pattern::pattern;
use super::presenters::{self, Bracket};
use super::{PaperItem, Presenter, Warning, clean, numbers, people, refuse};

pattern! {
    HOUR_LAST = r"(?i)^(.*\S)(?:\s{3,}|\t+)(\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[-–]\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)?)$";
    APART = r"^(.*\S)(?:\s{2,}|\t+)(\p{L}[^\t]*)$";
    LEAD_LAST = r"^(.*[\p{Ll})].*?)\s+(\p{Lu}{2,3}|All)$";
    NO_LIST = r"(?i)(?:\bbecause\b|recommended|recommends|resolved?\b|reminded|grounds|will move|moves?|propose[sd]?|asked to|following reasons|notes?)\b[^.]*:?\s*$";
    FILE = r"^((?:20)?\d{2}-\d{2,5})(?:\t|\s{2,})(\p{L}.*)$";
    QUOTE = r#"^["“]"#;
    TOLD = r"(?i)\b(?:reports?|updates?|feedback|liaison|presentation|review|introduction|survey|talk|briefing)$";
    ATTACHED = r"(?i)^(?:https?://\S+|\S.*\.(?:pdf|docx?|xlsx?|pptx?)(?:\s+\S.*\.(?:pdf|docx?|xlsx?))*)$";
    LEAD_LABEL = r"(?i)^(?:\*?\s*)?(?:lead officer|lead member|staff(?: contact| lead)?|sponsor|report author|contact officer|lead|presenter|presented by|owner|swyddog arweiniol)\s*[:\-–]\s*(.+)$";
}

/// How the paper is written, as far as it matters for one item.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four things that hold or not, each by itself")]
pub(super) struct Manner {
    /// Numbers stand alone above their titles, or the page knows its items: lists below are text.
    pub(super) published: bool,
    /// Its items are the rows of a table whose cells ran together.
    pub(super) together: bool,
    /// A column of initials stands at the right of most items.
    pub(super) leads: bool,
    /// The paper is minutes: what stands under an item was said there.
    pub(super) minutes: bool,
    /// The number that goes on from the sub-items before, where these had numbers.
    pub(super) next: u32,
}

/// Builds items from their starts.
pub(super) fn build(
    lines: &[Line],
    starts: &[Start],
    manner: Manner,
    warnings: &mut Vec<Warning>,
) -> Vec<PaperItem> {
    let mut out: Vec<PaperItem> = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    let mut carried: &[Line] = &[];
    let mut next = 0_u32;
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at.saturating_add(1)).map_or(lines.len(), |next| next.line);
        let body = lines.get(start.line.saturating_add(1)..end).unwrap_or_default();
        // A number alone on its line has its title below, whatever that reads like.
        let own = usize::from(start.title.is_empty());
        let group = body.iter().skip(own).position(super::parts::is_group).map(|at| at.saturating_add(own));
        let (body, after) = body.split_at(group.unwrap_or(body.len()));
        let mut item = one(start, body, Manner { next, ..manner }, 0, warnings);
        let last =
            item.children.last().and_then(|child| child.number.as_deref()).and_then(|n| n.parse().ok());
        next = last.map_or(next, |last: u32| last.saturating_add(1));
        item.notes
            .splice(0..0, carried.iter().filter(|l| !super::parts::is_group(l)).map(|l| l.text.clone()));
        carried = after;
        place(&mut out, &mut depths, item, start.depth);
    }
    out
}

/// Puts an item where its depth says.
fn place(out: &mut Vec<PaperItem>, depths: &mut Vec<usize>, item: PaperItem, depth: usize) {
    if depth > 0
        && let Some(parent) = out.last_mut()
    {
        let mut slot = &mut parent.children;
        for _ in 1..depth {
            if slot.is_empty() {
                break;
            }
            let Some(last) = slot.last_mut() else { return };
            slot = &mut last.children;
        }
        slot.push(item);
        return;
    }
    depths.push(depth);
    out.push(item);
}

fn one(start: &Start, body: &[Line], manner: Manner, depth: usize, warnings: &mut Vec<Warning>) -> PaperItem {
    let (mut title, body) = heading(start, body);
    let mut item =
        PaperItem { number: start.number.clone(), notes: start.notes.clone(), ..PaperItem::default() };
    if let Some(lead) = &start.lead {
        item.presenters = people::cell(lead);
    }
    // The hour of a timed agenda, in a column behind the title.
    if !clean::is_prose(&title)
        && let Some(g) = HOUR_LAST.groups(&title)
    {
        let (words, hour) = (g.get(1).to_owned(), g.get(2).to_owned());
        item.notes.push(hour);
        title = words;
    }
    if !clean::is_prose(&title) {
        title = clean::without_pages(&title);
    }
    // A line that ends its sentence within the title's own line: the rest is a note.
    if start.lead.is_none() {
        let (short, lead) = lead_end(&title, manner);
        item.presenters = people::cell(&lead);
        title = short;
    }
    title = clean::title(&title);
    let (short, named) = presenters::in_title(&title);
    if item.presenters.is_empty() && !named.is_empty() {
        title = short;
        item.presenters = named;
    }
    if let Some((head, inside)) = bracket_in(&title)
        && let Bracket::Presenters(found) = presenters::bracket(&inside)
    {
        title = clean::title(&head);
        item.presenter_line = Some(format!("[{inside}]"));
        item.presenters = found;
    }
    item.title = title;
    let labelled = body.iter().position(|line| labels::part(&line.text).is_some()).unwrap_or(body.len());
    let (front, back) = body.split_at(labelled);
    let subs = if depth < 4 { subs(front, start, manner) } else { Vec::new() };
    let own = subs.first().map_or(front.len(), |sub| sub.line);
    let (own, listed) = front.split_at(own);
    if !subs.is_empty() {
        let own_len = own.len();
        let moved: Vec<Start> =
            subs.into_iter().map(|s| Start { line: s.line.saturating_sub(own_len), ..s }).collect();
        item.children = children(listed, &moved, manner, depth, warnings);
    }
    if manner.leads && item.presenters.is_empty() {
        item.presenters = column(body);
    }
    front_matter(&mut item, own, manner, warnings);
    super::minutes::read(&mut item, back, warnings);
    item
}

/// Names alone at the ends of titles, "Roof repairs (Ada Lund)", "Roof repairs – Ada Lund". One may be a place's or a
/// company's; where several titles end so, or the title is of a report, it is who presents.
pub(super) fn named_alone(items: &mut [PaperItem]) {
    let found: Vec<Option<(String, Presenter)>> = items
        .iter()
        .map(|item| presenters::name_alone(&item.title).filter(|_| item.presenters.is_empty()))
        .collect();
    let many = found.iter().flatten().count() >= 2;
    for (item, found) in items.iter_mut().zip(found) {
        if let Some((title, presenter)) =
            found.filter(|(title, who)| many || TOLD.is(title) && !people::is_initials(&who.name))
        {
            item.title = clean::title(&title);
            item.presenters = vec![presenter];
        }
    }
}

/// The lead whose cell came out among the lines below.
fn column(body: &[Line]) -> Vec<Presenter> {
    let alone = body
        .iter()
        .find(|line| people::is_initials(&line.text) || line.text == "All")
        .map(|line| line.text.clone());
    let last = || body.iter().find_map(|line| LEAD_LAST.groups(&line.text).map(|g| g.get(2).to_owned()));
    alone.or_else(last).map(|lead| people::cell(&lead)).unwrap_or_default()
}

/// Whether most items have initials at the end of a line, as a column of leads leaves them.
pub(super) fn has_leads(lines: &[Line], starts: &[Start]) -> bool {
    let mut found = 0_usize;
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at.saturating_add(1)).map_or(lines.len(), |next| next.line);
        let body = lines.get(start.line..end).unwrap_or_default();
        if body
            .iter()
            .any(|line| LEAD_LAST.is(&line.text) || people::is_initials(&line.text) || line.text == "All")
        {
            found = found.saturating_add(1);
        }
    }
    found >= 3 && found.saturating_mul(3) >= starts.len().saturating_mul(2)
}

/// A lead set apart at the end of the title's line, or run together with it where the table's heads did so too.
fn lead_end(title: &str, manner: Manner) -> (String, String) {
    if clean::is_prose(title) {
        return (title.to_owned(), String::new());
    }
    if manner.together {
        return super::tables::run_together(title);
    }
    if manner.leads
        && let Some(g) = LEAD_LAST.groups(title)
    {
        return (g.get(1).to_owned(), g.get(2).to_owned());
    }
    match APART.groups(title) {
        Some(g) if people::is_lead_cell(g.get(2)) => (g.get(1).to_owned(), g.get(2).to_owned()),
        _ => (title.to_owned(), String::new()),
    }
}

fn children(
    lines: &[Line],
    starts: &[Start],
    manner: Manner,
    depth: usize,
    warnings: &mut Vec<Warning>,
) -> Vec<PaperItem> {
    let mut out = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at.saturating_add(1)).map_or(lines.len(), |next| next.line);
        let body = lines.get(start.line.saturating_add(1)..end).unwrap_or_default();
        out.push(one(start, body, manner, depth.saturating_add(1), warnings));
    }
    out
}

/// The title, and the lines that are left.
fn heading<'l>(start: &Start, body: &'l [Line]) -> (String, &'l [Line]) {
    if !start.title.is_empty() {
        return (start.title.clone(), body);
    }
    let Some((first, rest)) = body.split_first() else { return (String::new(), body) };
    if labels::part(&first.text).is_some()
        || first.text.starts_with('[')
        || matches!(first.mark, Mark::Document)
    {
        return (String::new(), body);
    }
    let mut title = first.text.clone();
    let mut rest = rest;
    while let Some((next, after)) = rest.split_first() {
        let open = title.matches('(').count() > title.matches(')').count();
        let runs = title.ends_with([',', '-', '–', '&'])
            || title.ends_with(" and")
            || title.ends_with(" of")
            || title.ends_with(" the");
        if next.gap > 0 || !(open || runs) || title.len() > 400 {
            break;
        }
        title = format!("{title} {}", next.text);
        rest = after;
    }
    (title, rest)
}

fn bracket_in(title: &str) -> Option<(String, String)> {
    let (head, tail) = title.split_once('[')?;
    let inside = tail.trim().trim_end_matches('.').strip_suffix(']')?;
    (!head.trim().is_empty()).then(|| (head.trim().to_owned(), inside.to_owned()))
}

fn subs(front: &[Line], start: &Start, manner: Manner) -> Vec<Start> {
    if manner.published || manner.minutes && !front.iter().any(|l| l.heading.is_some()) {
        return Vec::new();
    }
    let number = start.number.as_deref().unwrap_or_default();
    let found = outline::sub_starts(front, number, manner.next);
    if found.len() > refuse::MOST_ITEMS {
        return Vec::new();
    }
    let bullets = bullets(front);
    let found = match (found.first(), bullets.first()) {
        (Some(f), Some(b)) if b.line < f.line && bullets.len() > found.len() => bullets,
        (None, Some(_)) => bullets,
        (None, None) => files(front),
        _ => found,
    };
    let Some(first) = found.first() else { return found };
    let before = front.get(..first.line).unwrap_or_default();
    let lead = before.last().map_or(start.title.as_str(), |line| line.text.as_str());
    let text = !before.is_empty()
        && (NO_LIST.is(lead) || before.iter().any(|l| QUOTE.is(&l.text) || l.text.starts_with('[')));
    if text || before.len() > 3 { Vec::new() } else { found }
}

/// Lines that begin with the number of a file ("25-310<tab>Minutes"), as Legistar prints them under its headings.
fn files(front: &[Line]) -> Vec<Start> {
    let starts = front.iter().enumerate().filter_map(|(line, text)| {
        let g = FILE.groups(&text.text)?;
        Some(Start {
            line,
            number: Some(g.get(1).to_owned()),
            title: g.get(2).to_owned(),
            ..Start::default()
        })
    });
    starts.collect()
}

fn bullets(front: &[Line]) -> Vec<Start> {
    let shallow =
        front.iter().filter(|l| numbers::bullet(&l.text).is_some()).map(|l| l.indent).min().unwrap_or(0);
    let found: Vec<Start> = front
        .iter()
        .enumerate()
        .filter(|(_, line)| line.indent <= shallow.saturating_add(1))
        .filter_map(|(at, line)| {
            let title = numbers::bullet(&line.text)?;
            Some(Start { line: at, title, ..Start::default() })
        })
        .collect();
    if found.len() < 2 { Vec::new() } else { found }
}

/// The lines under a title before any label: brackets, presenters, documents, notes.
fn front_matter(item: &mut PaperItem, lines: &[Line], manner: Manner, warnings: &mut Vec<Warning>) {
    let mut at = 0_usize;
    while let Some(line) = lines.get(at) {
        at = at.saturating_add(1);
        let text = line.text.as_str();
        // What stands at once under a title is the paper's; further down it may be what was said.
        let manner = Manner { published: manner.published && at > 1, ..manner };
        if labels::is_recording(text) || outline::begins(text) {
            continue;
        }
        if text.starts_with('[') {
            at = bracket(item, lines, (at.saturating_sub(1), manner), warnings);
        } else if item.presenters.is_empty() && people::is_lead(text) {
            item.presenters = people::cell(text);
        } else if manner.minutes {
            item.minutes.push(text.to_owned());
        } else if matches!(line.mark, Mark::Document) || ATTACHED.is(text) {
            item.documents.push(clean::document(text));
        } else if let Some(found) = named_line(item, numbers::bullet(text).as_deref().unwrap_or(text), manner)
        {
            item.presenters.extend(found);
            item.presenter_line.get_or_insert_with(|| text.to_owned());
        } else {
            item.notes.push(text.to_owned());
        }
    }
}

fn named_line(item: &PaperItem, text: &str, manner: Manner) -> Option<Vec<Presenter>> {
    if let Some(g) = LEAD_LABEL.groups(text) {
        return Some(people::cell(g.get(1))).filter(|found| !found.is_empty());
    }
    if item.presenters.is_empty() && people::is_lead(text) {
        return Some(people::cell(text));
    }
    let found = presenters::line(text)
        .or_else(|| if manner.published { None } else { presenters::bare_line(text) })?;
    let fresh = found.iter().any(|p| !item.presenters.iter().any(|had| had.name == p.name));
    fresh.then_some(found)
}

/// A bracket that may run over lines; gives the index after it.
fn bracket(
    item: &mut PaperItem,
    lines: &[Line],
    (from, manner): (usize, Manner),
    warnings: &mut Vec<Warning>,
) -> usize {
    let mut whole = String::new();
    let mut end = from;
    for line in lines.iter().skip(from).take(20) {
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(&line.text);
        end = end.saturating_add(1);
        if line.text.contains(']') {
            break;
        }
    }
    if !whole.contains(']') {
        let first = lines.get(from);
        whole = first.map(|line| line.text.clone()).unwrap_or_default();
        end = from.saturating_add(1);
        warnings.push(Warning {
            line: first.map_or(0, |line| line.at),
            message: format!(
                "A square bracket is opened here and not closed; it was read to the end of its line: “{}”.",
                clean::beginning(&whole)
            ),
        });
    }
    let inside = whole.trim().trim_end_matches('.').trim_start_matches('[').trim_end_matches(']');
    match presenters::bracket(inside) {
        Bracket::Presenters(found) => {
            if item.presenters.is_empty() {
                item.presenters = found;
            } else {
                item.presenters.extend(found);
            }
            item.presenter_line.get_or_insert_with(|| whole.clone());
        }
        // In minutes it is what happened: "[The Chair left the room.]".
        Bracket::Purpose if manner.minutes => item.minutes.push(whole),
        Bracket::Purpose => item.notes.push(whole),
    }
    end
}
