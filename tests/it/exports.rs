//! What comes out: every document of an invented council in its formats.

use minutebook::export::{Document, Format, Request, Templates, clipboard, render};
use minutebook::meeting::{Due, Entry, HouseStyle, ItemId, Meeting, Span, Turn, Who};

use crate::stage::{evening, panel};

fn request(document: Document, format: Format) -> Request {
    let (public, points, rich) = (false, false, false);
    Request { document, format, public, points, rich, offset: None, now: evening() }
}

/// The invented panel with minutes, an exempt item and actions.
fn minuted() -> Meeting {
    let mut meeting = panel();
    meeting.head.body = Some("Roads & Rivers Scrutiny Panel".to_owned());
    meeting.head.council = Some("Larkmere Council".to_owned());
    meeting.head.date = chrono::NaiveDate::from_ymd_opt(2026, 3, 12);
    let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
    let item = &mut meeting.items[0];
    item.minutes =
        vec![entry("The panel noted that 23.9% of <roads> were wet."), entry(""), entry("1. It rained.")];
    item.points = vec![entry("private thought")];
    item.resolved =
        vec![entry("The Chair to write to the Minister by 14/03/2026."), entry("That the report be noted.")];
    let secret = &mut meeting.items[1];
    secret.head.exempt = true;
    secret.head.exempt_reason = Some("3".to_owned());
    secret.minutes = vec![entry("The price was £4,500,000 for the old mill.")];
    secret.resolved = vec![entry("That the old mill be sold."), entry("That the panel be told.")];
    secret.resolved[1].fields.public = true;
    meeting
}

fn text_of(meeting: &Meeting, request: &Request) -> String {
    let rendered = render(meeting, &HouseStyle::default(), &Templates::default(), request).unwrap();
    assert_eq!(rendered.warnings, Vec::<String>::new());
    String::from_utf8(rendered.bytes).unwrap()
}

#[test]
fn every_document_comes_in_its_formats_or_says_in_which_it_comes() {
    let meeting = minuted();
    let item = Document::Item(meeting.items[0].id);
    for document in [Document::Minutes, item, Document::Actions, Document::Decisions, Document::Chapters] {
        for format in Format::ALL {
            let made =
                render(&meeting, &HouseStyle::default(), &Templates::default(), &request(document, format));
            match made {
                Ok(rendered) => {
                    assert!(!rendered.bytes.is_empty(), "{document:?} {format:?}");
                    assert!(rendered.name.starts_with("2026-03-12-roads-rivers-scrutiny-panel-"));
                }
                Err(error) => assert!(error.to_string().contains("it comes as"), "{error}"),
            }
        }
    }
}

#[test]
fn one_item_as_text_has_the_reference_shape() {
    let meeting = minuted();
    let text = text_of(&meeting, &request(Document::Item(ItemId(1)), Format::Text));
    let title = &meeting.items[0].head.title;
    let expected = format!(
        "Agenda item\n\n{title}\n\nMinutes:\n\nThe panel noted that 23.9% of <roads> were wet.\n\n1. It rained.\n\n\
         Resolved:\n\n1. The Chair to write to the Minister by 14/03/2026.\n\n2. That the report be noted.\n\nSupporting documents:\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn the_fragment_for_a_cms_is_one_line_without_attributes() {
    let meeting = minuted();
    let clip = clipboard(
        &meeting,
        &HouseStyle::default(),
        &Templates::default(),
        (Document::Item(ItemId(1)), false),
        false,
    )
    .unwrap();
    assert_eq!(
        clip.html,
        "<p>The panel noted that 23.9% of &lt;roads&gt; were wet.</p><p>1. It rained.</p><p><strong>Resolved:</strong></p>\
         <ol><li>The Chair to write to the Minister by 14/03/2026.</li><li>That the report be noted.</li></ol>"
    );
    assert_eq!(
        clip.plain,
        "The panel noted that 23.9% of <roads> were wet.\n\n1. It rained.\n\nResolved:\n\n\
         1. The Chair to write to the Minister by 14/03/2026.\n\n2. That the report be noted.\n"
    );
    assert_eq!(clip.warnings, Vec::<String>::new());
}

#[test]
fn an_exempt_item_is_copied_in_its_public_version() {
    let meeting = minuted();
    let document = (Document::Item(ItemId(2)), true);
    let clip = clipboard(&meeting, &HouseStyle::default(), &Templates::default(), document, false).unwrap();
    assert!(!clip.html.contains("mill"), "{}", clip.html);
    assert!(clip.html.contains("paragraph 3 of Part 1 of Schedule 12A"));
    assert!(clip.html.contains("<p>2. That the panel be told.</p>"));
    assert_eq!(clip.warnings.len(), 2, "{:?}", clip.warnings);
    assert_eq!(clip.warnings[0], "This item is exempt: only its public version was copied.");
    assert!(clip.warnings[1].contains("a public summary would leave a fair record"));
}

#[test]
fn actions_as_a_table_have_the_columns_promised() {
    let text = text_of(&minuted(), &request(Document::Actions, Format::Csv));
    let mut lines = text.split("\r\n");
    assert_eq!(lines.next(), Some("date,body,item,number,action,owner,due,status"));
    let row = lines.next().unwrap();
    assert!(row.starts_with("2026-03-12,Roads & Rivers Scrutiny Panel,"), "{row}");
    assert!(row.ends_with(",1,The Chair to write to the Minister by 14/03/2026.,Chair,,open"), "{row}");
}

#[test]
fn points_are_never_published_unless_asked_for() {
    let meeting = minuted();
    for format in [Format::Text, Format::Html, Format::Cms, Format::Markdown] {
        assert!(!text_of(&meeting, &request(Document::Minutes, format)).contains("private thought"));
        let asked = Request { points: true, ..request(Document::Minutes, format) };
        assert!(text_of(&meeting, &asked).contains("private thought"));
    }
}

#[test]
fn nothing_exempt_is_in_a_public_document() {
    let meeting = minuted();
    for document in [Document::Minutes, Document::Actions, Document::Decisions, Document::Item(ItemId(2))] {
        for format in Format::ALL {
            let wanted = Request { public: true, ..request(document, format) };
            let Ok(rendered) = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted)
            else {
                continue;
            };
            let text = if format == Format::Docx {
                part(&rendered.bytes, "word/document.xml")
            } else {
                String::from_utf8_lossy(&rendered.bytes).into_owned()
            };
            assert!(!text.contains("mill") && !text.contains("4,500,000"), "{document:?} {format:?}: {text}");
        }
    }
}

#[test]
fn a_broken_template_of_the_clerks_is_named_with_its_line_and_the_shipped_one_used() {
    let meeting = minuted();
    for (source, line) in [("one\n{% if %}", "line 2"), ("one\n\n{{ nothing }}", "line 3")] {
        let templates = Templates::with_user(vec![("item.txt".to_owned(), source.to_owned())]);
        let wanted = request(Document::Item(ItemId(1)), Format::Text);
        let rendered = render(&meeting, &HouseStyle::default(), &templates, &wanted).unwrap();
        assert_eq!(rendered.warnings.len(), 1, "{:?}", rendered.warnings);
        assert!(rendered.warnings[0].contains("item.txt") && rendered.warnings[0].contains(line));
        assert!(String::from_utf8_lossy(&rendered.bytes).contains("Resolved:"));
    }
}

/// The reference page as a meeting of one item, read by its headings alone.
fn from_page(page: &str) -> Meeting {
    let mut item = minutebook::meeting::Item { id: ItemId(1), ..Default::default() };
    let mut part = "";
    let blocks = page
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace()))
        .filter(|line| !line.is_empty());
    for line in blocks {
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        match (line, part) {
            ("Agenda item" | "Minutes:" | "Resolved:" | "Supporting documents:", _) => part = line,
            (_, "Agenda item") if line.starts_with('[') => item.head.presenter_line = Some(line.to_owned()),
            (_, "Agenda item") => line.clone_into(&mut item.head.title),
            (_, "Minutes:") => item.minutes.push(entry(line)),
            (_, "Resolved:") => {
                let text = line.split_once('.').map_or(line, |(_, text)| text.trim());
                item.resolved.push(entry(text));
            }
            _ => item.head.documents.push(line.to_owned()),
        }
    }
    Meeting { items: vec![item].into(), ..Meeting::default() }
}

#[test]
#[expect(clippy::print_stdout, reason = "says why it was skipped")]
fn the_reference_page_comes_out_as_it_went_in() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().map(|folder| folder.join("shared/reference/item-page.txt"));
    let page = beside.into_iter().find(|page| page.exists()).unwrap_or_default();
    let Ok(page) = std::fs::read_to_string(page) else {
        println!("skipped: the reference page is not here");
        return;
    };
    let text = text_of(&from_page(&page), &request(Document::Item(ItemId(1)), Format::Text));
    let normal = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(normal(&text), normal(&page));
}

#[test]
fn a_passage_of_an_exempt_entry_that_stands_elsewhere_is_named_with_its_place() {
    let mut meeting = minuted();
    let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
    meeting.items[0].minutes.push(entry("Somebody said £4,500,000 aloud."));
    meeting.items[2].resolved.push(entry("The  price was £4,500,000 for the old mill."));
    let wanted = Request { public: true, ..request(Document::Minutes, Format::Text) };
    let rendered = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    let leaks: Vec<_> = rendered.warnings.iter().filter(|w| w.contains("would be published")).collect();
    assert_eq!(leaks.len(), 2, "{leaks:?}");
    assert!(leaks[0].contains("Minutes 4") && leaks[1].contains("Resolved 1"), "{leaks:?}");
}

#[test]
fn open_actions_are_tasks_with_a_due_date_only_where_there_is_one() {
    let mut meeting = minuted();
    let due = chrono::NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    meeting.items[0].resolved[1].fields.resolution.due = Some(Due::On(due));
    let text = text_of(&meeting, &request(Document::Actions, Format::Ics));
    assert_eq!(text.matches("BEGIN:VTODO").count(), 2);
    assert_eq!(text.matches("DUE").count(), 1);
    assert!(text.contains("DUE;VALUE=DATE:20260630\r\n"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn chapters_are_the_items_and_turns_with_the_offset_of_the_recording() {
    let mut meeting = minuted();
    let at = |minutes: i64| evening() + chrono::TimeDelta::minutes(minutes);
    meeting.times.started = Some(at(0));
    meeting.times.ended = Some(at(50));
    meeting.items[0].taken = vec![Span { from: at(1), to: Some(at(20)) }];
    meeting.items[0].turns = vec![Turn { who: Who::Voice("The <panel>".to_owned()), at: at(5) }];
    let offset = Some(chrono::TimeDelta::seconds(90));
    let wanted = Request { offset, ..request(Document::Chapters, Format::Vtt) };
    let text = text_of(&meeting, &wanted);
    let label = format!("1 {}", meeting.items[0].head.title);
    assert_eq!(
        text,
        format!(
            "WEBVTT\n\n00:02:30.000 --> 00:06:30.000\n{label}\n\n00:06:30.000 --> 00:51:30.000\n{label}: The &lt;panel&gt;\n"
        )
    );
}

#[test]
fn every_house_style_makes_every_document() {
    let meeting = minuted();
    for name in HouseStyle::names() {
        let style = HouseStyle::named(name).unwrap();
        for format in [Format::Text, Format::Html, Format::Cms, Format::Markdown] {
            let wanted = request(Document::Minutes, format);
            let rendered = render(&meeting, &style, &Templates::default(), &wanted).unwrap();
            assert_eq!(rendered.warnings, Vec::<String>::new(), "{name}");
            let text = String::from_utf8_lossy(&rendered.bytes).into_owned();
            let usual = if name == "cymraeg" { "Penderfynwyd:" } else { "Resolved:" };
            let heading = if style.resolved.is_empty() { usual } else { style.resolved.as_str() };
            assert!(text.contains(heading), "{name} {format:?}");
        }
    }
}

/// The text of one part of a Word document.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn a_word_document_has_headings_lists_that_restart_pages_and_a_draft_mark_until_approved() {
    let mut meeting = minuted();
    let wanted = request(Document::Minutes, Format::Docx);
    let made = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    let document = part(&made.bytes, "word/document.xml");
    assert_eq!(document.matches("<w:pStyle w:val=\"Title\"/>").count(), 1);
    assert!(document.contains("<w:pStyle w:val=\"Heading1\"/>") && document.contains("<w:tblHeader/>"));
    assert!(
        document.contains("Draft, subject to approval") && document.contains("Signed as a correct record")
    );
    assert!(document.contains("<w:numId w:val=\"1\"/>") && document.contains("<w:numId w:val=\"2\"/>"));
    assert_eq!(
        part(&made.bytes, "word/minutes-numbering.xml").matches("<w:startOverride w:val=\"1\"/>").count(),
        2
    );
    assert!(part(&made.bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    let footer = part(&made.bytes, "word/minutes-footer.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
    for name in ["[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/minutes-numbering.xml"]
    {
        let xml = part(&made.bytes, name);
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    meeting.state = minutebook::meeting::State::Approved;
    let made = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    assert!(!part(&made.bytes, "word/document.xml").contains("Draft, subject"));
}

#[test]
fn a_letterhead_lends_its_styles_header_and_footer_and_a_broken_one_is_named() {
    let meeting = minuted();
    let wanted = request(Document::Minutes, Format::Docx);
    let style = HouseStyle::default();
    let lender =
        render(&meeting, &HouseStyle::named("us-city").unwrap(), &Templates::default(), &wanted).unwrap();
    let templates = Templates::default().with_reference(lender.bytes);
    let made = render(&meeting, &style, &templates, &wanted).unwrap();
    assert_eq!(made.warnings, Vec::<String>::new());
    assert_eq!(part(&made.bytes, "word/document.xml").matches("<w:headerReference").count(), 1);
    assert!(part(&made.bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    let broken = Templates::default().with_reference(b"no archive".to_vec());
    let made = render(&meeting, &style, &broken, &wanted).unwrap();
    assert!(made.warnings[0].starts_with("The letterhead is not used"), "{:?}", made.warnings);
}

/// Writes every document of the invented panel into the folder that `MINUTEBOOK_LOOK` names, for looking at.
#[test]
#[ignore = "writes files to be looked at"]
fn documents_to_look_at() {
    let folder = std::path::PathBuf::from(option_env!("MINUTEBOOK_LOOK").unwrap_or("target/look"));
    std::fs::create_dir_all(&folder).unwrap();
    let meeting = minuted();
    for name in HouseStyle::names() {
        for document in [Document::Minutes, Document::Item(ItemId(1)), Document::Actions, Document::Decisions]
        {
            for format in Format::ALL {
                let wanted = request(document, format);
                let style = HouseStyle::named(name).unwrap();
                if let Ok(made) = render(&meeting, &style, &Templates::default(), &wanted) {
                    std::fs::write(folder.join(format!("{name}-{}", made.name)), made.bytes).unwrap();
                }
            }
        }
    }
}

/// A meeting of a hundred thousand words: 40 items of 50 paragraphs, with 250 actions each.
fn long() -> Meeting {
    let mut meeting = minuted();
    let words =
        "The panel asked how the 23.9% rise would be met and was told of the plan for the coming year. ";
    let entry = |text: &str| Entry { text: text.trim().to_owned(), ..Entry::default() };
    let model = meeting.items[0].clone();
    meeting.items = (1..=40)
        .map(|n| {
            let mut item = model.clone();
            item.id = ItemId(n);
            item.minutes = (0..50).map(|_| entry(&words.repeat(3))).collect();
            item.resolved = (0..250).map(|_| entry("The Chair to write to the Minister, again.")).collect();
            item
        })
        .collect();
    meeting
}

#[test]
#[ignore = "measures; run it in a release build"]
#[expect(clippy::print_stdout, reason = "the times are what it is for")]
fn a_hundred_thousand_words_take_less_than_a_second_in_every_format() {
    let meeting = long();
    for document in [Document::Minutes, Document::Actions] {
        for format in Format::ALL {
            for public in [false, true] {
                let wanted = Request { public, ..request(document, format) };
                let began = std::time::Instant::now();
                let made = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted);
                let took = began.elapsed();
                if let Ok(made) = made {
                    println!("{document:?} {format:?} {public}: {} bytes in {took:?}", made.bytes.len());
                    assert_eq!(made.warnings, Vec::<String>::new());
                    assert!(took < std::time::Duration::from_secs(1), "{document:?} {format:?}: {took:?}");
                }
            }
        }
    }
}

#[test]
fn a_public_session_as_data_does_not_say_who_spoke_in_private() {
    let mut meeting = minuted();
    meeting.items[1].turns = vec![Turn { who: Who::Voice("The buyer".to_owned()), at: evening() }];
    let wanted = request(Document::Minutes, Format::Json);
    assert!(text_of(&meeting, &wanted).contains("The buyer"));
    let wanted = Request { public: true, ..wanted };
    let made = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    assert!(!String::from_utf8_lossy(&made.bytes).contains("The buyer"));
}

#[test]
#[ignore = "reads a letterhead from target/look/letterhead.docx and writes what comes of it beside it"]
fn a_letterhead_to_look_at() {
    let folder = std::path::Path::new("target/look");
    let Ok(letterhead) = std::fs::read(folder.join("letterhead.docx")) else { return };
    let templates = Templates::default().with_reference(letterhead);
    let wanted = request(Document::Minutes, Format::Docx);
    let made = render(&minuted(), &HouseStyle::default(), &templates, &wanted).unwrap();
    assert_eq!(made.warnings, Vec::<String>::new());
    std::fs::write(folder.join("on-letterhead.docx"), made.bytes).unwrap();
}

#[test]
fn a_document_with_exempt_entries_says_on_top_that_it_is_not_for_publication() {
    let meeting = minuted();
    let mark = "Contains exempt information – not for publication";
    for document in [Document::Minutes, Document::Decisions, Document::Actions, Document::Item(ItemId(2))] {
        for format in [Format::Text, Format::Html, Format::Cms, Format::Markdown, Format::Docx] {
            let text = |public| {
                let wanted = Request { public, ..request(document, format) };
                let made =
                    render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap().bytes;
                if format == Format::Docx {
                    let header = part(&made, "word/minutes-header.xml");
                    assert_eq!(header.contains(mark), !public, "{document:?}");
                    return part(&made, "word/document.xml");
                }
                String::from_utf8(made).unwrap()
            };
            let whole = text(false);
            let at = whole.find(mark).unwrap_or_else(|| panic!("{document:?} {format:?}: {whole}"));
            assert!(whole.find("mill").is_none_or(|secret| at < secret));
            assert!(whole.contains("Schedule 12A, paragraph 3"));
            assert!(!text(true).contains(mark), "{document:?} {format:?}");
        }
    }
    let open = text_of(&meeting, &request(Document::Item(ItemId(1)), Format::Text));
    assert!(!open.contains(mark), "{open}");
}

#[test]
fn a_passage_that_the_clerk_marked_is_named_wherever_it_would_be_published() {
    let mut meeting = minuted();
    meeting.items[0].minutes[0].fields.confidential = vec!["23.9%".to_owned()];
    meeting.items[2].head.documents = vec!["Roads: the 23.9% paper".to_owned()];
    let wanted = Request { public: true, ..request(Document::Minutes, Format::Text) };
    let made = render(&meeting, &HouseStyle::default(), &Templates::default(), &wanted).unwrap();
    let marked: Vec<_> = made.warnings.iter().filter(|w| w.contains("marked as confidential")).collect();
    assert_eq!(marked.len(), 2, "{:?}", made.warnings);
    assert!(marked[0].contains("item 1, Minutes 1") && marked[1].contains("documents of"), "{marked:?}");
    assert_eq!(
        text_of(&meeting, &request(Document::Item(ItemId(1)), Format::Text)).matches("23.9%").count(),
        1
    );
}
