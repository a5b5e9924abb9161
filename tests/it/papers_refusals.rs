//! Papers that hold no agenda: each is told in its own sentence, with exit 2.

use std::fmt::Write as _;
use std::process::{Command, Output};

/// A PDF of one page made of these objects' bodies, numbered from 1, with a true table of places.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, body) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{body}\nendobj\n", at + 1).unwrap();
    }
    let (table, size) = (out.len(), objects.len() + 1);
    write!(out, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").unwrap();
    out.into_bytes()
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>";

/// A page that only draws a grey box, as a scan without recognised text only draws a picture.
fn scanned() -> Vec<u8> {
    let content = "<< /Length 28 >>\nstream\n0.5 g 50 50 400 600 re f\nQ q \nendstream";
    pdf(&[CATALOG, PAGES, PAGE, content], "")
}

/// A page locked with a password that nobody here knows.
fn encrypted() -> Vec<u8> {
    let content = "<< /Length 8 >>\nstream\nxxxxxxxx\nendstream";
    let (owner, user) = ("41".repeat(32), "5a".repeat(32));
    let lock = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <{owner}> /U <{user}> >>");
    pdf(&[CATALOG, PAGES, PAGE, content, &lock], "/Encrypt 5 0 R /ID [<6162> <6162>]")
}

/// The first sector of the container that a locked DOCX is, and a directory that names the locked package.
fn locked_docx() -> Vec<u8> {
    let mut out = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    out.resize(1024, 0);
    out.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    out.resize(2048, 0);
    out
}

fn agenda(bytes: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper");
    std::fs::write(&path, bytes).unwrap();
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .env("HOME", folder.path())
        .env("MINUTEBOOK_CONFIG", "/nonexistent")
        .args(["agenda".as_ref(), path.as_os_str()])
        .output()
        .unwrap()
}

#[test]
fn each_has_its_own_sentence_and_exit_2() {
    let cancelled =
        "Ashmere Parish Council\nPlanning Committee - Cancelled\nMonday 9 March 2026 at 7.00 pm\n";
    let papers = [
        ("scanned", scanned(), "text"),
        ("encrypted", encrypted(), "password"),
        ("locked", locked_docx(), "password"),
        ("cancelled", cancelled.as_bytes().to_vec(), "cancelled"),
        ("empty", Vec::new(), "empty"),
    ];
    let mut said = Vec::new();
    for (name, bytes, word) in papers {
        let output = agenda(&bytes);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        println!("{name}: {told}");
        assert_eq!(output.status.code(), Some(2), "{name}: {told}");
        assert!(output.stdout.is_empty(), "{name}");
        assert!(told.contains(word) && told.trim_end().ends_with('.'), "{name}: {told}");
        assert_eq!(told.trim_end().lines().count(), 1, "{name}: {told}");
        said.push(told);
    }
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 5, "two papers share a sentence: {said:#?}");
}
