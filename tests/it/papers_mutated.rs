//! Valid papers of every kind with bytes flipped, cut out, doubled and mixed up: the readers end with a paper or a sentence, and soon.

use minutebook::papers::{self, pdf};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// What is done to the bytes.
#[derive(Clone, Debug)]
enum Harm {
    Flip(usize, u8),
    Set(usize, u8),
    Cut(usize, usize),
    Double(usize, usize, usize),
    Swap(usize, usize, usize),
    Insert(usize, &'static str),
    End(usize),
}

/// What papers break at.
const SPLINTERS: &[&str] = &[
    "<",
    ">",
    "</",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#xffffffff;",
    "&#0;",
    "]]>",
    "<![CDATA[",
    "\"",
    "{",
    "[",
    "[[[[",
    "}",
    "\\u",
    "\\ud800",
    "99999999999999999999",
    "\r",
    "\n",
    "\u{e000}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "<w:p>",
    "<w:tr>",
    "</w:tc>",
    "<w:ilvl w:val=\"99999\"/>",
    "<table>",
    "<td>",
    "<ol start=\"4294967295\" type=\"i\"><li>",
    "</div></div>",
    "%PDF",
    "endobj",
    "stream",
    "1. ",
    "2. ",
    "Resolved:",
    "Minutes:",
    "\t\t\t",
    ",,,,",
    "\"\"\"",
    "Item,Title,Lead\n",
    "Monday 31 February 2026",
];

fn harm() -> impl Strategy<Value = Harm> {
    let at = 0..usize::MAX;
    prop_oneof![
        (at.clone(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, 1 << bit)),
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        (at.clone(), 1..200_usize).prop_map(|(at, length)| Harm::Cut(at, length)),
        (at.clone(), 1..400_usize, 1..40_usize)
            .prop_map(|(at, length, times)| Harm::Double(at, length, times)),
        (at.clone(), at.clone(), 1..100_usize).prop_map(|(one, two, length)| Harm::Swap(one, two, length)),
        (at.clone(), prop::sample::select(SPLINTERS)).prop_map(|(at, words)| Harm::Insert(at, words)),
        at.prop_map(Harm::End),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let size = bytes.len();
        if size == 0 {
            break;
        }
        match *harm {
            Harm::Flip(at, bit) => bytes[at % size] ^= bit,
            Harm::Set(at, byte) => bytes[at % size] = byte,
            Harm::Cut(at, length) => {
                let at = at % size;
                bytes.drain(at..(at + length).min(size));
            }
            Harm::Double(at, length, times) => {
                let at = at % size;
                let piece = bytes[at..(at + length).min(size)].repeat(times);
                bytes.splice(at..at, piece);
            }
            Harm::Swap(one, two, length) => {
                for step in 0..length {
                    bytes.swap((one % size + step) % size, (two % size + step) % size);
                }
            }
            Harm::Insert(at, words) => {
                let at = at % size;
                bytes.splice(at..at, words.bytes());
            }
            Harm::End(at) => bytes.truncate(at % size),
        }
    }
    bytes
}

/// The text papers of the kind, by the ends of their names.
fn written(ends: &[&str]) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let mut out = Vec::new();
    for bundle in ["text.txt", "pages.txt"] {
        let text = std::fs::read_to_string(folder.join(bundle)).unwrap();
        for block in text.split("\n=== ").skip(1) {
            let (head, paper) = block.split_once("--- paper\n").unwrap();
            if ends.iter().any(|end| head.lines().next().unwrap().ends_with(end)) {
                out.push(paper.replace('→', "\t").into_bytes());
            }
        }
    }
    assert!(!out.is_empty(), "{ends:?}");
    out
}

fn files(end: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.to_string_lossy().ends_with(end));
    names.sort();
    assert!(!names.is_empty(), "{end}");
    names.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// A small paper is read or refused within a second; measured twice, since the machine may have been busy with others.
fn soon(bytes: &[u8], read: impl Fn(&[u8])) {
    for _ in 0..2 {
        let begun = Instant::now();
        read(bytes);
        if begun.elapsed() < Duration::from_secs(1) {
            return;
        }
    }
    panic!("over a second for {} bytes: {:?}", bytes.len(), String::from_utf8_lossy(bytes));
}

fn one_sentence(bytes: &[u8]) {
    if let Err(refusal) = papers::read(bytes) {
        let said = refusal.to_string();
        assert!(said.ends_with('.') && !said.contains('\n'), "{said}");
    }
}

/// A Word document with one of its members harmed, packed again.
fn repacked(bytes: &[u8], member: usize, harms: &[Harm]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let inner =
        ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"];
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let (name, mut body) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut body).unwrap();
        if name == inner[member % inner.len()] {
            body = harmed(body, harms);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&body).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// How often each is tried; `MINUTEBOOK_CASES` says how many times as often.
fn cases(usual: u32) -> u32 {
    let times = std::env::var("MINUTEBOOK_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    usual.saturating_mul(times)
}

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    prop::collection::vec(harm(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(96), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_and_markdown(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = written(&[".txt", ".md"]);
        soon(&harmed(papers[which.index(papers.len())].clone(), &harms), one_sentence);
    }

    #[test]
    fn pages(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = written(&[".html"]);
        soon(&harmed(papers[which.index(papers.len())].clone(), &harms), one_sentence);
    }

    #[test]
    fn tables(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = written(&[".csv", ".tsv"]);
        soon(&harmed(papers[which.index(papers.len())].clone(), &harms), one_sentence);
    }

    #[test]
    fn data(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = written(&[".json", ".xml"]);
        let bytes = harmed(papers[which.index(papers.len())].clone(), &harms);
        soon(&bytes, one_sentence);
        soon(&bytes, |bytes| drop(papers::members(bytes)));
    }

    #[test]
    fn word_documents_as_archives(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = files(".docx");
        soon(&harmed(papers[which.index(papers.len())].clone(), &harms), one_sentence);
    }

    #[test]
    fn word_documents_within(which in any::<prop::sample::Index>(), member in 0..4_usize, harms in harms()) {
        let papers = files(".docx");
        let bytes = repacked(&papers[which.index(papers.len())], member, &harms);
        soon(&bytes, one_sentence);
        soon(&bytes, |bytes| drop(papers::paragraphs(bytes)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), failure_persistence: None, ..ProptestConfig::default() })]

    /// The library that reads PDFs may panic, so the program asks a child process; what comes back is one sentence.
    #[test]
    fn pdfs(which in any::<prop::sample::Index>(), harms in harms()) {
        let papers = files(".pdf");
        let bytes = harmed(papers[which.index(papers.len())].clone(), &harms);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper");
        std::fs::write(&path, bytes).unwrap();
        let begun = Instant::now();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .env("HOME", folder.path())
            .env("MINUTEBOOK_CONFIG", "/nonexistent")
            .args(["agenda".as_ref(), path.as_os_str()])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        prop_assert!(matches!(output.status.code(), Some(0 | 2)), "{:?} {told}", output.status);
        prop_assert!(!told.contains("panicked") && told.lines().count() <= 1, "{told}");
        prop_assert!(begun.elapsed() < Duration::from_secs(8), "the child is given five seconds");
    }
}

#[test]
fn a_pdf_is_read_in_this_process_too() {
    for bytes in files(".pdf") {
        assert!(
            pdf::text(&bytes).unwrap().contains("Committee")
                || pdf::text(&bytes).unwrap().contains("Commission")
        );
    }
}
