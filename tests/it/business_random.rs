//! The formal business in any order: what must hold whatever is done.

use minutebook::meeting::{
    Choice, Declaration, Did, Edit, HouseStyle, ItemId, Manner, Meeting, Outcome, PersonId, Presence, Vote,
    amend, declare, exclude, goes, move_motion, settle, to_person,
};

use crate::random::{Random, stamp};
use crate::stage::panel;

/// A panel of nine that sits.
fn meeting() -> Meeting {
    let mut meeting = panel();
    for n in 0..6 {
        let id = meeting.next_person_id();
        let model = meeting.people[1].clone();
        meeting.people.push(minutebook::meeting::Person { id, name: format!("Cllr Member {n}"), ..model });
    }
    meeting.times.started = Some(stamp(0));
    meeting
}

struct Clerk {
    random: Random,
    style: HouseStyle,
    meeting: Meeting,
    n: u64,
}

impl Clerk {
    fn person(&mut self) -> PersonId {
        self.random.pick(&self.meeting.people).id
    }

    fn item(&mut self) -> ItemId {
        self.meeting.items[self.random.below(self.meeting.items.len())].id
    }

    fn act(&mut self) -> Vec<Edit> {
        self.n += 1;
        let (now, item, person) = (stamp(self.n), self.item(), self.person());
        match self.random.below(8) {
            0 | 1 => goes(&self.meeting, &self.style, (person, item), None, now),
            2 => {
                let did = *self.random.pick(&Did::ALL);
                let declaration = Declaration { person, item: Some(item), did, ..Declaration::default() };
                declare(&self.meeting, &self.style, (declaration, None), (item, now))
            }
            3 => move_motion(&self.meeting, item, format!("That {} be done.", self.n), now)
                .map(|(edit, _)| edit)
                .into_iter()
                .collect(),
            4 => {
                let parents = &self.meeting.item(item).unwrap().motions;
                let parent = parents.iter().find(|motion| motion.amends.is_none()).map(|motion| motion.id);
                let made = parent.and_then(|parent| amend(&self.meeting, item, parent, now));
                made.map(|(edit, _)| edit).into_iter().collect()
            }
            5 | 6 => self.vote(item, now),
            _ => {
                let presence = *self.random.pick(&[Presence::Present, Presence::Apologies, Presence::Absent]);
                if self.random.below(3) == 0 {
                    exclude(&self.meeting, &self.style, (item, &[item]), "3", now)
                } else {
                    to_person(&self.meeting, person, |p| p.presence = presence).into_iter().collect()
                }
            }
        }
    }

    fn vote(&mut self, item: ItemId, now: minutebook::meeting::Stamp) -> Vec<Edit> {
        let motions = self.meeting.item(item).unwrap().motions.clone();
        if motions.is_empty() {
            return Vec::new();
        }
        let mut to = self.random.pick(&motions).clone();
        let mut vote = Vote { manner: Manner::Recorded, ..Vote::default() };
        let voters: Vec<PersonId> = self.meeting.voters(&self.style).map(|person| person.id).collect();
        for _ in 0..voters.len() * 2 {
            let voter = *self.random.pick(&voters);
            let choice = (self.random.below(5) > 0).then(|| *self.random.pick(&Choice::ALL));
            vote.cast(voter, choice);
        }
        to.outcome = vote.result().unwrap_or(*self.random.pick(&Outcome::ALL));
        to.vote = Some(vote);
        settle(&self.meeting, item, to, now)
    }
}

fn ballots(meeting: &Meeting) -> Vec<(ItemId, minutebook::meeting::MotionId, Vote)> {
    let motions =
        meeting.items.iter().flat_map(|item| item.motions.iter().map(move |motion| (item.id, motion)));
    motions.filter_map(|(item, motion)| Some((item, motion.id, motion.vote.clone()?))).collect()
}

fn holds(meeting: &Meeting) {
    for (_, _, vote) in ballots(meeting) {
        let totals = vote.totals();
        assert_eq!(
            usize::try_from(totals.sum()).unwrap(),
            vote.ballots.len(),
            "totals are the names: {vote:?}"
        );
        let mut people: Vec<_> = vote.ballots.iter().map(|ballot| ballot.person).collect();
        people.sort_unstable();
        people.dedup();
        assert_eq!(people.len(), vote.ballots.len(), "each member in one list: {vote:?}");
    }
    for item in &meeting.items {
        for motion in &item.motions {
            let carried = motion.amends.is_none() && motion.outcome.passed();
            let there = motion.entry.is_some_and(|id| item.resolved.iter().any(|entry| entry.id == id));
            let decided = motion.outcome != Outcome::Open;
            assert_eq!(
                there && decided,
                carried,
                "a motion carried, and no other, stands under Resolved: {motion:?}"
            );
        }
    }
}

#[test]
fn whatever_is_done_votes_add_up_and_undo_restores_exactly() {
    for seed in 1..=60 {
        let mut clerk =
            Clerk { random: Random::new(seed), style: HouseStyle::default(), meeting: meeting(), n: 0 };
        let mut done: Vec<(Meeting, Vec<Edit>)> = Vec::new();
        for _ in 0..60 {
            let edits = clerk.act();
            let before = clerk.meeting.clone();
            let back: Vec<Edit> = edits
                .iter()
                .map(|edit| {
                    clerk.meeting.apply(edit).unwrap_or_else(|why| panic!("seed {seed}: {why}: {edit:?}"))
                })
                .collect();
            if edits.iter().any(|edit| matches!(edit, Edit::Person { .. })) {
                assert_eq!(
                    ballots(&before),
                    ballots(&clerk.meeting),
                    "seed {seed}: comings and goings keep votes"
                );
            }
            holds(&clerk.meeting);
            done.push((before, back));
        }
        for (before, back) in done.into_iter().rev() {
            for edit in back.iter().rev() {
                clerk.meeting.apply(edit).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
            }
            assert_eq!(clerk.meeting, before, "seed {seed}");
        }
    }
}
