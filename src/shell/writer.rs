//! The writer: the threads on which an open session is kept.
//!
//! One thread appends; it never flushes, so it answers within microseconds on a disk that answers. A second flushes the journal,
//! a third does the heavier work: session file, compaction, trying the proper place again. A disk that takes half a second
//! for a flush thus costs the typing nothing, and one that hangs stops nothing but the answers.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::library::{Done, Job, Keeper, Report};
use crate::meeting::{Place, Record};

/// What the writer is asked for.
#[derive(Debug)]
enum Request {
    Append(Record),
    Save(Option<Place>),
    Flush,
    History,
    Close(Option<Place>),
    /// The writer was dropped: close the session with the cursor where it was at the last save.
    Leave,
    Done(Done),
}

/// The writer of one open session. Dropping it closes the session without waiting.
#[derive(Debug)]
pub struct Writer {
    requests: Sender<Request>,
    ended: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// A monotonic clock: the time since any moment before the writer was started.
pub type Clock = Box<dyn Fn() -> Duration + Send>;

impl Writer {
    /// Starts the threads. Every report is handed to `report`, on the writer's thread; [`Report::Closed`] is the last.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(
        keeper: Keeper,
        clock: Clock,
        report: impl Fn(Report) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, inbox) = channel();
        let (end, ended) = channel();
        let flusher = worker("flusher", requests.clone())?;
        let saver = worker("saver", requests.clone())?;
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
            Desk { keeper, inbox, flusher, saver, clock, report }.run();
            drop(end);
        })?;
        Ok(Self { requests, ended, thread: Some(thread) })
    }

    /// Appends a record; [`Report::Appended`] answers.
    pub fn append(&self, record: Record) {
        self.ask(Request::Append(record));
    }

    /// Writes the session file soon; the cursor stands at `place`.
    pub fn save(&self, place: Option<Place>) {
        self.ask(Request::Save(place));
    }

    /// Flushes the journal at once.
    pub fn flush(&self) {
        self.ask(Request::Flush);
    }

    /// Reads the whole journal; [`Report::History`] answers.
    pub fn history(&self) {
        self.ask(Request::History);
    }

    /// Writes everything and lets the session go, waiting for at most `patience`. Whether all was written in that time; if
    /// not, all that was appended is in the journal nevertheless.
    pub fn close(mut self, place: Option<Place>, patience: Duration) -> bool {
        self.ask(Request::Close(place));
        let ended = !matches!(self.ended.recv_timeout(patience), Err(RecvTimeoutError::Timeout));
        ended && self.thread.take().is_some_and(|thread| thread.join().is_ok())
    }

    fn ask(&self, request: Request) {
        // A writer that is gone has reported why; typing goes on.
        drop(self.requests.send(request));
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.ask(Request::Leave);
    }
}

/// Starts a thread that runs jobs and hands them back.
fn worker(name: &str, back: Sender<Request>) -> std::io::Result<Sender<Job>> {
    let (jobs, inbox) = channel::<Job>();
    std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        for job in inbox {
            if back.send(Request::Done(job.run())).is_err() {
                break;
            }
        }
    })?;
    Ok(jobs)
}

/// What the writer's thread works with.
struct Desk<R> {
    keeper: Keeper,
    inbox: Receiver<Request>,
    flusher: Sender<Job>,
    saver: Sender<Job>,
    clock: Clock,
    report: R,
}

impl<R: Fn(Report)> Desk<R> {
    fn run(mut self) {
        self.keeper.tick((self.clock)());
        loop {
            if self.hand_out() {
                return;
            }
            let request = match self.keeper.due((self.clock)()) {
                Some(wait) => self.inbox.recv_timeout(wait),
                None => self.inbox.recv().map_err(RecvTimeoutError::from),
            };
            match request {
                Ok(request) => self.perform(request),
                Err(RecvTimeoutError::Timeout) => self.keeper.tick((self.clock)()),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Answers a request; records that wait behind one another are written at once.
    fn perform(&mut self, request: Request) {
        let mut next = Some(request);
        let mut records = Vec::new();
        while let Some(request) = next.take() {
            if let Request::Append(record) = request {
                records.push(record);
                next = self.inbox.try_recv().ok();
            } else {
                self.append(&mut records);
                self.other(request);
            }
        }
        self.append(&mut records);
    }

    fn append(&mut self, records: &mut Vec<Record>) {
        if !records.is_empty() {
            self.keeper.append(records, (self.clock)());
            records.clear();
        }
    }

    fn other(&mut self, request: Request) {
        let now = (self.clock)();
        match request {
            Request::Append(record) => self.keeper.append(&[record], now),
            Request::Save(place) => self.keeper.save(place, now),
            Request::Flush => self.keeper.flush(now),
            Request::History => self.keeper.history(),
            Request::Close(place) => self.keeper.close(place, now),
            Request::Leave => self.keeper.close(self.keeper.place(), now),
            Request::Done(done) => self.keeper.done(done, now),
        }
    }

    /// Passes reports on and jobs out. Whether the session is closed.
    fn hand_out(&mut self) -> bool {
        while let Some(job) = self.keeper.job() {
            let worker = if job.is_flush() { &self.flusher } else { &self.saver };
            drop(worker.send(job));
        }
        let mut closed = false;
        for report in self.keeper.reports() {
            closed |= report == Report::Closed;
            (self.report)(report);
        }
        closed
    }
}
