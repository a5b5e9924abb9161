//! `minutebook agenda`: what was understood of an agenda, and what was not.

use super::refusal::{bytes_of, name_of};
use super::{Context, Outcome, Refusal};

/// Prints what was understood of an agenda.
///
/// # Errors
/// Where the file can't be read or is no agenda.
pub(super) fn run(context: &mut Context<'_>, file: &str, json: bool) -> Result<Outcome, Refusal> {
    let bytes = bytes_of(file)?;
    let paper = crate::papers::read(&bytes)
        .map_err(|refusal| Refusal::Said(format!("{}: {refusal}", name_of(file))))?;
    if json {
        serde_json::to_writer_pretty(&mut *context.out, &paper)?;
        writeln!(context.out)?;
    }
    Ok(Outcome::Done)
}
