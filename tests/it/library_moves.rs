//! A session on its way to another folder or name, killed, without power or with a failing disk at every call: it is whole in
//! one place afterwards, with all its history.

use std::path::{Path, PathBuf};
use std::time::Duration;

use minutebook::library::{Part, journal};
use minutebook::meeting::Meeting;

use crate::library_faults::{PATH, Run, library};
use crate::random::{Random, stamp};
use crate::simdisk::{EACCES, EIO, ENOSPC, Fault, Plan, SimDisk};

const BINNED: &str = "/minutes/bin/2016-03-14-scrutiny-panel.ron";

/// A closed session with some minutes; and what it says.
fn closed(seed: u64) -> (SimDisk, Meeting) {
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, seed);
    for _ in 0..8 {
        run.act(40);
    }
    run.keeper.close(None, run.now);
    run.keeper.settle(run.now);
    let said = run.clerk.meeting.clone();
    drop(run);
    // Its place is durable: only the move is in doubt.
    (disk.power_lost(&mut Random::new(seed), false), said)
}

fn moved(disk: &SimDisk) -> Result<PathBuf, String> {
    let done = library(disk).move_session(Path::new(PATH), Path::new(BINNED), stamp(50));
    done.map_err(|error| error.to_string())
}

/// Where the session is; it says what it said, and knows its history.
fn found(disk: &SimDisk, said: &Meeting, when: &str) -> &'static str {
    let there: Vec<_> =
        [PATH, BINNED].into_iter().filter(|path| disk.content(Path::new(path)).is_some()).collect();
    assert_eq!(there.len(), 1, "{when}: {there:?} of {:?}", disk.paths());
    let session = library(disk).open(Path::new(there[0]), stamp(60)).unwrap();
    assert_eq!(session.opened.meeting, *said, "{when}");
    assert_eq!(session.opened.read_only, None, "{when}");
    let lines = disk.content(&Path::new(there[0]).with_extension("journal")).unwrap_or_default();
    let records = journal::scan(&lines).lines.iter().filter(|line| line.record().is_some()).count();
    assert!(records > 1, "{when}: its history is gone");
    let mut keeper = session.keeper.unwrap();
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    there[0]
}

fn plan(fault: Fault, at: usize, writes_only: bool) -> Plan {
    Plan { fault, at, sticky: false, under: PathBuf::from("/"), writes_only }
}

#[test]
fn a_session_killed_or_without_power_on_its_way_is_whole_in_one_place() {
    let mut places = std::collections::BTreeSet::new();
    for seed in 1..=3 {
        let (start, said) = closed(seed);
        for at in 1.. {
            let disk = start.fork();
            disk.plan(Some(plan(Fault::Kill, at, false)));
            let done = moved(&disk);
            let struck = disk.is_dead();
            let mut random = Random::new(seed * 1_000 + u64::try_from(at).unwrap());
            for (fate, after) in [
                ("power lost", disk.power_lost(&mut random, false)),
                ("some written", disk.power_lost(&mut random, true)),
                ("killed", disk.restarted()),
            ] {
                places.insert(found(&after, &said, &format!("seed {seed}, call {at}, {fate}")));
            }
            if !struck {
                done.unwrap();
                break;
            }
        }
    }
    assert_eq!(places.len(), 2, "the kills came before and after the move");
}

#[test]
fn a_disk_that_fails_on_the_way_leaves_the_session_whole_in_one_place() {
    for error in [EIO, ENOSPC, EACCES] {
        let (start, said) = closed(7);
        for at in 1.. {
            let disk = start.fork();
            disk.plan(Some(plan(Fault::Error(error), at, true)));
            let done = moved(&disk);
            let (_, struck) = disk.counted();
            disk.plan(None);
            let place = found(&disk.restarted(), &said, &format!("error {error}, call {at}: {done:?}"));
            if struck == 0 {
                assert_eq!(place, BINNED);
                break;
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_moved_as_it_is_unless_somebody_has_it_open() {
    let folder = tempfile::tempdir().unwrap();
    let library = crate::library_open::library(folder.path());
    std::fs::create_dir_all(&library.folder).unwrap();
    let newer = "(format: 9, meeting: Something(new!))";
    for (name, bytes) in [("remains", "(format: 1, these rem"), ("from-next-year", newer)] {
        let path = library.folder.join(format!("{name}.ron"));
        std::fs::write(&path, bytes).unwrap();
        std::fs::write(path.with_extension("journal"), "noise").unwrap();
        let bin = library.part(Part::Bin).folder.join(format!("{name}.ron"));
        let moved = library.move_session(&path, &bin, stamp(3)).unwrap();
        assert_eq!(moved, bin);
        assert_eq!(std::fs::read_to_string(&moved).unwrap(), bytes);
        assert_eq!(std::fs::read_to_string(moved.with_extension("journal")).unwrap(), "noise");
        assert!(!path.exists() && !path.with_extension("journal").exists());
        // Another program has it open, to look at it.
        let held = library.disk.lock(&moved.with_extension("lock"), "Una Reed on PC-3").unwrap().unwrap();
        let refused = library.move_session(&moved, &path, stamp(4)).unwrap_err().to_string();
        assert!(refused.contains("Una Reed on PC-3"), "{refused}");
        drop(held);
        assert_eq!(library.move_session(&moved, &path, stamp(5)).unwrap(), path);
    }
}
