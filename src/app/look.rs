//! The look at what was understood of an agenda, before the session begins: everything can be put right here.
//!
//! Each row is a line to type in. Enter begins the session, Esc leaves and keeps nothing.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::meeting::{
    Arising, ItemHead, ItemPresenter, Meeting, Person, Place, Stamp, Styles, arising_item, put_arising,
};

use super::dates;
use super::form::{presenter, presenter_words};
use super::line::Line;

mod family;

/// The screen of the look.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the next key asks for")]
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
    /// Where the session is to open, where the command line named a place.
    pub place: Option<Place>,
    /// Whether the row with the cursor is a new one that waits for its words.
    pub adding: bool,
    /// Whether the keys of this screen are shown.
    pub help: bool,
    /// Whether it was opened from the library, to which Esc goes back.
    pub from_library: bool,
    /// Open actions of the body's earlier meetings.
    pub open: Vec<Arising>,
    /// Whether they are taken over as discussion points.
    pub carries: bool,
    before: Vec<Meeting>,
    /// The day on which the look was opened.
    today: chrono::NaiveDate,
}

/// The keys of the look and what they do, as F1 and the bottom line show them: the short words, then the sentence.
pub const KEYS: [(&str, &str, &str); 10] = [
    ("Enter", "begins", "Begins the session with what is shown."),
    ("Esc", "leaves, keeps nothing", "Leaves without a session; nothing is kept."),
    ("F1", "keys", "Shows these keys."),
    (
        "↑↓",
        "row; type to correct",
        "Goes to another row; typing corrects it. Presenters stand in [ ] after the title.",
    ),
    ("Insert", "adds", "Adds an item or person behind this row; type its number and title, then Enter."),
    ("Ctrl+Delete", "removes", "Removes the item with its sub-items, or the person."),
    ("Alt+↑↓", "moves", "Moves the item with its sub-items, or the person."),
    ("Alt+←→", "nests", "Takes the item with its sub-items a level up, or under the item above."),
    (
        "Space",
        "next style",
        "In the row of the house style: goes on to the next one. In that of the open actions: takes them over, or not.",
    ),
    ("Ctrl+Z", "undoes", "Takes back the last change."),
];

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

/// The row of the open actions of earlier meetings.
const ACTIONS: &str = "Actions";

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
            place: None,
            adding: false,
            help: false,
            from_library: false,
            open: Vec::new(),
            carries: true,
            before: Vec::new(),
            today: now.date_naive(),
        };
        look.choose(1);
        look
    }

    /// Offers the open actions of the body's earlier meetings.
    pub fn offer(&mut self, open: Vec<Arising>) {
        self.open = open;
    }

    /// The meeting with which the session begins.
    pub fn begun(&self) -> Meeting {
        let mut meeting = self.meeting.clone();
        if self.carries {
            put_arising(&mut meeting, &self.open);
        }
        meeting
    }

    /// What becomes of the open actions of earlier meetings.
    fn open_words(&self) -> String {
        let s = if self.open.len() == 1 { "" } else { "s" };
        let item = arising_item(&self.meeting).and_then(|at| self.meeting.items.get(at));
        match item.filter(|_| self.carries) {
            Some(item) => format!("{} open one{s}, as points under {}", self.open.len(), item.label()),
            None => format!("{} open one{s}, not taken over", self.open.len()),
        }
    }

    /// All rows in order.
    pub fn rows(&self) -> Vec<Row> {
        let open = (!self.open.is_empty()).then_some(&ACTIONS);
        let head = FIELDS.iter().chain(open).map(|field| Row::Head(field));
        let items = (0..self.meeting.items.len()).map(Row::Item);
        let people = (0..self.meeting.people.len()).map(Row::Person);
        head.chain(items).chain(people).collect()
    }

    /// What is odd about a row: a paper of another day's meeting is easily taken for today's.
    pub fn remark(&self, row: Row) -> Option<String> {
        let date = self.meeting.head.date.filter(|date| row == Row::Head("Date") && *date != self.today)?;
        let days = (date - self.today).num_days();
        Some(match days {
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            2.. => format!("in {days} days"),
            _ => format!("{} days ago", days.abs()),
        })
    }

    /// Where the row of an item is.
    fn row_of_item(&self, at: usize) -> usize {
        self.rows().iter().position(|row| *row == Row::Item(at)).unwrap_or(0)
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
            Row::Head(ACTIONS) => self.open_words(),
            Row::Head(_) => head.venue.clone().unwrap_or_default(),
            Row::Item(at) => {
                self.meeting.items.get(at).map(|item| item_words(&item.head)).unwrap_or_default()
            }
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
        if self.adding {
            return self.finish_adding();
        }
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
            Row::Head(ACTIONS) => {}
            Row::Head(_) => head.venue = some,
            Row::Item(at) => self.put_item(at, words)?,
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

    /// An item takes the words of its row.
    fn put_item(&mut self, at: usize, words: &str) -> Result<(), String> {
        let Some(item) = self.meeting.items.get_mut(at) else { return Ok(()) };
        let (to, presenters) = presenters_typed(words, &item.head);
        let (number, title) = number_typed(to, &item.head);
        if title.is_empty() {
            return Err("An item needs a title; Ctrl+Delete removes it.".to_owned());
        }
        if presenters != item.head.presenters {
            // The paper's own line names those who were there before.
            (item.head.presenters, item.head.presenter_line) = (presenters, None);
        }
        (item.head.number, item.head.title) = (number, title);
        Ok(())
    }

    /// Handles a key.
    pub fn key(&mut self, key: &KeyEvent) -> Ask {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        if std::mem::take(&mut self.help) {
            return Ask::Stay;
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::F(1) => self.help = true,
            KeyCode::Esc if self.adding => self.add_no_more(),
            KeyCode::Enter if self.adding => {
                self.finish_adding();
            }
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
            KeyCode::Char(' ') if self.rows().get(self.chosen) == Some(&Row::Head(ACTIONS)) => {
                self.carries = !self.carries;
                self.choose(self.chosen);
            }
            KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete
                if self.rows().get(self.chosen) == Some(&Row::Head(ACTIONS)) =>
            {
                self.wrong = Some("Space takes them over, or not.".to_owned());
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
        if self.adding {
            return self.add_no_more();
        }
        let Some(row) = self.rows().get(self.chosen).copied() else { return };
        if self.line.text() != self.text(row) {
            self.choose(self.chosen);
        } else if let Some(meeting) = self.before.pop() {
            self.meeting = meeting;
            self.choose(self.chosen);
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

/// An item as a row: number, title, and the presenters in brackets.
fn item_words(head: &ItemHead) -> String {
    let number = head.number.as_ref().map_or_else(String::new, |number| format!("{number}  "));
    let names: Vec<String> =
        head.presenters.iter().map(presenter_words).filter(|words| !words.is_empty()).collect();
    let by = if names.is_empty() { String::new() } else { format!("  [{}]", names.join("; ")) };
    format!("{number}{}{by}", head.title)
}

/// Parts the presenters in brackets from a row as typed. Brackets are theirs where two spaces or presenters were before.
fn presenters_typed<'a>(words: &'a str, old: &ItemHead) -> (&'a str, Vec<ItemPresenter>) {
    let parted = words.strip_suffix(']').and_then(|words| words.rsplit_once('['));
    let parted = parted.filter(|(title, _)| title.ends_with("  ") || !old.presenters.is_empty());
    // A title may end in brackets of its own: then it is the same as before, and nobody presents.
    let Some((title, by)) = parted.filter(|_| !words.ends_with(&old.title) || old.title.is_empty()) else {
        return (words, Vec::new());
    };
    let typed = by.split(';').map(str::trim).filter(|words| !words.is_empty());
    let people = typed.map(|words| {
        let same = old.presenters.iter().find(|presenter| presenter_words(presenter) == words);
        same.cloned().unwrap_or_else(|| presenter(words, old))
    });
    (title.trim(), people.collect())
}

/// Parts the number from the title as typed. A number that was there stays the number, whatever it is made of.
fn number_typed(words: &str, old: &ItemHead) -> (Option<String>, String) {
    if let Some(number) = &old.number {
        let rest = words.strip_prefix(number.as_str()).filter(|rest| rest.starts_with(char::is_whitespace));
        if let Some(rest) = rest {
            return (Some(number.clone()), rest.trim().to_owned());
        }
        if let Some((number, title)) = words.split_once("  ") {
            return (Some(number.trim().to_owned()), title.trim().to_owned());
        }
    }
    super::course::number_and_title(words)
}
