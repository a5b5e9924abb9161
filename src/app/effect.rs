//! What the app asks the shell to do.

use std::path::PathBuf;

use crate::meeting::{Meeting, Place, Record};

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
    /// List the library: [`super::Event::Sessions`].
    List,
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
