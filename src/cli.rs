//! The commands that print.

pub mod agenda;
