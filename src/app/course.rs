//! The course of the meeting: taking items, opening, adjourning and closing, and changing the agenda on the way.

use crate::meeting::{
    Edit, Entry, Item, ItemHead, ItemId, ItemState, Meeting, Pane, Slot, Span, Stamp, Times, Turn, Who, fill,
    put_line,
};

use super::{Effect, Session};

type Outcome = Result<Vec<Effect>, String>;

impl Session {
    /// Ctrl+N: opens the meeting and takes the item shown; later ends the item being taken and takes the one shown, or,
    /// where that is the one being taken, shows and takes the next. Gives the sentence that says what was done.
    ///
    /// # Errors
    /// A sentence where nothing can be changed, or the meeting stands adjourned or is closed.
    pub fn take(&mut self, now: Stamp) -> Result<(Vec<Effect>, String), String> {
        if self.meeting.times.ended.is_some() {
            return Err("The meeting is closed. Ctrl+Z takes the closing back.".to_owned());
        }
        if self.meeting.times.adjourned() {
            return Err(
                "The meeting stands adjourned. “Resume the meeting” in Ctrl+P starts the clocks.".to_owned()
            );
        }
        let goal = if self.meeting.taking == Some(self.shown) { self.next_item(1) } else { Some(self.shown) };
        let Some(goal) = goal else {
            return Err("This was the last item. “Close the meeting” in Ctrl+P ends it.".to_owned());
        };
        let opening = self.meeting.times.started.is_none();
        let mut edits = self.opening(now);
        edits.extend(taking(&self.meeting, Some(goal), now));
        let effects = self.change(edits, now)?;
        if self.shown != goal {
            self.show(goal);
        }
        let label = self.meeting.item(goal).map(Item::label).unwrap_or_default();
        let opened = if opening { "The meeting is open. " } else { "" };
        let more = self.taking_words(goal).map(|words| format!(" {words}")).unwrap_or_default();
        Ok((effects, format!("{opened}Taking {label}.{more}")))
    }

    /// The edits that open the meeting, where it is not open yet.
    fn opening(&self, now: Stamp) -> Vec<Edit> {
        let from = self.meeting.times.clone();
        if from.started.is_some() {
            return Vec::new();
        }
        vec![Edit::Times { to: Box::new(Times { started: Some(now), ..from.clone() }), from: Box::new(from) }]
    }

    /// Opens the meeting and takes the item shown, where it is not open yet; tells whether it did.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn open_by_speaking(&mut self, now: Stamp) -> Result<(Vec<Effect>, bool), String> {
        if self.meeting.times.started.is_some() {
            return Ok((Vec::new(), false));
        }
        let mut edits = self.opening(now);
        edits.extend(taking(&self.meeting, Some(self.shown), now));
        Ok((self.change(edits, now)?, true))
    }

    /// Ends the item being taken and the meeting.
    ///
    /// # Errors
    /// A sentence where the meeting is not open, or nothing can be changed.
    pub fn close_meeting(&mut self, now: Stamp) -> Outcome {
        let from = self.meeting.times.clone();
        if from.started.is_none() || from.ended.is_some() {
            return Err("The meeting is not open.".to_owned());
        }
        let mut edits = taking(&self.meeting, None, now);
        let mut to = from.clone();
        to.ended = Some(now);
        for last in [to.breaks.last_mut(), to.private.last_mut()].into_iter().flatten() {
            last.to.get_or_insert(now);
        }
        edits.push(Edit::Times { from: Box::new(from), to: Box::new(to) });
        self.change(edits, now)
    }

    /// Adjourns the meeting or resumes it, and writes the line into the minutes of the item.
    ///
    /// # Errors
    /// A sentence where that can't be, or nothing can be changed.
    pub fn adjourn(&mut self, adjourn: bool, now: Stamp) -> Outcome {
        let from = self.meeting.times.clone();
        let mut to = from.clone();
        match (adjourn, from.sitting(), from.adjourned()) {
            (true, true, _) => to.breaks.push(Span { from: now, to: None }),
            (true, false, _) => return Err("The meeting does not sit, so it cannot be adjourned.".to_owned()),
            (false, _, true) => {
                if let Some(last) = to.breaks.last_mut() {
                    last.to = Some(now);
                }
            }
            (false, _, false) => return Err("The meeting does not stand adjourned.".to_owned()),
        }
        let words = self.break_words(&from, adjourn, now);
        let item = self.meeting.taking.unwrap_or(self.shown);
        let fields = crate::meeting::EntryFields { at: Some(now), ..Default::default() };
        let times = Edit::Times { from: Box::new(from), to: Box::new(to) };
        // With the cursor at the end of these minutes, what is typed next goes behind the line.
        let last = self.meeting.item(item).map_or(0, |item| item.minutes.len());
        let here = item == self.shown && self.pane == Pane::Minutes && self.at + 1 >= last;
        let line = put_line(&self.meeting, (item, Pane::Minutes), words, fields);
        let slot = line.as_ref().and_then(|(line, _)| line.place());
        let effects = self.change([times].into_iter().chain(line.map(|(line, _)| line)).collect(), now)?;
        if let Some((slot, byte)) = slot.filter(|_| here) {
            self.go(crate::meeting::Place { slot, byte });
        }
        Ok(effects)
    }

    /// The line of an adjournment, or of going on after it, on the same day or another.
    fn break_words(&self, times: &Times, adjourn: bool, now: Stamp) -> String {
        let wording = &self.style.wording;
        let began = times.breaks.last().map_or(now, |span| span.from);
        let sentence = match (adjourn, began.date_naive() == now.date_naive()) {
            (true, _) => &wording.adjourned,
            (false, true) => &wording.resumed,
            (false, false) => &wording.reconvened,
        };
        let date = crate::export::short_date(self.style.language, now.date_naive());
        fill(sentence, &[("time", &self.style.time_of_day(now.time())), ("date", &date)])
    }

    /// The item `by` places from the one shown.
    pub fn next_item(&self, by: isize) -> Option<ItemId> {
        let (at, _) = self.meeting.item_at(self.shown)?;
        self.meeting.items.get(at.checked_add_signed(by)?).map(|item| item.id)
    }

    /// Adds an item behind the one shown and what is under it, and shows it.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn add_item(&mut self, title: &str, now: Stamp) -> Outcome {
        let here = self.meeting.item_at(self.shown);
        let (at, depth) = here
            .map_or((self.meeting.items.len(), 0), |(at, item)| (at + self.meeting.family(at), item.depth));
        let (number, title) = number_and_title(title);
        let id = self.meeting.next_item_id();
        let head = ItemHead { number, title, ..ItemHead::default() };
        let item = Item { id, depth, head, ..Item::default() };
        let effects = self.change(vec![Edit::Item { at, from: None, to: Some(Box::new(item)) }], now)?;
        self.show(id);
        Ok(effects)
    }

    /// Removes the item shown and all under it.
    ///
    /// # Errors
    /// A sentence where it is the only one, or nothing can be changed.
    pub fn remove_item(&mut self, now: Stamp) -> Outcome {
        let Some((at, _)) = self.meeting.item_at(self.shown) else { return Ok(Vec::new()) };
        let count = self.meeting.family(at);
        if count >= self.meeting.items.len() {
            return Err("This is the only item, and an agenda needs one.".to_owned());
        }
        let Some(family) = self.meeting.items.range(at..at + count) else { return Ok(Vec::new()) };
        let mut edits = Vec::new();
        if family.clone().any(|item| self.meeting.taking == Some(item.id)) {
            edits.push(Edit::Taking { from: self.meeting.taking, to: None });
        }
        edits.extend(family.rev().zip((0..count).rev()).map(|(item, k)| Edit::Item {
            at: at + k,
            from: Some(Box::new(item.clone())),
            to: None,
        }));
        let effects = self.change(edits, now)?;
        let next =
            self.meeting.items.get(at.min(self.meeting.items.len().saturating_sub(1))).map(|item| item.id);
        if let Some(next) = next {
            self.show(next);
        }
        Ok(effects)
    }

    /// Moves the item shown, and all under it, before the sister above or behind the sister below.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn move_item(&mut self, down: bool, now: Stamp) -> Outcome {
        let Some((from, item)) = self.meeting.item_at(self.shown) else { return Ok(Vec::new()) };
        let count = self.meeting.family(from);
        let depth = item.depth;
        let to = if down {
            let next = self.meeting.items.get(from + count).filter(|next| next.depth == depth);
            next.map(|_| from + self.meeting.family(from + count))
        } else {
            let above = self.meeting.items.iter().enumerate().take(from).rev();
            above
                .take_while(|(_, above)| above.depth >= depth)
                .find(|(_, above)| above.depth == depth)
                .map(|(at, _)| at)
        };
        let Some(to) = to else { return Ok(Vec::new()) };
        self.change(vec![Edit::MoveItems { from, count, to, deeper: 0 }], now)
    }

    /// Makes the item shown a sub-item of the one above, or takes it a level up.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn nest_item(&mut self, deeper: i8, now: Stamp) -> Outcome {
        let Some((from, item)) = self.meeting.item_at(self.shown) else { return Ok(Vec::new()) };
        let above = from.checked_sub(1).and_then(|at| self.meeting.items.get(at));
        let can =
            if deeper > 0 { above.is_some_and(|above| above.depth >= item.depth) } else { item.depth > 0 };
        if !can {
            return Err("This item has no other level to go to.".to_owned());
        }
        let count = self.meeting.family(from);
        self.change(vec![Edit::MoveItems { from, count, to: from, deeper }], now)
    }

    /// Notes a speaker's turn in the item shown, while the meeting sits.
    pub(super) fn turn(&self, who: &Who, now: Stamp) -> Option<Edit> {
        let item = self.item().filter(|_| self.meeting.times.sitting())?;
        let to = Some(Turn { who: who.clone(), at: now });
        Some(Edit::Turn { item: item.id, at: item.turns.len(), from: None, to })
    }

    /// Who has the floor: the last turn of the item shown.
    pub fn current_speaker(&self) -> Option<Who> {
        self.item()?.turns.last().map(|turn| turn.who.clone())
    }

    /// Who spoke before the one who has the floor.
    pub fn speaker_before(&self) -> Option<Who> {
        let turns = &self.item()?.turns;
        let current = turns.last()?;
        turns.iter().rev().find(|turn| turn.who != current.who).map(|turn| turn.who.clone())
    }

    /// The speaker that a new entry of a pane carries: points and resolutions the one who has the floor; a paragraph of
    /// the minutes none, until F2 says who it is.
    pub(super) fn speaker_for(&self, pane: Pane) -> Option<Who> {
        match pane {
            Pane::Minutes => None,
            Pane::Points | Pane::Resolved => self.current_speaker(),
        }
    }

    /// Starts an entry in a pane, behind the one with the cursor or behind the last, with this text in it; an empty entry
    /// under the cursor is used. The cursor goes behind the text.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn start_entry(&mut self, pane: Pane, entry: Entry, more: Vec<Edit>, now: Stamp) -> Outcome {
        let mut edits = more;
        let here = self.pane == pane;
        let at = if here && self.entry().is_some_and(Entry::is_blank) {
            let old = self.entry().cloned();
            edits.extend(old.map(|old| Edit::Entry {
                slot: self.slot(),
                from: Some(Box::new(old)),
                to: None,
            }));
            self.at
        } else if here && self.entry().is_some() {
            self.at + 1
        } else {
            // An empty entry at the end of the pane is used too.
            let entries = self.item().map_or(&[][..], |item| item.pane(pane));
            let last = entries.last().filter(|entry| entry.is_blank());
            let at = entries.len() - usize::from(last.is_some());
            let slot = Slot { item: self.shown, pane, at };
            edits.extend(last.map(|old| Edit::Entry { slot, from: Some(Box::new(old.clone())), to: None }));
            at
        };
        let byte = entry.text.len();
        let slot = Slot { item: self.shown, pane, at };
        edits.push(Edit::Entry { slot, from: None, to: Some(Box::new(entry)) });
        let effects = self.change(edits, now)?;
        self.go(crate::meeting::Place { slot, byte });
        Ok(effects)
    }
}

/// The edits that end the item being taken and take another, or none.
fn taking(meeting: &Meeting, goal: Option<ItemId>, now: Stamp) -> Vec<Edit> {
    let mut edits = Vec::new();
    if meeting.taking == goal {
        return edits;
    }
    if let Some(item) = meeting.taking.and_then(|id| meeting.item(id)) {
        let mut to = item.taken.clone();
        if let Some(last) = to.last_mut() {
            last.to = Some(now);
        }
        edits.push(Edit::Taken { item: item.id, from: item.taken.clone(), to });
    }
    edits.push(Edit::Taking { from: meeting.taking, to: goal });
    if let Some(item) = goal.and_then(|id| meeting.item(id)) {
        debug_assert!(meeting.state_of(item) != ItemState::Taken, "the item being taken is not taken again");
        let mut to = item.taken.clone();
        to.push(Span { from: now, to: None });
        edits.push(Edit::Taken { item: item.id, from: item.taken.clone(), to });
    }
    edits
}

/// Parts "7a. Any other business" into number and title; a title alone has no number.
pub(super) fn number_and_title(words: &str) -> (Option<String>, String) {
    let words = words.trim();
    if let Some((first, rest)) = words.split_once(char::is_whitespace) {
        let bare = first.trim_end_matches(['.', ')', ':']);
        let starts = bare.starts_with(|c: char| c.is_ascii_digit());
        let letters = bare.chars().filter(char::is_ascii_alphabetic).count();
        let fits = bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
        if starts && bare.len() <= 8 && letters <= 1 && fits {
            return (Some(bare.to_owned()), rest.trim().to_owned());
        }
    }
    (None, words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_items_number_is_parted_from_its_title() {
        for (words, number, title) in [
            ("Urgent business", None, "Urgent business"),
            ("7a. Flooding", Some("7a"), "Flooding"),
            ("12/24 Flooding", Some("12/24"), "Flooding"),
            ("20mph zones", None, "20mph zones"),
            ("5", None, "5"),
        ] {
            let found = number_and_title(words);
            assert_eq!((found.0.as_deref(), found.1.as_str()), (number, title), "{words}");
        }
    }
}
