//! Writing the wording of a motion or an amendment. What stands in the editor is written down in every pause.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::editor::Editor;
use crate::app::{Effect, Session};
use crate::meeting::{Edit, Outcome, Stamp, amend, move_motion, rewrite};

use super::{About, MotionBox, Outcomes, Row, Stays, View, World, inside};

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

/// A wording being written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The paragraph.
    pub editor: Editor,
    /// Which wording it is.
    pub task: Task,
    /// The wording against which the difference is shown; empty where there is none.
    pub base: String,
    /// Whether the motion or amendment was made of it already.
    kept: bool,
    /// The outcome with which it is to be taken once it is written.
    then: Option<Outcome>,
}

impl Writing {
    /// The wording of what is shown, to be written.
    pub fn new(shown: &MotionBox, session: &Session, task: Task) -> Self {
        let wording = shown.wording(session);
        let motion = shown.motion(session);
        let parent = shown.parent(session).map(|(_, wording)| wording);
        let base = match task {
            Task::Move => String::new(),
            Task::Amend => wording.clone(),
            Task::Reword => motion
                .and_then(|motion| motion.before.or(motion.settled.map(|settled| settled.wording)))
                .or(parent)
                .unwrap_or_else(|| wording.clone()),
        };
        let text = if task == Task::Move { String::new() } else { wording };
        Self { editor: Editor::new(text), task, base, kept: task == Task::Reword, then: None }
    }

    /// An amendment's wording, to be changed before it is taken with this outcome.
    pub fn before_taking(shown: &MotionBox, session: &Session, outcome: Outcome) -> Self {
        Self { then: Some(outcome), ..Self::new(shown, session, Task::Reword) }
    }

    /// A new motion that begins with these words.
    pub fn begun(text: &str) -> Self {
        Self { editor: Editor::new(text), task: Task::Move, base: String::new(), kept: false, then: None }
    }
}

impl MotionBox {
    pub(super) fn write_key(
        &mut self,
        session: &mut Session,
        key: &KeyEvent,
        world: World,
    ) -> Result<(Vec<Effect>, Stays), String> {
        let View::Write(writing) = &mut self.view else { return Ok((Vec::new(), Stays::Open)) };
        if !matches!(key.code, KeyCode::Enter | KeyCode::Tab | KeyCode::Esc) {
            let width = usize::from(inside(world.area).width.saturating_sub(1));
            writing.editor.key(key, width, world.smart);
            return Ok((Vec::new(), Stays::Open));
        }
        let (task, kept, empty) = (writing.task, writing.kept, writing.editor.line.text().trim().is_empty());
        let unchanged = !kept && writing.editor.line.text().trim() == writing.base.trim();
        let then = writing.then;
        let effects = self.keep(session, world.now)?;
        self.view = then.map_or(View::Rows, View::Take);
        self.step = None;
        if empty && kept {
            self.warn("A motion without words is kept as it was. Ctrl+Z takes back steps.");
        } else if task == Task::Amend && (empty || unchanged) {
            self.say("The wording is as it was: there is no amendment.");
        } else if task != Task::Reword {
            self.row = Row::Mover;
        } else {
            self.tell_of_change(session);
        }
        // What stands there is kept by Esc too; the box closes where there is no motion to show.
        let leaves = self.about == About::New || (key.code == KeyCode::Esc && task == Task::Move);
        Ok((effects, if leaves { Stays::Closed } else { Stays::Open }))
    }

    /// Writes down what stands in the editor, as a part of one step; called in every pause, and before leaving.
    pub fn keep(&mut self, session: &mut Session, now: Stamp) -> Outcomes {
        let View::Write(writing) = &self.view else { return Ok(Vec::new()) };
        let text = writing.editor.line.text().trim().to_owned();
        let (task, kept) = (writing.task, writing.kept);
        if text.is_empty() || (!kept && text == writing.base.trim()) {
            return Ok(Vec::new());
        }
        let effects = match task {
            Task::Move if !kept => self.moved(session, text, now)?,
            Task::Amend if !kept => self.amended(session, text, now)?,
            Task::Move | Task::Amend | Task::Reword => self.reworded(session, text, now)?,
        };
        if let View::Write(writing) = &mut self.view {
            writing.kept = true;
        }
        Ok(effects)
    }

    fn moved(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
        self.step = None;
        let made = move_motion(&session.meeting, self.item, text, now);
        let (edit, id) = made.ok_or("The item is no longer there.")?;
        let effects = self.write(session, vec![edit], now)?;
        self.about = About::Motion(id);
        Ok(effects)
    }

    fn amended(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
        self.step = None;
        let (mut edits, made) = match self.about {
            About::New => return Ok(Vec::new()),
            About::Motion(id) => (Vec::new(), amend(&session.meeting, self.item, id, now)),
            About::Entry(_) => {
                let (edits, trial, id) = self.made(session, now)?;
                (edits, amend(&trial, self.item, id, now))
            }
        };
        let (mut edit, id) = made.ok_or("The motion is no longer there.")?;
        if let Edit::Motion { to: Some(motion), .. } = &mut edit {
            motion.text = text;
        }
        edits.push(edit);
        let effects = self.write(session, edits, now)?;
        self.about = About::Motion(id);
        Ok(effects)
    }

    fn reworded(&mut self, session: &mut Session, text: String, now: Stamp) -> Outcomes {
        match self.slot(session) {
            Some(slot) => {
                let edits = rewrite(&session.meeting, slot, &text).into_iter().collect();
                self.write(session, edits, now)
            }
            None => self.set(session, |motion| motion.text = text, now),
        }
    }

    /// Says that a wording is no longer the one that was decided upon.
    fn tell_of_change(&mut self, session: &Session) {
        let Some((motion, item)) = self.motion(session).zip(session.meeting.item(self.item)) else { return };
        if !item.changed_since_vote(&motion) {
            return;
        }
        self.warn(if motion.amends.is_some() && motion.outcome != Outcome::Open {
            "This is not the amendment that was decided upon; the motion reads as before."
        } else {
            "The wording is not the one that was decided upon: the change is shown."
        });
    }
}
