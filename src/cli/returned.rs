//! `minutebook returned`: what a document that came back from the chair says otherwise, and taking it over.

use std::time::Duration;

use crate::app::{Effect, Session as Screen, returned};
use crate::export::returned::{Proposal, edit_of, proposals};
use crate::shell::now;
use crate::text::diff::signed;
use crate::text::shown::shown;

use super::refusal::bytes_of;
use super::{Context, Outcome, Refusal, say, session};

/// Prints each change of the document; with `accept` takes all of them over, each as a step of undo.
///
/// # Errors
/// Where there is no such session or file, or the session can't be changed.
pub(super) fn run(
    context: &mut Context<'_>,
    named: &str,
    file: &str,
    accept: bool,
) -> Result<Outcome, Refusal> {
    let bytes = bytes_of(file)?;
    let opened = session::read(context, named)?;
    let style = context.config.style.clone();
    let templates = context.templates();
    let found = proposals(&opened.meeting, (&style, &templates), &bytes, now())
        .map_err(|why| Refusal::Said(format!("{file}: {why}")))?;
    for proposal in &found {
        writeln!(context.out, "{}:", shown(&returned::place(&opened.meeting, proposal)))?;
        writeln!(context.out, "    {}", shown(&signed(&returned::pieces(proposal))))?;
    }
    if found.is_empty() {
        say("The document says the same as the session, word for word.");
    } else if accept {
        take(context, named, found)?;
    } else {
        say(
            "Nothing was changed. In the session Ctrl+P “Read back a corrected document” takes these one by one; --accept takes all.",
        );
    }
    Ok(Outcome::Done)
}

fn take(context: &Context<'_>, named: &str, mut found: Vec<Proposal>) -> Result<(), Refusal> {
    let library = context.library()?;
    let opened = library.open(&library.find(named)?, now())?;
    let Some(mut keeper) = opened.keeper else {
        return Err(Refusal::Said(opened.opened.read_only.unwrap_or_default()));
    };
    let mut session = Screen::new(opened.opened, context.config.style.clone());
    let mut taken = 0;
    for at in 0..found.len() {
        let Some((edit, made)) = edit_of(&session.meeting, &found, at) else { continue };
        for effect in session.change_beside(vec![edit], now()).map_err(Refusal::Said)? {
            if let Effect::Append(record) = effect {
                keeper.append(&[record], Duration::ZERO);
            }
        }
        if let Some(proposal) = found.get_mut(at) {
            proposal.made = made;
        }
        taken += 1;
    }
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    let left = found.len() - taken;
    let left =
        if left > 0 { format!(" {left} lines are no entries: change them by hand.") } else { String::new() };
    say(&format!("{taken} changes were taken over; undo in the session takes them back.{left}"));
    Ok(())
}
