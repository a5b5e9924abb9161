//! The theme: what each kind of thing looks like, in the sixteen colours of the terminal's own scheme.
//!
//! Text is always in the terminal's default colours, so that light and dark backgrounds both read well; colour never says
//! anything alone, and without colour everything is told by signs, bold, underline and reverse.

use ratatui::style::{Color, Modifier, Style};

/// What things look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// A theme with colours, or without.
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    fn fg(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }

    /// Text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// What stands back: gutters, hints.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Headings.
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The heading of the pane with the cursor.
    pub fn active(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED), Color::Cyan)
    }

    /// The top and the bottom line.
    pub fn bar(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The item being taken.
    pub fn taken(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD), Color::Green)
    }

    /// The row chosen in a list.
    pub fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Selected text.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A key's name in hints.
    pub fn key(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD), Color::Cyan)
    }

    /// Something to look at: open ends, exempt items.
    pub fn mark(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD), Color::Magenta)
    }

    /// Something is wrong.
    pub fn wrong(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED), Color::Red)
    }

    /// A promise without an action, in the text.
    pub fn promise(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::UNDERLINED), Color::Magenta)
    }

    /// Words marked as confidential, in the text.
    pub fn confidential(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::BOLD | Modifier::ITALIC), Color::Red)
    }

    /// A doubtful word, in the text; in italics too, so that it stands out in a promise without colour.
    pub fn doubtful(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::UNDERLINED | Modifier::ITALIC), Color::Red)
    }

    /// A slip of language or fact, in the text.
    pub fn slip(self) -> Style {
        self.fg(Style::new().add_modifier(Modifier::UNDERLINED | Modifier::DIM), Color::Yellow)
    }
}
