//! The one way a meeting changes.

use std::sync::Arc;

use super::{Edit, Entry, Mark, Meeting, Misfit, Slot};

impl Meeting {
    /// Applies one edit and returns the edit that undoes it.
    ///
    /// The edit is held against what it says was there: where it does not fit, nothing changes.
    ///
    /// # Errors
    /// [`Misfit`] where the place is missing or holds something else than the edit says.
    pub fn apply(&mut self, edit: &Edit) -> Result<Edit, Misfit> {
        match edit {
            Edit::Begin(meeting) => *self = (**meeting).clone(),
            Edit::Head { from, to } => change(&mut self.head, from, to)?,
            Edit::State { from, to } => change(&mut self.state, from, to)?,
            Edit::Revision { at, from, to } => {
                put(&mut self.revisions, *at, from.as_deref(), to.as_deref())?;
            }
            Edit::Times { from, to } => change(&mut self.times, from, to)?,
            Edit::Taking { from, to } => change(&mut self.taking, from, to)?,
            Edit::Person { at, from, to } => put(&mut self.people, *at, from.as_deref(), to.as_deref())?,
            Edit::Declaration { at, from, to } => {
                put(&mut self.declarations, *at, from.as_deref(), to.as_deref())?;
            }
            Edit::Motion { item, at, from, to } => {
                put(&mut self.item_mut(*item)?.motions, *at, from.as_deref(), to.as_deref())?;
            }
            Edit::Item { at, from, to } => {
                let own = |item: &Option<Box<super::Item>>| item.as_deref().cloned().map(Arc::new);
                put(self.items.list(), *at, own(from).as_ref(), own(to).as_ref())?;
            }
            Edit::MoveItems { from, count, to, deeper } => self.move_items(*from, *count, *to, *deeper)?,
            Edit::ItemHead { item, from, to } => change(&mut self.item_mut(*item)?.head, from, to)?,
            Edit::Taken { item, from, to } => change(&mut self.item_mut(*item)?.taken, from, to)?,
            Edit::Turn { item, at, from, to } => {
                put(&mut self.item_mut(*item)?.turns, *at, from.as_ref(), to.as_ref())?;
            }
            Edit::Entry { slot, from, to } => {
                put(self.pane_mut(*slot)?, slot.at, from.as_deref(), to.as_deref())?;
            }
            Edit::MoveEntry { from, to } => self.move_entry(*from, *to)?,
            Edit::Text { slot, at, del, ins, unmark, mark } => {
                splice(self.entry_mut(*slot)?, *at, (del, ins), unmark, mark)?;
            }
            Edit::Fields { slot, from, to } => change(&mut self.entry_mut(*slot)?.fields, from, to)?,
        }
        Ok(edit.inverse())
    }

    /// Applies edits in order, all of them or none, and gives those that undo them, in the order to apply them in.
    ///
    /// # Errors
    /// [`Misfit`] where one does not fit; the meeting is then as it was.
    pub fn apply_all(&mut self, edits: &[Edit]) -> Result<Vec<Edit>, Misfit> {
        // A beginning can't be taken back: among others it is tried on a copy.
        if edits.len() > 1 && edits.iter().any(|edit| matches!(edit, Edit::Begin(_))) {
            let mut copy = self.clone();
            let mut undo = edits.iter().map(|edit| copy.apply(edit)).collect::<Result<Vec<_>, _>>()?;
            *self = copy;
            undo.reverse();
            return Ok(undo);
        }
        let mut undo = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(back) => undo.push(back),
                Err(misfit) => {
                    for back in undo.iter().rev() {
                        self.apply(back)?;
                    }
                    return Err(misfit);
                }
            }
        }
        undo.reverse();
        Ok(undo)
    }

    fn item_mut(&mut self, id: super::ItemId) -> Result<&mut super::Item, Misfit> {
        let at = self.items.iter().position(|item| item.id == id).ok_or(Misfit::NoSuchPlace)?;
        self.items.get_mut(at).ok_or(Misfit::NoSuchPlace)
    }

    fn pane_mut(&mut self, slot: Slot) -> Result<&mut Vec<Entry>, Misfit> {
        Ok(self.item_mut(slot.item)?.pane_mut(slot.pane))
    }

    fn entry_mut(&mut self, slot: Slot) -> Result<&mut Entry, Misfit> {
        self.pane_mut(slot)?.get_mut(slot.at).ok_or(Misfit::NoSuchPlace)
    }

    fn move_items(&mut self, from: usize, count: usize, to: usize, deeper: i8) -> Result<(), Misfit> {
        let end = from.checked_add(count).ok_or(Misfit::NoSuchPlace)?;
        let mut block = self.items.range(from..end).ok_or(Misfit::NoSuchPlace)?;
        let nests = block.all(|item| item.depth.checked_add_signed(deeper).is_some());
        if !nests || !self.items.shift(from, count, to) {
            return Err(Misfit::NoSuchPlace);
        }
        if deeper != 0 {
            for item in self.items.range_mut(to..to + count) {
                item.depth = item.depth.saturating_add_signed(deeper);
            }
        }
        Ok(())
    }

    fn move_entry(&mut self, from: Slot, to: Slot) -> Result<(), Misfit> {
        let goal = self.pane_mut(to)?.len();
        let source = self.pane_mut(from)?;
        let same = from.item == to.item && from.pane == to.pane;
        let room = if same { goal.saturating_sub(1) } else { goal };
        if from.at >= source.len() || to.at > room {
            return Err(Misfit::NoSuchPlace);
        }
        let entry = source.remove(from.at);
        self.pane_mut(to)?.insert(to.at, entry);
        Ok(())
    }
}

/// Replaces a value that must be as the edit says.
fn change<T: Clone + PartialEq>(place: &mut T, from: &T, to: &T) -> Result<(), Misfit> {
    if place != from {
        return Err(Misfit::NotAsRecorded);
    }
    place.clone_from(to);
    Ok(())
}

/// Adds, removes or replaces one member of a list, which must be as the edit says.
fn put<T: Clone + PartialEq>(
    list: &mut Vec<T>,
    at: usize,
    from: Option<&T>,
    to: Option<&T>,
) -> Result<(), Misfit> {
    match (from, to) {
        (None, Some(new)) if at <= list.len() => list.insert(at, new.clone()),
        (Some(old), None) if list.get(at) == Some(old) => {
            list.remove(at);
        }
        (Some(old), Some(new)) => change(list.get_mut(at).ok_or(Misfit::NoSuchPlace)?, old, new)?,
        (None, Some(_)) => return Err(Misfit::NoSuchPlace),
        (Some(_), None) => return Err(Misfit::NotAsRecorded),
        (None, None) => {}
    }
    Ok(())
}

/// Changes text within an entry and carries its attributions along.
fn splice(
    entry: &mut Entry,
    at: usize,
    (del, ins): (&str, &str),
    unmark: &[Mark],
    mark: &[Mark],
) -> Result<(), Misfit> {
    let end = at.checked_add(del.len()).ok_or(Misfit::NoSuchPlace)?;
    if entry.text.get(at..end) != Some(del) {
        return Err(Misfit::NotAsRecorded);
    }
    let broken = |m: &&Mark| m.broken_by(at, del.len());
    if !entry.marks.iter().filter(broken).eq(unmark.iter()) {
        return Err(Misfit::NotAsRecorded);
    }
    entry.text.replace_range(at..end, ins);
    if entry.marks.is_empty() && mark.is_empty() {
        return Ok(());
    }
    entry.marks.retain(|m| !m.broken_by(at, del.len()));
    for m in &mut entry.marks {
        if m.from >= end {
            m.from = m.from - del.len() + ins.len();
            m.to = m.to - del.len() + ins.len();
        }
    }
    entry.marks.extend_from_slice(mark);
    entry.marks.sort_by_key(|m| m.from);
    Ok(())
}
