//! Tests at the boundary: a script of keys in, the screen and the session out; the library on disks that fail.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::as_conversions,
    reason = "a test that fails should fail loudly; what it counted, and what it skipped, is printed"
)]

mod agenda_live;
mod business_out;
mod business_random;
mod checks_random;
mod cli;
mod clipboard;
mod council;
mod exports;
mod exports_docx;
mod exports_own;
mod exports_paste;
mod formal;
mod hints;
mod layering;
mod library_damage;
mod library_faults;
mod library_history;
mod library_index;
mod library_moves;
mod library_open;
mod library_places;
mod library_power;
mod library_writer;
mod look;
mod motions;
mod papers;
mod papers_import;
mod papers_mutated;
mod papers_odd;
mod papers_own;
mod papers_refusals;
mod people;
mod promises;
mod random;
mod renaming;
mod replay;
mod returned;
mod revisions;
mod roster;
mod screens;
mod shelf;
mod simdisk;
mod slips;
mod soak;
mod stage;
mod timeline;
mod typing;
mod typing_help;
mod typing_random;
mod writing;
