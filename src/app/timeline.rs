//! The timeline as a page: who spoke when and for how long, by person, by item and turn by turn, with bars beside the numbers.

use chrono::TimeDelta;

use crate::meeting::{ItemId, Meeting, Share, Stamp, Timeline};
use crate::text::shown::{clip, width};

use super::sheet::{Block, Page, Sheet, Tone, Topic};

/// The cells of a line that are not for its name or its bar: two between, length, share, turns.
const NUMBERS: usize = 26;

/// How a line is divided: cells for the name, cells for the bar.
#[derive(Clone, Copy)]
struct Columns {
    name: usize,
    bar: usize,
}

impl Columns {
    fn new(width: usize) -> Self {
        let room = width.saturating_sub(NUMBERS).max(20);
        let name = (room * 3 / 5).min(40);
        Self { name, bar: room - name }
    }
}

/// The sheet of a meeting's timeline, for a screen of this width.
///
/// # Errors
/// A sentence where nobody's turn was noted.
pub(super) fn sheet(meeting: &Meeting, now: Stamp, width: u16) -> Result<Sheet, String> {
    let timeline = Timeline::of(meeting, now);
    if timeline.spells.is_empty() {
        return Err("Nobody's turn is noted yet: F2 says who is speaking while the meeting sits.".to_owned());
    }
    let hint = "↑↓ or F8: person, item · PgUp PgDn Home End · Esc closes".to_owned();
    let mut page = Page { hint, ..Page::default() };
    let spoken = timeline.spoken();
    page.title = format!(
        "Timeline: {} in {} by {}",
        clock(spoken),
        many(timeline.spells.len(), "turn"),
        many(timeline.people.len(), "speaker")
    );
    let (blocks, stops) = blocks(&timeline, meeting, Columns::new(usize::from(width.saturating_sub(3))));
    page.fill(blocks, stops);
    Ok(Sheet { page, topic: Topic::Timeline })
}

fn blocks(timeline: &Timeline, meeting: &Meeting, columns: Columns) -> (Vec<Block>, Vec<usize>) {
    let whole = timeline.spoken();
    let (mut blocks, mut stops) = (Vec::new(), Vec::new());
    stops.push(blocks.len());
    blocks.push(Block::new(Tone::Heading, "By person"));
    blocks.extend(timeline.people.iter().map(|share| line(share, whole, meeting, columns)));
    for floor in &timeline.items {
        let spoken: TimeDelta = floor.shares.iter().map(|share| share.length).sum();
        blocks.push(Block::gap());
        stops.push(blocks.len());
        let taken = format!("{} · taken {}", heading(meeting, floor.item), clock(floor.length));
        blocks.push(Block::new(Tone::Heading, taken));
        if floor.shares.is_empty() {
            blocks.push(Block::new(Tone::Quiet, "No turn noted."));
        }
        blocks.extend(floor.shares.iter().map(|share| line(share, spoken, meeting, columns)));
    }
    blocks.push(Block::gap());
    stops.push(blocks.len());
    blocks.push(Block::new(Tone::Heading, "Turn by turn"));
    let longest = timeline.spells.iter().map(|spell| spell.length).max().unwrap_or_default();
    let mut item = None;
    for spell in &timeline.spells {
        if item != Some(spell.item) {
            item = Some(spell.item);
            blocks.push(Block::new(Tone::Quiet, heading(meeting, spell.item)));
        }
        let name = format!("{} {}", spell.at.format("%H:%M:%S"), meeting.name_of(&spell.who));
        let text = format!(
            "{} {:>8} {}",
            fit(&name, columns.name),
            clock(spell.length),
            bar(spell.length, longest, columns.bar + NUMBERS - 10)
        );
        blocks.push(Block::new(Tone::Plain, text));
    }
    (blocks, stops)
}

/// A line of the table: name, length, share, turns, bar.
fn line(share: &Share, whole: TimeDelta, meeting: &Meeting, columns: Columns) -> Block {
    let percent = (share.length.num_milliseconds() * 200 + whole.num_milliseconds())
        .checked_div(whole.num_milliseconds() * 2)
        .unwrap_or(0);
    let text = format!(
        "{} {:>8} {percent:>3}% {:>9} {}",
        fit(meeting.name_of(&share.who), columns.name),
        clock(share.length),
        many(share.turns, "turn"),
        bar(share.length, whole, columns.bar)
    );
    Block::new(Tone::Plain, text)
}

/// An item's number and title.
pub(super) fn heading(meeting: &Meeting, item: ItemId) -> String {
    let Some(item) = meeting.item(item) else { return String::new() };
    let number = item.head.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    format!("{number}{}", item.head.title)
}

/// A text in just so many cells.
fn fit(text: &str, cells: usize) -> String {
    let text = if width(text) > cells { clip(text, cells) } else { text.to_owned() };
    let pad = cells.saturating_sub(width(&text));
    text + &" ".repeat(pad)
}

/// Hours, minutes and seconds.
fn clock(length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A bar in half cells; what is not nothing has at least half a cell.
fn bar(length: TimeDelta, whole: TimeDelta, cells: usize) -> String {
    let (length, whole) = (length.num_seconds().max(0), whole.num_seconds().max(1));
    let cells = i64::try_from(cells).unwrap_or(0);
    let halves = (length * cells * 2 / whole).clamp(i64::from(length > 0), cells * 2);
    let halves = usize::try_from(halves).unwrap_or(0);
    "█".repeat(halves / 2) + if halves % 2 == 1 { "▌" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_by_half_cells_and_never_leave_their_room() {
        let seconds = TimeDelta::seconds;
        let bars: Vec<_> = [0, 1, 25, 50, 100, 300].map(|s| bar(seconds(s), seconds(100), 10)).to_vec();
        assert_eq!(bars, ["", "▌", "██▌", "█████", "██████████", "██████████"]);
        assert_eq!(bar(seconds(5), seconds(0), 4), "████");
    }
}
