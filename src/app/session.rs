//! A session on screen: the meeting, its history, the cursor. All changes of the meeting go through [`Session::change`].

use std::path::PathBuf;

use crate::library::Opened;
use crate::meeting::{
    Edit, Entry, EntryFields, EntryId, History, HouseStyle, How, Item, ItemId, Meeting, Pane, Place, Record,
    Slot, Stamp, Styles, allowed_when_closed, repair,
};

use super::Effect;
use super::ends::Ends;
use super::hints::Hints;
use super::layout::Layouts;
use super::phrases::Filling;

/// A session on screen.
#[derive(Debug)]
pub struct Session {
    /// The meeting as it stands.
    pub meeting: Meeting,
    /// The session file.
    pub path: PathBuf,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<String>,
    /// Whether that is since somebody else has the session open.
    pub held: bool,
    /// The house style.
    pub style: HouseStyle,
    /// The name of that style when it was looked up.
    styled: String,
    /// The item shown.
    pub shown: ItemId,
    /// The pane with the cursor.
    pub pane: Pane,
    /// The entry with the cursor, from 0; 0 in an empty pane.
    pub at: usize,
    /// The byte before which the cursor stands.
    pub byte: usize,
    /// Where the selection began: entry and byte.
    pub anchor: Option<(usize, usize)>,
    /// The column that vertical moves keep to.
    pub goal: Option<usize>,
    /// Where text was typed lately, the newest last.
    pub(super) trail: Vec<Been>,
    /// How far back in the trail the clerk went.
    pub trail_back: usize,
    /// Quotes just turned, so that Backspace at once gives the typed ones: from, to, what was typed.
    pub turned: Option<(usize, usize, String)>,
    /// Items that were copied for the CMS: their attributions stay as they were published.
    pub copied: Vec<ItemId>,
    /// The places of the phrase just expanded that are still to be filled.
    pub filling: Option<Filling>,
    /// Items in which a mention of somebody may have come or gone since attributions were last put right.
    mentions_moved: Vec<ItemId>,
    /// Open ends as last looked for.
    pub ends: Ends,
    /// Doubtful words and slips as last looked for.
    pub hints: Hints,
    /// Rows of entries as laid out.
    pub layouts: Layouts,
    /// The space, and a comma before it, that came with an attribution just put in: a stop typed at once takes their place.
    pub(super) gap: Option<(usize, usize)>,
    /// Names and roles that can be completed.
    pub(super) named: Vec<super::ghost::Named>,
    /// The codes of the people, in the roster's order: made anew only when somebody of it changes.
    pub codes: Vec<String>,
    pub(super) history: History,
    pub(super) n: u64,
    pub(super) step: u64,
    pub(super) run: Option<Run>,
}

/// Where the clerk was typing: an entry by its name, so that what moves above it does not matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Been {
    pub(super) item: ItemId,
    pub(super) entry: EntryId,
    byte: usize,
}

impl Been {
    /// Where that entry stands now; none where it is gone.
    pub(super) fn place(self, meeting: &Meeting) -> Option<Place> {
        let item = meeting.item(self.item)?;
        Pane::ALL.into_iter().find_map(|pane| {
            let at = item.pane(pane).iter().position(|entry| entry.id == self.entry)?;
            Some(Place { slot: Slot { item: self.item, pane, at }, byte: self.byte })
        })
    }
}

/// What is being done, so that a run of it is one step of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    kind: RunKind,
    /// Whether letters are in it already, so that the next word after a space is a step of its own.
    lettered: bool,
    place: Place,
    last: Stamp,
}

/// What a run consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Letters typed.
    Typing,
    /// Spaces and signs typed: a letter after them begins a new word and a new step.
    Spacing,
    /// Characters deleted.
    Deleting,
}

/// A pause after which typing is a new step of undo, in milliseconds.
const PAUSE: i64 = 2_000;

impl Session {
    /// A session that was opened, with the cursor where it was left, else at the end of the first item's minutes.
    pub fn new(opened: Opened, style: HouseStyle) -> Self {
        let before = opened.tail.first().map_or(opened.n, |record| record.first.saturating_sub(1));
        let mut history = History::behind(before, opened.step + 1);
        for record in &opened.tail {
            history.record(record);
        }
        let mut session = Self {
            shown: opened.meeting.items.first().map_or(ItemId(0), |item| item.id),
            styled: opened.meeting.head.style.clone(),
            meeting: opened.meeting,
            path: opened.path,
            read_only: opened.read_only,
            held: opened.held,
            style,
            pane: Pane::Minutes,
            at: 0,
            byte: 0,
            anchor: None,
            goal: None,
            trail: Vec::new(),
            trail_back: 0,
            turned: None,
            copied: Vec::new(),
            filling: None,
            mentions_moved: Vec::new(),
            ends: Ends::default(),
            hints: Hints::default(),
            layouts: Layouts::default(),
            gap: None,
            named: Vec::new(),
            codes: Vec::new(),
            history,
            n: opened.n,
            step: opened.step,
            run: None,
        };
        // After a crash the last edit knows better than the session file where the cursor was.
        let typed =
            opened.tail.iter().rev().flat_map(|record| record.edits.iter().rev()).find_map(Edit::place);
        match typed.map(|(slot, byte)| Place { slot, byte }).or(opened.place) {
            Some(place) if session.meeting.item(place.slot.item).is_some() => session.go(place),
            Some(_) | None => session.show(session.shown),
        }
        session.look_soon();
        session.code_people();
        session
    }

    /// Looks the house style up again where the meeting names another one now.
    pub(super) fn keep_style(&mut self, styles: &Styles) {
        if self.styled != self.meeting.head.style {
            self.styled.clone_from(&self.meeting.head.style);
            self.style = styles.of(&self.meeting);
            self.note_names();
        }
    }

    /// The item shown.
    pub fn item(&self) -> Option<&Item> {
        self.meeting.item(self.shown)
    }

    /// The entries of the pane with the cursor.
    pub fn entries(&self) -> &[Entry] {
        self.item().map_or(&[], |item| item.pane(self.pane))
    }

    /// The entry with the cursor; none in an empty pane.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries().get(self.at)
    }

    /// The text of the entry with the cursor.
    pub fn text(&self) -> &str {
        self.entry().map_or("", |entry| entry.text.as_str())
    }

    /// The slot of the cursor.
    pub fn slot(&self) -> Slot {
        Slot { item: self.shown, pane: self.pane, at: self.at }
    }

    /// A slot in the pane with the cursor.
    pub fn slot_at(&self, at: usize) -> Slot {
        Slot { at, ..self.slot() }
    }

    /// Where the cursor stands.
    pub fn place(&self) -> Place {
        Place { slot: self.slot(), byte: self.byte }
    }

    /// Puts the cursor at a place, as near as the meeting has it.
    pub fn go(&mut self, place: Place) {
        if self.meeting.item(place.slot.item).is_none() {
            return;
        }
        if place.slot != self.slot() {
            self.filling = None;
        }
        self.shown = place.slot.item;
        self.pane = place.slot.pane;
        self.at = place.slot.at.min(self.entries().len().saturating_sub(1));
        self.byte = crate::text::words::snap(self.text(), place.byte);
        self.anchor = None;
        self.goal = None;
        self.turned = None;
        self.gap = None;
        self.layouts.follow();
    }

    /// Shows an item with the cursor at the end of its minutes.
    pub fn show(&mut self, item: ItemId) {
        self.go(Place { slot: Slot { item, pane: Pane::Minutes, at: usize::MAX }, byte: usize::MAX });
        self.run = None;
    }

    /// The selection from its begin to its end: entry and byte of each. None where nothing is selected.
    pub fn selection(&self) -> Option<((usize, usize), (usize, usize))> {
        let anchor = self.anchor?;
        let caret = (self.at, self.byte);
        (anchor != caret).then(|| (anchor.min(caret), anchor.max(caret)))
    }

    /// Changes the meeting by these edits, all or none, as one step of undo of its own.
    ///
    /// # Errors
    /// A sentence where the session is read-only, or an edit does not fit.
    pub fn change(&mut self, edits: Vec<Edit>, now: Stamp) -> Result<Vec<Effect>, String> {
        self.run = None;
        self.step = self.step.saturating_add(1).max(self.history.next_step());
        self.record(edits, (How::Do, self.step), now)
    }

    /// Changes the meeting as a part of step `step` where that is the last one, else as a step of its own; gives the step.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub(super) fn change_on(
        &mut self,
        edits: Vec<Edit>,
        step: Option<u64>,
        now: Stamp,
    ) -> Result<(Vec<Effect>, u64), String> {
        let effects = if step == Some(self.step) {
            self.run = None;
            self.record(edits, (How::Do, self.step), now)?
        } else {
            self.change(edits, now)?
        };
        Ok((effects, self.step))
    }

    /// Changes the meeting by a key that types or deletes: part of the step at hand where it goes on with the same word.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub(super) fn run_on(
        &mut self,
        edits: Vec<Edit>,
        kind: RunKind,
        now: Stamp,
    ) -> Result<Vec<Effect>, String> {
        let goes_on = self.run.is_some_and(|run| {
            let same = match (run.kind, kind) {
                (RunKind::Spacing, RunKind::Typing) => !run.lettered,
                (RunKind::Deleting, RunKind::Deleting) => true,
                (RunKind::Deleting, _) | (_, RunKind::Deleting) => false,
                (RunKind::Typing, _) | (RunKind::Spacing, RunKind::Spacing) => true,
            };
            same && run.place == self.place() && (now - run.last).num_milliseconds().abs() < PAUSE
        });
        if !goes_on {
            self.step = self.step.saturating_add(1).max(self.history.next_step());
            self.run = None;
        }
        self.record(edits, (How::Do, self.step), now)
    }

    /// Remembers that a run stands where the cursor stands now.
    pub(super) fn keep_run(&mut self, kind: RunKind, now: Stamp) {
        let lettered = kind == RunKind::Typing || self.run.is_some_and(|run| run.lettered);
        self.run = Some(Run { kind, lettered, place: self.place(), last: now });
        self.trail_back = 0;
        let Some(entry) = self.entry().map(|entry| entry.id) else { return };
        let been = Been { item: self.shown, entry, byte: self.byte };
        match self.trail.last_mut() {
            Some(last) if (last.item, last.entry) == (been.item, been.entry) => *last = been,
            Some(_) | None => self.trail.push(been),
        }
        if self.trail.len() > 64 {
            self.trail.remove(0);
        }
    }

    /// A record that begins the journal anew with the meeting as it stands: the answer to a writer that lost its way.
    pub fn begin_anew(&mut self, now: Stamp) -> Vec<Effect> {
        self.n += 1;
        let edits = vec![Edit::Begin(Box::new(self.meeting.clone()))];
        let (n, step, how) = (self.n, self.step, How::Do);
        vec![Effect::Append(Record { n, first: n, at: now, until: None, step, how, edits })]
    }

    /// Why nothing can be changed now, where that is so.
    pub(super) fn why_closed(&self) -> Option<String> {
        let why = self.read_only.as_deref().or_else(|| self.meeting.closed_to_changes())?;
        Some(format!("Nothing was changed: {why}"))
    }

    /// Applies edits, all or none, and makes their record.
    fn record(
        &mut self,
        mut edits: Vec<Edit>,
        (how, step): (How, u64),
        now: Stamp,
    ) -> Result<Vec<Effect>, String> {
        // A state is taken back with the edit that brought it, after which what came before is open again.
        let open = self.read_only.is_none() && edits.iter().all(allowed_when_closed);
        if let Some(why) = self.why_closed().filter(|_| !open) {
            return Err(why);
        }
        if how == How::Do {
            // What changes nothing is not done; a step that came to nothing is still taken back.
            edits.retain(|edit| *edit != edit.inverse());
        }
        if edits.is_empty() {
            return Ok(Vec::new());
        }
        self.apply(&edits)?;
        if how == How::Do {
            self.note_mentions(&edits);
        }
        if edits.iter().any(|edit| matches!(edit, Edit::Person { .. } | Edit::Begin(_))) {
            self.code_people();
        }
        self.ends.changed(self.shown);
        self.n += 1;
        let record = Record { n: self.n, first: self.n, at: now, until: None, step, how, edits };
        self.history.record(&record);
        let heavy = record.edits.iter().any(|edit| {
            matches!(edit, Edit::Times { .. } | Edit::State { .. } | Edit::Revision { .. })
                || matches!(edit, Edit::Entry { slot, .. } if slot.pane == Pane::Resolved)
        });
        let mut effects = vec![Effect::Append(record)];
        if heavy {
            effects.push(Effect::Flush);
        }
        Ok(effects)
    }

    fn apply(&mut self, edits: &[Edit]) -> Result<(), String> {
        let mut done: Vec<Edit> = Vec::new();
        for edit in edits {
            match self.meeting.apply(edit) {
                Ok(back) => {
                    self.layouts.note(&self.meeting, edit);
                    self.hints.note(&self.meeting, edit);
                    if let Some((slot, _)) = edit.place() {
                        self.ends.changed(slot.item);
                    }
                    done.push(back);
                }
                Err(misfit) => {
                    for back in done.iter().rev() {
                        let undone = self.meeting.apply(back);
                        debug_assert!(undone.is_ok(), "an edit just made can be taken back");
                        self.layouts.note(&self.meeting, back);
                        self.hints.note(&self.meeting, back);
                    }
                    return Err(format!("Nothing was changed: {misfit}."));
                }
            }
        }
        Ok(())
    }

    /// Remembers in which items a mention may have come or gone.
    fn note_mentions(&mut self, edits: &[Edit]) {
        for edit in edits {
            match moves_mentions(edit) {
                Moves::Nothing => {}
                Moves::In(item) if self.mentions_moved.contains(&item) => {}
                Moves::In(item) => self.mentions_moved.push(item),
                Moves::Anywhere => {
                    self.mentions_moved = self.meeting.items.iter().map(|item| item.id).collect();
                }
            }
        }
    }

    /// Puts right the attributions where a mention came or went, as a part of the step just done: in those items, and where
    /// first mention is counted in the meeting in all behind them. Not in the middle of a run of typing or deleting: then
    /// once it ends, or pauses. What was copied for the CMS stays as it was published.
    pub(super) fn mend_mentions(&mut self, now: Stamp) -> Vec<Effect> {
        let moved = std::mem::take(&mut self.mentions_moved);
        let first = self.meeting.items.iter().position(|item| moved.contains(&item.id));
        let wide = !self.style.first_mention_in_item;
        let items: Vec<ItemId> = self
            .meeting
            .items
            .iter()
            .skip(first.unwrap_or(usize::MAX))
            .map(|item| item.id)
            .filter(|id| (wide || moved.contains(id)) && !self.copied.contains(id))
            .collect();
        let mut effects = Vec::new();
        for item in items {
            effects.extend(self.mend_item(item, now));
        }
        self.mentions_moved.clear();
        self.settle();
        effects
    }

    fn mend_item(&mut self, item: ItemId, now: Stamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        // Each mend makes one attribution right; there are as many as there are marks, give or take.
        for _ in 0..256 {
            let Some(edit) = repair(&self.meeting, &self.style, item) else { break };
            let (slot, caret) = (self.slot(), self.byte);
            let moved = if let Edit::Text { slot: place, at, del, ins, .. } = &edit
                && *place == slot
                && at + del.len() <= caret
            {
                Some((caret + ins.len()).saturating_sub(del.len()))
            } else {
                None
            };
            let Ok(more) = self.record(vec![edit], (How::Do, self.step), now) else { break };
            effects.extend(more);
            self.byte = moved.unwrap_or(self.byte);
        }
        effects
    }

    /// Whether attributions wait to be put right, and nothing is in the middle of being typed.
    pub(super) fn wants_mending(&self) -> bool {
        !self.mentions_moved.is_empty() && self.run.is_none()
    }

    /// Puts the cursor where the meeting has a place for it, whatever was done to the text under it.
    pub(super) fn settle(&mut self) {
        self.at = self.at.min(self.entries().len().saturating_sub(1));
        self.byte = crate::text::words::snap(self.text(), self.byte);
        if let Some((at, byte)) = self.anchor {
            let at = at.min(self.entries().len().saturating_sub(1));
            let text = self.entries().get(at).map_or("", |entry| entry.text.as_str());
            self.anchor = Some((at, crate::text::words::snap(text, byte)));
        }
    }

    /// Takes back the last step.
    ///
    /// # Errors
    /// A sentence where there is nothing to take back, or the session is read-only.
    pub fn undo(&mut self, now: Stamp) -> Result<Vec<Effect>, String> {
        self.run = None;
        match self.history.undo() {
            Some((step, edits)) => self.turn_back(edits, (How::Undo, step), now),
            None if self.history.older() > 0 => Ok(vec![Effect::ReadHistory]),
            None => Err("There is nothing to undo.".to_owned()),
        }
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// A sentence where there is nothing to do again, or the session is read-only.
    pub fn redo(&mut self, now: Stamp) -> Result<Vec<Effect>, String> {
        self.run = None;
        let (step, edits) = self.history.redo().ok_or("There is nothing to redo.")?;
        self.turn_back(edits, (How::Redo, step), now)
    }

    fn turn_back(&mut self, edits: Vec<Edit>, how: (How, u64), now: Stamp) -> Result<Vec<Effect>, String> {
        self.filling = None;
        let place = edits.iter().rev().find_map(Edit::place);
        let effects = self.record(edits, how, now)?;
        if let Some((slot, byte)) = place {
            self.go(Place { slot, byte });
        }
        if self.meeting.item(self.shown).is_none()
            && let Some(first) = self.meeting.items.first().map(|item| item.id)
        {
            self.show(first);
        }
        self.go(self.place());
        self.look_for_ends();
        Ok(effects)
    }

    /// Whether these records end where the session is.
    pub(super) fn is_at(&self, records: &[Record]) -> bool {
        records.last().is_some_and(|record| record.n == self.n)
    }

    /// The whole journal was read: the history goes back to the session's start, unless more was typed meanwhile.
    pub fn remember(&mut self, records: &[Record]) -> bool {
        if records.last().is_none_or(|record| record.n != self.n) {
            return false;
        }
        self.history = History::of(records);
        true
    }

    /// What an entry begun now carries: the time while the meeting sits, and the speaker given.
    pub fn fields(&self, now: Stamp, speaker: Option<crate::meeting::Who>) -> EntryFields {
        let at = self.meeting.times.sitting().then_some(now);
        EntryFields { at, speaker, ..EntryFields::default() }
    }

    /// An entry with an id that its item does not have yet.
    pub fn new_entry(&self, item: ItemId, text: String, fields: EntryFields) -> Entry {
        let id = self.meeting.item(item).map_or(EntryId(1), Item::next_entry_id);
        Entry { id, text, marks: Vec::new(), fields }
    }
}

/// Where an edit can make an earlier mention of a person come or go.
enum Moves {
    Nothing,
    In(ItemId),
    Anywhere,
}

/// Plain typing moves no mention, nor does an entry without text.
fn moves_mentions(edit: &Edit) -> Moves {
    match edit {
        Edit::Text { slot, del, .. } if !del.is_empty() => Moves::In(slot.item),
        Edit::Entry { slot, from, to }
            if [from, to].into_iter().flatten().any(|entry| !entry.text.is_empty()) =>
        {
            Moves::In(slot.item)
        }
        Edit::MoveEntry { to, .. } => Moves::In(to.item),
        Edit::Person { .. } | Edit::Item { .. } | Edit::MoveItems { .. } => Moves::Anywhere,
        Edit::Text { .. }
        | Edit::Entry { .. }
        | Edit::Begin(_)
        | Edit::Head { .. }
        | Edit::State { .. }
        | Edit::Revision { .. }
        | Edit::Times { .. }
        | Edit::Taking { .. }
        | Edit::ItemHead { .. }
        | Edit::Taken { .. }
        | Edit::Turn { .. }
        | Edit::Declaration { .. }
        | Edit::Motion { .. }
        | Edit::Fields { .. } => Moves::Nothing,
    }
}
