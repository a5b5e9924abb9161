//! Keeps one open session on the disk.
//!
//! The keeper owns the session's files from its first record to its close. It is a state machine without a thread or a clock:
//! records and the time are handed in, slow work comes out as [`Job`]s and goes back in as [`Done`], and what is to be
//! known outside comes out as [`Report`]s. `shell::writer` gives it its threads; tests run it step by step.
//!
//! It folds the records into a meeting of its own, so that a save costs the typing nothing.
//!
//! Nothing that was handed in is lost while any disk can be written: lines that are not yet known to be durable at the
//! proper place stay in memory, and where that place fails, the whole session is kept in a second one.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::app::event::DiskState;
use crate::meeting::{Edit, Meeting, Place, Record, Stamp};

use super::disk::{Disk, DiskFile, Lock};
use super::job::{Aside, Done, Job, Mark, Syncer};
use super::journal;

/// How long a record may wait for its flush; the flush itself comes on top.
pub(super) const FLUSH_AFTER: Duration = Duration::from_millis(200);
/// How long typing may go on before the session file is written.
pub(super) const SAVE_AFTER: Duration = Duration::from_secs(30);
/// How often a place that failed is tried again.
pub(super) const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How much is added to a journal before it is compacted.
pub(super) const COMPACT_AFTER: usize = 1 << 20;

/// What the keeper says.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// The records up to this one are where a killed program does not lose them; or, in trouble, as safe as they can be.
    Appended(u64),
    /// The disk stands differently now.
    Disk(DiskState),
    /// All records of the journal, as asked for.
    History(Vec<Record>),
    /// Something the clerk should know once.
    Notice(String),
    /// A record did not fit the meeting as the keeper knows it, which no record of an app without a fault does. The answer must
    /// be a record that begins anew with the app's whole meeting; until then only the journal is written.
    Astray,
    /// All is written, and the session let go.
    Closed,
}

/// Where the session is being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In the library.
    Proper,
    /// In a second place: journal and session file there.
    Kept { journal: PathBuf, session: PathBuf },
    /// Nowhere: no place can be written.
    Memory,
}

/// A journal that is being written.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) file: Box<dyn DiskFile>,
    pub(super) syncer: Syncer,
    pub(super) path: PathBuf,
    pub(super) len: usize,
}

/// What is to be done when its turn comes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    pub(super) save: bool,
    pub(super) flush: bool,
    pub(super) close: Closing,
}

/// How far the closing of the session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closing {
    /// Not asked for.
    #[default]
    Not,
    /// Asked for.
    Wanted,
    /// Asked for, and the proper place was tried once more after it had failed.
    LastTryDone,
    /// Done.
    Closed,
}

/// Keeps one open session. See the module.
#[derive(Debug)]
pub struct Keeper {
    pub(super) disk: Arc<dyn Disk>,
    /// The session file and the journal at the proper place.
    pub(super) session: PathBuf,
    pub(super) journal: PathBuf,
    /// Folders for a second place, the best first.
    pub(super) second: Vec<PathBuf>,
    pub(super) id: String,
    pub(super) meeting: Meeting,
    pub(super) n: u64,
    /// The last record that is folded into the meeting: `n`, unless the keeper is astray.
    pub(super) folded: u64,
    pub(super) step: u64,
    pub(super) place: Option<Place>,
    /// The time of the last record.
    pub(super) last: Stamp,
    pub(super) place_now: Where,
    pub(super) open: Option<Open>,
    /// How much of the journal at the proper place is known to be durable.
    pub(super) durable: Mark,
    /// The lines behind that.
    pub(super) lines: Vec<u8>,
    /// How many of them are part of a [`super::job::Home`] under way.
    pub(super) lines_in_home: usize,
    /// The lines added since a compaction was begun.
    pub(super) since_compaction: Option<Vec<u8>>,
    /// The record up to which the session file was written, and its checksum.
    pub(super) saved: u64,
    pub(super) seen: Option<u32>,
    pub(super) kept_seen: Option<u32>,
    /// What must be set aside before anything is replaced.
    pub(super) asides: Vec<Aside>,
    /// Files in a second place that are done with once the session is at its proper place.
    pub(super) taken_up: Vec<PathBuf>,
    /// Where such things were put.
    pub(super) placed_aside: Vec<PathBuf>,
    /// The last record when the proper place failed.
    pub(super) failed_at: u64,
    pub(super) dirty_since: Option<Duration>,
    pub(super) unsynced_since: Option<Duration>,
    pub(super) added: usize,
    /// How much is added before the journal is compacted.
    pub(super) compact_after: usize,
    pub(super) retry_at: Duration,
    pub(super) wanted: Wanted,
    pub(super) flushing: bool,
    pub(super) working: bool,
    pub(super) generation: u64,
    pub(super) jobs: Vec<Job>,
    pub(super) reports: Vec<Report>,
    pub(super) state: DiskState,
    /// Held until the keeper is dropped.
    pub(super) locks: Vec<Box<dyn Lock>>,
}

impl Keeper {
    /// Takes records in: they are in the journal when this returns, if any place can be written.
    pub fn append(&mut self, records: &[Record], now: Duration) {
        let mut lines = String::new();
        for record in records {
            match journal::encode(record) {
                Ok(line) => lines.push_str(&line),
                Err(error) => {
                    let why = format!("A change can't be journalled: {error}.");
                    self.reports.push(Report::Notice(why));
                }
            }
            self.fold(record);
            self.n = record.n;
            self.step = self.step.max(record.step);
            self.last = record.until.unwrap_or(record.at);
        }
        if lines.is_empty() {
            return;
        }
        let lines = lines.into_bytes();
        self.lines.extend_from_slice(&lines);
        if let Some(since) = &mut self.since_compaction {
            since.extend_from_slice(&lines);
        }
        self.added += lines.len();
        self.dirty_since.get_or_insert(now);
        self.unsynced_since.get_or_insert(now);
        if let Some(open) = &mut self.open {
            match open.file.append(&lines) {
                Ok(()) => open.len += lines.len(),
                Err(error) => self.fail_over(&error, now),
            }
        }
        self.reports.push(Report::Appended(self.n));
        self.tick(now);
    }

    /// Folds a record into the keeper's meeting. Where it does not fit, a session file would say something else than the
    /// screen: until the app has said anew how its meeting stands, the file is kept at what still fitted.
    fn fold(&mut self, record: &Record) {
        let begins = matches!(record.edits.first(), Some(Edit::Begin(_)));
        if self.folded != self.n && !begins {
            return;
        }
        if journal::apply(&mut self.meeting, record).is_ok() {
            self.wanted.save |= begins;
            self.folded = record.n;
        } else {
            self.reports.push(Report::Astray);
        }
    }

    /// Writes the session file as soon as may be; the cursor stands at `place`. While its own place can't be written, that is
    /// tried again at once.
    pub fn save(&mut self, place: Option<Place>, now: Duration) {
        self.place = place;
        self.wanted.save = true;
        self.retry_at = now;
        self.tick(now);
    }

    /// Flushes the journal to the disk itself as soon as may be.
    pub fn flush(&mut self, now: Duration) {
        self.wanted.flush = true;
        self.tick(now);
    }

    /// Reads all records of the journal: [`Report::History`].
    pub fn history(&mut self) {
        let bytes = match &self.open {
            Some(open) => self.disk.read(&open.path).unwrap_or_default(),
            None => self.proper_journal().unwrap_or_else(|| self.lines.clone()),
        };
        let records = journal::scan(&bytes).lines.iter().filter_map(journal::Line::record).collect();
        self.reports.push(Report::History(records));
    }

    /// Writes everything and lets the session go: [`Report::Closed`] comes when that is done or can't be done.
    pub fn close(&mut self, place: Option<Place>, now: Duration) {
        self.wanted.save |= place != self.place || self.folded != self.saved;
        self.place = place;
        self.wanted.close = Closing::Wanted;
        self.tick(now);
    }

    /// Looks at the time: makes the jobs that are due.
    pub fn tick(&mut self, now: Duration) {
        if self.wanted.close == Closing::Closed {
            return;
        }
        self.make_flush(now);
        if !self.working {
            self.make_work(now);
        }
    }

    /// How long until [`Self::tick`] is needed; none where only a request or a job's return can change anything.
    pub fn due(&self, now: Duration) -> Option<Duration> {
        let flush = self.unsynced_since.filter(|_| !self.flushing && self.open.is_some());
        let save = self.dirty_since.filter(|_| !self.working && self.place_now != Where::Memory);
        let retry = (self.place_now != Where::Proper && !self.working).then_some(self.retry_at);
        let due = [flush.map(|since| since + FLUSH_AFTER), save.map(|since| since + SAVE_AFTER), retry];
        due.into_iter().flatten().min().map(|due| due.saturating_sub(now))
    }

    /// The next piece of slow work to be run elsewhere; each must be handed back by [`Self::done`].
    pub fn job(&mut self) -> Option<Job> {
        self.jobs.pop()
    }

    /// What there is to say since the last call.
    pub fn reports(&mut self) -> Vec<Report> {
        std::mem::take(&mut self.reports)
    }

    /// The meeting as the keeper knows it.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// Where the cursor stood at the last save.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// Compacts the journal each time so many bytes were added, instead of a megabyte.
    pub fn compact_after(&mut self, bytes: usize) {
        self.compact_after = bytes;
    }

    /// Whether a piece of slow work is out.
    pub fn busy(&self) -> bool {
        self.flushing || self.working
    }

    /// Runs all work that is due here and now, for tests and for the moments in which waiting is meant.
    pub fn settle(&mut self, now: Duration) {
        while let Some(job) = self.job() {
            let done = job.run();
            self.done(done, now);
        }
    }

    /// Takes a finished job back.
    pub fn done(&mut self, done: Done, now: Duration) {
        self.take_back(done, now);
        self.tick(now);
    }

    pub(super) fn say(&mut self, state: DiskState) {
        if self.state != state {
            self.state = state.clone();
            self.reports.push(Report::Disk(state));
        }
    }
}
