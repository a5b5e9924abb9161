//! Terminal bytes to events: keys, mouse and pastes as xterm and its kin send them.
//!
//! Crossterm's own reader blocks in the middle of a sequence, takes a sequence that the line cut in two for an Escape and
//! typed letters, and never returns from a terminal that is gone. So on Unix the bytes are read by the loop and turned
//! into crossterm's key events here. Pure: bytes in, events out.
//!
//! Limits: no kitty protocol (no key of ours needs it); replies of the terminal and sequences that mean nothing to us are
//! swallowed whole.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::paste::normal;
use crate::app::Event;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Collects bytes until they make events.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    /// What was pasted so far; none while nothing is being pasted.
    paste: Option<Vec<u8>>,
}

/// What the bytes at hand begin with.
enum Parsed {
    /// An event, of so many bytes.
    Event(usize, Event),
    /// So many bytes that mean nothing to us.
    Nothing(usize),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// More bytes are needed.
    More,
}

impl Decoder {
    /// Takes bytes and adds the events that they complete.
    pub(super) fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        let mut bytes = bytes;
        while !bytes.is_empty() {
            if let Some(paste) = &mut self.paste {
                let searched = paste.len().saturating_sub(PASTE_ENDS.len());
                let before = paste.len();
                paste.extend_from_slice(bytes);
                let found = paste
                    .get(searched..)
                    .and_then(|tail| tail.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS));
                let Some(end) = found.map(|at| searched + at) else { return };
                let used = (end + PASTE_ENDS.len()).saturating_sub(before);
                paste.truncate(end);
                self.end_paste(events);
                self.paste = None;
                bytes = bytes.get(used..).unwrap_or_default();
            } else {
                self.pending.extend_from_slice(bytes);
                bytes = &[];
                if self.parse(events) {
                    // What is left belongs to the paste that just began.
                    let rest = std::mem::take(&mut self.pending);
                    self.feed(&rest, events);
                }
            }
        }
    }

    /// Parses what is pending; true where a paste begins.
    fn parse(&mut self, events: &mut Vec<Event>) -> bool {
        let mut at = 0;
        let mut pasting = false;
        while let Some(rest) = self.pending.get(at..).filter(|rest| !rest.is_empty()) {
            match parse(rest) {
                Parsed::Event(used, event) => {
                    events.push(event);
                    at += used.max(1);
                }
                Parsed::Nothing(used) => at += used.max(1),
                Parsed::Paste(used) => {
                    at += used;
                    self.paste = Some(Vec::new());
                    pasting = true;
                    break;
                }
                Parsed::More => break,
            }
        }
        self.pending.drain(..at);
        pasting
    }

    /// Whether bytes are waiting for more.
    pub(super) fn is_waiting(&self) -> bool {
        !self.pending.is_empty() || self.paste.as_ref().is_some_and(|paste| !paste.is_empty())
    }

    /// Whether a paste has begun and not ended.
    pub(super) fn is_pasting(&self) -> bool {
        self.paste.is_some()
    }

    /// Nothing more came for a while: a lone Escape is the key, half a paste is shown, and the rest of it stays one.
    pub(super) fn no_more(&mut self, events: &mut Vec<Event>) {
        if self.paste.is_some() {
            self.end_paste(events);
            self.paste = Some(Vec::new());
            return;
        }
        match std::mem::take(&mut self.pending).as_slice() {
            [0x1b] => events.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, c @ (b'[' | b'O')] => events.push(key(KeyCode::Char(char::from(*c)), KeyModifiers::ALT)),
            [0x1b, 0x1b] => {
                events.extend([key(KeyCode::Esc, KeyModifiers::NONE), key(KeyCode::Esc, KeyModifiers::NONE)]);
            }
            // Nothing; or half a character or sequence, given up: letters typed next must not be taken for its end.
            _ => {}
        }
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        if let Some(bytes) = &self.paste
            && !bytes.is_empty()
        {
            events.push(Event::Paste(normal(&String::from_utf8_lossy(bytes))));
        }
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [] | [0x1b] => Parsed::More,
        [0x1b, b'[', rest @ ..] => csi(rest),
        [0x1b, b'O', rest @ ..] => ss3(rest),
        // Replies to questions that somebody else asked: up to the string terminator.
        [0x1b, b']' | b'P' | b'_' | b'^', rest @ ..] => string(rest),
        [0x1b, 0x1b, b'[' | b'O', ..] | [0x1b, 0x1b] => alt_escape(bytes),
        [0x1b, 0x1b, ..] => Parsed::Event(1, key(KeyCode::Esc, KeyModifiers::NONE)),
        [0x1b, rest @ ..] => with_alt(1, plain(rest)),
        _ => plain(bytes),
    }
}

/// Some terminals send Alt with a function key as Escape before its sequence.
fn alt_escape(bytes: &[u8]) -> Parsed {
    match bytes {
        [_, rest @ ..] if rest.len() > 1 => with_alt(1, parse(rest)),
        _ => Parsed::More,
    }
}

fn with_alt(more: usize, parsed: Parsed) -> Parsed {
    match parsed {
        Parsed::Event(used, Event::Key(mut key)) => {
            key.modifiers |= KeyModifiers::ALT;
            Parsed::Event(used + more, Event::Key(key))
        }
        Parsed::Event(used, event) => Parsed::Event(used + more, event),
        Parsed::Nothing(used) => Parsed::Nothing(used + more),
        Parsed::Paste(used) => Parsed::Paste(used + more),
        Parsed::More => Parsed::More,
    }
}

/// A character, or a key that is one byte.
fn plain(bytes: &[u8]) -> Parsed {
    let Some(first) = bytes.first().copied() else { return Parsed::More };
    let one = |code, modifiers| Parsed::Event(1, key(code, modifiers));
    match first {
        b'\r' => one(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => one(KeyCode::Tab, KeyModifiers::NONE),
        0x7f => one(KeyCode::Backspace, KeyModifiers::NONE),
        0 => one(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=0x1a => one(KeyCode::Char(char::from(first - 1 + b'a')), KeyModifiers::CONTROL),
        0x1b => one(KeyCode::Esc, KeyModifiers::NONE),
        0x1c..=0x1f => one(KeyCode::Char(char::from(first - 0x1c + b'4')), KeyModifiers::CONTROL),
        0x20..=0x7e => character(1, char::from(first)),
        _ => utf8(bytes, first),
    }
}

fn utf8(bytes: &[u8], first: u8) -> Parsed {
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Parsed::Nothing(1),
    };
    match bytes.get(..len) {
        Some(whole) => match std::str::from_utf8(whole).ok().and_then(|text| text.chars().next()) {
            Some(c) => character(len, c),
            None => Parsed::Nothing(1),
        },
        None if bytes.iter().skip(1).all(|byte| (0x80..0xc0).contains(byte)) => Parsed::More,
        None => Parsed::Nothing(1),
    }
}

fn character(len: usize, c: char) -> Parsed {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    Parsed::Event(len, key(KeyCode::Char(c), shift))
}

/// Skips a string sequence; an endless one is given up after 4 KB.
fn string(rest: &[u8]) -> Parsed {
    let end = rest.iter().position(|byte| *byte == 0x07).map(|at| at + 1);
    let terminator = rest.windows(2).position(|pair| pair == b"\x1b\\").map(|at| at + 2);
    match end.into_iter().chain(terminator).min() {
        Some(used) => Parsed::Nothing(used + 2),
        None if rest.len() > 4096 => Parsed::Nothing(rest.len() + 2),
        None => Parsed::More,
    }
}

fn ss3(rest: &[u8]) -> Parsed {
    let Some(last) = rest.first().copied() else { return Parsed::More };
    let keypad = match last {
        b'j'..=b'y' => Some(char::from(last - 0x40)),
        _ => None,
    };
    match (letter(last), keypad) {
        (Some(code), _) => Parsed::Event(3, key(code, KeyModifiers::NONE)),
        (None, Some(c)) => Parsed::Event(3, key(KeyCode::Char(c), KeyModifiers::NONE)),
        (None, None) if last == b'M' => Parsed::Event(3, key(KeyCode::Enter, KeyModifiers::NONE)),
        (None, None) => Parsed::Nothing(3),
    }
}

/// The key of a sequence that ends with this letter.
fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of a sequence that ends with a tilde.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(small(number, 10)),
        17..=21 => KeyCode::F(small(number, 11)),
        23..=26 => KeyCode::F(small(number, 12)),
        28 | 29 => KeyCode::F(small(number, 13)),
        31..=34 => KeyCode::F(small(number, 14)),
        _ => return None,
    })
}

fn small(number: u16, less: u16) -> u8 {
    u8::try_from(number.saturating_sub(less)).unwrap_or(0)
}

/// Shift, Alt, Ctrl as the second parameter of a sequence says them.
fn modifiers(parameter: u16) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::ALT)]
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

fn csi(rest: &[u8]) -> Parsed {
    // The console of Linux: F1 to F5.
    if let [b'[', more @ ..] = rest {
        return match more {
            [] => Parsed::More,
            [c @ b'A'..=b'E', ..] => Parsed::Event(4, key(KeyCode::F(c - b'A' + 1), KeyModifiers::NONE)),
            [..] => Parsed::Nothing(4),
        };
    }
    // The oldest way of telling the mouse: three bytes behind the letter.
    if let [b'M', more @ ..] = rest {
        return if more.len() < 3 { Parsed::More } else { Parsed::Nothing(6) };
    }
    let Some(end) = rest.iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        let broken = rest.len() > 64 || rest.iter().any(|byte| !(0x20..0x40).contains(byte));
        return if broken { Parsed::Nothing(2) } else { Parsed::More };
    };
    let (Some(body), Some(last)) = (rest.get(..end), rest.get(end)) else { return Parsed::More };
    let used = end + 3;
    // rxvt ends some keys with these to say Shift and Ctrl; they stand before where a final byte may.
    if let Some((b'$' | b'^' | b'@', number)) = body.split_last().map(|(sign, number)| (*sign, number))
        && number.iter().all(u8::is_ascii_digit)
        && !number.is_empty()
    {
        return Parsed::Nothing(used);
    }
    if body.first() == Some(&b'<') {
        return mouse(used, body.get(1..).unwrap_or_default(), *last);
    }
    sequence(used, body, *last)
}

fn sequence(used: usize, body: &[u8], last: u8) -> Parsed {
    if body.iter().any(|byte| !byte.is_ascii_digit() && !matches!(byte, b';' | b':')) {
        return Parsed::Nothing(used);
    }
    let mut numbers = body.split(|byte| *byte == b';').map(number);
    let first = numbers.next().flatten();
    let held = modifiers(numbers.next().flatten().unwrap_or(1));
    let code = match last {
        b'~' if first == Some(200) => return Parsed::Paste(used),
        // modifyOtherKeys: 27 ; modifiers ; character
        b'~' if first == Some(27) => {
            let code = numbers.next().flatten().and_then(|code| code_of(u32::from(code)));
            return code.map_or(Parsed::Nothing(used), |code| Parsed::Event(used, key(code, held)));
        }
        b'~' => first.and_then(numbered),
        b'u' => first.and_then(|code| code_of(u32::from(code))),
        b'Z' => return Parsed::Event(used, key(KeyCode::BackTab, held | KeyModifiers::SHIFT)),
        // A report of the cursor's place looks like F3 with modifiers; F3 has 1 or nothing before them.
        b'R' if first.is_some_and(|first| first != 1) => None,
        _ => letter(last),
    };
    code.map_or(Parsed::Nothing(used), |code| Parsed::Event(used, key(code, held)))
}

/// The key of a character code, where a terminal sends keys as codes.
fn code_of(code: u32) -> Option<KeyCode> {
    Some(match code {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        _ => KeyCode::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    })
}

fn number(digits: &[u8]) -> Option<u16> {
    let digits = digits.split(|byte| *byte == b':').next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The mouse as SGR reports it: button and modifiers, column, row; `M` pressed or moved, `m` released.
fn mouse(used: usize, body: &[u8], last: u8) -> Parsed {
    let mut numbers = body.split(|byte| *byte == b';').map(number);
    let (Some(Some(bits)), Some(Some(column)), Some(Some(row))) =
        (numbers.next(), numbers.next(), numbers.next())
    else {
        return Parsed::Nothing(used);
    };
    let button = match bits & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (bits & 64 != 0, bits & 32 != 0, button) {
        (true, _, _) => match bits & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        (false, true, Some(button)) => MouseEventKind::Drag(button),
        (false, true, None) => MouseEventKind::Moved,
        (false, false, Some(button)) if last == b'm' => MouseEventKind::Up(button),
        (false, false, Some(button)) => MouseEventKind::Down(button),
        (false, false, None) => return Parsed::Nothing(used),
    };
    // A mouse that only passes over the screen concerns nobody.
    if kind == MouseEventKind::Moved {
        return Parsed::Nothing(used);
    }
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)]
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one);
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    Parsed::Event(used, Event::Mouse(MouseEvent { kind, column, row, modifiers: held }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Vec<String> {
        let mut events = Vec::new();
        let mut decoder = Decoder::default();
        decoder.feed(bytes, &mut events);
        if decoder.is_waiting() {
            decoder.no_more(&mut events);
        }
        events.iter().map(said).collect()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other event comes from here")]
    fn said(event: &Event) -> String {
        match event {
            Event::Key(key) => {
                let mut words = String::new();
                for (held, name) in [
                    (KeyModifiers::CONTROL, "ctrl+"),
                    (KeyModifiers::ALT, "alt+"),
                    (KeyModifiers::SHIFT, "shift+"),
                ] {
                    if key.modifiers.contains(held) {
                        words.push_str(name);
                    }
                }
                format!("{words}{:?}", key.code)
            }
            Event::Mouse(mouse) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
            Event::Paste(text) => format!("paste {text:?}"),
            _ => panic!("{event:?}"),
        }
    }

    #[test]
    fn keys_of_all_terminals_are_told_apart() {
        for (bytes, want) in [
            ("a", "Char('a')"),
            ("É", "shift+Char('É')"),
            ("€", "Char('€')"),
            ("𝄞", "Char('𝄞')"),
            ("\x0e", "ctrl+Char('n')"),
            ("\x08", "ctrl+Char('h')"),
            ("\x00", "ctrl+Char(' ')"),
            ("\r", "Enter"),
            ("\n", "ctrl+Char('j')"),
            ("\t", "Tab"),
            ("\x7f", "Backspace"),
            ("\x1b", "Esc"),
            ("\x1bx", "alt+Char('x')"),
            ("\x1b\x7f", "alt+Backspace"),
            ("\x1b[A", "Up"),
            ("\x1bOA", "Up"),
            ("\x1b[1;5D", "ctrl+Left"),
            ("\x1b[1;4A", "alt+shift+Up"),
            ("\x1b\x1b[A", "alt+Up"),
            ("\x1b[1;3B", "alt+Down"),
            ("\x1b[1;9B", "alt+Down"),
            ("\x1b[H", "Home"),
            ("\x1b[1~", "Home"),
            ("\x1b[4~", "End"),
            ("\x1b[1;5F", "ctrl+End"),
            ("\x1b[3~", "Delete"),
            ("\x1b[3;5~", "ctrl+Delete"),
            ("\x1b[5;5~", "ctrl+PageUp"),
            ("\x1b[Z", "shift+BackTab"),
            ("\x1bOP", "F(1)"),
            ("\x1b[11~", "F(1)"),
            ("\x1b[[B", "F(2)"),
            ("\x1b[1;2Q", "shift+F(2)"),
            ("\x1b[12;2~", "shift+F(2)"),
            ("\x1b[26~", "F(14)"),
            ("\x1b[24~", "F(12)"),
            ("\x1b[15~", "F(5)"),
            ("\x1b[27;5;13~", "ctrl+Enter"),
            ("\x1b[127;5u", "ctrl+Backspace"),
        ] {
            assert_eq!(decoded(bytes.as_bytes()), [want], "{bytes:?}");
        }
    }

    #[test]
    fn answers_of_the_terminal_and_strange_sequences_type_nothing() {
        for bytes in [
            "\x1b[?62;22c",
            "\x1b]11;rgb:0000/0000/0000\x07",
            "\x1b]11;rgb:0000/0000/0000\x1b\\",
            "\x1bP1$r0m\x1b\\",
            "\x1b[12;40R",
            "\x1b[I",
            "\x1b[?2026;2$y",
            "\x1b[99;99;99;99z",
            "\x1b[201~",
        ] {
            assert!(decoded(bytes.as_bytes()).is_empty(), "{bytes:?}: {:?}", decoded(bytes.as_bytes()));
        }
        assert!(decoded(b"\xff\xfe\xc3").is_empty());
    }

    #[test]
    fn bytes_cut_anywhere_make_the_same_events() {
        let bytes = "aé\x1b[1;5D\x1bOP\x1bx€\x1b[200~one\r\ntwo\x1b[31m\x1b[201~z\x1b[<0;10;5M\x1b[A";
        let want = decoded(bytes.as_bytes());
        assert_eq!(want.len(), 10, "{want:?}");
        for cut in 0..bytes.len() {
            let (mut decoder, mut events) = (Decoder::default(), Vec::new());
            decoder.feed(&bytes.as_bytes()[..cut], &mut events);
            decoder.feed(&bytes.as_bytes()[cut..], &mut events);
            assert_eq!(events.iter().map(said).collect::<Vec<_>>(), want, "cut at {cut}");
        }
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        for byte in bytes.as_bytes() {
            decoder.feed(&[*byte], &mut events);
        }
        assert_eq!(events.iter().map(said).collect::<Vec<_>>(), want);
    }

    #[test]
    fn a_paste_that_stalls_is_shown_and_goes_on_as_a_paste() {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.feed(b"\x1b[200~one\rtwo", &mut events);
        decoder.no_more(&mut events);
        decoder.feed(b"\rthree\x1b[201~x", &mut events);
        let said: Vec<_> = events.iter().map(said).collect();
        assert_eq!(said, [r#"paste "one\ntwo""#, r#"paste "\nthree""#, "Char('x')"]);
    }

    #[test]
    fn the_mouse_is_read_from_zero() {
        assert_eq!(decoded(b"\x1b[<0;10;5M"), ["Down(Left) 9,4"]);
        assert_eq!(decoded(b"\x1b[<32;1;1M\x1b[<0;1;1m"), ["Drag(Left) 0,0", "Up(Left) 0,0"]);
        assert_eq!(decoded(b"\x1b[<64;3;3M\x1b[<65;3;3M"), ["ScrollUp 2,2", "ScrollDown 2,2"]);
        assert!(decoded(b"\x1b[<35;3;3M").is_empty());
    }
}
