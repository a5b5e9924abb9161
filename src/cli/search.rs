//! `minutebook search`: every place in every session.

use chrono::NaiveDate;
use serde::Serialize;

use crate::library::Opened;
use crate::meeting::{Entry, Item, Meeting, Pane, Stamp};
use crate::text::find::{Folded, fold};
use crate::text::shown::shown;

use super::{Context, Outcome, Refusal, say, session};

/// What is looked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Query {
    /// Words and phrases, folded; all must stand in an entry.
    words: Vec<String>,
    body: Vec<String>,
    by: Vec<String>,
    pane: Option<Pane>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// A place that was found.
#[derive(Serialize)]
struct Hit<'a> {
    path: String,
    date: Option<NaiveDate>,
    body: Option<&'a str>,
    item: String,
    pane: Option<&'static str>,
    entry: Option<usize>,
    text: &'a str,
    at: Option<String>,
}

/// Prints every place where all the words stand; exit code 1 if there is none.
///
/// # Errors
/// Where the query can't be understood or the library not be read.
pub(super) fn run(context: &mut Context<'_>, words: &[String], json: bool) -> Result<Outcome, Refusal> {
    let query = Query::parse(words)?;
    let opened = session::read_all(context)?;
    let hits: Vec<_> = opened.iter().flat_map(|opened| query.hits(opened)).collect();
    if json {
        serde_json::to_writer_pretty(&mut *context.out, &hits)?;
        writeln!(context.out)?;
    } else {
        show(context, &query, &hits)?;
    }
    Ok(if hits.is_empty() { Outcome::Findings } else { Outcome::Done })
}

fn show(context: &mut Context<'_>, query: &Query, hits: &[Hit<'_>]) -> Result<(), Refusal> {
    let colours = context.environment.colours(context.color.unwrap_or_default());
    let mut last = None;
    for hit in hits {
        if last != Some(&hit.path) {
            let date = hit.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
            writeln!(context.out, "{date}  {}", shown(hit.body.unwrap_or(&hit.path)))?;
            last = Some(&hit.path);
        }
        let entry = hit.entry.map(|entry| format!("/{entry}")).unwrap_or_default();
        let pane = hit.pane.map(|pane| format!("/{pane}")).unwrap_or_default();
        let time = hit.at.as_deref().and_then(|at| at.get(11..16)).unwrap_or("     ");
        writeln!(context.out, "  {time}  {}{pane}{entry}: {}", hit.item, query.marked(hit.text, colours))?;
    }
    if hits.is_empty() {
        say("Nothing was found.");
    }
    Ok(())
}

impl Query {
    fn parse(arguments: &[String]) -> Result<Self, Refusal> {
        let mut query = Self::default();
        for word in arguments.iter().flat_map(|argument| split(argument)) {
            let (name, value) = word.split_once(':').unwrap_or(("", word.as_str()));
            let value = value.trim_matches('"');
            match name {
                "body" => query.body.push(fold(value)),
                "by" => query.by.push(fold(value)),
                "in" => query.pane = Some(pane(value)?),
                "since" => query.since = Some(day(name, value)?),
                "until" => query.until = Some(day(name, value)?),
                _ => query.words.push(fold(word.trim_matches('"'))),
            }
        }
        query.words.retain(|word| !word.trim().is_empty());
        let narrowed = !query.body.is_empty() || !query.by.is_empty() || query.pane.is_some();
        if query.words.is_empty() && !narrowed && query.since.is_none() && query.until.is_none() {
            return Err(Refusal::Said("There is nothing to look for: name at least one word.".to_owned()));
        }
        Ok(query)
    }

    fn hits<'a>(&self, opened: &'a Opened) -> Vec<Hit<'a>> {
        let meeting = &opened.meeting;
        let head = &meeting.head;
        let names = [&head.council, &head.body, &head.title].into_iter().flatten();
        let names = fold(&names.map(String::as_str).collect::<Vec<_>>().join(" "));
        let dated =
            |bound: Option<NaiveDate>, fits: fn(&NaiveDate, &NaiveDate) -> bool| match (bound, head.date) {
                (Some(bound), Some(date)) => fits(&date, &bound),
                (Some(_), None) => false,
                (None, _) => true,
            };
        let session_fits = self.body.iter().all(|body| names.contains(body))
            && dated(self.since, NaiveDate::ge)
            && dated(self.until, NaiveDate::le);
        if !session_fits {
            return Vec::new();
        }
        let places =
            meeting.items.iter().enumerate().flat_map(|(place, item)| self.in_item(meeting, place, item));
        let hit = |(item, pane, entry, text, at): Found<'a>| Hit {
            path: opened.path.display().to_string(),
            date: head.date,
            body: head.body.as_deref(),
            item,
            pane: pane.map(Pane::word),
            entry,
            text,
            at: at.map(|at| at.to_rfc3339()),
        };
        places.map(hit).collect()
    }

    fn in_item<'a>(&self, meeting: &'a Meeting, place: usize, item: &'a Item) -> Vec<Found<'a>> {
        let number = item.head.number.clone().unwrap_or_else(|| (place + 1).to_string());
        let title = (self.by.is_empty() && self.pane.is_none() && self.stands_in(&item.head.title))
            .then(|| (number.clone(), None, None, item.head.title.as_str(), None));
        let panes = Pane::ALL.into_iter().filter(|pane| self.pane.is_none_or(|wanted| wanted == *pane));
        let entries = panes
            .flat_map(|pane| item.pane(pane).iter().enumerate().map(move |(at, entry)| (pane, at, entry)));
        let found = entries
            .filter(|(_, _, entry)| {
                !entry.is_blank() && self.stands_in(&entry.text) && self.is_by(meeting, entry)
            })
            .map(|(pane, at, entry)| {
                (number.clone(), Some(pane), Some(at + 1), entry.text.as_str(), entry.fields.at)
            });
        title.into_iter().chain(found).collect()
    }

    fn stands_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.words.iter().all(|word| text.contains(word))
    }

    fn is_by(&self, meeting: &Meeting, entry: &Entry) -> bool {
        let Some(who) = &entry.fields.speaker else { return self.by.is_empty() };
        let role = match who {
            crate::meeting::Who::Person(id) => meeting.person(*id).and_then(|person| person.role.as_deref()),
            crate::meeting::Who::Voice(_) => None,
        };
        let name = fold(&format!("{} {}", meeting.name_of(who), role.unwrap_or_default()));
        self.by.iter().all(|by| name.contains(by))
    }

    /// The part of a text around the first word found, with the words found marked where the terminal has colours.
    fn marked(&self, text: &str, colours: bool) -> String {
        let folded = Folded::new(text);
        let mut ranges: Vec<_> = self.words.iter().flat_map(|word| folded.find_all(word)).collect();
        ranges.sort_by_key(|range| range.start);
        let first = ranges.first().map_or(0, |range| range.start);
        let before = text.get(..first).unwrap_or_default().char_indices().rev().nth(50).map(|(at, _)| at);
        let mut out = String::new();
        let mut at = before.unwrap_or(0);
        if before.is_some() {
            out.push('…');
        }
        let end =
            text.get(at..).and_then(|rest| rest.char_indices().nth(160)).map_or(text.len(), |(n, _)| at + n);
        for range in ranges.into_iter().filter(|_| colours) {
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
}

type Found<'a> = (String, Option<Pane>, Option<usize>, &'a str, Option<Stamp>);

/// Words of an argument; quoted ones stay together. An argument that the shell itself kept together is a phrase.
fn split(argument: &str) -> Vec<String> {
    if !argument.contains('"') {
        return vec![argument.trim().to_owned()];
    }
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in argument.chars() {
        quoted ^= c == '"';
        match words.last_mut() {
            Some(word) if quoted || !c.is_whitespace() => word.push(c),
            Some(_) | None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.trim_matches('"').is_empty());
    words
}

fn pane(word: &str) -> Result<Pane, Refusal> {
    Pane::ALL.into_iter().find(|pane| pane.word() == word).ok_or_else(|| {
        Refusal::Said(format!("in:{word} names no pane: write in:minutes, in:points or in:resolved."))
    })
}

fn day(name: &str, value: &str) -> Result<NaiveDate, Refusal> {
    // A year or a month alone begins or ends with its first or last day.
    let whole = match (value.len(), name) {
        (4, "since") => format!("{value}-01-01"),
        (4, _) => format!("{value}-12-31"),
        (7, "since") => format!("{value}-01"),
        _ => value.to_owned(),
    };
    let day = NaiveDate::parse_from_str(&whole, "%Y-%m-%d").ok();
    let end_of_month = || {
        let first = NaiveDate::parse_from_str(&format!("{value}-01"), "%Y-%m-%d").ok()?;
        first.checked_add_months(chrono::Months::new(1))?.pred_opt()
    };
    day.or_else(end_of_month).ok_or_else(|| {
        Refusal::Said(format!(
            "{name}:{value} is no day: write it like {name}:2016-03-14, {name}:2016-03 or {name}:2016."
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Query {
        Query::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn words_phrases_and_filters_are_told_apart() {
        let query = parsed(&[
            "Budget",
            "human resources",
            "by:Bennett",
            "since:2016",
            "until:2016-02",
            "in:resolved",
        ]);
        assert_eq!(query.words, ["budget", "human resources"]);
        assert_eq!(query.by, ["bennett"]);
        assert_eq!(query.pane, Some(Pane::Resolved));
        assert_eq!(query.since, NaiveDate::from_ymd_opt(2016, 1, 1));
        assert_eq!(query.until, NaiveDate::from_ymd_opt(2016, 2, 29));
        let query = parsed(&[r#""human resources" Café body:"children and""#]);
        assert_eq!(query.words, ["human resources", "cafe"]);
        assert_eq!(query.body, ["children and"]);
        assert_eq!(parsed(&["10:30"]).words, ["10:30"]);
        for wrong in ["since:soon", "in:the minutes", "\"\""] {
            assert!(Query::parse(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_found_is_shown_with_some_words_around_it() {
        let query = parsed(&["cafe"]);
        assert_eq!(query.marked("The Café was closed.", true), "The \x1b[1mCafé\x1b[0m was closed.");
        let long = format!("{}Café{}", "x ".repeat(100), " y".repeat(200));
        let short = query.marked(&long, false);
        assert!(short.starts_with("…") && short.ends_with("…") && short.contains("Café"), "{short}");
    }
}
