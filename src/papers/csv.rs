//! Tables in CSV: a row of heads, a row for each item.

use super::line::Line;
use super::tables::MOST_CELLS;
use super::{Member, Refusal, members as people};

/// Whether a text is a table in CSV: its first two rows have the same number of cells, and its heads are an agenda's.
pub(super) fn looks(text: &str) -> bool {
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return false };
    let Some(mark) = separator(first) else { return false };
    let heads: Vec<String> =
        first.split(char::from(mark)).map(|head| head.trim().trim_matches('"').to_lowercase()).collect();
    let short = heads.len() >= 2 && heads.iter().all(|head| head.len() <= 40);
    short && super::tables::are_heads(&heads)
}

fn separator(first: &str) -> Option<u8> {
    [b'\t', b',', b';'].into_iter().find(|&mark| first.contains(char::from(mark)))
}

/// The members that a table names, where it is one of members: its heads have a column of names.
///
/// # Errors
/// A sentence where a row is broken, or no row has a name.
pub(super) fn members(text: &str) -> Result<Option<Vec<Member>>, Refusal> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if separator(first).is_none() && !people::heads_list(&super::clean::visible(first)) {
        return Ok(None);
    }
    let rows = lines(text)?;
    let found = people::table(&rows, false).members;
    let headed = rows.first().is_some_and(people::is_heads);
    match (headed, found.is_empty()) {
        (false, _) => Ok(None),
        (true, true) => Err(Refusal("This table of members has no names in it.".to_owned())),
        (true, false) => Ok(Some(found)),
    }
}

/// The rows as lines with cells.
///
/// # Errors
/// A sentence where a row is broken.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Refusal> {
    let text = super::clean::visible(text);
    let mark = text.lines().find(|line| !line.trim().is_empty()).and_then(separator).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Refusal(format!("The table is broken at line {line}: check its quotation marks."))
        })?;
        let at = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
        // What stands further right than any agenda's columns stays together.
        let mut cells: Vec<String> =
            record.iter().take(MOST_CELLS).map(|cell| cell.trim().to_owned()).collect();
        for more in record.iter().skip(MOST_CELLS).map(str::trim).filter(|cell| !cell.is_empty()) {
            if let Some(last) = cells.last_mut() {
                last.push(' ');
                last.push_str(more);
            }
        }
        let text = cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\t");
        if !text.is_empty() {
            out.push(Line { cells, ..Line::new(at, &text) });
        }
    }
    Ok(out)
}
