//! What the app asks the shell to do.

use std::path::PathBuf;

use crate::library::Part;
use crate::meeting::{EntryId, ItemId, Meeting, Place, Progress, Record};

/// One thing to do outside the app.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Append this record to the journal before the next frame is shown.
    Append(Record),
    /// Write the session file now; the place is where the cursor stands.
    Save(Option<Place>),
    /// Flush the journal to the disk itself at once: a resolution, a vote, an adjournment, the end.
    Flush,
    /// Read the whole journal back: [`super::Event::History`].
    ReadHistory,
    /// Begin a session with this meeting: make its files in the library; the answer is [`super::Event::Opened`].
    Begin(Box<Meeting>),
    /// Open the session in this file; the answer is [`super::Event::Opened`].
    Open(PathBuf),
    /// Drop discussion points, journal and undo of this session, which is closed by now, and open it again.
    Purge(PathBuf),
    /// Read a document that came back from the chair: [`super::Event::Returned`].
    ReadReturned(PathBuf),
    /// List a part of the library: [`super::Event::Sessions`], several times while it is read.
    List(Part),
    /// Count the open promises in these sessions: [`super::Event::Counted`].
    Count(Part, Vec<PathBuf>),
    /// Look for what was typed in all sessions, by the question's number: [`super::Event::Found`], several times. A newer
    /// question ends an older one.
    Search(u64, String),
    /// Gather the actions of all sessions: [`super::Event::Register`]. For the session in this file, else for the library.
    Register(Option<PathBuf>),
    /// Move a session to another folder or name: [`super::Event::Moved`].
    Move(Move),
    /// Write into a session how far one of its actions is: [`super::Event::Noted`].
    Note(Noted),
    /// Read what a session leaves for the body's next meeting: [`super::Event::Next`].
    Next(PathBuf),
    /// See whether the session that somebody else has open is free now: [`super::Event::Free`], or nothing.
    LookForLock(PathBuf),
    /// Read a session for the preview: [`super::Event::Preview`].
    Preview(PathBuf),
    /// Put this on the clipboard, rich and plain.
    Copy {
        /// The HTML fragment; none where only plain text is meant.
        html: Option<String>,
        /// The plain text.
        plain: String,
        /// What it is, for the sentence that says it was copied.
        what: String,
    },
    /// Read the clipboard's text: [`super::Event::Clipboard`].
    ReadClipboard,
    /// Make documents and write them into the folder for exports, never over a file that is there.
    Export(Box<super::out::Press>),
    /// Read the dictionary and the clerk's own words: [`super::Event::Dictionary`].
    ReadDictionary,
    /// Put a line into one of the clerk's own files, behind what is there.
    Remember(OwnFile, String),
    /// Let the terminal have the mouse, or take it back.
    Mouse(bool),
    /// Stop the program as Ctrl+Z does elsewhere, and repaint afterwards.
    Suspend,
    /// Leave this session and show the library.
    Close,
    /// End the program; all is saved first.
    Quit,
}

/// A session that is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: PathBuf,
    /// Where it is to be; a number is put behind the name where that is taken.
    pub to: PathBuf,
    /// What the clerk asked for.
    pub what: Moving,
}

/// Why a session is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// It gets another name.
    Renamed,
    /// It goes into the archive.
    Archived,
    /// It is thrown away.
    Binned,
    /// It comes back.
    Back,
    /// The last of these is taken back.
    Undone,
}

/// How far an action is: which one, and what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The session in which it was resolved.
    pub path: PathBuf,
    /// The item there.
    pub item: ItemId,
    /// The entry under it.
    pub entry: EntryId,
    /// What was said.
    pub said: Progress,
}

/// The clerk's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFile {
    /// Words that the clerk knows to be right.
    Words,
    /// Words of the council, for all its clerks.
    CouncilWords,
    /// Phrases and their codes.
    Phrases,
}
