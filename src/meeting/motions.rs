//! Motions, amendments and votes.
//!
//! A motion that carries is an entry under Resolved, and the entry is then its wording; one that does not keeps its
//! wording itself. An amendment has a parent and an outcome of its own.

use serde::{Deserialize, Serialize};

use super::{EntryFields, EntryId, Item, Pane, PersonId, Stamp, Who, is_default};

/// Names a motion within its item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MotionId(pub u32);

/// A motion or an amendment to one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Motion {
    /// Names this motion in edits.
    pub id: MotionId,
    /// The motion that it amends; none for a motion of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<MotionId>,
    /// The wording, where no entry under Resolved carries it. Of an amendment: the whole wording as it would read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The entry under Resolved that carries the wording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// Who moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mover: Option<Who>,
    /// Who seconded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconder: Option<Who>,
    /// What became of it.
    #[serde(skip_serializing_if = "is_default")]
    pub outcome: Outcome,
    /// The vote on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<Vote>,
    /// When it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Stamp>,
    /// When its outcome was known, and the wording of that moment: a later change shows against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
    /// Of an amendment that was taken into its motion: the motion's wording before, so that this can be put right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Of a motion that left Resolved: what its entry carried there (owner, due date, status), to come back with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<EntryFields>,
}

/// The moment at which a motion's outcome was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When.
    pub at: Stamp,
    /// The exact wording on which was decided.
    pub wording: String,
}

/// What became of a motion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Before the meeting.
    #[default]
    Open,
    /// Carried.
    Carried,
    /// Lost.
    Lost,
    /// Withdrawn by its mover.
    Withdrawn,
    /// Fallen for want of a seconder.
    Lapsed,
    /// Put off.
    Deferred,
    /// Of an amendment: taken in by the mover without a vote.
    Accepted,
}

impl Outcome {
    /// All, in the order in which the clerk is offered them.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Carried,
        Self::Lost,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Deferred,
        Self::Accepted,
    ];

    /// The word on screen and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Carried => "carried",
            Self::Lost => "lost",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Deferred => "deferred",
            Self::Accepted => "accepted",
        }
    }

    /// Whether the wording became the meeting's.
    pub fn passed(self) -> bool {
        matches!(self, Self::Carried | Self::Accepted)
    }
}

/// A vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vote {
    /// How it was taken.
    #[serde(skip_serializing_if = "is_default")]
    pub manner: Manner,
    /// The totals called out; of a recorded vote they are counted from the names instead.
    #[serde(skip_serializing_if = "is_default")]
    pub called: Totals,
    /// Each member's vote, where it was recorded: all of a recorded vote, single ones of a show of hands (Local
    /// Authorities (Standing Orders) Regulations 1993, Schedule 2, paragraph 1). A member has one at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<Ballot>,
    /// The casting vote of whoever presided, of an even vote: whether it was for (Local Government Act 1972, Schedule 12,
    /// paragraph 39).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casting: Option<bool>,
    /// Members in the room who could vote then, as the app counted them.
    #[serde(skip_serializing_if = "is_default")]
    pub present: u32,
}

/// How a vote was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// By show of hands: totals.
    #[default]
    Show,
    /// With one voice.
    Unanimous,
    /// By name.
    Recorded,
}

/// How many voted how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Totals {
    /// For.
    pub in_favour: u32,
    /// Against.
    pub against: u32,
    /// Abstained.
    pub abstained: u32,
    /// In the room, no vote cast: not the same as abstaining.
    pub no_vote: u32,
}

impl Totals {
    /// All together.
    pub fn sum(self) -> u32 {
        self.in_favour
            .saturating_add(self.against)
            .saturating_add(self.abstained)
            .saturating_add(self.no_vote)
    }
}

/// One member's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The member.
    pub person: PersonId,
    /// How they voted.
    pub choice: Choice,
}

/// How a member voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// For.
    For,
    /// Against.
    Against,
    /// Abstained.
    Abstained,
    /// In the room, no vote cast.
    NoVote,
}

impl Choice {
    /// All, in the order in which lists print them.
    pub const ALL: [Self; 4] = [Self::For, Self::Against, Self::Abstained, Self::NoVote];

    /// The word on screen and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstained => "abstained",
            Self::NoVote => "no vote cast",
        }
    }
}

impl Vote {
    /// Notes a member's vote in place of any other of the same member; none takes it away.
    pub fn cast(&mut self, person: PersonId, choice: Option<Choice>) {
        let at = self.ballots.iter().position(|ballot| ballot.person == person);
        match (at.and_then(|at| self.ballots.get_mut(at)), choice) {
            (Some(ballot), Some(choice)) => ballot.choice = choice,
            (None, Some(choice)) => self.ballots.push(Ballot { person, choice }),
            (Some(_), None) => self.ballots.retain(|ballot| ballot.person != person),
            (None, None) => {}
        }
    }

    /// How a member voted, where that was recorded.
    pub fn choice_of(&self, person: PersonId) -> Option<Choice> {
        self.ballots.iter().find(|ballot| ballot.person == person).map(|ballot| ballot.choice)
    }

    /// The totals: counted from the names of a recorded vote, else as called out.
    pub fn totals(&self) -> Totals {
        if self.manner != Manner::Recorded {
            return self.called;
        }
        let count = |choice: Choice| {
            u32::try_from(self.ballots.iter().filter(|ballot| ballot.choice == choice).count())
                .unwrap_or(u32::MAX)
        };
        Totals {
            in_favour: count(Choice::For),
            against: count(Choice::Against),
            abstained: count(Choice::Abstained),
            no_vote: count(Choice::NoVote),
        }
    }

    /// What the vote comes to; none while it is even and no casting vote was given, or nobody voted.
    pub fn result(&self) -> Option<Outcome> {
        if self.manner == Manner::Unanimous {
            return Some(Outcome::Carried);
        }
        let totals = self.totals();
        match totals.in_favour.cmp(&totals.against) {
            std::cmp::Ordering::Greater => Some(Outcome::Carried),
            std::cmp::Ordering::Less => Some(Outcome::Lost),
            std::cmp::Ordering::Equal if totals.in_favour == 0 => None,
            std::cmp::Ordering::Equal => {
                self.casting.map(|carried| if carried { Outcome::Carried } else { Outcome::Lost })
            }
        }
    }
}

impl Item {
    /// A motion of this item by its id.
    pub fn motion(&self, id: MotionId) -> Option<(usize, &Motion)> {
        self.motions.iter().enumerate().find(|(_, motion)| motion.id == id)
    }

    /// The motion that an entry under Resolved carries.
    pub fn motion_of_entry(&self, entry: EntryId) -> Option<(usize, &Motion)> {
        self.motions.iter().enumerate().find(|(_, motion)| motion.entry == Some(entry))
    }

    /// The wording of a motion as it reads now.
    pub fn wording<'a>(&'a self, motion: &'a Motion) -> &'a str {
        let entry = motion.entry.and_then(|id| self.pane(Pane::Resolved).iter().find(|entry| entry.id == id));
        let kept = || motion.settled.as_ref().map(|settled| settled.wording.as_str());
        let own = Some(motion.text.as_str()).filter(|text| !text.is_empty());
        entry.map(|entry| entry.text.as_str()).or(own).or_else(kept).unwrap_or_default()
    }

    /// The amendments to a motion, in the order moved.
    pub fn amendments(&self, id: MotionId) -> impl Iterator<Item = &Motion> {
        self.motions.iter().filter(move |motion| motion.amends == Some(id))
    }

    /// Whether the wording was changed after it was decided upon, otherwise than by an amendment entered afterwards.
    pub fn changed_since_vote(&self, motion: &Motion) -> bool {
        let now = self.wording(motion).trim();
        let changed = motion.settled.as_ref().is_some_and(|settled| settled.wording.trim() != now);
        let passed = || self.amendments(motion.id).filter(|amendment| amendment.outcome.passed());
        changed && !passed().any(|amendment| self.wording(amendment).trim() == now)
    }

    /// An id that no motion of this item has.
    pub fn next_motion_id(&self) -> MotionId {
        MotionId(self.motions.iter().map(|motion| motion.id.0).max().unwrap_or(0).saturating_add(1))
    }
}
