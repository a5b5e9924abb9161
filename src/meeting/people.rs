//! The roster: everyone who may speak, and whether they came.

use serde::{Deserialize, Serialize};

use super::{Movement, is_default};

/// Names a person of the roster for good, whatever happens to the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub u32);

/// Someone of the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Names this person in edits.
    pub id: PersonId,
    /// The full name as it is printed at first mention, with its title ("Cllr Rosa Hazel").
    pub name: String,
    /// The role in full, as the paper prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Party or group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether this is a member of the body (else an officer or guest).
    #[serde(skip_serializing_if = "is_default")]
    pub member: bool,
    /// Whether they came.
    #[serde(skip_serializing_if = "is_default")]
    pub presence: Presence,
    /// The member for whom this one sits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substitute_for: Option<PersonId>,
    /// Whether they attend from afar.
    #[serde(skip_serializing_if = "is_default")]
    pub remote: bool,
    /// Arrivals and departures, in order. Someone of whom none is noted is there for the whole meeting, if present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
}

/// Whether a person came to the meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// Nothing is known or expected.
    #[default]
    Unknown,
    /// A member present, or an officer or guest in attendance.
    Present,
    /// Apologies were given.
    Apologies,
    /// Absent without apology.
    Absent,
}

/// A speaker or owner: a person of the roster, or a voice without a name ("The panel", "A member of the public").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// A person of the roster.
    Person(PersonId),
    /// A body, or someone unnamed, in the words that the minutes use.
    Voice(String),
}

/// The titles of courtesy and office that stand before a name and are no part of it.
pub(super) const TITLES: [&str; 19] = [
    "cllr",
    "cllr.",
    "councillor",
    "cllrs",
    "councilmember",
    "cynghorydd",
    "cyng",
    "cyng.",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "dr.",
    "mr.",
    "mrs.",
    "ms.",
    "prof",
    "professor",
];

impl Person {
    /// The name without its titles: "Rosa Hazel" of "Cllr Mrs Rosa Hazel".
    pub fn bare_name(&self) -> &str {
        let mut rest = self.name.trim();
        while let Some((first, more)) = rest.split_once(char::is_whitespace) {
            if !TITLES.contains(&first.to_lowercase().as_str()) {
                break;
            }
            rest = more.trim_start();
        }
        rest
    }

    /// The last word of the name.
    pub fn surname(&self) -> &str {
        self.bare_name().rsplit(char::is_whitespace).next().unwrap_or_default()
    }

    /// The first letter of the first name, where there is a first name.
    pub fn initial(&self) -> Option<char> {
        let bare = self.bare_name();
        bare.contains(char::is_whitespace).then(|| bare.chars().next()).flatten()
    }

    /// Whether the name is that of a councillor.
    pub fn is_councillor(&self) -> bool {
        self.name.split_whitespace().any(is_councillors)
    }
}

/// Whether a word is the title of a councillor.
pub(super) fn is_councillors(word: &str) -> bool {
    matches!(
        word.to_lowercase().trim_end_matches('.'),
        "cllr" | "councillor" | "councilmember" | "cynghorydd" | "cyng"
    )
}
