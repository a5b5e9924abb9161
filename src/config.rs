//! The clerk's settings, and the environment: the one place that reads either.
//!
//! One table gives the settings' names, types, defaults and meanings; the file's reader, `minutebook config` and the
//! manual page are made from it. Every setting has a default, so no file is needed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::meeting::HouseStyle;

mod environment;

pub use environment::{Environment, Folders};

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Colors {
    /// As the terminal and `NO_COLOR` say.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What F9 and `minutebook copy` put on the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyWhat {
    /// What goes into the CMS's box: the paragraphs, "Resolved:" and its entries.
    #[default]
    Body,
    /// The whole page of the item, with title, presenters and documents.
    Page,
}

/// One row of the table of settings.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in `config.ron`.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// Its value in a configuration, as `config.ron` would have it.
    pub value: fn(&Config) -> String,
}

macro_rules! settings {
    ($($name:ident: $type:ty = $default:expr, $meaning:literal;)*) => {
        /// The clerk's settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Config {
            $(#[doc = $meaning] pub $name: $type,)*
        }

        impl Default for Config {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        /// The table of settings.
        pub const SETTINGS: &[Setting] = &[
            $(Setting {
                name: stringify!($name),
                meaning: $meaning,
                value: |config| written(&config.$name),
            },)*
        ];
    };
}

settings! {
    sessions: Option<PathBuf> = None, "The folder of saved sessions, the library. None: the platform's data folder.";
    journal_dir: Option<PathBuf> = None, "Where journals are kept; set it to a folder on the local disk when the library is on a share. None: beside each session.";
    index: bool = true, "Whether an index of the library is kept in the cache folder, for you alone: it makes lists and search quick, and may be deleted at any time.";
    exports: Option<PathBuf> = None, "The folder into which F12 writes. None: the documents folder, else the home folder.";
    clerk: Option<String> = None, "Your name, shown to whoever opens a session that you have open. None: the name of your account.";
    me: Option<String> = None, "Whose actions are yours, in the list of all actions: a name or a role, or several parted by semicolons. None: your name.";
    style: HouseStyle = HouseStyle::default(), "The house style: how speakers are named (attributions: `RoleAfterName` or `NamesThroughout`), the short title of councillors, whether first mention is counted in each item, whether the clock has 24 hours, whether a promise becomes an action.";
    roster: Option<PathBuf> = None, "A file of members for papers that list none: Modern.Gov's web-service XML, a table (CSV) with the columns name, role and group, or an agenda that lists them. None: those of the body's last session.";
    smart_quotes: bool = true, "Whether quotes and dashes turn into ’ ‘ “ ” – as you type.";
    spelling: bool = true, "Whether F7 looks at the spelling.";
    words: Option<PathBuf> = None, "The file of words that you know to be right, one a line; F7 adds to it. None: words.txt beside this file.";
    council_words: Option<PathBuf> = None, "The file of your council's words, one a line, for all its clerks. None: council-words.txt beside this file.";
    silence: Vec<String> = Vec::new(), "Kinds of slips that are not reported, by the names that `minutebook check --json` gives them.";
    copy: CopyWhat = CopyWhat::Body, "What F9 copies: body (paragraphs, “Resolved:” and its entries) or page (the whole page of the item).";
    rich_lists: bool = false, "Whether your CMS keeps lists that begin elsewhere than at 1, lettered lists and tables. Paste once and look at the published page before you turn it on.";
    phrases: Option<PathBuf> = None, "The file of your own phrases, a code, = and its words on each line. None: phrases.txt beside this file. The sets that come with the program stay under them.";
    templates: Option<PathBuf> = None, "The folder of your own templates. None: templates/ beside this file; what is not there comes with the program.";
    theme: Colors = Colors::Auto, "Whether the screen has colours: auto (as the terminal and `NO_COLOR` say), always or never. Light and dark need no setting.";
    mouse: bool = true, "Whether the program takes the mouse at the start; off leaves it to the terminal's own selection. The palette turns it on and off.";
    keys: BTreeMap<String, String> = BTreeMap::new(), "Keys of your own, each with the command it asks for: {\"ctrl+b\": \"back\"}. `minutebook keys` lists keys and commands.";
}

/// A value as `config.ron` would have it.
fn written<T: Serialize>(value: &T) -> String {
    ron_options().to_string(value).unwrap_or_default()
}

fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Why a configuration can't be used: where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadConfig {
    /// The file can't be read.
    #[error("{}: {why}. Check the name after --config.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        why: String,
    },
    /// The file can't be understood.
    #[error("{}:{line}:{column}: {why}. `minutebook config` shows every setting as it should be written.", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        why: String,
    },
}

impl Config {
    /// Reads a configuration's text.
    ///
    /// # Errors
    /// Where it can't be understood; the error names line and column.
    pub fn parse(text: &str, path: &Path) -> Result<Self, BadConfig> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        ron_options().from_str(text).map_err(|error| BadConfig::Wrong {
            path: path.to_owned(),
            line: error.span.start.line,
            column: error.span.start.col,
            why: error.code.to_string().trim_end_matches('.').to_owned(),
        })
    }

    /// Reads a configuration file.
    ///
    /// # Errors
    /// Where it can't be read or understood.
    pub fn read(path: &Path) -> Result<Self, BadConfig> {
        let bytes = std::fs::read(path)
            .map_err(|error| BadConfig::Unreadable { path: path.to_owned(), why: error.to_string() })?;
        match String::from_utf8(bytes) {
            Ok(text) => Self::parse(&text, path),
            Err(error) => {
                let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
                let line = valid.split(|byte| *byte == b'\n').count();
                let why = "this is not UTF-8 text".to_owned();
                Err(BadConfig::Wrong { path: path.to_owned(), line, column: 1, why })
            }
        }
    }

    /// The whole configuration as a file that can be used, each setting under its meaning.
    pub fn commented(&self) -> String {
        let mut out = String::from("(\n");
        for setting in SETTINGS {
            for line in folded(setting.meaning, 88) {
                out.push_str("    // ");
                out.push_str(&line);
                out.push('\n');
            }
            out.extend(["    ", setting.name, ": ", &(setting.value)(self), ",\n\n"]);
        }
        out.truncate(out.trim_end().len());
        out.push_str("\n)\n");
        out
    }
}

/// A sentence in lines of at most so many characters.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, BadConfig> {
        Config::parse(text, Path::new("config.ron"))
    }

    #[test]
    fn nothing_is_the_default_and_so_is_what_is_printed() {
        assert_eq!(parse(""), Ok(Config::default()));
        assert_eq!(parse("()"), Ok(Config::default()));
        assert_eq!(parse(&Config::default().commented()), Ok(Config::default()));
    }

    #[test]
    fn settings_are_read_and_printed_as_they_are_written() {
        let text = r#"(
            sessions: "/srv/minutes", smart_quotes: false, theme: never, copy: page,
            keys: {"ctrl+b": "back"}, style: (councillor: "Councillor"), silence: ["date"],
        )"#;
        let config = parse(text).unwrap();
        assert_eq!(config.sessions, Some(PathBuf::from("/srv/minutes")));
        assert_eq!((config.smart_quotes, config.theme, config.copy), (false, Colors::Never, CopyWhat::Page));
        assert_eq!(config.style.councillor, "Councillor");
        assert_eq!(parse(&config.commented()), Ok(config));
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_column() {
        let error = parse("(\n    mouse: maybe,\n)").unwrap_err();
        let BadConfig::Wrong { line, column, .. } = &error else { panic!("{error:?}") };
        assert_eq!((*line, *column), (2, 11), "{error}");
        let error = parse("(smart_qotes: true)").unwrap_err().to_string();
        assert!(error.starts_with("config.ron:1:2:") && error.contains("smart_qotes"), "{error}");
        assert!(parse("(((((").is_err());
    }
}
