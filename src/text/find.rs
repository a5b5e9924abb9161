//! Finding words in text without regard to case, accents and kinds of quotes.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One character in the form in which texts are compared: lower case, without accents, quotes and dashes straight.
fn folded_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        '’' | '‘' | 'ʼ' => out.push('\''),
        '“' | '”' => out.push('"'),
        '–' | '—' | '‑' => out.push('-'),
        '\u{a0}' => out.push(' '),
        'ß' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'æ' | 'Æ' => out.push_str("ae"),
        _ => out
            .extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
    }
}

/// The text in the form in which texts are compared.
pub fn fold(text: &str) -> String {
    let mut out = String::new();
    fold_into(text, &mut out);
    out
}

/// Puts the text, in the form in which texts are compared, into a buffer.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    out.reserve(text.len());
    let mut rest = text;
    // Long runs of plain letters are copied whole and made small at the end.
    while let Some(at) = first_of_another_script(rest.as_bytes()) {
        let (plain, other) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = other.chars();
        if let Some(c) = chars.next() {
            folded_char(c, out);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
}

/// The byte of the text from which the byte `at` of its folded form stems.
pub fn origin(text: &str, at: usize) -> usize {
    let (mut folded, mut here, mut buffer) = (0, 0, String::new());
    loop {
        let rest = text.get(here..).unwrap_or_default();
        let plain = first_of_another_script(rest.as_bytes()).unwrap_or(rest.len());
        if at <= folded + plain || plain == rest.len() {
            return (here + at.saturating_sub(folded)).min(text.len());
        }
        (folded, here) = (folded + plain, here + plain);
        let Some(c) = text.get(here..).and_then(|rest| rest.chars().next()) else { return text.len() };
        buffer.clear();
        folded_char(c, &mut buffer);
        if at < folded + buffer.len() {
            return here;
        }
        (folded, here) = (folded + buffer.len(), here + c.len_utf8());
    }
}

/// The first byte that is not ASCII, looked for by the block.
fn first_of_another_script(bytes: &[u8]) -> Option<usize> {
    let plain = bytes.chunks(64).take_while(|block| block.is_ascii()).map(<[u8]>::len).sum();
    let at = bytes.get(plain..)?.iter().position(|byte| !byte.is_ascii())?;
    Some(plain + at)
}

/// A text folded once, that knows where each folded byte came from.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    /// For each byte of the folded text, the byte of the original at which its character begins; then the end.
    origin: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            folded_char(c, &mut text);
            origin.resize(text.len(), at);
        }
        origin.push(original.len());
        Self { text, origin }
    }

    /// Every place at which the folded words stand, as byte ranges of the original.
    pub fn find_all(&self, folded_words: &str) -> Vec<std::ops::Range<usize>> {
        if folded_words.is_empty() {
            return Vec::new();
        }
        self.text
            .match_indices(folded_words)
            .filter_map(|(at, found)| Some(*self.origin.get(at)?..*self.origin.get(at + found.len())?))
            .filter(|range| range.start < range.end)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_quotes_do_not_matter() {
        let text = "Siân’s ‘Café’ – Straße";
        for (words, want) in
            [("sian's", "Siân’s"), ("'cafe'", "‘Café’"), ("- strasse", "– Straße"), ("IAN", "iân")]
        {
            let found = Folded::new(text).find_all(&fold(words));
            let found: Vec<_> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [want], "{words}");
        }
        assert!(Folded::new(text).find_all("").is_empty());
        let all = Folded::new(text);
        for at in 0..=all.text.len() {
            assert_eq!(origin(text, at), all.origin[at], "{at}");
        }
        let mut folded = String::from("what was there");
        fold_into(text, &mut folded);
        assert_eq!(folded, fold(text));
    }
}
