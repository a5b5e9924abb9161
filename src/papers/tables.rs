//! Tables of items: a row of heads, then a row for each item, from whatever format.

use super::line::{Line, Mark};
use super::pattern::pattern;
use super::{clean, dates, people};

pattern! {
    NUMBER = r"(?i)^(?:no\.?|#|number|item(?:\s+(?:no\.?|number))?|ref\.?|agenda no\.?|agenda item no\.?|rhif|nr\.?)$";
    TITLE = r"(?i)^(?:title|item(?: title)?|subject|agenda items?|topic|description|business|agenda item title|eitem|teitl|item description|item/title)$";
    LEAD = r"(?i)^(?:lead(?: officer| member| director| person)?|presenter(?:\(s\)|s)?|presented by|by|who|owner|speaker|led by|responsible|lead/presenter|arweinydd|sponsor|introduced by|executive lead|report author|facilitator)$";
    TIME = r"(?i)^(?:times?|minutes|mins|duration|timings?|timing|start|length|allocated time|amser)$";
    PAPER = r"(?i)^(?:paper|papers|enc\.?|enclosure|attachment|format|page|pages|document|documents|purpose|action|type|for|verbal/paper|enclosures|agenda paper|status|appendix)$";
    ENCLOSED = r"(?i)^(?:enc(?:losure)?\.?\s*\d*|verbal|paper\s*\w*|attached|presentation|film|video|to follow|oral|\w|\w,\s*\w|n/a|discussion|information|decision|assurance|approval|for \w+|slides|circulated|late paper|pack)$";
    WHOLE_NUMBER = r"^[A-Z]?\d{1,3}(?:[./]\d{1,3})*[a-z]?\.?$";
    RUN_CLOCK = r"^\d{1,2}[:.]\d{2}(?:am|pm)?$|^\d{1,3}(?:m|mins?)$";
    CLOCK_ONLY = r"(?i)^\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*(?:[-–]|to)\s*\d{1,2}[:.]\d{2}.*)?$|^\d{1,3}\s*(?:m|mins?|minutes)\.?$";
}

/// What stands in place of heads that ran together.
pub(super) const TOGETHER: &str = "Items of business:";

/// Which cell is which.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    number: Option<usize>,
    title: Option<usize>,
    lead: Option<usize>,
    time: Option<usize>,
    paper: Option<usize>,
}

/// Marks the rows of tables of items.
pub(super) fn mark(lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().any(|line| matches!(line.mark, Mark::Item(..))) {
        return lines;
    }
    let lines = stacked(lines);
    let lines: Vec<Line> = lines.into_iter().map(spaced).collect();
    let counted = lines.iter().filter(|line| headless(line).is_some()).count() >= 3;
    let mut columns: Option<Columns> = None;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        if line.cells.len() >= 2 {
            if let Some(found) = heads(&line.cells) {
                // Heads that ran together have no cells below; the grammar of lines takes their rows apart.
                let together = !line.text.contains('\t')
                    && !line.row
                    && line.text.split_whitespace().count() >= line.cells.len();
                if together
                    && line.text.contains(' ')
                    && !line.text.contains("  ")
                    && line.cells.concat().len() < line.text.len()
                {
                    out.push(Line { cells: Vec::new(), text: TOGETHER.to_owned(), ..line });
                } else {
                    columns = Some(found);
                }
                continue;
            }
            if let Some(columns) = columns {
                out.extend(row(line, columns));
                continue;
            }
            if counted && let Some(item) = headless(&line) {
                out.push(item);
                continue;
            }
        } else if line.cells.is_empty() && line.gap > 1 {
            columns = None;
        }
        out.push(line);
    }
    out
}

/// Heads that a PDF's text puts on one line with single spaces between: "No. Agenda item Presenter Time".
fn spaced(line: Line) -> Line {
    if !line.cells.is_empty() || line.text.len() > 80 || line.text.split_whitespace().count() < 3 {
        return line;
    }
    let mut words: Vec<&str> = line.text.split_whitespace().collect();
    let mut cells = Vec::new();
    while !words.is_empty() {
        let all = [&NUMBER, &TITLE, &LEAD, &TIME, &PAPER];
        let found = (1..=3.min(words.len())).rev().find_map(|length| {
            let name = words.get(..length)?.join(" ");
            all.iter().any(|pattern| pattern.is(&name)).then_some((length, name))
        });
        let Some((length, name)) = found else { return line };
        cells.push(name);
        words.drain(..length);
    }
    let known = heads(&cells).is_some_and(|columns| columns.lead.is_some() || columns.time.is_some());
    if known { Line { cells, ..line } } else { line }
}

/// A row whose cells have run together: the hour stands last, the lead before it.
pub(super) fn run_together(title: &str) -> (String, String) {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    if words.last().is_some_and(|word| RUN_CLOCK.is(word)) {
        words.pop();
    }
    while words.len() > 2
        && words.last().is_some_and(|word| word.len() <= 1 || ENCLOSED.is(word) && !people::is_lead(word))
    {
        words.pop();
    }
    for at in 1..words.len() {
        let tail = words.get(at..).unwrap_or_default().join(" ");
        let capital = tail.starts_with(char::is_uppercase);
        let named = people::people(&tail);
        let person = tail.contains(',')
            && named
                .iter()
                .all(|p| people::is_name(&p.name) && p.name.split(' ').count() <= 3 && p.role.is_some());
        let alone = words.len().saturating_sub(at) == 2 && people::is_name(&tail);
        if capital && (people::is_lead(&tail) || person || alone) {
            return (words.get(..at).unwrap_or_default().join(" "), tail);
        }
    }
    (words.join(" "), String::new())
}

/// Reads a row of heads: it must name the items, and something else.
fn heads(cells: &[String]) -> Option<Columns> {
    let mut out = Columns::default();
    let at = |pattern: &super::pattern::Pattern| {
        cells.iter().position(|cell| pattern.is(cell.trim().trim_end_matches(':')))
    };
    out.lead = at(&LEAD);
    out.time = at(&TIME);
    out.paper = at(&PAPER);
    let numbers: Vec<usize> = places(cells, &NUMBER);
    let titles: Vec<usize> = places(cells, &TITLE);
    out.title =
        titles.iter().copied().find(|place| !numbers.contains(place)).or_else(|| titles.last().copied());
    out.number = numbers.into_iter().find(|place| Some(*place) != out.title);
    let blank = cells.first().is_some_and(|cell| cell.trim().is_empty());
    if out.number.is_none() && blank && out.title.is_some_and(|title| title > 0) {
        out.number = Some(0);
    }
    let more = [out.number, out.lead, out.time, out.paper].into_iter().flatten().count();
    (out.title.is_some() && more >= 1).then_some(out)
}

fn places(cells: &[String], pattern: &super::pattern::Pattern) -> Vec<usize> {
    cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| pattern.is(cell.trim().trim_end_matches(':')))
        .map(|(at, _)| at)
        .collect()
}

fn row(line: Line, columns: Columns) -> Vec<Line> {
    let cell = |at: Option<usize>| at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.trim());
    let mut number = cell(columns.number).trim_end_matches('.').to_owned();
    let mut title = clean::flat(cell(columns.title));
    if number.is_empty()
        && let Some(found) = super::numbers::readings(&title)
            .into_iter()
            .find(|n| !n.rest.is_empty() && !n.form.starts_with("bare"))
    {
        number = found.text;
        title = found.rest;
    }
    let full = line.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    if title.is_empty() {
        let only = line.cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default();
        if full == 1 && !WHOLE_NUMBER.is(only.trim()) {
            return vec![Line { text: clean::flat(&only), cells: Vec::new(), ..line }.marked(Mark::Group)];
        }
        return Vec::new();
    }
    if number.is_empty() && columns.number.is_some() && full == 1 {
        return vec![Line { text: title, cells: Vec::new(), ..line }.marked(Mark::Group)];
    }
    let depth = number.matches('.').count();
    let lead = cell(columns.lead).to_owned();
    let number = Some(number).filter(|number| !number.is_empty());
    let (title, rest) = paragraphs(&title);
    let at = line.at;
    let mut out =
        vec![Line { text: title, cells: Vec::new(), ..line }.marked(Mark::Item(number, depth, Some(lead)))];
    out.extend(rest.into_iter().map(|text| Line::new(at, &text)));
    out
}

/// A cell whose bullets follow its title.
fn paragraphs(title: &str) -> (String, Vec<String>) {
    let mut parts =
        title.split(['●', '•', '○']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    let head = parts.next().unwrap_or_default();
    (head, parts.map(|part| format!("• {part}")).collect())
}

/// A row of a table without heads: number, title, and perhaps who leads.
fn headless(line: &Line) -> Option<Line> {
    if !line.row {
        return None;
    }
    let cells: Vec<&str> =
        line.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let (number, title) = (cells.first()?, cells.get(1)?);
    if !WHOLE_NUMBER.is(number)
        || title.len() < 3
        || WHOLE_NUMBER.is(title)
        || !dates::dates(title).is_empty() && title.len() < 20
    {
        return None;
    }
    let rest = cells.get(2..).unwrap_or_default();
    let lead = rest
        .iter()
        .find(|cell| people::is_lead_cell(cell) && !ENCLOSED.is(cell))
        .copied()
        .unwrap_or_default();
    let number = number.trim_end_matches('.').to_owned();
    let (title, _) = paragraphs(title);
    let made = Line { text: title, cells: Vec::new(), ..line.clone() };
    let depth = number.matches('.').count();
    Some(made.marked(Mark::Item(Some(number), depth, Some(lead.to_owned()))))
}

/// A table copied cell by cell, one a line: its heads stand one below the other, and again after each page's end.
fn stacked(lines: Vec<Line>) -> Vec<Line> {
    let Some((from, names)) = heads_below(&lines, 0) else { return lines };
    let Some(columns) = heads(&names) else { return lines };
    let mut out: Vec<Line> = lines.get(..from).unwrap_or_default().to_vec();
    let mut at = from.saturating_add(names.len());
    let mut cells: Vec<Line> = Vec::new();
    let mut next = 0_u32;
    while let Some(line) = lines.get(at) {
        if lines
            .get(at..)
            .and_then(|rest| rest.get(..names.len()))
            .is_some_and(|rest| rest.iter().map(|l| l.text.as_str()).eq(names.iter().map(String::as_str)))
        {
            at = at.saturating_add(names.len());
            continue;
        }
        let number: Option<u32> = line.text.trim_end_matches('.').parse().ok();
        if number.is_some_and(|number| number == next.saturating_add(1)) {
            out.extend(stacked_item(&cells, columns));
            cells = vec![line.clone()];
            next = next.saturating_add(1);
        } else if next > 0 {
            cells.push(line.clone());
        } else {
            out.push(line.clone());
        }
        at = at.saturating_add(1);
    }
    out.extend(stacked_item(&cells, columns));
    if next < 2 { lines } else { out }
}

/// Heads that stand one below the other.
fn heads_below(lines: &[Line], from: usize) -> Option<(usize, Vec<String>)> {
    let all = [&NUMBER, &TITLE, &LEAD, &TIME, &PAPER];
    for at in from..lines.len() {
        let names: Vec<String> = lines
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(8)
            .take_while(|line| line.cells.is_empty() && all.iter().any(|pattern| pattern.is(&line.text)))
            .map(|line| line.text.clone())
            .collect();
        if names.len() >= 3 && heads(&names).is_some() {
            return Some((at, names));
        }
    }
    None
}

/// An item from the lines of its cells: what is a time, an enclosure or a footer is told by its form, the lead is last.
fn stacked_item(lines: &[Line], columns: Columns) -> Vec<Line> {
    let Some((number, rest)) = lines.split_first() else { return Vec::new() };
    let mut cells: Vec<String> = Vec::new();
    let mut extra: Vec<Line> = Vec::new();
    for line in rest {
        let footer = dates::dates(&line.text).len() == 1
            && cells.len() >= 2
            && line.text.len() > 20
            && !line.text.starts_with(|c: char| c.is_ascii_digit());
        if footer {
            extra.push(line.clone());
            continue;
        }
        match cells.last_mut() {
            Some(last) if line.gap == 0 => *last = format!("{last} {}", line.text),
            _ => cells.push(line.text.clone()),
        }
    }
    let title = if cells.is_empty() { String::new() } else { cells.remove(0) };
    cells.retain(|cell| !CLOCK_ONLY.is(cell) && !ENCLOSED.is(cell) || people::is_lead(cell));
    let lead = cells.iter().find(|cell| people::is_lead_cell(cell)).cloned();
    let lead = lead.filter(|_| columns.lead.is_some());
    let text = number.text.trim_end_matches('.').to_owned();
    let (title, notes) = paragraphs(&title);
    let made = Line { text: title, ..number.clone() };
    let mut out = vec![made.marked(Mark::Item(Some(text), 0, Some(lead.clone().unwrap_or_default())))];
    out.extend(
        cells.into_iter().filter(|cell| Some(cell) != lead.as_ref()).map(|cell| Line::new(number.at, &cell)),
    );
    out.extend(notes.into_iter().map(|note| Line::new(number.at, &note)));
    out.extend(extra);
    out
}
