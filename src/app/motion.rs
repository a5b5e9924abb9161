//! F5: a motion with its wording, mover, seconder, vote, outcome and amendments. Every row is optional, in any order; what
//! was only opened changes nothing.

#![expect(clippy::wildcard_enum_match_arm, reason = "each view has but a few keys of its own")]

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::meeting::{
    Edit, EntryId, Item, ItemId, Manner, Meeting, Motion, MotionId, Outcome, Pane, PersonId, Slot, Stamp,
    Vote, Who, amend, motion_for, move_motion, rewrite, settle,
};
use crate::text::fuzzy;

use super::ballot::{Ask, BallotBox, Grid, Room, choice_of, warning};
use super::command::Command;
use super::editor::Editor;
use super::keymap;
use super::line::Line;
use super::look::person_words;
use super::picker::Picker;
use super::{App, Dialog, Effect, Screen, Session, tally};

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
    Write(Editor, Task),
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

/// Which wording is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Of a new motion.
    Move,
    /// Of an amendment to the motion shown.
    Amend,
    /// Of what is shown, anew.
    Reword,
}

/// The recording of one member's vote.
#[derive(Clone, Debug)]
pub struct Single {
    /// The members in the room.
    pub picker: Picker<PersonId>,
    /// The one picked, whose vote is the next key.
    pub who: Option<PersonId>,
    /// The vote asked about because of a declaration.
    asked: Option<(PersonId, crate::meeting::Choice)>,
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
            (None, _) => made.view = View::Write(Editor::default(), Task::Move),
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

    /// The rows that there are.
    pub fn rows(&self, session: &Session) -> Vec<Row> {
        let mut rows = vec![Row::Wording, Row::Mover, Row::Seconder, Row::Vote];
        let Some(motion) = self.motion(session) else { return rows };
        if motion.vote.as_ref().is_some_and(|vote| vote.casting.is_some() || is_even(vote)) {
            rows.push(Row::Casting);
        }
        rows.extend([Row::Outcome, Row::Single]);
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
            View::Write(editor, _) => editor.line.put(text),
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
                        self.say("Not taken: the motion reads as before.");
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
                Some(About::New) => {
                    let typed = picker.line.text().to_owned();
                    let typed = if picker.len() == 1 { String::new() } else { typed };
                    self.view = View::Write(Editor::new(typed), Task::Move);
                }
                Some(about) => self.turn_to(about),
                None => self.view = View::Write(Editor::new(picker.line.text()), Task::Move),
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

    fn write_key(
        &mut self,
        session: &mut Session,
        key: &KeyEvent,
        world: World,
    ) -> Result<(Vec<Effect>, Stays), String> {
        let View::Write(editor, task) = &mut self.view else { return Ok((Vec::new(), Stays::Open)) };
        let ends = matches!(key.code, KeyCode::Enter | KeyCode::Tab | KeyCode::Esc);
        if !ends {
            editor.key(key, usize::from(inside(world.area).width.saturating_sub(1)), world.smart);
            return Ok((Vec::new(), Stays::Open));
        }
        let (text, task) = (editor.line.text().trim().to_owned(), *task);
        let effects = self.worded(session, (text, task), world.now)?;
        let nothing = self.about == About::New;
        if !matches!(self.view, View::Take(_)) {
            self.view = View::Rows;
        }
        self.step = None;
        // Nothing typed is lost: what stands there is kept by Esc too, and the box closes where nothing stands there.
        let leaves = nothing || (key.code == KeyCode::Esc && task == Task::Move);
        Ok((effects, if leaves { Stays::Closed } else { Stays::Open }))
    }

    /// A wording was written.
    fn worded(&mut self, session: &mut Session, (text, task): (String, Task), now: Stamp) -> Outcomes {
        self.step = None;
        match task {
            Task::Move if text.is_empty() => Ok(Vec::new()),
            Task::Move => {
                let made = move_motion(&session.meeting, self.item, text, now);
                let (edit, id) = made.ok_or("The item is gone.")?;
                let effects = self.write(session, vec![edit], now)?;
                self.turn_to(About::Motion(id));
                Ok(effects)
            }
            Task::Amend if text.is_empty() || text == self.wording(session).trim() => {
                self.say("The wording is as it was: there is no amendment.");
                Ok(Vec::new())
            }
            Task::Amend => self.amended(session, text, now),
            Task::Reword if text.is_empty() => {
                self.warn("A motion without words is kept as it was. Ctrl+Z takes back steps.");
                Ok(Vec::new())
            }
            Task::Reword => self.reworded(session, text, now),
        }
    }

    fn amended(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
        let gone = "The motion is no longer there.";
        let (mut edits, made) = match self.about {
            About::New => return Ok(Vec::new()),
            About::Motion(id) => (Vec::new(), amend(&session.meeting, self.item, id, now)),
            About::Entry(_) => {
                let (edits, trial, id) = self.made(session, now)?;
                (edits, amend(&trial, self.item, id, now))
            }
        };
        let (mut edit, id) = made.ok_or(gone)?;
        if let Edit::Motion { to: Some(motion), .. } = &mut edit {
            motion.text = text;
        }
        edits.push(edit);
        let effects = self.write(session, edits, now)?;
        self.turn_to(About::Motion(id));
        Ok(effects)
    }

    fn reworded(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
        let effects = match self.slot(session) {
            Some(slot) => {
                let edits = rewrite(&session.meeting, slot, &text).into_iter().collect();
                self.write(session, edits, now)?
            }
            None => self.set(session, |motion| motion.text = text, now)?,
        };
        let motion = self.motion(session);
        let changed = motion.zip(session.meeting.item(self.item));
        if changed.is_some_and(|(motion, item)| item.changed_since_vote(&motion)) {
            self.warn("The wording is not the one that was voted on: the change is shown.");
        }
        Ok(effects)
    }

    fn row_key(
        &mut self,
        session: &mut Session,
        key: &KeyEvent,
        world: World,
    ) -> Result<(Vec<Effect>, Stays), String> {
        let now = world.now;
        let mut effects = Vec::new();
        match key.code {
            KeyCode::Esc => {
                effects.extend(self.enter_row(session, now)?);
                self.step = None;
                if !matches!(self.view, View::Rows) {
                    return Ok((effects, Stays::Open));
                }
                let parent = self.motion(session).and_then(|motion| motion.amends);
                return Ok((
                    effects,
                    match parent {
                        Some(parent) => {
                            self.turn_to(About::Motion(parent));
                            Stays::Open
                        }
                        None => Stays::Closed,
                    },
                ));
            }
            KeyCode::F(5) => self.view = View::Read(0),
            KeyCode::Up | KeyCode::BackTab | KeyCode::Down | KeyCode::Tab => {
                let row = self.row;
                effects.extend(self.enter_row(session, now)?);
                if self.row == row && matches!(self.view, View::Rows) {
                    self.go(session, if matches!(key.code, KeyCode::Up | KeyCode::BackTab) { -1 } else { 1 });
                }
            }
            KeyCode::Enter => {
                let typed = !self.line.text().trim().is_empty();
                effects.extend(self.enter_row(session, now)?);
                if typed && matches!(self.view, View::Rows) {
                    if !matches!(self.row, Row::Casting) {
                        self.go(session, 1);
                    }
                } else if !typed {
                    self.open_row(session);
                }
            }
            _ => effects.extend(self.type_key(session, key, now)?),
        }
        Ok((effects, Stays::Open))
    }

    /// To another row, round at the ends.
    fn go(&mut self, session: &Session, by: isize) {
        let rows = self.rows(session);
        let count = isize::try_from(rows.len()).unwrap_or(1).max(1);
        let at = rows.iter().position(|row| *row == self.row).and_then(|at| isize::try_from(at).ok());
        let to = usize::try_from((at.unwrap_or(0) + by).rem_euclid(count)).unwrap_or(0);
        self.row = rows.get(to).copied().unwrap_or(Row::Mover);
        self.line = Line::default();
        self.step = None;
    }

    /// Enter on a row in which nothing was typed.
    fn open_row(&mut self, session: &Session) {
        match self.row {
            Row::Wording => self.view = View::Write(Editor::new(self.wording(session)), Task::Reword),
            Row::Amend => self.view = View::Write(Editor::new(self.wording(session)), Task::Amend),
            Row::Amendment(id) => self.turn_to(About::Motion(id)),
            Row::Single => self.view = View::Single(Single::new(session, self.item)),
            Row::Others => {
                let choices = session.meeting.item(self.item).map(choices).unwrap_or_default();
                self.view = View::Pick(Picker::new(choices));
            }
            Row::Vote if self.by_name(session) => self.open_ballot(session),
            Row::Mover | Row::Seconder | Row::Vote | Row::Casting | Row::Outcome => self.go(session, 1),
        }
    }

    /// Whether the vote is taken by name: it was begun so, or the budget is decided.
    fn by_name(&self, session: &Session) -> bool {
        let vote = self.motion(session).and_then(|motion| motion.vote);
        session.meeting.head.budget || vote.is_some_and(|vote| vote.manner == Manner::Recorded)
    }

    fn open_ballot(&mut self, session: &Session) {
        let room = Room::of(session, self.item);
        if room.here.is_empty() {
            self.warn("No member is in the room: F6 says who is present.");
            return;
        }
        let vote = self.motion(session).and_then(|motion| motion.vote).unwrap_or_default();
        self.line = Line::default();
        self.step = None;
        self.view = View::Ballot(BallotBox::new(&room, &vote));
        if session.meeting.head.budget {
            self.say(
                "The budget is decided: names must be recorded for, against and abstaining (SI 2014/165).",
            );
        } else if room.no_roll {
            self.say("No roll was taken: every member is taken to be in the room. F6 says who is.");
        }
    }

    /// A key typed in a row.
    fn type_key(&mut self, session: &mut Session, key: &KeyEvent, now: Stamp) -> Outcomes {
        let letter =
            keymap::typed(key).filter(|_| self.line.text().is_empty()).map(|c| c.to_ascii_lowercase());
        let erases = self.line.text().is_empty() && matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
        match (self.row, letter) {
            (Row::Mover, _) if erases => self.set(session, |motion| motion.mover = None, now),
            (Row::Seconder, _) if erases => self.set(session, |motion| motion.seconder = None, now),
            (Row::Vote, _) if erases => self.set(session, |motion| motion.vote = None, now),
            (Row::Vote, Some(_)) if session.meeting.head.budget => {
                self.open_ballot(session);
                Ok(Vec::new())
            }
            (Row::Vote, Some('r')) => {
                self.open_ballot(session);
                Ok(Vec::new())
            }
            (Row::Vote, Some('u')) => {
                let vote = self.unanimous(session);
                self.voted(session, vote, now)
            }
            (Row::Casting, Some(c @ ('f' | 'a'))) => self.cast(session, Some(c == 'f'), now),
            (Row::Casting, _) if erases => self.cast(session, None, now),
            (Row::Outcome, Some(c)) => self.outcome_letter(session, c, now),
            (Row::Mover | Row::Seconder | Row::Vote, _) => {
                self.line.key(key);
                Ok(Vec::new())
            }
            (Row::Wording, Some(_)) => {
                self.say("Enter changes the wording.");
                Ok(Vec::new())
            }
            (_, _) => Ok(Vec::new()),
        }
    }

    /// Takes what was typed in a row.
    fn enter_row(&mut self, session: &mut Session, now: Stamp) -> Outcomes {
        let typed = self.line.text().trim().to_owned();
        if typed.is_empty() {
            self.line = Line::default();
            return Ok(Vec::new());
        }
        match self.row {
            Row::Mover | Row::Seconder => {
                let who = self.found(session).map_or(Who::Voice(typed), Who::Person);
                if matches!(who, Who::Voice(_)) {
                    self.say("Nobody of the roster has that name: it is noted as typed.");
                }
                let seconds = self.row == Row::Seconder;
                let other = self.motion(session).and_then(|m| if seconds { m.mover } else { m.seconder });
                if other.as_ref() == Some(&who) {
                    self.warn("The same person is noted as mover and seconder.");
                }
                self.line = Line::default();
                self.step = None;
                let place = |motion: &mut Motion| {
                    *(if seconds { &mut motion.seconder } else { &mut motion.mover }) = Some(who);
                };
                self.set(session, place, now)
            }
            Row::Vote => {
                let called = match tally::parse(&typed) {
                    Ok(called) => called,
                    Err(why) => {
                        self.warn(why);
                        return Ok(Vec::new());
                    }
                };
                let old = self.motion(session).and_then(|motion| motion.vote).unwrap_or_default();
                if old.manner == Manner::Recorded && !old.ballots.is_empty() {
                    self.warn(
                        "The vote was recorded by name: Enter shows the names, Delete takes the vote away.",
                    );
                    self.line = Line::default();
                    return Ok(Vec::new());
                }
                self.line = Line::default();
                let mut vote = Vote { manner: Manner::Show, called, casting: None, ..old };
                vote.present = Room::of(session, self.item).voters(&vote);
                self.voted(session, vote, now)
            }
            Row::Wording
            | Row::Casting
            | Row::Outcome
            | Row::Single
            | Row::Amendment(_)
            | Row::Amend
            | Row::Others => Ok(Vec::new()),
        }
    }

    fn unanimous(&self, session: &Session) -> Vote {
        let old = self.motion(session).and_then(|motion| motion.vote).unwrap_or_default();
        let mut vote = Vote { manner: Manner::Unanimous, casting: None, ballots: Vec::new(), ..old };
        vote.present = Room::of(session, self.item).voters(&vote);
        vote.called = crate::meeting::Totals { in_favour: vote.present, ..crate::meeting::Totals::default() };
        vote
    }

    /// A vote was taken: the outcome follows from it, but an amendment is shown before it is taken into the motion.
    fn voted(&mut self, session: &mut Session, vote: Vote, now: Stamp) -> Outcomes {
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let result = vote.result();
        let even = result.is_none() && is_even(&vote);
        let carried = result == Some(Outcome::Carried);
        let merges = carried && !motion.outcome.passed() && self.would_change(session);
        let told = self.told(session, &vote, result);
        let outcome = match (result, motion.outcome) {
            (Some(_), old) if merges => old,
            (Some(result), _) => result,
            (None, Outcome::Carried | Outcome::Lost) => Outcome::Open,
            (None, old) => old,
        };
        let change = |motion: &mut Motion| {
            motion.vote = Some(vote);
            motion.outcome = outcome;
        };
        let effects = self.set(session, change, now)?;
        self.said = Some(told);
        if merges {
            self.view = View::Take(Outcome::Carried);
        } else {
            self.view = View::Rows;
            self.step = None;
            if even {
                self.row = Row::Casting;
            } else if self.row == Row::Casting {
                self.row = Row::Outcome;
            }
        }
        Ok(effects)
    }

    /// What is said of a vote: its result, what does not add up, a quorum that is not there.
    fn told(&self, session: &Session, vote: &Vote, result: Option<Outcome>) -> (String, bool) {
        let mut words = match result {
            Some(outcome) => format!("{}: {}.", capital(outcome.word()), tally::words(vote)),
            None if is_even(vote) => {
                let chair =
                    session.meeting.presiding().map_or("whoever presides", |person| person.bare_name());
                format!("The vote is even: f or a is the casting vote of {chair}.")
            }
            None => String::new(),
        };
        let mut wrong = false;
        if let Some(odd) = tally::mismatch(vote) {
            words = format!("{words} {odd}.");
            wrong = true;
        }
        if let Some(count) = session.meeting.quorum(&session.style).filter(|count| !count.is_quorate())
            && !Room::of(session, self.item).no_roll
        {
            words = format!("{words} No quorum: {} in the room, {} needed.", count.here, count.needed);
            wrong = true;
        }
        (words.trim().to_owned(), wrong)
    }

    /// Whether the one shown is an amendment that would change its motion's wording.
    fn would_change(&self, session: &Session) -> bool {
        self.parent(session).is_some_and(|(_, wording)| wording.trim() != self.wording(session).trim())
    }

    fn cast(&mut self, session: &mut Session, casting: Option<bool>, now: Stamp) -> Outcomes {
        let Some(mut vote) = self.motion(session).and_then(|motion| motion.vote) else {
            return Ok(Vec::new());
        };
        vote.casting = casting;
        self.step = None;
        self.voted(session, vote, now)
    }

    fn outcome_letter(&mut self, session: &mut Session, c: char, now: Stamp) -> Outcomes {
        let outcome = match c {
            'c' => Outcome::Carried,
            'l' => Outcome::Lost,
            'w' => Outcome::Withdrawn,
            's' => Outcome::Lapsed,
            'd' => Outcome::Deferred,
            'a' => Outcome::Accepted,
            'o' => Outcome::Open,
            _ => {
                self.say(
                    "c carried · l lost · w withdrawn · s no seconder · d deferred · a accepted · o open",
                );
                return Ok(Vec::new());
            }
        };
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        if outcome == Outcome::Accepted && motion.amends.is_none() {
            self.warn("Only an amendment is accepted without a vote; c says that a motion was carried.");
            return Ok(Vec::new());
        }
        self.step = None;
        if outcome.passed() && !motion.outcome.passed() && self.would_change(session) {
            self.view = View::Take(outcome);
            return Ok(Vec::new());
        }
        self.take(session, outcome, now)
    }

    /// The outcome is noted, with all that follows.
    fn take(&mut self, session: &mut Session, outcome: Outcome, now: Stamp) -> Outcomes {
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let effects = self.set(session, |motion| motion.outcome = outcome, now)?;
        self.view = View::Rows;
        self.step = None;
        self.row = Row::Outcome;
        let vote = motion.vote.as_ref().and_then(Vote::result);
        if vote.is_some_and(|result| outcome != Outcome::Open && result != outcome) {
            self.warn(format!(
                "The vote says otherwise: {}.",
                motion.vote.as_ref().map(tally::words).unwrap_or_default()
            ));
        } else if outcome.passed() {
            let what = if motion.amends.is_some() {
                "The motion now reads so."
            } else {
                "It stands under Resolved."
            };
            self.say(format!("{}. {what}", capital(outcome.word())));
        } else {
            self.say(format!("{}.", capital(outcome.word())));
        }
        Ok(effects)
    }

    fn ballot_key(&mut self, session: &mut Session, key: &KeyEvent, world: World) -> Outcomes {
        let room = Room::of(session, self.item);
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let grid = Grid::new(names_area(inside(world.area)), room.here.len());
        let View::Ballot(names) = &mut self.view else { return Ok(Vec::new()) };
        let ask = if key.code == KeyCode::Esc {
            Ask::Done(room.without(&vote_of(&motion)).next().is_none())
        } else {
            names.key(key, session, (&room, &motion), grid)
        };
        match ask {
            Ask::Stay(told) => {
                if let Some(told) = told {
                    self.warn(told);
                }
                Ok(Vec::new())
            }
            Ask::Cast(vote) => self.set(session, |motion| motion.vote = Some(vote), world.now),
            Ask::Done(whole) => {
                self.view = View::Rows;
                let vote = vote_of(&motion);
                if vote.ballots.is_empty() {
                    return Ok(Vec::new());
                }
                if whole {
                    self.row = Row::Vote;
                    return self.voted(session, vote, world.now);
                }
                self.step = None;
                let missing = room.without(&vote).count();
                let are = if missing == 1 { "member in the room has" } else { "members in the room have" };
                self.warn(format!("The vote is open: {missing} {are} no vote yet."));
                Ok(Vec::new())
            }
        }
    }

    fn single_key(&mut self, session: &mut Session, key: &KeyEvent, now: Stamp) -> Outcomes {
        let room = Room::of(session, self.item);
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let View::Single(single) = &mut self.view else { return Ok(Vec::new()) };
        let asked = single.asked.take();
        let Some(id) = single.who else {
            match key.code {
                KeyCode::Esc => self.view = View::Rows,
                KeyCode::Enter | KeyCode::Tab => single.who = single.picker.value().copied(),
                _ => {
                    single.picker.key(key);
                }
            }
            return Ok(Vec::new());
        };
        let choice = match key.code {
            KeyCode::Esc => {
                self.view = View::Rows;
                return Ok(Vec::new());
            }
            KeyCode::Backspace | KeyCode::Delete => None,
            _ => {
                let typed = keymap::typed(key).map(|c| c.to_ascii_lowercase());
                let Some((c, choice)) = typed.and_then(|c| Some((c, choice_of(c)?))) else {
                    self.say("f for · a against · b abstained · n no vote cast · Delete takes it away");
                    return Ok(Vec::new());
                };
                if let Some(warning) = warning(session, (id, choice), c, (&room, asked)) {
                    single.asked = Some((id, choice));
                    self.warn(warning);
                    return Ok(Vec::new());
                }
                Some(choice)
            }
        };
        let mut vote = motion.vote.unwrap_or_default();
        vote.cast(id, choice);
        vote.present = room.voters(&vote);
        self.step = None;
        self.view = View::Rows;
        self.set(session, |motion| motion.vote = Some(vote), now)
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
    fn new(session: &Session, item: ItemId) -> Self {
        let room = Room::of(session, item);
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
