//! The same shell and the same app, with faults on demand: what the tests need to show that a fault loses nothing.
//!
//! `faults LIBRARY SESSION` opens a session. A `¦` and a letter then panics: `u` in the app's update, `l` in its layout, `d`
//! while drawing, `j` in a job off the loop, `w` where the writer is asked. `s` panics nowhere: from then on the writer is given
//! nothing, as if the disk had stopped to answer; `g` gives it all.

#![expect(clippy::panic, reason = "panicking is what this program is for")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use minutebook::app::{App, Effect, Event, Settings};
use minutebook::library::{Library, Part, RealDisk};
use minutebook::meeting::{Place, Stamp};
use minutebook::shell::clipboard::Surroundings;
use minutebook::shell::desk::{Desk, start};
use minutebook::shell::own::OwnFiles;
use minutebook::shell::shelves::Shelves;
use minutebook::shell::{self, Ended, Mail, Outside, Request, Screen, Start, Writes};
use minutebook::ui::{Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

struct Faulty {
    app: App,
    armed: bool,
    fault: Option<char>,
    stalled: Arc<AtomicBool>,
}

impl Screen for Faulty {
    fn update(&mut self, event: Event, now: Stamp) -> Vec<Effect> {
        if let Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) = event {
            let stalls = self.armed && matches!(c, 's' | 'g');
            if stalls {
                self.stalled.store(c == 's', Ordering::SeqCst);
            } else if self.armed {
                self.fault = Some(c);
            }
            self.armed = c == '¦';
            if self.armed || stalls {
                return Vec::new();
            }
        }
        match self.fault {
            Some('u') => panic!("a fault in update"),
            Some('j') => vec![Effect::List(Part::Sessions)],
            Some('w') => vec![Effect::ReadHistory],
            Some(_) => Vec::new(),
            None => self.app.update(event, now),
        }
    }

    fn layout(&mut self, area: Rect) {
        assert!(self.fault != Some('l'), "a fault in layout");
        self.app.layout(area);
    }

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        assert!(self.fault != Some('d'), "a fault while drawing");
        draw(&self.app, Theme::new(false), area, buffer)
    }
}

struct FaultyOutside(Desk);

impl Outside for FaultyOutside {
    fn perform(&self, effect: Effect, mail: &Mail) {
        assert!(!matches!(effect, Effect::List(_)), "a fault in a job");
        self.0.perform(effect, mail);
    }
}

struct FaultyWriter {
    writer: Arc<dyn Writes>,
    stalled: Arc<AtomicBool>,
    held: Mutex<Vec<Request>>,
}

impl Writes for FaultyWriter {
    fn ask(&self, request: Request) {
        assert!(!matches!(request, Request::History), "a fault where the writer is asked");
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.push(request);
        if !self.stalled.load(Ordering::SeqCst) {
            held.drain(..).for_each(|request| self.writer.ask(request));
        }
    }

    fn close(&self, place: Option<Place>, within: Duration) -> bool {
        self.writer.close(place, within)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(Ended::Left) => ExitCode::SUCCESS,
        Ok(Ended::Asked(code)) => ExitCode::from(code),
        Ok(Ended::Fault(_)) => ExitCode::from(2),
        Err(_) => ExitCode::from(3),
    }
}

fn run() -> Result<Ended, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(session)) = (arguments.next(), arguments.next()) else {
        return Err("faults LIBRARY SESSION".into());
    };
    let second = vec![folder.join("kept")];
    let disk = Arc::new(RealDisk);
    let library = Library {
        disk,
        folder: folder.clone(),
        journal_dir: None,
        index: None,
        second,
        owner: "a test".to_owned(),
    };
    let shell = shell::open()?;
    let (opened, writer) = start(library.open(&session, shell::now())?, &shell.mail())?;
    let (mut app, _) = App::library(Settings::default(), shell::now());
    app.open(opened);
    let stalled = Arc::new(AtomicBool::new(false));
    let writer = writer.map(|writer| -> Arc<dyn Writes> {
        Arc::new(FaultyWriter { writer, stalled: Arc::clone(&stalled), held: Mutex::default() })
    });
    let start = Start { writer, mouse: true, first: vec![Event::Resize] };
    let screen = Faulty { app, armed: false, fault: None, stalled };
    Ok(shell.run(
        screen,
        Arc::new(FaultyOutside(Desk {
            library,
            exports: folder,
            around: Surroundings::default(),
            own: OwnFiles::default(),
            shelves: Shelves::default(),
        })),
        start,
    )?)
}
