//! The terminal's modes: what is switched on when the program takes the terminal, and off when it gives it back.
//!
//! [`leave`] may be called by anybody at any time and as often as they like: the guard's drop, the panic hook, the thread
//! that ends a stuck program. It never fails and never asks the terminal anything.

use std::io;
#[cfg(not(unix))]
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::queue;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::layout::Size;

/// A mode: how to switch it on, and how to switch it off.
type Mode = (fn(&mut Vec<u8>) -> io::Result<()>, fn(&mut Vec<u8>) -> io::Result<()>);

/// All modes, in the order in which they are switched on; they are switched off in the opposite order.
const MODES: [Mode; 4] = [
    (|out| queue!(out, EnterAlternateScreen), |out| queue!(out, LeaveAlternateScreen)),
    // Behind the last column the cursor waits instead of wrapping: no frame can scroll the screen.
    (|out| queue!(out, DisableLineWrap), |out| queue!(out, EnableLineWrap)),
    (|out| queue!(out, EnableBracketedPaste), |out| queue!(out, DisableBracketedPaste)),
    (|out| queue!(out, EnableMouseCapture), |out| queue!(out, DisableMouseCapture)),
];

/// How many of the modes are meant when the mouse is left to the terminal.
const WITHOUT_MOUSE: usize = MODES.len() - 1;

/// Ends a bracketed frame, resets colours, shows the cursor.
const SANE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?25h";

static ENTERED: AtomicBool = AtomicBool::new(false);
static HUNG_UP: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back when dropped.
#[derive(Debug)]
pub(super) struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal.
///
/// # Errors
/// Where there is no terminal, or it is gone.
pub(super) fn enter(mouse: bool) -> io::Result<Guard> {
    ENTERED.store(true, Ordering::SeqCst);
    let guard = Guard(());
    switch_on(mouse)?;
    Ok(guard)
}

/// Switches everything on again after somebody else had the terminal.
///
/// # Errors
/// Where the terminal is gone.
pub(super) fn enter_again(mouse: bool) -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    // It only believes in raw mode if it was off before.
    drop(disable_raw_mode());
    switch_on(mouse)
}

fn switch_on(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = Vec::new();
    let wanted = if mouse { MODES.len() } else { WITHOUT_MOUSE };
    for (on, _) in MODES.iter().take(wanted) {
        on(&mut out)?;
    }
    write(&out)
}

/// Takes the mouse from the terminal, or leaves it to it.
///
/// # Errors
/// Where the terminal is gone.
pub(super) fn set_mouse(mouse: bool) -> io::Result<()> {
    let mut out = Vec::new();
    if let Some((on, off)) = MODES.last() {
        if mouse { on(&mut out) } else { off(&mut out) }?;
    }
    write(&out)
}

/// Gives the terminal back as it was. Does nothing the second time, and nothing to a terminal that is gone.
pub(super) fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) || HUNG_UP.load(Ordering::SeqCst) {
        return;
    }
    let mut out = SANE.to_vec();
    for (_, off) in MODES.iter().rev() {
        drop(off(&mut out));
    }
    drop(write(&out));
    drop(disable_raw_mode());
}

/// Says that the terminal is gone: nothing is written to it any more.
pub(super) fn hung_up() {
    HUNG_UP.store(true, Ordering::SeqCst);
}

/// Whether the terminal is gone.
pub(super) fn is_hung_up() -> bool {
    HUNG_UP.load(Ordering::SeqCst)
}

/// Writes to the terminal, all of it, without a buffer or lock between.
///
/// # Errors
/// Where the terminal is gone.
#[cfg(unix)]
pub(super) fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            // Somebody who shares the terminal made it non-blocking.
            Err(rustix::io::Errno::AGAIN) => wait_writable()?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(unix)]
fn wait_writable() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdout = rustix::stdio::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    match poll(&mut fds, None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Writes to the terminal.
///
/// # Errors
/// Where the terminal is gone.
#[cfg(not(unix))]
pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The size of the terminal; none while it has none.
#[cfg(unix)]
pub(super) fn size() -> Option<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(Size::new(size.ws_col, size.ws_row))
}

/// The size of the terminal; none while it has none.
#[cfg(not(unix))]
pub(super) fn size() -> Option<Size> {
    crossterm::terminal::size().ok().map(|(width, height)| Size::new(width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_switched_off_by_its_own_opposite() {
        for (on, off) in MODES {
            let (mut a, mut b) = (Vec::new(), Vec::new());
            on(&mut a).unwrap();
            off(&mut b).unwrap();
            let numbers = |bytes: &[u8]| -> Vec<String> {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                let mut numbers: Vec<_> = text
                    .split("\x1b[?")
                    .filter(|part| !part.is_empty())
                    .map(|part| part.trim_end_matches(['h', 'l']).to_owned())
                    .collect();
                numbers.sort();
                numbers
            };
            assert_eq!(numbers(&a), numbers(&b));
            assert_ne!(a, b);
        }
    }
}
