//! XML of Modern.Gov's web services: a meeting with its items; a council's members.

use super::docx::entity;
use super::{Member, Paper, PaperItem, Refusal, clean, dates};
use quick_xml::Reader;
use quick_xml::events::Event;

/// More tags than any answer has.
const MOST_TAGS: usize = 250_000;
/// Deeper than any answer is.
const DEEPEST: usize = 200;

/// Whether a text is XML and no web page.
pub(super) fn looks(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let page = text.contains("<!doctype html") || text.starts_with("<html") || text.contains("xhtml");
    let service =
        ["<councillorsbyward", "<getmeeting", "<getmeetings", "<getcommittees", "<meeting", "<agendaitems"];
    !page && (text.starts_with("<?xml") || service.iter().any(|tag| text.starts_with(tag)))
}

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.to_owned())
}

/// Names and values in the document's order; `End` closes an element.
enum Piece {
    Open(String),
    Value(String, String),
    End(String),
}

fn pieces(text: &str) -> Result<Vec<Piece>, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut out = Vec::new();
    let (mut value, mut depth, mut tags, mut leaf) = (String::new(), 0_usize, 0_usize, false);
    loop {
        match reader.read_event() {
            Err(_broken) => return Err(refusal("The XML is broken: fetch it again.")),
            Ok(Event::Eof) => return Ok(out),
            Ok(Event::DocType(_)) => {
                return Err(refusal("The XML declares entities of its own: it was not read."));
            }
            Ok(Event::Start(tag)) => {
                depth = depth.saturating_add(1);
                tags = tags.saturating_add(1);
                if depth > DEEPEST || tags > MOST_TAGS {
                    return Err(refusal(
                        "The XML has more than 250,000 tags or is nested without end: it was not read.",
                    ));
                }
                out.push(Piece::Open(tag.local_name().as_ref().to_lowercase()));
                value.clear();
                leaf = true;
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                let name = tag.local_name().as_ref().to_lowercase();
                let text = clean::flat(&clean::visible(&value));
                if leaf && !text.is_empty() {
                    out.push(Piece::Value(name.clone(), text));
                }
                out.push(Piece::End(name));
                value.clear();
                leaf = false;
            }
            Ok(Event::Text(text)) => value.push_str(&text),
            Ok(Event::CData(text)) => value.push_str(&text),
            Ok(Event::GeneralRef(name)) => value.push_str(&entity(&name)),
            Ok(_) => {}
        }
    }
}

/// Reads a meeting.
///
/// # Errors
/// A sentence where the XML is something else.
pub(super) fn read(text: &str) -> Result<Paper, Refusal> {
    let pieces = pieces(text.trim_start_matches('\u{feff}'))?;
    let has = |name: &str| pieces.iter().any(|piece| matches!(piece, Piece::Open(open) if open == name));
    if has("councillor") || has("councillorsbyward") {
        return Err(refusal("This is a list of councillors and no agenda: fetch a meeting instead."));
    }
    let mut paper = Paper::default();
    let mut item: Option<PaperItem> = None;
    let (mut meetings, mut linked) = (0_usize, 0_usize);
    for piece in &pieces {
        match piece {
            Piece::Open(name) if is_document(name) => linked = linked.saturating_add(1),
            Piece::End(name) if is_document(name) => linked = linked.saturating_sub(1),
            Piece::Open(name) if is_item(name) => item = Some(PaperItem::default()),
            Piece::Open(name) if name == "meeting" => meetings = meetings.saturating_add(1),
            Piece::End(name) if is_item(name) => {
                paper.items.extend(item.take().filter(|item| !item.title.is_empty()));
            }
            // What is linked to an item has a title too: it is a document's.
            Piece::Value(name, value) if linked > 0 => {
                if let Some(item) = item.as_mut().filter(|_| name.ends_with("title")) {
                    item.documents.push(clean::document(value));
                }
            }
            Piece::Value(name, value) => match &mut item {
                Some(item) => item_value(item, name, value),
                None => head_value(&mut paper, name, value)?,
            },
            Piece::Open(_) | Piece::End(_) => {}
        }
    }
    if paper.items.is_empty() && meetings > 1 {
        return Err(refusal("This is a list of meetings and no agenda: fetch one meeting."));
    }
    if paper.items.is_empty() {
        return Err(refusal("No agenda items were found: this XML has none."));
    }
    Ok(paper)
}

fn is_item(name: &str) -> bool {
    matches!(name, "agendaitem" | "item")
}

fn is_document(name: &str) -> bool {
    matches!(name, "linkeddocument" | "document" | "attachment" | "linkeddoc" | "agendaissue")
}

fn item_value(item: &mut PaperItem, name: &str, value: &str) {
    match name {
        "agendaitemtitle" | "itemtitle" | "title" => item.title = clean::title(value),
        "agendanumber" | "agendaitemnumber" | "itemnumber" | "number" => {
            item.number =
                Some(value.trim_end_matches(['.', ')']).to_owned()).filter(|number| !number.is_empty());
        }
        "isrestricted" | "isexempt" | "restricted" | "exempt" => {
            item.exempt = matches!(value, "True" | "true" | "1" | "Yes");
        }
        "documenttitle" | "attachmenttitle" | "doctitle" => item.documents.push(clean::document(value)),
        "agendatext" | "purpose" | "agendaitemtext" | "description" => item.notes.push(value.to_owned()),
        _ => {}
    }
}

fn head_value(paper: &mut Paper, name: &str, value: &str) -> Result<(), Refusal> {
    match name {
        "committeename" | "committeetitle" => paper.body = Some(value.to_owned()),
        "meetingtitle" | "meetingname" => paper.title = Some(value.to_owned()),
        "meetingdate" | "date" => {
            paper.date = dates::dates(value).first().map(|found| found.date);
            paper.time = paper.time.or_else(|| dates::time(value, true));
        }
        "meetingtime" | "time" => paper.time = dates::time(value, true),
        "meetinglocation" | "location" | "venue" => paper.venue = Some(value.to_owned()),
        "meetingstatus" | "status" if value.to_lowercase().contains("cancel") => {
            return Err(refusal("The meeting was cancelled: it has no agenda."));
        }
        _ => {}
    }
    Ok(())
}

/// The members of a council.
///
/// # Errors
/// A sentence where the XML holds none.
pub(super) fn members(text: &str) -> Result<Vec<Member>, Refusal> {
    let mut out: Vec<Member> = Vec::new();
    for piece in pieces(text.trim_start_matches('\u{feff}'))? {
        if let Piece::Value(name, value) = piece {
            match (name.as_str(), out.last_mut()) {
                ("fullusername", _) => out.push(Member { name: value, ..Member::default() }),
                ("politicalpartytitle", Some(last)) => last.group = Some(value),
                ("keyposts" | "posttitle", Some(last)) => last.role = last.role.take().or(Some(value)),
                _ => {}
            }
        }
    }
    if out.is_empty() { Err(refusal("This XML names no councillors.")) } else { Ok(out) }
}
