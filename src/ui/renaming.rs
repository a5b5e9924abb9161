//! The places where a name that was corrected stands: a list to leave some out of, and the sentence of the one chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::renaming::{PlaceRow, Renaming};
use crate::text::shown;
use crate::text::wrap::Rows;

use super::dialogs::frame;
use super::{Theme, put, put_clipped, wash};

/// How many rows the sentence of the place chosen has.
const SENTENCE: u16 = 3;

/// Draws the list; gives the cell of the cursor.
pub fn draw(found: &Renaming, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let height =
        u16::try_from(found.rows.len()).unwrap_or(u16::MAX).clamp(2, 16).saturating_add(SENTENCE + 5);
    let inner = frame(area, (86, height), &found.what, theme, buffer);
    let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner };
    let said =
        format!("The old words stand in {}. To be changed: {}.", places(found.rows.len()), found.count());
    put_clipped(buffer, row(0), &said, theme.heading());
    let below = inner.bottom().saturating_sub(SENTENCE + 1);
    let rows = Rect { y: inner.y + 1, height: below.saturating_sub(inner.y + 2), ..inner };
    let top = found.chosen.saturating_sub(usize::from(rows.height.saturating_sub(1)));
    let labels = found.rows.iter().map(|row| shown::width(&row.label)).max().unwrap_or(0);
    let labels = u16::try_from(labels).unwrap_or(0).min(rows.width / 3);
    let mut cursor = Position { x: rows.x, y: rows.y };
    for (y, (at, place)) in (rows.y..rows.bottom()).zip(found.rows.iter().enumerate().skip(top)) {
        let line = Rect { y, height: 1, ..rows };
        let chosen = at == found.chosen;
        let style = if chosen { theme.chosen() } else { theme.plain() };
        if chosen {
            wash(buffer, line, style);
            cursor = Position { x: line.x + 1, y };
        }
        let tick = if place.on { "[x]" } else { "[ ]" };
        put(buffer, (line.x, y), line, tick, style);
        let label = Rect { x: line.x + 4, width: labels, ..line };
        put_clipped(buffer, label, &place.label, if chosen { style } else { theme.quiet() });
        let x = label.right() + 1;
        let words = Rect { x, width: line.right().saturating_sub(x), ..line };
        put_clipped(buffer, words, &around(place, usize::from(words.width)), style);
    }
    if let Some(place) = found.rows.get(found.chosen) {
        sentence(place, Rect { y: below, height: SENTENCE, ..inner }, theme, buffer);
    }
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    let hint = if inner.width < 68 {
        "Enter changes · Space skips · a all · Esc name only"
    } else {
        "Enter changes them · Space leaves one out · a all · Esc the name alone"
    };
    put_clipped(buffer, last, hint, theme.quiet());
    cursor
}

fn places(n: usize) -> String {
    if n == 1 { "1 place".to_owned() } else { format!("{n} places") }
}

/// As much of a sentence as there is room for, with the new words in it.
fn around(place: &PlaceRow, room: usize) -> String {
    let end = place.sentence.get(..place.new.end).map_or(0, shown::width);
    if end < room || room < 8 {
        return place.sentence.clone();
    }
    let start = place.sentence.get(..place.new.start).map_or(0, shown::width);
    let skip = shown::byte_at_column(&place.sentence, start.saturating_sub(room / 4));
    format!("…{}", place.sentence.get(skip..).unwrap_or_default())
}

/// The sentence of a place, the new words marked.
fn sentence(place: &PlaceRow, area: Rect, theme: Theme, buffer: &mut Buffer) {
    let rows = Rows::new(&place.sentence, usize::from(area.width.saturating_sub(1)).max(1));
    // Where the sentence is longer than the room, the rows from that of the new words on.
    let first = rows.row_of(place.new.start).min(rows.len().saturating_sub(usize::from(area.height)));
    for (y, at) in (area.y..area.bottom()).zip(first..rows.len()) {
        let range = rows.range(&place.sentence, at);
        let (from, to) =
            (place.new.start.clamp(range.start, range.end), place.new.end.clamp(range.start, range.end));
        let mut x = area.x;
        for (part, style) in
            [(range.start..from, theme.plain()), (from..to, theme.taken()), (to..range.end, theme.plain())]
        {
            let words = place.sentence.get(part).unwrap_or_default();
            x = put(buffer, (x, y), area, words, style);
        }
    }
}
