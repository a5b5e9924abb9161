//! Where the cursor goes: by grapheme and by word, as in Word.

use unicode_segmentation::UnicodeSegmentation as _;

/// The byte of the grapheme before `at`; `at` itself at the begin.
pub fn left(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.grapheme_indices(true).next_back()).map_or(0, |(byte, _)| byte)
}

/// The byte behind the grapheme at `at`; the end at the end.
pub fn right(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.graphemes(true).next())
        .map_or(text.len(), |grapheme| at + grapheme.len())
}

/// Kinds of graphemes between which a word move stops.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Letter,
    Sign,
}

fn kind(grapheme: &str) -> Kind {
    match grapheme.chars().next() {
        Some(c) if c.is_whitespace() => Kind::Space,
        Some(c) if c.is_alphanumeric() || matches!(c, '_' | '\'' | '’') => Kind::Letter,
        Some(_) | None => Kind::Sign,
    }
}

/// The begin of the word before `at`.
pub fn word_left(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let mut graphemes = before.grapheme_indices(true).rev().peekable();
    let mut byte = at;
    while let Some((start, _)) = graphemes.next_if(|(_, g)| kind(g) == Kind::Space) {
        byte = start;
    }
    let Some(wanted) = graphemes.peek().map(|(_, g)| kind(g)) else { return 0 };
    while let Some((start, _)) = graphemes.next_if(|(_, g)| kind(g) == wanted) {
        byte = start;
    }
    byte
}

/// The begin of the word after the one at `at`, spaces skipped.
pub fn word_right(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut graphemes = rest.grapheme_indices(true).peekable();
    let Some(wanted) = graphemes.peek().map(|(_, g)| kind(g)) else { return at };
    while graphemes.next_if(|(_, g)| kind(g) == wanted && wanted != Kind::Space).is_some() {}
    while graphemes.next_if(|(_, g)| kind(g) == Kind::Space).is_some() {}
    graphemes.peek().map_or(text.len(), |(byte, _)| at + byte)
}

/// The word around `at`, for a double click.
pub fn word_at(text: &str, at: usize) -> std::ops::Range<usize> {
    let mut found = at..at;
    for (start, piece) in text.split_word_bound_indices() {
        let range = start..start + piece.len();
        if range.contains(&at) || (range.end == at && at == text.len()) {
            found = range;
        }
    }
    found
}

/// The byte itself, or the border of a grapheme before it where it stands within one or behind the text.
pub fn snap(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_moves_stop_where_word_does() {
        let text = "The Chair’s note, 23.9% up";
        let mut at = 0;
        let mut stops = Vec::new();
        while at < text.len() {
            at = word_right(text, at);
            stops.push(&text[at..]);
        }
        assert_eq!(
            stops,
            [
                "Chair’s note, 23.9% up",
                "note, 23.9% up",
                ", 23.9% up",
                "23.9% up",
                ".9% up",
                "9% up",
                "% up",
                "up",
                ""
            ]
        );
        assert_eq!(word_left(text, text.len()), text.len() - 2);
        assert_eq!(word_left(text, 4), 0);
    }

    #[test]
    fn a_grapheme_is_one_move() {
        let text = "e\u{301}👩‍👩‍👧x";
        assert_eq!(right(text, 0), 3);
        assert_eq!(right(text, 3), text.len() - 1);
        assert_eq!(left(text, text.len() - 1), 3);
        assert_eq!(left(text, 0), 0);
    }
}
