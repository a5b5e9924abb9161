//! A sheet: a page over the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::sheet::{Block, Page, Sheet, Tone};

use super::{Theme, put, put_clipped, wash};

/// Draws a sheet; gives the cell of the cursor, which stands at the stop chosen.
pub fn draw(sheet: &Sheet, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let page = &sheet.page;
    wash(buffer, area, theme.plain());
    let top = Rect { height: 1, ..area };
    wash(buffer, top, theme.bar());
    put_clipped(buffer, top, &format!(" {}", page.title), theme.bar());
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let end = Position { x: area.x, y: area.bottom().saturating_sub(1) };
    let cursor = draw_page(page, theme, body, buffer).unwrap_or(end);
    let below = page.rows.len() > page.top + usize::from(body.height);
    let last = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    let more = match (page.top > 0, below) {
        (true, true) => "↕ ",
        (true, false) => "↑ ",
        (false, true) => "↓ ",
        (false, false) => "",
    };
    match &page.said {
        Some(said) => put_clipped(buffer, last, &format!(" {said}"), theme.mark()),
        None => put_clipped(buffer, last, &format!(" {more}{}", page.hint), theme.quiet()),
    };
    cursor
}

/// Draws a page into the room for it; gives the cell of the stop chosen, where it is to be seen.
pub(super) fn draw_page(page: &Page, theme: Theme, body: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for (y, (at, range)) in (body.y..body.bottom()).zip(page.rows.iter().skip(page.top)) {
        let Some(block) = page.blocks.get(*at) else { continue };
        let here = page.stop() == Some(*at);
        if here && cursor.is_none() {
            put(buffer, (body.x, y), body, ">", theme.key());
            cursor = Some(Position { x: body.x, y });
        }
        let row = Rect {
            x: body.x + 2 + block.indent,
            y,
            width: body.width.saturating_sub(3 + block.indent),
            height: 1,
        };
        draw_row(block, range.clone(), row, (theme, here), buffer);
    }
    cursor
}

/// The bytes of a block's text that stand on one row.
fn draw_row(
    block: &Block,
    range: std::ops::Range<usize>,
    row: Rect,
    (theme, chosen): (Theme, bool),
    buffer: &mut Buffer,
) {
    let (mut x, mut start) = (row.x, 0);
    for (tone, text) in &block.spans {
        let (from, to) = (range.start.max(start), range.end.min(start + text.len()));
        if from < to
            && let Some(part) = text.get(from - start..to - start)
        {
            // Spaces at a row's end hang.
            let part = if to == range.end { part.trim_end() } else { part };
            x = put(buffer, (x, row.y), row, part, style(*tone, chosen, theme));
        }
        start += text.len();
    }
}

fn style(tone: Tone, chosen: bool, theme: Theme) -> Style {
    match tone {
        Tone::Plain => theme.plain(),
        Tone::Quiet => theme.quiet(),
        Tone::Heading if chosen => theme.active(),
        Tone::Heading => theme.heading(),
        Tone::Come => theme.taken().add_modifier(Modifier::UNDERLINED),
        Tone::Gone => {
            theme.doubtful().remove_modifier(Modifier::UNDERLINED).add_modifier(Modifier::CROSSED_OUT)
        }
        Tone::Mark => theme.mark(),
    }
}
