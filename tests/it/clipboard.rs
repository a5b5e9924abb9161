//! The owner of the clipboard on a real X server of its own; where Xvfb or xclip is missing the test says so and passes.

#![cfg(target_os = "linux")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An X server without a screen, ended with the test.
struct Server {
    child: Child,
    display: String,
}

impl Server {
    #[expect(clippy::print_stdout, reason = "says why it was skipped")]
    fn start() -> Option<Self> {
        let there =
            |program: &str| Command::new("which").arg(program).output().is_ok_and(|o| o.status.success());
        if !there("Xvfb") || !there("xclip") {
            println!("skipped: the clipboard's test needs Xvfb and xclip");
            return None;
        }
        let child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, display: String::new() };
        let mut number = String::new();
        BufReader::new(server.child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        server.display = format!(":{}", number.trim());
        Some(server)
    }

    fn pasted(&self, target: &str) -> String {
        let asked = Command::new("xclip")
            .args(["-selection", "clipboard", "-o", "-t", target])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        String::from_utf8(asked.stdout).unwrap()
    }

    /// Starts an owner and waits until it says "ready".
    fn own(&self, html: &str, plain: &str, turns: &Path, turn: &str) -> Child {
        let order = serde_json::json!({
            "html": html.len(), "plain": plain.len(), "turns": turns, "turn": turn
        });
        let mut child = Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .arg("__clip")
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(format!("{order}\n{html}{plain}").as_bytes()).unwrap();
        drop(pipe);
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said.trim(), "ready");
        child
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn ends(child: &mut Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

#[test]
fn an_owner_serves_both_forms_gives_way_to_the_next_and_ends_when_another_program_copies() {
    let Some(server) = Server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let turns = folder.path().join("turn");
    let (html, plain) = ("<h2>Ŵyn – £5</h2><p>“It’s 23.9%”</p>", "Ŵyn – £5\n\n“It’s 23.9%”\n");
    let mut first = server.own(html, plain, &turns, "1");
    assert_eq!((server.pasted("text/html").as_str(), server.pasted("UTF8_STRING").as_str()), (html, plain));
    // The same content again: the clipboard alone could not tell the two apart.
    let mut second = server.own(html, plain, &turns, "2");
    assert!(ends(&mut first), "the older owner gives way");
    assert_eq!(server.pasted("text/html"), html);
    let mut other = Command::new("xclip")
        .args(["-selection", "clipboard", "-i"])
        .env("DISPLAY", &server.display)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    other.stdin.take().unwrap().write_all(b"something else").unwrap();
    // It answers from the background.
    other.wait().unwrap();
    assert!(ends(&mut second), "another program copied");
    assert_eq!(server.pasted("UTF8_STRING"), "something else");
}

#[test]
fn an_owner_ends_with_the_display_and_says_so_where_there_is_none() {
    let Some(mut server) = Server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut owner = server.own("<p>x</p>", "x", &folder.path().join("turn"), "1");
    server.child.kill().unwrap();
    assert!(ends(&mut owner), "no orphan stays behind");
    let mut lost = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .arg("__clip")
        .env("DISPLAY", ":4711")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let order = serde_json::json!({ "html": null, "plain": 1, "turns": null, "turn": "1" });
    lost.stdin.take().unwrap().write_all(format!("{order}\nx").as_bytes()).unwrap();
    let mut said = String::new();
    lost.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "no display answers\n");
    lost.wait().unwrap();
}
