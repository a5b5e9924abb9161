//! The stage: the whole app without a terminal. Keys are written as a script; the screen is read back as text.

use chrono::{DateTime, FixedOffset, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use minutebook::app::keymap::Chord;
use minutebook::app::{App, Effect, Event, Screen, Session, Settings};
use minutebook::library::Opened;
use minutebook::meeting::{Item, ItemHead, ItemId, Meeting, Pane, Person, PersonId, Presence, Record, Stamp};
use minutebook::ui::{Theme, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

/// The app, its clock, and what it asked the shell to do.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) now: Stamp,
    pub(crate) size: (u16, u16),
    pub(crate) effects: Vec<Effect>,
    terminal: Terminal<TestBackend>,
}

/// Six o'clock in the evening of a day of the invented council.
pub(crate) fn evening() -> Stamp {
    DateTime::<FixedOffset>::parse_from_rfc3339("2026-03-12T18:00:00+00:00").unwrap()
}

/// A scrutiny panel of an invented council: three items, four people.
pub(crate) fn panel() -> Meeting {
    let person = |id, name: &str, role: Option<&str>, member| Person {
        id: PersonId(id),
        name: name.to_owned(),
        role: role.map(str::to_owned),
        member,
        presence: Presence::Present,
        ..Person::default()
    };
    let item = |id, number: &str, title: &str| Item {
        id: ItemId(id),
        head: ItemHead { number: Some(number.to_owned()), title: title.to_owned(), ..ItemHead::default() },
        ..Item::default()
    };
    let mut meeting = Meeting {
        people: vec![
            person(1, "Cllr Rosa Hazel", Some("Cabinet Member for Culture"), true),
            person(2, "Cllr Dan Rowan", None, true),
            person(3, "Priya Alder", Some("Head of Libraries - Culture and Leisure"), false),
            person(4, "Cllr Kay Rowan", None, true),
        ],
        items: vec![
            item(1, "1", "Apologies for absence"),
            item(2, "2", "Library Service Review"),
            item(3, "3", "Work programme"),
        ]
        .into(),
        ..Meeting::default()
    };
    meeting.head.council = Some("Fenbridge Borough Council".to_owned());
    meeting.head.body = Some("Culture Scrutiny Panel".to_owned());
    meeting.head.date = Some(evening().date_naive());
    meeting
}

impl Stage {
    /// A session of this meeting on a screen of this size.
    pub(crate) fn of(meeting: Meeting, size: (u16, u16)) -> Self {
        let opened = Opened { meeting, n: 0, step: 0, ..Opened::default() };
        let session = Session::new(opened, minutebook::meeting::HouseStyle::default());
        Self::with(Screen::Session(Box::new(session)), size)
    }

    /// The invented panel at 80 by 24.
    pub(crate) fn new() -> Self {
        Self::of(panel(), (80, 24))
    }

    pub(crate) fn with(screen: Screen, size: (u16, u16)) -> Self {
        let app = App::new(screen, Settings::default(), evening());
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut stage = Self { app, now: evening(), size, effects: Vec::new(), terminal };
        stage.show();
        stage
    }

    /// Plays a script: plain characters are typed, `<ctrl+n>` is a key, `<wait 90>` lets seconds pass. `<lt>` types "<".
    pub(crate) fn play(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix('<') {
                let (word, tail) = tail.split_once('>').unwrap_or_else(|| panic!("unclosed < in {script}"));
                rest = tail;
                if word == "lt" {
                    self.press(KeyEvent::new(KeyCode::Char('<'), KeyModifiers::NONE));
                } else if let Some(seconds) = word.strip_prefix("wait ") {
                    self.now += TimeDelta::seconds(seconds.parse().unwrap());
                } else {
                    let chord = Chord::parse(word).unwrap_or_else(|| panic!("no such key: {word}"));
                    self.press(KeyEvent::new(chord.code, chord.mods));
                }
            } else {
                let c = rest.chars().next().unwrap();
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                self.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            }
        }
        self
    }

    fn press(&mut self, key: KeyEvent) {
        self.now += TimeDelta::milliseconds(80);
        self.tell(Event::Key(key));
    }

    /// Tells the app something, and shows the frame after it.
    pub(crate) fn tell(&mut self, event: Event) {
        let effects = self.app.update(event, self.now);
        self.effects.extend(effects);
        self.show();
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(text.to_owned()));
        self
    }

    fn show(&mut self) {
        let area = ratatui::layout::Rect::new(0, 0, self.size.0, self.size.1);
        self.app.layout(area);
        let app = &self.app;
        self.terminal
            .draw(|frame| {
                let cursor = draw(app, Theme::new(true), frame.area(), frame.buffer_mut());
                frame.set_cursor_position(cursor);
            })
            .unwrap();
    }

    /// Another size of the window.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        self.tell(Event::Resize);
    }

    pub(crate) fn session(&self) -> &Session {
        self.app.session().unwrap()
    }

    pub(crate) fn meeting(&self) -> &Meeting {
        &self.session().meeting
    }

    /// The texts of a pane of the item shown.
    pub(crate) fn texts(&self, pane: Pane) -> Vec<&str> {
        self.session().item().unwrap().pane(pane).iter().map(|entry| entry.text.as_str()).collect()
    }

    pub(crate) fn minutes(&self) -> Vec<&str> {
        self.texts(Pane::Minutes)
    }

    /// The records that were to be journalled so far.
    pub(crate) fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        for effect in &self.effects {
            if let Effect::Append(record) = effect {
                records.push(record.clone());
            }
        }
        records
    }

    pub(crate) fn message(&self) -> &str {
        self.app.message.as_ref().map_or("", |message| message.text.as_str())
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// The screen as text: selected and chosen cells between « and », the cursor's cell as ▏ before it.
    pub(crate) fn screen(&mut self) -> String {
        let cursor = self.terminal.get_cursor_position().unwrap();
        let buffer = self.terminal.backend().buffer().clone();
        let mut out = String::new();
        for y in 0..self.size.1 {
            let mut line = String::new();
            let mut reversed = false;
            for x in 0..self.size.0 {
                let cell = &buffer[(x, y)];
                let now = cell.modifier.contains(Modifier::REVERSED) && y > 0;
                if now != reversed {
                    line.push(if now { '«' } else { '»' });
                    reversed = now;
                }
                if (x, y) == (cursor.x, cursor.y) {
                    line.push('▏');
                }
                line.push_str(cell.symbol());
            }
            if reversed {
                line.push('»');
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}
