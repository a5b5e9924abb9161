//! The desk: what the app asks for outside itself, done with the real library, clipboard and disk.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::out::Press;
use crate::app::{Effect, Event};
use crate::library::{Library, Opened, Report, Session};

use super::clipboard::{self, Surroundings};
use super::inbox::{Mail, Note};
use super::own::OwnFiles;
use super::shelves::{self, Shelves};
use super::writer::Writer;
use super::{Outside, Request, Writes, clock, files};

/// Does the app's bidding.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The library.
    pub library: Library,
    /// The folder into which F12 writes.
    pub exports: PathBuf,
    /// Where the program runs, for the clipboard's sake.
    pub around: Surroundings,
    /// The clerk's own lists.
    pub own: OwnFiles,
    /// What the library's screen is asking for.
    pub shelves: Shelves,
}

impl Outside for Desk {
    fn expect(&self, effect: &Effect) {
        self.shelves.expect(effect);
    }

    fn perform(&self, effect: Effect, mail: &Mail) {
        let now = clock::now();
        let told = match effect {
            Effect::Begin(meeting) => hand_over(self.library.begin(*meeting, now), mail),
            Effect::Open(path) => match self.library.open(&path, now) {
                Ok(session) => hand_over(session, mail),
                Err(error) => Event::Failed(error.to_string()),
            },
            Effect::Purge(path) => {
                match self.library.purge(&path, now).and_then(|_| self.library.open(&path, now)) {
                    Ok(session) => hand_over(session, mail),
                    Err(error) => Event::Failed(format!(
                        "The minutes are approved, but notes and history are still there: {error}"
                    )),
                }
            }
            Effect::ReadReturned(path) => self.returned(path),
            Effect::List(part) => return self.shelves.list(&self.library, part, mail, now),
            Effect::Search(number, words) => {
                return self.shelves.search(&self.library, (number, &words), mail, now);
            }
            Effect::Count(part, paths) => match self.shelves.count(&self.library, part, &paths, now) {
                Some(counted) => counted,
                None => return,
            },
            Effect::Register(asked) => shelves::register(&self.library, asked, now),
            Effect::Move(wanted) => {
                self.shelves.forget();
                shelves::move_session(&self.library, wanted, now)
            }
            Effect::Note(noted) => {
                self.shelves.forget();
                shelves::note(&self.library, noted, now)
            }
            Effect::Next(path) => shelves::next(&self.library, &path, now),
            Effect::LookForLock(path) if self.library.is_held(&path) => return,
            Effect::LookForLock(path) => Event::Free(path),
            Effect::Preview(path) => match self.shelves.preview(&self.library, path, now) {
                Some(event) => event,
                None => return,
            },
            Effect::Copy { html, plain, what } => self.copy(html.as_deref(), &plain, &what, mail),
            Effect::ReadClipboard => {
                // Over SSH the clipboard of this machine is not the clerk's.
                let near = self.around.display && !self.around.ssh;
                Event::Clipboard(if near { clipboard::get() } else { None })
            }
            Effect::Export(press) => self.export(&press, mail),
            Effect::ReadDictionary => self.own.dictionary(),
            Effect::Remember(file, line) => self.own.remember(file, &line),
            Effect::Append(_)
            | Effect::Save(_)
            | Effect::Flush
            | Effect::ReadHistory
            | Effect::Mouse(_)
            | Effect::Suspend
            | Effect::Close
            | Effect::Quit => return,
        };
        mail.send(Note::Event(told));
    }
}

impl Desk {
    fn copy(&self, html: Option<&str>, plain: &str, what: &str, mail: &Mail) -> Event {
        let outcome = clipboard::put(html, plain, &self.around);
        if let Some(bytes) = outcome.terminal_bytes {
            mail.send(Note::Terminal(bytes));
        }
        let said = match what {
            "" => format!("The text: {}.", outcome.sentence),
            what => format!("{what}: {}.", outcome.sentence),
        };
        if outcome.failed { Event::Failed(said) } else { Event::Done(said) }
    }

    /// A name alone is looked for where exports go as well.
    fn returned(&self, path: PathBuf) -> Event {
        let path = if path.exists() { path } else { self.exports.join(path) };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::fs::read(&path) {
            Ok(bytes) => Event::Returned(name, bytes),
            Err(error) => Event::Failed(format!("{} can't be read: {error}.", path.display())),
        }
    }

    /// Makes documents and writes them; where there are many, says on the way how far it is.
    fn export(&self, press: &Press, mail: &Mail) -> Event {
        let folder = &self.exports;
        let (many, mut last, mut warnings) = (press.len(), None, Vec::new());
        for at in 0..many {
            if many > 1 {
                mail.send(Note::Event(Event::Done(press.progress(at))));
            }
            let made = match press.make(at) {
                Ok(made) => made,
                Err(why) => return Event::Failed(why),
            };
            match files::write_new(folder, &made.name, &made.bytes) {
                Ok(path) => last = Some(path),
                Err(error) => {
                    let folder = folder.display();
                    return Event::Failed(format!(
                        "{} could not be written into {folder}: {error}.",
                        made.name
                    ));
                }
            }
            warnings.extend(
                made.warnings.into_iter().filter(|warning| !warnings.contains(warning)).collect::<Vec<_>>(),
            );
        }
        let written = match last {
            Some(path) if many == 1 => format!("Written to {}.", path.display()),
            _ => format!("{many} files were written into {}.", folder.display()),
        };
        match warnings.as_slice() {
            [] => Event::Done(written),
            [one] => Event::Failed(format!("{one} {written}")),
            [first, rest @ ..] => Event::Failed(format!("{first} (and {} more) {written}", rest.len())),
        }
    }
}

/// Starts the writer of a session that was opened, and gives the event that shows it.
fn hand_over(session: Session, mail: &Mail) -> Event {
    match start(session, mail) {
        Ok((opened, writer)) => {
            if let Some(writer) = writer {
                mail.send(Note::Writer(writer));
            }
            Event::Opened(Box::new(opened))
        }
        Err(error) => {
            Event::Failed(format!("The session can't be opened: the system gives no thread ({error})."))
        }
    }
}

/// A session that was opened, with its writer at work; none where it may only be read.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(session: Session, mail: &Mail) -> std::io::Result<(Opened, Option<Arc<dyn Writes>>)> {
    let Some(keeper) = session.keeper else { return Ok((session.opened, None)) };
    let begun = clock::instant();
    let live = Arc::new(AtomicBool::new(true));
    let (heard, mail) = (Arc::clone(&live), mail.clone());
    let writer = Writer::start(keeper, Box::new(move || begun.elapsed()), move |report| {
        // What an earlier session's writer says on its way out concerns nobody.
        if heard.load(Ordering::SeqCst) {
            pass_on(report, &mail);
        }
    })?;
    Ok((session.opened, Some(Arc::new(Held { writer: Mutex::new(Some(writer)), live }))))
}

fn pass_on(report: Report, mail: &Mail) {
    mail.send(match report {
        Report::Appended(n) => Note::Appended(n),
        Report::Disk(state) => Note::Event(Event::Disk(state)),
        Report::History(records) => Note::Event(Event::History(records)),
        Report::Astray => Note::Event(Event::Astray),
        Report::Notice(text) => Note::Event(Event::Done(text)),
        Report::Closed => return,
    });
}

/// A writer that the loop and those who end the program share.
struct Held {
    writer: Mutex<Option<Writer>>,
    live: Arc<AtomicBool>,
}

impl Writes for Held {
    fn ask(&self, request: Request) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = writer.as_ref() else { return };
        match request {
            Request::Append(record) => writer.append(record),
            Request::Save(place) => writer.save(place),
            Request::Flush => writer.flush(),
            Request::History => writer.history(),
        }
    }

    fn close(&self, place: Option<crate::meeting::Place>, within: Duration) -> bool {
        self.live.store(false, Ordering::SeqCst);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        writer.is_none_or(|writer| writer.close(place, within))
    }
}

#[cfg(test)]
mod tests {
    use super::super::inbox;
    use super::*;
    use crate::app::out::{Kind, Press};
    use crate::export::{Document, Format};
    use crate::meeting::{Entry, Item, ItemId, Meeting};

    #[test]
    fn many_documents_are_told_one_by_one_and_what_is_to_be_looked_at_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk {
            library: Library {
                disk: Arc::new(crate::library::RealDisk),
                folder: folder.path().join("library"),
                journal_dir: None,
                index: None,
                second: Vec::new(),
                owner: String::new(),
            },
            exports: folder.path().to_owned(),
            around: Surroundings::default(),
            own: OwnFiles::default(),
            shelves: Shelves::default(),
        };
        let mut secret = Item { id: ItemId(1), ..Item::default() };
        secret.head.exempt = true;
        secret.minutes = vec![Entry { text: "It was said.".to_owned(), ..Entry::default() }];
        let meeting = Meeting { items: vec![secret].into(), ..Meeting::default() };
        let (mail, inbox) = inbox::open().unwrap();
        let wanted = vec![(Document::Minutes, Format::Text), (Document::Minutes, Format::Docx)];
        desk.perform(Effect::Export(Box::new(Press::of(meeting, Kind::Public, wanted, clock::now()))), &mail);
        let mut told = Vec::new();
        while let Some(Note::Event(Event::Done(words) | Event::Failed(words))) = inbox.next() {
            told.push(words);
        }
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(told[0], "Writing 1 of 2: minutes as text …");
        assert!(told[2].contains("a public summary") && told[2].contains("2 files were written"), "{told:?}");
        let written = std::fs::read_dir(folder.path()).unwrap().flatten();
        assert_eq!(written.filter(|file| file.path().extension().is_some()).count(), 2);
    }
}
