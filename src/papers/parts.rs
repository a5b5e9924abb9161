//! Headings that group items, and what they say of press and public.

use super::line::{Line, Mark};
use super::pattern::pattern;
use super::{PaperItem, clean};

pattern! {
    PART = r"(?i)^(?:[-–—*\s]*)(?:part|section|rhan)\s+(?:one|two|three|[1-3]|i{1,3}|[a-c])\b";
    CLOSED = r"(?i)\b(?:exempt|closed|private|confidential|not open|not for publication|in camera|excluded?|caeedig|part (?:2|ii|two|b)\b|rhan 2)";
    PUBLIC_PART = r"(?i)\b(?:open|public session|part (?:1|i|one|a)\b)";
    SESSION = r"(?i)^(?:(?:regular|work|study|pre-?council|closed|general|open|public|private|evening|morning|afternoon|business|executive)\b[\w\s-]{0,30}(?:session|meeting|council)?,?\s*[-–—:]?\s*\(?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?.*|\d{1,2}[:.]\d{2}\s*[ap]\.?m\.?\s*[-–—]\s*[A-Z ]{6,60}:.*)$";
    SHOUTED = r"^(?:EXEMPT|CONFIDENTIAL|PRIVATE|PUBLIC|OPEN)\s+(?:ITEMS?|BUSINESS|SESSION|MATTERS)\b.{0,60}$";
    OPEN_OR_SHUT = r"(?i)^(?:exempt|confidential|private|public|open|closed)\s+(?:items?|business)$|^items? (?:(?:to be|which (?:will|are to) be) )?(?:taken|considered|held|heard|discussed) in (?:private|public|closed session|committee)\b.{0,140}$";
    EXCLUDE = r"(?i)\b(?:exclu(?:sion|de)\b.{0,40}\b(?:public|press)|(?:public|press)\b.{0,60}\b(?:be\s+excluded|withdraw|leave)|cau allan)";
    NEEDLESS = r"(?i)\b(?:not necessary to exclude|no need to exclude|taken in public|was not (?:moved|needed))";
    NAMED = r"(?i)\bitems?\s+(?:no\.?\s*)?(\d+[a-z]?)\b";
    NEXT = r"(?i)\b(?:the\s+)?(?:next|following)\s+item\b";
    OWN = r"(?i)(?:not for publication|exempt (?:appendix|report|information|minutes)\b|\(exempt\)|^(?:confidential|exempt)\s+(?:items?|business|matters|minutes)\b|\bexempt\b\s*$|contains exempt information|schedule 12a\b.*\bpara|confidential\)?$)";
    ROUTINE = r"(?i)\b(?:date of (?:the )?next|next meeting|close of|adjourn|any other (?:urgent )?business|dyddiad y cyfarfod)";
    REASON = r"(?i)(?:paragraphs?\s+[\d, and]+\s+(?:of|in)\s+(?:part\s+\d\s+of\s+)?schedule\s+12a|schedule\s+12a,?\s+paragraphs?\s+\d+|paragraph \d+)";
}

/// Whether the line is a heading over a group of items.
pub(super) fn is_group(line: &Line) -> bool {
    let text = line.text.as_str();
    line.mark == Mark::Group
        || (text.len() <= 120 && !text.ends_with('.') && PART.is(text))
        || (text.len() <= 120 && (SESSION.is(text) || SHOUTED.is(text) || OPEN_OR_SHUT.is(text)))
}

/// Whether a heading closes the meeting to press and public.
pub(super) fn closes(text: &str) -> Option<bool> {
    let private = OPEN_OR_SHUT.is(text) && CLOSED.is(text);
    if private || CLOSED.is(text) && !PUBLIC_PART.is(text) || text.to_lowercase().contains("not open") {
        return Some(true);
    }
    (PUBLIC_PART.is(text) || PART.is(text)).then_some(false)
}

/// Marks items taken without press and public: under such a heading, after the vote to exclude them, or by their own word.
pub(super) fn exempt(items: &mut [PaperItem], closed: &[bool]) {
    let mut rule = Rule::Open;
    let voted = closed.iter().any(|&closed| closed);
    for (at, item) in items.iter_mut().enumerate() {
        let whole = format!("{}\n{}", item.title, item.notes.join("\n"));
        let said = format!("{whole}\n{}\n{}", item.minutes.join("\n"), item.resolved.join("\n"));
        let number = item.number.clone().unwrap_or_default();
        let votes = EXCLUDE.is(&item.title) || EXCLUDE.is(&whole) && !OWN.is(&item.title);
        let ruled = match &rule {
            Rule::Open => false,
            Rule::Next | Rule::Rest => true,
            Rule::Named(numbers) => numbers.contains(&number),
        };
        let own = OWN.is(&item.title) || item.notes.iter().any(|note| OWN.is(note)) && !votes;
        let under = closed.get(at).copied().unwrap_or(false);
        item.exempt = !votes && (under || own || ruled && !ROUTINE.is(&item.title));
        if item.exempt {
            item.exempt_reason = REASON.groups(&whole).map(|g| clean::flat(g.get(0)));
            let title = item.title.clone();
            for child in &mut item.children {
                child.exempt = true;
                child.exempt_reason = REASON.groups(&title).map(|g| clean::flat(g.get(0)));
            }
        }
        if matches!(rule, Rule::Next) {
            rule = Rule::Open;
        }
        if votes && !voted {
            rule = after_vote(&said, &number);
        }
    }
}

enum Rule {
    Open,
    Next,
    Rest,
    Named(Vec<String>),
}

fn after_vote(said: &str, own: &str) -> Rule {
    if NEEDLESS.is(said) {
        return Rule::Open;
    }
    let named: Vec<String> =
        NAMED.all(said).iter().map(|g| g.get(1).to_owned()).filter(|n| n != own).collect();
    if !named.is_empty() {
        return Rule::Named(named);
    }
    if NEXT.is(said) { Rule::Next } else { Rule::Rest }
}
