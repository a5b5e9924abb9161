//! The formal business as it comes out, in every format, against what a clerk would have written; and what the checks say of it.

use minutebook::checks::business;
use minutebook::export::{Document, Format, Request, Templates, render};
use minutebook::meeting::{
    Declaration, Entry, EntryFields, EntryId, Going, HouseStyle, ItemId, Meeting, Motion, MotionId, Movement,
    Outcome, PersonId, Settled, Stamp, Totals, Vote, Who,
};

use crate::stage::{evening, panel};

fn at(minutes: i64) -> Stamp {
    evening() + chrono::TimeDelta::minutes(minutes)
}

fn entry(id: u32, text: &str, minutes: i64) -> Entry {
    let fields = EntryFields { at: Some(at(minutes)), ..EntryFields::default() };
    Entry { id: EntryId(id), text: text.to_owned(), fields, ..Entry::default() }
}

fn hands(in_favour: u32, against: u32) -> Vote {
    Vote { called: Totals { in_favour, against, ..Totals::default() }, ..Vote::default() }
}

fn settled(minutes: i64) -> Settled {
    Settled { at: at(minutes), wording: String::new() }
}

/// The invented panel: a substitute who leaves, one from afar, an amendment lost before the motion carried, and an interest in
/// an exempt item.
fn business() -> Meeting {
    let mut meeting = panel();
    meeting.times.started = Some(at(0));
    meeting.people[1].remote = true;
    meeting.people[3].substitute_for = Some(PersonId(1));
    let left = Movement { at: at(20), going: Going::Left, item: None, line: None, voted: None };
    meeting.people[3].movements = vec![left];
    meeting.declarations = vec![Declaration {
        person: PersonId(1),
        item: Some(ItemId(3)),
        kind: "a personal interest".to_owned(),
        reason: "her brother owns the old mill".to_owned(),
        ..Declaration::default()
    }];
    meeting.items[2].head.exempt = true;
    let item = &mut meeting.items[1];
    item.minutes =
        vec![entry(1, "The report came.", 10), entry(2, "It was late.", 30), entry(3, "Done.", 60)];
    item.resolved = vec![entry(4, "That it be read.", 50)];
    item.motions = vec![
        Motion {
            id: MotionId(1),
            entry: Some(EntryId(4)),
            mover: Some(Who::Person(PersonId(2))),
            outcome: Outcome::Carried,
            moved: Some(at(15)),
            vote: Some(hands(2, 1)),
            settled: Some(settled(50)),
            ..Motion::default()
        },
        Motion {
            id: MotionId(2),
            amends: Some(MotionId(1)),
            text: "That it be burnt.".to_owned(),
            outcome: Outcome::Lost,
            vote: Some(hands(1, 2)),
            settled: Some(settled(20)),
            ..Motion::default()
        },
        Motion {
            id: MotionId(3),
            text: "That all go home.".to_owned(),
            outcome: Outcome::Lapsed,
            moved: Some(at(2)),
            settled: Some(settled(3)),
            ..Motion::default()
        },
    ];
    meeting
}

fn out(meeting: &Meeting, document: Document, format: Format, public: bool) -> String {
    let wanted =
        Request { document, format, public, points: false, rich: false, offset: None, now: evening() };
    let made = render(meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    if format != Format::Docx {
        return String::from_utf8(made.bytes).unwrap();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(made.bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    xml
}

const DOCUMENTS: [Format; 5] = [Format::Text, Format::Html, Format::Cms, Format::Markdown, Format::Docx];

#[test]
fn motions_stand_where_they_were_moved_and_decided() {
    let text = out(&business(), Document::Item(ItemId(2)), Format::Text, false);
    let body = text.split("Minutes:\n\n").nth(1).unwrap();
    let lines: Vec<&str> = body.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "It was moved: “That all go home.”",
            "The motion fell for want of a seconder.",
            "The report came.",
            "It was moved by Cllr D Rowan: “That it be read.”",
            "An amendment was moved, that the motion read: “That it be burnt.”",
            "The amendment was put to the vote and lost (1 for, 2 against).",
            "It was late.",
            "The motion was put to the vote and carried (2 for, 1 against).",
            "Done.",
            "Resolved:",
            "1. That it be read.",
            "Supporting documents:",
        ]
    );
}

#[test]
fn every_format_says_who_sat_for_whom_from_afar_and_until_when() {
    let meeting = business();
    for document in [Document::Minutes, Document::Decisions] {
        for format in DOCUMENTS {
            let text = out(&meeting, document, format, false).replace('\\', "");
            for words in ["(attending remotely)", "(substitute for Cllr Hazel, until 6.20 pm)"] {
                assert!(text.contains(words), "{document:?} {format:?}: no {words}");
            }
        }
    }
}

#[test]
fn every_form_of_the_decision_list_has_declarations_and_the_motions_that_fell() {
    for format in DOCUMENTS {
        let text = out(&business(), Document::Decisions, format, false);
        for words in
            ["declared a personal interest in item 3", "That it be burnt.", "fell for want of a seconder"]
        {
            assert!(text.contains(words), "{format:?}: no {words}");
        }
    }
}

#[test]
fn why_there_is_an_interest_in_an_exempt_item_is_not_published() {
    let meeting = business();
    for format in DOCUMENTS.into_iter().chain([Format::Json]) {
        let document = if format == Format::Json { Document::Minutes } else { Document::Decisions };
        assert!(out(&meeting, document, format, false).contains("old mill"), "{format:?}");
        let public = out(&meeting, document, format, true);
        assert!(public.contains("a personal interest") && !public.contains("old mill"), "{format:?}");
    }
}

/// The kinds and messages of what is found.
fn found(meeting: &Meeting) -> Vec<String> {
    let found = business::findings(meeting, &HouseStyle::default());
    let found = found.iter().filter(|finding| finding.kind.word() == "vote");
    found.map(|finding| finding.message.clone()).collect()
}

#[test]
fn a_vote_that_contradicts_its_outcome_is_found_and_a_decision_with_its_mover_alone_is_not() {
    let mut meeting = business();
    meeting.times.ended = Some(at(90));
    assert_eq!(found(&meeting), Vec::<String>::new());
    let motion = &mut meeting.items[1].motions[0];
    motion.vote = Some(hands(2, 2));
    assert_eq!(found(&meeting), ["The vote is even and there is no casting vote: F5 notes it."]);
    meeting.items[1].motions[0].vote = Some(hands(1, 2));
    assert_eq!(found(&meeting), ["Noted as carried, with 1 for and 2 against: F5 puts it right."]);
    let motion = &mut meeting.items[1].motions[0];
    (motion.outcome, motion.vote, motion.settled) = (Outcome::Open, None, None);
    assert_eq!(found(&meeting), Vec::<String>::new());
    meeting.items[1].motions[2].outcome = Outcome::Open;
    assert_eq!(found(&meeting), ["The motion has no outcome, and the meeting is closed: F5 notes it."]);
}
