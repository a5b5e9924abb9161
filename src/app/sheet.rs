//! Sheets: pages to read that take the whole screen, with places to step through. Esc leaves them; nothing in them is typed.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};

use crate::text::wrap::Rows;

use super::command::Command;
use super::difference::Difference;
use super::returned::Returned;
use super::timeline;
use super::{App, Dialog, Effect, Screen};

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Text.
    Plain,
    /// What stands back.
    Quiet,
    /// A heading.
    Heading,
    /// What is new: shown between "{+" and "+}" and underlined.
    Come,
    /// What is gone: shown between "[-" and "-]" and struck out.
    Gone,
    /// Something to look at.
    Mark,
}

/// A paragraph of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its pieces.
    pub spans: Vec<(Tone, String)>,
    /// How far it stands in.
    pub indent: u16,
}

impl Block {
    /// A paragraph of one tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { spans: vec![(tone, text.into())], indent: 0 }
    }

    /// An empty line.
    pub fn gap() -> Self {
        Self::default()
    }

    /// The same, further in.
    #[must_use]
    pub fn inset(self, indent: u16) -> Self {
        Self { indent, ..self }
    }

    fn text(&self) -> String {
        self.spans.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// A page of blocks on the screen.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The line above it.
    pub title: String,
    /// The line below it: what the keys do.
    pub hint: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
    /// The blocks that are stepped through.
    pub stops: Vec<usize>,
    /// The stop shown.
    pub chosen: usize,
    /// The first row shown.
    pub top: usize,
    /// The rows as laid out: the block, and the bytes of its text.
    pub rows: Vec<(usize, Range<usize>)>,
    /// Whether the screen is to come to the stop chosen.
    pub follow: bool,
    pub(super) height: usize,
    pub(super) width: u16,
    /// What is said in place of the keys, until the next key.
    pub said: Option<String>,
}

impl Page {
    /// The block of the stop chosen.
    pub fn stop(&self) -> Option<usize> {
        self.stops.get(self.chosen).copied()
    }

    /// Puts other blocks on the page.
    pub fn fill(&mut self, blocks: Vec<Block>, stops: Vec<usize>) {
        (self.blocks, self.stops) = (blocks, stops);
        self.chosen = self.chosen.min(self.stops.len().saturating_sub(1));
        (self.rows, self.follow) = (Vec::new(), true);
    }

    /// Fits the page to the room for it.
    pub fn lay_out(&mut self, width: u16, height: u16) {
        self.height = usize::from(height).max(1);
        if self.rows.is_empty() || self.width != width {
            self.width = width;
            self.rows.clear();
            for (at, block) in self.blocks.iter().enumerate() {
                let text = block.text();
                let rows = Rows::new(&text, usize::from(width.saturating_sub(block.indent)).max(1));
                self.rows.extend((0..rows.len()).map(|row| (at, rows.range(&text, row))));
            }
        }
        if std::mem::take(&mut self.follow)
            && let Some(stop) = self.stop()
        {
            let first = self.rows.partition_point(|(block, _)| *block < stop);
            let last = self.rows.partition_point(|(block, _)| *block <= stop).saturating_sub(1);
            if first < self.top || last >= self.top + self.height {
                self.top = first.saturating_sub(self.height / 4);
            }
        }
        self.top = self.top.min(self.rows.len().saturating_sub(self.height));
    }

    /// Goes to the next stop, or the one before; false at the end.
    pub fn step(&mut self, by: isize) -> bool {
        let next = self.chosen.saturating_add_signed(by).min(self.stops.len().saturating_sub(1));
        let moved = next != self.chosen;
        (self.chosen, self.follow) = (next, true);
        moved
    }

    /// Keys that scroll; false for another key.
    pub fn scroll(&mut self, key: &KeyEvent) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are not for scrolling")]
        match key.code {
            KeyCode::PageUp => self.top = self.top.saturating_sub(self.height),
            KeyCode::PageDown => self.top = self.top.saturating_add(self.height),
            KeyCode::Home => self.top = 0,
            KeyCode::End => self.top = usize::MAX,
            _ => return false,
        }
        true
    }
}

/// A sheet: its page, and what it is about.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What is on the screen.
    pub page: Page,
    /// What it is about.
    pub topic: Topic,
}

/// What a sheet is about.
#[derive(Clone, Debug)]
pub enum Topic {
    /// Revisions, and what changed between them.
    Difference(Difference),
    /// What the chair sent back.
    Returned(Returned),
    /// Who spoke when and for how long.
    Timeline,
    /// The session as it stood.
    Moments(Box<crate::meeting::Moments>),
}

impl App {
    /// The commands that open a sheet; none for another one.
    pub(super) fn obey_sheets(&mut self, command: Command) -> Option<Vec<Effect>> {
        if command == Command::LookBack {
            self.session()?;
            self.looking_back = true;
            return Some(vec![Effect::ReadHistory]);
        }
        let session = self.session()?;
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "of all commands only those with a sheet come here"
        )]
        let sheet = match command {
            Command::Changes => Difference::sheet(&session.meeting),
            Command::Timeline => timeline::sheet(&session.meeting, self.now, self.area.width),
            _ => return None,
        };
        match sheet {
            Ok(sheet) => self.dialog = Some(Dialog::Sheet(Box::new(sheet))),
            Err(why) => self.fail(why),
        }
        Some(Vec::new())
    }

    /// A key while a sheet is on the screen.
    pub(super) fn sheet_key(&mut self, mut sheet: Box<Sheet>, key: &KeyEvent) -> Vec<Effect> {
        if key.code == KeyCode::Esc {
            return Vec::new();
        }
        sheet.page.said = None;
        let Sheet { page, topic } = &mut *sheet;
        let stepped =
            if let Topic::Moments(moments) = topic { super::moments::key(moments, page, key) } else { false };
        if stepped || sheet.page.scroll(key) {
            self.dialog = Some(Dialog::Sheet(sheet));
            return Vec::new();
        }
        let command = self.settings.keys.command(key).map(|(command, _)| command);
        let back = key.code == KeyCode::Up || command == Some(Command::Slips);
        let on = key.code == KeyCode::Down || command == Some(Command::OpenEnds);
        let now = self.now;
        let mut effects = Vec::new();
        let Sheet { page, topic } = &mut *sheet;
        match topic {
            _ if back || on => {
                page.step(if on { 1 } else { -1 });
            }
            Topic::Returned(returned) => {
                if let Screen::Session(session) = &mut self.screen {
                    effects = returned.key(page, session, key, now);
                }
            }
            Topic::Difference(difference) => difference.key(page, key),
            Topic::Timeline | Topic::Moments(_) => {}
        }
        self.dialog = Some(Dialog::Sheet(sheet));
        effects
    }
}
