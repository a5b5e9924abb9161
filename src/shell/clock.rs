//! The clock: the one place where the time of day and the stopwatch are read.
#![expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]

use std::time::{Duration, Instant};

use chrono::{Local, SubsecRound as _, Timelike as _};

use crate::meeting::Stamp;

/// The time of day with its offset, as the clerk's clock shows it; whole milliseconds, which is all that a journal of
/// keys can use.
pub fn now() -> Stamp {
    Local::now().fixed_offset().trunc_subsecs(3)
}

/// The stopwatch: it never jumps, whatever is done to the clock.
pub fn instant() -> Instant {
    Instant::now()
}

/// How long until the clock shows the next minute.
pub(super) fn until_next_minute(now: Stamp) -> Duration {
    let into = u64::from(now.second()) * 1000 + u64::from(now.nanosecond() / 1_000_000);
    // A few milliseconds late is better than one early: the minute must have turned when we look.
    Duration::from_millis(60_000_u64.saturating_sub(into % 60_000) + 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_minute_is_waited_for_and_passed() {
        let at = |text: &str| Stamp::parse_from_rfc3339(text).unwrap();
        assert_eq!(until_next_minute(at("2016-03-14T10:00:00Z")).as_millis(), 60_005);
        assert_eq!(until_next_minute(at("2016-03-14T10:00:59.999+01:00")).as_millis(), 6);
    }
}
