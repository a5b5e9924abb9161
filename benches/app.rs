//! What a key costs, from the event to the frame, in a small and in a large session.

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use minutebook::app::{App, Event, Screen, Session, Settings};
use minutebook::library::Opened;
use minutebook::meeting::{
    Entry, EntryId, HouseStyle, Item, ItemHead, ItemId, Meeting, Pane, Place, Slot, Stamp,
};
use minutebook::shell::canvas::Canvas;
use minutebook::text::wrap::Rows;
use minutebook::ui::{Theme, draw};

use ratatui::layout::{Rect, Size};

fn main() {
    divan::main();
}

fn paragraph(words: usize) -> String {
    let some =
        ["the", "panel", "considered", "a", "report", "of", "director", "on", "progress", "and", "noted"];
    some.iter().cycle().take(words).copied().collect::<Vec<_>>().join(" ")
}

/// A meeting of so many items with twenty paragraphs of eighty words each.
fn meeting(items: u32) -> Meeting {
    let entry = |id| Entry { id: EntryId(id), text: paragraph(80), ..Entry::default() };
    let items = (1..=items).map(|id| Item {
        id: ItemId(id),
        head: ItemHead { number: Some(id.to_string()), title: paragraph(4), ..ItemHead::default() },
        minutes: (1..=20).map(entry).collect(),
        ..Item::default()
    });
    Meeting { items: items.collect(), ..Meeting::default() }
}

struct Desk {
    app: App,
    canvas: Canvas,
    now: Stamp,
}

impl Desk {
    fn new(items: u32) -> Self {
        let slot = Slot { item: ItemId(items / 2 + 1), pane: Pane::Minutes, at: 9 };
        let place = Some(Place { slot, byte: 200 });
        let opened = Opened { meeting: meeting(items), place, ..Opened::default() };
        let session = Session::new(opened, HouseStyle::default());
        let now = DateTime::default();
        let app = App::new(Screen::Session(Box::new(session)), Settings::default(), now);
        let canvas = Canvas::new(Size::new(120, 40));
        let mut desk = Self { app, canvas, now };
        desk.press('x');
        desk
    }

    fn press(&mut self, c: char) -> usize {
        let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        let effects = self.app.update(Event::Key(key), self.now);
        self.app.layout(Rect::new(0, 0, 120, 40));
        let app = &self.app;
        self.canvas.draw(Size::new(120, 40), |area, buffer| draw(app, Theme::new(true), area, buffer));
        effects.len() + self.canvas.take().len()
    }
}

#[divan::bench(args = [1, 100, 500])]
fn key_to_frame(bencher: Bencher<'_, '_>, items: u32) {
    let mut desk = Desk::new(items);
    bencher.bench_local(|| desk.press('e'));
}

#[divan::bench(args = [80, 100_000])]
fn wrap_from_nothing(bencher: Bencher<'_, '_>, words: usize) {
    let text = paragraph(words);
    bencher.bench_local(|| Rows::new(&text, 90));
}

#[divan::bench(args = [80, 100_000])]
fn wrap_after_a_key(bencher: Bencher<'_, '_>, words: usize) {
    let mut text = paragraph(words);
    let mut rows = Rows::new(&text, 90);
    bencher.bench_local(|| {
        text.insert(20, 'e');
        rows.edited(&text, 20, 0, 1);
    });
}
