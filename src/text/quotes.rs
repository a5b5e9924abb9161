//! Quotes and dashes that turn into their printed forms while typing, as in Word.

/// What a typed character becomes behind `before`, and how many bytes of `before` go for it. None where it stays.
pub fn smart(before: &str, typed: char) -> Option<(usize, &'static str)> {
    let last = before.chars().next_back();
    let opens = match last {
        None => true,
        Some(c) => c.is_whitespace() || matches!(c, '(' | '[' | '{' | '–' | '—' | '-' | '/' | '“' | '‘'),
    };
    match typed {
        '\'' if opens => Some((0, "‘")),
        '\'' => Some((0, "’")),
        '"' if opens => Some((0, "“")),
        '"' => Some((0, "”")),
        // " - " becomes a dash as the space behind the hyphen is typed; "--" becomes one at once.
        ' ' if before.ends_with(" -") => Some((1, "– ")),
        '-' if last == Some('-') && !before.ends_with("---") => Some((1, "–")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_dashes_turn_as_in_word() {
        let cases = [
            ("", '\'', Some((0, "‘"))),
            ("the Council", '\'', Some((0, "’"))),
            ("called (", '"', Some((0, "“"))),
            ("called “Our Story", '"', Some((0, "”"))),
            ("improved", ' ', None),
            ("results -", ' ', Some((1, "– "))),
            ("a -", '-', Some((1, "–"))),
            ("x", 'y', None),
        ];
        for (before, typed, want) in cases {
            assert_eq!(smart(before, typed), want, "{before:?} {typed:?}");
        }
    }
}
