//! How well promises are found and matched: on sentences and items of our own, about invented councils, whose labels were
//! written before the rules saw them; and on the labelled set beside the repository, if it is there.
//!
//! `MINUTEBOOK_TELL=all cargo test --test it promises -- --nocapture` names every wrong case.

#![expect(clippy::print_stdout, clippy::string_slice, reason = "the figures are for reading")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use minutebook::checks::promise::{self, Promise};
use serde_json::Value;

/// Counts of one run.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    hit: u32,
    stray: u32,
    missed: u32,
    right: u32,
    wrong: u32,
}

impl Tally {
    fn precision(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.stray).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.missed).max(1))
    }

    fn cover(&self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }
}

fn records() -> Option<Vec<Value>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared/corpus/promises/dev.jsonl");
    let file = std::env::var_os("MINUTEBOOK_PROMISES").map_or(file, PathBuf::from);
    Some(parsed(&std::fs::read_to_string(file).ok()?))
}

fn parsed(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|v| v.as_str().unwrap_or_default().to_owned()).collect()
}

/// A labelled promise against what is found in the item: the found one that shares its sentence.
fn score_item(record: &Value, tally: &mut Tally, tell: bool) {
    let paragraphs = texts(&record["minutes"]);
    let resolved = texts(&record["resolved"]);
    let mut found: Vec<(Promise, String)> = Vec::new();
    for paragraph in &paragraphs {
        for p in promise::find(paragraph) {
            let text = paragraph[p.sentence.clone()].to_owned();
            found.push((p, text));
        }
    }
    let asked: Vec<promise::Said<'_>> =
        found.iter().map(|(promise, sentence)| promise::Said { promise, sentence }).collect();
    let entries: Vec<&str> = resolved.iter().map(String::as_str).collect();
    let covered = promise::cover(&asked, &entries);
    if record["source"].as_str().is_some_and(|s| s.starts_with("reference/item-page")) {
        let open = covered.iter().filter(|c| c.is_none()).count();
        assert_eq!((open, covered.len()), (2, 4), "the reference page: {found:?}");
        for (said, _) in &found {
            println!("reference: {}", promise::resolution_wording(said));
        }
    }
    if tell {
        for (at, (_, sentence)) in found.iter().enumerate() {
            let listed = texts(&record["borderline"]).into_iter();
            let known = record["promises"].as_array().into_iter().flatten();
            let known = known.map(|v| v["text"].as_str().unwrap_or_default().to_owned()).chain(listed);
            if !known.into_iter().any(|k| k.contains(sentence.as_str()) || sentence.contains(&k)) {
                println!("UNLISTED [{:?}] {sentence}", covered[at]);
            }
        }
    }
    for want in record["promises"].as_array().into_iter().flatten() {
        let text = want["text"].as_str().unwrap_or_default();
        let is_covered = want["covered"].as_u64() == Some(1);
        let near = found.iter().position(|(_, s)| s.contains(text) || text.contains(s.as_str()));
        let right = near.is_some_and(|at| covered[at].is_some() == is_covered);
        if right {
            tally.right += 1;
        } else {
            tally.wrong += 1;
        }
        if tell && !right {
            println!(
                "ITEM {} want covered={is_covered}: {text}",
                if near.is_some() { "wrong" } else { "unfound" }
            );
            println!("     resolved: {resolved:?}");
        }
    }
}

fn score(records: &[Value], keep: impl Fn(&str) -> bool, tell: bool) -> Tally {
    let mut tally = Tally::default();
    for record in records.iter().filter(|r| keep(r["source"].as_str().unwrap_or_default())) {
        if record["kind"] == "item" {
            score_item(record, &mut tally, tell);
            continue;
        }
        let text = record["text"].as_str().unwrap_or_default();
        let found = promise::find(text);
        let why = || promise::reason(text).unwrap_or("-");
        match record["label"].as_u64() {
            Some(1) if !found.is_empty() => tally.hit += 1,
            Some(1) => {
                tally.missed += 1;
                if tell {
                    println!("MISSED {text}");
                }
            }
            Some(0) if !found.is_empty() => {
                tally.stray += 1;
                if tell {
                    println!("STRAY [{}] {text}", why());
                }
            }
            _ => {}
        }
    }
    tally
}

#[test]
fn promises_of_the_labelled_set() {
    let Some(records) = records() else {
        println!("skipped: no labelled promises beside the repository");
        return;
    };
    let pages: Vec<String> = records
        .iter()
        .map(|r| r["source"].as_str().unwrap_or_default().to_owned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let half = |source: &str| pages.iter().position(|p| p == source).is_some_and(|at| at % 2 == 0);
    let tell = std::env::var("MINUTEBOOK_TELL").ok();
    let tell = tell.as_deref();
    let first = score(&records, half, matches!(tell, Some("1" | "all")));
    let second = score(&records, |s| !half(s), matches!(tell, Some("2" | "all")));
    let all = score(&records, |_| true, false);
    for (name, t) in [("half of the pages", first), ("the other half", second), ("all", all)] {
        println!(
            "{name}: precision {:.3}, recall {:.3}, covered or open right {:.3} {t:?}",
            t.precision(),
            t.recall(),
            t.cover()
        );
    }
    assert!(all.precision() >= 0.90, "precision {:.3}", all.precision());
    assert!(all.recall() >= 0.85, "recall {:.3}", all.recall());
    assert!(all.cover() >= 0.90, "covered or open right {:.3}", all.cover());
}

#[test]
fn promises_of_our_own_set() {
    let records = parsed(include_str!("../data/promises.jsonl"));
    let all = score(&records, |_| true, std::env::var_os("MINUTEBOOK_TELL").is_some());
    println!(
        "our own: precision {:.3}, recall {:.3}, covered or open right {:.3} {all:?}",
        all.precision(),
        all.recall(),
        all.cover()
    );
    assert!(all.hit + all.missed >= 75 && all.right + all.wrong >= 35, "{all:?}");
    assert!(all.precision() >= 0.90, "precision {:.3}", all.precision());
    assert!(all.recall() >= 0.90, "recall {:.3}", all.recall());
    assert!(all.cover() >= 0.90, "covered or open right {:.3}", all.cover());
}
