//! `minutebook check`: a session's open ends and slips; exit code 1 for open ends.

use serde::Serialize;

use crate::checks::findings::{Finding, open_ends};
use crate::meeting::Meeting;
use crate::text::shown::shown;

use super::{Context, Outcome, Refusal, say, session};

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    item: String,
    entry: Option<usize>,
    text: &'a str,
    message: &'a str,
}

/// Prints what the session leaves open, and what may be wrong in it.
///
/// # Errors
/// Where there is no such session.
pub(super) fn run(context: &mut Context<'_>, named: &str, json: bool) -> Result<Outcome, Refusal> {
    let opened = session::read(context, named)?;
    let meeting = &opened.meeting;
    let ends = open_ends(meeting);
    let rows: Vec<_> = ends.iter().map(|finding| row(meeting, finding)).collect();
    if json {
        serde_json::to_writer_pretty(&mut *context.out, &rows)?;
        writeln!(context.out)?;
    } else {
        for row in &rows {
            let entry = row.entry.map(|entry| format!(", entry {entry}")).unwrap_or_default();
            writeln!(context.out, "{}: item {}{entry}: {}", row.kind, shown(&row.item), shown(row.text))?;
            writeln!(context.out, "    {}", row.message)?;
        }
        if rows.is_empty() {
            say("Nothing is open.");
        }
    }
    Ok(if ends.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn row<'a>(meeting: &Meeting, finding: &'a Finding) -> Row<'a> {
    let number = meeting
        .item_at(finding.item)
        .map(|(at, item)| item.head.number.clone().unwrap_or_else(|| (at + 1).to_string()));
    Row {
        kind: finding.kind.word(),
        item: number.unwrap_or_default(),
        entry: finding.place.as_ref().map(|(slot, _)| slot.at + 1),
        text: &finding.text,
        message: &finding.message,
    }
}
