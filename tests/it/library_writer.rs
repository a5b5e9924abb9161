//! The writer's threads on real files: answers, closing, a folder that vanishes, a disk that is slow (F18).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use minutebook::app::event::DiskState;
use minutebook::library::judge::judge;
use minutebook::library::session_file::{self, Found};
use minutebook::library::{Disk, DiskFile, Library, Lock, RealDisk, Report, Stat};
use minutebook::shell::writer::Writer;

use crate::library_open;
use crate::library_open::{meeting, text, typed};
use crate::random::stamp;

/// Waits for a report of the writer.
fn wait_for(reports: &mpsc::Receiver<Report>, what: &str, is_it: impl Fn(&Report) -> bool) -> Duration {
    let begun = Instant::now();
    loop {
        let report = reports.recv_timeout(Duration::from_secs(5)).unwrap_or_else(|_| panic!("no {what}"));
        if is_it(&report) {
            return begun.elapsed();
        }
    }
}

fn writer(session: minutebook::library::Session) -> (Writer, mpsc::Receiver<Report>) {
    let (send, reports) = mpsc::channel();
    let begun = Instant::now();
    let clock = Box::new(move || begun.elapsed());
    let report = move |report| drop(send.send(report));
    (Writer::start(session.keeper.unwrap(), clock, report).unwrap(), reports)
}

#[test]
fn the_writer_appends_flushes_saves_and_closes() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let session = library.begin(meeting(), stamp(0));
    let (path, mut live) = (session.opened.path.clone(), session.opened.meeting.clone());
    let (writer, reports) = writer(session);
    for n in 2..200 {
        writer.append(typed(&mut live, n, "x"));
    }
    wait_for(&reports, "answer", |report| *report == Report::Appended(199));
    writer.flush();
    writer.save(None);
    writer.history();
    wait_for(&reports, "history", |report| matches!(report, Report::History(all) if all.len() == 199));
    assert!(writer.close(None, Duration::from_secs(5)));
    let Found::Sound(file) = session_file::decode(&std::fs::read(&path).unwrap()) else { panic!() };
    assert_eq!((file.saved, text(&file.meeting).len()), (199, 198));
    let journal = std::fs::read(path.with_extension("journal")).unwrap();
    assert!(journal.len() < 4000, "compacted at the close: {}", journal.len());
    assert_eq!(judge(None, Some(&journal), stamp(0)).unwrap().session.meeting, live);
}

#[test]
fn a_folder_that_vanishes_is_told_within_a_second_and_written_again_when_it_may_be() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let session = library.begin(meeting(), stamp(0));
    let (path, mut live) = (session.opened.path.clone(), session.opened.meeting.clone());
    let (writer, reports) = writer(session);
    writer.append(typed(&mut live, 2, "before "));
    wait_for(&reports, "answer", |report| *report == Report::Appended(2));
    std::fs::rename(folder.path().join("sessions"), folder.path().join("gone")).unwrap();
    std::fs::write(folder.path().join("sessions"), "in the way").unwrap();
    writer.append(typed(&mut live, 3, "while it is gone "));
    let trouble =
        |report: &Report| matches!(report, Report::Disk(DiskState::Trouble(why)) if why.contains("kept"));
    let told = wait_for(&reports, "word of the trouble", trouble);
    // A second is promised; a machine that builds and tests at the same time gets another.
    assert!(told < Duration::from_secs(2), "{told:?}");
    writer.append(typed(&mut live, 4, "kept "));
    std::fs::remove_file(folder.path().join("sessions")).unwrap();
    std::fs::rename(folder.path().join("gone"), folder.path().join("sessions")).unwrap();
    wait_for(&reports, "word that all is well", |report| *report == Report::Disk(DiskState::Saved));
    writer.append(typed(&mut live, 5, "after"));
    assert!(writer.close(None, Duration::from_secs(5)));
    let opened = library.open(&path, stamp(9)).unwrap().opened;
    assert_eq!(text(&opened.meeting), "before while it is gone kept after");
    assert_eq!(opened.notice, None);
}

#[test]
fn a_dropped_writer_closes_its_session() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let session = library.begin(meeting(), stamp(0));
    let (path, mut live) = (session.opened.path.clone(), session.opened.meeting.clone());
    let (writer, reports) = writer(session);
    writer.append(typed(&mut live, 2, "dropped"));
    drop(writer);
    wait_for(&reports, "closing", |report| *report == Report::Closed);
    let Found::Sound(file) = session_file::decode(&std::fs::read(&path).unwrap()) else { panic!() };
    assert_eq!(text(&file.meeting), "dropped");
}

/// The file system, on a medium that takes half a second for each flush.
#[derive(Debug)]
struct SlowDisk(RealDisk);

#[derive(Debug)]
struct SlowFile(Box<dyn DiskFile>);

fn half_a_second() {
    std::thread::sleep(Duration::from_millis(500));
}

impl DiskFile for SlowFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        half_a_second();
        self.0.sync()
    }

    fn stat(&mut self) -> io::Result<Stat> {
        self.0.stat()
    }
}

impl Disk for SlowDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.0.stat(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.0.list(folder)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.resolve(path)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.make_folder(folder)
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(SlowFile(self.0.create(path, mode)?)))
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(SlowFile(self.0.append_to(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        half_a_second();
        self.0.sync_folder(folder)
    }

    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Lock>>> {
        self.0.lock(path, owner)
    }
}

#[test]
fn f18_a_disk_that_takes_half_a_second_for_a_flush_does_not_delay_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_open::library(folder.path());
    let library = Library { disk: Arc::new(SlowDisk(RealDisk)), ..library };
    let session = library.begin(meeting(), stamp(0));
    let mut live = session.opened.meeting.clone();
    let (writer, reports) = writer(session);
    let mut delays = Vec::new();
    for n in 2..202 {
        let record = typed(&mut live, n, "x");
        let begun = Instant::now();
        writer.append(record);
        wait_for(&reports, "answer", |report| *report == Report::Appended(n));
        delays.push(begun.elapsed());
        if n % 50 == 0 {
            writer.save(None);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    delays.sort();
    println!(
        "F18: answers after {:?} (median), {:?} (p95), {:?} (longest)",
        delays[100], delays[190], delays[199]
    );
    assert!(
        delays[100] < Duration::from_millis(20) && delays[190] < Duration::from_millis(250),
        "{delays:?}"
    );
}
