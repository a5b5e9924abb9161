//! What a key costs inside, for counting instructions: types into a session without a terminal.
//!
//! `keys ITEMS PARAGRAPHS BEFORE KEYS [off]` makes a meeting of ITEMS items of so many paragraphs (500 bytes each), types
//! BEFORE keys without drawing (hours gone by), then KEYS keys from the event to the frame. With `off` nothing is looked for
//! in the text.
//! The cost of one key is the difference of two runs, see CONTRIBUTING.md.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool says what it did")]

use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use minutebook::app::{App, Event, Screen, Session, Settings};
use minutebook::checks::spelling::{Speller, shipped};
use minutebook::library::Opened;
use minutebook::meeting::{
    Entry, EntryId, HouseStyle, Item, ItemHead, ItemId, Meeting, Pane, Place, Slot, Stamp,
};
use minutebook::shell::canvas::Canvas;
use minutebook::ui::{Theme, draw};
use ratatui::layout::Rect;

const WORDS: [&str; 11] =
    ["the", "panel", "considered", "a", "report", "of", "director", "on", "progress", "and", "noted"];

fn meeting(items: u32, paragraphs: u32) -> Meeting {
    let text = WORDS.iter().cycle().take(80).copied().collect::<Vec<_>>().join(" ");
    let entry = |id| Entry { id: EntryId(id), text: text.clone(), ..Entry::default() };
    let items = (1..=items).map(|id| Item {
        id: ItemId(id),
        head: ItemHead { number: Some(id.to_string()), title: format!("Item {id}"), ..ItemHead::default() },
        minutes: (1..=paragraphs).map(entry).collect(),
        ..Item::default()
    });
    Meeting { items: items.collect(), ..Meeting::default() }
}

/// The keys of prose: a word after the other, a sentence of nine, a paragraph of five sentences.
fn prose() -> impl Iterator<Item = KeyCode> {
    let word = |(n, word): (usize, &'static str)| {
        let end = match n {
            _ if n % 45 == 44 => vec![KeyCode::Char('.'), KeyCode::Enter],
            _ if n % 9 == 8 => vec![KeyCode::Char('.'), KeyCode::Char(' ')],
            _ => vec![KeyCode::Char(' ')],
        };
        word.chars().map(KeyCode::Char).chain(end)
    };
    WORDS.into_iter().cycle().enumerate().flat_map(word)
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|word| word.parse::<usize>().ok());
    let (Some(items), Some(paragraphs), Some(before), Some(keys)) =
        (number(0), number(1), number(2), number(3))
    else {
        eprintln!("keys ITEMS PARAGRAPHS BEFORE KEYS [off]");
        return ExitCode::from(2);
    };
    let checks = args.get(4).is_none_or(|word| word != "off");
    let items = u32::try_from(items).unwrap_or(1).max(1);
    let paragraphs = u32::try_from(paragraphs).unwrap_or(1).max(1);
    let slot = Slot { item: ItemId(items / 2 + 1), pane: Pane::Minutes, at: usize::MAX };
    let opened = Opened {
        meeting: meeting(items, paragraphs),
        place: Some(Place { slot, byte: usize::MAX }),
        ..Opened::default()
    };
    let mut now: Stamp = DateTime::default();
    let screen = Screen::Session(Box::new(Session::new(opened, HouseStyle::default())));
    let mut app = App::new(screen, Settings::default(), now);
    let area = Rect::new(0, 0, 120, 40);
    let mut canvas = Canvas::new(area.as_size());
    let mut seen = 0;
    if checks {
        // The dictionary is read at the first pause, as the program does it.
        seen += app.update(Event::Tick, now).len();
        let speller = shipped::dictionary().and_then(|(aff, dic)| Speller::new(&aff, &dic, []).ok());
        let Some(speller) = speller else { return ExitCode::FAILURE };
        seen += app.update(Event::Dictionary(Arc::new(speller)), now).len();
        // What is read once, while nobody types, is no part of what a key costs.
        while app.is_busy() {
            seen += app.update(Event::Tick, now).len();
        }
    }
    for (n, code) in prose().take(before + keys).enumerate() {
        now += TimeDelta::milliseconds(80);
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        seen += app.update(Event::Key(key), now).len();
        // What a pause of the clerk gives the app to do, once in a sentence.
        if checks && n % 60 == 59 {
            seen += app.update(Event::Tick, now).len();
        }
        if n >= before {
            app.layout(area);
            let shown = &app;
            canvas.draw(area.as_size(), |area, buffer| draw(shown, Theme::new(true), area, buffer));
            seen += canvas.take().len();
        } else if n % 512 == 0 {
            app.layout(area);
        }
    }
    println!("{seen} effects and bytes");
    ExitCode::SUCCESS
}
