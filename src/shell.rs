//! The shell: threads, terminal, clock. What it does is decided elsewhere.

pub mod writer;
