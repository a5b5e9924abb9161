//! The house's layers: the core reads no clock, no file, no environment and no terminal, and nobody reaches outwards.
//!
//! Clippy's disallowed methods guard single calls; this guards what a module may name at all.

use std::path::{Path, PathBuf};

/// What the core must not name: the world outside.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::io::std",
    "SystemTime",
    "Instant",
    "Local::now",
    "Utc::now",
    "crossterm::terminal",
    "crossterm::execute",
    "crossterm::queue",
    "rustix",
    "arboard",
    "etcetera",
];

/// Each layer of the core, and the layers further out that it must not name.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &["meeting", "papers", "checks", "export", "app", "ui", "library", "config", "shell", "cli"]),
    ("papers", &["meeting", "checks", "export", "app", "ui", "library", "config", "shell", "cli"]),
    ("meeting", &["checks", "export", "app", "ui", "library", "config", "shell", "cli"]),
    ("checks", &["export", "app", "ui", "library", "config", "shell", "cli"]),
    ("export", &["app", "ui", "config", "shell", "cli"]),
    ("app", &["ui", "config", "shell", "cli"]),
    ("ui", &["config", "shell", "cli"]),
    ("library", &["ui", "config", "shell", "cli"]),
];

/// The layers that may touch the world: they are the rim.
const RIM: &[&str] = &["library"];

#[test]
fn the_core_names_nothing_of_the_world_and_no_layer_reaches_outwards() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (layer, outer) in LAYERS {
        let mut files = vec![source.join(format!("{layer}.rs"))];
        collect(&source.join(layer), &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            // Tests stand at the end of a file and may do as they like.
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for (number, line) in (1..).zip(code.lines()) {
                let line = line.split("//").next().unwrap_or_default();
                let world = WORLD.iter().filter(|_| !RIM.contains(layer));
                let reached = world.copied().filter(|name| line.contains(name)).map(str::to_owned);
                let outwards =
                    outer.iter().map(|outer| format!("crate::{outer}")).filter(|path| line.contains(path));
                for name in reached.chain(outwards) {
                    wrong.push(format!("{}:{number} names {name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for_and_is_short_enough_to_read_at_a_sitting() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not begin with what it is for", file.display()));
        }
        let lines = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().lines().count();
        if lines > 600 {
            wrong.push(format!("{} has {lines} lines before its tests", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
