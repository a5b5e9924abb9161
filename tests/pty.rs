//! What only a real process on a real terminal shows: typing, resizing, signals, a terminal that goes away, kill -9, faults,
//! suspending. Nothing here waits for a time: it waits for the screen, or for the process to end.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that fails should fail loudly; and it starts processes and reads files"
)]

#[path = "pty/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use minutebook::library::{Library, RealDisk};
use minutebook::shell::now;
use rustix::process::{Pid, Signal, kill_process};
use terminal::{Pty, SOON};

/// A library in a folder of its own, with one session.
struct Desk {
    folder: tempfile::TempDir,
    session: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let agenda = "Culture Scrutiny Panel\n\nThursday 12 March 2026\n\nAgenda\n\n1. Apologies\n\n2. Library Service Review\n";
        std::fs::write(folder.path().join("agenda.txt"), agenda).unwrap();
        // By a process of its own: a lock that was taken here would live on in whatever another test starts just then.
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .args(["import", "agenda.txt", "--sessions", "sessions"])
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let session = folder.path().join(String::from_utf8(made.stdout).unwrap().trim());
        Self { folder, session }
    }

    /// The program with its session, at 80 by 24, once the screen is there.
    fn open(&self) -> Pty {
        let sessions = self.sessions();
        let session = self.session.to_string_lossy().into_owned();
        let pty = self.start(env!("CARGO_BIN_EXE_minutebook"), &["--sessions", &sessions, &session]);
        pty.wait_for("Culture Scrutiny Panel");
        pty
    }

    /// The program that has faults on demand.
    fn open_faulty(&self) -> Pty {
        let program = Path::new(env!("CARGO_BIN_EXE_minutebook")).with_file_name("examples").join("faults");
        if !program.is_file() {
            // All tests together build the examples; one binary of them alone does not.
            let build =
                std::process::Command::new(env!("CARGO")).args(["build", "--example", "faults"]).status();
            assert!(build.unwrap().success());
        }
        let session = self.session.to_string_lossy().into_owned();
        let pty = self.start(&program.to_string_lossy(), &[&self.sessions(), &session]);
        pty.wait_for("Culture Scrutiny Panel");
        pty
    }

    fn start(&self, program: &str, arguments: &[&str]) -> Pty {
        Pty::start(program, arguments, self.folder.path(), (80, 24))
    }

    fn sessions(&self) -> String {
        self.folder.path().join("sessions").to_string_lossy().into_owned()
    }

    /// All text of the minutes as any other program of ours would read it now.
    fn text(&self) -> String {
        let opened = library(self.folder.path()).read(&self.session, now()).unwrap();
        let entries = opened.meeting.items.iter().flat_map(|item| &item.minutes);
        entries.map(|entry| entry.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn library(folder: &Path) -> Library {
    Library {
        disk: Arc::new(RealDisk),
        folder: folder.join("sessions"),
        journal_dir: None,
        index: None,
        second: vec![folder.join("kept")],
        owner: "a test".to_owned(),
    }
}

fn send(pty: &Pty, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pty.id()).unwrap()).unwrap(), signal).unwrap();
}

#[test]
fn what_is_typed_is_shown_and_kept_and_the_terminal_is_given_back() {
    let desk = Desk::new();
    let mut pty = desk.open();
    let before = pty.modes_before();
    pty.send("The panel noted the report.");
    pty.wait_for("The panel noted the report.");
    pty.send("\x11");
    assert_eq!(pty.ends(), 0);
    assert_eq!(desk.text(), "The panel noted the report.");
    pty.assert_given_back(&before);
}

#[test]
fn a_paste_is_one_text_whatever_is_in_it() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.send("\x1b[200~first\r\nsecond \x1b[2Jline\x1b[201~");
    pty.wait_for("second ␛[2Jline");
    pty.wait_for("Culture Scrutiny Panel");
    pty.send("\x11");
    assert_eq!(pty.ends(), 0);
    assert_eq!(desk.text(), "first\nsecond ␛[2Jline");
}

#[test]
fn another_size_is_painted_at_once() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.send("The panel noted the report.");
    pty.wait_for("noted the report.");
    for (width, height) in [(120, 40), (60, 20), (200, 60), (80, 24)] {
        pty.resize(width, height);
        pty.wait_until("the bottom line at its place", |screen| {
            let rows: Vec<_> = screen.rows(0, width).collect();
            rows.last().is_some_and(|row| row.contains("saved"))
                && rows.iter().any(|row| row.contains("noted the report."))
        });
    }
    pty.resize(20, 5);
    pty.wait_for("This window");
    pty.resize(80, 24);
    pty.wait_for("noted the report.");
    pty.send("\x11");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn signals_end_the_program_within_a_second_and_nothing_is_lost() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let desk = Desk::new();
        let mut pty = desk.open();
        let before = pty.modes_before();
        pty.send("Resolved to wait.");
        pty.wait_for("Resolved to wait.");
        let sent = Instant::now();
        send(&pty, signal);
        assert_eq!(pty.ends(), code, "{signal:?}");
        assert!(sent.elapsed() < Duration::from_secs(1), "{signal:?}: {:?}", sent.elapsed());
        assert_eq!(desk.text(), "Resolved to wait.", "{signal:?}");
        pty.assert_given_back(&before);
    }
}

#[test]
fn a_closed_terminal_ends_the_program_within_a_second_and_nothing_is_lost() {
    closed_under("");
}

/// Without a controlling terminal no signal tells that the terminal is gone (`ssh -t`, some task runners).
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_goes_without_a_signal_is_noticed() {
    closed_under("setsid --wait");
}

/// Has another process hold the terminal, and kills that process while the program is on it.
fn closed_under(launcher: &str) {
    let desk = Desk::new();
    let mut holder = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "holds_a_terminal", "--ignored"])
        .env("HOLDER_FOLDER", desk.folder.path())
        .env("HOLDER_SESSION", &desk.session)
        .env("HOLDER_LAUNCHER", launcher)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    wait_for_file(&desk.folder.path().join("ready"));
    let closed = Instant::now();
    holder.kill().unwrap();
    holder.wait().unwrap();
    let code = wait_for_file(&desk.folder.path().join("code"));
    assert!(closed.elapsed() < Duration::from_secs(1), "{:?}", closed.elapsed());
    assert_eq!(code.trim(), "129");
    assert_eq!(desk.text(), "Said before the window was closed.");
}

/// The text of a file, once it has one.
fn wait_for_file(path: &Path) -> String {
    let until = Instant::now() + SOON;
    loop {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if !text.is_empty() {
            return text;
        }
        assert!(Instant::now() < until, "{} never came", path.display());
        std::thread::yield_now();
    }
}

/// Not a test: the process that [`closed_under`] starts and kills.
#[test]
#[ignore = "started by the tests of a terminal that goes away"]
fn holds_a_terminal() {
    let Some(folder) = std::env::var_os("HOLDER_FOLDER").map(PathBuf::from) else { return };
    let session = std::env::var("HOLDER_SESSION").unwrap();
    let launcher = std::env::var("HOLDER_LAUNCHER").unwrap();
    // The shell outlives the terminal to tell how the program ended.
    let script = format!(
        "trap '' HUP; {launcher} '{}' --sessions '{}' '{session}'; echo $? > code",
        env!("CARGO_BIN_EXE_minutebook"),
        folder.join("sessions").display()
    );
    let mut pty = Pty::start("/bin/sh", &["-c", &script], &folder, (80, 24));
    pty.wait_for("Culture Scrutiny Panel");
    pty.send("Said before the window was closed.");
    pty.wait_for("window was closed.");
    std::fs::write(folder.join("ready"), "yes").unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn a_killed_program_loses_nothing_that_was_on_the_screen() {
    let runs: u64 = std::env::var("MINUTEBOOK_KILLS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(20);
    let seed: u64 = std::env::var("MINUTEBOOK_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| u64::from(std::process::id()) << 20 | u64::from(now().timestamp_subsec_nanos()));
    let mut shown = 0;
    for run in 0..runs {
        let mut random = Random(seed.wrapping_add(run).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let desk = Desk::new();
        let mut pty = desk.open();
        let words = random.below(60) + 1;
        let mut typed = String::new();
        for word in 0..words {
            typed.extend(["w", &word.to_string(), &"x".repeat(random.below(7)), " "]);
        }
        // One key after another as fast as the program takes them, then the kill wherever it is.
        let stop = random.below(typed.len()) + 1;
        for key in typed.get(..stop).unwrap().chars() {
            pty.send(key.encode_utf8(&mut [0; 4]));
        }
        if random.below(3) > 0 {
            let last = typed.get(..stop).unwrap().split_whitespace().next_back().unwrap_or("w0").to_owned();
            pty.wait_for(&last);
        }
        send(&pty, Signal::KILL);
        pty.ends();
        let seen = pty.words_starting_with('w');
        let screen = pty.screen();
        let kept = desk.text();
        let kept: Vec<_> = kept.split_whitespace().collect();
        shown += seen.len();
        for (n, word) in seen.iter().enumerate() {
            // The last word on the screen may have been on its way; the rest of it was not seen.
            let whole = kept
                .get(n)
                .is_some_and(|kept| kept == word || (n + 1 == seen.len() && kept.starts_with(word.as_str())));
            assert!(whole, "seed {seed}, run {run}: seen {seen:?}, kept {kept:?}; the screen:\n{screen}");
        }
        let prefix = kept.iter().zip(typed.split_whitespace()).all(|(kept, typed)| typed.starts_with(kept));
        assert!(prefix, "seed {seed}, run {run}: {kept:?} is not what was typed");
    }
    // Else nothing was put to the test.
    assert!(shown > usize::try_from(runs).unwrap(), "seed {seed}: only {shown} words were ever shown");
}

#[test]
fn what_the_journal_does_not_have_yet_is_never_shown_without_saying_so() {
    let desk = Desk::new();
    let mut pty = desk.open_faulty();
    pty.send("Kept.");
    pty.wait_for("Kept.");
    // The disk stops to answer: typing goes on, and every frame that is ahead of it says so.
    pty.send("¦s");
    for word in 1..=30 {
        pty.send(&format!(" a{word}"));
        pty.wait_until("the next word", |screen| {
            let shown = screen.contents();
            let ahead = shown.contains(" a1");
            assert!(!ahead || shown.contains("saving…"), "ahead of the journal, and not told:\n{shown}");
            shown.contains(&format!("a{word}"))
        });
    }
    assert_eq!(desk.text(), "Kept.");
    // It answers again: all is kept, and the line says that too.
    pty.send("¦g.");
    pty.wait_until("saved", |screen| {
        let shown = screen.contents();
        shown.contains("a30.") && shown.contains("saved") && !shown.contains("saving…")
    });
    send(&pty, Signal::KILL);
    pty.ends();
    let typed: Vec<String> = (1..=30).map(|word| format!("a{word}")).collect();
    assert_eq!(desk.text(), format!("Kept. {}.", typed.join(" ")));
}

/// What this process may use at most of a resource; none is all it likes.
#[cfg(target_os = "linux")]
fn limit(pty: &Pty, resource: rustix::process::Resource, most: Option<usize>) {
    let pid = Pid::from_raw(i32::try_from(pty.id()).unwrap());
    let most = most.map(|most| u64::try_from(most).unwrap());
    let was = rustix::process::prlimit(pid, resource, rustix::process::getrlimit(resource)).unwrap();
    let limit = rustix::process::Rlimit { current: most.or(was.maximum), maximum: was.maximum };
    rustix::process::prlimit(pid, resource, limit).unwrap();
}

/// Types on while the session can't be kept, until it can again; all of it is there then.
#[cfg(target_os = "linux")]
fn types_through(mut pty: Pty, desk: &Desk, resource: rustix::process::Resource) {
    pty.wait_for("NOT SAVED");
    pty.send(" Told at once.");
    pty.wait_for("Told at once.");
    limit(&pty, resource, None);
    pty.wait_until("saved again", |screen| {
        let shown = screen.contents();
        shown.contains("saved") && !shown.contains("NOT SAVED")
    });
    pty.send(" And on.\x11");
    assert_eq!(pty.ends(), 0);
    let typed: Vec<String> = (1..=400).map(|word| format!("a{word}")).collect();
    assert_eq!(desk.text(), format!("{} Told at once. And on.", typed.join(" ")));
}

/// Types four hundred words.
#[cfg(target_os = "linux")]
fn types_words(pty: &mut Pty) {
    let typed: Vec<String> = (1..=400).map(|word| format!("a{word}")).collect();
    pty.send(&typed.join(" "));
    pty.wait_for("a400");
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_may_not_grow_any_more_lose_nothing() {
    let desk = Desk::new();
    let mut pty = desk.open();
    // As `ulimit -f` sets it; its signal would end a program that does not expect it.
    limit(&pty, rustix::process::Resource::Fsize, Some(1_024));
    types_words(&mut pty);
    types_through(pty, &desk, rustix::process::Resource::Fsize);
}

#[cfg(target_os = "linux")]
#[test]
fn when_no_more_files_may_be_open_nothing_is_lost() {
    let desk = Desk::new();
    let mut pty = desk.open();
    types_words(&mut pty);
    pty.wait_until("saved", |screen| screen.contents().contains("saved"));
    // None beyond the first three; those that are open stay so.
    limit(&pty, rustix::process::Resource::Nofile, Some(3));
    pty.send("\x13");
    types_through(pty, &desk, rustix::process::Resource::Nofile);
}

#[test]
fn a_fault_anywhere_loses_nothing_and_gives_the_terminal_back() {
    for fault in ["u", "l", "d", "w"] {
        let desk = Desk::new();
        let mut pty = desk.open_faulty();
        let before = pty.modes_before();
        pty.send("Before the fault.");
        pty.wait_for("Before the fault.");
        pty.send(&format!("¦{fault}"));
        assert_eq!(pty.ends(), 2, "{fault}");
        assert_eq!(desk.text(), "Before the fault.", "{fault}");
        pty.assert_given_back(&before);
    }
    // A job that fails takes nothing with it.
    let desk = Desk::new();
    let mut pty = desk.open_faulty();
    pty.send("Before the fault.");
    pty.wait_for("Before the fault.");
    pty.send("¦j");
    send(&pty, Signal::TERM);
    assert_eq!(pty.ends(), 143);
    assert_eq!(desk.text(), "Before the fault.");
}

#[test]
fn suspended_it_gives_the_terminal_back_and_repaints_when_it_goes_on() {
    let desk = Desk::new();
    let mut pty = desk.open();
    let before = pty.modes_before();
    pty.send("Before the break.");
    pty.wait_for("Before the break.");
    pty.send("\x10suspend");
    pty.wait_for("uspend");
    pty.send("\r");
    pty.wait_until("the usual screen", |screen| !screen.alternate_screen());
    // The modes are the last that it gives back before it stops.
    pty.wait_until_stopped();
    pty.assert_given_back(&before);
    send(&pty, Signal::CONT);
    let woken = Instant::now();
    pty.wait_until("the program's screen", |screen| {
        screen.alternate_screen() && screen.contents().contains("Before the break.")
    });
    assert!(woken.elapsed() < Duration::from_millis(500), "{:?}", woken.elapsed());
    pty.send(" After it.");
    pty.wait_for("Before the break. After it.");
    // Stopped from outside, with no chance to give the terminal back.
    send(&pty, Signal::STOP);
    pty.wait_until_stopped();
    send(&pty, Signal::CONT);
    pty.send(" And on.");
    pty.wait_for("After it. And on.");
    pty.send("\x11");
    assert_eq!(pty.ends(), 0);
}

/// Xorshift: a few numbers from a seed that a failing run prints.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}
