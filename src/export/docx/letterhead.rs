//! A council's own document lends its styles, header, footer, logo and page.

use std::io::{Cursor, Read};

use regex::Regex;

use super::body::StyleIds;
use super::parts::{self, FOOTER_REFERENCE, HEADER_REFERENCE, OWN_PARTS, SECTION, STYLES};

/// The largest part of a letterhead that is read, and how many there may be.
const LARGEST: u64 = 20 << 20;
const MOST: usize = 500;

/// What a document is dressed in: every part but the body and the lists.
#[derive(Debug)]
pub(super) struct Letterhead {
    pub(super) parts: Vec<(String, Vec<u8>)>,
    pub(super) styles: StyleIds,
    /// The inside of the section's properties: page, header and footer.
    pub(super) section: String,
}

/// A letterhead as it is read.
pub(super) fn read(bytes: &[u8], lang: &str) -> Result<Letterhead, String> {
    let mut found = unpack(bytes)?;
    let document = text(&found, "word/document.xml").ok_or("it has no word/document.xml")?;
    let section = section(&document);
    let sheet = text(&found, "word/styles.xml").unwrap_or_else(|| parts::styles(lang));
    let (sheet, styles) = completed(&sheet, lang);
    let relations = text(&found, "word/_rels/document.xml.rels")
        .unwrap_or_else(|| empty("Relationships", "relationships"));
    let types = text(&found, "[Content_Types].xml").ok_or("it has no [Content_Types].xml")?;
    let types = types.replace(".template.main+xml", ".document.main+xml");
    if types.contains("macroEnabled") {
        return Err("it holds macros".to_owned());
    }
    let had_styles = found.iter().any(|(name, _)| name == "word/styles.xml");
    let own = OWN_PARTS.into_iter().filter(|(_, _, kind)| *kind != "styles" || !had_styles);
    let (ids, overrides): (String, String) =
        own.map(|part| (parts::relation(part), parts::content_type(part))).unzip();
    let relations = without(&relations, "<Relationship [^>]*/relationships/numbering\"[^>]*/>");
    // One that we made ourselves has our parts already; they are made anew.
    let relations = without(&relations, "<Relationship Id=\"rIdMinutes(Numbering|Header|Footer)\"[^>]*/>");
    let types = without(&types, "<Override PartName=\"/word/minutes-[a-z]+\\.xml\"[^>]*/>");
    let relations = before_end(&relations, "</Relationships>", &ids);
    let types = without(&types, "<Override [^>]*\"/word/numbering\\.xml\"[^>]*/>");
    let types = before_end(&types, "</Types>", &overrides);
    let replaced = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"];
    found.retain(|(name, _)| {
        !replaced.contains(&name.as_str())
            && !name.starts_with("word/minutes-")
            && name != "word/_rels/document.xml.rels"
    });
    found.push(("[Content_Types].xml".to_owned(), types.into_bytes()));
    found.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
    found.push(("word/styles.xml".to_owned(), sheet.into_bytes()));
    Ok(Letterhead { parts: found, styles, section })
}

fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    if archive.len() > MOST {
        return Err("it has too many parts".to_owned());
    }
    let mut found = Vec::new();
    let mut total = 0_u64;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| error.to_string())?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|error| error.to_string())?.into_owned();
        let mut content = Vec::new();
        let read = file.take(LARGEST + 1).read_to_end(&mut content).map_err(|error| error.to_string())?;
        total = total.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if total > LARGEST {
            return Err("it is too large".to_owned());
        }
        found.push((name, content));
    }
    Ok(found)
}

fn text(parts: &[(String, Vec<u8>)], name: &str) -> Option<String> {
    let (_, bytes) = parts.iter().find(|(part, _)| part == name)?;
    Some(String::from_utf8_lossy(bytes).into_owned())
}

fn empty(root: &str, space: &str) -> String {
    format!("<{root} xmlns=\"http://schemas.openxmlformats.org/package/2006/{space}\"></{root}>")
}

fn without(xml: &str, pattern: &str) -> String {
    Regex::new(pattern).map_or_else(|_| xml.to_owned(), |regex| regex.replace_all(xml, "").into_owned())
}

/// With something in front of the last closing tag; a root that is closed at once is opened for it.
fn before_end(xml: &str, end: &str, more: &str) -> String {
    match xml.rsplit_once(end) {
        Some((head, tail)) => format!("{head}{more}{end}{tail}"),
        None => match xml.rsplit_once("/>") {
            Some((head, _)) => format!("{head}>{more}{end}"),
            None => xml.to_owned(),
        },
    }
}

/// The inside of the last section's properties, with our header and footer where it has none.
fn section(document: &str) -> String {
    let last = document.rsplit_once("<w:sectPr").and_then(|(_, rest)| rest.split_once("</w:sectPr>"));
    let inside = last.and_then(|(section, _)| section.split_once('>')).map_or(SECTION, |(_, inside)| inside);
    let header = if inside.contains("<w:headerReference") { "" } else { HEADER_REFERENCE };
    let footer = if inside.contains("<w:footerReference") { "" } else { FOOTER_REFERENCE };
    format!("{header}{footer}{inside}")
}

/// The sheet with every style that we use, and the ids under which it has them.
fn completed(sheet: &str, lang: &str) -> (String, StyleIds) {
    let mut missing = String::new();
    let mut id = |name: &str| {
        let known = style_id(sheet, name);
        known.unwrap_or_else(|| {
            let own = STYLES.iter().find(|(own, _)| *own == name).map_or("", |(_, xml)| *xml);
            let own = own.replace("w:styleId=\"", "w:styleId=\"Minutes");
            missing.push_str(&own.replace("<w:next w:val=\"Normal\"/>", ""));
            let id = own.split_once("w:styleId=\"").and_then(|(_, rest)| rest.split_once('"'));
            id.map_or_else(String::new, |(id, _)| id.to_owned())
        })
    };
    let styles = StyleIds {
        title: id("Title"),
        subtitle: id("Subtitle"),
        headings: [id("heading 1"), id("heading 2"), id("heading 3")],
        list: id("List Paragraph"),
        table: id("Table Grid"),
    };
    let sheet = before_end(sheet, "</w:styles>", &missing);
    let lang = format!("<w:lang w:val=\"{lang}\"");
    let sheet = Regex::new("<w:lang w:val=\"[^\"]*\"")
        .map_or_else(|_| sheet.clone(), |regex| regex.replace(&sheet, lang.as_str()).into_owned());
    (sheet, styles)
}

/// The id of the style of this name, whatever the language of the word processor that made it.
fn style_id(sheet: &str, name: &str) -> Option<String> {
    for style in sheet.split("<w:style ").skip(1) {
        let (head, rest) = style.split_once('>')?;
        let own = rest.split_once("<w:name w:val=\"").and_then(|(_, rest)| rest.split_once('"'));
        if own.is_some_and(|(own, _)| own.eq_ignore_ascii_case(name)) {
            let id = head.split_once("w:styleId=\"").and_then(|(_, rest)| rest.split_once('"'));
            return id.map(|(id, _)| id.to_owned());
        }
    }
    None
}
