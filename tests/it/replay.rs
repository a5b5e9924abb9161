//! The promise on which all others stand: the records that went to the journal make the same meeting again.

use minutebook::meeting::{Meeting, Record, compact};
use proptest::prelude::*;

use crate::stage::{Stage, panel};

fn fold(records: &[Record]) -> Meeting {
    let mut meeting = panel();
    for edit in records.iter().flat_map(|record| &record.edits) {
        meeting.apply(edit).unwrap();
    }
    meeting
}

/// Keys a clerk may press, as pieces of a script.
fn keys() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z]{1,6} ",
        2 => Just("é日👩‍👩‍👧 ".to_owned()),
        4 => prop::sample::select(vec![
            "<enter>", "<backspace>", "<delete>", "<ctrl+backspace>", "<ctrl+delete>", "<ctrl+z>", "<ctrl+z>", "<ctrl+y>",
            "<left>", "<right>", "<up>", "<down>", "<ctrl+home>", "<shift+left>", "<shift+ctrl+left>", "<shift+up>",
            "<ctrl+a>", "<ctrl+x>", "<tab>", "<backtab>", "<alt+down>", "<alt+up>", "<ctrl+n>", "<f3>", "<f4>", "<ctrl+t>",
            "<alt+shift+up>", "<alt+shift+down>", "<ctrl+r>", "<alt+left>", "<f2>pri<enter>", "<f2>pan<tab>", "<f2><enter>",
            "<f2>Jo Elm, Clerk<enter>", "\"", "'", " - ", "<wait 5>", "<ctrl+g>late thing<enter>", "<ctrl+d>Ann<enter>",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_journalled_makes_the_meeting_again(script in keys()) {
        let mut stage = Stage::new();
        stage.play(&script);
        let records = stage.records();
        prop_assert_eq!(&fold(&records), stage.meeting());
        prop_assert_eq!(&fold(&compact(records)), stage.meeting());
    }

    #[test]
    fn undo_goes_back_to_the_start_and_redo_to_the_end(script in keys()) {
        let mut stage = Stage::new();
        stage.play(&script).play("<esc><esc>");
        let end = stage.meeting().clone();
        let mut steps = 0;
        loop {
            stage.play("<ctrl+z>");
            if stage.message() == "There is nothing to undo." {
                break;
            }
            steps += 1;
            prop_assert!(steps < 5_000);
        }
        prop_assert_eq!(stage.meeting(), &panel());
        for _ in 0..steps {
            stage.play("<ctrl+y>");
        }
        prop_assert_eq!(stage.meeting(), &end);
    }
}

#[test]
fn a_paste_is_one_record_and_one_step() {
    let mut stage = Stage::new();
    stage.play("Before ").paste("one\ntwo\nthree").play(" after");
    assert_eq!(stage.minutes(), ["Before one", "two", "three after"]);
    stage.play("<ctrl+z><ctrl+z>");
    assert_eq!(stage.minutes(), ["Before "]);
}

#[test]
fn typing_the_same_over_a_selection_is_taken_back_and_undo_comes_to_its_end() {
    let mut stage = Stage::new();
    stage.play("word <ctrl+a>word ");
    for _ in 0..4 {
        stage.play("<ctrl+z>");
    }
    assert_eq!(stage.message(), "There is nothing to undo.");
    assert_eq!(stage.meeting(), &panel());
}
