//! Open promises: sentences in which somebody takes on to do something, and which entry of the same item covers them.
//!
//! The rules are data (`promise/rules.rs`), told in a small pattern language over words (`promise/pattern.rs`).

mod assign;
mod blocks;
mod content;
mod cover;
mod owner;
mod pattern;
mod reader;
mod rules;
mod wording;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use super::sentence::sentences;
use super::tokens::Token;
use blocks::{BLOCKS, Block, DUE};
pub use cover::{Said, cover};
use pattern::{Hit, Pattern, Words};
pub use reader::{Reader, Told};
use rules::{RULES, Rule, Who};
pub use wording::resolution_wording;

/// A sentence that promises something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Where the sentence stands, in bytes of the paragraph.
    pub sentence: Range<usize>,
    /// Who takes it on, as written ("The Service Director", "he", "MS"); empty where the sentence names nobody.
    pub owner: String,
    /// What is to be done, as written, from the verb on, without the final stop.
    pub task: String,
    /// By when or to which occasion, only in the words said ("by 14 April", "to the next meeting").
    pub due: Option<String>,
}

static READY: LazyLock<Ready> = LazyLock::new(Ready::new);

/// The tables with their patterns read.
struct Ready {
    rules: Vec<(&'static Rule, Pattern)>,
    blocks: Vec<(&'static Block, Pattern)>,
    due: Vec<Pattern>,
}

impl Ready {
    fn new() -> Self {
        Self {
            rules: RULES.iter().map(|r| (r, Pattern::new(r.pattern))).collect(),
            blocks: BLOCKS.iter().map(|b| (b, Pattern::new(b.pattern))).collect(),
            due: DUE.iter().map(|(_, pattern, _)| Pattern::new(pattern)).collect(),
        }
    }
}

/// The promises of a paragraph, at most one a sentence, in order.
pub fn find(paragraph: &str) -> Vec<Promise> {
    sentences(paragraph).into_iter().filter_map(|range| in_sentence(paragraph, range)).collect()
}

/// The promise of one sentence, if it makes one.
fn in_sentence(paragraph: &str, range: Range<usize>) -> Option<Promise> {
    let range = range.start + number(paragraph.get(range.clone())?)..range.end;
    let text = paragraph.get(range.clone())?;
    let words = Words::read(text);
    let (rule, hit, owner) = first_find(&words)?;
    let owner = owner.and_then(|r| slice(text, &words, r)).unwrap_or_default();
    let task = task_words(text, &words, rule, hit);
    let due = due_words(text, &words, hit.from);
    Some(Promise { sentence: range, owner, task, due })
}

/// How long the bullet or list number in front of a sentence is: "- ", "14.1 ", "(a) ". It is no part of what was said.
fn number(sentence: &str) -> usize {
    let Some((mark, rest)) = sentence.split_once(char::is_whitespace) else { return 0 };
    let bullet = matches!(mark, "-" | "\u{2013}" | "\u{2022}" | "*" | "\u{b7}");
    let inner = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let closed = inner.len() < mark.len() || inner.contains('.');
    let digits = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
    let letter = inner.len() == 1 && inner.chars().all(|c| c.is_ascii_lowercase());
    let opens = rest.trim_start().chars().next().is_some_and(char::is_uppercase);
    let listed = bullet || (closed && opens && (digits || letter));
    if !listed {
        return 0;
    }
    let lead = sentence.len() - rest.trim_start().len();
    lead + number(rest.trim_start())
}

/// The rules by name, each with sentences it finds and sentences it leaves alone; for a page of help, and for tests.
pub fn table() -> impl Iterator<Item = (&'static str, &'static [&'static str], &'static [&'static str])> {
    let finding = RULES.iter().map(|rule| (rule.name, rule.fires, rule.quiet));
    finding.chain(BLOCKS.iter().map(|block| (block.name, block.spares, block.silences)))
}

/// The name of the rule that finds a promise in the sentence, for tests and for telling why.
pub fn reason(sentence: &str) -> Option<&'static str> {
    first_find(&Words::read(sentence)).map(|(rule, _, _)| rule.name)
}

/// The first rule that falls and is not forbidden, where it fell, and the owner's words.
fn first_find(words: &Words) -> Option<(&'static Rule, Hit, Option<Range<usize>>)> {
    READY.rules.iter().find_map(|(rule, pattern)| fall(words, rule, pattern))
}

/// Where one rule falls first without being forbidden.
fn fall(
    words: &Words,
    rule: &'static Rule,
    pattern: &Pattern,
) -> Option<(&'static Rule, Hit, Option<Range<usize>>)> {
    let mut from = 0;
    while let Some(hit) = pattern.find(words, from) {
        from = hit.from + 1;
        if forbidden(words, rule, hit) {
            continue;
        }
        let bare = rule.kind == rules::Kind::Bare;
        let before =
            if bare { owner::just_before(words, hit.owner) } else { owner::before(words, hit.owner) };
        let before = before.filter(|range| owner::is_actor(words.get(range.clone()).unwrap_or_default()));
        match rule.who {
            Who::Before => return Some((rule, hit, before)),
            Who::Actor => {
                if let Some(range) = before
                    && (!bare || owner::is_bare(words, &range))
                {
                    return Some((rule, hit, Some(range)));
                }
            }
            Who::Between => return Some((rule, hit, owner::between(words, hit.from + 1..hit.owner))),
            Who::Asked => {
                let asked = owner::between(words, hit.from + 1..hit.owner);
                if let Some(range) = asked
                    && range.start == hit.from + 1
                    && owner::is_actor(words.get(range.clone()).unwrap_or_default())
                {
                    return Some((rule, hit, Some(range)));
                }
            }
            Who::Nobody => return Some((rule, hit, None)),
        }
    }
    None
}

fn forbidden(words: &Words, rule: &Rule, hit: Hit) -> bool {
    READY.blocks.iter().any(|(block, pattern)| {
        block.kinds.contains(&rule.kind) && {
            let mut from = 0;
            std::iter::from_fn(|| {
                let found = pattern.find(words, from)?;
                from = found.from + 1;
                Some(found)
            })
            .any(|b| b.from < hit.to && hit.from < b.to)
        }
    })
}

/// The words from the first to the last of a range of tokens, as written.
fn slice(text: &str, words: &[Token], range: Range<usize>) -> Option<String> {
    let first = words.get(range.start)?;
    let last = words.get(range.end.checked_sub(1)?)?;
    text.get(first.at.start..last.at.end).map(str::to_owned)
}

/// The task as written: from the marked word to the end of the sentence.
fn task_words(text: &str, words: &[Token], rule: &Rule, hit: Hit) -> String {
    let passive = matches!(rule.kind, rules::Kind::Passive | rules::Kind::That | rules::Kind::Bare);
    let start = if passive && words.get(hit.task).is_some_and(is_modal) {
        owner::clause_start(words, hit.task)
    } else {
        hit.task
    };
    let piece = words.get(start).and_then(|t| text.get(t.at.start..)).unwrap_or_default();
    piece.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | '!' | ',')).to_owned()
}

fn is_modal(token: &Token) -> bool {
    matches!(token.lower.as_str(), "will" | "would" | "shall" | "should" | "to" | "is" | "are")
}

/// The first words after `from` that say when.
fn due_words(text: &str, words: &Words, from: usize) -> Option<String> {
    READY
        .due
        .iter()
        .filter_map(|p| p.find(words, from))
        .min_by_key(|hit| (hit.from, usize::MAX - hit.to))
        .and_then(|hit| slice(text, words, hit.from..hit.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_does_as_its_examples_say() {
        for (rule, pattern) in &READY.rules {
            for one in rule.fires {
                let found = sentences(one)
                    .iter()
                    .any(|r| fall(&Words::read(&one[r.clone()]), rule, pattern).is_some());
                assert!(found, "{} should fall on: {one}", rule.name);
            }
            for one in rule.quiet {
                assert!(
                    fall(&Words::read(one), rule, pattern).is_none(),
                    "{} should not fall on: {one}",
                    rule.name
                );
            }
        }
        for block in BLOCKS {
            for one in block.silences {
                assert_eq!(reason(one), None, "{} should silence: {one}", block.name);
            }
            for one in block.spares {
                assert!(reason(one).is_some(), "{} should spare: {one}", block.name);
            }
        }
        for (name, _, words) in DUE {
            let text = format!("The Clerk agreed to send it {words}.");
            assert_eq!(find(&text)[0].due.as_deref(), Some(*words), "{name}");
        }
    }

    #[test]
    fn a_list_number_is_no_part_of_the_sentence() {
        let said = "The Clerk agreed to send the 2.5 km map.";
        for mark in ["", "- ", "3. ", "14.1  ", "(a) ", "c. ", "\u{2022} 2. "] {
            let text = format!("{mark}{said}");
            assert_eq!(find(&text).first().and_then(|p| text.get(p.sentence.clone())), Some(said), "{mark}");
        }
        for whole in ["5 Members agreed to send maps.", "9.30 pm was late, and the Clerk agreed to write."] {
            assert_eq!(find(whole)[0].sentence.start, 0, "{whole}");
        }
    }

    #[test]
    fn must_not_fire() {
        for quiet in [
            "The policy was agreed at Council.",
            "The minutes were agreed as a correct record.",
            "The panel agreed with Councillor Ash's comments.",
            "Councillor Birch would be late attending.",
            "It was agreed to extend the meeting.",
            "Work is continuing to prepare a plan for the pond.",
            "She accepted that more needs to be done.",
            "The contribution of the choir was noted.",
        ] {
            assert_eq!(find(quiet), [], "{quiet}");
        }
    }

    #[test]
    fn owners_as_written() {
        for (text, owner) in [
            ("The Head of Parks agreed to send the survey.", "The Head of Parks"),
            ("The Engineer accepted the point and agreed to bring a map.", "The Engineer"),
            ("It was agreed to write to the mill.", ""),
            ("It was agreed that the Clerk would write to the mill.", "the Clerk"),
            ("In reply, Mr. Reed said he would ring them.", "he"),
            ("The panel asked the Head of Parks to bring a map.", "the Head of Parks"),
            ("RT to look into grants.", "RT"),
            ("A note would be circulated.", ""),
            (
                "The Head of Parks said that the Chair for Leisure and Sport would write.",
                "the Chair for Leisure and Sport",
            ),
        ] {
            assert_eq!(find(text)[0].owner, owner, "{text}");
        }
    }
}
