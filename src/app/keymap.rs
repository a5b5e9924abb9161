//! Keys: their names, and which command each asks for.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::command::{Command, Group, Row, TABLE};

/// A key with what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Ctrl, Alt, Shift.
    pub mods: KeyModifiers,
}

impl Chord {
    /// The chord of a key event, in one form for all terminals.
    pub fn of(key: &KeyEvent) -> Self {
        let held = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut chord = Self { code: key.code, mods: key.modifiers & held };
        if let KeyCode::Char(c) = chord.code {
            if chord.mods.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
                chord.code = KeyCode::Char(c.to_ascii_lowercase());
            }
            chord.mods -= KeyModifiers::SHIFT;
        }
        if chord.code == KeyCode::BackTab {
            chord.mods -= KeyModifiers::SHIFT;
        }
        chord
    }

    /// Reads a chord as the table and the configuration write it: "ctrl+n", "alt+shift+up", "f12".
    pub fn parse(words: &str) -> Option<Self> {
        let mut mods = KeyModifiers::NONE;
        let mut code = None;
        for word in words.split('+') {
            match word {
                "ctrl" => mods |= KeyModifiers::CONTROL,
                "alt" => mods |= KeyModifiers::ALT,
                "shift" => mods |= KeyModifiers::SHIFT,
                _ => code = Some(code_of(word)?),
            }
        }
        let code = code?;
        if code == KeyCode::BackTab {
            mods -= KeyModifiers::SHIFT;
        }
        Some(Self { code, mods })
    }
}

const NAMED: [(&str, KeyCode, &str); 15] = [
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("backtab", KeyCode::BackTab, "Shift+Tab"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Delete"),
    ("insert", KeyCode::Insert, "Insert"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
];

fn code_of(word: &str) -> Option<KeyCode> {
    if let Some((_, code, _)) = NAMED.iter().find(|(name, _, _)| *name == word) {
        return Some(*code);
    }
    let mut chars = word.chars();
    match (chars.next(), chars.as_str()) {
        (Some(c), "") => Some(KeyCode::Char(c)),
        (Some('f'), digits) => digits.parse().ok().filter(|n| (1..=24).contains(n)).map(KeyCode::F),
        _ => None,
    }
}

/// A key as the screen shows it: "Ctrl+N", "Alt+↓", "F9".
pub fn shown(words: &str) -> String {
    let parts = words.split('+').map(|word| match word {
        "ctrl" => "Ctrl".to_owned(),
        "alt" => "Alt".to_owned(),
        "shift" => "Shift".to_owned(),
        _ => NAMED
            .iter()
            .find(|(name, _, _)| *name == word)
            .map_or_else(|| word.to_uppercase(), |(_, _, shown)| (*shown).to_owned()),
    });
    parts.collect::<Vec<_>>().join("+")
}

/// Which command each key asks for.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: HashMap<Chord, Command>,
    /// The same on the library's screen, for the commands that there are only there.
    library: HashMap<Chord, Command>,
    /// The clerk's own keys as written, the newest last.
    own: Vec<(String, Command)>,
    /// The keys of each command as the screen shows them.
    labels: HashMap<Command, String>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = |library: bool| {
            let rows = TABLE.iter().filter(move |row| (row.group == Group::Library) == library);
            let keys = rows
                .flat_map(|row| row.keys.iter().filter_map(|key| Some((Chord::parse(key)?, row.command))));
            keys.collect()
        };
        let (bound, library) = (bound(false), bound(true));
        let mut keys = Self { bound, library, own: Vec::new(), labels: HashMap::new() };
        keys.label();
        keys
    }
}

impl Keymap {
    /// Gives a command another key.
    ///
    /// # Errors
    /// A sentence where the key or the command's name is not known.
    pub fn bind(&mut self, key: &str, name: &str) -> Result<(), String> {
        let chord =
            Chord::parse(key).ok_or_else(|| format!("“{key}” is no key: write it like ctrl+n or f12."))?;
        let row = TABLE.iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| format!("“{name}” is no command: minutebook keys lists their names."))?;
        let keys = if row.group == Group::Library { &mut self.library } else { &mut self.bound };
        keys.insert(chord, row.command);
        self.own.push((key.to_owned(), row.command));
        self.label();
        Ok(())
    }

    /// The keys of a command as the screen shows them: the clerk's own before those of the table, and of these only the ones
    /// that no other command was given.
    pub fn keys_of(&self, command: Command) -> &str {
        self.labels.get(&command).map_or("", String::as_str)
    }

    /// Writes down anew what the screen shows: it is asked for in every frame.
    fn label(&mut self) {
        let label = |row: &Row| {
            let keys = if row.group == Group::Library { &self.library } else { &self.bound };
            let bound =
                |key: &str, command| Chord::parse(key).and_then(|chord| keys.get(&chord)) == Some(&command);
            let own = self.own.iter().rev().filter(|(_, of)| *of == row.command).map(|(key, _)| key.as_str());
            let mut keys: Vec<String> = Vec::new();
            for key in own.chain(row.keys.iter().copied()).filter(|key| bound(key, row.command)) {
                let key = shown(key);
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            (row.command, keys.join(", "))
        };
        self.labels = TABLE.iter().map(label).collect();
    }

    /// The command for a key on the library's screen.
    pub fn in_library(&self, key: &KeyEvent) -> Option<Command> {
        let chord = Chord::of(key);
        let elsewhere = || self.bound.get(&chord).copied().filter(|command| command.in_library());
        self.library.get(&chord).copied().or_else(elsewhere)
    }

    /// The command for a key, and whether it selects on the way (Shift with a key that moves).
    pub fn command(&self, key: &KeyEvent) -> Option<(Command, bool)> {
        let chord = Chord::of(key);
        if let Some(command) = self.bound.get(&chord) {
            return Some((*command, false));
        }
        if chord.mods.contains(KeyModifiers::SHIFT) {
            let plain = Chord { mods: chord.mods - KeyModifiers::SHIFT, ..chord };
            return self.bound.get(&plain).filter(|command| command.moves()).map(|command| (*command, true));
        }
        None
    }
}

/// The character that a key types, if it types one. Ctrl+Alt with a character that is no plain letter is `AltGr`.
pub fn typed(key: &KeyEvent) -> Option<char> {
    let KeyCode::Char(c) = key.code else { return None };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let types = match (ctrl, alt) {
        (false, false) => true,
        (true, true) => !c.is_ascii_alphanumeric(),
        (true, false) | (false, true) => false,
    };
    (types && !c.is_control()).then_some(c)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key_and_asks_for_one_command() {
        let mut seen = HashSet::new();
        for row in TABLE {
            for key in row.keys {
                let chord = Chord::parse(key).unwrap_or_else(|| panic!("{key}"));
                let here = row.group == Group::Library;
                assert!(seen.insert((here, chord)), "{key} twice");
            }
        }
        let names: HashSet<_> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len());
    }

    #[test]
    fn alt_gr_types_and_alt_does_not() {
        let key = |c, mods| KeyEvent::new(KeyCode::Char(c), mods);
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for (key, want) in [
            (key('€', alt_gr), Some('€')),
            (key('@', alt_gr), Some('@')),
            (key('q', alt_gr), None),
            (key('é', KeyModifiers::NONE), Some('é')),
            (key('A', KeyModifiers::SHIFT), Some('A')),
            (key('x', KeyModifiers::ALT), None),
        ] {
            assert_eq!(typed(&key), want, "{key:?}");
        }
    }

    #[test]
    fn shift_with_a_moving_key_selects() {
        let keys = Keymap::default();
        let key = KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT | KeyModifiers::CONTROL);
        assert_eq!(keys.command(&key), Some((Command::WordLeft, true)));
        let key = KeyEvent::new(KeyCode::Char('H'), KeyModifiers::CONTROL);
        assert_eq!(keys.command(&key), Some((Command::DeleteWordBack, false)));
    }

    #[test]
    fn the_screen_shows_the_clerks_own_keys_and_not_those_that_went_to_another_command() {
        let mut keys = Keymap::default();
        keys.bind("f9", "take").unwrap();
        assert_eq!(keys.keys_of(Command::Take), "F9, Ctrl+N");
        assert_eq!(keys.keys_of(Command::CopyItem), "");
    }
}
