//! The few pieces of `WordprocessingML` that documents are put together from.

use std::fmt::Write as _;

/// Text made fit for XML 1.0: its five signs escaped, control characters that it forbids dropped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// How the words of a run look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Plain,
    Bold,
}

/// A run of text; tabs and line breaks in it become the elements that Word has for them.
pub(super) fn run(text: &str, face: Face) -> String {
    let mut out = String::from("<w:r>");
    if face == Face::Bold {
        out.push_str("<w:rPr><w:b/><w:bCs/></w:rPr>");
    }
    for (line, first) in text.split('\n').zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        if !first {
            out.push_str("<w:br/>");
        }
        for (piece, first) in line.split('\t').zip(std::iter::once(true).chain(std::iter::repeat(false))) {
            if !first {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                push(&mut out, format_args!("<w:t xml:space=\"preserve\">{}</w:t>", escape(piece)));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// A paragraph in this style, with further properties and ready-made runs.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{properties}</w:pPr>{runs}</w:p>", escape(style))
}

/// A field that the word processor works out: PAGE, NUMPAGES.
pub(super) fn field(instruction: &str) -> String {
    format!("<w:fldSimple w:instr=\" {instruction} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
}

/// The words without their marks, a line for each piece between two.
pub(super) fn words(xml: &str) -> String {
    xml.split('<').filter_map(|part| part.split_once('>')).flat_map(|(_, text)| [text, "\n"]).collect()
}

/// Appends formatted text; writing into a `String` cannot fail.
pub(super) fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok());
}

/// A table: widths of its columns in twentieths of a point, a row of headings that is repeated on every page, its rows.
pub(super) fn table(style: &str, cell_style: &str, columns: &[(&str, u32)], rows: &[Vec<String>]) -> String {
    let width: u32 = columns.iter().map(|(_, width)| width).sum();
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout \
         w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
         w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        escape(style)
    );
    for (_, width) in columns {
        push(&mut out, format_args!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    let cell = |words: &str, width: u32, face: Face| {
        let words = paragraph(cell_style, "", &run(words, face));
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>")
    };
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (heading, width) in columns {
        out.push_str(&cell(heading, *width, Face::Bold));
    }
    out.push_str("</w:tr>");
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (words, (_, width)) in row.iter().zip(columns) {
            out.push_str(&cell(words, *width, Face::Plain));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_and_control_characters_dropped() {
        assert_eq!(escape("a < b & \"c\" > d\u{1b}[31m\u{0}"), "a &lt; b &amp; &quot;c&quot; &gt; d[31m");
        assert_eq!(escape("Siân – £4½ ŵ"), "Siân – £4½ ŵ");
    }

    #[test]
    fn tabs_and_breaks_become_elements() {
        let plain = run("1\tTitle\nmore", Face::Plain);
        let expected = "<w:r><w:t xml:space=\"preserve\">1</w:t><w:tab/><w:t xml:space=\"preserve\">Title</w:t><w:br/>\
                        <w:t xml:space=\"preserve\">more</w:t></w:r>";
        assert_eq!(plain, expected);
    }
}
