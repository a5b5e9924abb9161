//! Present and apologies: everyone of the roster, one key each.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{Edit, Person, PersonId, Presence, Stamp};

use super::look::person_words;
use super::picker::Picker;
use super::{Effect, Session};

/// The list of people with their presence.
#[derive(Clone, Debug)]
pub struct AttendanceList {
    /// The people.
    pub picker: Picker<PersonId>,
}

/// A presence in words, as the list shows it.
pub fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Unknown => "not noted",
        Presence::Present => "present",
        Presence::Apologies => "apologies",
        Presence::Absent => "absent",
    }
}

impl AttendanceList {
    /// The list of a session.
    pub fn new(session: &Session) -> Self {
        Self { picker: Picker::new(rows(session)) }
    }

    /// Handles a key: Enter or Tab turns the presence of the person chosen; a name that nobody has is added, present.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn key(
        &mut self,
        session: &mut Session,
        key: &KeyEvent,
        now: Stamp,
    ) -> Result<(Vec<Effect>, bool), String> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the list's")]
        let effects = match key.code {
            KeyCode::Esc => return Ok((Vec::new(), true)),
            KeyCode::Enter | KeyCode::Tab => match self.picker.value().copied() {
                Some(id) => turn(session, id, now)?,
                None => add(session, self.picker.line.text(), now)?,
            },
            _ => {
                self.picker.key(key);
                Vec::new()
            }
        };
        self.picker.refill(rows(session));
        Ok((effects, false))
    }
}

fn rows(session: &Session) -> Vec<(String, PersonId)> {
    session.meeting.people.iter().map(|person| (person_words(person), person.id)).collect()
}

fn turn(session: &mut Session, id: PersonId, now: Stamp) -> Result<Vec<Effect>, String> {
    let people = &session.meeting.people;
    let Some(at) = people.iter().position(|person| person.id == id) else { return Ok(Vec::new()) };
    let Some(from) = people.get(at).cloned() else { return Ok(Vec::new()) };
    let presence = match from.presence {
        Presence::Present => Presence::Apologies,
        Presence::Apologies => Presence::Absent,
        Presence::Absent => Presence::Unknown,
        Presence::Unknown => Presence::Present,
    };
    let to = Person { presence, ..from.clone() };
    session.change(vec![Edit::Person { at, from: Some(Box::new(from)), to: Some(Box::new(to)) }], now)
}

fn add(session: &mut Session, typed: &str, now: Stamp) -> Result<Vec<Effect>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let (name, role) = match typed.split_once(',') {
        Some((name, role)) => (name.trim().to_owned(), Some(role.trim().to_owned())),
        None => (typed.to_owned(), None),
    };
    let id = session.meeting.next_person_id();
    let person = Person { id, name, role, presence: Presence::Present, ..Person::default() };
    let at = session.meeting.people.len();
    session.change(vec![Edit::Person { at, from: None, to: Some(Box::new(person)) }], now)
}
