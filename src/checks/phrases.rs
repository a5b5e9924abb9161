//! Phrases: a short code and a space become words, with places to fill; and codes for the people of a meeting.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use thiserror::Error;

/// The sets that come with the program, each by the name of the house style that it goes with.
const SHIPPED: &[(&str, &str)] = &[
    (USUAL, include_str!("../../templates/phrases/scrutiny.ron")),
    ("cabinet", include_str!("../../templates/phrases/cabinet.ron")),
    ("parish", include_str!("../../templates/phrases/parish.ron")),
    ("governors", include_str!("../../templates/phrases/governors.ron")),
    ("nhs-board", include_str!("../../templates/phrases/nhs-board.ron")),
    ("us-city", include_str!("../../templates/phrases/us-city.ron")),
];

/// The set that stands under every other.
const USUAL: &str = "scrutiny";

/// Short English words that no code may be, whatever the dictionary at hand.
const ENGLISH: &str = "a i am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we act add age ago aid all \
and any are art ask ate bad bag ban bar bat bed bid big bin bit bus but buy can cap car cat cow cut day did die dog dry due ear eat \
end eye far fat few fit fix fly for fun gap gas get got gun had has hat her him his hit hot how ill its job key law lay led leg let \
lie lit lot low man map may men met mix net new nor not now off old one our out own pay per pet pit put ran red rid row run sat saw \
say sea see set she sit six sky son sum sun tax tea ten the tie tip too top try two use van war was way wet who why win won yes yet \
you also been both came each even fact from gave give goes good have here into item just keep kept know last left less like made make \
many more most much must near next note once only open over paid part plan read said same seen sent some such take than that them \
then they this time took upon very vote want well went were what when will with work year your";

/// Why a code or a line of a file of phrases is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PhraseError {
    /// The code is an English word, so it would be expanded when the word was meant.
    #[error("\u{201c}{0}\u{201d} is an English word; choose a code that is none")]
    EnglishWord(String),
    /// A code is letters and digits only, at least two.
    #[error("\u{201c}{0}\u{201d} cannot be a code: two to twelve letters or digits, without spaces")]
    NotACode(String),
    /// The code means something already.
    #[error("\u{201c}{0}\u{201d} is a code already, for \u{201c}{1}\u{201d}")]
    Taken(String, String),
    /// A line has no equals sign.
    #[error("a code, \u{201c}=\u{201d} and its words were expected")]
    NoWords,
    /// A shipped set cannot be read.
    #[error("the phrases cannot be read: {0}")]
    Unreadable(String),
}

/// A line of a clerk's own file that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// The line, from 1; 0 for a phrase made in this session.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// A place to fill in an expanded phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, as in `{who}`.
    pub name: String,
    /// Where it stands in the expanded text, with its braces.
    pub at: Range<usize>,
}

/// The places to fill in a text, in order.
pub(super) fn places(text: &str) -> Vec<Place> {
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
    places
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
        Self { text: text.to_owned(), places: places(text) }
    }
}

/// A set of phrases by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases(BTreeMap<String, Phrase>);

/// The words of a code, and the line of the file that gave them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Phrase {
    words: String,
    line: usize,
}

impl Phrases {
    /// The names of the shipped sets.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// A shipped set; `None` for a name that is none of them.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(own, _)| *own == name)?;
        Self::from_ron(text).ok()
    }

    /// Reads a map of code to words in RON.
    fn from_ron(text: &str) -> Result<Self, PhraseError> {
        let read: BTreeMap<String, String> =
            ron::from_str(text).map_err(|error| PhraseError::Unreadable(error.to_string()))?;
        let mut set = Self::default();
        for (code, words) in read {
            set.add(&code, &words, |_| false)?;
        }
        Ok(set)
    }

    /// Reads a clerk's own file: a code, "=", and its words on each line; lines that begin with "#" are remarks. Lines that
    /// cannot be used are given back with the reason, and the others are used all the same.
    ///
    /// A space at the end of the words is added unless they end a sentence.
    pub fn from_lines(text: &str) -> (Self, Vec<BadLine>) {
        let mut set = Self::default();
        let mut bad = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (line, words) in (1..).zip(text.lines().map(str::trim)) {
            if words.is_empty() || words.starts_with('#') {
                continue;
            }
            if let Err(why) = set.add_line(words, line) {
                bad.push(BadLine { line, why: why.to_string() });
            }
        }
        (set, bad)
    }

    fn add_line(&mut self, text: &str, line: usize) -> Result<(), PhraseError> {
        let (code, words) = text.split_once('=').ok_or(PhraseError::NoWords)?;
        let (code, words) = (code.trim(), words.trim());
        if words.is_empty() {
            return Err(PhraseError::NoWords);
        }
        if let Some(known) = self.0.get(&code.to_lowercase()) {
            return Err(PhraseError::Taken(code.to_owned(), known.words.trim().to_owned()));
        }
        self.add(code, &spaced(words), |_| false)?;
        if let Some(phrase) = self.0.get_mut(&code.to_lowercase()) {
            phrase.line = line;
        }
        Ok(())
    }

    /// Adds or replaces a phrase; `is_word` tells whether a code is an English word.
    ///
    /// # Errors
    /// Where the code can be none.
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
        if is_english(&lower) || is_word(&lower) {
            return Err(PhraseError::EnglishWord(code.to_owned()));
        }
        self.0.insert(lower, Phrase { words: words.to_owned(), line: 0 });
        Ok(())
    }

    /// Takes out every code that is an English word after all; gives the lines that go.
    fn without(&mut self, is_word: impl Fn(&str) -> bool) -> Vec<BadLine> {
        let mut bad = Vec::new();
        self.0.retain(|code, phrase| {
            // What holds a figure or is no word by itself is in no dictionary, whatever a speller passes over.
            let is_word = code.chars().all(char::is_alphabetic) && is_word(code);
            if is_word {
                let why = PhraseError::EnglishWord(code.clone()).to_string();
                bad.push(BadLine { line: phrase.line, why });
            }
            !is_word
        });
        bad
    }

    fn words(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(|phrase| phrase.words.as_str())
    }

    /// The words of a code, in whatever case it is typed.
    pub fn expand(&self, code: &str) -> Option<Expansion> {
        self.words(&code.to_lowercase()).map(Expansion::new)
    }

    /// Every code with its words, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, phrase)| (code.as_str(), phrase.words.as_str()))
    }
}

/// All phrases at hand: the clerk's own, under them the set of the meeting's house style, under that the usual set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseBook {
    sets: Vec<(&'static str, Phrases)>,
    own: Phrases,
}

impl Default for PhraseBook {
    fn default() -> Self {
        Self::new(Phrases::default())
    }
}

impl PhraseBook {
    /// The sets that ship, with the clerk's own phrases over them.
    pub fn new(own: Phrases) -> Self {
        let sets = SHIPPED.iter().filter_map(|(name, _)| Some((*name, Phrases::shipped(name)?)));
        Self { sets: sets.collect(), own }
    }

    /// The layers for a set, the uppermost first.
    fn layers(&self, set: &str) -> impl Iterator<Item = &Phrases> {
        let named = |name: &str| self.sets.iter().find(|(own, _)| *own == name).map(|(_, set)| set);
        [Some(&self.own), named(set), named(USUAL)].into_iter().flatten()
    }

    /// The words of a code as it was typed. One typed all in capitals is an acronym, and no code.
    ///
    /// `set` is asked for only where the code is one in some set.
    pub fn expand(&self, code: &str, set: impl FnOnce() -> &'static str) -> Option<Expansion> {
        let lower = code.to_lowercase();
        let known = self.own.0.contains_key(&lower)
            || self.sets.iter().any(|(_, phrases)| phrases.0.contains_key(&lower));
        if !known || code.chars().all(|c| c.is_uppercase() || c.is_numeric()) {
            return None;
        }
        self.layers(set()).find_map(|phrases| phrases.words(&lower)).map(Expansion::new)
    }

    /// Every code of a set with its words, by code.
    pub fn all(&self, set: &str) -> BTreeMap<&str, &str> {
        let mut all = BTreeMap::new();
        for layer in self.layers(set).collect::<Vec<_>>().into_iter().rev() {
            all.extend(layer.iter());
        }
        all
    }

    /// Adds a phrase of the clerk's own; gives its line for the clerk's file.
    ///
    /// # Errors
    /// Where the code can be none, or is one already.
    pub fn make(
        &mut self,
        (code, words): (&str, &str),
        set: &str,
        is_word: impl Fn(&str) -> bool,
    ) -> Result<String, PhraseError> {
        let lower = code.to_lowercase();
        if let Some(known) = self.layers(set).find_map(|phrases| phrases.words(&lower)) {
            return Err(PhraseError::Taken(code.to_owned(), known.trim().to_owned()));
        }
        let words = words.trim();
        if words.is_empty() {
            return Err(PhraseError::NoWords);
        }
        let is_word = |code: &str| code.chars().all(char::is_alphabetic) && is_word(code);
        self.own.add(&lower, &spaced(words), is_word)?;
        Ok(format!("{lower} = {words}"))
    }

    /// Takes out the clerk's own codes that a dictionary knows; gives the lines that go.
    pub fn hold_to(&mut self, is_word: impl Fn(&str) -> bool) -> Vec<BadLine> {
        self.own.without(is_word)
    }
}

/// Words with a space behind them, unless they end a sentence.
fn spaced(words: &str) -> String {
    let gap = if words.ends_with(['.', '!', '?']) { "" } else { " " };
    format!("{words}{gap}")
}

fn is_english(lower: &str) -> bool {
    ENGLISH.split_ascii_whitespace().any(|word| word == lower)
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
        for style in ["scrutiny", "cabinet", "parish", "governors", "nhs-board", "us-city"] {
            assert!(crate::meeting::HouseStyle::named(style).is_some() && Phrases::shipped(style).is_some());
        }
        for name in Phrases::shipped_names() {
            let set = Phrases::shipped(name).unwrap();
            assert!(set.iter().count() >= 20, "{name}");
            for (code, words) in set.iter() {
                let made = set.expand(code).unwrap();
                assert_eq!(made.places.len(), words.matches('{').count(), "{name} {code}");
                assert!(words.ends_with([' ', '.']) || words.starts_with("a "), "{name} {code}");
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
        assert!(matches!(Phrases::from_ron("{"), Err(PhraseError::Unreadable(_))));
    }

    #[test]
    fn own_file() {
        let text = "\u{feff}# mine\r\nhmt = The harbour master told {who} that\nclx=It closed.\n";
        let (set, bad) = Phrases::from_lines(text);
        assert!(bad.is_empty());
        assert_eq!(set.expand("hmt").unwrap().text, "The harbour master told {who} that ");
        assert_eq!(set.expand("clx").unwrap().text, "It closed.");
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_work() {
        let (set, bad) =
            Phrases::from_lines("nothing here\nhmt = x\nthe = y\nh-t = z\nhmt = again\nhq =\nkk = k");
        let told: Vec<(usize, &str)> = bad.iter().map(|bad| (bad.line, bad.why.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "a code, “=” and its words were expected"),
                (3, "“the” is an English word; choose a code that is none"),
                (4, "“h-t” cannot be a code: two to twelve letters or digits, without spaces"),
                (5, "“hmt” is a code already, for “x”"),
                (6, "a code, “=” and its words were expected"),
            ]
        );
        assert_eq!(set.iter().map(|(code, _)| code).collect::<Vec<_>>(), ["hmt", "kk"]);
    }

    #[test]
    fn the_own_stand_over_the_set_of_the_style_and_that_over_the_usual_one() {
        let (own, _) = Phrases::from_lines("tcd = The club discussed\npond = x");
        let mut book = PhraseBook::new(own);
        let words = |book: &PhraseBook, code: &str, set| book.expand(code, || set).map(|made| made.text);
        assert_eq!(words(&book, "tcd", "parish").as_deref(), Some("The club discussed "));
        assert_eq!(words(&book, "tcn", "parish").as_deref(), Some("The council noted "));
        assert_eq!(words(&book, "tcn", "scrutiny"), None);
        assert_eq!(words(&book, "tpd", "parish").as_deref(), Some("The panel discussed "));
        assert_eq!(words(&book, "Tpd", "parish").as_deref(), Some("The panel discussed "));
        assert_eq!(words(&book, "TPD", "parish"), None, "an acronym stays one");
        assert_eq!(book.all("parish").get("tcd"), Some(&"The club discussed "));
        assert_eq!(book.hold_to(|code| code == "pond").len(), 1);
        assert_eq!(words(&book, "pond", "parish"), None);
        let made = book.make(("Xq", " The ferry  "), "parish", |_| false);
        assert_eq!(made.as_deref(), Ok("xq = The ferry"));
        assert!(matches!(book.make(("tcn", "x"), "parish", |_| false), Err(PhraseError::Taken(..))));
        assert!(matches!(book.make(("xz", " "), "parish", |_| false), Err(PhraseError::NoWords)));
        assert!(matches!(book.make(("boat", "x"), "parish", |_| true), Err(PhraseError::EnglishWord(_))));
    }

    #[test]
    fn no_shipped_code_is_a_word() {
        use crate::checks::spelling::{Speller, shipped};
        let (aff, dic) = shipped::dictionary().unwrap();
        let speller = Speller::new(&aff, &dic, []).unwrap();
        for name in Phrases::shipped_names() {
            let mut set = Phrases::shipped(name).unwrap();
            assert_eq!(set.without(|code| speller.knows(code)), [], "{name}");
        }
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
