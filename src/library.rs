//! The library: the folder of saved sessions, and everything that touches it.
//!
//! | module | what lives there |
//! |---|---|
//! | [`disk`] | the one door to the disk |
//! | [`session_file`], [`journal`] | how a session file and a journal are written and read |
//! | [`judge`] | what the two say together after a crash, a cut, damage, a change from outside |
//! | `open`, `weigh` | beginning, opening and reading a session; weighing it against a copy in a second place |
//! | [`keeper`], `work`, `job`, `kept` | keeping an open session: appending, flushing, saving, failing over |
//! | `end` | the end of history: purge and redact |
//! | `list`, `catalogue` | which sessions there are; what is known of each, kept in an index that heals itself |
//! | [`search`], `sieve`, [`register`] | words in all of them, most of which need not be read for it; the actions of all |
//! | [`shelve`] | archive, bin, another name; changing a session that nobody has open |
//! | [`before`] | what a body's earlier meetings left for its next one |

pub mod before;
mod catalogue;
pub mod disk;
mod end;
mod job;
pub mod journal;
pub mod judge;
pub mod keeper;
mod kept;
pub(crate) mod list;
mod open;
pub mod register;
mod replace;
pub mod search;
pub mod session_file;
pub mod shelve;
mod sieve;
mod weigh;
mod words;
mod work;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::meeting::{Meeting, Place};

pub use catalogue::{Catalogue, Row};
pub use disk::{Disk, DiskFile, DiskRead, Lock, RealDisk, Stat};
pub use end::Ended;
pub use job::{Done, Job};
pub use keeper::{Keeper, Report};
pub use shelve::Part;

/// The folder of sessions, and where else their parts may go.
#[derive(Clone, Debug)]
pub struct Library {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The folder in which the sessions are.
    pub folder: PathBuf,
    /// The folder for journals, where they are not to be in the library: on the local disk, when the library is a share.
    pub journal_dir: Option<PathBuf>,
    /// Folders in which a session is kept while its own place can't be written, the best first: `kept/` in the platform's
    /// state folder, then one in the temporary folder.
    pub second: Vec<PathBuf>,
    /// The folder for the index, which may be deleted at any time; none where there is to be none.
    pub index: Option<PathBuf>,
    /// Who opens sessions, for whoever opens them too: "Rosa Hazel on PC-12".
    pub owner: String,
}

/// What the library screen and `minutebook list` show of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// The session file.
    #[serde(skip)]
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
    /// How many promises in it no entry answers; none where they were not looked for, as in the first list of a big library:
    /// that takes longer than all the rest.
    pub promises: Option<usize>,
    /// Why it cannot be read, where it can't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<String>,
    /// Who has it open now, and since when.
    #[serde(skip)]
    pub held: Option<String>,
    /// The name of the session of which a sync tool made this copy.
    #[serde(skip)]
    pub copy_of: Option<String>,
    /// Whether only its name is known yet: it is still to be read.
    #[serde(skip)]
    pub unread: bool,
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
    /// Whether it may only be read since somebody has it open, so that it can be written once they leave it.
    pub held: bool,
    /// What the clerk is told once after opening: what was recovered, what was set aside.
    pub notice: Option<String>,
}

/// A session that was opened, with what keeps it on the disk.
#[derive(Debug)]
pub struct Session {
    /// What the app needs of it.
    pub opened: Opened,
    /// What is to be given to the writer; none where it may only be read.
    pub keeper: Option<Keeper>,
}

/// Why a session can't be opened: one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// No session has this name.
    #[error("There is no session “{name}” in {}. `minutebook list` shows those that there are.", folder.display())]
    NoSuchSession {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// Several sessions have this in their names.
    #[error("“{name}” may mean {}. Type more of the name.", candidates.join(" or "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The names that contain it.
        candidates: Vec<String>,
    },
    /// The disk does not give the file.
    #[error("{} cannot be read: {source}.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        source: io::Error,
    },
    /// The disk does not take the file.
    #[error("{} cannot be written: {source}.", path.display())]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        source: io::Error,
    },
    /// Somebody has the session open, or a newer version wrote it.
    #[error("{} cannot be changed now: {who}", path.display())]
    InUse {
        /// The session file.
        path: PathBuf,
        /// Who has it, as a sentence.
        who: String,
    },
    /// The session can't be changed in this way.
    #[error("{}: {why}", path.display())]
    Refused {
        /// The session file.
        path: PathBuf,
        /// Why, as a sentence.
        why: String,
    },
    /// There is nothing in the file that could be a session, and no journal from which it could be rebuilt.
    #[error("{} is no session: {why}. It was left as it is.", path.display())]
    NoSession {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A newer version wrote it, and nothing of it can be read.
    #[error("{} was written by a newer Minutebook (format {version}); this one reads format 1. Open it with the newer one.", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        version: u32,
    },
}
