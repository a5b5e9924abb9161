//! Pasted text, made fit to be minuted: its line breaks are line breaks, its control characters are seen and not obeyed.

/// Line breaks of every kind become `\n`; other control characters become their pictures (`␛` for Escape), so that nothing
/// is lost in silence and nothing moves the terminal. Tabs stay.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            // Word's break within a paragraph, a page's end, and the breaks that Unicode added.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            _ if c.is_control() => out.push(picture(c)),
            _ => out.push(c),
        }
    }
    out
}

/// The picture of a control character.
fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_one_kind_and_control_characters_are_pictures() {
        for (pasted, want) in [
            ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
            ("a\r\r\nb", "a\n\nb"),
            ("a\u{b}b\u{2029}c", "a\nb\nc"),
            ("a\tb", "a\tb"),
            ("\u{1b}[2J\u{7}\u{0}", "␛[2J␇␀"),
            ("\u{9b}2J\u{7f}", "\u{fffd}2J␡"),
            ("“naïve” – £5 日本 👩‍👧", "“naïve” – £5 日本 👩‍👧"),
        ] {
            assert_eq!(normal(pasted), want);
        }
    }
}
