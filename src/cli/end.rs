//! `minutebook purge` and `minutebook redact`: the end of a session's history.

use crate::meeting::{Entry, Meeting};
use crate::shell::now;

use super::{Context, Outcome, Refusal, say};

/// Drops a session's discussion points, journal and undo.
///
/// # Errors
/// Where there is no such session, somebody has it open, or the disk refuses.
pub(super) fn purge(context: &Context<'_>, named: &str) -> Result<Outcome, Refusal> {
    change(context, named, |meeting| {
        for item in &mut meeting.items {
            item.points.clear();
        }
        Ok("Discussion points, journal and undo are gone; the minutes are as they were.".to_owned())
    })
}

/// Removes a passage from everywhere in a session, its history included.
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
    change(context, named, |meeting| {
        let places = remove(meeting, passage, &note);
        if places == 0 {
            return Err(Refusal::Said(format!(
                "“{passage}” stands nowhere in this session; nothing was changed."
            )));
        }
        let s = if places == 1 { "" } else { "s" };
        Ok(format!(
            "Removed from {places} place{s}, and the session's history with it. What was copied or exported before is not \
             touched by this."
        ))
    })
}

fn change(
    context: &Context<'_>,
    named: &str,
    change: impl FnOnce(&mut Meeting) -> Result<String, Refusal>,
) -> Result<Outcome, Refusal> {
    let library = context.library()?;
    let path = library.find(named)?;
    let mut meeting = library.read(&path, now())?.meeting;
    let done = change(&mut meeting)?;
    let ended = library.end_history(&path, meeting, now())?;
    say(&done);
    for beside in &ended.beside {
        say(&format!("{} is another state of this session: treat it in the same way.", beside.display()));
    }
    Ok(Outcome::Done)
}

/// Puts the note in place of the passage; gives how often it stood there.
fn remove(meeting: &mut Meeting, passage: &str, note: &str) -> usize {
    let mut places = 0;
    let mut clean = |text: &mut String| {
        let found = text.matches(passage).count();
        places += found;
        if found > 0 {
            *text = text.replace(passage, note);
        }
        found > 0
    };
    let head = &mut meeting.head;
    for text in [&mut head.council, &mut head.body, &mut head.title, &mut head.venue].into_iter().flatten() {
        clean(text);
    }
    for (_, warning) in &mut head.warnings {
        clean(warning);
    }
    for person in &mut meeting.people {
        clean(&mut person.name);
        for text in [&mut person.role, &mut person.group].into_iter().flatten() {
            clean(text);
        }
    }
    for item in &mut meeting.items {
        let head = &mut item.head;
        clean(&mut head.title);
        let optional = [&mut head.presenter_line, &mut head.exempt_reason, &mut head.public_summary];
        for text in optional.into_iter().flatten().chain(&mut head.documents).chain(&mut head.notes) {
            clean(text);
        }
        for presenter in &mut head.presenters {
            clean(&mut presenter.name);
            for text in [&mut presenter.role, &mut presenter.purpose].into_iter().flatten() {
                clean(text);
            }
        }
        for entry in item.minutes.iter_mut().chain(&mut item.points).chain(&mut item.resolved) {
            clean_entry(entry, &mut clean);
        }
    }
    places
}

fn clean_entry(entry: &mut Entry, clean: &mut impl FnMut(&mut String) -> bool) {
    if clean(&mut entry.text) {
        // Attributions are known by their place, which has moved: they become plain text.
        entry.marks.clear();
    }
    for sentence in &mut entry.fields.settled {
        clean(sentence);
    }
    if let Some(crate::meeting::Due::Words(words)) = &mut entry.fields.resolution.due {
        clean(words);
    }
    for who in [&mut entry.fields.speaker, &mut entry.fields.resolution.owner].into_iter().flatten() {
        if let crate::meeting::Who::Voice(words) = who {
            clean(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Item;

    #[test]
    fn a_passage_goes_from_everywhere_and_leaves_a_note() {
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        let item = Item {
            minutes: vec![entry("Mr Ash of 4 Mill Lane spoke. Mr Ash left.")],
            points: vec![entry("Mr Ash again")],
            ..Item::default()
        };
        let mut meeting = Meeting { items: vec![item], ..Meeting::default() };
        assert_eq!(remove(&mut meeting, "Mr Ash", "[removed]"), 3);
        assert_eq!(meeting.items[0].minutes[0].text, "[removed] of 4 Mill Lane spoke. [removed] left.");
        assert_eq!(meeting.items[0].points[0].text, "[removed] again");
        assert_eq!(remove(&mut meeting, "Mr Ash", "[removed]"), 0);
    }
}
