//! A list that keeps its order and is narrowed by typing: every word typed must stand somewhere in a row.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::find::fold;

use super::line::Line;

/// A list in an order of its own, what was typed to narrow it, and the row that is chosen.
#[derive(Clone, Debug)]
pub struct Roll<T> {
    /// What was typed.
    pub line: Line,
    /// The row chosen, among those shown.
    pub chosen: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows the screen has for it.
    pub height: usize,
    /// Each row with the words in which it is looked for.
    rows: Vec<(String, T)>,
    shown: Vec<usize>,
    /// Whether what is typed is a question to somebody else, and narrows nothing here.
    asks: bool,
}

impl<T> Default for Roll<T> {
    fn default() -> Self {
        Self {
            line: Line::default(),
            chosen: 0,
            top: 0,
            height: 1,
            rows: Vec::new(),
            shown: Vec::new(),
            asks: false,
        }
    }
}

impl<T> Roll<T> {
    /// A list of answers to what is typed.
    pub fn of_answers() -> Self {
        Self { asks: true, ..Self::default() }
    }

    /// Puts other rows in. What was typed stays, and the row chosen too, where it is still there.
    pub fn fill(&mut self, rows: Vec<T>, words: impl Fn(&T) -> String, same: impl Fn(&T, &T) -> bool) {
        let rows = rows.into_iter().map(|row| (fold(&words(&row)), row)).collect();
        let before = std::mem::replace(&mut self.rows, rows);
        let chosen = self.shown.get(self.chosen).and_then(|at| before.get(*at));
        self.narrow();
        if let Some((_, chosen)) = chosen {
            let at = self.shown().position(|row| same(row, chosen));
            self.chosen = at.unwrap_or(self.chosen);
        }
    }

    /// Puts more rows behind those that are there.
    pub fn add(&mut self, rows: Vec<T>, words: impl Fn(&T) -> String) {
        self.rows.extend(rows.into_iter().map(|row| (fold(&words(&row)), row)));
        self.narrow();
    }

    /// Puts the rows into another order.
    pub fn sort_by(&mut self, order: impl Fn(&T, &T) -> std::cmp::Ordering) {
        self.rows.sort_by(|(_, a), (_, b)| order(a, b));
        (self.chosen, self.top) = (0, 0);
        self.narrow();
    }

    /// The rows that fit what was typed.
    pub fn shown(&self) -> impl Iterator<Item = &T> {
        self.shown.iter().filter_map(|at| self.rows.get(*at).map(|(_, row)| row))
    }

    /// All rows, to be corrected where they stand.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.rows.iter_mut().map(|(_, row)| row)
    }

    /// The rows on the screen, each with its place among those shown.
    pub fn on_screen(&self) -> impl Iterator<Item = (usize, &T)> {
        self.shown().enumerate().skip(self.top).take(self.height)
    }

    /// How many rows fit.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing fits.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The row chosen.
    pub fn value(&self) -> Option<&T> {
        self.rows.get(*self.shown.get(self.chosen)?).map(|(_, row)| row)
    }

    /// Text was pasted into the line.
    pub fn put(&mut self, text: &str) {
        self.line.put(text);
        self.typed();
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        self.line = Line::default();
        self.typed();
    }

    /// Handles a key of typing or choosing; false where it is of neither kind.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        let last = self.shown.len().saturating_sub(1);
        let far = key.modifiers.contains(KeyModifiers::CONTROL);
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Up => self.chosen = self.chosen.saturating_sub(1),
            KeyCode::Down => self.chosen = (self.chosen + 1).min(last),
            KeyCode::PageUp => self.chosen = self.chosen.saturating_sub(self.height),
            KeyCode::PageDown => self.chosen = (self.chosen + self.height).min(last),
            KeyCode::Home if far => self.chosen = 0,
            KeyCode::End if far => self.chosen = last,
            _ => {
                let before = self.line.text().len();
                if !self.line.key(key) {
                    return false;
                }
                if self.line.text().len() != before {
                    self.typed();
                }
            }
        }
        true
    }

    /// Chooses a row by its place among those shown; false where there is none.
    pub fn choose(&mut self, at: usize) -> bool {
        let there = at < self.shown.len();
        if there {
            self.chosen = at;
        }
        there
    }

    /// Fits the list to the rows that the screen has for it.
    pub fn lay_out(&mut self, height: usize) {
        self.height = height.max(1);
        let last = self.shown.len().saturating_sub(self.height);
        self.top = self.top.min(self.chosen).max((self.chosen + 1).saturating_sub(self.height)).min(last);
    }

    fn typed(&mut self) {
        (self.chosen, self.top) = (0, 0);
        self.narrow();
    }

    fn narrow(&mut self) {
        let typed = fold(self.line.text());
        let words: Vec<&str> = if self.asks { Vec::new() } else { typed.split_whitespace().collect() };
        let fits = |(text, _): &(String, T)| words.iter().all(|word| text.contains(word));
        self.shown = self.rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect();
        self.chosen = self.chosen.min(self.shown.len().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll(rows: &[&str]) -> Roll<String> {
        let mut roll = Roll::default();
        roll.fill(rows.iter().map(|row| (*row).to_owned()).collect(), String::clone, |a, b| a == b);
        roll
    }

    #[test]
    fn typing_narrows_and_keeps_the_order() {
        let mut roll = roll(&["Café panel", "Audit", "Panel of two"]);
        roll.put("pan");
        assert_eq!(roll.shown().collect::<Vec<_>>(), ["Café panel", "Panel of two"]);
        roll.put(" cafe");
        assert_eq!(roll.shown().collect::<Vec<_>>(), ["Café panel"]);
        roll.clear();
        assert_eq!(roll.len(), 3);
    }

    #[test]
    fn what_was_chosen_stays_chosen_when_other_rows_come() {
        let mut roll = roll(&["a", "b", "c"]);
        assert!(roll.choose(1));
        roll.fill(vec!["x".to_owned(), "y".to_owned(), "b".to_owned()], String::clone, |a, b| a == b);
        assert_eq!(roll.value().map(String::as_str), Some("b"));
        roll.lay_out(2);
        assert_eq!(roll.on_screen().map(|(_, row)| row.as_str()).collect::<Vec<_>>(), ["y", "b"]);
    }
}
