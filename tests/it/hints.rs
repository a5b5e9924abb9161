//! What a clerk sees and presses for doubtful words and slips.

use std::sync::Arc;

use minutebook::app::effect::OwnFile;
use minutebook::app::{Effect, Event};
use minutebook::checks::spelling::{Speller, shipped};
use minutebook::meeting::{Entry, EntryId, ItemId, Presence};
use ratatui::style::Modifier;

use super::stage::{Stage, panel};

/// A session with the dictionary that the program carries.
fn spelled() -> Stage {
    let mut stage = Stage::new();
    stage.tell(Event::Tick);
    assert!(matches!(stage.effects.last(), Some(Effect::ReadDictionary)), "asked for at the first pause");
    let (aff, dic) = shipped::dictionary().unwrap();
    stage.tell(Event::Dictionary(Arc::new(Speller::new(&aff, &dic, []).unwrap())));
    stage
}

/// The words of the screen that are marked in italics.
fn marked(stage: &Stage) -> String {
    let buffer = stage.buffer();
    let cells = buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::ITALIC));
    cells.map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn doubtful_words_are_marked_at_a_pause_and_never_the_one_being_typed() {
    let mut stage = spelled();
    stage.play("Priya Alder spoke of the shared budjet and the vilage");
    assert_eq!(marked(&stage), "", "nothing is looked at while typing");
    stage.tell(Event::Tick);
    assert_eq!(marked(&stage), "budjet");
    stage.play(" pond");
    stage.tell(Event::Tick);
    assert_eq!(marked(&stage), "budjetvilage");
    stage.play("<ctrl+home>A ");
    assert_eq!(marked(&stage), "budjetvilage", "marks move with the text");
}

#[test]
fn f7_goes_through_the_words_and_one_undo_takes_each_back() {
    let mut stage = spelled();
    stage.play("The budjet of Ravensmoor was wrnog. <f7>");
    let screen = stage.screen();
    assert!(screen.contains("Not in the dictionary: budjet") && screen.contains("budget"), "{screen}");
    stage.play("<enter>");
    assert_eq!(stage.minutes(), ["The budget of Ravensmoor was wrnog. "]);
    assert!(stage.screen().contains("Not in the dictionary: Ravensmoor"));
    stage.play("<alt+a>");
    let remembered =
        |effect: &Effect| matches!(effect, Effect::Remember(OwnFile::Words, word) if word == "Ravensmoor");
    assert!(stage.effects.iter().any(remembered));
    stage.play("wrong<enter>");
    assert_eq!(stage.minutes(), ["The budget of Ravensmoor was wrong. "]);
    assert_eq!(stage.message(), "Every word is known.");
    stage.play("<ctrl+z>");
    assert_eq!(stage.minutes(), ["The budget of Ravensmoor was wrnog. "]);
}

#[test]
fn f7_before_the_dictionary_is_there_goes_on_when_it_is() {
    let mut stage = Stage::new();
    stage.play("teh pond <f7>");
    assert!(matches!(stage.effects.last(), Some(Effect::ReadDictionary)));
    let (aff, dic) = shipped::dictionary().unwrap();
    stage.tell(Event::Dictionary(Arc::new(Speller::new(&aff, &dic, []).unwrap())));
    assert!(stage.screen().contains("Not in the dictionary: teh"));
}

#[test]
fn shift_f8_goes_through_the_slips_and_ctrl_k_says_that_one_is_meant_so() {
    let mut stage = Stage::new();
    stage
        .play("Priya Alder said that the van will be mended. The Pond Director agreed.<ctrl+home><shift+f8>");
    assert!(stage.message().starts_with("After a reporting verb"), "{}", stage.message());
    assert_eq!(stage.session().selected_text().as_deref(), Some("will"));
    stage.play("<shift+f8>");
    assert_eq!(stage.session().selected_text().as_deref(), Some("Pond Director"));
    stage.play("<ctrl+k><shift+f8>");
    assert_eq!(stage.session().selected_text().as_deref(), Some("will"));
    stage.play("<ctrl+k><shift+f8>");
    assert_eq!(stage.message(), "No slip of language or fact was found.");
    stage.play("<ctrl+z><shift+f8>");
    assert_eq!(stage.session().selected_text().as_deref(), Some("will"), "undo brings a slip back");
}

#[test]
fn an_action_names_the_role_also_of_somebody_mentioned_for_the_first_time() {
    let mut stage = Stage::new();
    stage.play("<alt+down><f2>alder<enter>agreed to share a briefing note.<ctrl+r>");
    assert_eq!(
        stage.texts(minutebook::meeting::Pane::Resolved),
        ["The Head of Libraries to share a briefing note."]
    );
    let owner = stage.session().item().unwrap().resolved[0].fields.resolution.owner.clone();
    assert_eq!(stage.meeting().name_of(&owner.unwrap()), "Priya Alder");
}

#[test]
fn a_long_item_is_read_in_pieces_and_typing_goes_on_between_them() {
    let mut meeting = panel();
    let said =
        "Cllr Dan Rowan spoke at length of the stalls in the market and of what they had cost. ".repeat(4);
    let last = "Priya Alder agreed to share a table of library visits. The vans  were late.";
    meeting.items[0].minutes = (1..=60)
        .map(|id| Entry {
            id: EntryId(id),
            text: if id == 60 { last.to_owned() } else { said.clone() },
            ..Entry::default()
        })
        .collect();
    let mut stage = Stage::of(meeting, (80, 24));
    stage.tell(Event::Tick);
    assert!(stage.session().is_looking(), "one pause does not read it all");
    assert_eq!(stage.session().ends.count(stage.session().shown), 0);
    stage.play("<ctrl+home>The Chair agreed to write to the mill. ");
    assert!(stage.session().is_looking(), "and neither does a sentence typed meanwhile");
    let mut pauses = 0;
    while stage.session().is_looking() {
        stage.tell(Event::Tick);
        pauses += 1;
    }
    assert!((3..30).contains(&pauses), "{pauses}");
    assert_eq!(stage.session().ends.count(stage.session().shown), 2);
    let spaces = |stage: &Stage| stage.session().hints.slips(ItemId(1), EntryId(60)).first().cloned();
    assert_eq!(spaces(&stage), Some(63..65));
    stage.play("The Chair undertook to write to the school.<end> ");
    assert_eq!(
        stage.session().ends.count(stage.session().shown),
        3,
        "then a sentence is looked at as it ends"
    );
    stage.tell(Event::Tick);
    assert!(!stage.session().is_looking() && spaces(&stage) == Some(63..65));
}

#[test]
fn a_word_ignored_is_remembered_with_the_session_and_undo_takes_it_back() {
    let mut stage = spelled();
    stage.play("The fair at Quillmoor was wet. Quillmoor dried. <f7>");
    assert!(stage.screen().contains("Not in the dictionary: Quillmoor"));
    stage.play("<alt+i>");
    assert_eq!(stage.message(), "Every word is known.", "wherever it stands");
    let mut again = Stage::of(stage.meeting().clone(), (80, 24));
    let (aff, dic) = shipped::dictionary().unwrap();
    again.tell(Event::Dictionary(Arc::new(Speller::new(&aff, &dic, []).unwrap())));
    again.play("<f7>");
    assert_eq!(again.message(), "Every word is known.", "in the session opened again");
    stage.play("<ctrl+z><f7>");
    assert!(stage.screen().contains("Not in the dictionary: Quillmoor"), "{}", stage.screen());
}

#[test]
fn words_of_the_roster_the_agenda_and_councils_are_known() {
    let mut meeting = panel();
    meeting.people[0].name = "Cllr Rosa Hazelwyck".to_owned();
    meeting.people[1].role = Some("Reeve of Thornmere".to_owned());
    meeting.items[2].head.title = "Dredging of the Ullbeck".to_owned();
    meeting.head.venue = Some("Corvingate Rooms".to_owned());
    let mut stage = Stage::of(meeting, (80, 24));
    let (aff, dic) = shipped::dictionary().unwrap();
    stage.tell(Event::Dictionary(Arc::new(Speller::new(&aff, &dic, []).unwrap())));
    stage.play("Hazelwyck’s note on Thornmere, the Ullbeck and Corvingate was minuted by the precepting Cllrs. Zorbly ");
    stage.tell(Event::Tick);
    assert_eq!(marked(&stage), "Zorbly");
}

#[test]
fn what_is_no_slip_is_left_alone() {
    for text in [
        "The Clerk reported that the hall would open in May, and that the will of Mr Ash was proved.",
        "Priya Alder said that the library is in Mill Lane and has four floors.",
        "The Chair read the notice: “The gate will be shut.”",
        "Members noted that Will Harper had had the keys.",
        "It was said that that was so. 20 20 vision. Duran Duran played.",
        "Section II of the plan, and Annex IV, were taken as read.",
        "The Head of Libraries explained the plan.",
        "The Culture Scrutiny Panel (CSP) met. The CSP agreed.",
        "The minutes of the meeting held on 12 February 2026 were agreed.",
        "The fair would be held on 14 July 2026.",
    ] {
        let mut stage = Stage::new();
        stage.play(text).play(" <ctrl+home><shift+f8>");
        assert_eq!(stage.message(), "No slip of language or fact was found.", "{text}");
    }
}

#[test]
fn each_slip_is_found_and_named() {
    for (text, said) in [
        ("The Clerk reported that the hall will open in May.", "After a reporting verb"),
        ("The Clerk confirmed that the fee has been paid.", "After a reporting verb"),
        ("The gate was was shut.", "stands twice"),
        ("The gate  was shut.", "Two spaces"),
        ("The Flood Engineer explained the plan.", "Nobody was introduced as Flood Engineer"),
        ("The QRT was thanked.", "QRT is spelled out nowhere"),
        ("The minutes of the meeting held on 12 February 2027 were agreed.", "after this meeting"),
        ("The minutes of the meeting held on Monday 12 February 2026 were agreed.", "was a Thursday"),
    ] {
        let mut stage = Stage::new();
        stage.play(text).play(" <ctrl+home><shift+f8>");
        assert!(stage.message().contains(said), "{text}: {}", stage.message());
    }
    let mut meeting = panel();
    meeting.people[1].presence = Presence::Apologies;
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("<f2>dan<enter>asked about the van.<ctrl+home><shift+f8>");
    assert!(
        stage.message().starts_with("Cllr Dan Rowan spoke, and is among the apologies."),
        "{}",
        stage.message()
    );
}
