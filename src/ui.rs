//! Drawing: what the app is, as cells. Reads the app and changes nothing.

pub mod dialogs;
pub mod entries;
pub mod look;
pub mod motion;
pub mod renaming;
pub mod session;
pub mod sheet;
pub mod shelf;
pub mod theme;

pub use theme::Theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::areas::SMALLEST;
use crate::app::{App, Screen};
use crate::text::shown;

/// Draws the app; gives the place of the cursor: in the text, or where a dialog is typed in.
pub fn draw(app: &App, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let words = format!("This window is too small: Minutebook needs {} by {}.", SMALLEST.0, SMALLEST.1);
        put(buffer, (area.x, area.y), area, &words, theme.plain());
        return Position { x: area.x, y: area.y };
    }
    let under = match &app.screen {
        Screen::Session(session) => session::draw(app, session, theme, area, buffer),
        Screen::Look(look) => look::draw(look, theme, area, buffer),
        Screen::Library(library) => shelf::draw(app, library, theme, area, buffer),
    };
    let over = app.dialog.as_ref().map(|dialog| dialogs::draw(app, dialog, theme, area, buffer));
    over.or(under).unwrap_or(Position { x: area.x, y: area.bottom().saturating_sub(1) })
}

/// Writes text into a row, clipped to an area, control characters shown; gives the column behind it.
pub(crate) fn put(buffer: &mut Buffer, (x, y): (u16, u16), area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if y < area.y || y >= area.bottom() || x < area.x || x >= area.right() {
        return x;
    }
    let mut x = x;
    for (plain, piece) in shown::pieces(text) {
        let room = usize::from(area.right().saturating_sub(x));
        if room == 0 {
            break;
        }
        if plain {
            // A cell a byte: no need to look for graphemes, which is most of what a frame costs.
            let from = buffer.index_of(x, y);
            let cells = buffer.content.get_mut(from..from.saturating_add(room)).unwrap_or_default();
            for (cell, byte) in cells.iter_mut().zip(piece.bytes()) {
                cell.set_char(char::from(byte)).set_style(style);
            }
            x = x.saturating_add(u16::try_from(piece.len().min(room)).unwrap_or(u16::MAX));
        } else {
            (x, _) = buffer.set_stringn(x, y, shown::shown(piece), room, style);
        }
    }
    x
}

/// Writes text that is cut with "…" where it does not fit.
pub(crate) fn put_clipped(buffer: &mut Buffer, row: Rect, text: &str, style: Style) -> u16 {
    put(buffer, (row.x, row.y), row, &shown::clip(text, usize::from(row.width)), style)
}

/// Gives every cell of an area a style and no text.
pub(crate) fn wash(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}
