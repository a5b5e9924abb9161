//! Turns a frame into as few bytes as the terminal needs, in memory.
//!
//! Ratatui's own backends repeat colours, cursor and attributes with every frame. This one remembers what the terminal
//! already has, so that a typed letter is a letter. It writes into a buffer and can't fail: the shell sends the buffer in
//! one call when the journal has what the frame shows. It never asks the terminal anything.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// Frames longer than this are bracketed, so that terminals that know how show them at once.
const LARGE: usize = 200;

/// Paints into memory.
#[derive(Debug, Default)]
pub(super) struct Paint {
    out: String,
    size: Size,
    /// Where the terminal's cursor is, if that is known for sure.
    at: Option<Position>,
    /// The colours and attributes that the terminal has on, if known.
    pen: Option<Pen>,
    shown: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

const PLAIN: Pen =
    Pen { fg: Color::Reset, bg: Color::Reset, underline: Color::Reset, modifier: Modifier::empty() };

impl Paint {
    /// A painter for a terminal of this size, of which nothing is known.
    pub(super) fn new(size: Size) -> Self {
        Self { size, ..Self::default() }
    }

    /// Wipes a terminal that has this size now.
    pub(super) fn clear(&mut self, size: Size) {
        self.size = size;
        self.use_pen(PLAIN);
        self.out.push_str("\x1b[2J");
    }

    /// Writes a cell.
    pub(super) fn put(&mut self, place: Position, cell: &Cell) {
        self.move_to(place);
        self.use_pen(Pen {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        });
        let symbol = cell.symbol();
        self.out.push_str(symbol);
        // Terminals disagree on how wide a cluster or an emoji is, and on where the cursor is behind the last column.
        let sure = symbol.chars().count() == 1 && symbol.width() == 1 && place.x + 1 < self.size.width;
        self.at = sure.then_some(Position { x: place.x + 1, ..place });
    }

    /// Puts the cursor there, and shows it.
    pub(super) fn show_cursor(&mut self, place: Position) {
        if self.shown != Some(true) {
            self.out.push_str("\x1b[?25h");
            self.shown = Some(true);
        }
        self.move_to(place);
    }

    /// Forgets what the terminal has on: somebody else used it.
    pub(super) fn forget(&mut self) {
        self.at = None;
        self.pen = None;
        self.shown = None;
        self.out.clear();
    }

    /// The bytes of the frame; none if nothing changed.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let frame = std::mem::take(&mut self.out);
        if frame.len() <= LARGE {
            return frame.into_bytes();
        }
        // Terminals without synchronized updates at least don't show the cursor running about.
        let (hide, show) = if self.shown == Some(true) { ("\x1b[?25l", "\x1b[?25h") } else { ("", "") };
        format!("\x1b[?2026h{hide}{frame}{show}\x1b[?2026l").into_bytes()
    }

    fn code(&mut self, args: std::fmt::Arguments<'_>) {
        // Writing into a string can't fail.
        match self.out.write_fmt(args) {
            Ok(()) | Err(std::fmt::Error) => {}
        }
    }

    fn move_to(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        match self.at {
            Some(at) if at.y == to.y && to.x == 0 => self.out.push('\r'),
            Some(at) if at.y == to.y && to.x == at.x + 1 => self.out.push_str("\x1b[C"),
            Some(at) if at.y == to.y && to.x > at.x => self.code(format_args!("\x1b[{}C", to.x - at.x)),
            Some(at) if at.y == to.y && to.x + 1 == at.x => self.out.push('\x08'),
            Some(at) if at.y == to.y => self.code(format_args!("\x1b[{}D", at.x - to.x)),
            Some(_) | None => self.code(format_args!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.at = Some(to);
    }

    fn use_pen(&mut self, pen: Pen) {
        let Some(now) = self.pen else {
            self.out.push_str("\x1b[0m");
            self.pen = Some(PLAIN);
            return self.use_pen(pen);
        };
        if now == pen {
            return;
        }
        let mut codes = String::new();
        let gone = !(now.modifier - pen.modifier).is_empty();
        let from = if gone { PLAIN } else { now };
        if gone {
            codes.push_str("0;");
        }
        for (bit, code) in MODIFIERS {
            if pen.modifier.contains(bit) && !from.modifier.contains(bit) {
                codes.push_str(code);
            }
        }
        if pen.fg != from.fg {
            codes.push_str(&color_code(pen.fg, 30));
        }
        if pen.bg != from.bg {
            codes.push_str(&color_code(pen.bg, 40));
        }
        if pen.underline != from.underline {
            codes.push_str(&underline_code(pen.underline));
        }
        codes.pop();
        self.code(format_args!("\x1b[{codes}m"));
        self.pen = Some(pen);
    }
}

const MODIFIERS: [(Modifier, &str); 8] = [
    (Modifier::BOLD, "1;"),
    (Modifier::DIM, "2;"),
    (Modifier::ITALIC, "3;"),
    (Modifier::UNDERLINED, "4;"),
    (Modifier::SLOW_BLINK, "5;"),
    (Modifier::RAPID_BLINK, "6;"),
    (Modifier::REVERSED, "7;"),
    (Modifier::CROSSED_OUT, "9;"),
];

/// The place of a colour among the sixteen; none for the default, and for those that are not among them.
fn of_sixteen(color: Color) -> Option<u8> {
    Some(match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

/// The code of a colour; `base` is 30 for the foreground and 40 for the background.
fn color_code(color: Color, base: u8) -> String {
    match (of_sixteen(color), color) {
        (Some(n), _) if n < 8 => format!("{};", base + n),
        (Some(n), _) => format!("{};", base + 60 + n - 8),
        (None, Color::Indexed(n)) => format!("{};5;{n};", base + 8),
        (None, Color::Rgb(r, g, b)) => format!("{};2;{r};{g};{b};", base + 8),
        (None, _) => format!("{};", base + 9),
    }
}

fn underline_code(color: Color) -> String {
    match (of_sixteen(color), color) {
        (Some(n), _) | (None, Color::Indexed(n)) => format!("58;5;{n};"),
        (None, Color::Rgb(r, g, b)) => format!("58;2;{r};{g};{b};"),
        (None, _) => "59;".to_owned(),
    }
}
