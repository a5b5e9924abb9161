//! Tables in CSV: a row of heads, a row for each item.

use super::Refusal;
use super::line::Line;

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
    [b',', b';'].into_iter().find(|&mark| first.contains(char::from(mark)))
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
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let text = cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\t");
        if !text.is_empty() {
            out.push(Line { cells, ..Line::new(at, &text) });
        }
    }
    Ok(out)
}
