//! The date of the previous minutes: against the day of this meeting, its own weekday, and its other mentions.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Kind, Slip};
use crate::checks::tokens::{Token, tokens};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    date: NaiveDate,
    weekday: Option<Weekday>,
    /// What meeting it was, in the words that tell it from others ("extraordinary", "sub-committee").
    which: Vec<String>,
    from: usize,
    to: usize,
}

/// The dates in a text's sentences that speak of earlier minutes.
pub(super) fn written(text: &str, sentences: &[Range<usize>]) -> Vec<Written> {
    if !text.contains("inutes") {
        return Vec::new();
    }
    let found = sentences.iter().filter_map(|range| {
        let words = tokens(text.get(range.clone()).unwrap_or_default());
        let written = speaks_of_minutes(&words).then(|| date_in(&words)).flatten()?;
        Some(Written { from: range.start + written.from, to: range.start + written.to, ..written })
    });
    found.collect()
}

/// Slips in the dates of earlier minutes, text by text.
pub(super) fn previous<'a>(
    texts: impl Iterator<Item = &'a [Written]>,
    meeting: Option<NaiveDate>,
) -> Vec<Slip> {
    let mut found = Vec::new();
    // The minutes of another meeting, an extraordinary one or a sub-committee's, have a date of their own.
    let mut before: Vec<&Written> = Vec::new();
    for (number, dates) in texts.enumerate() {
        for written in dates {
            let first = before.iter().find(|other| other.which == written.which).map(|other| other.date);
            let message = wrong(written, meeting, first);
            if first.is_none() {
                before.push(written);
            }
            if let Some(message) = message {
                let at = written.from..written.to;
                found.push(Slip { kind: Kind::PreviousDate, text: number, at, message: message.into() });
            }
        }
    }
    found
}

/// What is wrong with the date, if anything.
fn wrong(written: &Written, meeting: Option<NaiveDate>, first: Option<NaiveDate>) -> Option<String> {
    let told = |date: NaiveDate| date.format("%-d %B %Y").to_string();
    if let Some(day) = written.weekday.filter(|day| *day != written.date.weekday()) {
        return Some(format!(
            "{} was a {}, not a {}.",
            told(written.date),
            full(written.date.weekday()),
            full(day)
        ));
    }
    if let Some(today) = meeting.filter(|today| written.date >= *today) {
        let when = if written.date == today { "the day of" } else { "after" };
        return Some(format!("The previous minutes are dated {}, {when} this meeting.", told(written.date)));
    }
    let other = first.filter(|other| *other != written.date)?;
    Some(format!("The previous minutes are dated {} here and {} before.", told(written.date), told(other)))
}

/// "minutes" and "previous" or "last", or "minutes of the meeting held on".
fn speaks_of_minutes(words: &[Token]) -> bool {
    let has = |word: &str| words.iter().any(|t| t.lower == word);
    has("minutes") && (has("previous") || has("last") || has("held") || has("confirmed")) && !has("next")
}

/// The first whole date among the words: "Tuesday 3 June 2026", "3rd June, 2026".
fn date_in(words: &[Token]) -> Option<Written> {
    words.iter().enumerate().find_map(|(at, token)| {
        let day: u32 = token.lower.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()?;
        let mut rest = words.iter().skip(at + 1).filter(|t| !matches!(t.lower.as_str(), "of" | ","));
        let month = rest.next()?;
        let month = (1..).zip(MONTHS).find(|(_, name)| *name == month.lower)?.0;
        let year = rest.next()?;
        let date = NaiveDate::from_ymd_opt(year.lower.parse().ok()?, month, day)?;
        let before = words.iter().take(at).rev().find(|t| !matches!(t.lower.as_str(), "," | "the"));
        let weekday = before.and_then(|t| t.lower.parse::<Weekday>().ok());
        let from = before.filter(|_| weekday.is_some()).unwrap_or(token).at.start;
        let which = which(words.get(..at).unwrap_or_default());
        Some(Written { date, weekday, which, from, to: year.at.end })
    })
}

/// The words before the date that tell one meeting from another.
fn which(words: &[Token]) -> Vec<String> {
    const TELLING: &[&str] = &[
        "extraordinary",
        "special",
        "annual",
        "informal",
        "joint",
        "emergency",
        "sub-committee",
        "subcommittee",
        "working",
        "planning",
        "finance",
        "staffing",
        "personnel",
        "audit",
        "licensing",
        "parish",
        "assembly",
        "budget",
    ];
    let telling = words.iter().filter(|t| TELLING.contains(&t.lower.as_str()));
    telling.map(|t| t.lower.clone()).collect()
}

const fn full(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::sentence::sentences;

    fn told(texts: &[&str]) -> Vec<String> {
        let dated: Vec<Vec<Written>> = texts.iter().map(|text| written(text, &sentences(text))).collect();
        let slips = previous(dated.iter().map(Vec::as_slice), NaiveDate::from_ymd_opt(2026, 6, 9));
        slips.into_iter().map(|s| s.message.to_string()).collect()
    }

    #[test]
    fn dates_that_cannot_be() {
        assert_eq!(
            told(&["The minutes of the previous meeting held on 14 July 2026 were agreed."]),
            ["The previous minutes are dated 14 July 2026, after this meeting."]
        );
        assert_eq!(
            told(&["The minutes of the last meeting held on Monday, 12th May 2026 were agreed."]),
            ["12 May 2026 was a Tuesday, not a Monday."]
        );
        assert_eq!(
            told(&[
                "Minutes of the previous meeting, 12 May 2026",
                "The minutes of the meeting held on 11 May 2026 were signed."
            ]),
            ["The previous minutes are dated 11 May 2026 here and 12 May 2026 before."]
        );
    }

    #[test]
    fn dates_that_can() {
        assert!(
            told(&["The minutes of the previous meeting held on Tuesday 12 May 2026 were agreed."])
                .is_empty()
        );
        assert!(told(&["The fair would be held on 14 July 2026."]).is_empty());
        assert!(told(&["The minutes of the previous meeting were agreed."]).is_empty());
        assert!(
            told(&[
                "The minutes of the last meeting held on 12 May 2026 were agreed.",
                "The minutes of the extraordinary meeting held on 19 May 2026 were agreed.",
                "The minutes of the Planning Sub-Committee held on 5 May 2026 were received."
            ])
            .is_empty(),
            "other meetings have dates of their own"
        );
    }
}
