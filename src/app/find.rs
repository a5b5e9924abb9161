//! Finding and replacing words, in the item shown or in the whole session.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{Edit, Pane, Place, Slot, Stamp};
use crate::text::find::{Folded, fold};

use super::line::Line;
use super::{Effect, Session};

/// The bar of Ctrl+F.
#[derive(Clone, Debug, Default)]
pub struct FindBar {
    /// The words looked for.
    pub words: Line,
    /// What they are replaced with; none until Tab asks for it.
    pub with: Option<Line>,
    /// Whether the cursor is in the second line.
    pub in_with: bool,
    /// Whether the whole session is searched.
    pub everywhere: bool,
    /// Every place at which the words stand.
    pub hits: Vec<Hit>,
    /// The hit on which the cursor stands.
    pub chosen: usize,
}

/// A place at which the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub slot: Slot,
    /// The bytes of its text.
    pub range: std::ops::Range<usize>,
}

/// What the bar asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The words or the scope changed: look again.
    Look,
    /// Go to another hit.
    Go(isize),
    /// Replace this one and go to the next.
    Replace,
    /// Replace all.
    ReplaceAll,
    /// Close the bar.
    Close,
    /// Nothing.
    Nothing,
}

impl FindBar {
    /// A bar that looks for these words to begin with.
    pub fn new(words: &str) -> Self {
        Self { words: Line::new(words), ..Self::default() }
    }

    /// Handles a key.
    pub fn key(&mut self, key: &KeyEvent) -> Ask {
        let ctrl = key.modifiers.contains(crossterm::event::KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(crossterm::event::KeyModifiers::ALT);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Esc => Ask::Close,
            KeyCode::Char('f') if ctrl => {
                self.everywhere = !self.everywhere;
                Ask::Look
            }
            KeyCode::Char('a') if alt && self.with.is_some() => Ask::ReplaceAll,
            KeyCode::Tab | KeyCode::BackTab => {
                self.with.get_or_insert_default();
                self.in_with = !self.in_with;
                Ask::Nothing
            }
            KeyCode::Enter if self.in_with => Ask::Replace,
            KeyCode::Enter | KeyCode::Down | KeyCode::F(3) => Ask::Go(1),
            KeyCode::Up => Ask::Go(-1),
            _ => match (&mut self.with, self.in_with) {
                (Some(with), true) => {
                    with.key(key);
                    Ask::Nothing
                }
                (Some(_) | None, _) => {
                    if self.words.key(key) {
                        Ask::Look
                    } else {
                        Ask::Nothing
                    }
                }
            },
        }
    }
}

impl Session {
    /// Every place at which words stand, in the item shown or everywhere.
    pub fn find(&self, words: &str, everywhere: bool) -> Vec<Hit> {
        let words = fold(words);
        let mut hits = Vec::new();
        for item in self.meeting.items.iter().filter(|item| everywhere || item.id == self.shown) {
            for pane in Pane::ALL {
                for (at, entry) in item.pane(pane).iter().enumerate() {
                    let slot = Slot { item: item.id, pane, at };
                    let found = Folded::new(&entry.text).find_all(&words);
                    hits.extend(found.into_iter().map(|range| Hit { slot, range }));
                }
            }
        }
        hits
    }

    /// Selects a hit.
    pub fn select_hit(&mut self, hit: &Hit) {
        self.go(Place { slot: hit.slot, byte: hit.range.end });
        self.anchor = Some((hit.slot.at, hit.range.start));
        self.run = None;
    }

    /// The first hit at or behind the cursor, for a search that has just begun.
    pub fn nearest(&self, hits: &[Hit]) -> usize {
        let here = self.meeting.item_at(self.shown).map_or(0, |(at, _)| at);
        let behind = |hit: &Hit| {
            let item = self.meeting.item_at(hit.slot.item).map_or(0, |(at, _)| at);
            let start = self.anchor.map_or(self.byte, |anchor| anchor.1.min(self.byte));
            (item, hit.slot.pane, hit.slot.at, hit.range.start) >= (here, self.pane, self.at, start)
        };
        hits.iter().position(behind).unwrap_or(0)
    }

    /// Replaces hits, as one step of undo.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn replace(&mut self, hits: &[Hit], with: &str, now: Stamp) -> Result<Vec<Effect>, String> {
        // From the last to the first, so that the earlier places still stand where they were found.
        let edits = hits.iter().rev().filter_map(|hit| {
            let range = (hit.range.start, hit.range.len());
            Edit::splice(&self.meeting, hit.slot, range, with, Vec::new())
        });
        let edits: Vec<_> = edits.collect();
        if hits.len() > 1 && hits.windows(2).any(|two| matches!(two, [a, b] if a.slot == b.slot)) {
            return self.replace_stepwise(hits, with, now);
        }
        let effects = self.change(edits, now)?;
        self.after_edit();
        Ok(effects)
    }

    /// Replaces several hits in one entry: each edit must know the marks that the one before left.
    fn replace_stepwise(&mut self, hits: &[Hit], with: &str, now: Stamp) -> Result<Vec<Effect>, String> {
        let mut trial = self.meeting.clone();
        let mut edits = Vec::new();
        for hit in hits.iter().rev() {
            let range = (hit.range.start, hit.range.len());
            if let Some(edit) = Edit::splice(&trial, hit.slot, range, with, Vec::new()) {
                trial.apply(&edit).map_err(|misfit| misfit.to_string())?;
                edits.push(edit);
            }
        }
        let effects = self.change(edits, now)?;
        self.after_edit();
        Ok(effects)
    }
}
