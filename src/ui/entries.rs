//! The rows of a pane: gutter, text, selection, and where the cursor stands.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::app::layout::PaneArea;
use crate::app::{Session, tally};
use crate::meeting::{Due, Entry, Kind, Meeting, Outcome, Pane, Slot, Who};
use crate::text::shown;

use super::{Theme, put, put_clipped};

/// Draws a pane's rows; gives the cell of the cursor where it is in this pane.
pub fn draw(session: &Session, area: &PaneArea, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
    head(session, area, theme, buffer);
    let entries = session.item().map_or(&[][..], |item| item.pane(area.pane));
    let mut cursor = None;
    for (at, row, y) in &area.rows {
        let Some(entry) = entries.get(*at) else { continue };
        let slot = Slot { item: session.shown, pane: area.pane, at: *at };
        let Some(rows) = session.layouts.known(slot, &session.meeting) else { continue };
        let range = rows.range(&entry.text, *row);
        if *row == 0 {
            gutter(session, area, (slot, entry, *y), buffer, theme);
        }
        text_row(session, area, (slot, entry, range.clone(), *y), buffer, theme);
        if area.pane == Pane::Resolved && *row + 1 == rows.len() {
            let used = shown::width(entry.text.get(range.clone()).unwrap_or_default());
            moved(session, area, (entry, used, *y), theme, buffer);
        }
        let here = area.pane == session.pane && *at == session.at && rows.row_of(session.byte) == *row;
        if here {
            let before = entry.text.get(range.start..session.byte).unwrap_or_default();
            let column = u16::try_from(shown::width(before)).unwrap_or(u16::MAX);
            // Behind the last column there is one more, kept free for the cursor.
            let x = area.text.x.saturating_add(column.min(area.text.width));
            cursor = Some(Position { x, y: *y });
            if let Some(rest) = session.ghost() {
                put_clipped(
                    buffer,
                    Rect { x, y: *y, width: area.text.right().saturating_sub(x), height: 1 },
                    rest,
                    theme.quiet(),
                );
            }
        }
    }
    if entries.is_empty() && area.pane == session.pane {
        cursor = Some(Position { x: area.text.x, y: area.text.y });
        if area.text.height > 0 {
            put_clipped(buffer, first_row(area.text), invitation(area.pane), theme.quiet());
        }
    }
    cursor
}

fn first_row(area: Rect) -> Rect {
    Rect { height: area.height.min(1), ..area }
}

/// What an empty pane says of itself.
fn invitation(pane: Pane) -> &'static str {
    match pane {
        Pane::Minutes => "Type the minutes here. F2 begins a paragraph with a speaker.",
        Pane::Points => "Your own notes, never published. F3 begins one, Ctrl+R makes it a paragraph.",
        Pane::Resolved => "What was resolved. F4 begins an entry, Ctrl+D gives it an owner and a date.",
    }
}

/// The heading of a pane; of a pane without the cursor also how much is in it, and how it ends.
fn head(session: &Session, area: &PaneArea, theme: Theme, buffer: &mut Buffer) {
    let active = area.pane == session.pane;
    let entries = session.item().map_or(&[][..], |item| item.pane(area.pane));
    let filled = entries.iter().filter(|entry| !entry.is_blank()).count();
    let style = if active { theme.active() } else { theme.heading() };
    let sign = if active { "▸ " } else { "  " };
    let x = put(buffer, (area.head.x, area.head.y), area.head, sign, theme.plain());
    let mut x = put(buffer, (x, area.head.y), area.head, area.pane.title(), style);
    if filled > 0 {
        x = put(buffer, (x, area.head.y), area.head, &format!("  {filled}"), theme.quiet());
    }
    if area.pane == Pane::Resolved
        && let Some(words) = open_motions(session)
    {
        x = put(buffer, (x + 2, area.head.y), area.head, &words, theme.mark());
    }
    if area.text.height == 0
        && let Some(last) = entries.iter().rev().find(|entry| !entry.is_blank())
    {
        let rest = Rect { x: x + 2, width: area.head.right().saturating_sub(x + 3), ..area.head };
        if rest.width > 8 {
            put_clipped(buffer, rest, &format!("… {}", last.text), theme.quiet());
        }
    }
    let more = match area.more {
        (true, true) => "more ↑↓",
        (true, false) => "more ↑",
        (false, true) => "more ↓",
        (false, false) => return,
    };
    let width = u16::try_from(shown::width(more)).unwrap_or(0);
    let x = area.head.right().saturating_sub(width + 1);
    put(buffer, (x, area.head.y), area.head, more, theme.quiet());
}

/// Motions of the item that are open and stand under no heading yet: they would be out of sight.
fn open_motions(session: &Session) -> Option<String> {
    let open = session.item()?.motions.iter().filter(|motion| {
        motion.outcome == Outcome::Open && motion.entry.is_none() && motion.amends.is_none()
    });
    match open.count() {
        0 => None,
        1 => Some("1 open motion: F5".to_owned()),
        n => Some(format!("{n} open motions: F5")),
    }
}

/// The gutter of an entry's first row: its number under Resolved, its time, its speaker.
fn gutter(
    session: &Session,
    area: &PaneArea,
    (slot, entry, y): (Slot, &Entry, u16),
    buffer: &mut Buffer,
    theme: Theme,
) {
    let row = Rect { y, height: 1, width: area.gutter.width.saturating_sub(1), ..area.gutter };
    let time = entry.fields.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
    let words = match slot.pane {
        Pane::Resolved => {
            let number = numbered(session, slot);
            let sign = resolution_sign(&session.meeting, entry, row.width < 10);
            let motion = session.item().and_then(|item| Some((item, item.motion_of_entry(entry.id)?.1)));
            let changed = motion.is_some_and(|(item, motion)| item.changed_since_vote(motion));
            format!("{number}{} {sign}", if changed { "≠" } else { "" })
        }
        Pane::Minutes | Pane::Points => {
            let who =
                entry.fields.speaker.as_ref().map(|who| short(&session.meeting, who)).unwrap_or_default();
            // Where there is room for the time only, a cut speaker would be noise.
            if row.width < 9 { time } else { format!("{time} {who}") }
        }
    };
    put_clipped(buffer, row, words.trim_end(), theme.quiet());
    if !entry.fields.confidential.is_empty() {
        // Nothing is told by colour alone: a lock beside the text says that something in it is marked.
        let x = area.gutter.right().saturating_sub(1);
        put(buffer, (x, y), area.gutter, "¤", theme.mark());
    }
}

/// What became of the motion that an entry under Resolved carries, behind its last row where there is room for it.
fn moved(
    session: &Session,
    area: &PaneArea,
    (entry, used, y): (&Entry, usize, u16),
    theme: Theme,
    buffer: &mut Buffer,
) {
    let Some(item) = session.item() else { return };
    let Some((_, motion)) = item.motion_of_entry(entry.id) else { return };
    let words = tally::quiet(&session.meeting, item, motion);
    let width = u16::try_from(shown::width(&words)).unwrap_or(u16::MAX);
    let left = area.text.width.saturating_sub(u16::try_from(used).unwrap_or(u16::MAX));
    if left < width.saturating_add(3) {
        return;
    }
    let x = area.text.right().saturating_sub(width);
    let style = if item.changed_since_vote(motion) { theme.mark() } else { theme.quiet() };
    put(buffer, (x, y), area.text, &words, style);
}

/// The number under which a resolution is published: blank entries do not count.
fn numbered(session: &Session, slot: Slot) -> String {
    let entries = session.item().map_or(&[][..], |item| item.pane(slot.pane));
    let before = entries.iter().take(slot.at).filter(|entry| !entry.is_blank()).count();
    if entries.get(slot.at).is_some_and(Entry::is_blank) {
        "–".to_owned()
    } else {
        format!("{}.", before + 1)
    }
}

/// Owner and due date of a resolution in a few signs, or its kind where it is none of the usual.
fn resolution_sign(meeting: &Meeting, entry: &Entry, narrow: bool) -> String {
    let resolution = &entry.fields.resolution;
    let owner = resolution.owner.as_ref().map(|who| short(meeting, who)).unwrap_or_default();
    let due = match resolution.due.as_ref().filter(|_| !narrow) {
        Some(Due::On(date)) => date.format("%-d/%-m").to_string(),
        Some(Due::Words(_)) => "…".to_owned(),
        None => String::new(),
    };
    let kind = match resolution.kind {
        Kind::Resolved => "",
        Kind::Recommended => "rec",
        Kind::Noted => "noted",
        Kind::Action => "act",
    };
    [kind, owner.as_str(), due.as_str()]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A speaker in a few letters: initials of a person, the last word of a voice.
pub fn short(meeting: &Meeting, who: &Who) -> String {
    match who {
        Who::Person(id) => meeting.person(*id).map_or_else(String::new, |person| {
            person.bare_name().split([' ', '-']).filter_map(|word| word.chars().next()).collect()
        }),
        Who::Voice(words) => words.rsplit(' ').next().unwrap_or_default().chars().take(6).collect(),
    }
}

/// One row of text, the selected part in its own style.
fn text_row(
    session: &Session,
    area: &PaneArea,
    (slot, entry, range, y): (Slot, &Entry, std::ops::Range<usize>, u16),
    buffer: &mut Buffer,
    theme: Theme,
) {
    let piece = entry.text.get(range.clone()).unwrap_or_default();
    let selected = selected_bytes(session, slot, &entry.text).filter(|bytes| meets(bytes, &range));
    let marked = marks(session, slot, entry, &range, theme);
    let secret: Vec<_> = confidential_bytes(entry).filter(|bytes| meets(bytes, &range)).collect();
    let row = Rect { y, height: 1, ..area.text };
    if selected.is_none() && marked.is_empty() && secret.is_empty() {
        put(buffer, (row.x, y), row, piece.trim_end_matches([' ', '\u{a0}']), theme.plain());
        return;
    }
    let mut x = row.x;
    for (at, grapheme) in piece.grapheme_indices(true) {
        let byte = range.start + at;
        let style: Style = if selected.as_ref().is_some_and(|bytes| bytes.contains(&byte)) {
            theme.selected()
        } else if secret.iter().any(|bytes| bytes.contains(&byte)) {
            theme.confidential()
        } else {
            let mark = marked.iter().find(|(bytes, _)| bytes.contains(&byte));
            mark.map_or_else(|| theme.plain(), |(_, style)| *style)
        };
        x = put(buffer, (x, y), row, grapheme, style);
    }
}

/// Whether a range of bytes reaches into a row; a row without text is met where the range passes over it.
fn meets(bytes: &std::ops::Range<usize>, row: &std::ops::Range<usize>) -> bool {
    bytes.start < row.end.max(row.start + 1) && bytes.end > row.start
}

/// What is marked in a row, the smallest first: doubtful words, slips, sentences with an open promise.
fn marks(
    session: &Session,
    slot: Slot,
    entry: &Entry,
    row: &std::ops::Range<usize>,
    theme: Theme,
) -> Vec<(std::ops::Range<usize>, Style)> {
    let doubtful = session.hints.doubtful(slot.item, entry.id).iter();
    let slips = session.hints.slips(slot.item, entry.id).iter();
    let promised = promised_bytes(session, slot);
    let words =
        doubtful.map(|bytes| (bytes, theme.doubtful())).chain(slips.map(|bytes| (bytes, theme.slip())));
    words
        .chain(promised.iter().map(|bytes| (bytes, theme.promise())))
        .filter(|(bytes, _)| meets(bytes, row))
        .map(|(bytes, style)| (bytes.clone(), style))
        .collect()
}

/// The sentences of a paragraph with an open promise.
fn promised_bytes(session: &Session, slot: Slot) -> Vec<std::ops::Range<usize>> {
    if slot.pane != Pane::Minutes {
        return Vec::new();
    }
    let found = session.ends.of(slot.item).iter();
    found
        .filter(|found| found.open && found.slot == slot)
        .map(|found| found.promise.sentence.clone())
        .collect()
}

/// The passages of an entry that are marked as confidential, wherever they stand in it.
fn confidential_bytes(entry: &Entry) -> impl Iterator<Item = std::ops::Range<usize>> {
    let passages = entry.fields.confidential.iter().filter(|passage| !passage.is_empty());
    passages.flat_map(|passage| {
        entry.text.match_indices(passage.as_str()).map(|(at, found)| at..at.saturating_add(found.len()))
    })
}

/// The selected bytes of an entry.
fn selected_bytes(session: &Session, slot: Slot, text: &str) -> Option<std::ops::Range<usize>> {
    if slot.pane != session.pane {
        return None;
    }
    let (from, to) = session.selection()?;
    if slot.at < from.0 || slot.at > to.0 {
        return None;
    }
    let start = if slot.at == from.0 { from.1 } else { 0 };
    let end = if slot.at == to.0 { to.1 } else { text.len() };
    Some(start..end)
}
