//! Word documents: paragraphs, Word's own numbers, tables.

use super::line::{BREAK, Line, Listed};
use super::numbers::write_roman;
use super::{Refusal, clean, labels};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// More than any agenda unpacks to.
const MOST_BYTES: u64 = 64 << 20;
/// More tags than any agenda has.
const MOST_TAGS: usize = 250_000;

fn damaged() -> Refusal {
    Refusal("The Word document is damaged or no Word document: save it again as DOCX.".to_owned())
}

/// The lines of a Word document.
///
/// # Errors
/// A sentence where it is damaged, locked or unreasonably large.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| damaged())?;
    let mut left = MOST_BYTES;
    let Some(document) = part(&mut archive, "word/document.xml", &mut left)? else { return Err(damaged()) };
    let links = part(&mut archive, "word/_rels/document.xml.rels", &mut left)?.unwrap_or_default();
    let links = Links::read(&links)?;
    let mut linked = |name: &str| part(&mut archive, name, &mut left).map(Option::unwrap_or_default);
    let numbering = linked(&links.numbering)?;
    let styles = linked(&links.styles)?;
    let head = linked(&links.header)?;
    let mut lists = Lists::read(&numbering)?;
    lists.styles = styles_of(&styles)?;
    let mut out = Body::default().read(&head, &mut Lists::default()).unwrap_or_default();
    out.retain(|line| line.text.len() < 120);
    // What a warning calls a line is a paragraph of the text, or a row of a table, counted without the page's header.
    out.extend(Body::default().read(&document, &mut lists)?);
    Ok(out)
}

/// Where the parts of a document are: they may have any names.
struct Links {
    numbering: String,
    styles: String,
    header: String,
}

impl Links {
    fn read(xml: &str) -> Result<Self, Refusal> {
        let usual = |name: &str| format!("word/{name}.xml");
        let mut out =
            Self { numbering: usual("numbering"), styles: usual("styles"), header: usual("header1") };
        let mut headed = false;
        each(xml, |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
            let kind = attribute(&tag, "Type").unwrap_or_default();
            let target = attribute(&tag, "Target").unwrap_or_default();
            let path = target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned);
            match kind.rsplit('/').next() {
                Some("numbering") => out.numbering = path,
                Some("styles") => out.styles = path,
                Some("header") if !std::mem::replace(&mut headed, true) => {
                    // Which of several headers is the first page's is said elsewhere; by its usual name it is header1.
                    out.header = if xml.contains("header1.xml") { usual("header1") } else { path };
                }
                Some(_) | None => {}
            }
        })?;
        Ok(out)
    }
}

/// The XML of a Word document's body.
///
/// # Errors
/// As [`lines`].
pub(super) fn document(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| damaged())?;
    let mut left = MOST_BYTES;
    part(&mut archive, "word/document.xml", &mut left)?.ok_or_else(damaged)
}

type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Unpacks one part, within what is left of the limit.
fn part(archive: &mut Archive<'_>, name: &str, left: &mut u64) -> Result<Option<String>, Refusal> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    if file.encrypted() {
        return Err(Refusal(
            "The Word document is locked with a password: save a copy without one.".to_owned(),
        ));
    }
    let mut out = Vec::new();
    let read = file.take(left.saturating_add(1)).read_to_end(&mut out);
    let length = u64::try_from(read.map_err(|_broken| damaged())?).unwrap_or(u64::MAX);
    if length > *left {
        return Err(Refusal("The Word document unpacks to more than 64 MB: it was not read.".to_owned()));
    }
    *left = left.saturating_sub(length);
    Ok(Some(String::from_utf8_lossy(&out).into_owned()))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().flatten().find(|a| local(a.key.as_ref()) == name).map(|a| {
        a.value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
    })
}

pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or(0)
}

/// Events of a part, at most as many as an agenda may have.
pub(super) fn each(xml: &str, mut take: impl FnMut(Event<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut tags = 0_usize;
    loop {
        match reader.read_event().map_err(|_broken| damaged())? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(damaged()),
            event @ (Event::Start(_)
            | Event::Empty(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_)) => {
                if matches!(event, Event::Start(_) | Event::Empty(_)) {
                    tags = tags.saturating_add(1);
                }
                // Styles alone may have very many, so the bound is for one part.
                if tags > MOST_TAGS {
                    return Err(Refusal(
                        "The document has more than 250,000 tags: that is no agenda.".to_owned(),
                    ));
                }
                take(event);
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// Word's lists: how each level is written, and how far each has counted.
#[derive(Clone, Debug, Default)]
struct Lists {
    abstracts: HashMap<usize, HashMap<usize, Level>>,
    numbers: HashMap<usize, usize>,
    counts: HashMap<usize, Vec<u32>>,
    /// Paragraph styles that number: style to list and level; and heading levels.
    styles: HashMap<String, Style>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    list: Option<(usize, usize)>,
    heading: Option<u8>,
}

impl Lists {
    fn read(xml: &str) -> Result<Self, Refusal> {
        let mut out = Self::default();
        let (mut kind, mut level, mut num) = (0_usize, 0_usize, 0_usize);
        each(xml, |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
            let value = attribute(&tag, "val").unwrap_or_default();
            let qualified = tag.name();
            match local(qualified.as_ref()) {
                "abstractNum" => kind = number(&attribute(&tag, "abstractNumId").unwrap_or_default()),
                "lvl" => {
                    level = number(&attribute(&tag, "ilvl").unwrap_or_default());
                    let made = Level { start: 1, ..Level::default() };
                    out.abstracts.entry(kind).or_default().insert(level, made);
                }
                "num" => num = number(&attribute(&tag, "numId").unwrap_or_default()),
                "abstractNumId" => {
                    out.numbers.insert(num, number(&value));
                }
                "numFmt" | "lvlText" | "start" => {
                    if let Some(slot) = out.abstracts.get_mut(&kind).and_then(|levels| levels.get_mut(&level))
                    {
                        match local(qualified.as_ref()) {
                            "numFmt" => slot.format = value,
                            "lvlText" => slot.text = value,
                            _ => slot.start = value.parse().unwrap_or(1),
                        }
                    }
                }
                _ => {}
            }
        })?;
        Ok(out)
    }

    /// The next number of a list at a level, as Word prints it; a bullet as a bullet.
    fn next(&mut self, list: usize, level: usize) -> String {
        let Some(levels) = self.numbers.get(&list).and_then(|kind| self.abstracts.get(kind)) else {
            return "•".to_owned();
        };
        let start = |at: usize| levels.get(&at).map_or(1, |level| level.start);
        let counts = self.counts.entry(list).or_default();
        counts.truncate(level.saturating_add(1));
        while counts.len() <= level {
            let at = counts.len();
            counts.push(if at < level { start(at) } else { start(at).saturating_sub(1) });
        }
        if let Some(count) = counts.get_mut(level) {
            *count = count.saturating_add(1);
        }
        let Some(style) = levels.get(&level) else { return "•".to_owned() };
        if style.format == "bullet" || style.format == "none" {
            return if style.format == "none" { String::new() } else { "•".to_owned() };
        }
        let mut text = style.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let format = levels.get(&at).map_or("decimal", |level| level.format.as_str());
            text = text.replace(&format!("%{}", at.saturating_add(1)), &written(format, *count));
        }
        text
    }
}

fn written(format: &str, count: u32) -> String {
    let letter = |first: u32| {
        let place = count.saturating_sub(1) % 26;
        char::from_u32(first.saturating_add(place)).unwrap_or('a').to_string()
    };
    match format {
        "lowerLetter" => letter(u32::from('a')),
        "upperLetter" => letter(u32::from('A')),
        "lowerRoman" => write_roman(count.min(200)).to_lowercase(),
        "upperRoman" => write_roman(count.min(200)),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn styles_of(xml: &str) -> Result<HashMap<String, Style>, Refusal> {
    let mut out: HashMap<String, Style> = HashMap::new();
    let mut name = String::new();
    each(xml, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
        let value = attribute(&tag, "val").unwrap_or_default();
        match local(tag.name().as_ref()) {
            "style" => name = attribute(&tag, "styleId").unwrap_or_default(),
            "numId" => out.entry(name.clone()).or_default().list.get_or_insert((0, 0)).0 = number(&value),
            "ilvl" => out.entry(name.clone()).or_default().list.get_or_insert((0, 0)).1 = number(&value),
            "name" => {
                if let Some(level) =
                    value.to_lowercase().strip_prefix("heading ").and_then(|n| n.parse().ok())
                {
                    out.entry(name.clone()).or_default().heading = Some(level);
                }
            }
            _ => {}
        }
    })?;
    Ok(out)
}

#[derive(Default)]
struct Body {
    out: Vec<Line>,
    at: usize,
    gap: usize,
    text: String,
    style: String,
    list: Option<usize>,
    level: usize,
    in_text: bool,
    bold: (bool, bool),
    /// Rows within rows: the cells so far, and the text of the open one.
    rows: Vec<(Vec<String>, String)>,
}

impl Body {
    fn read(mut self, xml: &str, lists: &mut Lists) -> Result<Vec<Line>, Refusal> {
        let mut hidden = 0_usize;
        each(xml, |event| match event {
            Event::Start(tag) => {
                let name = tag.name();
                // Deleted text and the fallback copy of a drawing are not what the paper says.
                if matches!(local(name.as_ref()), "del" | "moveFrom" | "Fallback") {
                    hidden = hidden.saturating_add(1);
                }
                self.open(&tag, lists);
            }
            Event::Empty(tag) => {
                self.open(&tag, lists);
                if local(tag.name().as_ref()) == "p" {
                    self.paragraph(lists);
                }
            }
            Event::End(tag) => {
                if matches!(local(tag.name().as_ref()), "del" | "moveFrom" | "Fallback") {
                    hidden = hidden.saturating_sub(1);
                }
                self.close(local(tag.name().as_ref()), lists);
            }
            Event::Text(text) if self.in_text && hidden == 0 => {
                self.text.push_str(&text);
            }
            Event::GeneralRef(name) if self.in_text && hidden == 0 => self.text.push_str(&entity(&name)),
            Event::Text(_)
            | Event::GeneralRef(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        })?;
        Ok(self.out)
    }

    fn open(&mut self, tag: &BytesStart<'_>, _lists: &mut Lists) {
        let value = || attribute(tag, "val").unwrap_or_default();
        match local(tag.name().as_ref()) {
            "p" => {
                self.style.clear();
                self.list = None;
                self.level = 0;
                self.text.clear();
                self.bold = (false, true);
            }
            "pStyle" => self.style = value(),
            "numId" => self.list = Some(number(&value())),
            "ilvl" => self.level = number(&value()),
            "t" => self.in_text = true,
            "tab" => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "tr" => self.rows.push((Vec::new(), String::new())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, lists: &mut Lists) {
        match name {
            "t" => self.in_text = false,
            "p" => self.paragraph(lists),
            "tc" => {
                if let Some((cells, open)) = self.rows.last_mut() {
                    cells.push(std::mem::take(open).trim().to_owned());
                }
            }
            "tr" => self.row(),
            _ => {}
        }
    }

    fn paragraph(&mut self, lists: &mut Lists) {
        let text = clean::visible(&std::mem::take(&mut self.text));
        let style = lists.styles.get(&self.style).cloned().unwrap_or_default();
        let list = match (self.list, style.list) {
            (Some(0), _) => None,
            (Some(list), _) => Some((list, self.level)),
            (None, Some((list, level))) if list > 0 => Some((list, level)),
            _ => None,
        };
        let mut marker = String::new();
        if let Some((list, level)) = list.filter(|_| !text.trim().is_empty()) {
            marker = lists.next(list, level);
        }
        if let Some((_, open)) = self.rows.last_mut() {
            let marked = if marker == "•" {
                format!("• {}", text.trim())
            } else {
                format!("{marker} {}", text.trim())
            };
            if !open.is_empty() && !marked.trim().is_empty() {
                open.push(BREAK);
            }
            open.push_str(&marked.trim().replace('\n', &BREAK.to_string()));
            return;
        }
        for (place, piece) in text.split('\n').enumerate() {
            let piece = if place == 0 && !marker.is_empty() {
                format!("{marker}\t{}", piece.trim())
            } else {
                piece.to_owned()
            };
            self.line(&piece, list, style.heading);
        }
    }

    fn line(&mut self, text: &str, list: Option<(usize, usize)>, heading: Option<u8>) {
        self.at = self.at.saturating_add(1);
        let mut line = Line::new(self.at, text);
        if line.text.is_empty() {
            self.gap = self.gap.saturating_add(1);
            return;
        }
        if labels::is_noise(&line.text) && !super::outline::begins(&line.text) {
            return;
        }
        line.gap = std::mem::take(&mut self.gap);
        line.heading = heading;
        line.list = list.map(|(id, level)| Listed { id, level });
        line.indent = list.map_or(0, |(_, level)| level.saturating_mul(4));
        if line.text.matches('\t').count() >= 2 {
            line.cells = line.text.split('\t').map(|cell| cell.trim().to_owned()).collect();
        }
        self.out.push(line);
    }

    fn row(&mut self) {
        let Some((cells, _)) = self.rows.pop() else { return };
        let text = cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\t");
        if let Some((_, open)) = self.rows.last_mut() {
            open.push_str(&text);
            return;
        }
        let text = text.replace(BREAK, " ");
        let before = self.out.len();
        self.line(&text, None, None);
        if let Some(line) = self.out.get_mut(before) {
            line.cells = cells;
            line.row = true;
        }
    }
}

/// The sign an entity stands for.
pub(super) fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        text => {
            let code = text.strip_prefix("#x").map_or_else(
                || text.strip_prefix('#').and_then(|digits| digits.parse().ok()),
                |digits| u32::from_str_radix(digits, 16).ok(),
            );
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}
