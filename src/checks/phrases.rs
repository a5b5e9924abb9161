//! Phrases: a short code and a space become words, with places to fill; and codes for the people of a meeting.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use thiserror::Error;

/// The sets that come with the program, by name.
const SHIPPED: &[(&str, &str)] = &[
    ("scrutiny", include_str!("../../templates/phrases/scrutiny.ron")),
    ("cabinet", include_str!("../../templates/phrases/cabinet.ron")),
    ("parish", include_str!("../../templates/phrases/parish.ron")),
    ("governors", include_str!("../../templates/phrases/governors.ron")),
];

/// Short English words that no code may be, whatever the dictionary at hand.
const ENGLISH: &str = "a i am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we act add age ago aid all \
and any are art ask ate bad bag ban bar bat bed bid big bin bit bus but buy can cap car cat cow cut day did die dog dry due ear eat \
end eye far fat few fit fix fly for fun gap gas get got gun had has hat her him his hit hot how ill its job key law lay led leg let \
lie lit lot low man map may men met mix net new nor not now off old one our out own pay per pet pit put ran red rid row run sat saw \
say sea see set she sit six sky son sum sun tax tea ten the tie tip too top try two use van war was way wet who why win won yes yet \
you also been both came each even fact from gave give goes good have here into item just keep kept know last left less like made make \
many more most much must near next note once only open over paid part plan read said same seen sent some such take than that them \
then they this time took upon very vote want well went were what when will with work year your";

/// Why a code or a file of phrases is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PhraseError {
    /// The code is an English word, so it would be expanded when the word was meant.
    #[error("\u{201c}{0}\u{201d} is an English word; choose a code that is none")]
    EnglishWord(String),
    /// A code is letters and digits only, at least two.
    #[error("\u{201c}{0}\u{201d} cannot be a code: two to twelve letters or digits, without spaces")]
    NotACode(String),
    /// The file cannot be read as phrases.
    #[error("the phrases cannot be read: {0}")]
    Unreadable(String),
}

/// A place to fill in an expanded phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, as in `{who}`.
    pub name: String,
    /// Where it stands in the expanded text, with its braces.
    pub at: Range<usize>,
}

/// The words of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The words; places stand in them as `{who}`.
    pub text: String,
    /// The places, in order.
    pub places: Vec<Place>,
}

impl Expansion {
    fn new(text: &str) -> Self {
        let mut places = Vec::new();
        let mut open: Option<usize> = None;
        for (at, ch) in text.char_indices() {
            match ch {
                '{' => open = Some(at),
                '}' => {
                    if let Some(start) = open.take()
                        && let Some(name) = text.get(start + 1..at).filter(|n| !n.is_empty())
                    {
                        places.push(Place { name: name.to_owned(), at: start..at + 1 });
                    }
                }
                _ => {}
            }
        }
        Self { text: text.to_owned(), places }
    }
}

/// A set of phrases by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases(BTreeMap<String, String>);

impl Phrases {
    /// The names of the shipped sets.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// A shipped set; `None` for a name that is none of them.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(own, _)| *own == name)?;
        Self::from_ron(text, |_| false).ok()
    }

    /// Reads a map of code to words in RON. `is_word` tells whether a code is an English word.
    pub fn from_ron(text: &str, is_word: impl Fn(&str) -> bool) -> Result<Self, PhraseError> {
        let read: BTreeMap<String, String> =
            ron::from_str(text).map_err(|error| PhraseError::Unreadable(error.to_string()))?;
        Self::default().with_all(read, is_word)
    }

    /// Reads a clerk's own file: a code, "=", and its words on each line; lines that begin with "#" are remarks.
    ///
    /// A space at the end of the words is added unless they end a sentence.
    pub fn from_lines(text: &str, is_word: impl Fn(&str) -> bool) -> Result<Self, PhraseError> {
        let mut read = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (code, words) =
                line.split_once('=').ok_or_else(|| PhraseError::Unreadable(line.to_owned()))?;
            let words = words.trim();
            let gap = if words.ends_with(['.', '!', '?']) { "" } else { " " };
            read.insert(code.trim().to_owned(), format!("{words}{gap}"));
        }
        Self::default().with_all(read, is_word)
    }

    fn with_all(
        mut self,
        read: BTreeMap<String, String>,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<Self, PhraseError> {
        for (code, words) in read {
            self.add(&code, &words, &is_word)?;
        }
        Ok(self)
    }

    /// Adds or replaces a phrase.
    pub fn add(
        &mut self,
        code: &str,
        words: &str,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<(), PhraseError> {
        let lower = code.to_lowercase();
        if !(2..=12).contains(&lower.chars().count()) || !lower.chars().all(char::is_alphanumeric) {
            return Err(PhraseError::NotACode(code.to_owned()));
        }
        if ENGLISH.split_ascii_whitespace().any(|w| w == lower) || is_word(&lower) {
            return Err(PhraseError::EnglishWord(code.to_owned()));
        }
        self.0.insert(lower, words.to_owned());
        Ok(())
    }

    /// Everything of `other` over what is here.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The words of a code, in whatever case it is typed.
    pub fn expand(&self, code: &str) -> Option<Expansion> {
        self.0.get(&code.to_lowercase()).map(|text| Expansion::new(text))
    }

    /// Every code with its words, by code, for help and the palette.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, text)| (code.as_str(), text.as_str()))
    }
}

/// The code at the end of what stands before the caret, with its place: "tpd" in "Yes. tpd", ";hm" in "and ;hm".
pub fn code_before(text: &str, caret: usize) -> Option<(Range<usize>, &str)> {
    let before = text.get(..caret)?;
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            c.is_alphanumeric() || matches!(c, ';' | '\'' | '\u{2019}' | '-' | '@' | '.' | '/')
        })
        .last()
        .map(|(at, _)| at)?;
    let code = before.get(start..)?;
    let body = code.strip_prefix(';').unwrap_or(code);
    (!body.is_empty() && body.chars().all(char::is_alphanumeric)).then_some((start..caret, code))
}

/// A code for each person, in the order given: ";hm" for Helen Marsh, ";hma" for the next of those letters.
///
/// Whoever comes first keeps the short code, so a code never changes when somebody joins.
pub fn people_codes(names: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let code = candidates(name).into_iter().find(|c| !taken.contains(c)).unwrap_or_default();
            taken.insert(code.clone());
            code
        })
        .collect()
}

/// Codes for a name from the shortest on; the last ones are numbered.
fn candidates(name: &str) -> Vec<String> {
    const TITLES: &[&str] =
        &["cllr", "councillor", "mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "dame", "lord", "lady"];
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .filter(|w| !w.is_empty() && !TITLES.contains(&w.as_str()))
        .collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let last: Vec<char> = words.last().map(|w| w.chars().skip(1).collect()).unwrap_or_default();
    let longer = (0..=last.len()).map(|n| format!(";{initials}{}", last.iter().take(n).collect::<String>()));
    longer.chain((2..100).map(|n| format!(";{initials}{n}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_sets_are_whole() {
        for name in Phrases::shipped_names() {
            let set = Phrases::shipped(name).unwrap();
            assert!(set.iter().count() >= 20, "{name}");
            for (code, words) in set.iter() {
                let made = set.expand(code).unwrap();
                assert_eq!(made.places.len(), words.matches('{').count(), "{name} {code}");
                assert!(words.ends_with([' ', '.']) || code == "fmt", "{name} {code}");
            }
        }
        assert!(Phrases::shipped("opera").is_none());
        assert_eq!(Phrases::shipped("scrutiny").unwrap().expand("TPD").unwrap().text, "The panel discussed ");
    }

    #[test]
    fn places() {
        let made = Phrases::shipped("scrutiny").unwrap().expand("wpr").unwrap();
        let told: Vec<(&str, &str)> =
            made.places.iter().map(|p| (p.name.as_str(), &made.text[p.at.clone()])).collect();
        assert_eq!(told, [("who", "{who}"), ("what", "{what}"), ("when", "{when}")]);
    }

    #[test]
    fn refused_codes() {
        let mut set = Phrases::default();
        assert_eq!(set.add("the", "x", |_| false), Err(PhraseError::EnglishWord("the".to_owned())));
        assert_eq!(set.add("Pond", "x", |w| w == "pond"), Err(PhraseError::EnglishWord("Pond".to_owned())));
        for bad in ["", "q", "t d", ";hm", "verylongindeed"] {
            assert_eq!(set.add(bad, "x", |_| false), Err(PhraseError::NotACode(bad.to_owned())));
        }
        assert!(matches!(Phrases::from_ron("{", |_| false), Err(PhraseError::Unreadable(_))));
    }

    #[test]
    fn own_file() {
        let set =
            Phrases::from_lines("# mine\nhmt = The harbour master told {who} that\nclx=It closed.\n", |_| {
                false
            })
            .unwrap();
        assert_eq!(set.expand("hmt").unwrap().text, "The harbour master told {who} that ");
        assert_eq!(set.expand("clx").unwrap().text, "It closed.");
        assert!(Phrases::from_lines("nothing here", |_| false).is_err());
    }

    #[test]
    fn codes_of_people() {
        assert_eq!(
            people_codes(&["Helen Marsh", "Cllr Hugh Mott", "Henry Marsh", "Helen Marsh", "Jo Reed-Ash"]),
            [";hm", ";hmo", ";hma", ";hmar", ";jra"]
        );
    }

    #[test]
    fn the_code_before_the_caret() {
        assert_eq!(code_before("Yes. tpd", 8), Some((5..8, "tpd")));
        assert_eq!(code_before("and ;hm more", 7), Some((4..7, ";hm")));
        assert_eq!(code_before("re-tpd", 6), None);
        assert_eq!(code_before("x ", 2), None);
    }
}
