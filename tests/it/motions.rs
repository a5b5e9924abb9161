//! Motions and votes, by keys.

use minutebook::app::Event;
use minutebook::meeting::{Choice, Declaration, Manner, Meeting, Outcome, Pane, Person, Totals};

use proptest::prelude::*;

use crate::stage::{Stage, evening, panel};

/// A council of so many members that sits, its first item being taken.
pub(crate) fn council(members: u32) -> Meeting {
    const SURNAMES: [&str; 21] = [
        "Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Kale",
        "Larch", "Maple", "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sorrel", "Thorn", "Willow",
    ];
    let mut meeting = panel();
    meeting.people.clear();
    for n in 0..members {
        let id = meeting.next_person_id();
        let surname = SURNAMES[n as usize % SURNAMES.len()];
        let first = ["Ann", "Ben", "Cara"][n as usize / SURNAMES.len() % 3];
        let name = format!("Cllr {first} {surname}");
        let presence = minutebook::meeting::Presence::Present;
        meeting.people.push(Person { id, name, member: true, presence, ..Person::default() });
    }
    meeting.times.started = Some(evening());
    meeting
}

fn stage() -> Stage {
    Stage::of(council(9), (80, 24))
}

#[test]
fn an_entry_that_is_only_opened_as_a_motion_stays_an_entry() {
    let mut stage = stage();
    stage.play("<f4>That the report be noted.<f5><esc>");
    assert!(stage.meeting().items[0].motions.is_empty());
    assert_eq!(stage.texts(Pane::Resolved), ["That the report be noted."]);
}

#[test]
fn mover_seconder_and_a_show_of_hands_make_a_carried_resolution() {
    let mut stage = stage();
    stage.play(
        "<f4>That the report be noted.<f5>bir<enter>oa<backspace><backspace>ced<enter>6 2 1<enter><esc>",
    );
    let motion = &stage.meeting().items[0].motions[0];
    assert_eq!(
        stage.meeting().name_of(motion.mover.as_ref().unwrap()),
        "Cllr Ben Birch".replace("Ben", "Ann")
    );
    assert_eq!(motion.outcome, Outcome::Carried);
    let totals = motion.vote.as_ref().unwrap().totals();
    assert_eq!(totals, Totals { in_favour: 6, against: 2, abstained: 1, no_vote: 0 });
    assert_eq!(stage.texts(Pane::Resolved), ["That the report be noted."]);
    assert!(stage.screen().contains("moved Birch · carried 6–2–1"), "{}", stage.screen());
}

#[test]
fn totals_that_do_not_add_up_are_said_at_once() {
    let mut stage = stage();
    stage.play("<f4>That it be so.<f5><down><down>6 2<enter>");
    assert!(stage.screen().contains("6 + 2 = 8, but 9 members are in the room"), "{}", stage.screen());
}

#[test]
fn an_even_vote_asks_for_the_casting_vote_and_a_lost_motion_leaves_the_resolved() {
    let mut stage = stage();
    stage.play("<f4>That it be so.<f5><down><down>4 4 1<enter>");
    assert!(stage.screen().contains("The vote is even"), "{}", stage.screen());
    stage.play("a<esc>");
    let motion = &stage.meeting().items[0].motions[0];
    assert_eq!((motion.outcome, motion.vote.as_ref().unwrap().casting), (Outcome::Lost, Some(false)));
    assert!(stage.texts(Pane::Resolved).is_empty(), "{:?}", stage.texts(Pane::Resolved));
    assert_eq!(motion.text, "That it be so.");
}

#[test]
fn a_recorded_vote_of_sixty_three_all_for_but_four_takes_twenty_keys_at_most() {
    let mut stage = Stage::of(council(63), (80, 24));
    stage.play("<f4>That the budget be adopted.");
    let keys = "<f5><down><down>rGaKaTbWnr<enter>";
    let presses = keys.matches('<').count() + keys.split(['<', '>']).step_by(2).map(str::len).sum::<usize>();
    assert!(presses <= 20, "{presses}");
    stage.play(keys);
    let motion = &stage.meeting().items[0].motions[0];
    let vote = motion.vote.as_ref().unwrap();
    assert_eq!(vote.manner, Manner::Recorded);
    assert_eq!(vote.totals(), Totals { in_favour: 59, against: 2, abstained: 1, no_vote: 1 });
    assert_eq!(motion.outcome, Outcome::Carried);
    let of = |choice| {
        let ballot = vote.ballots.iter().find(|ballot| ballot.choice == choice).unwrap();
        stage.meeting().person(ballot.person).unwrap().surname().to_owned()
    };
    assert_eq!((of(Choice::Abstained), of(Choice::NoVote)), ("Thorn".to_owned(), "Willow".to_owned()));
}

#[test]
fn a_declared_member_is_not_counted_by_the_rest_and_is_asked_about_once() {
    let mut meeting = council(9);
    let person = meeting.people[1].id;
    let item = Some(meeting.items[0].id);
    meeting.declarations.push(Declaration { person, item, bars: true, ..Declaration::default() });
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("<f4>That it be so.<f5><down><down>r");
    assert!(stage.screen().contains("Birch A declared"), "{}", stage.screen());
    stage.play("Bf");
    assert!(stage.screen().contains("press f again"), "{}", stage.screen());
    stage.play("r<enter><esc>");
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!((vote.totals().sum(), vote.choice_of(person)), (8, None));
}

#[test]
fn an_amendment_is_shown_before_it_is_taken_and_can_be_lost_accepted_or_carried() {
    let mut stage = stage();
    stage.play("<f4>That a fee be set.<f5>birch<enter>cedar<enter>");
    stage.play("<down><down><down><enter>");
    assert!(stage.screen().contains("Enter makes the amendment"), "{}", stage.screen());
    stage.play("<home><right><right><right><right><right><right><right>small <enter>");
    stage.play("fir<enter>gorse<enter>5 4<enter>");
    let screen = stage.screen();
    assert!(screen.contains("{+small +}") && screen.contains("Enter takes this wording"), "{screen}");
    assert_eq!(stage.texts(Pane::Resolved), ["That a fee be set."], "nothing is merged unseen");
    stage.play("<enter><esc><esc>");
    assert_eq!(stage.texts(Pane::Resolved), ["That a small fee be set."]);
    let item = &stage.meeting().items[0];
    assert_eq!(item.motions[1].outcome, Outcome::Carried);
    assert_eq!(item.motions[1].before.as_deref(), Some("That a fee be set."));
}

#[test]
fn a_wording_changed_after_its_vote_shows_as_changed() {
    let mut stage = stage();
    stage.play("<f4>That it be noted.<f5><down><down>u<esc><backspace> with thanks.");
    let item = &stage.meeting().items[0];
    assert!(item.changed_since_vote(&item.motions[0]));
    assert!(stage.screen().contains("changed since the vote"), "{}", stage.screen());
    stage.play("<f5>");
    assert!(stage.screen().contains("CHANGED SINCE THE VOTE"), "{}", stage.screen());
}

#[test]
fn one_members_own_vote_stands_beside_the_totals() {
    let mut stage = stage();
    stage.play("<f4>That it be so.<f5><down><down>8 1<enter><down><enter>hazel<enter>a<esc>");
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!(vote.manner, Manner::Show);
    assert_eq!(vote.ballots.len(), 1);
    assert_eq!(vote.ballots[0].choice, Choice::Against);
    assert_eq!(vote.totals().sum(), 9);
}

#[test]
fn a_budget_meeting_votes_by_name() {
    let mut stage = stage();
    stage.play("<ctrl+p>budget meeting<enter><f4>That it be so.<f5><down><down>6");
    assert!(stage.screen().contains("SI 2014/165"), "{}", stage.screen());
}

/// The meeting after all the records that were to be journalled.
fn replayed(stage: &Stage, start: &Meeting) -> Meeting {
    let mut meeting = start.clone();
    for edit in stage.records().iter().flat_map(|record| &record.edits) {
        meeting.apply(edit).unwrap();
    }
    meeting
}

#[test]
fn a_recorded_vote_is_one_step_of_undo_however_many_keys_it_took() {
    let mut stage = stage();
    stage.play("<f4>That it be so.<f5>");
    let before = stage.meeting().clone();
    stage.play("<down><down>raafbn<backspace>nr<enter>");
    let after = stage.meeting().clone();
    assert_eq!(after.items[0].motions[0].outcome, Outcome::Carried);
    stage.play("<ctrl+z>");
    assert_eq!(stage.meeting(), &before);
    stage.play("<ctrl+y>");
    assert_eq!(stage.meeting(), &after);
    stage.play("<esc><ctrl+z>");
    assert_eq!(stage.meeting(), &before, "outside the box as inside");
}

#[test]
fn mover_seconder_and_vote_are_a_step_each() {
    let mut stage = stage();
    stage.play("<f4>That it be so.<f5>birch<enter>cedar<enter>6 3<enter><esc>");
    let motion = |stage: &Stage| stage.meeting().items[0].motions.first().cloned();
    stage.play("<ctrl+z>");
    let undone = motion(&stage).unwrap();
    assert!(undone.vote.is_none() && undone.outcome == Outcome::Open && undone.seconder.is_some());
    stage.play("<ctrl+z>");
    assert!(motion(&stage).unwrap().seconder.is_none());
    stage.play("<ctrl+z>");
    assert_eq!(motion(&stage), None);
    assert_eq!(stage.texts(Pane::Resolved), ["That it be so."]);
}

#[test]
fn a_motion_typed_before_it_is_taken_is_written_down_in_every_pause() {
    let start = council(9);
    let mut stage = Stage::of(start.clone(), (80, 24));
    stage.play("<f5>That the bandstand be mended");
    stage.tell(Event::Tick);
    assert_eq!(replayed(&stage, &start).items[0].motions[0].text, "That the bandstand be mended");
    stage.play(" by May.");
    stage.tell(Event::End);
    let kept = replayed(&stage, &start);
    assert_eq!(kept.items[0].motions[0].text, "That the bandstand be mended by May.");
    assert_eq!(kept.items[0].motions.len(), 1);
    stage.play("<enter><ctrl+z>");
    assert!(stage.meeting().items[0].motions.is_empty(), "all of it is one step");
}

#[test]
fn a_motion_that_is_not_yet_an_entry_becomes_one_when_it_is_carried() {
    let mut stage = stage();
    stage.play("<f5>That a survey be made.<enter>fir<enter><enter>");
    assert!(stage.texts(Pane::Resolved).is_empty());
    stage.play("<esc>");
    assert!(stage.screen().contains("1 open motion: F5"), "{}", stage.screen());
    stage.play("<f5><down><down>u<esc>");
    assert!(!stage.screen().contains("open motion"), "{}", stage.screen());
    assert_eq!(stage.texts(Pane::Resolved), ["That a survey be made."]);
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!((vote.manner, vote.totals().in_favour), (Manner::Unanimous, 9));
}

#[test]
fn outcomes_without_a_vote_take_a_letter() {
    for (letter, outcome) in [
        ('w', Outcome::Withdrawn),
        ('s', Outcome::Lapsed),
        ('d', Outcome::Deferred),
        ('l', Outcome::Lost),
        ('c', Outcome::Carried),
    ] {
        let mut stage = stage();
        stage.play(&format!("<f5>That it be so.<enter><down><down><down>{letter}"));
        assert_eq!(stage.meeting().items[0].motions[0].outcome, outcome);
        assert_eq!(stage.texts(Pane::Resolved).len(), usize::from(outcome.passed()), "{letter}");
    }
    let mut stage = stage();
    stage.play("<f5>That it be so.<enter><down><down><down>a");
    assert!(stage.screen().contains("Only an amendment is accepted"), "{}", stage.screen());
}

#[test]
fn an_amendment_accepted_without_a_vote_and_one_lost_stay_listed() {
    let mut stage = stage();
    stage.play("<f5>That a fee be set.<enter>birch<enter><esc><f5>");
    let amend = "<up><up><enter>";
    stage.play(&format!("<up>{amend}<backspace> of £5.<enter><down><down><down>a<enter><esc>"));
    assert_eq!(stage.meeting().items[0].motions[0].text, "That a fee be set of £5.");
    let amend = "<down><enter>";
    stage.play(&format!("{amend}<backspace> or less.<enter><down><down>2 7<enter><esc>"));
    assert_eq!(stage.meeting().items[0].motions[0].text, "That a fee be set of £5.");
    let screen = stage.screen();
    assert!(screen.contains("accepted · ") && screen.contains("lost 2–7 · "), "{screen}");
}

#[test]
fn what_an_amendment_would_undo_of_an_earlier_one_is_said() {
    let mut stage = stage();
    stage.play("<f5>That a fee be set.<enter><esc><f5><up><up><up>");
    stage.play("<enter><backspace> of £5.<enter><esc><down><enter><backspace> by May.<enter><esc>");
    let texts: Vec<_> = stage.meeting().items[0].motions.iter().map(|motion| motion.text.clone()).collect();
    assert_eq!(texts, ["That a fee be set.", "That a fee be set of £5.", "That a fee be set by May."]);
    stage.play("<up><enter><wait 60><down><down>9 0<enter><enter><esc><down><enter><down><down>9 0<enter>");
    let screen = stage.screen();
    assert!(screen.contains("amended since this was moved") && screen.contains("[-of £5-]"), "{screen}");
    stage.play("e<home><ctrl+right><ctrl+right><ctrl+right><ctrl+right><ctrl+right>of £5 <enter>");
    assert!(stage.screen().contains("of £5{+ by May+}"), "{}", stage.screen());
    stage.play("<enter>");
    assert_eq!(stage.meeting().items[0].motions[0].text, "That a fee be set of £5 by May.");
}

#[test]
fn a_lost_quorum_is_said_when_a_vote_is_taken() {
    let mut meeting = council(12);
    for person in meeting.people.iter_mut().skip(2) {
        person.presence = minutebook::meeting::Presence::Apologies;
    }
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("<f5>That it be so.<enter><down><down>2<enter>");
    assert!(stage.screen().contains("No quorum: 2 in the room, 3 needed"), "{}", stage.screen());
}

#[test]
fn members_not_in_the_room_are_named_and_have_no_vote() {
    let mut meeting = council(9);
    meeting.people[0].presence = minutebook::meeting::Presence::Apologies;
    let away = meeting.people[0].id;
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("<f5>That it be so.<enter><down><down>rAr");
    let screen = stage.screen();
    assert!(screen.contains("not in the room: Alder") && screen.contains("For 8 "), "{screen}");
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!(vote.choice_of(away), None);
}

#[test]
fn a_member_who_leaves_after_the_vote_keeps_it() {
    let mut stage = stage();
    stage.play("<f5>That it be so.<enter><down><down>rEfr<enter><esc><wait 60><f6>elder<enter>");
    let gone = stage.meeting().people.iter().find(|person| person.surname() == "Elder").unwrap();
    assert!(!gone.is_here(), "{}", stage.screen());
    let id = gone.id;
    stage.play("<f5><down><enter><down><down><enter>");
    let screen = stage.screen();
    assert!(screen.contains("F Elder") && !screen.contains("not in the room"), "{screen}");
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!(vote.choice_of(id), Some(Choice::For));
}

#[test]
fn a_vote_that_cannot_be_read_is_not_lost_by_going_on() {
    let mut stage = stage();
    stage.play("<f5>That it be so.<enter><down><down>6 x<down>");
    assert!(stage.screen().contains("“6 x” is no vote"), "{}", stage.screen());
    stage.play("<backspace>3<enter>");
    let totals = stage.meeting().items[0].motions[0].vote.clone().unwrap().totals();
    assert_eq!((totals.in_favour, totals.against), (6, 3));
}

#[test]
fn names_recorded_are_not_lost_by_a_letter() {
    let mut stage = stage();
    stage.play("<f5>That it be so.<enter><down><down>r<down>ar<enter>u");
    let vote = stage.meeting().items[0].motions[0].vote.clone().unwrap();
    assert_eq!((vote.manner, vote.ballots.len()), (Manner::Recorded, 9));
    assert!(stage.screen().contains("recorded by name"), "{}", stage.screen());
}

#[test]
fn the_wording_can_be_read_out_from_the_whole_screen() {
    let mut stage = stage();
    stage.play("<f5>That the bandstand be mended by May at a cost of no more than £4,000.<enter><f5>");
    let screen = stage.screen();
    assert!(screen.contains("That the bandstand be mended") && !screen.contains("Seconder"), "{screen}");
    stage.play("<esc>");
    assert!(stage.screen().contains("Seconder"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_keys_are_pressed_names_and_totals_agree_and_undo_restores_all(
        keys in proptest::collection::vec(0usize..KEYS.len(), 1..60),
        barred in proptest::option::of(0usize..7),
    ) {
        let mut start = council(7);
        if let Some(at) = barred {
            let (person, item) = (start.people[at].id, Some(start.items[0].id));
            start.declarations.push(Declaration { person, item, bars: true, ..Declaration::default() });
        }
        let mut stage = Stage::of(start.clone(), (80, 24));
        stage.play("<f5>That it be so.<enter>");
        for key in keys {
            stage.play(KEYS[key]);
            for motion in &stage.meeting().items[0].motions {
                let Some(vote) = &motion.vote else { continue };
                let mut names: Vec<_> = vote.ballots.iter().map(|ballot| ballot.person).collect();
                names.sort();
                names.dedup();
                prop_assert_eq!(names.len(), vote.ballots.len());
                if vote.manner == Manner::Recorded {
                    prop_assert_eq!(vote.totals().sum() as usize, names.len());
                }
                prop_assert!(vote.manner != Manner::Recorded || vote.present >= vote.totals().sum());
            }
            let item = &stage.meeting().items[0];
            for motion in item.motions.iter().filter(|motion| motion.amends.is_none()) {
                // One that is open again stays where it stands until it is lost or put off.
                if motion.outcome != Outcome::Open {
                    prop_assert_eq!(motion.outcome.passed(), motion.entry.is_some());
                }
            }
        }
        prop_assert_eq!(&replayed(&stage, &start), stage.meeting());
        stage.play("<esc><esc><esc><esc><esc>");
        for _ in 0..200 {
            stage.play("<ctrl+z>");
        }
        prop_assert_eq!(stage.meeting(), &start);
    }
}

/// Keys of the box of F5; what each does depends on where it is pressed.
const KEYS: [&str; 26] = [
    "f",
    "a",
    "b",
    "n",
    "r",
    "t",
    "u",
    "c",
    "l",
    "w",
    "o",
    "d",
    "s",
    "e",
    "3",
    " ",
    "4",
    "<enter>",
    "<enter>",
    "<down>",
    "<up>",
    "<esc>",
    "<backspace>",
    "B",
    "<ctrl+z>",
    "<ctrl+y>",
];

#[test]
fn a_decision_lost_and_carried_again_keeps_its_owner_and_due_date() {
    let mut stage = stage();
    stage.play("<f4>That a note be sent.<ctrl+d>ann birch<tab>14 April 2026<enter>");
    let fields = stage.meeting().items[0].resolved[0].fields.clone();
    assert!(fields.resolution.owner.is_some() && fields.resolution.due.is_some());
    stage.play("<f5><down><down><down>l");
    assert!(stage.meeting().items[0].resolved.is_empty());
    stage.play("c<esc>");
    assert_eq!(stage.meeting().items[0].resolved[0].fields, fields);
}

#[test]
fn a_decision_without_a_quorum_is_said_and_found_with_a_vote_or_without() {
    let mut stage = Stage::of(council(4), (80, 24));
    stage.play("<f6>ann cedar<enter><f6>ann dogwood<enter><f4>That it be so.");
    let style = minutebook::meeting::HouseStyle::default();
    let kinds = |stage: &Stage| {
        let found = minutebook::checks::business::findings(stage.meeting(), &style);
        found.iter().map(|found| found.kind.word()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&stage), ["quorum"]);
    stage.play("<f5><down><down><down>c");
    assert!(stage.screen().contains("No quorum: 2 in the room, 3 needed."), "{}", stage.screen());
    assert_eq!(kinds(&stage), ["quorum"], "told once");
}
