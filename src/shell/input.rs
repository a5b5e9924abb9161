//! Where events come from: the terminal, and the inbox.
//!
//! On Unix the loop itself sleeps on the terminal and reads it: one hop between threads less for each key, and a terminal
//! that is gone is noticed at once instead of being read for ever. Elsewhere a thread reads crossterm's events.

#[cfg(unix)]
pub(crate) use unix::Input;

#[cfg(not(unix))]
pub(crate) use other::Input;

/// The terminal is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HungUp;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    use super::super::decode::Decoder;
    use super::super::inbox::{Inbox, Mail, Note};
    use super::HungUp;
    use crate::app::Event;

    /// How long a sequence may take to arrive whole; a lone Escape is known for one after this time.
    const PATIENCE: Duration = Duration::from_millis(30);
    /// How long a paste may stall before the part that came is shown.
    const PASTE_PATIENCE: Duration = Duration::from_secs(2);

    /// The terminal, read by the loop.
    #[derive(Debug)]
    pub(crate) struct Input {
        /// The terminal, where standard input is something else.
        own: Option<OwnedFd>,
        decoder: Decoder,
        buffer: Vec<u8>,
    }

    impl Input {
        /// Finds the terminal.
        ///
        /// # Errors
        /// Where there is none.
        pub(crate) fn open(_mail: &Mail) -> io::Result<Self> {
            let own =
                if rustix::termios::isatty(rustix::stdio::stdin()) { None } else { Some(own_terminal()?) };
            Ok(Self { own, decoder: Decoder::default(), buffer: vec![0; 16 * 1024] })
        }

        fn tty(own: Option<&OwnedFd>) -> BorrowedFd<'_> {
            match own {
                Some(own) => own.as_fd(),
                None => rustix::stdio::stdin(),
            }
        }

        /// Sleeps until something comes, at most so long, and gathers all that is there.
        ///
        /// # Errors
        /// [`HungUp`] where the terminal is gone; what came before it is gathered.
        pub(crate) fn gather(
            &mut self,
            inbox: &mut Inbox,
            at_most: Duration,
            events: &mut Vec<Event>,
            notes: &mut Vec<Note>,
        ) -> Result<(), HungUp> {
            let mut at_most = at_most;
            if let Some(note) = inbox.doze() {
                notes.push(note);
                at_most = Duration::ZERO;
            }
            let patience = if self.decoder.is_pasting() { PASTE_PATIENCE } else { PATIENCE };
            let gives_up = self.decoder.is_waiting() && patience <= at_most;
            let (ready, rung) = self.sleep(inbox, if gives_up { patience } else { at_most });
            inbox.woke(rung);
            if ready.is_empty() && !rung && gives_up {
                self.decoder.no_more(events);
            }
            let read = self.read_all(ready, events);
            notes.extend(std::iter::from_fn(|| inbox.next()));
            read
        }

        /// What the terminal has for us, and whether the inbox rang.
        fn sleep(&self, inbox: &Inbox, at_most: Duration) -> (PollFlags, bool) {
            let tty = Self::tty(self.own.as_ref());
            let waker = inbox.waker();
            let mut fds = [PollFd::new(&tty, PollFlags::IN), PollFd::new(waker, PollFlags::IN)];
            let timeout = Timespec::try_from(at_most).ok();
            match poll(&mut fds, timeout.as_ref()) {
                Ok(_) => {
                    let [tty, waker] = fds;
                    (tty.revents(), !waker.revents().is_empty())
                }
                // A signal came: its note is on the way and rings again if it has not yet.
                Err(_) => (PollFlags::empty(), false),
            }
        }

        fn read_all(&mut self, ready: PollFlags, events: &mut Vec<Event>) -> Result<(), HungUp> {
            let mut ready = ready;
            loop {
                if !ready.contains(PollFlags::IN) {
                    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                    return if ready.intersects(gone) { Err(HungUp) } else { Ok(()) };
                }
                let tty = Self::tty(self.own.as_ref());
                match rustix::io::read(tty, self.buffer.as_mut_slice()) {
                    Ok(0) => return Err(HungUp),
                    Ok(n) => self.decoder.feed(self.buffer.get(..n).unwrap_or_default(), events),
                    Err(Errno::INTR) => {}
                    Err(Errno::AGAIN) => return Ok(()),
                    Err(_) => return Err(HungUp),
                }
                let mut fds = [PollFd::new(&tty, PollFlags::IN)];
                let zero = Timespec { tv_sec: 0, tv_nsec: 0 };
                ready = match poll(&mut fds, Some(&zero)) {
                    Ok(_) => fds.first().map_or(PollFlags::empty(), PollFd::revents),
                    Err(_) => return Ok(()),
                };
            }
        }
    }

    /// Opens the terminal that standard output is on. Its own name is better than `/dev/tty`, on which macOS cannot wait.
    fn own_terminal() -> io::Result<OwnedFd> {
        let named = rustix::termios::ttyname(rustix::stdio::stdout(), Vec::new())
            .ok()
            .and_then(|name| name.into_string().ok())
            .and_then(|name| File::options().read(true).write(true).open(name).ok());
        match named {
            Some(file) => Ok(file.into()),
            None => Ok(File::options().read(true).write(true).open("/dev/tty")?.into()),
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::time::Duration;

    use crossterm::event::{Event as Terminal, KeyEventKind, MouseEventKind, read};

    use super::super::inbox::{Inbox, Mail, Note, Signal};
    use super::super::paste::normal;
    use super::HungUp;
    use crate::app::Event;

    /// The terminal, read by a thread.
    #[derive(Debug)]
    pub(crate) struct Input {
        mail: Mail,
        started: bool,
    }

    impl Input {
        /// Finds the terminal.
        ///
        /// # Errors
        /// Never here.
        pub(crate) fn open(mail: &Mail) -> io::Result<Self> {
            Ok(Self { mail: mail.clone(), started: false })
        }

        /// Sleeps until something comes, at most so long, and gathers all that is there.
        ///
        /// # Errors
        /// Never here: a terminal that is gone comes as a note.
        pub(crate) fn gather(
            &mut self,
            inbox: &mut Inbox,
            at_most: Duration,
            _events: &mut Vec<Event>,
            notes: &mut Vec<Note>,
        ) -> Result<(), HungUp> {
            if !self.started {
                self.started = true;
                let mail = self.mail.clone();
                std::thread::spawn(move || reader(&mail));
            }
            notes.extend(inbox.wait(at_most));
            notes.extend(std::iter::from_fn(|| inbox.next()));
            Ok(())
        }
    }

    fn reader(mail: &Mail) {
        while let Ok(event) = read() {
            if let Some(event) = of_terminal(event) {
                mail.send(Note::Event(event));
            }
        }
        mail.send(Note::Signal(Signal::End(129)));
    }

    /// The app's event for one of crossterm's; releases of keys and idle mouse moves are none.
    fn of_terminal(event: Terminal) -> Option<Event> {
        Some(match event {
            Terminal::Key(key) if key.kind == KeyEventKind::Release => return None,
            Terminal::Key(key) => Event::Key(key),
            Terminal::Mouse(mouse) if mouse.kind == MouseEventKind::Moved => return None,
            Terminal::Mouse(mouse) => Event::Mouse(mouse),
            Terminal::Paste(text) => Event::Paste(normal(&text)),
            Terminal::Resize(..) => Event::Resize,
            Terminal::FocusGained | Terminal::FocusLost => return None,
        })
    }
}
