//! `minutebook copy`: documents of a session onto the clipboard.

use std::io::{IsTerminal as _, Write as _};

use crate::config::CopyWhat;
use crate::export::clipboard;
use crate::shell::clipboard::put;

use super::args::{Copy, What};
use super::export::document;
use super::{Context, Outcome, Refusal, say, session};

/// Puts a document onto the clipboard; returns when it is there.
///
/// # Errors
/// Where there is no such session or item, or the document is nowhere.
pub(super) fn run(context: &Context<'_>, wanted: &Copy) -> Result<Outcome, Refusal> {
    let opened = session::read(context, &wanted.session)?;
    let meeting = &opened.meeting;
    let what = What { actions: wanted.actions, decisions: wanted.decisions, ..What::default() };
    let document = document(meeting, what, wanted.item.as_deref())?;
    let style = context.style_of(meeting);
    let form = (document, context.config.copy == CopyWhat::Page);
    let clip = clipboard(meeting, &style, &context.templates(), form, context.config.rich_lists)
        .map_err(|error| Refusal::Said(format!("This can't be copied: {error}.")))?;
    for warning in &clip.warnings {
        say(warning);
    }
    let around = context.around(std::io::stderr().is_terminal());
    let outcome = put(Some(&clip.html), &clip.plain, &around);
    if let Some(bytes) = &outcome.terminal_bytes {
        // Standard output may be a pipe; the terminal that is asked is the one that shows this sentence.
        std::io::stderr().write_all(bytes)?;
    }
    let sentence = format!("The {}: {}.", document.word(), outcome.sentence);
    if outcome.failed {
        return Err(Refusal::Said(sentence));
    }
    say(&sentence);
    Ok(Outcome::Done)
}
