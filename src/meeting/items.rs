//! The items of an agenda, of which a copy costs next to nothing.
//!
//! A meeting is in memory more than once: as it is shown, as it is kept, as it is being saved, as it stood before a trial. Its
//! copies share every item that none of them has changed since; the first change of an item in one of them takes it apart.

use std::iter::Map;
use std::ops::{Index, IndexMut, Range};
use std::slice::{Iter, IterMut};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Item;

/// The items in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items(Vec<Arc<Item>>);

/// Goes through items without changing them.
pub type EachItem<'a> = Map<Iter<'a, Arc<Item>>, fn(&'a Arc<Item>) -> &'a Item>;

impl Items {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them in their order.
    pub fn iter(&self) -> EachItem<'_> {
        self.0.iter().map(Arc::as_ref)
    }

    /// Those at these places; none where one of the places is beyond the end.
    pub fn range(&self, places: Range<usize>) -> Option<EachItem<'_>> {
        Some(self.0.get(places)?.iter().map(Arc::as_ref))
    }

    /// Those at these places, to be changed; none where one of the places is beyond the end.
    pub fn range_mut(&mut self, places: Range<usize>) -> impl Iterator<Item = &mut Item> {
        self.0.get_mut(places).into_iter().flatten().map(Arc::make_mut)
    }

    /// The item at this place, from 0.
    pub fn get(&self, at: usize) -> Option<&Item> {
        self.0.get(at).map(Arc::as_ref)
    }

    /// The item at this place, to be changed.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut Item> {
        self.0.get_mut(at).map(Arc::make_mut)
    }

    /// The first item.
    pub fn first(&self) -> Option<&Item> {
        self.0.first().map(Arc::as_ref)
    }

    /// The last item.
    pub fn last(&self) -> Option<&Item> {
        self.0.last().map(Arc::as_ref)
    }

    /// All of them, to be changed: none is shared with a copy any more.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        self.into_iter()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: Item) {
        self.0.push(Arc::new(item));
    }

    /// Adds an item at this place; at the end where the place is beyond it.
    pub fn insert(&mut self, at: usize, item: Item) {
        self.0.insert(at.min(self.0.len()), Arc::new(item));
    }

    /// Takes out the item at this place; none where there is none.
    pub fn remove(&mut self, at: usize) -> Option<Item> {
        (at < self.0.len()).then(|| Arc::unwrap_or_clone(self.0.remove(at)))
    }

    /// The list itself, for an edit.
    pub(super) fn list(&mut self) -> &mut Vec<Arc<Item>> {
        &mut self.0
    }

    /// Moves so many items from a place to the place at which they stand afterwards. False, and nothing done, where there are not
    /// so many or the place is beyond the end.
    pub fn shift(&mut self, from: usize, count: usize, to: usize) -> bool {
        let ends = (from.checked_add(count), to.checked_add(count));
        let (Some(end), Some(last)) = ends else { return false };
        if end.max(last) > self.0.len() {
            return false;
        }
        let block: Vec<_> = self.0.drain(from..end).collect();
        self.0.splice(to..to, block);
        true
    }
}

impl From<Vec<Item>> for Items {
    fn from(items: Vec<Item>) -> Self {
        items.into_iter().collect()
    }
}

impl FromIterator<Item> for Items {
    fn from_iter<I: IntoIterator<Item = Item>>(items: I) -> Self {
        Self(items.into_iter().map(Arc::new).collect())
    }
}

impl<'a> IntoIterator for &'a Items {
    type Item = &'a Item;
    type IntoIter = EachItem<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[expect(clippy::indexing_slicing, reason = "indexing is what this is")]
impl Index<usize> for Items {
    type Output = Item;

    fn index(&self, at: usize) -> &Item {
        &self.0[at]
    }
}

#[expect(clippy::indexing_slicing, reason = "indexing is what this is")]
impl IndexMut<usize> for Items {
    fn index_mut(&mut self, at: usize) -> &mut Item {
        Arc::make_mut(&mut self.0[at])
    }
}

impl<'a> IntoIterator for &'a mut Items {
    type Item = &'a mut Item;
    type IntoIter = Map<IterMut<'a, Arc<Item>>, fn(&'a mut Arc<Item>) -> &'a mut Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut().map(Arc::make_mut)
    }
}

impl Serialize for Items {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Item>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{ItemHead, ItemId};

    fn items(titles: &[&str]) -> Items {
        let item = |(title, id): (&&str, u32)| Item {
            id: ItemId(id),
            head: ItemHead { title: (*title).to_owned(), ..ItemHead::default() },
            ..Item::default()
        };
        titles.iter().zip(1..).map(item).collect()
    }

    fn titles(items: &Items) -> Vec<&str> {
        items.iter().map(|item| item.head.title.as_str()).collect()
    }

    #[test]
    fn a_copy_shares_what_neither_has_changed() {
        let mut items = items(&["Welcome", "Budget", "Close"]);
        let copy = items.clone();
        "Budget 2027".clone_into(&mut items[1].head.title);
        assert_eq!((titles(&items)[1], titles(&copy)[1]), ("Budget 2027", "Budget"));
        let same: Vec<bool> = items.iter().zip(&copy).map(|(a, b)| std::ptr::eq(a, b)).collect();
        assert_eq!(same, [true, false, true]);
    }

    #[test]
    fn a_block_is_moved_to_where_it_stands_afterwards_or_not_at_all() {
        let mut items = items(&["a", "b", "c", "d"]);
        assert!(items.shift(0, 2, 2));
        assert_eq!(titles(&items), ["c", "d", "a", "b"]);
        assert!(items.shift(3, 1, 0));
        assert_eq!(titles(&items), ["b", "c", "d", "a"]);
        assert!(!items.shift(2, 3, 0) && !items.shift(0, 2, 3) && !items.shift(0, usize::MAX, 1));
        assert_eq!(titles(&items), ["b", "c", "d", "a"]);
    }
}
