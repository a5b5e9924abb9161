//! The index of the library: the same with it and without it, whatever becomes of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use minutebook::library::search::{Hit, Query};
use minutebook::library::{Keeper, Library, Listed};

use crate::library_open::{library, meeting, stamp, typed};
use crate::random::Random;

fn indexed(folder: &Path) -> Library {
    Library { index: Some(folder.join("cache")), ..library(folder) }
}

fn begin(library: &Library, body: &str, words: &str) -> PathBuf {
    let mut meeting = meeting();
    meeting.head.body = Some(body.to_owned());
    let session = library.begin(meeting.clone(), stamp(0));
    let mut keeper = session.keeper.unwrap();
    keeper.append(&[typed(&mut meeting, 2, words)], Duration::ZERO);
    close(keeper);
    session.opened.path
}

fn close(mut keeper: Keeper) {
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
}

fn found(library: &Library, words: &str) -> Vec<(PathBuf, Vec<Hit>)> {
    let catalogue = library.catalogue(stamp(9), &mut |_, _| {}).unwrap();
    let query = Query::typed(words).unwrap();
    let mut found = Vec::new();
    let make = |row: &minutebook::library::Row, hits| (row.listed.path.clone(), hits);
    library.search((&catalogue, &query), stamp(9), make, &mut |one| {
        found.push(one);
        true
    });
    found
}

/// How often sessions were read anew for a list.
fn read_anew(library: &Library) -> usize {
    let mut anew = 0;
    library.catalogue(stamp(9), &mut |_, left| anew = anew.max(left.len())).unwrap();
    anew
}

fn index_files(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder.join("cache")).unwrap().map(|file| file.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|ext| ext != "lock")).collect()
}

#[test]
fn a_session_is_read_anew_only_when_one_of_its_files_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    let paths: Vec<_> = (1..=3).map(|k| begin(&library, &format!("Panel {k}"), "about hedges")).collect();
    assert_eq!(read_anew(&library), 3);
    assert_eq!(read_anew(&library), 0);
    assert_eq!(found(&library, "hedges").len(), 3);
    // Open, and typed into: only the journal has it yet.
    let mut session = library.open(&paths[1], stamp(3)).unwrap();
    let keeper = session.keeper.as_mut().unwrap();
    let mut meeting = session.opened.meeting.clone();
    keeper.append(&[typed(&mut meeting, session.opened.n + 1, " and ditches")], Duration::ZERO);
    let hits = found(&library, "ditches");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].0.file_name(), paths[1].file_name());
    assert_eq!(hits[0].1[0].text, "about hedges and ditches");
    close(session.keeper.take().unwrap());
    assert_eq!(read_anew(&library), 1);
    assert_eq!(read_anew(&library), 0);
    std::fs::remove_file(&paths[0]).unwrap();
    std::fs::remove_file(paths[0].with_extension("journal")).unwrap();
    assert_eq!(found(&library, "hedges").len(), 2);
}

#[test]
fn who_has_a_session_open_stands_in_the_list_and_copies_of_sync_tools_do_too() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    let path = begin(&library, "Panel", "words");
    let held = |library: &Library| -> Vec<Option<String>> {
        library.list(stamp(9)).unwrap().into_iter().map(|listed| listed.held).collect()
    };
    assert_eq!(held(&library), [None]);
    let session = library.open(&path, stamp(60)).unwrap();
    let who = held(&library).remove(0).unwrap();
    assert!(who.starts_with("Rosa Hazel on PC-12 since "), "{who}");
    close(session.keeper.unwrap());
    drop(session.opened);
    assert_eq!(held(&library), [None]);
    let copy = path.with_file_name("2016-03-14-panel (Rosa’s conflicted copy 2016-03-15).ron");
    std::fs::copy(&path, &copy).unwrap();
    let listed = library.list(stamp(9)).unwrap();
    let copies: Vec<_> = listed.iter().filter_map(|listed| listed.copy_of.as_deref()).collect();
    assert_eq!(copies, ["2016-03-14-panel"]);
    assert_eq!(found(&library, "words").len(), 2, "both are searched, neither is merged");
}

#[test]
fn a_broken_session_is_named_and_the_others_stay_usable() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    begin(&library, "Panel", "words");
    std::fs::write(folder.path().join("sessions/2016-01-01-remains.ron"), "(format: 1, these rem").unwrap();
    for _ in 0..2 {
        let listed = library.list(stamp(9)).unwrap();
        assert_eq!(listed.iter().filter(|listed| listed.broken.is_none()).count(), 1);
        let why = listed.iter().find_map(|listed| listed.broken.clone()).unwrap();
        assert!(why.contains("remains.ron") && why.contains("no session"), "{why}");
        assert_eq!(found(&library, "words").len(), 1);
    }
    assert_eq!(read_anew(&library), 0);
}

#[test]
fn a_damaged_index_is_found_out_and_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    let plain = Library { index: None, ..library.clone() };
    let bodies = ["Audit Committee", "Culture Panel", "Harbour Board", "Schools Forum"];
    for body in bodies {
        begin(&library, body, &format!("The {body} heard of hedges and was told that a café would open."));
    }
    let (list, hits): (Vec<Listed>, _) = (plain.list(stamp(9)).unwrap(), found(&plain, "hedges cafe"));
    assert_eq!(hits.len(), 4);
    let mut random = Random::new(7);
    for round in 0..60 {
        assert_eq!(library.list(stamp(9)).unwrap(), list);
        let files = index_files(folder.path());
        let file = &files[random.below(files.len())];
        let mut bytes = std::fs::read(file).unwrap();
        match round % 4 {
            0 => bytes.truncate(random.below(bytes.len())),
            1 => bytes.clear(),
            2 => {
                std::fs::remove_file(file).unwrap();
                continue;
            }
            _ => {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(7);
            }
        }
        std::fs::write(file, bytes).unwrap();
        assert_eq!(library.list(stamp(9)).unwrap(), list, "round {round}, {}", file.display());
        assert_eq!(found(&library, "hedges cafe"), hits, "round {round}, {}", file.display());
    }
}

#[test]
fn an_index_that_cannot_be_written_changes_nothing_but_the_time() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    begin(&library, "Panel", "about hedges");
    std::fs::write(folder.path().join("cache"), "a file stands where the folder should be").unwrap();
    assert_eq!(found(&library, "hedges").len(), 1);
    assert_eq!(library.list(stamp(9)).unwrap().len(), 1);
}

#[test]
fn what_is_purged_is_gone_from_the_index_too() {
    let folder = tempfile::tempdir().unwrap();
    let library = indexed(folder.path());
    let path = begin(&library, "Panel", "about a secret matter");
    begin(&library, "Board", "about hedges");
    assert_eq!(found(&library, "secret").len(), 1);
    let told = |folder: &Path| {
        let bytes = index_files(folder).into_iter().flat_map(|file| std::fs::read(file).unwrap());
        String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).contains("secret")
    };
    assert!(told(folder.path()));
    let done = library.end_history(&path, stamp(9), |kept| {
        *kept = meeting();
        Some(())
    });
    done.unwrap();
    assert!(!told(folder.path()));
    assert!(found(&library, "secret").is_empty());
    assert_eq!(found(&library, "hedges").len(), 1);
    assert!(!told(folder.path()));
}
