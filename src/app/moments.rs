//! The session as it stood: a page stepped through with the arrows to the sides.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{Edit, Entry, Moments, Record};

use super::sheet::{Block, Page, Sheet, Tone, Topic};
use super::timeline::heading;
use super::{App, Dialog, Effect};

/// A key: steps, and shows what stood then. False where it is not for stepping.
pub(super) fn key(moments: &mut Moments, page: &mut Page, key: &KeyEvent) -> bool {
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other key steps")]
    match key.code {
        // At the ends a step does nothing; the title says where one is.
        KeyCode::Left => _ = moments.back(),
        KeyCode::Right => _ = moments.on(),
        KeyCode::PageUp => moments.minute_back(),
        KeyCode::PageDown => moments.minute_on(),
        KeyCode::Home => while moments.back() {},
        KeyCode::End => while moments.on() {},
        KeyCode::Up => page.top = page.top.saturating_sub(1),
        KeyCode::Down => page.top = page.top.saturating_add(1),
        _ => return false,
    }
    if !matches!(key.code, KeyCode::Up | KeyCode::Down) {
        show(moments, page);
    }
    true
}

fn show(moments: &Moments, page: &mut Page) {
    let meeting = moments.meeting();
    let (at, count) = moments.place();
    let time = moments.time().map_or_else(String::new, |time| time.format("%-d %b %Y %H:%M:%S").to_string());
    page.title = format!("As it stood {time} · {at} of {count}");
    let place = moments.record().and_then(|record| record.edits.iter().rev().find_map(Edit::place));
    let slot = place.map(|(slot, _)| slot);
    let item = slot.map(|slot| slot.item).or(meeting.taking);
    let item = item.and_then(|id| meeting.item(id)).or_else(|| meeting.items.first());
    let (mut blocks, mut stops) = (Vec::new(), Vec::new());
    if let Some(item) = item {
        blocks.push(Block::new(Tone::Heading, heading(meeting, item.id)));
        let panes = [
            (crate::meeting::Pane::Minutes, "Minutes"),
            (crate::meeting::Pane::Points, "Discussion points"),
            (crate::meeting::Pane::Resolved, "Resolved"),
        ];
        for (pane, name) in panes {
            blocks.push(Block::new(Tone::Quiet, name));
            for (nth, entry) in item.pane(pane).iter().enumerate() {
                if slot.is_some_and(|slot| slot.item == item.id && slot.pane == pane && slot.at == nth) {
                    stops.push(blocks.len());
                }
                blocks.push(paragraph(entry));
            }
        }
    }
    page.chosen = 0;
    page.fill(blocks, stops);
}

fn paragraph(entry: &Entry) -> Block {
    Block::new(Tone::Plain, entry.text.as_str()).inset(2)
}

impl App {
    /// The journal was read for a look back.
    pub(super) fn look_back(&mut self, records: Vec<Record>) -> Vec<Effect> {
        let Some(session) = self.session() else { return Vec::new() };
        if !session.is_at(&records) {
            self.fail(
                "The journal and the screen are not at the same place: choose the command again.".to_owned(),
            );
            return Vec::new();
        }
        let moments = Moments::new(session.meeting.clone(), records);
        let hint = "←→: step · PgUp PgDn: minute · Home End: begin, now · ↑↓ scroll · Esc returns".to_owned();
        let mut page = Page { hint, ..Page::default() };
        show(&moments, &mut page);
        self.dialog = Some(Dialog::Sheet(Box::new(Sheet { page, topic: Topic::Moments(Box::new(moments)) })));
        Vec::new()
    }
}
