//! Tests at the boundary: a script of keys in, the screen and the session out; the library through its own doors.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a test that fails should fail loudly"
)]

mod library_open;
mod papers;
mod replay;
mod screens;
mod simdisk;
mod stage;
mod writing;
