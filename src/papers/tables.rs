//! Tables of items: a row of heads, then a row for each item, from whatever format.

use super::line::{BREAK, Line, Mark};
use super::pattern::pattern;
use super::{clean, dates, people};

pattern! {
    NUMBER = r"(?i)^(?:no\.?|#|number|item(?:\s+(?:no\.?|number))?|ref\.?|agenda (?:no\.?|number|#)|agenda item no\.?|item\s*#|order|seq(?:uence)?|rhif|nr\.?)$";
    TITLE = r"(?i)^(?:title|item(?: title)?|subject|agenda items?|topic|description|business|agenda item title|eitem|teitl|item description|item/title|report title|item name|matter|discussion (?:item|topic)|business item)$";
    LEAD = r"(?i)^(?:lead(?: officer| member| director| person)?|presenter(?:\(s\)|s)?|presented by|by|who|owner|speaker|led by|responsible|lead/presenter|arweinydd|sponsor|introduced by|executive lead|report author|facilitator|(?:reporting |presenting |contact )?officer|presenting|author|director)$";
    TIME = r"(?i)^(?:times?|minutes|mins|duration|timings?|timing|start(?: time)?|length|allocated time|amser)$";
    PAPER = r"(?i)^(?:paper|papers|enc\.?|enclosure|attachment|format|page|pages|document|documents|purpose|action|type|for|verbal/paper|enclosures|agenda paper|status|appendix)$";
    ENCLOSED = r"(?i)^(?:enc(?:losure)?\.?\s*\d*|verbal|paper\s*\w*|attached|presentation|film|video|to follow|oral|\w|\w,\s*\w|n/a|discussion|information|decision|assurance|approval|for \w+|slides|circulated|late paper|pack)$";
    WHOLE_NUMBER = r"^[A-Z]?\d{1,3}(?:[./]\d{1,3})*[a-z]?\.?$";
    RUN_CLOCK = r"^\d{1,2}[:.]\d{2}(?:am|pm)?$|^\d{1,3}(?:m|mins?)$";
    IN_BRACKETS = r"\s*\([^)]*\)";
    DOING = r"(?i)^(?:actions?(?: (?:point|required|agreed))?|camau? gweithredu|cam gweithredu)$";
    BY_WHEN = r"(?i)^(?:due(?: date)?|deadline|by when|status|target date|completed|progress|erbyn|statws)$";
    LABELLED = r"(?i)^(?:meeting|meeting name|meeting date(?:\s*(?:and|&|/)\s*time)?|meeting time|meeting location|committee|body|date|date(?: and|/)\s*time|time|start time|venue|location|place|lleoliad|dyddiad|amser)$";
    LETTERED = r"^(?:[A-Z]|[IVX]{1,5})[.)]$";
    CLOCK_ONLY = r"(?i)^\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*(?:[-–]|to)\s*\d{1,2}[:.]\d{2}.*)?$|^\d{1,3}\s*(?:m|mins?|minutes)\.?$";
}

/// What stands in place of heads that ran together.
pub(super) const TOGETHER: &str = "Items of business:";

/// More cells than a row of any agenda has.
pub(super) const MOST_CELLS: usize = 16;

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
    let lines: Vec<Line> = lines.into_iter().flat_map(pairs).collect();
    let lines = lettered(stacked(whole_rows(lines)));
    let lines: Vec<Line> = lines.into_iter().map(spaced).collect();
    let counted = lines.iter().filter(|line| headless(line).is_some()).count() >= 3;
    let mut columns: Option<(Columns, Vec<String>)> = None;
    let mut out = Vec::with_capacity(lines.len());
    let mut actions = false;
    for mut line in lines {
        actions = !line.cells.is_empty() && (actions || of_actions(&line.cells));
        if actions {
            // Its numbers are the items' own, given again.
            line.text = format!("• {}", line.text);
            line.cells = Vec::new();
        }
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
                    columns = Some((found, line.cells.iter().map(|cell| head_words(cell)).collect()));
                }
                continue;
            }
            if let Some((columns, names)) = &columns {
                out.extend(row(line, *columns, names));
                continue;
            }
            if counted && let Some(item) = headless(&line) {
                out.extend(item);
                continue;
            }
        } else if line.cells.is_empty() && line.gap > 1 {
            columns = None;
        }
        out.push(line);
    }
    out
}

/// Whether the first row of a table names the columns of an agenda.
pub(super) fn are_heads(cells: &[String]) -> bool {
    heads(cells).is_some()
}

/// A row of labels and their values ("Venue:", "Town Hall", "Time:", "7 pm") as the lines that it is.
fn pairs(line: Line) -> Vec<Line> {
    let plain = |cell: &String| clean::flat(&cell.replace(BREAK, " "));
    let cells: Vec<String> = line.cells.iter().map(plain).collect();
    let labels = cells.iter().step_by(2);
    let known = |cell: &String| (cell.ends_with(':') && cell.len() <= 40) || LABELLED.is(cell);
    if !line.row || cells.len() < 2 || !labels.clone().all(|cell| cell.is_empty() || known(cell)) {
        return vec![line];
    }
    let values = cells.iter().skip(1).step_by(2);
    labels
        .zip(values)
        .filter(|(label, _)| !label.is_empty())
        .map(|(label, value)| {
            let text = format!("{}: {value}", label.trim_end_matches(':')).trim_end().to_owned();
            Line { text, cells: Vec::new(), row: false, ..line.clone() }
        })
        .collect()
}

/// Rows whose cells hold several paragraphs come out of Word as several lines, with the tabs of one row between them.
fn whole_rows(lines: Vec<Line>) -> Vec<Line> {
    let Some((head, count)) = lines
        .iter()
        .enumerate()
        .find(|(_, line)| !line.row && line.cells.len() >= 3 && heads(&line.cells).is_some())
        .map(|(at, line)| (at, line.cells.len()))
    else {
        return lines;
    };
    let tabs = |line: &Line| {
        if line.cells.is_empty() { line.text.matches('\t').count() } else { line.cells.len() - 1 }
    };
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0_usize;
    while let Some(line) = lines.get(at) {
        at = at.saturating_add(1);
        let first = line.text.split('\t').next().unwrap_or_default();
        let short = at > head.saturating_add(1) && tabs(line) >= 1 && tabs(line).saturating_add(1) < count;
        if !short || !WHOLE_NUMBER.is(first.trim()) {
            out.push(line.clone());
            continue;
        }
        let (mut sum, mut end, mut text) = (tabs(line), at, tabbed(line));
        while let Some(next) =
            lines.get(end).filter(|_| sum.saturating_add(1) < count && end < at.saturating_add(16))
        {
            sum = sum.saturating_add(tabs(next));
            text = format!("{text}{BREAK}{}", tabbed(next));
            end = end.saturating_add(1);
        }
        if sum.saturating_add(1) == count {
            let cells: Vec<String> = text.split('\t').map(|cell| cell.trim().to_owned()).collect();
            out.push(Line { text: text.replace(BREAK, " "), cells, ..line.clone() });
            at = end;
        } else {
            out.push(line.clone());
        }
    }
    out
}

fn tabbed(line: &Line) -> String {
    if line.cells.is_empty() { line.text.clone() } else { line.cells.join("\t") }
}

/// Rows that are no table but a way to set numbers apart: "A." in one cell and the title in the next, numbers further in.
fn lettered(lines: Vec<Line>) -> Vec<Line> {
    let filled = |line: &Line| -> Vec<String> {
        line.cells.iter().filter(|cell| !cell.trim().is_empty()).cloned().collect()
    };
    let set_apart = |line: &Line| {
        let cells = filled(line);
        line.row && cells.len() >= 2 && cells.first().is_some_and(|cell| LETTERED.is(cell.trim()))
    };
    let headed = lines.iter().any(|line| !line.cells.is_empty() && heads(&line.cells).is_some());
    if headed || lines.iter().filter(|line| set_apart(line)).count() < 2 {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let cells = filled(&line);
        let numbered =
            cells.first().is_some_and(|cell| LETTERED.is(cell.trim()) || WHOLE_NUMBER.is(cell.trim()));
        let Some((number, rest)) = cells.split_first().filter(|_| line.row && numbered && cells.len() >= 2)
        else {
            out.push(line);
            continue;
        };
        let indent = line.cells.iter().take_while(|cell| cell.trim().is_empty()).count().saturating_mul(4);
        let rest = rest.join(&BREAK.to_string());
        let (title, more) = paragraphs(&rest);
        let at = line.at;
        out.push(Line { text: format!("{number}\t{title}"), cells: Vec::new(), row: false, indent, ..line });
        out.extend(
            more.into_iter().map(|text| Line { indent: indent.saturating_add(4), ..Line::new(at, &text) }),
        );
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

/// Whether the heads are a list of actions': it has items too, but they are not its rows.
fn of_actions(cells: &[String]) -> bool {
    let any = |pattern: &super::pattern::Pattern| cells.iter().any(|cell| pattern.is(&head_words(cell)));
    short(cells) && any(&DOING) && any(&BY_WHEN)
}

/// Whether a row is short enough to be one of heads; most rows of a long paper are not, and need no closer look.
fn short(cells: &[String]) -> bool {
    cells.len() <= MOST_CELLS && cells.iter().map(String::len).sum::<usize>() <= 200
}

/// Reads a row of heads: it must name the items, and something else.
fn heads(cells: &[String]) -> Option<Columns> {
    if !short(cells) || of_actions(cells) {
        return None;
    }
    let mut out = Columns::default();
    let at = |pattern: &super::pattern::Pattern| cells.iter().position(|cell| pattern.is(&head_words(cell)));
    out.lead = at(&LEAD);
    out.time = at(&TIME);
    out.paper = at(&PAPER);
    let numbers: Vec<usize> = places(cells, &NUMBER);
    let titles: Vec<usize> = places(cells, &TITLE);
    let numbers_are_titles = !numbers.is_empty() && numbers == titles;
    out.title =
        titles.iter().copied().find(|place| !numbers.contains(place)).or_else(|| titles.last().copied());
    out.number = numbers.into_iter().find(|place| Some(*place) != out.title);
    let blank = cells.first().is_some_and(|cell| cell.trim().is_empty());
    if out.number.is_none() && blank && out.title.is_some_and(|title| title > 0) {
        out.number = Some(0);
    }
    // "Item" above the numbers, and nothing above the titles.
    let next = out.title.and_then(|title| title.checked_add(1));
    if out.number.is_none()
        && numbers_are_titles
        && next.and_then(|next| cells.get(next)).is_some_and(|cell| cell.trim().is_empty())
    {
        (out.number, out.title) = (out.title, next);
    }
    let more = [out.number, out.lead, out.time, out.paper].into_iter().flatten().count();
    (out.title.is_some() && more >= 1).then_some(out)
}

/// A head without what stands in brackets behind it: "Duration (mins)".
fn head_words(cell: &str) -> String {
    let cell = IN_BRACKETS.without(&cell.replace(BREAK, " "));
    clean::flat(cell.trim().trim_end_matches(':'))
}

fn places(cells: &[String], pattern: &super::pattern::Pattern) -> Vec<usize> {
    cells.iter().enumerate().filter(|(_, cell)| pattern.is(&head_words(cell))).map(|(at, _)| at).collect()
}

fn row(line: Line, columns: Columns, names: &[String]) -> Vec<Line> {
    let cell = |at: Option<usize>| at.and_then(|at| line.cells.get(at)).map_or("", |cell| trimmed(cell));
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
            return vec![
                Line { text: clean::flat(&only.replace(BREAK, " ")), cells: Vec::new(), ..line }
                    .marked(Mark::Group),
            ];
        }
        // A row without a title belongs to the item above.
        let only_number = full <= 1;
        return if only_number { Vec::new() } else { vec![Line { cells: Vec::new(), ..line }] };
    }
    if number.is_empty() && columns.number.is_some() && full == 1 {
        return vec![Line { text: title, cells: Vec::new(), ..line }.marked(Mark::Group)];
    }
    let depth = number.matches('.').count();
    let lead = cell(columns.lead).replace(BREAK, "; ");
    let number = Some(number).filter(|number| !number.is_empty());
    let (title, rest) = paragraphs(&title);
    let at = line.at;
    // What stands in the other columns is not lost: it goes with the item, its column named.
    let known = [columns.number, columns.title, columns.lead];
    let others = line.cells.iter().zip(names).enumerate().filter(|(at, _)| !known.contains(&Some(*at)));
    let others = others.map(|(_, (cell, name))| (clean::flat(&cell.replace(BREAK, " ")), name));
    let cells = others
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, name)| clean::flat(&format!("{name} {cell}")))
        .collect();
    let mut out = vec![Line { text: title, cells, ..line }.marked(Mark::Item(number, depth, Some(lead)))];
    out.extend(rest.into_iter().map(|text| Line::new(at, &text)));
    out
}

/// A cell's ends without white space and breaks.
fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == BREAK)
}

/// A cell whose paragraphs or bullets follow its title.
fn paragraphs(title: &str) -> (String, Vec<String>) {
    let mut head: Option<String> = None;
    let mut rest = Vec::new();
    for part in title.split(BREAK) {
        for (place, piece) in part.split(['●', '•', '○']).enumerate() {
            let piece = clean::flat(piece);
            if piece.is_empty() {
                continue;
            }
            match &head {
                None => head = Some(piece),
                Some(_) if place > 0 => rest.push(format!("• {piece}")),
                Some(_) => rest.push(piece),
            }
        }
    }
    (head.unwrap_or_default(), rest)
}

/// A row of a table without heads: number, title, and perhaps who leads.
fn headless(line: &Line) -> Option<Vec<Line>> {
    if !line.row {
        return None;
    }
    let cells: Vec<&str> =
        line.cells.iter().map(|cell| trimmed(cell)).filter(|cell| !cell.is_empty()).collect();
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
    let (title, more) = paragraphs(title);
    let made = Line { text: title, cells: Vec::new(), ..line.clone() };
    let depth = number.matches('.').count();
    let mut out = vec![made.marked(Mark::Item(Some(number), depth, Some(lead.replace(BREAK, "; "))))];
    out.extend(more.into_iter().map(|text| Line::new(line.at, &text)));
    Some(out)
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
