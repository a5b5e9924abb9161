//! Takes the text of a PDF in a child process: a bad file may crash, loop or swallow memory there and harm nobody.

use crate::papers::{Refusal, pdf};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long a PDF may take.
const LIMIT: Duration = Duration::from_secs(5);

/// How much memory it may take.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;

/// The text of a PDF, from a child process.
///
/// # Errors
/// A sentence where the file cannot be read, or the child took too long.
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    if !cfg!(feature = "pdf") {
        return pdf::text(bytes);
    }
    let broken = || {
        Refusal(
            "The PDF is damaged and its text cannot be read: save it again or copy its text into a file."
                .to_owned(),
        )
    };
    let program = std::env::current_exe().map_err(|_none| broken())?;
    let mut child = Command::new(program)
        .arg("__pdf")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_none| broken())?;
    let answer = converse(&mut child, bytes);
    // The child may be gone already; then there is nothing to end.
    drop(child.kill());
    let status = child.wait().map_err(|_none| broken())?;
    let Some(answer) = answer else {
        let slow = "The PDF takes too long to read: copy its text into a file, or save the agenda's page.";
        return Err(Refusal(slow.to_owned()));
    };
    let answer = String::from_utf8_lossy(&answer).into_owned();
    match (answer.strip_prefix("ok\n"), answer.strip_prefix("no\n")) {
        (Some(text), _) => Ok(text.to_owned()),
        (None, Some(sentence)) if status.success() || !sentence.is_empty() => {
            Err(Refusal(sentence.to_owned()))
        }
        _ => Err(broken()),
    }
}

/// Writes the PDF to the child and waits for all it says; nothing where the time runs out.
fn converse(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = child.stdin.take()?;
    let mut output = child.stdout.take()?;
    let (say, hear) = mpsc::channel();
    let bytes = bytes.to_vec();
    std::thread::spawn(move || {
        // A child that died reads no more; its answer tells.
        drop(input.write_all(&bytes));
    });
    std::thread::spawn(move || {
        let mut all = Vec::new();
        let read = output.read_to_end(&mut all);
        drop(say.send(read.map(|_length| all)));
    });
    hear.recv_timeout(LIMIT).ok()?.ok()
}

/// The child's own run: a PDF on standard input, its text or a sentence on standard output.
pub fn child() -> u8 {
    limit();
    let mut bytes = Vec::new();
    if std::io::stdin().read_to_end(&mut bytes).is_err() {
        return 2;
    }
    let answer = match pdf::text(&bytes) {
        Ok(text) => format!("ok\n{text}"),
        Err(refusal) => format!("no\n{refusal}"),
    };
    match std::io::stdout().write_all(answer.as_bytes()) {
        Ok(()) => 0,
        Err(_gone) => 2,
    }
}

#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let memory = Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) };
    // Where the system knows no such limit the deadline still holds.
    if setrlimit(Resource::As, memory).is_err() {}
}

#[cfg(not(unix))]
fn limit() {}
