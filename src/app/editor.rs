//! A wrapped paragraph to edit in a dialog: a line whose cursor also moves between rows.

use crossterm::event::{KeyCode, KeyEvent};

use crate::text::shown;
use crate::text::wrap::Rows;

use super::keymap;
use super::line::Line;

/// One paragraph and its cursor.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    /// The text.
    pub line: Line,
    /// The column that vertical moves keep to.
    goal: Option<usize>,
}

impl Editor {
    /// An editor that holds this text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        Self { line: Line::new(text), goal: None }
    }

    /// Handles a key; `width` is that of the rows, `smart` whether quotes turn into their printed forms.
    pub fn key(&mut self, key: &KeyEvent, width: usize, smart: bool) {
        let goal = self.goal.take();
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Up => self.by_rows(-1, width, goal),
            KeyCode::Down => self.by_rows(1, width, goal),
            KeyCode::Home | KeyCode::End if key.modifiers.is_empty() => {
                let rows = Rows::new(self.line.text(), width);
                let range = rows.range(self.line.text(), rows.row_of(self.line.caret()));
                let last = range.end == self.line.text().len();
                let end =
                    if last { range.end } else { crate::text::words::left(self.line.text(), range.end) };
                self.line.go(if key.code == KeyCode::Home { range.start } else { end });
            }
            KeyCode::Home => self.line.go(0),
            KeyCode::End => self.line.go(usize::MAX),
            _ => match keymap::typed(key).filter(|_| smart) {
                Some(c) => self.line.type_smart(c),
                None => {
                    self.line.key(key);
                }
            },
        }
    }

    fn by_rows(&mut self, by: isize, width: usize, goal: Option<usize>) {
        let (text, caret) = (self.line.text(), self.line.caret());
        let rows = Rows::new(text, width);
        let here = rows.row_of(caret);
        let start = rows.range(text, here).start;
        let column = goal.unwrap_or_else(|| shown::width(text.get(start..caret).unwrap_or_default()));
        let to = match here.checked_add_signed(by) {
            None => 0,
            Some(row) if row >= rows.len() => text.len(),
            Some(row) => {
                let range = rows.range(text, row);
                let piece = text.get(range.clone()).unwrap_or_default();
                let at = shown::byte_at_column(piece, column);
                let last = if range.end == text.len() {
                    piece.len()
                } else {
                    crate::text::words::left(piece, piece.len())
                };
                range.start + at.min(last)
            }
        };
        self.line.go(to);
        self.goal = Some(column);
    }
}
