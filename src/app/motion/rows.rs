//! The rows of the box: moving between them, typing in them, taking what was typed.

#![expect(clippy::wildcard_enum_match_arm, reason = "each row has but a few keys of its own")]

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::line::Line;
use crate::app::picker::Picker;
use crate::app::{Effect, Session, keymap, tally};
use crate::meeting::{Motion, Outcome, Stamp, Who};

use super::{About, MotionBox, Outcomes, Row, Single, Stays, Task, View, World, Writing, choices};

impl MotionBox {
    pub(super) fn row_key(
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
                return Ok((effects, self.leave_row(session)));
            }
            KeyCode::F(5) => self.view = View::Read(0),
            KeyCode::Up | KeyCode::BackTab | KeyCode::Down | KeyCode::Tab => {
                let row = self.row;
                effects.extend(self.enter_row(session, now)?);
                if self.row == row && self.line.text().is_empty() && matches!(self.view, View::Rows) {
                    self.go(session, if matches!(key.code, KeyCode::Up | KeyCode::BackTab) { -1 } else { 1 });
                }
            }
            KeyCode::Enter => {
                let typed = !self.line.text().trim().is_empty();
                effects.extend(self.enter_row(session, now)?);
                if typed && self.line.text().is_empty() && matches!(self.view, View::Rows) {
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

    /// Esc in a row: back to the motion that the one shown amends, else out; not past a line that cannot be taken.
    fn leave_row(&mut self, session: &Session) -> Stays {
        self.step = None;
        if !matches!(self.view, View::Rows) {
            return Stays::Open;
        }
        if !self.line.text().is_empty() {
            self.line = Line::default();
            return Stays::Open;
        }
        let Some(parent) = self.motion(session).and_then(|motion| motion.amends) else {
            return Stays::Closed;
        };
        let from = self.about;
        self.turn_to(About::Motion(parent));
        if let About::Motion(id) = from {
            self.row = Row::Amendment(id);
        }
        Stays::Open
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
            Row::Wording => self.view = View::Write(Writing::new(self, session, Task::Reword)),
            Row::Amend => self.view = View::Write(Writing::new(self, session, Task::Amend)),
            Row::Amendment(id) => self.turn_to(About::Motion(id)),
            Row::Single => self.view = View::Single(Single::new(session, self)),
            Row::Others => {
                let choices = session.meeting.item(self.item).map(choices).unwrap_or_default();
                self.view = View::Pick(Picker::new(choices));
            }
            Row::Vote if self.by_name(session) => self.open_ballot(session),
            Row::Mover | Row::Seconder | Row::Vote | Row::Casting | Row::Outcome => self.go(session, 1),
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
            (Row::Vote, _) if erases => {
                let outcome = self.motion(session).filter(|motion| motion.vote.is_some()).map(|m| m.outcome);
                if let Some(outcome) = outcome.filter(|outcome| *outcome != Outcome::Open) {
                    self.say(format!("The vote is taken out; the outcome stays {}.", outcome.word()));
                }
                self.set(session, |motion| motion.vote = None, now)
            }
            (Row::Vote, Some(_)) if session.meeting.head.budget => {
                self.open_ballot(session);
                Ok(Vec::new())
            }
            (Row::Vote, Some('r')) => {
                self.open_ballot(session);
                Ok(Vec::new())
            }
            (Row::Vote, Some('u')) => self.unanimous(session, now),
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
            Row::Mover | Row::Seconder => self.enter_name(session, typed, now),
            Row::Vote => match tally::parse(&typed) {
                Ok(called) => self.call(session, called, now),
                Err(why) => {
                    self.warn(why);
                    Ok(Vec::new())
                }
            },
            Row::Wording
            | Row::Casting
            | Row::Outcome
            | Row::Single
            | Row::Amendment(_)
            | Row::Amend
            | Row::Others => Ok(Vec::new()),
        }
    }

    /// Mover or seconder as typed: whom the letters mean, else the words themselves.
    fn enter_name(&mut self, session: &mut Session, typed: String, now: Stamp) -> Outcomes {
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
}
