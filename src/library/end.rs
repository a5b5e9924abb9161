//! The end of history: what `purge` and `redact` do on the disk.
//!
//! Everywhere else nothing is ever deleted. Here the clerk has said that it is to be: a session's earlier states go, in all
//! places where the library put them.

use std::path::{Path, PathBuf};

use crate::meeting::{Meeting, Stamp};

use super::job::only_journal;
use super::replace::{folder_of, replace};
use super::session_file::{self, SessionFile};
use super::{Library, LibraryError};

/// What became of a session's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Remains of earlier states that were deleted: damaged parts, copies in second places.
    pub removed: Vec<PathBuf>,
    /// Sessions of their own that were set aside beside this one ("… (changed outside, …).ron"): they are left, for the caller
    /// to treat in the same way or to name.
    pub beside: Vec<PathBuf>,
}

impl Library {
    /// Changes a session and ends its history: the journal begins anew with what `change` makes of it, and what is left of
    /// earlier states is deleted. The session is read after it is locked, so that nobody's work is written over. Where
    /// `change` gives none, nothing happens. It may be interrupted anywhere: the session is then as it was, or as it is to be.
    ///
    /// # Errors
    /// [`LibraryError::InUse`] while somebody has the session open; else as [`Library::open`], and [`LibraryError::Unwritten`]
    /// where the disk refuses.
    pub fn end_history<T>(
        &self,
        path: &Path,
        now: Stamp,
        change: impl FnOnce(&mut Meeting) -> Option<T>,
    ) -> Result<Option<(T, Ended)>, LibraryError> {
        // What is kept in a second place comes home first: there must be one session whose history ends.
        let (was, mut keeper) = self.open_alone(path, now)?;
        keeper.close_now(was.place);
        let path = was.path;
        let mut meeting = was.meeting;
        let Some(told) = change(&mut meeting) else { return Ok(None) };
        let unwritten = |source| LibraryError::Unwritten { path: path.clone(), source };
        let (journal, id) = self.journal_and_id(&path).map_err(unwritten)?;
        let saved = was.n.saturating_add(1);
        let (step, place, kept) = (was.step, None, None);
        let session = SessionFile { format: session_file::FORMAT, id, saved, step, place, kept, meeting };
        // What the index holds of it is an earlier state too.
        self.forget_index();
        // The journal first: beside the old session file it already says what is to be.
        let lines = only_journal(&session, now).map_err(unwritten)?;
        replace(&*self.disk, &journal, &[&lines]).map_err(unwritten)?;
        let bytes = session_file::encode(&session).map_err(|e| unwritten(std::io::Error::other(e)))?;
        replace(&*self.disk, &path, &[&bytes]).map_err(unwritten)?;
        let ended = self.remove_remains(&path, &journal, &session.id).map_err(unwritten)?;
        // And once more, should somebody have read the old state meanwhile.
        self.forget_index();
        Ok(Some((told, ended)))
    }

    /// Drops a session's discussion points, journal and undo.
    ///
    /// # Errors
    /// As [`Library::end_history`].
    pub fn purge(&self, path: &Path, now: Stamp) -> Result<Ended, LibraryError> {
        let done = self.end_history(path, now, |meeting| {
            for item in &mut meeting.items {
                item.points.clear();
            }
            Some(())
        })?;
        Ok(done.map(|((), ended)| ended).unwrap_or_default())
    }

    fn remove_remains(&self, path: &Path, journal: &Path, id: &str) -> std::io::Result<Ended> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut ended = Ended::default();
        let mut folders = vec![folder_of(path).to_owned(), folder_of(journal).to_owned()];
        folders.dedup();
        for file in self.files_in(&folders) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let remains = [".ron", ".journal"].iter().any(|ending| {
                [stem.clone(), format!("{stem}-{id}")].iter().any(|stem| {
                    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix(ending));
                    rest.is_some_and(|rest| rest == ".new" || rest.starts_with(".damaged-"))
                })
            });
            if remains {
                ended.removed.push(file);
            } else if name.starts_with(&format!("{stem} (")) && name.ends_with(").ron") {
                ended.beside.push(file);
            }
        }
        let kept = format!("{stem}-{id}");
        let of_it =
            |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&kept));
        ended.removed.extend(self.files_in(&self.second).into_iter().filter(of_it));
        for file in &ended.removed {
            self.disk.remove(file)?;
            self.disk.sync_folder(folder_of(file))?;
        }
        Ok(ended)
    }

    fn files_in(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        let mut files: Vec<_> =
            folders.iter().flat_map(|folder| self.disk.list(folder).unwrap_or_default()).collect();
        files.sort();
        files
    }
}
