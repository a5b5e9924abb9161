//! Where everything stands on the screen, and the rows of the entries shown: filled before each frame, read by drawing, by
//! vertical moves and by the mouse.

use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::meeting::{Edit, EntryId, ItemId, Meeting, Pane, Slot};
use crate::text::wrap::Rows;

use super::Session;

/// The rows of entries, laid out once and again only where they change.
#[derive(Clone, Debug, Default)]
pub struct Layouts {
    rows: HashMap<(ItemId, EntryId), Rows>,
    tops: HashMap<(ItemId, Pane), Top>,
    /// Whether the screen follows the cursor; not while the wheel has it.
    free: bool,
    /// The panes as shown.
    pub panes: Vec<PaneArea>,
    /// The list of agenda items as shown: the row of the screen, the item's place in the agenda, the item.
    pub agenda: Vec<(u16, usize, ItemId)>,
}

/// The entry and row at the top of a pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    entry: usize,
    row: usize,
}

/// One pane on the screen.
#[derive(Clone, Debug)]
pub struct PaneArea {
    /// Which pane.
    pub pane: Pane,
    /// Its heading, one row.
    pub head: Rect,
    /// The gutter with time and speaker; empty where the pane has one line only.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The rows shown: entry, row of the entry, row of the screen.
    pub rows: Vec<(usize, usize, u16)>,
    /// Whether entries stand above, and below, what is shown.
    pub more: (bool, bool),
}

impl Layouts {
    /// The screen follows the cursor again.
    pub fn follow(&mut self) {
        self.free = false;
    }

    /// An edit was applied: rows that it changed are laid out again, the others stay.
    pub fn note(&mut self, meeting: &Meeting, edit: &Edit) {
        match edit {
            Edit::Text { slot, at, del, ins, .. } => {
                let Some(entry) = meeting.entry(*slot) else { return };
                if let Some(rows) = self.rows.get_mut(&(slot.item, entry.id)) {
                    rows.edited(&entry.text, *at, del.len(), ins.len());
                }
            }
            Edit::Entry { slot, from, to } => {
                for entry in [from, to].into_iter().flatten() {
                    self.rows.remove(&(slot.item, entry.id));
                }
            }
            Edit::Item { .. } | Edit::Begin(_) => self.rows.clear(),
            Edit::Head { .. }
            | Edit::State { .. }
            | Edit::Revision { .. }
            | Edit::Times { .. }
            | Edit::Taking { .. }
            | Edit::Person { .. }
            | Edit::MoveItems { .. }
            | Edit::ItemHead { .. }
            | Edit::Taken { .. }
            | Edit::Turn { .. }
            | Edit::Declaration { .. }
            | Edit::Motion { .. }
            | Edit::MoveEntry { .. }
            | Edit::Fields { .. } => {}
        }
    }

    /// The rows of an entry at a width.
    pub fn rows(&mut self, slot: Slot, meeting: &Meeting, width: usize) -> Option<&Rows> {
        let entry = meeting.entry(slot)?;
        let rows = self
            .rows
            .entry((slot.item, entry.id))
            .and_modify(|rows| {
                if rows.width() != width.max(1) {
                    *rows = Rows::new(&entry.text, width);
                }
            })
            .or_insert_with(|| Rows::new(&entry.text, width));
        Some(rows)
    }

    /// The rows of an entry as they were laid out last.
    pub fn known(&self, slot: Slot, meeting: &Meeting) -> Option<&Rows> {
        self.rows.get(&(slot.item, meeting.entry(slot)?.id))
    }

    /// The pane with this name on the screen.
    pub fn area(&self, pane: Pane) -> Option<&PaneArea> {
        self.panes.iter().find(|area| area.pane == pane)
    }

    /// Scrolls a pane by rows, away from the cursor if need be.
    pub fn scroll(&mut self, session_item: ItemId, pane: Pane, meeting: &Meeting, by: i32) {
        let Some(width) = self.area(pane).map(|area| usize::from(area.text.width)) else { return };
        let mut top = self.tops.get(&(session_item, pane)).copied().unwrap_or_default();
        let steps = by.unsigned_abs();
        for _ in 0..steps {
            let slot = Slot { item: session_item, pane, at: top.entry };
            let moved = if by > 0 {
                self.below(slot, top, meeting, width)
            } else {
                self.above(slot, top, meeting, width)
            };
            let Some(next) = moved else { break };
            top = next;
        }
        self.tops.insert((session_item, pane), top);
        self.free = true;
    }

    fn below(&mut self, slot: Slot, top: Top, meeting: &Meeting, width: usize) -> Option<Top> {
        let rows = self.rows(slot, meeting, width)?.len();
        if top.row + 1 < rows {
            return Some(Top { row: top.row + 1, ..top });
        }
        let next = Slot { at: slot.at + 1, ..slot };
        meeting.entry(next).map(|_| Top { entry: next.at, row: 0 })
    }

    fn above(&mut self, slot: Slot, top: Top, meeting: &Meeting, width: usize) -> Option<Top> {
        if top.row > 0 {
            return Some(Top { row: top.row - 1, ..top });
        }
        let before = Slot { at: slot.at.checked_sub(1)?, ..slot };
        let rows = self.rows(before, meeting, width)?.len();
        Some(Top { entry: before.at, row: rows.saturating_sub(1) })
    }
}

impl Session {
    /// Fills the panes' rows for these areas: of each pane the entries that are seen, and no more.
    pub fn lay_out(&mut self, mut panes: Vec<PaneArea>, gap: bool) {
        for area in &mut panes {
            let width = usize::from(area.text.width);
            let height = usize::from(area.text.height);
            if width == 0 || height == 0 {
                continue;
            }
            let key = (self.shown, area.pane);
            let mut top = self.layouts.tops.get(&key).copied().unwrap_or_default();
            let count = self.item().map_or(0, |item| item.pane(area.pane).len());
            top.entry = top.entry.min(count.saturating_sub(1));
            if area.pane == self.pane && !self.layouts.free {
                top = self.top_with_cursor(top, width, height, gap);
            }
            self.fill(area, top, gap);
            self.layouts.tops.insert(key, top);
        }
        self.layouts.panes = panes;
    }

    /// The top of the pane nearest to `top` with which the cursor is seen.
    fn top_with_cursor(&mut self, top: Top, width: usize, height: usize, gap: bool) -> Top {
        let slot = self.slot();
        let byte = self.byte;
        let Some(rows) = self.layouts.rows(slot, &self.meeting, width) else { return Top::default() };
        let caret = Top { entry: slot.at, row: rows.row_of(byte) };
        if (caret.entry, caret.row) < (top.entry, top.row) {
            return caret;
        }
        // Walk up from the cursor as far as the pane is high: the highest top that still shows it.
        let mut highest = caret;
        let mut used = 1;
        while used < height && (highest.entry, highest.row) > (top.entry, top.row) {
            let here = self.slot_at(highest.entry);
            let cost = if highest.row == 0 && gap { 2 } else { 1 };
            let Some(above) = self.layouts.above(here, highest, &self.meeting, width) else { break };
            used += cost;
            if used > height {
                break;
            }
            highest = above;
        }
        if (highest.entry, highest.row) > (top.entry, top.row) { highest } else { top }
    }

    fn fill(&mut self, area: &mut PaneArea, top: Top, gap: bool) {
        let width = usize::from(area.text.width);
        let mut y = area.text.y;
        let end = area.text.bottom();
        let mut here = top;
        let count = self.item().map_or(0, |item| item.pane(area.pane).len());
        area.more = ((top.entry, top.row) > (0, 0), false);
        while y < end && here.entry < count {
            let slot = Slot { item: self.shown, pane: area.pane, at: here.entry };
            let Some(rows) = self.layouts.rows(slot, &self.meeting, width) else { break };
            let rows = rows.len();
            while here.row < rows && y < end {
                area.rows.push((here.entry, here.row, y));
                here.row += 1;
                y += 1;
            }
            if here.row < rows {
                break;
            }
            here = Top { entry: here.entry + 1, row: 0 };
            if gap {
                y += 1;
            }
        }
        area.more.1 = here.entry < count;
    }
}
