//! Present or future after a reporting verb: minutes report in the past.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Kind, Slip};
use crate::checks::tokens::{Token, tokens};

/// Past forms that report what somebody said.
static REPORTING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "said stated advised explained reported confirmed noted commented added informed assured indicated responded \
replied agreed highlighted emphasised outlined told mentioned stressed announced promised suggested believed felt thought remarked \
observed answered clarified reassured reminded warned hoped heard learned learnt asked queried enquired wondered".split_ascii_whitespace().collect()
});
/// Words after which a new sentence in all but name begins, or that quote.
const ENDS: &[&str] = &[";", ":", "\"", "\u{201c}", "\u{2018}"];

/// The first slip of tense in each sentence.
pub(super) fn slips(text: &str, sentences: &[Range<usize>]) -> Vec<Slip> {
    sentences
        .iter()
        .filter_map(|range| {
            let words = tokens(text.get(range.clone())?);
            let (word, instead) = first(&words)?;
            let at = range.start + word.at.start..range.start + word.at.end;
            let message = format!(
                "After a reporting verb: \u{201c}{instead}\u{201d} for \u{201c}{}\u{201d}?",
                word.lower
            );
            Some(Slip { kind: Kind::Tense, text: 0, at, message: message.into() })
        })
        .collect()
}

/// The first word that ought to stand in the past, and its past form.
fn first(words: &[Token]) -> Option<(&Token, &'static str)> {
    // "2. Agreed that the Clerk will write" is a decision, which speaks of what is to come.
    let label = |t: &&Token| t.is_mark() || t.lower.starts_with(|c: char| c.is_ascii_digit());
    let opening = words.iter().take_while(label).count() + 1;
    let verb = words.iter().skip(opening).position(|t| REPORTING.contains(t.lower.as_str()))? + opening;
    let that = words.iter().skip(verb).take(6).position(|t| t.lower == "that");
    let from = verb + that.unwrap_or(0) + 1;
    let clause: Vec<&Token> =
        words.iter().skip(from).take_while(|t| !ENDS.contains(&t.lower.as_str())).collect();
    clause.iter().enumerate().find_map(|(n, token)| {
        let next = clause.get(n + 1).map_or("", |t| t.lower.as_str());
        let after = clause.get(n + 2).map_or("", |t| t.lower.as_str());
        let before = n.checked_sub(1).and_then(|p| clause.get(p)).map_or("", |t| t.lower.as_str());
        past(&token.lower, before, next, after).filter(|_| !token.capital).map(|instead| (*token, instead))
    })
}

/// The past form, where the present cannot be a standing fact: the future, what has happened, what goes on now.
fn past(word: &str, before: &str, next: &str, after: &str) -> Option<&'static str> {
    let participle = |w: &str| {
        w.ends_with("ed")
            || matches!(w, "been" | "become" | "begun" | "made" | "taken" | "given" | "had" | "done" | "gone")
    };
    let main = if matches!(next, "also" | "now" | "not" | "already" | "since" | "recently" | "always") {
        after
    } else {
        next
    };
    match word {
        "will" if !matches!(before, "the" | "a" | "his" | "her" | "their" | "of" | "good") => Some("would"),
        "shall" => Some("should"),
        "won't" => Some("would not"),
        "has" | "have"
            if participle(main)
                && !matches!(before, "to" | "may" | "might" | "could" | "would" | "should" | "must") =>
        {
            Some("had")
        }
        "is" if is_going_on(main) => Some("was"),
        "are" if is_going_on(main) => Some("were"),
        _ => None,
    }
}

fn is_going_on(word: &str) -> bool {
    const NOT: &str = "during nothing something anything everything morning evening building housing missing outstanding existing willing \
according ongoing planning meeting parking funding following including interesting leading long-standing";
    word.ends_with("ing") && word.len() > 5 && !NOT.split_ascii_whitespace().any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::sentence::sentences;

    fn slips(text: &str) -> Vec<Slip> {
        super::slips(text, &sentences(text))
    }

    #[test]
    fn the_past_is_asked_for() {
        for (text, word) in [
            ("The Clerk said that the hall will open in May.", "will"),
            ("Ms Elder explained that the wall has been mended.", "has"),
            ("Mr Reed advised the panel that work is now continuing.", "is"),
            ("Mr Reed said the owners are looking for another site.", "are"),
            ("He agreed that a digest will be sent.", "will"),
        ] {
            let found = slips(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].at.clone()], word, "{text}");
        }
    }

    #[test]
    fn standing_facts_and_plain_statements_are_left_alone() {
        for text in [
            "The Clerk said that the hall would open in May.",
            "Ms Elder explained that the parish is small and has two ponds.",
            "The wall will be mended.",
            "Mr Reed said: \u{201c}It will rain.\u{201d}",
            "He noted that the will of the late Mr Ash was proved.",
            "She said the site is outstanding.",
            "The officers said they may have been late.",
        ] {
            assert_eq!(slips(text), [], "{text}");
        }
    }
}
