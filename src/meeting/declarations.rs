//! Declarations of interest: who, in which item, of what kind, and what the member did.

use serde::{Deserialize, Serialize};

use super::{EntryId, ItemId, Meeting, PersonId, Stamp, is_default};

/// A declaration of interest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Declaration {
    /// Who declared it, member or officer.
    pub person: PersonId,
    /// The item that it concerns; none for a general one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The kind, in the words of the house.
    pub kind: String,
    /// Whether that kind keeps the member from taking part and voting (Localism Act 2011, section 31(4), for disclosable
    /// pecuniary interests).
    #[serde(skip_serializing_if = "is_default")]
    pub bars: bool,
    /// Why, in the words that were said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What the member did.
    #[serde(skip_serializing_if = "is_default")]
    pub did: Did,
    /// Whether a dispensation lets the member take part all the same.
    #[serde(skip_serializing_if = "is_default")]
    pub dispensation: bool,
    /// When it was declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
    /// The line of the minutes that says so: item and entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<(ItemId, EntryId)>,
}

/// What a member did after declaring an interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Did {
    /// Nothing is noted.
    #[default]
    Unsaid,
    /// Stayed, spoke and voted.
    Stayed,
    /// Left the room.
    Left,
    /// Stayed in the room and did not vote.
    DidNotVote,
}

impl Did {
    /// All, in the order in which the clerk is offered them.
    pub const ALL: [Self; 4] = [Self::Unsaid, Self::Stayed, Self::Left, Self::DidNotVote];

    /// The word in forms and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unsaid => "not noted",
            Self::Stayed => "stayed",
            Self::Left => "left",
            Self::DidNotVote => "did not vote",
        }
    }
}

/// A kind of interest in a house style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InterestKind {
    /// Its name with its article: "a disclosable pecuniary interest".
    pub name: String,
    /// Whether it keeps the member from taking part and voting.
    pub bars: bool,
}

impl Declaration {
    /// Whether the member may not vote on the item because of it.
    pub fn bars_vote(&self) -> bool {
        !self.dispensation && (self.bars || matches!(self.did, Did::Left | Did::DidNotVote))
    }
}

impl Meeting {
    /// The declaration that keeps a person from voting on an item, or on the one of which it is a part.
    pub fn barred(&self, item: ItemId, person: PersonId) -> Option<&Declaration> {
        let parents = self.with_parents(item);
        self.declarations.iter().find(|declaration| {
            declaration.person == person
                && declaration.bars_vote()
                && declaration.item.is_some_and(|concerned| parents.contains(&concerned))
        })
    }

    /// The declarations that concern an item.
    pub fn declared_in(&self, item: ItemId) -> impl Iterator<Item = &Declaration> {
        self.declarations.iter().filter(move |declaration| declaration.item == Some(item))
    }

    /// An item and those under which it stands.
    pub fn with_parents(&self, id: ItemId) -> Vec<ItemId> {
        let Some((at, item)) = self.item_at(id) else { return vec![id] };
        let mut depth = item.depth;
        let mut found = vec![id];
        for item in self.items.range(0..at).into_iter().flatten().rev() {
            if item.depth < depth {
                depth = item.depth;
                found.push(item.id);
            }
        }
        found
    }
}
