//! The command line from outside: exit codes, names in JSON, and what goes to which stream.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A home with a library in it that holds the example session.
pub(crate) struct Home(pub(crate) tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(home.library()).unwrap();
        let example =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/2026-03-12-culture-scrutiny-panel.ron");
        std::fs::copy(&example, home.library().join(example.file_name().unwrap())).unwrap();
        home
    }

    fn library(&self) -> std::path::PathBuf {
        self.0.path().join("library")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_minutebook"), arguments)
    }

    fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env("MINUTEBOOK_SESSIONS", self.library()).env("HOME", self.0.path());
        for name in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
            "DISPLAY",
            "WAYLAND_DISPLAY",
        ] {
            command.env_remove(name);
        }
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command prints that is done.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments)).unwrap()
    }

    /// The sentence with which a command refuses.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let said = said(&output);
        assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
        said
    }
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn sorted(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

#[test]
fn lists_have_the_names_that_were_promised() {
    let home = Home::new();
    let list = home.json(&["list", "--json"]);
    let promised = ["actions_open", "body", "date", "done", "items", "path", "state", "title"];
    assert_eq!(sorted(names(&list[0])), promised);
    assert_eq!((list[0]["items"].as_u64(), list[0]["actions_open"].as_u64()), (Some(6), Some(2)));
    let found = home.json(&["search", "northgate", "--json"]);
    assert_eq!(sorted(names(&found[0])), ["at", "body", "date", "entry", "item", "pane", "path", "text"]);
    let actions = home.json(&["actions", "--open", "--as", "json"]);
    let promised = ["body", "date", "due", "item", "number", "owner", "path", "status", "text"];
    assert_eq!(sorted(names(&actions[0])), promised);
    assert_eq!(actions[0]["due"], "2026-04-10");
    assert_eq!(actions.as_array().unwrap().len(), 2);
    let calendar = home.done(&["actions", "--as", "ics"]);
    assert_eq!(calendar.matches("BEGIN:VTODO").count(), 2, "one for each open action");
    assert!(home.done(&["actions", "--as", "html"]).starts_with("<!DOCTYPE html>"));
    home.refused(&["actions", "--as", "docx"]);
}

#[test]
fn search_narrows_and_says_when_there_is_nothing() {
    let home = Home::new();
    let count = |words: &[&str]| {
        let output = home.run(&[&["search", "--json"], words].concat());
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let count = found.as_array().unwrap().len();
        assert_eq!(output.status.code(), Some(i32::from(count == 0)), "{words:?}");
        count
    };
    assert_eq!(count(&["northgate"]), 2);
    assert_eq!(count(&["NORTHGATE", "staff"]), 1);
    assert_eq!(count(&["northgate", "by:rowan"]), 1);
    assert_eq!(count(&["staffing figures", "in:resolved"]), 1);
    assert_eq!(count(&["northgate", "since:2027"]), 0);
    assert_eq!(count(&["northgate", "until:2026-03"]), 2);
    assert_eq!(count(&["northgate", "body:planning"]), 0);
    home.refused(&["search", "since:soon"]);
}

#[test]
fn documents_go_to_standard_output_or_into_a_file_and_never_over_one() {
    let home = Home::new();
    let item = home.done(&["export", "culture", "--item", "4", "--as", "text"]);
    assert!(item.starts_with("Agenda item\n\nLibrary Service Review\n\n[Cllr Rosa Hazel"), "{item}");
    home.done(&["export", "culture", "-o", "minutes.html"]);
    assert!(home.refused(&["export", "culture", "-o", "minutes.html"]).contains("--force"));
    home.done(&["export", "culture", "-o", "minutes.html", "--force"]);
    home.done(&["export", "culture", "--actions", "--as", "csv", "-o", "out/"]);
    let csv = std::fs::read_dir(home.0.path().join("out")).unwrap().next().unwrap().unwrap().path();
    let csv = std::fs::read_to_string(csv).unwrap();
    assert!(csv.starts_with("date,body,item,number,action,owner,due,status\r\n"), "{csv}");
    home.refused(&["export", "culture", "--item", "99"]);
    home.refused(&["export", "culture", "--as", "pdf"]);
}

#[test]
fn a_page_becomes_a_session_and_its_path_is_printed() {
    let home = Home::new();
    let page = home.done(&["export", "culture", "--item", "4"]);
    std::fs::write(home.0.path().join("page.txt"), page).unwrap();
    let path = home.done(&["import", "page.txt"]);
    let path = Path::new(path.trim());
    assert!(path.is_file() && path.with_extension("journal").is_file());
    assert_eq!(path.file_name().unwrap(), "undated-library-service-review.ron");
    let again = home.done(&["import", "page.txt"]);
    assert!(again.trim().ends_with("undated-library-service-review-2.ron"), "{again}");
    let json = home.json(&["export", "undated-library-service-review.ron", "--as", "json"]);
    assert_eq!(json["items"][0]["resolved"].as_array().unwrap().len(), 2);
}

#[test]
fn the_end_of_history_takes_a_passage_out_of_everything() {
    let home = Home::new();
    home.refused(&["redact", "culture", "nowhere to be found"]);
    home.done(&["redact", "culture", "Weir Lane"]);
    home.done(&["purge", "culture"]);
    for entry in std::fs::read_dir(home.library()).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        assert!(!text.contains("Weir Lane") && !text.contains("Check the 4%"), "{}", entry.path().display());
    }
    assert!(home.done(&["export", "culture"]).contains("[removed on "));
}

#[test]
fn what_is_wrong_is_said_in_a_sentence_with_its_place() {
    let home = Home::new();
    std::fs::write(home.0.path().join("config.ron"), "(\n  mouse: maybe,\n)").unwrap();
    assert!(home.refused(&["--config", "config.ron", "list"]).contains("config.ron:2:"));
    std::fs::write(home.0.path().join("empty.txt"), "").unwrap();
    assert!(home.refused(&["agenda", "empty.txt"]).contains("empty.txt"));
    assert!(home.refused(&["agenda", "no-such-file.txt"]).contains("no-such-file.txt"));
    assert!(home.refused(&["export", "no such session"]).contains("no such session"));
    assert!(home.refused(&["culture"]).contains("terminal"));
    home.refused(&["--no-such-flag"]);
    home.refused(&["culture", "list"]);
    let left: Vec<_> =
        std::fs::read_dir(home.library()).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn an_agenda_comes_from_standard_input_too() {
    let home = Home::new();
    let agenda = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/example-agenda.txt");
    let mut child = home
        .command(&["agenda", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(agenda).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    let paper: Value = serde_json::from_slice(&output.stdout).unwrap();
    let promised = ["body", "council", "date", "items", "members", "time", "title", "venue", "warnings"];
    assert_eq!(sorted(names(&paper)), promised);
    assert_eq!((paper["date"].as_str(), paper["time"].as_str()), (Some("2026-03-12"), Some("18:00")));
    let promised = ["children", "documents", "exempt", "notes", "number", "presenters", "title"];
    assert_eq!(sorted(names(&paper["items"][3])), promised);
    assert_eq!(paper["items"].as_array().unwrap().len(), 6);
}

#[test]
fn help_keys_settings_and_manual_come_out_whole() {
    let home = Home::new();
    assert!(home.done(&["--help"]).contains("minutebook agenda.txt"));
    assert!(home.done(&["keys"]).contains("Ctrl+N"));
    assert!(home.done(&["man"]).contains("SETTINGS"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(home.done(&["completions", shell]).contains("minutebook"), "{shell}");
    }
    // What is printed is a configuration that can be used.
    std::fs::write(home.0.path().join("config.ron"), home.done(&["config"])).unwrap();
    home.done(&["--config", "config.ron", "list"]);
}

#[test]
fn check_tells_slips_beside_open_ends_and_ends_with_1_for_open_ends_only() {
    let home = Home::new();
    let page = "Agenda item\n\nPonds and ditches\n\n[Ann Reed, Head of Parks, to present report]\n\nMinutes:\n\n\
        Ann Reed, Head of Parks, said that the sluice will be mended. The Pond Director thanked the QRT.\n\nResolved:\n\n\
        1. That the the report be noted.\n";
    std::fs::write(home.0.path().join("page.txt"), page).unwrap();
    let session = home.done(&["import", "page.txt"]).trim().to_owned();
    let found = home.json(&["check", &session, "--json"]);
    let told: Vec<(&str, &str)> =
        found.as_array().unwrap().iter().map(|row| (kind_of(row), row["text"].as_str().unwrap())).collect();
    let last = "The Pond Director thanked the QRT.";
    assert_eq!(
        told,
        [
            ("tense", "Ann Reed, Head of Parks, said that the sluice will be mended."),
            ("role-never-introduced", last),
            ("acronym-never-spelled-out", last),
            ("double-word", "That the the report be noted."),
        ]
    );
    let config = home.0.path().join("quiet.ron");
    std::fs::write(&config, r#"(silence: ["tense", "role-never-introduced", "double-word"])"#).unwrap();
    let quiet = home.json(&["check", &session, "--json", "--config", config.to_str().unwrap()]);
    let wrong = home.0.path().join("wrong.ron");
    std::fs::write(&wrong, r#"(silence: ["tenses", "tense"])"#).unwrap();
    let told = said(&home.run(&["check", &session, "--config", wrong.to_str().unwrap()]));
    assert!(told.contains("silence: “tenses” is no kind of slip") && !told.contains("“tense”"), "{told}");
    assert_eq!(
        quiet.as_array().unwrap().iter().map(kind_of).collect::<Vec<_>>(),
        ["acronym-never-spelled-out"]
    );
}

fn kind_of(row: &Value) -> &str {
    row["kind"].as_str().unwrap()
}

#[test]
fn a_folder_gets_every_usual_form_or_nothing() {
    let home = Home::new();
    let endings = |folder: &str| {
        let files = std::fs::read_dir(home.0.path().join(folder)).unwrap().flatten();
        let name = |entry: std::fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut found: Vec<_> = files
            .map(name)
            .map(|name| name.trim_start_matches("2026-03-12-culture-scrutiny-panel-").to_owned())
            .collect();
        found.sort();
        found
    };
    home.done(&["export", "culture", "-o", "all/"]);
    let usual = [
        "actions.csv",
        "actions.ics",
        "chapters.vtt",
        "decisions.docx",
        "decisions.html",
        "minutes.cms.html",
        "minutes.docx",
        "minutes.html",
        "minutes.json",
        "minutes.md",
        "minutes.txt",
    ];
    assert_eq!(endings("all"), usual);
    std::fs::remove_file(home.0.path().join("all/2026-03-12-culture-scrutiny-panel-minutes.txt")).unwrap();
    assert!(home.refused(&["export", "culture", "-o", "all/"]).contains("--force"));
    assert_eq!(endings("all").len(), usual.len() - 1);
    home.done(&["export", "culture", "-o", "all/", "--force"]);
    assert_eq!(endings("all"), usual);
    home.done(&["export", "culture", "--actions", "-o", "lists/"]);
    assert_eq!(endings("lists").len(), 8);
}

#[test]
fn points_and_the_offset_of_the_recording_are_given_on_the_command_line() {
    let home = Home::new();
    assert!(!home.done(&["export", "culture"]).contains("Check the 4%"));
    assert!(home.done(&["export", "culture", "--points"]).contains("Check the 4%"));
    let first = |offset: &str| {
        let chapters = home.done(&["export", "culture", "--chapters", "--offset", offset]);
        chapters.lines().find(|line| line.contains("-->")).unwrap().to_owned()
    };
    assert_ne!(first("0:00"), first("1:02:03"));
    assert!(first("1:02:03").starts_with("01:"), "{}", first("1:02:03"));
    home.refused(&["export", "culture", "--chapters", "--offset", "soon"]);
}

#[test]
fn a_meeting_is_written_in_the_house_style_it_names_and_a_broken_one_is_told_with_its_line() {
    let home = Home::new();
    std::fs::create_dir(home.0.path().join("styles")).unwrap();
    std::fs::write(home.0.path().join("config.ron"), "()").unwrap();
    std::fs::write(home.0.path().join("styles/ours.ron"), "(resolved: \"AGREED AT LAST:\")").unwrap();
    let session = std::fs::read_dir(home.library()).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&session).unwrap();
    let head = "head: (";
    std::fs::write(&session, text.replacen(head, "head: (style: \"ours\", ", 1)).unwrap();
    let export = || home.run(&["--config", "config.ron", "export", "culture"]);
    assert!(String::from_utf8_lossy(&export().stdout).contains("AGREED AT LAST:"));
    std::fs::write(home.0.path().join("styles/ours.ron"), "(\n  resolvd: \"AGREED AT LAST:\",\n)").unwrap();
    let output = export();
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("ours.ron:2:"), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Resolved:"));
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_told_and_leaves_nothing_half_written() {
    let home = Home::new();
    let paper = format!(
        "Harbour Board\n\n12 March 2026\n\n1. Quay\n\n{}\n2. Close\n",
        "Stones were lost. ".repeat(400)
    );
    std::fs::write(home.0.path().join("big.txt"), paper).unwrap();
    let here = |home: &Home| {
        let files = std::fs::read_dir(home.library()).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| file.extension().is_none_or(|ending| ending != "lock")).count()
    };
    let before = here(&home);
    let limited =
        ["-c", "ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_minutebook"), "import", "big.txt"];
    let output = home.program("sh", &limited).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(said(&output).contains("can't be written to"), "{}", said(&output));
    assert_eq!(here(&home), before);
}
