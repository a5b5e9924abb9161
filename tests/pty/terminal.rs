//! A terminal for tests: a pseudo-terminal, the process on it, and the screen as a person would see it.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take that a test waits for.
pub(crate) const SOON: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Seen {
    parser: Option<vt100::Parser>,
    bytes: Vec<u8>,
    ended: bool,
}

/// A process on a pseudo-terminal.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    modes: String,
}

impl Pty {
    /// Starts a program with a home of its own.
    pub(crate) fn start(program: &str, arguments: &[&str], home: &Path, (cols, rows): (u16, u16)) -> Self {
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("PATH", "/usr/bin:/bin");
        command.env("TZ", "UTC");
        command.cwd(home);
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new((
            Mutex::new(Seen { parser: Some(vt100::Parser::new(rows, cols, 0)), ..Seen::default() }),
            Condvar::new(),
        ));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.ended = read == 0;
                let bytes = buffer.get(..read).unwrap();
                seen.bytes.extend_from_slice(bytes);
                seen.parser.as_mut().unwrap().process(bytes);
                shared.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self { master: pair.master, writer, child, seen, modes }
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Presses keys.
    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        self.seen.0.lock().unwrap().parser.as_mut().unwrap().screen_mut().set_size(rows, cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    /// Waits for words on the screen.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(words, |screen| screen.contents().contains(words));
    }

    /// Waits for a state of the screen.
    pub(crate) fn wait_until(&self, what: &str, there: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + SOON;
        let mut seen = self.seen.0.lock().unwrap();
        while !there(seen.parser.as_ref().unwrap().screen()) {
            let left = until.saturating_duration_since(Instant::now());
            let screen = || seen.parser.as_ref().unwrap().screen().contents();
            assert!(!left.is_zero() && !seen.ended, "waited for {what}; the screen is:\n{}", screen());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// The words on the screen that begin with this letter and go on with a digit, in order.
    pub(crate) fn words_starting_with(&self, first: char) -> Vec<String> {
        let seen = self.seen.0.lock().unwrap();
        let contents = seen.parser.as_ref().unwrap().screen().contents();
        let is_ours = |word: &&str| {
            word.strip_prefix(first).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        contents.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_ours).map(str::to_owned).collect()
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.as_ref().unwrap().screen().contents()
    }

    /// The terminal's modes before the program had it.
    pub(crate) fn modes_before(&self) -> String {
        self.modes.clone()
    }

    /// Waits until the process has ended and all that it wrote was read; gives its exit code.
    pub(crate) fn ends(&mut self) -> u32 {
        let until = Instant::now() + SOON;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "it does not end; the screen is:\n{}", self.contents());
            std::thread::yield_now();
        };
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.ended {
            let (next, late) = self.seen.1.wait_timeout(seen, Duration::from_secs(5)).unwrap();
            seen = next;
            assert!(!late.timed_out(), "somebody still holds the terminal");
        }
        status.exit_code()
    }

    fn contents(&self) -> String {
        self.seen.0.lock().unwrap().parser.as_ref().unwrap().screen().contents()
    }

    /// Waits until the process is stopped.
    pub(crate) fn wait_until_stopped(&self) {
        let until = Instant::now() + SOON;
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.id()).unwrap()).unwrap();
        let options = rustix::process::WaitOptions::UNTRACED | rustix::process::WaitOptions::NOHANG;
        loop {
            let status = rustix::process::waitpid(Some(pid), options).unwrap();
            if status.is_some_and(|(_, status)| status.stopped()) {
                return;
            }
            assert!(Instant::now() < until, "it does not stop");
            std::thread::yield_now();
        }
    }

    /// Checks that every mode that was switched on was switched off, that the cursor is there, and that the terminal's
    /// own modes are as they were.
    pub(crate) fn assert_given_back(&self, before: &str) {
        let seen = self.seen.0.lock().unwrap();
        let text = String::from_utf8_lossy(&seen.bytes).into_owned();
        let mut on = std::collections::BTreeMap::new();
        for part in text.split("\x1b[?").skip(1) {
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (number, rest) = part.split_at(end);
            match rest.chars().next() {
                Some('h') => on.insert(number.to_owned(), true),
                Some('l') => on.insert(number.to_owned(), false),
                _ => None,
            };
        }
        // The cursor and the wrapping of lines are on where a program starts.
        for (number, is_on) in &on {
            assert_eq!(*is_on, matches!(number.as_str(), "25" | "7"), "mode {number} is left {is_on}");
        }
        for mode in ["25", "1049", "2004", "1000"] {
            assert!(on.contains_key(mode), "mode {mode} was never used");
        }
        assert!(
            !text.contains("\x1b[m") && !text.contains("\x1b[;m"),
            "an empty code resets what it should not"
        );
        assert_eq!(format!("{:?}", self.master.get_termios()), before);
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        drop(self.child.kill());
    }
}
