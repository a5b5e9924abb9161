//! What the palette and the help list: every command, then the codes of phrases and people.

use super::command::{Command, Group, Row, TABLE};
use super::{App, Effect, Screen};

/// One row of the palette or the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command.
    Command(Command),
    /// A code, of a phrase or with ";" of a person, and what it stands for.
    Code(String, String),
}

impl App {
    /// The rows of the palette.
    pub(super) fn palette_offers(&self) -> Vec<(String, Offer)> {
        let library = matches!(self.screen, Screen::Library(_));
        let here = |row: &&Row| {
            let elsewhere = row.group != Group::Library && !row.command.moves();
            if library { row.command.in_library() } else { elsewhere }
        };
        let rows = TABLE.iter().filter(here).filter(|row| row.command != Command::Palette);
        let rows = rows
            .map(|row| (format!("{} · {} · {}", row.title, row.name, row.does), Offer::Command(row.command)));
        rows.chain(self.codes()).collect()
    }

    /// The rows of the help; on the library's screen its own keys come first.
    pub(super) fn help_offers(&self) -> Vec<(String, Offer)> {
        let keys = &self.settings.keys;
        let library = matches!(self.screen, Screen::Library(_));
        let mut groups = Group::ALL;
        groups.sort_by_key(|group| library && *group != Group::Library);
        let rows =
            groups.iter().flat_map(|group| TABLE.iter().filter(move |row| row.group == *group)).map(|row| {
                (
                    format!("{} {} {}", keys.keys_of(row.command), row.title, row.does),
                    Offer::Command(row.command),
                )
            });
        rows.chain(self.codes()).collect()
    }

    /// The codes of this meeting: its people's, then the phrases.
    fn codes(&self) -> Vec<(String, Offer)> {
        let Some(session) = self.session() else { return Vec::new() };
        let people = session.person_codes().map(|(code, name)| (code, name, "person"));
        let phrases = self.settings.phrases.all(session.phrase_set());
        let phrases = phrases.iter().map(|(code, words)| (*code, words.trim(), "phrase"));
        people
            .filter(|(code, ..)| !code.is_empty())
            .chain(phrases)
            .map(|(code, words, kind)| {
                (format!("{code} · {words} · {kind}"), Offer::Code(code.to_owned(), words.to_owned()))
            })
            .collect()
    }

    /// Enter in the palette.
    pub(super) fn take_offer(&mut self, offer: &Offer) -> Vec<Effect> {
        let now = self.now;
        match offer {
            Offer::Command(command) => self.obey(*command, false),
            Offer::Code(code, _) => {
                let Screen::Session(session) = &mut self.screen else { return Vec::new() };
                let outcome = session.put_offered(code, &self.settings.phrases, now);
                self.told(outcome)
            }
        }
    }
}

impl Offer {
    /// What stands on the left of its row: what it does, or what its code stands for; `title` where that is asked for.
    pub fn words(&self, title: bool) -> String {
        match self {
            Self::Command(command) if title => command.row().title.to_owned(),
            Self::Command(command) => command.row().does.to_owned(),
            Self::Code(code, words) if code.starts_with(';') => format!("Type {code} for {words}"),
            Self::Code(code, words) => format!("Type {code} for “{words}”"),
        }
    }
}
