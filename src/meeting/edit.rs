//! Edits: every way in which a meeting can change.
//!
//! Each edit names what was there and what is there now, so it carries its own inverse, the journal reads as a history,
//! and an edit that does not fit the meeting it is applied to is found out instead of spoiling it.

use serde::{Deserialize, Serialize};

use super::{
    Declaration, Entry, EntryFields, Head, Item, ItemHead, ItemId, Mark, Meeting, Motion, Person, Revision,
    Slot, Span, State, Times, Turn,
};

/// One change to a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// The session begins with this meeting; only ever the first edit.
    Begin(Box<Meeting>),
    /// The head of the minutes.
    Head {
        /// What it was.
        from: Box<Head>,
        /// What it is now.
        to: Box<Head>,
    },
    /// Draft, final, approved.
    State {
        /// What it was.
        from: State,
        /// What it is now.
        to: State,
    },
    /// A revision is added (`from` is none) or taken back (`to` is none).
    Revision {
        /// Its place among the revisions.
        at: usize,
        /// What stood there.
        from: Option<Box<Revision>>,
        /// What stands there now.
        to: Option<Box<Revision>>,
    },
    /// The meeting opens, adjourns, resumes, closes.
    Times {
        /// What they were.
        from: Box<Times>,
        /// What they are now.
        to: Box<Times>,
    },
    /// Another item is being taken.
    Taking {
        /// The item until now.
        from: Option<ItemId>,
        /// The item from now on.
        to: Option<ItemId>,
    },
    /// A person joins the roster (`from` is none), leaves it (`to` is none), or changes.
    Person {
        /// The person's place in the roster.
        at: usize,
        /// Who stood there.
        from: Option<Box<Person>>,
        /// Who stands there now.
        to: Option<Box<Person>>,
    },
    /// An interest is declared (`from` is none), taken back (`to` is none), or corrected.
    Declaration {
        /// Its place among the declarations.
        at: usize,
        /// What stood there.
        from: Option<Box<Declaration>>,
        /// What stands there now.
        to: Option<Box<Declaration>>,
    },
    /// A motion is moved (`from` is none), taken out (`to` is none), or changes: mover, seconder, vote, outcome.
    Motion {
        /// The item.
        item: ItemId,
        /// Its place among the item's motions.
        at: usize,
        /// What stood there.
        from: Option<Box<Motion>>,
        /// What stands there now.
        to: Option<Box<Motion>>,
    },
    /// An item is added (`from` is none) or removed (`to` is none).
    Item {
        /// Its place in the agenda.
        at: usize,
        /// The item that was there.
        from: Option<Box<Item>>,
        /// The item that is there now.
        to: Option<Box<Item>>,
    },
    /// An item and all under it move to another place or depth.
    MoveItems {
        /// Where the first of them stood.
        from: usize,
        /// How many.
        count: usize,
        /// Where the first of them stands afterwards.
        to: usize,
        /// By how much their depth changes.
        deeper: i8,
    },
    /// What the agenda says of an item.
    ItemHead {
        /// The item.
        item: ItemId,
        /// What it said.
        from: Box<ItemHead>,
        /// What it says now.
        to: Box<ItemHead>,
    },
    /// When an item was taken.
    Taken {
        /// The item.
        item: ItemId,
        /// The spans until now.
        from: Vec<Span>,
        /// The spans from now on.
        to: Vec<Span>,
    },
    /// A speaker's turn is added, removed or corrected.
    Turn {
        /// The item.
        item: ItemId,
        /// Its place among the turns.
        at: usize,
        /// The turn that was there.
        from: Option<Turn>,
        /// The turn that is there now.
        to: Option<Turn>,
    },
    /// An entry is added (`from` is none) or removed (`to` is none).
    Entry {
        /// Where.
        slot: Slot,
        /// The entry that was there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Box<Entry>>,
        /// The entry that is there now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Box<Entry>>,
    },
    /// An entry moves within its item, or to another pane of it.
    MoveEntry {
        /// Where it stood.
        from: Slot,
        /// Where it stands afterwards.
        to: Slot,
    },
    /// Text is typed, deleted or replaced within an entry.
    Text {
        /// The entry.
        slot: Slot,
        /// The byte at which it happens.
        at: usize,
        /// What was taken out there.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        del: String,
        /// What was put in there.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        ins: String,
        /// Attributions that end by it, in bytes of the old text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unmark: Vec<Mark>,
        /// Attributions that begin by it, in bytes of the new text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mark: Vec<Mark>,
    },
    /// Time, speaker, kind, owner, due date or status of an entry.
    Fields {
        /// The entry.
        slot: Slot,
        /// What they were.
        from: Box<EntryFields>,
        /// What they are now.
        to: Box<EntryFields>,
    },
}

/// An edit that does not fit the meeting: nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The place that the edit names is not there.
    #[error("the edit names a place that is not in the meeting")]
    NoSuchPlace,
    /// What the edit says was there is not what is there.
    #[error("the edit does not fit what stands in the meeting")]
    NotAsRecorded,
}

impl Edit {
    /// The edit that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut back = self.clone();
        back.invert();
        back
    }

    /// Turns the edit round. A beginning has no inverse and stays.
    fn invert(&mut self) {
        match self {
            Self::Begin(_) => {}
            Self::Head { from, to } => std::mem::swap(from, to),
            Self::State { from, to } => std::mem::swap(from, to),
            Self::Revision { from, to, .. } => std::mem::swap(from, to),
            Self::Times { from, to } => std::mem::swap(from, to),
            Self::Taking { from, to } => std::mem::swap(from, to),
            Self::Person { from, to, .. } => std::mem::swap(from, to),
            Self::Declaration { from, to, .. } => std::mem::swap(from, to),
            Self::Motion { from, to, .. } => std::mem::swap(from, to),
            Self::Item { from, to, .. } => std::mem::swap(from, to),
            Self::MoveItems { from, to, deeper, .. } => {
                std::mem::swap(from, to);
                *deeper = deeper.saturating_neg();
            }
            Self::ItemHead { from, to, .. } => std::mem::swap(from, to),
            Self::Taken { from, to, .. } => std::mem::swap(from, to),
            Self::Turn { from, to, .. } => std::mem::swap(from, to),
            Self::Entry { from, to, .. } => std::mem::swap(from, to),
            Self::MoveEntry { from, to } => std::mem::swap(from, to),
            Self::Text { del, ins, unmark, mark, .. } => {
                std::mem::swap(del, ins);
                std::mem::swap(unmark, mark);
            }
            Self::Fields { from, to, .. } => std::mem::swap(from, to),
        }
    }

    /// The edit that puts `ins` in the place of `len` bytes at byte `at` of an entry; `mark` are attributions that begin by
    /// it, in bytes of the new text. None where the entry or the range is not there.
    pub fn splice(
        meeting: &Meeting,
        slot: Slot,
        (at, len): (usize, usize),
        ins: &str,
        mark: Vec<Mark>,
    ) -> Option<Self> {
        let entry = meeting.entry(slot)?;
        let del = entry.text.get(at..at.checked_add(len)?)?.to_owned();
        let unmark = entry.marks.iter().filter(|mark| mark.broken_by(at, len)).copied().collect();
        Some(Self::Text { slot, at, del, ins: ins.to_owned(), unmark, mark })
    }

    /// Takes `next` into this edit where both are one run of typing or deleting; gives it back where not.
    ///
    /// # Errors
    /// `next` itself, where the two are not one run.
    pub fn absorb(&mut self, next: Self) -> Result<(), Self> {
        match (self, next) {
            (
                Self::Text { slot, at, del, ins, unmark, mark },
                Self::Text { slot: next_slot, at: next_at, del: out, ins: more, unmark: ended, mark: begun },
            ) if *slot == next_slot
                && unmark.is_empty()
                && mark.is_empty()
                && ended.is_empty()
                && begun.is_empty() =>
            {
                if out.is_empty() && next_at == *at + ins.len() {
                    ins.push_str(&more);
                } else if more.is_empty() && ins.is_empty() && next_at + out.len() == *at {
                    del.insert_str(0, &out);
                    *at = next_at;
                } else if more.is_empty() && ins.is_empty() && next_at == *at {
                    del.push_str(&out);
                } else if more.is_empty()
                    && ins.ends_with(&out)
                    && next_at + out.len() == *at + ins.len()
                    && next_at >= *at
                {
                    ins.truncate(ins.len() - out.len());
                } else {
                    return Err(Self::Text {
                        slot: next_slot,
                        at: next_at,
                        del: out,
                        ins: more,
                        unmark: ended,
                        mark: begun,
                    });
                }
                Ok(())
            }
            (_, next) => Err(next),
        }
    }

    /// The entry that the edit touches, with the byte behind what it put in, where it touches one.
    pub fn place(&self) -> Option<(Slot, usize)> {
        match self {
            Self::Text { slot, at, ins, .. } => Some((*slot, at + ins.len())),
            Self::Entry { slot, to: Some(entry), .. } => Some((*slot, entry.text.len())),
            Self::Entry { slot, to: None, .. } => {
                Some((Slot { at: slot.at.saturating_sub(1), ..*slot }, usize::MAX))
            }
            Self::MoveEntry { to, .. } => Some((*to, usize::MAX)),
            Self::Fields { slot, .. } => Some((*slot, usize::MAX)),
            Self::Begin(_)
            | Self::Head { .. }
            | Self::State { .. }
            | Self::Revision { .. }
            | Self::Times { .. }
            | Self::Taking { .. }
            | Self::Person { .. }
            | Self::Declaration { .. }
            | Self::Motion { .. }
            | Self::Item { .. }
            | Self::MoveItems { .. }
            | Self::ItemHead { .. }
            | Self::Taken { .. }
            | Self::Turn { .. } => None,
        }
    }
}

impl Mark {
    /// Whether a change of `len` bytes at byte `at` goes through this attribution.
    pub(super) fn broken_by(&self, at: usize, len: usize) -> bool {
        if len == 0 { self.from < at && at < self.to } else { self.from < at + len && at < self.to }
    }
}
