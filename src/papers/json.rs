//! JSON: Legistar's items of an event, and a meeting by `OParl`.

use super::{Paper, PaperItem, Refusal, clean};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct EventItem {
    #[serde(default, rename = "EventItemAgendaSequence")]
    agenda_sequence: Option<i64>,
    #[serde(default, rename = "EventItemAgendaNumber")]
    agenda_number: Option<String>,
    #[serde(default, rename = "EventItemTitle")]
    title: Option<String>,
    #[serde(default, rename = "EventItemAgendaNote")]
    agenda_note: Option<String>,
    #[serde(default, rename = "EventItemMatterAttachments")]
    matter_attachments: Option<Vec<Attachment>>,
    #[serde(default, rename = "EventItemMinutesNote")]
    minutes_note: Option<String>,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default, rename = "MatterAttachmentName")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(default, rename = "EventBodyName")]
    body_name: Option<String>,
    #[serde(default, rename = "EventDate")]
    date: Option<String>,
    #[serde(default, rename = "EventTime")]
    time: Option<String>,
    #[serde(default, rename = "EventLocation")]
    location: Option<String>,
    #[serde(rename = "EventItems")]
    items: Vec<EventItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    location: Option<Value>,
    #[serde(default)]
    cancelled: bool,
    agenda_item: Vec<AgendaItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AgendaItem {
    #[serde(default)]
    order: Option<i64>,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    public: Option<bool>,
    #[serde(default)]
    resolution_text: Option<String>,
}

/// The most objects a paper may have. No agenda comes near it, and reading more would take too much memory.
const OBJECTS: usize = 20_000;

/// And the most values, by the commas between them and in their texts.
const VALUES: usize = 500_000;

/// Whether a text is JSON.
pub(super) fn looks(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    matches!((signs.next(), signs.next()), (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | ']')))
}

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.to_owned())
}

/// Reads JSON.
///
/// # Errors
/// A sentence where it is none of the known kinds.
pub(super) fn read(text: &str) -> Result<Paper, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    if text.bytes().filter(|byte| *byte == b'{').count() > OBJECTS {
        return Err(refusal(
            "The JSON has over 20,000 objects, which no agenda has: save the one meeting's items alone.",
        ));
    }
    // Values alone take many times their own length in memory.
    if text.bytes().filter(|byte| *byte == b',').count() > VALUES {
        return Err(refusal(
            "The JSON has over 500,000 values, which no agenda has: save the one meeting's items alone.",
        ));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Refusal(format!(
            "The JSON is broken at line {}, column {}: save it again.",
            error.line(),
            error.column()
        ))
    })?;
    // OData wraps its list.
    let value = unwrapped(value);
    let first = if let Value::Array(list) = &value { list.first() } else { Some(&value) };
    let has = |key: &str| first.is_some_and(|first| first.get(key).is_some());
    if has("EventItemId") || has("EventItemTitle") {
        let list = if value.is_array() { value } else { Value::Array(vec![value]) };
        let items: Vec<EventItem> = serde_json::from_value(list).map_err(|error| unfit(&error))?;
        return done(Paper { items: legistar(items), ..Paper::default() });
    }
    if !value.is_array() && value.get("EventItems").is_some_and(Value::is_array) {
        return event(serde_json::from_value(value).map_err(|error| unfit(&error))?);
    }
    if !value.is_array() && value.get("agendaItem").is_some_and(Value::is_array) {
        return meeting(serde_json::from_value(value).map_err(|error| unfit(&error))?);
    }
    if has("EventBodyName") || has("EventId") || has("eventDate") || has("eventName") || has("Meetings") {
        return Err(refusal(
            "This JSON is a list of meetings and no agenda: fetch the items of one meeting.",
        ));
    }
    if has("PersonFullName") || has("PersonId") || has("OfficeRecordId") {
        return Err(refusal("This JSON is a list of people and no agenda: fetch the items of one meeting."));
    }
    if has("BodyName") {
        return Err(refusal(
            "This JSON is a list of committees and no agenda: fetch the items of one meeting.",
        ));
    }
    Err(refusal("This JSON is no agenda that can be read: Legistar's event items and OParl's meetings can."))
}

fn unwrapped(mut value: Value) -> Value {
    match value.get_mut("value") {
        Some(list) if list.is_array() => list.take(),
        Some(_) | None => value,
    }
}

fn unfit(error: &serde_json::Error) -> Refusal {
    Refusal(format!("This JSON looks like an agenda but does not fit one: {error}."))
}

fn done(paper: Paper) -> Result<Paper, Refusal> {
    if paper.items.is_empty() {
        Err(refusal("No agenda items were found: this JSON has none."))
    } else {
        Ok(paper)
    }
}

fn event(event: Event) -> Result<Paper, Refusal> {
    let date =
        event.date.as_deref().and_then(|text| text.get(..10)).and_then(|day| day.parse::<NaiveDate>().ok());
    done(Paper {
        body: event.body_name.filter(|name| !name.is_empty()),
        date,
        time: event.time.as_deref().and_then(|text| super::dates::time(text, true)),
        venue: event.location.map(|place| clean::flat(&place)).filter(|place| !place.is_empty()),
        items: legistar(event.items),
        ..Paper::default()
    })
}

fn legistar(mut items: Vec<EventItem>) -> Vec<PaperItem> {
    items.sort_by_key(|item| item.agenda_sequence.unwrap_or(i64::MAX));
    let mut out: Vec<PaperItem> = Vec::new();
    for item in items {
        let title = clean::title(&clean::visible(item.title.as_deref().unwrap_or_default()));
        if title.is_empty() {
            continue;
        }
        let number = item.agenda_number.map(|n| n.trim().trim_end_matches('.').to_owned());
        let made = PaperItem {
            number: number.filter(|number| !number.is_empty()),
            title,
            documents: item.matter_attachments.into_iter().flatten().filter_map(|a| a.name).collect(),
            minutes: item.minutes_note.into_iter().filter(|note| !note.trim().is_empty()).collect(),
            notes: item.agenda_note.into_iter().filter(|note| !note.trim().is_empty()).collect(),
            ..PaperItem::default()
        };
        out.push(made);
    }
    out
}

fn meeting(meeting: Meeting) -> Result<Paper, Refusal> {
    if meeting.cancelled {
        return Err(refusal("The meeting was cancelled: it has no agenda."));
    }
    let start = meeting.start.as_deref();
    let moment = start
        .and_then(|text| text.get(..19))
        .and_then(|t| NaiveDateTime::parse_from_str(t, "%Y-%m-%dT%H:%M:%S").ok());
    let place = meeting
        .location
        .as_ref()
        .and_then(|place| place.get("description").or(Some(place)))
        .and_then(Value::as_str);
    let mut items = meeting.agenda_item;
    items.sort_by_key(|item| item.order.unwrap_or(i64::MAX));
    let items = items.into_iter().filter_map(|item| {
        Some(PaperItem {
            number: item.number.map(|n| n.trim().trim_end_matches('.').to_owned()).filter(|n| !n.is_empty()),
            title: item.name.filter(|name| !name.trim().is_empty())?,
            exempt: item.public == Some(false),
            resolved: item.resolution_text.into_iter().collect(),
            ..PaperItem::default()
        })
    });
    done(Paper {
        body: meeting.name,
        date: moment.map(|moment| moment.date()),
        time: moment.map(|moment| moment.time()).filter(|&time| time != NaiveTime::MIN),
        venue: place.filter(|place| !place.starts_with("http")).map(clean::flat),
        items: items.collect(),
        ..Paper::default()
    })
}
