//! What is no agenda, and the one sentence that says what it is instead.

use super::Refusal;
use super::line::Line;
use super::pattern::pattern;

pattern! {
    CANCELLED = r"(?i)(?:,\s*|[-–—]\s*|^\s*|\()(?:cancelled|canceled|postponed|wedi'?i? (?:ei )?ganslo)\b\s*\)?\s*$|(?i)\b(?:this )?meeting (?:has been|is|was) (?:cancelled|canceled|postponed)\b";
    MEETINGS = r"(?i)^(?:browse meetings|list of meetings|meetings? calendar|calendar of meetings|forthcoming meetings|future meetings|previous meetings|upcoming meetings|past meetings|pori cyfarfodydd|cyfarfodydd i ddod|cyfarfodydd blaenorol|the meetings of this committee are listed below\.?|agendas? (?:&|and) minutes)$";
    MEETING_LINE = r"(?i)\b\d{1,2}(?:st|nd|rd|th)?\s+\p{L}{3,9}\s+\d{4}\b.*(?:agenda|minutes|cancelled|\d[.:]\d\d)|^(?:mon|tue|wed|thu|fri)[a-z]*,?\s+\d";
    COMMITTEES = r"(?i)^(?:committee structure|committees? (?:list|details)|list of committees|strwythur pwyllgorau|browse committees|committee details)$";
    REPORT = r"(?i)^(?:report (?:by|of|to|from)\b.*|report author.*|purpose of (?:the )?report:?|report title:?.*|recommendations?:?|key points:?|background papers.*|wards? affected:?.*|executive summary|financial implications|legal implications|risk assessment|equality(?: impact)?.*|environmental implications|consultations?|context|timescale|resource implications.*|background:?|introduction|proposal and options|road network implications|action proposed.*|reason for action proposed.*)$";
    REPORT_HARD = r"(?i)^(?:purpose of (?:the )?report|(?:financial|legal|resource|environmental|equalit\w+|road network) (?:implications|impact)|report author|action proposed|background papers|author of report)\b";
    BUSINESS = r"(?i)\b(?:business|reports?|update|review|budget|finance|accounts|treasurer|planning|policy|motion|election|declarations?|interests?|appointments?|approval|approve|resolution|ordinance|hearing|questions|petitions?|strategy|plan|programme|project|staff(?:ing)?|council|board|panel|cabinet|forum|trustees|governors|members?|action|correspondence|performance|risk|audit|proposals?|application|licen[cs]e|contract|grants?|discussion|consultation|any other|next)\b";
    POLICY = r"(?i)\b(?:policy|procedures?|guidance|guidelines|terms and conditions|terms of reference|standing orders|financial regulations|code of (?:conduct|practice)|constitution|bylaws|byelaws|contract|agreement|privacy notice|handbook)\s*$";
    JOB = r"(?i)^(?:job (?:description|profile|specification)|role (?:description|profile)|person specification|we are (?:hiring|recruiting))\b.{0,50}$";
    JOB_LABEL = r"(?i)^(?:post(?: title)?|job title|grade|salary(?: range)?|reports to|reporting to|responsible to|responsible for|hours(?: of work)?|contract type|closing date)\s*:";
    OPENS = r"(?i)^(?:apologies|declarations? of|minutes of|any other|roll call|call to order|date of (?:the )?next)\b";
    SURE = r"(?i)\b(?:agenda|apologies|minutes of|call to order|roll call|any other (?:urgent )?business|date of (?:the )?next meeting|aob)\b";
    USUAL = r"(?i)\b(?:agenda|apologies|minutes|meeting|committee|welcome|present|attendance|call to order|roll call|adjourn\w*|any other|aob)\b";
    AGENDA = r"(?i)^(?:agenda\b|.*\bagenda$|summons\b|notice of meeting|items$)";
}

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.to_owned())
}

/// More lines than the longest bundle of papers has.
pub(super) const MOST_LINES: usize = 30_000;

/// Refuses what is too long to be a paper before any of it is weighed.
pub(super) fn length(lines: usize) -> Result<(), Refusal> {
    if lines > MOST_LINES {
        return Err(refusal(
            "This has more than 30,000 lines: that is no agenda; save the agenda of one meeting.",
        ));
    }
    Ok(())
}

/// More items than any agenda has.
pub(super) const MOST_ITEMS: usize = 3_000;

/// Refuses what has too many items before each of them is weighed.
pub(super) fn items(count: usize) -> Result<(), Refusal> {
    if count > MOST_ITEMS {
        return Err(refusal(
            "This has more than 3,000 numbered items, which no agenda has: save the agenda of one meeting.",
        ));
    }
    Ok(())
}

/// What can be told before any item is looked for.
pub(super) fn before(lines: &[Line]) -> Result<(), Refusal> {
    length(lines.len())?;
    if lines.is_empty() {
        return Err(refusal("The paper is empty: it holds no text."));
    }
    let top = lines.get(..lines.len().min(30)).unwrap_or_default();
    if top.iter().any(|line| line.text.len() < 300 && CANCELLED.is(&line.text)) && lines.len() < 60 {
        return Err(refusal("The meeting was cancelled or put off: the page has no agenda."));
    }
    let listed = lines.iter().filter(|line| MEETINGS.is(&line.text)).count();
    let dated = lines.iter().filter(|line| line.text.len() < 100 && MEETING_LINE.is(&line.text)).count();
    if listed > 0 && dated.saturating_mul(4) >= lines.len().min(40) || listed >= 2 && dated >= 2 {
        return Err(refusal("This is a list of meetings and no agenda: open one meeting and save its page."));
    }
    if top.iter().any(|line| COMMITTEES.is(&line.text)) {
        return Err(refusal(
            "This page is about committees and their members: open one meeting and save its page.",
        ));
    }
    Ok(())
}

/// What can be told when the items are known.
pub(super) fn after(lines: &[Line], above: &[Line], items: usize) -> Result<(), Refusal> {
    let agenda = above.iter().any(|line| AGENDA.is(&line.text));
    let report = || {
        let titles: Vec<String> = lines.iter().map(|line| bare(&line.text)).collect();
        titles.iter().any(|title| REPORT_HARD.is(title))
            && titles.iter().filter(|title| REPORT.is(title)).count() >= 3
    };
    if !agenda && items < 200 && report() {
        return Err(refusal(
            "This looks like an officer's report and no agenda: save the agenda of the meeting instead.",
        ));
    }
    let day =
        || above.iter().flat_map(|line| super::dates::dates(&line.text)).any(|day| day.weekday.is_some());
    let post = above.iter().filter(|line| JOB_LABEL.is(&line.text)).count() >= 2;
    let job = above.iter().any(|line| JOB.is(&line.text)) || post;
    // A council may advertise a vacancy above its agenda; a post's duties do not begin like business.
    let business = || lines.iter().any(|line| OPENS.is(&bare(&line.text)));
    if job && !agenda && !day() && !business() {
        return Err(refusal(
            "This looks like a job description and no agenda: save the agenda of the meeting instead.",
        ));
    }
    // A document of rules is numbered like an agenda, but nobody meets in it.
    let rules = above.iter().any(|line| line.text.len() < 90 && POLICY.is(&line.text));
    // A clause may name a committee; an item of business is no sentence, or uses the words of a meeting.
    let met = lines
        .iter()
        .filter(|line| line.text.len() < 120)
        .any(|line| SURE.is(&line.text) || USUAL.is(&line.text) && !line.text.ends_with(['.', ';']));
    if rules && !met && !above.iter().any(|line| !super::dates::dates(&line.text).is_empty()) {
        return Err(refusal(
            "This looks like a policy or other rules and no agenda: save the agenda of the meeting instead.",
        ));
    }
    Ok(())
}

/// Numbered lines without a day, a body, a presenter, and any word of a meeting are a list of something else.
pub(super) fn nobody_meets(paper: &super::Paper, above: &[Line]) -> Result<(), Refusal> {
    let short = above.iter().map(|line| line.text.as_str()).filter(|text| text.len() <= 80);
    let titles = paper
        .items
        .iter()
        .flat_map(|item| std::iter::once(&item.title).chain(item.children.iter().map(|child| &child.title)));
    let met = short.chain(titles.map(String::as_str)).any(|text| USUAL.is(text) || BUSINESS.is(text));
    let named = paper.items.iter().any(|item| !item.presenters.is_empty());
    // Bare numbers and titles with nothing above may be a clerk's own jotting of an agenda.
    if above.is_empty() || met || named || paper.date.is_some() || !paper.members.is_empty() {
        return Ok(());
    }
    Err(refusal(
        "This is numbered, but nothing in it speaks of a meeting: save the agenda of the meeting instead.",
    ))
}

fn bare(text: &str) -> String {
    super::numbers::readings(text).into_iter().next().map_or_else(|| text.to_owned(), |n| n.rest)
}

/// What is said when there is no item at all.
pub(super) fn no_items(lines: &[Line]) -> Refusal {
    if lines.iter().filter(|line| line.text.len() < 100 && MEETING_LINE.is(&line.text)).count() >= 3 {
        return refusal("This is a list of meetings and no agenda: open one meeting and save its page.");
    }
    refusal("No agenda items were found: the paper has neither numbers nor titles that look like an agenda.")
}
