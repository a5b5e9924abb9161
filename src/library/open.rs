//! Beginning, opening and reading sessions: the part of recovery that acts.

use std::hash::{BuildHasher as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::app::event::DiskState;
use crate::meeting::{Edit, How, Meeting, Record, Stamp};

use super::disk::Lock;
use super::job::{Aside, Mark};
use super::judge::{Finding, Nothing, Verdict};
use super::keeper::{COMPACT_AFTER, Keeper, Wanted, Where};
use super::replace::folder_of;
use super::session_file::{self, Found, SessionFile};
use super::{Library, LibraryError, Opened, Session, journal, words};

/// A session's two files as they were read.
pub(super) struct Files {
    /// Whether there is a session file.
    pub(super) there: bool,
    /// What it says.
    pub(super) found: Option<Found>,
    /// Its bytes, where it is broken.
    pub(super) remains: Vec<u8>,
    /// Its checksum.
    pub(super) seen: Option<u32>,
    /// The session's id, where one of the two files tells it.
    pub(super) id: Option<String>,
    pub(super) journal_path: PathBuf,
    pub(super) journal: Option<Vec<u8>>,
}

impl Library {
    /// Begins a session with this meeting. Both files exist when this returns; where the library can't be written, they are
    /// kept in a second place, and the keeper's first report says so.
    pub fn begin(&self, meeting: Meeting, now: Stamp) -> Session {
        let made = self.disk.make_folder(&self.folder);
        let folder = self.disk.resolve(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let (path, locks) = self.free_name(&folder, &super::list::stem(&meeting), now);
        let id = new_id();
        let journal = self.journal_path(&path, Some(&id));
        let edits = vec![Edit::Begin(Box::new(meeting.clone()))];
        let record = Record { n: 1, first: 1, at: now, until: None, step: 1, how: How::Do, edits };
        let session = SessionFile {
            format: session_file::FORMAT,
            id,
            saved: 1,
            step: 1,
            meeting,
            ..SessionFile::default()
        };
        let lines = journal::encode(&record).unwrap_or_default();
        let opened = opened(&path, &session, Vec::new());
        let verdict = Verdict { session, lines, ..Verdict::default() };
        let mut keeper = self.keeper(path, journal, verdict, now);
        keeper.locks = locks;
        match made {
            Ok(()) => keeper.write_whole(),
            Err(error) => keeper.fail_over(&error, Duration::ZERO),
        }
        Session { opened, keeper: Some(keeper) }
    }

    /// Opens a session, recovering what can be recovered. Nothing is asked, nothing is deleted; it may be interrupted
    /// anywhere and done again.
    ///
    /// # Errors
    /// [`LibraryError`] where there is nothing that could be opened even in part.
    pub fn open(&self, path: &Path, now: Stamp) -> Result<Session, LibraryError> {
        let path = self.disk.resolve(path).unwrap_or_else(|_| path.to_owned());
        let locks = match self.lock(&path, now) {
            Ok(locks) => locks,
            Err(taken) => {
                let mut opened = self.read(&path, now)?;
                opened.read_only = Some(taken);
                opened.held = true;
                return Ok(Session { opened, keeper: None });
            }
        };
        let mut files = self.files(&path)?;
        let (verdict, notes) = self.judged(&path, &mut files, now)?;
        if let Some(version) = verdict.newer {
            return Ok(Session { opened: newer(&path, &verdict, version), keeper: None });
        }
        let (journal, seen) = (files.journal_path, files.seen);
        drop(files.journal);
        let mut opened = opened(&path, &verdict.session, verdict.tail.clone());
        let findings = verdict.findings.clone();
        let mut keeper = self.keeper(path, journal, verdict, now);
        keeper.locks = locks;
        keeper.seen = seen;
        keeper.asides.extend(notes.asides);
        keeper.taken_up = notes.taken_up;
        keeper.resume();
        opened.notice = notice(&findings, notes.said, &keeper);
        keeper.placed_aside.clear();
        Ok(Session { opened, keeper: Some(keeper) })
    }

    /// Reads a session as it stands, without a lock and without changing anything.
    ///
    /// # Errors
    /// [`LibraryError`] where there is nothing that could be read even in part.
    pub fn read(&self, path: &Path, now: Stamp) -> Result<Opened, LibraryError> {
        let mut files = self.files(path)?;
        let (verdict, _) = self.judged(path, &mut files, now)?;
        let mut opened = match verdict.newer {
            Some(version) => newer(path, &verdict, version),
            None => opened(path, &verdict.session, verdict.tail),
        };
        let told = |finding: &&Finding| {
            !matches!(finding, Finding::CameBack(..) | Finding::Torn | Finding::NoJournal)
        };
        let told: Vec<_> = verdict.findings.iter().filter(told).map(words::finding).collect();
        opened.notice = (!told.is_empty()).then(|| told.join(" "));
        Ok(opened)
    }

    pub(super) fn nothing(&self, path: &Path, nothing: Nothing) -> LibraryError {
        let path = path.to_owned();
        match nothing.newer {
            Some(version) => LibraryError::TooNew { path, version },
            None if nothing.why.is_empty() => {
                let name = path.display().to_string();
                LibraryError::NoSuchSession { name, folder: self.folder.clone() }
            }
            None => LibraryError::NoSession { path, why: nothing.why },
        }
    }

    /// Reads the two files; one that is not there is none.
    fn files(&self, path: &Path) -> Result<Files, LibraryError> {
        let unreadable = |path: &Path, source| LibraryError::Unreadable { path: path.to_owned(), source };
        let session = self.read_if_there(path).map_err(|error| unreadable(path, error))?;
        let id = session.as_deref().and_then(session_file::id_of);
        let seen = session.as_deref().map(crc32fast::hash);
        // A long session's bytes make room for those of its journal.
        let found = session.as_deref().map(session_file::decode);
        let remains = session.filter(|_| matches!(found, Some(Found::Broken(_)))).unwrap_or_default();
        let journal_path = self.journal_path(path, id.as_deref());
        let journal = self.read_if_there(&journal_path).map_err(|error| unreadable(&journal_path, error))?;
        let id = id.or_else(|| Some(journal::scan(journal.as_deref().unwrap_or_default()).id?.to_owned()));
        Ok(Files { there: found.is_some(), found, remains, seen, id, journal_path, journal })
    }

    /// The journal of a session, and the session's id as one of the two files has it.
    pub(super) fn journal_and_id(&self, path: &Path) -> io::Result<(PathBuf, String)> {
        let id = self.read_if_there(path)?.as_deref().and_then(session_file::id_of);
        let journal = self.journal_path(path, id.as_deref());
        let named = || Some(journal::scan(&self.disk.read(&journal).ok()?).id?.to_owned());
        let id = id.or_else(named).unwrap_or_else(new_id);
        Ok((journal, id))
    }

    pub(super) fn read_if_there(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match self.disk.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where the journal of a session is: in the folder for journals where one is set, unless it stands beside the session.
    pub(super) fn journal_path(&self, path: &Path, id: Option<&str>) -> PathBuf {
        let beside = path.with_extension("journal");
        let Some(folder) = self.journal_dir.as_ref().filter(|_| self.disk.stat(&beside).is_err()) else {
            return beside;
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(id) = id {
            return folder.join(format!("{stem}-{id}.journal"));
        }
        // The session file can't be read: the one journal there is of its name must be its own.
        let is_its = |path: &PathBuf| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            path.extension().is_some_and(|ext| ext == "journal")
                && name.strip_prefix(&*stem).is_some_and(|rest| rest.len() == 9 && rest.starts_with('-'))
        };
        let mut its = self.disk.list(folder).unwrap_or_default().into_iter().filter(is_its);
        match (its.next(), its.next()) {
            (Some(only), None) => only,
            (Some(_) | None, _) => beside,
        }
    }

    /// Whether somebody has the session open.
    pub fn is_held(&self, path: &Path) -> bool {
        let path = self.disk.resolve(path).unwrap_or_else(|_| path.to_owned());
        self.lock_places(&path).iter().any(|place| self.disk.holder(place).is_some())
    }

    /// Where a session's lock may be: beside it, else in a second place.
    fn lock_places(&self, path: &Path) -> Vec<PathBuf> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let folder = crc32fast::hash(folder_of(path).as_os_str().as_encoded_bytes());
        let second = self.second.iter().map(|second| second.join(format!("{stem}-{folder:08x}.lock")));
        std::iter::once(path.with_extension("lock")).chain(second).collect()
    }

    /// Takes the session's lock; where its folder can't be written, the one in the first second place that can.
    pub(super) fn lock(&self, path: &Path, now: Stamp) -> Result<Vec<Box<dyn Lock>>, String> {
        let owner = format!("{} since {}", self.owner, now.format("%-d %B %Y, %H:%M"));
        for (k, place) in self.lock_places(path).iter().enumerate() {
            if k > 0 && self.disk.make_folder(folder_of(place)).is_err() {
                continue;
            }
            match self.disk.lock(place, &owner) {
                Ok(Some(lock)) => return Ok(vec![lock]),
                Ok(None) => {
                    let who = self.disk.read(place).unwrap_or_default();
                    let who = String::from_utf8_lossy(&who).into_owned();
                    let who = if who.is_empty() { "Somebody else".to_owned() } else { who };
                    return Err(format!("{who} has this session open: here it can only be read."));
                }
                Err(error)
                    if k == 0
                        && error.kind() == io::ErrorKind::PermissionDenied
                        && self.disk.stat(place).is_ok() =>
                {
                    let place = place.display();
                    return Err(format!("Its lock file {place} is closed to you: here it can only be read."));
                }
                Err(_) => {}
            }
        }
        // No place can be written: then no other opening on this machine gets further either.
        Ok(Vec::new())
    }

    /// A name that no session has, locked.
    pub(super) fn free_name(&self, folder: &Path, stem: &str, now: Stamp) -> (PathBuf, Vec<Box<dyn Lock>>) {
        let mut k = 1_u64;
        loop {
            let number = if k > 1 { format!("-{k}") } else { String::new() };
            let path = folder.join(format!("{stem}{number}.ron"));
            let free = |path: &Path| {
                let there = [path.to_owned(), path.with_extension("journal")];
                there.iter().all(|path| self.disk.stat(path).is_err())
            };
            if free(&path) {
                match self.lock(&path, now) {
                    // Another one may have begun the same between the look and the lock.
                    Ok(locks) if free(&path) => return (path, locks),
                    Ok(_) | Err(_) => {}
                }
            }
            k = k.saturating_add(1);
        }
    }

    /// A keeper for what was judged; it has not touched the disk yet.
    fn keeper(&self, session: PathBuf, journal: PathBuf, verdict: Verdict, now: Stamp) -> Keeper {
        let file = verdict.session;
        let mut asides = Vec::new();
        if let Some(bytes) = verdict.ours.and_then(|ours| session_file::encode(&ours).ok()) {
            asides.push(Aside::Ours(session.clone(), bytes));
        }
        if verdict.session_damaged {
            asides.push(Aside::Whole(session.clone()));
        }
        if verdict.journal_damaged {
            asides.push(Aside::Tail(journal.clone(), verdict.sound.0));
        }
        let base = verdict.tail.first().map_or(file.saved, |record| record.first.saturating_sub(1));
        let saved = if verdict.save || verdict.session_damaged { 0 } else { base };
        let mut lines = verdict.lines.into_bytes();
        if verdict.sound.0 == 0 {
            lines.splice(0..0, journal::header(&file.id).into_bytes());
        }
        Keeper {
            disk: Arc::clone(&self.disk),
            session,
            journal,
            second: self.second.clone(),
            id: file.id,
            meeting: file.meeting,
            n: file.saved,
            folded: file.saved,
            step: file.step,
            place: file.place,
            last: verdict.tail.last().map_or(now, |record| record.until.unwrap_or(record.at)),
            place_now: Where::Proper,
            open: None,
            durable: Mark { n: verdict.sound.1, len: verdict.sound.0 },
            lines,
            lines_in_home: 0,
            since_compaction: None,
            saved,
            seen: None,
            kept_seen: None,
            asides,
            taken_up: Vec::new(),
            placed_aside: Vec::new(),
            failed_at: 0,
            dirty_since: None,
            unsynced_since: None,
            // A journal that was not closed properly was not compacted either.
            added: if verdict.tail.is_empty() { 0 } else { verdict.sound.0 },
            compact_after: COMPACT_AFTER,
            retry_at: Duration::ZERO,
            wanted: Wanted { save: verdict.save || !verdict.tail.is_empty(), ..Wanted::default() },
            flushing: false,
            working: false,
            generation: 0,
            jobs: Vec::new(),
            reports: Vec::new(),
            state: DiskState::Saved,
            locks: Vec::new(),
        }
    }
}

impl Keeper {
    /// Goes on in the files that are there, after mending what must be mended.
    fn resume(&mut self) {
        if !self.asides.is_empty() || !self.lines.is_empty() || !self.taken_up.is_empty() {
            return self.write_whole();
        }
        let upto = self.durable;
        match self.disk.append_to(&self.journal) {
            Ok(file) => self.attach(file, upto, Duration::ZERO),
            Err(error) => self.fail_over(&error, Duration::ZERO),
        }
        // What a program that was killed had written need not have reached the disk.
        self.unsynced_since = self.open.is_some().then_some(Duration::ZERO);
    }

    /// Writes both files whole, here and now; in a second place where that fails.
    fn write_whole(&mut self) {
        self.make_home();
        while let Some(job) = self.job() {
            let done = job.run();
            if let Err(error) = &done.outcome {
                // The keeper takes this for a try to come home; here it is the first failure.
                return self.fail_over(error, Duration::ZERO);
            }
            self.take_back(done, Duration::ZERO);
        }
    }
}

fn opened(path: &Path, session: &SessionFile, tail: Vec<Record>) -> Opened {
    Opened {
        path: path.to_owned(),
        meeting: session.meeting.clone(),
        n: session.saved,
        step: session.step,
        tail,
        place: session.place,
        read_only: None,
        held: false,
        notice: None,
    }
}

fn newer(path: &Path, verdict: &Verdict, version: u32) -> Opened {
    let why = format!(
        "A newer Minutebook wrote this session (format {version}): it can be read here as far as it is understood, not changed."
    );
    Opened { read_only: Some(why), ..opened(path, &verdict.session, Vec::new()) }
}

/// One message that says what came back, what did not, and where the rest is.
fn notice(findings: &[Finding], said: Vec<String>, keeper: &Keeper) -> Option<String> {
    let mut told: Vec<String> = findings.iter().map(words::finding).chain(said).collect();
    let names: Vec<_> = keeper
        .placed_aside
        .iter()
        .filter_map(|path| Some(format!("“{}”", path.file_name()?.to_string_lossy())))
        .collect();
    if !names.is_empty() {
        told.push(format!("Set aside, not deleted: {}.", names.join(", ")));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// Eight hex digits that no other session is likely to have.
fn new_id() -> String {
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    format!("{:08x}", random >> 32)
}
