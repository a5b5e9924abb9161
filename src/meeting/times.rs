//! Times of a meeting: always local time with its offset, so that minutes read the same anywhere later.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::Who;

/// A moment as the clerk's clock showed it, with its offset from UTC.
pub type Stamp = DateTime<FixedOffset>;

/// When the meeting sat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Times {
    /// When it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<Stamp>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
    /// Adjournments; the last one is open while the meeting stands adjourned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Span>,
    /// When press and public were excluded; the last one is open while they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub private: Vec<Span>,
}

impl Times {
    /// Whether the meeting sits now: opened, neither closed nor adjourned. Only then is anything stamped.
    pub fn sitting(&self) -> bool {
        self.started.is_some() && self.ended.is_none() && !self.adjourned()
    }

    /// Whether it stands adjourned.
    pub fn adjourned(&self) -> bool {
        self.breaks.last().is_some_and(|span| span.to.is_none())
    }

    /// Whether press and public are excluded now.
    pub fn in_private(&self) -> bool {
        self.private.last().is_some_and(|span| span.to.is_none())
    }

    /// How long something lasted while the meeting sat: breaks taken off.
    pub fn sat_within(&self, span: &Span, now: Stamp) -> chrono::TimeDelta {
        let until = span.to.unwrap_or_else(|| self.ended.unwrap_or(now));
        let broken = self.breaks.iter().fold(chrono::TimeDelta::zero(), |sum, pause| {
            let from = pause.from.max(span.from);
            let to = pause.to.unwrap_or(now).min(until);
            sum + (to - from).max(chrono::TimeDelta::zero())
        });
        (until - span.from - broken).max(chrono::TimeDelta::zero())
    }

    /// How long the meeting has sat by `now`, breaks taken off.
    pub fn sat(&self, now: Stamp) -> Option<chrono::TimeDelta> {
        let started = self.started?;
        let until = self.ended.unwrap_or(now);
        let broken = self.breaks.iter().fold(chrono::TimeDelta::zero(), |sum, span| sum + span.length(until));
        Some((until - started - broken).max(chrono::TimeDelta::zero()))
    }
}

/// From a moment to another, or still going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its begin.
    pub from: Stamp,
    /// Its end, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Stamp>,
}

impl Span {
    /// How long it lasted, or has lasted by `now`.
    pub fn length(&self, now: Stamp) -> chrono::TimeDelta {
        (self.to.unwrap_or(now) - self.from).max(chrono::TimeDelta::zero())
    }
}

/// One turn of a speaker within an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who spoke.
    pub who: Who,
    /// When they began.
    pub at: Stamp,
}
