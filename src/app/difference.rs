//! What changed: the revisions of the minutes, and any two texts of them beside each other, word by word.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{Change, Meeting, Part, Passage, changes};
use crate::text::diff::{self, Piece};

use super::sheet::{Block, Page, Sheet, Tone, Topic};

/// A text of the minutes with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// "Approved, revision 1".
    pub name: String,
    /// Its lines.
    pub text: Vec<Passage>,
}

/// The versions of the minutes, and which two of them are compared.
#[derive(Clone, Debug)]
pub struct Difference {
    versions: Vec<Version>,
    /// The earlier one; the later one is the next.
    first: usize,
    /// The revisions, told in a line each.
    revisions: Vec<String>,
}

/// Every text of the minutes that was kept, and the text as it stands, the oldest first.
pub fn versions(meeting: &Meeting) -> Vec<Version> {
    let kept = meeting.revisions.iter().filter(|revision| !revision.checksum.is_empty());
    let mut out: Vec<Version> = kept
        .map(|revision| Version {
            name: format!("{}, revision {}", revision.state.word(), revision.number),
            text: revision.text.clone(),
        })
        .collect();
    let name = format!("now ({}, revision {})", meeting.state.word(), meeting.revision());
    out.push(Version { name, text: meeting.text_of_minutes() });
    out
}

/// The heading over a change: which item, which line of it.
pub fn place(change: &Change, texts: [&[Passage]; 2]) -> String {
    let heading = |text: &[Passage]| {
        let mut lines = text.iter();
        lines
            .find(|line| line.item == change.item && line.part == Part::Heading)
            .map(|line| line.text.clone())
    };
    let item = change.item.and_then(|_| texts.iter().rev().find_map(|text| heading(text)));
    let nth = |text: &[Passage]| {
        let alike = |part: Part| std::mem::discriminant(&part) == std::mem::discriminant(&change.part);
        let mut lines = text.iter().filter(|line| line.item == change.item && alike(line.part));
        lines.position(|line| line.part == change.part).map(|at| at + 1)
    };
    let number = change.part.entry().and_then(|_| texts.iter().rev().find_map(|text| nth(text)));
    let number = number.map(|n| format!(" {n}")).unwrap_or_default();
    let did = match (&change.from, &change.to) {
        (None, _) => ", new",
        (_, None) => ", gone",
        (Some(_), Some(_)) if change.moved => ", moved",
        (Some(_), Some(_)) => "",
    };
    let item = item.map(|item| format!("{item} · ")).unwrap_or_default();
    format!("{item}{}{number}{did}", change.part.word())
}

/// A change as pieces of text.
pub fn pieces(change: &Change) -> Vec<Piece> {
    diff::words(change.from.as_deref().unwrap_or_default(), change.to.as_deref().unwrap_or_default())
}

/// Pieces as a paragraph: signs tell what colour and strokes tell too.
pub fn block(pieces: &[Piece]) -> Block {
    let span = |piece: &Piece| match piece {
        Piece::Same(text) => (Tone::Plain, text.clone()),
        Piece::Gone(text) => (Tone::Gone, format!("[-{text}-]")),
        Piece::Come(text) => (Tone::Come, format!("{{+{text}+}}")),
    };
    Block { spans: pieces.iter().map(span).collect(), indent: 2 }
}

impl Difference {
    /// The sheet of a meeting: what changed last.
    ///
    /// # Errors
    /// A sentence where no text was kept yet.
    pub fn sheet(meeting: &Meeting) -> Result<Sheet, String> {
        let versions = versions(meeting);
        if versions.len() < 2 {
            return Err(
                "There is nothing to compare yet: Ctrl+P “Mark as final” keeps the text of that moment."
                    .to_owned(),
            );
        }
        let differs = |at: &usize| {
            let (first, second) = (versions.get(*at), versions.get(at + 1));
            first.map(|version| &version.text) != second.map(|version| &version.text)
        };
        let first = (0..versions.len() - 1).rev().find(differs).unwrap_or(versions.len() - 2);
        let revisions = meeting.revisions.iter().map(|revision| {
            let seal = revision.seal();
            let seal = if seal.is_empty() { String::new() } else { format!(" · checksum {seal}") };
            format!("Revision {}: {}{seal}", revision.number, revision.words())
        });
        let difference = Self { first, revisions: revisions.collect(), versions };
        let mut page = Page {
            hint: "↑↓ or F8: change · ←→: other revisions · PgUp PgDn · Esc closes".to_owned(),
            ..Page::default()
        };
        difference.fill(&mut page);
        Ok(Sheet { page, topic: Topic::Difference(difference) })
    }

    fn fill(&self, page: &mut Page) {
        let (Some(from), Some(to)) = (self.versions.get(self.first), self.versions.get(self.first + 1))
        else {
            return;
        };
        let found = changes(&from.text, &to.text);
        let mut blocks: Vec<Block> =
            self.revisions.iter().map(|line| Block::new(Tone::Quiet, line.as_str())).collect();
        blocks.push(Block::gap());
        let mut stops = Vec::new();
        for change in &found {
            stops.push(blocks.len());
            blocks.push(Block::new(Tone::Heading, place(change, [&from.text, &to.text])));
            blocks.push(block(&pieces(change)));
            blocks.push(Block::gap());
        }
        if found.is_empty() {
            blocks.push(Block::new(Tone::Plain, "These two say the same, word for word."));
        }
        let count = match found.len() {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        };
        page.title = format!("What changed: {} → {}: {count}", from.name, to.name);
        page.fill(blocks, stops);
    }

    /// Handles a key: the arrows to the sides choose which two are compared.
    pub fn key(&mut self, page: &mut Page, key: &KeyEvent) {
        let last = self.versions.len().saturating_sub(2);
        #[expect(clippy::wildcard_enum_match_arm, reason = "no other key does anything here")]
        let first = match key.code {
            KeyCode::Left => self.first.saturating_sub(1),
            KeyCode::Right => (self.first + 1).min(last),
            _ => return,
        };
        if first != self.first {
            self.first = first;
            page.chosen = 0;
            self.fill(page);
        }
    }
}
