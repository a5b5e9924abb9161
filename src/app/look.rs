//! The look at what was understood of an agenda, before the session begins: everything can be put right here.
//!
//! Each row is a line to type in. Enter begins the session, Esc leaves and keeps nothing.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::meeting::{Item, ItemHead, Meeting, Person, Presence, Stamp, Styles};

use super::dates;
use super::line::Line;

/// The screen of the look.
#[derive(Clone, Debug)]
pub struct Look {
    /// The meeting as it would begin.
    pub meeting: Meeting,
    /// The name of the paper.
    pub paper: String,
    /// The row with the cursor.
    pub chosen: usize,
    /// The text of that row, as typed.
    pub line: Line,
    /// The row at the top of the screen.
    pub top: usize,
    /// What is wrong with the row, where it can't be taken.
    pub wrong: Option<String>,
    /// Fields that the app proposed since the paper has none.
    pub proposed: Vec<&'static str>,
    /// The names of the house styles there are.
    styles: Vec<String>,
    before: Vec<Meeting>,
}

/// A row of the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A field of the head.
    Head(&'static str),
    /// A person of the roster, by place.
    Person(usize),
    /// An agenda item, by place.
    Item(usize),
}

/// The fields of the head, in order.
const FIELDS: [&str; 7] = ["Council", "Body", "Title", "Date", "Time", "Venue", "Style"];

/// What a key in the look asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The look goes on.
    Stay,
    /// Begin the session.
    Begin,
    /// Leave; keep nothing.
    Leave,
}

/// Fills in what a paper lacks: today's date, a name for the body, a house style that fits it. Gives the fields that were proposed.
pub fn propose(meeting: &mut Meeting, styles: &Styles, now: Stamp) -> Vec<&'static str> {
    let mut proposed = Vec::new();
    if meeting.head.date.is_none() {
        meeting.head.date = Some(now.date_naive());
        proposed.push("Date");
    }
    if meeting.head.body.is_none() {
        let body = meeting.head.title.take().or_else(|| meeting.head.council.clone());
        meeting.head.body = Some(body.unwrap_or_else(|| "Meeting".to_owned()));
        proposed.push("Body");
    }
    if meeting.head.style.is_empty()
        && let Some(style) = styles.fitting(&meeting.head)
    {
        style.clone_into(&mut meeting.head.style);
        proposed.push("Style");
    }
    proposed
}

impl Look {
    /// The look at a meeting read from a paper, with proposals for what is missing.
    pub fn new(mut meeting: Meeting, paper: String, styles: &Styles, now: Stamp) -> Self {
        let proposed = propose(&mut meeting, styles, now);
        let mut look = Self {
            meeting,
            paper,
            chosen: 0,
            line: Line::default(),
            top: 0,
            wrong: None,
            proposed,
            styles: styles.names(),
            before: Vec::new(),
        };
        look.choose(1);
        look
    }

    /// All rows in order.
    pub fn rows(&self) -> Vec<Row> {
        let head = FIELDS.iter().map(|field| Row::Head(field));
        let items = (0..self.meeting.items.len()).map(Row::Item);
        let people = (0..self.meeting.people.len()).map(Row::Person);
        head.chain(items).chain(people).collect()
    }

    /// The text of a row.
    pub fn text(&self, row: Row) -> String {
        let head = &self.meeting.head;
        match row {
            Row::Head("Council") => head.council.clone().unwrap_or_default(),
            Row::Head("Body") => head.body.clone().unwrap_or_default(),
            Row::Head("Title") => head.title.clone().unwrap_or_default(),
            Row::Head("Date") => head.date.map(|d| d.format("%A %-d %B %Y").to_string()).unwrap_or_default(),
            Row::Head("Time") => head.time.map(|t| t.format("%H:%M").to_string()).unwrap_or_default(),
            Row::Head("Style") => head.style.clone(),
            Row::Head(_) => head.venue.clone().unwrap_or_default(),
            Row::Item(at) => self.meeting.items.get(at).map(Item::label).unwrap_or_default(),
            Row::Person(at) => self.meeting.people.get(at).map(person_words).unwrap_or_default(),
        }
    }

    fn choose(&mut self, row: usize) {
        let rows = self.rows();
        self.chosen = row.min(rows.len().saturating_sub(1));
        let text = rows.get(self.chosen).map(|row| self.text(*row)).unwrap_or_default();
        self.line = Line::new(text);
        self.wrong = None;
    }

    fn keep(&mut self) {
        self.before.push(self.meeting.clone());
    }

    /// Takes what was typed in the row; false where it can't be taken.
    fn take_row(&mut self) -> bool {
        let Some(row) = self.rows().get(self.chosen).copied() else { return true };
        let words = self.line.text().trim().to_owned();
        if words == self.text(row) {
            return true;
        }
        let before = self.meeting.clone();
        match self.put(row, &words) {
            Ok(()) => {
                self.before.push(before);
                true
            }
            Err(wrong) => {
                self.wrong = Some(wrong);
                false
            }
        }
    }

    fn put(&mut self, row: Row, words: &str) -> Result<(), String> {
        let some = (!words.is_empty()).then(|| words.to_owned());
        let head = &mut self.meeting.head;
        match row {
            Row::Head("Council") => head.council = some,
            Row::Head("Body") => head.body = some,
            Row::Head("Title") => head.title = some,
            Row::Head("Date") => {
                head.date = match some {
                    None => None,
                    Some(words) => Some(
                        dates::date(&words, head.date)
                            .ok_or_else(|| format!("“{words}” is no date: write it like 14 March 2026."))?,
                    ),
                };
            }
            Row::Head("Time") => {
                head.time = match some {
                    None => None,
                    Some(words) => Some(
                        dates::time(&words)
                            .ok_or_else(|| format!("“{words}” is no time: write it like 18:30."))?,
                    ),
                };
            }
            Row::Head("Style") => {
                let known = self.styles.iter().find(|name| name.eq_ignore_ascii_case(words));
                head.style = match (known, some) {
                    (Some(name), _) => name.clone(),
                    (None, None) => String::new(),
                    (None, Some(words)) => {
                        let names = self.styles.join(", ");
                        return Err(format!("There is no house style “{words}”; there are {names}."));
                    }
                };
            }
            Row::Head(_) => head.venue = some,
            Row::Item(at) => {
                let (number, title) = super::course::number_and_title(words);
                if title.is_empty() {
                    return Err("An item needs a title; Ctrl+Delete removes it.".to_owned());
                }
                if let Some(item) = self.meeting.items.get_mut(at) {
                    (item.head.number, item.head.title) = (number, title);
                }
            }
            Row::Person(at) => {
                if words.is_empty() {
                    return Err("A person needs a name; Ctrl+Delete removes them.".to_owned());
                }
                if let Some(person) = self.meeting.people.get_mut(at) {
                    let (name, role) = match words.split_once(',') {
                        Some((name, role)) => (name.trim().to_owned(), Some(role.trim().to_owned())),
                        None => (words.to_owned(), None),
                    };
                    (person.name, person.role) = (name, role);
                }
            }
        }
        Ok(())
    }

    /// Handles a key.
    pub fn key(&mut self, key: &KeyEvent) -> Ask {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Esc => return Ask::Leave,
            KeyCode::Enter => return if self.take_row() { Ask::Begin } else { Ask::Stay },
            KeyCode::Char('z') if ctrl => self.undo(),
            KeyCode::Delete if ctrl => self.remove(),
            KeyCode::Insert => self.insert(),
            KeyCode::Char('o') if ctrl => self.insert(),
            KeyCode::Up if alt => self.shift(-1),
            KeyCode::Down if alt => self.shift(1),
            KeyCode::Right if alt => self.nest(1),
            KeyCode::Left if alt => self.nest(-1),
            KeyCode::Up | KeyCode::BackTab => self.step(-1),
            KeyCode::Down | KeyCode::Tab => self.step(1),
            KeyCode::PageUp => self.step(-10),
            KeyCode::PageDown => self.step(10),
            KeyCode::Char(' ') if self.rows().get(self.chosen) == Some(&Row::Head("Style")) => {
                self.turn_style();
            }
            _ => {
                self.line.key(key);
                self.wrong = None;
            }
        }
        Ask::Stay
    }

    /// Space in the row of the house style goes on to the next one; behind the last, to none.
    fn turn_style(&mut self) {
        let here = self.styles.iter().position(|name| name == self.line.text().trim());
        let next = here.map_or(0, |at| at.saturating_add(1));
        self.line = Line::new(self.styles.get(next).cloned().unwrap_or_default());
        self.wrong = None;
    }

    fn step(&mut self, by: isize) {
        if self.take_row() {
            let last = self.rows().len().saturating_sub(1);
            self.choose(self.chosen.saturating_add_signed(by).min(last));
        }
    }

    fn undo(&mut self) {
        let Some(row) = self.rows().get(self.chosen).copied() else { return };
        if self.line.text() != self.text(row) {
            self.choose(self.chosen);
        } else if let Some(meeting) = self.before.pop() {
            self.meeting = meeting;
            self.choose(self.chosen);
        }
    }

    fn remove(&mut self) {
        match self.rows().get(self.chosen).copied() {
            Some(Row::Item(_)) if self.meeting.items.len() == 1 => {
                self.wrong = Some("This is the only item, and an agenda needs one.".to_owned());
            }
            Some(Row::Item(at)) => {
                self.keep();
                self.meeting.items.remove(at);
                self.choose(self.chosen);
            }
            Some(Row::Person(at)) => {
                self.keep();
                self.meeting.people.remove(at);
                self.choose(self.chosen);
            }
            Some(Row::Head(_)) => self.line = Line::default(),
            None => {}
        }
    }

    /// A new item or person behind the row chosen.
    fn insert(&mut self) {
        if !self.take_row() {
            return;
        }
        self.keep();
        match self.rows().get(self.chosen).copied() {
            Some(Row::Person(at)) => {
                let id = self.meeting.next_person_id();
                let name = "New person".to_owned();
                let person =
                    Person { id, name, presence: Presence::Present, member: true, ..Person::default() };
                self.meeting.people.insert(at + 1, person);
                self.choose(self.chosen + 1);
            }
            Some(row) => {
                let at = if let Row::Item(at) = row { at + 1 } else { 0 };
                let depth =
                    at.checked_sub(1).and_then(|at| self.meeting.items.get(at)).map_or(0, |i| i.depth);
                let head = ItemHead { title: "New item".to_owned(), ..ItemHead::default() };
                let id = self.meeting.next_item_id();
                self.meeting.items.insert(at, Item { id, depth, head, ..Item::default() });
                self.choose(FIELDS.len() + at);
            }
            None => {}
        }
    }

    fn shift(&mut self, by: isize) {
        if !self.take_row() {
            return;
        }
        match self.rows().get(self.chosen).copied() {
            Some(Row::Item(at)) => {
                let to = at.checked_add_signed(by).filter(|to| *to < self.meeting.items.len());
                if let Some(to) = to {
                    self.keep();
                    self.meeting.items.swap(at, to);
                    self.choose(self.chosen.saturating_add_signed(by));
                }
            }
            Some(Row::Person(at)) => {
                let to = at.checked_add_signed(by).filter(|to| *to < self.meeting.people.len());
                if let Some(to) = to {
                    self.keep();
                    self.meeting.people.swap(at, to);
                    self.choose(self.chosen.saturating_add_signed(by));
                }
            }
            Some(Row::Head(_)) | None => {}
        }
    }

    fn nest(&mut self, by: i8) {
        if !self.take_row() {
            return;
        }
        if let Some(Row::Item(at)) = self.rows().get(self.chosen).copied() {
            let above =
                at.checked_sub(1).and_then(|above| self.meeting.items.get(above)).map(|item| item.depth);
            let most = above.map_or(0, |depth| depth.saturating_add(1));
            self.keep();
            if let Some(item) = self.meeting.items.get_mut(at) {
                item.depth = item.depth.saturating_add_signed(by).min(most);
            }
        }
    }
}

/// A person as a row: "Cllr Rosa Hazel, Chair".
pub fn person_words(person: &Person) -> String {
    match &person.role {
        Some(role) => format!("{}, {role}", person.name),
        None => person.name.clone(),
    }
}
