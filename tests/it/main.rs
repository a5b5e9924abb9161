//! Everything that is tested through the library's own doors, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::disallowed_methods,
    reason = "tests say what they expect, and stop where it is not so"
)]
#![expect(clippy::print_stdout, reason = "run counts and seeds are shown by `cargo test -- --nocapture`")]

mod library_damage;
mod library_faults;
mod library_history;
mod library_open;
mod library_places;
mod library_power;
mod library_writer;
mod random;
mod simdisk;
