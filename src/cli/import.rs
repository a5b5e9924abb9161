//! `minutebook import`: a published minutes page or document becomes a saved session.

use crate::meeting::meeting_from_paper;
use crate::shell::now;

use super::refusal::bytes_of;
use super::{Context, Outcome, Refusal, agenda, say};

/// Makes a session of a page and prints its path.
///
/// # Errors
/// Where the page can't be read, holds no minutes, or the session can't be written.
pub(super) fn run(context: &mut Context<'_>, page: &str) -> Result<Outcome, Refusal> {
    let paper = agenda::paper(page, &bytes_of(page)?)?;
    for warning in &paper.warnings {
        say(&format!("line {}: {}", warning.line, warning.message));
    }
    let library = context.library()?;
    let session = library.begin(meeting_from_paper(&paper), now());
    let path = session.opened.path.clone();
    // Its lock is let go before anybody is told where it is.
    drop(session);
    if !path.is_file() {
        return Err(Refusal::Said(format!("The session can't be written to {}.", library.folder.display())));
    }
    writeln!(context.out, "{}", path.display())?;
    Ok(Outcome::Done)
}
