//! Phrases, codes, speakers, completions and corrected names in any order: undo goes back exactly, and the journal tells the
//! same story.

use minutebook::app::Event;
use minutebook::meeting::{Entry, Meeting, Pane};

use crate::random::Random;
use crate::stage::{Stage, panel};

/// What a clerk does, in keys.
const DEEDS: [&str; 40] = [
    "the report ",
    "It was noted. ",
    "“so” ",
    "tpd ",
    "Tpd, ",
    "wex ",
    "wpr ",
    "tpt ",
    "trn<enter>",
    "fmt.",
    "tpd <ctrl+z>",
    ";pa ",
    ";rh, ",
    ";dr<tab>",
    ";kr.",
    "<tab>",
    "<tab>",
    "<shift+tab>",
    "Pri<right>",
    "Cllr Ro<right> ",
    "The Hea<right>",
    "<f2>alder<enter>",
    "<f2>hazel<tab>",
    "<f2>dan<tab>.",
    "<f2><enter>",
    "<f2>The Leader<enter>",
    "<f2>Tom Birch, Youth Worker<enter>",
    "<enter>",
    "<backspace>",
    "<ctrl+backspace>",
    "<delete>",
    "<shift+home><delete>",
    "<up><home>",
    "<end>",
    "<alt+down>",
    "<alt+up>",
    "<f3>",
    "<f4>",
    "<ctrl+z>",
    "<ctrl+y>",
];

/// Names and roles that somebody is corrected to.
const NAMES: [(&str, &str); 5] = [
    ("alder", "Priya Elder"),
    ("priya", "Priya Alder"),
    ("hazel", "Cllr Rosa Hasel"),
    ("dan rowan", "Cllr Don Rowan"),
    ("kay", "Cllr Kay Rowe<down><ctrl+u>Chair"),
];

fn deed(random: &mut Random) -> String {
    match random.below(24) {
        0 => {
            let (who, name) = random.pick(&NAMES);
            let end = random.pick(&["<enter>", "<esc>", " <enter>", "a<enter>"]);
            format!("<ctrl+p>correct a name<enter>{who}<enter><ctrl+u>{name}<enter>{end}<esc>")
        }
        1 => "<wait 5>".to_owned(),
        2 => "<f9>".to_owned(),
        _ => (*random.pick(&DEEDS)).to_owned(),
    }
}

fn entries(meeting: &Meeting) -> impl Iterator<Item = &Entry> {
    meeting.items.iter().flat_map(|item| Pane::ALL.into_iter().flat_map(|pane| item.pane(pane)))
}

/// What holds whatever is done: every attribution of the app is whole words of its entry.
fn holds(stage: &Stage, told: &str) {
    for entry in entries(stage.meeting()) {
        let mut end = 0;
        for mark in &entry.marks {
            let words = entry.text.get(mark.from..mark.to);
            let words = words.unwrap_or_else(|| panic!("{told}: {mark:?} in {:?}", entry.text));
            assert!(
                mark.from >= end && !words.is_empty() && words.trim() == words,
                "{told}: {words:?} {mark:?}"
            );
            end = mark.to;
        }
    }
}

#[test]
fn undo_goes_back_to_the_start_and_redo_to_the_end() {
    let seeds = std::env::var("MINUTEBOOK_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    for seed in 1..=seeds {
        let mut random = Random::new(seed);
        let mut stage = Stage::of(panel(), (60, 20));
        let mut script = String::new();
        for _ in 0..50 {
            let deed = deed(&mut random);
            script.push_str(&deed);
            stage.play(&deed);
            if deed == "<wait 5>" {
                stage.tell(Event::Tick);
            }
            holds(&stage, &format!("seed {seed}: {script}"));
        }
        let mut told = panel();
        for edit in stage.records().iter().flat_map(|record| &record.edits) {
            let before = told.clone();
            let back =
                told.apply(edit).unwrap_or_else(|why| panic!("seed {seed}: {why}: {edit:?}\n{script}"));
            let mut undone = told.clone();
            undone
                .apply(&back)
                .unwrap_or_else(|why| panic!("seed {seed}: {why}: taking back {edit:?}\n{script}"));
            assert_eq!(undone, before, "seed {seed}: taking back {edit:?}\n{script}");
        }
        assert_eq!(told, *stage.meeting(), "seed {seed}: the journal tells the same: {script}");
        let end = stage.meeting().clone();
        let mut steps = 0;
        while stage.play("<ctrl+z>").message() != "There is nothing to undo." {
            steps += 1;
            assert!(steps < 2_000, "seed {seed}: {}\n{script}", stage.screen());
        }
        assert_eq!(*stage.meeting(), panel(), "seed {seed}: undo goes to the start: {script}");
        for _ in 0..steps {
            stage.play("<ctrl+y>");
        }
        assert_eq!(*stage.meeting(), end, "seed {seed}: {script}");
    }
}
