//! How the screen of a session is divided: the pane with the cursor gets the room, and nothing disappears.

use ratatui::layout::Rect;

use crate::meeting::{ItemId, Pane};

use super::Session;
use super::layout::PaneArea;

/// The smallest screen on which a session is shown.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The areas of a session's screen.
#[derive(Clone, Debug)]
pub struct Areas {
    /// Body, date, clocks.
    pub top: Rect,
    /// What is wrong with the disk; empty where nothing is.
    pub banner: Rect,
    /// The agenda.
    pub agenda: Rect,
    /// The speakers, under the agenda; empty where there is no room.
    pub speakers: Rect,
    /// The line between agenda and item.
    pub rule: Rect,
    /// Number and title of the item shown.
    pub title: Rect,
    /// Its presenters; empty where there is no room.
    pub presenters: Rect,
    /// The three panes.
    pub panes: Vec<PaneArea>,
    /// What is saved, open ends, keys.
    pub bottom: Rect,
    /// Whether a blank row parts the entries.
    pub gap: bool,
}

impl Areas {
    /// Divides a screen.
    pub fn new(area: Rect, session: &Session, banner: bool) -> Self {
        let rows = |y: u16, height: u16, x: u16, width: u16| {
            Rect { x: area.x + x, y: area.y + y, width, height }.intersection(area)
        };
        let strip = match area.width {
            130.. => 36,
            106.. => 28,
            _ => 6,
        };
        let banner_rows = u16::from(banner);
        let body = area.height.saturating_sub(2 + banner_rows);
        // In the narrow strip the speakers stand by their codes, where the agenda leaves them room.
        let spare = usize::from(body).saturating_sub(session.meeting.items.len());
        let speakers = match (strip > 6, body) {
            (true, 18..) => 6,
            (false, 18..) if spare >= 4 => 4,
            (true | false, _) => 0,
        };
        let x = strip + 1;
        let width = area.width.saturating_sub(x);
        let y = 1 + banner_rows;
        let presented = u16::from(body >= 20);
        let heading = 1 + presented;
        let panes_y = y + heading;
        let height = body.saturating_sub(heading);
        Self {
            top: rows(0, 1, 0, area.width),
            banner: rows(1, banner_rows, 0, area.width),
            agenda: rows(y, body.saturating_sub(speakers), 0, strip),
            speakers: rows(y + body.saturating_sub(speakers), speakers, 0, strip),
            rule: rows(y, body, strip, 1),
            title: rows(y, 1, x, width),
            presenters: rows(y + 1, presented, x, width),
            panes: panes(session, rows(panes_y, height, x, width)),
            bottom: rows(area.height.saturating_sub(1), 1, 0, area.width),
            gap: height >= 26,
        }
    }

    /// The agenda's rows on the screen: the item shown is always among them.
    pub fn agenda_rows(&self, session: &Session) -> Vec<(u16, usize, ItemId)> {
        let items = &session.meeting.items;
        let height = usize::from(self.agenda.height);
        let shown = session.meeting.item_at(session.shown).map_or(0, |(at, _)| at);
        let first = shown.saturating_sub(height / 2).min(items.len().saturating_sub(height));
        (self.agenda.y..self.agenda.bottom())
            .zip(items.iter().enumerate().skip(first))
            .map(|(y, (at, item))| (y, at, item.id))
            .collect()
    }
}

/// Divides the room of the panes: the one with the cursor gets what the others leave, of which each keeps one line, and
/// a few more where there is plenty.
fn panes(session: &Session, area: Rect) -> Vec<PaneArea> {
    let spare = area.height.saturating_sub(3).saturating_sub(18) / 2;
    let gutter = match area.width {
        90.. => 13,
        64.. => 8,
        _ => 6,
    };
    let entries = |pane: Pane| session.item().map_or(0, |item| item.pane(pane).len());
    let extra = |pane: Pane| {
        let wanted = u16::try_from(entries(pane) * 2).unwrap_or(u16::MAX);
        if pane == session.pane { 0 } else { wanted.min(spare).min(6) }
    };
    let others: u16 = Pane::ALL.iter().map(|pane| extra(*pane)).sum();
    let room = area.height.saturating_sub(3 + others);
    let mut y = area.y;
    let mut out = Vec::new();
    for pane in Pane::ALL {
        let height = if pane == session.pane { room } else { extra(pane) };
        let row = |x: u16, y: u16, width: u16, height: u16| Rect { x, y, width, height }.intersection(area);
        let head = row(area.x, y, area.width, 1);
        let text_width = area.width.saturating_sub(gutter + 1);
        out.push(PaneArea {
            pane,
            head,
            gutter: row(area.x, y + 1, gutter, height),
            text: row(area.x + gutter, y + 1, text_width, height),
            rows: Vec::new(),
            more: (false, false),
        });
        y += 1 + height;
    }
    out
}
