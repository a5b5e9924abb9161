//! The loop.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::{Rect, Size};

use crate::app::event::DiskState;
use crate::app::{Effect, Event};
use crate::meeting::Place;

use super::canvas::Canvas;
use super::inbox::{Inbox, Mail, Note, Signal};
use super::input::{HungUp, Input};
use super::jobs::Jobs;
use super::signals::{self, Watch};
use super::{Outside, Request, Screen, Writes, clock, fault, inbox, terminal};

/// How long a frame waits for the journal.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long after the last key the screen is told that time has passed.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the end waits for the disk when nobody presses.
const CLOSE: Duration = Duration::from_secs(10);
/// The exit code of a program whose terminal went away: that of SIGHUP.
const HANGUP: u8 = 129;

/// How the loop ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The clerk left.
    Left,
    /// A signal or a hang-up, with the exit code that says so.
    Asked(u8),
    /// A fault of the program: what it was, and where.
    Fault(String),
}

/// With what the loop starts.
#[derive(Clone, Default)]
pub struct Start {
    /// The writer of a session that is open already.
    pub writer: Option<Arc<dyn Writes>>,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// What the screen is told first.
    pub first: Vec<Event>,
}

/// A loop that is ready to run.
#[derive(Debug)]
pub struct Shell {
    mail: Mail,
    inbox: Inbox,
}

impl Shell {
    pub(super) fn new() -> io::Result<Self> {
        let (mail, inbox) = inbox::open()?;
        Ok(Self { mail, inbox })
    }

    /// The slot through which other threads reach the loop.
    pub fn mail(&self) -> Mail {
        self.mail.clone()
    }

    /// Takes the terminal, runs the screen until it ends, gives the terminal back and closes the writer.
    ///
    /// # Errors
    /// Where there is no terminal.
    pub fn run<S: Screen>(self, screen: S, outside: Arc<dyn Outside>, start: Start) -> io::Result<Ended> {
        let watch = Arc::new(Watch::default());
        watch.set_writer(start.writer.clone());
        let input = Input::open(&self.mail)?;
        #[cfg(unix)]
        signals::listen(self.mail.clone(), Arc::clone(&watch))?;
        fault::catch_panics_of(std::thread::current().id());
        let guard = terminal::enter(start.mouse)?;
        let mut turns = Turns {
            screen,
            canvas: Canvas::new(size()),
            jobs: Jobs::new(outside, self.mail),
            inbox: self.inbox,
            input,
            watch,
            writer: start.writer,
            mouse: start.mouse,
            ended: None,
            events: start.first.into(),
            disk: DiskState::Saved,
            asked: 0,
            appended: 0,
            late: false,
            place: None,
            tick: clock::instant() + clock::until_next_minute(clock::now()),
            pause: None,
        };
        let ran = catch_unwind(AssertUnwindSafe(|| turns.run()));
        let ended = ran.unwrap_or_else(|_| Ended::Fault(fault::last()));
        turns.watch.answer();
        if terminal::is_hung_up() || ended == Ended::Left {
            drop(guard);
            turns.close(&ended);
        } else {
            // Nobody waits for a prompt: what was typed comes first.
            turns.close(&ended);
            drop(guard);
        }
        Ok(ended)
    }
}

/// The size of the terminal; the usual one where it has none.
fn size() -> Size {
    terminal::size().filter(|size| size.width > 0 && size.height > 0).unwrap_or(Size::new(80, 24))
}

struct Turns<S> {
    screen: S,
    canvas: Canvas,
    jobs: Jobs,
    inbox: Inbox,
    input: Input,
    watch: Arc<Watch>,
    writer: Option<Arc<dyn Writes>>,
    mouse: bool,
    ended: Option<Ended>,
    /// What the screen has not been told yet.
    events: VecDeque<Event>,
    /// How the disk stands by its own account.
    disk: DiskState,
    /// The last record that the journal was asked to take, and the last that it has.
    asked: u64,
    appended: u64,
    /// Whether the screen was told that the journal is late.
    late: bool,
    /// Where the cursor stood when the session was last saved.
    place: Option<Place>,
    /// When the minute turns.
    tick: Instant,
    /// When the last key will be a second ago.
    pause: Option<Instant>,
}

impl<S: Screen> Turns<S> {
    fn run(&mut self) -> Ended {
        self.tell_all();
        self.show();
        loop {
            if let Some(ended) = self.ended.take() {
                return ended;
            }
            let (mut events, mut notes) = (Vec::new(), Vec::new());
            let next = self.pause.map_or(self.tick, |pause| pause.min(self.tick));
            let busy = self.screen.is_busy();
            let at_most =
                if busy { Duration::ZERO } else { next.saturating_duration_since(clock::instant()) };
            let gathered = self.input.gather(&mut self.inbox, at_most, &mut events, &mut notes);
            self.events.extend(events);
            for note in notes {
                self.take(note);
            }
            self.look_at_the_clock();
            if busy && self.events.is_empty() {
                self.events.push_back(Event::Tick);
            }
            if gathered == Err(HungUp) {
                self.hang_up();
            }
            if !self.events.is_empty() {
                self.tell_all();
                self.show();
            }
        }
    }

    fn look_at_the_clock(&mut self) {
        let now = clock::instant();
        let typed = self.events.iter().any(|event| matches!(event, Event::Key(_) | Event::Paste(_)));
        let paused = self.pause.is_some_and(|at| at <= now);
        if typed {
            self.pause = Some(now + PAUSE);
        } else if paused {
            self.pause = None;
        }
        let turned = self.tick <= now;
        if turned {
            self.tick = now + clock::until_next_minute(clock::now());
        }
        if turned || (paused && !typed) {
            self.events.push_back(Event::Tick);
        }
    }

    /// Takes a note: those for the screen wait with the events.
    fn take(&mut self, note: Note) {
        match note {
            Note::Event(Event::Disk(state)) => {
                self.disk = state.clone();
                // While the journal is late the line says so, whatever else is well.
                if !self.late || state != DiskState::Saved {
                    self.events.push_back(Event::Disk(state));
                }
            }
            Note::Event(event) => self.events.push_back(event),
            Note::Appended(n) => {
                self.appended = self.appended.max(n);
                if self.late && self.appended >= self.asked {
                    self.late = false;
                    self.events.push_back(Event::Disk(self.disk.clone()));
                }
            }
            Note::Writer(writer) => {
                self.watch.set_writer(Some(Arc::clone(&writer)));
                (self.asked, self.appended, self.late) = (0, 0, false);
                if let Some(old) = self.writer.replace(writer) {
                    self.jobs.close(old, self.place.take());
                }
            }
            // A terminal that is gone is noticed elsewhere.
            Note::Terminal(bytes) => drop(terminal::write(&bytes)),
            Note::Signal(Signal::Resize) => self.events.push_back(Event::Resize),
            Note::Signal(Signal::Stop) => self.suspend(),
            Note::Signal(Signal::Continue) => self.come_back(),
            Note::Signal(Signal::End(code)) => self.end_from_outside(code),
        }
    }

    fn hang_up(&mut self) {
        terminal::hung_up();
        self.end_from_outside(HANGUP);
    }

    fn end_from_outside(&mut self, code: u8) {
        self.watch.answer();
        self.ended = Some(Ended::Asked(code));
        self.events.push_back(Event::End);
    }

    /// Tells the screen all that happened, at one time, and does what it asks for.
    fn tell_all(&mut self) {
        let now = clock::now();
        while let Some(event) = self.events.pop_front() {
            for effect in self.screen.update(event, now) {
                self.perform(effect);
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Append(record) => {
                self.asked = record.n;
                self.ask(Request::Append(record));
            }
            Effect::Save(place) => {
                self.place = place.or(self.place);
                self.ask(Request::Save(place));
            }
            Effect::Flush => self.ask(Request::Flush),
            Effect::ReadHistory => self.ask(Request::History),
            Effect::Mouse(mouse) => {
                self.mouse = mouse;
                if terminal::set_mouse(mouse).is_err() {
                    self.hang_up();
                }
            }
            Effect::Suspend => self.suspend(),
            Effect::Close => {
                if let Some(writer) = self.writer.take() {
                    self.watch.set_writer(None);
                    self.jobs.close(writer, self.place.take());
                }
                (self.asked, self.appended, self.late) = (0, 0, false);
                self.disk = DiskState::Saved;
            }
            Effect::Quit => {
                if self.ended.is_none() {
                    self.ended = Some(Ended::Left);
                }
            }
            Effect::Begin(_)
            | Effect::Open(_)
            | Effect::Purge(_)
            | Effect::ReadReturned(_)
            | Effect::List(_)
            | Effect::Count(..)
            | Effect::Search(..)
            | Effect::Register(_)
            | Effect::Move(_)
            | Effect::Note(_)
            | Effect::Next(_)
            | Effect::LookForLock(_)
            | Effect::Preview(_)
            | Effect::Copy { .. }
            | Effect::ReadClipboard
            | Effect::ReadDictionary
            | Effect::Remember(..)
            | Effect::Export(_) => self.jobs.perform(effect),
        }
    }

    fn ask(&self, request: Request) {
        if let Some(writer) = &self.writer {
            writer.ask(request);
        }
    }

    /// Shows how things stand, once the journal has it.
    fn show(&mut self) {
        if terminal::is_hung_up() {
            return;
        }
        self.paint();
        if self.writer.is_some() && self.asked > self.appended && !self.journal_caught_up() && !self.late {
            self.late = true;
            self.events.push_front(Event::Disk(DiskState::Saving));
        }
        if !self.events.is_empty() {
            self.tell_all();
            self.paint();
        }
        let frame = self.canvas.take();
        if !frame.is_empty() && terminal::write(&frame).is_err() {
            self.hang_up();
            self.tell_all();
        }
    }

    /// Waits a little for the journal; not again while the line says that it is late.
    fn journal_caught_up(&mut self) -> bool {
        let until = clock::instant() + if self.late { Duration::ZERO } else { PATIENCE };
        while self.asked > self.appended {
            let Some(note) = self.inbox.wait(until.saturating_duration_since(clock::instant())) else {
                return false;
            };
            self.take(note);
        }
        true
    }

    fn paint(&mut self) {
        let size = size();
        self.screen.layout(Rect::new(0, 0, size.width, size.height));
        let screen = &self.screen;
        self.canvas.draw(size, |area, buffer| screen.draw(area, buffer));
    }

    /// Stops the program as Ctrl+Z does elsewhere; returns when it goes on.
    #[cfg(unix)]
    fn suspend(&mut self) {
        terminal::leave();
        // All threads stop, the writer too; what it was given it still has when it goes on, and a killed program lost
        // nothing of it: the frame that showed it had waited.
        drop(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP));
        self.come_back();
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) {
        self.events.push_back(Event::Failed("This system has no way to suspend a program.".to_owned()));
    }

    /// Takes the terminal again and paints everything anew.
    fn come_back(&mut self) {
        if terminal::enter_again(self.mouse).is_err() {
            self.hang_up();
            return;
        }
        self.canvas.forget(size());
        self.events.push_back(Event::Resize);
    }

    /// Lets the writer and the jobs finish.
    fn close(&mut self, ended: &Ended) {
        let asked = matches!(ended, Ended::Asked(_));
        let within = if asked { signals::CLOSE } else { CLOSE };
        if let Some(writer) = self.writer.take() {
            writer.close(self.place, within);
        }
        self.jobs.finish(if asked { Duration::ZERO } else { CLOSE });
    }
}
