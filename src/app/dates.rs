//! Dates and times as a clerk types them.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

/// A date as typed: "14 March 2026", "14/3/26", "2026-03-14", "14 March" (of the year of `near`, or the next one where
/// that day was before it).
pub fn date(words: &str, near: Option<NaiveDate>) -> Option<NaiveDate> {
    const FULL: [&str; 8] =
        ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%y", "%d/%m/%Y", "%d.%m.%y", "%d.%m.%Y", "%B %d %Y"];
    let words = plain(words);
    if let Some(date) = FULL.iter().find_map(|form| NaiveDate::parse_from_str(&words, form).ok()) {
        return Some(date).filter(|date| date.year() > 1800);
    }
    let near = near?;
    let in_year = |year: i32| {
        ["%d %B %Y", "%d %b %Y"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(&format!("{words} {year}"), form).ok())
    };
    in_year(near.year()).filter(|date| *date >= near).or_else(|| in_year(near.year() + 1))
}

/// A date without its weekday, ordinals and commas.
fn plain(words: &str) -> String {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut out: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let word = word.trim_matches(',');
        if DAYS.contains(&word.to_lowercase().as_str()) || word == "by" {
            continue;
        }
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| word.strip_suffix(end) == Some(digits));
        out.push(if ordinal && !digits.is_empty() { digits.to_owned() } else { word.to_owned() });
    }
    out.join(" ")
}

/// A time as typed: "18:30", "6.30pm", "6 pm", "1830".
pub fn time(words: &str) -> Option<NaiveTime> {
    let words: String = words.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let words = words.replace('.', ":").replace("noon", "12:00");
    let half = words.strip_suffix("pm").or_else(|| words.strip_suffix("p:m:")).map(|rest| (rest, true));
    let half = half.or_else(|| {
        words.strip_suffix("am").or_else(|| words.strip_suffix("a:m:")).map(|rest| (rest, false))
    });
    let (clock, afternoon) = half.map_or((words.as_str(), None), |(rest, afternoon)| (rest, Some(afternoon)));
    let (hour, minute) = match clock.split_once(':') {
        Some((hour, minute)) => (hour.to_owned(), minute.to_owned()),
        None if clock.len() == 4 => (clock.get(..2)?.to_owned(), clock.get(2..)?.to_owned()),
        None => (clock.to_owned(), "0".to_owned()),
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) | None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_typed() {
        let near = NaiveDate::from_ymd_opt(2026, 11, 25);
        for (words, want) in [
            ("14 March 2026", Some("2026-03-14")),
            ("Tuesday 3rd March 2026", Some("2026-03-03")),
            ("2026-03-14", Some("2026-03-14")),
            ("14/3/2026", Some("2026-03-14")),
            ("14/3/26", Some("2026-03-14")),
            ("30 November", Some("2026-11-30")),
            ("14 April", Some("2027-04-14")),
            ("next meeting", None),
            ("31 June 2026", None),
        ] {
            assert_eq!(date(words, near).map(|d| d.to_string()).as_deref(), want, "{words}");
        }
    }

    #[test]
    fn times_as_typed() {
        for (words, want) in [
            ("18:30", Some((18, 30))),
            ("6.30pm", Some((18, 30))),
            ("6 pm", Some((18, 0))),
            ("12.05 am", Some((0, 5))),
            ("1830", Some((18, 30))),
            ("noon", Some((12, 0))),
            ("25:00", None),
            ("soon", None),
        ] {
            let want = want.and_then(|(h, m)| NaiveTime::from_hms_opt(h, m, 0));
            assert_eq!(time(words), want, "{words}");
        }
    }
}
