//! The one stream every reader yields: lines, with what the format knew about each.

/// Stands in a cell where the cell's own line ends.
pub(super) const BREAK: char = '\u{e000}';

/// A line of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its place in the paper's text, from 1.
    pub(super) at: usize,
    /// Its text: ends trimmed, invisible characters gone, inner spaces kept.
    pub(super) text: String,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Blank lines just above.
    pub(super) gap: usize,
    /// Heading level, where the format has headings.
    pub(super) heading: Option<u8>,
    /// The list whose bullet or number the format itself made.
    pub(super) list: Option<Listed>,
    /// Cells, where it is a row of a table; of a row marked as an item those that are neither number, title nor lead.
    pub(super) cells: Vec<String>,
    /// Whether those are cells of a table the format itself has.
    pub(super) row: bool,
    /// Whether it is all bold.
    pub(super) bold: bool,
    /// What the format knows it to be.
    pub(super) mark: Mark,
}

/// A list marker the format made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Which list it belongs to.
    pub(super) id: usize,
    /// Depth from 0.
    pub(super) level: usize,
}

/// What a format with structure of its own knows of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    #[default]
    Plain,
    /// The title of an item, with its number, its depth from 0 and its presenters' cell.
    Item(Option<String>, usize, Option<String>),
    /// The title of a group of items.
    Group,
    /// A document's name.
    Document,
}

impl Line {
    /// A plain line.
    pub(super) fn new(at: usize, text: &str) -> Self {
        Self { at, text: super::clean::visible(text).trim().to_owned(), ..Self::default() }
    }

    /// The same line with a mark.
    pub(super) fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }
}
