//! Draft, final, approved, corrected: what the keys do, what stays as it was, and what is found out.

use minutebook::app::Effect;
use minutebook::meeting::{State, changes, trouble};

use crate::stage::Stage;

/// A panel that has met: two paragraphs, a resolution, closed.
pub(crate) fn met() -> Stage {
    let mut stage = Stage::new();
    stage.play("<alt+down><ctrl+n>The panel noted the report.<enter>Members asked about opening hours.");
    stage.play("<f4>That the report be noted<f3>a note of my own");
    stage.play("<ctrl+p>close the meeting<enter>");
    stage
}

const FINAL: &str = "<ctrl+p>mark-final<enter>";
const APPROVE: &str = "<ctrl+p>mark-approved<enter><ctrl+a>Cllr Rosa Hazel<enter>";

#[test]
fn final_minutes_take_no_key_and_undo_opens_them_again() {
    let mut stage = met();
    stage.play(FINAL);
    assert_eq!(stage.meeting().state, State::Final);
    let before = stage.meeting().clone();
    stage.play("<ctrl+home>x<enter><f4>no");
    assert_eq!(stage.meeting(), &before);
    assert!(stage.message().contains("Correct the minutes"), "{}", stage.message());
    assert!(stage.screen().contains("FINAL"), "{}", stage.screen());
    stage.play("<ctrl+z>");
    assert_eq!((stage.meeting().state, stage.meeting().revisions.len()), (State::Draft, 0));
    stage.play("more");
    assert_ne!(stage.meeting(), &before);
}

#[test]
fn a_meeting_that_still_sits_is_not_made_final() {
    let mut stage = Stage::new();
    stage.play("<ctrl+n>Text").play(FINAL);
    assert_eq!(stage.meeting().state, State::Draft);
    assert!(stage.message().contains("closed"), "{}", stage.message());
}

#[test]
fn approval_says_who_and_when_and_a_correction_is_a_new_revision_that_keeps_what_was() {
    let mut stage = met();
    stage.play(FINAL).play(APPROVE);
    let meeting = stage.meeting();
    let approval = meeting.approval().unwrap();
    assert_eq!((approval.by.as_str(), approval.number), ("Cllr Rosa Hazel", 1));
    assert_eq!(approval.signed, meeting.head.date);
    assert!(stage.screen().lines().next().unwrap().contains("APPROVED 12 Mar 2026"), "{}", stage.screen());
    stage.play("<ctrl+p>correct the<enter>The hours were wrong<enter>");
    assert_eq!((stage.meeting().state, stage.meeting().revision()), (State::Draft, 2));
    stage.play("<tab><backtab><backtab><backtab><ctrl+end> at length");
    let meeting = stage.meeting();
    assert_eq!(meeting.revisions.len(), 3);
    let kept = &meeting.revisions[1];
    let now = meeting.text_of_minutes();
    let changed = changes(&kept.text, &now);
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(trouble(meeting), []);
}

#[test]
fn the_status_of_an_action_may_be_noted_in_approved_minutes() {
    let mut stage = met();
    stage.play("<alt+down><alt+up><tab><tab>").play(APPROVE);
    stage.play("<ctrl+d><down><down> <enter>");
    let resolved = &stage.meeting().items[1].resolved[0];
    assert_eq!(resolved.fields.resolution.status.word(), "done", "{}", stage.screen());
    assert_eq!(trouble(stage.meeting()), []);
    stage.play("<ctrl+d>Ann<enter>");
    assert_eq!(stage.meeting().items[1].resolved[0].fields.resolution.owner, None);
}

#[test]
fn a_change_by_hand_after_approval_is_found_and_named() {
    let mut stage = met();
    stage.play(APPROVE);
    let mut meeting = stage.meeting().clone();
    meeting.items[1].resolved[0].text = "That the report be refused".to_owned();
    let found = trouble(&meeting);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0.as_ref().unwrap().to.as_deref(), Some("That the report be refused"));
    // Whoever changes the kept text as well is found by its checksum.
    let kept = meeting.revisions[0].text.iter_mut().find(|line| line.text == "That the report be noted");
    kept.unwrap().text = "That the report be refused".to_owned();
    let found = trouble(&meeting);
    assert!(found.iter().any(|(_, said)| said.contains("checksum")), "{found:?}");
}

#[test]
fn approval_drops_notes_and_history_only_where_the_clerk_says_so() {
    let mut stage = met();
    stage.play(APPROVE);
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Purge(_))));
    let mut stage = met();
    stage.play("<ctrl+p>mark-approved<enter><ctrl+a>Ann Elm<up> <enter>");
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::Purge(_))), "{}", stage.screen());
    assert!(stage.app.session().is_none(), "nothing can be typed while the session is away");
}

#[test]
fn a_change_of_state_is_read_back_from_the_journal_as_it_was_written() {
    let mut stage = met();
    stage.play(FINAL).play(APPROVE).play("<ctrl+p>correct the<enter>A “reason” \\ \"#<enter>");
    for record in stage.records() {
        let line = minutebook::library::journal::encode(&record).unwrap();
        let bytes = minutebook::library::journal::header("0badcafe") + &line;
        let scan = minutebook::library::journal::scan(bytes.as_bytes());
        assert_eq!(scan.lines[0].record().unwrap(), record);
    }
}

#[test]
fn what_changed_is_shown_word_by_word_with_signs_and_stepped_through() {
    let mut stage = met();
    stage.play("<ctrl+p>what-changed<enter>");
    assert!(stage.message().contains("Mark as final"), "{}", stage.message());
    stage.play(FINAL).play("<ctrl+p>correct the<enter>The hours were wrong<enter>");
    stage.play("<backtab><ctrl+home><ctrl+delete>A <end> at length<enter>A new paragraph.");
    stage.play("<ctrl+p>what-changed<enter>");
    let screen = stage.screen();
    for wanted in ["2 changes", "[-The-]{+A+}", "{+A new paragraph.+}", "The hours were wrong", "checksum"] {
        assert!(screen.contains(wanted), "{wanted}: {screen}");
    }
    stage.play("<f8><shift+f8><down><right><left><pagedown><esc>");
    assert!(stage.app.dialog.is_none());
}
