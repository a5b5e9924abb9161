//! Chapters of the recording: items and the turns of speakers, as `WebVTT`.

use std::fmt::Write as _;

use chrono::TimeDelta;

use crate::meeting::{Meeting, Stamp, printed_label};

use super::view::Wanted;

/// The chapters; `offset` is how far the recording was when the meeting began. Exempt items are one chapter without
/// speakers where only what is public is wanted.
pub(super) fn chapters(
    meeting: &Meeting,
    wanted: Wanted,
    offset: Option<TimeDelta>,
) -> (String, Vec<String>) {
    let mut starts = starts(meeting, wanted);
    starts.sort_by_key(|(at, _)| *at);
    let mut out = "WEBVTT\n".to_owned();
    let mut warnings = Vec::new();
    let first = meeting.times.started.or_else(|| starts.first().map(|(at, _)| *at));
    let Some(begin) = first else {
        warnings.push("No item was taken while the clock ran, so there are no chapters.".to_owned());
        return (out, warnings);
    };
    let into = |at: Stamp| at - begin + offset.unwrap_or_default();
    let last = meeting.times.ended.map(into);
    let mut before = 0_usize;
    for ((at, words), next) in starts.iter().zip(starts.iter().skip(1).map(Some).chain([None])) {
        let from = into(*at);
        let to = next.map(|(at, _)| into(*at)).or(last).unwrap_or(from + TimeDelta::minutes(1));
        if to <= TimeDelta::zero() {
            before += 1;
            continue;
        }
        let from = from.max(TimeDelta::zero());
        if to <= from {
            continue;
        }
        // Writing to a string cannot fail.
        let _written = write!(out, "\n{} --> {}\n{}\n", clock(from), clock(to), escape(words));
    }
    if before > 0 {
        let chapters =
            if before == 1 { "1 chapter was".to_owned() } else { format!("{before} chapters were") };
        warnings.push(format!("{chapters} left out: the recording had not begun."));
    }
    (out, warnings)
}

/// When each item and each turn began, with the words of its chapter.
fn starts(meeting: &Meeting, wanted: Wanted) -> Vec<(Stamp, String)> {
    let mut starts = Vec::new();
    for item in &meeting.items {
        let label = printed_label(item);
        starts.extend(item.taken.iter().map(|span| (span.from, label.clone())));
        if wanted.public && item.head.exempt {
            continue;
        }
        let turns = item.turns.iter().filter(|turn| !meeting.name_of(&turn.who).is_empty());
        starts.extend(turns.map(|turn| (turn.at, format!("{label}: {}", meeting.name_of(&turn.who)))));
    }
    starts
}

/// "01:02:03.000"
fn clock(time: TimeDelta) -> String {
    let seconds = time.num_seconds();
    let millis = time.subsec_nanos() / 1_000_000;
    format!("{:02}:{:02}:{:02}.{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// One line that holds neither a mark nor an arrow.
fn escape(words: &str) -> String {
    let line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
