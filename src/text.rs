//! Text on a screen of cells.
