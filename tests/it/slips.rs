//! Every named slip, with sentences that look alike and are none; silenced once, and for good.

use minutebook::checks::slips;
use minutebook::meeting::{Entry, EntryId, Meeting, Pane, Presence, Who};

use crate::stage::{Stage, panel};

/// The panel with these paragraphs under its second item.
fn minuted(paragraphs: &[&str]) -> Meeting {
    let mut meeting = panel();
    "Review of the Local Flood Plan (LFP)".clone_into(&mut meeting.items[1].head.title);
    meeting.people[2].role = Some("Head of Libraries - Culture and Leisure Service".to_owned());
    let entry =
        |(id, text): (u32, &&str)| Entry { id: EntryId(id), text: (*text).to_owned(), ..Entry::default() };
    meeting.items[1].minutes = (1..).zip(paragraphs).map(entry).collect();
    meeting
}

/// The names of the slips in a paragraph, in order.
fn names(paragraph: &str) -> Vec<&'static str> {
    slips::of_meeting(&minuted(&[paragraph]), &[]).into_iter().map(|slip| slip.kind.word()).collect()
}

#[test]
fn each_slip_is_found_by_its_name() {
    for (name, paragraphs) in [
        (
            "tense",
            &[
                "Members heard that the contract will run until 2031.",
                "The Chair said that officers are looking for another site.",
                "Priya Alder reported that the roof has now been mended.",
                "Cllr Rowan asked about the path and was told that it will be closed for a week.",
                "The Clerk advised that the grant won’t be paid before June.",
            ][..],
        ),
        (
            "double-word",
            &[
                "The panel noted the the report.",
                "Cllr Cllr Rowan asked about the path.",
                "It was agreed to to write again.",
                "The The Chair closed the meeting.",
            ],
        ),
        ("double-space", &["The panel noted  the report.", "It was noted.  The Chair moved on."]),
        (
            "role-never-introduced",
            &[
                "The Drainage Engineer explained the plan.",
                "The Assistant Director of Ponds said that it was late.",
                "Members thanked the Chair. The Monitoring Officer advised against it.",
            ],
        ),
        (
            "acronym-never-spelled-out",
            &["The QRT was thanked.", "The bid went to the EHRZ in May.", "Two BFTs were counted."],
        ),
        (
            "previous-date",
            &[
                "The minutes of the meeting held on 19 March 2026 were agreed.",
                "The minutes of the last meeting, held on Friday 12 February 2026, were signed.",
                "The minutes of the meeting held on 12 March 2026 were agreed.",
            ],
        ),
        ("unfilled-place", &["A note would be sent by {when}.", "The panel thanked {who} for the report."]),
    ] {
        for paragraph in paragraphs {
            assert_eq!(names(paragraph), [name], "{paragraph}");
        }
    }
}

#[test]
fn what_looks_alike_is_no_slip() {
    for paragraph in [
        // Tense: standing facts, quotations, wills, names, what may have been.
        "Members heard that the contract ran until 2031.",
        "Members heard that the library has four floors and is in Mill Lane.",
        "The Clerk said that the will of the late Mr Ash was proved.",
        "The Chair said that there was good will on both sides.",
        "The Chair said that Will Marsh would see to it.",
        "The Chair read out the reply: “The gate will be shut.”",
        "The fair will be held on the green.",
        "The officer said that it may have been late.",
        "The Chair said that the figures are outstanding.",
        "Cllr Rowan noted that parking is a matter for the county.",
        "Resolved that the Clerk will write to the mill.",
        "2. Agreed that the Clerk will write to the mill.",
        // The same word twice, and meant.
        "They had had tea, and that that was so was plain.",
        "Baden Baden and Walla Walla were twinned.",
        "The vote was 4 4, and the path 20 20.",
        "The lamp, lamp post and bench were mended.",
        // Spaces at the ends, and no-break spaces.
        "The panel noted the report. ",
        "£20\u{a0}000 was spent.",
        // Roles that are held, introduced, or not acted.
        "The Head of Libraries explained the plan.",
        "Tom Birch, Senior Drainage Engineer, spoke. The Drainage Engineer replied.",
        "Tom Birch, Director of Ponds and Ditches, spoke. The Director of Ponds replied.",
        "The Head of the school asked about the path.",
        "Members thanked the Works Manager of the mill.",
        "The Kings Head closed in March, and the Head Office moved to Mill Lane.",
        "The Community Warden Scheme ended; the Officer Training Scheme started.",
        "The Project Manager Vacancy remained. The Chief Officer Appraisal Panel continued.",
        "The Chair said that it was late. The Vice-Chair agreed.",
        // Acronyms that everybody knows, that are spelled out, or that are none.
        "The UK rate of VAT on CCTV was noted; a GP and two PCSOs spoke.",
        "The LFP was noted.",
        "The Culture Scrutiny Panel had met; the CSP was content.",
        "Part II, Annex IV and Schedule 12A were taken as read.",
        "Members met on the A64 and the M62.",
        "The PDF was sent at 7.30 PM to the NHS.",
        "The DBS check was in hand, and two GPs had written.",
        "The Q&A was short. ID was shown. The RSPB, BBC and AGM were named.",
        "RESOLVED: That the report be noted. AGREED.",
        // Dates.
        "The minutes of the meeting held on Thursday 12 February 2026 were agreed.",
        "The next meeting would be held on 14 July 2026.",
        "Members noted the report of 14 July 2026 and thanked the Chair for the minutes.",
        "The minutes of the meeting held on 12 February 2026 and the note of 2 February 2026 were agreed.",
        // Braces that are no places.
        "The path was C:{A} and the set {1, 2}.",
    ] {
        assert_eq!(names(paragraph), Vec::<&str>::new(), "{paragraph}");
    }
}

#[test]
fn an_apology_from_somebody_who_spoke_is_told_and_a_namesakes_is_not() {
    let mut meeting = minuted(&["Cllr Dan Rowan asked about the path.", "Cllr Kay Rowan replied."]);
    meeting.people[1].presence = Presence::Apologies;
    let (dan, kay) = (meeting.people[1].id, meeting.people[3].id);
    let told = |meeting: &Meeting| -> Vec<String> {
        slips::of_meeting(meeting, &[]).into_iter().map(|slip| slip.message).collect()
    };
    meeting.items[1].minutes[1].fields.speaker = Some(Who::Person(kay));
    assert_eq!(told(&meeting), Vec::<String>::new(), "the namesake spoke");
    meeting.items[1].minutes[1].fields.speaker = Some(Who::Voice("Cllr K Rowan".to_owned()));
    assert_eq!(told(&meeting), Vec::<String>::new(), "the namesake, by an initial");
    meeting.items[1].minutes[1].fields.speaker = Some(Who::Person(kay));
    meeting.items[1].minutes[0].fields.speaker = Some(Who::Person(dan));
    assert_eq!(told(&meeting), ["Cllr Dan Rowan spoke, and is among the apologies."]);
    let slip = &slips::of_meeting(&meeting, &[])[0];
    assert_eq!(slip.kind.word(), "apology-from-speaker");
    assert_eq!(slip.text, "Cllr Dan Rowan asked about the path.");
}

#[test]
fn a_slip_is_silenced_once_by_ctrl_k_and_its_kind_for_good_by_the_setting() {
    let first = "The QRT was thanked.";
    let second = "A note would be sent by {when}.";
    let mut stage = Stage::of(minuted(&[first, second]), (80, 24));
    stage.play("<alt+down><ctrl+home><shift+f8>");
    assert!(stage.message().starts_with("QRT is spelled out nowhere."), "{}", stage.message());
    assert!(stage.message().contains("silence: [\"acronym-never-spelled-out\"]"), "{}", stage.message());
    stage.play("<ctrl+k><shift+f8>");
    assert_eq!(stage.session().selected_text().as_deref(), Some("{when}"));
    assert!(stage.message().starts_with("{when} was never filled in."), "{}", stage.message());
    let kinds = |meeting: &Meeting, silence: &[String]| -> Vec<&str> {
        slips::of_meeting(meeting, silence).into_iter().map(|slip| slip.kind.word()).collect()
    };
    assert_eq!(kinds(stage.meeting(), &[]), ["unfilled-place"], "the session remembers what is meant so");
    assert_eq!(kinds(stage.meeting(), &["unfilled-place".to_owned()]), Vec::<&str>::new());
    stage.play("<ctrl+z>");
    assert_eq!(kinds(stage.meeting(), &[]), ["acronym-never-spelled-out", "unfilled-place"]);
    assert_eq!(stage.texts(Pane::Minutes), [first, second], "nothing was written into the text");
}
