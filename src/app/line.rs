//! A line to type in, for dialogs: text with a cursor.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::{quotes, words};

use super::keymap;

/// One line of text and its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    caret: usize,
}

impl Line {
    /// A line that holds this text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { caret: text.len(), text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte before which the cursor stands.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Puts text in at the cursor, line breaks as spaces.
    pub fn put(&mut self, text: &str) {
        let text = text.replace(['\n', '\t'], " ");
        self.text.insert_str(self.caret, &text);
        self.caret += text.len();
    }

    /// Puts the cursor before a byte, as near as the text has it.
    pub fn go(&mut self, byte: usize) {
        self.caret = words::snap(&self.text, byte);
    }

    /// Types a character, quotes and dashes in their printed forms.
    pub fn type_smart(&mut self, c: char) {
        let before = self.text.get(..self.caret).unwrap_or_default();
        let mut buffer = [0; 4];
        let (back, put) = quotes::smart(before, c).unwrap_or((0, c.encode_utf8(&mut buffer)));
        self.cut(self.caret.saturating_sub(back));
        self.text.insert_str(self.caret, put);
        self.caret += put.len();
    }

    /// Handles a key of typing and moving; false where the key is not of that kind.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        let word = key.modifiers.contains(KeyModifiers::CONTROL);
        if let Some(c) = keymap::typed(key) {
            self.text.insert(self.caret, c);
            self.caret += c.len_utf8();
            return true;
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the dialog's")]
        match key.code {
            KeyCode::Char('h' | 'w') | KeyCode::Backspace if word => {
                self.cut(words::word_left(&self.text, self.caret));
            }
            KeyCode::Backspace => self.cut(words::left(&self.text, self.caret)),
            KeyCode::Delete => self.cut(words::right(&self.text, self.caret)),
            KeyCode::Left if word => self.caret = words::word_left(&self.text, self.caret),
            KeyCode::Right if word => self.caret = words::word_right(&self.text, self.caret),
            KeyCode::Left => self.caret = words::left(&self.text, self.caret),
            KeyCode::Right => self.caret = words::right(&self.text, self.caret),
            KeyCode::Home => self.caret = 0,
            KeyCode::End => self.caret = self.text.len(),
            KeyCode::Char('u') if word => {
                self.text.clear();
                self.caret = 0;
            }
            _ => return false,
        }
        true
    }

    /// Deletes between the cursor and the byte `to`.
    fn cut(&mut self, to: usize) {
        let (from, to) = (self.caret.min(to), self.caret.max(to));
        self.text.replace_range(from..to, "");
        self.caret = from;
    }
}
