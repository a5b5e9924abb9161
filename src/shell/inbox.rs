//! The inbox of the loop: other threads drop notes into it and wake the loop where it sleeps.
//!
//! On Unix the loop sleeps in `poll` on the terminal and on a pipe; a byte in the pipe wakes it. The byte is only sent
//! while the loop sleeps or is about to, so that a key costs no system call here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{fmt, io};

use crate::app::Event;

use super::Writes;

/// What other threads tell the loop.
pub enum Note {
    /// Something for the app.
    Event(Event),
    /// The records up to this number are in the journal.
    Appended(u64),
    /// A session was opened: from now on its records go to this writer.
    Writer(Arc<dyn Writes>),
    /// Bytes for the terminal itself, between two frames: what it shall take onto its clipboard.
    Terminal(Vec<u8>),
    /// A signal came.
    Signal(Signal),
}

/// Signals that concern the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End; the exit code says why.
    End(u8),
    /// Stop, as Ctrl+Z does elsewhere.
    Stop,
    /// The program goes on after it was stopped from outside.
    Continue,
    /// The terminal has another size.
    Resize,
}

impl fmt::Debug for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => out.debug_tuple("Event").field(event).finish(),
            Self::Appended(n) => out.debug_tuple("Appended").field(n).finish(),
            Self::Writer(_) => out.write_str("Writer"),
            Self::Terminal(bytes) => out.debug_tuple("Terminal").field(&bytes.len()).finish(),
            Self::Signal(signal) => out.debug_tuple("Signal").field(signal).finish(),
        }
    }
}

/// The slot through which notes come; any number of threads may hold one.
#[derive(Clone, Debug)]
pub struct Mail {
    sender: Sender<Note>,
    bell: Arc<Bell>,
}

impl Mail {
    /// Drops a note and wakes the loop. A loop that has ended misses nothing.
    pub fn send(&self, note: Note) {
        drop(self.sender.send(note));
        self.bell.ring();
    }
}

/// Where the loop finds its notes.
#[derive(Debug)]
pub struct Inbox {
    receiver: Receiver<Note>,
    bell: Arc<Bell>,
    #[cfg(unix)]
    waker: io::PipeReader,
}

/// An inbox and its slot.
///
/// # Errors
/// Where the system has no pipe left.
pub fn open() -> io::Result<(Mail, Inbox)> {
    let (sender, receiver) = channel();
    #[cfg(unix)]
    let (waker, ringer) = io::pipe()?;
    let bell = Arc::new(Bell {
        asleep: AtomicBool::new(false),
        #[cfg(unix)]
        ringer,
    });
    let mail = Mail { sender, bell: Arc::clone(&bell) };
    let inbox = Inbox {
        receiver,
        bell,
        #[cfg(unix)]
        waker,
    };
    Ok((mail, inbox))
}

#[derive(Debug)]
struct Bell {
    asleep: AtomicBool,
    #[cfg(unix)]
    ringer: io::PipeWriter,
}

impl Bell {
    fn ring(&self) {
        // One ring is enough: who sends next finds the loop awake.
        if self.asleep.swap(false, Ordering::SeqCst) {
            #[cfg(unix)]
            drop(io::Write::write(&mut &self.ringer, b"!"));
        }
    }
}

impl Inbox {
    /// The next note that is there already.
    pub fn next(&self) -> Option<Note> {
        self.receiver.try_recv().ok()
    }

    /// Waits for the next note.
    pub(super) fn wait(&self, at_most: Duration) -> Option<Note> {
        self.receiver.recv_timeout(at_most).ok()
    }

    /// Says that the loop is about to sleep. A note that came just before is returned: then it must not.
    pub(super) fn doze(&self) -> Option<Note> {
        self.bell.asleep.store(true, Ordering::SeqCst);
        let note = self.next();
        if note.is_some() {
            self.bell.asleep.store(false, Ordering::SeqCst);
        }
        note
    }

    /// Says that the loop is awake again, and takes the bytes out of the pipe that woke it.
    #[cfg(unix)]
    pub(super) fn woke(&mut self, rung: bool) {
        self.bell.asleep.store(false, Ordering::SeqCst);
        if rung {
            let mut bytes = [0_u8; 16];
            drop(io::Read::read(&mut self.waker, &mut bytes));
        }
    }

    /// What becomes readable when a note comes while the loop sleeps.
    #[cfg(unix)]
    pub(super) fn waker(&self) -> &io::PipeReader {
        &self.waker
    }
}
