//! Moving the cursor, with and without selecting.

use crate::meeting::{Pane, Place, Slot};
use crate::text::{shown, words};

use super::Session;
use super::command::Command;

impl Session {
    /// Moves the cursor by a command of the moving kind; `select` keeps or begins a selection.
    pub fn move_by(&mut self, command: Command, select: bool) {
        let before = (self.at, self.byte);
        if select {
            self.anchor.get_or_insert(before);
        } else if let Some((from, to)) = self.selection() {
            // As in Word: the first move without Shift only drops the selection, at its near end.
            self.anchor = None;
            if matches!(command, Command::Left) {
                (self.at, self.byte) = from;
                return self.moved(false);
            }
            if matches!(command, Command::Right) {
                (self.at, self.byte) = to;
                return self.moved(false);
            }
        } else {
            self.anchor = None;
        }
        let vertical = matches!(command, Command::Up | Command::Down | Command::PageUp | Command::PageDown);
        #[expect(clippy::wildcard_enum_match_arm, reason = "only commands that move come here")]
        match command {
            Command::Left => self.left(),
            Command::Right => self.right(),
            Command::WordLeft => self.word_left(),
            Command::WordRight => self.word_right(),
            Command::RowStart => self.row_border(false),
            Command::RowEnd => self.row_border(true),
            Command::PaneStart => (self.at, self.byte) = (0, 0),
            Command::PaneEnd => self.pane_end(),
            Command::Up => self.vertical(-1),
            Command::Down => self.vertical(1),
            Command::PageUp => self.vertical(-self.page()),
            Command::PageDown => self.vertical(self.page()),
            _ => {}
        }
        self.moved(vertical);
    }

    fn moved(&mut self, vertical: bool) {
        if !vertical {
            self.goal = None;
        }
        self.run = None;
        self.turned = None;
        self.gap = None;
        self.layouts.follow();
    }

    fn left(&mut self) {
        if self.byte > 0 {
            self.byte = words::left(self.text(), self.byte);
        } else if self.at > 0 {
            self.at -= 1;
            self.byte = self.text().len();
        }
    }

    fn right(&mut self) {
        if self.byte < self.text().len() {
            self.byte = words::right(self.text(), self.byte);
        } else if self.at + 1 < self.entries().len() {
            self.at += 1;
            self.byte = 0;
        }
    }

    fn word_left(&mut self) {
        if self.byte == 0 {
            return self.left();
        }
        self.byte = words::word_left(self.text(), self.byte);
    }

    fn word_right(&mut self) {
        if self.byte == self.text().len() {
            return self.right();
        }
        self.byte = words::word_right(self.text(), self.byte);
    }

    fn pane_end(&mut self) {
        self.at = self.entries().len().saturating_sub(1);
        self.byte = self.text().len();
    }

    /// To the begin or the end of the row on which the cursor stands.
    fn row_border(&mut self, end: bool) {
        let slot = self.slot();
        let Some(rows) = self.layouts.known(slot, &self.meeting) else { return };
        let row = rows.row_of(self.byte);
        let range = rows.range(self.text(), row);
        let last = row + 1 >= rows.len();
        self.byte = match (end, last) {
            (false, _) => range.start,
            (true, true) => range.end,
            // The end of a row that goes on: before its last grapheme, mostly the space at which it was wrapped.
            (true, false) => words::left(self.text(), range.end),
        };
    }

    /// How many rows a page is.
    fn page(&self) -> i32 {
        let height = self.layouts.area(self.pane).map_or(10, |area| area.text.height);
        i32::from(height.saturating_sub(1).max(1))
    }

    /// Moves by rows as they are shown, keeping to the column.
    fn vertical(&mut self, by: i32) {
        let Some(width) = self.layouts.area(self.pane).map(|area| usize::from(area.text.width)) else {
            return;
        };
        let goal = self.goal.unwrap_or_else(|| self.column(width));
        let mut left = by.unsigned_abs();
        let mut row = self.row(width);
        while left > 0 {
            let rows = self.row_count(width);
            if by > 0 && row + 1 < rows {
                row += 1;
            } else if by > 0 && self.at + 1 < self.entries().len() {
                self.at += 1;
                row = 0;
            } else if by < 0 && row > 0 {
                row -= 1;
            } else if by < 0 && self.at > 0 {
                self.at -= 1;
                row = self.row_count(width).saturating_sub(1);
            } else {
                break;
            }
            left -= 1;
        }
        self.byte = self.byte_in_row(row, goal, width);
        self.goal = Some(goal);
    }

    /// The row of its entry on which the cursor stands.
    pub fn row(&mut self, width: usize) -> usize {
        let (slot, byte) = (self.slot(), self.byte);
        self.layouts.rows(slot, &self.meeting, width).map_or(0, |rows| rows.row_of(byte))
    }

    fn row_count(&mut self, width: usize) -> usize {
        let slot = self.slot();
        self.layouts.rows(slot, &self.meeting, width).map_or(1, crate::text::wrap::Rows::len)
    }

    /// The column of the cursor in its row, in cells.
    fn column(&mut self, width: usize) -> usize {
        let (slot, byte) = (self.slot(), self.byte);
        let Some(rows) = self.layouts.rows(slot, &self.meeting, width) else { return 0 };
        let row = rows.row_of(byte);
        let text = self.meeting.entry(slot).map_or("", |entry| entry.text.as_str());
        let start = self.layouts.known(slot, &self.meeting).map_or(0, |rows| rows.range(text, row).start);
        text.get(start..byte).map_or(0, shown::width)
    }

    /// The byte at a column of a row of the entry with the cursor.
    pub fn byte_in_row(&mut self, row: usize, column: usize, width: usize) -> usize {
        let slot = self.slot();
        let Some(rows) = self.layouts.rows(slot, &self.meeting, width) else { return 0 };
        let last = row + 1 >= rows.len();
        let text = self.meeting.entry(slot).map_or("", |entry| entry.text.as_str());
        let Some(range) = self.layouts.known(slot, &self.meeting).map(|rows| rows.range(text, row)) else {
            return 0;
        };
        let piece = text.get(range.clone()).unwrap_or_default();
        let byte = range.start + shown::byte_at_column(piece, column);
        if !last && byte >= range.end { words::left(text, range.end) } else { byte }
    }

    /// Goes to the next or the previous pane, to the end of its entries.
    pub fn next_pane(&mut self, by: isize) {
        let here = Pane::ALL.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        let next = here.saturating_add_signed(by.rem_euclid(3)) % 3;
        let pane = Pane::ALL.get(next).copied().unwrap_or_default();
        let slot = Slot { item: self.shown, pane, at: usize::MAX };
        self.go(Place { slot, byte: usize::MAX });
        self.run = None;
    }

    /// Goes back to where text was typed last; from there to where it was typed before that.
    pub fn back(&mut self) -> bool {
        self.trail.retain(|been| been.place(&self.meeting).is_some());
        let here = self.slot();
        while let Some(been) = self.trail.iter().rev().nth(self.trail_back).copied() {
            self.trail_back += 1;
            if let Some(place) = been.place(&self.meeting).filter(|place| place.slot != here) {
                self.go(place);
                return true;
            }
        }
        false
    }
}
