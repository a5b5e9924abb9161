//! Dates in the language of the house.

use chrono::{Datelike, NaiveDate};

use crate::meeting::Language;

/// A day in full: "Wednesday 11 February 2026", "Wednesday, February 11, 2026", "Dydd Mercher 11 Chwefror 2026".
pub(super) fn long_date(language: Language, date: NaiveDate) -> String {
    const DAYS: [&str; 7] =
        ["Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"];
    match language {
        Language::English => date.format("%A %-d %B %Y").to_string(),
        Language::American => date.format("%A, %B %-d, %Y").to_string(),
        Language::Welsh => {
            let day = DAYS.iter().cycle().nth(date.weekday().num_days_from_monday().try_into().unwrap_or(0));
            format!("{} {}", day.copied().unwrap_or_default(), short_date(language, date))
        }
    }
}

/// A day without the name of its weekday: "11 February 2026".
pub fn short_date(language: Language, date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ];
    match language {
        Language::English => date.format("%-d %B %Y").to_string(),
        Language::American => date.format("%B %-d, %Y").to_string(),
        Language::Welsh => {
            let month =
                MONTHS.iter().zip(0_u32..).find(|(_, at)| *at == date.month0()).map(|(name, _)| *name);
            format!("{} {} {}", date.day(), month.unwrap_or_default(), date.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_the_language_of_the_house() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 11).unwrap();
        assert_eq!(long_date(Language::English, day), "Wednesday 11 February 2026");
        assert_eq!(long_date(Language::American, day), "Wednesday, February 11, 2026");
        assert_eq!(long_date(Language::Welsh, day), "Dydd Mercher 11 Chwefror 2026");
    }
}
