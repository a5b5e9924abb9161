//! The meeting's people and standing formalities, by keys.

use minutebook::meeting::{Did, Pane, Presence};

use crate::stage::{Stage, panel};

/// The panel with two more members, so that a quorum of three can be kept and lost.
fn stage() -> Stage {
    let mut meeting = panel();
    for name in ["Cllr Ann Sorrel", "Cllr Tom Thorn"] {
        let id = meeting.next_person_id();
        let model = meeting.people[1].clone();
        meeting.people.push(minutebook::meeting::Person { id, name: name.to_owned(), ..model });
    }
    meeting.items[2].head.exempt = true;
    Stage::of(meeting, (80, 24))
}

fn person<'a>(stage: &'a Stage, name: &str) -> &'a minutebook::meeting::Person {
    stage.meeting().people.iter().find(|person| person.name.ends_with(name)).unwrap()
}

#[test]
fn before_the_opening_f6_is_the_roll_call() {
    let mut stage = stage();
    stage.play("<f6>sorrel<enter><esc>");
    assert_eq!(person(&stage, "Sorrel").presence, Presence::Apologies);
    stage.play("<f6>sorrel<enter><enter><enter><esc>");
    assert_eq!(person(&stage, "Sorrel").presence, Presence::Present);
    assert!(stage.minutes().is_empty(), "the roll call writes nothing: {:?}", stage.minutes());
}

#[test]
fn who_leaves_is_noted_in_three_presses_and_the_paragraph_in_hand_stays() {
    let mut stage = stage();
    stage.play("<ctrl+n>The panel considered <f6>thorn<enter>the report.");
    assert_eq!(
        stage.minutes(),
        ["The panel considered the report.", "Cllr Thorn left the meeting at 6.00 pm."]
    );
    assert!(!person(&stage, "Thorn").is_here());
    // The next paragraph comes after the line, which came before it.
    stage.play("<enter>Next.");
    assert_eq!(stage.minutes().last(), Some(&"Next."));
    stage.play("<f6>thorn<enter>");
    assert!(person(&stage, "Thorn").is_here());
    assert_eq!(stage.message(), "Cllr Thorn arrived at 6.00 pm.");
    stage.play("<ctrl+z>");
    assert!(!person(&stage, "Thorn").is_here());
    assert_eq!(stage.minutes().len(), 3);
}

#[test]
fn in_an_empty_pane_the_line_stands_alone_and_typing_goes_behind_it() {
    let mut stage = stage();
    stage.play("<ctrl+n><f6>thorn<enter>Typed.");
    assert_eq!(stage.minutes(), ["Cllr Thorn left the meeting at 6.00 pm.", "Typed."]);
}

#[test]
fn a_late_member_who_had_sent_apologies_arrives() {
    let mut stage = stage();
    stage.play("<f6>sorrel<enter><esc><ctrl+n><wait 600><f6>sorrel<enter>");
    assert_eq!(stage.minutes(), ["Cllr Sorrel arrived at 6.10 pm.", ""]);
    let sorrel = person(&stage, "Sorrel");
    assert!(sorrel.is_here() && !sorrel.was_here(crate::stage::evening()));
}

#[test]
fn a_quorum_lost_is_said_at_once_and_shown() {
    let mut stage = stage();
    stage.play("<ctrl+n>");
    assert!(stage.screen().lines().next().unwrap().contains("quorum 5/3"), "{}", stage.screen());
    stage.play("<f6>thorn<enter><f6>sorrel<enter>");
    assert!(!stage.message().contains("QUORUM"), "{}", stage.message());
    stage.play("<f6>kay<enter>");
    assert!(stage.message().contains("NO QUORUM: 2 of 3"), "{}", stage.message());
    assert!(stage.screen().lines().next().unwrap().contains("NO QUORUM 2/3"), "{}", stage.screen());
}

#[test]
fn a_substitute_sits_for_somebody_and_counts_and_one_from_afar_does_not() {
    let mut stage = stage();
    stage.play("<f6>sorrel<enter><esc>");
    stage.play("<f6>Cllr Ivy Quill<enter>quill<tab>sits<enter>sorrel<enter><esc>");
    let quill = person(&stage, "Quill");
    assert_eq!(quill.substitute_for, Some(person(&stage, "Sorrel").id));
    let style = minutebook::meeting::HouseStyle::default();
    let count = stage.meeting().quorum(&style).unwrap();
    assert_eq!((count.here, stage.meeting().seats()), (5, 5));
    stage.play("<f6>quill<tab>remotely<enter><esc>");
    assert_eq!(stage.meeting().quorum(&style).unwrap().here, 4);
}

#[test]
fn a_declaration_bars_from_the_item_and_is_said_when_it_is_taken() {
    let mut stage = stage();
    stage.play("<ctrl+n><f6>hazel<tab>declares<enter>2<tab><tab>she chairs the trust<tab>l<enter>");
    assert_eq!(
        stage.minutes(),
        [
            "Cllr Hazel declared a disclosable pecuniary interest in item 2 (she chairs the trust) and left the meeting \
             while it was considered.",
            ""
        ]
    );
    let declared = &stage.meeting().declarations[0];
    assert!(declared.bars_vote() && declared.did == Did::Left);
    stage.play("<alt+down><ctrl+n>");
    assert!(stage.message().contains("Cllr Hazel declared an interest in it"), "{}", stage.message());
    // Corrected, its line follows.
    stage.play("<f6>hazel<tab>change<enter><tab><tab><ctrl+u>she is a trustee<enter>");
    let line = &stage.meeting().items[0].minutes[0].text;
    assert!(line.contains("(she is a trustee)"), "{line}");
    assert_eq!(stage.meeting().declarations.len(), 1);
}

#[test]
fn a_time_corrected_is_corrected_in_its_line_unless_somebody_edited_that() {
    let mut stage = stage();
    stage.play("<ctrl+n><f6>thorn<enter><f6>thorn<tab>correct<enter><ctrl+u>17:45<enter>");
    assert_eq!(stage.minutes()[0], "Cllr Thorn left the meeting at 5.45 pm.");
    stage.play("<up><end> for another meeting<f6>thorn<tab>correct<enter><ctrl+u>17:50<enter>");
    assert_eq!(stage.minutes()[0], "Cllr Thorn left the meeting at 5.45 pm. for another meeting");
    assert_eq!(person(&stage, "Thorn").movements[0].at.format("%H:%M").to_string(), "17:50");
}

#[test]
fn the_public_is_excluded_in_the_statutory_words_and_comes_back() {
    let mut stage = stage();
    stage.play("<ctrl+n><alt+down><alt+down><ctrl+n><ctrl+p>exclude press<enter><ctrl+u>3<enter>");
    let resolved = stage.texts(Pane::Resolved);
    assert!(resolved[0].contains("Section 100A(4)") && resolved[0].contains("item 3"), "{resolved:?}");
    assert!(resolved[0].contains("paragraph 3 of Part 1 of Schedule 12A"), "{resolved:?}");
    assert!(stage.meeting().items[2].resolved[0].fields.public, "the resolution is public");
    assert!(stage.screen().contains("PRIVATE"), "{}", stage.screen());
    stage.play("<ctrl+p>return to open<enter>");
    assert_eq!(stage.minutes()[0], "The meeting returned to open session at 6.00 pm.");
    assert!(!stage.screen().contains("PRIVATE"));
}

#[test]
fn the_previous_minutes_are_approved_with_corrections_and_never_those_of_this_meeting() {
    let mut stage = stage();
    stage.play("<ctrl+n><ctrl+p>approve the previous<enter>12 March 2026<enter>");
    assert!(stage.screen().contains("only earlier ones"), "{}", stage.screen());
    stage.play("<ctrl+u>5 February 2026<tab>Cllr Sorrel had been present<enter>");
    assert_eq!(
        stage.texts(Pane::Resolved),
        [
            "That the minutes of the meeting held on 5 February 2026 be approved as a correct record and signed by the \
          Chair, subject to the following: Cllr Sorrel had been present."
        ]
    );
    assert_eq!(stage.meeting().head.previous, chrono::NaiveDate::from_ymd_opt(2026, 2, 5));
}

#[test]
fn a_meeting_that_goes_on_another_day_is_said_to_reconvene() {
    let mut stage = stage();
    stage.play("<ctrl+n>Debate.<ctrl+p>adjourn the<enter><wait 86400><ctrl+p>resume the<enter>");
    assert_eq!(
        stage.minutes(),
        [
            "Debate.",
            "The meeting adjourned at 6.00 pm.",
            "The meeting reconvened on 13 March 2026 at 6.00 pm."
        ]
    );
}

#[test]
fn an_urgent_items_reason_may_come_afterwards() {
    let mut stage = stage();
    stage.play("<ctrl+n><ctrl+p>urgent item<enter><enter>");
    assert!(stage.meeting().items[0].head.urgent);
    assert!(stage.minutes().is_empty(), "{:?}", stage.minutes());
    stage.play("<ctrl+p>urgent item<enter>the bridge had closed that day<enter>");
    assert_eq!(
        stage.minutes()[0],
        "The Chair agreed that item 1 be considered as a matter of urgency: the bridge had closed that day."
    );
}

#[test]
fn in_the_narrow_strip_the_last_speakers_stand_by_their_codes() {
    let mut stage = stage();
    stage.play("<ctrl+n><f2>alder<enter>spoke.<f2>sorrel<enter>asked.<f2>alder<enter>answered.");
    let screen = stage.screen();
    let at = screen.lines().position(|line| line.starts_with(" said")).unwrap_or_else(|| panic!("{screen}"));
    let codes: Vec<&str> =
        screen.lines().skip(at + 1).take(3).map(|line| line.split('│').next().unwrap().trim()).collect();
    assert_eq!(codes, [";pa", ";as", ""], "{screen}");
}

#[test]
fn the_time_allowed_warns_before_it_is_over_and_a_resolution_stops_the_warning() {
    let mut stage = stage();
    let minutebook::app::Screen::Session(session) = &mut stage.app.screen else { panic!("no session") };
    session.style.limit = 150;
    stage.play("<ctrl+n><wait 8000>x");
    assert!(!stage.screen().contains("min left"), "{}", stage.screen());
    stage.play("<wait 700>y");
    assert!(stage.screen().lines().next().unwrap().contains("5 min left"), "{}", stage.screen());
    stage.play("<wait 600>z");
    assert!(stage.screen().lines().next().unwrap().contains("OVER TIME"), "{}", stage.screen());
    stage.play("<ctrl+p>continue beyond<enter>");
    assert_eq!(stage.texts(Pane::Resolved), ["That the meeting continue beyond two and a half hours."]);
    assert!(!stage.screen().contains("OVER TIME"), "{}", stage.screen());
}

#[test]
fn an_item_taken_out_of_its_order_is_decided_under_the_item_being_taken() {
    let mut stage = stage();
    stage.play("<ctrl+n><alt+down><ctrl+p>take this item next<enter>");
    assert_eq!(
        stage.meeting().items[0].resolved[0].text,
        "That the order of business be varied and item 2 be taken next."
    );
}
