//! Plain text: bytes of any usual encoding into lines.

use std::borrow::Cow;

use super::line::{Line, Mark};
use super::pattern::pattern;
use super::{clean, labels};

pattern! {
    LABEL = r"^\p{Lu}[\p{L} ]{1,24}:(?:\s|$)";
    HOUR_FIRST = r"(?i)^(\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*[-–]\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?)?)[\s–-]+(\d{1,3}[a-z]?[.):]?\s+\p{L}.*)$";
    HOUR_LAST = r"^(\d{1,3}[.)]?\s+\p{L}.*\S) ([01]?\d[:.][0-5]\d|2[0-3][:.][0-5]\d)$";
    RUN_ON = r"(?i)^((?:.*\b)?(?:agenda|business|items)\b[^.:]{0,40}[:.–-])\s*1\. (\S.* 2\. \S.*)$";
    NEXT_ROMAN = r"^([IVX]+)\.\s+(.*\S)\s+([IVX]+)\.\s*\t\s*(\S.*)$";
}

/// The text of a file: UTF-8, UTF-16 by its mark, else Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        let body = bytes.get(skip..).unwrap_or_default();
        return encoding.decode_without_bom_handling(body).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// Lines of a text; blank lines are counted, lines that serve the page alone left out.
pub(super) fn lines(text: &str) -> Vec<Line> {
    read(&bars_as_tabs(&unquoted(text)), false)
}

/// A mail that was answered or passed on: each line of it stands behind ">".
fn unquoted(text: &str) -> Cow<'_, str> {
    let quoted = |line: &str| line.starts_with('>');
    let count = text.lines().filter(|line| quoted(line)).count();
    let filled = text.lines().filter(|line| !line.trim().is_empty()).count();
    if count < 3 || count.saturating_mul(2) < filled {
        return Cow::Borrowed(text);
    }
    let bare = |line: &str| {
        let rest = line.trim_start_matches('>');
        if quoted(line) { rest.strip_prefix(' ').unwrap_or(rest).to_owned() } else { line.to_owned() }
    };
    Cow::Owned(text.split('\n').map(bare).collect::<Vec<_>>().join("\n"))
}

/// A table pasted with bars between its columns (" | ") reads as one with tabs. A bar or two in a title make no table: there
/// must be three lines with as many bars each.
fn bars_as_tabs(text: &str) -> Cow<'_, str> {
    let bars = |line: &str| line.matches(" | ").count();
    let mut counts = [0_usize; 12];
    for line in text.lines() {
        if let Some(count) = bars(line).checked_sub(1).and_then(|at| counts.get_mut(at)) {
            *count = count.saturating_add(1);
        }
    }
    let Some((most, _)) =
        counts.iter().enumerate().max_by_key(|(_, count)| **count).filter(|(_, c)| **c >= 3)
    else {
        return Cow::Borrowed(text);
    };
    let rows = text.split('\n').map(|line| {
        if bars(line) == most.saturating_add(1) { line.replace(" | ", "\t") } else { line.to_owned() }
    });
    Cow::Owned(rows.collect::<Vec<_>>().join("\n"))
}

/// Lines of the text of a PDF: a line its writer broke ends in a space.
pub(super) fn pdf_lines(text: &str) -> Vec<Line> {
    read(text, true)
}

/// The lines as they are counted: Word's breaks inside a paragraph end one too.
pub(super) fn counted(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.split(['\u{b}', '\u{2028}']))
}

fn read(text: &str, pdf: bool) -> Vec<Line> {
    let mut broken = false;
    let mut out: Vec<Line> = Vec::new();
    let mut gap = 0_usize;
    for (at, raw) in counted(text).enumerate() {
        let raw = raw.trim_end_matches('\r').replace('\u{c}', "");
        let shown = clean::visible(&raw);
        let mut line = Line::new(at.saturating_add(1), &shown);
        let was_broken = std::mem::replace(&mut broken, pdf && shown.ends_with(' '));
        let open = pdf
            && out.last().is_some_and(|last| last.text.matches('(').count() > last.text.matches(')').count());
        if (was_broken || open)
            && gap == 0
            && joins(&line.text)
            && let Some(last) = out.last_mut()
        {
            if !(open && last.text.ends_with('-')) {
                last.text.push(' ');
            }
            last.text.push_str(&line.text);
            continue;
        }
        if line.text.is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        if labels::is_noise(&line.text) && !is_start(&line.text) {
            gap = gap.saturating_add(usize::from(line.text.starts_with("__")));
            continue;
        }
        line.indent =
            shown.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum();
        line.gap = std::mem::take(&mut gap);
        if (2..super::tables::MOST_CELLS).contains(&shown.matches('\t').count()) {
            line.cells = shown.split('\t').map(|cell| cell.trim().to_owned()).collect();
        }
        match two(&line) {
            Some((first, second)) => out.extend([first, second]),
            None => out.extend(run_on(line)),
        }
    }
    unwrap(hours_last(out))
}

/// A timed agenda with its hours before its numbers reads as one with the hours behind its titles.
fn hours_last(mut lines: Vec<Line>) -> Vec<Line> {
    let timed = |line: &Line| HOUR_FIRST.is(&line.text) || HOUR_LAST.is(&line.text);
    if lines.iter().filter(|line| timed(line)).count() < 3 {
        return lines;
    }
    for line in &mut lines {
        if let Some(g) = HOUR_LAST.groups(&line.text) {
            line.text = format!("{}\t{}", g.get(1), g.get(2));
        } else if let Some(g) = HOUR_FIRST.groups(&line.text) {
            line.text = format!("{}\t{}", g.get(2), g.get(1).trim());
            line.cells = Vec::new();
        }
    }
    lines
}

/// Whether a line goes on from the one above: it is no bullet, no number, no lead of its own.
fn joins(text: &str) -> bool {
    let starts = super::numbers::readings(text).iter().any(|n| !n.form.starts_with("initial"));
    !text.is_empty()
        && !LABEL.is(text)
        && !starts
        && super::numbers::bullet(text).is_none()
        && !super::people::is_lead(text)
        && !text.starts_with('[')
}

/// Two items that stand on one line: "III. Reports IV.<tab>Close".
fn two(line: &Line) -> Option<(Line, Line)> {
    if !(1..=3).contains(&line.text.matches('\t').count()) {
        return None;
    }
    let g = NEXT_ROMAN.groups(&line.text)?;
    let (one, next) = (super::numbers::roman(g.get(1))?, super::numbers::roman(g.get(3))?);
    let second = format!("{}.\t{}", g.get(3), g.get(4));
    let first = format!("{}.\t{}", g.get(1), g.get(2));
    (next == one.saturating_add(1)).then(|| {
        (
            Line { text: first, cells: Vec::new(), ..line.clone() },
            Line { text: second, cells: Vec::new(), gap: 0, ..line.clone() },
        )
    })
}

/// An agenda in one paragraph, "Agenda: 1. Apologies. 2. Planning. 3. Close.", as a line for each item.
fn run_on(line: Line) -> Vec<Line> {
    let Some(g) = RUN_ON.groups(&line.text) else { return vec![line] };
    let mut rest = g.get(2);
    let mut items = Vec::new();
    for next in 2..200_u32 {
        let mark = format!(" {next}. ");
        let Some((item, more)) = rest.split_once(&mark).filter(|(item, _)| item.ends_with(['.', ';', ',']))
        else {
            break;
        };
        items.push(item);
        rest = more;
    }
    items.push(rest);
    if items.len() < 3 {
        return vec![line];
    }
    let with = |text: String, gap: usize| Line { text, gap, cells: Vec::new(), ..line.clone() };
    let titles = items
        .iter()
        .zip(1_u32..)
        .map(|(item, number)| with(format!("{number}. {}", item.trim_end_matches(['.', ';', ',', ' '])), 0));
    std::iter::once(with(g.get(1).trim().to_owned(), line.gap)).chain(titles).collect()
}

/// "Items" and "No. Item" say where the agenda begins.
fn is_start(text: &str) -> bool {
    super::outline::begins(text)
}

/// Joins lines that were broken to fit a page. Only papers most of whose long lines end near one column are wrapped.
fn unwrap(lines: Vec<Line>) -> Vec<Line> {
    let widths: Vec<usize> =
        lines.iter().map(|line| line.indent.saturating_add(line.text.chars().count())).collect();
    // A line or two may stick out; the third longest shows where the page ends.
    let mut sorted = widths.clone();
    sorted.sort_unstable_by_key(|&width| std::cmp::Reverse(width));
    let width = sorted.get(2).copied().unwrap_or(0);
    let near = widths.iter().filter(|w| w.saturating_add(14) >= width).count();
    let wrapped = (60..=120).contains(&width) && near >= 3;
    let mut out: Vec<Line> = Vec::new();
    let mut last_width = 0_usize;
    for (line, this) in lines.into_iter().zip(widths) {
        let word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let full = last_width.saturating_add(word).saturating_add(1) > width;
        let celled = !line.cells.is_empty() || out.last().is_some_and(|last| !last.cells.is_empty());
        let free = line.gap == 0
            && !celled
            && line.mark == Mark::Plain
            && super::numbers::bullet(&line.text).is_none();
        let starts = || {
            super::numbers::readings(&line.text)
                .iter()
                .any(|n| !n.form.starts_with("initial") && n.form != "bare alone")
        };
        let named = || {
            LABEL.is(&line.text)
                || super::presenters::line(&line.text).is_some()
                || super::presenters::bare_line(&line.text).is_some()
        };
        let lower = line.text.starts_with(|c: char| c.is_lowercase() || c == '(');
        let joins = wrapped
            && free
            && (full || lower && last_width.saturating_add(30) > width)
            && !starts()
            && !named();
        match out.last_mut() {
            // A label begins its own line, and a line that closes its bracket is whole.
            Some(last)
                if joins
                    && labels::part(&last.text).is_none()
                    && labels::part(&line.text).is_none()
                    && !last.text.ends_with(']')
                    && !clean::ends_in_pages(&last.text) =>
            {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            _ => out.push(line),
        }
        last_width = this;
    }
    out
}
