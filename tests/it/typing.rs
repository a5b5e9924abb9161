//! Typing help: who is speaking in the words of the house, names completed, phrases and their codes.

use minutebook::app::effect::OwnFile;
use minutebook::app::{Effect, Event};
use minutebook::checks::phrases::{PhraseBook, Phrases};
use minutebook::checks::spelling::{Speller, shipped};
use minutebook::meeting::{Meeting, Pane, Person, Presence};

use crate::stage::{Stage, panel};

/// Plays a script in an empty item and compares the minutes.
fn check(script: &str, want: &[&str]) {
    let mut stage = Stage::new();
    stage.play(script);
    assert_eq!(stage.minutes(), want, "{script}");
}

/// The panel with somebody else on its roster.
fn with(name: &str, role: Option<&str>) -> Meeting {
    let mut meeting = panel();
    let id = meeting.next_person_id();
    let role = role.map(str::to_owned);
    meeting.people.push(Person {
        id,
        name: name.to_owned(),
        role,
        presence: Presence::Present,
        ..Person::default()
    });
    meeting
}

fn minutes_of(meeting: Meeting, script: &str) -> Vec<String> {
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play(script);
    stage.minutes().into_iter().map(str::to_owned).collect()
}

// Attribution.

#[test]
fn a_short_role_that_two_share_is_the_full_one_and_then_the_name() {
    let script = "<f2>alder<enter>a.<f2>alder<enter>b.";
    let other = with("Jo Quill", Some("Head of Libraries - Outreach"));
    assert_eq!(minutes_of(other, script)[1], "The Head of Libraries - Culture and Leisure b.");
    let same = with("Jo Quill", Some("Head of Libraries - Culture and Leisure"));
    assert_eq!(minutes_of(same, script)[1], "Priya Alder b.");
    // Somebody who sent apologies is not meant.
    let mut away = with("Jo Quill", Some("Head of Libraries - Outreach"));
    away.people[4].presence = Presence::Apologies;
    assert_eq!(minutes_of(away, script)[1], "The Head of Libraries b.");
}

#[test]
fn the_chair_the_leader_and_people_without_role() {
    let chair = with("Cllr Jo Quill", Some("Chair"));
    let script = "<f2>quill<enter>opened the meeting.<f2>quill<enter>thanked <f2>quill<tab>.";
    assert_eq!(
        minutes_of(chair, script),
        ["Cllr Jo Quill, Chair, opened the meeting.", "The Chair thanked the Chair."]
    );
    let guest = with("Jo Quill", None);
    assert_eq!(
        minutes_of(guest, "<f2>quill<enter>spoke.<f2>quill<enter>left."),
        ["Jo Quill spoke.", "Jo Quill left."]
    );
    let sole = with("Cllr Jo Quill", None);
    assert_eq!(minutes_of(sole, "<f2>quill<enter>a.<f2>quill<enter>b.")[1], "Cllr Quill b.");
}

#[test]
fn an_office_that_nobody_holds_is_a_voice_and_joins_no_roster() {
    let mut stage = Stage::new();
    stage.play("<f2>the ch<enter>opened the meeting.<f2>The Leader<enter>spoke. It was answered by <f2>The Leader<tab>.");
    assert_eq!(
        stage.minutes(),
        ["The Chair opened the meeting.", "The Leader spoke. It was answered by the Leader."]
    );
    assert_eq!(stage.meeting().people.len(), 4);
}

#[test]
fn a_role_that_nobody_holds_is_marked() {
    let mut stage = Stage::new();
    stage.play("The CSE Director explained the figures. ");
    stage.tell(Event::Tick);
    while stage.app.is_busy() {
        stage.tell(Event::Tick);
    }
    stage.play("<shift+f8>");
    assert!(stage.message().contains("Nobody was introduced as CSE Director"), "{}", stage.message());
}

#[test]
fn f2_tab_fits_into_the_sentence_wherever_the_cursor_is() {
    check(
        "It was answered by at length.<home><ctrl+right><ctrl+right><ctrl+right><ctrl+right><left><f2>pan<tab>",
        &["It was answered by the panel at length."],
    );
    check(
        "It was answered by <f2>alder<tab>.",
        &["It was answered by Priya Alder, Head of Libraries - Culture and Leisure."],
    );
    check("asked (<f2>pan<tab>)", &["asked (the panel )"]);
    check("It closed. <f2>pan<tab>left.", &["It closed. The panel left."]);
    check("He said “Yes.” <f2>pan<tab>left.", &["He said “Yes.” The panel left."]);
    check("asked by Cllr. <f2>pan<tab>", &["asked by Cllr. the panel "]);
}

#[test]
fn a_stop_that_closed_a_full_form_is_taken_back() {
    let mut stage = Stage::new();
    stage.play("Answered by <f2>alder<tab>, who");
    assert_eq!(stage.minutes(), ["Answered by Priya Alder, Head of Libraries - Culture and Leisure, who"]);
    stage.play("<ctrl+z>");
    assert_eq!(stage.minutes(), ["Answered by Priya Alder, Head of Libraries - Culture and Leisure, "]);
}

#[test]
fn a_full_form_closed_by_a_stop_is_still_the_apps_own() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>spoke.<enter>It was answered by <f2>alder<tab>.");
    assert_eq!(stage.minutes()[1], "It was answered by the Head of Libraries.");
    stage.play("<ctrl+home><shift+end><delete>");
    assert_eq!(
        stage.minutes()[1],
        "It was answered by Priya Alder, Head of Libraries - Culture and Leisure."
    );
    stage.play("<ctrl+z>");
    assert_eq!(stage.minutes()[1], "It was answered by the Head of Libraries.");
}

// Completion.

/// What stands quietly behind the cursor.
fn ghost(script: &str) -> Option<String> {
    let mut stage = Stage::new();
    stage.play(script);
    stage.session().ghost().map(str::to_owned)
}

#[test]
fn names_and_roles_are_completed_after_the_first_letters() {
    for (typed, rest) in [
        ("It was asked by Pri", Some("ya Alder")),
        ("asked by Cllr Ro", Some("sa Hazel")),
        ("asked by Cllr Haz", Some("el")),
        ("asked by Cllr D Ro", Some("wan")),
        ("The Hea", Some("d of Libraries")),
        ("the Cabinet Member for", Some(" Culture")),
        ("Cllr", None),
        ("Pr", None),
        ("hea", None),
        ("asked by Priya Alder", None),
    ] {
        assert_eq!(ghost(typed).as_deref(), rest, "{typed}");
    }
    assert_eq!(ghost("Pri<left><right>"), None, "only while typing");
    assert_eq!(ghost("Pri at<left><left><left>"), None, "only at the end");
}

#[test]
fn right_takes_what_is_offered_and_tab_never_does() {
    check("asked by Pri<right>.", &["asked by Priya Alder."]);
    let mut stage = Stage::new();
    stage.play("asked by Pri<tab>");
    assert_eq!((stage.minutes(), stage.session().pane), (vec!["asked by Pri"], Pane::Points));
    let mut stage = Stage::new();
    stage.play("asked by Pri<right><ctrl+z>");
    assert_eq!(stage.minutes(), ["asked by Pri"], "a wrong guess costs one key");
    assert!(Stage::new().play("asked by Pri").screen().contains("asked by Pri▏ya Alder"));
}

// Phrases.

#[test]
fn codes_of_people_are_shown_by_f2_and_one_that_nobody_has_is_told() {
    let mut stage = Stage::new();
    assert!(stage.play("<f2>alder").screen().contains(";pa"), "{}", stage.screen());
    stage.play("<esc>;zz said");
    assert_eq!(stage.minutes(), [";zz said"]);
    let mut stage = Stage::new();
    stage.play(";zz ");
    assert_eq!(stage.message(), "Nobody here has the code ;zz; F2 shows everybody’s.");
    // A semicolon of prose is none.
    stage.play("one; ");
    assert_eq!(stage.message(), "");
}

#[test]
fn undo_gives_back_the_code_and_its_space() {
    let mut stage = Stage::new();
    stage.play("tpd ");
    assert_eq!(stage.minutes(), ["The panel discussed "]);
    stage.play("<ctrl+z>");
    assert_eq!(stage.minutes(), ["tpd "]);
    stage.play("was the code.");
    assert_eq!(stage.minutes(), ["tpd was the code."]);
    let mut stage = Stage::new();
    stage.play("Then ;pa, <ctrl+z><ctrl+z>");
    assert_eq!(stage.minutes(), ["Then ;pa,"]);
}

#[test]
fn punctuation_and_enter_end_a_code_too() {
    check("It would come to fmt.", &["It would come to a future meeting of the panel."]);
    check("(fmt)", &["(a future meeting of the panel)"]);
    check(
        "It was agreed trn, and trn.",
        &["It was agreed that the report be noted, and that the report be noted."],
    );
    check("trn<enter>", &["That the report be noted.", ""]);
    check("asked ;pa's opinion", &["asked Priya Alder, Head of Libraries - Culture and Leisure’s opinion"]);
    check("NDI NAP MCR ", &["NDI NAP MCR "]);
    check("It was agreed trn ", &["It was agreed that the report be noted. "]);
    check("He said “no.” tpd ", &["He said “no.” The panel discussed "]);
    check("re-tpd x@tpd a.tpd ", &["re-tpd x@tpd a.tpd "]);
}

#[test]
fn places_are_filled_by_typing_by_a_code_and_by_f2() {
    check(
        "wex ;pa<tab>the plan",
        &["Priya Alder, Head of Libraries - Culture and Leisure, explained that the plan"],
    );
    check(
        "wex Cllr Ash<tab>all was well. wex Cllr Elm",
        &["Cllr Ash explained that all was well. Cllr Elm explained that "],
    );
    check(
        "wex ;pa <tab>the plan",
        &["Priya Alder, Head of Libraries - Culture and Leisure, explained that the plan"],
    );
    check(
        "tpt <f2>alder<tab><tab>the report.",
        &["The panel thanked Priya Alder, Head of Libraries - Culture and Leisure, for the report."],
    );
    let mut stage = Stage::new();
    stage.play("wpr ;pa<tab>a plan<tab>May<tab>");
    assert_eq!(
        stage.minutes(),
        ["Priya Alder, Head of Libraries - Culture and Leisure, to provide a plan by May. "]
    );
    assert_eq!(stage.session().pane, Pane::Points, "no place left: Tab is the next pane again");
    let mut stage = Stage::new();
    stage.play("wex <ctrl+z><tab>");
    assert_eq!(stage.session().pane, Pane::Points, "taken back, there is nothing to fill");
}

#[test]
fn codes_stand_in_help_and_palette() {
    let mut stage = Stage::new();
    stage.play("<f1>panel discussed");
    assert!(stage.screen().contains("Type tpd for “The panel discussed”"), "{}", stage.screen());
    stage.play("<esc><f1>;pa");
    assert!(stage.screen().contains("Type ;pa for Priya Alder"), "{}", stage.screen());
    stage.play("<esc>Then <ctrl+p>panel discussed<enter>it and <ctrl+p>priya alder<enter>spoke.");
    assert_eq!(
        stage.minutes(),
        ["Then the panel discussed it and Priya Alder, Head of Libraries - Culture and Leisure, spoke."]
    );
}

#[test]
fn the_style_of_the_meeting_picks_the_set() {
    let mut meeting = panel();
    meeting.head.style = "parish".to_owned();
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("tcr ");
    assert_eq!(stage.minutes(), ["The council resolved to "]);
    let mut meeting = panel();
    meeting.head.council = Some("Fenbridge Primary School".to_owned());
    meeting.head.body = Some("Board of Governors".to_owned());
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("gvd ");
    assert_eq!(stage.minutes(), ["Governors discussed "]);
    check("gvd ", &["gvd "]);
}

fn speller() -> std::sync::Arc<Speller> {
    let (aff, dic) = shipped::dictionary().unwrap();
    std::sync::Arc::new(Speller::new(&aff, &dic, []).unwrap())
}

#[test]
fn a_phrase_is_made_from_what_is_selected() {
    let mut stage = Stage::new();
    stage.play("Members walked the site.<shift+home><ctrl+p>make a phrase<enter>mws<enter><end> mws ");
    assert_eq!(stage.minutes(), ["Members walked the site. Members walked the site. "]);
    let remembered = stage.effects.iter().find_map(|effect| {
        let Effect::Remember(OwnFile::Phrases, line) = effect else { return None };
        Some(line.clone())
    });
    assert_eq!(remembered.as_deref(), Some("mws = Members walked the site."));
    // Words of its own, with a place, without a selection.
    stage.play("<ctrl+p>make a phrase<enter>hmt<down>The harbour master told {who} that<enter>hmt me<tab>");
    assert!(stage.minutes()[0].ends_with("The harbour master told me that "), "{:?}", stage.minutes());
}

#[test]
fn codes_that_cannot_be_are_refused_with_a_sentence() {
    let mut stage = Stage::new();
    stage.tell(Event::Dictionary(speller()));
    stage.play("Members walked.<shift+home><ctrl+p>make a phrase<enter>");
    for (code, why) in [
        ("the", "“the” is an English word"),
        ("harbour", "“harbour” is an English word"),
        ("tpd", "“tpd” is a code already, for “The panel discussed”"),
        ("m w", "cannot be a code"),
        ("x", "cannot be a code"),
    ] {
        stage.play(&format!("<ctrl+u>{code}<enter>"));
        assert!(stage.screen().contains(why), "{code}: {}", stage.screen());
    }
    stage.play("<down><ctrl+u><enter>");
    assert!(stage.screen().contains("The phrase has no words yet."), "{}", stage.screen());
    stage.play("<esc><end><enter>more<ctrl+a><ctrl+p>make a phrase<enter>");
    assert!(stage.message().contains("select words of one entry"), "{}", stage.message());
}

#[test]
fn a_code_of_the_clerks_file_that_the_dictionary_knows_is_told_once_it_is_read() {
    let mut stage = Stage::new();
    let (own, bad) = Phrases::from_lines("hbm = The harbour master\nharbour = No.\n");
    assert!(bad.is_empty());
    stage.app.settings.phrases = PhraseBook::new(own);
    stage.tell(Event::Dictionary(speller()));
    assert_eq!(
        stage.message(),
        "Phrases, line 2: “harbour” is an English word; choose a code that is none. The other lines are used."
    );
    stage.play("harbour hbm ");
    assert_eq!(stage.minutes(), ["harbour the harbour master "]);
}
