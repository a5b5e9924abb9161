//! Minutebook: live minutes for council clerks.
//!
//! The map of the house, from the inside out:
//!
//! | module | what lives there | may touch |
//! |---|---|---|
//! | [`meeting`] | the meeting as a fold of its edits | nothing |
//! | [`text`] | wrapping, widths, word moves, search in text | nothing |
//! | [`papers`] | readers: bytes of an agenda or of minutes in, what they say out | nothing |
//! | [`export`] | documents and formats: a meeting in, published bytes out | nothing |
//! | [`checks`] | open promises, slips of language and fact, spelling | nothing |
//! | [`app`] | what is on screen and what a key does to it | nothing |
//! | [`ui`] | drawing | nothing |
//! | [`library`] | the folder of saved sessions | files |
//! | [`config`] | settings and environment | the settings file, the environment |
//! | [`shell`] | the loop, the terminal, threads, clock, clipboard | terminal, threads, clock |
//! | [`cli`] | the commands | standard input and output |
//!
//! `ARCHITECTURE.md` tells the whole and names the guard of each rule.

#![cfg_attr(test, expect(clippy::string_slice, reason = "a test that slices amiss should fail loudly"))]

pub mod app;
pub mod checks;
pub mod cli;
pub mod config;
pub mod export;
pub mod library;
pub mod meeting;
pub mod papers;
pub mod shell;
pub mod text;
pub mod ui;

use std::process::ExitCode;

/// Runs the program with the arguments of the process; the exit code is 0 done, 1 findings, 2 bad use or input.
pub fn run() -> ExitCode {
    cli::run(std::env::args_os())
}
