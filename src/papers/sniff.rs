//! Tells formats apart by their content, never by a name.

use super::{Paper, Refusal, csv, docx, html, json, markdown, pdf, read::paper, refuse, text, xml};

/// Reads bytes of any known format.
pub(super) fn read(
    bytes: &[u8],
    pdf_text: &dyn Fn(&[u8]) -> Result<String, Refusal>,
) -> Result<Paper, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal("The file is empty.".to_owned()));
    }
    if bytes.starts_with(b"%PDF") {
        let text = pdf_text(bytes)?;
        refuse::length(text.matches('\n').count() / 4)?;
        let mut paper = paper(text::pdf_lines(&text))?;
        on_pages(&mut paper, &text);
        return Ok(paper);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return paper(docx::lines(bytes)?);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let sentence =
            "This is a document of the old Word or one locked with a password: save it as DOCX without one.";
        return Err(Refusal(sentence.to_owned()));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !utf16 && bytes.iter().take(4096).filter(|&&b| b == 0).count() > 0 {
        return Err(Refusal("This is no text, and no kind of paper that can be read: save the agenda as text, HTML, DOCX or PDF.".to_owned()));
    }
    let text = text::decode(bytes);
    if json::looks(&text) {
        return json::read(&text);
    }
    // Blank lines count a little: a page of markup has many.
    refuse::length(text.matches('\n').count() / 4)?;
    if xml::looks(&text) {
        return xml::read(&text);
    }
    if html::looks(&text) {
        return paper(html::lines(&text)?);
    }
    if csv::looks(&text) {
        return paper(csv::lines(&text)?);
    }
    if markdown::looks(&text) {
        return paper(markdown::lines(&text));
    }
    paper(text::lines(&text))
}

/// Says on which page each warning's line stands: nobody counts the lines of a PDF.
fn on_pages(paper: &mut Paper, text: &str) {
    if !text.contains(pdf::PAGE) {
        return;
    }
    for warning in &mut paper.warnings {
        let above = text::counted(text).take(warning.line);
        let page = above.map(|line| line.matches(pdf::PAGE).count()).sum::<usize>();
        warning.message = format!("Page {}: {}", page.max(1), warning.message);
    }
}
