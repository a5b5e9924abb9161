//! The clipboard: rich and plain text together, in a way that outlives the program.
//!
//! On X11 and Wayland a clipboard's content dies with the program that owns it, so a second process of the program
//! becomes its owner (`owner`). Over SSH, or without a display, the terminal is asked to take the plain text (OSC 52);
//! it never answers, so nobody may say "copied" then. Where neither works, a file is written and its path is told.

mod owner;

use std::path::PathBuf;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

pub use owner::own;

use super::files;

/// Where the program runs, as far as the clipboard is concerned; read from the environment by [`crate::config`].
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The program itself, for the process that will own the clipboard.
    pub program: PathBuf,
    /// Whether this is a session over SSH: a clipboard here would be the wrong machine's.
    pub ssh: bool,
    /// Whether there is a display to which a clipboard belongs.
    pub display: bool,
    /// Whether there is a terminal that may take OSC 52.
    pub terminal: bool,
    /// Where the note of whose turn it is to own the clipboard is kept.
    pub state: Option<PathBuf>,
    /// Where a file is written when there is no clipboard at all.
    pub folder: PathBuf,
}

/// What became of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What to say, to stand after the name of the thing: "copied, rich and plain".
    pub sentence: String,
    /// What to write to the terminal.
    pub terminal_bytes: Option<Vec<u8>>,
    /// Whether the content is nowhere.
    pub failed: bool,
}

/// More than this many bytes are not sent to a terminal: xterm stops near 100,000, others drop all without a word.
const TERMINAL_MOST: usize = 74_000;

/// More than this many bytes are not offered to X11: 15 MB arrive in one piece, 17 MB did not.
const OWNER_MOST: usize = 12 << 20;

/// Puts this onto the clipboard.
pub fn put(html: Option<&str>, plain: &str, around: &Surroundings) -> Outcome {
    let mut trouble = None;
    if around.display && !around.ssh {
        match onto_the_desk(html, plain, around) {
            Ok(()) => {
                let forms = if html.is_some() { "copied, rich and plain" } else { "copied" };
                return Outcome { sentence: forms.to_owned(), terminal_bytes: None, failed: false };
            }
            Err(why) => trouble = Some(why),
        }
    }
    if around.terminal && plain.len() <= TERMINAL_MOST {
        let mut bytes = String::new();
        if CopyToClipboard::to_clipboard_from(plain).write_ansi(&mut bytes).is_ok() {
            let sentence = format!("sent to the terminal ({} characters)", plain.chars().count());
            return Outcome { sentence, terminal_bytes: Some(bytes.into_bytes()), failed: false };
        }
    }
    into_a_file(html, plain, around, trouble)
}

fn into_a_file(html: Option<&str>, plain: &str, around: &Surroundings, trouble: Option<String>) -> Outcome {
    let why = trouble.unwrap_or_else(|| {
        if around.terminal { "it is too long for a terminal" } else { "there is no clipboard here" }
            .to_owned()
    });
    let (name, text) = match html {
        Some(html) => ("minutebook-copy.html", format!("<!DOCTYPE html><meta charset=\"utf-8\">{html}\n")),
        None => ("minutebook-copy.txt", plain.to_owned()),
    };
    match files::write_new(&around.folder, name, text.as_bytes()) {
        Ok(path) => Outcome {
            sentence: format!("not copied, since {why}; it is in {}", path.display()),
            terminal_bytes: None,
            failed: false,
        },
        Err(error) => Outcome {
            sentence: format!(
                "not copied, since {why}, and no file could be written into {}: {error}",
                around.folder.display()
            ),
            terminal_bytes: None,
            failed: true,
        },
    }
}

/// The system's clipboard, where the system keeps it when the program ends.
#[cfg(any(windows, target_os = "macos"))]
fn onto_the_desk(html: Option<&str>, plain: &str, _around: &Surroundings) -> Result<(), String> {
    let set = |mut clipboard: arboard::Clipboard| match html {
        Some(html) => clipboard.set().html(html, Some(plain)),
        None => clipboard.set().text(plain),
    };
    arboard::Clipboard::new().and_then(set).map_err(|error| format!("the clipboard refused it ({error})"))
}

/// A process of its own that owns the clipboard.
#[cfg(not(any(windows, target_os = "macos")))]
fn onto_the_desk(html: Option<&str>, plain: &str, around: &Surroundings) -> Result<(), String> {
    if html.map_or(0, str::len).max(plain.len()) > OWNER_MOST {
        return Err("it is too long for the clipboard".to_owned());
    }
    owner::start(html, plain, around)
}

/// The clipboard's text; none where it can't be had.
pub fn get() -> Option<String> {
    let text = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text()).ok()?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remote(folder: &std::path::Path) -> Surroundings {
        Surroundings {
            ssh: true,
            display: true,
            terminal: true,
            folder: folder.to_owned(),
            ..Surroundings::default()
        }
    }

    #[test]
    fn over_ssh_the_terminal_is_asked_and_nobody_says_copied() {
        let outcome = put(Some("<p>Ŵyn</p>"), "Ŵyn", &remote(std::path::Path::new("/nowhere")));
        assert_eq!(outcome.sentence, "sent to the terminal (3 characters)");
        assert_eq!(outcome.terminal_bytes.as_deref(), Some(&b"\x1b]52;c;xbR5bg==\x1b\\"[..]));
    }

    #[test]
    fn what_a_terminal_would_drop_goes_into_a_file_whose_path_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let outcome = put(Some("<p>long</p>"), &"long ".repeat(20_000), &remote(folder.path()));
        assert_eq!(outcome.terminal_bytes, None);
        let path = folder.path().join("minutebook-copy.html");
        let expected =
            format!("not copied, since it is too long for a terminal; it is in {}", path.display());
        assert_eq!(outcome.sentence, expected);
        assert!(std::fs::read_to_string(path).unwrap().contains("<p>long</p>"));
    }

    #[test]
    fn where_nothing_can_be_written_the_clerk_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a-file");
        files::write_whole(&file, b"").unwrap();
        let nowhere = Surroundings { folder: file, ..Surroundings::default() };
        let outcome = put(None, "text", &nowhere);
        assert!(outcome.failed && outcome.sentence.contains("there is no clipboard here"), "{outcome:?}");
    }
}
