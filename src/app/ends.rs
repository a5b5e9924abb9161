//! Open ends on the screen: promises marked as they are typed, F8 to walk through them, Ctrl+R and Ctrl+K to answer them.
//!
//! Nothing is looked for on the typing path: a paragraph is looked into when its sentence ends or typing pauses, and what
//! was found is remembered by the text, so that only what changed is looked into again.

use std::collections::HashMap;

use crate::checks::business;
use crate::checks::findings::{self, Finding, Found};
use crate::checks::promise::{Promise, Reader, resolution_wording};
use crate::meeting::{
    Attributions, Due, Edit, Entry, EntryFields, Item, ItemId, Kind, Meeting, Pane, Person, Place,
    Resolution, Slot, Stamp, Who, short_role_of,
};

use super::form::who;
use super::{App, Effect, Screen, Session, dates};

/// What was found, by item.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// What was read, so that it need not be read again.
    reader: Reader,
    items: HashMap<ItemId, Vec<Found>>,
    /// Items in which something changed since the last look.
    stale: Vec<ItemId>,
    /// The open end to which F8 went last.
    last: Option<Finding>,
    /// Items not looked into yet since the session was opened, the next one last.
    waiting: Vec<ItemId>,
    /// How many entries of the next one were read already.
    read: usize,
    /// Whether the looking has begun: at the first pause, so that opening and the first keys never wait for it.
    begun: bool,
}

/// How many bytes of text are looked into between two looks at the keyboard: some thousandths of a second.
pub(super) const PIECE: usize = 4_000;

impl Ends {
    /// The promises found in an item.
    pub fn of(&self, item: ItemId) -> &[Found] {
        self.items.get(&item).map_or(&[], Vec::as_slice)
    }

    /// How many promises of an item are open.
    pub fn count(&self, item: ItemId) -> usize {
        self.of(item).iter().filter(|found| found.open).count()
    }

    /// Something was changed in an item.
    pub fn changed(&mut self, item: ItemId) {
        if !self.stale.contains(&item) {
            self.stale.push(item);
        }
    }

    fn look(&mut self, meeting: &Meeting, item: ItemId) {
        let Some(item) = meeting.item(item) else { return };
        let found = findings::promises_with(item, &mut self.reader);
        self.items.insert(item.id, found);
    }
}

impl Session {
    /// Looks for open ends where something changed. A long item that waits to be read is looked into once it was.
    pub fn look_for_ends(&mut self) {
        for id in std::mem::take(&mut self.ends.stale) {
            let long = |item: &Item| item.minutes.iter().map(|entry| entry.text.len()).sum::<usize>() > PIECE;
            if !(self.ends.waiting.contains(&id) && self.meeting.item(id).is_some_and(long)) {
                self.ends.look(&self.meeting, id);
            }
        }
    }

    /// All items wait to be looked into, bit by bit while nothing comes, the one shown first: the first frame of a long
    /// session must not wait for it.
    pub fn look_soon(&mut self) {
        self.ends.waiting = self.meeting.items.iter().rev().map(|item| item.id).collect();
        self.ends.read = 0;
        self.look_at(self.shown);
    }

    /// An item waits to be looked into before all others, unless it waits already.
    pub(super) fn look_at(&mut self, item: ItemId) {
        if self.ends.waiting.last() != Some(&item) {
            self.ends.waiting.retain(|other| *other != item);
            self.ends.waiting.push(item);
            self.ends.read = 0;
        }
    }

    /// Looks into some of what waits for it.
    pub fn look_on(&mut self) {
        self.ends.begun = true;
        let mut room = PIECE;
        while let Some(item) = self.ends.waiting.last().copied() {
            if !self.read_on(item, &mut room) {
                return;
            }
            self.ends.waiting.pop();
            self.ends.read = 0;
            self.ends.look(&self.meeting, item);
        }
    }

    /// Reads on in an item, as far as there is room; whether to its end.
    fn read_on(&mut self, id: ItemId, room: &mut usize) -> bool {
        /// What an entry takes of the room at least.
        const LEAST: usize = 40;
        let Some(item) = self.meeting.item(id) else { return true };
        let entries = Pane::ALL.into_iter().flat_map(|pane| {
            let entries = item.pane(pane).iter().enumerate();
            entries.map(move |(at, entry)| (pane, at, entry))
        });
        for (pane, at, entry) in entries.skip(self.ends.read) {
            if *room == 0 {
                return false;
            }
            if pane == Pane::Minutes {
                self.ends.reader.read(id, &entry.text);
            }
            let here = id == self.shown && pane == self.pane && at == self.at;
            self.hints.look(id, pane, entry, here.then_some(self.byte));
            *room = room.saturating_sub(entry.text.len().max(LEAST));
            self.ends.read += 1;
        }
        true
    }

    /// Whether items wait to be looked into.
    pub fn is_looking(&self) -> bool {
        self.ends.begun && !self.ends.waiting.is_empty()
    }

    /// Looks through all items, for F8.
    pub fn look_everywhere(&mut self) {
        self.ends.waiting.clear();
        let items: Vec<ItemId> = self.meeting.items.iter().map(|item| item.id).collect();
        for item in items {
            self.ends.look(&self.meeting, item);
        }
        self.ends.stale.clear();
    }

    /// Every open end, in the agenda's order.
    pub fn open_ends(&mut self) -> Vec<Finding> {
        self.look_everywhere();
        let meeting = &self.meeting;
        let items = meeting.items.iter();
        let mut ends: Vec<Finding> =
            items.flat_map(|item| findings::item_ends(meeting, item, self.ends.of(item.id))).collect();
        // The chair's reason for an urgent item is asked for here, never live.
        let formal = business::findings(meeting, &self.style).into_iter();
        ends.extend(formal.filter(|end| end.kind.is_open_end() || end.kind == findings::Kind::Urgent));
        ends.retain(|end| !end.kind.is_silenced(&self.hints.silence));
        ends.sort_by_key(|end| meeting.item_at(end.item).map(|(at, _)| at));
        ends
    }

    /// The open promise at the cursor, else the last one above it in the item.
    fn promise_here(&self, only_here: bool) -> Option<Found> {
        let open = || self.ends.of(self.shown).iter().filter(|found| found.open);
        let here = (self.pane == Pane::Minutes).then(|| {
            open().find(|found| {
                let sentence = &found.promise.sentence;
                found.slot.at == self.at && sentence.start <= self.byte && self.byte <= sentence.end + 1
            })
        });
        let before = |found: &&Found| {
            self.pane != Pane::Minutes
                || (found.slot.at, found.promise.sentence.start) <= (self.at, self.byte)
        };
        let above = || open().rfind(before);
        here.flatten().or_else(|| if only_here { None } else { above() }).cloned()
    }

    /// Ctrl+R: an entry that carries the open promise, under Resolved; the cursor stays with the paragraph in hand.
    ///
    /// # Errors
    /// A sentence where there is no open promise, or nothing can be changed.
    pub fn promote_promise(&mut self, now: Stamp) -> Result<(Vec<Effect>, String), String> {
        self.ends.look(&self.meeting, self.shown);
        let found = self.promise_here(false).ok_or(
            "There is no open promise at the cursor or above it. In a discussion point Ctrl+R makes it a paragraph.",
        )?;
        let promise = self.with_named_owner(&found);
        let words = resolution_wording(&promise);
        let text = if words.ends_with('.') { words } else { format!("{words}.") };
        let day = self.meeting.head.date;
        let due = found
            .promise
            .due
            .clone()
            .map(|words| dates::date(&words, day).map_or(Due::Words(words), Due::On));
        let owner = Some(promise.owner.trim()).filter(|owner| !owner.is_empty());
        let owner = owner.map(|owner| who(&self.meeting, owner.strip_prefix("The ").unwrap_or(owner)));
        let kind = if self.style.promise_is_action { Kind::Action } else { Kind::Resolved };
        let resolution = Resolution { kind, owner, due, ..Resolution::default() };
        let fields = EntryFields { resolution, ..self.fields(now, self.current_speaker()) };
        let at = self.item().map_or(0, |item| item.resolved.len());
        let blank =
            self.item().and_then(|item| item.resolved.last()).filter(|entry| entry.is_blank()).cloned();
        let mut edits = Vec::new();
        let mut slot = Slot { item: self.shown, pane: Pane::Resolved, at };
        if let Some(blank) = blank.filter(|_| self.pane != Pane::Resolved) {
            slot.at = at.saturating_sub(1);
            edits.push(Edit::Entry { slot, from: Some(Box::new(blank)), to: None });
        }
        let entry: Entry = self.new_entry(self.shown, text.clone(), fields);
        edits.push(Edit::Entry { slot, from: None, to: Some(Box::new(entry)) });
        let effects = self.change(edits, now)?;
        self.look_for_ends();
        Ok((effects, format!("Under Resolved: {text}")))
    }

    /// The promise, "he" or "she" put in words: the paragraph's speaker, by role where there is one.
    fn with_named_owner(&self, found: &Found) -> Promise {
        const PRONOUNS: [&str; 5] = ["he", "she", "they", "it", ""];
        let promise = found.promise.clone();
        // "Cllr Mary Linden, Chair, agreed": at first mention the owner is name and role; an action names the role.
        let named = |person: &&Person| {
            let name = person.name.trim();
            let rest = promise.owner.trim().strip_prefix(name).filter(|_| !name.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
        };
        let by_office = self.style.attributions == Attributions::RoleAfterName;
        if let Some(person) = self.meeting.people.iter().find(named).filter(|_| by_office) {
            return Promise { owner: by_role(person), ..promise };
        }
        if !PRONOUNS.contains(&promise.owner.trim().to_lowercase().as_str()) {
            return promise;
        }
        let speaker = self.meeting.entry(found.slot).and_then(|entry| entry.fields.speaker.as_ref());
        let Some(Who::Person(id)) = speaker else { return promise };
        let owner = self.meeting.person(*id).map(by_role);
        Promise { owner: owner.unwrap_or_default(), ..promise }
    }

    /// Ctrl+K: the promise at the cursor needs no action.
    ///
    /// # Errors
    /// A sentence where there is no open promise at the cursor, or nothing can be changed.
    pub fn settle_promise(&mut self, now: Stamp) -> Result<Vec<Effect>, String> {
        self.ends.look(&self.meeting, self.shown);
        let found =
            self.promise_here(true).ok_or("There is no open promise at the cursor; F8 goes to the next.")?;
        let Some(entry) = self.meeting.entry(found.slot) else { return Ok(Vec::new()) };
        let sentence = entry.text.get(found.promise.sentence.clone()).unwrap_or_default().to_owned();
        let from = entry.fields.clone();
        let mut to = from.clone();
        to.settled.push(sentence);
        let edit = Edit::Fields { slot: found.slot, from: Box::new(from), to: Box::new(to) };
        let effects = self.change(vec![edit], now)?;
        self.look_for_ends();
        Ok(effects)
    }

    /// F8: goes to the next open end behind the cursor, round the whole agenda; gives the sentence that says what it is.
    pub fn next_end(&mut self) -> Option<String> {
        let ends = self.open_ends();
        let order = |item: ItemId| self.meeting.item_at(item).map_or(usize::MAX, |(at, _)| at);
        let key = |end: &Finding| {
            let (slot, start) =
                end.place.as_ref().map_or((usize::MAX, usize::MAX), |(slot, r)| (slot.at, r.start));
            (order(end.item), slot, start)
        };
        let at = if self.pane == Pane::Minutes { self.at } else { usize::MAX };
        let here = (order(self.shown), at, self.byte);
        // An item without an outcome has no place in the text: after it the next one in the list is meant.
        let whole = self.ends.last.as_ref().filter(|last| last.place.is_none() && last.item == self.shown);
        let after =
            whole.and_then(|last| ends.iter().position(|end| end == last)).and_then(|at| ends.get(at + 1));
        let behind = || ends.iter().find(|end| key(end) > here);
        let next = match (whole, after) {
            (Some(_), after) => after,
            (None, _) => behind(),
        };
        let next = next.or_else(|| ends.first())?.clone();
        self.ends.last = Some(next.clone());
        let count = ends.len();
        match &next.place {
            Some((slot, range)) => {
                self.go(Place { slot: *slot, byte: range.end });
                self.anchor = Some((slot.at, range.start));
            }
            None => self.show(next.item),
        }
        Some(format!("{} ({count} open in all)", next.message))
    }
}

/// A person as the owner of an action: by role where there is one.
fn by_role(person: &Person) -> String {
    match &person.role {
        Some(role) => format!("The {}", short_role_of(role)),
        None => person.name.clone(),
    }
}

impl App {
    pub(super) fn next_end(&mut self) -> Vec<Effect> {
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        match session.next_end() {
            Some(said) => self.say(said),
            None => self.say("Nothing is open: every promise is covered, every item taken has an outcome."),
        }
        Vec::new()
    }
}
