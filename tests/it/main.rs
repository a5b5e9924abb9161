//! Everything that is tested through the library's own doors, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests say what they expect"
)]

mod library_damage;
mod library_faults;
mod library_history;
mod library_open;
mod random;
mod simdisk;
