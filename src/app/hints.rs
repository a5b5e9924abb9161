//! Hints in the text: doubtful words and slips of language and fact.
//!
//! Nothing is looked for while typing: what was found moves along with the text or goes with the words that were changed,
//! and entries are read again when typing pauses. The word at the cursor is being typed and is never marked.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::checks::findings::{Finding, Kind};
use crate::checks::slips::{self, Printed, Read};
use crate::checks::spelling::{Speller, Words};
use crate::meeting::{Edit, Entry, EntryId, ItemId, Meeting, Pane, Place, Slot, Stamp};

use super::ends::PIECE;
use super::{App, Effect, Screen, Session};

/// What was found, by entry.
#[derive(Debug, Default)]
pub struct Hints {
    seen: HashMap<(ItemId, EntryId), Seen>,
    /// Whether something changed since slips were last looked for.
    stale: bool,
    /// What the agenda prints, until it changes.
    printed: Option<Printed>,
    /// The slip to which Shift+F8 went last.
    last: Option<Finding>,
    /// Kinds of slips that are not told.
    pub silence: Vec<String>,
    /// The dictionary, once it was read.
    speller: Option<Arc<Speller>>,
    /// Words known in this meeting besides: its roster, its agenda, and what the clerk added.
    also: Words,
    /// Words that the clerk added or passed over.
    added: Vec<String>,
}

/// What stands before a word that is ignored in this session, in what an entry has settled.
const IGNORED: &str = "spelling: ";

/// Every entry of a meeting.
fn entries_of(meeting: &Meeting) -> impl Iterator<Item = &Entry> {
    meeting.items.iter().flat_map(|item| Pane::ALL.into_iter().flat_map(|pane| item.pane(pane)))
}

/// What an entry shows.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Whether it was read since it changed.
    fresh: bool,
    /// Whether its words were looked up since they, or the words known, changed.
    spelled: bool,
    read: Option<Read>,
    doubtful: Vec<Range<usize>>,
    slips: Vec<Range<usize>>,
}

impl Hints {
    /// The doubtful words of an entry.
    pub fn doubtful(&self, item: ItemId, entry: EntryId) -> &[Range<usize>] {
        self.seen.get(&(item, entry)).map_or(&[], |seen| &seen.doubtful)
    }

    /// The slips of an entry.
    pub fn slips(&self, item: ItemId, entry: EntryId) -> &[Range<usize>] {
        self.seen.get(&(item, entry)).map_or(&[], |seen| &seen.slips)
    }

    /// An edit was applied: marks move with the text, and go where the text under them changed.
    pub fn note(&mut self, meeting: &Meeting, edit: &Edit) {
        self.stale = true;
        if let Edit::Text { slot, at, del, ins, .. } = edit {
            let id = meeting.entry(*slot).map(|entry| entry.id);
            if let Some(seen) = id.and_then(|id| self.seen.get_mut(&(slot.item, id))) {
                (seen.fresh, seen.spelled) = (false, false);
                moved(&mut seen.doubtful, *at, del.len(), ins.len());
                moved(&mut seen.slips, *at, del.len(), ins.len());
            }
        } else if let Edit::Entry { slot, from, to } = edit {
            for entry in [from, to].into_iter().flatten() {
                self.seen.remove(&(slot.item, entry.id));
            }
        } else if let Edit::Fields { from, to, .. } = edit {
            if from.settled != to.settled {
                self.learn(meeting);
            }
        } else if let Edit::MoveEntry { to, .. } = edit {
            // Discussion points are not read for slips: what becomes a paragraph is read from now on.
            let id = meeting.entry(*to).map(|entry| entry.id);
            if let Some(seen) = id.and_then(|id| self.seen.get_mut(&(to.item, id))) {
                seen.fresh = false;
            }
        } else if matches!(edit, Edit::Item { .. } | Edit::Begin(_)) {
            self.seen.clear();
            self.printed = None;
            self.learn(meeting);
        } else if matches!(edit, Edit::Person { .. } | Edit::ItemHead { .. } | Edit::Head { .. }) {
            self.printed = None;
            self.learn(meeting);
        }
    }

    /// Makes the names of the roster and the words of the agenda known, and what the clerk added.
    fn learn(&mut self, meeting: &Meeting) {
        if self.speller.is_none() {
            return;
        }
        let mut also = Words::default();
        let head = &meeting.head;
        for text in [&head.council, &head.body, &head.title, &head.venue].into_iter().flatten() {
            also.learn(text);
        }
        for person in &meeting.people {
            also.learn(&person.name);
            for text in [&person.role, &person.group].into_iter().flatten() {
                also.learn(text);
            }
        }
        for item in &meeting.items {
            also.learn(&item.head.title);
            let texts = item.head.documents.iter().chain(&item.head.notes).chain(&item.head.presenter_line);
            texts.for_each(|text| also.learn(text));
        }
        let ignored = entries_of(meeting).flat_map(|entry| entry.fields.settled.iter());
        let ignored = ignored.filter_map(|settled| settled.strip_prefix(IGNORED));
        for word in self.added.iter().map(String::as_str).chain(ignored) {
            also.learn(word);
        }
        // More words known make no word doubtful.
        let only_more = self.also.is_within(&also);
        self.also = also;
        for seen in self.seen.values_mut().filter(|seen| !only_more || !seen.doubtful.is_empty()) {
            seen.spelled = false;
        }
    }

    /// Whether an entry was read and its words looked up as they are now.
    fn knows(&self, item: ItemId, entry: EntryId) -> bool {
        let seen = self.seen.get(&(item, entry));
        seen.is_some_and(|seen| seen.fresh && (seen.spelled || self.speller.is_none()))
    }

    /// Looks at an entry, if it changed since it was last looked at; `caret` where the cursor is in it.
    pub(super) fn look(&mut self, item: ItemId, pane: Pane, entry: &Entry, caret: Option<usize>) {
        let seen = self.seen.entry((item, entry.id)).or_default();
        if !seen.fresh && pane != Pane::Points {
            seen.read = Some(Read::new(&entry.text));
        }
        seen.fresh = true;
        if let Some(speller) = self.speller.as_ref().filter(|_| !seen.spelled) {
            let mut doubtful = speller.doubtful_beside(&entry.text, None, &self.also);
            let typed = |range: &Range<usize>| caret.is_some_and(|at| range.start <= at && at <= range.end);
            seen.spelled = !doubtful.iter().any(typed);
            doubtful.retain(|range| !typed(range));
            seen.doubtful = doubtful;
        }
    }

    /// Looks for slips in what all entries say together.
    fn compare(&mut self, meeting: &Meeting) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let read = read(&self.seen, meeting);
        let printed = self.printed.get_or_insert_with(|| slips::printed(meeting));
        let marks = slips::marks(meeting, printed, &read, &self.silence).into_iter();
        let placed = marks.filter_map(|(number, range)| {
            let (slot, entry, _) = read.get(number)?;
            Some(((slot.item, entry.id), range))
        });
        let placed: Vec<_> = placed.collect();
        for seen in self.seen.values_mut() {
            seen.slips.clear();
        }
        for (place, range) in placed {
            if let Some(seen) = self.seen.get_mut(&place) {
                seen.slips.push(range);
            }
        }
    }

    /// Every slip in what was read, with words for each.
    fn findings(&mut self, meeting: &Meeting) -> Vec<Finding> {
        let printed = self.printed.get_or_insert_with(|| slips::printed(meeting));
        slips::with(meeting, printed, &read(&self.seen, meeting), &self.silence)
    }
}

/// The entries that were read, with what they say.
fn read<'a>(
    seen: &'a HashMap<(ItemId, EntryId), Seen>,
    meeting: &'a Meeting,
) -> Vec<(Slot, &'a Entry, &'a Read)> {
    let entries = slips::entries(meeting);
    let read = entries
        .filter_map(|(slot, entry)| Some((slot, entry, seen.get(&(slot.item, entry.id))?.read.as_ref()?)));
    read.collect()
}

/// Moves marks with a change of the text; those that it touches go.
fn moved(marks: &mut Vec<Range<usize>>, at: usize, out: usize, put: usize) {
    marks.retain_mut(|range| {
        if range.end < at {
            return true;
        }
        if range.start <= at + out {
            return false;
        }
        *range = range.start - out + put..range.end - out + put;
        true
    });
}

/// A doubtful word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The entry.
    pub slot: Slot,
    /// Where in its text.
    pub range: Range<usize>,
}

impl Session {
    /// Looks at the entries of an item that changed.
    pub(super) fn look_for_hints(&mut self, item: ItemId) {
        let Some(item) = self.meeting.item(item) else { return };
        for pane in Pane::ALL {
            for (at, entry) in item.pane(pane).iter().enumerate() {
                let here = item.id == self.shown && pane == self.pane && at == self.at;
                self.hints.look(item.id, pane, entry, here.then_some(self.byte));
            }
        }
    }

    /// Typing pauses: what changed in the item shown is looked at again, bit by bit if it is much; slips are compared once
    /// all was read.
    pub(super) fn look_at_pause(&mut self) {
        let entries = self.item().into_iter().flat_map(|item| Pane::ALL.map(|pane| item.pane(pane)));
        // The entry in hand is looked at in every pause for as long as the word at the cursor is doubtful.
        let here = self.entry().map(|entry| entry.id);
        let others = entries.flatten().filter(|entry| Some(entry.id) != here);
        let new = others.filter(|entry| !self.hints.knows(self.shown, entry.id));
        if new.map(|entry| entry.text.len()).sum::<usize>() > PIECE {
            self.look_at(self.shown);
        } else {
            self.look_for_hints(self.shown);
        }
        if !self.is_looking() {
            self.hints.compare(&self.meeting);
        }
    }

    /// The dictionary was read.
    pub fn take_speller(&mut self, speller: Arc<Speller>, added: &[String]) {
        self.hints.speller = Some(speller);
        self.hints.added = added.to_vec();
        self.hints.learn(&self.meeting);
        self.look_soon();
    }

    /// A word is known from now on.
    pub fn know(&mut self, word: &str) {
        self.hints.added.push(word.to_owned());
        self.hints.learn(&self.meeting);
        self.look_for_hints(self.shown);
    }

    /// A word is right in this session: the entry in which it stands remembers it, and undo takes it back.
    pub(super) fn ignore(&mut self, slot: Slot, word: &str, now: Stamp) -> Vec<Effect> {
        let Some(from) = self.meeting.entry(slot).map(|entry| entry.fields.clone()) else {
            return Vec::new();
        };
        let mut to = from.clone();
        to.settled.push(format!("{IGNORED}{word}"));
        let edit = Edit::Fields { slot, from: Box::new(from), to: Box::new(to) };
        let Ok(effects) = self.change(vec![edit], now) else {
            // In minutes that are closed to changes it is known until they are left.
            self.know(word);
            return Vec::new();
        };
        self.look_for_hints(self.shown);
        effects
    }

    /// What a word may have meant, the likeliest first.
    pub fn suggestions(&self, word: &str) -> Vec<String> {
        let speller = self.hints.speller.as_ref();
        speller.map(|speller| speller.suggest_beside(word, &self.hints.also)).unwrap_or_default()
    }

    /// The next doubtful word behind the cursor, round the item and then round the session.
    pub fn next_doubt(&mut self) -> Option<Doubt> {
        let here = (self.pane, self.at, self.byte);
        let (at, _) = self.meeting.item_at(self.shown)?;
        let items: Vec<ItemId> = self.meeting.items.iter().map(|item| item.id).collect();
        let (before, behind) = items.split_at_checked(at)?;
        for item in behind.iter().chain(before) {
            self.look_for_hints(*item);
            let mut doubts = self.doubts_of(*item).peekable();
            let first = doubts.peek().cloned();
            let next = doubts.find(|doubt| {
                *item != self.shown || (doubt.slot.pane, doubt.slot.at, doubt.range.start) >= here
            });
            if let Some(doubt) = next.or(first) {
                return Some(doubt);
            }
        }
        None
    }

    /// The doubtful words of an item, in order.
    fn doubts_of(&self, item: ItemId) -> impl Iterator<Item = Doubt> {
        let found = self.meeting.item(item).into_iter();
        found.flat_map(move |item| {
            Pane::ALL.into_iter().flat_map(move |pane| {
                item.pane(pane).iter().enumerate().flat_map(move |(at, entry)| {
                    let slot = Slot { item: item.id, pane, at };
                    let ranges = self.hints.doubtful(item.id, entry.id).iter();
                    ranges.map(move |range| Doubt { slot, range: range.clone() })
                })
            })
        })
    }

    /// Every slip of the session, looked for anew.
    pub fn all_slips(&mut self) -> Vec<Finding> {
        let items: Vec<ItemId> = self.meeting.items.iter().map(|item| item.id).collect();
        for item in items {
            self.look_for_hints(item);
        }
        self.hints.stale = true;
        self.hints.compare(&self.meeting);
        self.hints.findings(&self.meeting)
    }

    /// Shift+F8: goes to the next slip behind the cursor, round the whole agenda; gives the sentence that says what it is.
    pub fn next_slip(&mut self) -> Option<String> {
        let slips = self.all_slips();
        let order = |item: ItemId| self.meeting.item_at(item).map_or(usize::MAX, |(at, _)| at);
        let key = |slip: &Finding| {
            let place = slip.place.as_ref();
            let (pane, at, start) =
                place.map_or((Pane::Minutes, 0, 0), |(slot, range)| (slot.pane, slot.at, range.start));
            (order(slip.item), pane, at, start)
        };
        // From a slip just shown the next in the list is meant: several may stand at one place.
        let here = (order(self.shown), self.pane, self.at, self.byte);
        let last = self.hints.last.as_ref().and_then(|last| slips.iter().position(|slip| slip == last));
        let last = last.filter(|at| slips.get(*at).is_some_and(|slip| self.stands_at(slip)));
        let next = match last {
            Some(at) => slips.get(at + 1),
            None => slips.iter().find(|slip| key(slip) >= here),
        };
        let next = next.or_else(|| slips.first())?.clone();
        self.hints.last = Some(next.clone());
        match &next.place {
            Some((slot, range)) => {
                self.go(Place { slot: *slot, byte: range.end });
                self.anchor = Some((slot.at, range.start));
            }
            None => self.show(next.item),
        }
        let count = slips.len();
        let kind = next.kind.word();
        Some(format!(
            "{} Ctrl+K: it is meant so. Setting silence: [\"{kind}\"] ends this kind. ({count} in all)",
            next.message
        ))
    }

    /// Whether the cursor stands where a slip was shown.
    fn stands_at(&self, slip: &Finding) -> bool {
        match &slip.place {
            Some((slot, range)) => self.slot() == *slot && self.byte == range.end,
            None => self.shown == slip.item,
        }
    }

    /// Ctrl+K: the slip at the cursor, or just the one selected, is meant so; none where none is.
    fn settle_slip(&mut self, selected_only: bool, now: Stamp) -> Option<Result<Vec<Effect>, String>> {
        self.look_for_hints(self.shown);
        let selected = self.selection().map(|(from, to)| from.1..to.1);
        let slot = self.slot();
        let here = |slip: &&Finding| {
            slip.place.as_ref().is_some_and(|(place, range)| {
                let picked = selected.as_ref().is_some_and(|selected| selected == range);
                let touched = range.start <= self.byte && self.byte <= range.end;
                *place == slot && (picked || !selected_only && touched)
            })
        };
        let slips = self.hints.findings(&self.meeting);
        let slip = slips.iter().find(here)?.clone();
        let Kind::Slip(kind) = slip.kind else { return None };
        let from = self.entry()?.fields.clone();
        let mut to = from.clone();
        to.settled.push(slips::silencing(kind, &slip.text));
        let edit = Edit::Fields { slot, from: Box::new(from), to: Box::new(to) };
        let outcome = self.change(vec![edit], now);
        self.look_at_pause();
        Some(outcome)
    }
}

impl App {
    /// Typing pauses: the time to look for open ends, slips and doubtful words.
    pub(super) fn pause(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_motion();
        if let Some(session) = self.session_mut() {
            session.look_for_ends();
            session.look_on();
            session.look_at_pause();
        }
        effects.extend(self.want_dictionary());
        effects.extend(
            self.session()
                .filter(|session| session.held)
                .map(|session| Effect::LookForLock(session.path.clone())),
        );
        effects
    }

    /// Shift+F8.
    pub(super) fn next_slip(&mut self) -> Vec<Effect> {
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        match session.next_slip() {
            Some(said) => self.say(said),
            None => self.say("No slip of language or fact was found."),
        }
        Vec::new()
    }

    /// Ctrl+K: the promise at the cursor needs no action, or the slip there is meant so.
    pub(super) fn settle_here(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = match session.settle_slip(true, now) {
            Some(outcome) => outcome,
            None => {
                session.settle_promise(now).or_else(|why| session.settle_slip(false, now).unwrap_or(Err(why)))
            }
        };
        self.told(outcome)
    }
}
