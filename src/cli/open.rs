//! `minutebook`, `minutebook AGENDA`, `minutebook SESSION`: the ways onto the screen.

use std::path::{Path, PathBuf};

use crate::app::look::{Look, propose};
use crate::app::{App, Screen};
use crate::library::{Library, LibraryError};
use crate::meeting::{Meeting, Place, meeting_from_paper, put_arising};
use crate::shell::desk::start;
use crate::shell::{files, now};

use super::refusal::{bytes_of, name_of};
use super::{Context, Outcome, Refusal, place, screen};

/// What the positional argument turned out to be.
enum Target {
    /// An agenda: its name and its bytes.
    Agenda(String, Vec<u8>),
    /// A saved session.
    Session(PathBuf),
}

/// Runs the screen.
///
/// # Errors
/// Where there is no terminal, or what was named can't be opened.
pub(super) fn run(
    context: &Context<'_>,
    named: Option<&str>,
    begin: bool,
    at: Option<&str>,
) -> Result<Outcome, Refusal> {
    let Some(named) = named else {
        if begin || at.is_some() {
            let flag = if begin { "--begin" } else { "--at" };
            return Err(Refusal::Said(format!(
                "{flag} needs an agenda or a session: `minutebook FILE {flag} …`."
            )));
        }
        let shell = screen::shell()?;
        let (app, first) = App::library(screen::settings(context), now());
        return screen::run(context, shell, app, first, None);
    };
    let library = context.library()?;
    match target(&library, named)? {
        Target::Session(path) => {
            let (path, notice) = own_copy(&library, path)?;
            open(context, &library, &path, at, notice)
        }
        Target::Agenda(name, bytes) => agenda(context, &library, (&name, &bytes), begin, at),
    }
}

/// Tells an agenda from a session: by content where there is a file, else it is part of a session's name.
fn target(library: &Library, named: &str) -> Result<Target, Refusal> {
    let path = Path::new(named);
    if named == "-" {
        let bytes = bytes_of(named)?;
        if is_session(&bytes) {
            let sentence =
                "Standard input holds a saved session. It can't be opened from there: name its file.";
            return Err(Refusal::Said(sentence.to_owned()));
        }
        return Ok(Target::Agenda(named.to_owned(), bytes));
    }
    if path.is_dir() {
        let sentence =
            format!("{named} is a folder. `minutebook --sessions {named}` opens it as the library.");
        return Err(Refusal::Said(sentence));
    }
    if path.extension().is_some_and(|ext| ext == "journal" || ext == "lock") {
        return Ok(Target::Session(path.with_extension("ron")));
    }
    if path.is_file() {
        let bytes = bytes_of(named)?;
        let session = is_session(&bytes) || is_half_a_session(path);
        return Ok(if session {
            Target::Session(path.to_owned())
        } else {
            Target::Agenda(named.to_owned(), bytes)
        });
    }
    match library.find(named) {
        Ok(path) => Ok(Target::Session(path)),
        Err(LibraryError::NoSuchSession { folder, .. }) if looks_like_a_file(path) => {
            let folder = folder.display();
            Err(Refusal::Said(format!("There is no file {named}, and no session of that name in {folder}.")))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether these are the bytes of a session file, by its first fields.
fn is_session(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(600)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    (head.starts_with('(') || head.starts_with("#![")) && head.contains("format:")
}

/// Whether a file that does not read as a session has the journal of one beside it.
fn is_half_a_session(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ext == "ron") && path.with_extension("journal").is_file()
}

fn looks_like_a_file(path: &Path) -> bool {
    path.extension().is_some() || path.components().count() > 1
}

/// A folder with this file in it holds examples: they are never changed, a copy in the library is.
const EXAMPLES: &str = "EXAMPLES.md";

/// What is said of a copy that was just made.
const FRESH: &str = "This is your own copy of the example";

/// The session to be opened in place of one that is an example: its copy in the library, which stays what was made of it.
fn own_copy(library: &Library, path: PathBuf) -> Result<(PathBuf, Option<String>), Refusal> {
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.join(EXAMPLES).is_file() {
        return Ok((path, None));
    }
    let name = path.file_name().unwrap_or_default();
    let copy = library.folder.join(name);
    if copy.is_file() {
        let notice = format!("Your own copy of the example: {}.", copy.display());
        return Ok((copy, Some(notice)));
    }
    let bytes = bytes_of(&path.display().to_string())?;
    let written = files::write_new(&library.folder, &name.to_string_lossy(), &bytes);
    let copy = written.map_err(|error| {
        Refusal::Said(format!("The example can't be copied into {}: {error}.", library.folder.display()))
    })?;
    let notice = format!("{FRESH}: {}.", copy.display());
    Ok((copy, Some(notice)))
}

fn open(
    context: &Context<'_>,
    library: &Library,
    path: &Path,
    at: Option<&str>,
    notice: Option<String>,
) -> Result<Outcome, Refusal> {
    let shell = screen::shell()?;
    let session = library.open(path, now())?;
    let wanted = at.map(|at| place::place(&session.opened.meeting, at)).transpose()?;
    show(context, shell, session, wanted, notice)
}

/// Puts a session on the screen.
fn show(
    context: &Context<'_>,
    shell: crate::shell::Shell,
    session: crate::library::Session,
    wanted: Option<Place>,
    notice: Option<String>,
) -> Result<Outcome, Refusal> {
    let (mut opened, writer) = start(session, &shell.mail()).map_err(|error| {
        Refusal::Said(format!("The session can't be opened: the system gives no thread ({error})."))
    })?;
    opened.place = wanted.or(opened.place);
    // A fresh copy of an example has no history yet, which needs no telling.
    let fresh = notice.as_deref().is_some_and(|notice| notice.starts_with(FRESH));
    opened.notice = match (opened.notice.take().filter(|_| !fresh), notice) {
        (Some(first), Some(second)) => Some(format!("{first} {second}")),
        (first, second) => first.or(second),
    };
    let (app, effects) = App::library(screen::settings(context), now());
    drop(effects);
    let mut app = app;
    app.open(opened);
    screen::run(context, shell, app, Vec::new(), writer)
}

fn agenda(
    context: &Context<'_>,
    library: &Library,
    (name, bytes): (&str, &[u8]),
    begin: bool,
    at: Option<&str>,
) -> Result<Outcome, Refusal> {
    let checksum = format!("{:08x}-{}", crc32fast::hash(bytes), bytes.len());
    if let Some(path) = library.same_paper(&checksum, now()) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let notice = format!("This is the session that you began from this paper: {name}.");
        return open(context, library, &path, at, Some(notice));
    }
    let paper = super::agenda::paper(name, bytes)?;
    let mut meeting = meeting_from_paper(&paper);
    // A session begins with empty panes, even from a page that has minutes already: `minutebook import` takes those.
    for item in &mut meeting.items {
        (item.minutes, item.resolved) = (Vec::new(), Vec::new());
    }
    meeting.head.paper = Some(checksum);
    let open = super::roster::fill(context, library, &mut meeting);
    let shell = screen::shell()?;
    if begin {
        put_arising(&mut meeting, &open);
        return begin_at_once(context, library, meeting, at, shell);
    }
    let place = at.map(|at| place::place(&meeting, at)).transpose()?;
    let mut look = Look::new(meeting, short_name(name), &context.styles().0, now());
    look.place = place;
    look.offer(open);
    let app = App::new(Screen::Look(Box::new(look)), screen::settings(context), now());
    screen::run(context, shell, app, Vec::new(), None)
}

/// The name of a paper as the look shows it: without its folders.
fn short_name(name: &str) -> String {
    let file = Path::new(name_of(name)).file_name();
    file.map_or_else(|| name_of(name).to_owned(), |file| file.to_string_lossy().into_owned())
}

fn begin_at_once(
    context: &Context<'_>,
    library: &Library,
    mut meeting: Meeting,
    at: Option<&str>,
    shell: crate::shell::Shell,
) -> Result<Outcome, Refusal> {
    propose(&mut meeting, &context.styles().0, now());
    let wanted = at.map(|at| place::place(&meeting, at)).transpose()?;
    let session = library.begin(meeting, now());
    show(context, shell, session, wanted, None)
}
