//! Who is in the room: presence, arrivals and departures, substitutes, quorum.
//!
//! Attendance is kept by person, never by matching names, and a vote or a quorum asks only this module who counts.

use serde::{Deserialize, Serialize};

use super::{EntryId, HouseStyle, ItemId, Meeting, Person, Presence, Stamp};

/// An arrival or a departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// When.
    pub at: Stamp,
    /// Which of the two.
    pub going: Going,
    /// The item being taken then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The line of the minutes that says so: item and entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<(ItemId, EntryId)>,
    /// Of a departure from an item that had a vote: whether the person voted on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voted: Option<bool>,
}

/// Into the room or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Going {
    /// Arrived, or came back.
    Came,
    /// Left.
    Left,
}

/// How many members make a meeting able to decide. What the body's own rules say goes before it (Local Government Act 1972,
/// Schedule 12: a quarter for a principal council, a third and at least three for a parish).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quorum {
    /// One in so many of the whole membership, rounded up, and at least so many.
    Share {
        /// One in so many.
        one_in: u32,
        /// At least so many.
        least: u32,
    },
    /// More than half of the whole membership.
    Majority,
    /// A fixed number.
    Number(u32),
}

impl Default for Quorum {
    fn default() -> Self {
        Self::Share { one_in: 4, least: 3 }
    }
}

impl Quorum {
    /// The number needed of a body of so many members.
    pub fn of(self, members: u32) -> u32 {
        match self {
            Self::Share { one_in, least } => members.div_ceil(one_in.max(1)).max(least),
            Self::Majority => members / 2 + 1,
            Self::Number(n) => n,
        }
    }
}

/// Members in the room against those needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In the room and counted.
    pub here: u32,
    /// Needed.
    pub needed: u32,
}

impl Count {
    /// Whether the meeting can decide.
    pub fn is_quorate(self) -> bool {
        self.here >= self.needed
    }
}

impl Person {
    /// Whether the person is in the meeting after all the movements noted.
    pub fn is_here(&self) -> bool {
        self.presence == Presence::Present
            && self.movements.last().is_none_or(|last| last.going == Going::Came)
    }

    /// Whether the person was in the meeting at a moment.
    pub fn was_here(&self, at: Stamp) -> bool {
        if self.presence != Presence::Present {
            return false;
        }
        match self.movements.iter().rev().find(|movement| movement.at <= at) {
            Some(last) => last.going == Going::Came,
            // Whoever arrived later was not there before; whoever left later was.
            None => self.movements.first().is_none_or(|first| first.going == Going::Left),
        }
    }

    /// Whether the person counts for quorum and votes: a member, in the room or counted from afar by the body's rules.
    pub fn counts(&self, style: &HouseStyle) -> bool {
        self.member && (!self.remote || style.remote_counts)
    }
}

impl Meeting {
    /// The members of the body, substitutes among them.
    pub fn members(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.member)
    }

    /// The members who may vote now, declarations apart, in the roster's order.
    pub fn voters<'a>(&'a self, style: &'a HouseStyle) -> impl Iterator<Item = &'a Person> {
        self.people.iter().filter(|person| person.counts(style) && person.is_here())
    }

    /// How many members the body has: substitutes sit on seats that are counted already.
    pub fn seats(&self) -> u32 {
        let seats = self.members().filter(|person| person.substitute_for.is_none()).count();
        u32::try_from(seats).unwrap_or(u32::MAX)
    }

    /// The quorum needed, by the meeting's own number or the house's rule; none where no members are known, or fewer than
    /// the rule needs: then the paper named but some of them.
    pub fn quorum_needed(&self, style: &HouseStyle) -> Option<u32> {
        let seats = self.seats();
        let rule = Some(style.quorum.of(seats)).filter(|needed| *needed <= seats);
        self.head.quorum.or(rule).filter(|_| seats > 0)
    }

    /// The quorum now; none where no members are known.
    pub fn quorum(&self, style: &HouseStyle) -> Option<Count> {
        let here = u32::try_from(self.voters(style).count()).unwrap_or(u32::MAX);
        Some(Count { here, needed: self.quorum_needed(style)? })
    }

    /// The quorum as it was at a moment.
    pub fn quorum_at(&self, style: &HouseStyle, at: Stamp) -> Option<Count> {
        let here = self.members().filter(|person| person.counts(style) && person.was_here(at)).count();
        Some(Count { here: u32::try_from(here).unwrap_or(u32::MAX), needed: self.quorum_needed(style)? })
    }

    /// Whether an entry is the line of somebody's coming, going or declaring.
    pub fn is_line(&self, item: ItemId, entry: EntryId) -> bool {
        let here = Some((item, entry));
        self.people.iter().flat_map(|person| &person.movements).any(|movement| movement.line == here)
            || self.declarations.iter().any(|declaration| declaration.line == here)
    }

    /// Who presides: whom the clerk named, else the member whose office is the chair, else the vice-chair, if in the room.
    pub fn presiding(&self) -> Option<&Person> {
        let named = self.head.presiding.and_then(|id| self.person(id));
        let office = |wanted: fn(&str) -> bool| {
            self.members().find(|person| {
                person.is_here()
                    && person
                        .role
                        .as_deref()
                        .is_some_and(|role| wanted(&super::short_role_of(role).to_lowercase()))
            })
        };
        named
            .or_else(|| office(is_chair))
            .or_else(|| office(|role| role.contains("vice") || role.contains("deputy")))
    }
}

/// Whether a short role is that of the chair.
pub fn is_chair(role: &str) -> bool {
    matches!(
        role,
        "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "the chair"
            | "mayor"
            | "the mayor"
            | "cadeirydd"
            | "leader"
    ) || role.starts_with("chair of")
}
