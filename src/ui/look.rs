//! The look at what was understood of an agenda.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::look::{KEYS, Look, Row};
use crate::text::shown;

use super::dialogs::type_line;
use super::{Theme, put, put_clipped, wash};

/// Draws the look; gives the cell of the cursor.
pub fn draw(look: &Look, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let top = Rect { height: 1, ..area };
    wash(buffer, top, theme.bar());
    let count = look.meeting.items.len();
    let words = format!(" {}: {count} items, {} people", look.paper, look.meeting.people.len());
    put_clipped(buffer, top, &words, theme.bar());
    if look.help {
        help(area, theme, buffer);
        return None;
    }
    let warnings = warning_rows(look, area, theme, buffer);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(2 + warnings), ..area };
    let rows = look.rows();
    let first = look.top.max((look.chosen + 1).saturating_sub(usize::from(list.height)));
    let mut cursor = None;
    for (y, (at, row)) in (list.y..list.bottom()).zip(rows.iter().enumerate().skip(first)) {
        let here = Rect { y, height: 1, ..list };
        let chosen = at == look.chosen;
        let style = if chosen { theme.active() } else { theme.heading() };
        let label = label(look, &rows, at, *row);
        let label_area = Rect { x: here.x + 1, width: 13, ..here };
        put_clipped(buffer, label_area, &format!("{}{label}", if chosen { "> " } else { "  " }), style);
        let indent = match row {
            Row::Item(at) => look.meeting.items.get(*at).map_or(0, |item| u16::from(item.depth) * 2),
            Row::Head(_) | Row::Person(_) => 0,
        };
        let line = Rect { x: here.x + 15 + indent, width: here.width.saturating_sub(16 + indent), ..here };
        if chosen {
            cursor = Some(type_line(&look.line, line, theme, buffer));
        } else {
            put_clipped(buffer, line, &row_words(look, *row), theme.plain());
        }
    }
    bottom(look, area, theme, buffer);
    cursor
}

/// The label in front of a row: the field, or the heading of the list at its first row.
fn label(look: &Look, rows: &[Row], at: usize, row: Row) -> String {
    let first = |kind: fn(&Row) -> bool| rows.iter().position(kind) == Some(at);
    match row {
        Row::Head(field) if look.proposed.contains(&field) => format!("{field}*"),
        Row::Head(field) => field.to_owned(),
        Row::Item(_) | Row::Person(_) if look.adding && at == look.chosen => "New".to_owned(),
        Row::Item(_) if first(|row| matches!(row, Row::Item(_))) => "Items".to_owned(),
        Row::Person(_) if first(|row| matches!(row, Row::Person(_))) => "People".to_owned(),
        Row::Item(_) | Row::Person(_) => String::new(),
    }
}

/// A row's words: an item with its presenters, a person with presence.
fn row_words(look: &Look, row: Row) -> String {
    let words = look.text(row);
    match row {
        Row::Item(at) => {
            let exempt = look.meeting.items.get(at).is_some_and(|item| item.head.exempt);
            format!("{words}{}", if exempt { "  EXEMPT" } else { "" })
        }
        Row::Head(_) | Row::Person(_) => match look.remark(row) {
            Some(remark) => format!("{words}  (not today: {remark})"),
            None => words,
        },
    }
}

/// The paper's warnings above the bottom line; gives how many rows they take.
fn warning_rows(look: &Look, area: Rect, theme: Theme, buffer: &mut Buffer) -> u16 {
    let warnings = &look.meeting.head.warnings;
    let count = u16::try_from(warnings.len()).unwrap_or(u16::MAX).min(4);
    let start = area.bottom().saturating_sub(1 + count);
    for (y, (line, message)) in (start..area.bottom().saturating_sub(1)).zip(warnings) {
        let row = Rect { x: area.x + 1, y, height: 1, width: area.width.saturating_sub(2) };
        put_clipped(buffer, row, &format!("! line {line}: {message}"), theme.mark());
    }
    count
}

/// The keys of this screen, each with a sentence.
fn help(area: Rect, theme: Theme, buffer: &mut Buffer) {
    let mut y = area.y + 2;
    for (key, _, sentence) in KEYS {
        let (wide, x) = (area.width.saturating_sub(16), area.x + 15);
        put_clipped(buffer, Rect { x: area.x + 1, y, height: 1, width: 13 }, key, theme.key());
        for line in rows_of(sentence, usize::from(wide)) {
            if y < area.bottom() {
                put_clipped(buffer, Rect { x, y, height: 1, width: wide }, &line, theme.plain());
            }
            y = y.saturating_add(1);
        }
        if y >= area.bottom() {
            return;
        }
    }
    let end = Rect { x: area.x + 1, y: area.bottom().saturating_sub(1), height: 1, width: area.width };
    put_clipped(buffer, end.intersection(area), "Any key goes back.", theme.quiet());
}

/// A sentence in rows of at most this width; the sentences of the keys are plain words.
fn rows_of(sentence: &str, wide: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in sentence.split(' ') {
        match rows.last_mut() {
            Some(row) if row.is_empty() => row.push_str(word),
            Some(row) if row.chars().count() + word.chars().count() < wide => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}

fn bottom(look: &Look, area: Rect, theme: Theme, buffer: &mut Buffer) {
    let y = area.bottom().saturating_sub(1);
    let row = Rect { y, height: 1, ..area };
    if let Some(wrong) = &look.wrong {
        put_clipped(buffer, row, &format!(" ! {wrong}"), theme.mark());
        return;
    }
    if look.adding {
        put_clipped(
            buffer,
            row,
            " Type the number and the title, or the name; Enter adds, Esc does not.",
            theme.key(),
        );
        return;
    }
    let mut x = area.x + 1;
    for (key, words, _) in KEYS {
        // Only what fits whole: F1 shows them all.
        let width = u16::try_from(shown::width(key) + shown::width(words) + 1).unwrap_or(u16::MAX);
        if x.saturating_add(width) > row.right() {
            continue;
        }
        x = put(buffer, (x, y), row, key, theme.key());
        x = put(buffer, (x + 1, y), row, words, theme.quiet()) + 2;
    }
}
