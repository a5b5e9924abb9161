//! Papers whose items bear no number: headings, or titles that stand apart.

use super::labels;
use super::line::Line;
use super::outline::Start;
use super::pattern::pattern;

pattern! {
    FIRST = r"(?i)^(?:welcome\b|apologies\b|apology\b|opening\b|call to order|roll call|election of (?:the )?(?:chair|lord mayor|mayor)|ymddiheuriadau|declarations? of\b|minutes (?:of|[-–])|introductions\b|attendance\b)";
    MEETING = r"(?i)\b(?:agenda|minutes|meeting|committee|attend(?:ees|ance)|apologies|roll call)\b";
    TIMED = r"^(\d{1,2}[:.]\d{2}\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s*[-–]\s*\d{1,2}[:.]\d{2}\s*(?:[AaPp]\.?[Mm]\.?)?)?)\s+[-–]?\s*(\p{Lu}.*)$";
    SENTENCE = r"[.;:,]$";
}

/// The starts of items without numbers, if there are at least three.
pub(super) fn starts(lines: &[Line]) -> Vec<Start> {
    let headed = headings(lines);
    if headed.len() >= 2 && of_a_meeting(lines) {
        return headed;
    }
    let timed = timed(lines);
    if timed.len() >= 3 {
        return timed;
    }
    let listed = listed(lines);
    if listed.len() >= 3 {
        return listed;
    }
    let from = lines.iter().position(|line| FIRST.is(&line.text) && line.text.len() < 90);
    let Some(from) = from else { return Vec::new() };
    let first = lines.get(from).map_or(0, |line| line.gap);
    let least = if first >= 2 { 2 } else { 0 };
    // Who signed the paper, and when, are no items.
    let end = super::read::tail(lines, from);
    let found: Vec<Start> = lines
        .iter()
        .enumerate()
        .take(end)
        .skip(from)
        .filter(|(at, line)| line.gap >= least && titled(line, lines.get(at.saturating_add(1)), least))
        .map(|(at, line)| start(at, line))
        .collect();
    if found.len() < 3 { Vec::new() } else { found }
}

/// Whether anything on the page speaks of a meeting: headings alone are on every page.
fn of_a_meeting(lines: &[Line]) -> bool {
    lines.iter().any(|line| MEETING.is(&line.text) || FIRST.is(&line.text))
}

/// Lines that begin with an hour, each later than the one before: "19.10  Treasurer’s report".
fn timed(lines: &[Line]) -> Vec<Start> {
    let mut last = None;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(g) = TIMED.groups(&line.text) else { continue };
        let Some(mut time) = super::dates::time(g.get(1), true) else { continue };
        // A clock of twelve hours goes on at one after noon: 11.30, 12.15, 1.00.
        let noon = chrono::TimeDelta::hours(12);
        let (later, days) = time.overflowing_add_signed(noon);
        let half = !g.get(1).to_lowercase().contains('m');
        if half && days == 0 && last.is_some_and(|last| time < last) {
            time = later;
        }
        if last.is_some_and(|last| time < last) {
            return Vec::new();
        }
        last = Some(time);
        let (title, notes) = (g.get(2).to_owned(), vec![g.get(1).trim().to_owned()]);
        found.push(Start { line: at, title, notes, ..Start::default() });
    }
    found
}

/// When a meeting begins whose items bear nothing but their hours.
pub(super) fn begins_at(starts: &[Start]) -> Option<chrono::NaiveTime> {
    let timed = starts.iter().all(|start| start.number.is_none() && start.notes.len() == 1);
    let first = starts.first().filter(|_| timed)?.notes.first()?;
    super::dates::time(first, true)
}

/// A list with bullets under the word "Agenda": its outermost entries.
fn listed(lines: &[Line]) -> Vec<Start> {
    let Some(from) = lines.iter().position(|line| super::outline::begins(&line.text)) else {
        return Vec::new();
    };
    let end = super::read::tail(lines, from);
    let under = || lines.iter().enumerate().take(end).skip(from.saturating_add(1));
    let bullet = |line: &Line| super::numbers::bullet(&line.text).is_some();
    let Some(least) = under().filter(|(_, line)| bullet(line)).map(|(_, line)| line.indent).min() else {
        return Vec::new();
    };
    under()
        .filter(|(_, line)| bullet(line) && line.indent <= least.saturating_add(1))
        .map(|(at, l)| start(at, l))
        .collect()
}

fn start(at: usize, line: &Line) -> Start {
    let title = super::numbers::bullet(&line.text).unwrap_or_else(|| line.text.clone());
    Start { line: at, title, alone: true, ..Start::default() }
}

fn titled(line: &Line, next: Option<&Line>, least: usize) -> bool {
    let text = super::clean::title(&line.text);
    let upper = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let words = text.split(' ').count();
    let apart = least == 0 || next.is_none_or(|next| next.gap <= 3);
    upper
        && words <= 16
        && !SENTENCE.is(&text)
        && labels::part(&text).is_none()
        && !text.starts_with(['[', '('])
        && !labels::is_recording(&text)
        && apart
}

/// Headings of the level that has most of them, the paper's own heading left out.
fn headings(lines: &[Line]) -> Vec<Start> {
    let mut best = Vec::new();
    for level in 1..=6_u8 {
        let found: Vec<Start> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.heading == Some(level) && !super::outline::begins(&line.text))
            .map(|(at, line)| start(at, line))
            .collect();
        if found.len() >= 3 && best.is_empty() {
            best = found;
        }
    }
    best
}
