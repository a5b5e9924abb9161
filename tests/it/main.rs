//! Tests at the boundary: a script of keys in, the screen and the session out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails should fail loudly")]

mod replay;
mod screens;
mod stage;
mod writing;
