//! Names and roles completed while typing: the rest stands quietly behind the cursor, and → at the end of the line takes it.
//!
//! It never takes a key that types, and a wrong guess is passed by typing on.

use crate::meeting::{Edit, Person, Stamp, short_name, short_role_of};

use super::{Effect, Session};

/// How many letters must be typed before a rest is offered; behind a title one less.
const LETTERS: usize = 3;

/// Something that can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    whole: String,
    /// How many bytes must have been typed.
    least: usize,
}

impl Named {
    /// `title` is the length of what stands before the name itself.
    fn new(whole: String, title: usize) -> Self {
        let letters = if title > 0 { LETTERS - 1 } else { LETTERS };
        let name = whole.get(title..).unwrap_or_default();
        let least = title + name.char_indices().nth(letters).map_or(name.len(), |(at, _)| at);
        Self { whole, least }
    }
}

impl Session {
    /// Notes what can be completed: names with and without title, and the short and the full roles.
    pub(super) fn note_names(&mut self) {
        let title = |whole: &str, name: &str| whole.len().saturating_sub(name.len());
        let mut named: Vec<Named> = Vec::new();
        let mut add = |whole: String, title: usize| {
            if !named.iter().any(|known| known.whole == whole) {
                named.push(Named::new(whole, title));
            }
        };
        for person in &self.meeting.people {
            let bare = person.bare_name();
            add(person.name.clone(), title(person.name.trim_end(), bare));
            add(bare.to_owned(), 0);
        }
        for person in self.meeting.people.iter().filter(|person| person.is_councillor()) {
            let short = short_name(&self.meeting, &self.style, person);
            let name = title(&short, person.surname());
            add(short, name);
        }
        let roles = || self.meeting.people.iter().filter_map(|person: &Person| person.role.as_deref());
        for role in roles() {
            add(short_role_of(role).to_owned(), 0);
        }
        for role in roles() {
            add(role.trim().to_owned(), 0);
        }
        self.named = named;
    }

    /// The rest of the name or role whose first letters were just typed at the end of the entry.
    pub fn ghost(&self) -> Option<&str> {
        // Only while typing: an arrow that comes to the end of a line must not be offered anything.
        self.run?;
        let text = self.text();
        if self.selection().is_some() || self.byte != text.len() {
            return None;
        }
        word_starts(text).into_iter().flatten().find_map(|start| self.rest_of(text.get(start..)?))
    }

    fn rest_of(&self, typed: &str) -> Option<&str> {
        if typed.len() < LETTERS || !typed.starts_with(char::is_uppercase) {
            return None;
        }
        let fits = |named: &&Named| named.least <= typed.len() && named.whole.starts_with(typed);
        let found = self.named.iter().filter(fits).find(|named| named.whole.len() > typed.len())?;
        found.whole.get(typed.len()..)
    }

    /// Takes the rest that is offered; none where nothing is.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn take_ghost(&mut self, now: Stamp) -> Option<Result<Vec<Effect>, String>> {
        let rest = self.ghost()?.to_owned();
        let edit = Edit::splice(&self.meeting, self.slot(), (self.byte, 0), &rest, Vec::new())?;
        let outcome = self.change(vec![edit], now);
        if outcome.is_ok() {
            self.byte += rest.len();
            self.after_edit();
        }
        Some(outcome)
    }
}

/// Where the last words of a text begin, the longest run first: "…asked Cllr Rosa Ha" may go on from any of the last four.
fn word_starts(text: &str) -> [Option<usize>; 4] {
    let mut starts = [None; 4];
    let mut end = text.len();
    for start in starts.iter_mut().rev() {
        let space = text.get(..end).and_then(|before| before.rfind([' ', '“', '‘', '(']));
        let Some(space) = space else {
            *start = Some(0);
            break;
        };
        let letters = text.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        *start = Some(space + letters);
        end = space;
    }
    starts
}
