//! How long each reader of papers takes for 10 MB, and how much memory: a table for CONTRIBUTING.md and for whoever changes one.
//!
//! `cargo run --release --example readers` runs every reader in a process of its own, once with a big valid paper and once with
//! rubbish of its kind, and prints time and peak memory. A paper may take 2 s, and 64 MB and six times what it unpacks to.
//! `target/release/examples/readers FILE` measures one file.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measuring tool reads the clock and says what it saw"
)]

use std::io::{Cursor, Write as _};
use std::process::{Command, ExitCode};
use std::time::Instant;

use minutebook::library::session_file::{FORMAT, Found, SessionFile, decode, encode};
use minutebook::meeting::{Entry, EntryId, Item, ItemHead, ItemId, Meeting};
use minutebook::papers;

const KINDS: [&str; 10] =
    ["text", "markdown", "html", "docx", "pdf", "csv", "legistar", "oparl", "xml", "ron"];
const SIZE: usize = 10 << 20;
const SENTENCE: &str = "The panel considered a report of the Director on progress, and members asked about costs (which had risen) \
    and about the date of the next report; Priya Alder, Head of Libraries, said that the figures for March were 23.9% better. ";

/// A number that looks like chance and is the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0).checked_rem(sides).unwrap_or(0)
    }
}

/// Items with paragraphs until the size is reached; `item` makes the beginning of each, `line` a paragraph.
fn grown(head: &str, tail: &str, item: impl Fn(usize) -> String, line: impl Fn(&str) -> String) -> String {
    let mut out = head.to_owned();
    let mut number = 0;
    while out.len() < SIZE {
        number += 1;
        out.push_str(&item(number));
        for _ in 0..20 {
            out.push_str(&line(&SENTENCE.repeat(3)));
        }
    }
    out.push_str(tail);
    out
}

/// Words and signs of a kind in any order, at most so many of the last one, which counts as tag or line.
fn strewn(head: &str, words: &[&str], mark: &str, most: usize) -> String {
    let mut dice = Dice(7);
    let mut out = head.to_owned();
    let step = SIZE / most;
    let mut next = step;
    while out.len() < SIZE {
        out.push_str(words.get(dice.roll(words.len())).copied().unwrap_or_default());
        if out.len() > next {
            out.push_str(mark);
            next += step;
        }
    }
    out
}

fn zipped(xml: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    drop(archive.start_file("word/document.xml", options));
    drop(archive.write_all(xml.as_bytes()));
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn pdf(text: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    let mut object = |out: &mut String, body: &str| {
        places.push(out.len());
        let number = places.len();
        out.extend([format!("{number} 0 obj\n{body}\nendobj\n")]);
    };
    object(&mut out, "<< /Type /Catalog /Pages 2 0 R >>");
    let kids: String = (0..text.len()).fold(String::new(), |mut kids, at| {
        kids.extend([format!("{} 0 R ", 4 + 2 * at)]);
        kids
    });
    object(&mut out, &format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", text.len()));
    object(&mut out, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (at, page) in text.iter().enumerate() {
        let content = 5 + 2 * at;
        object(
            &mut out,
            &format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            ),
        );
        object(&mut out, &format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    let (table, size) = (out.len(), places.len() + 1);
    out.extend([format!("xref\n0 {size}\n0000000000 65535 f \n")]);
    for place in &places {
        out.extend([format!("{place:010} 00000 n \n")]);
    }
    out.extend([format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n")]);
    out.into_bytes()
}

fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    let mut size = 0;
    while size < SIZE {
        let mut page = "BT /F1 9 Tf 40 800 Td 12 TL\n".to_owned();
        page.extend([format!("({}. Item {}) Tj T*\n", pages.len() + 1, pages.len() + 1)]);
        for _ in 0..60 {
            page.extend([format!("({}) Tj T*\n", SENTENCE.replace(['(', ')'], ""))]);
        }
        page.push_str("ET");
        size += page.len();
        pages.push(page);
    }
    pages
}

const HEAD: &str = "Ashmere Parish Council\nMonday 9 March 2026 at 7.00 pm\n\nAGENDA\n\n";

/// A session file as the app writes it, but for its checksum.
fn session() -> String {
    let mut meeting = Meeting::default();
    for id in 1..=1_500 {
        let entry = |id| Entry { id: EntryId(id), text: SENTENCE.repeat(3), ..Entry::default() };
        let head = ItemHead { title: format!("Item {id}"), ..ItemHead::default() };
        meeting.items.push(Item {
            id: ItemId(id),
            head,
            minutes: (1..=10).map(entry).collect(),
            ..Item::default()
        });
    }
    let made = encode(&SessionFile { format: FORMAT, meeting, ..SessionFile::default() });
    made.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Objects of a web service.
fn data(kind: &str) -> String {
    let legistar = |n: usize| {
        let note = SENTENCE.repeat(20);
        format!(
            r#"{{"EventItemId":{n},"EventItemAgendaNumber":"{n}.","EventItemTitle":"Item {n}","EventItemAgendaNote":"{note}"}}"#
        )
    };
    let oparl = |n: usize| {
        format!(r#"{{"number":"{n}","name":"Item {n}","resolutionText":"{}"}}"#, SENTENCE.repeat(20))
    };
    let rows: Vec<String> =
        (1..=SIZE / 5_000).map(|n| if kind == "oparl" { oparl(n) } else { legistar(n) }).collect();
    let rows = rows.join(",");
    if kind == "oparl" {
        format!(r#"{{"name":"Council","agendaItem":[{rows}]}}"#)
    } else {
        format!("[{rows}]")
    }
}

fn valid(kind: &str) -> Vec<u8> {
    let text = match kind {
        "text" => grown(HEAD, "", |n| format!("\n{n}. Item {n}\n\n"), |s| format!("{s}\n")),
        "markdown" => grown(
            "# Ashmere Parish Council\n\nMonday 9 March 2026\n\n**a** **b**\n",
            "",
            |n| format!("\n## {n}. Item {n}\n\n"),
            |s| format!("{s}\n\n"),
        ),
        "html" => grown(
            "<!DOCTYPE html><html><body><h1>Ashmere Parish Council</h1>",
            "</body></html>",
            |n| format!("<h2>{n}. Item {n}</h2>\n"),
            |s| format!("<p>{s}</p>\n"),
        ),
        "docx" => {
            let p = |s: &str| format!("<w:p><w:r><w:t>{s}</w:t></w:r></w:p>");
            let xml =
                grown("<w:document><w:body>", "</w:body></w:document>", |n| p(&format!("{n}. Item {n}")), p);
            return zipped(&xml);
        }
        "pdf" => return pdf(&pages()),
        "csv" => grown(
            "Item,Title,Lead\n",
            "",
            |n| format!("{n},Item {n},Chair\n"),
            |s| format!(",\"{}\",Chair\n", s.repeat(7)),
        ),
        "legistar" | "oparl" => data(kind),
        "xml" => grown(
            "<?xml version=\"1.0\"?><getmeeting><agendaitems>",
            "</agendaitems></getmeeting>",
            |n| {
                format!(
                    "<agendaitem><agendanumber>{n}</agendanumber><agendaitemtitle>Item {n}</agendaitemtitle></agendaitem>"
                )
            },
            |s| format!("<agendaitem><agendatext>{s}</agendatext></agendaitem>"),
        ),
        _ => session(),
    };
    text.into_bytes()
}

/// How a kind's rubbish begins, what it is made of, what stands between, and how often.
type Rubbish = (&'static str, &'static [&'static str], &'static str, usize);

const TEXT: Rubbish = (
    "",
    &[
        "1. ",
        "2. ",
        "a) ",
        "[",
        "]",
        "Resolved: ",
        "the panel ",
        "12/24 ",
        "Ada Lund, Clerk ",
        "\t",
        "é “x” ",
        "9 March 2026 ",
    ],
    "\n",
    29_000,
);
const MARKDOWN: Rubbish = (
    "# x\n\n**a** **b** **c**\n",
    &["# ", "* ", "1. ", "**", "| ", "the panel ", "[", "](", "`", "__"],
    "\n",
    29_000,
);
const HTML: Rubbish = ("<html><body>", &["the panel ", "&amp; ", "&#x41;", "1. "], "<td><p></div>", 80_000);
const WORD: Rubbish = (
    "<w:document><w:body><w:p><w:r><w:t>",
    &["the panel ", "&amp;", "1. "],
    "</w:t></w:r></w:p><w:p><w:r><w:t>",
    80_000,
);
const PDF: Rubbish = (
    "%PDF-1.4\n",
    &["1 0 obj ", "<< /Type /Page ", ">> ", "stream\n", "(x) Tj ", "endobj ", "[ 1 2 3 ] "],
    "\n",
    100_000,
);
const CSV: Rubbish =
    ("Item,Title,Lead\n", &["1,", "\"x\",", "the panel,", "\"a\"\"b\",", ",,,"], "\n", 29_000);
const LEGISTAR: Rubbish =
    ("[{\"EventItemTitle\":\"x\",\"y\":[", &["1,", "\"x\",", "null,", "[],"], "0,", 1_000);
const OPARL: Rubbish = (
    "{\"agendaItem\":[{\"name\":\"x\"}],\"location\":[",
    &["\"the panel of the council met \",", "\"\\u00e9\\n\","],
    "0,",
    1_000,
);
const XML: Rubbish = (
    "<?xml version=\"1.0\"?><getmeeting>",
    &["the panel &amp; ", "&#65;", "1. "],
    "<agendaitem><title>x</title></agendaitem>",
    110_000,
);
const RON: Rubbish =
    ("(format: 1, meeting: (items: [", &["(id: 1), ", "( ", "[ ", "\"x\", ", "] ", ") "], "\n", 100_000);

fn rubbish(kind: &str) -> Vec<u8> {
    let (head, words, mark, most) = match kind {
        "text" => TEXT,
        "markdown" => MARKDOWN,
        "html" => HTML,
        "docx" => WORD,
        "pdf" => PDF,
        "csv" => CSV,
        "legistar" => LEGISTAR,
        "oparl" => OPARL,
        "xml" => XML,
        _ => RON,
    };
    let text = strewn(head, words, mark, most);
    if kind == "docx" { zipped(&text) } else { text.into_bytes() }
}

/// The most memory that this process has had, in kilobytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// One reader, one paper: a line of the table. What is no kind is a file's name.
fn one(kind: &str, bad: bool) {
    let bytes = match std::fs::read(kind) {
        Ok(bytes) => bytes,
        Err(_none) if bad => rubbish(kind),
        Err(_none) => valid(kind),
    };
    let begun = Instant::now();
    let said = if kind == "ron" {
        match decode(&bytes) {
            Found::Sound(_) | Found::Changed(_) | Found::Newer(..) => "read".to_owned(),
            Found::Broken(why) => why,
        }
    } else {
        match papers::read(&bytes) {
            Ok(paper) => format!("{} items, {} warnings", paper.items.len(), paper.warnings.len()),
            Err(refusal) => refusal.to_string(),
        }
    };
    let time = begun.elapsed();
    let what = if bad { "rubbish" } else { "valid" };
    println!("{kind:<9} {what:<8} {:>6.2} s {:>5} MB  {said}", time.as_secs_f64(), peak() / 1024);
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    if let Some(kind) = args.next() {
        one(&kind, args.next().is_some());
        return ExitCode::SUCCESS;
    }
    let Ok(own) = std::env::current_exe() else { return ExitCode::FAILURE };
    for kind in KINDS {
        for bad in [false, true] {
            let mut child = Command::new(&own);
            child.arg(kind).args(bad.then_some("rubbish"));
            if !child.status().is_ok_and(|status| status.success()) {
                println!("{kind:<9} ended by itself");
            }
        }
    }
    ExitCode::SUCCESS
}
