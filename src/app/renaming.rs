//! A person's name or role corrected: the form, and the list of the places where the old one stands.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};

use crate::checks::sentences;
use crate::meeting::{
    Edit, ItemPresenter, Meeting, NamePlace, NamedIn, Pane, Person, PersonId, Slot, Stamp, correct_name,
    name_places,
};

use crate::text::diff::likeness_of_letters;

use super::form::{Form, Subject, field};
use super::{App, Dialog, Effect, Screen, Session};

/// The list of places.
#[derive(Clone, Debug)]
pub struct Renaming {
    /// The person as corrected.
    pub to: Person,
    /// What was corrected, in words: "Priya Alder → Priya Elder".
    pub what: String,
    /// The places.
    pub rows: Vec<PlaceRow>,
    /// The row with the cursor.
    pub chosen: usize,
}

/// A place in the list.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    /// Where it is.
    pub place: NamedIn,
    /// Where it is, in words.
    pub label: String,
    /// The sentence with the new words.
    pub sentence: String,
    /// Where in it the new words stand.
    pub new: Range<usize>,
    /// Whether it is to be changed.
    pub on: bool,
}

impl Renaming {
    fn new(session: &Session, to: Person) -> Option<Self> {
        let meeting = &session.meeting;
        let from = meeting.person(to.id)?;
        let what = if from.name == to.name {
            let role = |person: &Person| person.role.clone().unwrap_or_else(|| "no role".to_owned());
            format!("{}: {} → {}", to.name, role(from), role(&to))
        } else {
            format!("{} → {}", from.name, to.name)
        };
        let rows: Vec<PlaceRow> = name_places(meeting, &session.style, &to)
            .into_iter()
            .map(|place| {
                // What was copied for the CMS is published: it is changed only where the clerk says so.
                let copied = place.at.item().is_some_and(|item| session.copied.contains(&item));
                row(meeting, &place, copied)
            })
            .collect();
        (!rows.is_empty()).then_some(Self { to, what, rows, chosen: 0 })
    }

    /// How many places are to be changed.
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| row.on).count()
    }

    fn key(&mut self, key: &KeyEvent) {
        let last = self.rows.len().saturating_sub(1);
        #[expect(clippy::wildcard_enum_match_arm, reason = "other keys do nothing here")]
        match key.code {
            KeyCode::Up => self.chosen = self.chosen.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 },
            KeyCode::PageUp => self.chosen = self.chosen.saturating_sub(10),
            KeyCode::PageDown => self.chosen = (self.chosen + 10).min(last),
            KeyCode::Home => self.chosen = 0,
            KeyCode::End => self.chosen = last,
            KeyCode::Char(' ') => {
                if let Some(row) = self.rows.get_mut(self.chosen) {
                    row.on = !row.on;
                }
                self.chosen = (self.chosen + 1).min(last);
            }
            KeyCode::Char('a') => {
                let all = self.rows.iter().all(|row| row.on);
                for row in &mut self.rows {
                    row.on = !all;
                }
            }
            _ => {}
        }
    }
}

/// A place as the list shows it: the sentence in which the first of the new words stand.
fn row(meeting: &Meeting, place: &NamePlace, copied: bool) -> PlaceRow {
    let found = sentences(&place.after).into_iter().find(|range| range.contains(&place.new.start));
    let range = found.unwrap_or(0..place.after.len());
    let sentence = place.after.get(range.clone()).unwrap_or_default().to_owned();
    let new = place.new.start.saturating_sub(range.start)..place.new.end.saturating_sub(range.start);
    let mut label = label(meeting, place.at);
    if copied {
        label.push_str(" (copied)");
    }
    PlaceRow { place: place.at, label, new: new.start..new.end.min(sentence.len()), sentence, on: !copied }
}

fn label(meeting: &Meeting, at: NamedIn) -> String {
    let item = at.item().and_then(|id| meeting.item_at(id));
    let number = item.map_or_else(String::new, |(at, item)| {
        item.head.number.clone().unwrap_or_else(|| format!("({})", at + 1))
    });
    let entry = |slot: Slot| {
        let pane = match slot.pane {
            Pane::Minutes => "minutes",
            Pane::Points => "point",
            Pane::Resolved => "resolved",
        };
        format!("{number} {pane} {}", slot.at + 1)
    };
    match at {
        NamedIn::Text(slot, _) => entry(slot),
        NamedIn::Speaker(slot) => format!("{} speaker", entry(slot)),
        NamedIn::Owner(slot) => format!("{} owner", entry(slot)),
        NamedIn::Agenda(_) => format!("{number} agenda"),
        NamedIn::Motion(..) => format!("{number} motion"),
        NamedIn::Declaration(_) => "declaration".to_owned(),
    }
}

impl Form {
    /// The form for a person's name and role.
    pub fn person(meeting: &Meeting, id: PersonId) -> Option<Self> {
        let person = meeting.person(id)?;
        Some(Self::new(
            Subject::Person(id),
            "Name and role",
            vec![
                field("Name", person.name.clone(), "with its title: Cllr Rosa Hazel"),
                field(
                    "Role",
                    person.role.clone().unwrap_or_default(),
                    "Chair, Head of Libraries; may be empty",
                ),
                field("Group", person.group.clone().unwrap_or_default(), "party or group; may be empty"),
            ],
        ))
    }

    /// The person as the form says.
    fn corrected(&self, meeting: &Meeting, id: PersonId) -> Result<Person, String> {
        let person = meeting.person(id).ok_or("This person is not on the roster any more.")?;
        let name = self.words("Name").ok_or("A person needs a name.")?;
        let other = meeting.people.iter().find(|other| other.id != id && other.name == name);
        if other.is_some() && name != person.name {
            return Err(format!("{name} is on the roster already: write the name so that the two differ."));
        }
        Ok(Person { name, role: self.words("Role"), group: self.words("Group"), ..person.clone() })
    }
}

impl Session {
    /// Corrects a person, and the words in the places chosen, as one step of undo; the cursor stays where it was.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn correct_person(
        &mut self,
        to: &Person,
        chosen: &[NamedIn],
        now: Stamp,
    ) -> Result<Vec<Effect>, String> {
        let edits = correct_name(&self.meeting, &self.style, to, chosen);
        let (slot, mut byte) = (self.slot(), self.byte);
        for edit in &edits {
            if let Edit::Text { slot: place, at, del, ins, .. } = edit
                && *place == slot
                && at + del.len() <= byte
            {
                byte = byte + ins.len() - del.len();
            }
        }
        let effects = self.change(edits, now)?;
        self.byte = byte;
        self.anchor = None;
        self.settle();
        Ok(effects)
    }
}

impl Session {
    /// The presenters of the item that a form is about.
    pub(super) fn presented(&self, form: &Form) -> Vec<ItemPresenter> {
        let Subject::Item(id) = form.subject else { return Vec::new() };
        self.meeting.item(id).map(|item| item.head.presenters.clone()).unwrap_or_default()
    }

    /// The places where somebody else's name or role still stands as it did, when the form of an item has just corrected one of
    /// its presenters, who is on the roster. Another person in their stead is no correction.
    pub(super) fn presenter_corrected(&self, form: &Form, before: &[ItemPresenter]) -> Option<Renaming> {
        let now = self.presented(form);
        let mut differing = before.iter().zip(&now).filter(|(old, new)| old != new);
        let (old, new) = differing.next().filter(|_| before.len() == now.len())?;
        if differing.next().is_some() || new.name.is_empty() || !is_spelt_like(&old.name, &new.name) {
            return None;
        }
        let mut named = self.meeting.people.iter().filter(|person| person.name == old.name);
        let person = named.next().filter(|_| named.next().is_none())?;
        let taken = self.meeting.people.iter().any(|other| other.id != person.id && other.name == new.name);
        let role = if old.role == new.role { person.role.clone() } else { new.role.clone() };
        let to = Person { name: new.name.clone(), role, ..person.clone() };
        (!taken).then(|| Renaming::new(self, to)).flatten()
    }
}

/// Whether one name may be a slip for the other: "Alder" and "Elder", not "Cllr Ash" and "Cllr Oak".
fn is_spelt_like(old: &str, new: &str) -> bool {
    let (mut old, mut new) = (old, new);
    while let (Some((first, old_rest)), Some((same, new_rest))) = (old.split_once(' '), new.split_once(' ')) {
        if first != same {
            break;
        }
        (old, new) = (old_rest, new_rest);
    }
    likeness_of_letters(old, new) >= 0.6
}

impl App {
    /// The form of a person was taken: where the old name or role stands somewhere, the places are shown first.
    pub(super) fn take_person_form(&mut self, mut form: Form, id: PersonId) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = form.corrected(&session.meeting, id).and_then(|to| {
            if let Some(why) = session.why_closed() {
                return Err(why);
            }
            match Renaming::new(session, to.clone()) {
                Some(renaming) => {
                    self.dialog = Some(Dialog::Renaming(Box::new(renaming)));
                    Ok(Vec::new())
                }
                None => session.correct_person(&to, &[], now),
            }
        });
        match outcome {
            Ok(effects) => effects,
            Err(why) => {
                form.wrong = Some(why);
                self.dialog = Some(Dialog::Form(form));
                Vec::new()
            }
        }
    }

    /// A key in the list of places. Enter changes those chosen; Esc corrects the person alone.
    pub(super) fn renaming_key(&mut self, mut renaming: Box<Renaming>, key: &KeyEvent) -> Vec<Effect> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the list's")]
        let chosen = match key.code {
            KeyCode::Enter => renaming.rows.iter().filter(|row| row.on).map(|row| row.place).collect(),
            KeyCode::Esc => Vec::new(),
            _ => {
                renaming.key(key);
                self.dialog = Some(Dialog::Renaming(renaming));
                return Vec::new();
            }
        };
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = session.correct_person(&renaming.to, &chosen, now);
        if outcome.is_ok() {
            let places = match chosen.len() {
                0 => "no text was changed".to_owned(),
                1 => "1 place was changed".to_owned(),
                n => format!("{n} places were changed"),
            };
            self.say(format!("{}: {places}. Ctrl+Z takes it back.", renaming.what));
        }
        self.told(outcome)
    }
}
