//! What a clerk puts beside the settings: templates, and a letterhead; and what is said when they are no good.

use std::path::PathBuf;

use crate::cli::{Home, said};
use crate::exports_docx::letterhead;

/// A home with a folder of settings.
struct Own {
    home: Home,
    settings: PathBuf,
}

impl Own {
    fn new() -> Self {
        let home = Home::new();
        let settings = home.0.path().join("settings");
        std::fs::create_dir_all(settings.join("templates")).unwrap();
        std::fs::write(settings.join("config.ron"), "()").unwrap();
        Self { home, settings }
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.settings.join(name), bytes).unwrap();
    }

    /// What an export writes, and what it says.
    fn export(&self, arguments: &[&str]) -> (Vec<u8>, String) {
        let config = self.settings.join("config.ron");
        let config = config.to_string_lossy().into_owned();
        let output =
            self.home.run(&[&["export", "culture", "--config", &config, "-o", "-"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let said = said(&output);
        (output.stdout, said)
    }
}

#[test]
fn a_letterhead_beside_the_settings_is_taken_up_and_one_named_goes_before_it() {
    let own = Own::new();
    let parts = |arguments: &[&str]| {
        let (bytes, said) = own.export(&[&["--as", "docx"], arguments].concat());
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut styles = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("word/styles.xml").unwrap(), &mut styles).unwrap();
        let logo = archive.file_names().flatten().any(|name| name.contains("logo.png"));
        (styles.contains("005A30"), logo, said)
    };
    assert_eq!(parts(&[]), (false, false, String::new()));
    own.put("letterhead.docx", &letterhead());
    assert_eq!(parts(&[]), (true, true, String::new()));
    own.put("plain.docx", b"Dear Sirs");
    let plain = own.settings.join("plain.docx");
    let (green, logo, said) = parts(&["--reference", &plain.to_string_lossy()]);
    assert!(!green && !logo && said.contains("The letterhead is not used"), "{said}");
    own.put("letterhead.docx", b"Dear Sirs");
    let (green, _, said) = parts(&[]);
    assert!(!green && said.contains("no Word document"), "{said}");
}

/// Every document and form that a template makes.
const MADE: [(&str, &str, &str); 12] = [
    ("minutes.txt", "--minutes", "text"),
    ("minutes.html", "--minutes", "html"),
    ("minutes.md", "--minutes", "markdown"),
    ("item.txt", "--item=3", "text"),
    ("item.html", "--item=3", "html"),
    ("item.md", "--item=3", "markdown"),
    ("actions.txt", "--actions", "text"),
    ("actions.html", "--actions", "html"),
    ("actions.md", "--actions", "markdown"),
    ("decisions.txt", "--decisions", "text"),
    ("decisions.html", "--decisions", "html"),
    ("decisions.md", "--decisions", "markdown"),
];

#[test]
fn a_broken_template_of_any_kind_is_named_with_file_and_line_and_the_shipped_one_used() {
    for (name, document, format) in MADE {
        let own = Own::new();
        let usual = own.export(&[document, "--as", format]);
        assert_eq!(usual.1, "", "{name}");
        // A mark that is not closed, a variable that does not exist, a filter that does not exist.
        for (source, line) in [("a\n{% if %}\n", 2), ("a\n\n{{ heding }}\n", 3), ("{{ heading|shout }}", 1)] {
            own.put(&format!("templates/{name}"), source.as_bytes());
            let (bytes, said) = own.export(&[document, "--as", format]);
            let file = own.settings.join("templates").join(name);
            assert!(said.contains(&format!("{}, line {line} is not used", file.display())), "{name}: {said}");
            assert_eq!(bytes, usual.0, "{name}: the one that ships");
        }
        own.put(&format!("templates/{name}"), b"\xff\xfe not UTF-8");
        let (bytes, said) = own.export(&[document, "--as", format]);
        assert!(said.contains(name) && said.contains("UTF-8"), "{name}: {said}");
        assert_eq!(bytes, usual.0, "{name}");
        own.put(&format!("templates/{name}"), b"mine: {{ lang }}\n");
        let (bytes, said) = own.export(&[document, "--as", format]);
        assert_eq!(bytes, b"mine: en-GB\n", "{name}");
        // That figures of the minutes are not in it is told, not that it is no good.
        assert!(!said.contains("is not used"), "{said}");
    }
}

#[test]
fn a_template_may_take_in_others_of_the_clerks() {
    let own = Own::new();
    own.put("templates/our-head.txt", b"OUR COUNCIL\n");
    own.put("templates/actions.txt", b"{% include \"our-head.txt\" %}\n{{ labels.action_list }}\n");
    let (bytes, said) = own.export(&["--actions", "--as", "text"]);
    assert_eq!(String::from_utf8(bytes).unwrap(), "OUR COUNCIL\nAction list\n");
    assert!(!said.contains("is not used"), "{said}");
}

/// One agenda item as councils publish it: spacer lines of one no-break space, typed numbers, a document at the very end.
const PAGE: &str = "Agenda item\n\nWeir Lane - ‘Open Shelves’ and 23.9% More Visits\n\n[Priya Alder, Head of Libraries, to \
    present report]\n\n\u{a0}\n\nMinutes:\n\nPriya Alder, Head of Libraries,  introduced the report. It cost £4,500.The \
    rest is to come.\n\n\u{a0}\n\nThe panel welcomed it\n\n\u{a0}\n\nResolved:\n\n1.\u{a0}\u{a0}\u{a0} The Head of Libraries \
    to share the plan.\n\n\u{a0}\n\n2.\u{a0}\u{a0}\u{a0} The report to be noted.\n\n\u{a0}\n\nSupporting \
    documents:\n\nReport of the Head of Libraries";

#[test]
fn a_published_page_that_is_imported_comes_out_as_it_went_in() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().map(|folder| folder.join("shared/reference/item-page.txt"));
    let reference = beside.into_iter().find_map(|page| std::fs::read_to_string(page).ok());
    for page in [Some(PAGE.to_owned()), reference].into_iter().flatten() {
        let home = Home::new();
        std::fs::write(home.0.path().join("page.txt"), &page).unwrap();
        let imported = home.run(&["import", "page.txt"]);
        let path = String::from_utf8(imported.stdout).unwrap();
        let out = home.run(&["export", path.trim(), "--item", "1", "--as", "text"]);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&String::from_utf8(out.stdout).unwrap()), words(&page));
    }
}
