//! Which entry carries which promise forward: shared words weighed by how much they say, owners that can be the same,
//! and one entry for one promise.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::assign;
use super::pattern::Pattern;
use super::words::in_class;
use super::{Promise, reason};
use crate::checks::tokens::{Token, stem, tokens};

/// A promise with the words of its sentence.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The promise.
    pub promise: &'a Promise,
    /// Its sentence, as written.
    pub sentence: &'a str,
}

/// The share of the shorter side's weight that must be shared, where one telling word is shared.
const ENOUGH: f64 = 0.4;
/// The same, where two or more telling words are shared.
const ENOUGH_WITH_TWO: f64 = 0.28;
/// What is left of a score when two different owners are named.
const OTHER_OWNER: f64 = 0.6;
/// Words of one meaning here; the first stands for all.
const SAME: &[&str] = &[
    "send share circulate provide supply forward distribute issue give pass email e-mail copy present submit bring deliver",
    "write letter correspondence",
    "look investigate explore examine consider review enquire inquire check establish ascertain research possibility feasibility",
    "contact approach speak talk liaise ring phone telephone call engage meet",
    "prepare produce draft compile create compose develop",
    "ask request invite seek obtain",
    "report update feedback",
    "cost price quote quotation estimate",
    "road highway carriageway street",
    "figure statistic number data",
    "summary digest synopsis",
    "paper note briefing memo",
    "two 2",
    "three 3",
    "council authority",
    "school academy",
    "resident householder parishioner",
    "repair mend fix",
    "fund funding grant",
];
/// Words that say little about which task it is.
const WEAK: &str = "send write look contact prepare ask report council meeting panel committee member board future next item matter issue \
action clerk chair group progress discuss update work arrange form set make take follow regard relation date point view information \
detail service provision whether possible paper request officer director manager continue set up go see raise bring day week month year time";
/// Words that carry no content.
const EMPTY: &str = "agree agreed offer offered undertook undertake resolve resolved recommend action actions decision decided \
proposed seconded unanimously unanimous accordingly also therefore one same this that these those";

/// For each promise the entry that covers it, if any; one entry covers one promise.
///
/// A bare tag with an owner and no task ("ACTION: MS") stands for every promise that can be that owner's.
pub fn cover(promises: &[Said<'_>], resolved: &[&str]) -> Vec<Option<usize>> {
    let entries: Vec<Entry> = resolved.iter().map(|text| Entry::new(text)).collect();
    let scores: Vec<Vec<f64>> = promises
        .iter()
        .map(|said| {
            let task = Content::of_promise(said);
            entries.iter().map(|e| e.score(&task, &said.promise.owner)).collect()
        })
        .collect();
    let mut covered = assign(&scores, entries.len());
    for (slot, said) in covered.iter_mut().zip(promises) {
        if slot.is_none() {
            *slot = entries.iter().position(|e| e.is_tag_for(&said.promise.owner));
        }
    }
    covered
}

/// The stems of a text with their weights, and the pairs of weak words that together name a thing ("progress report").
#[derive(Debug, Default)]
struct Content(BTreeMap<String, f64>, BTreeSet<(String, String)>);

/// Words that say where or when a thing is brought: a pair with one of them names no thing.
const OCCASION: &str = "send look prepare ask write contact future next meet meeting panel committee council board member month year time \
week day late later following";

impl Content {
    fn of(words: &[Token]) -> Self {
        let mut found = BTreeMap::new();
        let mut pairs = BTreeSet::new();
        let mut last: Option<String> = None;
        for token in words {
            let word = token.lower.as_str();
            let empty =
                token.is_mark() || in_class("verbal", token) && !word.ends_with("ed") || listed(EMPTY, word);
            if empty || in_class("adverb", token) && !listed(EMPTY, word) || !is_telling(token) {
                last = None;
                continue;
            }
            let key = canonical(word);
            let names = !listed_stem(OCCASION, &key);
            if let Some(before) = last.take().filter(|_| names) {
                pairs.insert((before, key.clone()));
            }
            last = names.then(|| key.clone());
            let weight = if listed_stem(WEAK, &key) { 0.25 } else { 1.0 };
            found.insert(key, weight);
        }
        Self(found, pairs)
    }

    /// The task of a promise; of the whole sentence where the task only points back ("follow this up").
    fn of_promise(said: &Said<'_>) -> Self {
        let task = Self::of(&tokens(&said.promise.task));
        if task.telling() >= 2 {
            return task;
        }
        let points_back = tokens(&said.promise.task).iter().any(|t| {
            matches!(
                t.lower.as_str(),
                "this" | "it" | "same" | "these" | "them" | "matter" | "that" | "those" | "issue"
            )
        });
        if points_back || task.telling() == 0 { Self::of(&tokens(said.sentence)) } else { task }
    }

    fn telling(&self) -> usize {
        self.0.values().filter(|w| **w >= 1.0).count()
    }

    fn weight(&self) -> f64 {
        self.0.values().sum()
    }

    /// The weight shared with another, and how many telling words it holds.
    fn shared(&self, other: &Self) -> (f64, usize) {
        let mut sum = 0.0;
        let mut telling = 0;
        for (key, weight) in &self.0 {
            if other.0.contains_key(key) || other.0.keys().any(|k| mistyped(k, key)) {
                sum += weight;
                telling += usize::from(*weight >= 1.0);
            }
        }
        if telling == 0 && self.1.intersection(&other.1).next().is_some() {
            return (sum, 1);
        }
        (sum, telling)
    }
}

/// An entry, read.
#[derive(Debug)]
struct Entry {
    content: Content,
    /// The name before "to", in small letters; empty if there is none.
    owner: String,
    /// The owners of a tag that names no task, in small letters.
    tag: Vec<String>,
    /// Whether it only takes note, approves or adopts.
    idle: bool,
}

impl Entry {
    fn new(text: &str) -> Self {
        let all = tokens(text);
        let body = without_label(&all);
        let told: Vec<&Token> = body.iter().filter(|t| !t.is_mark()).collect();
        let tagged = body.len() < all.len() && told.len() <= 3 && told.iter().all(|t| t.capital);
        let tag = if tagged {
            told.iter().flat_map(|t| t.lower.split(['/', '&'])).map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        Self { content: Content::of(body), owner: entry_owner(body), tag, idle: is_idle(text, &all) }
    }

    fn score(&self, task: &Content, owner: &str) -> f64 {
        if self.idle || !self.tag.is_empty() {
            return 0.0;
        }
        let (sum, telling) = task.shared(&self.content);
        let least = task.weight().min(self.content.weight());
        if telling == 0 || least <= 0.0 {
            return 0.0;
        }
        let mut share = sum / least;
        if !may_be_same(owner, &self.owner) {
            share *= OTHER_OWNER;
        }
        let enough = if telling >= 2 { ENOUGH_WITH_TWO } else { ENOUGH };
        if share >= enough { share + sum / 100.0 } else { 0.0 }
    }

    fn is_tag_for(&self, owner: &str) -> bool {
        let owner = owner.to_lowercase();
        !self.tag.is_empty()
            && (is_unknown(&owner) || self.tag.iter().any(|t| owner.split_whitespace().any(|w| w == t)))
    }
}

/// The words after "Resolved:", "ACTION -", a number or a bullet.
fn without_label(words: &[Token]) -> &[Token] {
    let label = |t: &Token| {
        t.is_mark()
            || t.lower.chars().all(|c| c.is_ascii_digit() || c == '.')
            || matches!(
                t.lower.as_str(),
                "resolved" | "action" | "actions" | "agreed" | "decision" | "recommended" | "that"
            )
    };
    let from = words.iter().position(|t| !label(t)).unwrap_or(words.len());
    words.get(from..).unwrap_or_default()
}

/// The name before the first "to", where it is short and at the front.
fn entry_owner(words: &[Token]) -> String {
    let Some(to) = words.iter().take(9).position(|t| t.lower == "to") else { return String::new() };
    let name: Vec<&str> = words.iter().take(to).map(|t| t.lower.as_str()).filter(|w| *w != "the").collect();
    name.join(" ")
}

/// An entry that hands nothing on: "That the report be noted".
fn is_idle(text: &str, words: &[Token]) -> bool {
    const NOTING: &str = "note noted notes welcomed welcome adopted adopt approved approve confirmed confirm received receive \
accepted accept thanked endorsed signed ratified";
    let notes = words.iter().any(|t| listed(NOTING, &t.lower));
    notes
        && reason(text).is_none()
        && Pattern::new("to @do").find(words, 0).is_none()
        && Pattern::new("be @done").find(words, 0).is_none()
}

/// Whether two owners as written can be one: one is unknown, or they share a word that names.
fn may_be_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if is_unknown(&a) || is_unknown(&b) {
        return true;
    }
    let names = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| {
                w.len() > 1
                    && !matches!(
                        *w,
                        "the" | "of" | "for" | "and" | "mr" | "mrs" | "ms" | "dr" | "cllr" | "councillor"
                    )
            })
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (names(&a), names(&b));
    a.iter().any(|w| b.contains(w))
}

fn is_unknown(owner: &str) -> bool {
    matches!(owner, "" | "he" | "she" | "they" | "we" | "i" | "members" | "all" | "it")
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

fn listed_stem(list: &str, key: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == key || stem(w) == key)
}

/// A word that can carry content: not one of the small words.
fn is_telling(token: &Token) -> bool {
    const SMALL: &str = "a an the of on at by for from with into onto and or but if as not no so its his her their our my your in to \
be is are was were which who whom whose what when where while any some all each every both such there he she they we him them us me \
would will shall should could can may might must do does did have has had been being up out off about than per re";
    !listed(SMALL, &token.lower)
}

/// The stem of a word, or of the word that stands for its meaning.
fn canonical(word: &str) -> String {
    let own = stem(word);
    SAME.iter()
        .find(|group| group.split_ascii_whitespace().any(|w| stem(w) == own || w == word))
        .and_then(|group| group.split_ascii_whitespace().next())
        .map_or(own, stem)
}

/// Two stems of six letters or more that differ by swapped or one missing letter.
fn mistyped(a: &str, b: &str) -> bool {
    if a.chars().count() < 6 || b.chars().count() < 6 || a.chars().next() != b.chars().next() {
        return false;
    }
    let sorted = |s: &str| {
        let mut letters: Vec<char> = s.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (a, b) = (sorted(a), sorted(b));
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let mut rest = short.iter().peekable();
    long.iter().filter(|c| rest.next_if(|s| s == c).is_none()).count() <= long.len() - short.len()
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    /// For each sentence the number of the entry that covers it.
    fn covered(said: &[&str], resolved: &[&str]) -> Vec<Option<usize>> {
        let found: Vec<(Promise, &str)> = said.iter().map(|s| (find(s).remove(0), *s)).collect();
        let asked: Vec<Said<'_>> =
            found.iter().map(|(promise, sentence)| Said { promise, sentence }).collect();
        cover(&asked, resolved)
    }

    const MOORINGS: &str = "The Harbour Master agreed to circulate a note on the state of the moorings.";
    const FEES: &str =
        "The Harbour Master agreed that a table of the fees will be given in later budget reports.";
    const DIGEST: &str =
        "The Harbour Master agreed to look at the possibility of a digest of the annual budget for visitors.";

    #[test]
    fn paraphrase_covers() {
        let entries = ["2. The Harbour Master to share a briefing on how the moorings stand."];
        assert_eq!(covered(&[MOORINGS], &entries), [Some(0)]);
        assert_eq!(covered(&[FEES], &entries), [None]);
        assert_eq!(
            covered(
                &["It was agreed to write to Fenwick Mill about noise."],
                &["Clerk to contact the mill re noise"]
            ),
            [Some(0)]
        );
        assert_eq!(
            covered(
                &["The group talked of night buses and RT agreed to follow this up."],
                &["Find out about night buses"]
            ),
            [Some(0)]
        );
    }

    #[test]
    fn weak_words_name_a_thing_together() {
        let said =
            "The Harbour Master offered to present a progress report to a future meeting of the panel.";
        assert_eq!(
            covered(
                &[said],
                &["The Harbour Master to bring a progress report on dredging to a later meeting."]
            ),
            [Some(0)]
        );
        assert_eq!(
            covered(&[said], &["The Treasurer to present the budget to a future meeting of the panel."]),
            [None]
        );
    }

    #[test]
    fn one_entry_covers_one_promise() {
        let entry = ["The Harbour Master to prepare a digest of the annual budget for visitors."];
        assert_eq!(covered(&[FEES, DIGEST], &entry), [None, Some(0)]);
        let both = [
            "A digest of the annual budget to be written.",
            "A table of fees to be given in budget reports.",
        ];
        assert_eq!(covered(&[FEES, DIGEST], &both), [Some(1), Some(0)]);
    }

    #[test]
    fn noting_covers_nothing() {
        for idle in [
            "That the report be noted.",
            "RESOLVED that the note on the moorings be noted.",
            "The minutes were approved.",
        ] {
            assert_eq!(covered(&[MOORINGS], &[idle]), [None], "{idle}");
        }
    }

    #[test]
    fn a_future_meeting_is_not_future_reports() {
        let entry = ["The Harbour Master to present a report on dredging to a future meeting of the panel."];
        let said = "The Harbour Master agreed that a map will be provided in future reports to the panel.";
        assert_eq!(covered(&[said], &entry), [None]);
    }

    #[test]
    fn a_tag_covers_by_owner() {
        assert_eq!(covered(&["RT agreed to ring the mill."], &["ACTION: RT"]), [Some(0)]);
        assert_eq!(covered(&["RT agreed to ring the mill."], &["ACTION: LB"]), [None]);
        assert_eq!(covered(&["It was agreed to ring the mill."], &["Action - LB/RT"]), [Some(0)]);
    }

    #[test]
    fn many_entries_are_taken_in_turn() {
        let entries: Vec<String> = (0..12).map(|n| format!("To mend moorings {n}")).collect();
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        assert!(covered(&[MOORINGS], &entries)[0].is_some());
        assert!(
            mistyped("prioriti", "pirioriti")
                && mistyped("competenci", "competeni")
                && !mistyped("planning", "plotting")
        );
    }
}
