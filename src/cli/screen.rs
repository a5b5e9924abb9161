//! The app on the shell: what `minutebook` runs when it takes the terminal.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::keymap::Keymap;
use crate::app::{App, Effect, Event, Settings};
use crate::checks::findings::wrong_silence;
use crate::checks::phrases::PhraseBook;
use crate::config::CopyWhat;
use crate::meeting::Stamp;
use crate::shell::desk::Desk;
use crate::shell::{self, Ended, Screen, Shell, Start, Writes};
use crate::ui::{Theme, draw};

use super::{Context, Outcome, Refusal, say};

/// The app with its theme.
struct Live {
    app: App,
    theme: Theme,
    /// What the app asked for before the loop ran.
    first: Vec<Effect>,
    /// The session on screen, for the sentence that is said if the program has a fault.
    session: Arc<Mutex<Option<PathBuf>>>,
}

impl Live {
    fn note_session(&self) {
        let path = self.app.session().map(|session| session.path.clone());
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = path;
    }
}

impl Screen for Live {
    fn update(&mut self, event: Event, now: Stamp) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.first);
        let other = matches!(event, Event::Opened(_) | Event::Resize);
        effects.extend(self.app.update(event, now));
        if other {
            self.note_session();
        }
        effects
    }

    fn is_busy(&self) -> bool {
        self.app.is_busy()
    }

    fn layout(&mut self, area: Rect) {
        self.app.layout(area);
    }

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        draw(&self.app, self.theme, area, buffer)
    }
}

/// Finds out that there is a terminal, and opens the shell.
///
/// # Errors
/// Where there is none.
pub(super) fn shell() -> Result<Shell, Refusal> {
    if !std::io::stdout().is_terminal() {
        return Err(Refusal::Said(
            "Standard output is no terminal, so there is no screen to write minutes on. `minutebook --help` lists the \
             commands that write to files and pipes."
                .to_owned(),
        ));
    }
    shell::open().map_err(|error| Refusal::Said(format!("The terminal can't be used: {error}.")))
}

/// The settings that the app needs.
pub(super) fn settings(context: &Context<'_>) -> Settings {
    let mut keys = Keymap::default();
    for (key, name) in &context.config.keys {
        if let Err(why) = keys.bind(key, name) {
            say(&format!("keys: {why}"));
        }
    }
    for why in wrong_silence(&context.config.silence) {
        say(&why);
    }
    Settings {
        smart_quotes: context.config.smart_quotes,
        styles: context.styles().0,
        keys,
        templates: context.templates(),
        phrases: PhraseBook::new(context.phrases().0),
        spelling: context.config.spelling,
        silence: context.config.silence.clone(),
        mouse: context.config.mouse,
        whole_page: context.config.copy == CopyWhat::Page,
        rich_lists: context.config.rich_lists,
        clerk: context.user(),
        me: context.config.me.clone().unwrap_or_else(|| context.user()),
    }
}

/// Runs the app until the clerk leaves.
///
/// # Errors
/// Where the terminal can't be used, or the program had a fault; the sentence says where what was typed is.
pub(super) fn run(
    context: &Context<'_>,
    shell: Shell,
    app: App,
    first: Vec<Effect>,
    writer: Option<Arc<dyn Writes>>,
) -> Result<Outcome, Refusal> {
    let desk = Desk {
        library: context.library()?,
        exports: context.exports(),
        around: context.around(true),
        own: context.own_files(),
        shelves: shell::shelves::Shelves::default(),
    };
    let colours = context.environment.colours(context.color.unwrap_or(context.config.theme));
    let session = Arc::new(Mutex::new(None));
    let screen = Live { app, theme: Theme::new(colours), first, session: Arc::clone(&session) };
    let troubles =
        context.config_trouble.iter().cloned().chain(context.styles().1).chain(context.phrases().1);
    let trouble = troubles.reduce(|all, next| format!("{all} {next}")).map(Event::Failed);
    let start = Start {
        writer,
        mouse: context.config.mouse,
        first: [Event::Resize].into_iter().chain(trouble).collect(),
    };
    let ended = shell.run(screen, Arc::new(desk), start);
    match ended.map_err(|error| Refusal::Said(format!("The terminal can't be used: {error}.")))? {
        Ended::Left => Ok(Outcome::Done),
        Ended::Asked(code) => Ok(Outcome::Ended(code)),
        Ended::Fault(what) => {
            let path = session.lock().unwrap_or_else(PoisonError::into_inner).take();
            let kept = path.map_or_else(String::new, |path| {
                format!(" What you typed is in {}: open it again and it is there.", path.display())
            });
            Err(Refusal::Said(format!("The program had a fault and ended ({what}).{kept}")))
        }
    }
}
