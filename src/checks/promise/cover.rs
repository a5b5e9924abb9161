//! Which entry carries which promise forward: shared words weighed by how much they say, owners that can be the same,
//! and one entry for one promise.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::assign::{Row, assign};
use super::content::{Content, Keys};
use super::pattern::{Pattern, Words};
use super::words::{in_class, set};
use super::{Promise, first_find};
use crate::checks::tokens::{Token, tokens};

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

/// For each promise the entry that covers it, if any; one entry covers one promise.
///
/// A bare tag with an owner and no task ("ACTION: MS") stands for every promise that can be that owner's.
pub fn cover(promises: &[Said<'_>], resolved: &[&str]) -> Vec<Option<usize>> {
    let mut keys = Keys::default();
    let tasks: Vec<Task> = promises.iter().map(|said| Task::new(said, &mut keys)).collect();
    let entries: Vec<Entry> = resolved.iter().map(|text| Entry::new(text, &mut keys)).collect();
    let tasks: Vec<(u64, &Task)> = (0..).zip(&tasks).collect();
    let entries: Vec<(u64, &Entry)> = (0..).zip(&entries).collect();
    Pairs::default().cover(&tasks, &entries, &keys)
}

/// How well each promise of an item fits each of its entries, kept so that only what changed is weighed again.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// What the entries are known by.
    weighed: HashSet<u64, BuildHasherDefault<AsItIs>>,
    /// The entries that may cover a promise, with their scores; both by what they are known by.
    rows: Numbers<Vec<(u64, f64)>>,
    /// What was asked last, promises and entries, and the answer: most edits touch no promise.
    last: (Vec<u64>, Vec<u64>, Vec<Option<usize>>),
}

/// By numbers that are hashes already.
pub(super) type Numbers<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// Leaves a number as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Pairs {
    /// The entry that covers each promise. What is known by the same number as before is the same as before.
    pub(super) fn cover(
        &mut self,
        tasks: &[(u64, &Task)],
        entries: &[(u64, &Entry)],
        keys: &Keys,
    ) -> Vec<Option<usize>> {
        let asked = (numbers(tasks), numbers(entries));
        if (&self.last.0, &self.last.1) == (&asked.0, &asked.1) {
            return self.last.2.clone();
        }
        let mut places: Numbers<Vec<usize>> = Numbers::default();
        for (place, (number, _)) in entries.iter().enumerate() {
            places.entry(*number).or_default().push(place);
        }
        self.weigh(tasks, entries, keys);
        let rows: Vec<Row> = tasks
            .iter()
            .map(|(number, _)| {
                let row = self.rows.get(number).into_iter().flatten();
                let placed = row.flat_map(|(entry, score)| {
                    places.get(entry).into_iter().flatten().map(|place| (*place, *score))
                });
                let mut placed: Row = placed.collect();
                placed.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                placed
            })
            .collect();
        let mut covered = assign(&rows);
        if entries.iter().any(|(_, entry)| !entry.tag.is_empty()) {
            for (slot, (_, task)) in covered.iter_mut().zip(tasks) {
                if slot.is_none() {
                    *slot = entries.iter().position(|(_, entry)| entry.is_tag_for(&task.owner));
                }
            }
        }
        self.last = (asked.0, asked.1, covered.clone());
        covered
    }

    /// Weighs what was not weighed before, and lets go what is no longer there.
    fn weigh(&mut self, tasks: &[(u64, &Task)], entries: &[(u64, &Entry)], keys: &Keys) {
        let now: HashSet<u64, _> = entries.iter().map(|(number, _)| *number).collect();
        let gone = self.weighed.iter().any(|number| !now.contains(number));
        let mut seen = HashSet::new();
        let once: Vec<&(u64, &Entry)> = entries.iter().filter(|(number, _)| seen.insert(*number)).collect();
        let fresh: Vec<&(u64, &Entry)> =
            once.iter().copied().filter(|(number, _)| !self.weighed.contains(number)).collect();
        let scores = |task: &Task, row: &mut Vec<(u64, f64)>, entries: &[&(u64, &Entry)]| {
            let scored = entries.iter().map(|(number, entry)| (*number, entry.score(task, keys)));
            row.extend(scored.filter(|(_, score)| *score > 0.0));
        };
        let mut before = std::mem::take(&mut self.rows);
        for (number, task) in tasks {
            if self.rows.contains_key(number) {
                continue;
            }
            let known = before.remove(number);
            let missing = if known.is_some() { &fresh } else { &once };
            let mut row = known.unwrap_or_default();
            if gone {
                row.retain(|(entry, _)| now.contains(entry));
            }
            if !missing.is_empty() {
                scores(task, &mut row, missing);
                // As it is asked for: sorting what is sorted costs little.
                row.sort_by(|a, b| b.1.total_cmp(&a.1));
            }
            self.rows.insert(*number, row);
        }
        self.weighed = now;
    }
}

fn numbers<T>(known: &[(u64, T)]) -> Vec<u64> {
    known.iter().map(|(number, _)| *number).collect()
}

/// What a promise is about, and who made it.
#[derive(Clone, Debug)]
pub(super) struct Task {
    content: Content,
    owner: Owner,
}

impl Task {
    /// The task of a promise; of the whole sentence where the task only points back ("follow this up").
    pub(super) fn new(said: &Said<'_>, keys: &mut Keys) -> Self {
        let words = tokens(&said.promise.task);
        let mut content = Content::of(&words, keys);
        if content.telling() < 2 {
            let points_back = words.iter().any(|t| {
                matches!(
                    t.lower.as_str(),
                    "this" | "it" | "same" | "these" | "them" | "matter" | "that" | "those" | "issue"
                )
            });
            if points_back || content.telling() == 0 {
                content = Content::of(&tokens(said.sentence), keys);
            }
        }
        Self { content, owner: Owner::new(&said.promise.owner) }
    }
}

/// Who is named, in small letters.
#[derive(Clone, Debug)]
struct Owner {
    unknown: bool,
    /// The words that name.
    names: Vec<String>,
    /// All words.
    words: Vec<String>,
}

impl Owner {
    fn new(owner: &str) -> Self {
        let owner = owner.to_lowercase();
        let title = |word: &str| {
            matches!(word, "the" | "of" | "for" | "and" | "mr" | "mrs" | "ms" | "dr" | "cllr" | "councillor")
        };
        let names = owner.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1 && !title(word));
        Self {
            unknown: matches!(
                owner.as_str(),
                "" | "he" | "she" | "they" | "we" | "i" | "members" | "all" | "it"
            ),
            names: names.map(str::to_owned).collect(),
            words: owner.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Whether two owners as written can be one: one is unknown, or they share a word that names.
    fn may_be(&self, other: &Self) -> bool {
        self.unknown || other.unknown || self.names.iter().any(|name| other.names.contains(name))
    }
}

/// An entry, read.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    content: Content,
    /// The name before "to".
    owner: Owner,
    /// The owners of a tag that names no task, in small letters.
    tag: Vec<String>,
    /// Whether it only takes note, approves or adopts.
    idle: bool,
}

impl Entry {
    pub(super) fn new(text: &str, keys: &mut Keys) -> Self {
        let all = Words::read(text);
        let body = without_label(&all);
        let told: Vec<&Token> = body.iter().filter(|t| !t.is_mark()).collect();
        let tagged = body.len() < all.len() && told.len() <= 3 && told.iter().all(|t| t.capital);
        let tag = if tagged {
            told.iter().flat_map(|t| t.lower.split(['/', '&'])).map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        let owner = Owner::new(&entry_owner(body));
        Self { content: Content::of(body, keys), owner, tag, idle: is_idle(&all) }
    }

    fn score(&self, task: &Task, keys: &Keys) -> f64 {
        if self.idle || !self.tag.is_empty() {
            return 0.0;
        }
        let (sum, telling) = task.content.shared(&self.content, keys);
        let least = task.content.weight().min(self.content.weight());
        if telling == 0 || least <= 0.0 {
            return 0.0;
        }
        let mut share = sum / least;
        if !task.owner.may_be(&self.owner) {
            share *= OTHER_OWNER;
        }
        let enough = if telling >= 2 { ENOUGH_WITH_TWO } else { ENOUGH };
        if share >= enough { share + sum / 100.0 } else { 0.0 }
    }

    fn is_tag_for(&self, owner: &Owner) -> bool {
        let named = || self.tag.iter().any(|tag| owner.words.contains(tag));
        !self.tag.is_empty() && (owner.unknown || named())
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
    if words.iter().take(to).any(|t| !t.capital && in_class("verbal", t)) {
        return String::new();
    }
    let name: Vec<&str> = words.iter().take(to).map(|t| t.lower.as_str()).filter(|w| *w != "the").collect();
    name.join(" ")
}

/// Words by which an entry takes note, approves or adopts.
static NOTING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set("noted notes welcomed adopted approved confirmed received accepted thanked endorsed signed ratified")
});
/// The same as a bare verb: "To note the report", not "Members to receive a note".
static NOTES: LazyLock<[Pattern; 2]> = LazyLock::new(|| {
    [
        Pattern::new("^^ note|welcome|adopt|approve|confirm|receive|accept|endorse"),
        Pattern::new("to|and @adverb? note|welcome|adopt|approve|confirm|endorse"),
    ]
});
/// Words by which it hands something on all the same.
static HANDING_ON: LazyLock<[Pattern; 2]> =
    LazyLock::new(|| [Pattern::new("to @do"), Pattern::new("be @done")]);

/// An entry that hands nothing on: "That the report be noted".
fn is_idle(words: &Words) -> bool {
    let notes = words.iter().any(|t| NOTING.contains(t.lower.as_str()));
    (notes || NOTES.iter().any(|pattern| pattern.find(words, 0).is_some()))
        && first_find(words).is_none()
        && HANDING_ON.iter().all(|pattern| pattern.find(words, 0).is_none())
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
    }
}
