//! What the checks cost on a meeting of 100,000 words: from nothing, and after one edited sentence.
//!
//! To reach: 300 ms from nothing, 2 ms after an edit. Of forty items, as a long council has them, and of one huge one. One
//! sentence in eight promises something, one promise in two is covered, and no two paragraphs are the same.

use std::sync::Arc;

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::{Bencher, black_box};
use minutebook::app::{App, Event, Screen, Session, Settings};
use minutebook::checks::findings::open_ends;
use minutebook::checks::spelling::{Speller, Words, shipped};
use minutebook::checks::{business, slips};
use minutebook::library::Opened;
use minutebook::meeting::{
    Entry, EntryId, HouseStyle, Item, ItemHead, ItemId, Meeting, Pane, Person, PersonId, Place, Presence,
    Slot,
};

/// How many paragraphs of about fifty words make 100,000.
const PARAGRAPHS: u32 = 2_000;

const WHO: [&str; 12] = [
    "The Head of Parks",
    "The Service Director",
    "The Monitoring Officer",
    "Cllr Mary Linden",
    "The Flood Engineer",
    "Priya Alder, Head of Libraries,",
    "The Chair",
    "The Town Clerk",
    "The Cabinet Member",
    "Cllr Joseph Fenn",
    "The Drainage Board",
    "Members",
];
const VERBS: [&str; 8] = [
    "share",
    "circulate",
    "prepare",
    "bring back",
    "look into",
    "write to residents about",
    "provide",
    "review",
];
const THINGS: [&str; 20] = [
    "a briefing note",
    "the drainage survey",
    "a table of library visits",
    "the moorings",
    "the allotment waiting list",
    "footpath repairs",
    "the budget for gritting",
    "a summary of complaints",
    "the lamps in Mill Lane",
    "the school transport policy",
    "the market charges",
    "a plan of the cemetery",
    "recycling rates",
    "the bus shelter",
    "a revised timetable",
    "the staffing structure",
    "the play area inspection",
    "the flood wardens\u{2019} rota",
    "electric charging points",
    "the museum\u{2019}s opening hours",
];
const PLAIN: [&str; 12] = [
    "explained that the figures for {t} had risen by {n} per cent since the spring",
    "asked whether {t} had been considered by the working group in {n}",
    "thanked officers for their work on {t} and noted that {n} replies were still awaited",
    "reported that ward {n} had seen a fall, which was put down to {t}",
    "said that the ABC scheme would not affect {t} before {n}",
    "stated that the contractor will return to finish {t} once {n} orders are placed",
    "welcomed the progress made with {t}, although {n} residents had objected",
    "drew attention to page {n} of the report, where {t} was set out in full",
    "felt that {t} had been given too little time, as only {n} people had been asked",
    "noted with regret that {t} had been delayed for {n} weeks by the weather",
    "outlined the options, of which {t} was the cheapest at \u{a3}{n},000 a year",
    "wondered how {t} compared with that of the neighbouring boroughs in {n}",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap_or_default() % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.roll(list.len())).copied().unwrap_or_default()
    }

    /// A sentence; with the entry that would cover it, where it promises something.
    fn sentence(&mut self) -> (String, Option<String>) {
        let (who, thing, number) = (self.pick(&WHO), self.pick(&THINGS), self.roll(90) + 10);
        if self.roll(8) == 0 {
            let (verb, more) = (self.pick(&VERBS), self.pick(&THINGS));
            let entry = format!("{who} to {verb} {thing} {number} and {more}.");
            return (format!("{who} agreed to {verb} {thing} {number} together with {more}."), Some(entry));
        }
        let said = self.pick(&PLAIN).replace("{t}", thing).replace("{n}", &number.to_string());
        (format!("{who} {said}."), None)
    }
}

/// A meeting of 100,000 words in so many items.
fn meeting(items: u32) -> Meeting {
    let mut dice = Dice(17);
    let mut id = 0;
    let mut entry = |text: String| {
        id += 1;
        Entry { id: EntryId(id), text, ..Entry::default() }
    };
    let items = (1..=items).map(|number| {
        let mut item = Item {
            id: ItemId(number),
            head: ItemHead {
                number: Some(number.to_string()),
                title: format!("Report on {}", dice.pick(&THINGS)),
                ..ItemHead::default()
            },
            ..Item::default()
        };
        for _ in 0..PARAGRAPHS / items {
            let sentences: Vec<(String, Option<String>)> = (0..3).map(|_| dice.sentence()).collect();
            for covering in sentences.iter().filter_map(|(_, covering)| covering.clone()) {
                if dice.roll(2) == 0 {
                    item.resolved.push(entry(covering));
                }
            }
            let text: Vec<String> = sentences.into_iter().map(|(text, _)| text).collect();
            item.minutes.push(entry(text.join(" ")));
        }
        item.resolved.push(entry("That the report be noted.".to_owned()));
        item
    });
    let items = items.collect();
    let people = (1..=30).map(|number| Person {
        id: PersonId(number),
        name: format!("Cllr Ann Reed{number}"),
        presence: if number % 7 == 0 { Presence::Apologies } else { Presence::Present },
        ..Person::default()
    });
    Meeting { items, people: people.collect(), ..Meeting::default() }
}

fn speller() -> Option<Speller> {
    let (aff, dic) = shipped::dictionary()?;
    Speller::new(&aff, &dic, []).ok()
}

/// All that `check` looks for, from nothing.
#[divan::bench(args = [40, 1], sample_count = 20)]
fn check_from_nothing(bencher: Bencher<'_, '_>, items: u32) {
    let (meeting, style) = (meeting(items), HouseStyle::default());
    bencher.bench(|| {
        let ends = open_ends(&meeting).len();
        ends + business::findings(&meeting, &style).len() + slips::of_meeting(&meeting, &[]).len()
    });
}

/// Every word looked up in the dictionary.
#[divan::bench(sample_count = 20)]
fn spelling_from_nothing(bencher: Bencher<'_, '_>) {
    let (meeting, speller, also) = (meeting(40), speller(), Words::default());
    let entries = || meeting.items.iter().flat_map(|item| &item.minutes);
    bencher.bench(|| {
        let doubtful =
            |text: &str| speller.as_ref().map_or(0, |s| s.doubtful_beside(text, None, &also).len());
        entries().map(|entry| doubtful(&entry.text)).sum::<usize>()
    });
}

/// The app with the meeting open and all of it read.
struct Desk(App);

impl Desk {
    fn new(items: u32) -> Self {
        let mut desk = Self::unread(items);
        while desk.0.is_busy() {
            desk.tell(Event::Tick);
        }
        desk
    }

    /// The same before the first pause after the dictionary came.
    fn unread(items: u32) -> Self {
        let slot = Slot { item: ItemId(items / 2 + 1), pane: Pane::Minutes, at: 9 };
        let place = Some(Place { slot, byte: usize::MAX });
        let opened = Opened { meeting: meeting(items), place, ..Opened::default() };
        let session = Session::new(opened, HouseStyle::default());
        let app = App::new(Screen::Session(Box::new(session)), Settings::default(), DateTime::default());
        let mut desk = Self(app);
        if let Some(speller) = speller() {
            desk.tell(Event::Dictionary(Arc::new(speller)));
        }
        desk.tell(Event::Tick);
        desk
    }

    fn tell(&mut self, event: Event) -> usize {
        self.0.update(event, DateTime::default()).len()
    }

    fn press(&mut self, code: KeyCode) -> usize {
        self.tell(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }
}

/// A sentence ended, the pause after it, and the stop taken back: promises, slips and spelling with all marks.
#[divan::bench(args = [40, 1], sample_count = 200)]
fn one_edited_sentence(bencher: Bencher<'_, '_>, items: u32) {
    let mut desk = Desk::new(items);
    bencher.bench_local(|| {
        desk.press(KeyCode::Char('.')) + desk.tell(Event::Tick) + desk.press(KeyCode::Backspace)
    });
}

/// The first reading of the whole meeting, in pieces between two looks at the keyboard: so many, all together.
#[divan::bench(args = [40, 1], sample_count = 10)]
fn first_reading_in_pieces(bencher: Bencher<'_, '_>, items: u32) {
    bencher.with_inputs(|| Desk::unread(items)).bench_local_values(|mut desk| {
        let mut pieces = 0;
        while desk.0.is_busy() {
            desk.tell(Event::Tick);
            pieces += 1;
        }
        black_box(pieces)
    });
}

#[divan::bench(sample_count = 10)]
fn unpacking_the_dictionary() -> Option<Speller> {
    speller()
}

/// What might have been meant, for F7.
#[divan::bench(args = ["budjet", "acommodation", "Fenwik", "straightforwerd"], sample_count = 20)]
fn suggesting(bencher: Bencher<'_, '_>, word: &str) {
    let (speller, also) = (speller(), Words::default());
    bencher.bench(|| speller.as_ref().map(|s| s.suggest_beside(word, &also)));
}

fn main() {
    divan::main();
}
