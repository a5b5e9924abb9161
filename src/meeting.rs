//! The meeting as a fold of its edits.
