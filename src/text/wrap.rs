//! Soft wrap at word boundaries by the Unicode rules (UAX #14).
//!
//! The rows of a text are the bytes at which they begin. Spaces at a row's end hang: they take no room. A word longer than
//! the row is broken between graphemes. After an edit only the rows around it are laid out again.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation as _;

use super::shown::{cell_width, width};

/// The rows of one text at one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    width: usize,
    starts: Vec<usize>,
}

impl Rows {
    /// Lays a text out in rows of `width` cells (at least one).
    pub fn new(text: &str, width: usize) -> Self {
        let mut rows = Self { width: width.max(1), starts: vec![0] };
        rows.lay_out(text, 0, |_| false);
        rows
    }

    /// The width in cells for which the rows were laid out.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are; at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: a text without characters has one row.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of row `row` of the text; the last row's for a number past the end.
    pub fn range(&self, text: &str, row: usize) -> std::ops::Range<usize> {
        let row = row.min(self.starts.len().saturating_sub(1));
        let from = self.starts.get(row).copied().unwrap_or_default().min(text.len());
        let to = self.starts.get(row + 1).copied().unwrap_or(text.len()).clamp(from, text.len());
        from..to
    }

    /// The row on which the byte stands.
    pub fn row_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Lays out again after `old` bytes at `at` were replaced by `new` bytes; `text` is the new text.
    pub fn edited(&mut self, text: &str, at: usize, old: usize, new: usize) {
        // The row before may take in a word that became shorter, and a row that begins within a broken word depends on
        // the row before it: go back to the row before the edit's.
        let first = self.row_of(at).saturating_sub(2);
        let rest = self.starts.split_off(first + 1);
        let settled = at + new;
        let shift = |start: usize| (start + new).checked_sub(old);
        let known: Vec<usize> =
            rest.iter().filter(|start| **start > at + old).filter_map(|start| shift(*start)).collect();
        let mut next = known.iter().copied().peekable();
        let met = self.lay_out(text, first, |start| {
            while next.peek().is_some_and(|k| *k < start) {
                next.next();
            }
            start > settled && next.peek() == Some(&start)
        });
        if let Some(start) = met {
            self.starts.extend(known.iter().filter(|k| **k > start));
        }
    }

    /// Lays out from the row `first`, which is there, to the end, or until `settled` says of a row's start that all
    /// after it is known; then that start.
    fn lay_out(&mut self, text: &str, first: usize, mut settled: impl FnMut(usize) -> bool) -> Option<usize> {
        let base = self.starts.get(first).copied().unwrap_or_default();
        let rest = text.get(base..)?;
        let mut used = 0;
        let mut from = 0;
        for (to, _) in linebreaks(rest) {
            let piece = rest.get(from..to).unwrap_or_default();
            let word = piece.trim_end_matches([' ', '\t', '\u{a0}']);
            let cells = width(word);
            if used > 0 && used + cells > self.width {
                if self.start_row(base + from, &mut settled) {
                    return Some(base + from);
                }
                used = 0;
            }
            if cells > self.width {
                used = self.break_word(word, base + from);
                used += width(piece) - cells;
            } else {
                used += width(piece);
            }
            from = to;
        }
        None
    }

    fn start_row(&mut self, start: usize, settled: &mut impl FnMut(usize) -> bool) -> bool {
        self.starts.push(start);
        settled(start)
    }

    /// Breaks a word that is longer than a row; gives the cells used on its last row.
    fn break_word(&mut self, word: &str, base: usize) -> usize {
        let mut used = 0;
        for (at, grapheme) in word.grapheme_indices(true) {
            let cells = cell_width(grapheme);
            if used > 0 && used + cells > self.width {
                self.starts.push(base + at);
                used = 0;
            }
            used += cells;
        }
        used
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        let rows = Rows::new(text, width);
        (0..rows.len()).map(|row| &text[rows.range(text, row)]).collect()
    }

    #[test]
    fn words_stay_whole_and_spaces_hang() {
        let cases: [(&str, usize, &[&str]); 6] = [
            ("", 10, &[""]),
            ("The panel noted it", 9, &["The panel ", "noted it"]),
            ("abcdefghij", 4, &["abcd", "efgh", "ij"]),
            ("in abcdefghij", 4, &["in ", "abcd", "efgh", "ij"]),
            ("日本語の文", 4, &["日本", "語の", "文"]),
            ("(2016/0412) noted", 12, &["(2016/0412) ", "noted"]),
        ];
        for (text, width, want) in cases {
            assert_eq!(rows(text, width), want, "{text:?} at {width}");
        }
    }

    proptest! {
        #[test]
        fn an_edit_lays_out_as_from_nothing(
            text in "[a-z é日\u{301}-]{0,120}",
            put in "[a-z 日]{0,12}",
            from in 0usize..120,
            cut in 0usize..20,
            width in 1usize..24,
        ) {
            let mut at = from.min(text.len());
            while !text.is_char_boundary(at) { at -= 1; }
            let mut end = (at + cut).min(text.len());
            while !text.is_char_boundary(end) { end -= 1; }
            let mut laid = Rows::new(&text, width);
            let mut new = text.clone();
            new.replace_range(at..end, &put);
            laid.edited(&new, at, end - at, put.len());
            prop_assert_eq!(laid, Rows::new(&new, width));
        }

        #[test]
        fn no_row_is_wider_than_asked(text in "\\PC{0,80}", width in 2usize..20) {
            for row in rows(&text, width) {
                prop_assert!(super::width(row.trim_end_matches([' ', '\t', '\u{a0}'])) <= width, "{:?}", row);
            }
        }
    }
}
