//! The labels of published papers, in English and Welsh, and the lines that say nothing.

use super::pattern::pattern;

/// What a labelled part of an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Supporting documents.
    Documents,
    /// A decision sheet.
    Decision,
    /// Minutes.
    Minutes,
    /// Resolutions within minutes or a decision.
    Resolved,
    /// Reasons, options and other statutory headings of a decision.
    Reasons,
}

pattern! {
    DOCUMENTS = r"(?i)^(?:additional documents|supporting documents|attachments|dogfennau ychwanegol|dogfennau ategol|background papers|documents)\s*:?$";
    DECISION = r"(?i)^(?:decisions?|penderfyniad(?:au)?)\s*:$";
    MINUTES = r"(?i)^(?:minutes?|cofnodion|draft minutes)\s*:$";
    REASONS = r"(?i)^(?:reasons? for (?:the )?(?:decision|recommendation)s?|alternative options[^.]*|other options[^.]*|officer responsible[^.]*|options considered[^.]*|wards? affected[^.]*|rheswm[^.]*)\s*:$";
    RESOLVED = r"^(?:(?:It\s+was\s+|That\s+)?(?:(?:RESOLVED|Resolved|resolved|ORDERED|Ordered|ordered|AGREED|DECIDED|RECOMMENDED|Recommended|PENDERFYNWYD|Penderfynwyd|ARGYMHELLWYD|Argymhellwyd)|(?:Agreed|Decided)(?:\s*:|\s+that\b))(?:\s*[-–]\s*)?(?:\s*\(?(?:unanimously|UNANIMOUSLY|nem\.? con\.?|YN UNFRYDOL|yn unfrydol|by (?:a )?majority)\)?)?(?:\s+as follows)?)\s*[:\-–,]*\s*(.*)$";
    THAT_ONLY = r"(?i)^(?:[-–]*\s*(?:that|bod|to)?\s*:?\s*[-–]?)$";
    RECOMMENDS = r"^(?:It\s+was\s+|That\s+)?(?:(?:RESOLVED|Resolved|resolved|AGREED|Agreed)[\s:–-]+(?:[Tt]o\s+|TO\s+|[Tt]hat\s+it\s+be\s+|THAT\s+IT\s+BE\s+)?)?(?:RECOMMEND(?:ED)?|[Rr]ecommend(?:ed)?|ARGYMHELLWYD|Argymhellwyd)\b";
    TAKEN = r"^(?:DECISION|Decision|ACTION TAKEN|Action taken|AGREED ACTION)\s*:\s+(\S.*)$";
    STEM = r"^The (?:Board|Committee|Sub-Committee|Panel|Council|Cabinet|Governors|Trustees|Authority|Forum)\s*:$";
    TOLD_OF = r"^(?:It\s+was\s+|That\s+)?(?:[Rr]esolved|[Oo]rdered|[Pp]enderfynwyd)\s+(\p{Ll}+)";
    ADVISED = r"^(?:It\s+was\s+|That\s+)?(?:Recommended|Argymhellwyd)\b";
    ADVISES = r"^(?:It\s+was\s+|That\s+)?(?:Recommended|Argymhellwyd)(?:\s*[:,–-]|\s*$|\s+\(?(?:[Tt]hat|[Tt]o|unanimously|nem|as follows|[Bb]od|i|y dylid|yn unfrydol)\b)";
    ACTION = r"^(?:[-–•]\s*)?(?:ACTIONS?|Actions?|AP|Action [Pp]oint)(?:\s+\d+(?:\.\d+)?)?\s*[:–]\s*(\p{Lu}.*\sto\s+\p{Ll}.*)$";
    NOISE = r"(?i)^(?:[•·]\s*)?(?:share this item|media|items|eitemau|no\.? item|rhif eitem|rhif\.? eitem|view directions|cyfarwyddiadau|(?:\.\.\.)?\s*view the (?:full )?(?:minutes|decision|agenda|background)[^.]*\.?|page no\.?|pages?|tudalen|page \d+(?: of \d+)?|item\s+\d+\s+page\s+\d+|\d+ of \d+|back to top|print this page|agenda item|skip to .*|<!--.*)$";
    FULL_TEXT = r"(?i)view the (?:full )?(?:minutes|decision) text for item";
    RECORDING = r"(?i)^(?:audio|video) recording\b.*$|^view recording$";
    FOOTER = r"(?i)^(?:page\s+)?\d+\s*of\s*\d+$|^page\s+\d+\s*/\s*\d+$|^.{0,80}\bpage \d+ of \d+$|^[-–—]\s*\d+\s*[-–—]$|^_{4,}$|^[-–—=*]{3,}$";
}

/// The words that go on from "resolved" where it is a decision and no tale of one.
const DECIDING: [&str; 11] =
    ["that", "to", "unanimously", "by", "as", "nem", "bod", "yn", "i", "accordingly", "on"];

/// Which part begins with this line, and what of it stands on the line itself.
pub(super) fn part(text: &str) -> Option<(Part, String)> {
    let text = text.trim();
    if text.len() > 400 && !RESOLVED.is(text) {
        return None;
    }
    for (pattern, part) in [
        (&DOCUMENTS, Part::Documents),
        (&DECISION, Part::Decision),
        (&MINUTES, Part::Minutes),
        (&REASONS, Part::Reasons),
    ] {
        if pattern.is(text) {
            return Some((part, String::new()));
        }
    }
    if STEM.is(text) {
        return Some((Part::Resolved, String::new()));
    }
    if let Some(g) = TAKEN.groups(text).or_else(|| ACTION.groups(text)) {
        return Some((Part::Resolved, g.get(1).to_owned()));
    }
    // "It was resolved some years ago" decides nothing.
    if TOLD_OF.groups(text).is_some_and(|g| !DECIDING.contains(&g.get(1))) {
        return None;
    }
    // Nor does "Recommended reading was circulated".
    if ADVISED.is(text) && !ADVISES.is(text) {
        return None;
    }
    let g = RESOLVED.groups(text)?;
    let rest = g.get(1).trim();
    Some((Part::Resolved, if THAT_ONLY.is(rest) { String::new() } else { rest.to_owned() }))
}

/// Whether a line that begins resolutions begins those that recommend to another body.
pub(super) fn recommends(text: &str) -> bool {
    RECOMMENDS.is(text.trim())
}

/// Whether the line only serves the page it stood on.
pub(super) fn is_noise(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || NOISE.is(text)
        || FULL_TEXT.is(text)
        || FOOTER.is(text)
        || super::clean::is_tag(text)
        || super::clean::is_pages(text)
}

/// Whether the line is a recording's time.
pub(super) fn is_recording(text: &str) -> bool {
    RECORDING.is(text)
}
