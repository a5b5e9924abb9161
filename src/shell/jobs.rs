//! What is done off the loop: reading and listing sessions, the clipboard, exports.
//!
//! A few lanes, each a thread that starts with its first job, so that a library on a share that hangs does not keep a copy
//! from the clipboard. Within a lane jobs are done in the order in which they were asked for. A job that panics fails
//! alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::app::{Effect, Event};
use crate::meeting::Place;

use super::inbox::{Mail, Note};
use super::{Outside, Writes};

/// How long a writer may take to close when a session is left in peace.
const CLOSE: Duration = Duration::from_secs(10);

enum Job {
    Effect(Box<Effect>),
    Close(Arc<dyn Writes>, Option<Place>),
}

struct Lane {
    name: &'static str,
    jobs: Option<Sender<Job>>,
    done: Option<Receiver<()>>,
}

/// The lanes.
pub(super) struct Jobs {
    outside: Arc<dyn Outside>,
    mail: Mail,
    library: Lane,
    shelves: Lane,
    out: Lane,
    own: Lane,
}

impl Jobs {
    pub(super) fn new(outside: Arc<dyn Outside>, mail: Mail) -> Self {
        let lane = |name| Lane { name, jobs: None, done: None };
        let (library, shelves) = (lane("library"), lane("shelves"));
        Self { outside, mail, library, shelves, out: lane("clipboard"), own: lane("dictionary") }
    }

    /// Does an effect; what comes of it comes as a note.
    pub(super) fn perform(&mut self, effect: Effect) {
        self.outside.expect(&effect);
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "all that reads or writes one session is one lane's"
        )]
        let lane = match effect {
            Effect::Copy { .. } | Effect::ReadClipboard | Effect::Export(_) => &mut self.out,
            Effect::ReadDictionary | Effect::Remember(..) => &mut self.own,
            Effect::List(_) | Effect::Count(..) | Effect::Search(..) | Effect::Register(_) => {
                &mut self.shelves
            }
            _ => &mut self.library,
        };
        lane.add(Job::Effect(Box::new(effect)), &self.outside, &self.mail);
    }

    /// Closes a writer, before anything else is done with the library.
    pub(super) fn close(&mut self, writer: Arc<dyn Writes>, place: Option<Place>) {
        self.library.add(Job::Close(writer, place), &self.outside, &self.mail);
    }

    /// Waits until all jobs are done, at most so long.
    pub(super) fn finish(&mut self, at_most: Duration) {
        for lane in [&mut self.library, &mut self.shelves, &mut self.out, &mut self.own] {
            lane.jobs = None;
            if let Some(done) = lane.done.take() {
                // The channel closes when the thread has done its last job.
                match done.recv_timeout(at_most) {
                    Ok(()) | Err(_) => {}
                }
            }
        }
    }
}

impl Lane {
    fn add(&mut self, job: Job, outside: &Arc<dyn Outside>, mail: &Mail) {
        let jobs = match &self.jobs {
            Some(jobs) => jobs,
            None => match start(self.name, Arc::clone(outside), mail.clone()) {
                Ok((jobs, done)) => {
                    self.done = Some(done);
                    self.jobs.insert(jobs)
                }
                Err(error) => {
                    let sentence = format!("This can't be done now: the system gives no thread ({error}).");
                    return mail.send(Note::Event(Event::Failed(sentence)));
                }
            },
        };
        // The thread outlives its sender.
        drop(jobs.send(job));
    }
}

fn start(
    name: &'static str,
    outside: Arc<dyn Outside>,
    mail: Mail,
) -> std::io::Result<(Sender<Job>, Receiver<()>)> {
    let (jobs, queue) = channel::<Job>();
    let (running, done) = channel();
    std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        for job in queue {
            let done = catch_unwind(AssertUnwindSafe(|| match job {
                Job::Effect(effect) => outside.perform(*effect, &mail),
                Job::Close(writer, place) => {
                    writer.close(place, CLOSE);
                }
            }));
            if done.is_err() {
                let sentence =
                    "This failed by a fault of the program; what you typed is not touched by it.".to_owned();
                mail.send(Note::Event(Event::Failed(sentence)));
            }
        }
        drop::<Sender<()>>(running);
    })?;
    Ok((jobs, done))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::inbox;
    use super::*;

    /// Does nothing until it is told to.
    struct Slow(Mutex<Receiver<()>>);

    impl Outside for Slow {
        fn perform(&self, _: Effect, mail: &Mail) {
            self.0.lock().unwrap().recv().unwrap();
            mail.send(Note::Event(Event::Done("written".to_owned())));
        }
    }

    #[test]
    fn whoever_asks_for_an_export_does_not_wait_for_it() {
        let (go, wait) = channel();
        let (mail, inbox) = inbox::open().unwrap();
        let mut jobs = Jobs::new(Arc::new(Slow(Mutex::new(wait))), mail);
        // A loop that made the documents itself would never come back from this.
        jobs.perform(Effect::Export(Box::default()));
        assert!(inbox.next().is_none());
        go.send(()).unwrap();
        let told = inbox.wait(Duration::from_secs(20));
        assert!(matches!(told, Some(Note::Event(Event::Done(_)))), "{told:?}");
    }
}
