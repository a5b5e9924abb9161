//! What keeping a session costs: `cargo bench --bench library`.
#![expect(clippy::unwrap_used, reason = "a benchmark that can't begin has nothing to say")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use divan::{Bencher, black_box};
use minutebook::library::{Library, RealDisk, journal, session_file};
use minutebook::meeting::{
    Edit, Entry, EntryId, Head, How, Item, ItemId, Meeting, Pane, Record, Slot, Stamp, compact,
};

fn main() {
    divan::main();
}

fn library(folder: &tempfile::TempDir) -> Library {
    Library {
        disk: Arc::new(RealDisk),
        folder: folder.path().to_owned(),
        journal_dir: None,
        index: None,
        second: vec![folder.path().join("kept")],
        owner: "a benchmark".to_owned(),
    }
}

/// A meeting of 40 items with so many paragraphs of 500 bytes in each.
fn meeting(paragraphs: u32) -> Meeting {
    let text = "The panel noted the report and asked for figures. ".repeat(10);
    let entry = |id| Entry { id: EntryId(id), text: text.clone(), ..Entry::default() };
    let item =
        |id| Item { id: ItemId(id), minutes: (1..=paragraphs).map(entry).collect(), ..Item::default() };
    let head = Head { body: Some("Panel".to_owned()), ..Head::default() };
    Meeting { head, items: (1..=40).map(item).collect(), ..Meeting::default() }
}

/// One typed letter at the end of the first paragraph.
fn letter(meeting: &Meeting, n: u64) -> Record {
    let slot = Slot { item: ItemId(1), pane: Pane::Minutes, at: 0 };
    let at = meeting.entry(slot).unwrap().text.len();
    let edit = Edit::splice(meeting, slot, (at, 0), "x", Vec::new()).unwrap();
    let (at, until, step) = (Stamp::default(), None, n / 5);
    Record { n, first: n, at, until, step, how: How::Do, edits: vec![edit] }
}

fn letters(count: u64) -> (Meeting, Vec<Record>) {
    let mut meeting = meeting(50);
    let mut records = Vec::new();
    for n in 2..count + 2 {
        let record = letter(&meeting, n);
        journal::apply(&mut meeting, &record).unwrap();
        records.push(record);
    }
    (meeting, records)
}

/// One key: applied, written as a line, appended with write(2).
#[divan::bench]
fn append_one_letter(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = library(&folder).begin(meeting(50), Stamp::default()).keeper.unwrap();
    let mut n = 1;
    bencher.bench_local(|| {
        n += 1;
        let record = letter(keeper.meeting(), n);
        keeper.append(&[record], Duration::ZERO);
        black_box(keeper.reports());
    });
}

/// A journal of 10,000 keys, read and folded.
#[divan::bench]
fn fold_10_000_letters(bencher: Bencher<'_, '_>) {
    let (_, records) = letters(10_000);
    let text: String = records.iter().map(|record| journal::encode(record).unwrap()).collect();
    let begun = meeting(50);
    bencher.with_inputs(|| begun.clone()).bench_local_values(|mut meeting| {
        for line in &journal::scan(text.as_bytes()).lines {
            journal::apply(&mut meeting, &line.record().unwrap()).unwrap();
        }
        meeting
    });
}

/// A megabyte of journal folded into one line for each run of typing.
#[divan::bench]
fn compact_10_000_letters(bencher: Bencher<'_, '_>) {
    let (_, records) = letters(10_000);
    bencher.with_inputs(|| records.clone()).bench_local_values(compact);
}

/// A closed session of 1 MB, with its lock, its journal and its check of both.
#[divan::bench]
fn open_1_mb(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let library = library(&folder);
    let path: PathBuf = library.begin(meeting(50), Stamp::default()).opened.path;
    bencher.bench_local(|| library.open(&path, Stamp::default()).unwrap().opened.n);
}

/// The session file of 1 MB as bytes.
#[divan::bench]
fn encode_1_mb(bencher: Bencher<'_, '_>) {
    let file = session_file::SessionFile { format: 1, meeting: meeting(50), ..Default::default() };
    bencher.bench_local(|| session_file::encode(&file).unwrap().len());
}

/// The list of 200 sessions of 50 KB.
#[divan::bench]
fn list_200(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let library = library(&folder);
    for _ in 0..200 {
        let mut keeper = library.begin(meeting(2), Stamp::default()).keeper.unwrap();
        keeper.close(None, Duration::ZERO);
        keeper.settle(Duration::ZERO);
    }
    bencher.bench_local(|| library.list(Stamp::default()).unwrap().len());
}
