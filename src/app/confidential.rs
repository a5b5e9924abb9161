//! Passages that the clerk marks as confidential: `--public` names every place at which one would be published.

use crate::meeting::{Edit, Entry, Slot, Stamp};

use super::{Effect, Session};

impl Session {
    /// Marks the selected words as confidential, in each entry its part; marks that are there already come off again.
    /// Without a selection the marks of the entry under the cursor come off.
    ///
    /// # Errors
    /// A sentence where there is nothing to mark, or the session is read-only.
    pub(super) fn mark_confidential(&mut self, now: Stamp) -> Result<(Vec<Effect>, &'static str), String> {
        let Some((from, to)) = self.selection() else { return self.unmark_confidential(now) };
        let parts: Vec<(usize, String)> = (from.0..=to.0)
            .filter_map(|at| {
                let text = self.entries().get(at)?.text.as_str();
                let start = if at == from.0 { from.1 } else { 0 };
                let end = if at == to.0 { to.1 } else { text.len() };
                let words = text.get(start..end)?.trim();
                (!words.is_empty()).then(|| (at, words.to_owned()))
            })
            .collect();
        let marked = |at: &usize, words: &String| {
            self.entries().get(*at).is_some_and(|entry| entry.fields.confidential.contains(words))
        };
        let all = parts.iter().all(|(at, words)| marked(at, words));
        if parts.is_empty() {
            return Err("There are no words in the selection.".to_owned());
        }
        let edits = parts.iter().filter_map(|(at, words)| {
            self.edit_confidential(*at, |marks| {
                marks.retain(|mark| mark != words);
                if !all {
                    marks.push(words.clone());
                }
            })
        });
        let edits = edits.collect();
        let effects = self.change(edits, now)?;
        Ok((
            effects,
            if all {
                "No longer marked as confidential."
            } else {
                "Marked as confidential: export --public says where it would be published. The same command takes the mark off."
            },
        ))
    }

    fn unmark_confidential(&mut self, now: Stamp) -> Result<(Vec<Effect>, &'static str), String> {
        if self.entry().is_none_or(|entry| entry.fields.confidential.is_empty()) {
            return Err(
                "Select the words that are confidential first: hold Shift with the arrows.".to_owned()
            );
        }
        let edits = self.edit_confidential(self.at, Vec::clear).into_iter().collect();
        Ok((self.change(edits, now)?, "The marks of this entry are off."))
    }

    fn edit_confidential(&self, at: usize, change: impl FnOnce(&mut Vec<String>)) -> Option<Edit> {
        let entry: &Entry = self.entries().get(at)?;
        let (from, mut to) = (entry.fields.clone(), entry.fields.clone());
        change(&mut to.confidential);
        let slot = Slot { at, ..self.slot() };
        Some(Edit::Fields { slot, from: Box::new(from), to: Box::new(to) })
    }
}
