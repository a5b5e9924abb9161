//! A list to pick from by typing part of what is meant.

use crossterm::event::{KeyCode, KeyEvent};

use crate::text::fuzzy;

use super::line::Line;

/// A list, what was typed to narrow it, and the row that is chosen.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    /// What was typed.
    pub line: Line,
    /// The row chosen, among those shown.
    pub chosen: usize,
    labels: Vec<String>,
    values: Vec<T>,
    shown: Vec<usize>,
}

impl<T> Picker<T> {
    /// A picker over these rows; the labels are what is matched.
    pub fn new(rows: Vec<(String, T)>) -> Self {
        let (labels, values): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let shown = (0..labels.len()).collect();
        Self { line: Line::default(), chosen: 0, labels, values, shown }
    }

    /// The rows that fit what was typed, best first.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &T)> {
        self.shown.iter().filter_map(|at| Some((self.labels.get(*at)?.as_str(), self.values.get(*at)?)))
    }

    /// How many rows fit.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether nothing fits.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The row chosen.
    pub fn value(&self) -> Option<&T> {
        self.values.get(*self.shown.get(self.chosen)?)
    }

    /// Puts other rows in, keeping what was typed.
    pub fn refill(&mut self, rows: Vec<(String, T)>) {
        (self.labels, self.values) = rows.into_iter().unzip();
        self.narrow();
    }

    /// Text was pasted into the line.
    pub fn put(&mut self, text: &str) {
        self.line.put(text);
        self.chosen = 0;
        self.narrow();
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        self.line = Line::default();
        self.chosen = 0;
        self.narrow();
    }

    /// Handles a key of typing or choosing; false where it is of neither kind.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        let last = self.shown.len().saturating_sub(1);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Up => self.chosen = self.chosen.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 },
            KeyCode::PageUp => self.chosen = self.chosen.saturating_sub(10),
            KeyCode::PageDown => self.chosen = (self.chosen + 10).min(last),
            _ => {
                if !self.line.key(key) {
                    return false;
                }
                self.chosen = 0;
                self.narrow();
            }
        }
        true
    }

    fn narrow(&mut self) {
        self.shown = fuzzy::pick(self.line.text(), &self.labels);
        self.chosen = self.chosen.min(self.shown.len().saturating_sub(1));
    }
}
