//! Days and hours as papers write them, in English and Welsh.

use super::pattern::pattern;
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

pattern! {
    DAY_FIRST = r"(?i)(?:\b([a-zŵŷâêîôû]{3,10})\.?,?\s+(?:the\s+)?)?\b(\d{1,2})\s*(?:st|nd|rd|th|af|ail|il|fed|ed|ydd|dd|eg|ain)?\s*(?:of\s+|o\s+)?(?:([a-z]+)\s*/\s*)?([a-zŵ]{3,10})\.?,?\s+(\d{4})\b";
    MONTH_FIRST = r"(?i)(?:\b([a-z]{3,9})\.?,?\s+)?\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b";
    RANGE = r"(?i)\b([a-z]{3,9})\s+(\d{1,2})\s*(?:[-–]|to|and|&)\s*\d{1,2}(?:st|nd|rd|th)?,?\s+(\d{4})\b|\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–]|to|and|&)\s*\d{1,2}(?:st|nd|rd|th)?\s+([a-z]{3,9})\s+(\d{4})\b";
    NO_YEAR = r"(?i)\b([a-z]{3,9})\.?,?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\b";
    DIGITS = r"\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\b";
    US_HOUR = r"^,?\s+(?:at\s+)?\d{1,2}:\d{2}\s*[AP]M\b";
    ISO = r"\b(\d{4})-(\d{2})-(\d{2})\b";
    CLOCK = r"(?i)\b(\d{1,2})(?:\s?[:.]\s?(\d{2}))?\s*([ap])\.?\s?m\b\.?";
    CLOCK_CY = r"(?i)\b(\d{1,2})(?:[:.](\d{2}))?\s*(yb|yh|y\.b|y\.h|y bore|yp|y prynhawn|yr hwyr)\b";
    PLAIN = r"(?i)\b([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*(?:hrs|hours|h))?\b";
    FOUR = r"(?i)\b([01]\d|2[0-3])([0-5]\d)\s*(?:hrs|hours)\b";
    WORDS = r"(?i)\b(?:12\s*)?noon\b";
}

/// A day found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The day.
    pub(super) date: NaiveDate,
    /// The day of the week that stands before it.
    pub(super) weekday: Option<Weekday>,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// What stands after it.
    pub(super) after: String,
}

impl Found {
    /// Whether the day of the week beside the date is another than the date's own.
    pub(super) fn wrong_weekday(&self) -> bool {
        self.weekday.is_some_and(|day| day != self.date.weekday())
    }
}

const MONTHS: [(&str, &str, u32); 12] = [
    ("jan", "ion", 1),
    ("feb", "chw", 2),
    ("mar", "maw", 3),
    ("apr", "ebr", 4),
    ("may", "mai", 5),
    ("jun", "meh", 6),
    ("jul", "gor", 7),
    ("aug", "aws", 8),
    ("sep", "med", 9),
    ("oct", "hyd", 10),
    ("nov", "tac", 11),
    ("dec", "rha", 12),
];

const FULL_MONTHS: &str = " january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi \
    hydref tachwedd rhagfyr fawrth fedi fehefin orffennaf dachwedd ragfyr ";

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if !FULL_MONTHS.contains(&format!(" {word} ")) {
        return None;
    }
    let head: String = match word.as_str() {
        "fawrth" => "maw".to_owned(),
        "fedi" => "med".to_owned(),
        "fehefin" => "meh".to_owned(),
        "orffennaf" => "gor".to_owned(),
        "dachwedd" => "tac".to_owned(),
        "ragfyr" => "rha".to_owned(),
        other => other.chars().take(3).collect(),
    };
    MONTHS.iter().find(|(en, cy, _)| *en == head || *cy == head).map(|(_, _, number)| *number)
}

/// The day of the week a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let word = word.to_lowercase();
    let head: String = word.chars().take(3).collect();
    let days = [
        (Weekday::Mon, "mon", "monday", "llun", "lun"),
        (Weekday::Tue, "tue", "tuesday", "mawrth", "fawrth"),
        (Weekday::Wed, "wed", "wednesday", "mercher", "fercher"),
        (Weekday::Thu, "thu", "thursday", "iau", "iau"),
        (Weekday::Fri, "fri", "friday", "gwener", "wener"),
        (Weekday::Sat, "sat", "saturday", "sadwrn", "sadwrn"),
        (Weekday::Sun, "sun", "sunday", "sul", "sul"),
    ];
    days.into_iter()
        .find(|(_, short, full, cy, soft)| {
            word == *full
                || word == *cy
                || word == *soft
                || (head == *short && word.len() <= 5 && full.starts_with(short))
        })
        .map(|(day, ..)| day)
}

/// Every day named in a text, in its order.
pub(super) fn dates(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut add = |date: Option<NaiveDate>, weekday: Option<Weekday>, start: usize, after: &str| {
        if let Some(date) = date.filter(|date| (1900..2200).contains(&date.year())) {
            out.push(Found { date, weekday, start, after: after.to_owned() });
        }
    };
    for g in DAY_FIRST.all(text) {
        if let Some(month) = month(g.get(4)) {
            let date = NaiveDate::from_ymd_opt(whole(g.get(5)), month, small(g.get(2)));
            add(date, weekday(g.get(1)), g.start(), g.after());
        }
    }
    for g in MONTH_FIRST.all(text) {
        if let Some(month) = month(g.get(2)) {
            let date = NaiveDate::from_ymd_opt(whole(g.get(4)), month, small(g.get(3)));
            add(date, weekday(g.get(1)), g.start(), g.after());
        }
    }
    for g in RANGE.all(text) {
        let (month_name, day, year) =
            if g.get(1).is_empty() { (g.get(5), g.get(4), g.get(6)) } else { (g.get(1), g.get(2), g.get(3)) };
        add(
            month(month_name).and_then(|month| NaiveDate::from_ymd_opt(whole(year), month, small(day))),
            None,
            g.start(),
            g.after(),
        );
    }
    for g in DIGITS.all(text) {
        let year = whole(g.get(3));
        let year = if year < 100 { year.saturating_add(2000) } else { year };
        let (mut day, mut month) = (small(g.get(1)), small(g.get(2)));
        if US_HOUR.is(g.after()) {
            (day, month) = (month, day);
        }
        let date =
            NaiveDate::from_ymd_opt(year, month, day).or_else(|| NaiveDate::from_ymd_opt(year, day, month));
        add(date, None, g.start(), g.after());
    }
    for g in ISO.all(text) {
        add(
            NaiveDate::from_ymd_opt(whole(g.get(1)), small(g.get(2)), small(g.get(3))),
            None,
            g.start(),
            g.after(),
        );
    }
    out.sort_by_key(|found| found.start);
    out.dedup_by_key(|found| found.date);
    out
}

/// Whether the text names a day without its year ("Friday 13th March").
pub(super) fn without_year(text: &str) -> bool {
    NO_YEAR.groups(text).is_some_and(|g| weekday(g.get(1)).is_some() && month(g.get(3)).is_some())
}

fn whole(text: &str) -> i32 {
    text.parse().unwrap_or(0)
}

fn small(text: &str) -> u32 {
    text.parse().unwrap_or(0)
}

/// The first hour named in a text; `plain` also takes "18:30" and "10.00" without am or pm.
pub(super) fn time(text: &str, plain: bool) -> Option<NaiveTime> {
    let mut best: Option<(usize, NaiveTime)> = None;
    let mut add = |start: usize, time: Option<NaiveTime>| {
        if let Some(time) = time
            && best.is_none_or(|(was, _)| start < was)
        {
            best = Some((start, time));
        }
    };
    if let Some(g) = CLOCK.groups(text) {
        add(g.start(), hour(small(g.get(1)), small(g.get(2)), g.get(3).eq_ignore_ascii_case("p")));
    }
    if let Some(g) = CLOCK_CY.groups(text) {
        let evening = !matches!(g.get(3).to_lowercase().as_str(), "yb" | "y.b" | "y bore");
        add(g.start(), hour(small(g.get(1)), small(g.get(2)), evening));
    }
    if let Some(g) = WORDS.groups(text) {
        add(g.start(), NaiveTime::from_hms_opt(12, 0, 0));
    }
    if plain {
        if let Some(g) = PLAIN.groups(&without_dates(text)) {
            add(text.len().saturating_sub(1), NaiveTime::from_hms_opt(small(g.get(1)), small(g.get(2)), 0));
        }
        if let Some(g) = FOUR.groups(text) {
            add(g.start(), NaiveTime::from_hms_opt(small(g.get(1)), small(g.get(2)), 0));
        }
    }
    best.map(|(_, time)| time)
}

/// The text without days written in digits, whose dots look like an hour's.
pub(super) fn without_dates(text: &str) -> String {
    ISO.without(&DIGITS.without(text))
}

fn hour(hour: u32, minute: u32, afternoon: bool) -> Option<NaiveTime> {
    let hour = match (hour, afternoon) {
        (12, false) => 0,
        (12, true) => 12,
        (1..=11, true) => hour.saturating_add(12),
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Whether the text is one month's name.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::{dates, time};

    #[test]
    fn days_as_papers_write_them() {
        for (text, want) in [
            ("Tuesday, 4th March, 2025 6.30 pm", "2025-03-04"),
            ("Wednesday 18 October 2023, 7.15pm", "2023-10-18"),
            ("March 4, 2025", "2025-03-04"),
            ("4/3/25", "2025-03-04"),
            ("4.3.2025", "2025-03-04"),
            ("2025-03-04", "2025-03-04"),
            ("Dydd Iau, 22ain Medi, 2022 10.00 yb", "2022-09-22"),
            ("April 15-19, 2024", "2024-04-15"),
            ("the 4th of March 2025", "2025-03-04"),
        ] {
            let found: Vec<String> = dates(text).iter().map(|found| found.date.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
        assert!(dates("31 February 2025, 2024/25, 12 votes to 9").is_empty());
    }

    #[test]
    fn hours_as_papers_write_them() {
        for (text, want) in [
            ("6.30 pm", "18:30"),
            ("10.00am", "10:00"),
            ("12 noon", "12:00"),
            ("7pm", "19:00"),
            ("10.00 yb", "10:00"),
            ("18:30", "18:30"),
        ] {
            assert_eq!(
                time(text, true).map(|time| time.format("%H:%M").to_string()).as_deref(),
                Some(want),
                "{text}"
            );
        }
        assert_eq!(time("12.8.2020", true), None);
    }
}
