//! Power cuts and delays in any order, alone and together with faults: F9 and F11 of the fault list, on the simulated disk.

use std::path::{Path, PathBuf};
use std::time::Duration;

use minutebook::app::event::DiskState;
use minutebook::library::{Job, Report};

use crate::library_faults::{PATH, Run, check, library};
use crate::library_history::all_undone;
use crate::random::{Random, stamp};
use crate::simdisk::{EIO, ENOSPC, EROFS, Fault, NOT_FOUND, Plan, SimDisk};

/// A session under a random schedule on a slow disk: jobs come back late and in any order.
struct Schedule {
    run: Run,
    random: Random,
    waiting: Vec<(u64, Job)>,
    /// The last record known to be flushed.
    durable: u64,
}

impl Schedule {
    fn begin(disk: &SimDisk, seed: u64) -> Self {
        let mut run = Run::begin(disk, seed);
        run.keeper.compact_after(1500);
        let mut schedule = Self { run, random: Random::new(seed), waiting: Vec::new(), durable: 1 };
        schedule.collect();
        schedule
    }

    fn collect(&mut self) {
        while let Some(job) = self.run.keeper.job() {
            self.waiting.push((self.run.clerk.n, job));
        }
        self.run.listen();
    }

    fn one_comes_back(&mut self) {
        let (n, job) = self.waiting.remove(self.random.below(self.waiting.len()));
        let flushes = job.is_flush();
        let done = job.run();
        if flushes && done.succeeded() {
            self.durable = self.durable.max(n);
        }
        self.run.keeper.done(done, self.run.now);
        self.collect();
    }

    fn act(&mut self) {
        let record = if self.random.below(2) == 0 { self.run.clerk.types() } else { self.run.clerk.act() };
        self.run.after.push(self.run.clerk.meeting.clone());
        self.run.keeper.append(&[record], self.run.now);
        self.collect();
        self.run.now += Duration::from_millis(20 + self.random.below(220) as u64);
        match self.random.below(12) {
            0 => self.run.keeper.save(None, self.run.now),
            1 => self.run.keeper.flush(self.run.now),
            _ => self.run.keeper.tick(self.run.now),
        }
        self.collect();
        while !self.waiting.is_empty() && self.random.below(3) > 0 {
            self.one_comes_back();
        }
    }

    /// Whether the power cut leaves what it must, and undo still reaches the beginning.
    fn power_cut(&mut self, mercy: bool, what: &str) {
        let cut = self.run.disk.power_lost(&mut self.random, mercy);
        let what = format!("{what}, power cut at record {}", self.run.clerk.n);
        check(&self.run, &cut, self.durable, &what);
        undo_reaches_the_beginning(&self.run, &cut, &what);
    }
}

fn undo_reaches_the_beginning(run: &Run, disk: &SimDisk, what: &str) {
    let mut keeper = library(&disk.restarted()).open(Path::new(PATH), stamp(99)).unwrap().keeper.unwrap();
    keeper.history();
    let reports = keeper.reports();
    let Some(Report::History(records)) = reports.last() else { panic!("{what}: no history") };
    assert_eq!(all_undone(records), run.after[0], "{what}: undo does not reach the beginning");
}

#[test]
fn f11_a_power_cut_keeps_all_that_was_flushed() {
    let (mut states, mut seed) = (0, 0);
    while states < 2000 {
        seed += 1;
        let mut schedule = Schedule::begin(&SimDisk::new(), seed);
        for _ in 0..40 {
            schedule.act();
            if schedule.random.below(8) == 0 {
                for mercy in [false, true, true] {
                    schedule.power_cut(mercy, &format!("seed {seed}"));
                    states += 1;
                }
            }
        }
    }
    println!("F11: {states} states after a power cut, seeds 1 to {seed}");
}

/// A random fault in a random schedule, once or for good, with kills and power cuts while it lasts.
fn faults_and_delays(seed: u64) {
    let disk = SimDisk::new();
    let mut schedule = Schedule::begin(&disk, seed);
    let number = *schedule.random.pick(&[EIO, ENOSPC, EROFS, NOT_FOUND]);
    let (at, sticky) = (1 + schedule.random.below(60), schedule.random.below(2) == 0);
    let under = PathBuf::from(*schedule.random.pick(&["/minutes", "/minutes", "/minutes", "/"]));
    let torn = schedule.random.below(200);
    let in_memory = under == Path::new("/");
    let what = format!("seed {seed}: error {number} at {at}, sticky {sticky}, under {}", under.display());
    disk.plan(Some(Plan { fault: Fault::Torn(number, torn), at, sticky, under, writes_only: true }));
    for k in 0..60 {
        schedule.act();
        if !in_memory && k % 7 == 6 {
            check(&schedule.run, &disk.fork(), schedule.run.safe, &format!("{what}, killed at {k}"));
            schedule.power_cut(k % 2 == 0, &what);
        }
    }
    disk.plan(None);
    for _ in 0..200 {
        schedule.run.now += Duration::from_millis(100);
        schedule.run.keeper.tick(schedule.run.now);
        schedule.collect();
        if !schedule.waiting.is_empty() {
            schedule.one_comes_back();
        }
    }
    let run = &schedule.run;
    assert_eq!(run.state, DiskState::Saved, "{what}: well again");
    let cut = disk.power_lost(&mut Random::new(1), false);
    check(run, &cut, run.clerk.n, &format!("{what}, well again"));
    undo_reaches_the_beginning(run, &cut, &what);
}

#[test]
fn f9_faults_and_delays_together_lose_nothing() {
    for seed in 1..=400 {
        faults_and_delays(seed);
    }
    println!("F9: 400 random schedules with a fault, seeds 1 to 400");
}
