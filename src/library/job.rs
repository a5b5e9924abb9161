//! The slow work of keeping a session: everything that flushes. A [`Job`] is data made by the keeper, run on another thread, and
//! handed back as [`Done`], so that appending never waits for a flush.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::meeting::{self, Edit, How, Record, Stamp};

use super::disk::{Disk, DiskFile};
use super::journal;
use super::replace::{folder_of, mode_for, move_aside, replace, set_aside, with_suffix, write_new};
use super::session_file::{self, SessionFile};

/// A handle of the journal that is used for flushing alone.
pub(super) type Syncer = Arc<Mutex<Box<dyn DiskFile>>>;

/// One piece of slow work.
#[derive(Debug)]
pub struct Job {
    pub(super) disk: Arc<dyn Disk>,
    /// Work of an earlier generation is out of date when it comes back.
    pub(super) generation: u64,
    pub(super) work: Work,
}

#[derive(Debug)]
pub(super) enum Work {
    /// Flush the journal up to here.
    Sync { journal: PathBuf, syncer: Syncer, upto: Mark },
    /// Flush the journal, then write the session file.
    Save { syncer: Option<Syncer>, session: SessionWrite },
    /// Fold the first bytes of the journal into fewer lines, in a new file beside it.
    Compact { journal: PathBuf, upto: Mark, saved: u64 },
    /// Write everything at the proper place, in new files.
    Home(Box<Home>),
}

/// A place in the journal: the number of a record and the byte behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) n: u64,
    pub(super) len: usize,
}

/// A session file to be written, and what is expected to stand there.
#[derive(Debug)]
pub(super) struct SessionWrite {
    pub(super) path: PathBuf,
    pub(super) file: Box<SessionFile>,
    /// The checksum of what was last seen there; none where no file was.
    pub(super) seen: Option<u32>,
    /// The time to put into the name of a changed file that is set aside.
    pub(super) time: String,
}

/// A session to be written whole.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) asides: Vec<Aside>,
    pub(super) journal: PathBuf,
    /// How much of the journal that is there is to be used.
    pub(super) sound: Mark,
    /// The lines behind that.
    pub(super) lines: Vec<u8>,
    /// A copy of the whole journal in a second place, for when the sound part can't be read.
    pub(super) copy: Option<(PathBuf, Mark)>,
    /// When the last record was made.
    pub(super) last: Stamp,
    /// The last record.
    pub(super) n: u64,
    pub(super) session: SessionWrite,
}

/// Something that must not be lost when files are written anew.
#[derive(Clone, Debug)]
pub(super) enum Aside {
    /// The bytes of this file from here on.
    Tail(PathBuf, usize),
    /// This file, moved out of the way.
    Whole(PathBuf),
    /// A session of our own, to stand beside the changed one.
    Ours(PathBuf, Vec<u8>),
    /// A session that was kept in a second place while this one went on without it.
    Kept(PathBuf, Vec<u8>),
}

/// What came of a job.
#[derive(Debug)]
pub struct Done {
    pub(super) generation: u64,
    pub(super) kind: Kind,
    pub(super) outcome: Result<Outcome, io::Error>,
}

/// Which job it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sync,
    Save,
    Compact,
    Home,
}

#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Up to where the journal is durable now.
    pub(super) synced: Mark,
    /// The record up to which the session file was written, and its checksum.
    pub(super) saved: Option<(u64, u32)>,
    /// The new journal, open, and its length.
    pub(super) file: Option<(Box<dyn DiskFile>, usize)>,
    /// Where a session file that was changed by somebody else was put.
    pub(super) foreign: Option<PathBuf>,
    /// Whether the session file had gone.
    pub(super) had_gone: bool,
    /// Where the asides were put.
    pub(super) asides: Vec<PathBuf>,
}

impl Done {
    /// Whether the work succeeded.
    pub fn succeeded(&self) -> bool {
        self.outcome.is_ok()
    }
}

impl Job {
    /// Does the work. It may take as long as the disk takes.
    pub fn run(self) -> Done {
        let disk = &*self.disk;
        let (kind, outcome) = match self.work {
            Work::Sync { journal, syncer, upto } => (Kind::Sync, sync(disk, &journal, &syncer, upto)),
            Work::Save { syncer, session } => (Kind::Save, save(disk, syncer.as_ref(), &session)),
            Work::Compact { journal, upto, saved } => (Kind::Compact, compact(disk, &journal, upto, saved)),
            Work::Home(home) => (Kind::Home, write_home(disk, &home)),
        };
        Done { generation: self.generation, kind, outcome }
    }

    /// Whether it is no more than a flush, to be done beside heavier work.
    pub fn is_flush(&self) -> bool {
        matches!(self.work, Work::Sync { .. })
    }
}

fn sync(disk: &dyn Disk, journal: &Path, syncer: &Syncer, upto: Mark) -> io::Result<Outcome> {
    let mut file = syncer.lock().unwrap_or_else(PoisonError::into_inner);
    file.sync()?;
    // What was appended to a file that lost its name, or that somebody else cut, is not kept.
    let (named, ours) = (disk.stat(journal)?, file.stat()?);
    if named.inode != ours.inode || named.len < upto.len.try_into().unwrap_or(u64::MAX) {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(Outcome { synced: upto, ..Outcome::default() })
}

fn save(disk: &dyn Disk, syncer: Option<&Syncer>, session: &SessionWrite) -> io::Result<Outcome> {
    // A durable session file must not name records that a power cut can still take from the journal.
    if let Some(syncer) = syncer {
        syncer.lock().unwrap_or_else(PoisonError::into_inner).sync()?;
    }
    write_session(disk, session)
}

/// Writes a session file; one that somebody else put there is set aside first.
fn write_session(disk: &dyn Disk, session: &SessionWrite) -> io::Result<Outcome> {
    let path = &session.path;
    let bytes = session_file::encode(&session.file).map_err(io::Error::other)?;
    let crc = crc32fast::hash(&bytes);
    let mut outcome = Outcome { saved: Some((session.file.saved, crc)), ..Outcome::default() };
    match disk.read(path) {
        Ok(there) => {
            let found = crc32fast::hash(&there);
            if session.seen != Some(found) && found != crc {
                let name = |k: u32| labelled(path, &format!("changed outside, {}", session.time), k);
                outcome.foreign = Some(set_aside(disk, &name, &there)?);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => outcome.had_gone = session.seen.is_some(),
        Err(error) => return Err(error),
    }
    replace(disk, path, &[&bytes])?;
    Ok(outcome)
}

/// "2016-03-14-panel (label).ron", with a number behind the label from the second on.
fn labelled(path: &Path, label: &str, k: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let number = if k > 1 { format!(", {k}") } else { String::new() };
    path.with_file_name(format!("{stem} ({label}{number}).ron"))
}

fn compact(disk: &dyn Disk, path: &Path, upto: Mark, saved: u64) -> io::Result<Outcome> {
    let bytes = disk.read(path)?;
    let bytes = bytes.get(..upto.len).unwrap_or_default();
    let scan = journal::scan(bytes);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    // A journal that is not as we wrote it is left to recovery.
    if scan.sound_n() != upto.n || scan.sound_upto(u64::MAX).0 != text.len() {
        return Ok(Outcome::default());
    }
    let cut = scan.sound_upto(saved).0;
    let old = scan.lines.iter().take_while(|line| line.end <= cut).map(journal::Line::record);
    let Some(old) = old.collect::<Option<Vec<_>>>() else { return Ok(Outcome::default()) };
    let mut whole = journal::header(scan.id.unwrap_or_default());
    for record in meeting::compact(old) {
        whole.push_str(&journal::encode(&record).map_err(io::Error::other)?);
    }
    whole.push_str(text.get(cut..).unwrap_or_default());
    let file = write_new(disk, &with_suffix(path, ".new"), mode_for(disk, path), &[whole.as_bytes()])?;
    Ok(Outcome { synced: upto, file: Some((file, whole.len())), ..Outcome::default() })
}

/// Lets the compacted journal, with what was appended meanwhile, take the name of the old one. It may have the name though
/// the flush of the folder failed: then that error is given.
pub(super) fn finish_compact(
    disk: &dyn Disk,
    path: &Path,
    file: &mut dyn DiskFile,
    since: &[u8],
) -> io::Result<Option<io::Error>> {
    if !since.is_empty() {
        file.append(since)?;
        file.sync()?;
    }
    disk.rename(&with_suffix(path, ".new"), path)?;
    Ok(disk.sync_folder(folder_of(path)).err())
}

fn write_home(disk: &dyn Disk, home: &Home) -> io::Result<Outcome> {
    let folders = [folder_of(&home.session.path), folder_of(&home.journal)];
    folders.into_iter().try_for_each(|folder| disk.make_folder(folder))?;
    let mut asides = Vec::new();
    for aside in &home.asides {
        asides.extend(put_aside(disk, aside)?);
    }
    let sound = sound_part(disk, &home.journal, home.sound);
    if sound.is_none() {
        // Somebody else wrote into the journal while it was ours.
        asides.extend(put_aside(disk, &Aside::Tail(home.journal.clone(), 0))?);
    }
    let copy = match &home.copy {
        Some((path, upto)) if sound.is_none() => sound_part(disk, path, *upto),
        Some(_) | None => None,
    };
    let (whole, lines) = match (sound, copy) {
        (Some(sound), _) => (sound, home.lines.as_slice()),
        (None, Some(copy)) => (copy, [].as_slice()),
        (None, None) => (only_journal(&home.session.file, home.last)?, [].as_slice()),
    };
    let parts = [whole.as_slice(), lines];
    let len = parts.iter().map(|part| part.len()).sum();
    let file = replace(disk, &home.journal, &parts)?;
    let written = write_session(disk, &home.session)?;
    let synced = Mark { n: home.n, len };
    Ok(Outcome { synced, file: Some((file, len)), asides, ..written })
}

/// A journal that says where the meeting stands, without how it came there.
pub(super) fn only_journal(session: &SessionFile, at: Stamp) -> io::Result<Vec<u8>> {
    let edits = vec![Edit::Begin(Box::new(session.meeting.clone()))];
    let (n, step) = (session.saved.max(1), session.step);
    let record = Record { n, first: 1, at, until: None, step, how: How::Do, edits };
    let line = journal::encode(&record).map_err(io::Error::other)?;
    Ok((journal::header(&session.id) + &line).into_bytes())
}

/// The first bytes of a journal, where they are as they should be.
fn sound_part(disk: &dyn Disk, path: &Path, upto: Mark) -> Option<Vec<u8>> {
    if upto.len == 0 {
        // Nothing of what is there is used: the lines behind it are the whole.
        return Some(Vec::new());
    }
    let mut bytes = disk.read(path).ok()?;
    bytes.truncate(upto.len);
    (journal::scan(&bytes).sound_upto(u64::MAX) == (upto.len, upto.n)).then_some(bytes)
}

fn put_aside(disk: &dyn Disk, aside: &Aside) -> io::Result<Option<PathBuf>> {
    let damaged = |path: &Path, k: u32| with_suffix(path, &format!(".damaged-{k}"));
    match aside {
        Aside::Tail(path, from) => {
            let bytes = match disk.read(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                other => other?,
            };
            let Some(bytes) = bytes.get(*from..).filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
            set_aside(disk, &|k| damaged(path, k), bytes).map(Some)
        }
        Aside::Whole(path) => match move_aside(disk, path, &|k| damaged(path, k)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some),
        },
        Aside::Kept(path, bytes) => set_aside(disk, &|k| labelled(path, "kept aside", k), bytes).map(Some),
        Aside::Ours(path, bytes) => {
            set_aside(disk, &|k| labelled(path, "before the change outside", k), bytes).map(Some)
        }
    }
}
