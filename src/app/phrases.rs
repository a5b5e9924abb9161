//! Phrases: a code and a space become words; Tab goes through the places to fill; Ctrl+Z at once takes it back.

use crate::checks::phrases::{Phrases, code_before, people_codes};
use crate::meeting::{Edit, Slot, Stamp, Who};

use super::{Effect, Session};

/// The places of the phrase just expanded that are still to be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    slot: Slot,
    /// The places with their braces, in order.
    left: Vec<String>,
}

impl Session {
    /// Expands the code before the cursor as `typed` is typed behind it; none where there is no code.
    pub(super) fn expand(
        &mut self,
        phrases: &Phrases,
        typed: char,
        now: Stamp,
    ) -> Option<Result<Vec<Effect>, String>> {
        if !matches!(typed, ' ' | '.' | ',' | ';' | ':' | '?' | '!') || self.selection().is_some() {
            return None;
        }
        let text = self.text();
        let (range, code) = code_before(text, self.byte)?;
        if let Some(person) = self.person_of(code) {
            return Some(self.expand_person(range, &person, typed, now));
        }
        let expansion = phrases.expand(code)?;
        let begins = begins_sentence(text.get(..range.start).unwrap_or_default());
        let mut words = expansion.text;
        if !begins && words.starts_with("The ") {
            words.replace_range(..1, "t");
        }
        let places: Vec<String> =
            expansion.places.iter().map(|place| format!("{{{}}}", place.name)).collect();
        // The phrase brings its own space; punctuation goes where the space would have gone.
        if typed == ' ' {
            if !words.ends_with(' ') {
                words.push(' ');
            }
        } else {
            words.truncate(words.trim_end().len());
            words.push(typed);
        }
        let start = range.start;
        let len = range.len();
        let edit = Edit::splice(&self.meeting, self.slot(), (start, len), &words, Vec::new())?;
        Some(self.change(vec![edit], now).inspect(|_| {
            self.byte = start + words.len();
            self.after_edit();
            self.filling = (!places.is_empty()).then(|| Filling { slot: self.slot(), left: places });
            if self.filling.is_some() {
                self.byte = start;
                self.next_place();
            }
        }))
    }

    /// The person whose code this is: ";" and initials.
    fn person_of(&self, code: &str) -> Option<Who> {
        if !code.starts_with(';') {
            return None;
        }
        let at = self.codes.iter().position(|own| own.eq_ignore_ascii_case(code))?;
        self.meeting.people.get(at).map(|person| Who::Person(person.id))
    }

    fn expand_person(
        &mut self,
        range: std::ops::Range<usize>,
        who: &Who,
        typed: char,
        now: Stamp,
    ) -> Result<Vec<Effect>, String> {
        let slot = self.slot();
        let before = self.text().get(..range.start).unwrap_or_default();
        let inside = !begins_sentence(before);
        let (words, mark) = self.attribution_words(who, (slot, range.start), inside);
        let words =
            if typed == ' ' { words } else { format!("{}{typed}", words.trim_end().trim_end_matches(',')) };
        let mark = mark.filter(|mark| mark.to <= range.start + words.len() && typed == ' ');
        let edit =
            Edit::splice(&self.meeting, slot, (range.start, range.len()), &words, mark.into_iter().collect());
        let effects = self.change(edit.into_iter().collect(), now)?;
        self.byte = range.start + words.len();
        self.after_edit();
        Ok(effects)
    }

    /// Tab: selects the next place to fill of the phrase just expanded; false where there is none.
    pub(super) fn next_place(&mut self) -> bool {
        let Some(mut filling) = self.filling.take() else { return false };
        if filling.slot != self.slot() {
            return false;
        }
        while !filling.left.is_empty() {
            let place = filling.left.remove(0);
            let from = self.byte.min(self.text().len());
            let found = self.text().get(from..).and_then(|rest| rest.find(&place)).map(|at| from + at);
            if let Some(start) = found {
                self.anchor = Some((self.at, start));
                self.byte = start + place.len();
                self.filling = Some(filling);
                return true;
            }
        }
        false
    }

    /// The codes of the people of this meeting, with their names, for the help and the palette.
    pub fn person_codes(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.meeting.people.iter().map(|person| person.name.as_str());
        self.codes.iter().map(String::as_str).zip(names)
    }

    /// Gives every person a code.
    pub(super) fn code_people(&mut self) {
        let names: Vec<&str> = self.meeting.people.iter().map(|person| person.name.as_str()).collect();
        self.codes = people_codes(&names);
    }
}

/// Whether text ends where a sentence begins.
pub(super) fn begins_sentence(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|c| matches!(c, '.' | '!' | '?' | ':'))
}
