//! The environment of the process, read once at the start.
#![expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]

use std::env::{var, var_os};
use std::io::IsTerminal as _;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::Colors;

/// What the environment says.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact of the environment")]
pub struct Environment {
    /// `MINUTEBOOK_SESSIONS`.
    pub sessions: Option<PathBuf>,
    /// Whether `NO_COLOR` is set to something.
    pub no_color: bool,
    /// `TERM`.
    pub term: String,
    /// Whether this is a session over SSH.
    pub ssh: bool,
    /// Whether there is a display to which a clipboard belongs.
    pub display: bool,
    /// Whether the terminal is inside tmux or screen.
    pub multiplexer: bool,
    /// The account's name.
    pub user: Option<String>,
    /// The machine's name.
    pub host: Option<String>,
    /// Where the platform keeps things.
    pub folders: Folders,
}

/// Where the platform keeps things; none where the account has no home.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The home folder.
    pub home: Option<PathBuf>,
    /// The folder for settings, `minutebook` included.
    pub config: Option<PathBuf>,
    /// The folder for data, `minutebook` included.
    pub data: Option<PathBuf>,
    /// The folder for state, `minutebook` included.
    pub state: Option<PathBuf>,
    /// The folder for what may be deleted at any time, `minutebook` included.
    pub cache: Option<PathBuf>,
    /// The folder for temporary files.
    pub temporary: PathBuf,
}

/// The name of the program's own folder in each of the platform's folders.
const NAME: &str = "minutebook";

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        let set = |name: &str| var_os(name).is_some_and(|value| !value.is_empty());
        let text = |name: &str| var(name).ok().filter(|value| !value.is_empty());
        Self {
            sessions: var_os("MINUTEBOOK_SESSIONS").filter(|path| !path.is_empty()).map(PathBuf::from),
            no_color: set("NO_COLOR"),
            term: text("TERM").unwrap_or_default(),
            ssh: set("SSH_CONNECTION") || set("SSH_TTY") || set("SSH_CLIENT"),
            display: cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY"),
            multiplexer: set("TMUX") || set("STY"),
            user: text("USER").or_else(|| text("LOGNAME")).or_else(|| text("USERNAME")),
            host: host().or_else(|| text("COMPUTERNAME")).or_else(|| text("HOSTNAME")),
            folders: Folders::find(),
        }
    }

    /// Whether the screen has colours: as asked for, else as the terminal and `NO_COLOR` say.
    pub fn colours(&self, asked: Colors) -> bool {
        match asked {
            Colors::Always => true,
            Colors::Never => false,
            Colors::Auto => {
                let able = !self.no_color && self.term != "dumb" && !self.term.ends_with("-mono");
                able && std::io::stdout().is_terminal()
            }
        }
    }
}

impl Folders {
    fn find() -> Self {
        let temporary = std::env::temp_dir();
        let Ok(base) = etcetera::choose_base_strategy() else {
            return Self { temporary, ..Self::default() };
        };
        Self {
            home: Some(base.home_dir().to_owned()),
            config: Some(base.config_dir().join(NAME)),
            data: Some(base.data_dir().join(NAME)),
            // Platforms without a folder for state keep it with the data.
            state: Some(base.state_dir().unwrap_or_else(|| base.data_dir()).join(NAME)),
            cache: Some(base.cache_dir().join(NAME)),
            temporary,
        }
    }
}

#[cfg(unix)]
fn host() -> Option<String> {
    Some(rustix::system::uname().nodename().to_string_lossy().into_owned()).filter(|name| !name.is_empty())
}

#[cfg(not(unix))]
fn host() -> Option<String> {
    None
}
