//! House style: a council's way of writing, as data.

use chrono::Timelike as _;
use serde::{Deserialize, Serialize};

use super::{InterestKind, OwnLabels, Quorum, Wording};

/// How a council writes its minutes. Every field has the reference form as its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the clerk's file")]
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
    /// Minute numbers in place of the agenda's: `{n}`, `{nn}` and `{nnn}` stand for the running number with so many digits at
    /// least, `{yy}`, `{yyyy}` and `{mm}` for the meeting's year and month. Empty for the agenda's own numbers.
    pub minute_number: String,
    /// The first running number of this meeting.
    pub first_minute: u32,
    /// The level of an item's heading in the CMS's box, 2 or 3; what is under it has 3.
    pub heading_level: u8,
    /// Whether minutes end with a line for the chair's signature.
    pub signature: bool,
    /// Whether minutes are put out in the order in which items were taken (else in the agenda's).
    pub order_taken: bool,
    /// How many members make a quorum, where the meeting names no number of its own.
    pub quorum: Quorum,
    /// Whether members who attend from afar count for quorum and votes: not in England (EWHC 1093 (Admin) of 2021).
    pub remote_counts: bool,
    /// The kinds of interest that are declared.
    pub interests: Vec<InterestKind>,
    /// Whether every decision names mover and seconder.
    pub mover_wanted: bool,
    /// After how many minutes a resolution is needed to go on; 0 for no limit.
    pub limit: u32,
    /// Whether the names of a recorded vote stand before its outcome (else behind it).
    pub names_first: bool,
    /// The usual words.
    pub wording: Wording,
    /// Labels other than those of the language: "Present", "Apologies for absence" and so on.
    pub labels: OwnLabels,
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
            order_taken: false,
            quorum: Quorum::default(),
            remote_counts: false,
            interests: english_interests(),
            mover_wanted: false,
            limit: 0,
            names_first: false,
            wording: Wording::default(),
            labels: OwnLabels::default(),
        }
    }
}

/// The kinds of interest of English councils.
fn english_interests() -> Vec<InterestKind> {
    [
        ("a disclosable pecuniary interest", true),
        ("an other registerable interest", true),
        ("a non-registerable interest", false),
        ("a personal interest", false),
        ("a prejudicial interest", true),
    ]
    .map(|(name, bars)| InterestKind { name: name.to_owned(), bars })
    .into()
}

/// The house styles that ship, by name.
const SHIPPED: [(&str, &str); 7] = [
    ("scrutiny", include_str!("../../templates/styles/scrutiny.ron")),
    ("cabinet", include_str!("../../templates/styles/cabinet.ron")),
    ("parish", include_str!("../../templates/styles/parish.ron")),
    ("governors", include_str!("../../templates/styles/governors.ron")),
    ("nhs-board", include_str!("../../templates/styles/nhs-board.ron")),
    ("us-city", include_str!("../../templates/styles/us-city.ron")),
    ("cymraeg", include_str!("../../templates/styles/cymraeg.ron")),
];

impl HouseStyle {
    /// The names of the styles that ship.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The shipped style of this name; the default for an empty one.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.is_empty() {
            return Some(Self::default());
        }
        let (_, source) = SHIPPED.iter().find(|(shipped, _)| shipped.eq_ignore_ascii_case(name))?;
        Self::from_ron(source).ok()
    }

    /// A style from its file; what the file does not say is as in the default.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub fn from_ron(source: &str) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(source)
    }

    /// The number of the `n`th minute of a meeting of this day, where the house has minute numbers of its own and the day is
    /// known as far as they need it.
    pub fn minute(&self, n: u32, date: Option<chrono::NaiveDate>) -> Option<String> {
        let form = self.minute_number.trim();
        let dated = form.contains("{yy}") || form.contains("{yyyy}") || form.contains("{mm}");
        if form.is_empty() || dated && date.is_none() {
            return None;
        }
        let n = self.first_minute.saturating_add(n.saturating_sub(1));
        let day = |form: &str| date.map(|date| date.format(form).to_string()).unwrap_or_default();
        let parts = [
            ("{n}", n.to_string()),
            ("{nn}", format!("{n:02}")),
            ("{nnn}", format!("{n:03}")),
            ("{yy}", day("%y")),
            ("{yyyy}", day("%Y")),
            ("{mm}", day("%m")),
        ];
        Some(parts.iter().fold(form.to_owned(), |number, (part, value)| number.replace(part, value)))
    }

    /// A time of day as the house writes it: "2.05 pm", "2:05 p.m." in America, or "14:05".
    pub fn time_of_day(&self, time: chrono::NaiveTime) -> String {
        if self.clock_24 {
            return time.format("%H:%M").to_string();
        }
        match self.language {
            Language::American => {
                let half = if time.hour() < 12 { "a.m." } else { "p.m." };
                format!("{} {half}", time.format("%-I:%M"))
            }
            Language::English | Language::Welsh => time.format("%-I.%M %P").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_style_can_be_read_and_the_first_is_the_default() {
        for (name, source) in SHIPPED {
            let read = HouseStyle::from_ron(source);
            assert!(read.is_ok(), "{name}: {read:?}");
        }
        assert_eq!(HouseStyle::named("scrutiny"), Some(HouseStyle::default()));
        assert_eq!(HouseStyle::named(""), Some(HouseStyle::default()));
        assert_eq!(HouseStyle::named("Parish").map(|style| style.resolved).as_deref(), Some("RESOLVED:"));
        assert_eq!(HouseStyle::named("nobody's"), None);
    }

    #[test]
    fn minute_numbers_run_on_and_carry_the_day() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 5, 12);
        let parish = HouseStyle { first_minute: 47, ..HouseStyle::named("parish").unwrap() };
        assert_eq!(parish.minute(1, day).as_deref(), Some("26/047"));
        assert_eq!(parish.minute(2, None), None);
        assert_eq!(HouseStyle::named("nhs-board").unwrap().minute(8, day).as_deref(), Some("05/26/08"));
        assert_eq!(HouseStyle::default().minute(8, day), None);
    }

    #[test]
    fn decisions_are_numbered_as_the_house_does() {
        let of = |numbering: Numbering| [1, 4, 27].map(|n| numbering.printed(n));
        assert_eq!(of(Numbering::Decimal), ["1.", "4.", "27."]);
        assert_eq!(of(Numbering::Letters), ["(a)", "(d)", "(aa)"]);
        assert_eq!(of(Numbering::Roman), ["i.", "iv.", "xxvii."]);
        assert_eq!(of(Numbering::Brackets), ["(1)", "(4)", "(27)"]);
    }
}
