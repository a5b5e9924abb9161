//! A full council of 63 members from the roll call to the close, entered by keys alone; its minutes and its decision list against
//! what a clerk would have written by hand.

use minutebook::checks::business;
use minutebook::export::{Document, Format, Request, Templates, render};
use minutebook::meeting::{HouseStyle, Item, ItemHead, ItemId, Meeting, Outcome};

use crate::motions::council;
use crate::stage::{Stage, evening};

const TITLES: [&str; 14] = [
    "Apologies for absence",
    "Declarations of interest",
    "Minutes of the previous meeting",
    "Mayor's announcements",
    "Questions from the public",
    "Budget 2026/27",
    "Library strategy",
    "Motion: river crossing",
    "Motion: allotments",
    "Motion: street trees",
    "Appointments to outside bodies",
    "Exclusion of the press and public",
    "Land at Mill Lane",
    "Settlement of a claim",
];

fn meeting() -> Meeting {
    let mut meeting = council(63);
    meeting.times = minutebook::meeting::Times::default();
    meeting.head.body = Some("Full Council".to_owned());
    meeting.people[0].role = Some("Mayor".to_owned());
    meeting.items = TITLES
        .iter()
        .zip(1..)
        .map(|(title, id)| Item {
            id: ItemId(id),
            head: ItemHead {
                number: Some(id.to_string()),
                title: (*title).to_owned(),
                exempt: id >= 13,
                ..ItemHead::default()
            },
            ..Item::default()
        })
        .collect();
    meeting
}

/// Takes the item of this number.
fn take(n: usize) -> String {
    format!("<ctrl+g>{}<enter><ctrl+n>", TITLES[n - 1])
}

/// Two amendments to the motion in the box, the second carried.
const AMENDED: &str = "<down><down><down><enter><backspace>, and a report come back.<enter>\
                       cara pine<enter>cara oak<enter>20 ";

fn played() -> Stage {
    let mut stage = Stage::of(meeting(), (80, 24));
    // The roll call: two apologies and one absent.
    stage.play("<f6>ann gorse<enter>").play("<ctrl+u>ann hazel<enter><ctrl+u>ann ivy<enter><enter><esc>");
    stage.play("<ctrl+n>Apologies were received.");
    stage.play(&take(2));
    for (name, item) in
        [("ben pine", 13), ("ben oak", 14), ("cara fir", 8), ("cara elder", 9), ("ann willow", 13)]
    {
        stage.play(&format!("<ctrl+p>declare an<enter>{name}<enter>{item}<enter>"));
    }
    stage.play(&take(3)).play("<ctrl+p>approve the previous<enter>5 February 2026<enter>");
    stage
        .play(&take(4))
        .play("The Mayor thanked the volunteers.<f6>ann kale<enter><f6>ann gorse<enter><f6>cara kale<enter>");
    stage.play(&take(5)).play("One question was put.<f6>cara maple<enter>");
    // The budget: a recorded vote, all for but four.
    stage
        .play(&take(6))
        .play("<f4>That the budget be approved.<f5>ann alder<enter>ann birch<enter>rJaQaTbWnr<enter><esc>");
    stage.play(&take(7)).play("<f4>That the strategy be adopted.<f5><down><down>r");
    stage.play("r<enter><esc><f6>cara maple<enter>");
    // Three motions with two amendments each.
    for n in 8..=10 {
        stage
            .play(&take(n))
            .play(&format!("<f4>That the Council support item {n}.<f5>ann alder<enter>ben birch<enter>"));
        // One member declared an interest in item 8, another in item 9.
        let voters = if n == 10 { 59 } else { 58 };
        stage.play(AMENDED).play(&format!("{}<enter><esc><esc>", voters - 20));
        second_amendment(&mut stage, voters);
    }
    stage.play("<ctrl+p>adjourn the<enter><wait 600><ctrl+p>resume the<enter>");
    stage.play(&take(11)).play(
        "<f4>That the list be agreed.<f5><down><down>u<esc><f6>ben rowan<enter>y<f6>ben sorrel<enter>y",
    );
    stage.play(&take(12)).play("<ctrl+p>exclude press<enter><ctrl+u>3<enter>");
    stage
        .play(&take(13))
        .play("The price was discussed.<f4>That the land be sold.<f5><down><down>53 2<enter><esc>");
    stage.play(&take(14)).play("<f4>That the offer be accepted.<f6>ben rowan<enter><f6>ben sorrel<enter><ctrl+p>return to open<enter><ctrl+p>close the meeting<enter>");
    stage
}

/// The second amendment is accepted by the mover without a vote, and shown before it is taken.
fn second_amendment(stage: &mut Stage, voters: u32) {
    stage.play("<f5>");
    for _ in 0..12 {
        if stage.screen().lines().any(|line| line.contains("> Amendment") && line.contains("a new one")) {
            break;
        }
        stage.play("<down>");
    }
    stage.play("<enter><backspace> without delay.<enter><down><down><down>");
    stage.play("a<enter><esc><esc>");
    stage.play("<f5>");
    for _ in 0..12 {
        if stage.screen().lines().any(|line| line.contains("> Vote")) {
            break;
        }
        stage.play("<down>");
    }
    stage.play(&format!("35 20 {}<enter><esc>", voters - 55));
}

fn text(meeting: &Meeting, document: Document) -> String {
    let (public, points, rich) = (false, false, false);
    let request =
        Request { document, format: Format::Text, public, points, rich, offset: None, now: evening() };
    let rendered = render(meeting, &HouseStyle::default(), &Templates::default(), &request).unwrap();
    String::from_utf8(rendered.bytes).unwrap()
}

fn item_text(meeting: &Meeting, n: u32) -> Vec<String> {
    let text = text(meeting, Document::Item(ItemId(n)));
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

#[test]
fn a_full_council_by_keys_alone_comes_out_as_a_clerk_would_write_it() {
    let stage = played();
    let meeting = stage.meeting();
    assert_eq!(
        item_text(meeting, 8),
        [
            "Agenda item",
            "Motion: river crossing",
            "Minutes:",
            "It was moved by Cllr A Alder and seconded by Cllr B Birch: “That the Council support item 8.”",
            "An amendment was moved by Cllr C Pine and seconded by Cllr C Oak, that the motion read: “That the Council \
             support item 8, and a report come back.”",
            "The amendment was put to the vote and lost (20 for, 38 against).",
            "An amendment was moved, that the motion read: “That the Council support item 8 without delay.”",
            "The amendment was accepted by the mover and became part of the motion without a vote.",
            "The motion as amended was put to the vote and carried (35 for, 20 against, 3 abstentions).",
            "Resolved:",
            "1. That the Council support item 8 without delay.",
            "Supporting documents:",
        ]
    );
    let budget = item_text(meeting, 6).join("\n");
    assert!(budget.contains(
        "It was moved by Cllr A Alder and seconded by Cllr A Birch: “That the budget be approved.”"
    ));
    assert!(
        budget.contains(
            "The motion was put to the vote and carried (54 for, 2 against, 1 abstention, 1 no vote cast)."
        ),
        "{budget}"
    );
    assert!(budget.contains("For (54): Cllr A Alder, Cllr B Alder, Cllr C Alder,"), "{budget}");
    assert!(budget.contains("Against (2): Cllr A Juniper, Cllr A Quince"), "{budget}");
    assert!(budget.contains("Abstained (1): Cllr A Thorn"), "{budget}");
    assert!(budget.contains("No vote cast (1): Cllr A Willow"), "{budget}");
    assert!(item_text(meeting, 11).contains(&"1. That the list be agreed. (Carried unanimously)".to_owned()));
    let announcements = item_text(meeting, 4).join("\n");
    assert!(announcements.contains("Cllr A Kale left the meeting at 6.00 pm."), "{announcements}");
    assert!(announcements.contains("Cllr A Gorse arrived at 6.00 pm."), "{announcements}");
    let closing: usize = meeting.people.iter().map(|person| person.movements.len()).sum();
    assert_eq!(closing, 9, "arrivals and departures");
    assert_eq!(meeting.declarations.len(), 5);
    assert_eq!(meeting.items.iter().map(|item| item.motions.len()).sum::<usize>(), 3 * 3 + 4);
    assert!(meeting.items.range(7..10).unwrap().all(|item| item.motions[1].outcome == Outcome::Lost));
}

#[test]
fn the_decision_list_of_the_council_has_attendance_declarations_decisions_and_votes() {
    let stage = played();
    let list = text(stage.meeting(), Document::Decisions);
    for words in [
        "Apologies for absence:",
        "Cllr Ann Hazel",
        "Absent:",
        "Cllr Ann Ivy",
        "Cllr Ann Kale (until 6.00 pm)",
        "Cllr Ann Gorse (from 6.00 pm)",
        "Declarations of interest:",
        "Cllr B Pine declared a disclosable pecuniary interest in item 13.",
        "1. That the minutes of the meeting held on 5 February 2026 be approved as a correct record and signed by the Chair.",
        "Against (2): Cllr A Juniper, Cllr A Quince",
        "The motion as amended was put to the vote and carried (35 for, 20 against, 3 abstentions).",
        "press and public be excluded from the meeting for items 13 and 14",
    ] {
        let words = words.replace("items 13 and 14", "item 13 and item 14");
        assert!(list.contains(&words), "{words}\n{list}");
    }
}

#[test]
fn what_contradicts_itself_in_the_council_is_found_and_nothing_else() {
    let stage = played();
    let style = HouseStyle::default();
    let found = business::findings(stage.meeting(), &style);
    assert!(found.is_empty(), "{found:#?}");
    let mut meeting = stage.meeting().clone();
    meeting.items[5].motions[0].vote.as_mut().unwrap().ballots.pop();
    let more = business::findings(&meeting, &style);
    assert!(
        more.iter()
            .any(|found| found.item == ItemId(6) && found.message.contains("57 votes are noted, but 58"))
    );
}

#[test]
fn items_come_in_the_agendas_order_or_in_the_order_taken_and_a_second_day_is_told() {
    let mut stage = Stage::of(meeting(), (80, 24));
    stage.play("<ctrl+n>").play(&take(7)).play(&take(2)).play("Late.<ctrl+p>adjourn the<enter><wait 86400>");
    stage.play("<ctrl+p>resume the<enter>");
    let place = |text: &str, n: usize| text.find(TITLES[n - 1]).unwrap();
    let agenda = text(stage.meeting(), Document::Minutes);
    assert!(place(&agenda, 2) < place(&agenda, 7));
    assert!(agenda.contains("Thursday 12 March 2026, reconvened on Friday 13 March 2026"), "{agenda}");
    let style = HouseStyle { order_taken: true, ..HouseStyle::default() };
    let (public, points, rich) = (false, false, false);
    let (document, format) = (Document::Minutes, Format::Text);
    let request = Request { document, format, public, points, rich, offset: None, now: evening() };
    let taken = render(stage.meeting(), &style, &Templates::default(), &request).unwrap();
    let taken = String::from_utf8(taken.bytes).unwrap();
    assert!(place(&taken, 7) < place(&taken, 2) && place(&taken, 2) < place(&taken, 3), "{taken}");
}

#[test]
fn an_exempt_passage_in_a_public_item_is_found() {
    let mut stage = Stage::of(meeting(), (80, 24));
    let secret = "The reserve price for the old mill was four hundred thousand pounds.";
    stage.play("<ctrl+n>").play(&take(13)).play(secret).play(&take(4)).play(secret);
    let found = minutebook::export::leaked(stage.meeting(), &HouseStyle::default());
    assert!(found.len() == 1 && found[0].contains("item 4, Minutes 1"), "{found:?}");
}
