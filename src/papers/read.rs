//! From lines to a paper: the same for every format.

use super::items::{self, Manner};
use super::line::Line;
use super::outline::{self, Start};
use super::pattern::pattern;
use super::{Paper, Refusal, Warning, head, labels, leftover, members, parts, people, refuse, tables};

pattern! {
    MINUTES_PAPER = r"(?i)^(?:draft\s+)?minutes\s+(?:of|from|for)\b|^minutes$|\bmeeting\s*[-–:]\s*minutes$|minutes of (?:the|a) .*meeting held|^present\s*:|[-–—:]\s*(?:draft )?minutes$|^cofnodion$|[-–—:]\s*cofnodion$";
    AND_MINUTES = r"(?i)^agenda,?(?: decisions?)?(?: and| a)? (?:draft )?(?:minutes|chofnodion)$";
    TAIL = r"(?i)^(?:signed\b|posted\b|quorum\b|membership\b|members\s*:|distribution\b|all members\b|dated\b|certificate of|notes?:$|please note|for (?:further|copies|more)\b|if you (?:can't|cannot|are unable)|contact\b|join zoom|the meeting (?:closed|ended|concluded|finished)|there being no|meeting closed|clerc|clerk\b|next meeting\s*:|papers are|pursuant to|[*]papers|the order in which|issued\b|date published|by order of|duration of meeting|best wishes|(?:kind |best )?regards\b|yours (?:sincerely|faithfully|truly)|many thanks|persons with|in (?:accordance|compliance) with the (?:americans|ada)\b|.{3,60} complies with the|accessibility\b|fire (?:alarm|evacuation)|emergency (?:exit|evacuation)|(?:audio|video|sound) record(?:ing)?s? of|filming (?:and|of)|this meeting (?:may|will) be (?:recorded|filmed|webcast|live))";
    CLERK = r"(?i)^(?:\p{L}[\p{L}.'’-]*\s+){1,4}\p{L}[\p{L}'’-]*,?\s*[,(–-]\s*(?:acting |interim |town |parish |city |deputy )?(?:clerk|secretary|chief executive|proper officer)\b.{0,40}$";
    PUBLISHED = r"(?i)^(?:no\.?\s*item|rhif\.? eitem|additional documents:?|share this item)$";
    ITEM_PAGE = r"(?i)^(?:agenda item|eitem ar yr agenda|issue\s*[-–]\s*meetings|issue details|mater\s*[-–].*|issue)$";
}

/// Reads the lines of a paper.
///
/// # Errors
/// A sentence where they are no agenda.
pub(super) fn paper(lines: Vec<Line>) -> Result<Paper, Refusal> {
    refuse::before(&lines)?;
    let lines = tables::mark(lines);
    let together = lines.iter().any(|line| line.text == tables::TOGETHER);
    let lines = lines.as_slice();
    let mut warnings = Vec::new();
    if let Some(paper) = page_of_one(lines).or_else(|| page_of_a_heading(lines)) {
        return Ok(paper);
    }
    let mut starts = outline::starts(lines);
    if starts.is_empty() {
        starts = super::unnumbered::starts(lines);
    }
    let Some(first) = starts.first() else { return Err(refuse::no_items(lines)) };
    let (above, _) = lines.split_at(first.line.min(lines.len()));
    refuse::items(starts.len())?;
    refuse::after(lines, above, starts.len())?;
    let last = starts.last().map_or(0, |start| start.line);
    let end = tail(lines, last);
    let (within, below) = lines.split_at(end);
    let manner =
        Manner { together, leads: items::has_leads(within, &starts), ..manner(lines, above, &starts) };
    let mut items = items::build(within, &starts, manner, &mut warnings);
    let closed = closed(lines, &starts);
    parts::exempt(&mut items, &closed);
    items::named_alone(&mut items);
    let head = head::read(above, &mut warnings);
    let mut lists = members::read(above, manner.minutes);
    if lists.members.is_empty() {
        let table = members::table(lines, manner.minutes);
        lists.members = table.members;
        lists.attendance.extend(table.attendance);
    }
    let after = members::read(below, manner.minutes);
    lists.members.extend(after.members);
    lists.attendance.extend(after.attendance);
    let mut paper = Paper {
        council: head.council,
        body: head.body,
        title: None,
        date: head.date,
        time: head.time.or_else(|| super::unnumbered::begins_at(&starts)),
        venue: head.venue,
        members: lists.members,
        items,
        warnings: Vec::new(),
        attendance: lists.attendance,
    };
    refuse::nobody_meets(&paper, above)?;
    leftover::warn(&paper, above, below, &mut warnings);
    warnings.sort_by_key(|warning| warning.line);
    paper.warnings = warnings;
    Ok(paper)
}

/// Where the last item ends and the signature, notes and lists begin.
pub(super) fn tail(lines: &[Line], last: usize) -> usize {
    lines
        .iter()
        .enumerate()
        .skip(last.saturating_add(1))
        .find(|(at, line)| {
            let over = at.saturating_add(3) > lines.len() && CLERK.is(&line.text);
            TAIL.is(&line.text) || over || signature(line, lines.get(at.saturating_add(1)))
        })
        .map_or(lines.len(), |(at, _)| at)
}

/// A name that stands apart, with its office beside or below it: who signed the paper.
pub(super) fn signature(line: &Line, next: Option<&Line>) -> bool {
    let apart = line.gap > 0 && line.indent < 4;
    let beside = super::presenters::bare_line(&line.text).is_some();
    let below = people::is_name(&line.text)
        && next.is_some_and(|next| people::is_role(&next.text) && next.text.len() < 80);
    apart && (beside || below)
}

fn manner(lines: &[Line], above: &[Line], starts: &[Start]) -> Manner {
    let alone = starts.iter().filter(|start| start.alone).count();
    let published =
        lines.iter().any(|line| PUBLISHED.is(&line.text)) || alone.saturating_mul(2) > starts.len();
    let promised = above.iter().any(|line| AND_MINUTES.is(&line.text));
    let labelled =
        || lines.iter().any(|line| matches!(labels::part(&line.text), Some((labels::Part::Minutes, _))));
    // A page that promises minutes and has lost its labels: what stands under a title was said.
    let lost = published && promised && !labelled();
    let minutes = lost || !published && above.iter().any(|line| MINUTES_PAPER.is(&line.text));
    Manner { published, minutes, ..Manner::default() }
}

/// For each item at the top, whether it stands under a heading that closes the meeting.
fn closed(lines: &[Line], starts: &[Start]) -> Vec<bool> {
    let mut out = Vec::new();
    let mut shut = false;
    let mut at = 0_usize;
    for start in starts {
        for line in lines.get(at..start.line).unwrap_or_default() {
            if parts::is_group(line)
                && let Some(closes) = parts::closes(&line.text)
            {
                shut = closes;
            }
        }
        at = start.line;
        if start.depth == 0 {
            out.push(shut);
        }
    }
    out
}

/// A page about one item: its title stands below the label, without a number or with one.
fn page_of_one(lines: &[Line]) -> Option<Paper> {
    let at = lines.iter().take(12).position(|line| ITEM_PAGE.is(&line.text))?;
    let title = lines.get(at.saturating_add(1))?;
    let mut warnings: Vec<Warning> = Vec::new();
    let rest = lines.get(at.saturating_add(2)..).unwrap_or_default();
    let above = rest
        .iter()
        .position(|line| super::numbers::readings(&line.text).iter().any(|n| same(&n.rest, &title.text)));
    let number = above
        .and_then(|place| rest.get(place))
        .and_then(|line| {
            super::numbers::readings(&line.text).into_iter().find(|n| same(&n.rest, &title.text))
        })
        .map(|number| number.text);
    let body = above.map_or(rest, |place| rest.get(place.saturating_add(1)..).unwrap_or_default());
    let heading = rest.get(..above.unwrap_or(0)).unwrap_or_default();
    let head = head::read(heading, &mut warnings);
    let start = Start { number, title: title.text.clone(), ..Start::default() };
    let mut all = vec![Line::default()];
    all.extend(body.iter().filter(|line| line.text != title.text).cloned());
    let manner = Manner { published: true, ..Manner::default() };
    let mut items = items::build(&all, &[start], manner, &mut warnings);
    parts::exempt(&mut items, &[false]);
    Some(Paper { body: head.body, date: head.date, time: head.time, items, warnings, ..Paper::default() })
}

/// A page whose only heading is an item's title, with its decisions or documents below: an item exported alone.
fn page_of_a_heading(lines: &[Line]) -> Option<Paper> {
    let mut headings = lines.iter().enumerate().filter(|(_, line)| line.heading.is_some());
    let (at, heading) = headings.next()?;
    let text = heading.text.as_str();
    let whole = MINUTES_PAPER.is(text) || outline::begins(text) || !super::dates::dates(text).is_empty();
    if headings.next().is_some() || at > 6 || whole {
        return None;
    }
    let below = lines.get(at.saturating_add(1)..)?;
    let label = below
        .iter()
        .position(|line| labels::part(&line.text).is_some_and(|(part, _)| part != labels::Part::Decision))?;
    let numbered = |line: &Line| !super::numbers::readings(&line.text).is_empty() || line.list.is_some();
    if below.iter().take(label).filter(|line| numbered(line)).count() > 1 {
        return None;
    }
    let number = super::numbers::readings(text).into_iter().find(|number| !number.rest.is_empty());
    let (number, title) = number.map_or((None, text.to_owned()), |n| (Some(n.text), n.rest));
    let mut warnings = Vec::new();
    let head = head::read(lines.get(..at).unwrap_or_default(), &mut warnings);
    let start = Start { line: at, number, title, ..Start::default() };
    let manner = Manner { published: true, minutes: true, ..Manner::default() };
    let mut items = items::build(lines, &[start], manner, &mut warnings);
    parts::exempt(&mut items, &[false]);
    let (council, body) = (head.council, head.body);
    Some(Paper {
        council,
        body,
        date: head.date,
        time: head.time,
        venue: head.venue,
        items,
        warnings,
        ..Paper::default()
    })
}

fn same(one: &str, other: &str) -> bool {
    let (one, other) = (super::clean::title(one).to_lowercase(), super::clean::title(other).to_lowercase());
    !one.is_empty() && (one.starts_with(&other) || other.starts_with(&one))
}
