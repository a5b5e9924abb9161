//! House style: a council's way of writing, as data.

use serde::{Deserialize, Serialize};

/// How a council writes its minutes. Every field has the reference form as its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseStyle {
    /// How speakers are named.
    pub attributions: Attributions,
    /// The short title of a councillor: "Cllr" or "Councillor".
    pub councillor: String,
    /// Whether first mention is counted in each item, where items are published singly; else in the meeting.
    pub first_mention_in_item: bool,
    /// Whether times are written as "14:05" (else "2.05 pm").
    pub clock_24: bool,
    /// Whether a promise becomes an action (else a Resolved entry).
    pub promise_is_action: bool,
}

/// How speakers are named after their first mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attributions {
    /// Name and role at first mention, then the role only.
    #[default]
    RoleAfterName,
    /// Names throughout, without roles.
    NamesThroughout,
}

impl Default for HouseStyle {
    fn default() -> Self {
        Self {
            attributions: Attributions::RoleAfterName,
            councillor: "Cllr".to_owned(),
            first_mention_in_item: true,
            clock_24: false,
            promise_is_action: false,
        }
    }
}

impl HouseStyle {
    /// A time of day as the house writes it: "2.05 pm" or "14:05".
    pub fn time_of_day(&self, time: chrono::NaiveTime) -> String {
        if self.clock_24 {
            return time.format("%H:%M").to_string();
        }
        time.format("%-I.%M %P").to_string()
    }
}
