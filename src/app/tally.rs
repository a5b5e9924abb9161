//! A vote as typed and as told: "12 3 1", "12–3–1", what does not add up.

use crate::meeting::{Item, Manner, Meeting, Motion, Outcome, Totals, Vote};

/// Totals as typed: for, against, abstained, no vote cast; the last ones may be left out.
///
/// # Errors
/// A sentence where it cannot be read.
pub fn parse(words: &str) -> Result<Totals, String> {
    let wrong = || {
        format!(
            "“{}” is no vote: write it like 12 3 1, for, against, abstained; u is unanimous, r by name.",
            words.trim()
        )
    };
    let numbers: Option<Vec<u32>> = words
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ',' | '/' | ':' | ';'))
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().ok())
        .collect();
    let numbers = numbers.filter(|numbers| matches!(numbers.len(), 1..=4)).ok_or_else(wrong)?;
    let at = |n: usize| numbers.get(n).copied().unwrap_or(0);
    Ok(Totals { in_favour: at(0), against: at(1), abstained: at(2), no_vote: at(3) })
}

/// A vote in a few signs: "12–3–1", "unanimous".
pub fn brief(vote: &Vote) -> String {
    let totals = vote.totals();
    if vote.manner == Manner::Unanimous {
        return "unanimous".to_owned();
    }
    if totals.sum() == 0 {
        return String::new();
    }
    let abstained = if totals.abstained > 0 { format!("–{}", totals.abstained) } else { String::new() };
    format!("{}–{}{abstained}", totals.in_favour, totals.against)
}

/// A vote in words: "12 for, 3 against, 1 abstained, 2 no vote cast".
pub fn words(vote: &Vote) -> String {
    if vote.manner == Manner::Unanimous {
        return "unanimous".to_owned();
    }
    counted(vote.totals())
}

/// Totals in words.
pub fn counted(totals: Totals) -> String {
    let more = |n: u32, what: &str| if n > 0 { format!(", {n} {what}") } else { String::new() };
    let (abstained, no_vote) = (more(totals.abstained, "abstained"), more(totals.no_vote, "no vote cast"));
    format!("{} for, {} against{abstained}{no_vote}", totals.in_favour, totals.against)
}

/// What does not add up: the totals against the members who were in the room and could vote.
pub fn mismatch(vote: &Vote) -> Option<String> {
    let totals = vote.totals();
    let sum = totals.sum();
    if vote.manner == Manner::Unanimous || sum == 0 || vote.present == 0 || sum == vote.present {
        return None;
    }
    let parts = [totals.in_favour, totals.against, totals.abstained, totals.no_vote];
    let parts: Vec<String> = parts.iter().filter(|n| **n > 0).map(u32::to_string).collect();
    let sum = if parts.len() > 1 { format!("{} = {sum}", parts.join(" + ")) } else { sum.to_string() };
    let are = if vote.present == 1 { "member is" } else { "members are" };
    Some(format!("{sum}, but {} {are} in the room to vote", vote.present))
}

/// What an entry under Resolved quietly says of its motion: "moved Ash · carried 12–3–1".
pub fn quiet(meeting: &Meeting, item: &Item, motion: &Motion) -> String {
    let mut parts = Vec::new();
    if item.changed_since_vote(motion) {
        parts.push("changed since the vote".to_owned());
    }
    if let Some(mover) = &motion.mover {
        parts.push(format!("moved {}", surname(meeting, mover)));
    }
    let vote = motion.vote.as_ref().map(brief).unwrap_or_default();
    let outcome = if motion.outcome == Outcome::Open && motion.mover.is_none() && motion.vote.is_none() {
        ""
    } else {
        motion.outcome.word()
    };
    let told = [outcome, vote.as_str()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    if !told.is_empty() {
        parts.push(told.join(" "));
    }
    parts.join(" · ")
}

/// The surname of a person, or the words of a voice.
pub fn surname(meeting: &Meeting, who: &crate::meeting::Who) -> String {
    match who {
        crate::meeting::Who::Person(id) => {
            meeting.person(*id).map(|person| person.surname().to_owned()).unwrap_or_default()
        }
        crate::meeting::Who::Voice(words) => words.clone(),
    }
}
