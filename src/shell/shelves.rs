//! What the library's screen asks for: listing, searching, counting, gathering, moving. Each is one job; what takes long is shown
//! as far as it is, and a newer question ends an older one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::effect::{Move, Noted};
use crate::app::event::Searched;
use crate::app::{Effect, Event};
use crate::library::before::Before;
use crate::library::search::{Found, Query};
use crate::library::{Catalogue, Library, LibraryError, Listed, Part};
use crate::meeting::{Head, Stamp, note_progress};

use super::clock;
use super::inbox::{Mail, Note};

/// How often what is known so far is shown.
const SHOWN_AFTER: Duration = Duration::from_millis(200);
/// How many places are shown: nobody reads more, and typing on narrows them.
const FOUND: usize = 500;

/// What is being asked for, and what is known of the library already.
#[derive(Clone, Debug, Default)]
pub struct Shelves {
    /// The number of the question typed last.
    asked: Arc<AtomicU64>,
    /// The sessions whose promises are wanted.
    counted: Arc<Mutex<Vec<PathBuf>>>,
    /// The session that is to be shown: going down a list asks for one after the other.
    previewed: Arc<Mutex<PathBuf>>,
    /// What is known of the sessions and of the archive, for searching.
    known: Arc<Mutex<Known>>,
}

/// The catalogues as they were listed last.
type Known = Vec<(Part, Arc<Catalogue>)>;

impl Shelves {
    /// An effect was asked for; its turn comes later.
    pub(super) fn expect(&self, effect: &Effect) {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "all other effects are done whatever comes after them"
        )]
        match effect {
            Effect::Search(number, _) => self.asked.store(*number, Ordering::SeqCst),
            Effect::Count(_, paths) => held(&self.counted).clone_from(paths),
            Effect::Preview(path) => held(&self.previewed).clone_from(path),
            _ => {}
        }
    }

    /// Lists a part of the library.
    pub(super) fn list(&self, library: &Library, part: Part, mail: &Mail, now: Stamp) {
        let place = library.part(part);
        let mut shown = None;
        let send = |rows: Vec<Listed>, left: usize| {
            mail.send(Note::Event(Event::Sessions(part, rows, left)));
        };
        let listed = place.catalogue(now, &mut |rows, left| {
            if shown.is_none_or(|at| clock::instant().duration_since(at) >= SHOWN_AFTER) {
                shown = Some(clock::instant());
                let named = left.iter().map(|path| named(path));
                send(rows.iter().map(|row| row.listed.clone()).chain(named).collect(), left.len());
            }
        });
        match listed {
            Ok(mut catalogue) => {
                place.look_round(&mut catalogue.rows);
                send(catalogue.rows.iter().map(|row| row.listed.clone()).collect(), 0);
                self.keep(part, catalogue);
            }
            Err(error) => mail.send(Note::Event(Event::NoSessions(part, unreachable(&error)))),
        }
    }

    /// Reads a session to show it; none where another one is wanted by now.
    pub(super) fn preview(&self, library: &Library, path: PathBuf, now: Stamp) -> Option<Event> {
        if *held(&self.previewed) != path {
            return None;
        }
        Some(match library.read(&path, now) {
            Ok(opened) => Event::Preview(path, Box::new(opened.meeting)),
            Err(error) => Event::Failed(error.to_string()),
        })
    }

    /// Forgets what is known: a session is about to be moved, or changes.
    pub(super) fn forget(&self) {
        held(&self.known).clear();
    }

    fn keep(&self, part: Part, catalogue: Catalogue) -> Arc<Catalogue> {
        let catalogue = Arc::new(catalogue);
        let mut known = held(&self.known);
        known.retain(|(of, _)| *of != part);
        known.push((part, Arc::clone(&catalogue)));
        catalogue
    }

    /// What is known of a part of the library, as it was listed last.
    fn known(&self, library: &Library, part: Part, now: Stamp) -> Result<Arc<Catalogue>, LibraryError> {
        if let Some((_, catalogue)) = held(&self.known).iter().find(|(of, _)| *of == part) {
            return Ok(Arc::clone(catalogue));
        }
        Ok(self.keep(part, library.part(part).catalogue(now, &mut |_, _| {})?))
    }

    /// Looks for what was typed in the sessions and the archive.
    pub(super) fn search(&self, library: &Library, (number, typed): (u64, &str), mail: &Mail, now: Stamp) {
        let wanted = || self.asked.load(Ordering::SeqCst) == number;
        let send = |found: Vec<Found>, searched| {
            mail.send(Note::Event(Event::Found(number, found, searched)));
        };
        if !wanted() || typed.trim().is_empty() {
            return;
        }
        let query = match Query::typed(typed) {
            Ok(query) => query,
            Err(why) => return send(Vec::new(), Searched::Wrong(why)),
        };
        let (mut batch, mut count, mut shown) = (Vec::new(), 0, clock::instant());
        for part in [Part::Sessions, Part::Archive] {
            let catalogue = match self.known(library, part, now) {
                Ok(catalogue) => catalogue,
                Err(error) => {
                    send(batch, Searched::On);
                    return send(Vec::new(), Searched::Wrong(unreachable(&error)));
                }
            };
            library.part(part).search((&catalogue, &query), now, Found::of, &mut |found| {
                count += found.len();
                batch.extend(found);
                if clock::instant().duration_since(shown) >= SHOWN_AFTER / 4 {
                    shown = clock::instant();
                    send(std::mem::take(&mut batch), Searched::On);
                }
                count < FOUND && wanted()
            });
            if !wanted() {
                return;
            }
        }
        send(batch, if count < FOUND { Searched::Done } else { Searched::Enough });
    }

    /// Counts the open promises in sessions, unless others are wanted by now.
    pub(super) fn count(
        &self,
        library: &Library,
        part: Part,
        paths: &[PathBuf],
        now: Stamp,
    ) -> Option<Event> {
        let place = library.part(part);
        let wanted = || *held(&self.counted) == paths;
        wanted().then(|| Event::Counted(place.count_promises(paths, now)))
    }
}

fn held<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A session of which only the name is known: the day and the words in it.
fn named(path: &std::path::Path) -> Listed {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (day, rest) = stem.split_at_checked(10).unwrap_or((&stem, ""));
    let date = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    let words = if date.is_some() { rest } else { stem.as_str() };
    let title = words.trim_start_matches('-').replace('-', " ");
    Listed { path: path.to_owned(), date, title: Some(title), unread: true, ..Listed::default() }
}

/// Why the library can't be read, and what to do.
fn unreachable(error: &LibraryError) -> String {
    format!("{error} If it is on a share: is this machine connected to it? F5 tries again.")
}

/// The actions of all sessions, the archive's too.
pub(super) fn register(library: &Library, asked: Option<PathBuf>, now: Stamp) -> Event {
    match library.register(&crate::library::register::Wanted::default(), now) {
        Ok((entered, broken)) => Event::Register(asked, entered, broken),
        Err(error) => Event::Failed(unreachable(&error)),
    }
}

/// Moves a session.
pub(super) fn move_session(library: &Library, wanted: Move, now: Stamp) -> Event {
    match library.move_session(&wanted.from, &wanted.to, now) {
        Ok(to) => Event::Moved(Move { to, ..wanted }),
        Err(error) => Event::Failed(error.to_string()),
    }
}

/// Writes into a session how far an action is.
pub(super) fn note(library: &Library, noted: Noted, now: Stamp) -> Event {
    let gone = || "the action does not stand in this session any more.".to_owned();
    let said = noted.said.clone();
    let done = library.amend(&noted.path, now, |meeting| {
        note_progress(meeting, (noted.item, noted.entry), said).map(|edit| vec![edit]).ok_or_else(gone)
    });
    match done {
        Ok(()) => Event::Noted(noted),
        Err(error) => Event::Failed(error.to_string()),
    }
}

/// What the meetings of a session's body leave for the next one: the last of them, whichever was chosen.
pub(super) fn next(library: &Library, path: &std::path::Path, now: Stamp) -> Event {
    let meeting = match library.read(path, now) {
        Ok(opened) => opened.meeting,
        Err(error) => return Event::Failed(error.to_string()),
    };
    let head = Head { date: None, ..meeting.head.clone() };
    let alone = || Before { path: path.to_owned(), last: Box::new(meeting), open: Vec::new() };
    Event::Next(Box::new(library.before(&head, now).unwrap_or_else(alone)))
}
