//! The promises of items with what covers them, remembered, so that only what changed is read and weighed again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::checks::tokens::number;
use crate::meeting::ItemId;

use super::content::Keys;
use super::cover::{Entry, Numbers, Pairs, Said, Task};
use super::{Promise, find};

/// Reads items, and remembers each as it last was.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    keys: Keys,
    pages: HashMap<ItemId, Page>,
}

/// How many stems are remembered before all is read anew: hours of half-typed words.
const STEMS: usize = 20_000;

/// What an item says, by the hash of each text: the texts themselves would double what a session takes of memory.
#[derive(Clone, Debug, Default)]
struct Page {
    paragraphs: Numbers<Arc<[Known]>>,
    entries: Numbers<Arc<Entry>>,
    pairs: Pairs,
}

/// A promise, what its sentence is known by, and what it is about.
#[derive(Debug)]
struct Known {
    promise: Promise,
    number: u64,
    task: Task,
}

/// A promise of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// In which of the paragraphs it stands, by place.
    pub paragraph: usize,
    /// The promise.
    pub promise: Promise,
    /// The entry that covers it, by place.
    pub covered: Option<usize>,
}

impl Reader {
    /// Reads a paragraph of an item ahead of being asked for its promises.
    pub fn read(&mut self, item: ItemId, paragraph: &str) {
        let page = self.pages.entry(item).or_default();
        let keys = &mut self.keys;
        page.paragraphs.entry(number(paragraph)).or_insert_with(|| known(paragraph, keys));
    }

    /// The promises of an item's paragraphs, in order, each with the entry that covers it.
    pub fn promises(&mut self, item: ItemId, paragraphs: &[&str], resolved: &[&str]) -> Vec<Told> {
        if self.keys.len() > STEMS {
            *self = Self::default();
        }
        let Self { keys, pages } = self;
        let page = pages.entry(item).or_default();
        let found: Vec<Arc<[Known]>> = turn_over(&mut page.paragraphs, paragraphs, |text| known(text, keys));
        let tasks: Vec<(u64, &Task)> =
            found.iter().flat_map(|known| known.iter().map(|known| (known.number, &known.task))).collect();
        let entries = turn_over(&mut page.entries, resolved, |text| Arc::new(Entry::new(text, keys)));
        let numbered: Vec<(u64, &Entry)> =
            resolved.iter().map(|text| number(text)).zip(entries.iter().map(AsRef::as_ref)).collect();
        let covered = page.pairs.cover(&tasks, &numbered, keys);
        let placed = found.iter().enumerate().flat_map(|(at, known)| known.iter().map(move |one| (at, one)));
        placed
            .zip(covered)
            .map(|((paragraph, known), covered)| Told { paragraph, promise: known.promise.clone(), covered })
            .collect()
    }
}

/// What is known of each text, from before or read now; what is known of other texts is let go.
fn turn_over<T: Clone>(known: &mut Numbers<T>, texts: &[&str], mut read: impl FnMut(&str) -> T) -> Vec<T> {
    let mut before = std::mem::take(known);
    let read = |text: &&str| {
        let number = number(text);
        let known = known.entry(number);
        known.or_insert_with(|| before.remove(&number).unwrap_or_else(|| read(text))).clone()
    };
    texts.iter().map(read).collect()
}

fn known(paragraph: &str, keys: &mut Keys) -> Arc<[Known]> {
    let promises = find(paragraph).into_iter();
    let known = promises.map(|promise| {
        let sentence = paragraph.get(promise.sentence.clone()).unwrap_or_default();
        let task = Task::new(&Said { promise: &promise, sentence }, keys);
        Known { number: number(sentence), promise, task }
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::super::cover;
    use super::*;

    const SAID: [&str; 5] = [
        "The Clerk agreed to write to the mill about noise. The Warden agreed to send a map of the ponds.",
        "Nothing was promised here.",
        "The Clerk agreed to write to the mill about noise.",
        "The Treasurer undertook to circulate the figures on moorings before the fair.",
        "The Warden would ask the school for its view of the lamps.",
    ];
    const ENTRIES: [&str; 5] = [
        "The Clerk to contact the mill regarding noise.",
        "That the report be noted.",
        "Figures on moorings to be circulated.",
        "ACTION: Warden",
        "A map of the ponds to be sent.",
    ];

    /// What is said anew, without a memory.
    fn afresh(paragraphs: &[&str], resolved: &[&str]) -> Vec<Option<usize>> {
        let found: Vec<(Promise, &str)> =
            paragraphs.iter().flat_map(|text| find(text).into_iter().map(move |one| (one, *text))).collect();
        let said: Vec<Said<'_>> = found
            .iter()
            .map(|(promise, text)| Said { promise, sentence: text.get(promise.sentence.clone()).unwrap() })
            .collect();
        cover(&said, resolved)
    }

    proptest::proptest! {
        #[test]
        fn what_is_remembered_is_what_would_be_found(
            steps in proptest::collection::vec(
                (proptest::collection::vec(0..5_usize, 0..7), proptest::collection::vec(0..5_usize, 0..5)), 1..6)
        ) {
            let mut reader = Reader::default();
            for (said, entries) in steps {
                let paragraphs: Vec<&str> = said.iter().map(|at| SAID[*at]).collect();
                let resolved: Vec<&str> = entries.iter().map(|at| ENTRIES[*at]).collect();
                let told = reader.promises(ItemId(1), &paragraphs, &resolved);
                let covered: Vec<Option<usize>> = told.iter().map(|one| one.covered).collect();
                proptest::prop_assert_eq!(covered, afresh(&paragraphs, &resolved));
            }
        }
    }
}
