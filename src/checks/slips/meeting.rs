//! The slips of a whole meeting: its minutes and resolutions, against its roster, its agenda and its day.

use std::collections::HashSet;
use std::ops::Range;

use super::{Context, Person, Printed, Read, Slip, together};
use crate::checks::findings::{Finding, Kind};
use crate::meeting::{Entry, Item, Meeting, Pane, Presence, Slot, Who};

/// The panes that are published, and so are looked into.
const PANES: [Pane; 2] = [Pane::Minutes, Pane::Resolved];

/// The entries that are looked into, in the agenda's order.
pub fn entries(meeting: &Meeting) -> impl Iterator<Item = (Slot, &Entry)> {
    meeting.items.iter().flat_map(|item| PANES.into_iter().flat_map(|pane| of_pane(item, pane)))
}

fn of_pane(item: &Item, pane: Pane) -> impl Iterator<Item = (Slot, &Entry)> {
    let entries = item.pane(pane).iter().enumerate().filter(|(_, entry)| !entry.is_blank());
    entries.map(move |(at, entry)| (Slot { item: item.id, pane, at }, entry))
}

/// Every slip of a meeting, but for those silenced: kinds by name in `silence`, single places by the clerk.
pub fn of_meeting(meeting: &Meeting, silence: &[String]) -> Vec<Finding> {
    let found: Vec<(Slot, &Entry, Read)> =
        entries(meeting).map(|(slot, entry)| (slot, entry, Read::new(&entry.text))).collect();
    let read: Vec<(Slot, &Entry, &Read)> =
        found.iter().map(|(slot, entry, read)| (*slot, *entry, read)).collect();
    with(meeting, &printed(meeting), &read, silence)
}

/// As [`of_meeting`], of an agenda and entries that were read before.
pub fn with(
    meeting: &Meeting,
    printed: &Printed,
    read: &[(Slot, &Entry, &Read)],
    silence: &[String],
) -> Vec<Finding> {
    let slips = told(meeting, printed, read, silence).into_iter();
    slips.filter_map(|slip| finding(meeting, read, slip)).collect()
}

/// As [`with`], only where they stand: which of the entries, and where in its text. Words for them, some thousand at
/// worst, are made when the clerk asks for them.
pub fn marks(
    meeting: &Meeting,
    printed: &Printed,
    read: &[(Slot, &Entry, &Read)],
    silence: &[String],
) -> Vec<(usize, Range<usize>)> {
    let slips = told(meeting, printed, read, silence).into_iter();
    slips.filter(|slip| !slip.at.is_empty()).map(|slip| (slip.text, slip.at)).collect()
}

/// Every slip that is not silenced.
fn told(
    meeting: &Meeting,
    printed: &Printed,
    read: &[(Slot, &Entry, &Read)],
    silence: &[String],
) -> Vec<Slip> {
    let people: Vec<Person<'_>> = meeting
        .people
        .iter()
        .map(|person| Person { name: &person.name, role: person.role.as_deref().unwrap_or_default() })
        .collect();
    let apologies: Vec<&str> = meeting
        .people
        .iter()
        .filter(|person| person.presence == Presence::Apologies)
        .map(|person| person.name.as_str())
        .collect();
    let speakers = if apologies.is_empty() { Vec::new() } else { speakers(meeting) };
    let context = Context {
        people: &people,
        date: meeting.head.date,
        apologies: &apologies,
        speakers: &speakers,
        printed: Some(printed),
    };
    let texts: Vec<(&str, &Read)> =
        read.iter().map(|(_, entry, read)| (entry.text.as_str(), *read)).collect();
    let mut slips = together(&texts, &context);
    slips.retain(|slip| !silence.iter().any(|name| name.trim() == slip.kind.name()));
    slips.retain(|slip| read.get(slip.text).is_some_and(|(_, entry, read)| !is_meant(entry, read, slip)));
    slips
}

/// Whether the clerk said that this is meant so.
fn is_meant(entry: &Entry, read: &Read, slip: &Slip) -> bool {
    let settled = &entry.fields.settled;
    !settled.is_empty() && settled.contains(&silencing(slip.kind, &sentence_at(&entry.text, read, &slip.at)))
}

/// Everybody who spoke, by name, each once.
fn speakers(meeting: &Meeting) -> Vec<&str> {
    let turns = meeting.items.iter().flat_map(|item| item.turns.iter().map(|turn| &turn.who));
    let begun = entries(meeting).filter_map(|(_, entry)| entry.fields.speaker.as_ref());
    // Two thousand paragraphs have few speakers: each is named once.
    let (mut people, mut seen) = (HashSet::new(), HashSet::new());
    let distinct = turns.chain(begun).filter(|who| match who {
        Who::Person(id) => people.insert(*id),
        Who::Voice(_) => true,
    });
    let names = distinct.map(|who| meeting.name_of(who));
    names.filter(|name| !name.is_empty() && seen.insert(*name)).collect()
}

/// What the agenda prints, read.
pub fn printed(meeting: &Meeting) -> Printed {
    let head = &meeting.head;
    let top = [&head.council, &head.body, &head.title].into_iter().flatten().map(String::as_str);
    let items = meeting.items.iter().flat_map(|item| {
        let words =
            [&item.head.title].into_iter().chain(&item.head.documents).chain(&item.head.presenter_line);
        words.map(String::as_str)
    });
    Printed::new(top.chain(items))
}

fn finding(meeting: &Meeting, read: &[(Slot, &Entry, &Read)], slip: Slip) -> Option<Finding> {
    let (slot, entry, read) = read.get(slip.text)?;
    let sentence = sentence_at(&entry.text, read, &slip.at);
    let spoken = slip.at.is_empty();
    let item = if spoken { meeting.items.iter().find(|item| !item.turns.is_empty())?.id } else { slot.item };
    Some(Finding {
        kind: Kind::Slip(slip.kind),
        item,
        place: (!spoken).then_some((*slot, slip.at)),
        text: sentence,
        message: slip.message.to_string(),
    })
}

/// The words by which an entry remembers that this slip, in this sentence, was looked at and is meant so.
pub fn silencing(kind: super::Kind, sentence: &str) -> String {
    format!("{kind}: {sentence}")
}

/// The sentence around a place of a text, as written.
fn sentence_at(text: &str, read: &Read, at: &Range<usize>) -> String {
    // Two spaces between sentences stand in neither: both are meant.
    let around = read.sentence_at(at.start).unwrap_or_else(|| at.clone());
    text.get(around).map(str::trim).filter(|words| !words.is_empty()).unwrap_or(text).to_owned()
}
