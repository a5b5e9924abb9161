//! Motions and votes, by keys.

use minutebook::meeting::{Choice, Declaration, Manner, Meeting, Outcome, Pane, Person, Totals};

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
