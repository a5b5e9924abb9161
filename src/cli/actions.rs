//! `minutebook actions`: the actions of all sessions.

use super::args::Actions;
use super::{Context, Outcome, Refusal};

/// Prints the actions of all sessions.
///
/// # Errors
/// Where the library can't be read.
pub(super) fn run(_context: &mut Context<'_>, _wanted: &Actions) -> Result<Outcome, Refusal> {
    Err(Refusal::Said("This command is not part of this build yet.".to_owned()))
}
