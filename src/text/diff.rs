//! What differs between two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// A piece of a text beside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the first only.
    Gone(String),
    /// In the second only.
    Come(String),
}

/// Both texts as one row of pieces. What is same and not gone makes the first, what is same and come the second.
pub fn words(from: &str, to: &str) -> Vec<Piece> {
    let diff = TextDiff::from_unicode_words(from, to);
    let (mut out, mut gone, mut come, mut space) = (Vec::new(), String::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
        let word = change.value();
        let open = !gone.is_empty() || !come.is_empty();
        match change.tag() {
            // A space between two words that changed changes with them: words apart read as one change.
            ChangeTag::Equal if open && word.trim().is_empty() => space.push_str(word),
            ChangeTag::Equal => {
                flush(&mut out, &mut gone, &mut come);
                same(&mut out, &std::mem::take(&mut space));
                same(&mut out, word);
            }
            ChangeTag::Delete => {
                both(&mut gone, &mut come, &std::mem::take(&mut space));
                gone.push_str(word);
            }
            ChangeTag::Insert => {
                both(&mut gone, &mut come, &std::mem::take(&mut space));
                come.push_str(word);
            }
        }
    }
    flush(&mut out, &mut gone, &mut come);
    same(&mut out, &space);
    out
}

fn both(gone: &mut String, come: &mut String, space: &str) {
    gone.push_str(space);
    come.push_str(space);
}

fn flush(out: &mut Vec<Piece>, gone: &mut String, come: &mut String) {
    if !gone.is_empty() {
        out.push(Piece::Gone(std::mem::take(gone)));
    }
    if !come.is_empty() {
        out.push(Piece::Come(std::mem::take(come)));
    }
}

fn same(out: &mut Vec<Piece>, word: &str) {
    match out.last_mut() {
        _ if word.is_empty() => {}
        Some(Piece::Same(text)) => text.push_str(word),
        Some(_) | None => out.push(Piece::Same(word.to_owned())),
    }
}

/// How alike two texts are, from 0 to 1: the part of their words that they share.
pub fn likeness(from: &str, to: &str) -> f32 {
    TextDiff::from_unicode_words(from, to).ratio()
}

/// How much two words are alike, letter by letter, from 0 (nothing in common) to 1.
pub fn likeness_of_letters(from: &str, to: &str) -> f32 {
    TextDiff::from_chars(from, to).ratio()
}

/// What became of a stretch of a signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It stands in both.
    Same,
    /// It was put in.
    Added,
    /// It was taken out.
    Removed,
}

/// Both texts as one with signs, `{+put in+}` and `[-taken out-]`, and the bytes of each piece, signs included.
pub fn marked(from: &str, to: &str) -> (String, Vec<(std::ops::Range<usize>, Tone)>) {
    let mut text = String::new();
    let mut tones = Vec::new();
    for piece in words(from, to) {
        let start = text.len();
        let tone = match &piece {
            Piece::Same(_) => Tone::Same,
            Piece::Gone(_) => Tone::Removed,
            Piece::Come(_) => Tone::Added,
        };
        text.push_str(&signed(std::slice::from_ref(&piece)));
        tones.push((start..text.len(), tone));
    }
    (text, tones)
}

/// The pieces with signs around what changed: "[-gone-]" and "{+come+}".
pub fn signed(pieces: &[Piece]) -> String {
    let sign = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Gone(text) => format!("[-{text}-]"),
        Piece::Come(text) => format!("{{+{text}+}}"),
    };
    pieces.iter().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_apart_that_changed_read_as_one_change() {
        let pieces = words("The panel noted the report.", "The panel received the paper.");
        assert_eq!(signed(&pieces), "The panel [-noted-]{+received+} the [-report-]{+paper+}.");
        assert_eq!(signed(&words("one two three", "four five three")), "[-one two-]{+four five+} three");
        assert_eq!(signed(&words("", "new")), "{+new+}");
        assert_eq!(signed(&words("same", "same")), "same");
    }

    proptest! {
        #[test]
        fn nothing_of_either_text_is_lost(from in "[a-c .\u{e9}]{0,24}", to in "[a-c .\u{e9}]{0,24}") {
            let (mut first, mut second) = (String::new(), String::new());
            for piece in words(&from, &to) {
                match piece {
                    Piece::Same(text) => {
                        first.push_str(&text);
                        second.push_str(&text);
                    }
                    Piece::Gone(text) => first.push_str(&text),
                    Piece::Come(text) => second.push_str(&text),
                }
            }
            prop_assert_eq!(first, from);
            prop_assert_eq!(second, to);
        }
    }
}
