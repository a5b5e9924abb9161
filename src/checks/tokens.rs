//! Words of a sentence with their places, and their stems.

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::quality::FixedState;

/// A word or a mark of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In small letters, with straight apostrophes.
    pub(super) lower: String,
    /// Where it stands, in bytes of the text.
    pub(super) at: Range<usize>,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// Whether it is all capitals and two to six letters long: initials of a person, or an acronym.
    pub(super) initials: bool,
}

impl Token {
    /// Whether it is a mark and not a word.
    pub(super) fn is_mark(&self) -> bool {
        !self.lower.chars().next().is_some_and(char::is_alphanumeric)
    }
}

/// What a text is known by, where to keep the texts themselves would take too much; the same in every run. A long meeting is
/// hashed after every pause, which the standard library's hasher takes its time for.
pub(super) fn number(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// Cuts a text into words (letters, digits, inner apostrophes, hyphens, stops and slashes) and single marks.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        let inner =
            matches!(ch, '\'' | '\u{2019}' | '-' | '.' | '/' | '&') && begun.is_some() && next_is_word;
        if ch.is_alphanumeric() || inner {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(start) = begun.take() {
            found.extend(token(text, start..at));
        }
        if !ch.is_whitespace() {
            found.extend(token(text, at..at + ch.len_utf8()));
        }
    }
    if let Some(start) = begun {
        found.extend(token(text, start..text.len()));
    }
    found
}

fn token(text: &str, at: Range<usize>) -> Option<Token> {
    let word = text.get(at.clone())?;
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initials = (2..=6).contains(&letters) && word.chars().all(char::is_uppercase);
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    Some(Token { lower, at, capital: word.chars().next().is_some_and(char::is_uppercase), initials })
}

/// A rough stem: endings off, so that "circulated", "circulating" and "circulation" meet.
pub(super) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(word);
    for (ending, instead) in [
        ("isations", "is"),
        ("isation", "is"),
        ("izations", "is"),
        ("ization", "is"),
        ("ations", "at"),
        ("ation", "at"),
        ("itions", "it"),
        ("ition", "it"),
        ("ements", "e"),
        ("ement", "e"),
        ("ments", ""),
        ("ment", ""),
        ("ities", "it"),
        ("ies", "y"),
        ("ings", ""),
        ("ing", ""),
        ("ied", "y"),
        ("ed", ""),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ions", ""),
        ("ion", ""),
        ("ities", "it"),
        ("ity", "it"),
        ("ally", "al"),
        ("ly", ""),
    ] {
        if let Some(head) = word.strip_suffix(ending)
            && head.chars().count() >= 3
        {
            return trim_e(&undouble(&format!("{head}{instead}")));
        }
    }
    let bare = match word.strip_suffix('s') {
        Some(head) if head.chars().count() >= 3 && !head.ends_with(['s', 'u', 'i']) => head,
        _ => word,
    };
    trim_e(bare)
}

fn trim_e(word: &str) -> String {
    match word.strip_suffix('e') {
        Some(head) if head.chars().count() >= 3 => head.to_owned(),
        _ => word.to_owned(),
    }
}

fn undouble(word: &str) -> String {
    let mut back = word.chars().rev();
    match (back.next(), back.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's' | 'e') => {
            word.strip_suffix(a).unwrap_or(word).to_owned()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        let words: Vec<String> =
            tokens("The Clerk\u{2019}s note, 5.30 pm (A/Senior).").into_iter().map(|t| t.lower).collect();
        assert_eq!(words, ["the", "clerk's", "note", ",", "5.30", "pm", "(", "a/senior", ")", "."]);
        let marks: Vec<bool> = tokens("MS, Ash").iter().map(|t| t.initials).collect();
        assert_eq!(marks, [true, false, false]);
    }

    #[test]
    fn stems_meet() {
        for (a, b) in [
            ("circulated", "circulate"),
            ("establishing", "establishment"),
            ("progress", "progress"),
            ("figures", "figure"),
            ("policies", "policy"),
            ("planned", "plan"),
            ("inspections", "inspect"),
            ("writes", "write"),
            ("sharing", "share"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} / {b}");
        }
    }
}
