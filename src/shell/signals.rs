//! Signals, and the thread that ends a program which can't end itself.
//!
//! A signal becomes a note for the loop, which has half a second to answer: it may hang in a write to a terminal that
//! takes nothing. If it does not answer, the writer is closed here and the program ends. Nothing typed is lost either
//! way: all of it went to the writer before it was shown.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Writes;

/// How long the loop may take to answer a signal that ends the program.
#[cfg(unix)]
const ANSWER: Duration = Duration::from_millis(500);
/// How long the writer may take once the program ends from outside.
pub(super) const CLOSE: Duration = Duration::from_millis(350);

/// What the loop and the thread that watches it share.
#[derive(Default)]
pub(super) struct Watch {
    state: Mutex<State>,
    answered: Condvar,
}

#[derive(Default)]
struct State {
    answered: bool,
    writer: Option<Arc<dyn Writes>>,
}

impl Watch {
    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with the lock held left nothing half done: the state is two plain values.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says which writer is to be closed at the end.
    pub(super) fn set_writer(&self, writer: Option<Arc<dyn Writes>>) {
        self.state().writer = writer;
    }

    /// Says that the loop has taken note and is ending the program.
    pub(super) fn answer(&self) {
        self.state().answered = true;
        self.answered.notify_all();
    }

    #[cfg(unix)]
    fn is_answered(&self, within: Duration) -> bool {
        let waited = self.answered.wait_timeout_while(self.state(), within, |state| !state.answered);
        waited.map_or_else(|poisoned| poisoned.into_inner().0.answered, |(state, _)| state.answered)
    }
}

#[cfg(unix)]
pub(crate) use unix::expect_limits;
#[cfg(unix)]
pub(super) use unix::listen;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::time::Duration;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
    use signal_hook::iterator::Signals;

    use super::super::inbox::{Mail, Note, Signal};
    use super::super::terminal;
    use super::{ANSWER, CLOSE, Watch};

    /// From here on a file that may not grow any more is a write that fails and says so, and not the end of the program.
    pub(crate) fn expect_limits() {
        drop(signal_hook::flag::register(SIGXFSZ, Arc::default()));
    }

    /// Starts the thread that hears signals.
    pub(in super::super) fn listen(mail: Mail, watch: Arc<Watch>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let signal = match signal {
                    SIGWINCH => Signal::Resize,
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continue,
                    other => Signal::End(u8::try_from(128 + other).unwrap_or(u8::MAX)),
                };
                mail.send(Note::Signal(signal));
                if let Signal::End(code) = signal {
                    end_if_stuck(&watch, code);
                }
            }
        })?;
        Ok(())
    }

    #[expect(clippy::exit, reason = "the loop hangs in a system call: nobody else can end the program")]
    fn end_if_stuck(watch: &Watch, code: u8) {
        if watch.is_answered(ANSWER) {
            return;
        }
        let writer = watch.state().writer.take();
        if let Some(writer) = writer {
            writer.close(None, CLOSE);
        }
        // The terminal takes nothing, or is gone: it gets a moment of its own, and no more.
        let (done, left) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            terminal::leave();
            done.send(())
        });
        match left.recv_timeout(Duration::from_millis(100)) {
            Ok(()) | Err(_) => {}
        }
        std::process::exit(i32::from(code));
    }
}
