//! Search in all sessions: what is looked for, and the places where it stands.
//!
//! One language for the command line and the screen: words, all of which must stand in one entry; "quoted words" together;
//! `body:`, `by:` (the speaker), `in:` (minutes, points, resolved, titles or people), `since:` and `until:`.

use std::ops::Range;
use std::path::PathBuf;

use chrono::NaiveDate;
use memchr::memmem::Finder;

use crate::meeting::{Entry, Meeting, Pane, Stamp, Who};
use crate::text::find::{fold, fold_into, origin};

use super::catalogue::{Catalogue, Row, Texts, parallel};
use super::{Library, Listed};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words and phrases, folded; all must stand in an entry.
    pub words: Vec<String>,
    body: Vec<String>,
    by: Vec<String>,
    within: Option<Within>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// Where in a session something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In an entry.
    Pane(Pane),
    /// In the title of an item.
    Titles,
    /// On the roster.
    People,
}

impl Within {
    /// Its name in JSON; none for a title.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Pane(pane) => Some(pane.word()),
            Self::Titles => None,
            Self::People => Some("people"),
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Pane(Pane::Minutes) => 'm',
            Self::Pane(Pane::Points) => 'p',
            Self::Pane(Pane::Resolved) => 'r',
            Self::Titles => 't',
            Self::People => 'w',
        }
    }

    fn of(letter: &str) -> Option<Self> {
        let all = Pane::ALL.into_iter().map(Self::Pane).chain([Self::Titles, Self::People]);
        all.into_iter().find(|within| letter.chars().eq([within.letter()]))
    }

    fn named(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "titles" | "title" => Some(Self::Titles),
            "people" => Some(Self::People),
            "discussion" => Some(Self::Pane(Pane::Points)),
            pane => Pane::ALL.into_iter().find(|p| p.word() == pane).map(Self::Pane),
        }
    }
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The item's number as printed, else its place from 1; none where it stands in no item.
    pub item: Option<String>,
    /// The item's place in the agenda.
    pub place: usize,
    /// Where in the item.
    pub within: Within,
    /// Which entry of the pane, from 1.
    pub entry: Option<usize>,
    /// The time at which it was begun.
    pub at: Option<String>,
    /// The text.
    pub text: String,
    /// The byte of the text at which the first of the words stands.
    pub first: usize,
}

/// A place that was found, with the session in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub path: PathBuf,
    /// The day of its meeting.
    pub date: Option<NaiveDate>,
    /// Its body, else its title.
    pub body: Option<String>,
    /// The place.
    pub hit: Hit,
}

impl Found {
    /// The places found in one session.
    pub fn of(row: &Row, hits: Vec<Hit>) -> Vec<Self> {
        let listed = &row.listed;
        let body = listed.body.as_ref().or(listed.title.as_ref());
        hits.into_iter()
            .map(|hit| Self { path: listed.path.clone(), date: listed.date, body: body.cloned(), hit })
            .collect()
    }
}

impl Query {
    /// Reads what was typed on one line.
    ///
    /// # Errors
    /// A sentence that says what can't be understood, or that there is nothing to look for.
    pub fn typed(line: &str) -> Result<Self, String> {
        Self::of_words(split(line))
    }

    /// Reads arguments. One that the shell kept together is a phrase.
    ///
    /// # Errors
    /// As [`Query::typed`].
    pub fn arguments(arguments: &[String]) -> Result<Self, String> {
        let words = arguments.iter().flat_map(|argument| {
            if argument.contains('"') { split(argument) } else { vec![argument.trim().to_owned()] }
        });
        Self::of_words(words.collect())
    }

    fn of_words(words: Vec<String>) -> Result<Self, String> {
        let mut query = Self::default();
        for word in words {
            let (name, value) = word.split_once(':').unwrap_or(("", word.as_str()));
            let value = value.trim_matches('"');
            match name {
                "body" => query.body.push(fold(value)),
                "by" => query.by.push(fold(value)),
                "in" => {
                    query.within = Some(Within::named(value).ok_or_else(|| {
                        format!(
                            "in:{value} names no pane: write in:minutes, in:points, in:resolved, in:titles or in:people."
                        )
                    })?);
                }
                "since" => query.since = Some(day(name, value)?),
                "until" => query.until = Some(day(name, value)?),
                _ => query.words.push(fold(word.trim_matches('"'))),
            }
        }
        query.words.retain(|word| !word.trim().is_empty());
        let narrowed = !query.body.is_empty() || !query.by.is_empty() || query.within.is_some();
        if query.words.is_empty() && !narrowed && query.since.is_none() && query.until.is_none() {
            return Err("There is nothing to look for: name at least one word.".to_owned());
        }
        Ok(query)
    }

    /// Whether a session may hold what is looked for, by its body and its day.
    fn fits(&self, listed: &Listed, names: &str) -> bool {
        let dated =
            |bound: Option<NaiveDate>, fits: fn(&NaiveDate, &NaiveDate) -> bool| match (bound, listed.date) {
                (Some(bound), Some(date)) => fits(&date, &bound),
                (Some(_), None) => false,
                (None, _) => true,
            };
        let names = if self.body.is_empty() { String::new() } else { fold(names) };
        self.body.iter().all(|body| names.contains(body))
            && dated(self.since, NaiveDate::ge)
            && dated(self.until, NaiveDate::le)
    }

    /// The places in a text where the words stand, in order.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        let places = self
            .words
            .iter()
            .flat_map(|word| folded.match_indices(word).map(|(at, found)| at..at + found.len()));
        let mut ranges: Vec<_> =
            places.map(|place| origin(text, place.start)..origin(text, place.end)).collect();
        ranges.retain(|range| range.start < range.end);
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges
    }

    /// The places in one session.
    fn hits(&self, finders: &[Finder<'_>], texts: &str, folded: &mut String) -> Vec<Hit> {
        fold_into(texts, folded);
        if !finders.iter().all(|finder| finder.find(folded.as_bytes()).is_some()) {
            return Vec::new();
        }
        // Only the lines with the longest word are looked at: it is in the fewest of them.
        let Some(rare) = finders.iter().max_by_key(|finder| finder.needle().len()) else {
            let lines = texts.split_terminator('\n').zip(folded.split_terminator('\n'));
            return lines.filter_map(|(line, folded)| self.hit(finders, line, folded)).collect();
        };
        let mut pair = Lines { texts, folded, text_at: 0, folded_at: 0 };
        let mut hits = Vec::new();
        while let Some(at) = pair.folded.get(pair.folded_at..).and_then(|rest| rare.find(rest.as_bytes())) {
            let Some((line, folded)) = pair.line_with(pair.folded_at + at) else { break };
            hits.extend(self.hit(finders, line, folded));
        }
        hits
    }

    fn hit(&self, finders: &[Finder<'_>], line: &str, folded: &str) -> Option<Hit> {
        let mut plain = folded.splitn(7, '\t').skip(5);
        let (speaker, text) = (plain.next()?, plain.next()?);
        let mut first = None;
        for finder in finders {
            let at = finder.find(text.as_bytes())?;
            first = Some(first.map_or(at, |first: usize| first.min(at)));
        }
        if !self.by.iter().all(|by| speaker.contains(by.as_str())) {
            return None;
        }
        let mut fields = line.splitn(7, '\t');
        let within = Within::of(fields.next()?)?;
        let entry = matches!(within, Within::Pane(_));
        if self.within.is_some_and(|wanted| wanted != within) || (!self.by.is_empty() && !entry) {
            return None;
        }
        let some = |field: &str| (!field.is_empty()).then(|| field.to_owned());
        let (place, item) = (fields.next()?.parse().ok()?, some(fields.next()?));
        let (entry, at) = (fields.next()?.parse().ok(), some(fields.next()?));
        let text = fields.nth(1)?.to_owned();
        let first = first.map_or(0, |first| origin(&text, first));
        Some(Hit { item, place, within, entry, at, text, first })
    }
}

/// The same lines twice, as they are and in the form in which they are compared, gone through side by side.
struct Lines<'a> {
    texts: &'a str,
    folded: &'a str,
    /// Where lines begin that were not gone through yet, in each of the two.
    text_at: usize,
    folded_at: usize,
}

impl<'a> Lines<'a> {
    /// The line with this byte of the folded text, in both forms; the next one is behind it.
    fn line_with(&mut self, byte: usize) -> Option<(&'a str, &'a str)> {
        let skipped = self.folded.as_bytes().get(self.folded_at..byte)?;
        let (mut many, mut begin) = (0_usize, self.folded_at);
        for at in memchr::memchr_iter(b'\n', skipped) {
            (many, begin) = (many + 1, self.folded_at + at + 1);
        }
        let rest = self.texts.as_bytes().get(self.text_at..)?;
        let before = many.checked_sub(1).and_then(|n| memchr::memchr_iter(b'\n', rest).nth(n));
        let text_begin = self.text_at + before.map_or(0, |at| at + 1);
        let line = |all: &'a str, begin: usize| {
            let rest = all.get(begin..)?;
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            Some((rest.get(..end)?, begin + end + 1))
        };
        let (text, text_next) = line(self.texts, text_begin)?;
        let (folded, folded_next) = line(self.folded, begin)?;
        (self.text_at, self.folded_at) = (text_next, folded_next);
        Some((text, folded))
    }
}

/// So many sessions are searched before what was found is shown.
const AT_ONCE: usize = 256;

impl Library {
    /// Every place in these sessions where it stands, session by session in the catalogue's order: `make` makes of each
    /// session's places what is wanted, on several threads at once; each goes to `found`, until that says no.
    pub fn search<R: Send>(
        &self,
        (catalogue, query): (&Catalogue, &Query),
        now: Stamp,
        make: impl Fn(&Row, Vec<Hit>) -> R + Sync,
        found: &mut dyn FnMut(R) -> bool,
    ) {
        let finders: Vec<_> = query.words.iter().map(Finder::new).collect();
        for rows in catalogue.rows.chunks(AT_ONCE) {
            let shares: Vec<&[Row]> = rows.chunks(AT_ONCE.div_ceil(16)).collect();
            let made = parallel(&shares, |rows| {
                let (mut texts, mut folded) = (self.texts(catalogue), String::new());
                let mut made = Vec::new();
                for row in *rows {
                    let hits = search_row(query, &finders, row, &mut texts, (&mut folded, now));
                    if !hits.is_empty() {
                        made.push(make(row, hits));
                    }
                }
                made
            });
            if !made.into_iter().flatten().all(&mut *found) {
                return;
            }
        }
    }
}

fn search_row(
    query: &Query,
    finders: &[Finder<'_>],
    row: &Row,
    texts: &mut Texts<'_>,
    (folded, now): (&mut String, Stamp),
) -> Vec<Hit> {
    let listed = &row.listed;
    let names = [row.council.as_deref(), listed.body.as_deref(), listed.title.as_deref()];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if !query.fits(listed, &names) {
        return Vec::new();
    }
    let Some(text) = texts.with(row, query.words.iter().chain(&query.by), now) else { return Vec::new() };
    let hits = query.hits(finders, &text, folded);
    texts.done(text);
    hits
}

/// The texts of a meeting as they are searched: a line for each title, entry and person, which says where it stands. Tab
/// stands between its parts: what it is, the item's place and number, the entry, its time, its speaker, the text.
pub(super) fn texts_of(meeting: &Meeting) -> String {
    let mut out = String::new();
    for (place, item) in meeting.items.iter().enumerate() {
        let (counted, place) = ((place + 1).to_string(), place.to_string());
        let number = item.head.number.as_ref().unwrap_or(&counted);
        line(&mut out, Within::Titles, &[&place, number, "", "", ""], &item.head.title);
        for pane in Pane::ALL {
            for (entry, at) in item.pane(pane).iter().zip(1_usize..).filter(|(entry, _)| !entry.is_blank()) {
                let time = entry.fields.at.map(|at| at.to_rfc3339()).unwrap_or_default();
                let (at, speaker) = (at.to_string(), speaker(meeting, entry));
                line(&mut out, Within::Pane(pane), &[&place, number, &at, &time, &speaker], &entry.text);
            }
        }
    }
    for person in &meeting.people {
        let role = person.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
        line(&mut out, Within::People, &["0", "", "", "", ""], &format!("{}{role}", person.name));
    }
    out
}

fn line(out: &mut String, within: Within, place: &[&str; 5], text: &str) {
    out.push(within.letter());
    for part in place {
        out.push('\t');
        push_without(out, part, &['\t', '\n', '\r']);
    }
    out.push('\t');
    push_without(out, text, &['\n', '\r']);
    out.push('\n');
}

/// Adds a text with spaces for what would be taken for the end of a part.
fn push_without(out: &mut String, text: &str, ends: &[char]) {
    if memchr::memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_none() {
        return out.push_str(text);
    }
    for (n, part) in text.split(ends).enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(part);
    }
}

fn speaker(meeting: &Meeting, entry: &Entry) -> String {
    let Some(who) = &entry.fields.speaker else { return String::new() };
    let role = match who {
        Who::Person(id) => meeting.person(*id).and_then(|person| person.role.as_deref()),
        Who::Voice(_) => None,
    };
    format!("{} {}", meeting.name_of(who), role.unwrap_or_default())
}

/// The words of a line; quoted ones stay together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        let c = if matches!(c, '“' | '”') { '"' } else { c };
        quoted ^= c == '"';
        match words.last_mut() {
            Some(word) if quoted || !c.is_whitespace() => word.push(c),
            Some(_) | None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.trim_matches('"').is_empty());
    words
}

fn day(name: &str, value: &str) -> Result<NaiveDate, String> {
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
        format!("{name}:{value} is no day: write it like {name}:2016-03-14, {name}:2016-03 or {name}:2016.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Query {
        Query::arguments(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).unwrap()
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
        assert_eq!(query.within, Some(Within::Pane(Pane::Resolved)));
        assert_eq!(query.since, NaiveDate::from_ymd_opt(2016, 1, 1));
        assert_eq!(query.until, NaiveDate::from_ymd_opt(2016, 2, 29));
        let query = parsed(&[r#""human resources" Café body:"children and""#]);
        assert_eq!(query.words, ["human resources", "cafe"]);
        assert_eq!(query.body, ["children and"]);
        assert_eq!(parsed(&["10:30"]).words, ["10:30"]);
        assert_eq!(Query::typed("human “a b” in:titles").unwrap().words, ["human", "a b"]);
        for wrong in ["since:soon", "in:the minutes", "\"\""] {
            assert!(Query::arguments(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_line_says_where_it_stands() {
        let mut texts = String::new();
        line(&mut texts, Within::Titles, &["0", "5a", "", "", ""], "Café lease");
        line(
            &mut texts,
            Within::Pane(Pane::Resolved),
            &["0", "5a", "2", "2026-03-12T18:00:00+00:00", "Rosa Hazel"],
            "The\tcafé’s rent",
        );
        let hits = |words: &str| {
            let query = Query::typed(words).unwrap();
            let finders: Vec<_> = query.words.iter().map(Finder::new).collect();
            query.hits(&finders, &texts, &mut String::new())
        };
        let found = hits("CAFE");
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].within, found[0].item.as_deref(), found[0].entry),
            (Within::Titles, Some("5a"), None)
        );
        assert_eq!((found[1].entry, found[1].text.as_str()), (Some(2), "The\tcafé’s rent"));
        assert_eq!(hits("cafe's by:hazel"), found[1..]);
        assert_eq!(hits("cafe in:titles"), found[..1]);
        assert!(hits("cafe by:rowan").is_empty() && hits("rosa").is_empty());
    }
}
