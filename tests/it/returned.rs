//! A document that comes back from the chair with changes, tracked or not, is read back and taken over entry by entry.

use std::io::{Cursor, Read, Write};

use minutebook::app::Event;
use minutebook::export::returned::proposals;
use minutebook::export::{Document, Format, Request, Templates, render};
use minutebook::meeting::{HouseStyle, Meeting, Pane};

use crate::revisions::met;
use crate::stage::{Stage, evening};

fn made(meeting: &Meeting, format: Format) -> Vec<u8> {
    let request = Request {
        document: Document::Minutes,
        format,
        public: false,
        points: false,
        rich: true,
        offset: None,
        now: evening(),
    };
    render(meeting, &HouseStyle::default(), &Templates::default(), &request).unwrap().bytes
}

/// The document with its body changed, as another program would write it.
fn edited(docx: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let (name, mut text) = (file.name().unwrap().to_string(), Vec::new());
        file.read_to_end(&mut text).unwrap();
        if name == "word/document.xml" {
            text = change(String::from_utf8(text).unwrap()).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn came_back(stage: &mut Stage, bytes: Vec<u8>) {
    stage.tell(Event::Returned("chair.docx".to_owned(), bytes));
}

#[test]
fn a_document_that_was_not_changed_says_the_same() {
    let stage = met();
    for format in [Format::Docx, Format::Html] {
        let found = proposals(
            stage.meeting(),
            (&HouseStyle::default(), &Templates::default()),
            &made(stage.meeting(), format),
            evening(),
        );
        assert_eq!(found.unwrap(), [], "{format:?}");
    }
}

#[test]
fn tracked_changes_are_taken_or_refused_one_by_one_each_a_step_of_undo() {
    let mut stage = met();
    let bytes = edited(&made(stage.meeting(), Format::Docx), |xml| {
        let noted = "The panel noted the report.";
        assert!(xml.contains(noted));
        let xml = xml.replace(
            noted,
            "The panel </w:t></w:r><w:del w:id=\"1\" w:author=\"C\"><w:r><w:delText>noted</w:delText></w:r></w:del>\
             <w:ins w:id=\"2\" w:author=\"C\"><w:r><w:t>welcomed</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> the report.",
        );
        let hours = "Members asked about opening hours.";
        xml.replace(hours, &format!("{hours}</w:t></w:r></w:p><w:p><w:r><w:t>Cllr Rowan thanked the staff."))
            .replace("That the report be noted", "That the report be received")
    });
    came_back(&mut stage, bytes);
    let screen = stage.screen();
    for wanted in ["3 changes, 3 to decide", "[-noted-]{+welcomed+}", "{+Cllr Rowan thanked the staff.+}"] {
        assert!(screen.contains(wanted), "{wanted}: {screen}");
    }
    stage.play("<enter><enter><delete>");
    assert!(stage.screen().contains("0 to decide"), "{}", stage.screen());
    stage.play("<esc>");
    let texts = |stage: &Stage, pane: Pane| -> Vec<String> {
        stage.meeting().items[1].pane(pane).iter().map(|entry| entry.text.clone()).collect()
    };
    let (welcomed, hours) = ("The panel welcomed the report.", "Members asked about opening hours.");
    assert_eq!(texts(&stage, Pane::Minutes), [welcomed, hours, "Cllr Rowan thanked the staff."]);
    assert_eq!(texts(&stage, Pane::Resolved), ["That the report be noted"]);
    stage.play("<ctrl+z>");
    assert_eq!(texts(&stage, Pane::Minutes), [welcomed, hours]);
    stage.play("<ctrl+z>");
    assert_eq!(texts(&stage, Pane::Minutes), ["The panel noted the report.", hours]);
}

#[test]
fn all_at_once_takes_a_paragraph_out_too_and_another_meetings_document_is_refused() {
    let mut stage = met();
    let bytes = edited(&made(stage.meeting(), Format::Docx), |xml| {
        xml.replace("Members asked about opening hours.", "").replace("noted", "welcomed")
    });
    came_back(&mut stage, bytes);
    stage.play("<ctrl+a><esc>");
    let item = &stage.meeting().items[1];
    assert_eq!(item.minutes.len(), 1);
    assert_eq!(item.minutes[0].text, "The panel welcomed the report.");
    assert_eq!(item.resolved[0].text, "That the report be welcomed");
    let other = Stage::new();
    let mut other = other.meeting().clone();
    other.items[1].minutes = Vec::new();
    came_back(&mut stage, made(&other, Format::Docx));
    assert!(stage.message().contains("another meeting"), "{}", stage.message());
    came_back(&mut stage, b"no document".to_vec());
    assert!(stage.message().contains("DOCX"), "{}", stage.message());
}

#[test]
fn the_file_is_asked_for_and_read() {
    let mut stage = met();
    stage.play("<ctrl+p>read-back<enter>'/tmp/a chair.docx'<enter>");
    let asked = stage.effects.iter().any(|effect| {
        matches!(effect, minutebook::app::Effect::ReadReturned(path) if path.ends_with("a chair.docx"))
    });
    assert!(asked, "{}", stage.screen());
}
