//! F5: a motion with its wording, mover, seconder, vote, outcome and amendments. Every row is optional, in any order; what
//! was only opened changes nothing.

#![expect(clippy::wildcard_enum_match_arm, reason = "each view has but a few keys of its own")]

mod rows;
mod voting;
mod writing;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::meeting::{
    Choice, Edit, EntryId, Item, ItemId, Manner, Meeting, Motion, MotionId, Outcome, Pane, PersonId, Slot,
    Stamp, Vote, motion_for, settle,
};
use crate::text::fuzzy;

use super::ballot::{BallotBox, Room};
use super::command::Command;
use super::line::Line;
use super::look::person_words;
use super::picker::Picker;
use super::{App, Dialog, Effect, Screen, Session};

pub use writing::{Task, Writing};

type Outcomes = Result<Vec<Effect>, String>;

/// The box of F5.
#[derive(Clone, Debug)]
pub struct MotionBox {
    /// The item under which it was moved.
    pub item: ItemId,
    /// What it is about.
    pub about: About,
    /// What is shown of it.
    pub view: View,
    /// The row with the cursor.
    pub row: Row,
    /// What was typed in the row.
    pub line: Line,
    /// What the clerk is told; whether something is wrong.
    pub said: Option<(String, bool)>,
    /// The step of undo of which the next change is still a part.
    step: Option<u64>,
}

/// What the box is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A motion that is not worded yet.
    New,
    /// An entry under Resolved that is no motion yet.
    Entry(EntryId),
    /// A motion.
    Motion(MotionId),
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum View {
    /// The motions of the item.
    Pick(Picker<About>),
    /// A wording is being written.
    Write(Writing),
    /// The rows.
    Rows,
    /// The wording alone, for reading out; how many rows of it went by.
    Read(usize),
    /// The names of a recorded vote.
    Ballot(BallotBox),
    /// One member's own vote.
    Single(Single),
    /// The wording that an amendment would make, before it is taken.
    Take(Outcome),
}

/// The recording of one member's vote.
#[derive(Clone, Debug)]
pub struct Single {
    /// The members in the room.
    pub picker: Picker<PersonId>,
    /// The one picked, whose vote is the next key.
    pub who: Option<PersonId>,
    /// The vote asked about because of a declaration.
    asked: Option<(PersonId, Choice)>,
}

/// The rows of the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The wording.
    Wording,
    /// Who moved it.
    Mover,
    /// Who seconded it.
    Seconder,
    /// The vote.
    Vote,
    /// The casting vote.
    Casting,
    /// What became of it.
    Outcome,
    /// One member's own vote, recorded on request.
    Single,
    /// An amendment.
    Amendment(MotionId),
    /// Another amendment.
    Amend,
    /// Another motion of the item.
    Others,
}

/// What became of the box after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stays {
    Open,
    Closed,
}

/// What the box must know of the world for a key.
#[derive(Clone, Copy, Debug)]
struct World {
    now: Stamp,
    area: Rect,
    smart: bool,
}

/// The room inside the box: the screen but its last row, a border and a margin.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(3),
    }
}

/// Where the names of a recorded vote stand within the room inside the box.
pub fn names_area(inside: Rect) -> Rect {
    Rect { y: inside.y + 2, height: inside.height.saturating_sub(6), ..inside }
}

impl MotionBox {
    /// The box for where the cursor stands: the entry under Resolved as a motion, else the item's open motion, else a list
    /// of its motions, else a new motion.
    pub fn new(session: &Session) -> Option<Self> {
        let item = session.item()?;
        let entry = session.entry().filter(|entry| session.pane == Pane::Resolved && !entry.is_blank());
        let own = || item.motions.iter().filter(|motion| motion.amends.is_none());
        let open: Vec<&Motion> = own().filter(|motion| motion.outcome == Outcome::Open).collect();
        let mut made = Self {
            item: item.id,
            about: About::New,
            view: View::Rows,
            row: Row::Mover,
            line: Line::default(),
            said: None,
            step: None,
        };
        match (entry, open.as_slice()) {
            (Some(entry), _) => {
                let motion = item.motion_of_entry(entry.id);
                made.about = motion.map_or(About::Entry(entry.id), |(_, motion)| About::Motion(motion.id));
            }
            (None, [one]) => made.about = About::Motion(one.id),
            (None, _) if own().next().is_some() => made.view = View::Pick(Picker::new(choices(item))),
            (None, _) => made.view = View::Write(Writing::begun("")),
        }
        Some(made)
    }

    /// The motion shown; of an entry that is none yet, what it would be.
    pub fn motion(&self, session: &Session) -> Option<Motion> {
        let item = session.meeting.item(self.item)?;
        match self.about {
            About::New => None,
            About::Entry(entry) => {
                item.resolved.iter().find(|found| found.id == entry)?;
                Some(Motion { entry: Some(entry), ..Motion::default() })
            }
            About::Motion(id) => item.motion(id).map(|(_, motion)| motion.clone()),
        }
    }

    /// The wording shown.
    pub fn wording(&self, session: &Session) -> String {
        let Some(motion) = self.motion(session) else { return String::new() };
        session.meeting.item(self.item).map(|item| item.wording(&motion).to_owned()).unwrap_or_default()
    }

    /// The motion that the one shown amends, with its wording.
    pub fn parent(&self, session: &Session) -> Option<(Motion, String)> {
        let parent = self.motion(session)?.amends?;
        let item = session.meeting.item(self.item)?;
        let (_, motion) = item.motion(parent)?;
        Some((motion.clone(), item.wording(motion).to_owned()))
    }

    /// Who may vote on it, and who may not.
    pub fn room(&self, session: &Session) -> Room {
        Room::of(session, self.item, self.motion(session).as_ref())
    }

    /// Whether the motion was amended after the amendment shown was moved: its wording may undo what was put in since.
    pub fn overtaken(&self, session: &Session) -> bool {
        let Some((motion, item)) = self.motion(session).zip(session.meeting.item(self.item)) else {
            return false;
        };
        let Some(parent) = motion.amends else { return false };
        let earlier = |other: &Motion| other.id != motion.id && other.outcome.passed();
        item.amendments(parent).filter(|other| earlier(other)).any(|other| {
            let settled = other.settled.as_ref().map(|settled| settled.at);
            motion.moved.zip(settled).is_some_and(|(moved, settled)| settled > moved)
        })
    }

    /// The rows that there are.
    pub fn rows(&self, session: &Session) -> Vec<Row> {
        let mut rows = vec![Row::Wording, Row::Mover, Row::Seconder, Row::Vote];
        let Some(motion) = self.motion(session) else { return rows };
        if motion.vote.as_ref().is_some_and(|vote| vote.casting.is_some() || is_even(vote)) {
            rows.push(Row::Casting);
        }
        rows.push(Row::Outcome);
        if motion.vote.as_ref().is_none_or(|vote| vote.manner != Manner::Recorded) {
            rows.push(Row::Single);
        }
        if motion.amends.is_none() {
            if let (About::Motion(id), Some(item)) = (self.about, session.meeting.item(self.item)) {
                rows.extend(item.amendments(id).map(|amendment| Row::Amendment(amendment.id)));
            }
            rows.extend([Row::Amend, Row::Others]);
        }
        rows
    }

    /// The person whom the letters typed mean, best first.
    pub fn found(&self, session: &Session) -> Option<PersonId> {
        if self.line.text().trim().is_empty() {
            return None;
        }
        let (ids, labels): (Vec<PersonId>, Vec<String>) = candidates(session).into_iter().unzip();
        fuzzy::pick(self.line.text(), &labels).first().and_then(|at| ids.get(*at)).copied()
    }

    /// Text is pasted into what is being typed.
    pub fn put(&mut self, text: &str) {
        match &mut self.view {
            View::Write(writing) => writing.editor.line.put(text),
            View::Pick(picker) => picker.put(text),
            View::Single(single) => single.picker.put(text),
            View::Rows => self.line.put(text),
            View::Read(_) | View::Ballot(_) | View::Take(_) => {}
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.said = (!text.is_empty()).then_some((text, false));
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.said = Some((text.into(), true));
    }

    /// Writes edits as a part of what is being done.
    fn write(&mut self, session: &mut Session, edits: Vec<Edit>, now: Stamp) -> Outcomes {
        let (effects, step) = session.change_on(edits, self.step, now)?;
        self.step = Some(step);
        Ok(effects)
    }

    /// Changes the motion shown, with all that follows from it; an entry under Resolved becomes one by it.
    fn set(&mut self, session: &mut Session, change: impl FnOnce(&mut Motion), now: Stamp) -> Outcomes {
        let Some(mut to) = self.motion(session) else { return Ok(Vec::new()) };
        let from = to.clone();
        change(&mut to);
        if to == from {
            return Ok(Vec::new());
        }
        let About::Entry(_) = self.about else {
            let edits = settle(&session.meeting, self.item, to, now);
            return self.write(session, edits, now);
        };
        let (mut edits, trial, id) = self.made(session, now)?;
        let moved =
            trial.item(self.item).and_then(|item| item.motion(id)).and_then(|(_, motion)| motion.moved);
        (to.id, to.moved) = (id, moved);
        edits.extend(settle(&trial, self.item, to, now));
        let effects = self.write(session, edits, now)?;
        self.about = About::Motion(id);
        Ok(effects)
    }

    /// The edit that makes a motion of the entry shown, and the meeting with it.
    fn made(&self, session: &Session, now: Stamp) -> Result<(Vec<Edit>, Meeting, MotionId), String> {
        let gone = "The entry is no longer there.";
        let slot = self.slot(session).ok_or(gone)?;
        let (edit, id) = motion_for(&session.meeting, slot, now).ok_or(gone)?;
        let edits: Vec<Edit> = edit.into_iter().collect();
        let mut trial = session.meeting.clone();
        for edit in &edits {
            trial.apply(edit).map_err(|misfit| misfit.to_string())?;
        }
        Ok((edits, trial, id))
    }

    /// The slot of the entry under Resolved that carries the wording shown.
    fn slot(&self, session: &Session) -> Option<Slot> {
        let entry = self.motion(session)?.entry?;
        let at = session.meeting.item(self.item)?.resolved.iter().position(|found| found.id == entry)?;
        Some(Slot { item: self.item, pane: Pane::Resolved, at })
    }

    fn key(
        &mut self,
        session: &mut Session,
        key: &KeyEvent,
        world: World,
    ) -> Result<(Vec<Effect>, Stays), String> {
        self.said = None;
        let effects = match &self.view {
            View::Pick(_) => return Ok(self.pick_key(key)),
            View::Write(..) => return self.write_key(session, key, world),
            View::Read(_) => {
                self.read_key(key);
                Vec::new()
            }
            View::Ballot(_) => self.ballot_key(session, key, world)?,
            View::Single(_) => self.single_key(session, key, world.now)?,
            View::Take(outcome) => {
                let outcome = *outcome;
                match key.code {
                    KeyCode::Enter => self.take(session, outcome, world.now)?,
                    KeyCode::Esc => {
                        self.view = View::Rows;
                        self.step = None;
                        self.say("Not taken: the motion reads as before.");
                        Vec::new()
                    }
                    KeyCode::Char('e') => {
                        self.view = View::Write(Writing::before_taking(self, session, outcome));
                        self.step = None;
                        Vec::new()
                    }
                    _ => Vec::new(),
                }
            }
            View::Rows => return self.row_key(session, key, world),
        };
        Ok((effects, Stays::Open))
    }

    fn pick_key(&mut self, key: &KeyEvent) -> (Vec<Effect>, Stays) {
        let View::Pick(picker) = &mut self.view else { return (Vec::new(), Stays::Open) };
        match key.code {
            KeyCode::Esc if self.about == About::New => return (Vec::new(), Stays::Closed),
            KeyCode::Esc => self.view = View::Rows,
            KeyCode::Enter => match picker.value().copied() {
                Some(About::New) => self.view = View::Write(Writing::begun("")),
                Some(about) => self.turn_to(about),
                None => self.view = View::Write(Writing::begun(picker.line.text())),
            },
            _ => {
                picker.key(key);
            }
        }
        (Vec::new(), Stays::Open)
    }

    /// Shows the rows of another motion.
    fn turn_to(&mut self, about: About) {
        self.about = about;
        self.view = View::Rows;
        self.row = Row::Mover;
        self.line = Line::default();
    }

    fn read_key(&mut self, key: &KeyEvent) {
        let View::Read(top) = &mut self.view else { return };
        match key.code {
            KeyCode::Up | KeyCode::PageUp => *top = top.saturating_sub(1),
            KeyCode::Down | KeyCode::PageDown => *top += 1,
            _ => self.view = View::Rows,
        }
    }

    /// After an undo: the motion shown may be gone, or back.
    fn settle(&mut self, session: &Session) -> Stays {
        self.step = None;
        if self.motion(session).is_some() {
            return Stays::Open;
        }
        Stays::Closed
    }
}

impl Single {
    fn new(session: &Session, shown: &MotionBox) -> Self {
        let room = shown.room(session);
        let people = room.here.iter().filter_map(|id| session.meeting.person(*id));
        let rows = people.map(|person| (person_words(person), person.id)).collect();
        Self { picker: Picker::new(rows), who: None, asked: None }
    }
}

/// Whether as many voted for as against.
pub fn is_even(vote: &Vote) -> bool {
    let totals = vote.totals();
    totals.in_favour > 0 && totals.in_favour == totals.against && vote.manner != Manner::Unanimous
}

fn vote_of(motion: &Motion) -> Vote {
    motion.vote.clone().unwrap_or_default()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Everyone who may move or second: members in the room first, then other members, then the others.
fn candidates(session: &Session) -> Vec<(PersonId, String)> {
    let mut people: Vec<_> = session.meeting.people.iter().collect();
    people.sort_by_key(|person| (!person.member, !person.is_here()));
    people.into_iter().map(|person| (person.id, person_words(person))).collect()
}

/// The motions of an item to pick from.
fn choices(item: &Item) -> Vec<(String, About)> {
    let mut rows = vec![("A new motion".to_owned(), About::New)];
    for motion in item.motions.iter().filter(|motion| motion.amends.is_none()) {
        let words = format!("{} · {}", motion.outcome.word(), item.wording(motion));
        rows.push((words, About::Motion(motion.id)));
    }
    rows
}

impl App {
    /// Writes down the wording that stands in the box of F5: in every pause, and before leaving.
    pub(super) fn keep_motion(&mut self) -> Vec<Effect> {
        let now = self.now;
        let (Some(Dialog::Motion(shown)), Screen::Session(session)) = (&mut self.dialog, &mut self.screen)
        else {
            return Vec::new();
        };
        match shown.keep(session, now) {
            Ok(effects) => effects,
            Err(why) => {
                shown.warn(why);
                Vec::new()
            }
        }
    }

    /// F5.
    pub(super) fn open_motion(&mut self) -> Vec<Effect> {
        let made = self.session().and_then(MotionBox::new);
        match made {
            Some(made) => self.dialog = Some(Dialog::Motion(Box::new(made))),
            None => self.fail("There is no item here yet."),
        }
        Vec::new()
    }

    /// A key in the box of F5.
    pub(super) fn motion_key(&mut self, mut shown: Box<MotionBox>, key: &KeyEvent) -> Vec<Effect> {
        let world = World { now: self.now, area: self.area, smart: self.settings.smart_quotes };
        let command = self.settings.keys.command(key).map(|(command, _)| command);
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let turns = matches!(command, Some(Command::Undo | Command::Redo));
        let outcome = if turns && matches!(shown.view, View::Rows | View::Ballot(_)) {
            let place = session.place();
            let outcome = if command == Some(Command::Undo) {
                session.undo(world.now)
            } else {
                session.redo(world.now)
            };
            session.go(place);
            outcome.map(|effects| (effects, shown.settle(session)))
        } else {
            shown.key(session, key, world)
        };
        match outcome {
            Ok((effects, Stays::Open)) => {
                self.dialog = Some(Dialog::Motion(shown));
                effects
            }
            Ok((effects, Stays::Closed)) => {
                if let Some((told, _)) = shown.said.take() {
                    self.say(told);
                }
                effects
            }
            Err(why) => {
                shown.warn(why);
                self.dialog = Some(Dialog::Motion(shown));
                Vec::new()
            }
        }
    }
}
