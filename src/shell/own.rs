//! The clerk's own lists, beside the settings: words known to be right, the council's words, phrases.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::Event;
use crate::app::effect::OwnFile;
use crate::checks::spelling::{Speller, shipped};

/// Where the lists are; none where the account has no folder for settings and no setting names a file.
#[derive(Clone, Debug, Default)]
pub struct OwnFiles {
    /// The clerk's words.
    pub words: Option<PathBuf>,
    /// The council's words.
    pub council_words: Option<PathBuf>,
    /// The clerk's phrases.
    pub phrases: Option<PathBuf>,
}

impl OwnFiles {
    fn path(&self, file: OwnFile) -> Option<&Path> {
        match file {
            OwnFile::Words => self.words.as_deref(),
            OwnFile::CouncilWords => self.council_words.as_deref(),
            OwnFile::Phrases => self.phrases.as_deref(),
        }
    }

    /// Reads the dictionary: an installed one, else the one carried, and the words of both lists.
    pub fn dictionary(&self) -> Event {
        let lists: Vec<String> = [&self.words, &self.council_words]
            .into_iter()
            .flatten()
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect();
        let words = || lists.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
        let installed = shipped::PLACES.iter().find_map(|place| {
            let text = |ending: &str| fs::read_to_string(format!("{place}.{ending}")).ok();
            Speller::new(&text("aff")?, &text("dic")?, words()).ok()
        });
        let carried = || {
            let (aff, dic) = shipped::dictionary()?;
            Speller::new(&aff, &dic, words()).ok()
        };
        match installed.or_else(carried) {
            Some(speller) => Event::Dictionary(Arc::new(speller)),
            None => Event::Failed("The dictionary can't be read, so no word is marked.".to_owned()),
        }
    }

    /// Puts a line behind what is in a list.
    pub fn remember(&self, file: OwnFile, line: &str) -> Event {
        let Some(path) = self.path(file) else {
            let told = "This account has no folder for settings: name the file in the settings";
            return Event::Failed(format!("{told}. Until the program ends “{line}” is known all the same."));
        };
        match append(path, line) {
            Ok(()) => Event::Done(format!("“{line}” was written into {}.", path.display())),
            Err(error) => Event::Failed(format!(
                "“{line}” could not be written into {}: {error}. Until the program ends it is known all the same.",
                path.display()
            )),
        }
    }
}

/// Puts a line behind what is in a file, on a line of its own.
fn append(path: &Path, line: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let before = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let gap = if before.last().is_some_and(|byte| *byte != b'\n') { "\n" } else { "" };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(format!("{gap}{line}\n").as_bytes())
}
