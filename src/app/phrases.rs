//! Phrases: a code and a space become words; Tab goes through the places to fill; Ctrl+Z at once gives the code back.
//!
//! What was typed is written down as typed, and the words come as a step of their own: taken back, they leave the code and
//! its space.

use std::ops::Range;

use crate::checks::phrases::{Expansion, PhraseBook, code_before, people_codes};
use crate::checks::sentences;
use crate::meeting::{Edit, PersonId, Slot, Stamp, Who, closes, nearest_style};

use super::form::{Form, Subject, field};
use super::{App, Dialog, Effect, Screen, Session};

type Outcome = Result<Vec<Effect>, String>;

/// The places of the phrase just expanded that are still to be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    slot: Slot,
    /// The places with their braces, in order.
    left: Vec<String>,
    /// The words behind the last place, where the sentence goes on after them; then their end is the last place.
    rest: Option<String>,
}

/// What a code stands for.
enum Meant {
    Person(PersonId),
    Words(Expansion),
}

/// First words of phrases that are written small within a sentence.
const SMALL_INSIDE: [&str; 11] =
    ["The", "A", "An", "In", "It", "That", "There", "All", "Members", "Governors", "Staff"];

impl Session {
    /// Types a sign behind a code, and puts the words in the place of both; none where there is no code.
    pub(super) fn expand(
        &mut self,
        book: &PhraseBook,
        (typed, smart): (char, bool),
        now: Stamp,
    ) -> Option<Outcome> {
        if !ends_code(typed) {
            return None;
        }
        let (range, meant) = self.code_here(book)?;
        Some(self.type_char(typed, smart, now).and_then(|mut effects| {
            effects.extend(self.put_meant((range, false), &meant, now)?);
            Ok(effects)
        }))
    }

    /// Puts words in the place of the code before the cursor, as a key that types nothing ends it; none where there is no
    /// code.
    pub(super) fn expand_at_once(&mut self, book: &PhraseBook, now: Stamp) -> Option<Outcome> {
        let (range, meant) = self.code_here(book)?;
        Some(self.put_meant((range, false), &meant, now))
    }

    /// The code of a person, before the cursor in a place that is being filled.
    pub(super) fn expand_in_place(&mut self, now: Stamp) -> Option<Outcome> {
        self.filling.as_ref().filter(|filling| filling.slot == self.slot())?;
        let (range, code) = self.code()?;
        let person = self.person_of(code)?;
        Some(self.put_meant((range, false), &Meant::Person(person), now))
    }

    /// Puts a phrase, or a person's attribution, in at the cursor.
    pub(super) fn put_offered(&mut self, offered: &str, book: &PhraseBook, now: Stamp) -> Outcome {
        let meant = match self.person_of(offered) {
            Some(person) => Some(Meant::Person(person)),
            None => book.expand(offered, || self.phrase_set()).map(Meant::Words),
        };
        let Some(meant) = meant else { return Ok(Vec::new()) };
        let mut effects = Vec::new();
        if self.selection().is_some() {
            effects.extend(self.replace_selection("", now)?);
        }
        if self.entry().is_none() {
            let entry =
                self.new_entry(self.shown, String::new(), self.fields(now, self.speaker_for(self.pane)));
            effects.extend(self.start_entry(self.pane, entry, Vec::new(), now)?);
        }
        effects.extend(self.put_meant((self.byte..self.byte, true), &meant, now)?);
        Ok(effects)
    }

    /// The code before the cursor and its place; none while something is selected.
    fn code(&self) -> Option<(Range<usize>, &str)> {
        if self.selection().is_some() { None } else { code_before(self.text(), self.byte) }
    }

    fn code_here(&self, book: &PhraseBook) -> Option<(Range<usize>, Meant)> {
        let (range, code) = self.code()?;
        let meant = match self.person_of(code) {
            Some(person) => Meant::Person(person),
            None => Meant::Words(book.expand(code, || self.phrase_set())?),
        };
        Some((range, meant))
    }

    /// The set of phrases that goes with this meeting.
    pub(super) fn phrase_set(&self) -> &'static str {
        nearest_style(&self.meeting.head)
    }

    /// The person whose code this is: ";" and initials.
    fn person_of(&self, code: &str) -> Option<PersonId> {
        if !code.starts_with(';') {
            return None;
        }
        let at = self.codes.iter().position(|own| own.eq_ignore_ascii_case(code))?;
        self.meeting.people.get(at).map(|person| person.id)
    }

    /// What looks like a person's code before the cursor, and is nobody's.
    fn nobodys_code(&self) -> Option<String> {
        let (_, code) = self.code()?;
        let letters = code.strip_prefix(';')?;
        (letters.len() <= 4 && self.person_of(code).is_none()).then(|| code.to_owned())
    }

    /// Puts words in the place of a code, and of what was typed between it and the cursor; with a space behind them where one
    /// was typed, or where they are `spaced`.
    fn put_meant(&mut self, (code, spaced): (Range<usize>, bool), meant: &Meant, now: Stamp) -> Outcome {
        let text = self.text();
        let (start, byte) = (code.start, self.byte);
        let typed = text.get(code.end..byte).unwrap_or_default().to_owned();
        let capital = text.get(code).is_some_and(|code| code.starts_with(char::is_uppercase));
        let begins = begins_sentence(text.get(..start).unwrap_or_default());
        let behind = text.get(byte..).and_then(|behind| behind.chars().next());
        let space = spaced || typed == " ";
        let sign = Some(typed).filter(|typed| typed != " ").unwrap_or_default();
        let tight = behind.is_some_and(closes) || behind.is_none() && !space || !sign.is_empty();
        let (mut words, mark, places) = match meant {
            Meant::Person(person) => {
                let (words, mark) =
                    self.attribution_words(&Who::Person(*person), (self.slot(), start), !begins);
                (words, mark, Vec::new())
            }
            Meant::Words(made) => {
                let places = made.places.iter().map(|place| format!("{{{}}}", place.name)).collect();
                (in_case(&made.text, begins, capital), None, places)
            }
        };
        // The words bring their own space; a sign that closes goes where it would have gone, and so does a space that is
        // there already.
        words.truncate(words.trim_end().len());
        let stops = sign.starts_with(['.', ',', ';', ':', '?', '!']) && words.ends_with(['.', '?', '!']);
        if stops || tight && words.ends_with(',') {
            words.pop();
        }
        let end = start + words.len();
        let mark = mark.map(|mark| crate::meeting::Mark { to: mark.to.min(end), ..mark });
        let passes = space && behind == Some(' ');
        words.push_str(&sign);
        if space && !passes && !behind.is_some_and(closes) {
            words.push(' ');
        }
        let range = (start, byte - start);
        let edit = Edit::splice(&self.meeting, self.slot(), range, &words, mark.into_iter().collect());
        let effects = self.change(edit.into_iter().collect(), now)?;
        self.byte = start + words.len() + usize::from(passes);
        self.after_edit();
        if let Meant::Words(made) = meant {
            let rest =
                words.rsplit_once('}').filter(|_| made.text.ends_with(' ')).map(|(_, rest)| rest.to_owned());
            let slot = self.slot();
            self.filling = (!places.is_empty()).then_some(Filling { slot, left: places, rest });
            if self.filling.is_some() {
                self.byte = start;
                self.next_place();
            }
        }
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
        self.pass_phrase(&filling.rest.unwrap_or_default())
    }

    /// Goes behind the words with which a phrase ends, where the cursor stands before them.
    fn pass_phrase(&mut self, rest: &str) -> bool {
        let Some((before, behind)) = self.text().split_at_checked(self.byte) else { return false };
        let bare = rest.trim_start();
        let spaced = before.ends_with(' ') && !bare.is_empty();
        let rest = if spaced { bare } else { rest };
        if rest.is_empty() || !behind.starts_with(rest) {
            return false;
        }
        self.byte += rest.len();
        self.anchor = None;
        self.layouts.follow();
        true
    }

    /// The codes of the people of this meeting, with their names, for the help and the palette.
    pub fn person_codes(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.meeting.people.iter().map(|person| person.name.as_str());
        self.codes.iter().map(String::as_str).zip(names)
    }

    /// Gives every person a code, and notes what of their names and roles may be completed.
    pub(super) fn code_people(&mut self) {
        let names: Vec<&str> = self.meeting.people.iter().map(|person| person.name.as_str()).collect();
        self.codes = people_codes(&names);
        self.note_names();
    }
}

/// Whether a sign typed behind a code ends it.
fn ends_code(typed: char) -> bool {
    typed == ' ' || closes(typed) || matches!(typed, '"' | '/' | '–')
}

/// The words of a phrase in the case that goes with their place: small within a sentence, as the code was typed else.
fn in_case(words: &str, begins: bool, capital: bool) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let small = !begins && SMALL_INSIDE.contains(&first);
    let mut chars = words.chars();
    match chars.next() {
        Some(letter) if small => letter.to_lowercase().chain(chars).collect(),
        Some(letter) if capital && begins => letter.to_uppercase().chain(chars).collect(),
        Some(_) | None => words.to_owned(),
    }
}

/// Whether text ends where a sentence begins.
pub(super) fn begins_sentence(before: &str) -> bool {
    // A quotation or a bracket just opened begins what was about to begin.
    let text = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '‘' | '(' | '['));
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']']);
    match bare.chars().next_back() {
        None | Some(':' | '!' | '?' | '…') => true,
        Some('.') => {
            // A stop behind "Cllr" or "approx" ends nothing.
            let tried = format!("{text} The");
            sentences(&tried).last().is_some_and(|last| last.start > text.len())
        }
        Some(_) => false,
    }
}

impl Form {
    /// The form for a phrase of the clerk's own.
    fn phrase(words: &str) -> Self {
        Self::new(
            Subject::Phrase,
            "A phrase of your own",
            vec![
                field("Code", "", "two to twelve letters, no English word: tpd"),
                field("Words", words, "{who} is a place to fill"),
            ],
        )
    }
}

impl App {
    /// Asks for the code of a phrase made from what is selected.
    pub(super) fn ask_phrase(&mut self) {
        let Some(session) = self.session() else { return };
        let words = session.selected_text().unwrap_or_default();
        if words.contains('\n') {
            self.fail("A phrase stands in one paragraph: select words of one entry.");
            return;
        }
        self.dialog = Some(Dialog::Form(Form::phrase(words.trim())));
    }

    /// The form of a phrase was taken: it can be used at once, and is written into the clerk's file.
    pub(super) fn take_phrase_form(&mut self, mut form: Form) -> Vec<Effect> {
        let set = self.session().map_or("", Session::phrase_set);
        let speller = self.spelling.speller();
        let knows = |code: &str| speller.as_ref().is_some_and(|speller| speller.knows(code));
        let (code, words) = (form.text("Code").to_owned(), form.text("Words").to_owned());
        let made = if words.is_empty() {
            Err("The phrase has no words yet.".to_owned())
        } else {
            self.settings.phrases.make((&code, &words), set, knows).map_err(|why| format!("{why}."))
        };
        match made {
            Ok(line) => vec![Effect::Remember(super::effect::OwnFile::Phrases, line)],
            Err(why) => {
                form.wrong = Some(why);
                self.dialog = Some(Dialog::Form(form));
                Vec::new()
            }
        }
    }

    /// The dictionary is there: codes of the clerk's own that are English words are taken out, and the clerk is told.
    pub(super) fn hold_phrases_to_dictionary(&mut self) {
        let Some(speller) = self.spelling.speller() else { return };
        let bad = self.settings.phrases.hold_to(|code| speller.knows(code));
        if let Some(first) = bad.first() {
            let more = match bad.len() {
                1 => String::new(),
                n => format!(" ({} more)", n - 1),
            };
            self.fail(format!(
                "Phrases, line {}: {}{more}. The other lines are used.",
                first.line, first.why
            ));
        }
    }

    /// A key that types: behind a code it brings the words.
    pub(super) fn type_or_expand(&mut self, c: char) -> Vec<Effect> {
        let (smart, now) = (self.settings.smart_quotes, self.now);
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        if let Some(outcome) = session.expand(&self.settings.phrases, (c, smart), now) {
            return self.told(outcome);
        }
        let nobody = if ends_code(c) { session.nobodys_code() } else { None };
        let outcome = session.type_char(c, smart, now);
        if let Some(code) = nobody {
            self.say(format!("Nobody here has the code {code}; F2 shows everybody’s."));
        }
        self.told(outcome)
    }

    /// Enter: behind a code it brings the words first.
    pub(super) fn next_entry(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let expanded = session.expand_at_once(&self.settings.phrases, now).unwrap_or_else(|| Ok(Vec::new()));
        // Where the phrase has places to fill, they come first.
        if session.filling.is_some()
            && session.selection().is_some()
            && expanded.as_ref().is_ok_and(|e| !e.is_empty())
        {
            return self.told(expanded);
        }
        let outcome = expanded.and_then(|mut effects| {
            effects.extend(session.split(now)?);
            Ok(effects)
        });
        self.told(outcome)
    }

    /// Tab: the next place of the phrase just expanded, else the next pane.
    pub(super) fn next_place_or_pane(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = session.expand_in_place(now).unwrap_or_else(|| Ok(Vec::new()));
        if !session.next_place() {
            session.next_pane(1);
        }
        self.told(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_sentences_begin() {
        for begins in [
            "",
            "It closed. ",
            "“Yes.” ",
            "(It closed.) ",
            "Asked: ",
            "“",
            "Why? ",
            "It rained. (",
            "He left.’ ",
        ] {
            assert!(begins_sentence(begins), "{begins}");
        }
        for inside in
            ["and ", "asked Cllr. ", "(see above) ", "Members’ ", "approx. ", "said “", "the report, "]
        {
            assert!(!begins_sentence(inside), "{inside}");
        }
    }

    #[test]
    fn phrases_take_the_case_of_their_place() {
        assert_eq!(in_case("The panel noted ", false, false), "the panel noted ");
        assert_eq!(in_case("The panel noted ", true, false), "The panel noted ");
        assert_eq!(in_case("Cabinet noted ", false, false), "Cabinet noted ");
        assert_eq!(in_case("a future meeting", true, true), "A future meeting");
        assert_eq!(in_case("a future meeting", true, false), "a future meeting");
    }
}
