//! The mouse: a click places the cursor, picks an item or a pane; a drag selects; the wheel scrolls.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::meeting::{Pane, Place, Slot};

use super::{App, Effect, Screen, Session};

impl App {
    pub(super) fn mouse_event(&mut self, event: MouseEvent) -> Vec<Effect> {
        if self.dialog.is_some() {
            return Vec::new();
        }
        let Screen::Session(session) = &mut self.screen else { return self.library_mouse(event) };
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.message = None;
                self.drag = session.click(at).then_some((session.at, session.byte));
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                if let Some(anchor) = self.drag {
                    session.drag_to(at);
                    session.anchor = Some(anchor);
                }
            }
            MouseEventKind::Up(_) => self.drag = None,
            MouseEventKind::ScrollDown => session.wheel(at, 3),
            MouseEventKind::ScrollUp => session.wheel(at, -3),
            MouseEventKind::Down(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => {}
        }
        Vec::new()
    }
}

impl Session {
    /// A click; true where it placed the cursor in text, so that a drag may follow.
    fn click(&mut self, at: Position) -> bool {
        if let Some((_, _, item)) = self.layouts.agenda.iter().copied().find(|(y, _, _)| *y == at.y)
            && self.layouts.panes.first().is_some_and(|pane| at.x < pane.head.x)
        {
            self.show(item);
            return false;
        }
        if let Some(place) = self.place_at(at) {
            self.go(place);
            self.run = None;
            return true;
        }
        false
    }

    fn drag_to(&mut self, at: Position) {
        if let Some(place) = self.place_at(at).filter(|place| place.slot.pane == self.pane) {
            self.go(place);
        }
    }

    /// The place in the text under a cell of the screen.
    fn place_at(&mut self, at: Position) -> Option<Place> {
        let pane = self
            .layouts
            .panes
            .iter()
            .find(|pane| pane.head.contains(at) || pane.text.contains(at) || pane.gutter.contains(at))?;
        let (name, text) = (pane.pane, pane.text);
        let end = Slot { item: self.shown, pane: name, at: usize::MAX };
        if pane.head.contains(at) {
            return Some(Place { slot: end, byte: usize::MAX });
        }
        let Some((entry, row, _)) = pane.rows.iter().rev().find(|(_, _, y)| *y <= at.y).copied() else {
            return Some(Place { slot: end, byte: usize::MAX });
        };
        let last_y = pane.rows.last().map_or(0, |(_, _, y)| *y);
        if at.y > last_y + 1 {
            return Some(Place { slot: end, byte: usize::MAX });
        }
        let slot = Slot { item: self.shown, pane: name, at: entry };
        let (pane_before, at_before) = (self.pane, self.at);
        (self.pane, self.at) = (name, entry);
        let column = usize::from(at.x.saturating_sub(text.x));
        let byte = self.byte_in_row(row, column, usize::from(text.width));
        (self.pane, self.at) = (pane_before, at_before);
        Some(Place { slot, byte })
    }

    fn wheel(&mut self, at: Position, by: i32) {
        let over = self.layouts.panes.iter().find(|pane| pane.text.contains(at) || pane.gutter.contains(at));
        let pane: Pane = over.map_or(self.pane, |pane| pane.pane);
        let item = self.shown;
        let mut layouts = std::mem::take(&mut self.layouts);
        layouts.scroll(item, pane, &self.meeting, by);
        self.layouts = layouts;
    }
}
