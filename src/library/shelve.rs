//! Moving sessions within the library: into the archive, into the bin and back, and to another name. Nothing is deleted.
//!
//! The archive and the bin are folders in the library's own. A session in the archive is still searched and its actions
//! still count; one in the bin is out of everything until it is brought back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::meeting::{Edit, How, Meeting, Place, Record, Stamp, allowed_when_closed};

use super::disk::Lock;
use super::keeper::{Keeper, Where};
use super::replace::{folder_of, replace};
use super::{Library, LibraryError, Opened, Session, journal};

/// A part of the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The sessions that are worked with.
    #[default]
    Sessions,
    /// Those that are done with.
    Archive,
    /// Those that were thrown away and can be brought back.
    Bin,
}

impl Part {
    /// The folder in the library's folder; none for that itself.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Sessions => None,
            Self::Archive => Some("archive"),
            Self::Bin => Some("bin"),
        }
    }
}

impl Library {
    /// A part of the library, as a library.
    #[must_use]
    pub fn part(&self, part: Part) -> Self {
        match part.folder() {
            None => self.clone(),
            Some(name) => Self { folder: self.folder.join(name), ..self.clone() },
        }
    }

    /// The parts whose sessions are searched and whose actions count: the sessions and the archive.
    pub fn lasting(&self) -> [Self; 2] {
        [self.part(Part::Sessions), self.part(Part::Archive)]
    }

    /// Moves a session's two files to another folder or another name; where that name is taken, a number is put behind it.
    /// Gives the path that it has now. It may be interrupted anywhere: the session is then whole in the old place or the new.
    ///
    /// # Errors
    /// [`LibraryError::InUse`] while somebody has the session open; else as [`Library::open`], and [`LibraryError::Unwritten`]
    /// where the disk refuses.
    pub fn move_session(&self, path: &Path, to: &Path, now: Stamp) -> Result<PathBuf, LibraryError> {
        let (path, held) = self.at_rest(path, now)?;
        let unwritten = |source| LibraryError::Unwritten { path: path.clone(), source };
        let (journal, id) = self.journal_and_id(&path).map_err(unwritten)?;
        let folder = folder_of(to);
        self.disk.make_folder(folder).map_err(unwritten)?;
        let stem = to.file_stem().unwrap_or_default().to_string_lossy();
        let (new, _held) = self.free_name(folder, &stem, now);
        let new_journal = self.journal_path(&new, Some(&id));
        let moves = new_journal != journal;
        // The journal is copied first and the old one removed last: at no instant is there a session without its journal.
        let mut copied = false;
        if moves && let Some(lines) = self.read_if_there(&journal).map_err(unwritten)? {
            replace(&*self.disk, &new_journal, &[&lines]).map_err(unwritten)?;
            copied = true;
        }
        if let Err(error) = self.disk.rename(&path, &new) {
            if copied {
                drop(self.disk.remove(&new_journal));
            }
            return Err(unwritten(error));
        }
        // It is moved now, whatever a flush says; but what can't be flushed keeps its old journal.
        let flushed = self.disk.sync_folder(folder).and_then(|()| self.disk.sync_folder(folder_of(&path)));
        if copied && flushed.is_ok() && self.disk.remove(&journal).is_ok() {
            drop(self.disk.sync_folder(folder_of(&journal)));
        }
        drop(held);
        Ok(new)
    }

    /// A session that nobody has open, all of it written where it belongs, and its lock. What can't be read, or only by a newer
    /// Minutebook, rests as it is.
    fn at_rest(&self, path: &Path, now: Stamp) -> Result<(PathBuf, Vec<Box<dyn Lock>>), LibraryError> {
        let path = match self.open(path, now) {
            Ok(Session { opened, keeper: Some(mut keeper) }) => {
                keeper.close_now(opened.place);
                at_home(&keeper, &opened.path)?;
                return Ok((opened.path, std::mem::take(&mut keeper.locks)));
            }
            Ok(Session { opened, keeper: None }) if opened.held => return Err(in_use(opened)),
            Ok(Session { opened, keeper: None }) => opened.path,
            Err(LibraryError::NoSession { path, .. } | LibraryError::TooNew { path, .. })
                if self.disk.stat(&path).is_ok() =>
            {
                path
            }
            Err(error) => return Err(error),
        };
        match self.lock(&path, now) {
            Ok(locks) => Ok((path, locks)),
            Err(who) => Err(LibraryError::InUse { path, who }),
        }
    }

    /// Changes a session that nobody has open: what `edits` says of its meeting is done, journalled and saved.
    ///
    /// # Errors
    /// As [`Library::move_session`]; and [`LibraryError::Refused`] with the sentence of `edits`, or where the minutes are closed
    /// to such a change.
    pub fn amend(
        &self,
        path: &Path,
        now: Stamp,
        edits: impl FnOnce(&Meeting) -> Result<Vec<Edit>, String>,
    ) -> Result<(), LibraryError> {
        let (was, mut keeper) = self.open_alone(path, now)?;
        let path = was.path;
        let refused = |why: String| LibraryError::Refused { path: path.clone(), why };
        let mut meeting = keeper.meeting.clone();
        let edits = edits(&meeting).map_err(refused)?;
        let closed = meeting.closed_to_changes().filter(|_| !edits.iter().all(allowed_when_closed));
        if let Some(why) = closed {
            return Err(refused(why.to_owned()));
        }
        let (n, step) = (keeper.n.saturating_add(1), keeper.step.saturating_add(1));
        let record = Record { n, first: n, at: now, until: None, step, how: How::Do, edits };
        journal::apply(&mut meeting, &record).map_err(|misfit| refused(format!("{misfit}.")))?;
        keeper.append(&[record], Duration::ZERO);
        keeper.close_now(was.place);
        at_home(&keeper, &path)
    }

    /// Opens a session to change it, which nobody else may have open; its keeper holds the lock.
    ///
    /// # Errors
    /// [`LibraryError::InUse`] while somebody has it open; else as [`Library::open`].
    pub(super) fn open_alone(&self, path: &Path, now: Stamp) -> Result<(Opened, Keeper), LibraryError> {
        let Session { opened, keeper } = self.open(path, now)?;
        let Some(keeper) = keeper else { return Err(in_use(opened)) };
        Ok((opened, keeper))
    }
}

fn in_use(opened: Opened) -> LibraryError {
    LibraryError::InUse { path: opened.path, who: opened.read_only.unwrap_or_default() }
}

impl Keeper {
    /// Writes everything and lets go of the files, here and now; the lock is held until the keeper is dropped.
    pub(super) fn close_now(&mut self, place: Option<Place>) {
        self.close(place, Duration::ZERO);
        self.settle(Duration::ZERO);
    }
}

/// Whether the session is where it belongs, and not in a second place since its own can't be written.
fn at_home(keeper: &Keeper, path: &Path) -> Result<(), LibraryError> {
    if keeper.place_now == Where::Proper {
        return Ok(());
    }
    let source = std::io::Error::other("its folder takes nothing now; what was written is kept elsewhere");
    Err(LibraryError::Unwritten { path: path.to_owned(), source })
}

/// What a clerk typed as a session's new name, as a name that every file system takes.
///
/// # Errors
/// A sentence where it can't be one.
pub fn name_typed(typed: &str) -> Result<String, String> {
    let name = typed.trim().trim_end_matches(".ron").trim_end();
    if name.is_empty() {
        return Err("A session needs a name.".to_owned());
    }
    if let Some(c) = name.chars().find(|c| c.is_control() || "/\\:*?\"<>|".contains(*c)) {
        return Err(format!("“{c}” can't stand in the name of a file: leave it out."));
    }
    if name.starts_with('.') || name.len() > 120 {
        return Err(
            "The name of a file can't begin with a full stop or be longer than 120 letters.".to_owned()
        );
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_file_can_have_are_taken_as_typed() {
        assert_eq!(name_typed(" Special panel, March.ron "), Ok("Special panel, March".to_owned()));
        for wrong in ["", " .ron", "a/b", "what?", ".hidden", "tab\there"] {
            assert!(name_typed(wrong).is_err(), "{wrong}");
        }
    }
}
