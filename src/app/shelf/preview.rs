//! What is shown beside the list: the minutes to read, at the place that was found, or an action with all that was said of it.

use std::path::Path;

use crate::library::Listed;
use crate::library::register::Entered;
use crate::library::search::Within;
use crate::meeting::{Due, Entry, Kind, Meeting, Pane, Presence, Status};

use super::super::sheet::{Block, Page, Tone};
use super::{Shelf, View};

/// The page for what is chosen.
pub(super) fn page(shelf: &Shelf, path: &Path, meeting: &Meeting) -> Page {
    let mut page = Page::default();
    let mut blocks = Vec::new();
    match shelf.view {
        View::Actions => {
            if let Some(entered) = shelf.actions.value().filter(|entered| entered.path == path) {
                blocks.extend(action(entered));
                blocks.push(Block::gap());
            }
        }
        View::Sessions | View::Archive | View::Bin => {
            blocks.extend(shelf.listed().filter(|listed| listed.path == path).into_iter().flat_map(about));
        }
        View::Search => {}
    }
    let goal = goal(shelf, path);
    let mut stop = None;
    blocks.extend(head(meeting));
    for (place, item) in meeting.items.iter().enumerate() {
        let at_title = goal.is_some_and(|(item, _)| item == place);
        blocks.push(Block::gap());
        stop = stop.or(at_title.then_some(blocks.len()));
        blocks.push(Block::new(Tone::Heading, item.label()));
        for pane in Pane::ALL {
            let entries = item.pane(pane).iter().enumerate().filter(|(_, entry)| !entry.is_blank());
            for ((at, entry), number) in entries.zip(1_usize..) {
                let here = goal == Some((place, Some((pane, at))));
                if here {
                    stop = Some(blocks.len());
                }
                blocks.push(entry_block((pane, number), entry, here));
            }
        }
    }
    page.fill(blocks, stop.into_iter().collect());
    page.top = 0;
    page
}

fn entry_block((pane, number): (Pane, usize), entry: &Entry, here: bool) -> Block {
    let text = entry.text.as_str();
    let tone = if here { Tone::Mark } else { Tone::Plain };
    match pane {
        Pane::Minutes => Block::new(tone, text),
        Pane::Points => Block::new(if here { tone } else { Tone::Quiet }, format!("• {text}")).inset(2),
        Pane::Resolved => Block::new(tone, format!("{} {number}. {text}", kind(entry))).inset(2),
    }
}

/// What an entry under Resolved is.
fn kind(entry: &Entry) -> &'static str {
    match entry.fields.resolution.kind {
        Kind::Resolved => "Resolved",
        Kind::Recommended => "Recommended",
        Kind::Noted => "Noted",
        Kind::Action => "Action",
    }
}

/// The item, and the entry in it, to which the page is to open.
fn goal(shelf: &Shelf, path: &Path) -> Option<(usize, Option<(Pane, usize)>)> {
    let found = shelf.found.value().filter(|found| shelf.view == View::Search && found.path == path)?;
    match found.hit.within {
        Within::Pane(pane) => Some((found.hit.place, Some((pane, found.hit.entry?.checked_sub(1)?)))),
        Within::Titles => Some((found.hit.place, None)),
        Within::People => None,
    }
}

/// What is to be known of a session's file.
fn about(listed: &Listed) -> Vec<Block> {
    let file = listed.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut blocks = vec![Block::new(Tone::Quiet, file)];
    if let Some(who) = &listed.held {
        blocks.push(Block::new(Tone::Mark, format!("Open now: {who}.")));
    }
    if let Some(of) = &listed.copy_of {
        let words = format!(
            "A copy that a sync tool made of “{of}” when two had changed it. Nothing is merged: compare both, and throw the \
             one away that you do not want."
        );
        blocks.push(Block::new(Tone::Mark, words));
    }
    blocks
}

/// Body, date, who was there.
fn head(meeting: &Meeting) -> Vec<Block> {
    let head = &meeting.head;
    let mut blocks = Vec::new();
    for words in [&head.council, &head.body, &head.title].into_iter().flatten() {
        blocks.push(Block::new(Tone::Heading, words.clone()));
    }
    let date = head.date.map(|date| date.format("%A %-d %B %Y").to_string());
    let time = head.time.map(|time| time.format("%H:%M").to_string());
    let line: Vec<String> = [date, time, head.venue.clone()].into_iter().flatten().collect();
    if !line.is_empty() {
        blocks.push(Block::new(Tone::Plain, line.join(", ")));
    }
    if let Some(approval) = meeting.approval() {
        let on = approval.signed.map(|day| day.format(" on %-d %B %Y").to_string()).unwrap_or_default();
        blocks.push(Block::new(Tone::Plain, format!("Approved, signed by {}{on}.", approval.by)));
    }
    for (presence, word) in [(Presence::Present, "Present"), (Presence::Apologies, "Apologies")] {
        let names: Vec<&str> = meeting
            .people
            .iter()
            .filter(|person| person.member && person.presence == presence)
            .map(|person| person.name.as_str())
            .collect();
        if !names.is_empty() {
            blocks.push(Block::new(Tone::Plain, format!("{word}: {}", names.join(", "))));
        }
    }
    blocks
}

/// An action with all that was said of it.
fn action(entered: &Entered) -> Vec<Block> {
    let action = &entered.task.action;
    let mut blocks = vec![Block::new(Tone::Heading, action.text.clone())];
    let owner = action.owner.as_deref().unwrap_or("nobody named");
    let due = match &action.due {
        Some(Due::On(day)) => day.format("%-d %B %Y").to_string(),
        Some(Due::Words(words)) => words.clone(),
        None => "no day".to_owned(),
    };
    blocks.push(Block::new(Tone::Plain, format!("Owner: {owner} · Due: {due} · {}", action.status.word())));
    let date = entered.date.map(|date| date.format("%-d %B %Y").to_string()).unwrap_or_default();
    let body = entered.body.as_deref().unwrap_or_default();
    let label = &action.item_label;
    blocks.push(Block::new(
        Tone::Plain,
        format!("Resolved by {body}, {date}, under {label}, {}.", action.number),
    ));
    for said in &action.progress {
        let by = if said.by.is_empty() { String::new() } else { format!(" ({})", said.by) };
        let note = if said.note.is_empty() { String::new() } else { format!(": {}", said.note) };
        let on = said.on.format("%-d %B %Y");
        blocks.push(Block::new(Tone::Plain, format!("{on}: {}{note}{by}", said.status.word())));
    }
    if action.status == Status::Open && action.progress.is_empty() {
        blocks.push(Block::new(Tone::Quiet, "Nothing was said of it yet: Ctrl+D notes how far it is."));
    }
    blocks
}
