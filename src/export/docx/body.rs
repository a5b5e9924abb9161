//! The body of a Word document: headings by style, real lists that restart, tables with header rows.

use crate::meeting::Numbering;

use super::super::templates::escape_html;

/// The ids of the styles in force.
#[derive(Clone, Debug)]
pub(super) struct StyleIds {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) headings: [String; 3],
    pub(super) list: String,
    pub(super) table: String,
}

impl Default for StyleIds {
    fn default() -> Self {
        Self {
            title: "Title".to_owned(),
            subtitle: "Subtitle".to_owned(),
            headings: ["Heading1", "Heading2", "Heading3"].map(str::to_owned),
            list: "ListParagraph".to_owned(),
            table: "TableGrid".to_owned(),
        }
    }
}

/// How a list is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// With numbers, from this one on.
    Numbers(Numbering, usize),
    /// With bullets.
    Bullets,
}

/// The body as it is written.
#[derive(Debug, Default)]
pub(super) struct Body {
    xml: String,
    pub(super) styles: StyleIds,
    /// Every list, in order; its place from 1 is its number in the numbering part.
    pub(super) lists: Vec<Marks>,
}

/// Text for XML.
pub(super) fn escape(text: &str) -> String {
    let text = escape_html(text);
    text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// A run of words.
fn run(words: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(words))
}

impl Body {
    pub(super) fn new(styles: StyleIds) -> Self {
        Self { styles, ..Self::default() }
    }

    pub(super) fn xml(&self) -> &str {
        &self.xml
    }

    fn add(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// A paragraph with these properties, runs already made.
    fn raw(&mut self, properties: &str, runs: &str) {
        let properties =
            if properties.is_empty() { String::new() } else { format!("<w:pPr>{properties}</w:pPr>") };
        self.add(&format!("<w:p>{properties}{runs}</w:p>\n"));
    }

    fn styled(&mut self, style: &str, words: &str) {
        let style = format!("<w:pStyle w:val=\"{}\"/>", escape(style));
        self.raw(&style, &run(words, ""));
    }

    pub(super) fn title(&mut self, words: &str) {
        let style = self.styles.title.clone();
        self.styled(&style, words);
    }

    pub(super) fn subtitle(&mut self, words: &str) {
        let style = self.styles.subtitle.clone();
        self.styled(&style, words);
    }

    /// A heading of this level, from 1.
    pub(super) fn heading(&mut self, level: usize, words: &str) {
        let at = level.clamp(1, 3).saturating_sub(1);
        let style = self.styles.headings.get(at).cloned().unwrap_or_default();
        self.styled(&style, words);
    }

    pub(super) fn paragraph(&mut self, words: &str) {
        self.raw("", &run(words, ""));
    }

    pub(super) fn italic(&mut self, words: &str) {
        self.raw("", &run(words, "<w:i/>"));
    }

    /// Bold words, with others behind them; without others it stays with the paragraph that follows.
    pub(super) fn labelled(&mut self, label: &str, words: &str) {
        if words.is_empty() {
            self.raw("<w:keepNext/>", &run(label, "<w:b/>"));
        } else {
            let runs = format!("{}{}", run(&format!("{label} "), "<w:b/>"), run(words, ""));
            self.raw("", &runs);
        }
    }

    /// The draft mark: bold in a box.
    pub(super) fn draft(&mut self, words: &str) {
        let sides = ["top", "left", "bottom", "right"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"8\" w:space=\"4\" w:color=\"auto\"/>"));
        self.raw(&format!("<w:pBdr>{}</w:pBdr>", sides.concat()), &run(words, "<w:b/>"));
    }

    /// A line to be filled in by hand.
    pub(super) fn blank_line(&mut self, label: &str) {
        let tabs = "<w:keepNext/><w:tabs><w:tab w:val=\"left\" w:leader=\"underscore\" w:pos=\"7371\"/></w:tabs>\
                    <w:spacing w:before=\"480\"/>";
        let runs = format!("{}<w:r><w:tab/></w:r>", run(&format!("{label}: "), ""));
        self.raw(tabs, &runs);
    }

    /// A list of its own.
    pub(super) fn list<'a>(&mut self, marks: Marks, entries: impl Iterator<Item = &'a str>) {
        self.lists.push(marks);
        let number = self.lists.len();
        let properties = format!(
            "<w:pStyle w:val=\"{}\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>",
            escape(&self.styles.list)
        );
        for entry in entries {
            self.raw(&properties, &run(entry, ""));
        }
    }

    /// A table with a header row that is repeated on every page. The widths are in twentieths of a point.
    pub(super) fn table(&mut self, head: &[(&str, u32)], rows: &[Vec<String>]) {
        let total: u32 = head.iter().map(|(_, width)| width).sum();
        let grid = head
            .iter()
            .map(|(_, width)| format!("<w:gridCol w:w=\"{width}\"/>"))
            .collect::<Vec<_>>()
            .concat();
        let cell = |words: &str, width: u32, bold: bool| {
            let (shade, bold) = if bold {
                ("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/>", "<w:b/>")
            } else {
                ("", "")
            };
            let spacing = "<w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/></w:pPr>";
            let words = run(words, bold);
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr><w:p>{spacing}{words}</w:p></w:tc>"
            )
        };
        self.add(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
            escape(&self.styles.table)
        ));
        let heads: String = head.iter().map(|(words, width)| cell(words, *width, true)).collect();
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        self.xml.push_str(&heads);
        self.xml.push_str("</w:tr>");
        for row in rows {
            let cells: String =
                row.iter().zip(head).map(|(words, (_, width))| cell(words, *width, false)).collect();
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.xml.push_str(&cells);
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>\n");
        self.raw("<w:spacing w:after=\"0\"/>", "");
    }
}
