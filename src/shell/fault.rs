//! A panic on the loop's thread: the terminal is given back first, then one sentence is said, never a backtrace.

use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;

use super::terminal;

static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Installs the hook. Panics of other threads say nothing here: whoever waits for them finds out, and the screen is not
/// theirs to write on.
pub(super) fn catch_panics_of(thread: ThreadId) {
    std::panic::set_hook(Box::new(move |info| {
        let what = said(info);
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(what);
        if std::thread::current().id() == thread {
            terminal::leave();
        }
    }));
}

/// What the last panic said, and where it was.
pub(super) fn last() -> String {
    LAST.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .unwrap_or_else(|| "no more is known".to_owned())
}

fn said(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    let place = info.location().map(|at| format!(", {}:{}", at.file(), at.line())).unwrap_or_default();
    format!("{message}{place}")
}
