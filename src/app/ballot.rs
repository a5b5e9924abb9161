//! A recorded vote: the members in the room by surname, one key for each vote.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use crate::meeting::{Choice, ItemId, Manner, Motion, Person, PersonId, Presence, Vote};
use crate::text::find::fold;

use super::Session;

/// Who may vote on an item, who may not, who is away; each by surname.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The item voted on.
    pub item: ItemId,
    /// Members in the room, those kept from voting among them.
    pub here: Vec<PersonId>,
    /// Those of them whom a declaration keeps from voting.
    pub barred: Vec<PersonId>,
    /// Members who are not in the room, or do not count from afar.
    pub away: Vec<PersonId>,
    /// Whether nobody's presence was noted yet, so that every member is taken to be in the room.
    pub no_roll: bool,
}

impl Room {
    /// The room for a vote on a motion of an item: as it is, or, once the outcome is known, as it was then. Whoever has a
    /// vote was there.
    pub fn of(session: &Session, item: ItemId, motion: Option<&Motion>) -> Self {
        let then = motion.and_then(|motion| motion.settled.as_ref()).map(|settled| settled.at);
        let vote = motion.and_then(|motion| motion.vote.as_ref());
        let meeting = &session.meeting;
        let mut members: Vec<&Person> = meeting.members().collect();
        members.sort_by_key(|person| (fold(person.surname()), fold(person.bare_name())));
        let no_roll =
            !members.is_empty() && members.iter().all(|person| person.presence == Presence::Unknown);
        let (here, away): (Vec<&Person>, Vec<&Person>) = members.into_iter().partition(|person| {
            let here = || then.map_or_else(|| person.is_here(), |then| person.was_here(then));
            let voted = || vote.is_some_and(|vote| vote.choice_of(person.id).is_some());
            person.counts(&session.style) && (no_roll || here()) || voted()
        });
        let ids = |people: Vec<&Person>| people.iter().map(|person| person.id).collect::<Vec<_>>();
        let here = ids(here);
        let barred = here.iter().copied().filter(|id| meeting.barred(item, *id).is_some()).collect();
        Self { item, here, barred, away: ids(away), no_roll }
    }

    /// Whether a member may vote.
    pub fn may(&self, id: PersonId) -> bool {
        self.here.contains(&id) && !self.barred.contains(&id)
    }

    /// How many votes there are to count: of those who may vote, and of those counted all the same.
    pub fn voters(&self, vote: &Vote) -> u32 {
        let votes = |id: &&PersonId| self.may(**id) || vote.choice_of(**id).is_some();
        u32::try_from(self.here.iter().filter(votes).count()).unwrap_or(u32::MAX)
    }

    /// The members who may vote and have no vote yet.
    pub fn without<'a>(&'a self, vote: &'a Vote) -> impl Iterator<Item = PersonId> + 'a {
        self.here.iter().copied().filter(|id| self.may(*id) && vote.choice_of(*id).is_none())
    }
}

/// The names on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BallotBox {
    /// The member chosen.
    pub chosen: Option<PersonId>,
    /// Whose vote, and which, was asked about because of a declaration.
    asked: Option<(PersonId, Choice)>,
    /// Whether the clerk was told that votes are missing.
    told: bool,
}

/// What came of a key among the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing is changed; there may be something to say.
    Stay(Option<String>),
    /// The vote is to become this.
    Cast(Vote),
    /// The vote is over; whether every name has one.
    Done(bool),
}

/// How names are laid out in columns, from top to bottom and then to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Rows on the screen.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// The cells of a column.
    pub width: u16,
}

/// The least width of a column: a sign, a name, a space.
const COLUMN: u16 = 14;

impl Grid {
    /// The grid for so many names in an area.
    pub fn new(area: Rect, names: usize) -> Self {
        let columns = usize::from((area.width / COLUMN).max(1));
        let fitting = usize::from(area.height.max(1));
        // As few columns as the height allows: names are then read in their order with the fewest jumps.
        let needed = names.div_ceil(fitting).clamp(1, columns);
        let rows = names.div_ceil(needed).max(1);
        let width = area.width / u16::try_from(needed).unwrap_or(1).max(1);
        Self { rows, columns: needed, width: width.min(28) }
    }
}

impl BallotBox {
    /// The names of a room, the first without a vote chosen.
    pub fn new(room: &Room, vote: &Vote) -> Self {
        let chosen = room.without(vote).next().or_else(|| room.here.first().copied());
        Self { chosen, asked: None, told: false }
    }

    /// Handles a key.
    pub fn key(
        &mut self,
        key: &KeyEvent,
        session: &Session,
        (room, motion): (&Room, &Motion),
        grid: Grid,
    ) -> Ask {
        let vote = motion.vote.clone().unwrap_or_default();
        let asked = self.asked.take();
        let told = std::mem::take(&mut self.told);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys do nothing here")]
        match key.code {
            KeyCode::Up => self.step(room, -1),
            KeyCode::Down | KeyCode::Tab => self.step(room, 1),
            KeyCode::Left => self.step(room, -isize::try_from(grid.rows).unwrap_or(1)),
            KeyCode::Right => self.step(room, isize::try_from(grid.rows).unwrap_or(1)),
            KeyCode::Home => self.chosen = room.here.first().copied(),
            KeyCode::End => self.chosen = room.here.last().copied(),
            KeyCode::Backspace | KeyCode::Delete => return self.take_away(room, vote),
            KeyCode::Enter => return self.end(session, room, (&vote, told)),
            KeyCode::Char(c) if c.is_uppercase() || key.modifiers == KeyModifiers::SHIFT => {
                return self.jump(session, room, c);
            }
            KeyCode::Char(c) if key.modifiers.is_empty() => {
                return self.letter(c, session, (room, vote), asked);
            }
            _ => {}
        }
        Ask::Stay(None)
    }

    fn letter(
        &mut self,
        c: char,
        session: &Session,
        (room, mut vote): (&Room, Vote),
        asked: Option<(PersonId, Choice)>,
    ) -> Ask {
        let rest = match c {
            'r' => Some(Choice::For),
            't' => Some(Choice::Against),
            _ => None,
        };
        if let Some(choice) = rest {
            let names: Vec<PersonId> = room.without(&vote).collect();
            if names.is_empty() {
                return Ask::Stay(Some("Everybody has a vote. Enter ends the vote.".to_owned()));
            }
            for id in names {
                vote.cast(id, Some(choice));
            }
            return Ask::Cast(recorded(vote, room));
        }
        let Some(choice) = choice_of(c) else { return Ask::Stay(None) };
        let Some(id) = self.chosen else {
            return Ask::Stay(Some("Nobody is in the room: F6 says who is.".to_owned()));
        };
        if let Some(warning) = warning(session, (id, choice), c, (room, asked)) {
            self.asked = Some((id, choice));
            return Ask::Stay(Some(warning));
        }
        vote.cast(id, Some(choice));
        let here = room.here.iter().position(|other| *other == id).unwrap_or(0);
        let after = room.here.iter().skip(here + 1).chain(room.here.iter().take(here));
        let next = after.copied().find(|id| room.may(*id) && vote.choice_of(*id).is_none());
        self.chosen = next.or(self.chosen);
        Ask::Cast(recorded(vote, room))
    }

    fn take_away(&mut self, room: &Room, mut vote: Vote) -> Ask {
        match self.chosen.filter(|id| vote.choice_of(*id).is_some()) {
            Some(id) => {
                vote.cast(id, None);
                Ask::Cast(recorded(vote, room))
            }
            None => Ask::Stay(None),
        }
    }

    fn end(&mut self, session: &Session, room: &Room, (vote, told): (&Vote, bool)) -> Ask {
        let missing: Vec<PersonId> = room.without(vote).collect();
        if missing.is_empty() || vote.ballots.is_empty() || told {
            return Ask::Done(missing.is_empty());
        }
        self.told = true;
        self.chosen = missing.first().copied();
        let names: Vec<&str> = missing
            .iter()
            .take(3)
            .filter_map(|id| session.meeting.person(*id))
            .map(Person::bare_name)
            .collect();
        let more = if missing.len() > names.len() { ", …" } else { "" };
        let has = if missing.len() == 1 { "member has" } else { "members have" };
        Ask::Stay(Some(format!(
            "{} {has} no vote yet: {}{more}. r counts them for, t against; Enter again leaves the vote open.",
            missing.len(),
            names.join(", ")
        )))
    }

    /// To the next surname with this initial; again to the one after it.
    fn jump(&mut self, session: &Session, room: &Room, c: char) -> Ask {
        let initial = fold(&c.to_string());
        let at = room.here.iter().position(|id| Some(*id) == self.chosen).unwrap_or(0);
        let begins = |id: &&PersonId| {
            session.meeting.person(**id).is_some_and(|person| fold(person.surname()).starts_with(&initial))
        };
        let after = room.here.iter().skip(at + 1).chain(room.here.iter().take(at + 1));
        match after.into_iter().find(begins).copied() {
            Some(id) => {
                self.chosen = Some(id);
                Ask::Stay(None)
            }
            None => Ask::Stay(Some(format!("Nobody in the room has a surname with {}.", c.to_uppercase()))),
        }
    }

    fn step(&mut self, room: &Room, by: isize) {
        let at = room.here.iter().position(|id| Some(*id) == self.chosen).unwrap_or(0);
        let last = room.here.len().saturating_sub(1);
        let to = match at.checked_add_signed(by) {
            None if by == -1 => last,
            None => at,
            Some(to) if to > last && by == 1 => 0,
            Some(to) if to > last => at,
            Some(to) => to,
        };
        self.chosen = room.here.get(to).copied();
    }
}

/// The vote that a letter stands for.
pub fn choice_of(c: char) -> Option<Choice> {
    match c {
        'f' => Some(Choice::For),
        'a' => Some(Choice::Against),
        'b' => Some(Choice::Abstained),
        'n' => Some(Choice::NoVote),
        _ => None,
    }
}

/// What is said before the vote of a member is counted whom a declaration keeps from voting; once for each key.
pub fn warning(
    session: &Session,
    (id, choice): (PersonId, Choice),
    c: char,
    (room, asked): (&Room, Option<(PersonId, Choice)>),
) -> Option<String> {
    // That no vote was cast is what the declaration asks for.
    if !room.barred.contains(&id) || choice == Choice::NoVote || asked == Some((id, choice)) {
        return None;
    }
    let person = session.meeting.person(id)?;
    let kind = session.meeting.barred(room.item, id).map_or("an interest", |declared| declared.kind.as_str());
    Some(format!(
        "{} declared {kind}; press {c} again to count the vote all the same.",
        crate::meeting::line_of(&session.meeting, &session.style, person)
    ))
}

/// The vote as one by name.
fn recorded(mut vote: Vote, room: &Room) -> Vote {
    vote.manner = Manner::Recorded;
    vote.called = crate::meeting::Totals::default();
    vote.present = room.voters(&vote);
    vote
}
