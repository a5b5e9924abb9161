//! The process that owns the clipboard: the program again, as `minutebook __clip`.
//!
//! Its content comes over standard input, never as an argument or a file, since minutes may be exempt. It answers "ready"
//! once it has read its own selection back. It ends when another program copies, when the display goes, when a newer
//! owner of ours takes its turn, and after eight hours. The blocking waits of the clipboard crate are of no use: they never
//! return when the display is gone.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use arboard::Clipboard;
use serde::{Deserialize, Serialize};

use super::Surroundings;
use crate::shell::{clock, files};

/// How long the launcher waits for "ready"; a display that answers does so within hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often the owner looks whether the clipboard is still its own.
const LOOK: Duration = Duration::from_millis(500);

/// How long an owner lives at most: a working day, so that nothing stays in memory for ever.
const LIFE: Duration = Duration::from_hours(8);

/// The first line that an owner reads.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    /// Bytes of HTML that follow; none where there is plain text only.
    html: Option<usize>,
    /// Bytes of plain text behind them.
    plain: usize,
    /// The file that says whose turn it is. Two owners of equal content could not tell each other apart by the
    /// clipboard alone, and the older would live on.
    turns: Option<PathBuf>,
    /// This owner's turn.
    turn: String,
}

/// Starts an owner with this content; it is on the clipboard when this returns.
///
/// # Errors
/// Why not, to stand after "since".
pub(super) fn start(html: Option<&str>, plain: &str, around: &Surroundings) -> Result<(), String> {
    let turn = format!("{}-{}", std::process::id(), clock::now().timestamp_micros());
    let order = Order { html: html.map(str::len), plain: plain.len(), turns: turn_file(around), turn };
    let started = Command::new(&around.program)
        .arg("__clip")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .current_dir(if cfg!(unix) { "/" } else { "." })
        .spawn();
    let mut child =
        started.map_err(|error| format!("the process for the clipboard could not be started ({error})"))?;
    let told = hand_over(&mut child, &order, html.unwrap_or_default(), plain);
    let answer = told.and_then(|()| answer(&mut child));
    let ready = matches!(&answer, Ok(line) if line == "ready");
    if !ready {
        // It may have ended by itself already.
        drop(child.kill());
    }
    // In a program that lives long an ended child must be waited for, or it stays in the table of processes.
    drop(std::thread::Builder::new().name("clip".to_owned()).spawn(move || child.wait()));
    match answer {
        Ok(_) if ready => Ok(()),
        Ok(line) if line.is_empty() => Err("the process for the clipboard ended at once".to_owned()),
        Ok(line) => Err(line),
        Err(_) => Err("the clipboard does not answer".to_owned()),
    }
}

/// The file that says whose turn it is; its folder is made.
fn turn_file(around: &Surroundings) -> Option<PathBuf> {
    let folder = around.state.as_ref()?;
    std::fs::create_dir_all(folder).ok()?;
    Some(folder.join("clipboard-turn")).filter(|path| path.to_str().is_some())
}

fn hand_over(child: &mut Child, order: &Order, html: &str, plain: &str) -> std::io::Result<()> {
    let mut pipe = child.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
    let order = serde_json::to_string(order)?;
    pipe.write_all(format!("{order}\n").as_bytes())?;
    pipe.write_all(html.as_bytes())?;
    pipe.write_all(plain.as_bytes())
}

/// The first line that the owner says, if it says one in time.
fn answer(child: &mut Child) -> std::io::Result<String> {
    let pipe = child.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
    let (tell, told) = mpsc::channel();
    std::thread::Builder::new().name("clip-answer".to_owned()).spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(pipe).read_line(&mut line).map(|_| line.trim().to_owned());
        // Nobody listens any more where the launcher lost patience.
        drop(tell.send(read));
    })?;
    told.recv_timeout(PATIENCE).map_err(|_late| std::io::ErrorKind::TimedOut)?
}

/// Owns the clipboard until somebody else takes it: what `minutebook __clip` does.
///
/// # Errors
/// Where the order can't be read or not answered; what is wrong with the clipboard is answered in words.
pub fn own(input: &mut dyn Read, out: &mut dyn Write) -> std::io::Result<()> {
    // A session of its own: neither Ctrl+C in the terminal nor its closing may end the clipboard.
    #[cfg(unix)]
    let _leads_one_already = rustix::process::setsid();
    let (order, html, plain) = read_order(input)?;
    let mut clipboard = match offer(html.as_deref(), &plain) {
        Ok(clipboard) => clipboard,
        Err(why) => {
            writeln!(out, "{why}")?;
            return out.flush();
        }
    };
    if let Some(turns) = &order.turns {
        // Without the note an older owner of the same content lives on a while, and does no harm.
        drop(files::write_whole(turns, order.turn.as_bytes()));
    }
    writeln!(out, "ready")?;
    out.flush()?;
    let begun = clock::instant();
    while begun.elapsed() < LIFE {
        pause();
        if !is_ours(&mut clipboard, html.as_deref(), &plain) || !has_turn(order.turns.as_deref(), &order.turn)
        {
            break;
        }
    }
    // Dropping it would wait for a clipboard manager, or for a display that is gone.
    std::mem::forget(clipboard);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "that another program took the clipboard can only be asked")]
fn pause() {
    std::thread::sleep(LOOK);
}

fn read_order(input: &mut dyn Read) -> std::io::Result<(Order, Option<String>, String)> {
    let mut input = BufReader::new(input);
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let mut text = |bytes: usize| {
        let mut content = vec![0; bytes.min(super::OWNER_MOST)];
        input.read_exact(&mut content)?;
        String::from_utf8(content).map_err(|_broken| std::io::Error::from(std::io::ErrorKind::InvalidData))
    };
    let html = order.html.map(&mut text).transpose()?;
    let plain = text(order.plain)?;
    Ok((order, html, plain))
}

/// The clipboard with this content on it, read back.
fn offer(html: Option<&str>, plain: &str) -> Result<Clipboard, String> {
    let mut clipboard = Clipboard::new().map_err(|_silent| "no display answers".to_owned())?;
    let set = match html {
        Some(html) => clipboard.set().html(html, Some(plain)),
        None => clipboard.set().text(plain),
    };
    set.map_err(|error| format!("the clipboard refused it ({error})"))?;
    if is_ours(&mut clipboard, html, plain) {
        return Ok(clipboard);
    }
    Err("another program took the clipboard at once".to_owned())
}

fn is_ours(clipboard: &mut Clipboard, html: Option<&str>, plain: &str) -> bool {
    match html {
        Some(html) => clipboard.get().html().is_ok_and(|there| there == html),
        None => clipboard.get().text().is_ok_and(|there| there == plain),
    }
}

/// Whether no newer owner took its turn. A note that can't be read says nothing.
fn has_turn(turns: Option<&Path>, turn: &str) -> bool {
    turns.and_then(|turns| std::fs::read_to_string(turns).ok()).is_none_or(|there| there == turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_was_given() {
        let (html, plain) = ("<p>Ŵyn – £5</p>", "Ŵyn – £5\n\n1. next");
        let order = Order { html: Some(html.len()), plain: plain.len(), turns: None, turn: "1".to_owned() };
        let bytes = format!("{}\n{html}{plain}", serde_json::to_string(&order).unwrap());
        let (_, got_html, got_plain) = read_order(&mut bytes.as_bytes()).unwrap();
        assert_eq!((got_html.as_deref(), got_plain.as_str()), (Some(html), plain));
        let cut = &bytes.as_bytes()[..bytes.len() - 1];
        assert!(
            read_order(&mut &*cut).is_err(),
            "an order that was cut short puts nothing onto the clipboard"
        );
    }

    #[test]
    fn a_newer_owner_ends_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let turns = folder.path().join("clipboard-turn");
        assert!(has_turn(Some(&turns), "1"), "no note yet");
        files::write_whole(&turns, b"2").unwrap();
        assert!(!has_turn(Some(&turns), "1") && has_turn(Some(&turns), "2"));
    }
}
