//! What a text speaks of: its words by their stems, those of one meaning as one, weighed by how much they say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{class, classes, odd_base};
use crate::checks::tokens::{Token, stem};

/// Words of one meaning here; the first stands for all.
const SAME: &[&str] = &[
    "send share circulate provide supply forward distribute issue give pass email e-mail copy present submit bring deliver receive",
    "write letter correspondence",
    "look investigate explore examine consider review enquire inquire check establish ascertain research possibility feasibility",
    "contact approach speak talk liaise ring phone telephone call engage meet",
    "prepare produce draft compile create compose develop",
    "ask request invite seek obtain",
    "report update feedback",
    "cost price quote quotation estimate",
    "road highway carriageway street route",
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
    "map plan",
];
/// Words that say little about which task it is.
const WEAK: &str = "send write look contact prepare ask report council meeting panel committee member board future next item matter issue \
action clerk chair group progress discuss update work arrange form set make take follow regard relation date point view information \
detail service provision whether possible paper request officer director manager continue set up go see raise bring day week month year time";
/// Words that carry no content.
const EMPTY: &str = "agree agreed offer offered undertook undertake resolve resolved recommend action actions decision decided \
proposed seconded unanimously unanimous accordingly also therefore one same this that these those";

/// Words that say where or when a thing is brought: a pair with one of them names no thing.
const OCCASION: &str = "send look prepare ask write contact future next meet meeting panel committee council board member month year time \
week day late later following";
/// Small words, which carry no content.
const SMALL: &str = "a an the of on at by for from with into onto and or but if as not no so its his her their our my your in to \
be is are was were which who whom whose what when where while any some all each every both such there he she they we him them us me \
would will shall should could can may might must do does did have has had been being up out off about than per re";

/// The lists, read once.
static LISTS: LazyLock<Lists> = LazyLock::new(Lists::new);

struct Lists {
    /// Words that carry no content.
    idle: HashSet<&'static str>,
    /// Stems that say little.
    weak: HashSet<String>,
    /// Stems of occasions.
    occasions: HashSet<String>,
    /// The group of one meaning in which a word stands, and a stem.
    group_of_word: HashMap<&'static str, usize>,
    group_of_stem: HashMap<String, usize>,
    /// The stem that stands for each group.
    groups: Vec<String>,
}

impl Lists {
    fn new() -> Self {
        let stems = |list: &'static str| -> HashSet<String> {
            list.split_ascii_whitespace().flat_map(|word| [word.to_owned(), stem(word)]).collect()
        };
        let words = |group: &'static str| group.split_ascii_whitespace();
        let mut group_of_word = HashMap::new();
        let mut group_of_stem = HashMap::new();
        for (number, group) in SAME.iter().enumerate() {
            for word in words(group) {
                group_of_word.entry(word).or_insert(number);
                group_of_stem.entry(stem(word)).or_insert(number);
            }
        }
        Self {
            idle: words(EMPTY).chain(words(SMALL)).collect(),
            weak: stems(WEAK),
            occasions: stems(OCCASION),
            group_of_word,
            group_of_stem,
            groups: SAME.iter().map(|group| words(group).next().map(stem).unwrap_or_default()).collect(),
        }
    }

    /// The stem of a word, or of the word that stands for its meaning.
    fn canonical(&self, word: &str) -> String {
        // "sent" is "send", also where the endings do not say so.
        let word = odd_base(word).unwrap_or(word);
        let own = stem(word);
        let groups = [self.group_of_word.get(word), self.group_of_stem.get(&own)];
        let first = groups.into_iter().flatten().min();
        first.and_then(|group| self.groups.get(*group)).cloned().unwrap_or(own)
    }
}

/// The stems met so far, each with a number; and which of them may be one word mistyped.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    numbers: HashMap<String, u32>,
    /// By number: the stems that may be meant by it besides.
    alike: Vec<Vec<u32>>,
    /// Long stems by their letters in order, behind the first letter.
    letters: HashMap<String, Vec<u32>>,
    /// The same with one letter left out.
    shorter: HashMap<String, Vec<u32>>,
}

impl Keys {
    /// How many stems there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn number(&mut self, key: String) -> u32 {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let alike = self.meet(&key, number);
        for other in &alike {
            if let Some(others) = usize::try_from(*other).ok().and_then(|at| self.alike.get_mut(at)) {
                others.push(number);
            }
        }
        self.alike.push(alike);
        self.numbers.insert(key, number);
        number
    }

    /// The stems so far that differ from this one by swapped or one missing letter; stems of six letters or more.
    fn meet(&mut self, key: &str, number: u32) -> Vec<u32> {
        const LONG: usize = 6;
        let mut letters: Vec<char> = key.chars().collect();
        if letters.len() < LONG {
            return Vec::new();
        }
        let first: String = letters.iter().take(1).collect();
        letters.sort_unstable();
        let whole: String = first.chars().chain(letters.iter().copied()).collect();
        let mut found: Vec<u32> = Vec::new();
        let same = self.letters.get(&whole).into_iter().chain(self.shorter.get(&whole));
        found.extend(same.flatten());
        if letters.len() > LONG {
            let mut cuts: Vec<String> = (0..letters.len())
                .map(|out| {
                    let kept = letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, c)| *c);
                    first.chars().chain(kept).collect()
                })
                .collect();
            cuts.dedup();
            for cut in cuts {
                found.extend(self.letters.get(&cut).into_iter().flatten());
                self.shorter.entry(cut).or_default().push(number);
            }
        }
        self.letters.entry(whole).or_default().push(number);
        found
    }

    fn alike(&self, number: u32) -> &[u32] {
        usize::try_from(number).ok().and_then(|at| self.alike.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// The stems of a text with their weights, and the pairs of weak words that together name a thing ("progress report").
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// By number, in order.
    words: Vec<(u32, f64)>,
    pairs: Vec<(u32, u32)>,
    weight: f64,
    telling: usize,
}

impl Content {
    pub(super) fn of(words: &[Token], keys: &mut Keys) -> Self {
        let lists = &*LISTS;
        let passed_over = class("adverb");
        let verbal = class("verbal");
        let mut found: BTreeMap<u32, f64> = BTreeMap::new();
        let mut pairs = Vec::new();
        let mut last: Option<u32> = None;
        for token in words {
            let word = token.lower.as_str();
            let of = classes(token);
            let empty = token.is_mark() || of & passed_over != 0 || lists.idle.contains(word);
            if empty || of & verbal != 0 && !word.ends_with("ed") {
                last = None;
                continue;
            }
            let key = lists.canonical(word);
            let names = !lists.occasions.contains(&key);
            let weight = if lists.weak.contains(&key) { 0.25 } else { 1.0 };
            let key = keys.number(key);
            if let Some(before) = last.take().filter(|_| names) {
                pairs.push((before, key));
            }
            last = names.then_some(key);
            found.insert(key, weight);
        }
        pairs.sort_unstable();
        Self {
            weight: found.values().sum(),
            telling: found.values().filter(|weight| **weight >= 1.0).count(),
            words: found.into_iter().collect(),
            pairs,
        }
    }

    pub(super) fn telling(&self) -> usize {
        self.telling
    }

    pub(super) fn weight(&self) -> f64 {
        self.weight
    }

    /// The weight shared with another, and how many telling words it holds.
    pub(super) fn shared(&self, other: &Self, keys: &Keys) -> (f64, usize) {
        let has = |key: u32| other.words.binary_search_by_key(&key, |(key, _)| *key).is_ok();
        let mut sum = 0.0;
        let mut telling = 0;
        for (key, weight) in &self.words {
            if has(*key) || keys.alike(*key).iter().any(|other| has(*other)) {
                sum += weight;
                telling += usize::from(*weight >= 1.0);
            }
        }
        if telling == 0 && self.pairs.iter().any(|pair| other.pairs.binary_search(pair).is_ok()) {
            return (sum, 1);
        }
        (sum, telling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_stems_meet() {
        let mut keys = Keys::default();
        let mut meet = |a: &str, b: &str| {
            let (a, b) = (keys.number(a.to_owned()), keys.number(b.to_owned()));
            assert_eq!(keys.alike(a).contains(&b), keys.alike(b).contains(&a));
            keys.alike(a).contains(&b)
        };
        assert!(meet("prioriti", "pirioriti"));
        assert!(meet("competenci", "competeni"));
        assert!(meet("abcdef", "abcdfe"));
        assert!(meet("zabcdef", "zabcde"));
        assert!(!meet("planning", "plotting"));
        assert!(!meet("ponds", "pond"), "short ones are what they are");
        assert!(!meet("bcdefg", "cbdefg"), "the first letter is seldom mistyped");
    }
}
