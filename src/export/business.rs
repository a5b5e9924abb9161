//! The formal business as it is published: motions, amendments and votes as lines of their item, declarations, who was
//! there for a part only. The sentences are the house's ([`crate::meeting::Wording`]).

use std::borrow::Cow;

use crate::meeting::{
    Choice, Declaration, Going, HouseStyle, Item, Manner, Meeting, Motion, Outcome, Person, Presence, Stamp,
    Totals, Vote, Who, fill, line_of,
};

use super::view::Wanted;

/// A line with the moment at which it belongs among the paragraphs.
pub(super) type Line = (Option<Stamp>, String);

/// The lines of an item's motions: all but plain ones that carried, of which a note with the decision says enough. Of an
/// exempt item in public only those of decisions that are public, and of these not what else was proposed.
pub(super) fn motion_lines(meeting: &Meeting, style: &HouseStyle, wanted: Wanted, item: &Item) -> Vec<Line> {
    let told = Telling { meeting, style, whole: !withheld(wanted, item) };
    let mut lines = Vec::new();
    for motion in item.motions.iter().filter(|motion| motion.amends.is_none()) {
        if !item.wording(motion).trim().is_empty() && is_published(wanted, item, motion) {
            told.motion(item, motion, &mut lines);
        }
    }
    lines
}

/// Whether an item's motions are kept from the public, but for those of public decisions.
fn withheld(wanted: Wanted, item: &Item) -> bool {
    wanted.public && item.head.exempt
}

/// Whether a motion may be told: in public, of an exempt item, only where its decision is public.
pub(super) fn is_published(wanted: Wanted, item: &Item, motion: &Motion) -> bool {
    let entry = motion.entry.and_then(|id| item.resolved.iter().find(|entry| entry.id == id));
    !withheld(wanted, item) || entry.is_some_and(|entry| motion.amends.is_none() && wanted.entry(item, entry))
}

/// How motions are told.
#[derive(Clone, Copy)]
struct Telling<'a> {
    meeting: &'a Meeting,
    style: &'a HouseStyle,
    /// With amendments, and the wording first moved.
    whole: bool,
}

impl Telling<'_> {
    fn motion(self, item: &Item, motion: &Motion, lines: &mut Vec<Line>) {
        let words = &self.style.wording;
        let at = settled(motion);
        let amendments: Vec<&Motion> = item.amendments(motion.id).collect();
        if is_plain(motion, &amendments) {
            if let Some(vote) = &motion.vote {
                lines.extend(own_votes(self.meeting, self.style, vote).map(|line| (at, line)));
            }
            return;
        }
        let first = amendments.iter().find(|amendment| amendment.outcome.passed());
        let amended = first.is_some();
        let first = first.and_then(|first| first.before.as_deref()).filter(|_| self.whole);
        let text = first.unwrap_or_else(|| item.wording(motion));
        // A line never stands before the one that it follows, whatever the clock said.
        let mut now = motion.moved.or_else(|| amendments.first().and_then(|first| settled(first))).or(at);
        lines.push((now, moved(self.meeting, self.style, (&words.moved, motion), text)));
        for amendment in amendments.iter().filter(|_| self.whole) {
            let line = moved(self.meeting, self.style, (&words.amended, amendment), &amendment.text);
            now = now.max(settled(amendment));
            lines.push((now, line));
            self.outcome((amendment, &words.the_amendment), now, lines);
        }
        let what = if amended { &words.the_motion_amended } else { &words.the_motion };
        self.outcome((motion, what), now.max(at), lines);
    }

    fn outcome(self, (motion, what): (&Motion, &str), at: Option<Stamp>, lines: &mut Vec<Line>) {
        let vote = motion.vote.as_ref();
        let Some(line) = outcome_words(self.style, motion, what) else { return };
        let names = vote.map(|vote| names(self.meeting, self.style, (vote, at))).unwrap_or_default();
        let names = names.into_iter().filter(|line| !line.is_empty()).map(|line| (at, line));
        if self.style.names_first {
            lines.extend(names);
            lines.push((at, line));
        } else {
            lines.push((at, line));
            lines.extend(names);
        }
        if let Some(vote) = vote.filter(|vote| vote.manner != Manner::Recorded) {
            lines.extend(own_votes(self.meeting, self.style, vote).map(|line| (at, line)));
        }
    }
}

/// What became of a motion, in the words of the house; none while that is open.
fn outcome_words(style: &HouseStyle, motion: &Motion, what: &str) -> Option<String> {
    let wording = &style.wording;
    let vote = motion.vote.as_ref();
    let counted = vote.map(|vote| vote_words(style, vote)).unwrap_or_default();
    let unanimous = vote.is_some_and(|vote| vote.manner == Manner::Unanimous);
    let (sentence, outcome) = match motion.outcome {
        Outcome::Open => return None,
        Outcome::Carried if unanimous && counted.is_empty() => (&wording.unanimous, &wording.carried),
        Outcome::Carried if unanimous => (&wording.unanimous_counted, &wording.carried),
        Outcome::Carried if counted.is_empty() => (&wording.decided, &wording.carried),
        Outcome::Lost if counted.is_empty() => (&wording.decided, &wording.lost),
        Outcome::Carried => (&wording.put, &wording.carried),
        Outcome::Lost => (&wording.put, &wording.lost),
        Outcome::Accepted => (&wording.accepted, &wording.carried),
        Outcome::Withdrawn => (&wording.withdrawn, &wording.lost),
        Outcome::Lapsed => (&wording.lapsed, &wording.lost),
        Outcome::Deferred => (&wording.deferred, &wording.lost),
    };
    Some(fill(sentence, &[("what", what), ("outcome", outcome), ("vote", &counted)]))
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

/// What stands in `{by}`; nothing where nobody is noted.
fn by(meeting: &Meeting, style: &HouseStyle, motion: &Motion) -> String {
    let mover = motion.mover.as_ref().map(|who| name(meeting, style, who));
    mover.map(|who| fill(&style.wording.by, &[("who", &who)])).unwrap_or_default()
}

/// What stands in `{seconded}`, in this sentence; nothing where nobody is noted.
fn seconded(meeting: &Meeting, style: &HouseStyle, (sentence, motion): (&str, &Motion)) -> String {
    let seconder = motion.seconder.as_ref().map(|who| name(meeting, style, who));
    seconder.map(|who| fill(sentence, &[("seconder", &who)])).unwrap_or_default()
}

fn moved(meeting: &Meeting, style: &HouseStyle, (sentence, motion): (&str, &Motion), text: &str) -> String {
    let seconded = seconded(meeting, style, (&style.wording.seconded, motion));
    let by = by(meeting, style, motion);
    fill(sentence, &[("by", &by), ("seconded", &seconded), ("text", text.trim())])
}

/// "6 for, 1 against, 2 abstentions, 1 no vote cast, the Chair giving a casting vote for"; empty where nothing was counted.
/// One without a dissenting voice is counted only where the house says so and it is known how many could vote.
fn vote_words(style: &HouseStyle, vote: &Vote) -> String {
    let wording = &style.wording;
    let totals = match vote.manner {
        Manner::Unanimous if wording.unanimous_counted.is_empty() => return String::new(),
        Manner::Unanimous => Totals { in_favour: vote.present, ..Totals::default() },
        Manner::Show | Manner::Recorded => vote.totals(),
    };
    if totals.sum() == 0 {
        return String::new();
    }
    let counted = |sentence: &str, n: u32| match n {
        0 => String::new(),
        n => fill(sentence, &[("n", &n.to_string())]),
    };
    let abstained = if totals.abstained == 1 { &wording.one_abstained } else { &wording.abstained };
    let casting = match vote.casting {
        Some(true) => wording.casting_for.as_str(),
        Some(false) => &wording.casting_against,
        None => "",
    };
    let (abstained, no_vote) =
        (counted(abstained, totals.abstained), counted(&wording.no_vote, totals.no_vote));
    let parts = [
        ("for", totals.in_favour.to_string()),
        ("against", totals.against.to_string()),
        ("more", format!("{abstained}{no_vote}{casting}")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(&wording.counted, &parts)
}

/// The names of a recorded vote, a line for each way of voting, and of those who were not there where the house says so.
fn names(meeting: &Meeting, style: &HouseStyle, (vote, at): (&Vote, Option<Stamp>)) -> Vec<String> {
    if vote.manner != Manner::Recorded {
        return Vec::new();
    }
    let wording = &style.wording;
    let who = |choice: Choice| -> Vec<&Person> {
        let voted = vote.ballots.iter().filter(|ballot| ballot.choice == choice);
        voted.filter_map(|ballot| meeting.person(ballot.person)).collect()
    };
    let gone = |person: &&Person| {
        let away = matches!(person.presence, Presence::Apologies | Presence::Absent);
        let left = person.presence == Presence::Present && at.is_some_and(|at| !person.was_here(at));
        (away || left) && vote.choice_of(person.id).is_none()
    };
    let line = |sentence: &str, mut people: Vec<&Person>, nobody: &str| {
        people.sort_by_key(|person| (person.surname().to_lowercase(), person.bare_name().to_lowercase()));
        let names: Vec<String> = people.iter().map(|person| line_of(meeting, style, person)).collect();
        let surnames: Vec<&str> = people.iter().map(|person| person.surname()).collect();
        let (n, mut names, mut surnames) = (people.len().to_string(), names.join(", "), surnames.join(", "));
        if people.is_empty() {
            (names, surnames) = (nobody.to_owned(), nobody.to_owned());
        }
        let parts = [("n", n.as_str()), ("names", &names), ("surnames", &surnames)];
        if names.is_empty() { String::new() } else { fill(sentence, &parts) }
    };
    vec![
        line(&wording.names_for, who(Choice::For), &wording.nobody),
        line(&wording.names_against, who(Choice::Against), &wording.nobody),
        line(&wording.names_abstained, who(Choice::Abstained), &wording.nobody),
        line(&wording.names_absent, meeting.members().filter(gone).collect(), &wording.nobody),
        line(&wording.names_no_vote, who(Choice::NoVote), ""),
    ]
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
            Choice::For => &style.wording.own_for,
            Choice::Against => &style.wording.own_against,
            Choice::Abstained => &style.wording.own_abstained,
            Choice::NoVote => &style.wording.own_no_vote,
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
    let wording = &style.wording;
    let seconded = seconded(meeting, style, (&wording.note_seconded, motion));
    let moved = match (&motion.mover, &motion.seconder) {
        (None, None) => String::new(),
        (None, Some(_)) => seconded.trim_start_matches([',', ';', ' ']).to_owned(),
        (Some(_), _) => {
            fill(&wording.note_moved, &[("by", &by(meeting, style, motion)), ("seconded", &seconded)])
        }
    };
    let vote = motion.vote.as_ref().filter(|_| motion.outcome == Outcome::Carried);
    let vote = vote.and_then(|vote| {
        let counted = vote_words(style, vote);
        match (vote.manner, counted.is_empty()) {
            (Manner::Unanimous, true) => Some(wording.note_unanimous.clone()),
            (Manner::Unanimous, false) => Some(fill(&wording.note_unanimous_counted, &[("vote", &counted)])),
            (_, false) => Some(fill(&wording.note_carried, &[("vote", &counted)])),
            (_, true) => None,
        }
    });
    let whole = [Some(moved), vote].into_iter().flatten().filter(|part| !part.is_empty());
    let words = whole.collect::<Vec<_>>().join(&wording.note_join);
    if words.is_empty() {
        return None;
    }
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    Some(fill(&wording.note, &[("note", &format!("{first}{}", chars.as_str()))]))
}

/// What a person's attendance line says beyond the name: for whom, from afar, for a part.
pub(super) fn part_words(meeting: &Meeting, style: &HouseStyle, person: &Person) -> Vec<String> {
    let wording = &style.wording;
    let mut words = Vec::new();
    if let Some(other) = person.substitute_for.and_then(|id| meeting.person(id)) {
        words.push(fill(&wording.substitute, &[("who", &line_of(meeting, style, other))]));
    }
    if person.remote {
        words.push(wording.remote.clone());
    }
    if meeting.head.presiding == Some(person.id) {
        words.push(wording.in_chair.clone());
    }
    for movement in &person.movements {
        let time = style.time_of_day(movement.at.time());
        let sentence = match movement.going {
            Going::Came => &wording.from,
            Going::Left => &wording.until,
        };
        words.push(fill(sentence, &[("time", &time)]));
    }
    words.retain(|words| !words.is_empty());
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
