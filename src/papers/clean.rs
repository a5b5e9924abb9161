//! Taking off what is no part of the words: invisible characters, file sizes, page ranges, lengths in minutes.

use super::pattern::pattern;

pattern! {
    FILE = r"(?i)\s*(?:\bpdf\s+e?icon\s+|\be?icon\s+)?\b(?:pdf|docx?|xlsx?|pptx?|rtf)\s+\d+(?:[.,]\d+)?\s*(?:kb|mb|b)\b\s*";
    ICON = r"(?i)\s*\bpdf\s+e?icon\b\s*";
    SIZE = r"(?i)\s*\(\s*\d+(?:\.\d+)?\s*(?:kb|mb|bytes)\s*\)\s*$";
    PAGES = r"(?i)\s*[\(\[]\s*(?:pages?|pp?\.?|tudalen(?:nau)?)\s*\d+\s*(?:(?:[-–—]|to)\s*\d+)?\s*[\)\]]\s*";
    RANGE_END = r"\s*(?:\t|\s{2,}|\.{4,}|\s\.{3,}|…+)\s*\d{1,3}\s*(?:[-–—]\s*\d{1,3})?\s*$";
    RANGE_LINE = r"^\(?\s*(?:[Pp]ages?\s*)?\d{1,3}\s*[-–—]\s*\d{1,3}\s*\)?$";
    STANDING = r"(?i)\s*\((?:standing item|(?:\p{L}+\s+){0,2}(?:attached|enclosed|herewith|circulated)|(?:\p{L}+\s+)?to follow|\s*verbal\s*)\)\s*\.?\s*$";
    LENGTH = r"(?i)\s*[\(\[]\s*(?:approx\.?\s*)?\d{1,3}(?:\s*[-–]\s*\d{1,3})?\s*(?:m|mins?|minutes)\b\.?(?:,\s*end by [^)\]]*)?[\)\]]\s*$";
    AT_CLOCK = r"(?i)\s*:\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)\s*$";
    LINK = r"!?\[([^\]\[]*)\]\((?:[^()\s]|\([^()]*\))*\)";
    EMPHASIS = r"(\*\*|__)([^*_]+)(\*\*|__)";
    ITALIC = r"(^|[\s(])[*_]([^*_\s](?:[^*_]*[^*_\s])?)[*_]($|[\s).,;:])";
    OF_ITEM = r"(?i)\s*,\s*(?:item|eitem)\s+[\w/.]+\.?\s*$";
    TAG_LINE = r"(?i)^</?(?:AI|TRAILER_SECTION|TITLE_SECTION|LAYOUT_SECTION|TITLED_COMMENT_LAYOUT_SECTION|COMMENT_LAYOUT_SECTION|HEADING_LAYOUT_SECTION|TITLE_ONLY_LAYOUT_SECTION|SUBNUMBER_LAYOUT_SECTION)[_A-Z]*\d*/?>$";
}

/// The text without characters that show nothing, no-break spaces as spaces.
pub(super) fn visible(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

/// The character as it shows, if it shows.
pub(super) fn shown(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0' => None,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2003}' | '\u{2002}' | '\u{2009}' => Some(' '),
        _ => Some(c),
    }
}

/// Every run of white space as one space.
pub(super) fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The first words of a line, by which a clerk finds it in the paper.
pub(super) fn beginning(text: &str) -> String {
    let words: String = text.chars().take(60).collect();
    if words.len() < text.len() { format!("{words} …") } else { words }
}

/// Whether a text is too long for a title: nothing stands at its end that is no part of it.
pub(super) fn is_prose(text: &str) -> bool {
    text.len() > 2_000
}

/// A title as it would be read out: no file size, page range, length in minutes or tag.
pub(super) fn title(text: &str) -> String {
    if is_prose(text) {
        return flat(text);
    }
    let mut text = FILE.with(text, " ");
    text = ICON.with(&text, " ");
    text = PAGES.with(&text, " ");
    for _ in 0..3 {
        text = SIZE.without(&text);
        text = RANGE_END.without(&text);
        text = STANDING.without(&text);
        text = LENGTH.without(&text);
        text = AT_CLOCK.without(&text);
    }
    flat(text.trim_end_matches(','))
}

/// A document's name: no file size, no ", item 5.".
pub(super) fn document(text: &str) -> String {
    let text = FILE.with(text, " ");
    let text = ICON.with(&text, " ");
    flat(&OF_ITEM.without(text.trim()))
}

/// Whether the line is a range of pages and nothing else.
pub(super) fn is_pages(text: &str) -> bool {
    RANGE_LINE.is(text) || (PAGES.is(text) && PAGES.without(text).trim().is_empty())
}

/// A line of a table of contents without its page.
pub(super) fn without_pages(text: &str) -> String {
    RANGE_END.without(text)
}

/// Whether a title is over: its range of pages stands behind it.
pub(super) fn ends_in_pages(text: &str) -> bool {
    text.ends_with(')') && PAGES.all(text).last().is_some_and(|g| g.after().is_empty())
}

/// Whether the line is a tag some agenda systems leave in their text.
pub(super) fn is_tag(text: &str) -> bool {
    TAG_LINE.is(text)
}

/// Markdown's marks taken off: links keep their words, emphasis goes.
pub(super) fn markdown(text: &str) -> String {
    let text = LINK.with(text, "$1");
    let text = EMPHASIS.with(&text, "$2");
    ITALIC.with(&text, "$1$2$3").replace('\\', "")
}

#[cfg(test)]
mod tests {
    use super::{document, title};

    #[test]
    fn titles_without_what_is_no_title() {
        for (text, want) in [
            ("Minutes pdf icon PDF 183 KB", "Minutes"),
            ("Roads PDF 1 MB", "Roads"),
            ("Roads (233Kb)", "Roads"),
            ("Roads (Pages 3 - 10)", "Roads"),
            ("Roads (15 min)", "Roads"),
            ("Roads (15 min, end by 6:30 p.m.)", "Roads"),
            ("Roads (standing item)", "Roads"),
            ("Roads: 4:45 p.m.", "Roads"),
            ("Urgent business (if any)", "Urgent business (if any)"),
            ("Budget 2025 - 2028", "Budget 2025 - 2028"),
        ] {
            assert_eq!(title(text), want, "{text}");
        }
        assert_eq!(document("Annex A , item 6. pdf icon PDF 640 KB"), "Annex A");
    }
}
