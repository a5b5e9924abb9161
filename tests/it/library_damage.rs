//! Damage to the bytes of a session: F4, F5, F6, F7 of the fault list, and readers that must stand any bytes.

use std::path::Path;

use minutebook::library::judge::{Finding, Verdict, judge};
use minutebook::library::session_file::{self, Found, SessionFile};
use minutebook::library::{LibraryError, journal};
use minutebook::meeting::{Meeting, Record, compact};
use proptest::prelude::*;

use crate::library_faults::{PATH, Run, library};
use crate::library_history::session;
use crate::library_open::meeting;
use crate::random::{Clerk, Random, stamp};
use crate::simdisk::SimDisk;

/// A session's two files as they are after a crash, and the model.
struct Files {
    session: Vec<u8>,
    journal: Vec<u8>,
    /// The byte behind each record's line; the first is the header's.
    ends: Vec<usize>,
    /// The meeting after each record; the first is the beginning, record 1.
    after: Vec<Meeting>,
    saved: usize,
}

fn files(records: &[Record], after: Vec<Meeting>, saved: usize) -> Files {
    let mut journal = journal::header("0badcafe");
    let mut ends = vec![journal.len()];
    for record in records {
        journal.push_str(&journal::encode(record).unwrap());
        ends.push(journal.len());
    }
    let file = SessionFile {
        format: 1,
        id: "0badcafe".to_owned(),
        saved: saved as u64,
        step: records[saved - 1].step,
        meeting: after[saved - 1].clone(),
        ..SessionFile::default()
    };
    let session = session_file::encode(&file).unwrap();
    Files { session, journal: journal.into_bytes(), ends, after, saved }
}

fn typed(count: usize, saved: usize) -> Files {
    let (mut records, mut after) = session(4, 0);
    let mut clerk = Clerk::new(4, meeting(), 1, 1);
    for _ in 1..count {
        records.push(clerk.types());
        after.push(clerk.meeting.clone());
    }
    files(&records, after, saved)
}

impl Files {
    /// How many records are whole in the first bytes of the journal.
    fn whole(&self, cut: usize) -> usize {
        self.ends.iter().skip(1).filter(|end| **end <= cut).count()
    }

    fn said_by(&self, verdict: &Verdict) -> Option<usize> {
        self.after.iter().rposition(|meeting| *meeting == verdict.session.meeting).map(|at| at + 1)
    }
}

#[test]
fn f4_a_journal_cut_at_any_byte_loses_the_torn_record_at_most() {
    let files = typed(300, 260);
    for cut in 0..files.journal.len() {
        let verdict = judge(Some(&files.session), Some(&files.journal[..cut]), stamp(0)).unwrap();
        let whole = files.whole(cut).max(files.saved);
        assert!(verdict.session.meeting == files.after[whole - 1], "cut at {cut}");
        let at_a_line = files.ends.contains(&cut);
        assert_eq!(verdict.journal_damaged, !at_a_line && cut > 0, "cut at {cut}");
    }
    let few = typed(50, 1);
    for cut in 0..few.journal.len() {
        let verdict = judge(None, Some(&few.journal[..cut]), stamp(0));
        match few.whole(cut) {
            0 => assert!(verdict.is_err(), "cut at {cut}"),
            whole => assert!(verdict.unwrap().session.meeting == few.after[whole - 1], "cut at {cut}"),
        }
    }
    println!("F4: cut at each of {} and {} bytes", files.journal.len(), few.journal.len());
}

#[test]
fn f5_garbage_behind_a_torn_record_is_never_taken_for_text() {
    let files = typed(60, 40);
    let mut random = Random::new(5);
    for k in 0..5000 {
        let cut = files.ends[40] + random.below(files.journal.len() - files.ends[40]);
        let mut bytes = files.journal[..cut].to_vec();
        let len = 1 + random.below(4096);
        match random.below(4) {
            0 => bytes.extend(std::iter::repeat_n(0, len)),
            1 => bytes.extend((0..len).map(|_| random.next().to_le_bytes()[0])),
            // Old blocks of the same journal.
            2 => bytes.extend(files.journal[..cut].iter().skip(random.below(cut)).take(len)),
            _ => {
                bytes.push(b'\n');
                bytes.extend(files.journal[..cut].iter().skip(files.ends[random.below(40)]).take(len));
            }
        }
        let verdict = judge(Some(&files.session), Some(&bytes), stamp(0)).unwrap();
        let whole = files.whole(cut);
        let same = bytes.get(..files.journal.len()) == Some(&files.journal[..]);
        let said = files.said_by(&verdict);
        assert!(said == Some(whole) || said == Some(whole + 1) || same, "run {k}: {said:?} for {whole}");
        assert!(verdict.journal_damaged, "run {k}");
    }
    println!("F5: 5000 kinds of garbage, seed 5");
}

/// Spoils bytes in one of the ways in which disks and programs do.
fn spoil(bytes: &mut Vec<u8>, lines: bool, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(if lines { 6 } else { 4 }) {
        0 | 1 => bytes[at] ^= 1 << random.below(8),
        kind @ (2 | 3) => {
            let size = if kind == 2 { 512 } else { 4096 };
            let start = at / size * size;
            let end = (start + size).min(bytes.len());
            bytes[start..end].fill(0);
        }
        kind => {
            let mut all: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            let (a, b) = (1 + random.below(all.len() - 1), 1 + random.below(all.len() - 1));
            if kind == 4 {
                all.swap(a, b);
            } else {
                let copy = all[a].clone();
                all.insert(b, copy);
            }
            *bytes = all.concat();
        }
    }
}

/// Whether what was judged is right, or told.
fn hold(files: &Files, session: &[u8], journal: &[u8], what: &str) {
    let verdict = judge(Some(session), Some(journal), stamp(0)).unwrap_or_else(|no| panic!("{what}: {no:?}"));
    let last = files.after.len();
    assert_eq!(verdict.newer, None, "{what}");
    if session != files.session {
        assert!(verdict.save || verdict.session_damaged, "{what}: not noticed");
    }
    if journal != files.journal {
        assert!(verdict.journal_damaged, "{what}: not noticed");
    }
    let told = verdict.findings.iter().any(|finding| !matches!(finding, Finding::CameBack(..)));
    let same = journal.iter().zip(&files.journal).take_while(|(a, b)| a == b).count();
    let at_least = files.whole(same).max(if session == files.session { files.saved } else { 0 });
    match files.said_by(&verdict) {
        Some(said) if said == last => {}
        Some(said) => {
            assert!(told, "{what}: only {said} of {last} records came back, and nothing is said");
            assert!(said >= at_least, "{what}: {said} came back, {at_least} were before the damage");
        }
        None => {
            let honoured = verdict.findings.contains(&Finding::ChangedOutside);
            let ours = verdict.ours.as_ref().is_some_and(|ours| ours.meeting == files.after[last - 1]);
            assert!(honoured && ours, "{what}: wrong text: {:?}", verdict.findings);
        }
    }
}

#[test]
fn f6_damage_anywhere_is_found_and_what_came_before_it_is_kept() {
    let mut random = Random::new(6);
    let (mut runs, mut seed) = (0, 0);
    while runs < 10_000 {
        seed += 1;
        let (records, after) = session(seed, 59);
        let files = files(&records, after, 40);
        for _ in 0..200 {
            let (mut session, mut journal) = (files.session.clone(), files.journal.clone());
            let which = random.below(2);
            if which == 0 {
                spoil(&mut session, false, &mut random);
            } else {
                spoil(&mut journal, true, &mut random);
            }
            hold(&files, &session, &journal, &format!("seed {seed}, run {runs}, file {which}"));
            runs += 1;
        }
    }
    println!("F6: {runs} damaged sessions, seed 6, sessions 1 to {seed}");
}

#[test]
fn f6_damaged_files_are_opened_mended_and_set_aside_whole() {
    let mut random = Random::new(66);
    for k in 0..300 {
        let disk = SimDisk::new();
        let mut run = Run::begin(&disk, k);
        for at in 0..16 {
            run.act(90);
            if at == 9 {
                run.save();
            }
        }
        let disk = disk.restarted();
        let session = Path::new(PATH);
        let journal = session.with_extension("journal");
        let path = if k % 2 == 0 { session } else { &journal };
        let mut bytes = disk.content(path).unwrap();
        spoil(&mut bytes, k % 2 == 1, &mut random);
        disk.put(path, &bytes);
        let opened = library(&disk).open(session, stamp(99)).unwrap();
        let first = opened.opened;
        // All bytes that were there are there still, somewhere.
        let kept: Vec<_> = disk.paths().iter().map(|path| disk.content(path).unwrap()).collect();
        for line in bytes.split(|b| *b == b'\n').filter(|line| line.len() > 20 && path == journal) {
            let there = kept.iter().any(|all| all.windows(line.len()).any(|window| window == line));
            assert!(there, "run {k}: {} is nowhere", String::from_utf8_lossy(line));
        }
        // The journal is whole again: it alone makes the meeting.
        let mended = disk.content(&journal).unwrap();
        let alone = judge(None, Some(&mended), stamp(0)).unwrap();
        assert_eq!(alone.session.meeting, first.meeting, "run {k}");
        assert!(!alone.journal_damaged, "run {k}");
        // Typing goes on and is there the next time.
        let mut keeper = opened.keeper.unwrap();
        let mut clerk = Clerk::new(k, first.meeting, first.n, first.step);
        keeper.append(&[clerk.act(), clerk.act()], std::time::Duration::ZERO);
        let again = library(&disk.restarted()).open(session, stamp(99)).unwrap().opened;
        assert_eq!(again.meeting, clerk.meeting, "run {k}: {:?}", again.notice);
    }
    println!("F6: 300 damaged sessions opened and gone on with, seed 66");
}

/// The processor time of this thread, which a busy machine does not stretch; the time of day where there is no such clock.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()) {
        Some(nanos) => nanos / 1e9,
        None => std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs_f64(),
    }
}

#[test]
fn f7_files_that_are_no_sessions_are_told_apart_quickly() {
    let files = typed(20, 15);
    let mut random = Random::new(7);
    let noise: Vec<u8> = (0..100 << 17).flat_map(|_| random.next().to_le_bytes()).collect();
    let deep = |open: &str| {
        format!("#![enable(implicit_some)]\n(format: 1, meeting: {}", open.repeat(200_000)).into_bytes()
    };
    let mut newer = SessionFile { format: 9, id: "x".to_owned(), ..SessionFile::default() };
    newer.meeting = meeting();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("cut", files.session[..files.session.len() / 2].to_vec()),
        ("100 MB of noise", noise),
        ("nested", deep("(")),
        ("nested lists", deep("[")),
        ("open string", deep("\"")),
        ("zeros", vec![0; 1 << 20]),
        ("UTF-16", files.session.iter().flat_map(|b| [*b, 0]).collect()),
        ("a journal", files.journal.clone()),
        ("lines", vec![b'\n'; 1 << 20]),
    ];
    let mut slowest: f64 = 0.0;
    for (name, bytes) in &cases {
        let begun = cpu_seconds();
        assert!(matches!(session_file::decode(bytes), Found::Broken(_)), "{name}");
        let verdict = judge(Some(bytes), Some(&files.journal), stamp(0)).unwrap();
        assert_eq!(verdict.session.meeting, files.after[19], "{name}: rebuilt from the journal");
        if *name != "a journal" {
            let verdict = judge(Some(&files.session), Some(bytes), stamp(0)).unwrap();
            assert_eq!(verdict.session.meeting, files.after[14], "{name}: in the journal's place");
        }
        let taken = cpu_seconds() - begun;
        assert!(taken < 2.0, "{name}: {taken} s");
        slowest = slowest.max(taken);
    }
    println!(
        "F7: {} kinds of files that are no sessions, at most {slowest:.2} s for both places",
        cases.len()
    );
}

#[test]
fn a_session_file_from_before_a_compaction_is_caught_up_from_the_journal() {
    for saved in [1, 7, 30] {
        let (mut records, mut after) = session(4, 0);
        let mut clerk = Clerk::new(31, meeting(), 1, 1);
        for _ in 0..59 {
            records.push(clerk.types());
            after.push(clerk.meeting.clone());
        }
        let files = files(&records, after, saved);
        let straddles = compact(records.clone()).iter().any(|r| r.first <= 7 && 7 < r.n);
        assert!(straddles, "the compacted journal has a line across record 7");
        let mut journal = journal::header("0badcafe");
        for record in compact(records) {
            journal.push_str(&journal::encode(&record).unwrap());
        }
        let verdict = judge(Some(&files.session), Some(journal.as_bytes()), stamp(0)).unwrap();
        assert!(verdict.session.meeting == files.after[59], "saved at {saved}");
        assert!(!verdict.journal_damaged, "saved at {saved}");
    }
}

#[test]
fn a_newer_session_is_read_only_and_never_rewritten() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 1);
    run.close();
    let disk = disk.restarted();
    let path = Path::new(PATH);
    let Found::Sound(file) = session_file::decode(&disk.content(path).unwrap()) else { panic!("not sound") };
    let newer = session_file::encode(&SessionFile { format: 2, ..*file }).unwrap();
    disk.put(path, &newer);
    let journal = disk.content(&path.with_extension("journal"));
    let opened = library(&disk).open(path, stamp(9)).unwrap();
    assert!(opened.keeper.is_none());
    assert!(opened.opened.read_only.unwrap().contains("format 2"));
    assert_eq!(opened.opened.meeting, meeting());
    assert_eq!(
        (disk.content(path).unwrap(), disk.content(&path.with_extension("journal"))),
        (newer, journal)
    );
    disk.put(path, b"(format: 12, meeting: Other(shape))");
    let refused = library(&disk).open(path, stamp(9)).unwrap_err();
    assert!(matches!(refused, LibraryError::TooNew { version: 12, .. }), "{refused}");
}

#[test]
fn when_both_files_are_damaged_the_words_are_saved() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 21);
    for _ in 0..40 {
        run.act(90);
    }
    run.save();
    let path = Path::new(PATH);
    let bytes = disk.content(path).unwrap();
    let disk = disk.restarted();
    disk.put(path, &bytes[..bytes.len() * 9 / 10]);
    disk.put(&path.with_extension("journal"), b"nothing of use\n");
    let opened = library(&disk).open(path, stamp(99)).unwrap().opened;
    let told = opened.notice.unwrap();
    assert!(told.contains("only the words") && told.contains(".damaged-1"), "{told}");
    let texts = |meeting: &Meeting| -> Vec<String> {
        meeting.items.iter().flat_map(|item| &item.minutes).map(|entry| entry.text.clone()).collect()
    };
    let (had, saved) = (texts(&run.clerk.meeting), texts(&opened.meeting));
    let found = had.iter().filter(|text| !text.trim().is_empty() && saved.contains(text)).count();
    assert!(found > 0, "{had:?} {saved:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readers_stand_any_bytes(session: Vec<u8>, journal: Vec<u8>) {
        drop(session_file::decode(&session));
        drop(judge(Some(&session), Some(&journal), stamp(0)));
    }

    #[test]
    fn readers_stand_any_text_that_looks_like_ours(
        session in "\\(format: [0-9]{1,3}, (id: \"[a-f]{0,8}\", )?saved: [0-9]{1,25}, meeting: \\((people: \\[\\], )?items: \\[.{0,60}\\]\\)\\)\n?",
        journal in "(minutebook journal 1 [a-f0-9]{8} [a-f0-9]{8}\n)?([0-9]{1,22}(-[0-9]{1,22})? [0-9a-f]{8} .{0,40}\n){0,8}",
    ) {
        drop(judge(Some(session.as_bytes()), Some(journal.as_bytes()), stamp(0)));
    }

    #[test]
    fn readers_stand_our_files_with_anything_put_into_them(seed: u64, cuts in prop::collection::vec((any::<usize>(), any::<Vec<u8>>()), 1..6)) {
        let (records, after) = session(seed, 12);
        let files = files(&records, after, 8);
        let (mut ron, mut journal) = (files.session, files.journal);
        for (at, bytes) in cuts {
            for file in [&mut ron, &mut journal] {
                let at = at % (file.len() + 1);
                let end = (at + bytes.len() / 2).min(file.len());
                file.splice(at..end, bytes.iter().copied());
            }
        }
        drop(judge(Some(&ron), Some(&journal), stamp(0)));
        drop(judge(None, Some(&journal), stamp(0)));
    }
}
