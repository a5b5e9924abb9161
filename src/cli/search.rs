//! `minutebook search`: every place in every session.

use chrono::NaiveDate;
use serde::Serialize;

use crate::library::search::{Hit, Query};
use crate::library::{Listed, Row};
use crate::shell::now;
use crate::text::shown::shown;

use super::{Context, Outcome, Refusal, say};

#[derive(Serialize)]
struct Place<'a> {
    path: String,
    date: Option<NaiveDate>,
    body: Option<&'a str>,
    item: Option<&'a str>,
    pane: Option<&'static str>,
    entry: Option<usize>,
    text: &'a str,
    at: Option<&'a str>,
}

/// Prints every place where all the words stand; exit code 1 if there is none.
///
/// # Errors
/// Where the query can't be understood or the library not be read.
pub(super) fn run(context: &mut Context<'_>, words: &[String], json: bool) -> Result<Outcome, Refusal> {
    let query = Query::arguments(words).map_err(Refusal::Said)?;
    let library = context.library()?;
    let colours = context.environment.colours(context.color.unwrap_or_default());
    let mut found = false;
    let mut written = Ok(());
    let print = |row: &Row, hits: Vec<Hit>| {
        if json { as_json(row, &hits) } else { as_text(&query, row, &hits, colours) }
    };
    for part in library.lasting() {
        let catalogue = part.catalogue(now(), &mut |_, _| {})?;
        catalogue.rows.iter().filter_map(|row| row.listed.broken.as_ref()).for_each(|why| say(why));
        part.search((&catalogue, &query), now(), print, &mut |lines| {
            let between: &[u8] = match (json, found) {
                (false, _) => b"",
                (true, true) => b",\n",
                (true, false) => b"[\n",
            };
            found = true;
            written = context.out.write_all(between).and_then(|()| context.out.write_all(lines.as_bytes()));
            written.is_ok()
        });
    }
    written?;
    if json {
        context.out.write_all(if found { b"\n]\n" } else { b"[]\n" })?;
    } else if !found {
        say("Nothing was found.");
    }
    Ok(if found { Outcome::Done } else { Outcome::Findings })
}

fn as_json(row: &Row, hits: &[Hit]) -> String {
    let path = row.listed.path.display().to_string();
    let lines =
        hits.iter().map(|hit| serde_json::to_string(&place(&path, &row.listed, hit)).unwrap_or_default());
    lines.map(|line| format!("  {line}")).collect::<Vec<_>>().join(",\n")
}

fn as_text(query: &Query, row: &Row, hits: &[Hit], colours: bool) -> String {
    let listed = &row.listed;
    let date = listed.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let name = listed.path.file_stem().unwrap_or_default().to_string_lossy();
    let mut out = format!("{date}  {}\n", shown(listed.body.as_deref().unwrap_or(&name)));
    for hit in hits {
        let entry = hit.entry.map(|entry| format!("/{entry}")).unwrap_or_default();
        let pane = match (&hit.item, hit.within.word()) {
            (Some(item), Some(pane)) => format!("{item}/{pane}"),
            (Some(item), None) => item.clone(),
            (None, pane) => pane.unwrap_or_default().to_owned(),
        };
        let time = hit.at.as_deref().and_then(|at| at.get(11..16)).unwrap_or("     ");
        let text = marked(query, hit, colours);
        out.extend(["  ", time, "  ", &*shown(&pane), &*entry, ": ", &*text, "\n"]);
    }
    out
}

fn place<'a>(path: &str, listed: &'a Listed, hit: &'a Hit) -> Place<'a> {
    Place {
        path: path.to_owned(),
        date: listed.date,
        body: listed.body.as_deref(),
        item: hit.item.as_deref(),
        pane: hit.within.word(),
        entry: hit.entry,
        text: &hit.text,
        at: hit.at.as_deref(),
    }
}

/// The part of a text around the first word found, with the words found marked where the terminal has colours.
fn marked(query: &Query, hit: &Hit, colours: bool) -> String {
    let (text, first) = (hit.text.as_str(), hit.first);
    let ranges = if colours { query.marks(text) } else { Vec::new() };
    let before = text.get(..first).unwrap_or_default().char_indices().rev().nth(50).map(|(at, _)| at);
    let mut out = String::new();
    let mut at = before.unwrap_or(0);
    if before.is_some() {
        out.push('…');
    }
    let end =
        text.get(at..).and_then(|rest| rest.char_indices().nth(160)).map_or(text.len(), |(n, _)| at + n);
    for range in ranges {
        let (Some(plain), Some(found)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        if range.end <= end {
            out.extend([&*shown(plain), "\x1b[1m", &*shown(found), "\x1b[0m"]);
            at = range.end;
        }
    }
    out.push_str(&shown(text.get(at..end).unwrap_or_default()));
    if end < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::search::Within;

    #[test]
    fn what_was_found_is_shown_with_some_words_around_it() {
        let query = Query::typed("cafe").unwrap();
        let hit = |text: &str| Hit {
            item: None,
            place: 0,
            within: Within::Titles,
            entry: None,
            at: None,
            text: text.to_owned(),
            first: text.find("Café").unwrap(),
        };
        let short = hit("The Café was closed.");
        assert_eq!(marked(&query, &short, true), "The \x1b[1mCafé\x1b[0m was closed.");
        let long = format!("{}Café{}", "x ".repeat(100), " y".repeat(200));
        let short = marked(&query, &hit(&long), false);
        assert!(short.starts_with("…") && short.ends_with("…") && short.contains("Café"), "{short}");
    }
}
