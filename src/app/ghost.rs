//! Names and roles completed while typing: the rest stands quietly behind the cursor, and → at the end of the line takes it.
//!
//! It never takes a key that types, and a wrong guess is passed by typing on.

use crate::meeting::{Edit, Stamp, short_role_of};

use super::{Effect, Session};

/// How many letters must be typed before a rest is offered.
const LETTERS: usize = 3;

impl Session {
    /// The rest of the name or role whose first letters were just typed at the end of the entry.
    pub fn ghost(&self) -> Option<String> {
        // Only while typing: an arrow that comes to the end of a line must not be offered anything.
        self.run?;
        let text = self.text();
        if self.selection().is_some() || self.byte != text.len() {
            return None;
        }
        let starts = word_starts(text);
        starts.into_iter().find_map(|start| self.rest_of(text.get(start..)?))
    }

    fn rest_of(&self, typed: &str) -> Option<String> {
        if typed.chars().count() < LETTERS || !typed.starts_with(char::is_uppercase) {
            return None;
        }
        let people = &self.meeting.people;
        let names = people.iter().flat_map(|person| [person.name.as_str(), person.bare_name()]);
        let roles = people.iter().filter_map(|person| person.role.as_deref()).map(short_role_of);
        let whole = names.chain(roles).find(|whole| whole.len() > typed.len() && whole.starts_with(typed))?;
        whole.get(typed.len()..).map(str::to_owned)
    }

    /// Takes the rest that is offered; none where nothing is.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn take_ghost(&mut self, now: Stamp) -> Option<Result<Vec<Effect>, String>> {
        let rest = self.ghost()?;
        let edit = Edit::splice(&self.meeting, self.slot(), (self.byte, 0), &rest, Vec::new())?;
        let outcome = self.change(vec![edit], now);
        if outcome.is_ok() {
            self.byte += rest.len();
            self.after_edit();
        }
        Some(outcome)
    }
}

/// Where the last words of a text begin, the longest run first: "…asked Cllr Rosa Ha" may go on from any of the last three.
fn word_starts(text: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut end = text.len();
    while starts.len() < 3 {
        let Some(space) = text.get(..end).and_then(|before| before.rfind(' ')) else {
            starts.push(0);
            break;
        };
        starts.push(space + 1);
        end = space;
    }
    starts.reverse();
    starts
}
