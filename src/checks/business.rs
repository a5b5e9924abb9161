//! What contradicts itself in the formal business: votes against those who were in the room, decisions without a quorum,
//! exempt items without a reason.

use crate::meeting::{
    Choice, Going, HouseStyle, Item, Manner, Meeting, Motion, Outcome, Pane, Person, PersonId, Slot, Stamp,
    Vote,
};

use super::findings::{Finding, Kind};

/// Everything in the formal business that the clerk should look at, in the agenda's order.
pub fn findings(meeting: &Meeting, style: &HouseStyle) -> Vec<Finding> {
    let mut found = Vec::new();
    for item in &meeting.items {
        for motion in &item.motions {
            let mut say = |kind, message: String| found.push(of_motion(item, motion, kind, message));
            if let Some(vote) = &motion.vote {
                votes(meeting, style, (item, motion, vote), &mut say);
            }
            outcomes(meeting, style, (item, motion), &mut say);
        }
        if style.mover_wanted {
            found.extend(without_mover(item));
        }
        found.extend(inquorate(meeting, style, item));
        found.extend(exempt(item).into_iter().chain(never_excluded(meeting, item)).chain(urgent(item)));
    }
    found
}

fn of_motion(item: &Item, motion: &Motion, kind: Kind, message: String) -> Finding {
    let at = motion.entry.and_then(|id| item.resolved.iter().position(|entry| entry.id == id));
    let text = item.wording(motion).to_owned();
    let slot = at.map(|at| Slot { item: item.id, pane: Pane::Resolved, at });
    let place = slot.map(|slot| (slot, 0..text.len()));
    Finding { kind, item: item.id, place, text, message }
}

fn whole(item: &Item, kind: Kind, message: &str) -> Finding {
    let text = item.head.title.clone();
    Finding { kind, item: item.id, place: None, text, message: message.to_owned() }
}

/// When a motion was decided upon.
fn decided(motion: &Motion) -> Option<Stamp> {
    motion.settled.as_ref().map(|settled| settled.at).or(motion.moved)
}

fn votes(
    meeting: &Meeting,
    style: &HouseStyle,
    (item, motion, vote): (&Item, &Motion, &Vote),
    say: &mut impl FnMut(Kind, String),
) {
    let totals = vote.totals();
    let name = |id: PersonId| meeting.person(id).map_or("somebody", |person| person.name.as_str());
    if vote.manner != Manner::Unanimous
        && vote.present > 0
        && totals.sum() > 0
        && totals.sum() != vote.present
    {
        let missing = without_vote(meeting, style, (item, motion, vote));
        let named =
            if missing.is_empty() { String::new() } else { format!(" None of {}.", joined(&missing)) };
        say(
            Kind::Vote,
            format!(
                "{} votes are noted, but {} members could vote: F5 puts it right.{named}",
                totals.sum(),
                vote.present
            ),
        );
    }
    departed(meeting, (item, motion, vote), say);
    let mut seen: Vec<PersonId> = Vec::new();
    for ballot in &vote.ballots {
        if seen.contains(&ballot.person) {
            say(Kind::Vote, format!("{} has two votes: F5 puts it right.", name(ballot.person)));
        }
        seen.push(ballot.person);
        let person = meeting.person(ballot.person);
        let there = |person: &Person| {
            person.counts(style) && decided(motion).map_or_else(|| person.is_here(), |at| person.was_here(at))
        };
        if !person.is_some_and(there) {
            say(
                Kind::Vote,
                format!(
                    "{} has a vote but was not in the room to vote: F6 or F5 puts it right.",
                    name(ballot.person)
                ),
            );
        }
        if meeting.barred(item.id, ballot.person).is_some() && ballot.choice != Choice::NoVote {
            say(
                Kind::Vote,
                format!("{} declared an interest in this item and has a vote.", name(ballot.person)),
            );
        }
    }
    result((motion, vote), say);
    if meeting.head.budget && vote.manner != Manner::Recorded {
        say(
            Kind::Vote,
            "At a budget meeting each vote is recorded by name (SI 2014/165): F5, then r.".to_owned(),
        );
    }
}

/// Those who could vote and stand nowhere in a recorded vote, by name.
fn without_vote<'a>(
    meeting: &'a Meeting,
    style: &HouseStyle,
    (item, motion, vote): (&Item, &Motion, &Vote),
) -> Vec<&'a str> {
    if vote.manner != Manner::Recorded {
        return Vec::new();
    }
    let there = |person: &&Person| decided(motion).map_or_else(|| person.is_here(), |at| person.was_here(at));
    let people = meeting.people.iter().filter(|person| person.counts(style)).filter(there);
    let free = people.filter(|person| meeting.barred(item.id, person.id).is_none());
    let missing = free.filter(|person| vote.choice_of(person.id).is_none());
    missing.map(|person| person.name.as_str()).collect()
}

/// "A, B and C".
fn joined(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// What was noted of somebody who left during the item, against the names of its recorded vote.
fn departed(
    meeting: &Meeting,
    (item, motion, vote): (&Item, &Motion, &Vote),
    say: &mut impl FnMut(Kind, String),
) {
    if vote.manner != Manner::Recorded || motion.amends.is_some() {
        return;
    }
    for person in &meeting.people {
        let left = person.movements.iter().rfind(|movement| {
            let here = movement.going == Going::Left && movement.item == Some(item.id);
            here && movement.voted.is_some() && decided(motion).is_none_or(|at| movement.at >= at)
        });
        let Some(voted) = left.and_then(|movement| movement.voted) else { continue };
        let votes = item.motions.iter().filter_map(|motion| motion.vote.as_ref());
        let cast = votes.filter_map(|vote| vote.choice_of(person.id)).any(|choice| choice != Choice::NoVote);
        let name = &person.name;
        match (voted, cast) {
            (true, false) => say(
                Kind::Vote,
                format!(
                    "{name} is noted as having voted before leaving, and has no vote: F6 or F5 puts it right."
                ),
            ),
            (false, true) => say(
                Kind::Vote,
                format!(
                    "{name} is noted as having left without voting, and has a vote: F6 or F5 puts it right."
                ),
            ),
            (true, true) | (false, false) => {}
        }
    }
}

/// What the vote came to against what is noted.
fn result((motion, vote): (&Motion, &Vote), say: &mut impl FnMut(Kind, String)) {
    let totals = vote.totals();
    match (vote.result(), motion.outcome) {
        (None, Outcome::Open | Outcome::Carried) if totals.in_favour > 0 => {
            say(Kind::Vote, "The vote is even and there is no casting vote: F5 notes it.".to_owned());
        }
        (Some(Outcome::Carried), Outcome::Lost) | (Some(Outcome::Lost), Outcome::Carried) => {
            let outcome = motion.outcome.word();
            say(
                Kind::Vote,
                format!(
                    "Noted as {outcome}, with {} for and {} against: F5 puts it right.",
                    totals.in_favour, totals.against
                ),
            );
        }
        _ => {}
    }
}

fn outcomes(
    meeting: &Meeting,
    style: &HouseStyle,
    (item, motion): (&Item, &Motion),
    say: &mut impl FnMut(Kind, String),
) {
    // A decision of which only the mover was noted is decided: it stands under Resolved.
    let decided_on = motion.entry.is_some() && motion.amends.is_none();
    if motion.outcome == Outcome::Open && meeting.times.ended.is_some() && !decided_on {
        say(Kind::Vote, "The motion has no outcome, and the meeting is closed: F5 notes it.".to_owned());
    }
    if item.changed_since_vote(motion) {
        say(Kind::Changed, "The wording was changed after the vote on it: F5 shows the change.".to_owned());
    }
    let count = decided(motion).filter(|_| motion.outcome.passed() && motion.amends.is_none());
    if let Some(count) = count.and_then(|at| meeting.quorum_at(style, at)).filter(|count| !count.is_quorate())
    {
        say(
            Kind::Quorum,
            format!("Decided with {} members in the room, {} were needed.", count.here, count.needed),
        );
    }
}

/// Decisions entered without a motion while too few members were in the room.
fn inquorate(meeting: &Meeting, style: &HouseStyle, item: &Item) -> Vec<Finding> {
    let entries = item.resolved.iter().enumerate().filter(|(_, entry)| !entry.is_blank());
    let plain = entries.filter(|(_, entry)| item.motion_of_entry(entry.id).is_none());
    let found = plain.filter_map(|(at, entry)| {
        let count = meeting.quorum_at(style, entry.fields.at?).filter(|count| !count.is_quorate())?;
        Some(Finding {
            kind: Kind::Quorum,
            item: item.id,
            place: Some((Slot { item: item.id, pane: Pane::Resolved, at }, 0..entry.text.len())),
            text: entry.text.clone(),
            message: format!(
                "Entered with {} members in the room, {} were needed: F6 shows who was there.",
                count.here, count.needed
            ),
        })
    });
    found.collect()
}

/// Decisions without a mover, where the house wants one.
fn without_mover(item: &Item) -> Vec<Finding> {
    let entries = item.resolved.iter().enumerate().filter(|(_, entry)| !entry.is_blank());
    let unmoved = entries
        .filter(|(_, entry)| item.motion_of_entry(entry.id).is_none_or(|(_, motion)| motion.mover.is_none()));
    unmoved
        .map(|(at, entry)| Finding {
            kind: Kind::Mover,
            item: item.id,
            place: Some((Slot { item: item.id, pane: Pane::Resolved, at }, 0..entry.text.len())),
            text: entry.text.clone(),
            message: "This house names who moved a decision: F5 notes it.".to_owned(),
        })
        .collect()
}

fn exempt(item: &Item) -> Option<Finding> {
    let minuted = Pane::ALL.iter().any(|pane| item.pane(*pane).iter().any(|entry| !entry.is_blank()));
    let reason = item.head.exempt_reason.as_deref().map(str::trim).unwrap_or_default();
    (item.head.exempt && minuted && reason.is_empty()).then(|| {
        whole(
            item,
            Kind::Exempt,
            "The item is exempt and no reason is noted: “Exclude press and public” in Ctrl+P writes it.",
        )
    })
}

/// An exempt item of a meeting that is closed, where nothing says that press and public were ever excluded.
fn never_excluded(meeting: &Meeting, item: &Item) -> Option<Finding> {
    /// Words by which a decision does it, in small letters.
    const WORDS: [&str; 6] =
        ["exclu", "closed session", "executive session", "in private", "gau allan", "cau allan"];
    let minuted = Pane::ALL.iter().any(|pane| item.pane(*pane).iter().any(|entry| !entry.is_blank()));
    let reason = item.head.exempt_reason.as_deref().map(str::trim).unwrap_or_default();
    let due = meeting.times.ended.is_some() && item.head.exempt && minuted && !reason.is_empty();
    if !due || !meeting.times.private.is_empty() {
        return None;
    }
    let entries = meeting.items.iter().flat_map(|item| item.resolved.iter().chain(&item.minutes));
    let said = entries
        .map(|entry| entry.text.to_lowercase())
        .any(|text| WORDS.iter().any(|word| text.contains(word)));
    (!said).then(|| {
        whole(
            item,
            Kind::Exempt,
            "The item is exempt, and no decision excludes press and public: “Exclude press and public” in Ctrl+P writes it.",
        )
    })
}

fn urgent(item: &Item) -> Option<Finding> {
    let reason = item.head.urgent_reason.as_deref().map(str::trim).unwrap_or_default();
    (item.head.urgent && reason.is_empty()).then(|| {
        whole(
            item,
            Kind::Urgent,
            "The chair’s reason for the urgency is not minuted: “Urgent item” in Ctrl+P asks for it.",
        )
    })
}
