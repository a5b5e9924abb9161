//! The app: what is on screen and what a key does to it. Pure: events and the time come in, effects go out as data.
//!
//! [`App::update`] takes one [`Event`] with the time at which it came and returns the [`Effect`]s that the shell is to
//! perform. Nothing here reads a file, a clock or the terminal; outcomes come back as events.

mod approval;
pub mod areas;
pub mod ballot;
pub mod command;
mod confidential;
pub mod course;
pub mod dates;
pub mod dialog;
pub mod difference;
mod editing;
pub mod editor;
pub mod effect;
pub mod ends;
pub mod event;
pub mod find;
pub mod form;
pub mod formality;
pub mod ghost;
pub mod hints;
pub mod keymap;
pub mod layout;
pub mod line;
pub mod look;
mod moments;
pub mod motion;
mod mouse;
mod moving;
pub mod obey;
pub mod out;
pub mod palette;
pub mod people;
pub mod phrases;
pub mod picker;
pub mod renaming;
pub mod returned;
pub mod roll;
pub mod session;
pub mod settings;
pub mod sheet;
pub mod shelf;
pub mod shelving;
pub mod speaker;
pub mod spelling;
pub mod tally;
mod timeline;

pub use dialog::Dialog;
pub use effect::Effect;
pub use event::{DiskState, Event};
pub use session::Session;
pub use settings::Settings;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::library::Part;
use crate::library::search::Hit;
use crate::meeting::{EntryId, ItemId, Place, Stamp};

use command::Command;
use look::Look;
use shelf::Shelf;
use spelling::Spelling;

/// All that is on screen.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the next event asks for")]
pub struct App {
    /// The screen.
    pub screen: Screen,
    /// The dialog over it.
    pub dialog: Option<Dialog>,
    /// What the clerk was told last; gone with the next key.
    pub message: Option<Message>,
    /// How the disk stands.
    pub disk: DiskState,
    /// What the clerk chose in the configuration.
    pub settings: Settings,
    /// The time of the last event.
    pub now: Stamp,
    /// The size of the screen.
    pub area: Rect,
    /// Whether the app has the mouse.
    pub mouse: bool,
    /// Text cut or copied, for when the system's clipboard cannot be read.
    clipboard: String,
    /// Whether the last key was Ctrl+Q, which said that an item is being taken.
    leaving: bool,
    /// Whether a session is being begun or opened: keys wait for it, so that two presses do not make two.
    waiting: bool,
    /// Where the session that is being begun or opened is to open.
    wanted: Option<Wanted>,
    /// The item that the last key copied; F9 again goes on from it.
    copied: Option<ItemId>,
    /// Whether the journal was asked for to look back, not to undo.
    looking_back: bool,
    /// Whether the session being opened could only be read until now, since somebody else had it.
    freed: bool,
    /// Where in a drag the mouse went down.
    drag: Option<(usize, usize)>,
    /// The dictionary, once it was asked for.
    spelling: Spelling,
}

/// The screens.
#[derive(Debug)]
pub enum Screen {
    /// The library.
    Library(Box<Shelf>),
    /// The look at an agenda before its session begins.
    Look(Box<Look>),
    /// A session.
    Session(Box<Session>),
}

/// A place at which a session is to open.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A place that is known.
    Place(Place),
    /// What a search found.
    Hit(Box<Hit>),
    /// An entry under Resolved.
    Entry(ItemId, EntryId),
}

/// A sentence for the clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// Whether it says that something went wrong.
    pub wrong: bool,
}

impl App {
    /// The app with a screen.
    pub fn new(screen: Screen, settings: Settings, now: Stamp) -> Self {
        Self {
            screen,
            dialog: None,
            message: None,
            disk: DiskState::Saved,
            mouse: settings.mouse,
            settings,
            now,
            area: Rect::ZERO,
            clipboard: String::new(),
            leaving: false,
            waiting: false,
            wanted: None,
            copied: None,
            looking_back: false,
            freed: false,
            drag: None,
            spelling: Spelling::default(),
        }
    }

    /// The library; its list is asked for by the effect that comes with it.
    pub fn library(settings: Settings, now: Stamp) -> (Self, Vec<Effect>) {
        (Self::new(Screen::Library(Box::default()), settings, now), vec![Effect::List(Part::Sessions)])
    }

    /// The session on screen.
    pub fn session(&self) -> Option<&Session> {
        match &self.screen {
            Screen::Session(session) => Some(session),
            Screen::Library(_) | Screen::Look(_) => None,
        }
    }

    fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.screen {
            Screen::Session(session) => Some(session),
            Screen::Library(_) | Screen::Look(_) => None,
        }
    }

    /// Whether the app has something to go on with while nothing comes: it wants a tick at once.
    pub fn is_busy(&self) -> bool {
        self.session().is_some_and(Session::is_looking)
    }

    /// Takes one event in and says what is to be done outside.
    pub fn update(&mut self, event: Event, now: Stamp) -> Vec<Effect> {
        let pause = matches!(event, Event::Tick);
        let mut effects = self.take_in(event, now);
        if let Screen::Session(session) = &mut self.screen {
            session.settle();
            session.keep_style(&self.settings.styles);
            if pause {
                session.run = None;
            }
            if session.wants_mending() {
                effects.extend(session.mend_mentions(now));
            }
        }
        let begins = |effect: &Effect| matches!(effect, Effect::Begin(_) | Effect::Open(_));
        self.waiting |= effects.iter().any(begins);
        effects
    }

    fn take_in(&mut self, event: Event, now: Stamp) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Key(key) => self.key(&key),
            Event::Mouse(event) => self.mouse_event(event),
            Event::Paste(text) => self.paste(&text),
            Event::Resize => Vec::new(),
            Event::Tick => self.pause(),
            Event::Disk(state) => {
                self.disk = state;
                Vec::new()
            }
            Event::History(records) if std::mem::take(&mut self.looking_back) => self.look_back(records),
            Event::History(records) => {
                let now = self.now;
                let Some(session) = self.session_mut() else { return Vec::new() };
                if !session.remember(&records) {
                    return Vec::new();
                }
                let outcome = session.undo(now);
                self.told(outcome)
            }
            Event::Astray => self.session_mut().map(|session| session.begin_anew(now)).unwrap_or_default(),
            Event::Clipboard(text) => {
                let text = text.unwrap_or_else(|| self.clipboard.clone());
                self.paste(&text)
            }
            Event::Dictionary(speller) => self.take_dictionary(speller),
            Event::Done(text) => {
                self.say(text);
                Vec::new()
            }
            Event::Failed(text) => {
                self.waiting = false;
                // What was not copied is copied by the next F9: it does not go on.
                self.copied = None;
                self.fail(text);
                Vec::new()
            }
            Event::Sessions(..)
            | Event::NoSessions(..)
            | Event::Counted(_)
            | Event::Found(..)
            | Event::Register(..)
            | Event::Moved(_)
            | Event::Noted(_)
            | Event::Next(_)
            | Event::Preview(..) => self.take_in_library(event),
            Event::Free(path) => self.open_to_write(path),
            Event::Returned(name, bytes) => self.returned(name, &bytes),
            Event::Opened(opened) => {
                self.open(*opened);
                Vec::new()
            }
            Event::End => self.save_and(Effect::Quit),
        }
    }

    /// A session takes the screen.
    pub fn open(&mut self, mut opened: crate::library::Opened) {
        (self.waiting, self.looking_back) = (false, false);
        let wanted = self.wanted.take().and_then(|wanted| wanted.place(&opened.meeting));
        opened.place = wanted.or(opened.place);
        self.dialog = None;
        // What the disk said of a session before is nothing to this one; its own keeper speaks next.
        self.disk = DiskState::Saved;
        let freed = std::mem::take(&mut self.freed) && opened.read_only.is_none();
        let free =
            || freed.then(|| "Nobody else has this session open any more: you can write in it.".to_owned());
        let notice = opened.notice.clone().or_else(|| opened.read_only.clone()).or_else(free);
        self.message = notice.map(|text| Message { text, wrong: opened.read_only.is_some() });
        let style = self.settings.styles.of(&opened.meeting);
        let mut session = Session::new(opened, style);
        self.prepare_hints(&mut session);
        if let Some(why) = session.meeting.closed_to_changes().filter(|_| self.message.is_none()) {
            self.say(format!("To read only: {why}"));
        }
        self.screen = Screen::Session(Box::new(session));
    }

    /// Tells the clerk something.
    pub fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.message = (!text.is_empty()).then_some(Message { text, wrong: false });
    }

    /// Tells the clerk what went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), wrong: true });
    }

    /// The effects of something that may have gone wrong; the clerk is told where it did.
    fn told(&mut self, outcome: Result<Vec<Effect>, String>) -> Vec<Effect> {
        match outcome {
            Ok(effects) => effects,
            Err(why) => {
                self.fail(why);
                Vec::new()
            }
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        let now = self.now;
        match &mut self.dialog {
            Some(Dialog::Palette(picker) | Dialog::Help(picker)) => picker.put(text),
            Some(Dialog::GoTo(picker)) => picker.put(text),
            Some(Dialog::Speaker(list)) => list.picker.put(text),
            Some(Dialog::Find(bar)) => {
                bar.words.put(text);
                self.look_again();
            }
            Some(Dialog::Form(form)) => {
                if let Some(field) = form.fields.get_mut(form.chosen).filter(|field| field.choices.is_empty())
                {
                    field.line.put(text);
                }
            }
            Some(Dialog::People(list)) => list.picker.put(text),
            Some(Dialog::Motion(shown)) => shown.put(text),
            Some(Dialog::NewItem(line)) => line.put(text),
            Some(Dialog::Doubt(doubt)) => doubt.line.put(text),
            Some(Dialog::Earlier(picker)) => picker.put(text),
            Some(Dialog::Export(_) | Dialog::Sheet(_) | Dialog::Renaming(_)) => {}
            None => match &mut self.screen {
                Screen::Session(session) => {
                    let outcome = session.paste(text, now);
                    return self.told(outcome);
                }
                Screen::Look(look) => look.line.put(text),
                Screen::Library(shelf) => return shelf.put(text),
            },
        }
        Vec::new()
    }

    fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let command = self.settings.keys.command(key);
        if command.is_some_and(|(command, _)| command == Command::Leave) {
            return self.leave();
        }
        if self.waiting {
            return Vec::new();
        }
        self.leaving = false;
        self.message = None;
        if command.is_none_or(|(command, _)| command != Command::CopyItem) {
            self.copied = None;
        }
        if self.dialog.is_some() {
            return self.dialog_key(key);
        }
        match &mut self.screen {
            Screen::Library(_) => self.library_key(key),
            Screen::Look(look) => match look.key(key) {
                look::Ask::Stay => Vec::new(),
                look::Ask::Begin => {
                    self.wanted = look.place.map(Wanted::Place);
                    vec![Effect::Begin(Box::new(look.begun()))]
                }
                look::Ask::Leave if look.from_library => {
                    self.screen = Screen::Library(Box::default());
                    vec![Effect::List(Part::Sessions)]
                }
                look::Ask::Leave => vec![Effect::Quit],
            },
            Screen::Session(_) => match command {
                Some((command, select)) => self.obey(command, select),
                None => self.type_key(key),
            },
        }
    }

    fn type_key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        if key.code == KeyCode::Esc {
            if let Some(session) = self.session_mut() {
                session.anchor = None;
            }
            return Vec::new();
        }
        keymap::typed(key).map(|c| self.type_or_expand(c)).unwrap_or_default()
    }

    /// Leaving: at once, unless an item is being taken; then the first key says so.
    fn leave(&mut self) -> Vec<Effect> {
        let taking = self.session().filter(|session| session.read_only.is_none());
        let taking = taking.and_then(|session| session.meeting.taking).is_some();
        if taking && !self.leaving {
            self.leaving = true;
            self.say("An item is being taken. Ctrl+Q again leaves; everything is saved.");
            return Vec::new();
        }
        self.save_and(Effect::Quit)
    }

    /// Saves the session, if there is one, and then does something else.
    fn save_and(&mut self, then: Effect) -> Vec<Effect> {
        let mut effects = self.keep_motion();
        if let Some(place) = self.session().map(Session::place) {
            effects.push(Effect::Save(Some(place)));
        }
        effects.push(then);
        effects
    }

    /// Fits everything to the size of the screen; called before each frame.
    pub fn layout(&mut self, area: Rect) {
        self.area = area;
        if let Some(Dialog::Sheet(sheet)) = &mut self.dialog {
            sheet.page.lay_out(area.width.saturating_sub(3), area.height.saturating_sub(2));
        }
        let banner = matches!(self.disk, DiskState::Trouble(_));
        if let Screen::Session(session) = &mut self.screen {
            let areas = areas::Areas::new(area, session, banner);
            session.layouts.agenda = areas.agenda_rows(session);
            let gap = areas.gap;
            session.lay_out(areas.panes, gap);
        }
        if let Screen::Library(shelf) = &mut self.screen {
            shelf.lay_out(area);
        }
        if let Screen::Look(look) = &mut self.screen {
            let height = usize::from(area.height.saturating_sub(4)).max(1);
            look.top = look.top.min(look.chosen).max((look.chosen + 1).saturating_sub(height));
        }
    }
}
