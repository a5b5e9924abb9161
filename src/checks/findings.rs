//! What a meeting leaves open: promises that no entry covers, items without an outcome.
//!
//! Open ends come from here; `minutebook check`, F8 and the marks on the screen all ask this module.

use std::ops::Range;

use crate::meeting::{Entry, Item, ItemId, ItemState, Meeting, Pane, Slot};

use super::promise::{Promise, Reader, Told};
use super::slips;

/// Something that the clerk should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: Kind,
    /// The item.
    pub item: ItemId,
    /// The entry it is in, and where in its text; none where the whole item is meant.
    pub place: Option<(Slot, Range<usize>)>,
    /// Exactly the sentence or words meant; the item's title where the whole item is meant.
    pub text: String,
    /// What is the matter and what to do, a sentence.
    pub message: String,
}

/// Kinds of open ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A promise that no entry covers.
    Promise,
    /// An item that was taken and has neither a decision nor a word of what came of it.
    Outcome,
    /// A vote that contradicts itself or those who were there.
    Vote,
    /// A decision without a quorum.
    Quorum,
    /// An exempt item without its reason.
    Exempt,
    /// An urgent item without the chair's reason: asked for afterwards, and no open end.
    Urgent,
    /// A decision without a mover where the house wants one: a hint.
    Mover,
    /// A wording changed after its vote: a hint.
    Changed,
    /// A slip of language or of fact: a hint, and no open end.
    Slip(slips::Kind),
}

impl Kind {
    /// Whether it leaves something open; all else is a slip.
    pub fn is_open_end(self) -> bool {
        !matches!(self, Self::Slip(_) | Self::Urgent | Self::Mover | Self::Changed)
    }

    /// The kinds that are hints and so can be silenced.
    pub fn hints() -> impl Iterator<Item = Self> {
        slips::Kind::ALL.into_iter().map(Self::Slip).chain([Self::Urgent, Self::Mover, Self::Changed])
    }

    /// Whether the setting `silence` names it.
    pub fn is_silenced(self, silence: &[String]) -> bool {
        !self.is_open_end() && silence.iter().any(|name| name.trim() == self.word())
    }

    /// The name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Outcome => "outcome",
            Self::Vote => "vote",
            Self::Quorum => "quorum",
            Self::Exempt => "exempt",
            Self::Urgent => "urgent",
            Self::Mover => "mover",
            Self::Changed => "changed",
            Self::Slip(kind) => kind.name(),
        }
    }
}

/// What is wrong with the setting `silence`: a sentence for each name that silences nothing.
pub fn wrong_silence(silence: &[String]) -> Vec<String> {
    let unknown = silence.iter().filter(|name| Kind::hints().all(|kind| kind.word() != name.trim()));
    let kinds = || Kind::hints().map(Kind::word).collect::<Vec<_>>().join(", ");
    let wrong = unknown.map(|name| {
        format!(
            "silence: \u{201c}{name}\u{201d} is no kind of slip that can be silenced. The kinds are {}.",
            kinds()
        )
    });
    wrong.collect()
}

/// A promise in an item, and whether an entry covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The paragraph in which it stands.
    pub slot: Slot,
    /// The promise.
    pub promise: Promise,
    /// Whether it is still open.
    pub open: bool,
}

/// The promises of an item's minutes, each with whether it is open. The reader remembers what it read.
pub fn promises_with(item: &Item, reader: &mut Reader) -> Vec<Found> {
    let paragraphs: Vec<&str> = item.minutes.iter().map(|entry| entry.text.as_str()).collect();
    let resolved: Vec<&str> =
        item.resolved.iter().filter(|entry| !entry.is_blank()).map(|entry| entry.text.as_str()).collect();
    let told = reader.promises(item.id, &paragraphs, &resolved);
    let found = told.into_iter().filter_map(|Told { paragraph: at, promise, covered }| {
        let entry = item.minutes.get(at)?;
        let settled = entry.fields.settled.iter().any(|text| text == sentence(entry, &promise));
        let slot = Slot { item: item.id, pane: Pane::Minutes, at };
        Some(Found { slot, promise, open: covered.is_none() && !settled })
    });
    found.collect()
}

/// The promises of an item's minutes.
pub fn promises(item: &Item) -> Vec<Found> {
    promises_with(item, &mut Reader::default())
}

fn sentence<'a>(entry: &'a Entry, promise: &Promise) -> &'a str {
    entry.text.get(promise.sentence.clone()).unwrap_or_default()
}

/// Every open end of a meeting, in the agenda's order.
pub fn open_ends(meeting: &Meeting) -> Vec<Finding> {
    let mut reader = Reader::default();
    let items = meeting.items.iter();
    items.flat_map(|item| item_ends(meeting, item, &promises_with(item, &mut reader))).collect()
}

/// The open ends of one item whose promises are known.
pub fn item_ends(meeting: &Meeting, item: &Item, promises: &[Found]) -> Vec<Finding> {
    let open = promises.iter().filter(|found| found.open);
    let mut ends: Vec<Finding> = open
        .filter_map(|found| {
            let entry = meeting.entry(found.slot)?;
            Some(Finding {
                kind: Kind::Promise,
                item: item.id,
                place: Some((found.slot, found.promise.sentence.clone())),
                text: sentence(entry, &found.promise).to_owned(),
                message:
                    "A promise that no entry covers: Ctrl+R makes one of it, Ctrl+K says that none is needed."
                        .to_owned(),
            })
        })
        .collect();
    if lacks_outcome(meeting, item) {
        ends.push(Finding {
            kind: Kind::Outcome,
            item: item.id,
            place: None,
            text: item.head.title.clone(),
            message: "The item was taken, and nothing says what came of it.".to_owned(),
        });
    }
    ends
}

/// Words by which a paragraph says what came of an item.
const OUTCOMES: [&str; 14] = [
    "noted",
    "resolved",
    "agreed",
    "approved",
    "received",
    "welcomed",
    "endorsed",
    "recommended",
    "deferred",
    "adopted",
    "no apologies",
    "none",
    "were no",
    "accepted",
];

/// Whether an item was taken, is done, and has neither an entry under Resolved nor a paragraph that says what came of it.
fn lacks_outcome(meeting: &Meeting, item: &Item) -> bool {
    if meeting.state_of(item) != ItemState::Done || item.resolved.iter().any(|entry| !entry.is_blank()) {
        return false;
    }
    !item.minutes.iter().any(|entry| {
        let text = entry.text.to_lowercase();
        OUTCOMES.iter().any(|word| text.contains(word))
    })
}
