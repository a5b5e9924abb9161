//! Rows added, removed, moved and nested in the look; an item goes with all under it.

use crate::app::line::Line;
use crate::meeting::{Item, ItemHead, Person, Presence};

use super::{Look, Row};

impl Look {
    pub(super) fn remove(&mut self) {
        if self.adding {
            return self.add_no_more();
        }
        match self.rows().get(self.chosen).copied() {
            Some(Row::Item(at)) if self.meeting.family(at) >= self.meeting.items.len() => {
                self.wrong = Some("This is the only item, and an agenda needs one.".to_owned());
            }
            Some(Row::Item(at)) => {
                self.keep();
                for _ in 0..self.meeting.family(at) {
                    self.meeting.items.remove(at);
                }
                self.choose(self.chosen);
            }
            Some(Row::Person(at)) => {
                self.keep();
                self.meeting.people.remove(at);
                self.choose(self.chosen);
            }
            Some(Row::Head(_)) => self.line = Line::default(),
            None => {}
        }
    }

    /// An empty row behind the one chosen, and behind what is under it; it waits for its words.
    pub(super) fn insert(&mut self) {
        if !self.take_row() {
            return;
        }
        let Some(row) = self.rows().get(self.chosen).copied() else { return };
        self.keep();
        self.adding = true;
        if let Row::Person(at) = row {
            let id = self.meeting.next_person_id();
            let person = Person { id, presence: Presence::Present, member: true, ..Person::default() };
            self.meeting.people.insert(at + 1, person);
            return self.choose(self.chosen + 1);
        }
        let (at, depth) = match row {
            Row::Item(at) => {
                (at + self.meeting.family(at), self.meeting.items.get(at).map_or(0, |item| item.depth))
            }
            Row::Head(_) | Row::Person(_) => (0, 0),
        };
        let id = self.meeting.next_item_id();
        self.meeting.items.insert(at, Item { id, depth, head: ItemHead::default(), ..Item::default() });
        self.choose(self.row_of_item(at));
    }

    /// The words of the new row are there; without any it goes again. False where they can't be taken.
    pub(super) fn finish_adding(&mut self) -> bool {
        let words = self.line.text().trim().to_owned();
        let Some(row) = self.rows().get(self.chosen).copied().filter(|_| !words.is_empty()) else {
            self.add_no_more();
            return true;
        };
        match self.put(row, &words) {
            Ok(()) => {
                self.adding = false;
                self.choose(self.chosen);
                true
            }
            Err(wrong) => {
                self.wrong = Some(wrong);
                false
            }
        }
    }

    /// The new row goes again.
    pub(super) fn add_no_more(&mut self) {
        self.adding = false;
        if let Some(meeting) = self.before.pop() {
            self.meeting = meeting;
        }
        self.choose(self.chosen.saturating_sub(1));
    }

    pub(super) fn shift(&mut self, by: isize) {
        if !self.take_row() {
            return;
        }
        match self.rows().get(self.chosen).copied() {
            Some(Row::Item(at)) => self.shift_item(at, by > 0),
            Some(Row::Person(at)) => {
                let to = at.checked_add_signed(by).filter(|to| *to < self.meeting.people.len());
                if let Some(to) = to {
                    self.keep();
                    self.meeting.people.swap(at, to);
                    self.choose(self.chosen.saturating_add_signed(by));
                }
            }
            Some(Row::Head(_)) | None => {}
        }
    }

    /// Moves an item and all under it past the sister below or above.
    fn shift_item(&mut self, at: usize, down: bool) {
        let items = &self.meeting.items;
        let Some(depth) = items.get(at).map(|item| item.depth) else { return };
        let count = self.meeting.family(at);
        let to = if down {
            let sister = at + count;
            items.get(sister).filter(|next| next.depth == depth).map(|_| at + self.meeting.family(sister))
        } else {
            let above = items.iter().enumerate().take(at).rev();
            above
                .take_while(|(_, above)| above.depth >= depth)
                .find(|(_, above)| above.depth == depth)
                .map(|(at, _)| at)
        };
        let Some(to) = to else { return };
        self.keep();
        self.meeting.items.shift(at, count, to);
        self.choose(self.row_of_item(to));
    }

    pub(super) fn nest(&mut self, by: i8) {
        if !self.take_row() {
            return;
        }
        let Some(Row::Item(at)) = self.rows().get(self.chosen).copied() else { return };
        let Some(depth) = self.meeting.items.get(at).map(|item| item.depth) else { return };
        let above = at.checked_sub(1).and_then(|above| self.meeting.items.get(above));
        let can = if by > 0 { above.is_some_and(|above| above.depth >= depth) } else { depth > 0 };
        if !can {
            self.wrong = Some("This item has no other level to go to.".to_owned());
            return;
        }
        let count = self.meeting.family(at);
        self.keep();
        for item in self.meeting.items.range_mut(at..at + count) {
            item.depth = item.depth.saturating_add_signed(by);
        }
    }
}
