//! A small pattern language over words, so that rules are data.
//!
//! A pattern is words parted by spaces. `a|b` is either word; `@name` is a word of a named list (see `words`);
//! `!x` a next word that is not x; `x?` perhaps x; `~3` up to three words between, `=3` none of them a verb; `^` the beginning of a clause, `^^` of the sentence;
//! `%` the place where the owner ends; `$` the place where the task begins.

use super::words;
use crate::checks::tokens::Token;

/// One step of a pattern.
#[derive(Debug)]
enum Step {
    Word(Vec<&'static str>),
    Not(Vec<&'static str>),
    Maybe(Vec<&'static str>),
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
        let list = |s: &'static str| s.split('|').collect::<Vec<_>>();
        Self(
            text.split_whitespace()
                .map(|piece| match piece {
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
                            Step::Not(list(not))
                        } else if let Some(maybe) = piece.strip_suffix('?') {
                            Step::Maybe(list(maybe))
                        } else {
                            Step::Word(list(piece))
                        }
                    }
                })
                .collect(),
        )
    }

    /// The first place where the pattern falls at or after word `from`.
    pub(super) fn find(&self, tokens: &[Token], from: usize) -> Option<Hit> {
        (from..tokens.len()).find_map(|at| {
            let hit = Hit { from: at, to: at, owner: at, task: at };
            run(&self.0, tokens, at, hit)
        })
    }
}

/// Runs the steps from word `at`, trying short gaps first.
fn run(steps: &[Step], tokens: &[Token], at: usize, mut hit: Hit) -> Option<Hit> {
    let Some((step, rest)) = steps.split_first() else {
        hit.to = at;
        return Some(hit);
    };
    let here = tokens.get(at);
    match step {
        Step::Word(any) => here.filter(|t| one_of(t, any)).and_then(|_| run(rest, tokens, at + 1, hit)),
        Step::Not(any) => match here {
            Some(t) if one_of(t, any) => None,
            _ => run(rest, tokens, at, hit),
        },
        Step::Maybe(any) => here
            .filter(|t| one_of(t, any))
            .and_then(|_| run(rest, tokens, at + 1, hit))
            .or_else(|| run(rest, tokens, at, hit)),
        Step::Gap(n) => (0..=*n)
            .take_while(|skip| {
                *skip == 0
                    || tokens.get(at + skip - 1).is_some_and(|t| !matches!(t.lower.as_str(), ";" | ":"))
            })
            .find_map(|skip| run(rest, tokens, at + skip, hit)),
        Step::Nouns(n) => (0..=*n)
            .take_while(|skip| {
                *skip == 0
                    || tokens
                        .get(at + skip - 1)
                        .is_some_and(|t| !words::in_class("verbal", t) || t.lower == "to")
            })
            .find_map(|skip| run(rest, tokens, at + skip, hit)),
        Step::First => (at == 0).then(|| run(rest, tokens, at, hit))?,
        Step::Start => clause_start(tokens, at).then(|| run(rest, tokens, at, hit))?,
        Step::Owner => {
            hit.owner = at;
            run(rest, tokens, at, hit)
        }
        Step::Task => {
            hit.task = at;
            run(rest, tokens, at, hit)
        }
    }
}

fn one_of(token: &Token, any: &[&'static str]) -> bool {
    any.iter().any(|w| match w.strip_prefix('@') {
        Some(class) => words::in_class(class, token),
        None => token.lower == *w,
    })
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
    use crate::checks::tokens::tokens;

    #[test]
    fn steps() {
        let words = tokens("The clerk then agreed kindly to write");
        let hit = Pattern::new("^ the ~3 % agreed @adverb? to $ !be @verb").find(&words, 0).unwrap();
        assert_eq!(hit, Hit { from: 0, to: 7, owner: 3, task: 6 });
        assert!(Pattern::new("agreed to").find(&words, 0).is_none());
        assert!(Pattern::new("to !write|send").find(&words, 0).is_none());
    }
}
