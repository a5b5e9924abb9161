//! Chance with a seed, and a clerk who does everything that can be done to a meeting, in any order.

use minutebook::meeting::{
    Choice, Declaration, Edit, Entry, EntryFields, Form, History, How, Item, ItemHead, ItemId, Manner, Mark,
    Meeting, Motion, Pane, Person, PersonId, Presence, Record, Resolution, Slot, Span, Stamp, State, Status,
    Times, Turn, Vote, Who,
};

/// A small generator of numbers (xorshift); the same seed gives the same numbers for ever.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap() % end
    }

    /// A number that depends on the generator's state and `value` alone.
    pub(crate) fn hash(&self, value: usize) -> usize {
        Self::new(self.0 ^ value as u64).below(usize::MAX)
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const WORDS: [&str; 12] = [
    "The panel ",
    "noted ",
    "Cllr O’Brien",
    "’s ",
    "report",
    ". ",
    "– ",
    "café ",
    "e\u{301}",
    "👩‍👩‍👧 ",
    "\"so\" ",
    "\\#\"#",
];

/// Someone who edits a meeting at random, always validly, and keeps the model of what it says after each record.
#[derive(Clone, Debug)]
pub(crate) struct Clerk {
    pub(crate) random: Random,
    pub(crate) meeting: Meeting,
    pub(crate) history: History,
    pub(crate) n: u64,
    step: u64,
    in_step: bool,
    last: Option<Slot>,
}

/// A moment some seconds after the meeting began.
pub(crate) fn stamp(seconds: u64) -> Stamp {
    chrono::DateTime::from_timestamp(1_457_964_000 + seconds.cast_signed(), 0).unwrap().fixed_offset()
}

impl Clerk {
    /// A clerk who goes on with a meeting after record `n`.
    pub(crate) fn new(seed: u64, meeting: Meeting, n: u64, step: u64) -> Self {
        let history = History::behind(n, step + 1);
        Self { random: Random::new(seed), meeting, history, n, step, in_step: false, last: None }
    }

    /// Does something; the record has been applied to the clerk's own meeting.
    pub(crate) fn act(&mut self) -> Record {
        loop {
            let (how, step, edits) = match self.random.below(20) {
                0 => match self.history.undo() {
                    Some((step, edits)) => (How::Undo, step, edits),
                    None => continue,
                },
                1 => match self.history.redo() {
                    Some((step, edits)) => (How::Redo, step, edits),
                    None => continue,
                },
                _ => {
                    let edits = self.edits();
                    if !self.in_step || self.random.below(3) > 0 {
                        self.step = self.history.next_step().max(self.step + 1);
                    }
                    (How::Do, self.step, edits)
                }
            };
            if edits.is_empty() {
                continue;
            }
            return self.record(how, step, edits);
        }
    }

    /// Types a word at the end of an entry.
    pub(crate) fn types(&mut self) -> Record {
        loop {
            if let Some(edit) = self.typing() {
                self.meeting.apply(&edit).unwrap();
                self.step = self.history.next_step().max(self.step + 1);
                return self.recorded(How::Do, self.step, vec![edit]);
            }
            let edit = self.entry_edit();
            if let Some(edit) = edit {
                return self.record(How::Do, self.step, vec![edit]);
            }
        }
    }

    fn record(&mut self, how: How, step: u64, edits: Vec<Edit>) -> Record {
        for edit in &edits {
            self.meeting.apply(edit).unwrap_or_else(|misfit| panic!("{misfit}: {edit:?}"));
        }
        self.recorded(how, step, edits)
    }

    fn recorded(&mut self, how: How, step: u64, edits: Vec<Edit>) -> Record {
        self.n += 1;
        self.in_step = how == How::Do;
        let record = Record { n: self.n, first: self.n, at: stamp(self.n), until: None, step, how, edits };
        self.history.record(&record);
        record
    }

    /// One or two edits, the second made for the meeting after the first.
    fn edits(&mut self) -> Vec<Edit> {
        let before = self.meeting.clone();
        let mut edits = Vec::new();
        for _ in 0..=usize::from(self.random.below(6) == 0) {
            if let Some(edit) = self.edit() {
                self.meeting.apply(&edit).unwrap_or_else(|misfit| panic!("{misfit}: {edit:?}"));
                edits.push(edit);
            }
        }
        self.meeting = before;
        edits
    }

    fn edit(&mut self) -> Option<Edit> {
        match self.random.below(32) {
            0..12 => self.typing(),
            12..16 => self.splice(),
            16..20 => self.entry_edit(),
            20 => self.move_entry(),
            21 => self.fields(),
            22 => Some(self.person()),
            23 => Some(self.item()),
            24 => self.move_items(),
            25 => Some(self.turn()),
            26 => Some(self.item_head()),
            27 => Some(self.declaration()),
            28 => Some(self.motion()),
            _ => Some(self.meeting_edit()),
        }
    }

    fn any_slot(&mut self) -> Option<Slot> {
        let items = &self.meeting.items;
        let slots: Vec<_> = items
            .iter()
            .flat_map(|item| Pane::ALL.map(|pane| (item, pane)))
            .flat_map(|(item, pane)| {
                (0..item.pane(pane).len()).map(move |at| Slot { item: item.id, pane, at })
            })
            .collect();
        (!slots.is_empty()).then(|| *self.random.pick(&slots))
    }

    fn typing(&mut self) -> Option<Edit> {
        let still = self.last.filter(|slot| self.meeting.entry(*slot).is_some());
        let slot = match still {
            Some(slot) if self.random.below(10) > 0 => slot,
            _ => self.any_slot()?,
        };
        self.last = Some(slot);
        let at = self.meeting.entry(slot)?.text.len();
        if self.random.below(8) == 0 {
            let last = self.meeting.entry(slot)?.text.char_indices().next_back()?.0;
            return Edit::splice(&self.meeting, slot, (last, at - last), "", Vec::new());
        }
        let word = *self.random.pick(&WORDS);
        let words = if self.random.below(30) == 0 { word.repeat(20) } else { word.to_owned() };
        Edit::splice(&self.meeting, slot, (at, 0), &words, Vec::new())
    }

    fn splice(&mut self) -> Option<Edit> {
        let slot = self.any_slot()?;
        let text = self.meeting.entry(slot)?.text.clone();
        let bounds: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (*self.random.pick(&bounds), *self.random.pick(&bounds));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
        let to = (from..=to).rev().find(|at| text.is_char_boundary(*at))?;
        let word = *self.random.pick(&WORDS);
        let marked = self.random.below(5) == 0;
        let person = PersonId(1);
        let mark = Mark { from, to: from + word.len(), person, form: Form::Full, inside: false };
        Edit::splice(
            &self.meeting,
            slot,
            (from, to - from),
            word,
            if marked { vec![mark] } else { Vec::new() },
        )
    }

    fn entry_edit(&mut self) -> Option<Edit> {
        let item = self.random.pick(&self.meeting.items.iter().map(|i| i.id).collect::<Vec<_>>()).to_owned();
        let pane = *self.random.pick(&Pane::ALL);
        let list = self.meeting.item(item)?.pane(pane).to_vec();
        let at = self.random.below(list.len() + 1);
        let slot = Slot { item, pane, at };
        if let Some(old) = list.get(at).filter(|_| list.len() > 3) {
            return Some(Edit::Entry { slot, from: Some(Box::new(old.clone())), to: None });
        }
        let id = self.meeting.item(item)?.next_entry_id();
        let text = (*self.random.pick(&WORDS)).trim().to_owned();
        self.last = Some(slot);
        Some(Edit::Entry { slot, from: None, to: Some(Box::new(Entry { id, text, ..Entry::default() })) })
    }

    fn move_entry(&mut self) -> Option<Edit> {
        let from = self.any_slot()?;
        let pane = *self.random.pick(&Pane::ALL);
        let len = self.meeting.item(from.item)?.pane(pane).len() - usize::from(pane == from.pane);
        let to = Slot { pane, at: self.random.below(len + 1), ..from };
        Some(Edit::MoveEntry { from, to })
    }

    fn fields(&mut self) -> Option<Edit> {
        let slot = self.any_slot()?;
        let from = self.meeting.entry(slot)?.fields.clone();
        let speaker = Some(Who::Voice("The panel".to_owned())).filter(|_| self.random.below(2) == 0);
        let resolution = Resolution { status: *self.random.pick(&Status::ALL), ..from.resolution.clone() };
        let to = EntryFields { at: Some(stamp(self.n)), speaker, resolution, ..from.clone() };
        Some(Edit::Fields { slot, from: Box::new(from), to: Box::new(to) })
    }

    fn person(&mut self) -> Edit {
        let at = self.random.below(self.meeting.people.len() + 1);
        let from = self.meeting.people.get(at).cloned().map(Box::new);
        let id = self.meeting.next_person_id();
        let name = format!("Cllr {}", self.random.pick(&WORDS));
        let fresh = Person { id, name, presence: Presence::Present, ..Person::default() };
        let to = match &from {
            Some(_) if self.random.below(3) == 0 => None,
            Some(old) => Some(Box::new(Person { presence: Presence::Apologies, ..(**old).clone() })),
            None => Some(Box::new(fresh)),
        };
        Edit::Person { at, from, to }
    }

    fn declaration(&mut self) -> Edit {
        let at = self.random.below(self.meeting.declarations.len() + 1);
        let from = self.meeting.declarations.get(at).cloned().map(Box::new);
        let reason = (*self.random.pick(&WORDS)).to_owned();
        let fresh = Declaration { person: PersonId(1), reason, bars: true, ..Declaration::default() };
        let to = (from.is_none() || self.random.below(2) == 0).then(|| Box::new(fresh));
        Edit::Declaration { at, from, to }
    }

    fn motion(&mut self) -> Edit {
        let item = self.meeting.items[self.random.below(self.meeting.items.len())].clone();
        let at = self.random.below(item.motions.len() + 1);
        let from = item.motions.get(at).cloned().map(Box::new);
        let mut vote = Vote { manner: Manner::Recorded, ..Vote::default() };
        vote.cast(PersonId(1), Some(Choice::Abstained));
        let text = (*self.random.pick(&WORDS)).to_owned();
        let fresh = Motion { id: item.next_motion_id(), text, vote: Some(vote), ..Motion::default() };
        let to = (from.is_none() || self.random.below(2) == 0).then(|| Box::new(fresh));
        Edit::Motion { item: item.id, at, from, to }
    }

    fn item(&mut self) -> Edit {
        let at = self.random.below(self.meeting.items.len() + 1);
        if let Some(old) = self.meeting.items.get(at).filter(|_| self.meeting.items.len() > 4) {
            return Edit::Item { at, from: Some(Box::new(old.clone())), to: None };
        }
        let id: ItemId = self.meeting.next_item_id();
        let item = Item { id, minutes: vec![Entry::default()], ..Item::default() };
        Edit::Item { at, from: None, to: Some(Box::new(item)) }
    }

    fn move_items(&mut self) -> Option<Edit> {
        let count = 1 + self.random.below(2);
        let room = (self.meeting.items.len() + 1).checked_sub(count).filter(|room| *room > 0)?;
        Some(Edit::MoveItems { from: self.random.below(room), count, to: self.random.below(room), deeper: 1 })
    }

    fn turn(&mut self) -> Edit {
        let item = self.meeting.items[self.random.below(self.meeting.items.len())].clone();
        let at = self.random.below(item.turns.len() + 1);
        let from = item.turns.get(at).cloned();
        let to = Some(Turn { who: Who::Person(PersonId(1)), at: stamp(self.n) });
        Edit::Turn { item: item.id, at, from, to }
    }

    fn item_head(&mut self) -> Edit {
        let item = self.meeting.items[self.random.below(self.meeting.items.len())].clone();
        let title = (*self.random.pick(&WORDS)).to_owned();
        let to = ItemHead { title, notes: vec!["two\nlines\r".to_owned()], ..item.head.clone() };
        Edit::ItemHead { item: item.id, from: Box::new(item.head), to: Box::new(to) }
    }

    fn meeting_edit(&mut self) -> Edit {
        let item = self.meeting.items[self.random.below(self.meeting.items.len())].clone();
        match self.random.below(4) {
            0 => {
                let to = *self.random.pick(&[State::Draft, State::Final]);
                Edit::State { from: self.meeting.state, to }
            }
            1 => {
                let from = self.meeting.times.clone();
                let to = Times { started: Some(stamp(self.n)), ..from.clone() };
                Edit::Times { from: Box::new(from), to: Box::new(to) }
            }
            2 => Edit::Taking { from: self.meeting.taking, to: Some(item.id) },
            _ => {
                let mut to = item.taken.clone();
                to.push(Span { from: stamp(self.n), to: None });
                Edit::Taken { item: item.id, from: item.taken, to }
            }
        }
    }
}
