//! Entries: the paragraphs, points and resolutions under an item, each with the time it was begun and its speaker.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ItemId, PersonId, Stamp, Who, is_default};

/// Names an entry within its item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId(pub u32);

/// The three lists under an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pane {
    /// Paragraphs of the minutes.
    #[default]
    Minutes,
    /// The clerk's discussion points.
    Points,
    /// Entries under "Resolved".
    Resolved,
}

impl Pane {
    /// All panes from top to bottom.
    pub const ALL: [Self; 3] = [Self::Minutes, Self::Points, Self::Resolved];

    /// The heading on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Minutes => "Minutes",
            Self::Points => "Discussion points",
            Self::Resolved => "Resolved",
        }
    }

    /// The name on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Points => "points",
            Self::Resolved => "resolved",
        }
    }
}

/// A place in a list of entries: which item, which pane, which entry from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The item.
    pub item: ItemId,
    /// The pane under it.
    pub pane: Pane,
    /// The entry's place in that pane, from 0.
    pub at: usize,
}

/// A place for the cursor: an entry's slot and a byte of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The entry.
    pub slot: Slot,
    /// The byte of its text before which the cursor stands.
    pub byte: usize,
}

/// One paragraph, point or resolution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Names this entry within its item.
    pub id: EntryId,
    /// The text, as typed. One paragraph: it holds no line break.
    pub text: String,
    /// Attributions in the text that the app wrote and nobody edited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// What it carries besides its text.
    #[serde(skip_serializing_if = "is_default")]
    pub fields: EntryFields,
}

impl Entry {
    /// Whether there is nothing in it to publish, count or check.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What an entry carries besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryFields {
    /// When it was begun, while the meeting sat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
    /// Who was speaking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Who>,
    /// What kind of resolution it is; meant for the Resolved pane, kept when an entry visits another.
    #[serde(skip_serializing_if = "is_default")]
    pub resolution: Resolution,
    /// Whether an entry of an exempt item may be published all the same.
    #[serde(skip_serializing_if = "is_default")]
    pub public: bool,
    /// Sentences with a promise of which the clerk said that no action is needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<String>,
    /// Passages that the clerk marked: a public document that holds one is warned of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confidential: Vec<String>,
}

/// An attribution that the app wrote: bytes `from..to` of the entry's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
    /// Of whom it speaks.
    pub person: PersonId,
    /// In which form.
    pub form: Form,
    /// Whether it stands inside a sentence ("the Service Director").
    #[serde(default, skip_serializing_if = "is_default")]
    pub inside: bool,
}

/// The form of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// First mention: name and role.
    Full,
    /// Later mentions: the role, or the title and surname.
    Short,
}

/// What kind of decision an entry under "Resolved" is, and who does what by when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resolution {
    /// Resolved, recommended, noted or an action.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: Kind,
    /// Who is to do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Who>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How far it is.
    #[serde(skip_serializing_if = "is_default")]
    pub status: Status,
    /// What was said of it since it was resolved, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Progress>,
}

/// What was said, on one day, of how far an action is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// How far it was then.
    pub status: Status,
    /// On what day that was said.
    pub on: NaiveDate,
    /// In words; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who wrote it down.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// Kinds of entries under "Resolved".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A decision.
    #[default]
    Resolved,
    /// A recommendation to another body.
    Recommended,
    /// Something noted.
    Noted,
    /// A task for somebody.
    Action,
}

impl Kind {
    /// All kinds in the order in which the clerk is offered them.
    pub const ALL: [Self; 4] = [Self::Resolved, Self::Recommended, Self::Noted, Self::Action];

    /// The kind in lower case, as JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Recommended => "recommended",
            Self::Noted => "noted",
            Self::Action => "action",
        }
    }
}

/// When an action is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Due {
    /// By a day.
    On(NaiveDate),
    /// By an occasion, in the words that were said ("next meeting").
    Words(String),
}

/// How far an action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Done,
    /// No longer wanted.
    Dropped,
}

impl Status {
    /// All states in the order in which the clerk is offered them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];

    /// The status in lower case, as lists and JSON show it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}
