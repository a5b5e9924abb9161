//! The meeting as a fold of its edits.
//!
//! Everything that can be minuted lives in a [`Meeting`]. It changes in one way only: [`Meeting::apply`] takes an
//! [`Edit`] and gives back the edit that undoes it. Typing, undo, recovery after a crash, import and review all go
//! through it, so they cannot disagree about what the meeting says.
//!
//! A copy costs next to nothing, since copies share the [`Items`] that they have in common: the one that is shown, the one that is
//! kept, and each that is saved, tried out or undone.
//!
//! Nothing here reads a clock or a file: times come with the edits.

mod actions;
mod agenda;
mod apply;
mod arising;
mod attendance;
mod attribution;
mod begin;
mod business;
mod declarations;
mod edit;
mod entries;
mod history;
mod items;
mod labels;
mod moments;
mod motions;
mod people;
mod renaming;
mod revisions;
mod style;
mod styles;
mod timeline;
mod times;
mod wording;

pub use actions::{Action, actions, note_progress};
pub(crate) use actions::{actions_of, printed_label};
pub use agenda::{Item, ItemHead, ItemId, ItemPresenter, ItemState};
pub use arising::{Arising, arising_item, members_of, next_meeting, put_arising};
pub use attendance::{Count, Going, Movement, Quorum, is_chair};
pub use attribution::{Attribution, attribution, closes, repair, short_name, shorten as short_role_of};
pub use begin::{add_members, meeting_from_paper};
pub use business::{
    amend, declare, declared_words, exclude, goes, item_phrase, joined, line_of, motion_for, move_motion,
    open_again, presides, put_line, retime, rewrite, settle, to_person,
};
pub use declarations::{Declaration, Did, InterestKind};
pub use edit::{Edit, Misfit};
pub use entries::{
    Due, Entry, EntryFields, EntryId, Form, Kind, Mark, Pane, Place, Progress, Resolution, Slot, Status,
};
pub use history::{History, How, Record, Step, compact};
pub use items::{EachItem, Items};
pub use labels::{Labels, OwnLabels};
pub use moments::Moments;
pub use motions::{Ballot, Choice, Manner, Motion, MotionId, Outcome, Settled, Totals, Vote};
pub use people::{Person, PersonId, Presence, Who};
pub use renaming::{NamePlace, NamedIn, correct_name, name_places};
pub use revisions::{Change, Part, Passage, Revision, allowed_when_closed, changes, checksum, trouble};
pub use style::{Attributions, HouseStyle, Language, Numbering};
pub use styles::{Styles, nearest_style};
pub use timeline::{Floor, Share, Spell, Timeline};
pub use times::{Span, Stamp, Times, Turn};
pub use wording::{Wording, fill};

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// One meeting: its head, its people, its agenda with all that was minuted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meeting {
    /// Council, body, date and place.
    pub head: Head,
    /// How far the minutes are.
    #[serde(skip_serializing_if = "is_default")]
    pub state: State,
    /// Each change of that state, the last one last; it only grows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
    /// Start, end and breaks.
    #[serde(skip_serializing_if = "is_default")]
    pub times: Times,
    /// The item being taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taking: Option<ItemId>,
    /// Everyone who may speak, in the order they joined the roster.
    pub people: Vec<Person>,
    /// Interests declared, in the order declared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<Declaration>,
    /// The agenda in its order; sub-items follow their parent with a greater depth.
    pub items: Items,
}

/// The head of the minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// The council, trust or school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council: Option<String>,
    /// The panel, committee or board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A title of the meeting's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// The hour for which it was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The house style by name; empty for the default.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// A checksum of the paper from which the session was begun, so that the same paper opens the same session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// What the paper's reader could not understand, line and message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<(usize, String)>,
    /// How many members make a quorum, where the body's own rules say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// Who presides, where it is not the one whose office it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presiding: Option<PersonId>,
    /// The day of the meeting whose minutes this one approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<NaiveDate>,
    /// Whether the budget is decided, so that every vote must be recorded by name (SI 2014/165).
    #[serde(skip_serializing_if = "is_default")]
    pub budget: bool,
    /// Whether the meeting resolved to go on beyond the time allowed.
    #[serde(skip_serializing_if = "is_default")]
    pub carried_on: bool,
}

/// How far the minutes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Being written.
    #[default]
    Draft,
    /// Finished by the clerk, not yet approved by the body.
    Final,
    /// Approved as a correct record.
    Approved,
}

impl State {
    /// The state in lower case, as lists and JSON show it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
            Self::Approved => "approved",
        }
    }
}

impl Meeting {
    /// The item with this id, with its place in the agenda.
    pub fn item_at(&self, id: ItemId) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| item.id == id)
    }

    /// The item with this id.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The person with this id.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The entry that stands in this slot.
    pub fn entry(&self, slot: Slot) -> Option<&Entry> {
        self.item(slot.item)?.pane(slot.pane).get(slot.at)
    }

    /// The full name of a speaker or owner; a voice such as "The panel" is its own name.
    pub fn name_of<'a>(&'a self, who: &'a Who) -> &'a str {
        match who {
            Who::Person(id) => self.person(*id).map_or("", |person| person.name.as_str()),
            Who::Voice(words) => words,
        }
    }

    /// An id that no item has.
    pub fn next_item_id(&self) -> ItemId {
        ItemId(self.items.iter().map(|item| item.id.0).max().unwrap_or(0).saturating_add(1))
    }

    /// An id that no person has.
    pub fn next_person_id(&self) -> PersonId {
        PersonId(self.people.iter().map(|person| person.id.0).max().unwrap_or(0).saturating_add(1))
    }

    /// What "The panel" is called in this meeting: the last word of the body's name that says what it is.
    pub fn body_noun(&self) -> String {
        const NOUNS: [&str; 12] = [
            "panel",
            "committee",
            "cabinet",
            "board",
            "council",
            "governors",
            "forum",
            "commission",
            "executive",
            "authority",
            "trust",
            "group",
        ];
        let body = self.head.body.as_deref().unwrap_or_default().to_lowercase();
        body.split_whitespace()
            .rev()
            .find_map(|word| {
                NOUNS.iter().find(|noun| word.trim_matches(|c: char| !c.is_alphabetic()) == **noun)
            })
            .map_or_else(|| "panel".to_owned(), |noun| (*noun).to_owned())
    }
}

/// Whether a field holds its default, so that it need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
