//! The formal business as it is published: motions, amendments and votes as lines of their item, declarations, who was
//! there for a part only. The sentences are the house's ([`crate::meeting::Wording`]).

use std::borrow::Cow;

use crate::meeting::{
    Choice, Declaration, Going, HouseStyle, Item, Manner, Meeting, Motion, Outcome, Person, Stamp, Vote, Who,
    fill, line_of,
};

use super::view::Wanted;

/// A line with the moment at which it belongs among the paragraphs.
pub(super) type Line = (Option<Stamp>, String);

/// The lines of an item's motions: all but plain ones that carried, of which a note with the decision says enough.
pub(super) fn motion_lines(meeting: &Meeting, style: &HouseStyle, item: &Item) -> Vec<Line> {
    let mut lines = Vec::new();
    for motion in item.motions.iter().filter(|motion| motion.amends.is_none()) {
        if !item.wording(motion).trim().is_empty() {
            told(meeting, style, (item, motion), &mut lines);
        }
    }
    lines
}

fn told(meeting: &Meeting, style: &HouseStyle, (item, motion): (&Item, &Motion), lines: &mut Vec<Line>) {
    let at = settled(motion);
    let amendments: Vec<&Motion> = item.amendments(motion.id).collect();
    if !is_plain(motion, &amendments) {
        let first = amendments.iter().find(|amendment| amendment.outcome.passed());
        let text = first.and_then(|first| first.before.as_deref()).unwrap_or_else(|| item.wording(motion));
        // A line never stands before the one that it follows, whatever the clock said.
        let mut now = motion.moved.or_else(|| amendments.first().and_then(|first| settled(first))).or(at);
        lines.push((now, moved(meeting, style, (&style.wording.moved, motion), text)));
        for amendment in &amendments {
            let words = moved(meeting, style, (&style.wording.amended, amendment), &amendment.text);
            now = now.max(settled(amendment));
            lines.push((now, words));
            outcome(meeting, style, (amendment, "The amendment"), now, lines);
        }
        let amended = amendments.iter().any(|amendment| amendment.outcome.passed());
        let what = if amended { "The motion as amended" } else { "The motion" };
        outcome(meeting, style, (motion, what), now.max(at), lines);
    } else if let Some(vote) = &motion.vote {
        lines.extend(own_votes(meeting, style, vote).map(|line| (at, line)));
    }
}

/// When it was decided upon, else moved.
fn settled(motion: &Motion) -> Option<Stamp> {
    motion.settled.as_ref().map(|settled| settled.at).or(motion.moved)
}

/// A declaration as it may be published: that there was one is no secret, why there was in an exempt item may be.
pub(super) fn publishable<'a>(
    meeting: &Meeting,
    wanted: Wanted,
    declaration: &'a Declaration,
) -> Cow<'a, Declaration> {
    let exempt = declaration.item.and_then(|id| meeting.item(id)).is_some_and(|item| item.head.exempt);
    if wanted.public && exempt {
        Cow::Owned(Declaration { reason: String::new(), ..declaration.clone() })
    } else {
        Cow::Borrowed(declaration)
    }
}

/// Whether a motion carried without an amendment and without names, so that the decision with its note says all.
fn is_plain(motion: &Motion, amendments: &[&Motion]) -> bool {
    let by_name = motion.vote.as_ref().is_some_and(|vote| vote.manner == Manner::Recorded);
    matches!(motion.outcome, Outcome::Carried | Outcome::Open)
        && motion.entry.is_some()
        && amendments.is_empty()
        && !by_name
}

fn name(meeting: &Meeting, style: &HouseStyle, who: &Who) -> String {
    match who {
        Who::Person(id) => {
            meeting.person(*id).map(|person| line_of(meeting, style, person)).unwrap_or_default()
        }
        Who::Voice(words) => words.clone(),
    }
}

fn moved(meeting: &Meeting, style: &HouseStyle, (sentence, motion): (&str, &Motion), text: &str) -> String {
    let mover = motion.mover.as_ref().map(|who| name(meeting, style, who));
    let seconder = motion
        .seconder
        .as_ref()
        .map(|who| fill(&style.wording.seconded, &[("seconder", &name(meeting, style, who))]));
    let by = mover.map(|mover| format!(" by {mover}")).unwrap_or_default();
    fill(
        sentence,
        &[("by", &by), ("seconded", seconder.as_deref().unwrap_or_default()), ("text", text.trim())],
    )
}

fn outcome(
    meeting: &Meeting,
    style: &HouseStyle,
    (motion, what): (&Motion, &str),
    at: Option<Stamp>,
    lines: &mut Vec<Line>,
) {
    let wording = &style.wording;
    let vote = motion.vote.as_ref();
    let counted = vote.map(vote_words).unwrap_or_default();
    let words = |sentence: &str, outcome: &str| {
        fill(sentence, &[("what", what), ("outcome", outcome), ("vote", &counted)])
    };
    let line = match motion.outcome {
        Outcome::Open => return,
        Outcome::Carried if vote.is_some_and(|vote| vote.manner == Manner::Unanimous) => {
            words(&wording.unanimous, "carried")
        }
        Outcome::Carried if counted.is_empty() => words(&wording.decided, "carried"),
        Outcome::Lost if counted.is_empty() => words(&wording.decided, "lost"),
        Outcome::Carried => words(&wording.put, "carried"),
        Outcome::Lost => words(&wording.put, "lost"),
        Outcome::Accepted => words(&wording.accepted, ""),
        Outcome::Withdrawn => words(&wording.withdrawn, ""),
        Outcome::Lapsed => words(&wording.lapsed, ""),
        Outcome::Deferred => words(&wording.deferred, ""),
    };
    lines.push((at, line));
    if let Some(vote) = vote {
        lines.extend(names(meeting, style, vote).into_iter().map(|line| (at, line)));
        if vote.manner != Manner::Recorded {
            lines.extend(own_votes(meeting, style, vote).map(|line| (at, line)));
        }
    }
}

/// "6 for, 1 against, 2 abstentions, 1 no vote cast, the casting vote being for"; empty where nothing was counted.
fn vote_words(vote: &Vote) -> String {
    let totals = vote.totals();
    if totals.sum() == 0 || vote.manner == Manner::Unanimous {
        return String::new();
    }
    let mut parts = vec![format!("{} for", totals.in_favour), format!("{} against", totals.against)];
    match totals.abstained {
        0 => {}
        1 => parts.push("1 abstention".to_owned()),
        n => parts.push(format!("{n} abstentions")),
    }
    if totals.no_vote > 0 {
        parts.push(format!("{} no vote cast", totals.no_vote));
    }
    if let Some(carried) = vote.casting {
        let side = if carried { "for" } else { "against" };
        parts.push(format!("the Chair giving a casting vote {side}"));
    }
    parts.join(", ")
}

/// The names of a recorded vote, a line for each way of voting.
fn names(meeting: &Meeting, style: &HouseStyle, vote: &Vote) -> Vec<String> {
    if vote.manner != Manner::Recorded {
        return Vec::new();
    }
    let heading = |choice: Choice| match choice {
        Choice::For => "For",
        Choice::Against => "Against",
        Choice::Abstained => "Abstained",
        Choice::NoVote => "No vote cast",
    };
    let line = |choice: Choice| {
        let voted = vote.ballots.iter().filter(|ballot| ballot.choice == choice);
        let mut people: Vec<&Person> = voted.filter_map(|ballot| meeting.person(ballot.person)).collect();
        people.sort_by_key(|person| (person.surname().to_lowercase(), person.bare_name().to_lowercase()));
        let names: Vec<String> = people.iter().map(|person| line_of(meeting, style, person)).collect();
        (!names.is_empty()).then(|| format!("{} ({}): {}", heading(choice), names.len(), names.join(", ")))
    };
    Choice::ALL.into_iter().filter_map(line).collect()
}

/// Single votes recorded at a member's request.
fn own_votes<'a>(
    meeting: &'a Meeting,
    style: &'a HouseStyle,
    vote: &'a Vote,
) -> impl Iterator<Item = String> + 'a {
    vote.ballots.iter().filter_map(|ballot| {
        let person = meeting.person(ballot.person)?;
        let how = match ballot.choice {
            Choice::For => "voted for",
            Choice::Against => "voted against",
            Choice::Abstained => "abstained",
            Choice::NoVote => "cast no vote",
        };
        Some(fill(&style.wording.own_vote, &[("who", &line_of(meeting, style, person)), ("how", how)]))
    })
}

/// What stands behind a decision that carried plainly: who moved and seconded it, and the vote. None where nothing is noted.
pub(super) fn decision_note(
    meeting: &Meeting,
    style: &HouseStyle,
    item: &Item,
    entry: crate::meeting::EntryId,
) -> Option<String> {
    let (_, motion) = item.motion_of_entry(entry)?;
    let amendments: Vec<&Motion> = item.amendments(motion.id).collect();
    if !is_plain(motion, &amendments) {
        return None;
    }
    let mut parts = Vec::new();
    parts.extend(motion.mover.as_ref().map(|who| format!("moved by {}", name(meeting, style, who))));
    parts.extend(motion.seconder.as_ref().map(|who| format!("seconded by {}", name(meeting, style, who))));
    let moved = parts.join(", ");
    let vote = motion.vote.as_ref().filter(|_| motion.outcome == Outcome::Carried).and_then(|vote| {
        let counted = vote_words(vote);
        match (vote.manner, counted.is_empty()) {
            (Manner::Unanimous, _) => Some("carried unanimously".to_owned()),
            (_, false) => Some(format!("carried: {counted}")),
            (_, true) => None,
        }
    });
    let whole: Vec<String> =
        [Some(moved).filter(|moved| !moved.is_empty()), vote].into_iter().flatten().collect();
    if whole.is_empty() {
        return None;
    }
    let words = whole.join("; ");
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    Some(format!("({first}{})", chars.as_str()))
}

/// What a person's attendance line says beyond the name: for whom, from afar, for a part.
pub(super) fn part_words(meeting: &Meeting, style: &HouseStyle, person: &Person) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(other) = person.substitute_for.and_then(|id| meeting.person(id)) {
        words.push(format!("substitute for {}", line_of(meeting, style, other)));
    }
    if person.remote {
        words.push("attending remotely".to_owned());
    }
    if meeting.head.presiding == Some(person.id) {
        words.push("in the Chair".to_owned());
    }
    for movement in &person.movements {
        let time = style.time_of_day(movement.at.time());
        words.push(match movement.going {
            Going::Came => format!("from {time}"),
            Going::Left => format!("until {time}"),
        });
    }
    words
}

/// Places lines among the paragraphs by their time: behind the last paragraph begun before, in front of all where each was begun
/// later; those without a time at the end.
pub(super) fn woven(paragraphs: Vec<(Option<Stamp>, String)>, lines: Vec<Line>) -> Vec<String> {
    let mut all = paragraphs;
    for (at, line) in lines {
        let place = at.and_then(|at| {
            let before = all.iter().rposition(|(stamp, _)| stamp.is_some_and(|stamp| stamp <= at));
            // Among paragraphs without a time nothing can be said of the order.
            before
                .map(|place| place + 1)
                .or_else(|| all.iter().any(|(stamp, _)| stamp.is_some()).then_some(0))
        });
        // A paragraph without a time stays with the one before it.
        let place = place.map_or(all.len(), |place| {
            place + all.iter().skip(place).take_while(|(stamp, _)| stamp.is_none()).count()
        });
        all.insert(place, (at, line));
    }
    all.into_iter().map(|(_, text)| text).collect()
}
