//! Small forms: a few lines to fill in, any order, Enter takes them, Esc leaves all as it was.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{
    Due, Edit, EntryFields, Head, ItemHead, ItemId, ItemPresenter, Kind, Meeting, PersonId, Progress, Slot,
    Status, Who,
};

use super::line::Line;
use super::{Session, dates};

/// A form on the screen.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its heading.
    pub title: &'static str,
    /// Its lines.
    pub fields: Vec<Field>,
    /// The line with the cursor.
    pub chosen: usize,
    /// What it changes.
    pub subject: Subject,
    /// What is wrong with a line, after Enter.
    pub wrong: Option<String>,
}

/// One line of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is.
    pub label: &'static str,
    /// What is in it.
    pub line: Line,
    /// What it may hold, where that is a choice; Space and the arrows go through them.
    pub choices: Vec<String>,
    /// A word of help.
    pub hint: &'static str,
}

/// What a form changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry's kind, owner, due date, status.
    Entry(Slot),
    /// What the agenda says of an item.
    Item(ItemId),
    /// The head of the minutes.
    Head,
    /// The minutes are approved.
    Sign,
    /// The minutes become a draft again.
    Correct,
    /// A document that came back.
    ReadBack,
    /// A declaration of a person: a new one, or the one at this place.
    Declaration(PersonId, Option<usize>),
    /// A person's arrivals and departures.
    Movements(PersonId),
    /// A person's name and role.
    Person(PersonId),
    /// A phrase of the clerk's own.
    Phrase,
    /// The approval of the previous minutes, under this item.
    Approve(ItemId),
    /// The exclusion of press and public, resolved under this item.
    Exclude(ItemId),
    /// Why an item is urgent.
    Urgent(ItemId),
    /// The name of this session's file.
    Rename(std::path::PathBuf),
    /// How far an action of an earlier meeting is.
    Progress(Box<super::shelving::Told>),
}

/// What came of a key in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The form goes on.
    Stay,
    /// It was left.
    Leave,
    /// It was taken.
    Take,
}

const KINDS: [&str; 4] = ["resolved", "recommended", "noted", "action"];
const STATES: [&str; 3] = ["open", "done", "dropped"];
pub(super) const YES_NO: [&str; 2] = ["no", "yes"];

/// A line to type in.
pub(super) fn field(label: &'static str, text: impl Into<String>, hint: &'static str) -> Field {
    Field { label, line: Line::new(text), choices: Vec::new(), hint }
}

/// A line that holds one of a few words.
pub(super) fn choice(label: &'static str, text: &str, choices: &[&str]) -> Field {
    let choices = choices.iter().map(|&choice| choice.to_owned()).collect();
    Field { label, line: Line::new(text), choices, hint: "Space changes" }
}

/// The word for a meeting that names no house style.
const USUAL: &str = "usual";

/// The choice of a house style; a name that nobody knows here stays a choice.
fn style_field(name: &str, styles: Vec<String>) -> Field {
    let mut choices = vec![USUAL.to_owned()];
    choices.extend(styles);
    let name = if name.is_empty() { USUAL } else { name };
    if !choices.iter().any(|choice| choice == name) {
        choices.push(name.to_owned());
    }
    Field { label: "House style", line: Line::new(name), choices, hint: "Space changes" }
}

impl Form {
    /// A form with the cursor in its first line.
    pub(super) fn new(subject: Subject, title: &'static str, fields: Vec<Field>) -> Self {
        Self { title, fields, chosen: 0, subject, wrong: None }
    }

    /// The form for an entry.
    pub fn entry(meeting: &Meeting, slot: Slot) -> Option<Self> {
        let fields = &meeting.entry(slot)?.fields;
        let resolution = &fields.resolution;
        let due = match &resolution.due {
            Some(Due::On(date)) => date.format("%-d %B %Y").to_string(),
            Some(Due::Words(words)) => words.clone(),
            None => String::new(),
        };
        let owner = resolution.owner.as_ref().map(|who| meeting.name_of(who).to_owned()).unwrap_or_default();
        let speaker = fields.speaker.as_ref().map(|who| meeting.name_of(who).to_owned()).unwrap_or_default();
        let time = fields.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
        let public = if fields.public { "yes" } else { "no" };
        Some(Self::new(
            Subject::Entry(slot),
            "This entry",
            vec![
                field("Owner", owner, "a name or a role"),
                field("Due", due, "14 April 2026, or an occasion: next meeting"),
                choice("Status", resolution.status.word(), &STATES),
                field("Note", "", "what was said of it now; kept with the day"),
                choice("Kind", resolution.kind.word(), &KINDS),
                field("Time begun", time, "14:05"),
                field("Speaker", speaker, "a name"),
                choice("Public", public, &YES_NO),
            ],
        ))
    }

    /// The form for an agenda item.
    pub fn item(meeting: &Meeting, id: ItemId) -> Option<Self> {
        let head = &meeting.item(id)?.head;
        let presenters: Vec<String> = head.presenters.iter().map(presenter_words).collect();
        Some(Self {
            chosen: 1,
            ..Self::new(
                Subject::Item(id),
                "This agenda item",
                vec![
                    field("Number", head.number.clone().unwrap_or_default(), "as printed; may be empty"),
                    field("Title", head.title.clone(), ""),
                    field("Presenters", presenters.join("; "), "Name, Role; Name, Role"),
                    field(
                        "Line in brackets",
                        head.presenter_line.clone().unwrap_or_default(),
                        "as in the paper",
                    ),
                    field("Documents", head.documents.join("; "), "parted by ;"),
                    choice("Exempt", if head.exempt { "yes" } else { "no" }, &YES_NO),
                    field(
                        "Why exempt",
                        head.exempt_reason.clone().unwrap_or_default(),
                        "Schedule 12A, paragraph 3",
                    ),
                    field(
                        "Public summary",
                        head.public_summary.clone().unwrap_or_default(),
                        "what may be said",
                    ),
                ],
            )
        })
    }

    /// The form for the head of the minutes; `styles` are the names of the house styles there are.
    pub fn head(head: &Head, styles: Vec<String>) -> Self {
        let date = head.date.map(|date| date.format("%-d %B %Y").to_string()).unwrap_or_default();
        let time = head.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        let text = |words: &Option<String>| words.clone().unwrap_or_default();
        Self::new(
            Subject::Head,
            "The meeting",
            vec![
                field("Council", text(&head.council), ""),
                field("Body", text(&head.body), "panel, committee, board"),
                field("Title", text(&head.title), "where it has one of its own"),
                field("Date", date, "14 March 2026"),
                field("Time", time, "18:30"),
                field("Venue", text(&head.venue), ""),
                field(
                    "Quorum",
                    head.quorum.map(|n| n.to_string()).unwrap_or_default(),
                    "a number; empty for the rule of the house",
                ),
                style_field(&head.style, styles),
            ],
        )
    }

    /// Handles a key.
    pub fn key(&mut self, key: &KeyEvent) -> Answer {
        let last = self.fields.len().saturating_sub(1);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Esc => return Answer::Leave,
            KeyCode::Enter => return Answer::Take,
            KeyCode::Up | KeyCode::BackTab => self.chosen = self.chosen.checked_sub(1).unwrap_or(last),
            KeyCode::Down | KeyCode::Tab => {
                self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 }
            }
            _ => {
                let Some(field) = self.fields.get_mut(self.chosen) else { return Answer::Stay };
                if field.choices.is_empty() {
                    field.line.key(key);
                } else {
                    field.turn(key);
                }
            }
        }
        Answer::Stay
    }

    pub(super) fn text(&self, label: &str) -> &str {
        self.fields.iter().find(|field| field.label == label).map_or("", |field| field.line.text().trim())
    }

    pub(super) fn words(&self, label: &str) -> Option<String> {
        let text = self.text(label);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn list(&self, label: &str) -> Vec<String> {
        self.text(label)
            .split(';')
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// The edits that the form asks for.
    ///
    /// # Errors
    /// A sentence about the line that cannot be taken.
    pub fn edits(&self, session: &Session, now: crate::meeting::Stamp) -> Result<Vec<Edit>, String> {
        let meeting = &session.meeting;
        match &self.subject {
            Subject::Declaration(person, at) => self.declaration_edits(session, (*person, *at), now),
            Subject::Movements(person) => self.movement_edits(session, *person),
            Subject::Approve(item) => self.approve_edits(session, *item, now),
            Subject::Exclude(item) => Ok(self.exclude_edits(session, *item, now)),
            Subject::Urgent(item) => Ok(self.urgent_edits(session, *item, now)),
            Subject::Entry(slot) => self.entry_edits(meeting, *slot, now),
            Subject::Item(id) => Ok(self.item_edits(meeting, *id)),
            Subject::Head => self.head_edits(meeting),
            Subject::Sign => self.sign_edits(meeting, now),
            Subject::Correct => self.correct_edits(meeting, now),
            Subject::ReadBack => self.file().map(|_| Vec::new()),
            // Taken apart: they change more than the meeting, or ask for more first.
            Subject::Person(_) | Subject::Phrase | Subject::Rename(_) | Subject::Progress(_) => {
                Ok(Vec::new())
            }
        }
    }

    fn entry_edits(
        &self,
        meeting: &Meeting,
        slot: Slot,
        now: crate::meeting::Stamp,
    ) -> Result<Vec<Edit>, String> {
        let Some(entry) = meeting.entry(slot) else { return Ok(Vec::new()) };
        let from = entry.fields.clone();
        let mut to = from.clone();
        to.resolution.owner = self.words("Owner").map(|words| who(meeting, &words));
        to.resolution.due = self
            .words("Due")
            .map(|words| dates::date(&words, meeting.head.date).map_or(Due::Words(words), Due::On));
        let status = self.text("Status");
        to.resolution.status = Status::ALL.into_iter().find(|s| s.word() == status).unwrap_or_default();
        let note = self.text("Note").to_owned();
        if to.resolution.status != from.resolution.status || !note.is_empty() {
            let (status, on, by) = (to.resolution.status, now.date_naive(), String::new());
            to.resolution.progress.push(Progress { status, on, note, by });
        }
        let kind = self.text("Kind");
        to.resolution.kind = Kind::ALL.into_iter().find(|k| k.word() == kind).unwrap_or_default();
        to.speaker = self.words("Speaker").map(|words| who(meeting, &words));
        to.public = self.text("Public") == "yes";
        to.at = self.time(&from, meeting, now)?;
        Ok(vec![Edit::Fields { slot, from: Box::new(from), to: Box::new(to) }])
    }

    /// The entry's time: the one it had where the line still says that minute, else the day of the entry or the meeting.
    fn time(
        &self,
        from: &EntryFields,
        meeting: &Meeting,
        now: crate::meeting::Stamp,
    ) -> Result<Option<crate::meeting::Stamp>, String> {
        let Some(words) = self.words("Time begun") else { return Ok(None) };
        if from.at.is_some_and(|at| at.format("%H:%M").to_string() == words) {
            return Ok(from.at);
        }
        let time =
            dates::time(&words).ok_or_else(|| format!("“{words}” is no time: write it like 14:05."))?;
        let near = from.at.or(meeting.times.started).unwrap_or(now);
        let local = near.date_naive().and_time(time).and_local_timezone(*near.offset());
        Ok(local.single())
    }

    fn item_edits(&self, meeting: &Meeting, id: ItemId) -> Vec<Edit> {
        let Some(item) = meeting.item(id) else { return Vec::new() };
        // A line that was not touched says what it said: names and documents may hold the signs that part them here.
        let joined: Vec<String> = item.head.presenters.iter().map(presenter_words).collect();
        let presenters = if self.text("Presenters") == joined.join("; ").trim() {
            item.head.presenters.clone()
        } else {
            self.list("Presenters").iter().map(|words| presenter(words, &item.head)).collect()
        };
        let documents = if self.text("Documents") == item.head.documents.join("; ").trim() {
            item.head.documents.clone()
        } else {
            self.list("Documents")
        };
        let title = self.words("Title").unwrap_or_else(|| item.head.title.clone());
        let to = ItemHead {
            number: self.words("Number"),
            title,
            presenters,
            presenter_line: self.words("Line in brackets"),
            documents,
            notes: item.head.notes.clone(),
            exempt: self.text("Exempt") == "yes",
            exempt_reason: self.words("Why exempt"),
            public_summary: self.words("Public summary"),
            ..item.head.clone()
        };
        vec![Edit::ItemHead { item: id, from: Box::new(item.head.clone()), to: Box::new(to) }]
    }

    fn head_edits(&self, meeting: &Meeting) -> Result<Vec<Edit>, String> {
        let mut to = meeting.head.clone();
        to.council = self.words("Council");
        to.body = self.words("Body");
        to.title = self.words("Title");
        to.venue = self.words("Venue");
        to.style = self.words("House style").filter(|name| name != USUAL).unwrap_or_default();
        to.date = match self.words("Date") {
            None => None,
            Some(words) => Some(
                dates::date(&words, None)
                    .ok_or_else(|| format!("“{words}” is no date: write it like 14 March 2026."))?,
            ),
        };
        to.time = match self.words("Time") {
            None => None,
            Some(words) => Some(
                dates::time(&words).ok_or_else(|| format!("“{words}” is no time: write it like 18:30."))?,
            ),
        };
        to.quorum = match self.words("Quorum") {
            None => None,
            Some(words) => Some(
                words
                    .parse()
                    .ok()
                    .ok_or_else(|| format!("“{words}” is no number: write the quorum like 5."))?,
            ),
        };
        Ok(vec![Edit::Head { from: Box::new(meeting.head.clone()), to: Box::new(to) }])
    }
}

impl Field {
    /// Goes to the next or previous choice.
    fn turn(&mut self, key: &KeyEvent) {
        let here = self.choices.iter().position(|choice| choice == self.line.text()).unwrap_or(0);
        let count = self.choices.len().max(1);
        #[expect(clippy::wildcard_enum_match_arm, reason = "a letter picks the choice that begins with it")]
        let next = match key.code {
            KeyCode::Left => (here + count - 1) % count,
            KeyCode::Right | KeyCode::Char(' ') => (here + 1) % count,
            KeyCode::Char(c) => self.choices.iter().position(|choice| choice.starts_with(c)).unwrap_or(here),
            _ => here,
        };
        if let Some(choice) = self.choices.get(next) {
            self.line = Line::new(choice.clone());
        }
    }
}

/// The person of the roster whose name this is, or whose role or surname where one alone has it; else the words
/// themselves.
pub fn who(meeting: &Meeting, words: &str) -> Who {
    let words = words.trim();
    let same = |text: &str| text.eq_ignore_ascii_case(words);
    let named = meeting.people.iter().find(|person| same(&person.name) || same(person.bare_name()));
    let by_role = || -> Option<PersonId> {
        let mut holders = meeting.people.iter().filter(|person| {
            person.role.as_deref().is_some_and(|role| same(role) || same(crate::meeting::short_role_of(role)))
        });
        let first = holders.next()?;
        holders.next().is_none().then_some(first.id)
    };
    let by_part = || -> Option<PersonId> {
        let part = crate::text::find::fold(words);
        let mut fitting = meeting.people.iter().filter(|person| {
            crate::text::find::fold(&person.name).split_whitespace().any(|word| word == part)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first.id)
    };
    match named.map(|person| person.id).or_else(by_role).or_else(by_part) {
        Some(id) => Who::Person(id),
        None => Who::Voice(words.to_owned()),
    }
}

pub(super) fn presenter_words(presenter: &ItemPresenter) -> String {
    match (&presenter.role, presenter.name.is_empty()) {
        (Some(role), false) => format!("{}, {role}", presenter.name),
        (Some(role), true) => role.clone(),
        (None, _) => presenter.name.clone(),
    }
}

/// A presenter as typed; the purpose that the paper gave to the same name stays.
pub(super) fn presenter(words: &str, head: &ItemHead) -> ItemPresenter {
    let (name, role) = match words.split_once(',') {
        Some((name, role)) => (name.trim().to_owned(), Some(role.trim().to_owned())),
        None => (words.trim().to_owned(), None),
    };
    let purpose = head.presenters.iter().find(|old| old.name == name).and_then(|old| old.purpose.clone());
    ItemPresenter { name, role, purpose }
}
