//! Where a session is kept and who may write it: second places, changes from outside, locks, modes, links, clocks; F15, F17
//! and F20 of the fault list.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use minutebook::app::event::DiskState;
use minutebook::library::session_file::{self, Found};
use minutebook::library::{Disk as _, Library, Report};
use minutebook::meeting::{How, Record};

use crate::library_faults::{PATH, Run, check, library};
use crate::library_history::all_undone;
use crate::library_open;
use crate::library_open::{meeting, text, typed};
use crate::random::{Clerk, stamp};
use crate::simdisk::{EIO, ENOSPC, Fault, Plan, SimDisk};

fn full(under: &str) -> Plan {
    let under = PathBuf::from(under);
    Plan { fault: Fault::Error(ENOSPC), at: 1, sticky: true, under, writes_only: true }
}

/// A session that had to be kept elsewhere, killed there.
fn kept_and_killed(seed: u64) -> (SimDisk, Run) {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, seed);
    for _ in 0..8 {
        run.act(90);
    }
    disk.plan(Some(full("/minutes")));
    for _ in 0..8 {
        run.act(300);
    }
    let DiskState::Trouble(why) = &run.state else { panic!("no trouble told") };
    assert!(why.contains("the disk is full") && why.contains("/state/kept/"), "{why}");
    (disk.restarted(), run)
}

fn kept_files(disk: &SimDisk) -> Vec<PathBuf> {
    let is_waiting =
        |path: &PathBuf| path.starts_with("/state") && path.extension().is_some_and(|e| e == "ron");
    disk.paths().into_iter().filter(is_waiting).collect()
}

#[test]
fn what_was_kept_in_a_second_place_is_taken_up_by_the_next_start() {
    let (disk, run) = kept_and_killed(1);
    assert_eq!(kept_files(&disk).len(), 1);
    // Listing and reading need no lock, and know of it.
    assert_eq!(library(&disk).read(Path::new(PATH), stamp(99)).unwrap().meeting, run.clerk.meeting);
    let session = library(&disk).open(Path::new(PATH), stamp(99)).unwrap();
    assert_eq!(session.opened.meeting, run.clerk.meeting);
    let told = session.opened.notice.unwrap();
    assert!(told.contains("taken up again"), "{told}");
    assert_eq!(kept_files(&disk), Vec::<PathBuf>::new(), "it is done with");
    assert!(
        disk.paths().iter().any(|path| path.to_string_lossy().ends_with(".taken-up-1")),
        "and not deleted"
    );
    // All is at its place again, with its history, and a third start has nothing to tell.
    let mut keeper = session.keeper.unwrap();
    keeper.history();
    let Some(Report::History(records)) = keeper.reports().pop() else { panic!("no history") };
    assert_eq!(all_undone(&records), run.after[0]);
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    let third = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!((third.meeting, third.notice), (run.clerk.meeting, None));
}

#[test]
fn a_damaged_copy_in_a_second_place_gives_what_its_journal_holds() {
    let (disk, run) = kept_and_killed(1);
    let copy = kept_files(&disk).remove(0);
    let half = disk.content(&copy).unwrap().len() / 2;
    disk.put(&copy, &disk.content(&copy).unwrap()[..half]);
    let opened = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!(opened.meeting, run.clerk.meeting);
    let again = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!((again.meeting, again.notice), (run.clerk.meeting, None));

    // The other way round: its journal is lost, its session file holds what was kept until the last save there.
    let (disk, run) = kept_and_killed(1);
    let copy = kept_files(&disk).remove(0).with_extension("journal");
    disk.put(&copy, b"");
    let opened = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert!(run.record_of(&opened.meeting, 10).is_some());
}

#[test]
fn a_session_begun_while_the_library_was_away_is_listed_and_opened_by_name() {
    let disk = SimDisk::new();
    disk.plan(Some(full("/minutes")));
    let mut run = Run::begin(&disk, 2);
    run.act(300);
    let disk = disk.restarted();
    let listed = library(&disk).list(stamp(9)).unwrap();
    assert_eq!(listed.len(), 1, "{:?}", disk.paths());
    let path = library(&disk).find("scrutiny").unwrap();
    let opened = library(&disk).open(&path, stamp(9)).unwrap().opened;
    assert_eq!(opened.meeting, run.clerk.meeting);
    assert_eq!(library(&disk).same_paper("c0ffee00", stamp(9)), Some(PathBuf::from(PATH)));
}

#[test]
fn when_both_places_went_on_nothing_of_either_is_lost() {
    let (disk, run) = kept_and_killed(3);
    // Another machine does not see the second place, opens the session in the library and goes on.
    let elsewhere = Library { second: vec![PathBuf::from("/other")], ..library(&disk) };
    let session = elsewhere.open(Path::new(PATH), stamp(99)).unwrap();
    let mut keeper = session.keeper.unwrap();
    let mut clerk = Clerk::new(9, session.opened.meeting, session.opened.n, session.opened.step);
    for _ in 0..12 {
        keeper.append(&[clerk.act()], Duration::ZERO);
    }
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    let disk = disk.restarted();
    let opened = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!(opened.meeting, clerk.meeting);
    let told = opened.notice.unwrap();
    assert!(told.contains("two places") && told.contains("(kept aside)"), "{told}");
    let aside = PathBuf::from("/minutes/2016-03-14-scrutiny-panel (kept aside).ron");
    let Found::Sound(aside) = session_file::decode(&disk.content(&aside).unwrap()) else {
        panic!("not sound")
    };
    assert_eq!(aside.meeting, run.clerk.meeting);
    let disk = disk.restarted();
    let again = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!((again.meeting, again.notice), (clerk.meeting, None));
    // It is no session of its own, but opens by its name.
    assert_eq!(library(&disk).sessions().unwrap(), [PathBuf::from(PATH)]);
    let named = library(&disk).find("2016-03-14-scrutiny-panel (kept aside)").unwrap();
    assert_eq!(library(&disk).read(&named, stamp(99)).unwrap().meeting, run.clerk.meeting);
}

#[test]
fn when_the_second_place_fails_too_the_next_is_taken() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 4);
    disk.plan(Some(full("/minutes")));
    run.act(300);
    let fails =
        Plan { fault: Fault::Error(EIO), at: 1, sticky: true, under: PathBuf::from("/"), writes_only: true };
    disk.plan(Some(Plan { under: PathBuf::from("/state"), ..fails }));
    run.act(10);
    let DiskState::Trouble(why) = &run.state else { panic!("no trouble told") };
    assert!(why.contains("/tmp/kept/"), "{why}");
    check(&run, &disk.fork(), run.clerk.n, "in the third place");
}

/// A closed session of some records.
fn closed(seed: u64, count: usize) -> (SimDisk, Run) {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, seed);
    for k in 0..count {
        run.act(90);
        if k == count / 2 {
            run.save();
        }
    }
    run.close();
    (disk.restarted(), run)
}

#[test]
fn a_change_by_hand_is_honoured_and_ours_is_set_aside() {
    let (disk, run) = closed(5, 30);
    let bytes = String::from_utf8(disk.content(Path::new(PATH)).unwrap()).unwrap();
    disk.put(Path::new(PATH), bytes.replace("Scrutiny Panel", "Select Committee").as_bytes());
    let session = library(&disk).open(Path::new(PATH), stamp(99)).unwrap();
    assert_eq!(session.opened.meeting.head.body.as_deref(), Some("Select Committee"));
    let told = session.opened.notice.unwrap();
    assert!(
        told.contains("changed outside Minutebook") && told.contains("(before the change outside)"),
        "{told}"
    );
    let aside = disk.content(Path::new("/minutes/2016-03-14-scrutiny-panel (before the change outside).ron"));
    let Found::Sound(aside) = session_file::decode(&aside.unwrap()) else { panic!("not sound") };
    assert_eq!(aside.meeting, run.clerk.meeting);
    // Typing goes on from there, and undo goes back to the change, not through it.
    let mut keeper = session.keeper.unwrap();
    let changed = session.opened.meeting.clone();
    let mut clerk = Clerk::new(1, session.opened.meeting, session.opened.n, session.opened.step);
    keeper.append(&[clerk.act(), clerk.act()], Duration::ZERO);
    let mut keeper = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap().keeper.unwrap();
    assert_eq!(keeper.meeting(), &clerk.meeting);
    keeper.history();
    let Some(Report::History(records)) = keeper.reports().pop() else { panic!("no history") };
    assert_eq!(all_undone(&records), changed);
}

#[test]
fn a_change_by_hand_beside_an_unsaved_tail_loses_neither() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 6);
    for k in 0..20 {
        run.act(90);
        if k == 10 {
            run.save();
        }
    }
    let disk = disk.restarted();
    let bytes = String::from_utf8(disk.content(Path::new(PATH)).unwrap()).unwrap();
    disk.put(Path::new(PATH), bytes.replace("Scrutiny Panel", "Select Committee").as_bytes());
    let opened = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
    assert_eq!(opened.meeting.head.body.as_deref(), Some("Select Committee"));
    let aside = disk.content(Path::new("/minutes/2016-03-14-scrutiny-panel (before the change outside).ron"));
    let Found::Sound(aside) = session_file::decode(&aside.unwrap()) else { panic!("not sound") };
    assert_eq!(aside.meeting, run.clerk.meeting, "with its tail");
}

#[test]
fn white_space_a_byte_order_mark_and_a_lost_checksum_change_nothing() {
    // A session in whose texts no line breaks stand: those a change of all line breaks would change.
    let (disk, run) = closed(8, 12);
    let bytes = String::from_utf8(disk.content(Path::new(PATH)).unwrap()).unwrap();
    for changed in
        [format!("\u{feff}{bytes}"), bytes.replace('\n', "\r\n"), bytes.replace("// checksum", "//")]
    {
        let disk = disk.fork();
        disk.put(Path::new(PATH), changed.as_bytes());
        let opened = library(&disk).open(Path::new(PATH), stamp(99)).unwrap().opened;
        assert_eq!((opened.meeting, opened.notice), (run.clerk.meeting.clone(), None));
    }
}

#[test]
fn journals_may_be_in_a_folder_of_their_own() {
    let disk = SimDisk::new();
    let local = Library { journal_dir: Some(PathBuf::from("/local")), ..library(&disk) };
    let session = local.begin(meeting(), stamp(0));
    let mut keeper = session.keeper.unwrap();
    let mut clerk = Clerk::new(1, session.opened.meeting, 1, 1);
    for _ in 0..9 {
        keeper.append(&[clerk.act()], Duration::ZERO);
    }
    let journals: Vec<_> =
        disk.paths().into_iter().filter(|p| p.extension().is_some_and(|e| e == "journal")).collect();
    assert!(journals.len() == 1 && journals[0].starts_with("/local"), "{journals:?}");
    let disk = disk.restarted();
    let local = Library { disk: Arc::new(disk.clone()), ..local };
    assert_eq!(local.open(Path::new(PATH), stamp(9)).unwrap().opened.meeting, clerk.meeting);
    // Where the session file is gone, its journal is found by its name.
    disk.take(Path::new(PATH));
    let local = Library { disk: Arc::new(disk.restarted()), ..local };
    assert_eq!(local.open(Path::new(PATH), stamp(9)).unwrap().opened.meeting, clerk.meeting);
}

#[test]
fn f17_order_is_by_number_whatever_the_clock_says() {
    let (records, after) = crate::library_history::session(17, 60);
    let days = [0, 86_400, -86_400, 3_600, -3_600, -1_457_964_000];
    let disk = SimDisk::new();
    let mut keeper = library(&disk).begin(meeting(), stamp(0)).keeper.unwrap();
    for (k, record) in records.iter().enumerate().skip(1) {
        let at = stamp(0) + chrono::TimeDelta::seconds(days[k % days.len()]);
        keeper.append(&[Record { at, ..record.clone() }], Duration::from_secs(k as u64));
        keeper.settle(Duration::from_secs(k as u64));
    }
    let last = after.last().unwrap();
    let opened = library(&disk.restarted()).open(Path::new(PATH), stamp(0)).unwrap().opened;
    assert_eq!(&opened.meeting, last);
    assert!(opened.tail.is_sorted_by_key(|record| record.n));
    // The session file was written by the time that passed, not by the clock of the records.
    let Found::Sound(file) = session_file::decode(&disk.content(Path::new(PATH)).unwrap()) else { panic!() };
    assert!(file.saved > 25, "{}", file.saved);
    println!("F17: 60 records under a clock that jumps by hours, days and to 1970");
}

#[test]
fn f15_of_two_openings_at_once_exactly_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let path = library.begin(meeting(), stamp(0)).opened.path;
    for k in 0..100 {
        let barrier = Barrier::new(2);
        let open = || {
            barrier.wait();
            library.open(&path, stamp(k)).unwrap()
        };
        let (a, b) = std::thread::scope(|scope| {
            let (a, b) = (scope.spawn(open), scope.spawn(open));
            (a.join().unwrap(), b.join().unwrap())
        });
        let writers = [&a, &b].into_iter().filter(|session| session.keeper.is_some()).count();
        assert_eq!(writers, 1, "run {k}");
        let reader = if a.keeper.is_some() { &b } else { &a };
        assert!(reader.opened.read_only.as_ref().unwrap().contains("here it can only be read"), "run {k}");
        assert_eq!(reader.opened.meeting, meeting(), "run {k}");
    }
    // Two sessions begun at once from the same paper are two sessions.
    let barrier = Barrier::new(2);
    let begin = || {
        barrier.wait();
        library.begin(meeting(), stamp(0))
    };
    let (a, b) = std::thread::scope(|scope| {
        let (a, b) = (scope.spawn(begin), scope.spawn(begin));
        (a.join().unwrap(), b.join().unwrap())
    });
    assert_ne!(a.opened.path, b.opened.path);
    println!("F15: 100 double openings by threads on real files");
}

#[cfg(unix)]
#[test]
fn f20_links_and_modes_are_kept_and_new_files_are_private() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
    let change = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let session = library.begin(meeting(), stamp(0));
    let path = session.opened.path.clone();
    let journal = path.with_extension("journal");
    assert_eq!((mode(&path), mode(&journal)), (0o600, 0o600));
    drop(session);
    change(&path, 0o640);
    change(&journal, 0o644);
    let link = folder.path().join("link.ron");
    symlink(&path, &link).unwrap();

    let session = library.open(&link, stamp(1)).unwrap();
    assert_eq!(session.opened.path, path, "the link is followed");
    let (mut live, mut keeper) = (session.opened.meeting, session.keeper.unwrap());
    keeper.append(&[typed(&mut live, 2, "through the link")], Duration::ZERO);
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    assert_eq!((mode(&path), mode(&journal)), (0o640, 0o644), "an existing file keeps its mode");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(text(&library.read(&link, stamp(2)).unwrap().meeting), "through the link");
    drop(keeper);

    change(&folder.path().join("sessions"), 0o770);
    let session = library.begin(meeting(), stamp(0));
    let path = session.opened.path.clone();
    assert_eq!(
        (mode(&path), mode(&path.with_extension("journal"))),
        (0o660, 0o660),
        "the folder is the group's"
    );
    assert_eq!(mode(&path.with_extension("lock")), 0o660, "colleagues must be able to lock it");
    println!("F20: links, modes, private and shared folders");
}

#[test]
fn an_undo_is_journalled_as_such() {
    let (disk, mut run) = closed(8, 0);
    let mut keeper = library(&disk).open(Path::new(PATH), stamp(0)).unwrap().keeper.unwrap();
    let record = run.clerk.types();
    let edits = record.edits.iter().rev().map(minutebook::meeting::Edit::inverse).collect();
    let undo = Record { n: 3, first: 3, how: How::Undo, edits, ..record.clone() };
    keeper.append(&[Record { n: 2, first: 2, ..record }, undo], Duration::ZERO);
    assert_eq!(keeper.meeting(), &run.after[0]);
}

#[test]
fn a_session_that_is_only_looked_at_is_not_written() {
    let (disk, _) = closed(9, 12);
    let before: Vec<_> = disk.paths().iter().map(|path| disk.content(path)).collect();
    let inode = |disk: &SimDisk| disk.stat(Path::new(PATH)).unwrap().inode;
    let was = inode(&disk.restarted());
    let disk = disk.restarted();
    let session = library(&disk).open(Path::new(PATH), stamp(0)).unwrap();
    let mut keeper = session.keeper.unwrap();
    keeper.close(session.opened.place, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    assert_eq!(inode(&disk), was);
    let after: Vec<_> = disk.paths().iter().map(|path| disk.content(path)).collect();
    assert_eq!(after.len(), before.len());
}

#[test]
fn a_journal_that_somebody_else_cuts_is_written_again_and_theirs_set_aside() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 12);
    for _ in 0..12 {
        run.act(300);
    }
    let journal = Path::new(PATH).with_extension("journal");
    disk.put(&journal, b"minutebook journal 1 somebody else\n");
    run.act(300);
    assert!(matches!(run.state, DiskState::Trouble(_)));
    run.pass(1001);
    assert_eq!(run.state, DiskState::Saved);
    let theirs = disk.content(Path::new(&format!("{}.damaged-1", journal.display()))).unwrap();
    assert_eq!(theirs, b"minutebook journal 1 somebody else\n");
    check(&run, &disk.restarted(), run.clerk.n, "after the journal was cut");
}

#[test]
fn a_keeper_that_does_not_follow_says_so_and_writes_no_wrong_session_file() {
    let (disk, run) = closed(10, 5);
    let mut keeper = library(&disk).open(Path::new(PATH), stamp(0)).unwrap().keeper.unwrap();
    let mut clerk = Clerk::new(2, run.clerk.meeting.clone(), run.clerk.n, 90);
    let mut records: Vec<_> = (0..6).map(|_| clerk.act()).collect();
    // An app with a fault changes its meeting behind its own back.
    clerk.meeting.head.body = Some("Select Committee".to_owned());
    let from = clerk.meeting.head.clone();
    let to = minutebook::meeting::Head { venue: Some("Room 3".to_owned()), ..from.clone() };
    let edit = minutebook::meeting::Edit::Head { from: Box::new(from), to: Box::new(to) };
    clerk.meeting.apply(&edit).unwrap();
    let n = clerk.n + 1;
    records.push(Record { n, first: n, edits: vec![edit], how: How::Do, ..records[0].clone() });
    keeper.append(&records, Duration::ZERO);
    assert!(keeper.reports().contains(&Report::Astray));
    keeper.save(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    let Found::Sound(file) = session_file::decode(&disk.content(Path::new(PATH)).unwrap()) else { panic!() };
    assert_eq!(file.saved, n - 1);
    let begin = minutebook::meeting::Edit::Begin(Box::new(clerk.meeting.clone()));
    keeper.append(
        &[Record { n: n + 1, first: n + 1, edits: vec![begin], ..records[0].clone() }],
        Duration::ZERO,
    );
    keeper.settle(Duration::ZERO);
    assert!(!keeper.reports().contains(&Report::Astray));
    let opened = library(&disk.restarted()).open(Path::new(PATH), stamp(0)).unwrap().opened;
    assert_eq!(opened.meeting, clerk.meeting);
}

#[test]
fn purging_leaves_no_trace_of_what_was_and_may_be_interrupted_anywhere() {
    let secret = "exempt: the price of the site";
    let (wreck, run) = kept_and_killed(13);
    let mut keeper = library(&wreck).open(Path::new(PATH), stamp(0)).unwrap().keeper.unwrap();
    let slot = minutebook::meeting::Slot::default();
    let slot = minutebook::meeting::Slot { item: run.clerk.meeting.items[0].id, ..slot };
    let mut live = keeper.meeting().clone();
    let entry = minutebook::meeting::Entry { text: secret.to_owned(), ..Default::default() };
    let edit = minutebook::meeting::Edit::Entry { slot, from: None, to: Some(Box::new(entry)) };
    live.apply(&edit).unwrap();
    let n = run.clerk.n + 1;
    let (at, until, step, how) = (stamp(0), None, 900, How::Do);
    keeper.append(&[Record { n, first: n, at, until, step, how, edits: vec![edit.clone()] }], Duration::ZERO);
    // The words are in a damaged part and in a copy elsewhere too.
    wreck.plan(Some(full("/minutes")));
    keeper.save(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    let wreck = wreck.restarted();
    wreck.put(
        Path::new(&format!("{}.damaged-1", Path::new(PATH).with_extension("journal").display())),
        secret.as_bytes(),
    );
    let holders = |disk: &SimDisk| {
        let holds = |path: &PathBuf| String::from_utf8_lossy(&disk.content(path).unwrap()).contains(secret);
        disk.paths().iter().filter(|path| holds(path)).count()
    };
    assert!(holders(&wreck) >= 3, "{}", holders(&wreck));
    let clean = run.clerk.meeting.clone();
    let mut runs = 0;
    for at in 1.. {
        let disk = wreck.fork();
        let under = PathBuf::from("/");
        disk.plan(Some(Plan { fault: Fault::Kill, at, sticky: false, under, writes_only: false }));
        let ended = library(&disk).end_history(Path::new(PATH), stamp(0), |meeting| {
            meeting.clone_from(&clean);
            Some(())
        });
        let finished = !disk.is_dead();
        let disk = disk.restarted();
        let opened = library(&disk.fork()).open(Path::new(PATH), stamp(0)).unwrap().opened;
        assert!(opened.meeting == clean || opened.meeting == live, "killed before call {at}");
        runs += 1;
        if finished {
            ended.unwrap();
            assert_eq!(holders(&disk), 0, "{:?}", disk.paths());
            assert_eq!((opened.meeting, opened.notice), (clean.clone(), None));
            break;
        }
        // Done again, it comes to its end.
        library(&disk)
            .end_history(Path::new(PATH), stamp(0), |meeting| {
                meeting.clone_from(&clean);
                Some(())
            })
            .unwrap();
        assert_eq!(holders(&disk), 0, "killed before call {at}");
    }
    println!("purge: killed before each of {runs} calls");
}

#[test]
fn a_save_that_is_asked_for_tries_the_proper_place_again_at_once() {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 11);
    disk.plan(Some(full("/minutes")));
    run.act(300);
    assert!(matches!(run.state, DiskState::Trouble(_)));
    // Still full: told still, and nothing lost.
    run.save();
    assert!(matches!(run.state, DiskState::Trouble(_)));
    run.act(10);
    // Room was made: nobody has to wait for the next try.
    disk.plan(None);
    run.save();
    assert_eq!(run.state, DiskState::Saved);
    let file = session_file::decode(&disk.content(Path::new(PATH)).unwrap());
    assert!(matches!(file, Found::Sound(file) if file.meeting == run.clerk.meeting));
}
