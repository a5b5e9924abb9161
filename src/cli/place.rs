//! `--at` and `--item`: places in a session as they are written on the command line.

use crate::meeting::{Item, Meeting, Pane, Place, Slot};

use super::Refusal;

/// The item that is meant: its number as printed, the first in agenda order; where none matches, its place from 1.
///
/// # Errors
/// Where there is none.
pub(super) fn item<'a>(meeting: &'a Meeting, words: &str) -> Result<&'a Item, Refusal> {
    let plain = |number: &str| number.trim().trim_end_matches('.').to_lowercase();
    let wanted = plain(words);
    let printed = |item: &&Item| item.head.number.as_deref().is_some_and(|number| plain(number) == wanted);
    let by_place = || {
        let place: usize = wanted.parse().ok()?;
        meeting.items.get(place.checked_sub(1)?)
    };
    meeting.items.iter().find(printed).or_else(by_place).ok_or_else(|| {
        let numbers: Vec<_> = meeting.items.iter().filter_map(|item| item.head.number.as_deref()).collect();
        let there = if numbers.is_empty() {
            format!("its items have no numbers: write 1 to {} for their places", meeting.items.len())
        } else {
            format!("it has {}", numbers.join(", "))
        };
        Refusal::Said(format!("The session has no item “{words}”; {there}."))
    })
}

/// The place that `ITEM[/PANE[/ENTRY[:COLUMN]]]` means. A number may have slashes of its own ("12/24").
///
/// # Errors
/// Where it can't be read, or the session has no such item.
pub(super) fn place(meeting: &Meeting, words: &str) -> Result<Place, Refusal> {
    let parts: Vec<&str> = words.split('/').collect();
    let pane_at = parts.iter().rposition(|part| pane(part).is_some()).filter(|at| *at > 0);
    let (number, pane, rest) = match pane_at {
        Some(at) => {
            let number = parts.get(..at).unwrap_or_default().join("/");
            let named = parts.get(at).and_then(|part| pane(part)).unwrap_or_default();
            (number, Some(named), parts.get(at + 1..).unwrap_or_default().join("/"))
        }
        None => (words.to_owned(), None, String::new()),
    };
    let item = item(meeting, &number)?;
    let entries = item.pane(pane.unwrap_or_default());
    let last = entries.len().saturating_sub(1);
    let (at, column) = match rest.split_once(':') {
        _ if rest.is_empty() => (last, None),
        Some((entry, column)) => (counted(entry, words)?.saturating_sub(1), Some(counted(column, words)?)),
        None => (counted(&rest, words)?.saturating_sub(1), None),
    };
    let at = at.min(last);
    let text = entries.get(at).map_or("", |entry| entry.text.as_str());
    let byte = match column {
        Some(column) => text.char_indices().nth(column).map_or(text.len(), |(byte, _)| byte),
        None => text.len(),
    };
    Ok(Place { slot: Slot { item: item.id, pane: pane.unwrap_or_default(), at }, byte })
}

fn pane(word: &str) -> Option<Pane> {
    Pane::ALL.into_iter().find(|pane| pane.word() == word.to_lowercase())
}

fn counted(digits: &str, all: &str) -> Result<usize, Refusal> {
    digits.parse().map_err(|_why: std::num::ParseIntError| {
        Refusal::Said(format!(
            "“{digits}” in --at {all} is no number. A place is written ITEM/PANE/ENTRY:COLUMN, as in 4/resolved/2:0."
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{Entry, ItemHead, ItemId};

    fn meeting() -> Meeting {
        let item = |id, number: &str, texts: &[&str]| Item {
            id: ItemId(id),
            head: ItemHead { number: (!number.is_empty()).then(|| number.to_owned()), ..ItemHead::default() },
            minutes: texts
                .iter()
                .map(|text| Entry { text: (*text).to_owned(), ..Entry::default() })
                .collect(),
            ..Item::default()
        };
        let items = vec![
            item(10, "2", &["é1", "one two"]),
            item(11, "12/24", &[]),
            item(12, "", &[]),
            item(13, "5a.", &[]),
        ];
        Meeting { items: items.into(), ..Meeting::default() }
    }

    #[test]
    fn places_are_found_as_they_are_written() {
        for (words, want) in [
            ("2", Some((10, Pane::Minutes, 1, 7))),
            ("2/minutes/1:1", Some((10, Pane::Minutes, 0, 2))),
            ("2/minutes/1", Some((10, Pane::Minutes, 0, 3))),
            ("2/minutes/99:99", Some((10, Pane::Minutes, 1, 7))),
            ("2/Resolved", Some((10, Pane::Resolved, 0, 0))),
            ("12/24", Some((11, Pane::Minutes, 0, 0))),
            ("12/24/points", Some((11, Pane::Points, 0, 0))),
            ("3", Some((12, Pane::Minutes, 0, 0))),
            ("5A", Some((13, Pane::Minutes, 0, 0))),
            ("9", None),
            ("0", None),
            ("2/minutes/x", None),
            ("2/wrong", None),
            ("", None),
        ] {
            let found = place(&meeting(), words).ok();
            let found = found.map(|place| (place.slot.item.0, place.slot.pane, place.slot.at, place.byte));
            assert_eq!(found, want, "{words}");
        }
    }
}
