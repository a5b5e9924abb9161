//! The session that a command names: a path, part of a name, or standard input.

use crate::library::Opened;
use crate::library::session_file::{Found, decode};
use crate::shell::now;

use super::refusal::bytes_of;
use super::{Context, Refusal, say};

/// Reads the session that is meant, without a lock and without changing anything.
///
/// # Errors
/// Where there is none, several are meant, or it can't be read.
pub(super) fn read(context: &Context<'_>, named: &str) -> Result<Opened, Refusal> {
    if named == "-" {
        return match decode(&bytes_of(named)?) {
            Found::Sound(file) | Found::Changed(file) | Found::Newer(_, Some(file)) => Ok(Opened {
                meeting: file.meeting,
                n: file.saved,
                step: file.step,
                place: file.place,
                ..Opened::default()
            }),
            Found::Newer(version, None) => Err(Refusal::Said(format!(
                "Standard input was written by a newer Minutebook (format {version}); this one reads format 1."
            ))),
            Found::Broken(why) => Err(Refusal::Said(format!("Standard input is no session: {why}."))),
        };
    }
    let library = context.library()?;
    let path = library.find(named)?;
    let opened = library.read(&path, now())?;
    if let Some(notice) = &opened.notice {
        say(notice);
    }
    Ok(opened)
}
