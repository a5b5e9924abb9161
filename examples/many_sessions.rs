//! Makes a library to measure with: `cargo run --release --example many_sessions -- FOLDER [COUNT]`.
//!
//! Sessions of an invented council, the same ones each time: 10,000 are about 500 MB. Each has both its files, as they are
//! after a proper close. Every 2,500th session file is broken, to see that the others stay usable.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool of the workshop, not the program"
)]
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "lists and numbers of its own, small and never empty"
)]

use std::path::Path;

use chrono::{Days, NaiveDate, TimeDelta};
use minutebook::library::{journal, session_file};
use minutebook::meeting::{
    Due, Edit, Entry, EntryFields, EntryId, Head, How, Item, ItemHead, ItemId, Kind, Meeting, Pane, Person,
    PersonId, Presence, Record, Resolution, Slot, Stamp, State, Status, Who,
};

/// Numbers that look random and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % n.max(1)).unwrap_or(0)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64)]
    }
}

const BODIES: [&str; 12] = [
    "Audit Committee",
    "Cabinet",
    "Children and Families Scrutiny Panel",
    "Culture Scrutiny Panel",
    "Full Council",
    "Harbour Board",
    "Health and Wellbeing Board",
    "Highways Scrutiny Panel",
    "Licensing Committee",
    "Pensions Board",
    "Planning Committee",
    "Schools Forum",
];

const NAMES: [&str; 16] = [
    "Rosa Hazel",
    "Dan Rowan",
    "Kay Rowan",
    "Priya Alder",
    "Tom Fenn",
    "Ivy Marsh",
    "Owen Sedge",
    "Nell Brook",
    "Hari Thorne",
    "Una Reed",
    "Col Birch",
    "Meg Larch",
    "Sol Aspen",
    "Zoë Quill",
    "Abe Holm",
    "Lia Weir",
];

const ROLES: [&str; 4] = [
    "Service Director - Roads and Transport",
    "Head of Libraries - Culture and Leisure",
    "Director of Finance",
    "Monitoring Officer",
];

const SUBJECTS: [&str; 20] = [
    "the winter gritting routes",
    "the library opening hours",
    "the harbour dredging contract",
    "the school transport policy",
    "the reserves strategy",
    "the playground inspections",
    "the flood defence works",
    "the café lease at the museum",
    "the street lighting programme",
    "the fostering allowance",
    "the bus subsidy",
    "the allotment waiting list",
    "the empty homes register",
    "the recycling collections",
    "the apprenticeship levy",
    "the pension fund valuation",
    "the licensing of taxis",
    "the swimming pool repairs",
    "the parking charges",
    "the health visitor vacancies",
];

const VERBS: [&str; 10] = [
    "asked whether",
    "noted that",
    "was told that",
    "welcomed the news that",
    "questioned how far",
    "heard from officers that",
    "was concerned that",
    "observed that",
    "recalled that",
    "accepted that",
];

const TAILS: [&str; 12] = [
    "had been delayed by the tender and would be reported again in the spring",
    "cost more than the estimate of the previous year, chiefly because of wages",
    "had drawn forty-one responses from residents, most of them in favour",
    "was within budget and ahead of the programme that members had approved",
    "could be shared with the neighbouring authority if both signed the agreement",
    "depended on a grant that the department had not yet confirmed",
    "had been inspected twice, and the second inspection found no fault",
    "would need another post, which the establishment did not yet provide for",
    "had fallen by a tenth since the scheme began, which was the first fall in six years",
    "was being compared with what three other councils of the same size had done",
    "had raised questions about equality of access in the villages",
    "was on the agenda of the next meeting in any case",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "many-sessions".to_owned());
    let count: u32 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap_or_else(|error| println!("{error}"));
    let mut bytes = 0;
    for k in 0..count {
        bytes += session(folder, k);
    }
    println!("{count} sessions, {} MB in {}", bytes / 1_000_000, folder.display());
}

fn session(folder: &Path, k: u32) -> usize {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (u64::from(k) << 20 | 0xF_FFFF));
    let body = BODIES[k as usize % BODIES.len()];
    let day = NaiveDate::from_ymd_opt(1995, 1, 2).unwrap_or_default() + Days::new(u64::from(k));
    let start = day.and_hms_opt(18, 0, 0).unwrap_or_default().and_utc().fixed_offset();
    let mut meeting = opening(k, body, day, &mut dice);
    let id = format!("{:08x}", k.wrapping_mul(2_654_435_761));
    let mut lines = journal::header(&id);
    let begin = record(1, start, Edit::Begin(Box::new(meeting.clone())));
    lines.push_str(&journal::encode(&begin).unwrap_or_default());
    let mut n = 1;
    for edit in evening(&meeting, k, start, &mut dice) {
        n += 1;
        let record = record(n, start + TimeDelta::seconds(i64::try_from(n).unwrap_or(0) * 40), edit);
        journal::apply(&mut meeting, &record).unwrap_or_else(|misfit| println!("{misfit}"));
        lines.push_str(&journal::encode(&record).unwrap_or_default());
    }
    let file = session_file::SessionFile {
        format: session_file::FORMAT,
        id,
        saved: n,
        step: n,
        meeting,
        ..session_file::SessionFile::default()
    };
    let mut session = session_file::encode(&file).unwrap_or_default();
    if k % 2_500 == 1_250 {
        // Broken for good: neither of the two files says anything.
        session = b"(format: 1, these are only the remains of a se".to_vec();
        "no journal either\n".clone_into(&mut lines);
    }
    let slug = body.to_lowercase().replace(" and ", " ").replace(' ', "-");
    let path = folder.join(format!("{day}-{slug}.ron"));
    for (path, bytes) in [(&path, session.as_slice()), (&path.with_extension("journal"), lines.as_bytes())] {
        std::fs::write(path, bytes).unwrap_or_else(|error| println!("{}: {error}", path.display()));
    }
    session.len() + lines.len()
}

fn record(n: u64, at: Stamp, edit: Edit) -> Record {
    Record { n, first: n, at, until: None, step: n, how: How::Do, edits: vec![edit] }
}

fn opening(k: u32, body: &str, day: NaiveDate, dice: &mut Dice) -> Meeting {
    let head = Head {
        council: Some("Fenbridge Borough Council".to_owned()),
        body: Some(body.to_owned()),
        date: Some(day),
        venue: Some("Council Chamber, Fenbridge".to_owned()),
        ..Head::default()
    };
    let first = dice.below(NAMES.len() as u64);
    let people = (1..=10_u32).map(|id| {
        let name = NAMES[(first + id as usize) % NAMES.len()];
        let officer = id > 6;
        Person {
            id: PersonId(id),
            name: if officer { name.to_owned() } else { format!("Cllr {name}") },
            role: officer.then(|| ROLES[id as usize % ROLES.len()].to_owned()),
            member: !officer,
            presence: Presence::Present,
            ..Person::default()
        }
    });
    let titles = ["Apologies for absence", "Minutes of the previous meeting and matters arising"];
    let items = (1..=9_u32).map(|id| {
        let title = match titles.get(id as usize - 1) {
            Some(title) => (*title).to_owned(),
            None => format!("Report on {}", dice.of(&SUBJECTS)),
        };
        let head = ItemHead { number: Some(id.to_string()), title, ..ItemHead::default() };
        Item { id: ItemId(id), head, ..Item::default() }
    });
    let items = items.collect();
    let state = [State::Approved, State::Approved, State::Final, State::Draft][k as usize % 4];
    Meeting { head, state, people: people.collect(), items, ..Meeting::default() }
}

/// All that is written in an evening.
fn evening(meeting: &Meeting, k: u32, start: Stamp, dice: &mut Dice) -> Vec<Edit> {
    let mut edits = Vec::new();
    for item in &meeting.items {
        let mut id = 0;
        let mut write = |pane, at, text: String, resolution, edits: &mut Vec<Edit>, who: u32| {
            id += 1;
            let speaker = (who > 0).then_some(Who::Person(PersonId(who)));
            let at_time = start + TimeDelta::minutes(i64::from(item.id.0) * 12 + i64::from(id));
            let fields = EntryFields { at: Some(at_time), speaker, resolution, ..EntryFields::default() };
            let entry = Entry { id: EntryId(id), text, fields, ..Entry::default() };
            let slot = Slot { item: item.id, pane, at };
            edits.push(Edit::Entry { slot, from: None, to: Some(Box::new(entry)) });
        };
        for at in 0..4 {
            let who = u32::try_from(1 + dice.below(10)).unwrap_or(1);
            let text = paragraph(meeting, who, dice);
            write(Pane::Minutes, at, text, Resolution::default(), &mut edits, who);
        }
        let text = format!("{} – see the appendix", dice.of(&SUBJECTS));
        write(Pane::Points, 0, text, Resolution::default(), &mut edits, 0);
        let text = format!("That the report on {} be noted.", dice.of(&SUBJECTS));
        write(Pane::Resolved, 0, text, Resolution::default(), &mut edits, 0);
        if item.id.0 > 2 && dice.below(2) == 0 {
            let text = format!("To bring figures on {} to the next meeting.", dice.of(&SUBJECTS));
            let due = (dice.below(3) > 0)
                .then(|| Due::On(start.date_naive() + Days::new(14 + dice.below(90) as u64)));
            let status = if k % 4 < 2 || dice.below(10) > 2 { Status::Done } else { Status::Open };
            let owner = Some(Who::Person(PersonId(7 + u32::try_from(dice.below(4)).unwrap_or(0))));
            let resolution = Resolution { kind: Kind::Action, owner, due, status, ..Resolution::default() };
            write(Pane::Resolved, 1, text, resolution, &mut edits, 0);
        }
    }
    edits
}

fn paragraph(meeting: &Meeting, who: u32, dice: &mut Dice) -> String {
    let name = meeting.people.get(who as usize - 1).map_or("The panel", |person| person.name.as_str());
    let mut text = String::new();
    for k in 0..2 + dice.below(3) {
        let (verb, subject, tail) = (dice.of(&VERBS), dice.of(&SUBJECTS), dice.of(&TAILS));
        let subject_of = if k == 0 { name } else { "The panel" };
        text.extend([subject_of, " ", verb, " ", subject, " ", tail, ". "]);
    }
    if dice.below(12) == 0 {
        text.extend([name, " agreed to send members a note on ", dice.of(&SUBJECTS), "."]);
    }
    text.truncate(text.trim_end().len());
    text
}
