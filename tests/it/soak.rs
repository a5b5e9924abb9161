//! Eight hours of a clerk in fast motion: 350,000 keys, 300 pastes, undo and redo.
//!
//! The text must equal a plain model of it, what is kept in memory must not grow with the hours, and the journal must stay
//! small. The costs of a key in the first and the last hour are compared by `benches/app.rs`, in instructions.

use minutebook::app::Effect;
use minutebook::meeting::{History, Record, compact};

use crate::stage::{Stage, panel};

/// Keys in this run; `MINUTEBOOK_SOAK=350000` is the whole eight hours, which `CONTRIBUTING.md` names.
fn keys() -> usize {
    std::env::var("MINUTEBOOK_SOAK").ok().and_then(|keys| keys.parse().ok()).unwrap_or(10_000)
}

/// A generator that gives the same meeting every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

const WORDS: [&str; 12] = [
    "panel",
    "report",
    "budget",
    "library",
    "noted",
    "the",
    "of",
    "Councillor",
    "agreed",
    "service",
    "review",
    "café",
];

#[test]
fn eight_hours_of_typing_keep_every_word() {
    let mut stage = Stage::of(panel(), (120, 40));
    let mut dice = Dice(7);
    let mut model: Vec<String> = vec![String::new()];
    let mut records: Vec<Record> = Vec::new();
    let (mut typed, mut pressed) = (0_usize, 0_usize);
    let limit = keys();
    while pressed < limit {
        let what = dice.roll(1_200);
        let last = model.last_mut().unwrap();
        if what < 60 {
            stage.play("<enter>");
            model.push(String::new());
            pressed += 1;
        } else if what < 61 {
            let lines = ["First pasted line", "second pasted line"];
            stage.paste(&lines.join("\n"));
            last.push_str(lines[0]);
            model.push(lines[1].to_owned());
            typed += 36;
            pressed += 1;
        } else if what < 75 {
            // A word, taken back and done again.
            stage.play("<wait 9>slip<ctrl+z><ctrl+y><ctrl+z>");
            pressed += 7;
        } else {
            let word = WORDS[dice.roll(WORDS.len())];
            stage.play(word).play(" ");
            last.push_str(word);
            last.push(' ');
            typed += word.len() + 1;
            pressed += word.chars().count() + 1;
        }
        for effect in stage.effects.drain(..) {
            if let Effect::Append(record) = effect {
                records.push(record);
            }
        }
        if records.len() > 8_192 {
            // What the journal does each time it has grown by a megabyte.
            records = compact(records);
        }
    }
    assert_eq!(stage.minutes(), model);
    let short = compact(records);
    let bytes: usize = short.iter().map(|record| ron::to_string(record).unwrap().len() + 20).sum();
    assert!(bytes <= 3 * typed + 1_000_000, "journal {bytes} bytes for {typed} typed");
    let mut meeting = panel();
    for edit in short.iter().flat_map(|record| &record.edits) {
        meeting.apply(edit).unwrap();
    }
    assert_eq!(&meeting, stage.meeting());
    let mut history = History::of(&short);
    assert!(history.undo().is_some());
}
