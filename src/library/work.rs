//! The keeper's slow work: which job is due, and what its return means.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::app::event::DiskState;

use super::disk::DiskFile;
use super::job::{Done, Home, Job, Kind, Mark, Outcome, SessionWrite, Work, finish_compact};
use super::keeper::{Closing, FLUSH_AFTER, Keeper, Open, RETRY_AFTER, Report, SAVE_AFTER, Where};
use super::session_file::{self, Kept, SessionFile};
use super::words;

impl Keeper {
    /// Makes the job that flushes the journal, where one is due.
    pub(super) fn make_flush(&mut self, now: Duration) {
        let due = self.unsynced_since.is_some_and(|since| self.wanted.flush || since + FLUSH_AFTER <= now);
        self.wanted.flush &= self.unsynced_since.is_some();
        let Some(open) = self.open.as_ref().filter(|_| due && !self.flushing) else { return };
        let upto = Mark { n: self.n, len: open.len };
        let work = Work::Sync { journal: open.path.clone(), syncer: Arc::clone(&open.syncer), upto };
        self.wanted.flush = false;
        self.unsynced_since = None;
        self.flushing = true;
        self.push(work);
    }

    /// Makes the heavier job that is due, where one is.
    pub(super) fn make_work(&mut self, now: Duration) {
        let proper = self.place_now == Where::Proper;
        let last_try = self.wanted.close == Closing::Wanted;
        if !proper && (last_try || self.retry_at <= now && self.wanted.close == Closing::Not) {
            if last_try {
                self.wanted.close = Closing::LastTryDone;
            }
            self.make_home();
        } else if (self.wanted.save || self.dirty_since.is_some_and(|since| since + SAVE_AFTER <= now))
            && self.place_now != Where::Memory
        {
            self.make_save();
        } else if let Some(open) = self.open.as_ref().filter(|_| proper && self.compaction_is_due()) {
            let upto = Mark { n: self.n, len: open.len };
            let (journal, saved) = (open.path.clone(), self.saved);
            self.since_compaction = Some(Vec::new());
            self.added = 0;
            self.work(Work::Compact { journal, upto, saved });
        } else if self.wanted.close != Closing::Not {
            self.wanted.close = Closing::Closed;
            self.reports.push(Report::Closed);
        }
    }

    fn compaction_is_due(&self) -> bool {
        let enough = if self.wanted.close == Closing::Not { self.compact_after } else { 1 };
        self.added >= enough && self.saved > 0
    }

    fn make_save(&mut self) {
        let kept = match &self.place_now {
            Where::Kept { session, .. } => Some(session.clone()),
            Where::Proper | Where::Memory => None,
        };
        let file = self.session_file(kept.is_some());
        let (path, seen) = match kept {
            Some(path) => (path, self.kept_seen),
            None => (self.session.clone(), self.seen),
        };
        let session = SessionWrite { path, file, seen, time: self.time() };
        let syncer = self.open.as_ref().map(|open| Arc::clone(&open.syncer));
        self.wanted.save = false;
        self.dirty_since = None;
        self.work(Work::Save { syncer, session });
    }

    /// Makes the job that writes everything at the proper place.
    pub(super) fn make_home(&mut self) {
        let file = self.session_file(false);
        let (path, time) = (self.session.clone(), self.time());
        let session = SessionWrite { path, file, seen: self.seen, time };
        let copy = match (&self.place_now, &self.open) {
            (Where::Kept { journal, .. }, Some(open)) => {
                Some((journal.clone(), Mark { n: self.n, len: open.len }))
            }
            _ => None,
        };
        let home = Home {
            asides: self.asides.clone(),
            journal: self.journal.clone(),
            sound: self.durable,
            lines: self.lines.clone(),
            copy,
            last: self.last,
            n: self.n,
            session,
        };
        self.lines_in_home = self.lines.len();
        self.wanted.save = false;
        self.dirty_since = None;
        self.work(Work::Home(Box::new(home)));
    }

    /// The session file as it is to be written now.
    pub(super) fn session_file(&self, kept: bool) -> Box<SessionFile> {
        let of = self.session.to_string_lossy().into_owned();
        Box::new(SessionFile {
            format: session_file::FORMAT,
            id: self.id.clone(),
            saved: self.folded,
            step: self.step,
            place: self.place,
            kept: kept.then_some(Kept { of, since: self.failed_at }),
            meeting: self.meeting.clone(),
        })
    }

    /// The time of the last record, as it stands in names of files.
    fn time(&self) -> String {
        self.last.format("%Y-%m-%d %H.%M").to_string()
    }

    fn work(&mut self, work: Work) {
        self.working = true;
        self.push(work);
    }

    fn push(&mut self, work: Work) {
        self.jobs.push(Job { disk: Arc::clone(&self.disk), generation: self.generation, work });
    }

    /// Takes a finished job back.
    pub(super) fn take_back(&mut self, done: Done, now: Duration) {
        if done.generation != self.generation {
            return;
        }
        match done.kind {
            Kind::Sync => self.flushing = false,
            Kind::Save | Kind::Compact | Kind::Home => self.working = false,
        }
        match (done.kind, done.outcome) {
            (Kind::Sync, Ok(outcome)) => self.synced(outcome.synced),
            (Kind::Save, Ok(outcome)) => self.saved(&outcome),
            (Kind::Compact, Ok(outcome)) => self.compacted(outcome, now),
            (Kind::Home, Ok(outcome)) => self.came_home(outcome, now),
            // The old journal stands untouched; the next megabyte is time enough.
            (Kind::Compact, Err(_)) => self.since_compaction = None,
            (Kind::Home, Err(error)) => self.still_away(&error, now),
            (Kind::Sync | Kind::Save, Err(error)) => self.fail_over(&error, now),
        }
    }

    fn synced(&mut self, upto: Mark) {
        if self.place_now == Where::Proper {
            let done = upto.len.saturating_sub(self.durable.len).min(self.lines.len());
            self.lines.drain(..done);
            self.durable = upto;
            self.let_copies_go();
        }
    }

    fn saved(&mut self, outcome: &Outcome) {
        let Some((n, crc)) = outcome.saved else { return };
        if self.place_now == Where::Proper {
            (self.saved, self.seen) = (n, Some(crc));
            self.notice_of_others(outcome);
            self.let_copies_go();
        } else {
            self.kept_seen = Some(crc);
        }
    }

    fn notice_of_others(&mut self, outcome: &Outcome) {
        if let Some(foreign) = &outcome.foreign {
            let name = name_of(foreign);
            self.reports.push(Report::Notice(format!(
                "The session file was changed outside Minutebook while it was open. That version is kept as “{name}”."
            )));
        }
        if outcome.had_gone {
            let name = name_of(&self.session);
            self.reports.push(Report::Notice(format!(
                "“{name}” was removed or moved outside Minutebook while it was open. It was written again."
            )));
        }
    }

    fn compacted(&mut self, outcome: Outcome, now: Duration) {
        let since = self.since_compaction.take().unwrap_or_default();
        let Some((mut file, len)) = outcome.file else { return };
        let path = self.journal.clone();
        match finish_compact(&*self.disk, &path, &mut *file, &since) {
            Ok(flushed) => {
                self.attach(file, Mark { n: self.n, len: len + since.len() }, now);
                if let Some(error) = flushed {
                    self.fail_over(&error, now);
                }
            }
            Err(error) => self.fail_over(&error, now),
        }
    }

    /// Goes on in a journal at the proper place that is durable up to here.
    pub(super) fn attach(&mut self, file: Box<dyn DiskFile>, upto: Mark, now: Duration) {
        // A flush of the journal that was there says nothing of this one.
        self.generation += 1;
        (self.flushing, self.working) = (false, false);
        self.lines.clear();
        self.durable = upto;
        match self.opened(file, upto.len) {
            Ok(open) => self.open = Some(open),
            Err(error) => self.fail_over(&error, now),
        }
    }

    fn opened(&self, file: Box<dyn DiskFile>, len: usize) -> io::Result<Open> {
        let path = self.journal.clone();
        let syncer = Arc::new(Mutex::new(self.disk.append_to(&path)?));
        Ok(Open { file, syncer, path, len })
    }

    fn came_home(&mut self, mut outcome: Outcome, now: Duration) {
        let Some((mut file, len)) = outcome.file.take() else { return };
        self.asides.clear();
        let rest = self.lines.split_off(self.lines_in_home.min(self.lines.len()));
        if let Some((n, crc)) = outcome.saved {
            (self.saved, self.seen) = (n, Some(crc));
        }
        let appended = if rest.is_empty() { Ok(()) } else { file.append(&rest) };
        self.durable = Mark { n: outcome.synced.n, len };
        self.lines = rest;
        let opened = appended.and_then(|()| self.opened(file, len + self.lines.len()));
        match opened {
            Ok(open) => self.open = Some(open),
            Err(error) => return self.fail_over(&error, now),
        }
        self.generation += 1;
        self.flushing = false;
        self.unsynced_since = (!self.lines.is_empty()).then_some(now);
        if let Where::Kept { journal, session } = std::mem::replace(&mut self.place_now, Where::Proper) {
            self.taken_up.extend([session, journal]);
        }
        // What came while everything was written home may be flushed in the second place alone: its copy stays until here too.
        if self.lines.is_empty() {
            self.let_copies_go();
        }
        self.placed_aside.extend(outcome.asides.iter().cloned());
        self.notice_of_others(&outcome);
        self.say(DiskState::Saved);
    }

    /// All is durable at the proper place: the copies in second places are done with.
    fn let_copies_go(&mut self) {
        for path in std::mem::take(&mut self.taken_up) {
            super::kept::mark_taken_up(&*self.disk, &path);
        }
    }

    fn still_away(&mut self, error: &io::Error, now: Duration) {
        self.retry_at = now + RETRY_AFTER;
        if self.place_now == Where::Memory {
            self.fail_over(error, now);
        } else {
            self.say_trouble(error);
        }
    }

    pub(super) fn say_trouble(&mut self, error: &io::Error) {
        let kept = match &self.place_now {
            Where::Kept { session, .. } => Some(session.clone()),
            Where::Proper | Where::Memory => None,
        };
        let folder = super::replace::folder_of(&self.session);
        let sentence = words::trouble(error, folder, kept.as_deref());
        self.say(DiskState::Trouble(sentence));
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
