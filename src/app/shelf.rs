//! The library on screen: saved sessions, narrowed by typing, with a preview of the one chosen.

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent};

use crate::library::Listed;
use crate::meeting::Meeting;

use super::Effect;
use super::picker::Picker;

/// The library's screen.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The sessions.
    pub picker: Picker<Listed>,
    /// The meeting shown beside the list, and the file it was read from.
    pub preview: Option<(PathBuf, Box<Meeting>)>,
    /// Whether the list was read.
    pub read: bool,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { picker: Picker::new(Vec::new()), preview: None, read: false }
    }
}

/// What a session is called in the list, and what typing is matched with.
fn label(listed: &Listed) -> String {
    let date = listed.date.map(|date| date.format("%-d %b %Y").to_string()).unwrap_or_default();
    let body = listed.body.as_deref().unwrap_or_default();
    let title = listed.title.as_deref().unwrap_or_default();
    let file = listed.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if body.is_empty() && title.is_empty() {
        format!("{date} {file}")
    } else {
        format!("{date} {body} {title}")
    }
}

impl Shelf {
    /// The sessions were listed.
    pub fn fill(&mut self, mut sessions: Vec<Listed>) -> Vec<Effect> {
        self.read = true;
        sessions.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
        self.picker.refill(sessions.into_iter().map(|listed| (label(&listed), listed)).collect());
        self.ask_preview()
    }

    fn ask_preview(&self) -> Vec<Effect> {
        let wanted = self.picker.value().filter(|listed| listed.broken.is_none()).map(|listed| &listed.path);
        match (wanted, &self.preview) {
            (Some(path), Some((shown, _))) if path == shown => Vec::new(),
            (Some(path), _) => vec![Effect::Preview(path.clone())],
            (None, _) => Vec::new(),
        }
    }

    /// Handles a key; Enter opens the session chosen.
    pub fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        if key.code == KeyCode::Enter {
            return self
                .picker
                .value()
                .map(|listed| vec![Effect::Open(listed.path.clone())])
                .unwrap_or_default();
        }
        if key.code == KeyCode::Esc {
            self.picker.clear();
        } else {
            self.picker.key(key);
        }
        if self.picker.is_empty() {
            self.preview = None;
        }
        self.ask_preview()
    }
}
