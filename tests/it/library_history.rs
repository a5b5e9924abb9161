//! Properties of the journal: what it folds to, what compaction keeps, what undo reaches.

use minutebook::library::journal;
use minutebook::meeting::{Edit, History, How, Meeting, Record, compact};
use proptest::prelude::*;

use crate::library_open::meeting;
use crate::random::{Clerk, stamp};

/// A session's records from its beginning, and the meeting after each.
pub(crate) fn session(seed: u64, count: usize) -> (Vec<Record>, Vec<Meeting>) {
    let begun = meeting();
    let edits = vec![Edit::Begin(Box::new(begun.clone()))];
    let first = Record { n: 1, first: 1, at: stamp(0), until: None, step: 1, how: How::Do, edits };
    let mut clerk = Clerk::new(seed, begun.clone(), 1, 1);
    let (mut records, mut after) = (vec![first], vec![begun]);
    for _ in 0..count {
        records.push(clerk.act());
        after.push(clerk.meeting.clone());
    }
    (records, after)
}

fn fold(records: &[Record]) -> Meeting {
    let mut meeting = Meeting::default();
    for record in records {
        journal::apply(&mut meeting, record).unwrap();
    }
    meeting
}

fn journal_of(records: &[Record]) -> String {
    let lines = records.iter().map(|record| journal::encode(record).unwrap());
    journal::header("0badcafe") + &lines.collect::<String>()
}

/// Takes everything back that the history knows, and gives the meeting at which that ends.
pub(crate) fn all_undone(records: &[Record]) -> Meeting {
    let mut meeting = fold(records);
    let mut history = History::of(records);
    while let Some((step, edits)) = history.undo() {
        for edit in &edits {
            meeting.apply(edit).unwrap_or_else(|misfit| panic!("{misfit}: undo of step {step}: {edit:?}"));
        }
        let n = 0;
        history.record(&Record { n, first: n, at: stamp(0), until: None, step, how: How::Undo, edits });
    }
    meeting
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_journal_folds_to_the_live_meeting(seed: u64) {
        let (records, after) = session(seed, 120);
        let text = journal_of(&records);
        let scan = journal::scan(text.as_bytes());
        let read: Vec<_> = scan.lines.iter().map(|line| line.record().unwrap()).collect();
        prop_assert_eq!(&read, &records);
        prop_assert_eq!(scan.sound, records.len());
        prop_assert_eq!(&fold(&read), after.last().unwrap());
    }

    #[test]
    fn an_edit_and_its_inverse_are_nothing(seed: u64) {
        let (records, after) = session(seed, 60);
        for (k, record) in records.iter().enumerate().skip(1) {
            let mut meeting = after[k].clone();
            for edit in record.edits.iter().rev() {
                meeting.apply(&edit.inverse()).unwrap();
            }
            prop_assert_eq!(&meeting, &after[k - 1]);
        }
    }

    #[test]
    fn compaction_keeps_what_the_journal_folds_to(seed: u64, parts in 1_usize..4) {
        let (records, after) = session(seed, 150);
        // A journal is compacted again and again, each time up to the last save.
        let mut journal = Vec::new();
        for chunk in records.chunks(records.len().div_ceil(parts)) {
            journal.extend_from_slice(chunk);
            journal = compact(journal);
        }
        prop_assert_eq!(&fold(&journal), after.last().unwrap());
        let mut next = 1;
        for record in &journal {
            prop_assert_eq!(record.first, next);
            next = record.n + 1;
        }
        prop_assert_eq!(next, records.last().unwrap().n + 1);
        prop_assert!(journal.len() <= records.len());
    }

    #[test]
    fn undo_reaches_the_beginning_whatever_was_compacted(seed: u64, parts in 1_usize..5) {
        let (records, after) = session(seed, 120);
        prop_assert_eq!(&all_undone(&records), &after[0]);
        let mut journal = Vec::new();
        for chunk in records.chunks(records.len().div_ceil(parts)) {
            journal = compact(journal);
            journal.extend_from_slice(chunk);
        }
        prop_assert_eq!(&all_undone(&journal), &after[0]);
    }

    #[test]
    fn undo_and_redo_go_on_from_a_compacted_journal(seed: u64) {
        let (records, after) = session(seed, 80);
        let mut journal = compact(records.clone());
        let last = records.last().unwrap();
        let mut clerk = Clerk::new(seed ^ 1, after.last().unwrap().clone(), last.n, History::of(&records).next_step());
        clerk.history = History::of(&journal);
        for _ in 0..80 {
            journal.push(clerk.act());
            if clerk.random.below(20) == 0 {
                journal = compact(journal);
                clerk.history = History::of(&journal);
            }
        }
        prop_assert_eq!(&fold(&journal), &clerk.meeting);
        prop_assert_eq!(&all_undone(&journal), &after[0]);
    }
}

/// A long meeting in fast motion: the journal stays small, and what it says is what was typed.
#[test]
fn f21_the_journal_of_a_long_session_stays_small() {
    use crate::library_faults::{PATH, library};
    use crate::simdisk::SimDisk;
    use minutebook::meeting::{Entry, EntryId, ItemId, Pane, Slot};
    use std::path::Path;
    use std::time::Duration;

    let disk = SimDisk::new();
    let mut keeper = library(&disk).begin(meeting(), stamp(0)).keeper.unwrap();
    let journal = Path::new(PATH).with_extension("journal");
    let (mut typed, mut now) = (0, Duration::ZERO);
    let (mut longest, mut slot) = (0, Slot::default());
    for n in 2..30_000 {
        let paragraph = n % 500 == 2;
        let edit = if paragraph {
            let at = keeper.meeting().items[0].minutes.len();
            slot = Slot { item: ItemId(1), pane: Pane::Minutes, at };
            let id = EntryId(u32::try_from(n).unwrap());
            Edit::Entry { slot, from: None, to: Some(Box::new(Entry { id, ..Entry::default() })) }
        } else {
            typed += 1;
            let at = keeper.meeting().entry(slot).unwrap().text.len();
            Edit::splice(keeper.meeting(), slot, (at, 0), if n % 6 == 0 { " " } else { "e" }, Vec::new())
                .unwrap()
        };
        let (at, until, step, how) = (stamp(n / 12), None, n / 6 + 1, How::Do);
        keeper.append(&[Record { n, first: n, at, until, step, how, edits: vec![edit] }], now);
        now += Duration::from_millis(80);
        keeper.settle(now);
        drop(keeper.reports());
        if n % 100 == 0 {
            let len = disk.content(&journal).unwrap().len();
            longest = longest.max(len);
            assert!(len <= 3 * typed + (1 << 20) + 1000, "{len} bytes for {typed} typed");
        }
    }
    keeper.close(None, now);
    keeper.settle(now);
    let len = disk.content(&journal).unwrap().len();
    println!("F21: {typed} letters, journal at most {longest} bytes, {len} when closed");
    assert!(len <= 3 * typed, "{len} bytes for {typed} typed");
    let opened = library(&disk.restarted()).open(Path::new(PATH), stamp(0)).unwrap().opened;
    assert_eq!(&opened.meeting, keeper.meeting());
}
