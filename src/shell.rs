//! The shell: the loop, and all that touches the terminal and the threads.
//!
//! One turn of the loop: sleep until something comes, take the clock once, give the screen all events that are there,
//! perform the effects, lay out, paint one frame into memory, wait until the journal has what the frame shows (at most
//! 20 ms, else the frame says so), and send the frame in one write. There are no ticks but the minute's.
//!
//! The shell knows no app: it runs any [`Screen`], with any [`Outside`] to do what the screen asks for, so that the tests
//! can run the very same loop with a screen that panics.

pub mod canvas;
pub mod clipboard;
mod clock;
mod decode;
pub mod desk;
mod fault;
pub mod files;
mod inbox;
mod input;
mod jobs;
pub mod own;
mod paint;
mod paste;
pub mod pdf;
mod run;
pub mod shelves;
mod signals;
mod terminal;
pub mod writer;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{Effect, Event};
use crate::meeting::{Place, Record, Stamp};

pub use clock::{instant, now};
pub use inbox::{Inbox, Mail, Note, Signal, open as inbox};
pub use paste::normal as normal_paste;
pub use run::{Ended, Shell, Start};
#[cfg(unix)]
pub(crate) use signals::expect_limits;

/// What is shown and what keys do to it. Pure: outcomes of effects come back as events.
pub trait Screen {
    /// Takes one event that came at this time.
    fn update(&mut self, event: Event, now: Stamp) -> Vec<Effect>;
    /// Whether it wants to go on with something while nothing comes: then it gets a tick at once.
    fn is_busy(&self) -> bool {
        false
    }
    /// Prepares a frame of this size.
    fn layout(&mut self, area: Rect);
    /// Draws what was laid out; gives the place of the cursor.
    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position;
}

/// The thread that owns the files of the open session.
pub trait Writes: Send + Sync {
    /// Asks for something; never waits. Answers come by [`Mail`]: [`Note::Appended`] for each record, and
    /// [`Event::Disk`] and [`Event::History`].
    fn ask(&self, request: Request);
    /// Writes and flushes all that was asked for and closes the files, within this time; whether it was done. The place
    /// is where the cursor stands, if known.
    fn close(&self, place: Option<Place>, within: Duration) -> bool;
}

/// What can be asked of the thread that owns the files.
#[derive(Clone, Debug)]
pub enum Request {
    /// Append this record to the journal.
    Append(Record),
    /// Write the session file; the place is where the cursor stands.
    Save(Option<Place>),
    /// Flush the journal to the disk itself at once.
    Flush,
    /// Read the whole journal back.
    History,
}

/// Does what the screen asks for, off the loop, in any number of threads at once.
pub trait Outside: Send + Sync + 'static {
    /// Hears at once, on the loop, what will be asked of it when its turn comes: so that a newer question can end an older one.
    fn expect(&self, effect: &Effect) {
        let _: &Effect = effect;
    }
    /// Performs an effect that is done outside: all but those that the loop itself obeys. What came of it is sent as notes; a session that was opened
    /// sends its writer first ([`Note::Writer`]), then [`Event::Opened`].
    fn perform(&self, effect: Effect, mail: &Mail);
}

/// A shell that is ready to run a screen.
///
/// # Errors
/// Where the system has no pipe left.
pub fn open() -> std::io::Result<Shell> {
    Shell::new()
}

/// Nobody outside: for screens that only draw.
impl Outside for () {
    fn perform(&self, _effect: Effect, _mail: &Mail) {}
}
