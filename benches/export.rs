//! What a document costs: a meeting of 100,000 words in every format, and an action list of 10,000 entries.

use chrono::{DateTime, NaiveDate};
use divan::Bencher;
use minutebook::export::{Document, Format, Request, Templates, clipboard, render};
use minutebook::meeting::{
    Due, Entry, EntryId, HouseStyle, Item, ItemHead, ItemId, Meeting, Person, PersonId, Presence, Stamp, Who,
};

fn main() {
    divan::main();
}

/// A paragraph of so many words, with figures and signs that need care.
fn paragraph(words: usize, salt: usize) -> String {
    const SOME: [&str; 12] = [
        "the",
        "panel",
        "considered",
        "a",
        "report",
        "of",
        "the",
        "Service",
        "Director",
        "on",
        "‘progress’",
        "&",
    ];
    let words = SOME.iter().cycle().skip(salt % 12).take(words).copied().collect::<Vec<_>>().join(" ");
    format!("On {salt} March {words}: £{salt}.5 million, 23.9%.")
}

/// A meeting of so many items with twenty-five paragraphs of eighty words and five resolutions each: 50 are 100,000 words.
fn meeting(items: u32, resolutions: u32) -> Meeting {
    let person = |id| Person {
        id: PersonId(id),
        name: format!("Cllr Ash{id} Birch{id}"),
        role: Some(format!("Cabinet Member for Matter {id}")),
        member: true,
        presence: Presence::Present,
        ..Person::default()
    };
    let entry = |item: u32, id: u32, words| Entry {
        id: EntryId(id),
        text: paragraph(words, usize::try_from(item * 31 + id).unwrap_or_default()),
        ..Entry::default()
    };
    let resolved = |item: u32, id: u32| {
        let mut entry = entry(item, 100 + id, 12);
        entry.fields.resolution.owner = Some(Who::Person(PersonId(id % 20 + 1)));
        entry.fields.resolution.due = NaiveDate::from_ymd_opt(2026, 6, id % 28 + 1).map(Due::On);
        entry
    };
    let items = (1..=items).map(|id| Item {
        id: ItemId(id),
        head: ItemHead { number: Some(id.to_string()), title: paragraph(4, 3), ..ItemHead::default() },
        minutes: (1..=25).map(|at| entry(id, at, 80)).collect(),
        resolved: (1..=resolutions).map(|at| resolved(id, at)).collect(),
        ..Item::default()
    });
    let mut meeting =
        Meeting { people: (1..=20).map(person).collect(), items: items.collect(), ..Meeting::default() };
    meeting.head.body = Some("Roads Scrutiny Panel".to_owned());
    meeting.head.date = NaiveDate::from_ymd_opt(2026, 3, 12);
    meeting
}

fn now() -> Stamp {
    DateTime::parse_from_rfc3339("2026-03-12T18:00:00Z").unwrap_or_default()
}

fn made(meeting: &Meeting, document: Document, format: Format) -> usize {
    let (public, points, rich, offset) = (false, false, false, None);
    let request = Request { document, format, public, points, rich, offset, now: now() };
    render(meeting, &HouseStyle::default(), &Templates::default(), &request)
        .map_or(0, |made| made.bytes.len())
}

#[divan::bench(args = ["text", "html", "cms", "markdown", "docx", "json"])]
fn minutes_of_100_000_words(bencher: Bencher<'_, '_>, format: &str) {
    let meeting = meeting(50, 5);
    let format = Format::parse(format).unwrap_or(Format::Text);
    bencher.bench(|| made(&meeting, Document::Minutes, format));
}

#[divan::bench(args = ["csv", "ics", "docx"])]
fn ten_thousand_actions(bencher: Bencher<'_, '_>, format: &str) {
    let meeting = meeting(50, 200);
    let format = Format::parse(format).unwrap_or(Format::Csv);
    bencher.bench(|| made(&meeting, Document::Actions, format));
}

#[divan::bench]
fn copy_of_one_item(bencher: Bencher<'_, '_>) {
    let meeting = meeting(50, 5);
    let (style, templates) = (HouseStyle::default(), Templates::default());
    let document = (Document::Item(ItemId(25)), false);
    bencher
        .bench(|| clipboard(&meeting, &style, &templates, document, false).map_or(0, |clip| clip.html.len()));
}
