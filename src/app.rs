//! The app: what is on screen and what a key does to it. Pure: events and the time come in, effects go out as data.
//!
//! [`App::update`] takes one [`Event`] with the time at which it came and returns the [`Effect`]s that the shell is to
//! perform. Nothing here reads a file, a clock or the terminal; outcomes come back as events.

pub mod effect;
pub mod event;

pub use effect::Effect;
pub use event::Event;
