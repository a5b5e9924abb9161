//! What `check` finds in the formal business, meeting by meeting as data.

use chrono::TimeDelta;
use minutebook::checks::business::findings;
use minutebook::meeting::{
    Ballot, Choice, Entry, EntryId, Going, HouseStyle, ItemId, Manner, Meeting, Motion, MotionId, Movement,
    Outcome, PersonId, Settled, Vote,
};

use super::stage::{evening, panel};

/// The panel with a motion in its second item, on which was voted by name.
fn voted(names: &[(u32, Choice)]) -> Meeting {
    let mut meeting = panel();
    let wording = "That the branch at Millbrook stay open.";
    let ballots =
        names.iter().map(|(id, choice)| Ballot { person: PersonId(*id), choice: *choice }).collect();
    meeting.items[1].resolved = vec![Entry { id: EntryId(9), text: wording.to_owned(), ..Entry::default() }];
    meeting.items[1].motions = vec![Motion {
        id: MotionId(1),
        entry: Some(EntryId(9)),
        outcome: Outcome::Carried,
        vote: Some(Vote { manner: Manner::Recorded, present: 3, ballots, ..Vote::default() }),
        moved: Some(evening()),
        settled: Some(Settled { at: evening(), wording: wording.to_owned() }),
        ..Motion::default()
    }];
    meeting
}

fn told(meeting: &Meeting) -> Vec<(&'static str, String)> {
    let found = findings(meeting, &HouseStyle::default()).into_iter();
    found.map(|finding| (finding.kind.word(), finding.message)).collect()
}

const ALL: [(u32, Choice); 3] = [(1, Choice::For), (2, Choice::For), (4, Choice::Against)];

#[test]
fn members_missing_from_a_recorded_vote_are_named() {
    assert_eq!(told(&voted(&ALL)), []);
    let found = told(&voted(&ALL[..1]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].0 == "vote" && found[0].1.ends_with("None of Cllr Dan Rowan and Cllr Kay Rowan."),
        "{found:?}"
    );
}

#[test]
fn what_was_noted_of_somebody_who_left_is_held_against_the_names() {
    let left = |voted| Movement {
        at: evening() + TimeDelta::minutes(5),
        going: Going::Left,
        item: Some(ItemId(2)),
        line: None,
        voted: Some(voted),
    };
    let mut meeting = voted(&ALL);
    meeting.people[3].movements = vec![left(true)];
    assert_eq!(told(&meeting), []);
    meeting.people[3].movements = vec![left(false)];
    let found = told(&meeting);
    assert!(
        found.len() == 1 && found[0].1.starts_with("Cllr Kay Rowan is noted as having left without voting"),
        "{found:?}"
    );
    let mut meeting = voted(&ALL[..2]);
    meeting.people[3].movements = vec![left(true)];
    let found = told(&meeting);
    assert!(
        found
            .iter()
            .any(|(_, said)| said.starts_with("Cllr Kay Rowan is noted as having voted before leaving")),
        "{found:?}"
    );
    let mut earlier = left(false);
    earlier.at = evening() - TimeDelta::minutes(5);
    meeting.people[3].movements = vec![earlier];
    assert!(!told(&meeting).iter().any(|(_, said)| said.contains("is noted as")), "gone before the vote");
}

#[test]
fn an_exempt_item_wants_a_decision_that_excludes_the_public_once_the_meeting_is_closed() {
    let mut meeting = panel();
    meeting.items[2].head.exempt = true;
    meeting.items[2].head.exempt_reason = Some("paragraph 3".to_owned());
    meeting.items[2].minutes =
        vec![Entry { id: EntryId(5), text: "The lease was discussed.".to_owned(), ..Entry::default() }];
    assert_eq!(told(&meeting), [], "while it goes on that may still come");
    meeting.times.ended = Some(evening());
    let found = told(&meeting);
    assert!(found.len() == 1 && found[0].0 == "exempt", "{found:?}");
    meeting.items[1].resolved = vec![Entry {
        id: EntryId(6),
        text: "That the press and public be excluded for item 3.".to_owned(),
        ..Entry::default()
    }];
    assert_eq!(told(&meeting), []);
}

#[test]
fn an_amendment_entered_afterwards_does_not_make_a_wording_changed_since_the_vote() {
    let mut meeting = voted(&ALL);
    let amended = "That the branches at Millbrook and Ashby stay open.";
    meeting.items[1].resolved[0].text = amended.to_owned();
    assert_eq!(told(&meeting).iter().map(|found| found.0).collect::<Vec<_>>(), ["changed"]);
    meeting.items[1].motions.push(Motion {
        id: MotionId(2),
        amends: Some(MotionId(1)),
        text: amended.to_owned(),
        outcome: Outcome::Carried,
        ..Motion::default()
    });
    assert_eq!(told(&meeting), []);
    meeting.items[1].resolved[0].text.push_str(" Always.");
    assert_eq!(told(&meeting).iter().map(|found| found.0).collect::<Vec<_>>(), ["changed"]);
}
