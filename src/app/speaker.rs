//! F2: who is speaking. A list that starts with the speaker before this one, then the body itself, then people.

use crate::meeting::{
    Edit, EntryFields, Form, Mark, Pane, Person, PersonId, Presence, Slot, Stamp, Who, attribution, closes,
    is_chair,
};

use super::phrases::begins_sentence;
use super::picker::Picker;
use super::{Effect, Session};

type Outcome = Result<Vec<Effect>, String>;

/// The list of F2.
#[derive(Clone, Debug)]
pub struct SpeakerList {
    /// The speakers.
    pub picker: Picker<Who>,
    /// Whether it changes the speaker of the entry under the cursor, instead of starting a paragraph.
    pub of_entry: bool,
}

impl SpeakerList {
    /// The list for a session as it stands.
    pub fn new(session: &Session, of_entry: bool) -> Self {
        let meeting = &session.meeting;
        let mut rows: Vec<(String, Who)> = Vec::new();
        if let Some(before) = session.speaker_before() {
            rows.push((label(session, &before), before));
        }
        let noun = meeting.body_noun();
        for voice in [format!("The {noun}"), "Members".to_owned(), "A member of the public".to_owned()] {
            rows.push((voice.clone(), Who::Voice(voice)));
        }
        // Whoever presides is spoken of as the Chair even where the paper names nobody as such.
        let mut roles = meeting.people.iter().filter_map(|person| person.role.as_deref());
        if !roles.any(|role| is_chair(&role.trim().to_lowercase())) {
            rows.push(("The Chair".to_owned(), Who::Voice("The Chair".to_owned())));
        }
        let current = session.current_speaker();
        let people = meeting.people.iter().filter(|person| person.presence != Presence::Apologies);
        let away = meeting.people.iter().filter(|person| person.presence == Presence::Apologies);
        for person in people.chain(away) {
            rows.push((label(session, &Who::Person(person.id)), Who::Person(person.id)));
        }
        rows.extend(
            current.filter(|who| matches!(who, Who::Voice(_))).map(|who| (label(session, &who), who)),
        );
        let mut seen: Vec<Who> = Vec::new();
        rows.retain(|(_, who)| {
            let new = !seen.contains(who);
            seen.push(who.clone());
            new
        });
        Self { picker: Picker::new(rows), of_entry }
    }
}

/// A speaker as the list shows them: name, role, and whether apologies were given.
pub fn label(session: &Session, who: &Who) -> String {
    match who {
        Who::Voice(words) => words.clone(),
        Who::Person(id) => session.meeting.person(*id).map_or_else(String::new, |person| {
            let role = person.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
            let away = if person.presence == Presence::Apologies { " (apologies)" } else { "" };
            format!("{}{role}{away}", person.name)
        }),
    }
}

/// The code that types a speaker's name or role; empty for a voice.
pub fn code_of<'a>(session: &'a Session, who: &Who) -> &'a str {
    let place = session.meeting.people.iter().position(|person| Who::Person(person.id) == *who);
    place.and_then(|at| session.codes.get(at)).map_or("", String::as_str)
}

impl Session {
    /// Takes what was picked or typed in F2. `inside` puts it into the sentence at the cursor (Tab), else it starts a
    /// paragraph (Enter).
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn speak(
        &mut self,
        list: &SpeakerList,
        inside: bool,
        now: Stamp,
    ) -> Result<(Vec<Effect>, String), String> {
        let typed = list.picker.line.text().trim();
        let picked = list.picker.value().cloned();
        let (mut effects, mut said) = (Vec::new(), String::new());
        let who = match picked {
            Some(who) if !names_someone_new(self, typed) => who,
            Some(_) | None if typed.is_empty() => return Ok((effects, said)),
            // "The Leader" is an office, and nobody's name.
            Some(_) | None if is_voice(typed) => Who::Voice(typed.to_owned()),
            Some(_) | None => {
                let (id, joined) = self.join_roster(typed, now)?;
                effects.extend(joined);
                said = format!("{} joined the roster. ", label(self, &Who::Person(id)));
                Who::Person(id)
            }
        };
        if list.of_entry {
            effects.extend(self.set_speaker(&who, now)?);
            return Ok((effects, said));
        }
        let (opened, did_open) = self.open_by_speaking(now)?;
        effects.extend(opened);
        if did_open {
            let item = self.item().map(crate::meeting::Item::label).unwrap_or_default();
            said = format!("{said}The meeting is open. Taking {item}.");
        }
        effects.extend(if inside { self.speak_inside(&who, now)? } else { self.speak_paragraph(&who, now)? });
        effects.extend(self.note_presence(&who, now)?);
        Ok((effects, said))
    }

    /// Whoever speaks is there: a person of whom nothing was noted is noted present.
    fn note_presence(&mut self, who: &Who, now: Stamp) -> Outcome {
        let Who::Person(id) = who else { return Ok(Vec::new()) };
        let found = self.meeting.people.iter().enumerate().find(|(_, person)| person.id == *id);
        let Some((at, from)) = found.filter(|(_, person)| person.presence == Presence::Unknown) else {
            return Ok(Vec::new());
        };
        let to = Person { presence: Presence::Present, ..from.clone() };
        let edit = Edit::Person { at, from: Some(Box::new(from.clone())), to: Some(Box::new(to)) };
        self.change(vec![edit], now)
    }

    /// Adds "Name, Role" to the roster.
    fn join_roster(&mut self, typed: &str, now: Stamp) -> Result<(PersonId, Vec<Effect>), String> {
        let (name, role) = match typed.split_once(',') {
            Some((name, role)) => (name.trim().to_owned(), Some(role.trim().to_owned())),
            None => (typed.to_owned(), None),
        };
        let role = role.filter(|role| !role.is_empty());
        let id = self.meeting.next_person_id();
        let person = Person { id, name, role, presence: Presence::Present, ..Person::default() };
        let at = self.meeting.people.len();
        let effects = self.change(vec![Edit::Person { at, from: None, to: Some(Box::new(person)) }], now)?;
        Ok((id, effects))
    }

    fn set_speaker(&mut self, who: &Who, now: Stamp) -> Outcome {
        let Some(entry) = self.entry() else {
            return Err("There is no entry here whose speaker could be changed.".to_owned());
        };
        let from = entry.fields.clone();
        let to = EntryFields { speaker: Some(who.clone()), ..from.clone() };
        self.change(vec![Edit::Fields { slot: self.slot(), from: Box::new(from), to: Box::new(to) }], now)
    }

    /// Enter: a paragraph of the minutes that begins with the attribution.
    fn speak_paragraph(&mut self, who: &Who, now: Stamp) -> Outcome {
        let entries = self.item().map_or(0, |item| item.minutes.len());
        let at = if self.pane == Pane::Minutes {
            let used = self.entry().is_some_and(crate::meeting::Entry::is_blank);
            if used || entries == 0 { self.at } else { self.at + 1 }
        } else {
            entries
        };
        let slot = Slot { item: self.shown, pane: Pane::Minutes, at };
        let (words, mark) = self.attribution_words(who, (slot, 0), false);
        let mut entry = self.new_entry(self.shown, words, self.fields(now, Some(who.clone())));
        entry.marks.extend(mark);
        let turn = self.turn(who, now).into_iter().collect();
        self.start_entry(Pane::Minutes, entry, turn, now)
    }

    /// Tab: the attribution goes into the sentence at the cursor, in the place of what is selected, with a space on either
    /// side where none is.
    fn speak_inside(&mut self, who: &Who, now: Stamp) -> Outcome {
        let mut effects = Vec::new();
        let (mut from, mut len) = (self.byte, 0);
        if let Some((start, end)) = self.selection() {
            if start.0 == end.0 {
                (from, len) = (start.1, end.1.saturating_sub(start.1));
            } else {
                effects = self.replace_selection("", now)?;
                from = self.byte;
            }
        }
        let text = self.text();
        let before = text.get(..from).unwrap_or_default();
        let behind = text.get(from + len..).and_then(|behind| behind.chars().next());
        let starts = begins_sentence(before);
        let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '–' | '-' | '/');
        let lead = if before.chars().next_back().is_none_or(opens) { "" } else { " " };
        let start = from + lead.len();
        let (words, mark) = self.attribution_words(who, (self.slot(), start), !starts);
        let mut words = words.trim_end().to_owned();
        if behind.is_some_and(closes) && words.ends_with(',') {
            words.pop();
        }
        let mark = mark.map(|mark| Mark { to: mark.to.min(start + words.len()), ..mark });
        let bare = start + words.trim_end_matches(',').len();
        // A space that is there already is passed over; before a stop there is none.
        let passes = behind == Some(' ');
        let space = if passes || behind.is_some_and(closes) { "" } else { " " };
        let put = format!("{lead}{words}{space}");
        let mut edits: Vec<Edit> = self.turn(who, now).into_iter().collect();
        if self.entry().is_none() {
            let mut entry =
                self.new_entry(self.shown, put.clone(), self.fields(now, self.speaker_for(self.pane)));
            entry.marks.extend(mark);
            edits.push(Edit::Entry { slot: self.slot_at(0), from: None, to: Some(Box::new(entry)) });
        } else {
            let mark = mark.into_iter().collect();
            edits.extend(Edit::splice(&self.meeting, self.slot(), (from, len), &put, mark));
        }
        effects.extend(self.change(edits, now)?);
        self.byte = from + put.len() + usize::from(passes);
        self.after_edit();
        self.gap = (!space.is_empty()).then_some((bare, self.byte));
        Ok(effects)
    }

    /// The words of an attribution with the space behind them, and its mark; a voice has no mark.
    pub(super) fn attribution_words(
        &self,
        who: &Who,
        (slot, byte): (Slot, usize),
        inside: bool,
    ) -> (String, Option<Mark>) {
        let person = match who {
            Who::Person(id) => self.meeting.person(*id),
            Who::Voice(_) => None,
        };
        let Some(person) = person else {
            let voice = self.meeting.name_of(who);
            let words = if inside { lower_article(voice) } else { voice.to_owned() };
            return (format!("{words} "), None);
        };
        let found = attribution(&self.meeting, &self.style, person, (slot, byte), inside);
        let mark =
            Mark { from: byte, to: byte + found.words.len(), person: person.id, form: found.form, inside };
        let in_minutes = slot.pane == Pane::Minutes;
        debug_assert!(matches!(found.form, Form::Full | Form::Short));
        (format!("{} ", found.words), in_minutes.then_some(mark))
    }
}

/// Whether what was typed speaks of an office or a body: "The Leader", "A resident".
fn is_voice(typed: &str) -> bool {
    let first = typed.split_once(' ').map(|(first, _)| first);
    matches!(first, Some("The" | "the" | "A" | "An")) && !typed.contains(',')
}

/// Whether what was typed names somebody who is not on the roster: "Name, Role" with a name that nobody there has.
fn names_someone_new(session: &Session, typed: &str) -> bool {
    let Some((name, role)) = typed.split_once(',') else { return false };
    let name = crate::text::find::fold(name.trim());
    let known = session.meeting.people.iter().any(|person| {
        let full = crate::text::find::fold(&person.name);
        full.contains(&name)
    });
    !name.is_empty() && !role.trim().is_empty() && !known
}

/// "The panel" within a sentence: "the panel".
fn lower_article(words: &str) -> String {
    match words.split_once(' ') {
        Some((first @ ("The" | "A"), rest)) => format!("{} {rest}", first.to_lowercase()),
        Some(_) => words.to_owned(),
        None => words.to_lowercase(),
    }
}
