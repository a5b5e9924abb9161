//! What the checks remember between edits is what they would find from nothing: promises, slips and doubtful words.

use std::ops::Range;
use std::sync::Arc;

use minutebook::app::{Event, Screen};
use minutebook::checks::findings::promises;
use minutebook::checks::slips;
use minutebook::checks::spelling::{Speller, shipped};
use minutebook::meeting::{EntryId, ItemId, Pane, PersonId, Presence};

use crate::random::Random;
use crate::stage::{Stage, panel};

/// What a clerk does, in keys: much that is promised, much that slips, and all of it changed again.
const DEEDS: [&str; 44] = [
    "Priya Alder agreed to share a table of library visits. ",
    "Priya Alder agreed to share a table of library visits. ",
    "The Chair undertook to write to the mill about the noise at night. ",
    "It was agreed that a note on the moorings would be circulated. ",
    "Priya Alder said that the van will be mended. ",
    "The Pond Director explained the plan. ",
    "Tom Birch, Pond Director, spoke of the QRT. ",
    "The Quick Response Team was thanked. ",
    "The QRT was thanked, and the BFT. ",
    "The gate was was shut.  It was cold. ",
    "The minutes of the meeting held on 12 February 2027 were agreed. ",
    "The minutes of the meeting held on Monday 9 February 2026 were agreed. ",
    "The budjet of the vilage, ",
    "Quillmoor ",
    "wex ",
    "{when} ",
    "<f2>rosa<enter>asked about the van. ",
    "<f4>Priya Alder to share a table of library visits.",
    "<f4>The Chair to write to the mill.",
    "<f4>A note on the moorings to be circulated.",
    "<f4>That the report be noted.",
    "<f4>ACTION: PA",
    "<f3>The Harbor was cold. ",
    "<enter>",
    "<backspace>",
    "<backspace><backspace><backspace>",
    "<ctrl+backspace>",
    "<ctrl+left><ctrl+left><delete>",
    "<home>",
    "<end>",
    "<up>",
    "<shift+home><delete>",
    "<ctrl+a><ctrl+x>",
    "<ctrl+v>",
    "<alt+down>",
    "<alt+up>",
    "<alt+shift+up>",
    "<f8>",
    "<ctrl+r>",
    "<ctrl+k>",
    "<shift+f8>",
    "<shift+f8><ctrl+k>",
    "<f7><alt+i><esc>",
    "<ctrl+z>",
];

/// Where the cursor is.
type Caret = (ItemId, EntryId, usize);

fn caret(stage: &Stage) -> Caret {
    let session = stage.session();
    (session.shown, session.entry().map_or(EntryId(0), |entry| entry.id), session.byte)
}

/// The doubtful words of every entry, but for those at a cursor: they are being typed.
fn doubts(stage: &Stage, carets: [Caret; 2]) -> Vec<(EntryId, Range<usize>)> {
    let mut found = Vec::new();
    for item in &stage.meeting().items {
        for entry in Pane::ALL.into_iter().flat_map(|pane| item.pane(pane)) {
            let typed = |range: &Range<usize>| {
                carets.iter().any(|(at, of, byte)| {
                    (*at, *of) == (item.id, entry.id) && range.start <= *byte && *byte <= range.end
                })
            };
            let ranges = stage.session().hints.doubtful(item.id, entry.id).iter().cloned();
            found.extend(ranges.filter(|range| !typed(range)).map(|range| (entry.id, range)));
        }
    }
    found
}

/// Everything is looked at, as in the pauses of a meeting.
fn rest(stage: &mut Stage) {
    stage.tell(Event::Tick);
    while stage.session().is_looking() {
        stage.tell(Event::Tick);
    }
}

/// Holds what is remembered to what a look from nothing finds.
fn compare(stage: &mut Stage, speller: &Arc<Speller>, told: &str) {
    rest(stage);
    let meeting = stage.meeting().clone();
    for item in &meeting.items {
        assert_eq!(stage.session().ends.of(item.id), promises(item), "{told}");
    }
    let Screen::Session(open) = &mut stage.app.screen else { panic!("{told}") };
    let found = open.all_slips();
    assert_eq!(found, slips::of_meeting(&meeting, &[]), "{told}");
    let mut marked = 0;
    for slip in &found {
        let Some((slot, range)) = &slip.place else { continue };
        let entry = meeting.entry(*slot).unwrap();
        let marks = stage.session().hints.slips(slot.item, entry.id);
        assert!(marks.contains(range), "{told}: {range:?} is among {marks:?}");
        marked += 1;
    }
    let entries = slips::entries(&meeting);
    let marks = entries.map(|(slot, entry)| stage.session().hints.slips(slot.item, entry.id).len());
    assert_eq!(marks.sum::<usize>(), marked, "{told}");
    let mut afresh = Stage::of(meeting, (80, 24));
    afresh.tell(Event::Dictionary(Arc::clone(speller)));
    rest(&mut afresh);
    let carets = [caret(stage), caret(&afresh)];
    assert_eq!(doubts(stage, carets), doubts(&afresh, carets), "{told}");
}

#[test]
fn what_the_checks_remember_is_what_they_would_find_from_nothing() {
    let (aff, dic) = shipped::dictionary().unwrap();
    let speller = Arc::new(Speller::new(&aff, &dic, []).unwrap());
    let seeds = std::env::var("MINUTEBOOK_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    for seed in 1..=seeds {
        let mut random = Random::new(seed);
        let mut meeting = panel();
        meeting.people.iter_mut().find(|person| person.id == PersonId(1)).unwrap().presence =
            Presence::Apologies;
        let mut stage = Stage::of(meeting, (80, 24));
        stage.tell(Event::Dictionary(Arc::clone(&speller)));
        let mut script = String::new();
        for _ in 0..12 {
            for _ in 0..=random.below(6) {
                let deed = *random.pick(&DEEDS);
                script.push_str(deed);
                stage.play(deed);
            }
            compare(&mut stage, &speller, &format!("seed {seed}: {script}"));
        }
    }
}
