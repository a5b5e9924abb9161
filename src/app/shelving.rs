//! The commands of the library's screen, and the actions of earlier meetings while one is being minuted.

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::library::before::Before;
use crate::library::register::Entered;
use crate::library::shelve::name_typed;
use crate::library::{Listed, Part};
use crate::meeting::{
    EntryFields, EntryId, ItemId, Meeting, Pane, Place, Progress, Slot, Status, fill, next_meeting, put_line,
};

use super::command::Command;
use super::effect::{Move, Moving, Noted};
use super::form::{Form, Subject, YES_NO, choice, field};
use super::look::Look;
use super::shelf::{Shelf, View};
use super::{App, Dialog, Effect, Event, Screen, Wanted};

/// The action that a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The session in which it was resolved.
    pub path: std::path::PathBuf,
    /// The item there.
    pub item: ItemId,
    /// The entry under it.
    pub entry: EntryId,
    /// "5.2 of 12 March 2026".
    pub minute: String,
}

impl Told {
    fn of(entered: &Entered) -> Self {
        let action = &entered.task.action;
        let date = entered.date.map(|date| date.format(" of %-d %B %Y").to_string()).unwrap_or_default();
        let minute = format!("{}.{}{date}", entered.task.item.trim_end_matches('.'), action.number);
        Self { path: entered.path.clone(), item: action.item, entry: action.entry, minute }
    }
}

impl Form {
    /// The form that says how far an action is; `live` while a meeting is being minuted.
    fn progress(entered: &Entered, today: chrono::NaiveDate, live: bool) -> Self {
        let states = Status::ALL.map(Status::word);
        let mut fields = vec![
            choice("Status", Status::Done.word(), &states),
            field("Note", "", "what was said of it"),
            field("On", today.format("%-d %B %Y").to_string(), "14 April 2026"),
        ];
        if live {
            fields.push(choice("Minute it", "no", &YES_NO));
        }
        Self::new(Subject::Progress(Box::new(Told::of(entered))), "How far the action is", fields)
    }

    fn rename(listed: &Listed) -> Self {
        let stem = listed.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self::new(
            Subject::Rename(listed.path.clone()),
            "Rename the session",
            vec![field("Name", stem, "as the file is to be called")],
        )
    }

    fn said(&self, by: &str, day: Option<chrono::NaiveDate>) -> Result<Progress, String> {
        let words = self.text("On");
        let on = super::dates::date(words, day)
            .ok_or_else(|| format!("“{words}” is no date: write it like 14 April 2026."))?;
        let status = Status::ALL.into_iter().find(|status| status.word() == self.text("Status"));
        let note = self.text("Note").to_owned();
        Ok(Progress { status: status.unwrap_or_default(), on, note, by: by.to_owned() })
    }
}

impl App {
    /// A key on the library's screen.
    pub(super) fn library_key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let Screen::Library(shelf) = &mut self.screen else { return Vec::new() };
        match self.settings.keys.in_library(key) {
            // Delete deletes letters too, while there are some before it.
            Some(Command::ToBin) if shelf.types_ahead() => shelf.key(key),
            Some(command) => self.obey(command, false),
            None if key.code == KeyCode::Enter => self.open_chosen(),
            None => shelf.key(key),
        }
    }

    /// Enter: opens the session chosen, at the place that was found, or where the action stands.
    fn open_chosen(&mut self) -> Vec<Effect> {
        let Screen::Library(shelf) = &self.screen else { return Vec::new() };
        if shelf.view == View::Bin {
            self.fail("It lies in the bin: bring it back first, with F7.");
            return Vec::new();
        }
        let Some(path) = shelf.path() else { return Vec::new() };
        let wanted = match shelf.view {
            View::Search => shelf.found.value().map(|found| Wanted::Hit(Box::new(found.hit.clone()))),
            View::Actions => shelf
                .actions
                .value()
                .map(|entered| Wanted::Entry(entered.task.action.item, entered.task.action.entry)),
            View::Sessions | View::Archive | View::Bin => None,
        };
        let effects = vec![Effect::Open(path.to_owned())];
        self.wanted = wanted;
        effects
    }

    /// The commands of the library; none where it is another one, or another screen.
    pub(super) fn obey_library(&mut self, command: Command) -> Option<Vec<Effect>> {
        let (today, me) = (self.now.date_naive(), self.settings.me.clone());
        let Screen::Library(shelf) = &mut self.screen else { return None };
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other commands are not the library's")]
        match command {
            Command::NextView => Some(shelf.turn(1)),
            Command::PreviousView => Some(shelf.turn(-1)),
            Command::SearchAll => Some(shelf.go(View::Search)),
            Command::AllActions => Some(shelf.go(View::Actions)),
            Command::SortList => {
                let words = shelf.sort_on();
                self.say(format!("Sorted {words}."));
                Some(Vec::new())
            }
            Command::WhichActions => {
                let mut effects = shelf.go(View::Actions);
                effects.extend(shelf.which_on(today, &me));
                Some(effects)
            }
            Command::PreviewDown | Command::PreviewUp => {
                shelf.read_on(command == Command::PreviewDown);
                Some(Vec::new())
            }
            Command::Reload => {
                let path = shelf.view.part().unwrap_or_default();
                let more = shelf.has_actions().then_some(Effect::Register(None));
                Some(std::iter::once(Effect::List(path)).chain(more).collect())
            }
            Command::Palette | Command::Export => {
                if command == Command::Export && shelf.preview.is_some() {
                    self.ask_export();
                } else if command == Command::Palette {
                    self.dialog = Some(Dialog::Palette(super::picker::Picker::new(self.palette_offers())));
                }
                Some(Vec::new())
            }
            _ => self.obey_session_commands(command),
        }
    }

    /// The commands that do something with the session chosen.
    fn obey_session_commands(&mut self, command: Command) -> Option<Vec<Effect>> {
        let today = self.now.date_naive();
        let Screen::Library(shelf) = &mut self.screen else { return None };
        let view = shelf.view;
        if command == Command::UndoMove {
            let undone = shelf.take_back();
            if undone.is_none() {
                self.fail("Nothing was renamed, archived or thrown away here that could be taken back.");
            }
            return Some(undone.into_iter().collect());
        }
        if command == Command::SetStatus {
            match shelf.actions.value().filter(|_| view == View::Actions) {
                Some(entered) => self.dialog = Some(Dialog::Form(Form::progress(entered, today, false))),
                None => self.fail("Choose an action first: F8 shows the actions of all meetings."),
            }
            return Some(Vec::new());
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other commands are not the library's")]
        let wanted = match command {
            Command::NextMeeting => {
                let path = shelf.path().map(|path| Effect::Next(path.to_owned()));
                return Some(path.into_iter().collect());
            }
            Command::Rename => {
                match shelf.listed().filter(|_| view != View::Bin) {
                    Some(listed) => self.dialog = Some(Dialog::Form(Form::rename(listed))),
                    None => self.fail("Choose a session first, in the view “Sessions”."),
                }
                return Some(Vec::new());
            }
            Command::ToArchive => (View::Sessions, Moving::Archived),
            Command::ToBin => (View::Sessions, Moving::Binned),
            Command::BringBack => (View::Bin, Moving::Back),
            _ => return None,
        };
        Some(self.move_chosen(wanted))
    }

    /// Moves the session chosen into another part of the library.
    fn move_chosen(&mut self, (from, what): (View, Moving)) -> Vec<Effect> {
        let Screen::Library(shelf) = &self.screen else { return Vec::new() };
        let view = shelf.view;
        let fits = match what {
            Moving::Binned => matches!(view, View::Sessions | View::Archive),
            Moving::Back => matches!(view, View::Bin | View::Archive),
            Moving::Archived | Moving::Renamed | Moving::Undone => view == from,
        };
        if !fits {
            self.fail(match (what, view) {
                (Moving::Binned, View::Bin) => {
                    "It lies in the bin already. What is to be gone for good: delete it in the folder “bin” of the library."
                }
                (Moving::Back, _) => "This brings back what lies in the archive or the bin: Tab goes there.",
                _ => "Choose a session first, in the view “Sessions”.",
            });
            return Vec::new();
        }
        let chosen = shelf.listed().filter(|listed| !listed.unread);
        let Some((path, part)) = chosen.map(|listed| listed.path.clone()).zip(view.part()) else {
            return Vec::new();
        };
        let folder = path.parent().unwrap_or(std::path::Path::new("."));
        let library = if part == Part::Sessions { folder } else { folder.parent().unwrap_or(folder) };
        let goal = match what {
            Moving::Archived => Part::Archive,
            Moving::Binned => Part::Bin,
            Moving::Back | Moving::Renamed | Moving::Undone => Part::Sessions,
        };
        let folder = goal.folder().map_or_else(|| library.to_owned(), |name| library.join(name));
        let to = folder.join(path.file_name().unwrap_or_default());
        vec![Effect::Move(Move { from: path, to, what })]
    }

    /// A session was moved.
    pub(super) fn moved(&mut self, done: &Move) -> Vec<Effect> {
        let Screen::Library(shelf) = &mut self.screen else { return Vec::new() };
        let effects = shelf.moved(done);
        let name = done.to.file_stem().unwrap_or_default().to_string_lossy();
        self.say(match done.what {
            Moving::Renamed => format!("It is called “{name}” now. Ctrl+Z takes that back."),
            Moving::Archived => format!("“{name}” lies in the archive. Ctrl+Z brings it back."),
            Moving::Binned => format!("“{name}” lies in the bin. Ctrl+Z brings it back."),
            Moving::Back | Moving::Undone => format!("“{name}” is back."),
        });
        effects
    }

    /// What comes for the library's screen.
    pub(super) fn take_in_library(&mut self, event: Event) -> Vec<Effect> {
        match (event, &mut self.screen) {
            (Event::Sessions(part, rows, reading), Screen::Library(shelf)) => shelf.fill(part, rows, reading),
            (Event::NoSessions(part, why), Screen::Library(shelf)) => {
                shelf.of_mut(part).wrong = Some(why);
                Vec::new()
            }
            (Event::Counted(counted), Screen::Library(shelf)) => {
                shelf.counted(&counted);
                Vec::new()
            }
            (Event::Found(asked, found, searched), Screen::Library(shelf)) => {
                shelf.take_found(asked, found, searched)
            }
            (Event::Preview(path, meeting), Screen::Library(shelf)) => {
                shelf.show(path, meeting);
                Vec::new()
            }
            (Event::Register(asked, entered, broken), _) => {
                self.take_register(asked.as_deref(), entered, &broken)
            }
            (Event::Moved(done), _) => self.moved(&done),
            (Event::Noted(noted), _) => self.noted(&noted),
            (Event::Next(before), _) => {
                self.prepare_next(*before);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// A session that could only be read is free now: it is opened again, at the same place, to be written.
    pub(super) fn open_to_write(&mut self, path: std::path::PathBuf) -> Vec<Effect> {
        let Some(session) = self.session().filter(|session| session.held && session.path == path) else {
            return Vec::new();
        };
        if self.dialog.is_some() || self.waiting {
            return Vec::new();
        }
        self.wanted = Some(Wanted::Place(session.place()));
        self.freed = true;
        vec![Effect::Open(path)]
    }

    /// A form of this module was taken; none where it is another one.
    pub(super) fn take_library_form(&mut self, form: &Form) -> Option<Result<Vec<Effect>, String>> {
        match &form.subject {
            Subject::Rename(path) => Some(name_typed(form.text("Name")).map(|name| {
                let to = path.with_file_name(format!("{name}.ron"));
                let same = to == *path;
                let moved = Effect::Move(Move { from: path.clone(), to, what: Moving::Renamed });
                if same { Vec::new() } else { vec![moved] }
            })),
            Subject::Progress(told) => Some(self.note_progress(form, told)),
            Subject::Entry(_)
            | Subject::Item(_)
            | Subject::Head
            | Subject::Sign
            | Subject::Correct
            | Subject::ReadBack
            | Subject::Declaration(..)
            | Subject::Movements(_)
            | Subject::Approve(_)
            | Subject::Exclude(_)
            | Subject::Person(_)
            | Subject::Phrase
            | Subject::Urgent(_) => None,
        }
    }

    fn note_progress(&mut self, form: &Form, told: &Told) -> Result<Vec<Effect>, String> {
        let now = self.now;
        let said = form.said(&self.settings.clerk, Some(now.date_naive()))?;
        let mut effects = Vec::new();
        if let Screen::Session(session) = &mut self.screen
            && form.text("Minute it") == "yes"
        {
            let words = if said.note.is_empty() { said.status.word() } else { said.note.as_str() };
            let line = fill(&session.style.wording.arising, &[("minute", &told.minute), ("note", words)]);
            let fields = EntryFields { at: Some(now), ..EntryFields::default() };
            let item = session.meeting.taking.unwrap_or(session.shown);
            let line = put_line(&session.meeting, (item, Pane::Minutes), line, fields).map(|(line, _)| line);
            effects.extend(session.change_beside(line.into_iter().collect(), now)?);
        }
        let (path, item, entry) = (told.path.clone(), told.item, told.entry);
        effects.push(Effect::Note(Noted { path, item, entry, said }));
        Ok(effects)
    }

    /// It was written down how far an action is.
    pub(super) fn noted(&mut self, noted: &Noted) -> Vec<Effect> {
        let (today, me) = (self.now.date_naive(), self.settings.me.clone());
        let effects = match &mut self.screen {
            Screen::Library(shelf) => shelf.noted(noted, today, &me),
            Screen::Session(_) | Screen::Look(_) => Vec::new(),
        };
        let name = noted.path.file_stem().unwrap_or_default().to_string_lossy();
        self.say(format!("Noted as {}, in the session “{name}”.", noted.said.status.word()));
        effects
    }

    /// The actions of all sessions came: for the library, or for the meeting being minuted.
    pub(super) fn take_register(
        &mut self,
        asked: Option<&std::path::Path>,
        entered: Vec<Entered>,
        broken: &[String],
    ) -> Vec<Effect> {
        let wanted = match (&self.screen, asked) {
            (Screen::Library(_), None) => true,
            (Screen::Session(session), Some(path)) => session.path == path && self.dialog.is_none(),
            (Screen::Library(_) | Screen::Session(_) | Screen::Look(_), _) => false,
        };
        if !wanted {
            return Vec::new();
        }
        let (today, me) = (self.now.date_naive(), self.settings.me.clone());
        if let Some(why) = broken.first() {
            self.fail(why.clone());
        }
        match &mut self.screen {
            Screen::Library(shelf) => shelf.take_actions(entered, today, &me),
            Screen::Session(session) => {
                let rows = earlier(entered, &session.meeting, &session.path);
                if rows.is_empty() {
                    self.say("No action of an earlier meeting of this body is open.");
                } else {
                    let rows = rows.into_iter().map(|entered| (earlier_words(&entered), entered));
                    self.dialog = Some(Dialog::Earlier(super::picker::Picker::new(rows.collect())));
                }
                Vec::new()
            }
            Screen::Look(_) => Vec::new(),
        }
    }

    /// Enter in the list of earlier actions.
    pub(super) fn tell_earlier(&mut self, entered: &Entered) {
        self.dialog = Some(Dialog::Form(Form::progress(entered, self.now.date_naive(), true)));
    }

    /// The body's next meeting is looked at before it begins.
    pub(super) fn prepare_next(&mut self, before: Before) {
        if !matches!(self.screen, Screen::Library(_)) || self.dialog.is_some() {
            return;
        }
        let meeting = next_meeting(&before.last);
        let name = meeting.head.body.clone().unwrap_or_else(|| "meeting".to_owned());
        let mut look = Look::new(meeting, format!("Next meeting: {name}"), &self.settings.styles, self.now);
        look.from_library = true;
        look.offer(before.open);
        self.screen = Screen::Look(Box::new(look));
    }

    /// The mouse on the library's screen.
    pub(super) fn library_mouse(&mut self, event: MouseEvent) -> Vec<Effect> {
        let Screen::Library(shelf) = &mut self.screen else { return Vec::new() };
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) if shelf.areas.list.contains(at) => {
                let row = usize::from(at.y.saturating_sub(shelf.areas.list.y));
                if shelf.click(row) { self.open_chosen() } else { shelf.ask_preview() }
            }
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let down = event.kind == MouseEventKind::ScrollDown;
                if shelf.areas.preview.contains(at) {
                    shelf.scroll(if down { 3 } else { -3 });
                    return Vec::new();
                }
                let code = if down { KeyCode::Down } else { KeyCode::Up };
                shelf.key(&KeyEvent::from(code))
            }
            MouseEventKind::Down(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Moved
            | MouseEventKind::Up(_)
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => Vec::new(),
        }
    }
}

/// The open actions of the body's other meetings, the oldest first.
fn earlier(mut entered: Vec<Entered>, meeting: &Meeting, path: &std::path::Path) -> Vec<Entered> {
    let body = meeting.head.body.as_deref().unwrap_or_default().trim().to_lowercase();
    entered.retain(|entered| {
        entered.task.action.status == Status::Open
            && (entered.date <= meeting.head.date || meeting.head.date.is_none())
            && entered.path != path
            && entered.body.as_deref().is_some_and(|other| other.trim().to_lowercase() == body)
    });
    entered.sort_by_key(|entered| entered.date);
    entered
}

fn earlier_words(entered: &Entered) -> String {
    let date = entered.date.map(|date| date.format("%-d %b %Y").to_string()).unwrap_or_default();
    let owner = entered.task.action.owner.as_deref().map(|owner| format!(" · {owner}")).unwrap_or_default();
    format!("{date} · {}{owner}", entered.task.action.text)
}

impl Shelf {
    /// Whether the cursor stands before typed text, so that Delete has something to delete there.
    fn types_ahead(&self) -> bool {
        let line = match self.view {
            View::Search => &self.found.line,
            View::Actions => &self.actions.line,
            View::Sessions | View::Archive | View::Bin => {
                let Some(part) = self.view.part() else { return false };
                &self.of(part).roll.line
            }
        };
        line.caret() < line.text().len() || self.view == View::Search || self.view == View::Actions
    }

    fn turn(&mut self, by: isize) -> Vec<Effect> {
        let here = View::ALL.iter().position(|view| *view == self.view).unwrap_or(0);
        let count = View::ALL.len();
        let next = (here + count).saturating_add_signed(by) % count;
        self.go(View::ALL.get(next).copied().unwrap_or_default())
    }

    fn sort_on(&mut self) -> &'static str {
        self.sort = self.sort.next();
        let sort = self.sort;
        for sessions in &mut self.sessions {
            sessions.roll.sort_by(|a, b| sort.order(a, b));
        }
        sort.words()
    }

    fn which_on(&mut self, today: chrono::NaiveDate, me: &str) -> Vec<Effect> {
        self.which = self.which.next();
        self.show_actions(today, me);
        self.ask_preview()
    }

    fn read_on(&mut self, down: bool) {
        let half = i32::from(self.areas.preview.height / 2).max(1);
        self.scroll(if down { half } else { -half });
    }

    fn scroll(&mut self, by: i32) {
        if let Some(preview) = &mut self.preview {
            let by = isize::try_from(by).unwrap_or(0);
            preview.page.top = preview.page.top.saturating_add_signed(by);
        }
    }
}

impl Wanted {
    /// The place in a meeting.
    pub fn place(&self, meeting: &Meeting) -> Option<Place> {
        let slot = match self {
            Self::Place(place) => return Some(*place),
            Self::Hit(hit) => {
                let item = meeting.items.get(hit.place)?.id;
                match hit.within {
                    crate::library::search::Within::Pane(pane) => {
                        Slot { item, pane, at: hit.entry?.checked_sub(1)? }
                    }
                    crate::library::search::Within::Titles => Slot { item, pane: Pane::Minutes, at: 0 },
                    crate::library::search::Within::People => return None,
                }
            }
            Self::Entry(item, entry) => {
                let at = meeting.item(*item)?.resolved.iter().position(|found| found.id == *entry)?;
                Slot { item: *item, pane: Pane::Resolved, at }
            }
        };
        let byte = if let Self::Hit(hit) = self { hit.first } else { 0 };
        Some(Place { slot, byte })
    }
}
