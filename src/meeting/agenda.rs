//! Agenda items: a list in the agenda's order in which sub-items follow their parent with a greater depth.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Entry, Meeting, Motion, Pane, Span, Stamp, Turn, is_default};

/// Names an agenda item for good, wherever it is moved and whatever number it carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId(pub u32);

/// One agenda item and all that was minuted under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Names this item in edits.
    pub id: ItemId,
    /// 0 for an item of the agenda, 1 for a sub-item, and so on.
    #[serde(skip_serializing_if = "is_default")]
    pub depth: u8,
    /// What the agenda says of it.
    pub head: ItemHead,
    /// When it was taken; more than one span where it was taken again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<Span>,
    /// Who spoke, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// The paragraphs of the minutes.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "in_no_more_room")]
    pub minutes: Vec<Entry>,
    /// The clerk's own discussion points, never published unless asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "in_no_more_room")]
    pub points: Vec<Entry>,
    /// The entries under "Resolved".
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "in_no_more_room")]
    pub resolved: Vec<Entry>,
    /// Motions and amendments, in the order moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub motions: Vec<Motion>,
}

/// What the agenda says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemHead {
    /// The number as printed; it never changes by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The title without its number.
    pub title: String,
    /// Who presents it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presenters: Vec<ItemPresenter>,
    /// The presenters' line in brackets, as the paper prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presenter_line: Option<String>,
    /// Names of supporting documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Other lines of the paper under the title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Whether press and public are excluded for it.
    #[serde(skip_serializing_if = "is_default")]
    pub exempt: bool,
    /// The paragraph of Schedule 12A, or another reason in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt_reason: Option<String>,
    /// What may be said in public of an exempt item (Local Government Act 1972, section 100C(2)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_summary: Option<String>,
    /// Whether it was not on the agenda and is taken as urgent.
    #[serde(skip_serializing_if = "is_default")]
    pub urgent: bool,
    /// Why the chair took it as urgent (Local Government Act 1972, section 100B(4)(b)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent_reason: Option<String>,
}

/// Someone the paper names to present an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemPresenter {
    /// The name; empty where the paper names a role only.
    pub name: String,
    /// The role in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// "to present report" and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

/// Where an item stands in the course of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Not taken yet.
    NotYet,
    /// Being taken.
    Taken,
    /// Taken and ended.
    Done,
}

/// Entries as they are read, without the room in which as many again would fit: most are never added to.
fn in_no_more_room<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entry>, D::Error> {
    let mut entries = Vec::deserialize(deserializer)?;
    entries.shrink_to_fit();
    Ok(entries)
}

impl Item {
    /// The entries of one pane.
    pub fn pane(&self, pane: Pane) -> &[Entry] {
        match pane {
            Pane::Minutes => &self.minutes,
            Pane::Points => &self.points,
            Pane::Resolved => &self.resolved,
        }
    }

    pub(super) fn pane_mut(&mut self, pane: Pane) -> &mut Vec<Entry> {
        match pane {
            Pane::Minutes => &mut self.minutes,
            Pane::Points => &mut self.points,
            Pane::Resolved => &mut self.resolved,
        }
    }

    /// When it was first taken.
    pub fn started(&self) -> Option<Stamp> {
        self.taken.first().map(|span| span.from)
    }

    /// When it was last ended; none while it is being taken.
    pub fn ended(&self) -> Option<Stamp> {
        self.taken.last().and_then(|span| span.to)
    }

    /// Number and title as one line: "5a Budget".
    pub fn label(&self) -> String {
        match &self.head.number {
            Some(number) => format!("{number}  {}", self.head.title),
            None => self.head.title.clone(),
        }
    }

    /// An id that no entry of this item has.
    pub fn next_entry_id(&self) -> super::EntryId {
        let entries = self.minutes.iter().chain(&self.points).chain(&self.resolved);
        super::EntryId(entries.map(|entry| entry.id.0).max().unwrap_or(0).saturating_add(1))
    }
}

impl Meeting {
    /// Whether an item is yet to come, being taken, or done.
    pub fn state_of(&self, item: &Item) -> ItemState {
        if self.taking == Some(item.id) {
            ItemState::Taken
        } else if item.taken.is_empty() {
            ItemState::NotYet
        } else {
            ItemState::Done
        }
    }

    /// How many items, from this place on, make up the item there and all under it.
    pub fn family(&self, at: usize) -> usize {
        let Some(head) = self.items.get(at) else { return 0 };
        1 + self.items.iter().skip(at + 1).take_while(|item| item.depth > head.depth).count()
    }

    /// The item that a clerk means by `words`: its number as printed, else its place from 1.
    pub fn find_item(&self, words: &str) -> Option<&Item> {
        let wanted = words.trim().trim_end_matches('.');
        self.items
            .iter()
            .find(|item| {
                item.head
                    .number
                    .as_deref()
                    .is_some_and(|n| n.trim_end_matches('.').eq_ignore_ascii_case(wanted))
            })
            .or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1).and_then(|at| self.items.get(at)))
    }
}
