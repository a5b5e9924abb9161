//! A small pattern language over words, so that rules are data.
//!
//! A pattern is words parted by spaces. `a|b` is either word; `@name` is a word of a named list (see `words`);
//! `!x` a next word that is not x; `x?` perhaps x; `~3` up to three words between, `=3` none of them a verb; `^` the beginning of a clause, `^^` of the sentence;
//! `%` the place where the owner ends; `$` the place where the task begins.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::LazyLock;

use super::blocks::{BLOCKS, DUE};
use super::rules::RULES;
use super::words::{self, Bits};
use crate::checks::tokens::{Token, tokens};

/// How many words the rules may name; words beyond are compared letter by letter.
const NAMED: usize = 1_024;

/// A number for every word that a rule names.
static NUMBERS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let rules = RULES.iter().map(|rule| rule.pattern).chain(BLOCKS.iter().map(|block| block.pattern));
    let patterns = rules.chain(DUE.iter().map(|(_, pattern, _)| *pattern));
    let mut numbers = HashMap::new();
    for word in patterns.flat_map(str::split_whitespace).flat_map(|piece| piece.split('|')) {
        let next = numbers.len();
        if next < NAMED {
            numbers.entry(word.trim_start_matches('!').trim_end_matches('?')).or_insert(next);
        }
    }
    numbers
});

/// A set of words that rules name, a bit each.
#[derive(Debug, Clone)]
struct Named([u64; NAMED / 64]);

impl Named {
    const fn none() -> Self {
        Self([0; NAMED / 64])
    }

    fn add(&mut self, number: usize) {
        if let Some(bits) = self.0.get_mut(number / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }
}

/// The words of a sentence, looked up once for all patterns.
#[derive(Debug)]
pub(super) struct Words {
    tokens: Vec<Token>,
    marks: Vec<Mark>,
    /// What stands somewhere in the sentence.
    classes: Bits,
    named: Named,
}

/// What patterns can ask of a word.
#[derive(Debug, Clone, Copy)]
struct Mark {
    classes: Bits,
    number: Option<usize>,
}

impl Words {
    /// Cuts a sentence into words and looks them up.
    pub(super) fn read(text: &str) -> Self {
        let tokens = tokens(text);
        let mark = |token: &Token| Mark {
            classes: words::classes(token),
            number: NUMBERS.get(token.lower.as_str()).copied(),
        };
        let marks: Vec<Mark> = tokens.iter().map(mark).collect();
        let mut named = Named::none();
        marks.iter().filter_map(|mark| mark.number).for_each(|number| named.add(number));
        let classes = marks.iter().fold(0, |all, mark| all | mark.classes);
        Self { tokens, marks, classes, named }
    }
}

impl Deref for Words {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.tokens
    }
}

/// Words that a step takes.
#[derive(Debug)]
struct Any {
    classes: Bits,
    named: Named,
    /// Words that no rule of the tables names.
    others: Vec<&'static str>,
}

impl Any {
    fn new(text: &'static str) -> Self {
        let mut any = Self { classes: 0, named: Named::none(), others: Vec::new() };
        for word in text.split('|') {
            if let Some(class) = word.strip_prefix('@') {
                any.classes |= words::class(class);
            } else if let Some(number) = NUMBERS.get(word) {
                any.named.add(*number);
            } else {
                any.others.push(word);
            }
        }
        any
    }

    fn takes(&self, words: &Words, at: usize) -> bool {
        let Some(mark) = words.marks.get(at) else { return false };
        self.classes & mark.classes != 0
            || mark.number.is_some_and(|number| self.named.has(number))
            || !self.others.is_empty()
                && words.tokens.get(at).is_some_and(|token| self.others.contains(&token.lower.as_str()))
    }

    /// Whether some word of the sentence may be one of these.
    fn may_take(&self, words: &Words) -> bool {
        self.classes & words.classes != 0 || !self.others.is_empty() || self.named.meets(&words.named)
    }
}

/// One step of a pattern.
#[derive(Debug)]
enum Step {
    Word(Any),
    Not(Any),
    Maybe(Any),
    Gap(usize),
    Nouns(usize),
    First,
    Start,
    Owner,
    Task,
}

/// A pattern ready to run.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Step>);

/// Where a pattern fell: numbers of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) owner: usize,
    pub(super) task: usize,
}

impl Pattern {
    /// Reads a pattern. A word that means nothing special is that word.
    pub(super) fn new(text: &'static str) -> Self {
        let step = |piece: &'static str| match piece {
            "^^" => Step::First,
            "^" => Step::Start,
            "%" => Step::Owner,
            "$" => Step::Task,
            _ => {
                if let Some(n) = piece.strip_prefix('~') {
                    Step::Gap(n.parse().unwrap_or(0))
                } else if let Some(n) = piece.strip_prefix('=') {
                    Step::Nouns(n.parse().unwrap_or(0))
                } else if let Some(not) = piece.strip_prefix('!') {
                    Step::Not(Any::new(not))
                } else if let Some(maybe) = piece.strip_suffix('?') {
                    Step::Maybe(Any::new(maybe))
                } else {
                    Step::Word(Any::new(piece))
                }
            }
        };
        Self(text.split_whitespace().map(step).collect())
    }

    /// The first place where the pattern falls at or after word `from`.
    pub(super) fn find(&self, words: &Words, from: usize) -> Option<Hit> {
        if !self.may_fall(words) {
            return None;
        }
        let last = if matches!(self.0.first(), Some(Step::First)) { 1 } else { words.len() };
        (from..last.min(words.len())).find_map(|at| {
            let hit = Hit { from: at, to: at, owner: at, task: at };
            run(&self.0, words, at, hit)
        })
    }

    /// Whether every word that the pattern wants stands somewhere: most patterns fall away here.
    fn may_fall(&self, words: &Words) -> bool {
        let wanted =
            self.0.iter().filter_map(|step| if let Step::Word(any) = step { Some(any) } else { None });
        wanted.into_iter().all(|any| any.may_take(words))
    }
}

/// Runs the steps from word `at`, trying short gaps first.
fn run(steps: &[Step], words: &Words, at: usize, mut hit: Hit) -> Option<Hit> {
    let Some((step, rest)) = steps.split_first() else {
        hit.to = at;
        return Some(hit);
    };
    match step {
        Step::Word(any) => any.takes(words, at).then(|| run(rest, words, at + 1, hit))?,
        Step::Not(any) => (!any.takes(words, at)).then(|| run(rest, words, at, hit))?,
        Step::Maybe(any) => any
            .takes(words, at)
            .then(|| run(rest, words, at + 1, hit))
            .flatten()
            .or_else(|| run(rest, words, at, hit)),
        Step::Gap(n) => (0..=*n)
            .take_while(|skip| {
                *skip == 0 || words.get(at + skip - 1).is_some_and(|t| !matches!(t.lower.as_str(), ";" | ":"))
            })
            .find_map(|skip| run(rest, words, at + skip, hit)),
        Step::Nouns(n) => (0..=*n)
            .take_while(|skip| *skip == 0 || is_noun(words, at + skip - 1))
            .find_map(|skip| run(rest, words, at + skip, hit)),
        Step::First => (at == 0).then(|| run(rest, words, at, hit))?,
        Step::Start => clause_start(words, at).then(|| run(rest, words, at, hit))?,
        Step::Owner => {
            hit.owner = at;
            run(rest, words, at, hit)
        }
        Step::Task => {
            hit.task = at;
            run(rest, words, at, hit)
        }
    }
}

/// Whether a word may stand where no verb may.
fn is_noun(words: &Words, at: usize) -> bool {
    static VERBAL: LazyLock<Bits> = LazyLock::new(|| words::class("verbal"));
    let verbal = words.marks.get(at).is_none_or(|mark| mark.classes & *VERBAL != 0);
    !verbal || words.get(at).is_some_and(|token| token.lower == "to")
}

/// Whether a clause can begin at this word.
fn clause_start(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    tokens.get(before).is_some_and(|t| {
        matches!(
            t.lower.as_str(),
            "," | ";" | ":" | "-" | "\u{2013}" | "\u{2022}" | "and" | "but" | "that" | ")" | "." | "\""
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let words = Words::read("The clerk then agreed kindly to write");
        let hit = Pattern::new("^ the ~3 % agreed @adverb? to $ !be @verb").find(&words, 0).unwrap();
        assert_eq!(hit, Hit { from: 0, to: 7, owner: 3, task: 6 });
        assert!(Pattern::new("agreed to").find(&words, 0).is_none());
        assert!(Pattern::new("to !write|send").find(&words, 0).is_none());
        let hit = Pattern::new("kindly zither|to % write").find(&words, 0).unwrap();
        assert_eq!((hit.from, hit.to), (4, 7), "words that no rule names are words all the same");
        assert!(Pattern::new("clerk|zither zither").find(&words, 0).is_none());
    }
}
