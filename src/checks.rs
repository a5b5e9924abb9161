//! What the app notices in the minutes: open promises, slips of language and fact, spelling. Pure; hints, never blocks.

pub mod business;
pub mod findings;
pub mod phrases;
pub mod promise;
mod sentence;
pub mod slips;
pub mod spelling;
mod tokens;

pub use sentence::sentences;
