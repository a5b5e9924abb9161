//! Who takes it on: the words that stand before the verb, and whether they name a person, a role or a body.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::{in_class, set};
use crate::checks::tokens::Token;

/// Words that name people, roles and bodies.
static ACTORS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "clerk chair chairman chairwoman chairperson vice-chairman vice-chair treasurer secretary director officer \
officers manager head engineer planner executive leader mayor deputy councillor cllr mr mrs ms miss dr rev committee council panel board \
cabinet members member councillors trustees governors governor group sub-group subgroup team department directorate service \
association services librarian warden solicitor surveyor accountant architect consultant contractor agent representative representatives \
staff superintendent inspector sergeant garda gardai police pcso cathaoirleach headteacher principal lead co-ordinator coordinator \
forum district division section office everyone nobody volunteers residents resident assistant administrator adviser advisor \
commissioner auditor registrar convener convenor president caretaker webmaster editor cpo portfolio-holder holder ranger master dean bursar headmaster foreman provost reeve",
    )
});
/// Words that look like names and are things.
static THINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "strategy plan report project scheme survey consultation policy act bill fund budget meeting agenda minutes app \
programme regulations code framework application development street road park hall review inspection agm website bus train government \
agency",
    )
});
/// Words where an owner cannot go on when read backwards.
static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "that said stated advised confirmed informed noted responded replied reported explained added assured indicated \
commented whether if as when where which who in on at by with from to into about than because so while although since hoped asked \
suggested requested agreed resolved proposed felt thought accepted is was are were be been has have had not thanked will would shall should may might can could need needs",
    )
});

/// Past forms that do not end in "ed" and that follow an owner at the head of a sentence.
static PAST: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "can gave took told made felt thought spoke met had has was were went sought drew put read saw knew left held brought \
thanked",
    )
});

fn listed(list: &LazyLock<HashSet<&'static str>>, word: &str) -> bool {
    list.contains(word)
}

fn lower(words: &[Token], at: usize) -> &str {
    words.get(at).map_or("", |t| t.lower.as_str())
}

/// The owner whose verb stands at word `verb`: the name before it, or the head of the sentence for a second verb.
pub(super) fn before(words: &[Token], verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while let Some(at) = end.checked_sub(1)
        && (words.get(at).is_some_and(|t| in_class("adverb", t))
            || matches!(lower(words, at), "has" | "was" | "were" | "is" | "are" | "be" | "been"))
    {
        end = at;
    }
    let joined =
        end.checked_sub(1).is_some_and(|at| matches!(lower(words, at), "and" | "but" | "," | "then" | "or"));
    if joined || end == 0 {
        return head(words, end);
    }
    named(words, end)
}

/// The name that ends just before word `end`.
fn named(words: &[Token], end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while let Some(at) = start.checked_sub(1) {
        let word = lower(words, at);
        let token = words.get(at)?;
        if listed(&STOPS, word) || (token.is_mark() && !inside_title(words, at, end)) || end - at > 14 {
            break;
        }
        start = at;
        let linked = at.checked_sub(1).map_or("", |p| lower(words, p));
        let opens = in_class("pronoun", token)
            || (!token.capital || at == 0 || end - at == 1)
                && matches!(word, "a" | "an" | "it" | "this" | "each" | "both")
            || word == "the";
        if opens && !matches!(linked, "of" | "for" | "and" | "&") {
            break;
        }
        if in_class("pronoun", token) {
            break;
        }
    }
    while start < end && matches!(lower(words, start), "and" | "but" | "," | "of" | "for" | "then" | "also") {
        start += 1;
    }
    real(words, start..end)
}

/// A comma or stroke inside a title: "The Director, Regional Services".
fn inside_title(words: &[Token], at: usize, end: usize) -> bool {
    let next = words.get(at + 1).is_some_and(|t| t.capital) && at + 1 < end;
    let label = |t: &Token| matches!(t.lower.as_str(), "action" | "actions" | "agreed" | "resolved");
    let before = at.checked_sub(1).and_then(|p| words.get(p)).is_some_and(|t| t.capital && !label(t));
    match lower(words, at) {
        "," => {
            next && before
                && end - at <= 8
                && lower(words, at + 1) != "the"
                && !words.get(at + 1).is_some_and(|t| in_class("pronoun", t))
        }
        "-" | "/" | "\u{2013}" | "." | "&" => next && before,
        _ => false,
    }
}

/// The name that begins the sentence, for a verb joined on by "and".
fn head(words: &[Token], verb: usize) -> Option<Range<usize>> {
    let mut start = 0;
    if words.first().is_some_and(|t| {
        matches!(t.lower.as_str(), "in" | "on" | "at" | "following" | "after" | "with" | "as" | "having")
    }) {
        start = words.iter().position(|t| t.lower == ",").map_or(0, |at| at + 1);
    }
    let mut end = start;
    while end < verb {
        let token = words.get(end)?;
        let word = token.lower.as_str();
        let verbal = word.ends_with("ed") && !token.capital && word != "united"
            || listed(&STOPS, word)
            || word == "offered"
            || word == "undertook";
        let mark = token.is_mark() && !inside_title(words, end, verb);
        if verbal || mark || in_class("modal", token) || in_class("adverb", token) || listed(&PAST, word) {
            break;
        }
        end += 1;
    }
    real(words, start..end)
}

/// Nobody, where the words are "it", "there" or nothing.
fn real(words: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let first = lower(words, range.start);
    (range.start < range.end && !matches!(first, "it" | "there" | "this" | "which" | "all" | "what"))
        .then_some(range)
}

/// The owner among the words between an asking verb and "to".
pub(super) fn between(words: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end
        && matches!(lower(words, start), "that" | "if" | "and" | "for" | "by" | "the" | ",")
        && lower(words, start) != "the"
    {
        start += 1;
    }
    named(words, range.end).filter(|r| r.start >= start).or_else(|| real(words, start..range.end))
}

/// Whether the words name somebody who can act.
pub(super) fn is_actor(words: &[Token]) -> bool {
    let Some(first) = words.first() else { return false };
    if words.iter().any(|t| in_class("pronoun", t)) {
        return true;
    }
    let stop = words
        .iter()
        .skip(1)
        .position(|t| matches!(t.lower.as_str(), "of" | "for" | "," | "(" | "-"))
        .map_or(words.len(), |p| p + 1);
    let named = words.get(..stop).unwrap_or_default();
    let Some(last) = named.last() else { return false };
    if listed(&THINGS, &last.lower) {
        return false;
    }
    let name = first.capital
        && words.len() <= 4
        && words.iter().all(|t| t.capital)
        && !matches!(first.lower.as_str(), "the" | "this" | "a" | "an");
    let title =
        first.lower == "the" && !last.initials && named.len() > 2 && named.iter().skip(1).all(|t| t.capital);
    title
        || named.iter().any(|t| {
            listed(&ACTORS, &t.lower) || t.lower.rsplit('/').next().is_some_and(|w| listed(&ACTORS, w))
        })
        || name
}

/// Whether the words are a bare name with nothing but a lead-in before it: the form of an action line.
pub(super) fn is_bare(words: &[Token], range: &Range<usize>) -> bool {
    let Some(at) = range.end.checked_sub(1) else { return false };
    let Some(last) = words.get(at) else { return false };
    let linked = at.checked_sub(1).is_some_and(|p| matches!(lower(words, p), "of" | "for" | "and"));
    let verb =
        words.get(range.clone()).unwrap_or_default().iter().any(|t| !t.capital && t.lower.ends_with("ed"));
    !verb && (last.capital || listed(&ACTORS, &last.lower) || linked) && stands_first(words, range)
}

/// The name that ends just before word `end`, for an action line.
pub(super) fn just_before(words: &[Token], end: usize) -> Option<Range<usize>> {
    let also = end.checked_sub(1).filter(|at| words.get(*at).is_some_and(|t| in_class("adverb", t)));
    named(words, also.unwrap_or(end))
}

fn stands_first(words: &[Token], range: &Range<usize>) -> bool {
    range.start.checked_sub(1).is_none_or(|at| {
        matches!(
            lower(words, at),
            "," | ";"
                | ":"
                | "-"
                | "\u{2013}"
                | "and"
                | "but"
                | "."
                | "\u{2022}"
                | "that"
                | ")"
                | "action"
                | "agreed"
                | "resolved"
        )
    })
}

/// Where the clause of the verb at `verb` begins: after "that", a semicolon or the lead-in.
pub(super) fn clause_start(words: &[Token], verb: usize) -> usize {
    (0..verb)
        .rev()
        .find(|at| {
            matches!(lower(words, *at), "that" | ";" | ":" | "agreed" | "confirmed" | "stated" | "said")
        })
        .map_or(0, |at| at + 1)
}
