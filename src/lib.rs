//! Minutebook: live minutes for council clerks.
//!
//! The map of the house, from the inside out:
//!
//! | module | what lives there | may touch |
//! |---|---|---|
//! | [`meeting`] | the meeting as a fold of its edits | nothing |
//! | [`text`] | wrapping, widths, word moves, search in text | nothing |
//! | [`papers`] | readers: bytes of an agenda or of minutes in, what they say out | nothing |
//! | [`library`] | the folder of sessions: session file, journal, recovery, lock, list | files |
//! | [`checks`] | open promises, slips of language and fact, spelling | nothing |
//!
//! `ARCHITECTURE.md` tells the whole and names the guard of each rule.

#![cfg_attr(test, expect(clippy::string_slice, reason = "a test that slices amiss should fail loudly"))]

pub mod app;
pub mod checks;
pub mod cli;
pub mod config;
pub mod library;
pub mod meeting;
pub mod papers;
pub mod shell;
pub mod text;
pub mod ui;

use std::io::Write;
use std::process::ExitCode;

/// Runs the program with the arguments of the process; the exit code is 0 done, 1 findings, 2 bad use or input.
pub fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["agenda", file] => agenda(file, false),
        ["agenda", file, "--json"] | ["agenda", "--json", file] => agenda(file, true),
        ["__pdf"] => shell::pdf::child(),
        _ => ExitCode::SUCCESS,
    }
}

/// `minutebook agenda FILE [--json]`.
fn agenda(file: &str, json: bool) -> ExitCode {
    let read = std::fs::read(file).map_err(|error| error.to_string());
    let read = read.and_then(|bytes| {
        papers::read_with(&bytes, &shell::pdf::text).map_err(|refusal| refusal.to_string())
    });
    let printed = read.and_then(|paper| {
        cli::agenda::print(&paper, json, &mut std::io::stdout()).map_err(|e| e.to_string())
    });
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // Nothing can be said where standard error is closed.
            drop(writeln!(std::io::stderr(), "{file}: {sentence}"));
            ExitCode::from(2)
        }
    }
}
