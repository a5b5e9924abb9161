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
    /// The language of dates and labels.
    pub language: Language,
    /// What stands above decisions; empty for the word of the language, "Resolved:".
    pub resolved: String,
    /// What stands above recommendations to another body; empty where they stand among the decisions.
    pub recommended: String,
    /// Whether a single decision follows its heading on the same line: "RESOLVED – That the report be noted."
    pub resolved_inline: bool,
    /// How decisions are numbered.
    pub numbering: Numbering,
    /// Minute numbers in place of the agenda's, with `{n}` for the running number: "{n}", "15/{n}". Empty for the agenda's.
    pub minute_number: String,
    /// The first running number of this meeting.
    pub first_minute: u32,
    /// The level of an item's heading in a web page, 2 or 3.
    pub heading_level: u8,
    /// Whether minutes end with a line for the chair's signature.
    pub signature: bool,
}

/// The language of dates and labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// British English.
    #[default]
    English,
    /// American English, with the month before the day.
    American,
    /// Welsh.
    Welsh,
}

impl Language {
    /// The tag that documents carry.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::American => "en-US",
            Self::Welsh => "cy-GB",
        }
    }
}

/// How decisions are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numbering {
    /// "1."
    #[default]
    Decimal,
    /// "(a)"
    Letters,
    /// "(1)"
    Brackets,
    /// "i."
    Roman,
}

impl Numbering {
    /// The number of the `n`th entry, from 1, without its punctuation.
    pub fn bare(self, n: usize) -> String {
        match self {
            Self::Decimal | Self::Brackets => n.to_string(),
            Self::Letters => letters(n),
            Self::Roman => roman(n),
        }
    }

    /// The number as it stands before the entry: "1.", "(a)", "i."
    pub fn printed(self, n: usize) -> String {
        let bare = self.bare(n);
        match self {
            Self::Decimal | Self::Roman => format!("{bare}."),
            Self::Letters | Self::Brackets => format!("({bare})"),
        }
    }
}

/// a to z, then aa, ab and so on.
fn letters(mut n: usize) -> String {
    let mut word = Vec::new();
    while n > 0 {
        n -= 1;
        word.push(u8::try_from(n % 26).map_or('a', |at| char::from(b'a' + at)));
        n /= 26;
    }
    word.iter().rev().collect()
}

/// Small Roman numerals.
fn roman(mut n: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut word = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            word.push_str(sign);
            n -= value;
        }
    }
    word
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
            language: Language::English,
            resolved: String::new(),
            recommended: String::new(),
            resolved_inline: false,
            numbering: Numbering::Decimal,
            minute_number: String::new(),
            first_minute: 1,
            heading_level: 2,
            signature: true,
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
