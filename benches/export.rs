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

/// A paragraph of so many words, with figures and signs that need care; no two are alike.
fn paragraph(words: usize, salt: usize) -> String {
    const STARTS: [&str; 24] = [
        "con", "de", "pro", "re", "in", "par", "sub", "trans", "o", "ac", "im", "com", "dis", "ex", "per",
        "pre", "ad", "ob", "un", "sur", "en", "ab", "inter", "a",
    ];
    const MIDDLES: [&str; 20] = [
        "sid", "port", "vis", "mit", "tain", "duc", "fer", "gress", "ject", "lect", "mand", "nov", "pel",
        "quir", "rupt", "scrib", "tract", "vert", "form", "plic",
    ];
    const ENDS: [&str; 12] = ["e", "ed", "ing", "ion", "ions", "er", "ment", "able", "ly", "s", "al", "ance"];
    const SIGNS: [&str; 6] = ["‘progress’", "&", "£1,250,000", "23.9%", "<draft>", "Siân"];
    // A generator of Lehmer's: the same text on every run.
    let mut seed = (salt + 1) * 48_271 % 2_147_483_647;
    let mut pick = |of: &[&'static str]| {
        seed = seed * 48_271 % 2_147_483_647;
        of.get(seed % of.len()).copied().unwrap_or_default()
    };
    let mut text = format!("On {salt} March");
    for n in 0..words {
        text.push(' ');
        match n % 9 {
            0 | 3 => text.push_str(pick(&["the", "of", "and", "to", "a", "that", "for", "was"])),
            7 if n % 5 == 0 => text.push_str(pick(&SIGNS)),
            _ => [&STARTS[..], &MIDDLES, &ENDS].into_iter().for_each(|part| text.push_str(pick(part))),
        }
    }
    text + "."
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
