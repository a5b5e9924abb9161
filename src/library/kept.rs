//! The second place: where a session is kept while its own place can't be written, and how it is found again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::disk::{Disk, DiskFile};
use super::job::only_journal;
use super::journal;
use super::keeper::{Keeper, Open, RETRY_AFTER, Where};
use super::replace::{folder_of, replace, with_suffix};
use super::session_file::{self, Found, Kept};

impl Keeper {
    /// Something failed where the session is being kept: keeps it, whole, in the first other place that can be written.
    pub(super) fn fail_over(&mut self, error: &io::Error, now: Duration) {
        // Whatever is still under way says nothing of the new place.
        self.generation += 1;
        (self.flushing, self.working) = (false, false);
        self.since_compaction = None;
        self.open = None;
        if let Where::Kept { journal, session } = &self.place_now {
            self.taken_up.extend([session.clone(), journal.clone()]);
        } else if self.place_now == Where::Proper {
            self.failed_at = self.n;
        }
        self.place_now = Where::Memory;
        self.retry_at = now + RETRY_AFTER;
        for folder in self.second.clone() {
            if self.keep_in(&folder, now).is_ok() {
                break;
            }
        }
        self.say_trouble(error);
    }

    fn keep_in(&mut self, folder: &Path, now: Duration) -> io::Result<()> {
        self.disk.make_folder(folder)?;
        let stem = self.session.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let copy = self.session_file(true);
        let whole = match self.proper_journal() {
            Some(whole) => whole,
            None => only_journal(&copy, self.last)?,
        };
        let (mut file, base) = self.new_file(folder, &stem)?;
        file.append(&whole)?;
        file.sync()?;
        self.disk.sync_folder(folder)?;
        let (journal, session) = (with_suffix(&base, ".journal"), with_suffix(&base, ".ron"));
        let bytes = session_file::encode(&copy).map_err(io::Error::other)?;
        replace(&*self.disk, &session, &[&bytes])?;
        let syncer = Arc::new(Mutex::new(self.disk.append_to(&journal)?));
        self.open = Some(Open { file, syncer, path: journal.clone(), len: whole.len() });
        self.kept_seen = Some(crc32fast::hash(&bytes));
        self.place_now = Where::Kept { journal, session };
        self.unsynced_since = None;
        self.dirty_since.get_or_insert(now);
        Ok(())
    }

    /// A new journal in the folder under the first free name, and that name without its ending.
    fn new_file(&self, folder: &Path, stem: &str) -> io::Result<(Box<dyn DiskFile>, PathBuf)> {
        for k in 1..1000 {
            let number = if k > 1 { format!("-{k}") } else { String::new() };
            let base = folder.join(format!("{stem}-{}{number}", self.id));
            match self.disk.create(&with_suffix(&base, ".journal"), 0o600) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                other => return other.map(|file| (file, base)),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// The journal at the proper place with all that is not durable there, where it can still be read.
    pub(super) fn proper_journal(&self) -> Option<Vec<u8>> {
        if self.durable.len == 0 {
            return Some(self.lines.clone());
        }
        let mut bytes = self.disk.read(&self.journal).ok()?;
        bytes.truncate(self.durable.len);
        let sound = journal::scan(&bytes).sound_upto(u64::MAX);
        if bytes.is_empty() || sound != (self.durable.len, self.durable.n) {
            return None;
        }
        bytes.extend_from_slice(&self.lines);
        Some(bytes)
    }
}

/// A copy of a session in a second place.
#[derive(Debug)]
pub(super) struct KeptCopy {
    pub(super) session: PathBuf,
    pub(super) journal: PathBuf,
    pub(super) session_bytes: Option<Vec<u8>>,
    pub(super) journal_bytes: Vec<u8>,
    pub(super) id: String,
    /// For which session file it stands in, and since which record; not known where its own session file is damaged.
    pub(super) kept: Option<Kept>,
}

impl KeptCopy {
    /// The number of the last record that it holds.
    pub(super) fn newest(&self) -> u64 {
        let saved = match self.session_bytes.as_deref().map(session_file::decode) {
            Some(Found::Sound(file)) => file.saved,
            Some(Found::Changed(_) | Found::Newer(..) | Found::Broken(_)) | None => 0,
        };
        saved.max(journal::scan(&self.journal_bytes).sound_n())
    }
}

/// The copies in the second places that are still waiting to be taken up and whose names are wanted.
pub(super) fn copies(disk: &dyn Disk, folders: &[PathBuf], wanted: &dyn Fn(&str) -> bool) -> Vec<KeptCopy> {
    let mut names = std::collections::BTreeSet::new();
    for path in folders.iter().flat_map(|folder| disk.list(folder).unwrap_or_default()) {
        let is_part = path.extension().is_some_and(|ext| ext == "journal" || ext == "ron");
        if is_part && wanted(&path.file_name().unwrap_or_default().to_string_lossy()) {
            names.insert(path.with_extension(""));
        }
    }
    names.into_iter().filter_map(|base| copy(disk, &base)).collect()
}

/// The copy whose files have this name without its ending; either of them may be missing or damaged.
fn copy(disk: &dyn Disk, base: &Path) -> Option<KeptCopy> {
    let (session, journal) = (with_suffix(base, ".ron"), with_suffix(base, ".journal"));
    let session_bytes = disk.read(&session).ok();
    let journal_bytes = disk.read(&journal).unwrap_or_default();
    let kept = match session_bytes.as_deref().map(session_file::decode) {
        Some(Found::Sound(file) | Found::Changed(file)) => file.kept,
        Some(Found::Newer(..)) => return None,
        Some(Found::Broken(_)) | None => None,
    };
    let named = journal::scan(&journal_bytes).id.map(ToOwned::to_owned);
    let id = named.or_else(|| session_bytes.as_deref().and_then(session_file::id_of))?;
    Some(KeptCopy { session, journal, session_bytes, journal_bytes, id, kept })
}

/// Gives a file in a second place a name under which it is not looked for any more. Nothing is deleted.
pub(super) fn mark_taken_up(disk: &dyn Disk, path: &Path) {
    for k in 1..1000 {
        let name = with_suffix(path, &format!(".taken-up-{k}"));
        if disk.stat(&name).is_err() {
            // Where it can't be renamed it is looked at again, and then found to be no newer.
            drop(disk.rename(path, &name));
            drop(disk.sync_folder(folder_of(path)));
            return;
        }
    }
}
