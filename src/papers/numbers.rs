//! Numbers of items: which forms there are, and which follows which.

use super::pattern::pattern;

pattern! {
    ITEM_WORD = r"^(?i:agenda\s+)?(?i:item|eitem)\s+(?i:no\.?\s*)?(\d{1,3})([a-zA-Z]?)(?:\s*(?:[.:)]|[-–—]|$)\s*|\s{2,})(.*)$";
    DASHED = r"^([A-Z])[-–](\d{1,3})([.):]?)\s+(\S.*)$";
    CODED = r"^([A-Z][A-Za-z]{1,5}/(?:\d{1,4}/){1,2}|[A-Z]{1,5}[ -]?(?:\d{1,4}(?:-\d{2})?[/-]){1,2}|(?:20)?\d{2}/[A-Z]{1,4}/|[A-Z]{1,5}/)(\d{1,4})([a-z]?)[.:)]?(?:\s+(.*))?$";
    WHOLE = r"^(\d{1,2})\.0[.)]?(?:\s+(.*))?$";
    SLASH = r"^(\d{1,4})\s?/\s?(\d{1,4})(?:/[A-Za-z]{1,8})?([a-z]?)([.):]?)(?:\s+(.*))?$";
    DECIMAL = r"^(?:[*]\s*)?((?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)\.(\d{1,3})([a-z]?)([.)]?)(?:\s+(.*))?$";
    ARABIC = r"^[*]?\s*(\d{1,4})([a-zA-Z]?)(\.\)|[.):])(?:\s*(.*))?$";
    ROUND = r"^\((\d{1,3})\)\s*(.*)$";
    BARE = r"^(\d{1,3})([a-z]?)(?:[\s\t]+(.*))?$";
    ROMAN = r"^(\(?)([IVXL]{1,6}|[ivxl]{1,6})([.)])\s*(.*)$";
    LETTER = r"^(\(?)([A-Z]|[a-z])([.)])\s*(.*)$";
    NESTED = r"^(\d{1,3})\.\s?\(?([A-Za-z])[.)]\s*(.*)$";
    BULLET = r"^(?:[•·●▪◦‣∙○*]|[-–—])\s+(.*)$";
    UNIT_NEXT = r"^(?:%|per\s?cent|pm\b|am\b|a\.m|p\.m|km\b|miles?\b|votes?\b|members?\b|minutes?\b|mins?\b|hours?\b|years?\b|years?\b)";
}

/// A number as printed, and where it stands in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As printed, no dot or bracket after it.
    pub(super) text: String,
    /// The row it belongs to: numbers of one row follow each other.
    pub(super) family: String,
    /// Its place in the row.
    pub(super) value: u32,
    /// 1 for "5a", 2 for "5b", else 0.
    pub(super) sub: u32,
    /// How it is written: brackets, dot, alone on its line.
    pub(super) form: String,
    /// What follows on the line.
    pub(super) rest: String,
}

impl Number {
    fn new(text: &str, family: &str, value: u32, rest: &str) -> Self {
        Self {
            text: text.to_owned(),
            family: family.to_owned(),
            value,
            sub: 0,
            form: String::new(),
            rest: rest.trim().to_owned(),
        }
    }

    fn sub(mut self, letter: &str) -> Self {
        self.sub = letter.chars().next().map_or(0, place);
        self
    }

    fn form(mut self, form: &str) -> Self {
        self.form = if self.rest.is_empty() { format!("{form} alone") } else { form.to_owned() };
        self
    }

    /// Whether this one comes next after `other`; 2 for at once, 1 after one left out.
    pub(super) fn after(&self, other: &Self) -> u32 {
        if self.family != other.family {
            return 0;
        }
        let step = self.value.wrapping_sub(other.value);
        // An item carried over to another day is printed again with its number.
        let again = !other.rest.is_empty()
            && self.rest.len() > other.rest.len()
            && self.rest.starts_with(&other.rest);
        match (step, self.sub, other.sub) {
            (0, 0, 0) if again => 1,
            (0, sub, was) if sub == was.saturating_add(1) => 2,
            (1, 0 | 1, _) => 2,
            (2, 0 | 1, _) => 1,
            _ => 0,
        }
    }

    /// Whether it begins a row.
    pub(super) fn first(&self) -> bool {
        self.value == 1 && self.sub <= 1
    }
}

fn place(letter: char) -> u32 {
    u32::from(letter.to_ascii_lowercase()).saturating_sub(u32::from('a')).saturating_add(1)
}

/// The value of a roman number, where it is written as one.
pub(super) fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_uppercase() {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        _ => 0,
    };
    let mut total = 0_u32;
    let mut last = 0_u32;
    for c in text.chars().rev() {
        let here = value(c);
        if here == 0 {
            return None;
        }
        total = if here < last { total.checked_sub(here)? } else { total.checked_add(here)? };
        last = last.max(here);
    }
    (write_roman(total) == text.to_ascii_uppercase()).then_some(total)
}

/// A roman number.
pub(super) fn write_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (worth, sign) in
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while value >= worth && out.len() < 32 {
            out.push_str(sign);
            value = value.saturating_sub(worth);
        }
    }
    out
}

/// Every way the head of a line can be read as a number.
pub(super) fn readings(text: &str) -> Vec<Number> {
    let text = text.trim();
    if !text.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '(' || c == '*') {
        return Vec::new();
    }
    // A number stands in the first few letters; what is far behind it need not be searched for one.
    let far = (0..=HEAD).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (head, tail) = text.split_at_checked(far.min(text.len())).unwrap_or((text, ""));
    let mut out = Vec::new();
    arabic(head, &mut out);
    compound(head, &mut out);
    lettered(head, &mut out);
    if !tail.is_empty() {
        for number in &mut out {
            number.rest = behind(text, head, number);
        }
    }
    out
}

/// How much of a line is searched for its number, in bytes.
const HEAD: usize = 240;

/// What stands behind the number in the whole line.
fn behind(text: &str, head: &str, number: &Number) -> String {
    let rest = number.rest.as_str();
    let at_end = head.trim_end().strip_suffix(rest).map(str::len);
    let from = at_end.or_else(|| head.rfind(rest)).unwrap_or(head.len());
    text.get(from..).unwrap_or_default().trim().to_owned()
}

fn value(text: &str) -> u32 {
    text.parse().unwrap_or(0)
}

fn arabic(text: &str, out: &mut Vec<Number>) {
    if let Some(g) = ITEM_WORD.groups(text) {
        let (digits, letter) = (g.get(1), g.get(2));
        out.push(
            Number::new(&format!("{digits}{letter}"), "n", value(digits), g.get(3)).sub(letter).form("item"),
        );
        return;
    }
    if let Some(g) = ROUND.groups(text) {
        out.push(Number::new(g.get(1), "(n)", value(g.get(1)), g.get(2)).form("()"));
        return;
    }
    if let Some(g) = ARABIC.groups(text) {
        let (digits, letter, rest) = (g.get(1), g.get(2), g.get(4));
        // "1.1" is a decimal and "6.30 pm" an hour: after the dot of a whole number there is no digit at once.
        let clock = text.get(digits.len()..).is_some_and(|tail| {
            tail.starts_with(['.', ':']) && tail.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        });
        if !clock {
            let number = Number::new(&format!("{digits}{letter}"), "n", value(digits), rest);
            out.push(number.sub(letter).form(g.get(3)));
        }
        if let Some(g) = NESTED.groups(text) {
            out.push(Number::new(
                g.get(2),
                &format!("{}|", g.get(1)),
                g.get(2).chars().next().map_or(0, place),
                g.get(3),
            ));
        }
        return;
    }
    if let Some(g) = BARE.groups(text) {
        let (digits, letter, rest) = (g.get(1), g.get(2), g.get(3));
        let titled = rest.is_empty()
            || (rest.starts_with(|c: char| {
                c.is_uppercase() || c == '[' || c == '(' || c == '"' || c == '‘' || c.is_ascii_digit()
            }) && !month_next(rest)
                && !UNIT_NEXT.is(rest));
        if titled && !digits.starts_with('0') {
            let number = Number::new(&format!("{digits}{letter}"), "n", value(digits), rest);
            out.push(number.sub(letter).form("bare"));
        }
    }
}

/// "16 December" begins with no number of an item.
fn month_next(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    super::dates::is_month(word) && !(word == "May" && rest.contains("Day"))
}

fn compound(text: &str, out: &mut Vec<Number>) {
    if let Some(g) = SLASH.groups(text) {
        let (left, right, letter, rest) = (g.get(1), g.get(2), g.get(3), g.get(5));
        let whole = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')', ':']);
        if letter.is_empty() {
            out.push(Number::new(whole, &format!("{left}/"), value(right), rest).form("/"));
        }
        out.push(Number::new(whole, &format!("/{right}"), value(left), rest).sub(letter).form("/"));
    }
    if let Some(g) = CODED.groups(text) {
        let (code, digits, letter, rest) = (g.get(1), g.get(2), g.get(3), g.get(4));
        let whole = format!("{code}{digits}{letter}");
        out.push(Number::new(&whole, code, value(digits), rest).sub(letter).form("/"));
    }
    if let Some(g) = DASHED.groups(text) {
        let whole = format!("{}-{}", g.get(1), g.get(2));
        out.push(Number::new(&whole, &format!("{}-", g.get(1)), value(g.get(2)), g.get(4)).form("-"));
    }
    if let Some(g) = WHOLE.groups(text) {
        // "1.0", "2.0": whole numbers of a paper that counts within its items as "3.1".
        out.push(Number::new(&format!("{}.0", g.get(1)), ".0", value(g.get(1)), g.get(2)).form("."));
    }
    if let Some(g) = DECIMAL.groups(text) {
        let (head, last, letter, rest) = (g.get(1), g.get(2), g.get(3), g.get(5));
        if rest.is_empty() || !(UNIT_NEXT.is(rest)) {
            let whole = format!("{head}.{last}{letter}");
            out.push(Number::new(&whole, &format!("{head}."), value(last), rest).sub(letter).form(g.get(4)));
        }
    }
}

fn lettered(text: &str, out: &mut Vec<Number>) {
    if let Some(g) = ROMAN.groups(text)
        && let Some(worth) = roman(g.get(2))
    {
        let case = if g.get(2).starts_with(|c: char| c.is_uppercase()) { "I" } else { "i" };
        out.push(Number::new(g.get(2), case, worth, g.get(4)).form(&format!("{}{}", g.get(1), g.get(3))));
    }
    if let Some(g) = LETTER.groups(text) {
        let letter = g.get(2).chars().next().unwrap_or('a');
        let case = if letter.is_uppercase() { "A" } else { "a" };
        // An initial ("J. Oddie") is no number.
        let initial = case == "A"
            && g.get(1).is_empty()
            && g.get(3) == "."
            && g.get(4).split(' ').count() <= 1
            && !g.get(4).is_empty();
        if !initial || g.get(4).len() > 12 || text.contains('\t') {
            out.push(Number::new(g.get(2), case, place(letter), g.get(4)).form(&format!(
                "{}{}",
                g.get(1),
                g.get(3)
            )));
        } else {
            out.push(Number::new(g.get(2), case, place(letter), g.get(4)).form("initial"));
        }
    }
}

/// What stands after a bullet.
pub(super) fn bullet(text: &str) -> Option<String> {
    BULLET.groups(text).map(|g| g.get(1).trim().to_owned())
}

/// The text without a number or bullet before it.
pub(super) fn without(text: &str) -> String {
    if let Some(rest) = bullet(text) {
        return rest;
    }
    match readings(text).into_iter().next() {
        Some(number) if !number.rest.is_empty() && !number.form.starts_with("bare") => number.rest,
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{readings, roman, write_roman};

    #[test]
    fn heads_of_lines() {
        for (text, want) in [
            ("1. Apologies", "1|n|1"),
            ("5a. More", "5a|n|5"),
            ("1.1 Welcome", "1.1|1.|1"),
            ("24/087 Apologies", "24/087|24/|87"),
            ("24.01   Apologies", "24.01|24.|1"),
            ("E.1.\tParking", "E.1|E.|1"),
            ("Item 3: Close", "3|n|3"),
            ("(b) the Leader", "b|a|2"),
            ("VIII.Reports", "VIII|I|8"),
        ] {
            let found: Vec<String> =
                readings(text).iter().map(|n| format!("{}|{}|{}", n.text, n.family, n.value)).collect();
            assert!(found.contains(&want.to_owned()), "{text}: {found:?}");
        }
        for text in ["16 December 2020.", "6.30 pm", "30 minutes are kept", "Apologies", ""] {
            assert!(readings(text).iter().all(|n| n.family != "n"), "{text}");
        }
    }

    #[test]
    fn roman_numbers_there_and_back() {
        for value in 1..90 {
            assert_eq!(roman(&write_roman(value)), Some(value));
        }
        assert_eq!(roman("IIX"), None);
    }
}
