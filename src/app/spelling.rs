//! F7: the next doubtful word, what it may have meant, and what else can be done with it.

use std::ops::Range;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::checks::spelling::Speller;
use crate::meeting::{Place, Slot};

use super::command::Command;
use super::effect::OwnFile;
use super::find::Hit;
use super::hints::Doubt;
use super::line::Line;
use super::{App, Dialog, Effect, Screen, Session};

/// The dictionary, read at the first pause so that neither the start nor a key waits for it.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    speller: Option<Arc<Speller>>,
    asked: bool,
    /// Whether F7 waits for it.
    wanted: bool,
    /// Words added since it was read.
    added: Vec<String>,
}

impl Spelling {
    /// The dictionary, where it was read.
    pub(super) fn speller(&self) -> Option<Arc<Speller>> {
        self.speller.clone()
    }
}

/// The box of F7.
#[derive(Clone, Debug)]
pub struct DoubtBox {
    /// The word.
    pub word: String,
    /// The entry.
    pub slot: Slot,
    /// Where in its text.
    pub range: Range<usize>,
    /// What can be done: the words and what they do.
    pub rows: Vec<(String, Answer)>,
    /// The row chosen.
    pub chosen: usize,
    /// A word typed instead.
    pub line: Line,
}

/// What can be done with a doubtful word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Another stands in its place.
    Put(String),
    /// It is right in this session.
    Ignore,
    /// It is right for this clerk.
    Mine,
    /// It is right for the council.
    Council,
}

/// How many suggestions are offered.
const OFFERED: usize = 6;

impl DoubtBox {
    fn new(session: &Session, doubt: Doubt) -> Option<Self> {
        let word = session.meeting.entry(doubt.slot)?.text.get(doubt.range.clone())?.to_owned();
        let offered = session.suggestions(&word).into_iter().take(OFFERED);
        let mut rows: Vec<(String, Answer)> =
            offered.map(|other| (other.clone(), Answer::Put(other.replace('\'', "’")))).collect();
        rows.push(("Ignore it in this session (Alt+I)".to_owned(), Answer::Ignore));
        rows.push(("Add it to my words (Alt+A)".to_owned(), Answer::Mine));
        rows.push(("Add it to the council’s words (Alt+C)".to_owned(), Answer::Council));
        Some(Self { word, slot: doubt.slot, range: doubt.range, rows, chosen: 0, line: Line::default() })
    }

    /// What Enter does: the word typed, else the row chosen.
    fn answer(&self) -> Option<Answer> {
        match self.line.text().trim() {
            "" => self.rows.get(self.chosen).map(|(_, answer)| answer.clone()),
            typed => Some(Answer::Put(typed.to_owned())),
        }
    }
}

impl App {
    /// Asks for the dictionary, once, where a session is on screen and spelling is wanted.
    pub(super) fn want_dictionary(&mut self) -> Vec<Effect> {
        if self.spelling.asked || !self.settings.spelling || self.session().is_none() {
            return Vec::new();
        }
        self.spelling.asked = true;
        vec![Effect::ReadDictionary]
    }

    pub(super) fn take_dictionary(&mut self, speller: Arc<Speller>) -> Vec<Effect> {
        self.spelling.speller = Some(Arc::clone(&speller));
        self.hold_phrases_to_dictionary();
        if let Screen::Session(session) = &mut self.screen {
            session.take_speller(speller, &self.spelling.added);
        }
        if std::mem::take(&mut self.spelling.wanted) && self.dialog.is_none() {
            self.message = None;
            self.show_doubt();
        }
        Vec::new()
    }

    /// A session about to take the screen gets the dictionary that is there, and what is not to be told.
    pub(super) fn prepare_hints(&self, session: &mut Session) {
        session.hints.silence.clone_from(&self.settings.silence);
        if let Some(speller) = &self.spelling.speller {
            session.take_speller(Arc::clone(speller), &self.spelling.added);
        }
    }

    /// F7.
    pub(super) fn spell(&mut self) -> Vec<Effect> {
        if !self.settings.spelling {
            self.fail("The setting `spelling` is off, so there is no dictionary to look into.");
            return Vec::new();
        }
        if self.spelling.speller.is_some() {
            self.show_doubt();
            return Vec::new();
        }
        self.spelling.wanted = true;
        self.say("The dictionary is being read…");
        self.want_dictionary()
    }

    /// Goes to the next doubtful word and asks what is to be done with it.
    fn show_doubt(&mut self) {
        let Screen::Session(session) = &mut self.screen else { return };
        let found = session.next_doubt().and_then(|doubt| DoubtBox::new(session, doubt));
        let Some(doubt) = found else {
            self.say("Every word is known.");
            return;
        };
        session.go(Place { slot: doubt.slot, byte: doubt.range.end });
        session.anchor = Some((doubt.slot.at, doubt.range.start));
        self.dialog = Some(Dialog::Doubt(doubt));
    }

    pub(super) fn doubt_key(&mut self, mut doubt: DoubtBox, key: &KeyEvent) -> Vec<Effect> {
        let last = doubt.rows.len().saturating_sub(1);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        if self.settings.keys.command(key).is_some_and(|(command, _)| command == Command::Spelling) {
            // F7 again passes the word over this time.
            self.show_doubt();
            return Vec::new();
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the line's")]
        match key.code {
            KeyCode::Char('i') if alt => return self.settle_doubt(&doubt, Answer::Ignore),
            KeyCode::Char('a') if alt => return self.settle_doubt(&doubt, Answer::Mine),
            KeyCode::Char('c') if alt => return self.settle_doubt(&doubt, Answer::Council),
            KeyCode::Up => doubt.chosen = doubt.chosen.checked_sub(1).unwrap_or(last),
            KeyCode::Down => doubt.chosen = if doubt.chosen >= last { 0 } else { doubt.chosen + 1 },
            _ => {
                doubt.line.key(key);
            }
        }
        self.dialog = Some(Dialog::Doubt(doubt));
        Vec::new()
    }

    /// Enter in the box.
    pub(super) fn answer_doubt(&mut self, doubt: &DoubtBox) -> Vec<Effect> {
        doubt.answer().map(|answer| self.settle_doubt(doubt, answer)).unwrap_or_default()
    }

    /// Does what was answered and goes on to the next word.
    fn settle_doubt(&mut self, doubt: &DoubtBox, answer: Answer) -> Vec<Effect> {
        let now = self.now;
        let word = doubt.word.replace('’', "'");
        let mut effects = Vec::new();
        if let Answer::Mine | Answer::Council = answer {
            self.spelling.added.push(word.clone());
            let file = if answer == Answer::Mine { OwnFile::Words } else { OwnFile::CouncilWords };
            effects.push(Effect::Remember(file, word.clone()));
        }
        let Screen::Session(session) = &mut self.screen else { return effects };
        match answer {
            Answer::Put(other) => {
                let hit = Hit { slot: doubt.slot, range: doubt.range.clone() };
                let outcome = session.replace(std::slice::from_ref(&hit), &other, now);
                let done = outcome.is_ok();
                effects.extend(self.told(outcome));
                if !done {
                    return effects;
                }
                if let Screen::Session(session) = &mut self.screen {
                    session.byte = doubt.range.start + other.len();
                    session.anchor = None;
                }
            }
            Answer::Ignore => effects.extend(session.ignore(doubt.slot, &word, now)),
            Answer::Mine | Answer::Council => session.know(&word),
        }
        self.show_doubt();
        effects
    }
}
