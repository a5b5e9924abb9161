//! Papers through the one door: fixtures of our own, and the shared corpus where it lies beside the repository.

use minutebook::papers::{self, Paper, PaperItem, Refusal};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

fn read(text: &str) -> Paper {
    papers::read(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}: {text}"))
}

fn refusal(bytes: &[u8]) -> String {
    papers::read(bytes).map(|paper| format!("{paper:?}")).unwrap_err().to_string()
}

fn titles(paper: &Paper) -> Vec<String> {
    paper
        .items
        .iter()
        .map(|item| format!("{} {}", item.number.as_deref().unwrap_or("-"), item.title))
        .collect()
}

const PAGE: &str = "Agenda and minutes\n\nHarbour & Quays Panel - Monday, 3rd March, 2025 6.30 pm\n\nVenue: Sail Loft, Quay Street. View directions\n\n\
    Items\nNo. Item\n\n1.\n\nApologies\n\nMinutes:\n\nCllr Moss sent apologies.\n\n2.\n\nDredging pdf icon PDF 96 KB\n\n\
    [Ada Lund, Harbour Master, and Bo Carr, Dredging Engineer, to present report]\n\nAdditional documents:\n\n\
    \u{b7}\u{a0}Chart , item 2. pdf icon PDF 1 MB\n\nMinutes:\n\nAda Lund spoke.  Two spaces stay.\n\nThree ways were open:\n\n\
    1.\u{a0} dredge;\n\n2.\u{a0} wait.\n\nResolved:\n\n1.    That the north quay be dredged.\n\n2.    That a report come in May.\n\n\
    3.\n\nExclusion of the press and public\n\nPART 2 - PRIVATE\n\n4.\n\nTender\n";

#[test]
fn a_pasted_page_gives_head_items_presenters_documents_minutes_and_resolutions() {
    let paper = read(PAGE);
    assert_eq!(paper.body.as_deref(), Some("Harbour & Quays Panel"));
    assert_eq!(paper.date.unwrap().to_string(), "2025-03-03");
    assert_eq!(paper.time.unwrap().to_string(), "18:30:00");
    assert_eq!(paper.venue.as_deref(), Some("Sail Loft, Quay Street"));
    assert_eq!(
        titles(&paper),
        ["1 Apologies", "2 Dredging", "3 Exclusion of the press and public", "4 Tender"]
    );
    let item = &paper.items[1];
    let who: Vec<&str> = item.presenters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(who, ["Ada Lund", "Bo Carr"]);
    assert_eq!(item.presenters[1].role.as_deref(), Some("Dredging Engineer"));
    assert_eq!(item.documents, ["Chart"]);
    assert_eq!(item.minutes.len(), 4);
    assert_eq!(item.minutes[0], "Ada Lund spoke.  Two spaces stay.");
    assert_eq!(item.resolved, ["That the north quay be dredged.", "That a report come in May."]);
    assert_eq!(paper.items.iter().map(|item| item.exempt).collect::<Vec<_>>(), [false, false, false, true]);
}

#[test]
fn each_form_of_number_is_read() {
    for (form, want) in [
        (["1.", "2.", "3."], ["1", "2", "3"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["(1)", "(2)", "(3)"], ["1", "2", "3"]),
        (["5.", "5a.", "6."], ["5", "5a", "6"]),
        (["A.", "B.", "C."], ["A", "B", "C"]),
        (["I.", "II.", "III."], ["I", "II", "III"]),
        (["24/101", "24/102", "24/103"], ["24/101", "24/102", "24/103"]),
        (["41/22.", "42/22.", "43/22."], ["41/22", "42/22", "43/22"]),
        (["24.07", "24.08", "24.09"], ["24.07", "24.08", "24.09"]),
        (["Item 1:", "Item 2:", "Item 3:"], ["1", "2", "3"]),
    ] {
        let paper = read(&format!(
            "AGENDA\n\n{} Welcome to all\n{} Roads and paths\n{} Any other business\n",
            form[0], form[1], form[2]
        ));
        let numbers: Vec<&str> = paper.items.iter().filter_map(|item| item.number.as_deref()).collect();
        assert_eq!(numbers, want, "{form:?}");
    }
}

#[test]
fn warnings_name_their_lines() {
    let paper = read(
        "Works Panel - Monday, 4th March, 2025 6.00 pm\n\nAGENDA\n\n1. Apologies\n2. Roads\n[Ada Lund, Surveyor, to present report\n3. Close\n",
    );
    let lines: Vec<usize> = paper.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(lines, [1, 7]);
    assert_eq!(paper.items[1].presenters[0].name, "Ada Lund");
}

#[test]
fn what_is_no_agenda_is_refused_in_one_sentence() {
    for (bytes, word) in [
        (&b" \n "[..], "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "no text"),
        (b"Area Forum - Monday, 3rd March, 2025 6.30 pm, CANCELLED\n\nNo documents\n", "cancelled"),
        (b"Browse meetings\n\nHarbour Board\n\n14 Jan 2026 2.30 pm\n26 Nov 2025 2.30 pm - Agenda\n24 Sep 2025 2.30 pm - Agenda\n", "list of meetings"),
        (b"[{\"PersonId\": 4, \"PersonFullName\": \"Ada Lund\"}]", "people"),
        (b"{\"hello\": 1}", "JSON"),
        (b"{\"hello\": ", "broken at line 1"),
        (b"Dear all, nothing to say.", "items"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"%PDF-1.4 nothing", "PDF"),
        (b"<councillorsbyward><wards><ward><councillors><councillor/></councillors></ward></wards></councillorsbyward>", "councillors"),
    ] {
        let said = refusal(bytes);
        assert!(said.contains(word), "{word}: {said}");
        assert!(!said.contains('\n'));
    }
}

fn docx(document: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/numbering.xml", options).unwrap();
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"7\">{}{}</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)")
    );
    archive.write_all(numbering.as_bytes()).unwrap();
    archive.start_file("word/document.xml", options).unwrap();
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn paragraph(level: Option<u32>, text: &str) -> String {
    let list = level
        .map(|l| format!("<w:pPr><w:numPr><w:ilvl w:val=\"{l}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"));
    format!("<w:p>{}<w:r><w:t>{text}</w:t></w:r></w:p>", list.unwrap_or_default())
}

#[test]
fn words_own_numbers_are_counted() {
    let body = [
        paragraph(None, "Paths Committee"),
        paragraph(None, "Monday 3 March 2025 at 6.30 pm"),
        paragraph(Some(0), "Apologies"),
        paragraph(Some(0), "Reports"),
        paragraph(Some(1), "Gates &amp; stiles"),
        paragraph(Some(1), "Bridges"),
        paragraph(Some(0), "Close"),
    ];
    let paper =
        papers::read(&docx(&format!("<w:document><w:body>{}</w:body></w:document>", body.concat()))).unwrap();
    assert_eq!(titles(&paper), ["1 Apologies", "2 Reports", "3 Close"]);
    assert_eq!(paper.items[1].children[0].title, "Gates & stiles");
    assert_eq!(paper.items[1].children[1].number.as_deref(), Some("b"));
}

#[test]
fn tables_are_read_in_every_format() {
    let html = "<html><body><h1>Board of Trustees</h1><table><tr><th>Item</th><th>Title</th><th>Lead</th></tr>\
        <tr><td>1</td><td>Welcome</td><td>Chair</td></tr><tr><td>2</td><td>Accounts</td><td>Ada Lund</td></tr></table></body></html>";
    let csv = "Item,Title,Lead\n1,Welcome,Chair\n2,Accounts,Ada Lund\n";
    let markdown = "# Board of Trustees\n\n| Item | Title | Lead |\n|---|---|---|\n| 1 | Welcome | Chair |\n| 2 | Accounts | Ada Lund |\n";
    let tabs = "Board of Trustees\n\nItem\tTitle\tLead\n1\tWelcome\tChair\n2\tAccounts\tAda Lund\n";
    for text in [html, csv, markdown, tabs] {
        let paper = read(text);
        assert_eq!(titles(&paper), ["1 Welcome", "2 Accounts"], "{text}");
        assert_eq!(paper.items[1].presenters[0].name, "Ada Lund", "{text}");
    }
}

#[test]
fn web_service_xml_is_read() {
    let xml = "<?xml version=\"1.0\"?><getmeeting><meetingid>4</meetingid><meetingtitle>Harbour Board - Monday, 3rd March, 2025 6.30 pm</meetingtitle>\
        <committeename>Harbour Board</committeename><meetingdate>03/03/2025</meetingdate><meetingtime>18:30</meetingtime><meetinglocation>Sail Loft</meetinglocation>\
        <agendaitems><agendaitem><agendaitemtitle>Apologies</agendaitemtitle><agendanumber>1.</agendanumber></agendaitem>\
        <agendaitem><agendaitemtitle>Dredging &amp; dumping</agendaitemtitle><agendanumber>2.</agendanumber><isrestricted>True</isrestricted></agendaitem></agendaitems></getmeeting>";
    let paper = read(xml);
    assert_eq!(paper.body.as_deref(), Some("Harbour Board"));
    assert_eq!(titles(&paper), ["1 Apologies", "2 Dredging & dumping"]);
    assert!(paper.items[1].exempt);
    let members = "<councillorsbyward><wards><ward><councillors><councillor><fullusername>Councillor Ada Lund OBE</fullusername>\
        <politicalpartytitle>Independent</politicalpartytitle></councillor></councillors></ward></wards></councillorsbyward>";
    let found = papers::members(members.as_bytes()).unwrap();
    assert_eq!(found[0].name, "Councillor Ada Lund OBE");
    assert_eq!(found[0].group.as_deref(), Some("Independent"));
}

#[test]
fn bombs_are_refused_and_long_papers_are_quick() {
    let deep = format!("<html><body>{}", "<div>".repeat(200_000));
    assert!(!refusal(deep.as_bytes()).is_empty());
    let many = format!("<html><body>{}", "<p>x</p>".repeat(300_000));
    assert!(refusal(many.as_bytes()).contains("250,000"));
    let zipped = docx(&" ".repeat(70 << 20));
    assert!(refusal(&zipped).contains("64 MB"));
    let long = "1. One\n2. Two\nresolved: (the [and 3/4 of it\n".repeat(2_000);
    assert!(papers::read(long.as_bytes()).is_ok());
    assert!(refusal("1. One\n".repeat(200_000).as_bytes()).contains("30,000 lines"));
}

#[expect(clippy::print_stdout, reason = "a check left out should be seen")]
fn shared() -> Option<PathBuf> {
    let mut at = Path::new(env!("CARGO_MANIFEST_DIR"));
    while let Some(parent) = at.parent() {
        let found = parent.join("shared/corpus");
        if found.join("truth").is_dir() {
            return Some(found);
        }
        at = parent;
    }
    println!("the shared corpus is not here: its papers were not read");
    None
}

#[test]
fn the_shared_papers_are_read_or_refused_as_their_truth_says() {
    let Some(corpus) = shared() else { return };
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(corpus.join("truth")).unwrap() {
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
        let file = truth["file"].as_str().unwrap();
        let read: Result<Paper, Refusal> = papers::read(&std::fs::read(corpus.join(file)).unwrap());
        match (truth["expect"] == "refuse", read) {
            (true, Ok(_)) => wrong.push(format!("{file}: not refused")),
            (false, Err(refusal)) => wrong.push(format!("{file}: {refusal}")),
            (true, Err(_)) => {}
            (false, Ok(paper)) => compare(&truth, &paper, file, &mut wrong),
        }
    }
    assert!(wrong.len() <= 4, "{}", wrong.join("\n"));
}

fn compare(truth: &serde_json::Value, paper: &Paper, file: &str, wrong: &mut Vec<String>) {
    let wanted = truth["items"].as_array().unwrap().iter().filter(|item| item["optional"] != true).count();
    if paper.items.len() < wanted {
        wrong.push(format!("{file}: {} items of {wanted}", paper.items.len()));
    }
    for said in truth["minutes"].as_array().into_iter().flatten() {
        let name = said["item"].as_str().unwrap();
        let Some(item) = find(&paper.items, name) else {
            wrong.push(format!("{file}: no item {name}"));
            continue;
        };
        let resolved: Vec<&str> =
            said["resolved"].as_array().unwrap().iter().filter_map(|text| text.as_str()).collect();
        if item.resolved != resolved {
            wrong.push(format!("{file} {name}: {:?} for {resolved:?}", item.resolved));
        }
        if Some(item.minutes.len()) != said["paragraphs"].as_u64().and_then(|n| usize::try_from(n).ok()) {
            wrong.push(format!("{file} {name}: {} paragraphs {:#?}", said["paragraphs"], item.minutes));
        }
    }
}

fn find<'p>(items: &'p [PaperItem], name: &str) -> Option<&'p PaperItem> {
    items.iter().find_map(|item| {
        let own = item.number.as_deref() == Some(name) || item.title == name;
        if own { Some(item) } else { find(&item.children, name) }
    })
}

#[test]
fn the_reference_page_is_read_whole() {
    let Some(corpus) = shared() else { return };
    let text = std::fs::read_to_string(corpus.join("../reference/item-page.txt")).unwrap();
    let paper = read(&text);
    let item = &paper.items[0];
    assert_eq!(paper.items.len(), 1);
    assert_eq!(item.number, None);
    assert!(item.presenter_line.as_deref().unwrap().ends_with(", to present report]"));
    assert_eq!(item.resolved.len(), 2);
    let whole = text.replace('\u{a0}', " ");
    for paragraph in &item.minutes {
        assert!(whole.contains(paragraph.as_str()), "{paragraph}");
    }
    let begin = whole.find("Minutes:").unwrap();
    let end = whole.find("Resolved:").unwrap();
    let blocks =
        whole.get(begin..end).unwrap().lines().skip(1).filter(|line| !line.trim().is_empty()).count();
    assert_eq!(item.minutes.len(), blocks);
}

/// Words that papers are made of.
const SCRAPS: &[&str] = &[
    "1.",
    "2.",
    "1",
    "2)",
    "(3)",
    "IV.",
    "a)",
    "A.",
    "5.1",
    "24/07",
    "Item 3:",
    "[",
    "]",
    "(",
    ")",
    "-",
    "–",
    "\n",
    "\n\n",
    "\t",
    "  ",
    "Minutes:",
    "Decision:",
    "RESOLVED:",
    "Resolved",
    "Additional documents:",
    "AGENDA",
    "No. Item",
    "PART 2 - EXEMPT",
    "Present:",
    "Ada Lund",
    "Head of Roads",
    "to present report",
    "Monday, 3rd March, 2025",
    "6.30 pm",
    "31 February 2025",
    "00:99",
    "Venue:",
    "é",
    "\u{a0}",
    "\u{ad}",
    "“",
    "”",
    "|",
    "# ",
    "**",
    "---",
    "<td>",
    "</table>",
    "<p>",
    "&amp;",
    "\"",
    ",",
    "{",
    "}",
    "12:",
    "99999999999999999999",
    "Councillors",
    "and",
    "All",
    "MW",
    "Title",
    "Lead",
    "Time",
    "pdf icon PDF 9 KB",
    "exclusion of the public",
];

/// Those words in any order: what no clerk wrote must not end the program.
fn scraps() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SCRAPS), 0..120).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_ends_the_reader(text in scraps()) {
        let _seen = papers::read(text.as_bytes()).is_ok();
    }

    #[test]
    fn no_page_ends_the_reader(text in scraps()) {
        let _seen = papers::read(format!("<html><body><table id=mgItemTable><tr><td class=mgItemNumberCell>{text}").as_bytes()).is_ok();
    }

    #[test]
    fn no_markdown_ends_the_reader(text in scraps()) {
        let _seen = papers::read(format!("# Head\n\n**a** **b** **c**\n\n{text}").as_bytes()).is_ok();
    }

    #[test]
    fn no_table_ends_the_reader(text in scraps()) {
        let _seen = papers::read(format!("Item,Title,Lead\n{text}").as_bytes()).is_ok();
    }

    #[test]
    fn no_xml_ends_the_reader(text in scraps()) {
        let _seen = papers::read(format!("<?xml version=\"1.0\"?><getmeeting><agendaitem><title>{text}").as_bytes()).is_ok();
        let _members = papers::members(text.as_bytes()).is_ok();
    }

    #[test]
    fn no_word_document_ends_the_reader(text in scraps(), level in 0..99_u32) {
        let _seen = papers::read(&docx(&format!("<w:document>{}{text}</w:document>", paragraph(Some(level), "x")))).is_ok();
    }

    #[test]
    fn no_json_ends_the_reader(text in scraps()) {
        let text = serde_json::json!([{ "EventItemTitle": text, "EventItemAgendaNumber": null }]).to_string();
        let _seen = papers::read(text.as_bytes()).is_ok();
    }

    #[test]
    fn no_bytes_end_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _seen = papers::read(&bytes).is_ok();
        let _marked = papers::read(&[b"PK\x03\x04".as_slice(), &bytes].concat()).is_ok();
    }
}

#[test]
fn data_with_more_objects_than_any_agenda_has_are_refused_in_a_sentence() {
    let many = format!("[{}]", vec![r#"{"EventItemTitle":"x"}"#; 20_001].join(","));
    let refusal = papers::read(many.as_bytes()).unwrap_err();
    assert!(refusal.to_string().contains("20,000 objects"), "{refusal}");
}
