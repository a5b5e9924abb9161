//! A council's own letterhead: a DOCX that lends its styles, page, header, footer and logo.
//!
//! Only what those reach is taken: text, comments, properties and pictures of the reference's own body stay behind, since a
//! letterhead is often an old paper with its text deleted.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};

/// What a reference document lends.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    /// The styles part, whole.
    pub(super) styles: String,
    /// Its styles: id and name.
    pub(super) named: Vec<(String, String)>,
    /// The properties of its last section, with the ids of its relations made our own.
    pub(super) section: Option<String>,
    /// The namespaces of its document's root, for the section's sake.
    pub(super) namespaces: String,
    /// Relations of the document to the parts taken: id, kind, target.
    pub(super) relations: Vec<(String, String, String)>,
    /// The parts taken, by their names in the package.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
}

/// The most that a part may unpack to: far above any letterhead, far below what fills a machine.
const MOST: u64 = 32 << 20;

/// A relation of a part.
struct Relation {
    id: String,
    kind: String,
    target: String,
    outside: bool,
}

/// Reads a reference document.
///
/// # Errors
/// Where it is no DOCX, or lacks the parts that every DOCX has.
pub(super) fn read(bytes: &[u8], lang: &str) -> Result<Reference, String> {
    let mut files = unpack(bytes)?;
    let styles = text(&files, "word/styles.xml")?;
    let document = text(&files, "word/document.xml")?;
    let relations = relations(&files, "word/_rels/document.xml.rels");
    let mut reference = Reference {
        named: style_names(&styles).map_err(|error| format!("its styles can't be read: {error}"))?,
        styles: in_language(&styles, lang),
        namespaces: root_attributes(&document),
        ..Reference::default()
    };
    let section = last_section(&document);
    for relation in relations {
        let kept = match relation.kind.as_str() {
            "header" | "footer" => {
                section.as_ref().is_some_and(|s| s.contains(&format!("\"{}\"", relation.id)))
            }
            "theme" | "fontTable" => true,
            _ => false,
        };
        if kept && !relation.outside {
            let name = resolved("word/document.xml", &relation.target);
            reference.take(&mut files, &name);
            let target = name.strip_prefix("word/").unwrap_or(&name).to_owned();
            reference.relations.push((format!("ref{}", relation.id), relation.kind, target));
        }
    }
    reference.section = section.map(|section| section.replace("r:id=\"", "r:id=\"ref"));
    Ok(reference)
}

impl Reference {
    /// Takes a part over, with all that it refers to.
    fn take(&mut self, files: &mut BTreeMap<String, Vec<u8>>, name: &str) {
        let Some(bytes) = files.remove(name) else { return };
        self.parts.insert(name.to_owned(), bytes);
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let rels = format!("{folder}/_rels/{file}.rels");
        let related = relations(files, &rels);
        if let Some(bytes) = files.remove(&rels) {
            self.parts.insert(rels, bytes);
        }
        for relation in related.into_iter().filter(|relation| !relation.outside) {
            self.take(files, &resolved(name, &relation.target));
        }
    }
}

/// All files of the package but those that are too large.
fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_broken| "it is no Word document (.docx); save it as one from Word first".to_owned())?;
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| format!("it is damaged: {error}"))?;
        let name = file.name().map_err(|error| format!("it is damaged: {error}"))?;
        let name = name.trim_start_matches('/').to_owned();
        let mut content = Vec::new();
        let read = file.take(MOST + 1).read_to_end(&mut content);
        let read = read.map_err(|error| format!("its part {name} is damaged: {error}"))?;
        if u64::try_from(read).unwrap_or(u64::MAX) > MOST {
            return Err(format!("its part {name} is larger than 32 MB"));
        }
        files.insert(name, content);
    }
    Ok(files)
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<String, String> {
    let bytes = files.get(name).ok_or_else(|| format!("it has no part {name}"))?;
    let text = String::from_utf8(bytes.clone());
    text.map_err(|_broken| format!("its part {name} is not in UTF-8"))
}

/// The value of an attribute, by its name without the prefix.
fn attribute(element: &BytesStart<'_>, local: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| {
        let name = attribute.key.local_name();
        name.as_ref() == local
    })?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn relations(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Relation> {
    let Ok(xml) = text(files, name) else { return Vec::new() };
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Empty(element) | Event::Start(element))
                if element.local_name().as_ref() == "Relationship" =>
            {
                let value = |name| attribute(&element, name).unwrap_or_default();
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let outside = value("TargetMode") == "External";
                found.push(Relation { id: value("Id"), kind, target: value("Target"), outside });
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// A target as a name within the package.
fn resolved(part: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut folders: Vec<&str> = part.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.retain(|folder| !folder.is_empty());
    folders.join("/")
}

/// The ids and names of all styles.
fn style_names(xml: &str) -> Result<Vec<(String, String)>, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut id) = (Vec::new(), None);
    loop {
        let event = reader.read_event()?;
        if event == Event::Eof {
            return Ok(found);
        }
        if let Event::Start(element) | Event::Empty(element) = event {
            match element.local_name().as_ref() {
                "style" => id = attribute(&element, "styleId"),
                "name" => {
                    if let (Some(id), Some(name)) = (id.take(), attribute(&element, "val")) {
                        found.push((id, name));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The styles with the language of these minutes as their default.
fn in_language(styles: &str, lang: &str) -> String {
    let Some((defaults, rest)) = styles.split_once("</w:docDefaults>") else { return styles.to_owned() };
    let Some((before, after)) = defaults.split_once("<w:lang ") else { return styles.to_owned() };
    let Some((old, after)) = after.split_once("/>") else { return styles.to_owned() };
    let others =
        old.split_whitespace().filter(|attribute| !attribute.starts_with("w:val=")).collect::<Vec<_>>();
    format!("{before}<w:lang w:val=\"{lang}\" {}/>{after}</w:docDefaults>{rest}", others.join(" "))
}

/// The attributes of a document's root: the namespaces that its section properties may use.
fn root_attributes(xml: &str) -> String {
    let tag = xml.split_once("<w:document").and_then(|(_, rest)| rest.split_once('>'));
    tag.map_or_else(String::new, |(attributes, _)| attributes.trim_end_matches('/').to_owned())
}

/// The properties of the last section, without its record of changes.
fn last_section(xml: &str) -> Option<String> {
    let begin = xml.match_indices("<w:sectPr").map(|(at, _)| at).filter(|at| {
        // Not the old properties inside a record of changes.
        xml.get(..*at).is_some_and(|before| {
            before.matches("<w:sectPrChange").count() == before.matches("</w:sectPrChange>").count()
        }) && !xml.get(*at..).is_some_and(|rest| rest.starts_with("<w:sectPrChange"))
    });
    let rest = xml.get(begin.last()?..)?;
    let end =
        rest.rfind("</w:sectPr>").map_or_else(|| rest.find("/>").map(|at| at + 2), |at| Some(at + 11))?;
    let section = rest.get(..end)?.to_owned();
    let Some((before, change)) = section.split_once("<w:sectPrChange") else { return Some(section) };
    let after = change.split_once("</w:sectPrChange>").map_or("</w:sectPr>", |(_, after)| after);
    Some(format!("{before}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_section_is_taken_without_its_changes() {
        let xml = "<w:body><w:p><w:pPr><w:sectPr><w:a/></w:sectPr></w:pPr></w:p><w:sectPr w:rsidR=\"1\"><w:pgSz/>\
                   <w:sectPrChange><w:sectPr><w:old/></w:sectPr></w:sectPrChange></w:sectPr></w:body>";
        assert_eq!(last_section(xml).unwrap(), "<w:sectPr w:rsidR=\"1\"><w:pgSz/></w:sectPr>");
        assert_eq!(last_section("<w:body><w:sectPr/></w:body>").unwrap(), "<w:sectPr/>");
        assert_eq!(last_section("<w:body/>"), None);
    }

    #[test]
    fn targets_are_names_within_the_package() {
        assert_eq!(resolved("word/header1.xml", "media/logo.png"), "word/media/logo.png");
        assert_eq!(resolved("word/header1.xml", "../media/logo.png"), "media/logo.png");
        assert_eq!(resolved("word/header1.xml", "/word/media/logo.png"), "word/media/logo.png");
    }

    #[test]
    fn what_is_no_docx_is_refused_in_a_sentence() {
        let error = read(b"Dear Sirs", "en-GB").unwrap_err();
        assert!(error.contains("no Word document"), "{error}");
    }
}
