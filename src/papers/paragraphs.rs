//! A document's paragraphs and nothing else: what a chair's corrections are read from.
//!
//! Unlike the readers of agendas nothing is understood here, and nothing is left out as noise. Changes that were tracked
//! are taken as accepted: what was put in is there, what was taken out is not.

use super::{Refusal, clean, docx, html, text};
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// Whose content a tracked change took out, or which is a second copy of something.
const GONE: [&str; 3] = ["del", "moveFrom", "Fallback"];

/// The paragraphs of a Word document or a web page, in order; blank ones are not among them.
///
/// # Errors
/// A sentence where the bytes are neither, or damaged.
pub fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") {
        return of_word(&docx::document(bytes)?);
    }
    let page = text::decode(bytes);
    if html::looks(&page) {
        html::refuse(&page)?;
        return Ok(of_page(&page));
    }
    Err(Refusal(
        "This is no Word document and no web page: save what the chair sent back as DOCX, and name that file.".to_owned(),
    ))
}

/// Where a reader of a Word document stands.
#[derive(Default)]
struct Word {
    out: Vec<String>,
    text: String,
    /// How deep within what is gone.
    hidden: usize,
    /// How deep within properties as they were before a change.
    before: usize,
    in_text: bool,
    /// Whether the paragraph's own mark was deleted: it goes on in the next.
    joined: bool,
    /// How deep within the properties of a paragraph's mark.
    mark: usize,
}

fn of_word(xml: &str) -> Result<Vec<String>, Refusal> {
    let mut word = Word::default();
    docx::each(xml, |event| word.take(&event))?;
    word.flush();
    Ok(word.out)
}

impl Word {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                let name = tag.name();
                let name = docx::local(name.as_ref());
                if GONE.contains(&name) {
                    self.hidden = self.hidden.saturating_add(1);
                }
                match name {
                    "t" => self.in_text = true,
                    "pPr" => self.mark = self.mark.saturating_add(1),
                    "pPrChange" | "rPrChange" => self.before = self.before.saturating_add(1),
                    _ => {}
                }
            }
            Event::Empty(tag) => self.empty(docx::local(tag.name().as_ref())),
            Event::End(tag) => self.end(docx::local(tag.name().as_ref())),
            Event::Text(text) if self.in_text && self.hidden == 0 => self.text.push_str(text),
            Event::GeneralRef(name) if self.in_text && self.hidden == 0 => {
                self.text.push_str(&docx::entity(name));
            }
            Event::Text(_)
            | Event::GeneralRef(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
    }

    fn empty(&mut self, name: &str) {
        match name {
            "tab" | "br" | "cr" if self.hidden == 0 && self.mark == 0 => self.text.push(' '),
            "noBreakHyphen" if self.hidden == 0 => self.text.push('-'),
            "del" if self.mark > 0 && self.before == 0 => self.joined = true,
            "p" => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if GONE.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        match name {
            "t" => self.in_text = false,
            "pPr" => self.mark = self.mark.saturating_sub(1),
            "pPrChange" | "rPrChange" => self.before = self.before.saturating_sub(1),
            "p" if std::mem::take(&mut self.joined) => {}
            "p" => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        put(&mut self.out, &std::mem::take(&mut self.text));
    }
}

fn put(out: &mut Vec<String>, text: &str) {
    let text = clean::visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        out.push(text);
    }
}

fn of_page(page: &str) -> Vec<String> {
    use ego_tree::iter::Edge;
    use scraper::Node;
    let blocks: BTreeSet<&str> = [
        "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "td", "th", "div", "tr", "ol", "ul", "br",
        "caption",
    ]
    .into();
    let page = scraper::Html::parse_document(page);
    let (mut out, mut text, mut hidden) = (Vec::new(), String::new(), 0_usize);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(element) if matches!(element.name(), "head" | "style" | "script" | "del") => {
                hidden = if opens { hidden.saturating_add(1) } else { hidden.saturating_sub(1) };
            }
            Node::Element(element) if blocks.contains(element.name()) => {
                put(&mut out, &std::mem::take(&mut text));
            }
            Node::Text(words) if opens && hidden == 0 => text.push_str(words),
            Node::Text(_)
            | Node::Element(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }
    put(&mut out, &text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracked_changes_are_taken_as_accepted() {
        let xml = "<w:body><w:p><w:r><w:t>The panel </w:t></w:r><w:del><w:r><w:delText>refused</w:delText><w:t>x</w:t></w:r></w:del>\
                   <w:ins><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:t> &amp; closed.</w:t></w:r></w:p>\
                   <w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>\
                   <w:p><w:r><w:t xml:space=\"preserve\"> paragraph.</w:t></w:r></w:p>\
                   <w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:body>";
        assert_eq!(of_word(xml).unwrap(), ["The panel agreed & closed.", "One paragraph."]);
    }
}
