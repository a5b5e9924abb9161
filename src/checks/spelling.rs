//! Spelling by a Hunspell dictionary, with the words of the meeting and of councils known besides.

pub mod shipped;

use std::collections::HashSet;
use std::ops::Range;

use spellbook::Dictionary;
use thiserror::Error;

/// Words of councils that dictionaries lack.
const COUNCIL: &str = include_str!("../../templates/council-words.txt");

/// Why a dictionary cannot be used.
#[derive(Debug, Error)]
#[error("the dictionary cannot be read: {0}")]
pub struct DictionaryError(String);

/// Words known besides a dictionary's.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Known in any case.
    small: HashSet<String>,
    /// Known with their capitals, and in capitals.
    capital: HashSet<String>,
}

impl Words {
    /// Makes the words of a text known: a word, a name, or a whole agenda item.
    pub fn learn(&mut self, text: &str) {
        for range in words(text) {
            let Some(word) = text.get(range).map(plain) else { continue };
            let parts = word.split('-').map(str::to_owned).collect::<Vec<_>>();
            for part in parts.into_iter().chain([word.clone()]).filter(|p| !p.is_empty()) {
                let part = possessor(&part).to_owned();
                if part.chars().any(char::is_uppercase) {
                    self.capital.insert(part.to_uppercase());
                    self.capital.insert(part);
                } else {
                    self.small.insert(part);
                }
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.capital.contains(word) || self.small.contains(&word.to_lowercase())
    }

    /// Whether another list knows all of these.
    pub fn is_within(&self, other: &Self) -> bool {
        self.small.is_subset(&other.small) && self.capital.is_subset(&other.capital)
    }

    fn iter(&self) -> impl Iterator<Item = &String> {
        self.small.iter().chain(&self.capital)
    }
}

/// A dictionary and the words known besides.
pub struct Speller {
    dictionary: Dictionary,
    words: Words,
}

impl std::fmt::Debug for Speller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Some hundred thousand words help nobody who debugs.
        f.debug_struct("Speller").finish_non_exhaustive()
    }
}

impl Speller {
    /// Reads a dictionary in the Hunspell form; `extra` are words known besides (names, words of the agenda, the
    /// clerk's own list).
    pub fn new<'a>(
        aff: &str,
        dic: &str,
        extra: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, DictionaryError> {
        let strip = |text: &str| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let dictionary =
            Dictionary::new(&strip(aff), &strip(dic)).map_err(|error| DictionaryError(error.to_string()))?;
        let mut words = Words::default();
        for word in COUNCIL.lines().filter(|line| !line.starts_with('#')).chain(extra) {
            words.learn(word);
        }
        Ok(Self { dictionary, words })
    }

    /// Where words stand that are not known. A word the caret touches is being typed and is left alone.
    pub fn doubtful(&self, text: &str, caret: Option<usize>) -> Vec<Range<usize>> {
        self.doubtful_beside(text, caret, &Words::default())
    }

    /// As [`Self::doubtful`], with the words of the meeting known besides.
    pub fn doubtful_beside(&self, text: &str, caret: Option<usize>, also: &Words) -> Vec<Range<usize>> {
        words(text)
            .filter(|at| caret.is_none_or(|caret| caret < at.start || caret > at.end))
            .filter(|at| text.get(at.clone()).is_some_and(|word| !self.knows_beside(word, also)))
            .collect()
    }

    /// Whether a word is known, whole, without its possessive, or in all its hyphened parts.
    pub fn knows(&self, word: &str) -> bool {
        self.knows_beside(word, &Words::default())
    }

    fn knows_beside(&self, word: &str, also: &Words) -> bool {
        let word = plain(word);
        if word.chars().any(|c| c.is_ascii_digit()) || word.chars().count() < 2 {
            return true;
        }
        if self.knows_part(&word, also) {
            return true;
        }
        let mut parts = word.split('-').filter(|p| !p.is_empty());
        word.contains('-') && parts.all(|part| part.chars().count() < 2 || self.knows_part(part, also))
    }

    fn knows_part(&self, part: &str, also: &Words) -> bool {
        let bare = possessor(part);
        self.knows_plain(part, also) || bare != part && self.knows_plain(bare, also)
    }

    fn knows_plain(&self, word: &str, also: &Words) -> bool {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let stem = word.strip_suffix('s').unwrap_or(word);
        let acronym = letters <= 6 && capitals >= 2 && stem.chars().all(char::is_uppercase);
        acronym
            || self.dictionary.check(word)
            || self.words.has(word)
            || also.has(word)
            || capitals == letters && self.dictionary.check(&word.to_lowercase())
    }

    /// What might have been meant, the likeliest first, in the case of the word. Slow: off the typing path only.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        self.suggest_beside(word, &Words::default())
    }

    /// As [`Self::suggest`], with the words of the meeting known besides, which come first: they are what is spoken of.
    pub fn suggest_beside(&self, word: &str, also: &Words) -> Vec<String> {
        let word = plain(word);
        let bare = possessor(&word);
        let ending = word.get(bare.len()..).unwrap_or_default();
        let mut found = Vec::new();
        self.dictionary.suggest(bare, &mut found);
        let close = |words: &Words| {
            let mut close: Vec<String> =
                words.iter().filter(|known| is_close(known, bare)).cloned().collect();
            close.sort();
            // A name in capitals is meant only where the word is in capitals.
            let shouted = bare.chars().all(char::is_uppercase);
            close.retain(|known| {
                shouted || known.chars().count() < 2 || !known.chars().all(char::is_uppercase)
            });
            close
        };
        let mut made: Vec<String> = Vec::new();
        for one in close(also).into_iter().chain(found).chain(close(&self.words)) {
            let one = format!("{one}{ending}");
            if !made.contains(&one) {
                made.push(one);
            }
        }
        made
    }
}

/// Straight apostrophes, as dictionaries have them.
fn plain(word: &str) -> String {
    word.replace('\u{2019}', "'")
}

/// A word without its possessive ending.
fn possessor(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word)
}

/// One letter changed, left out, put in, or two swapped; of words of four letters or more.
fn is_close(known: &str, word: &str) -> bool {
    let known: Vec<char> = known.to_lowercase().chars().collect();
    let word: Vec<char> = word.to_lowercase().chars().collect();
    if known.len() < 4 || known.len().abs_diff(word.len()) > 1 {
        return false;
    }
    let head = known.iter().zip(&word).take_while(|(one, other)| one == other).count();
    let rest = known.len().min(word.len()) - head;
    let backwards = known.iter().rev().zip(word.iter().rev()).take(rest);
    let tail = backwards.take_while(|(one, other)| one == other).count();
    let known = known.get(head..known.len() - tail).unwrap_or_default();
    let word = word.get(head..word.len() - tail).unwrap_or_default();
    match (known, word) {
        ([p, q], [r, s]) => p == s && q == r,
        _ => known.len() <= 1 && word.len() <= 1,
    }
}

/// Where words stand: letters and digits with inner apostrophes and hyphens; addresses and codes are passed over.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    chunks(text).flat_map(move |chunk| {
        let piece = text.get(chunk.clone()).unwrap_or_default();
        if piece.contains(['@', '\\', '_']) || piece.contains("://") || piece.starts_with("www.") {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut begun: Option<usize> = None;
        for (at, ch) in piece.char_indices() {
            if ch.is_alphanumeric() || begun.is_some() && matches!(ch, '\'' | '\u{2019}' | '-') {
                begun.get_or_insert(at);
            } else if let Some(start) = begun.take() {
                found.push(start..at);
            }
        }
        found.extend(begun.map(|start| start..piece.len()));
        found
            .into_iter()
            .filter_map(|r| {
                let word = piece.get(r.clone())?.trim_end_matches(['\'', '\u{2019}', '-']);
                Some(chunk.start + r.start..chunk.start + r.start + word.len())
            })
            .collect()
    })
}

/// The runs without white space.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(char::is_whitespace).map(move |piece| {
        let start = text.len().min(at);
        let gap = text.get(start + piece.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
        at = start + piece.len() + gap;
        start..start + piece.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFF: &str = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\nSFX S Y 1\nSFX S 0 s .\n";
    const DIC: &str =
        "13\nand\npond/S\nbench/S\nthe\nof\nvillage/S\nwas\nwell\nkept\nFrance\nmeeting/S\nit\nclosed\n";

    fn speller() -> Speller {
        Speller::new(AFF, DIC, ["Fenwick", "Ann Reed-Ash", "moorings"]).unwrap()
    }

    fn marked(text: &str, caret: Option<usize>) -> Vec<&str> {
        speller().doubtful(text, caret).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn unknown_words_are_marked() {
        assert_eq!(marked("The pnod of the vilage was kept.", None), ["pnod", "vilage"]);
        assert_eq!(marked("caf\u{e9} \u{a0}the  pond", None), ["caf\u{e9}"]);
        assert_eq!(marked("france fenwick", None), ["france", "fenwick"]);
    }

    #[test]
    fn what_is_left_alone() {
        for text in [
            "The POND of Fenwick. FENWICK.",
            "The village\u{2019}s ponds; the villages' pond; Fenwick's Cllrs",
            "well-kept pond-village 4th s106 21/00412/FUL 5.30",
            "the MASH, SEND; QRTs",
            "Ann Reed\u{2019}s Ash and Reed-Ash, Moorings",
            "it@pondx.example www.vilage.example https://vilage.example/qx C:\\qqx",
            "\u{2018}the pond\u{2019} \u{201c}was\u{201d} (closed)",
            "minuted and co-opted",
        ] {
            assert_eq!(marked(text, None), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn the_word_being_typed_is_left_alone() {
        assert_eq!(marked("the pnod", Some(8)), Vec::<&str>::new());
        assert_eq!(marked("the pnod ", Some(9)), ["pnod"]);
    }

    #[test]
    fn suggestions() {
        assert!(speller().suggest("pnod").contains(&"pond".to_owned()));
        assert!(speller().suggest("Fenwik").contains(&"Fenwick".to_owned()));
        assert!(speller().suggest("pnod\u{2019}s").contains(&"pond's".to_owned()));
        assert!(is_close("pond", "pnod") && is_close("bench", "benc") && !is_close("pond", "bank"));
        assert!(Speller::new("SFX A", "", []).is_err() || Speller::new("", "", []).is_ok());
    }
}
