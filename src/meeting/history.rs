//! Undo and redo: the steps taken, rebuilt from the journal's records as well as from live typing.
//!
//! A step is what one undo takes back: a word, a paste, a command. Limits:
//! - it holds the steps since the session was opened; older ones are brought from the journal when asked for;
//! - a run of typing that the journal keeps as one line is taken back word by word;
//! - the beginning of the session is no step.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Edit, Stamp};

/// One line of the journal: the edits of one change, applied together or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its number, rising by one from 1.
    #[serde(skip)]
    pub n: u64,
    /// The number of the first record for which it stands: its own, or an earlier one in a compacted journal.
    #[serde(skip)]
    pub first: u64,
    /// When it was made.
    pub at: Stamp,
    /// When the last of a run of typing was made, where the record stands for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
    /// The undo step to which it belongs.
    pub step: u64,
    /// Whether it does, undoes or does again.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub how: How,
    /// The edits, in the order in which they are applied.
    pub edits: Vec<Edit>,
}

/// Whether a record does something new, takes a step back, or does it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// Something new.
    #[default]
    Do,
    /// A step taken back.
    Undo,
    /// A step done again.
    Redo,
}

/// What one undo takes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its number, rising.
    pub number: u64,
    /// Its edits in the order in which they were applied.
    pub edits: Vec<Edit>,
    /// Whether it is a run of typing that the journal keeps as one line: it is taken back word by word.
    pub run: bool,
}

/// The steps that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The number of the next new step.
    next: u64,
    /// The number of the last journal record before those known here; 0 where all are known.
    older: u64,
    /// The number of the last record taken in.
    last: u64,
}

/// How many steps are kept at hand; older ones are brought from the journal when undo asks for them, so that a meeting of
/// eight hours takes no more memory than one of two.
const AT_HAND: usize = 4_096;

impl History {
    /// A history that begins behind the journal's record `older`; steps from there on are numbered from `next`.
    pub fn behind(older: u64, next: u64) -> Self {
        Self { done: Vec::new(), undone: Vec::new(), next, older, last: older }
    }

    /// The journal's record up to which older steps can be brought; 0 where all are here.
    pub fn older(&self) -> u64 {
        self.older
    }

    /// The number that the next new step will carry.
    pub fn next_step(&self) -> u64 {
        self.next.max(1)
    }

    /// Takes a record into the history as it is made, and lets go of the oldest steps where there are many.
    pub fn record(&mut self, record: &Record) {
        let new_step = self.done.last().is_some_and(|step| step.number != record.step);
        if record.how == How::Do && new_step && self.done.len() >= AT_HAND {
            // The journal has what goes; undo asks for it by the number of the last record that is not here.
            let many = self.done.len() - AT_HAND / 2;
            self.done.drain(..many);
            self.older = self.last.max(1);
        }
        self.take_in(record);
    }

    fn take_in(&mut self, record: &Record) {
        if record.edits.iter().any(|edit| matches!(edit, Edit::Begin(_))) {
            // What came before led to another meeting: a beginning can't be taken back, nor what lies behind it.
            (self.done, self.undone, self.older) = (Vec::new(), Vec::new(), 0);
        }
        self.last = record.n;
        match record.how {
            How::Do => self.add(record),
            How::Undo => {
                self.take_back(record);
                let edits = record.edits.iter().rev().map(Edit::inverse).collect();
                self.undone.push(Step { number: record.step, edits, run: false });
            }
            How::Redo => {
                self.undone.pop();
                self.done.push(Step { number: record.step, edits: record.edits.clone(), run: false });
            }
        }
        self.next = self.next.max(record.step.saturating_add(1));
    }

    fn add(&mut self, record: &Record) {
        self.undone.clear();
        let edits = record.edits.iter().filter(|edit| !matches!(edit, Edit::Begin(_))).cloned();
        let run = record.until.is_some();
        match self.done.last_mut() {
            Some(step) if step.number == record.step => {
                for edit in edits {
                    add_to(&mut step.edits, edit);
                }
            }
            Some(_) | None => {
                let edits: Vec<_> = edits.collect();
                if !edits.is_empty() {
                    self.done.push(Step { number: record.step, edits, run });
                }
            }
        }
    }

    /// Takes what a record undid off the steps done. It may be a part of a run only: what was undone word by word, or as a step
    /// of its own before the journal was compacted, is undone in the journal in just that way.
    fn take_back(&mut self, record: &Record) {
        let before =
            self.done.len().checked_sub(2).and_then(|at| self.done.get(at)).map_or(0, |step| step.number);
        let Some(step) = self.done.last_mut() else { return };
        let inside = step.run && (before..step.number).contains(&record.step);
        if step.number != record.step && !inside {
            return;
        }
        if step.edits.iter().rev().map(Edit::inverse).eq(record.edits.iter().cloned()) {
            self.done.pop();
            return;
        }
        for edit in &record.edits {
            add_to(&mut step.edits, edit.clone());
        }
        if let [Edit::Text { del, ins, unmark, mark, .. }] = step.edits.as_slice()
            && del == ins
            && unmark.is_empty()
            && mark.is_empty()
        {
            self.done.pop();
        }
    }

    /// What the next undo does: the step's number and the edits that take it back. None where nothing is left here;
    /// then [`Self::older`] says whether the journal has more.
    pub fn undo(&mut self) -> Option<(u64, Vec<Edit>)> {
        self.split_long_run();
        let step = self.done.last()?;
        Some((step.number, step.edits.iter().rev().map(Edit::inverse).collect()))
    }

    /// What the next redo does.
    pub fn redo(&self) -> Option<(u64, Vec<Edit>)> {
        self.undone.last().map(|step| (step.number, step.edits.clone()))
    }

    /// The history of a whole journal. It is trimmed again as soon as something new is done.
    pub fn of(records: &[Record]) -> Self {
        let mut history = Self::default();
        for record in records {
            history.take_in(record);
        }
        history
    }

    /// A run of typing that was read back as one edit is undone word by word: its last word becomes a step.
    fn split_long_run(&mut self) {
        let Some(Step { number, edits, run: true }) = self.done.last_mut() else { return };
        let [Edit::Text { slot, at, del, ins, unmark, mark }] = edits.as_mut_slice() else { return };
        if !del.is_empty() || !unmark.is_empty() || !mark.is_empty() {
            return;
        }
        let mut words = ins.unicode_word_indices().map(|(at, _)| at);
        let Some(cut) = words.rfind(|at| *at > 0) else { return };
        let tail = ins.split_off(cut);
        let edit = Edit::Text {
            slot: *slot,
            at: *at + cut,
            del: String::new(),
            ins: tail,
            unmark: Vec::new(),
            mark: Vec::new(),
        };
        let number = *number;
        self.done.push(Step { number, edits: vec![edit], run: false });
    }
}

/// Adds an edit to those of a step, as a part of the last one where both are one run of typing.
fn add_to(edits: &mut Vec<Edit>, edit: Edit) {
    let left = match edits.last_mut() {
        Some(last) => last.absorb(edit),
        None => Err(edit),
    };
    if let Err(edit) = left {
        edits.push(edit);
    }
}

/// The longest single insertion, in bytes, that counts as typing and not as a paste.
const TYPED: usize = 32;

/// Folds the records of a journal into fewer: one for each unbroken run of typing. What they make of a meeting is the
/// same, and so is what was undone and done again. A paste stays a record of its own, since it is one step of undo; so does
/// typing that belongs to a step with something else in it, since the whole run would become a part of that step.
pub fn compact(records: Vec<Record>) -> Vec<Record> {
    let typed = |record: &Record| match record.edits.as_slice() {
        [Edit::Text { del, ins, .. }] => record.until.is_some() || ins.len().max(del.len()) <= TYPED,
        _ => false,
    };
    let plain = |record: &Record| record.how == How::Do && typed(record);
    let apart: std::collections::HashSet<u64> =
        records.iter().filter(|record| !plain(record)).map(|record| record.step).collect();
    let is_run = |record: &Record| plain(record) && !apart.contains(&record.step);
    let mut kept: Vec<Record> = Vec::new();
    for mut record in records {
        if let Some(last) = kept.last_mut()
            && is_run(last)
            && is_run(&record)
            && let (Some(so_far), Some(edit)) = (last.edits.last_mut(), record.edits.pop())
        {
            match so_far.absorb(edit) {
                Ok(()) => {
                    last.until = Some(record.until.unwrap_or(record.at));
                    last.step = record.step;
                    last.n = record.n;
                    continue;
                }
                Err(edit) => record.edits.push(edit),
            }
        }
        kept.push(record);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{Entry, Item, ItemId, Meeting, Pane, Slot};

    fn meeting() -> Meeting {
        let item = Item { id: ItemId(1), minutes: vec![Entry::default()], ..Item::default() };
        Meeting { items: vec![item].into(), ..Meeting::default() }
    }

    fn slot() -> Slot {
        Slot { item: ItemId(1), pane: Pane::Minutes, at: 0 }
    }

    /// Types into the one entry, a record a word, and returns the records.
    fn typed(meeting: &mut Meeting, words: &[&str]) -> Vec<Record> {
        let mut records = Vec::new();
        for (word, n) in words.iter().zip(1..) {
            let at = meeting.entry(slot()).unwrap().text.len();
            let edit = Edit::splice(meeting, slot(), (at, 0), word, Vec::new()).unwrap();
            meeting.apply(&edit).unwrap();
            let (at, until, how) = (Stamp::default(), None, How::Do);
            records.push(Record { n, first: n, at, until, step: n, how, edits: vec![edit] });
        }
        records
    }

    #[test]
    fn a_compacted_run_is_one_record_that_makes_the_same_text() {
        let mut live = meeting();
        let records = typed(&mut live, &["The ", "panel ", "noted ", "it."]);
        let short = compact(records);
        assert_eq!(short.len(), 1);
        assert_eq!((short[0].first, short[0].n), (1, 4));
        let mut again = meeting();
        again.apply(&short[0].edits[0]).unwrap();
        assert_eq!(again, live);
    }

    #[test]
    fn a_compacted_run_is_taken_back_word_by_word() {
        let mut live = meeting();
        let records = compact(typed(&mut live, &["The ", "panel ", "noted ", "it."]));
        let mut history = History::of(&records);
        let mut texts = Vec::new();
        while let Some((step, edits)) = history.undo() {
            for edit in &edits {
                live.apply(edit).unwrap();
            }
            let (n, at, until) = (0, Stamp::default(), None);
            history.record(&Record { n, first: n, at, until, step, how: How::Undo, edits });
            texts.push(live.entry(slot()).unwrap().text.clone());
        }
        assert_eq!(texts, ["The panel noted ", "The panel ", "The ", ""]);
    }

    #[test]
    fn a_paste_stays_one_step() {
        let mut live = meeting();
        let paste = "a long paragraph that came from somewhere else, whole";
        let records = compact(typed(&mut live, &["So: ", paste, " end"]));
        assert_eq!(records.len(), 3);
        let mut history = History::of(&records[..2]);
        assert_eq!(history.undo().unwrap().1, [records[1].edits[0].inverse()]);
    }
}
