//! Faults of the disk at every call: F2, F3, F8, F9, F11, F16 of the fault list, on the simulated disk.
//!
//! One script stands for a session: it is begun, typed into, saved, flushed, closed. The model is what the clerk's own
//! meeting said after each record.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use minutebook::app::event::DiskState;
use minutebook::library::{Keeper, Library, Report};
use minutebook::meeting::Meeting;

use crate::library_open::meeting;
use crate::random::{Clerk, Random, stamp};
use crate::simdisk::{EACCES, EDQUOT, EFBIG, EIO, EMFILE, ENOSPC, EROFS, Fault, NOT_FOUND, Plan, SimDisk};

pub(crate) fn library(disk: &SimDisk) -> Library {
    Library {
        disk: Arc::new(disk.clone()),
        folder: PathBuf::from("/minutes"),
        journal_dir: None,
        index: None,
        second: vec![PathBuf::from("/state/kept"), PathBuf::from("/tmp/kept")],
        owner: "Rosa Hazel on PC-12".to_owned(),
    }
}

pub(crate) const PATH: &str = "/minutes/2016-03-14-scrutiny-panel.ron";

/// A session on a simulated disk, and the model of what it says.
pub(crate) struct Run {
    pub(crate) disk: SimDisk,
    pub(crate) keeper: Keeper,
    pub(crate) clerk: Clerk,
    /// The meeting after each record; the first is the beginning.
    pub(crate) after: Vec<Meeting>,
    /// The last record that was said to be where a killed program does not lose it.
    pub(crate) safe: u64,
    pub(crate) state: DiskState,
    pub(crate) notices: Vec<String>,
    pub(crate) closed: bool,
    pub(crate) now: Duration,
}

impl Run {
    pub(crate) fn begin(disk: &SimDisk, seed: u64) -> Self {
        let session = library(disk).begin(meeting(), stamp(0));
        Self::of(disk, session.keeper.unwrap(), seed, 1)
    }

    fn of(disk: &SimDisk, keeper: Keeper, seed: u64, safe: u64) -> Self {
        let clerk = Clerk::new(seed, keeper.meeting().clone(), 1, 1);
        let mut run = Self {
            disk: disk.clone(),
            after: vec![clerk.meeting.clone()],
            keeper,
            clerk,
            safe: 0,
            state: DiskState::Saved,
            notices: Vec::new(),
            closed: false,
            now: Duration::ZERO,
        };
        if !disk.is_dead() {
            run.safe = safe;
        }
        run.listen();
        run
    }

    pub(crate) fn listen(&mut self) {
        let dead = self.disk.is_dead();
        for report in self.keeper.reports() {
            match report {
                Report::Appended(n) if !dead => self.safe = n,
                Report::Disk(state) => self.state = state,
                Report::Notice(notice) => self.notices.push(notice),
                Report::Closed => self.closed = true,
                Report::Astray => panic!("the keeper does not follow the clerk"),
                Report::Appended(_) | Report::History(_) => {}
            }
        }
    }

    /// The clerk does something and `millis` pass.
    pub(crate) fn act(&mut self, millis: u64) {
        let record = self.clerk.act();
        self.after.push(self.clerk.meeting.clone());
        self.keeper.append(&[record], self.now);
        self.listen();
        self.pass(millis);
    }

    pub(crate) fn pass(&mut self, millis: u64) {
        self.now += Duration::from_millis(millis);
        self.keeper.tick(self.now);
        self.keeper.settle(self.now);
        self.listen();
    }

    pub(crate) fn save(&mut self) {
        self.keeper.save(None, self.now);
        self.pass(0);
    }

    pub(crate) fn close(&mut self) {
        self.keeper.close(None, self.now);
        self.pass(0);
    }

    /// The whole script.
    fn script(&mut self) {
        for k in 1..=24 {
            self.act(90);
            match k {
                8 | 16 => self.save(),
                12 => {
                    self.keeper.flush(self.now);
                    self.pass(0);
                }
                _ => {}
            }
        }
        self.close();
    }

    /// The record after which the model says the same as this meeting, at or after `from`.
    pub(crate) fn record_of(&self, meeting: &Meeting, from: u64) -> Option<u64> {
        let from = usize::try_from(from.max(1)).unwrap();
        let found = self.after.iter().skip(from - 1).position(|after| after == meeting)?;
        Some((from + found) as u64)
    }
}

/// Opens what a run left behind and holds it against the model: nothing that was safe may be missing.
pub(crate) fn check(run: &Run, disk: &SimDisk, safe: u64, what: &str) -> Option<String> {
    let opened = match library(disk).open(Path::new(PATH), stamp(99)) {
        Ok(session) => {
            assert!(session.keeper.is_some(), "{what}: read-only");
            session.opened
        }
        Err(error) => {
            assert_eq!(safe, 0, "{what}: {error}; {:?}", disk.paths());
            return None;
        }
    };
    let n = run.record_of(&opened.meeting, safe);
    assert!(
        n.is_some(),
        "{what}: not the meeting of any record from {safe} on; {:?} {:?}",
        opened.n,
        opened.notice
    );
    // A second opening, after the first was killed, says the same.
    let again = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap();
    assert_eq!(again.opened.meeting, opened.meeting, "{what}: opened twice");
    opened.notice
}

fn kill_at(at: usize) -> Plan {
    Plan { fault: Fault::Kill, at, sticky: false, under: PathBuf::from("/"), writes_only: false }
}

#[test]
fn f2_killed_before_any_call_of_a_session_loses_nothing() {
    let mut at = 0;
    loop {
        at += 1;
        let disk = SimDisk::new();
        disk.plan(Some(kill_at(at)));
        let mut run = Run::begin(&disk, 7);
        run.script();
        if !disk.is_dead() {
            break;
        }
        let what = format!("killed before call {at}, {}", disk.struck_at());
        check(&run, &disk.restarted(), run.safe, &what);
    }
    println!("F2: killed before each of {} calls of a session", at - 1);
    assert!(at > 100, "{at}");
}

/// One way of spoiling what is on a disk.
type Spoil<'a> = Box<dyn Fn(&SimDisk) + 'a>;

/// What a crash left behind, in the ways in which recovery has something to do.
fn wrecks() -> Vec<(&'static str, SimDisk, Run)> {
    let wreck = |spoil: &dyn Fn(&SimDisk)| {
        let disk = SimDisk::new();
        let mut run = Run::begin(&disk, 11);
        for _ in 0..10 {
            run.act(90);
        }
        run.save();
        for _ in 0..10 {
            run.act(90);
        }
        let disk = disk.restarted();
        spoil(&disk);
        (disk, run)
    };
    let session = Path::new(PATH);
    let journal = session.with_extension("journal");
    let change = |disk: &SimDisk, path: &Path, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = disk.content(path).unwrap();
        change(&mut bytes);
        disk.put(path, &bytes);
    };
    let spoils: Vec<(&'static str, Spoil<'_>)> = vec![
        ("a tail", Box::new(|_| {})),
        ("torn", Box::new(|disk| change(disk, &journal, &|b| b.truncate(b.len() - 9)))),
        ("garbage", Box::new(|disk| change(disk, &journal, &|b| b.extend([0; 700])))),
        ("no session file", Box::new(|disk| disk.take(session))),
        ("cut session file", Box::new(|disk| change(disk, session, &|b| b.truncate(b.len() / 2)))),
        ("journal damaged before the save", Box::new(|disk| change(disk, &journal, &|b| b[900] ^= 1))),
    ];
    spoils
        .iter()
        .map(|(name, spoil)| {
            let (disk, run) = wreck(spoil);
            (*name, disk, run)
        })
        .collect()
}

#[test]
fn f3_killed_before_any_call_of_recovery_and_compaction_gives_the_same_again() {
    let mut runs = 0;
    for (name, wreck, run) in wrecks() {
        let whole = library(&wreck.fork()).open(Path::new(PATH), stamp(99)).unwrap().opened;
        assert!(run.record_of(&whole.meeting, 20).is_some(), "{name}");
        for at in 1.. {
            let disk = wreck.fork();
            disk.plan(Some(kill_at(at)));
            // Opened, typed into, closed: the closing compacts.
            let opened = library(&disk).open(Path::new(PATH), stamp(99));
            let mut finished = false;
            if let Ok(session) = opened
                && let Some(mut keeper) = session.keeper
            {
                keeper.close(None, Duration::ZERO);
                keeper.settle(Duration::ZERO);
                finished = !disk.is_dead();
            }
            let what = format!("{name}, killed before call {at}, {}", disk.struck_at());
            let again = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap();
            assert_eq!(again.opened.meeting, whole.meeting, "{what}");
            runs += 1;
            if finished {
                break;
            }
        }
    }
    println!("F3: {runs} kills during recovery and compaction");
    assert!(runs > 100, "{runs}");
}

/// One fault in a session: whatever fails, typing goes on and nothing is lost, neither to a kill nor to a power cut
/// once it was flushed; and once the fault is gone all is saved at its place.
fn faulty(plan: &Plan, what: &str) -> bool {
    let disk = SimDisk::new();
    disk.plan(Some(plan.clone()));
    let mut run = Run::begin(&disk, 5);
    for k in 1..=24 {
        let struck = disk.counted().1;
        run.act(90);
        if k % 8 == 0 {
            run.save();
        }
        let fresh = disk.counted().1 > struck;
        if fresh && plan.sticky {
            let troubled = matches!(run.state, DiskState::Trouble(_));
            assert!(troubled, "{what}: not a word about {}", disk.struck_at());
        }
        if k == 15 {
            // Killed in the midst of it: the next start finds all that was said to be safe.
            check(&run, &disk.fork(), run.safe, &format!("{what}, killed"));
        }
    }
    let struck = disk.counted().1 > 0;
    disk.plan(None);
    run.act(300);
    run.pass(1001);
    run.pass(1001);
    assert_eq!(run.state, DiskState::Saved, "{what}: the fault is gone");
    let n = run.clerk.n;
    let cut = disk.power_lost(&mut Random::new(1), false);
    check(&run, &cut, n, &format!("{what}, power cut after all was well again"));
    run.close();
    assert!(run.closed, "{what}: does not close");
    check(&run, &disk.restarted(), n, &format!("{what}, closed"));
    struck
}

#[test]
fn f9_any_error_at_any_call_loses_nothing_and_is_told() {
    let mut runs = 0;
    for number in [EIO, ENOSPC, EDQUOT, EROFS, EACCES, EMFILE, EFBIG, NOT_FOUND] {
        for sticky in [false, true] {
            for at in 1.. {
                let under = PathBuf::from("/minutes");
                let plan = Plan { fault: Fault::Error(number), at, sticky, under, writes_only: true };
                runs += 1;
                if !faulty(&plan, &format!("error {number} at call {at}, sticky {sticky}")) {
                    break;
                }
            }
        }
    }
    println!("F9: {runs} sessions with an error at one call, or from it on");
    assert!(runs > 500, "{runs}");
}

#[test]
fn f8_a_disk_that_fills_up_and_tears_what_it_writes_loses_nothing() {
    let mut runs = 0;
    for torn in [0, 1, 17, 400] {
        for at in 1.. {
            let under = PathBuf::from("/minutes");
            let plan = Plan { fault: Fault::Torn(ENOSPC, torn), at, sticky: true, under, writes_only: true };
            runs += 1;
            if !faulty(&plan, &format!("full at call {at}, torn after {torn} bytes")) {
                break;
            }
        }
    }
    println!("F8: {runs} sessions on a disk that fills up at one call and stays full");
    assert!(runs > 100, "{runs}");
}

#[test]
fn f10_a_disk_on_which_nothing_can_be_written_is_told_and_typing_goes_on() {
    let disk = SimDisk::new();
    let under = PathBuf::from("/");
    disk.plan(Some(Plan { fault: Fault::Error(EROFS), at: 1, sticky: true, under, writes_only: true }));
    let mut run = Run::begin(&disk, 3);
    for _ in 0..20 {
        run.act(90);
    }
    let DiskState::Trouble(why) = run.state.clone() else { panic!("no trouble told") };
    assert!(why.contains("read-only") && why.contains("memory only"), "{why}");
    disk.plan(None);
    run.pass(1001);
    assert_eq!(run.state, DiskState::Saved);
    check(&run, &disk.power_lost(&mut Random::new(1), false), 21, "all in memory came to the disk");

    // The second place fails too, later: the next one is taken.
    let disk = SimDisk::new();
    let mut run = Run::begin(&disk, 3);
    let fails = |under: &str| Plan {
        fault: Fault::Error(EIO),
        at: 1,
        sticky: true,
        under: PathBuf::from(under),
        writes_only: true,
    };
    disk.plan(Some(fails("/minutes")));
    run.act(300);
    let DiskState::Trouble(why) = run.state.clone() else { panic!("no trouble told") };
    assert!(why.contains("/state/kept") && why.contains("reports an error"), "{why}");
}

#[test]
fn f16_a_session_file_changed_by_somebody_else_is_set_aside_and_told() {
    let mut random = Random::new(16);
    for k in 0..100 {
        let disk = SimDisk::new();
        let mut run = Run::begin(&disk, k);
        for _ in 0..random.below(20) {
            run.act(90);
        }
        let foreign = match random.below(3) {
            0 => Some(b"somebody else's words".to_vec()),
            1 => Some(disk.content(Path::new(PATH)).unwrap().to_ascii_uppercase()),
            _ => None,
        };
        match &foreign {
            Some(bytes) => disk.put(Path::new(PATH), bytes),
            None => disk.take(Path::new(PATH)),
        }
        for _ in 0..random.below(5) {
            run.act(90);
        }
        run.save();
        let told = run.notices.join(" ");
        assert!(told.contains("outside Minutebook"), "run {k}: {told}");
        if let Some(bytes) = foreign {
            let aside =
                disk.paths().into_iter().find(|path| path.to_string_lossy().contains("changed outside"));
            assert_eq!(disk.content(&aside.unwrap()).unwrap(), bytes, "run {k}");
        }
        run.close();
        check(&run, &disk.restarted(), run.clerk.n, &format!("run {k}"));
    }
    println!("F16: 100 sessions whose file was changed or removed meanwhile, seed 16");
}
