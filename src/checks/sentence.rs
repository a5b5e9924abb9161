//! Where sentences begin and end, in minutes as clerks type them: titles, initials, clock times, numbered points,
//! and the full stop that lost its space.

use std::ops::Range;

/// Short forms after which a full stop never ends a sentence.
const NEVER: &[&str] = &[
    "cllr", "cllrs", "cnllr", "cncllr", "cncllrs", "cr", "mr", "mrs", "ms", "mx", "dr", "rev", "revd",
    "prof", "hon", "sir", "st", "sgt", "insp", "supt", "pc", "capt", "col", "lt", "gen", "ald", "fr",
    "approx", "e.g", "i.e", "eg", "ie", "viz", "cf", "vs", "v", "para", "paras", "ref", "refs", "dept",
    "min", "mins", "incl", "esp", "messrs", "re", "c", "etc",
];
/// Short forms that end a sentence only before a capital.
const PERHAPS: &[&str] = &[
    "ltd", "co", "inc", "plc", "am", "pm", "a.m", "p.m", "rd", "ave", "jr", "snr", "tel", "ext", "est",
    "jan", "feb", "aug", "sept", "oct", "nov", "dec",
];
/// Short forms that want a number after them.
const BEFORE_NUMBER: &[&str] =
    &["no", "nos", "p", "pp", "fig", "art", "sec", "vol", "sch", "reg", "ch", "app"];
/// Words that begin a sentence far more often than they follow an initial or stand inside a name.
const STARTERS: &[&str] = &[
    "the",
    "it",
    "he",
    "she",
    "they",
    "this",
    "that",
    "these",
    "those",
    "a",
    "an",
    "in",
    "on",
    "at",
    "we",
    "there",
    "members",
    "resolved",
    "agreed",
    "action",
    "councillor",
    "cllr",
    "mr",
    "mrs",
    "ms",
    "following",
    "after",
    "as",
    "if",
    "when",
    "no",
];

/// The sentences of a paragraph as byte ranges, in order, without the space around them.
///
/// A line break always ends one. Nothing but white space is ever left out.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut resume = 0;
    for (at, ch) in text.char_indices() {
        if at < resume {
            continue;
        }
        match ch {
            '\n' => {
                push(text, start..at, &mut found);
                start = at + 1;
            }
            '.' | '!' | '?' => {
                let end = past_closers(text, at);
                resume = end;
                if ends(text, start, at, end, ch) {
                    push(text, start..end, &mut found);
                    start = end;
                }
            }
            _ => {}
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Keeps a range without the white space at its ends, unless nothing is left.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(piece) = text.get(range.clone()) else { return };
    let lead = piece.len() - piece.trim_start().len();
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + lead;
        found.push(start..start + trimmed.len());
    }
}

/// The end of a run of stops and of the quotes and brackets that close after it.
fn past_closers(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let run = rest.trim_start_matches(['.', '!', '?', '\u{2026}']);
    let run = run.trim_start_matches([')', ']', '"', '\u{201d}', '\u{2019}']);
    text.len() - run.len()
}

/// Whether the stop at `at`, closed at `end`, ends the sentence begun at `start`.
fn ends(text: &str, start: usize, at: usize, end: usize, stop: char) -> bool {
    let before = text.get(start..at).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let Some(next) = after.chars().next() else { return true };
    let word = last_word(before);
    if !next.is_whitespace() {
        return glued(word, after, stop);
    }
    let ahead = after.trim_start();
    let Some(first) = ahead.chars().next() else { return true };
    if stop != '.' {
        return !first.is_lowercase();
    }
    let lower = word.to_lowercase();
    if before.trim().chars().all(|c| c.is_ascii_digit() || c == '(') {
        return false; // "1. The", a numbered point
    }
    if NEVER.contains(&lower.as_str()) {
        return false;
    }
    if BEFORE_NUMBER.contains(&lower.as_str()) && first.is_ascii_digit() {
        return false;
    }
    if PERHAPS.contains(&lower.as_str()) || word.contains('.') && !word.chars().any(|c| c.is_ascii_digit()) {
        return first.is_uppercase() && (lower != "co");
    }
    if is_initial(word) {
        return STARTERS.contains(&first_word(ahead).as_str());
    }
    !(first.is_lowercase() && (word.chars().count() < 4 || text.get(at..end).is_some_and(|s| s.len() > 1)))
}

/// "2015.The" ends a sentence, "4.30", "b.smith@x" and "Modern.Gov" do not.
fn glued(word: &str, after: &str, stop: char) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if !next.is_uppercase() || word.contains(['.', '@', '/']) || is_initial(word) {
        return false;
    }
    let begins = STARTERS.contains(&first_word(after).as_str());
    begins || stop != '.' || word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty()
}

/// A single capital, as in "J. Elder".
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// The unbroken run of letters, digits and stops that ends `text`.
fn last_word(text: &str) -> &str {
    let cut = text
        .char_indices()
        .rev()
        .find(|(_, c)| {
            c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\u{201c}' | '\u{2018}' | ',' | ';')
        })
        .map_or(0, |(at, c)| at + c.len_utf8());
    text.get(cut..).unwrap_or_default()
}

/// The letters that begin `text`, in small letters.
fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn short_forms_do_not_end_a_sentence() {
        for one in [
            "Cllr. Birch thanked Dr. Rowan.",
            "The meeting closed at 5.30 pm and resumed at 6.00 p.m. in the hall.",
            "See No. 4 and paras. 3.1 to 3.4.",
            "J. Elder and R. M. Ash abstained.",
            "1. The Clerk to write to the county.",
            "Benches, bins, etc. were inspected.",
            "The address is clerk@fenwick.example.org for now.",
            "The list was in Modern.Gov already.",
        ] {
            assert_eq!(split(one), [one]);
        }
    }

    #[test]
    fn ends_are_found() {
        assert_eq!(split("It rose in 2019.The  figure fell."), ["It rose in 2019.", "The  figure fell."]);
        assert_eq!(split("All agreed.  Nobody spoke!  Why?"), ["All agreed.", "Nobody spoke!", "Why?"]);
        assert_eq!(
            split("It closed at 9.05 p.m. The chair left."),
            ["It closed at 9.05 p.m.", "The chair left."]
        );
        assert_eq!(
            split("(He left.) She \u{201c}stayed.\u{201d} Done"),
            ["(He left.)", "She \u{201c}stayed.\u{201d}", "Done"]
        );
        assert_eq!(split("one\ntwo\n\nthree"), ["one", "two", "three"]);
        assert_eq!(split("See Annex B. The plan stood."), ["See Annex B.", "The plan stood."]);
        assert_eq!(split("He said no. The vote fell."), ["He said no.", "The vote fell."]);
        assert!(sentences("  \u{a0}\n").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn only_space_is_left_out(text in "[A-Za-z0-9 .!?\n\u{2019}]{0,60}") {
            let kept: String = sentences(&text).into_iter().map(|r| text[r].to_owned()).collect();
            let strip = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(strip(&kept), strip(&text));
        }
    }
}
