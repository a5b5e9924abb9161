//! Beginning, typing, closing, opening again, on real files.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use minutebook::app::event::DiskState;
use minutebook::library::{Keeper, Library, LibraryError, RealDisk, Report};
use minutebook::meeting::{
    Edit, Entry, EntryId, Head, History, How, Item, ItemId, Meeting, Pane, Record, Slot, Stamp,
};

pub(crate) fn stamp(seconds: i64) -> Stamp {
    chrono::DateTime::from_timestamp(1_457_964_000 + seconds, 0).unwrap().fixed_offset()
}

pub(crate) fn library(folder: &Path) -> Library {
    Library {
        disk: Arc::new(RealDisk),
        folder: folder.join("sessions"),
        journal_dir: None,
        index: None,
        second: vec![folder.join("state/kept"), folder.join("tmp/kept")],
        owner: "Rosa Hazel on PC-12".to_owned(),
    }
}

pub(crate) fn meeting() -> Meeting {
    let entry = Entry { id: EntryId(1), ..Entry::default() };
    let item = |id| Item { id: ItemId(id), minutes: vec![entry.clone()], ..Item::default() };
    let head = Head {
        body: Some("Scrutiny Panel".to_owned()),
        date: chrono::NaiveDate::from_ymd_opt(2016, 3, 14),
        paper: Some("c0ffee00".to_owned()),
        ..Head::default()
    };
    Meeting { head, items: vec![item(1), item(2)].into(), ..Meeting::default() }
}

/// Types at the end of the first entry of item 1.
pub(crate) fn typed(meeting: &mut Meeting, n: u64, words: &str) -> Record {
    let slot = Slot { item: ItemId(1), pane: Pane::Minutes, at: 0 };
    let at = meeting.entry(slot).unwrap().text.len();
    let edit = Edit::splice(meeting, slot, (at, 0), words, Vec::new()).unwrap();
    meeting.apply(&edit).unwrap();
    let at = stamp(n.try_into().unwrap());
    Record { n, first: n, at, until: None, step: n, how: How::Do, edits: vec![edit] }
}

pub(crate) fn text(meeting: &Meeting) -> &str {
    &meeting.items[0].minutes[0].text
}

const NOW: Duration = Duration::ZERO;

fn closed(mut keeper: Keeper) -> Vec<Report> {
    keeper.close(None, NOW);
    keeper.settle(NOW);
    let reports = keeper.reports();
    assert_eq!(reports.last(), Some(&Report::Closed), "{reports:?}");
    reports
}

#[test]
fn what_was_typed_is_there_again_after_closing_and_opening() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let session = library.begin(meeting(), stamp(0));
    let (opened, mut keeper) = (session.opened, session.keeper.unwrap());
    assert!(opened.path.ends_with("sessions/2016-03-14-scrutiny-panel.ron"));
    assert!(opened.path.exists() && opened.path.with_extension("journal").exists());
    assert_eq!(keeper.reports(), []);
    let mut live = opened.meeting.clone();
    for (n, word) in (2..).zip(["The ", "panel ", "“noted” ", "it."]) {
        keeper.append(&[typed(&mut live, n, word)], NOW);
        assert_eq!(keeper.reports(), [Report::Appended(n)]);
    }
    let read = library.read(&opened.path, stamp(9)).unwrap();
    assert_eq!(read.meeting, live, "every command reads what is typed so far");
    closed(keeper);

    let again = library.open(&opened.path, stamp(9)).unwrap();
    assert_eq!((&again.opened.meeting, again.opened.n), (&live, 5));
    assert_eq!((again.opened.notice, again.opened.read_only), (None, None));
    let mut keeper = again.keeper.unwrap();
    keeper.history();
    let Some(Report::History(records)) = keeper.reports().pop() else { panic!("no history") };
    assert_eq!(records.len(), 2, "a beginning and one run of typing");
    let mut back = live;
    let mut history = History::of(&records);
    let mut undone = 0;
    while let Some((step, edits)) = history.undo() {
        for edit in &edits {
            back.apply(edit).unwrap();
        }
        history.record(&Record { step, how: How::Undo, edits, ..records[1].clone() });
        undone += 1;
    }
    assert_eq!((text(&back), undone), ("", 4));
}

#[test]
fn a_killed_program_loses_nothing_that_was_appended() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let session = library.begin(meeting(), stamp(0));
    let mut live = session.opened.meeting;
    let mut keeper = session.keeper.unwrap();
    for n in 2..50 {
        keeper.append(&[typed(&mut live, n, "word ")], NOW);
    }
    drop(keeper);
    let again = library.open(&session.opened.path, stamp(60)).unwrap();
    assert_eq!(again.opened.meeting, live);
    assert_eq!((again.opened.n, again.opened.tail.len()), (49, 48));
    let notice = again.opened.notice.unwrap();
    assert!(notice.contains("48 changes") && notice.contains("14:00:49"), "{notice}");
}

#[test]
fn the_second_opening_is_read_only_and_says_who_has_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let path = library.begin(meeting(), stamp(0)).opened.path;
    let first = library.open(&path, stamp(0)).unwrap();
    let second = library.open(&path, stamp(1)).unwrap();
    assert!(first.keeper.is_some() && second.keeper.is_none());
    let why = second.opened.read_only.unwrap();
    assert!(why.contains("Rosa Hazel on PC-12 since 14 March 2016, 14:00"), "{why}");
    drop(first);
    assert!(library.open(&path, stamp(2)).unwrap().keeper.is_some(), "a stale lock asks nothing");
}

#[test]
fn sessions_are_listed_found_and_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    assert_eq!(library.list(stamp(0)).unwrap(), []);
    let first = library.begin(meeting(), stamp(0)).opened.path;
    let second = library.begin(meeting(), stamp(0)).opened.path;
    assert!(second.ends_with("2016-03-14-scrutiny-panel-2.ron"));
    std::fs::copy(&first, folder.path().join("sessions/broken.ron")).unwrap();
    std::fs::write(folder.path().join("sessions/broken.ron"), "(format: 1, meeting: (it").unwrap();
    let listed = library.list(stamp(0)).unwrap();
    let names: Vec<_> = listed.iter().map(|l| l.path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["2016-03-14-scrutiny-panel-2.ron", "2016-03-14-scrutiny-panel.ron", "broken.ron"]);
    assert_eq!((listed[0].items, listed[0].done), (2, 0));
    assert!(listed[2].broken.as_ref().unwrap().contains("line 1"));

    assert_eq!(library.find("panel-2").unwrap().canonicalize().unwrap(), second);
    assert_eq!(library.find("2016-03-14-scrutiny-panel").unwrap().canonicalize().unwrap(), first);
    assert!(matches!(library.find("scrutiny"), Err(LibraryError::Ambiguous { .. })));
    assert!(matches!(library.find("cabinet"), Err(LibraryError::NoSuchSession { .. })));
    let same = library.same_paper("c0ffee00", stamp(0)).unwrap();
    assert_eq!(same.canonicalize().unwrap(), second);
    assert_eq!(library.same_paper("deadbeef", stamp(0)), None);
}

#[test]
fn a_session_begun_where_nothing_can_be_written_is_kept_elsewhere_and_comes_home() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    std::fs::write(folder.path().join("sessions"), "a file in the way").unwrap();
    let session = library.begin(meeting(), stamp(0));
    let mut live = session.opened.meeting;
    let mut keeper = session.keeper.unwrap();
    let reports = keeper.reports();
    let [Report::Disk(DiskState::Trouble(why))] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(why.contains("NOT SAVED") && why.contains("state/kept"), "{why}");
    keeper.append(&[typed(&mut live, 2, "kept")], NOW);
    std::fs::remove_file(folder.path().join("sessions")).unwrap();
    keeper.tick(Duration::from_secs(1));
    keeper.settle(Duration::from_secs(1));
    assert!(keeper.reports().contains(&Report::Disk(DiskState::Saved)));
    keeper.append(&[typed(&mut live, 3, " and home")], Duration::from_secs(1));
    drop(keeper);
    let again = library.open(&session.opened.path, stamp(9)).unwrap();
    assert_eq!(again.opened.meeting, live);
}
