//! What the terminal shows, the frame that is to come, and the little in which they differ.
//!
//! A typed letter changes one row. The rows that are the same are passed over by a comparison that is as cheap as can be,
//! since most of a frame's cost lies there; in the others ratatui's own looks for the cells, which knows of wide characters
//! and of what they leave behind.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use super::paint::Paint;

/// Two frames, and the painter of what differs.
#[derive(Debug)]
pub struct Canvas {
    paint: Paint,
    shown: Buffer,
    next: Buffer,
}

impl Canvas {
    /// A canvas for a terminal of this size that shows nothing.
    pub fn new(size: Size) -> Self {
        let empty = Buffer::empty(Rect::from(((0, 0).into(), size)));
        Self { paint: Paint::new(size), shown: empty.clone(), next: empty }
    }

    /// Draws a frame of this size; `render` fills the buffer and says where the cursor stands.
    pub fn draw(&mut self, size: Size, render: impl FnOnce(Rect, &mut Buffer) -> Position) {
        let area = Rect::from(((0, 0).into(), size));
        if area == self.shown.area {
            self.next.reset();
        } else {
            self.clear(size);
        }
        let cursor = render(area, &mut self.next);
        let width = usize::from(area.width).max(1);
        let rows = self.shown.content.chunks(width).zip(self.next.content.chunks(width)).zip(0..);
        for ((shown, next), y) in rows.filter(|((shown, next), _)| !shown.iter().zip(*next).all(same)) {
            let row = Rect { y, height: 1, ..area };
            let row = [shown, next].map(|cells| Buffer { area: row, content: cells.to_vec() });
            let [shown, next] = &row;
            shown.diff_iter(next).for_each(|(x, y, cell)| self.paint.put(Position { x, y }, cell));
        }
        self.paint.show_cursor(cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
    }

    /// The bytes that the terminal is to get; none if nothing changed.
    pub fn take(&mut self) -> Vec<u8> {
        self.paint.take()
    }

    /// Forgets what the terminal shows and how it is set: somebody else used it.
    pub fn forget(&mut self, size: Size) {
        self.paint.forget();
        self.clear(size);
    }

    fn clear(&mut self, size: Size) {
        let empty = Buffer::empty(Rect::from(((0, 0).into(), size)));
        (self.shown, self.next) = (empty.clone(), empty);
        self.paint.clear(size);
    }
}

/// Whether two cells look the same. Most are one plain letter, which needs no comparison of strings.
fn same((a, b): (&Cell, &Cell)) -> bool {
    let symbols = match (a.symbol().as_bytes(), b.symbol().as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    };
    symbols
        && (a.modifier, a.fg, a.bg) == (b.modifier, b.fg, b.bg)
        && (a.underline_color, a.diff_option) == (b.underline_color, b.diff_option)
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    const SIZE: Size = Size::new(40, 5);

    fn canvas() -> Canvas {
        let mut canvas = Canvas::new(SIZE);
        frame(&mut canvas, "", Style::new());
        canvas
    }

    fn frame(canvas: &mut Canvas, text: &str, style: Style) -> String {
        let cursor = u16::try_from(text.width()).unwrap() % SIZE.width;
        canvas.draw(SIZE, |_, buffer| {
            for (y, row) in text.as_bytes().chunks(usize::from(SIZE.width)).enumerate() {
                let row = if text.is_ascii() { std::str::from_utf8(row).unwrap() } else { text };
                buffer.set_string(0, u16::try_from(y).unwrap(), row, style);
            }
            Position { x: cursor, y: 0 }
        });
        String::from_utf8(canvas.take()).unwrap()
    }

    #[test]
    fn a_typed_letter_is_a_letter_and_an_unchanged_frame_is_nothing() {
        let mut canvas = canvas();
        assert!(frame(&mut canvas, "The pane", Style::new()).ends_with("pane"));
        assert_eq!(frame(&mut canvas, "The panel", Style::new()), "l");
        assert_eq!(frame(&mut canvas, "The panel", Style::new()), "");
        assert_eq!(frame(&mut canvas, "The pane", Style::new()), "\x08 \x08");
    }

    #[test]
    fn whatever_changes_in_a_cell_is_sent() {
        let styles = [
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().fg(Color::Red).bg(Color::Blue),
            Style::new().bg(Color::Blue).add_modifier(Modifier::UNDERLINED),
            Style::new().bg(Color::Blue).add_modifier(Modifier::UNDERLINED).underline_color(Color::Green),
        ];
        let mut canvas = canvas();
        for style in styles {
            assert!(frame(&mut canvas, "x", style).contains('x'), "{style:?}");
            assert_eq!(frame(&mut canvas, "x", style), "");
        }
    }

    #[test]
    fn colours_and_attributes_are_sent_when_they_change_and_never_as_an_empty_code() {
        let mut canvas = canvas();
        let style = Style::new().fg(Color::Red).bg(Color::DarkGray).add_modifier(Modifier::BOLD);
        let bytes = frame(&mut canvas, "ab", style);
        assert!(bytes.contains("\x1b[1;31;100mab"), "{bytes:?}");
        let bytes = frame(&mut canvas, "abc", Style::new().add_modifier(Modifier::REVERSED));
        assert!(bytes.contains("\x1b[0;7mabc"), "{bytes:?}");
        assert!(!bytes.contains("[m") && !bytes.contains("[;m"));
    }

    #[test]
    fn a_wide_character_is_followed_by_an_exact_move() {
        let mut canvas = canvas();
        assert!(frame(&mut canvas, "日本", Style::new()).ends_with("日\x1b[1;3H本\x1b[1;5H"));
        // The line under the second half of one is written over, though both frames have a blank there.
        frame(&mut canvas, "日本", Style::new().add_modifier(Modifier::UNDERLINED));
        let bytes = frame(&mut canvas, "a", Style::new());
        assert!(bytes.contains("a   "), "{bytes:?}");
    }

    #[test]
    fn a_large_frame_is_bracketed() {
        let bytes = frame(&mut canvas(), &"word ".repeat(40), Style::new());
        assert!(bytes.starts_with("\x1b[?2026h") && bytes.ends_with("\x1b[?25h\x1b[?2026l"), "{bytes:?}");
    }

    #[test]
    fn another_size_and_somebody_elses_use_paint_everything_anew() {
        let mut canvas = canvas();
        frame(&mut canvas, "The panel", Style::new());
        canvas.draw(Size::new(20, 4), |_, buffer| {
            buffer.set_string(0, 0, "The panel", Style::new());
            Position { x: 9, y: 0 }
        });
        let bytes = String::from_utf8(canvas.take()).unwrap();
        assert!(bytes.contains("\x1b[2J") && bytes.contains("panel"), "{bytes:?}");
        // Resumed at one size, and drawn at another.
        canvas.forget(Size::new(30, 3));
        canvas.forget(SIZE);
        let bytes = frame(&mut canvas, "The panel", Style::new());
        assert!(
            bytes.contains("\x1b[0m") && bytes.contains("\x1b[2J") && bytes.contains("panel"),
            "{bytes:?}"
        );
    }
}
