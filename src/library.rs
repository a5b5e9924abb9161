//! The library: the folder of saved sessions, and everything that touches it.

use std::path::PathBuf;

use crate::meeting::{Meeting, Place};

/// What the library screen and `minutebook list` show of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The session file.
    pub path: PathBuf,
    /// The day of the meeting.
    pub date: Option<chrono::NaiveDate>,
    /// The body.
    pub body: Option<String>,
    /// The meeting's title.
    pub title: Option<String>,
    /// Draft, final or approved.
    pub state: crate::meeting::State,
    /// How many agenda items it has, sub-items not counted.
    pub items: usize,
    /// How many of them were taken and ended.
    pub done: usize,
    /// How many of its actions are open.
    pub actions_open: usize,
    /// Why it cannot be read, where it can't.
    pub broken: Option<String>,
}

/// A session that was opened.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The session file.
    pub path: PathBuf,
    /// The meeting as it stands, recovered where need be.
    pub meeting: Meeting,
    /// The number of the last journal record that made it.
    pub n: u64,
    /// The last undo step used.
    pub step: u64,
    /// The journal's records behind the session file's own number, oldest first; older ones are read when undo asks.
    pub tail: Vec<crate::meeting::Record>,
    /// Where it was left.
    pub place: Option<Place>,
    /// Why it may only be read, where that is so: one sentence that says who has it, or which version wrote it.
    pub read_only: Option<String>,
    /// What the clerk is told once after opening: what was recovered, what was set aside.
    pub notice: Option<String>,
}
