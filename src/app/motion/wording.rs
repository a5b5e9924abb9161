//! Wordings in the box of F5: a motion moved, amended, worded anew.

#![expect(clippy::wildcard_enum_match_arm, reason = "each view has but a few keys of its own")]

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::editor::Editor;
use crate::app::line::Line;
use crate::app::{Effect, Session};
use crate::meeting::{Edit, Stamp, amend, move_motion, rewrite};

use super::{About, MotionBox, Outcomes, Row, Stays, Task, View, World, inside};

impl MotionBox {
    pub(super) fn pick_key(&mut self, key: &KeyEvent) -> (Vec<Effect>, Stays) {
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
    pub(super) fn turn_to(&mut self, about: About) {
        self.about = about;
        self.view = View::Rows;
        self.row = Row::Mover;
        self.line = Line::default();
    }

    pub(super) fn read_key(&mut self, key: &KeyEvent) {
        let View::Read(top) = &mut self.view else { return };
        match key.code {
            KeyCode::Up | KeyCode::PageUp => *top = top.saturating_sub(1),
            KeyCode::Down | KeyCode::PageDown => *top += 1,
            _ => self.view = View::Rows,
        }
    }

    pub(super) fn write_key(
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
    pub(super) fn worded(
        &mut self,
        session: &mut Session,
        (text, task): (String, Task),
        now: Stamp,
    ) -> Outcomes {
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

    pub(super) fn amended(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
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

    pub(super) fn reworded(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
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
}
