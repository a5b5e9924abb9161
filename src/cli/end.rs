//! `minutebook purge` and `minutebook redact`: the end of a session's history.

use serde_json::Value;

use crate::library::Ended;
use crate::meeting::{Meeting, checksum};
use crate::shell::now;

use super::{Context, Outcome, Refusal, say};

/// Drops a session's discussion points, journal and undo.
///
/// # Errors
/// Where there is no such session, somebody has it open, or the disk refuses.
pub(super) fn purge(context: &Context<'_>, named: &str) -> Result<Outcome, Refusal> {
    let library = context.library()?;
    let ended = library.purge(&library.find(named)?, now())?;
    say("Discussion points, journal and undo are gone; the minutes are as they were.");
    tell(&ended);
    Ok(Outcome::Done)
}

/// Removes a passage from everywhere in a session, its history and its kept revisions included.
///
/// # Errors
/// Where the passage is not there, or as [`purge`].
pub(super) fn redact(context: &Context<'_>, named: &str, passage: &str) -> Result<Outcome, Refusal> {
    if passage.trim().is_empty() {
        return Err(Refusal::Said(
            "There is no passage to remove: write it in quotes, as it stands in the session.".to_owned(),
        ));
    }
    let note = format!("[removed on {}]", now().format("%-d %B %Y"));
    let library = context.library()?;
    let path = library.find(named)?;
    let done = library.end_history(&path, now(), |meeting| {
        let (clean, places) = without(meeting, passage, &note)?;
        *meeting = clean;
        Some(places)
    })?;
    let Some((places, ended)) = done else {
        return Err(Refusal::Said(format!(
            "“{passage}” stands nowhere in this session; nothing was changed."
        )));
    };
    let s = if places == 1 { "" } else { "s" };
    say(&format!(
        "Removed from {places} place{s}, and the session's history with it. What was copied or exported before is not \
         touched by this."
    ));
    tell(&ended);
    Ok(Outcome::Done)
}

fn tell(ended: &Ended) {
    for beside in &ended.beside {
        say(&format!("{} is another state of this session: treat it in the same way.", beside.display()));
    }
}

/// The meeting with the note in place of the passage, and how often it stood there; none where it stands nowhere.
///
/// The meeting is gone through as data, every string of it: what a list of fields would forget is found as well. A string
/// that is no text but the name of a state, or a date, is left as it is: the meeting could not be read with another one.
fn without(meeting: &Meeting, passage: &str, note: &str) -> Option<(Meeting, usize)> {
    let mut value = serde_json::to_value(meeting).ok()?;
    let mut places = 0;
    replace(&mut value, &mut |text| {
        places += text.matches(passage).count();
        text.replace(passage, note)
    });
    if places == 0 {
        return None;
    }
    let mut clean = serde_json::from_value(value).ok().or_else(|| one_by_one(meeting, passage, note))?;
    let mut left = 0;
    let changed: Meeting = Meeting::clone(&clean);
    replace(&mut serde_json::to_value(&changed).ok()?, &mut |text| {
        left += text.matches(passage).count();
        text.to_owned()
    });
    seal_again(meeting, &mut clean);
    (places > left).then_some((clean, places - left))
}

/// As [`without`], a string at a time: those that can't be changed stay.
fn one_by_one(meeting: &Meeting, passage: &str, note: &str) -> Option<Meeting> {
    let mut value = serde_json::to_value(meeting).ok()?;
    let mut strings = 0_usize;
    replace(&mut value.clone(), &mut |text| {
        strings += 1;
        text.to_owned()
    });
    for wanted in 0..strings {
        let (mut here, mut hit) = (0_usize, false);
        let mut tried = value.clone();
        replace(&mut tried, &mut |text| {
            let mine = here == wanted && text.contains(passage);
            here += 1;
            hit |= mine;
            if mine { text.replace(passage, note) } else { text.to_owned() }
        });
        if hit && serde_json::from_value::<Meeting>(tried.clone()).is_ok() {
            value = tried;
        }
    }
    serde_json::from_value(value).ok()
}

/// Goes through every string. Attributions of a text that changed are known by their place, which has moved: they become
/// plain text.
fn replace(value: &mut Value, with: &mut impl FnMut(&str) -> String) {
    match value {
        Value::String(text) => *text = with(text),
        Value::Array(values) => values.iter_mut().for_each(|value| replace(value, with)),
        Value::Object(fields) => {
            let before = fields.get("text").cloned();
            fields.values_mut().for_each(|value| replace(value, with));
            if fields.get("text") != before.as_ref() {
                fields.remove("marks");
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The kept revisions carry the checksum of what is left of their text.
fn seal_again(before: &Meeting, meeting: &mut Meeting) {
    for (was, revision) in before.revisions.iter().zip(&mut meeting.revisions) {
        // One that did not fit before does not become right by this.
        if !was.checksum.is_empty() && checksum(&was.text) == was.checksum {
            revision.checksum = checksum(&revision.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{Entry, Item, Motion, Person, Revision, State, Turn, Who};

    #[test]
    fn a_passage_goes_from_everywhere_and_leaves_a_note() {
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        let turn = Turn { who: Who::Voice("Mr Ash".to_owned()), at: now() };
        let item = Item {
            minutes: vec![entry("Mr Ash of 4 Mill Lane spoke. Mr Ash left.")],
            points: vec![entry("Mr Ash again")],
            turns: vec![turn],
            motions: vec![Motion { text: "That Mr Ash be heard".to_owned(), ..Motion::default() }],
            ..Item::default()
        };
        let mut meeting = Meeting { items: vec![item].into(), ..Meeting::default() };
        meeting.people.push(Person { name: "Mr Ash".to_owned(), ..Person::default() });
        for edit in meeting.into_state(Revision { state: State::Final, ..Revision::default() }) {
            meeting.apply(&edit).unwrap();
        }
        let (clean, places) = without(&meeting, "Mr Ash", "[removed]").unwrap();
        assert_eq!(clean.items[0].minutes[0].text, "[removed] of 4 Mill Lane spoke. [removed] left.");
        assert!(!format!("{clean:?}").contains("Mr Ash"), "{clean:?}");
        assert_eq!(places, 9);
        assert_eq!(crate::meeting::trouble(&clean), []);
        assert_eq!(without(&clean, "Mr Ash", "[removed]"), None);
    }

    #[test]
    fn a_word_that_is_also_the_name_of_a_state_goes_from_the_text_alone() {
        let entry = Entry { text: "Final report of 2016".to_owned(), ..Entry::default() };
        let item = Item { minutes: vec![entry], ..Item::default() };
        let meeting = Meeting { items: vec![item].into(), state: State::Final, ..Meeting::default() };
        let (clean, places) = without(&meeting, "Final", "[removed]").unwrap();
        assert_eq!((clean.state, places), (State::Final, 1));
        assert_eq!(clean.items[0].minutes[0].text, "[removed] report of 2016");
    }
}
