//! Who spoke when and for how long, and the session as it stood: keys in, screen out.

use crate::stage::Stage;

#[test]
fn the_timeline_tells_who_spoke_how_long_by_person_and_by_item() {
    let mut stage = Stage::new();
    stage.play("<ctrl+p>timeline<enter>");
    assert!(stage.message().contains("F2"), "{}", stage.message());
    stage.play("<ctrl+n><f2>pri<enter>Text<wait 120><f2>hazel<enter>More<wait 60>");
    stage.play("<ctrl+n><f2>pri<enter>Again<wait 30><ctrl+p>close the meeting<enter><wait 900>");
    stage.play("<ctrl+p>timeline<enter>");
    let screen = stage.screen();
    let line = |start: &str, nth: usize| {
        let mut lines =
            screen.lines().filter(|line| line.trim_start_matches(['>', '▏', ' ']).starts_with(start));
        lines.nth(nth).unwrap_or_else(|| panic!("{start}\n{screen}")).to_owned()
    };
    let bars = |line: &str| line.matches('█').count();
    // In all, then in the two items; the bar of a whole item is the longest.
    let all = line("Priya Alder", 0);
    assert!(all.contains("0:02:3") && all.contains("2 turns") && all.contains("72%"), "{screen}");
    assert!(line("Cllr Rosa Hazel", 0).contains("1 turn "), "{screen}");
    assert!(line("Priya Alder", 2).contains("100%"), "{screen}");
    assert!(bars(&line("Priya Alder", 2)) > bars(&all), "{screen}");
    assert!(bars(&all) > bars(&line("Cllr Rosa Hazel", 0)), "{screen}");
    stage.play("<end>");
    assert!(stage.screen().contains("18:00:0"), "{}", stage.screen());
    stage.play("<esc>x");
    assert!(stage.screen().contains("Againx"), "{}", stage.screen());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_meeting_stepped_back_to_is_the_one_that_stood_there(seed: u64) {
        let (records, after) = crate::library_history::session(seed, 80);
        let mut moments = minutebook::meeting::Moments::new(after.last().unwrap().clone(), records);
        for meeting in after.iter().rev() {
            proptest::prop_assert_eq!(moments.meeting(), meeting);
            moments.back();
        }
        for meeting in after.iter().skip(1) {
            moments.on();
            proptest::prop_assert_eq!(moments.meeting(), meeting);
        }
    }
}

#[test]
fn the_session_as_it_stood_is_stepped_through_and_nothing_is_changed() {
    let mut stage = Stage::new();
    stage.play("<ctrl+n>First words<enter><wait 90>Second words");
    let before = stage.meeting().clone();
    stage.play("<ctrl+p>as-it-stood<enter>");
    let records = stage.records();
    stage.tell(minutebook::app::Event::History(records));
    assert!(stage.screen().contains("Second words"), "{}", stage.screen());
    stage.play("<pageup>");
    let screen = stage.screen();
    assert!(screen.contains("First words") && !screen.contains("Second"), "{screen}");
    stage.play("<right>x<end>");
    assert!(stage.screen().contains("Second words"), "{}", stage.screen());
    stage.play("<home>");
    assert!(!stage.screen().contains("First"), "{}", stage.screen());
    stage.play("<esc>");
    assert_eq!(stage.meeting(), &before);
}
