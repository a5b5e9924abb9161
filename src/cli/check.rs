//! `minutebook check`: a session's open ends and slips; exit code 1 for open ends.

use serde::Serialize;

use crate::checks::findings::{Finding, open_ends, wrong_silence};
use crate::checks::{business, slips};
use crate::export::leaked;
use crate::meeting::{Change, ItemId, Meeting, trouble};
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
    let style = context.style_of(meeting);
    let silence = &context.config.silence;
    for why in wrong_silence(silence) {
        say(&why);
    }
    let (formal, mut hints): (Vec<Finding>, Vec<Finding>) =
        business::findings(meeting, &style).into_iter().partition(|finding| finding.kind.is_open_end());
    hints.retain(|hint| !hint.kind.is_silenced(silence));
    let mut ends = open_ends(meeting);
    ends.extend(formal);
    ends.sort_by_key(|end| meeting.item_at(end.item).map(|(at, _)| at));
    let approval = trouble(meeting);
    let approval = approval.iter().map(|(change, message)| approval_row(meeting, change.as_ref(), message));
    let slips = slips::of_meeting(meeting, silence);
    let found = ends.iter().chain(&hints).chain(&slips).map(|finding| row(meeting, finding));
    let leaks = leaked(meeting, &style);
    let leaked = leaks.iter().map(|message| leak_row(message));
    let rows: Vec<_> = found.chain(leaked).chain(approval).collect();
    if json {
        serde_json::to_writer_pretty(&mut *context.out, &rows)?;
        writeln!(context.out)?;
    } else {
        for row in &rows {
            let entry = row.entry.map(|entry| format!(", entry {entry}")).unwrap_or_default();
            let item =
                if row.item.is_empty() { String::new() } else { format!(" item {}{entry}:", row.item) };
            writeln!(context.out, "{}:{} {}", row.kind, shown(&item), shown(row.text))?;
            writeln!(context.out, "    {}", row.message)?;
        }
        if rows.is_empty() {
            say("Nothing is open.");
        }
    }
    Ok(if ends.is_empty() && leaks.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn row<'a>(meeting: &Meeting, finding: &'a Finding) -> Row<'a> {
    Row {
        kind: finding.kind.word(),
        item: number(meeting, finding.item),
        entry: finding.place.as_ref().map(|(slot, _)| slot.at + 1),
        text: &finding.text,
        message: &finding.message,
    }
}

/// A passage of an exempt entry that stands in a public one.
fn leak_row(message: &str) -> Row<'_> {
    let passage = message.strip_prefix('“').and_then(|rest| rest.split('”').next()).unwrap_or_default();
    Row { kind: "exempt", item: String::new(), entry: None, text: passage, message }
}

fn number(meeting: &Meeting, item: ItemId) -> String {
    let (at, item) = meeting.item_at(item).unzip();
    let printed = item.and_then(|item| item.head.number.clone());
    printed.or_else(|| Some((at? + 1).to_string())).unwrap_or_default()
}

/// What no longer fits the text that was made final or approved.
fn approval_row<'a>(meeting: &Meeting, change: Option<&'a Change>, message: &'a str) -> Row<'a> {
    let entry = change.and_then(|change| {
        let (pane, id) = change.part.entry()?;
        meeting.item(change.item?)?.pane(pane).iter().position(|entry| entry.id == id)
    });
    let text = change.and_then(|change| change.to.as_deref().or(change.from.as_deref()));
    Row {
        kind: "approved",
        item: change.and_then(|change| change.item).map(|item| number(meeting, item)).unwrap_or_default(),
        entry: entry.map(|at| at + 1),
        text: text.unwrap_or_default(),
        message,
    }
}
