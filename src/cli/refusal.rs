//! Why a command can't be done: one sentence that says what was wrong, where, and what to do.

use std::io;

use crate::config::BadConfig;
use crate::library::LibraryError;

/// Why a command can't be done. Exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A sentence for the user.
    #[error("{0}")]
    Said(String),
    /// Nobody reads our output any more: the end, and no error.
    #[error("nobody reads this any more")]
    Unread,
    /// The library can't do it.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The settings are wrong.
    #[error(transparent)]
    Config(#[from] BadConfig),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Unread
        } else {
            Self::Said(format!("The output can't be written: {error}."))
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// A file's bytes; `-` is standard input. The sentence of an error names the file.
///
/// # Errors
/// Where it can't be read.
pub(crate) fn bytes_of(file: &str) -> Result<Vec<u8>, Refusal> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)
            .map_err(|error| Refusal::Said(format!("Standard input can't be read: {error}.")))?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(|error| {
        let kinds = [
            (io::ErrorKind::NotFound, "there is no such file"),
            (io::ErrorKind::PermissionDenied, "you may not read it"),
            (io::ErrorKind::IsADirectory, "it is a folder; name a file in it"),
        ];
        let known = kinds.iter().find(|(kind, _)| *kind == error.kind());
        let why = known.map_or_else(|| error.to_string(), |(_, why)| (*why).to_owned());
        Refusal::Said(format!("{file} can't be read: {why}."))
    })
}

/// What a file is called in a sentence.
pub(crate) fn name_of(file: &str) -> &str {
    if file == "-" { "Standard input" } else { file }
}
