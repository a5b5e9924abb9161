//! What the shell tells the app.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::library::before::Before;
use crate::library::register::Entered;
use crate::library::search::Found;
use crate::library::{Listed, Part};
use crate::meeting::Record;

use super::effect::{Move, Noted};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed or repeats; releases never come.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted by the terminal (bracketed paste); line breaks are `\n`, control characters are gone.
    Paste(String),
    /// The terminal has another size.
    Resize,
    /// The clock's minute turned, or another second passed after the last key: time to look at the clock.
    Tick,
    /// How the disk stands; sent only when it changes.
    Disk(DiskState),
    /// What is being written down is not what the app has: it must begin anew with the whole meeting.
    Astray,
    /// The whole journal, as asked for by [`super::Effect::ReadHistory`].
    History(Vec<Record>),
    /// The system clipboard's text, as asked for by [`super::Effect::ReadClipboard`]; none where it can't be had.
    Clipboard(Option<String>),
    /// The dictionary was read, with the clerk's own words, as asked for by [`super::Effect::ReadDictionary`].
    Dictionary(std::sync::Arc<crate::checks::spelling::Speller>),
    /// A copy, an export or another job is done, with a sentence for the clerk.
    Done(String),
    /// A copy, an export or another job failed, with a sentence for the clerk.
    Failed(String),
    /// The sessions of a part of the library, as far as they are known, and how many of them are still to be read.
    Sessions(Part, Vec<Listed>, usize),
    /// A part of the library can't be listed, with a sentence for the clerk.
    NoSessions(Part, String),
    /// Sessions were looked into for open promises.
    Counted(Vec<(PathBuf, usize)>),
    /// More places where it stands, for the question of this number.
    Found(u64, Vec<Found>, Searched),
    /// The actions of all sessions, and what could not be read; for the session in this file, else for the library.
    Register(Option<PathBuf>, Vec<Entered>, Vec<String>),
    /// A session was moved; `to` is where it is now.
    Moved(Move),
    /// It was written down how far an action is.
    Noted(Noted),
    /// What a session leaves for the body's next meeting.
    Next(Box<Before>),
    /// Nobody else has this session open any more.
    Free(PathBuf),
    /// A session was read for the library's preview.
    Preview(PathBuf, Box<crate::meeting::Meeting>),
    /// A document that came back from the chair: its name and its bytes.
    Returned(String, Vec<u8>),
    /// A session was opened and takes the screen.
    Opened(Box<crate::library::Opened>),
    /// The program was asked to end from outside (SIGTERM, SIGHUP, the terminal closed).
    End,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Searched {
    /// It goes on.
    On,
    /// All was searched.
    Done,
    /// There is more, which is not shown.
    Enough,
    /// It can't be searched for, with a sentence that says why.
    Wrong(String),
}

/// How the disk stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DiskState {
    /// All that was typed is in the journal.
    #[default]
    Saved,
    /// An answer of the disk is over 20 ms late.
    Saving,
    /// Something is wrong: a sentence that says what, and where the text is kept meanwhile.
    Trouble(String),
}
