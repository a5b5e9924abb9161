//! Which lines begin an item: the row of numbers that runs through the whole paper.

use super::labels::{self, Part};
use super::line::{Line, Mark};
use super::numbers::{self, Number};
use super::pattern::pattern;
use std::collections::HashMap;

pattern! {
    BEGINS = r"(?i)^(?:the\s+)?(?:agenda|items|no\.?\s*item|rhif\.? eitem|eitemau|order of business|agenda items|agenda items?|items of business|business to be transacted|item\s+(?:title|subject|description)|agenda\s*[-–—/]\s*agenda)\s*:?$";
}

/// Where an item begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Start {
    /// The index of its line.
    pub(super) line: usize,
    /// Its number as printed.
    pub(super) number: Option<String>,
    /// What stands on the line after the number; empty where the title stands below.
    pub(super) title: String,
    /// Depth from 0, where the format knows.
    pub(super) depth: usize,
    /// The cell of presenters.
    pub(super) lead: Option<String>,
    /// What stands in other columns of its row.
    pub(super) notes: Vec<String>,
    /// Whether the number stood alone on its line.
    pub(super) alone: bool,
}

/// Whether the line says that the agenda follows.
pub(super) fn begins(text: &str) -> bool {
    BEGINS.is(text.trim())
}

#[derive(Clone, Debug)]
struct Candidate {
    line: usize,
    number: Number,
    worth: i64,
}

/// A row of numbers: indexes of candidates.
#[derive(Clone, Debug)]
struct Row {
    members: Vec<usize>,
    score: i64,
    whole: bool,
}

/// The starts of the items of the paper.
pub(super) fn starts(lines: &[Line]) -> Vec<Start> {
    let marked = marked(lines);
    if !marked.is_empty() {
        return marked;
    }
    let candidates = candidates(lines, true);
    let rows = rows(&candidates);
    let Some(row) = outer(&candidates, rows) else { return Vec::new() };
    let starts = row.members.iter().filter_map(|&at| candidates.get(at)).map(start).collect();
    with_headings(lines, starts)
}

/// Where every number stands in a heading, the other headings of the same level are items too, one without a number; those a
/// level down with a number are sub-items.
fn with_headings(lines: &[Line], mut starts: Vec<Start>) -> Vec<Start> {
    let level = |at: usize| lines.get(at).and_then(|line| line.heading);
    let Some((first, own)) = starts.first().and_then(|start| Some((start.line, level(start.line)?))) else {
        return starts;
    };
    if starts.len() < 2 || !starts.iter().all(|start| level(start.line) == Some(own)) {
        return starts;
    }
    let last = starts.last().map_or(first, |start| start.line);
    let end = super::read::tail(lines, last);
    for (at, line) in lines.iter().enumerate().take(end).skip(first) {
        let known = starts.iter().any(|start| start.line == at);
        let label = labels::part(&line.text).is_some() || begins(&line.text);
        let Some(level) = line.heading.filter(|level| *level >= own && !known && !label) else { continue };
        let number = numbers::readings(&line.text).into_iter().find(|number| !number.rest.is_empty());
        let (number, title) = match number {
            Some(number) => (Some(number.text), number.rest),
            None if level == own && !super::parts::is_group(line) => (None, line.text.clone()),
            None => continue,
        };
        starts.push(Start { line: at, number, title, depth: usize::from(level > own), ..Start::default() });
    }
    starts.sort_by_key(|start| start.line);
    starts
}

/// The starts of sub-items in the body of item `number`: the first row that begins there.
///
/// `next` is the number that would go on from the item before: sub-items may be counted through the whole paper.
pub(super) fn sub_starts(lines: &[Line], number: &str, next: u32) -> Vec<Start> {
    let mut candidates = candidates(lines, false);
    no_initials(&mut candidates);
    let own = format!("{}.", number.strip_suffix(".0").unwrap_or(number));
    candidates.retain(|c| {
        // Numbers coded by year or by "1.0" are never those of sub-items.
        let bare = c.number.form.starts_with("bare") || c.number.form.starts_with("initial");
        c.number.family == own || (!bare && !c.number.family.contains(['/', '.']))
    });
    let opens = |number: &Number| {
        number.first() || number.family == own || next > 1 && number.family == "n" && number.value == next
    };
    let first = candidates.iter().find(|c| opens(&c.number));
    let Some(from) = first.map(|c| c.line) else { return Vec::new() };
    candidates.retain(|c| c.line >= from);
    let begin: Vec<String> =
        candidates.iter().filter(|c| c.line == from).map(|c| c.number.family.clone()).collect();
    let best = rows(&candidates)
        .into_iter()
        .filter(|row| {
            row.members
                .first()
                .and_then(|&at| candidates.get(at))
                .is_some_and(|c| c.line == from && begin.contains(&c.number.family) && opens(&c.number))
        })
        .max_by_key(|row| row.score);
    let Some(row) = best else { return Vec::new() };
    let mut members: Vec<&Candidate> = row.members.iter().filter_map(|&at| candidates.get(at)).collect();
    beside(lines, &candidates, &mut members);
    members.into_iter().map(start).collect()
}

/// "A. Police" may be a person; "A. Police", "B. Library" under one another are not.
fn no_initials(candidates: &mut [Candidate]) {
    let capital = |candidate: &&mut Candidate| candidate.number.family == "A";
    let values: Vec<u32> = candidates.iter_mut().filter(capital).map(|c| c.number.value).collect();
    if values.len() < 2 || !values.iter().zip(1..).all(|(value, place)| *value == place) {
        return;
    }
    for candidate in candidates.iter_mut().filter(capital).filter(|c| c.number.form == "initial") {
        ".".clone_into(&mut candidate.number.form);
        candidate.worth = candidate.worth.saturating_add(INITIAL);
    }
}

/// "A." behind "2.1" stands beside it, not under it: a capital is no smaller part than a number with a dot. Where it stands
/// further in, it is under it all the same.
fn beside<'c>(lines: &[Line], candidates: &'c [Candidate], members: &mut Vec<&'c Candidate>) {
    let (Some(first), Some(last)) = (members.first().copied(), members.last().copied()) else { return };
    let indent = |candidate: &Candidate| lines.get(candidate.line).map_or(0, |line| line.indent);
    if !first.number.family.ends_with('.') {
        return;
    }
    let mut next = 1;
    for candidate in candidates.iter().filter(|candidate| candidate.line > last.line) {
        let capital = candidate.number.family == "A" && !candidate.number.form.starts_with('(');
        if capital && candidate.number.value == next && indent(candidate) <= indent(first) {
            members.push(candidate);
            next = next.saturating_add(1);
        }
    }
}

fn start(candidate: &Candidate) -> Start {
    Start {
        line: candidate.line,
        number: Some(candidate.number.text.clone()),
        title: candidate.number.rest.clone(),
        alone: candidate.number.rest.is_empty(),
        ..Start::default()
    }
}

fn marked(lines: &[Line]) -> Vec<Start> {
    lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| match &line.mark {
            Mark::Item(number, depth, lead) => Some(Start {
                line: at,
                number: number.clone(),
                title: line.text.clone(),
                depth: *depth,
                lead: lead.clone(),
                // A row of a table has its lead; what else stands in it is the paper's own.
                alone: lead.is_none(),
                notes: line.cells.clone(),
            }),
            Mark::Plain | Mark::Group | Mark::Document => None,
        })
        .collect()
}

/// How much less what looks like a person's initial counts.
const INITIAL: i64 = 9;

fn candidates(lines: &[Line], whole: bool) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut minuted = false;
    let mut begun = !whole || !lines.iter().any(|line| begins(&line.text));
    let mut quoted = false;
    // The number that the next entry of a list of resolutions would have; 0 outside of one.
    let mut entry = 0_u32;
    for (at, line) in lines.iter().enumerate() {
        if begins(&line.text) {
            begun = true;
        }
        let part = labels::part(&line.text);
        let resolving =
            matches!(&part, Some((Part::Resolved, rest)) if rest.is_empty() || rest.ends_with(':'));
        let listed = entry;
        entry = u32::from(resolving);
        match part.map(|(part, _)| part) {
            Some(Part::Documents) => minuted = false,
            Some(Part::Decision | Part::Minutes | Part::Resolved | Part::Reasons) => minuted = true,
            None => {}
        }
        for mut number in numbers::readings(&line.text) {
            if let Some(list) = line.list {
                number.form = format!("list {} {}", list.id, list.level);
            }
            let alone = number.rest.is_empty();
            if alone {
                minuted = false;
            }
            let mut worth = 10;
            worth -= if minuted { 5 } else { 0 };
            if listed > 0 && number.value == listed && number.sub == 0 {
                worth -= 12;
                entry = listed.saturating_add(1);
            }
            worth -= if begun { 0 } else { 7 };
            worth -= if quoted { 6 } else { 0 };
            worth -= if number.form.starts_with("initial") { INITIAL } else { 0 };
            worth -= if number.form == "bare" { 2 } else { 0 };
            worth -= if number.rest.ends_with([';', ',']) { 3 } else { 0 };
            worth -= if number.rest.starts_with(|c: char| c.is_lowercase()) { 3 } else { 0 };
            worth += if line.heading.is_some() || line.bold { 5 } else { 0 };
            worth -= i64::try_from(line.indent.min(40) / 8).unwrap_or(0);
            out.push(Candidate { line: at, number, worth });
        }
        let opened = line.text.matches('“').count();
        let closed = line.text.matches('”').count();
        quoted = if opened == closed { quoted && closed == 0 } else { opened > closed };
    }
    out
}

#[derive(Clone, Copy)]
struct Best {
    score: i64,
    before: Option<usize>,
    from: usize,
    used: bool,
}

fn rows(candidates: &[Candidate]) -> Vec<Row> {
    let mut best: Vec<Best> = Vec::with_capacity(candidates.len());
    let mut seen: HashMap<(&str, u32), Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let number = &candidate.number;
        let own = candidate.worth.saturating_add(if number.first() { 8 } else { 0 });
        let mut here = Best { score: own, before: None, from: at, used: false };
        for back in 0..=2_u32 {
            let Some(value) = number.value.checked_sub(back) else { continue };
            for &before in seen.get(&(number.family.as_str(), value)).into_iter().flatten() {
                let (Some(was), Some(other)) = (best.get(before), candidates.get(before)) else { continue };
                let link = match number.after(&other.number) {
                    2 => 6,
                    1 => -6,
                    _ => continue,
                };
                let same = if number.form == other.number.form { 4 } else { -2 };
                let score =
                    was.score.saturating_add(candidate.worth).saturating_add(link).saturating_add(same);
                if other.line < candidate.line
                    && (score > here.score
                        || score == here.score && here.before.is_some() && was.from < here.from)
                {
                    here = Best { score, before: Some(before), from: was.from, used: false };
                }
            }
        }
        if let Some(before) = here.before
            && let Some(was) = best.get_mut(before)
        {
            was.used = true;
        }
        best.push(here);
        let list = seen.entry((number.family.as_str(), number.value)).or_default();
        // A row has few rivals; a paper of nothing but "1." must not take the square of its length.
        if list.len() >= 12 {
            list.remove(4);
        }
        list.push(at);
    }
    ends(candidates, &best)
}

fn ends(candidates: &[Candidate], best: &[Best]) -> Vec<Row> {
    let mut top: HashMap<(&str, usize), usize> = HashMap::new();
    for (at, (candidate, here)) in candidates.iter().zip(best).enumerate() {
        let slot = top.entry((candidate.number.family.as_str(), here.from)).or_insert(at);
        if best.get(*slot).is_none_or(|was| here.score > was.score) {
            *slot = at;
        }
    }
    let mut ends: Vec<usize> = top.into_values().collect();
    ends.sort_unstable_by_key(|&at| (std::cmp::Reverse(best.get(at).map_or(0, |b| b.score)), at));
    ends.truncate(64);
    ends.into_iter()
        .map(|end| {
            let mut members = vec![end];
            let mut at = end;
            while let Some(before) = best.get(at).and_then(|b| b.before) {
                members.push(before);
                at = before;
            }
            members.reverse();
            let first = members.first().and_then(|&at| candidates.get(at));
            Row {
                score: best.get(end).map_or(0, |b| b.score),
                whole: first.is_some_and(|c| c.number.first()),
                members,
            }
        })
        .collect()
}

/// The row the others stand within: the best one, unless one that begins earlier goes round it.
fn outer(candidates: &[Candidate], rows: Vec<Row>) -> Option<Row> {
    let top = rows.iter().max_by_key(|row| row.score)?.clone();
    if top.members.len() < 2 && !(top.whole && top.score >= 16) {
        return None;
    }
    let place = |at: Option<&usize>| at.and_then(|&at| candidates.get(at)).map_or(0, |c| c.line);
    let family =
        |row: &Row| row.members.first().and_then(|&at| candidates.get(at)).map(|c| c.number.family.clone());
    let mut choice = top;
    for row in rows {
        let (first, last) = (place(row.members.first()), place(row.members.last()));
        let (own, end) = (place(choice.members.first()), place(choice.members.last()));
        let around = first < own && last.saturating_mul(5) >= end.saturating_mul(2);
        let enough = row.members.len() >= 3 || (row.members.len() >= 2 && choice.members.len() < 8);
        let strong = row.score.saturating_mul(6) >= choice.score && row.score >= 30;
        if row.whole && around && enough && strong && family(&row) != family(&choice) {
            choice = row;
        }
    }
    Some(choice)
}
