//! Text on a screen of cells: how wide it is, where its rows break, where words begin and end. Pure.
//!
//! Text is kept as typed; everything here only measures it. Positions are bytes of a `&str` and always stand on a
//! grapheme's border.

pub mod diff;
pub mod find;
pub mod fuzzy;
pub mod quotes;
pub mod shown;
pub mod words;
pub mod wrap;
