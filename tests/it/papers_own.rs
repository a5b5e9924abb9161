//! Papers of many councils' forms, all invented, each with what a careful reader finds in it.
//!
//! A paper begins at `=== NAME`. Above `--- paper` stands what is to be found: `date`, `time`, `body`, `venue` (several
//! readings parted by ` | `; `?` or no line: not asked; `-` or `none`: there is none), `members`, `refuse`, and a line
//! `# number | title | presenters | sub-items | flags` for each item, presenters as `Name = Role + Name = Role`, the flag `x`
//! for exempt. `→` stands for a tab. Papers of `files.txt` are files beside it; those of `odd.txt` are of kinds that few councils use.

use minutebook::papers::{self, Paper, PaperItem};
use std::path::Path;

struct Case {
    name: String,
    wanted: Vec<String>,
    bytes: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let mut out = Vec::new();
    for bundle in ["text.txt", "pages.txt", "files.txt", "odd.txt"] {
        let text = std::fs::read_to_string(folder.join(bundle)).unwrap();
        for block in format!("\n{text}").split("\n=== ").skip(1) {
            let (head, paper) = block.split_once("--- paper").unwrap();
            let mut wanted = head.lines().map(str::to_owned);
            let name = wanted.next().unwrap();
            let bytes = if bundle == "files.txt" {
                std::fs::read(folder.join(&name)).unwrap()
            } else {
                format!("{}\n", paper.trim_start_matches('\n').replace('→', "\t")).into_bytes()
            };
            out.push(Case { name, wanted: wanted.filter(|line| !line.is_empty()).collect(), bytes });
        }
    }
    out
}

fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['–', '—'], "-").replace('’', "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([' ', '.', ',', ':', '-']).to_owned()
}

/// Whether a value is one of the readings wanted.
fn fits(wanted: &str, got: &str) -> bool {
    match wanted {
        "?" => true,
        "-" | "none" => got.is_empty(),
        _ => wanted
            .split(" | ")
            .any(|one| plain(one).trim_start_matches("the ") == plain(got).trim_start_matches("the ")),
    }
}

fn presenters_fit(wanted: &str, item: &PaperItem) -> bool {
    if wanted == "?" {
        return true;
    }
    let named: Vec<&str> = wanted.split(" + ").filter(|one| *one != "-").collect();
    named.len() == item.presenters.len()
        && named.iter().zip(&item.presenters).all(|(one, got)| {
            let (name, role) = one.split_once('=').unwrap_or((one, ""));
            let (name, role) = (name.trim(), role.trim());
            let lone = name.is_empty() && (got.name == role || got.role.as_deref() == Some(role));
            lone || got.name == name && got.role.as_deref().unwrap_or_default() == role
        })
}

fn item_wrong(wanted: &str, item: Option<&PaperItem>) -> Option<String> {
    let parts: Vec<&str> = wanted.split(" | ").map(str::trim).collect();
    let Some(item) = item else { return Some(format!("no item for {wanted}")) };
    let number = plain(item.number.as_deref().unwrap_or_default());
    let flags = parts.get(4).copied().unwrap_or_default();
    let count = item.children.len().to_string();
    let right = plain(parts[0]) == number
        && plain(parts[1]) == plain(&item.title)
        && presenters_fit(parts[2], item)
        && parts.get(3).is_none_or(|wanted| *wanted == "?" || *wanted == count)
        && (flags.contains('?') || flags.contains('x') == item.exempt);
    (!right).then(|| {
        format!(
            "{wanted}\n    for {} | {} | {:?} | {count} | {}",
            number, item.title, item.presenters, item.exempt
        )
    })
}

fn wrong(case: &Case, paper: &Paper) -> Vec<String> {
    let mut out = Vec::new();
    let mut items = paper.items.iter();
    for line in &case.wanted {
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        let time = paper.time.map(|time| time.format("%H:%M").to_string());
        let got = match key {
            "date" => paper.date.map(|date| date.to_string()),
            "time" => time,
            "venue" => paper.venue.clone(),
            "body" => paper.body.clone(),
            "members" if value == "-" => paper.members.first().map(|member| member.name.clone()),
            "members" => {
                let names: Vec<&str> = paper.members.iter().map(|member| member.name.as_str()).collect();
                Some(names.join("; "))
            }
            "#" => {
                // An item without a number has an empty first part.
                let wanted =
                    value.strip_prefix("| ").map_or_else(|| value.to_owned(), |rest| format!(" | {rest}"));
                out.extend(item_wrong(&wanted, items.next()));
                continue;
            }
            "headings" => continue,
            other => panic!("{}: {other}?", case.name),
        };
        if !fits(value, got.as_deref().unwrap_or_default()) {
            out.push(format!("{line}\n    for {got:?}"));
        }
    }
    out.extend(items.map(|item| format!("one too many: {}", item.title)));
    out
}

#[test]
fn each_is_read_as_its_reader_read_it() {
    let cases = cases();
    assert!(cases.len() > 60, "only {} papers were found", cases.len());
    let mut all = Vec::new();
    for case in &cases {
        let refused = case.wanted.iter().any(|line| line == "refuse");
        match papers::read(&case.bytes) {
            Ok(paper) if !refused => {
                all.extend(wrong(case, &paper).into_iter().map(|one| format!("{}: {one}", case.name)));
            }
            Ok(_) => all.push(format!("{}: not refused", case.name)),
            Err(refusal) if !refused => all.push(format!("{}: {refusal}", case.name)),
            Err(refusal) => assert!(refusal.to_string().ends_with('.'), "{}: {refusal}", case.name),
        }
    }
    assert!(all.is_empty(), "{} wrong:\n{}", all.len(), all.join("\n"));
}
