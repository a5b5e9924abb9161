//! A session: top line, agenda, the item with its panes, bottom line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::areas::Areas;
use crate::app::command::Command;
use crate::app::speaker::code_of;
use crate::app::{App, DiskState, Message, Session, tally};
use crate::meeting::{Item, ItemState, Pane, Stamp, State, Who};
use crate::text::shown;
use crate::text::wrap::Rows;

use super::{Theme, entries, put, put_clipped, wash};

/// Draws a session; gives the cell of the cursor.
pub fn draw(app: &App, session: &Session, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let trouble = matches!(app.disk, DiskState::Trouble(_));
    let areas = Areas::new(area, session, trouble);
    top(app, session, areas.top, theme, buffer);
    if let DiskState::Trouble(words) = &app.disk {
        wash(buffer, areas.banner, theme.wrong());
        put_clipped(buffer, areas.banner, &format!(" {words}"), theme.wrong());
    }
    agenda(session, &areas, theme, buffer);
    speakers(session, areas.speakers, theme, buffer);
    for y in areas.rule.y..areas.rule.bottom() {
        put(buffer, (areas.rule.x, y), areas.rule, "│", theme.quiet());
    }
    if let Some(item) = session.item() {
        title(session, item, &areas, theme, buffer);
    }
    let mut cursor = None;
    for pane in &session.layouts.panes {
        cursor = entries::draw(session, pane, theme, buffer).or(cursor);
    }
    bottom(app, session, areas.bottom, theme, buffer);
    cursor
}

/// Hours and minutes of a length of time: "1:05".
fn length(delta: chrono::TimeDelta) -> String {
    let minutes = delta.num_minutes().max(0);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// The clocks: elapsed, and the item being taken with its own.
fn clocks(session: &Session, now: Stamp) -> String {
    let revision = match session.meeting.revision() {
        0 | 1 => String::new(),
        number => format!(" · revision {number}"),
    };
    match session.meeting.state {
        State::Draft if !revision.is_empty() => return format!("draft{revision}"),
        State::Draft => {}
        State::Final => return format!("FINAL{revision}"),
        State::Approved => {
            let signed = session.meeting.approval().and_then(|approval| approval.signed);
            let signed = signed.map(|date| date.format(" %-d %b %Y").to_string()).unwrap_or_default();
            return format!("APPROVED{signed}{revision}");
        }
    }
    let times = &session.meeting.times;
    let Some(sat) = times.sat(now) else { return "not open: Ctrl+N opens".to_owned() };
    if times.ended.is_some() {
        return format!("closed after {}", length(sat));
    }
    let mut words = format!("{} {}", now.format("%H:%M"), length(sat));
    if times.adjourned() {
        return format!("adjourned {words}");
    }
    if times.in_private() {
        words = format!("PRIVATE {words}");
    }
    if let Some(left) = session.limit_words(now) {
        words = format!("{left} · {words}");
    }
    if let Some(item) = session.meeting.taking.and_then(|id| session.meeting.item(id)) {
        let number = item.head.number.clone().unwrap_or_else(|| shown::clip(&item.head.title, 12));
        let taken = item.taken.last().map(|span| length(times.sat_within(span, now))).unwrap_or_default();
        words = format!("{words} · item {number} {taken}");
    }
    words
}

fn top(app: &App, session: &Session, row: Rect, theme: Theme, buffer: &mut Buffer) {
    wash(buffer, row, theme.bar());
    let head = &session.meeting.head;
    let mut clocks = clocks(session, app.now);
    let quorum = session.meeting.quorum(&session.style);
    if let Some(count) = quorum.filter(|_| session.meeting.times.ended.is_none()) {
        clocks = if !count.is_quorate() && session.meeting.times.started.is_some() {
            format!("! NO QUORUM {}/{} · {clocks}", count.here, count.needed)
        } else if row.width >= 76 {
            format!("quorum {}/{} · {clocks}", count.here, count.needed)
        } else {
            clocks
        };
    }
    let width = u16::try_from(shown::width(&clocks)).unwrap_or(0);
    let body = head.body.as_deref().or(head.title.as_deref()).unwrap_or("Meeting");
    let date = head.date.map(|date| date.format(" · %-d %b %Y").to_string()).unwrap_or_default();
    let room = row.width.saturating_sub(width + 3);
    let date_width = u16::try_from(shown::width(&date)).unwrap_or(0);
    let body = shown::clip(body, usize::from(room.saturating_sub(date_width)));
    put(buffer, (row.x + 1, row.y), row, &format!("{body}{date}"), theme.bar());
    let x = row.right().saturating_sub(width + 1);
    put(buffer, (x, row.y), row, &clocks, theme.bar());
}

/// The sign of an item's state: "▶" being taken, "✓" done, "·" not yet.
fn sign(state: ItemState) -> &'static str {
    match state {
        ItemState::Taken => "▶",
        ItemState::Done => "✓",
        ItemState::NotYet => "·",
    }
}

fn agenda(session: &Session, areas: &Areas, theme: Theme, buffer: &mut Buffer) {
    for (y, at, id) in &session.layouts.agenda {
        let Some(item) = session.meeting.items.get(*at) else { continue };
        let state = session.meeting.state_of(item);
        let row = Rect { y: *y, height: 1, ..areas.agenda };
        let shown_now = *id == session.shown;
        let style = match (shown_now, state) {
            (true, _) => theme.chosen(),
            (false, ItemState::Taken) => theme.taken(),
            (false, ItemState::Done) => theme.quiet(),
            (false, ItemState::NotYet) => theme.plain(),
        };
        if shown_now {
            wash(buffer, row, style);
        }
        let here = if shown_now { ">" } else { " " };
        let exempt = if item.head.exempt { "⊘" } else { "" };
        let open = session.ends.count(*id);
        let open = if open > 0 { format!("!{open}") } else { String::new() };
        let number = item.head.number.clone().unwrap_or_else(|| format!("({})", at + 1));
        let words = if row.width > 8 {
            let indent = "  ".repeat(usize::from(item.depth));
            format!("{here}{}{indent}{exempt}{open} {number} {}", sign(state), item.head.title)
        } else {
            format!("{here}{}{exempt}{number}{open}", sign(state))
        };
        put_clipped(buffer, row, &words, style);
    }
}

/// The last speakers of the item shown, the newest first.
fn speakers(session: &Session, area: Rect, theme: Theme, buffer: &mut Buffer) {
    let Some(item) = session.item() else { return };
    if area.height < 2 {
        return;
    }
    let head = Rect { height: 1, ..area };
    if area.width <= 6 {
        put_clipped(buffer, head, " said", theme.quiet());
        let mut recent: Vec<&Who> = Vec::new();
        for turn in item.turns.iter().rev().filter(|turn| matches!(turn.who, Who::Person(_))) {
            if !recent.contains(&&turn.who) {
                recent.push(&turn.who);
            }
        }
        for (y, who) in (area.y + 1..area.bottom()).zip(recent) {
            let code = code_of(session, who);
            put_clipped(buffer, Rect { y, height: 1, ..area }, &format!(" {code}"), theme.plain());
        }
        return;
    }
    put_clipped(buffer, head, "─ Speakers ─", theme.quiet());
    for (y, turn) in (area.y + 1..area.bottom()).zip(item.turns.iter().rev()) {
        let row = Rect { y, height: 1, ..area };
        let words = format!(" {} {}", turn.at.format("%H:%M"), session.meeting.name_of(&turn.who));
        put_clipped(buffer, row, &words, theme.plain());
    }
}

fn title(session: &Session, item: &Item, areas: &Areas, theme: Theme, buffer: &mut Buffer) {
    let state = session.meeting.state_of(item);
    let mut x = areas.title.x + 1;
    let row = areas.title;
    if item.head.exempt {
        x = put(buffer, (x, row.y), row, "EXEMPT ", theme.mark());
    }
    let taking = match state {
        ItemState::Taken => "▶ ",
        ItemState::Done | ItemState::NotYet => "",
    };
    let rest = Rect { x, width: row.right().saturating_sub(x + 1), ..row };
    let style = if state == ItemState::Taken { theme.taken() } else { theme.heading() };
    put_clipped(buffer, rest, &format!("{taking}{}", item.label()), style);
    if areas.presenters.height > 0 {
        let own = if item.head.exempt { Some(exempt_words(item)) } else { item.head.presenter_line.clone() };
        let words = own.unwrap_or_else(|| {
            let names = item.head.presenters.iter().map(|presenter| match &presenter.role {
                Some(role) => format!("{}, {role}", presenter.name),
                None => presenter.name.clone(),
            });
            names.collect::<Vec<_>>().join("; ")
        });
        let row = Rect {
            x: areas.presenters.x + 1,
            width: areas.presenters.width.saturating_sub(2),
            ..areas.presenters
        };
        put_clipped(buffer, row, &words, theme.quiet());
    }
}

/// Why an item is exempt, and what may be said of it in public.
fn exempt_words(item: &Item) -> String {
    let reason = item.head.exempt_reason.as_deref().unwrap_or("no reason noted");
    let summary = item.head.public_summary.as_deref().unwrap_or("none yet (“Public summary” in Ctrl+P)");
    format!("Press and public excluded: {reason}. Public summary: {summary}")
}

/// The commands whose keys the bottom line names, the most wanted first.
const HINTS: [(Command, &str); 9] = [
    (Command::Speaker, "speaker"),
    (Command::NewPoint, "point"),
    (Command::NewResolution, "resolved"),
    (Command::Take, "take"),
    (Command::Help, "help"),
    (Command::Palette, "commands"),
    (Command::NextItem, "next"),
    (Command::GoTo, "go to"),
    (Command::CopyItem, "copy"),
];

fn bottom(app: &App, session: &Session, row: Rect, theme: Theme, buffer: &mut Buffer) {
    let saved = match (&app.disk, &session.read_only) {
        (_, Some(_)) => "READ-ONLY",
        (DiskState::Saved, None) if session.meeting.state == State::Final => "FINAL",
        (DiskState::Saved, None) if session.meeting.state == State::Approved => "APPROVED",
        (DiskState::Saved, None) => "saved",
        (DiskState::Saving, None) => "saving…",
        (DiskState::Trouble(_), None) => "NOT SAVED",
    };
    let style = if matches!(app.disk, DiskState::Trouble(_)) { theme.wrong() } else { theme.heading() };
    let mut x = put(buffer, (row.x + 1, row.y), row, saved, style) + 2;
    if let Some(message) = &app.message {
        say(message, Rect { x, width: row.right().saturating_sub(x), ..row }, theme, buffer);
        return;
    }
    let motion = session.entry().zip(session.item()).filter(|_| session.pane == Pane::Resolved);
    if let Some((item, (_, motion))) =
        motion.and_then(|(entry, item)| Some((item, item.motion_of_entry(entry.id)?)))
    {
        let words = tally::quiet(&session.meeting, item, motion);
        if !words.is_empty() {
            let style = if item.changed_since_vote(motion) { theme.mark() } else { theme.plain() };
            x = put(buffer, (x, row.y), row, &words, style) + 2;
        }
    }
    let open = session.ends.count(session.shown);
    if open > 0 {
        let words = if open == 1 { "1 open promise".to_owned() } else { format!("{open} open promises") };
        x = put(buffer, (x, row.y), row, &words, theme.mark());
        x = put(buffer, (x + 1, row.y), row, "F8", theme.key()) + 2;
    }
    for (command, word) in HINTS {
        let keys = app.settings.keys.keys_of(command);
        let key = keys.split(", ").next().unwrap_or_default();
        let width = u16::try_from(shown::width(key) + shown::width(word) + 3).unwrap_or(u16::MAX);
        if x.saturating_add(width) > row.right() {
            continue;
        }
        x = put(buffer, (x, row.y), row, key, theme.key());
        x = put(buffer, (x + 1, row.y), row, word, theme.quiet()) + 2;
    }
}

/// A sentence for the clerk on the bottom line; one too long for it takes the rows above, so that its end is read too.
fn say(message: &Message, row: Rect, theme: Theme, buffer: &mut Buffer) {
    let style = if message.wrong { theme.mark() } else { theme.plain() };
    let sign = if message.wrong { "! " } else { "" };
    let words = format!("{sign}{}", message.text);
    if shown::width(&words) <= usize::from(row.width) {
        put_clipped(buffer, row, &words, style);
        return;
    }
    let rows = Rows::new(&words, usize::from(row.width.saturating_sub(1)));
    let lines = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(row.y);
    let top = row.y.saturating_add(1).saturating_sub(lines);
    for (y, n) in (top..=row.y).zip(0..) {
        let line = Rect { y, ..row };
        wash(buffer, line, theme.plain());
        put(buffer, (row.x, y), line, words.get(rows.range(&words, n)).unwrap_or_default().trim_end(), style);
    }
}
