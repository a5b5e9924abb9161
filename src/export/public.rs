//! What may be published of exempt items.

use crate::meeting::{Item, Language};

/// The line that stands in the minutes where press and public were excluded.
pub(super) fn statutory_line(item: &Item, language: Language) -> String {
    let reason = item.head.exempt_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let paragraph = reason.and_then(paragraph);
    match (language, paragraph, reason) {
        (Language::Welsh, Some(n), _) => format!(
            "Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon o dan adran 100A(4) o Ddeddf Llywodraeth Leol 1972, gan fod \
             gwybodaeth esempt dan sylw fel y’i diffinnir ym mharagraff {n} o Atodlen 12A i’r Ddeddf."
        ),
        (Language::Welsh, None, Some(reason)) => {
            format!("Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon: {reason}")
        }
        (Language::Welsh, None, None) => "Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon.".to_owned(),
        (Language::English, Some(n), _) => format!(
            "The press and public were excluded for this item under section 100A(4) of the Local Government Act 1972, on the \
             grounds that it involved the likely disclosure of exempt information as defined in paragraph {n} of Part 1 of \
             Schedule 12A to the Act."
        ),
        (Language::American, Some(reason), _)
        | (Language::English | Language::American, None, Some(reason)) => {
            format!("The press and public were excluded for this item: {reason}")
        }
        (Language::English | Language::American, None, None) => {
            "The press and public were excluded for this item.".to_owned()
        }
    }
}

/// The paragraph number of Schedule 12A, where that is the reason: "3", "paragraph 3", "Paragraphs 1 and 2 of Schedule 12A".
fn paragraph(reason: &str) -> Option<&str> {
    let bare = |words: &str| words.chars().next().is_some_and(|c| c.is_ascii_digit());
    if bare(reason) && reason.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) {
        return Some(reason);
    }
    let (first, rest) = reason.split_once(' ')?;
    let named = matches!(first.to_lowercase().as_str(), "paragraph" | "paragraphs" | "para" | "paras");
    let end = rest.find(" of ").unwrap_or(rest.len());
    let number = rest.get(..end)?.trim().trim_end_matches('.');
    (named && bare(number) && number.len() < 12).then_some(number)
}
