//! The look at an agenda before its session begins, by keys.

use minutebook::app::look::Look;
use minutebook::app::{Effect, Event, Screen};
use minutebook::library::Opened;
use minutebook::meeting::{EntryId, ItemId, ItemPresenter, Meeting, Place, Slot, Styles};

use crate::stage::{Stage, evening, panel};

/// The panel with two sub-items under the second item.
fn agenda() -> Meeting {
    let mut meeting = panel();
    for (at, title) in [(2, "Opening hours"), (3, "Mobile library")] {
        let id = meeting.next_item_id();
        let mut item = minutebook::meeting::Item { id, depth: 1, ..Default::default() };
        title.clone_into(&mut item.head.title);
        meeting.items.insert(at, item);
    }
    meeting.items[1].head.presenters = vec![
        ItemPresenter {
            name: "Priya Alder".to_owned(),
            role: Some("Head of Libraries".to_owned()),
            purpose: Some("to present the report".to_owned()),
        },
        ItemPresenter { role: Some("Director of Place".to_owned()), ..Default::default() },
    ];
    meeting.items[1].head.presenter_line = Some("[Priya Alder to present]".to_owned());
    meeting
}

fn stage_of(meeting: Meeting) -> Stage {
    let look = Look::new(meeting, "paper".to_owned(), &Styles::default(), evening());
    Stage::with(Screen::Look(Box::new(look)), (80, 24))
}

/// The row of the first item: seven fields stand before it, and the cursor begins in the second.
const FIRST: &str = "<down><down><down><down><down><down>";

fn begun(stage: &Stage) -> Meeting {
    let mut begun = None;
    for effect in &stage.effects {
        if let Effect::Begin(meeting) = effect {
            begun = Some((**meeting).clone());
        }
    }
    begun.unwrap()
}

fn titles(meeting: &Meeting) -> Vec<String> {
    meeting.items.iter().map(|item| format!("{}{}", ".".repeat(item.depth.into()), item.head.title)).collect()
}

#[test]
fn presenters_are_put_right_in_the_row_and_the_others_keep_their_purpose() {
    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><end><backspace>; Tom Thorn, Trustee]<enter>");
    let head = &begun(&stage).items[1].head;
    let old = agenda().items[1].head.presenters.clone();
    assert_eq!(head.presenters[..2], old);
    assert_eq!(head.presenters[2].name, "Tom Thorn");
    assert_eq!(head.presenters[2].role.as_deref(), Some("Trustee"));
    assert_eq!(head.presenter_line, None, "the old line would name the old ones");
    assert_eq!(head.title, "Library Service Review");
}

#[test]
fn a_row_opened_and_left_changes_nothing() {
    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down>x<backspace><down><up><enter>");
    assert_eq!(begun(&stage).items, agenda().items);
}

#[test]
fn a_number_of_any_words_stays_a_number() {
    for number in ["CAB12", "Item A", "P26/01", "iv"] {
        let mut meeting = agenda();
        meeting.items[0].head.number = Some(number.to_owned());
        let mut stage = stage_of(meeting);
        stage.play(FIRST).play("<end>!<enter>");
        let head = &begun(&stage).items[0].head;
        assert_eq!((head.number.as_deref(), head.title.as_str()), (Some(number), "Apologies for absence!"));
    }
}

#[test]
fn a_title_with_brackets_of_its_own_keeps_them() {
    let mut meeting = agenda();
    meeting.items[0].head.title = "Minutes [to follow]".to_owned();
    let mut stage = stage_of(meeting);
    stage.play(FIRST).play("<home>x<enter>");
    let head = &begun(&stage).items[0].head;
    assert!(head.title.ends_with("Minutes [to follow]") && head.presenters.is_empty(), "{head:?}");
}

#[test]
fn insert_asks_for_the_title_and_takes_no_for_an_answer() {
    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><insert>");
    assert!(stage.screen().contains("Enter adds"), "{}", stage.screen());
    stage.play("<esc><enter>");
    assert_eq!(titles(&begun(&stage)), titles(&agenda()), "Esc takes the row back and stays");

    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><insert>2a Reading <insert><esc><enter>");
    let meeting = begun(&stage);
    assert_eq!(
        titles(&meeting),
        [
            "Apologies for absence",
            "Library Service Review",
            ".Opening hours",
            ".Mobile library",
            "Reading",
            "Work programme"
        ]
    );
    assert_eq!(meeting.items[4].head.number.as_deref(), Some("2a"));
}

#[test]
fn an_item_goes_with_its_sub_items() {
    let start = titles(&agenda());
    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><alt+down>");
    stage.play("<alt+up><alt+up><enter>");
    let family = ["Library Service Review", ".Opening hours", ".Mobile library", "Apologies for absence"];
    assert_eq!(titles(&begun(&stage))[..4], family);

    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><alt+right><enter>");
    let nested = [".Library Service Review", "..Opening hours", "..Mobile library", "Work programme"];
    assert_eq!(titles(&begun(&stage))[1..], nested);

    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><ctrl+delete><enter>");
    assert_eq!(titles(&begun(&stage)), ["Apologies for absence", "Work programme"]);

    let mut stage = stage_of(agenda());
    stage.play(FIRST).play("<down><ctrl+delete><ctrl+z><enter>");
    assert_eq!(titles(&begun(&stage)), start);
}

#[test]
fn f1_shows_the_keys_and_the_next_key_goes_back() {
    for size in [(60, 20), (80, 24)] {
        let look = Look::new(agenda(), "paper".to_owned(), &Styles::default(), evening());
        let mut stage = Stage::with(Screen::Look(Box::new(look)), size);
        stage.play("<f1>");
        let screen = stage.screen();
        assert!(screen.contains("Alt+←→") && screen.contains("Takes back the last change."), "{screen}");
        stage.play("<esc>");
        assert!(stage.effects.is_empty() && stage.screen().contains("Work programme"));
    }
}

#[test]
fn the_place_named_on_the_command_line_is_kept_through_the_look() {
    let meeting = agenda();
    let wanted = meeting.items[3].id;
    let mut look = Look::new(meeting, "paper".to_owned(), &Styles::default(), evening());
    look.place = Some(Place { slot: Slot { item: wanted, ..Slot::default() }, byte: 0 });
    let mut stage = Stage::with(Screen::Look(Box::new(look)), (80, 24));
    stage.play("<enter>");
    let meeting = begun(&stage);
    stage.tell(Event::Opened(Box::new(Opened { meeting, ..Opened::default() })));
    assert_eq!(stage.session().shown, wanted);
}

#[test]
fn rows_added_and_moved_stay_under_the_cursor_where_open_actions_are_offered() {
    let mut look = Look::new(agenda(), "paper".to_owned(), &Styles::default(), evening());
    let action = minutebook::meeting::Action {
        item: ItemId(1),
        entry: EntryId(1),
        item_label: "3 Roads".to_owned(),
        number: "1".to_owned(),
        text: "Priya Alder to report".to_owned(),
        owner: None,
        due: None,
        status: minutebook::meeting::Status::default(),
        progress: Vec::new(),
        public: true,
    };
    look.offer(vec![minutebook::meeting::Arising { date: None, item: "3".to_owned(), action }]);
    let mut stage = Stage::with(Screen::Look(Box::new(look)), (80, 24));
    stage.play(FIRST).play("<down><down><insert>2a Reading <enter><alt+up><enter>");
    let titles = titles(&begun(&stage));
    assert_eq!(titles[1..3], ["Reading", "Library Service Review"], "{titles:?}");
}

#[test]
fn a_meeting_of_another_day_is_remarked_upon() {
    let day = |by: i64| {
        let mut meeting = agenda();
        meeting.head.date = Some(evening().date_naive() + chrono::TimeDelta::days(by));
        stage_of(meeting).screen()
    };
    assert!(!day(0).contains("not today"), "{}", day(0));
    assert!(day(1).contains("13 March 2026  (not today: tomorrow)"), "{}", day(1));
    assert!(day(-20).contains("(not today: 20 days ago)"), "{}", day(-20));
}
