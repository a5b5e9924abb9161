//! A person's name or role corrected: every place where the old one stands, and the edits that put the new one there.
//!
//! What the roster knows by its number (speakers, owners, movers, votes) follows by itself. Words do not: they are found here,
//! shown to the clerk, and changed where the clerk wants it.

use std::ops::Range;

use crate::text::find::{Folded, fold};

use super::attribution::{short_name, words_there};
use super::people::TITLES;
use super::{
    Edit, Entry, EntryFields, HouseStyle, Item, ItemHead, ItemId, Mark, Meeting, Motion, Pane, Person, Slot,
    Who, short_role_of, to_person,
};

/// A place where the old name or role stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePlace {
    /// Where.
    pub at: NamedIn,
    /// What stands there.
    pub before: String,
    /// What would stand there.
    pub after: String,
    /// Where in `after` the first of the new words stand.
    pub new: Range<usize>,
}

/// Where a name can stand in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedIn {
    /// The text of an entry, by the number of the place in it.
    Text(Slot, usize),
    /// The speaker of an entry, noted in words.
    Speaker(Slot),
    /// The owner of an entry, noted in words.
    Owner(Slot),
    /// What the agenda says of an item: its title, its presenters.
    Agenda(ItemId),
    /// The wording of an item's motion, by its place among them.
    Motion(ItemId, usize),
    /// The reason of a declaration, by its place.
    Declaration(usize),
}

impl NamedIn {
    /// The item under which it stands; none where it stands under none.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Text(slot, _) | Self::Speaker(slot) | Self::Owner(slot) => Some(slot.item),
            Self::Agenda(item) | Self::Motion(item, _) => Some(item),
            Self::Declaration(_) => None,
        }
    }
}

/// Every place where a person's name or role stands in words that another one would change, in the order of the agenda.
pub fn name_places(meeting: &Meeting, style: &HouseStyle, to: &Person) -> Vec<NamePlace> {
    let Some(change) = Change::new(meeting, style, to) else { return Vec::new() };
    let mut places = Vec::new();
    for item in &meeting.items {
        change.in_item(item, &mut places);
    }
    for (at, declared) in meeting.declarations.iter().enumerate() {
        places.extend(change.place(NamedIn::Declaration(at), &declared.reason));
    }
    places
}

/// The edits that correct a person, and the words in the places chosen.
pub fn correct_name(meeting: &Meeting, style: &HouseStyle, to: &Person, chosen: &[NamedIn]) -> Vec<Edit> {
    let Some(change) = Change::new(meeting, style, to) else { return Vec::new() };
    let mut edits: Vec<Edit> =
        to_person(meeting, to.id, |person| person.clone_from(to)).into_iter().collect();
    let mut trial = meeting.clone();
    for (n, at) in chosen.iter().enumerate() {
        for edit in change.edits(&trial, *at, (chosen, n)) {
            if trial.apply(&edit).is_ok() {
                edits.push(edit);
            }
        }
    }
    edits
}

/// Words put in the place of others.
struct Put {
    range: Range<usize>,
    words: String,
    mark: Option<Mark>,
}

/// A correction: who is meant, and which words become which.
struct Change {
    /// The meeting with the person corrected, for attributions.
    corrected: Meeting,
    style: HouseStyle,
    from: Person,
    to: Person,
    /// What becomes what, the longest first.
    words: Vec<(String, String)>,
}

impl Change {
    fn new(meeting: &Meeting, style: &HouseStyle, to: &Person) -> Option<Self> {
        let from = meeting.person(to.id)?.clone();
        let mut corrected = Meeting { people: meeting.people.clone(), ..Meeting::default() };
        corrected.apply(&to_person(meeting, to.id, |person| person.clone_from(to))?).ok()?;
        let mut words = names(&corrected, style, &from, to);
        words.extend(roles(&corrected, &from, to));
        words.retain(|(old, new)| !old.trim().is_empty() && old != new);
        words.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        Some(Self { corrected, style: style.clone(), from, to: to.clone(), words })
    }

    fn in_item(&self, item: &Item, places: &mut Vec<NamePlace>) {
        let head = head_words(&item.head);
        let new = head_words(&self.head(&item.head));
        if head != new {
            places.push(NamePlace { at: NamedIn::Agenda(item.id), before: head, new: 0..0, after: new });
        }
        for pane in Pane::ALL {
            for (at, entry) in item.pane(pane).iter().enumerate() {
                let slot = Slot { item: item.id, pane, at };
                places.extend(self.in_entry(slot, entry));
                places.extend(self.voice(NamedIn::Speaker(slot), entry.fields.speaker.as_ref()));
                places.extend(self.voice(NamedIn::Owner(slot), entry.fields.resolution.owner.as_ref()));
            }
        }
        for (at, motion) in item.motions.iter().enumerate() {
            let changed = self.motion(motion);
            // A motion whose wording an entry carries is put right with the entry.
            if motion.entry.is_none() && changed != *motion {
                let at = NamedIn::Motion(item.id, at);
                let place =
                    NamePlace { at, before: motion.text.clone(), after: changed.text.clone(), new: 0..0 };
                places.push(self.place(at, &motion.text).unwrap_or(place));
            }
        }
    }

    /// The places in an entry's text where the old words stand.
    fn in_entry(&self, slot: Slot, entry: &Entry) -> Vec<NamePlace> {
        let puts = self.puts(&entry.text, &entry.marks);
        let place = |(n, put): (usize, &Put)| {
            let start = replaced(&entry.text, 0..put.range.start, &puts).len();
            let after = replaced(&entry.text, 0..entry.text.len(), &puts);
            let new = start..start + put.words.len();
            NamePlace { at: NamedIn::Text(slot, n), before: entry.text.clone(), after, new }
        };
        puts.iter().enumerate().map(place).collect()
    }

    fn place(&self, at: NamedIn, text: &str) -> Option<NamePlace> {
        let puts = self.puts(text, &[]);
        let first = puts.first()?;
        let new = first.range.start..first.range.start + first.words.len();
        Some(NamePlace { at, before: text.to_owned(), after: replaced(text, 0..text.len(), &puts), new })
    }

    fn voice(&self, at: NamedIn, who: Option<&Who>) -> Option<NamePlace> {
        let Who::Voice(words) = who? else { return None };
        if !self.is_meant(words) {
            return None;
        }
        let after = self.to.name.clone();
        Some(NamePlace { at, before: words.clone(), new: 0..after.len(), after })
    }

    /// Whether words are the old name, and nothing else.
    fn is_meant(&self, words: &str) -> bool {
        let words = words.trim();
        words == self.from.name || words == self.from.bare_name()
    }

    /// What is put in the place of what in a text, in its order.
    fn puts(&self, text: &str, marks: &[Mark]) -> Vec<Put> {
        let own = marks.iter().filter(|mark| mark.person == self.from.id);
        let mut puts: Vec<Put> = own.filter_map(|mark| self.attribution(text, mark)).collect();
        let marked =
            |range: &Range<usize>| marks.iter().any(|mark| mark.from < range.end && range.start < mark.to);
        let folded = Folded::new(text);
        for (old, new) in &self.words {
            for range in folded.find_all(&fold(old)) {
                let taken = puts.iter().any(|put| put.range.start < range.end && range.start < put.range.end);
                if !taken && !marked(&range) && stands_alone(text, &range) && same(text, &range, old) {
                    puts.push(Put { range, words: new.clone(), mark: None });
                }
            }
        }
        puts.sort_by_key(|put| put.range.start);
        puts
    }

    /// An attribution that the app wrote, in its new words.
    fn attribution(&self, text: &str, mark: &Mark) -> Option<Put> {
        let behind = text.get(mark.to..)?;
        let words = words_there(&self.corrected, &self.style, &self.to, (mark.form, mark.inside), behind);
        if text.get(mark.from..mark.to)? == words {
            return None;
        }
        let fixed = Mark { to: mark.from + words.len(), ..*mark };
        Some(Put { range: mark.from..mark.to, words, mark: Some(fixed) })
    }

    fn text(&self, text: &str) -> String {
        replaced(text, 0..text.len(), &self.puts(text, &[]))
    }

    fn head(&self, head: &ItemHead) -> ItemHead {
        let mut to = head.clone();
        to.title = self.text(&head.title);
        to.presenter_line = head.presenter_line.as_deref().map(|line| self.text(line));
        for presenter in &mut to.presenters {
            presenter.name = self.text(&presenter.name);
            presenter.role = presenter.role.as_deref().map(|role| self.text(role));
        }
        to
    }

    fn motion(&self, motion: &Motion) -> Motion {
        let mut to = motion.clone();
        to.text = self.text(&motion.text);
        to.before = motion.before.as_deref().map(|text| self.text(text));
        if let Some(settled) = &mut to.settled {
            settled.wording = self.text(&settled.wording);
        }
        to
    }

    /// The edits that put the new words into the `n`th of the places chosen, in the meeting as it stands. The places of one
    /// entry are changed together, with the first of them.
    fn edits(&self, meeting: &Meeting, at: NamedIn, (chosen, n): (&[NamedIn], usize)) -> Vec<Edit> {
        match at {
            NamedIn::Text(slot, _) => {
                let of_entry = |at: &NamedIn| match at {
                    NamedIn::Text(other, n) => (*other == slot).then_some(*n),
                    NamedIn::Speaker(_)
                    | NamedIn::Owner(_)
                    | NamedIn::Agenda(_)
                    | NamedIn::Motion(..)
                    | NamedIn::Declaration(_) => None,
                };
                if chosen.iter().take(n).any(|at| of_entry(at).is_some()) {
                    return Vec::new();
                }
                self.text_edits(meeting, slot, &chosen.iter().filter_map(of_entry).collect::<Vec<_>>())
            }
            NamedIn::Speaker(slot) | NamedIn::Owner(slot) => {
                let to = Some(Who::Person(self.to.id));
                let change = |fields: &mut EntryFields| {
                    if at == NamedIn::Speaker(slot) {
                        fields.speaker = to;
                    } else {
                        fields.resolution.owner = to;
                    }
                };
                fields_edit(meeting, slot, change).into_iter().collect()
            }
            NamedIn::Agenda(id) => {
                let Some(item) = meeting.item(id) else { return Vec::new() };
                let to = Box::new(self.head(&item.head));
                vec![Edit::ItemHead { item: id, from: Box::new(item.head.clone()), to }]
            }
            NamedIn::Motion(id, at) => self.motion_edit(meeting, id, at).into_iter().collect(),
            NamedIn::Declaration(at) => {
                let Some(from) = meeting.declarations.get(at) else { return Vec::new() };
                let mut to = from.clone();
                to.reason = self.text(&from.reason);
                vec![Edit::Declaration { at, from: Some(Box::new(from.clone())), to: Some(Box::new(to)) }]
            }
        }
    }

    fn motion_edit(&self, meeting: &Meeting, id: ItemId, at: usize) -> Option<Edit> {
        let from = meeting.item(id)?.motions.get(at)?;
        let to = Some(Box::new(self.motion(from)));
        Some(Edit::Motion { item: id, at, from: Some(Box::new(from.clone())), to })
    }

    /// The text of an entry; and with it what quotes that text: sentences of which the clerk said that they need no action,
    /// passages marked as confidential, the wording on which was voted.
    fn text_edits(&self, meeting: &Meeting, slot: Slot, chosen: &[usize]) -> Vec<Edit> {
        let Some((item, entry)) = meeting.item(slot.item).zip(meeting.entry(slot)) else { return Vec::new() };
        let puts = self.puts(&entry.text, &entry.marks).into_iter().enumerate();
        let puts: Vec<Put> = puts.filter(|(n, _)| chosen.contains(n)).map(|(_, put)| put).collect();
        let mut trial = meeting.clone();
        let mut edits = Vec::new();
        // From the last to the first, so that the earlier places still stand where they were found.
        for put in puts.iter().rev() {
            let range = (put.range.start, put.range.len());
            let marks = put.mark.into_iter().collect();
            if let Some(edit) = Edit::splice(&trial, slot, range, &put.words, marks)
                && trial.apply(&edit).is_ok()
            {
                edits.push(edit);
            }
        }
        let quoted = |quotes: &mut Vec<String>| {
            for quote in quotes {
                if let Some(at) = entry.text.find(quote.as_str()) {
                    *quote = replaced(&entry.text, at..at + quote.len(), &puts);
                }
            }
        };
        edits.extend(fields_edit(meeting, slot, |fields| {
            quoted(&mut fields.settled);
            quoted(&mut fields.confidential);
        }));
        if slot.pane == Pane::Resolved {
            let carried = item.motions.iter().position(|motion| motion.entry == Some(entry.id));
            edits.extend(carried.and_then(|at| self.motion_edit(meeting, item.id, at)));
        }
        edits
    }
}

fn fields_edit(meeting: &Meeting, slot: Slot, change: impl FnOnce(&mut EntryFields)) -> Option<Edit> {
    let from = meeting.entry(slot)?.fields.clone();
    let mut to = from.clone();
    change(&mut to);
    (from != to).then(|| Edit::Fields { slot, from: Box::new(from), to: Box::new(to) })
}

/// Title and presenters of an item in one line.
fn head_words(head: &ItemHead) -> String {
    let presenters = head.presenters.iter().map(|presenter| match &presenter.role {
        Some(role) => format!("{}, {role}", presenter.name),
        None => presenter.name.clone(),
    });
    let line = head.presenter_line.clone();
    let names = line.unwrap_or_else(|| presenters.collect::<Vec<_>>().join("; "));
    format!("{} {names}", head.title).trim_end().to_owned()
}

/// A part of a text with the new words in it.
fn replaced(text: &str, part: Range<usize>, puts: &[Put]) -> String {
    let mut out = String::new();
    let mut from = part.start;
    for put in puts.iter().filter(|put| part.start <= put.range.start && put.range.end <= part.end) {
        out.push_str(text.get(from..put.range.start).unwrap_or_default());
        out.push_str(&put.words);
        from = put.range.end;
    }
    out.push_str(text.get(from..part.end).unwrap_or_default());
    out
}

/// Whether a range is no part of a longer word or of a name joined by a hyphen.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let mut behind = text.get(range.end..).unwrap_or_default().chars();
    let goes_on = match behind.next() {
        Some('-') => behind.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    !before.is_some_and(joins) && !goes_on
}

/// Whether the words found are the words meant, but for the kind of quotes and spaces.
fn same(text: &str, range: &Range<usize>, words: &str) -> bool {
    let plain = |text: &str| text.replace(['’', '‘'], "'").replace('\u{a0}', " ");
    text.get(range.clone()).is_some_and(|found| plain(found) == plain(words))
}

/// The forms of a name, old and new: whole, without titles, with each title and the surname, with and without initial.
fn names(corrected: &Meeting, style: &HouseStyle, from: &Person, to: &Person) -> Vec<(String, String)> {
    if from.name == to.name {
        return Vec::new();
    }
    let mut forms =
        vec![(from.name.clone(), to.name.clone()), (from.bare_name().to_owned(), to.bare_name().to_owned())];
    let titled = |person: &Person| {
        person.is_councillor().then(|| format!("{} {}", style.councillor, person.bare_name()))
    };
    forms.extend(titled(from).zip(titled(to)));
    let others = || corrected.people.iter().filter(|other| other.id != to.id);
    let shared = |surname: &str| others().any(|other| other.surname().eq_ignore_ascii_case(surname));
    let (old, new) = (from.surname(), to.surname());
    let initialled = |surname: &str, initial: Option<char>| match initial {
        Some(initial) => format!("{initial} {surname}"),
        None => surname.to_owned(),
    };
    let plain = if shared(new) { initialled(new, to.initial()) } else { new.to_owned() };
    let titles = TITLES.iter().filter(|title| **title != "cllrs").map(|title| capitalised(title));
    for title in titles.chain([style.councillor.clone()]) {
        if let Some(initial) = from.initial() {
            let now = format!("{title} {}", initialled(new, to.initial().or(Some(initial))));
            forms.push((format!("{title} {initial} {old}"), now.clone()));
            forms.push((format!("{title} {initial}. {old}"), now));
        }
        // Of two with one surname nobody knows who is meant.
        if !shared(old) {
            forms.push((format!("{title} {old}"), format!("{title} {plain}")));
        }
    }
    if from.is_councillor() && to.is_councillor() && !shared(old) {
        forms.push((format!("{} {old}", style.councillor), short_name(corrected, style, to)));
    }
    forms
}

/// The forms of a role, old and new, where nobody else has it.
fn roles(corrected: &Meeting, from: &Person, to: &Person) -> Vec<(String, String)> {
    let (Some(old), Some(new)) = (from.role.as_deref(), to.role.as_deref()) else { return Vec::new() };
    let others = || {
        let others = corrected.people.iter().filter(|other| other.id != to.id);
        others.filter_map(|other| other.role.as_deref())
    };
    let mut forms = Vec::new();
    if !others().any(|other| other.eq_ignore_ascii_case(old)) {
        forms.push((old.trim().to_owned(), new.trim().to_owned()));
    }
    let (short, now) = (short_role_of(old), short_role_of(new));
    if short != old && !others().any(|other| short_role_of(other).eq_ignore_ascii_case(short)) {
        forms.push((short.to_owned(), now.to_owned()));
    }
    // "Chair" alone may be a piece of furniture; "the Chair" is not.
    let alone = |role: &str| !role.contains(' ');
    forms
        .into_iter()
        .flat_map(|(old, new)| {
            if alone(&old) {
                let article = |article: &str| (format!("{article} {old}"), format!("{article} {new}"));
                let office = (format!(", {old}"), format!(", {new}"));
                vec![article("The"), article("the"), office]
            } else {
                vec![(old, new)]
            }
        })
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
