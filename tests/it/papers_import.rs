//! What goes out comes back: minutes exported in each format and imported again, item by item; and others' minutes pages.

use minutebook::export::{Document, Format, Request, Templates, render};
use minutebook::meeting::{
    Entry, HouseStyle, Item, ItemHead, ItemPresenter, Kind, Meeting, Person, Presence, meeting_from_paper,
};
use minutebook::papers;
use proptest::prelude::*;

use crate::stage::evening;

const TITLES: &[&str] = &[
    "Apologies for absence",
    "Minutes of the previous meeting – 15 January 2026",
    "Library Service Review",
    "Budget 2026/27",
    "Work programme",
    "Resolutions of the youth council",
    "23 Mill Lane: change of use",
];

const PARAGRAPHS: &[&str] = &[
    "The panel noted that 23.9% of roads were wet.",
    "1. It rained, and the meeting was held indoors.",
    "12 members of the public spoke against the closure.",
    "2026 would be a hard year, the Treasurer advised.",
    "Members asked for the results of the trial at Weir Lane before the budget is set.",
    "Priya Alder, Head of Libraries - Culture and Leisure, introduced the report.",
    "In reply to a question it was said that: (a) the bridge is safe; and (b) the road is not.",
    "• The Chair thanked the officers.",
    "It was resolved some years ago to keep the pool open, a member said.",
    "“The minutes: they are long,” said Cllr Rowan.",
    "A & B <Consultants> were paid £4,500 – less than was thought.",
    "Part 2 of the report was discussed at length by all those who were there.",
    "Proposed by Cllr Kay Rowan, seconded by Cllr Ann Maple: that the hall be sold.",
    "The motion was lost: 3 for, 5 against, 1 abstention.",
    "[The Chair left the room.]",
];

const RESOLVED: &[&str] = &[
    "That the report be noted.",
    "The Head of Libraries to share the staffing figures with the panel by 14/03/2026.",
    "that two quotations be obtained, and that the Clerk report back.",
    "To recommend the budget to Council.",
    "The Chair to write to the Minister.",
];

const DOCUMENTS: &[&str] =
    &["Library Service Review - report", "Appendix 1 - visits by branch", "Annex 2, map"];

fn pick(from: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(prop::sample::select(from), 0..most).prop_map(|texts| {
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        let mut seen: Vec<&str> = Vec::new();
        texts
            .into_iter()
            .filter(|text| {
                !seen.contains(text) && {
                    seen.push(text);
                    true
                }
            })
            .map(entry)
            .collect()
    })
}

fn item() -> impl Strategy<Value = Item> {
    let documents = prop::collection::vec(prop::sample::select(DOCUMENTS), 0..3);
    (prop::sample::select(TITLES), pick(PARAGRAPHS, 5), pick(RESOLVED, 4), documents, any::<bool>()).prop_map(
        |(title, minutes, resolved, mut documents, presented)| {
            documents.dedup();
            let mut head = ItemHead { title: title.to_owned(), ..ItemHead::default() };
            head.documents = documents.into_iter().map(str::to_owned).collect();
            if presented {
                head.presenters = vec![ItemPresenter {
                    name: "Priya Alder".to_owned(),
                    role: Some("Head of Libraries - Culture and Leisure".to_owned()),
                    purpose: Some("to present report".to_owned()),
                }];
            }
            Item { head, minutes, resolved, ..Item::default() }
        },
    )
}

fn person(name: &str, role: Option<&str>, member: bool, presence: Presence) -> Person {
    Person { name: name.to_owned(), role: role.map(str::to_owned), member, presence, ..Person::default() }
}

fn meeting() -> impl Strategy<Value = Meeting> {
    prop::collection::vec(item(), 3..7).prop_map(|items| {
        let mut meeting = Meeting::default();
        meeting.head.council = Some("Fenbridge Borough Council".to_owned());
        meeting.head.body = Some("Culture Scrutiny Panel".to_owned());
        meeting.head.date = chrono::NaiveDate::from_ymd_opt(2026, 3, 12);
        meeting.head.time = chrono::NaiveTime::from_hms_opt(18, 0, 0);
        meeting.head.venue = Some("Committee Room 2, Town Hall, Fenbridge".to_owned());
        for one in [
            person("Cllr Mary Linden", Some("Chair"), true, Presence::Present),
            person("Cllr Kay Rowan", None, true, Presence::Present),
            person("Priya Alder", Some("Head of Libraries - Culture and Leisure"), false, Presence::Present),
            person("Cllr Tom Birch", None, true, Presence::Apologies),
        ] {
            let id = meeting.next_person_id();
            meeting.people.push(Person { id, ..one });
        }
        for (at, mut item) in items.into_iter().enumerate() {
            item.id = meeting.next_item_id();
            item.head.number = Some((at + 1).to_string());
            for (id, entry) in (1_u32..).zip(item.minutes.iter_mut().chain(&mut item.resolved)) {
                entry.id = minutebook::meeting::EntryId(id);
            }
            meeting.items.push(item);
        }
        meeting
    })
}

fn texts(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.text.trim_start_matches("• ").to_owned()).collect()
}

fn again(meeting: &Meeting, document: Document, format: Format) -> Result<Meeting, String> {
    let (public, points, rich) = (false, false, false);
    let request = Request { document, format, public, points, rich, offset: None, now: evening() };
    let made = render(meeting, &HouseStyle::default(), &Templates::default(), &request).unwrap();
    let paper = papers::read(&made.bytes)
        .map_err(|refusal| format!("{format:?}: {refusal}\n{}", String::from_utf8_lossy(&made.bytes)))?;
    Ok(meeting_from_paper(&paper))
}

fn told(item: &Item) -> String {
    let head = &item.head;
    let names: Vec<&str> = head.presenters.iter().map(|one| one.name.as_str()).collect();
    let (minutes, resolved) = (texts(&item.minutes), texts(&item.resolved));
    format!("“{}” {names:?} {minutes:?} {resolved:?} {:?} {:?}", head.title, head.documents, head.notes)
}

fn same_item(format: Format, one: &Item, two: &Item) -> Result<(), String> {
    let same = one.head.title == two.head.title
        && texts(&one.minutes) == texts(&two.minutes)
        && texts(&one.resolved) == texts(&two.resolved)
        && one.head.documents == two.head.documents
        && one.head.presenters == two.head.presenters;
    if same { Ok(()) } else { Err(format!("{format:?}: {} came back as {}", told(one), told(two))) }
}

fn compare(format: Format, meeting: &Meeting) -> Result<(), String> {
    let back = again(meeting, Document::Minutes, format)?;
    let labels = |of: &Meeting| of.items.iter().map(Item::label).collect::<Vec<_>>();
    if labels(meeting) != labels(&back) {
        return Err(format!("{format:?}: {:?} came back as {:?}", labels(meeting), labels(&back)));
    }
    for (one, two) in meeting.items.iter().zip(&back.items) {
        same_item(format, one, two)?;
    }
    let people = |of: &Meeting| {
        let mut all: Vec<_> =
            of.people.iter().map(|p| (p.name.clone(), p.role.clone(), p.member, p.presence)).collect();
        all.sort_by(|one, two| one.0.cmp(&two.0));
        all
    };
    if people(meeting) != people(&back) {
        return Err(format!("{format:?}: {:?} came back as {:?}", people(meeting), people(&back)));
    }
    let head = |of: &Meeting| {
        let head = &of.head;
        (head.council.clone(), head.body.clone(), head.date, head.time, head.venue.clone())
    };
    if head(meeting) != head(&back) {
        return Err(format!("{format:?}: {:?} came back as {:?}", head(meeting), head(&back)));
    }
    Ok(())
}

const BACK: [Format; 4] = [Format::Text, Format::Markdown, Format::Html, Format::Docx];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn minutes_exported_in_any_format_come_back_item_by_item(meeting in meeting()) {
        for format in BACK {
            if let Err(wrong) = compare(format, &meeting) {
                prop_assert!(false, "{}", wrong);
            }
        }
    }
}

fn minutes_of(said: &str) -> Item {
    let page = format!(
        "Larkmere Water Committee\nMinutes of the meeting held on Monday 9 March 2026 at 7.00 pm\n\nPresent: Tess \
         Mallory (Chair)\n\n1. Apologies\n\nThere were none.\n\n2. Water supply\n\nThe standpipe leaks.\n\n{said}\n\n3. \
         Next meeting\n\nMonday 13 April 2026.\n"
    );
    let mut meeting = meeting_from_paper(&papers::read(page.as_bytes()).unwrap());
    meeting.items.remove(1).unwrap()
}

#[test]
fn a_stem_with_parts_under_it_stays_with_each_of_them() {
    for (said, wanted) in [
        (
            "Resolved: That the Cabinet:\n\n(a) agree the plan;\n(b) note the risks; and\n(c) ask for a report in May.",
            &[
                "That the Cabinet agree the plan",
                "That the Cabinet note the risks",
                "That the Cabinet ask for a report in May.",
            ][..],
        ),
        (
            "RESOLVED that officers be asked to:\n\n1. mend the roof,\n2. paint the door.",
            &["that officers be asked to mend the roof", "that officers be asked to paint the door."][..],
        ),
        (
            "RESOLVED:\n\n1. That the roof be mended.\n2. That the door be painted.",
            &["That the roof be mended.", "That the door be painted."][..],
        ),
        ("Resolved: That the Clerk reply as follows:", &["That the Clerk reply as follows:"][..]),
        (
            "Resolved:\n\nThat the Water Committee:\n\n(a) meet;\n(b) vote.",
            &["That the Water Committee meet", "That the Water Committee vote."],
        ),
        (
            "RESOLVED that permission be granted subject to the following conditions:\n\n1. the wall be of brick;\n2. it be low.",
            &[
                "that permission be granted subject to the following conditions:",
                "the wall be of brick;",
                "it be low.",
            ],
        ),
        (
            "RESOLVED that the following be appointed to the Panel:\n\n(a) Cllr Ash\n(b) Cllr Oak",
            &["that the following be appointed to the Panel:", "Cllr Ash", "Cllr Oak"],
        ),
    ] {
        assert_eq!(texts(&minutes_of(said).resolved), wanted, "{said}");
    }
}

#[test]
fn what_recommends_to_another_body_comes_in_as_a_recommendation() {
    for (said, wanted) in [
        ("RECOMMENDED: That the budget be approved.", Kind::Recommended),
        ("RECOMMENDED TO COUNCIL\n\n1. That the budget be approved.", Kind::Recommended),
        ("Resolved to recommend to Council that the budget be approved.", Kind::Recommended),
        ("It was RECOMMENDED that the budget be approved.", Kind::Recommended),
        ("RESOLVED: That the recommended budget be approved.", Kind::Resolved),
        ("RESOLVED that it be recommended to Council that the fees be approved.", Kind::Recommended),
        ("RESOLVED: To recommend to Council that the fees be approved.", Kind::Recommended),
        ("Recommended that the fees be approved.", Kind::Recommended),
        ("Argymhellwyd bod y ffioedd yn cael eu cymeradwyo.", Kind::Recommended),
    ] {
        let item = minutes_of(said);
        let kinds: Vec<Kind> = item.resolved.iter().map(|entry| entry.fields.resolution.kind).collect();
        assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == wanted), "{said}: {:?}", item.resolved);
    }
    for told in ["Recommended reading was circulated by the Clerk.", "Argymhellwyd llyfrau gan y Clerc."] {
        let item = minutes_of(told);
        assert!(item.resolved.is_empty(), "{told}");
        assert_eq!(texts(&item.minutes), ["The standpipe leaks.", told]);
    }
    let both = minutes_of("RESOLVED: That the roof be mended.\n\nRECOMMENDED: That the budget be approved.");
    let kinds: Vec<Kind> = both.resolved.iter().map(|entry| entry.fields.resolution.kind).collect();
    assert_eq!(kinds, [Kind::Resolved, Kind::Recommended]);
}

/// Others' pages: (page, paragraphs, resolved) of the second item.
#[test]
fn decisions_of_others_pages_come_in_whatever_stem_they_stand_under() {
    let stems = [
        ("RESOLVED – that a plumber be asked.", "that a plumber be asked."),
        ("RESOLVED: That a plumber be asked.", "That a plumber be asked."),
        ("Resolved that a plumber be asked.", "that a plumber be asked."),
        ("RECOMMENDED: That a plumber be asked.", "That a plumber be asked."),
        ("It was RESOLVED to ask a plumber.", "to ask a plumber."),
        ("DECISION: That a plumber be asked.", "That a plumber be asked."),
        ("Action: Ian Bright to ask a plumber.", "Ian Bright to ask a plumber."),
        ("The Committee:\n\n1. asked for a plumber.", "asked for a plumber."),
    ];
    for (said, wanted) in stems {
        let page = format!(
            "Larkmere Water Committee\nMinutes of the meeting held on Monday 9 March 2026 at 7.00 pm\n\nPresent: Tess \
             Mallory (Chair), Ian Bright\n\n1. Apologies\n\nThere were none.\n\n2. Water supply\n\nThe standpipe \
             leaks again.\n\n{said}\n\n3. Next meeting\n\nMonday 13 April 2026.\n"
        );
        let meeting = meeting_from_paper(&papers::read(page.as_bytes()).unwrap());
        let item = &meeting.items[1];
        assert_eq!(texts(&item.resolved), [wanted], "{said}");
        assert_eq!(texts(&item.minutes), ["The standpipe leaks again."], "{said}");
        assert_eq!(meeting.people.len(), 2, "{said}");
    }
}
