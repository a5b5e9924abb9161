//! The formal business as it comes out, in every format, against what a clerk would have written; and what the checks say of it.

use minutebook::checks::business;
use minutebook::export::{Document, Format, Request, Templates, render};
use minutebook::meeting::{
    Ballot, Choice, Declaration, Did, Entry, EntryFields, EntryId, Going, HouseStyle, ItemId, Manner,
    Meeting, Motion, MotionId, Movement, Outcome, PersonId, Presence, Settled, Span, Stamp, Totals, Vote,
    Who,
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
    in_style(&HouseStyle::default(), meeting, (document, format), public)
}

fn in_style(
    style: &HouseStyle,
    meeting: &Meeting,
    (document, format): (Document, Format),
    public: bool,
) -> String {
    let wanted =
        Request { document, format, public, points: false, rich: false, offset: None, now: evening() };
    let made = render(meeting, style, &Templates::default(), &wanted).unwrap();
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
fn every_form_of_the_decision_list_has_the_motions_that_fell() {
    for format in DOCUMENTS {
        let text = out(&business(), Document::Decisions, format, false);
        for words in ["That it be burnt.", "fell for want of a seconder"] {
            assert!(text.contains(words), "{format:?}: no {words}");
        }
    }
}

/// The row of the table of declarations in a web page and in Markdown.
fn row_of_interests(format: Format, reason: &str) -> String {
    let did = "Left the meeting; Dispensation granted";
    let cells = ["Cllr Hazel", "3", "personal interest", reason, did];
    if format == Format::Markdown {
        return format!("| {} |", cells.join(" | "));
    }
    let [name, rest @ ..] = cells;
    format!("<tr><th scope=\"row\">{name}</th><td>{}</td></tr>", rest.join("</td><td>"))
}

#[test]
fn minutes_and_decision_list_have_the_declarations_as_a_table_and_a_nil_line_only_in_the_list() {
    let mut meeting = business();
    meeting.declarations[0].did = Did::Left;
    meeting.declarations[0].dispensation = true;
    for document in [Document::Minutes, Document::Decisions] {
        for format in [Format::Html, Format::Markdown] {
            let text = out(&meeting, document, format, false);
            let row = row_of_interests(format, "her brother owns the old mill");
            assert!(text.contains(&row), "{document:?} {format:?}: {text}");
            let public = out(&meeting, document, format, true);
            assert!(public.contains(&row_of_interests(format, "")), "{document:?} {format:?}: {public}");
        }
        let word = out(&meeting, document, Format::Docx, false);
        for cell in ["her brother owns the old mill", "Left the meeting; Dispensation granted"] {
            assert!(word.contains(cell), "{document:?}: no {cell}");
        }
        for format in [Format::Text, Format::Cms] {
            let text = out(&meeting, document, format, false);
            assert!(text.contains("declared a personal interest in item 3"), "{document:?} {format:?}");
        }
    }
    meeting.declarations.clear();
    for format in DOCUMENTS {
        let nil = "There were no declarations of interest.";
        assert!(out(&meeting, Document::Decisions, format, false).contains(nil), "{format:?}");
        assert!(!out(&meeting, Document::Minutes, format, false).contains(nil), "{format:?}");
    }
}

#[test]
fn why_there_is_an_interest_in_an_exempt_item_is_not_published() {
    let mut meeting = business();
    // The line of the declaration, as the app writes it under the item being taken.
    let line = "Cllr Hazel declared a personal interest in item 3 (her brother owns the old mill).";
    meeting.items[0].minutes = vec![entry(1, line, 1)];
    meeting.declarations[0].line = Some((ItemId(1), EntryId(1)));
    for format in DOCUMENTS.into_iter().chain([Format::Json]) {
        let all = [Document::Minutes, Document::Decisions];
        for document in all.into_iter().take(if format == Format::Json { 1 } else { 2 }) {
            assert!(out(&meeting, document, format, false).contains("old mill"), "{format:?}");
            let public = out(&meeting, document, format, true);
            assert!(public.contains("personal interest") && !public.contains("old mill"), "{format:?}");
        }
    }
    // A line that the clerk edited is the clerk's: it is named.
    meeting.items[0].minutes[0].text = "She said that her brother owns the old mill.".to_owned();
    let leaked = minutebook::export::leaked(&meeting, &HouseStyle::default());
    assert!(leaked.len() == 1 && leaked[0].contains("item 1, Minutes 1"), "{leaked:?}");
}

#[test]
fn mover_and_vote_of_a_public_decision_are_public_and_what_else_was_moved_in_private_is_not() {
    let mut meeting = business();
    let item = &mut meeting.items[1];
    item.head.exempt = true;
    item.resolved[0].fields.public = true;
    for format in DOCUMENTS {
        let text = out(&meeting, Document::Item(ItemId(2)), format, true);
        for words in ["It was moved by Cllr D Rowan", "That it be read.", "carried (2 for, 1 against)"] {
            assert!(text.contains(words), "{format:?}: no {words} in {text}");
        }
        for words in ["burnt", "amendment", "go home", "The report came."] {
            assert!(!text.contains(words), "{format:?}: {words} in {text}");
        }
    }
    // A plain motion is a note behind its decision.
    let item = &mut meeting.items[1];
    item.motions.truncate(1);
    let text = out(&meeting, Document::Decisions, Format::Text, true);
    assert!(
        text.contains("1. That it be read. (Moved by Cllr D Rowan; carried: 2 for, 1 against)"),
        "{text}"
    );
    meeting.items[1].resolved[0].fields.public = false;
    let text = out(&meeting, Document::Decisions, Format::Text, true);
    assert!(!text.contains("be read") && !text.contains("Moved by"), "{text}");
}

#[test]
fn what_the_minutes_say_of_adjournment_and_close_is_not_said_again() {
    let mut meeting = business();
    meeting.times.breaks = vec![Span { from: at(40), to: Some(at(50)) }];
    meeting.times.ended = Some(at(70));
    let told = ["opened at 6.00 pm.", "adjourned at 6.40 pm and resumed at 6.50 pm.", "closed at 7.10 pm."];
    for format in DOCUMENTS {
        let text = out(&meeting, Document::Minutes, format, false);
        for words in told {
            assert_eq!(text.matches(words).count(), 1, "{format:?}: {words}");
        }
    }
    let item = &mut meeting.items[2];
    item.head.exempt = false;
    item.minutes = vec![
        entry(1, "The Chair opened the meeting at 6.00 pm and welcomed all.", 0),
        entry(2, "The meeting adjourned at 6.40 pm.", 40),
        entry(3, "The meeting resumed at 6.50 pm.", 50),
        entry(4, "There being no other business, the meeting concluded at 7.10 pm.", 70),
    ];
    for format in DOCUMENTS {
        let text = out(&meeting, Document::Minutes, format, false);
        for time in ["6.00 pm", "6.40 pm", "6.50 pm", "7.10 pm"] {
            assert_eq!(text.matches(time).count(), 1, "{format:?}: {time} in {text}");
        }
    }
}

/// A vote by name, a plain motion with one voice, and one by show of hands, of an American council.
fn voted() -> Meeting {
    let mut meeting = business();
    for (person, name) in meeting.people.iter_mut().zip(["Hazel", "Rowan", "Alder", "Kay Willow"]) {
        person.name = format!("Councilmember {name}");
    }
    meeting.people[3].presence = Presence::Apologies;
    meeting.people[3].movements.clear();
    let ballots = vec![
        Ballot { person: PersonId(2), choice: Choice::For },
        Ballot { person: PersonId(1), choice: Choice::Against },
    ];
    let by_name = Vote { manner: Manner::Recorded, ballots, ..Vote::default() };
    let item = &mut meeting.items[1];
    item.resolved =
        vec![entry(4, "To adopt it.", 50), entry(5, "To print it.", 51), entry(6, "To sell it.", 52)];
    let motion = |id, vote| Motion {
        id: MotionId(id),
        entry: Some(EntryId(id + 3)),
        mover: Some(Who::Person(PersonId(2))),
        seconder: Some(Who::Person(PersonId(1))),
        outcome: Outcome::Carried,
        vote: Some(vote),
        settled: Some(settled(50)),
        ..Motion::default()
    };
    let one_voice = Vote { manner: Manner::Unanimous, present: 5, ..Vote::default() };
    item.motions = vec![motion(1, by_name), motion(2, one_voice), motion(3, hands(4, 1))];
    meeting
}

#[test]
fn an_american_council_has_ayes_noes_and_absent_and_motions_that_carry_five_to_nothing() {
    let style = HouseStyle::named("us-city").unwrap();
    let text = in_style(&style, &voted(), (Document::Item(ItemId(2)), Format::Text), false);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let from = lines.iter().position(|line| line.starts_with("MOTION")).unwrap();
    assert_eq!(
        lines[from..from + 6],
        [
            "MOTION by Councilmember Rowan, seconded by Councilmember Hazel: “To adopt it.”",
            "AYES: Rowan",
            "NOES: Hazel",
            "ABSTAIN: None",
            "ABSENT: Willow",
            "Motion carried 1–1.",
        ]
    );
    let moved = "Motion by Councilmember Rowan, seconded by Councilmember Hazel.";
    for words in [
        format!("2. To print it. {moved} All ayes. Motion carried 5–0."),
        format!("3. To sell it. {moved} Motion carried 4–1."),
    ] {
        assert!(lines.contains(&words.as_str()), "{words}\n{text}");
    }
    let mut meeting = voted();
    meeting.times.ended = Some(at(70));
    let text = in_style(&style, &meeting, (Document::Minutes, Format::Text), false);
    assert!(text.contains("The meeting was called to order at 6:00 p.m.\n"), "{text}");
    assert!(text.contains("The meeting adjourned at 7:10 p.m.\n") && !text.contains("p.m.."), "{text}");
}

#[test]
fn a_welsh_council_has_welsh_words_dates_and_labels_throughout() {
    let style = HouseStyle::named("cymraeg").unwrap();
    let mut meeting = business();
    meeting.times.ended = Some(at(70));
    meeting.people[0].presence = Presence::Apologies;
    meeting.head.presiding = Some(PersonId(2));
    let text = in_style(&style, &meeting, (Document::Minutes, Format::Text), false);
    for words in [
        "Dydd Iau 12 Mawrth 2026",
        "Cllr Dan Rowan (yn mynychu o bell, yn y Gadair)",
        "(yn lle Cyng. Hazel, hyd 18:20)",
        "Ymddiheuriadau am absenoldeb:",
        "Cyng. Hazel: a personal interest – eitem 3 (her brother owns the old mill).",
        "Cynigiwyd gan Cyng. D Rowan: “That it be read.”",
        "Pleidleisiwyd ar y gwelliant ac fe’i gwrthodwyd (1 o blaid, 2 yn erbyn).",
        "Pleidleisiwyd ar y cynnig ac fe’i derbyniwyd (2 o blaid, 1 yn erbyn).",
        "Penderfynwyd:",
        "Daeth y cyfarfod i ben am 19:10.",
        "Llofnodwyd yn gofnod cywir:",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    // Nothing of the program's own is left in English.
    let own =
        ["moved", "carried", "lost", "vote", "Present", "Chair", "until", "from", "substitute", "meeting"];
    for word in own {
        assert!(!text.split(|c: char| !c.is_alphabetic()).any(|found| found == word), "{word}\n{text}");
    }
    let page = in_style(&style, &meeting, (Document::Decisions, Format::Html), false);
    assert!(page.contains("<html lang=\"cy-GB\">") && page.contains("<th scope=\"col\">Buddiant</th>"));
}

#[test]
fn a_style_file_without_the_newer_words_has_the_usual_ones() {
    let old = HouseStyle::from_ron("(language: Welsh, wording: (left: \"{who} ging um {time}.\"))").unwrap();
    assert_eq!(old.wording.left, "{who} ging um {time}.");
    assert_eq!(old.wording.names_for, HouseStyle::default().wording.names_for);
    let text = in_style(&old, &business(), (Document::Decisions, Format::Text), false);
    assert!(text.contains("Penderfyniadau") && text.contains("The amendment was put to the vote"), "{text}");
    let own = "(labels: (present: \"Members in the room\"), wording: (note: \"[{note}]\"))";
    let own = HouseStyle::from_ron(own).unwrap();
    let text = in_style(&own, &voted(), (Document::Minutes, Format::Text), false);
    for words in
        ["Members in the room:", "[Moved by Cllr Rowan, seconded by Cllr Hazel; carried unanimously]"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(HouseStyle::from_ron("(wording: (lefft: \"\"))").is_err(), "a word that does not exist is told");
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
