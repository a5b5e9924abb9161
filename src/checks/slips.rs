//! Slips of language and of fact in the minutes: each has a name, and is a hint only.

mod dates;
mod meeting;
mod names;
mod tense;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::phrases::{Place, places};
use super::sentence::sentences;
use super::tokens::{Token, tokens};

pub use meeting::{entries, marks, of_meeting, printed, silencing, with};

/// What kind of slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Present or future after a reporting verb.
    Tense,
    /// The same word twice running.
    DoubleWord,
    /// Two spaces where one will do.
    DoubleSpace,
    /// A role acts that nobody was introduced as.
    RoleNeverIntroduced,
    /// An acronym that is spelled out nowhere.
    AcronymNeverSpelledOut,
    /// A date of previous minutes that contradicts itself or lies after the meeting.
    PreviousDate,
    /// An apology from somebody who spoke.
    ApologyFromSpeaker,
    /// A place of a phrase that was never filled in: "{when}".
    UnfilledPlace,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Tense,
        Self::DoubleWord,
        Self::DoubleSpace,
        Self::RoleNeverIntroduced,
        Self::AcronymNeverSpelledOut,
        Self::PreviousDate,
        Self::ApologyFromSpeaker,
        Self::UnfilledPlace,
    ];

    /// Its name, for silencing and for machine-read output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tense => "tense",
            Self::DoubleWord => "double-word",
            Self::DoubleSpace => "double-space",
            Self::RoleNeverIntroduced => "role-never-introduced",
            Self::AcronymNeverSpelledOut => "acronym-never-spelled-out",
            Self::PreviousDate => "previous-date",
            Self::ApologyFromSpeaker => "apology-from-speaker",
            Self::UnfilledPlace => "unfilled-place",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A slip and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What kind it is.
    pub kind: Kind,
    /// In which of the texts, counted from 0.
    pub text: usize,
    /// Where in that text, in bytes.
    pub at: Range<usize>,
    /// One sentence for the clerk.
    pub message: Arc<str>,
}

/// A person of the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// The name as the roster has it.
    pub name: &'a str,
    /// The role, empty if there is none.
    pub role: &'a str,
}

/// What is known of the meeting besides its texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The people of the meeting.
    pub people: &'a [Person<'a>],
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// Names of those who sent apologies.
    pub apologies: &'a [&'a str],
    /// Names of those who spoke.
    pub speakers: &'a [&'a str],
    /// What else tells readers what acronyms mean and who holds which role.
    pub printed: Option<&'a Printed>,
}

/// What the agenda prints, read once: titles, documents, the body's name. Nothing printed is itself a slip.
#[derive(Debug, Clone, Default)]
pub struct Printed(names::Mentions);

impl Printed {
    /// Reads the printed texts.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = names::Mentions::default();
        for text in texts {
            all.add(names::Mentions::of(text, &tokens(text)));
        }
        Self(all)
    }
}

/// What one text says, read once: its own slips, and what is compared with the other texts.
#[derive(Debug, Clone, Default)]
pub struct Read {
    own: Vec<Slip>,
    mentions: names::Mentions,
    dated: Vec<dates::Written>,
    sentences: Vec<Range<usize>>,
}

impl Read {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let (words, sentences) = (tokens(text), sentences(text));
        Self {
            own: own(text, &words, &sentences),
            mentions: names::Mentions::of(text, &words),
            dated: dates::written(text, &sentences),
            sentences,
        }
    }

    /// The sentence in which a place stands.
    fn sentence_at(&self, at: usize) -> Option<Range<usize>> {
        self.sentences.iter().rfind(|range| range.start <= at && at < range.end).cloned()
    }
}

/// Every slip of the texts, in their order: those of one text, then those that need all of them.
pub fn all(texts: &[&str], context: &Context<'_>) -> Vec<Slip> {
    let read: Vec<Read> = texts.iter().map(|text| Read::new(text)).collect();
    let pairs: Vec<(&str, &Read)> = texts.iter().copied().zip(&read).collect();
    together(&pairs, context)
}

/// As [`all`], of texts that were read before.
pub fn together(texts: &[(&str, &Read)], context: &Context<'_>) -> Vec<Slip> {
    let numbered = texts.iter().enumerate();
    let own = |(number, (_, read)): (usize, &(&str, &Read))| -> Vec<Slip> {
        read.own.iter().map(|slip| Slip { text: number, ..slip.clone() }).collect()
    };
    let mut found: Vec<Slip> = numbered.flat_map(own).collect();
    let mentions: Vec<&names::Mentions> = texts.iter().map(|(_, read)| &read.mentions).collect();
    let nothing = Printed::default();
    let printed = &context.printed.unwrap_or(&nothing).0;
    found.extend(names::roles(&mentions, printed, context.people));
    found.extend(names::acronyms(&mentions, printed, context.people));
    found.extend(names::apologies(texts, context));
    found.extend(dates::previous(texts.iter().map(|(_, read)| read.dated.as_slice()), context.date));
    found.sort_by_key(|slip| (slip.text, slip.at.start, slip.kind));
    found
}

/// The slips that one text shows by itself.
pub fn in_text(text: &str) -> Vec<Slip> {
    own(text, &tokens(text), &sentences(text))
}

fn own(text: &str, words: &[Token], sentences: &[Range<usize>]) -> Vec<Slip> {
    let mut found = tense::slips(text, sentences);
    found.extend(double_words(text, words));
    found.extend(double_spaces(text));
    found.extend(unfilled_places(text));
    found
}

/// Words that no name says twice, as "Duran Duran" does.
const NEVER_TWICE: [&str; 18] = [
    "the",
    "a",
    "an",
    "this",
    "it",
    "in",
    "of",
    "to",
    "and",
    "cllr",
    "councillor",
    "mr",
    "mrs",
    "ms",
    "dr",
    "chair",
    "members",
    "officers",
];

/// A word that stands twice with nothing but space between.
fn double_words(text: &str, words: &[Token]) -> Vec<Slip> {
    words
        .windows(2)
        .filter_map(|pair| {
            let [first, second] = pair else { return None };
            let between = text.get(first.at.end..second.at.start)?;
            let same = first.lower == second.lower && !first.is_mark() && !between.is_empty();
            let meant = matches!(first.lower.as_str(), "had" | "that")
                || first.lower.chars().any(|c| c.is_ascii_digit())
                || between.contains('\n')
                || (first.capital && second.capital && !NEVER_TWICE.contains(&first.lower.as_str()));
            (same && !meant).then(|| Slip {
                kind: Kind::DoubleWord,
                text: 0,
                at: first.at.start..second.at.end,
                message: format!("\u{201c}{}\u{201d} stands twice.", second.lower).into(),
            })
        })
        .collect()
}

/// Places that a phrase left to be filled in: one or more words of small letters in braces.
fn unfilled_places(text: &str) -> Vec<Slip> {
    let left = |place: &Place| {
        place.name.starts_with(char::is_lowercase) && place.name.chars().all(|c| c.is_lowercase() || c == ' ')
    };
    let told = |place: Place| Slip {
        kind: Kind::UnfilledPlace,
        text: 0,
        at: place.at,
        message: format!("{{{}}} was never filled in.", place.name).into(),
    };
    places(text).into_iter().filter(left).map(told).collect()
}

/// Two or more spaces between words.
fn double_spaces(text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut inside = false;
    for (at, ch) in text.char_indices() {
        if ch == ' ' {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(start) = begun.take()
            && inside
            && at - start >= 2
            && ch != '\n'
        {
            let message = "Two spaces, where one will do.".into();
            found.push(Slip { kind: Kind::DoubleSpace, text: 0, at: start..at, message });
        }
        inside = ch != '\n';
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&'static str, &str)> {
        in_text(text).into_iter().map(|s| (s.kind.name(), &text[s.at])).collect()
    }

    #[test]
    fn doubled() {
        assert_eq!(
            kinds("The the hall was was cold."),
            [("double-word", "The the"), ("double-word", "was was")]
        );
        assert_eq!(kinds("They had had tea; that that was so. Duran Duran played. 20 20"), []);
        assert_eq!(kinds("One  two.  Three\n  four"), [("double-space", "  "), ("double-space", "  ")]);
    }

    #[test]
    fn names_are_kebab() {
        for kind in Kind::ALL {
            assert!(kind.to_string().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{kind}");
        }
    }

    #[test]
    fn texts_are_numbered_and_in_order() {
        let found = all(&["Fine.", "Not  so fine. The ZBA was here."], &Context::default());
        let told: Vec<(usize, &str)> = found.iter().map(|s| (s.text, s.kind.name())).collect();
        assert_eq!(told, [(1, "double-space"), (1, "acronym-never-spelled-out")]);
    }
}
