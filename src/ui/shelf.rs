//! The library: the list of sessions and a preview of the one chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::shelf::Shelf;
use crate::meeting::Meeting;
use crate::text::shown;
use crate::text::wrap::Rows;

use super::dialogs::type_line;
use super::{Theme, put, put_clipped, wash};

/// Draws the library; gives the cell of the cursor.
pub fn draw(app: &App, library: &Shelf, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let top = Rect { height: 1, ..area };
    wash(buffer, top, theme.bar());
    let many = library.picker.len();
    let words = if many == 1 { "session" } else { "sessions" };
    put_clipped(buffer, top, &format!(" Minutebook: {many} {words}"), theme.bar());
    let wide = area.width >= 100;
    let left = if wide { area.width / 2 } else { area.width };
    let line = Rect { x: area.x + 3, y: area.y + 1, width: left.saturating_sub(4), height: 1 };
    put(buffer, (area.x + 1, area.y + 1), area, "› ", theme.key());
    let cursor = type_line(&library.picker.line, line, theme, buffer);
    let height = if wide { area.height.saturating_sub(4) } else { area.height.saturating_sub(4) / 2 };
    let list = Rect { x: area.x, y: area.y + 3, width: left, height };
    rows(library, list, theme, buffer);
    let preview = if wide {
        Rect {
            x: area.x + left + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(left + 3),
            height: area.height.saturating_sub(2),
        }
    } else {
        let y = list.bottom() + 1;
        Rect {
            x: area.x + 2,
            y,
            width: area.width.saturating_sub(3),
            height: area.bottom().saturating_sub(y + 1),
        }
    };
    if let Some((_, meeting)) = &library.preview {
        minutes(meeting, preview, theme, buffer);
    }
    let y = area.bottom().saturating_sub(1);
    let row = Rect { y, height: 1, ..area };
    match &app.message {
        Some(message) => {
            let style = if message.wrong { theme.mark() } else { theme.plain() };
            put_clipped(buffer, row, &format!(" {}", message.text), style);
        }
        None => {
            put_clipped(
                buffer,
                row,
                " Type to narrow · ↑↓ choose · Enter opens · F12 exports · F1 help · Ctrl+Q leaves",
                theme.quiet(),
            );
        }
    }
    Some(cursor)
}

fn rows(library: &Shelf, area: Rect, theme: Theme, buffer: &mut Buffer) {
    if library.picker.is_empty() {
        let words = if !library.picker.line.text().is_empty() {
            "  No session matches what you typed. Esc clears it."
        } else if library.read {
            "  No sessions here yet. Start one with: minutebook AGENDA"
        } else {
            "  Reading the library…"
        };
        put_clipped(buffer, Rect { height: area.height.min(1), ..area }, words, theme.quiet());
        return;
    }
    let top = library.picker.chosen.saturating_sub(usize::from(area.height.saturating_sub(1)));
    for (y, (at, (label, listed))) in (area.y..area.bottom()).zip(library.picker.rows().enumerate().skip(top))
    {
        let row = Rect { y, height: 1, ..area };
        let chosen = at == library.picker.chosen;
        let style = if chosen { theme.chosen() } else { theme.plain() };
        if chosen {
            wash(buffer, row, style);
        }
        let right = match &listed.broken {
            Some(_) => "cannot be read".to_owned(),
            None => format!(
                "{}/{} items  {} open  {}",
                listed.done,
                listed.items,
                listed.actions_open,
                listed.state.word()
            ),
        };
        let width = u16::try_from(shown::width(&right)).unwrap_or(0);
        let room = Rect { width: row.width.saturating_sub(width + 3), ..row };
        put_clipped(buffer, room, &format!("{}{label}", if chosen { "> " } else { "  " }), style);
        put(buffer, (row.right().saturating_sub(width + 1), y), row, &right, style);
    }
}

/// The minutes of a meeting to read, as far as they fit.
fn minutes(meeting: &Meeting, area: Rect, theme: Theme, buffer: &mut Buffer) {
    let mut y = area.y;
    let mut line = |text: &str, style: ratatui::style::Style| {
        let wrapped = Rows::new(text, usize::from(area.width).max(1));
        for row in 0..wrapped.len() {
            if y >= area.bottom() {
                return;
            }
            let piece = text.get(wrapped.range(text, row)).unwrap_or_default();
            put(buffer, (area.x, y), area, piece.trim_end(), style);
            y += 1;
        }
    };
    if let Some(body) = &meeting.head.body {
        line(body, theme.heading());
    }
    for item in &meeting.items {
        line(&item.label(), theme.heading());
        for entry in item.minutes.iter().filter(|entry| !entry.is_blank()) {
            line(&entry.text, theme.plain());
        }
        for (entry, n) in item.resolved.iter().filter(|entry| !entry.is_blank()).zip(1..) {
            line(&format!("Resolved {n}. {}", entry.text), theme.plain());
        }
    }
}
