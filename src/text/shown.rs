//! What a piece of text looks like in cells, and how control characters are shown instead of obeyed.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The width of a grapheme in cells: 0, 1 or 2. A tab and a control character count as the one cell of their stand-in.
pub fn cell_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    if stand_in(grapheme).is_some() { 1 } else { grapheme.width().min(2) }
}

/// The width of a text in cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let width = |(plain, piece): (bool, &str)| {
        if plain { piece.len() } else { piece.graphemes(true).map(cell_width).sum() }
    };
    pieces(text).map(width).sum()
}

/// A text in pieces that are plain, a cell a byte, and others in which graphemes must be looked for; no grapheme runs from
/// one piece into the next. Looking for graphemes is most of what a row costs, and most rows have but a sign or two.
pub fn pieces(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        // A plain character is one before another: whatever stands before a mark may carry it.
        let plain = bytes
            .iter()
            .zip(bytes.iter().skip(1).chain([&b' ']))
            .take_while(|(byte, next)| (b' '..=b'~').contains(*byte) && next.is_ascii())
            .count();
        let end = if plain > 0 { plain } else { other(bytes) };
        let (piece, after) = rest.split_at_checked(end).filter(|_| end > 0)?;
        rest = after;
        Some((plain > 0, piece))
    })
}

/// How long the piece at the begin is that is not plain: with the plain character behind it, which a sign before it may take
/// in.
fn other(bytes: &[u8]) -> usize {
    let printed = |byte: &u8| (b' '..=b'~').contains(byte);
    let mut last = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).is_none_or(u8::is_ascii);
        last = at + 1;
        if at > 0 && printed(byte) && next {
            break;
        }
    }
    last
}

/// The sign that is shown for a grapheme which must not reach the terminal: a control character, a mark that turns the
/// direction of writing, an invisible joiner on its own.
pub fn stand_in(grapheme: &str) -> Option<&'static str> {
    match grapheme.chars().next()? {
        '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\n' | '\r' => Some(" "),
        '\u{ad}' => Some("-"),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Some("\u{b7}")
        }
        c if c.is_control() => Some("\u{b7}"),
        _ => None,
    }
}

/// Whether a character can be the begin of a grapheme for which a stand-in is shown.
fn needs_stand_in(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{a0}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => true,
        c => c.is_control(),
    }
}

/// The text with every character that must not reach the terminal replaced by its stand-in.
pub fn shown(text: &str) -> Cow<'_, str> {
    // Characters, not graphemes: this is asked of every row of every frame, and nearly always the answer is no.
    if !text.chars().any(needs_stand_in) {
        return Cow::Borrowed(text);
    }
    text.graphemes(true).map(|g| stand_in(g).unwrap_or(g)).collect()
}

/// As much of the text as fits into `cells`, with "…" at its end where something was cut.
pub fn clip(text: &str, cells: usize) -> String {
    let text = shown(text);
    if width(&text) <= cells {
        return text.into_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += cell_width(grapheme);
        if used > cells {
            break;
        }
        out.push_str(grapheme);
    }
    if cells > 0 {
        out.push('…');
    }
    out
}

/// The byte of the grapheme that covers cell `column` of a text, or its end where the text is shorter.
pub fn byte_at_column(text: &str, column: usize) -> usize {
    let mut left = column;
    for (at, grapheme) in text.grapheme_indices(true) {
        let cells = cell_width(grapheme);
        if left < cells.max(1) && cells > 0 {
            return at;
        }
        left = left.saturating_sub(cells);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_terminal() {
        for (text, cells) in
            [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("\u{1b}[2J", 4), ("a\tb", 3), ("", 0)]
        {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn pieces_part_no_grapheme_and_are_the_text() {
        for text in [
            "",
            "abc",
            "· 1  Title",
            "e\u{301}t\u{e9} is",
            "\u{600}a bc",
            "a👩‍👩‍👧b c",
            "x\r\ny",
            "é",
            "a\tb c",
            "日本 go",
        ] {
            let cut: Vec<(bool, &str)> = pieces(text).collect();
            assert_eq!(cut.iter().map(|(_, piece)| *piece).collect::<String>(), text);
            let graphemes: Vec<&str> = cut.iter().flat_map(|(_, piece)| piece.graphemes(true)).collect();
            assert_eq!(graphemes, text.graphemes(true).collect::<Vec<_>>(), "{text:?}");
            assert!(cut.iter().all(|(plain, piece)| !plain || piece.is_ascii()), "{cut:?}");
        }
    }

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(shown("a\u{1b}[31mb\u{202e}c"), "a·[31mb·c");
        assert_eq!(clip("Réunion du 日本", 9), "Réunion …");
    }

    #[test]
    fn every_stand_in_is_looked_for() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let mut buffer = [0; 4];
            let text: &str = c.encode_utf8(&mut buffer);
            assert_eq!(needs_stand_in(c), stand_in(text).is_some(), "{c:?}");
        }
    }

    #[test]
    fn a_column_inside_a_wide_character_is_its_begin() {
        let cases = [(0, 0), (1, 1), (2, 1), (3, 4), (9, 5)];
        for (column, byte) in cases {
            assert_eq!(byte_at_column("a日b", column), byte, "column {column}");
        }
    }
}
