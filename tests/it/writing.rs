//! Writing as in Word: scripts of keys, and what the entries say.

use minutebook::app::Effect;
use minutebook::meeting::{Pane, Who};

use crate::stage::Stage;

/// Plays a script in an empty item and compares the minutes.
fn check(script: &str, want: &[&str]) {
    let mut stage = Stage::new();
    stage.play(script);
    assert_eq!(stage.minutes(), want, "{script}");
}

#[test]
fn entries_split_and_join() {
    check("The panel<enter>noted it", &["The panel", "noted it"]);
    check("The panel<enter>noted it<home><backspace>", &["The panelnoted it"]);
    check("one<enter>two<up><end><delete>", &["onetwo"]);
    check("<enter><enter>late", &["", "late"]);
}

#[test]
fn words_and_selections_are_deleted() {
    check("one two three<ctrl+backspace>", &["one two "]);
    check("one two three<ctrl+home><ctrl+delete>", &["two three"]);
    check("one two<shift+ctrl+left>2", &["one 2"]);
    check("one<enter>two<enter>three<shift+ctrl+home><delete>", &[""]);
    check("one<enter>two<enter>three<ctrl+home><right><shift+down><shift+down>X", &["oXhree"]);
}

#[test]
fn quotes_turn_and_backspace_at_once_gives_the_typed_one() {
    check("the Council's \"Open Shelves\"", &["the Council’s “Open Shelves”"]);
    check("it's<left><right><backspace>", &["it’"]);
    check("it'<backspace>s", &["it's"]);
    check("results - 19%", &["results – 19%"]);
}

#[test]
fn undo_goes_by_word_and_by_pause() {
    let mut stage = Stage::new();
    stage.play("The panel noted");
    let mut seen = Vec::new();
    for _ in 0..3 {
        stage.play("<ctrl+z>");
        seen.push(stage.minutes().concat());
    }
    assert_eq!(seen, ["The panel ", "The ", ""]);
    let mut stage = Stage::new();
    stage.play("abc<wait 5>def<ctrl+z>");
    assert_eq!(stage.minutes(), ["abc"]);
}

#[test]
fn a_speaker_is_named_in_full_once_and_by_role_after() {
    let mut stage = Stage::new();
    stage.play("<alt+down><f2>alder<enter>introduced the report.<f2>alder<enter>explained it.");
    assert_eq!(
        stage.minutes(),
        [
            "Priya Alder, Head of Libraries - Culture and Leisure, introduced the report.",
            "The Head of Libraries explained it."
        ]
    );
    assert!(stage.meeting().times.started.is_some(), "speaking opens the meeting");
    let speakers: Vec<_> =
        stage.session().item().unwrap().turns.iter().map(|turn| turn.who.clone()).collect();
    assert_eq!(
        speakers,
        [Who::Person(minutebook::meeting::PersonId(3)), Who::Person(minutebook::meeting::PersonId(3))]
    );
}

#[test]
fn when_the_first_mention_goes_the_next_becomes_full() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>introduced it.<f2>alder<enter>explained it.<ctrl+home><shift+ctrl+right><shift+ctrl+right><delete>");
    let all = stage.minutes().join("|");
    assert!(all.contains("Priya Alder, Head of Libraries - Culture and Leisure, explained it."), "{all}");
    stage.play("<ctrl+z>");
    assert!(stage.minutes().join("|").ends_with("The Head of Libraries explained it."));
}

#[test]
fn councillors_who_share_a_surname_carry_their_initial() {
    let mut stage = Stage::new();
    stage.play("<f2>dan rowan<enter>asked.<f2>dan rowan<enter>asked again.");
    assert_eq!(stage.minutes(), ["Cllr Dan Rowan asked.", "Cllr D Rowan asked again."]);
}

#[test]
fn f2_tab_goes_into_the_sentence() {
    let mut stage = Stage::new();
    stage.play("The question was answered by <f2>pan<tab>at length.");
    assert_eq!(stage.minutes(), ["The question was answered by the panel at length."]);
}

#[test]
fn f2_enter_swaps_two_speakers() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>a<f2>hazel<enter>b<f2><enter>c");
    assert!(stage.minutes()[2].starts_with("The Head of Libraries c"), "{:?}", stage.minutes());
}

#[test]
fn an_unknown_name_with_a_role_joins_the_roster() {
    let mut stage = Stage::new();
    stage.play("<f2>Tom Birch, Youth Worker<enter>spoke.");
    assert_eq!(stage.minutes(), ["Tom Birch, Youth Worker, spoke."]);
    assert_eq!(stage.meeting().people.last().unwrap().name, "Tom Birch");
}

#[test]
fn taking_opens_then_ends_and_goes_on() {
    let mut stage = Stage::new();
    stage.play("<alt+down><ctrl+n><wait 60><ctrl+n><wait 60><alt+up><alt+up><ctrl+n>");
    let taken: Vec<_> = stage.meeting().items.iter().map(|item| item.taken.len()).collect();
    assert_eq!(taken, [1, 1, 1]);
    assert_eq!(stage.meeting().taking, Some(minutebook::meeting::ItemId(1)));
    assert!(stage.meeting().items[1].ended().is_some());
    assert!(stage.meeting().items[0].ended().is_none());
}

#[test]
fn points_carry_time_and_speaker_and_become_paragraphs() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>spoke.<f3>ask about costs<ctrl+r>");
    assert_eq!(stage.texts(Pane::Points), Vec::<&str>::new());
    assert_eq!(stage.minutes()[1], "ask about costs");
    let entry = &stage.session().item().unwrap().minutes[1];
    assert!(entry.fields.at.is_some() && entry.fields.speaker.is_some());
}

#[test]
fn nothing_is_stamped_before_opening() {
    let mut stage = Stage::new();
    stage.play("<f3>early<f4>entry");
    let item = stage.session().item().unwrap();
    assert!(item.points[0].fields.at.is_none() && item.resolved[0].fields.at.is_none());
}

#[test]
fn back_returns_to_where_typing_was() {
    let mut stage = Stage::new();
    stage.play("first place<alt+down>second place<f3>third<alt+left>");
    assert_eq!(stage.session().text(), "second place");
    stage.play("<alt+left>");
    assert_eq!(stage.session().text(), "first place");
}

#[test]
fn words_that_match_no_item_add_a_late_one_after_this() {
    let mut stage = Stage::new();
    stage.play("<ctrl+g>7a. Burst water main<enter>");
    let labels: Vec<_> = stage.meeting().items.iter().map(minutebook::meeting::Item::label).collect();
    assert_eq!(labels[1], "7a  Burst water main");
}

#[test]
fn find_and_replace_everywhere_is_one_undo() {
    let mut stage = Stage::new();
    stage.play("the café and the cafe<alt+down>Cafe<ctrl+f>cafe<ctrl+f><tab>library<alt+a><esc>");
    assert_eq!(stage.minutes(), ["library"]);
    stage.play("<alt+up>");
    assert_eq!(stage.minutes(), ["the library and the library"]);
    stage.play("<ctrl+z><alt+up>");
    assert_eq!(stage.minutes(), ["the café and the cafe"]);
}

#[test]
fn leaving_while_an_item_is_taken_asks_for_the_key_again() {
    let mut stage = Stage::new();
    stage.play("<ctrl+n><ctrl+q>");
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
    stage.play("<ctrl+q>");
    assert!(matches!(stage.effects.last(), Some(Effect::Quit)));
}

#[test]
fn entry_details_set_owner_and_due_date() {
    let mut stage = Stage::new();
    stage.play("<f4>Report back<ctrl+d>alder<down>14 April<enter>");
    let resolution = &stage.session().item().unwrap().resolved[0].fields.resolution;
    assert_eq!(resolution.owner, Some(Who::Person(minutebook::meeting::PersonId(3))));
    assert_eq!(
        resolution.due,
        Some(minutebook::meeting::Due::On(chrono::NaiveDate::from_ymd_opt(2026, 4, 14).unwrap()))
    );
}

#[test]
fn f9_copies_the_cms_box_and_again_goes_on_to_the_next_item() {
    let mut stage = Stage::new();
    stage.play("The panel noted it.<f4>The report to be noted.<alt+down>Next.<alt+up><f9><f9>");
    let mut copied = Vec::new();
    for effect in &stage.effects {
        if let Effect::Copy { html: Some(html), plain, .. } = effect {
            copied.push((html.as_str(), plain.as_str()));
        }
    }
    assert_eq!(copied.len(), 2);
    assert_eq!(
        copied[0].0,
        "<p>The panel noted it.</p><p><strong>Resolved:</strong></p><ol><li>The report to be noted.</li></ol>"
    );
    assert!(copied[1].0.contains("Next."), "{:?}", copied[1]);
    assert!(copied[0].1.contains("1. The report to be noted."), "{}", copied[0].1);
}

#[test]
fn a_promise_is_marked_as_its_sentence_ends_and_ctrl_r_covers_it() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>agreed to share the opening hours with members of the panel.");
    assert!(stage.screen().contains("1 open promise"), "{}", stage.screen());
    stage.play("<ctrl+r>");
    let resolved = stage.texts(Pane::Resolved);
    assert_eq!(resolved.len(), 1, "{resolved:?}");
    assert!(resolved[0].contains("to share the opening hours"), "{resolved:?}");
    assert_eq!(stage.session().pane, Pane::Minutes, "the cursor stays with the paragraph in hand");
    assert!(!stage.screen().contains("open promise"), "{}", stage.screen());
}

#[test]
fn ctrl_k_says_that_a_promise_needs_no_action() {
    let mut stage = Stage::new();
    stage.play("The Clerk agreed to write to the library.<f8><ctrl+k>");
    assert!(!stage.screen().contains("open promise"), "{}", stage.screen());
    stage.play("<ctrl+z>");
    stage.tell(minutebook::app::Event::Tick);
    assert!(stage.screen().contains("1 open promise"), "{}", stage.screen());
}

#[test]
fn the_rest_of_a_name_is_offered_and_taken_with_the_right_arrow_only() {
    let mut stage = Stage::new();
    stage.play("The panel thanked Priy");
    assert!(stage.screen().contains("thanked Priy▏a Alder"), "{}", stage.screen());
    stage.play("<right> warmly.");
    assert_eq!(stage.minutes(), ["The panel thanked Priya Alder warmly."]);
    let mut stage = Stage::new();
    stage.play("the Head<tab>");
    assert_eq!(stage.minutes(), ["the Head"], "Tab never takes it");
    stage.play("<backtab><right>");
    assert_eq!(stage.minutes(), ["the Head"], "an arrow that did not follow typing takes nothing");
}

#[test]
fn a_code_and_a_space_become_words_and_undo_takes_it_back_at_once() {
    let mut stage = Stage::new();
    stage.play("tpd the budget.");
    assert_eq!(stage.minutes(), ["The panel discussed the budget."]);
    let mut stage = Stage::new();
    stage.play("tpd <ctrl+z>");
    assert_eq!(stage.minutes(), ["tpd "]);
}

#[test]
fn tab_goes_through_the_places_of_a_phrase_and_then_is_tab_again() {
    let mut stage = Stage::new();
    stage.play("wpr The Clerk<tab>a plan<tab>May");
    assert_eq!(stage.minutes(), ["The Clerk to provide a plan by May. "]);
    assert_eq!(stage.session().pane, Pane::Minutes);
    stage.play("<tab>");
    assert_eq!(stage.session().pane, Pane::Points);
}

#[test]
fn a_persons_code_becomes_the_right_form_of_the_name() {
    let mut stage = Stage::new();
    stage.play(";pa spoke. It was answered by ;pa at length.");
    assert_eq!(
        stage.minutes(),
        [
            "Priya Alder, Head of Libraries - Culture and Leisure, spoke. It was answered by the Head of Libraries at length."
        ]
    );
}

#[test]
fn when_the_first_mention_goes_only_the_next_becomes_full() {
    let mut stage = Stage::new();
    stage.play(
        "<f2>alder<enter>a.<f2>alder<enter>b.<f2>alder<enter>c.<ctrl+home><shift+down><shift+home><delete>",
    );
    let all = stage.minutes().join("|");
    assert_eq!(all.matches("Priya Alder").count(), 1, "{all}");
    assert!(all.ends_with("The Head of Libraries c."), "{all}");
}

#[test]
fn a_quote_that_turned_is_given_back_only_at_once_and_in_its_place() {
    let mut stage = Stage::new();
    stage.play("said 'a'<enter><backspace> then");
    assert_eq!(stage.minutes(), ["said ‘a’ then"]);
}

#[test]
fn a_paste_keeps_the_attribution_behind_it() {
    let mut stage = Stage::new();
    stage.play("<f2>alder<enter>spoke.<ctrl+home>").paste("Then ").paste("first\nand ");
    let marks: Vec<usize> =
        stage.session().item().unwrap().minutes.iter().map(|entry| entry.marks.len()).collect();
    assert_eq!(marks, [0, 1], "{:?}", stage.minutes());
    let entry = &stage.session().item().unwrap().minutes[1];
    assert!(entry.text.get(entry.marks[0].from..).unwrap().starts_with("Priya Alder"));
}

#[test]
fn f8_goes_on_from_an_item_without_an_outcome() {
    let mut stage = Stage::new();
    stage.play("<ctrl+n><ctrl+n><ctrl+n><alt+up><alt+up><f8>");
    let first = stage.session().shown;
    stage.play("<f8>");
    assert_ne!(stage.session().shown, first);
}

#[test]
fn two_presses_of_enter_begin_one_session() {
    let mut stage = Stage::with(
        minutebook::app::Screen::Look(Box::new(minutebook::app::look::Look::new(
            crate::stage::panel(),
            "paper".to_owned(),
            &minutebook::meeting::Styles::default(),
            crate::stage::evening(),
        ))),
        (80, 24),
    );
    stage.play("<enter><enter>");
    let begun = stage.effects.iter().filter(|effect| matches!(effect, Effect::Begin(_))).count();
    assert_eq!(begun, 1);
}

#[test]
fn the_library_exports_the_session_that_is_chosen() {
    let mut stage = Stage::with(minutebook::app::Screen::Library(Box::default()), (80, 24));
    let listed = minutebook::library::Listed {
        path: "a.ron".into(),
        body: Some("Panel".to_owned()),
        ..Default::default()
    };
    stage.tell(minutebook::app::Event::Sessions(minutebook::library::Part::Sessions, vec![listed], 0));
    stage.tell(minutebook::app::Event::Preview("a.ron".into(), Box::new(crate::stage::panel())));
    stage.play("<f12>minutes markdown<enter>");
    let Some(Effect::Export(press)) = stage.effects.last() else { panic!("{}", stage.screen()) };
    assert!(press.make(0).unwrap().name.contains("minutes"));
}

#[test]
fn a_form_that_was_only_opened_changes_nothing() {
    let mut meeting = crate::stage::panel();
    meeting.items[0].head.presenters = vec![minutebook::meeting::ItemPresenter {
        role: Some("Director of Culture, Leisure".to_owned()),
        ..Default::default()
    }];
    meeting.items[0].head.documents = vec!["Plan; and map".to_owned()];
    let mut stage = Stage::of(meeting.clone(), (80, 24));
    stage.play("<ctrl+p>change the item<enter><enter>");
    assert_eq!(stage.meeting(), &meeting);
}

#[test]
fn f9_stays_with_an_item_whose_copy_failed() {
    let mut stage = Stage::new();
    stage.play("The panel noted it.<f9>");
    let shown = stage.session().shown;
    stage.tell(minutebook::app::Event::Failed("The clipboard could not be had.".to_owned()));
    stage.play("<f9>");
    assert_eq!(stage.session().shown, shown);
    stage.tell(minutebook::app::Event::Done("Copied.".to_owned()));
    stage.play("<f9>");
    assert_ne!(stage.session().shown, shown);
}

#[test]
fn f12_writes_everything_and_versions_under_names_of_their_own() {
    let mut stage = Stage::new();
    let mut files = |script: &str| {
        stage.play(script);
        let Some(Effect::Export(press)) = stage.effects.last() else { panic!("{}", stage.screen()) };
        (0..press.len()).map(|at| press.make(at).unwrap().name).collect::<Vec<_>>()
    };
    let all = files("<f3>A private thought.<f12>everything<enter>");
    assert!(all.len() >= 10 && all.iter().any(|name| name.ends_with("-actions.ics")), "{all:?}");
    let points = files("<f12>discussion points as text<enter>");
    assert!(points[0].ends_with("-minutes-with-points.txt"), "{points:?}");
    let Some(Effect::Export(press)) = stage.effects.last() else { panic!() };
    assert!(String::from_utf8_lossy(&press.make(0).unwrap().bytes).contains("A private thought."));
}

#[test]
fn what_is_typed_while_documents_are_made_shows() {
    let mut stage = Stage::new();
    stage.play("<f12>everything<enter>");
    assert!(stage.message().starts_with("Writing"), "{}", stage.message());
    stage.tell(minutebook::app::Event::Done("Writing 2 of 11: minutes as web page …".to_owned()));
    assert!(stage.screen().contains("Writing 2 of 11"), "{}", stage.screen());
    stage.play("Rain fell.");
    assert_eq!(stage.minutes(), ["Rain fell."]);
    assert!(stage.screen().contains("Rain fell."), "{}", stage.screen());
}

#[test]
fn words_are_marked_as_confidential_and_the_mark_comes_off_again() {
    let mut stage = Stage::new();
    let confidential = "<ctrl+p>confidential<enter>";
    stage.play(&format!("The price was Mill40<shift+ctrl+left>{confidential}"));
    let marks = |stage: &Stage| stage.session().item().unwrap().minutes[0].fields.confidential.clone();
    assert_eq!(marks(&stage), ["Mill40"]);
    stage.play("<right><right>");
    assert!(stage.screen().contains('¤'), "{}", stage.screen());
    stage.play(confidential);
    assert!(marks(&stage).is_empty());
    stage.play("<ctrl+z>");
    assert_eq!(marks(&stage), ["Mill40"]);
}

#[test]
fn the_house_style_is_chosen_in_the_details_of_the_meeting() {
    let mut stage = Stage::new();
    stage.play("<ctrl+p>meeting-details<enter>");
    assert!(stage.screen().contains("House style"), "{}", stage.screen());
    stage.play("<up>p<enter>");
    assert_eq!(stage.meeting().head.style, "parish");
    assert_eq!(stage.session().style.resolved, "RESOLVED:");
    stage.play("<ctrl+z>");
    assert_eq!(stage.session().style.resolved, "");
}

#[test]
fn back_finds_the_paragraph_wherever_it_was_moved_meanwhile() {
    let mut stage = Stage::new();
    stage.play("first<enter>second<alt+down>other<alt+up><ctrl+home><enter>");
    stage.play("<alt+left><alt+left>");
    let session = stage.session();
    assert_eq!(session.item().unwrap().minutes[session.at].text, "second");
}
