//! What stands above the items: body, day, hour, place.

use super::line::Line;
use super::pattern::pattern;
use super::{Warning, clean, dates, labels};
use chrono::{NaiveDate, NaiveTime};

pattern! {
    HEADER = r"(?i)^(?:agenda for\s+|minutes for\s+|meeting of\s+)?(.{2,160}?)(?:\s*[-–—,]\s*|\s+on\s+)(?:dydd\s+|nos\s+)?(\d{1,2}(?:st|nd|rd|th)?\s+\p{L}{3,9}\s+\d{4}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b";
    ISSUE = r"(?i)^(?:meeting|cyfarfod)\s*:\s*(\S.*?)\s*[-–—]\s*(.+?)\s*(?:\((?:item|eitem)\s+[^)]*\))?$";
    LABEL = r"(?i)^(?:[•*-]\s+)?\**((?:meeting\s+)?date(?:\s*(?:and|&|/)\s*time)?|date of meeting|dyddiad|when|(?:meeting\s+)?time|amser|start time|venue|place|(?:meeting\s+)?location|meeting room|where|lleoliad|meeting place|proposed venue|committee|committee name|body|meeting(?:\s+name)?|subject|held at)(?:\s*/\s*(?:date|time|venue|location|place|dyddiad|amser|lleoliad))?\**\s*[:?]\**\s*(.*)$";
    PAST = r"(?i)\b(?:previous|last|minutes|published|posted|dated|deadline|noon on|notice must|reply|signed|issued|amended|despatch|by (?:mon|tues|wednes|thurs|fri)|before|next meeting|register)\b";
    NEXT = r"(?i)\bthe next (?:\p{L}+ )?meeting (?:of|will|is)\b";
    MAILED = r"(?i)^(?:(?:sent|received|on\b.{4,60}\bwrote)\s*:|from\s*:\s*(?:[^\d\s]|$))";
    HELD = r"(?i)\b(?:held|meeting|hold|meet|assemble|convene|cynhelir|summoned|takes? place)\b";
    PLACE = r"(?i)\b(?:room|hall|chambers?|house|centre|center|theatre|building|school|schoolroom|library|offices?|street|road|suite|teams|zoom|civic|online|church|chapel|court|pavilion|club|lodge|institute|hut|exchange|parlour|inn|stadium|farm|common|mansion|town hall|rooms|auditorium|college|university|hotel|campus|remote|virtual|siambr|neuadd|ystafell|canolfan|museum|guildhall|headquarters|academy|barn|gallery|annexe)\b";
    HELD_AT = r"(?i)\b(?:held|meet|meeting|assemble|hold|convene)\b[^;]*?\s(?:at|in|yn)\s+((?:the\s+)?\p{Lu}[^;]*?)(?:\.?\s*$|\.\s+\p{Lu}|[,.]?\s+(?:located|commencing|starting|beginning|on|at|to\s+\p{Ll}|and virtually|and via|via|and online|and by|when|for the)\b)";
    SENTENCE_BODY = r"(?:\b[Tt]he|\bTHE)\s+((?:\(?\p{Lu}[\p{L}'’&,()-]*|of|and|the|for|\s)+?)\s+(?:will|shall|is to)\s+(?:hold|meet|assemble|convene|be held)";
    MEETING_OF = r"(?i)(?:meeting|session)\s+of\s+(?:the\s+)?(.{4,90}?)\s+(?:to be held|will be held|will take place|is to|is|takes|held|which|on|at|in)\b";
    FINE = r"(?i)\b(?:(?:sub-?)?committee|panel|board|cabinet|forum|commission|group|executive|bwrdd|pwyllgor|governors|governing body|trustees|partnership|joint|conservators|commissioners|wardens|municipal district|egm|agm)\b";
    NAMED_MEETING = r"(?i)\bmeeting (?:rooms?|house|hall|place)\b|\b(?:virtual|online|remote) meeting\b|\bmeeting id\b";
    LABELS = r"(?:\s{2,}|\t|\s\|\s)((?i:date|time|venue|place|location|start time)\s*:)";
    DASHED = r"^(.{4,80}?)\s+[-–—]\s+(.{4,80})$";
    PLACE_NAME = r"(?i)^(?:the\s+)?(?:city|town|village|county|borough|district|shire|township|municipality|rural municipality|burgh|parish) of \p{L}";
    GENERIC = r"(?i)^(?:(?:ordinary|regular|special|annual|extraordinary|general|monthly|full|agenda|open|public|meeting|notice|of)\s+)*(?:council|session|board)$";
    KIND = r"(?i)^(.{3,80}?)\s*[:–—-]\s*(?:(?:ordinary|regular|special|annual|extraordinary|general|monthly|quarterly|public|full)\s+)+(?:general\s+)?(?:meeting|session)$";
    BROAD = r"(?i)\b(?:council|authority|trust|school|academy|cyngor|parish meeting|association|society|assembly|college|drainage district|school district)\b";
    NOT_BODY = r"(?i)^(?:venue|to[/: ]|contact|members|membership|date|time|clerk|present|in attendance|apologies|place|location|notice is|all members|dear|tel|email|councillors?\b|cllr|mayor|chair\b|public notice|join|refer|for more|meeting details|meeting summary|this meeting|quorum|lleoliad|cyswllt|signed|page|http|by |a\. |agenda frontsheet|published|link|the following|please|members of|documents|home|skip|watch|view|find|see|read|sign in|log in|council meetings$|councillors and committees|democracy|your council|chief executive|executive (?:director|officer|assistant)|yours|status|agenda status|table of contents)";
    TAIL = r"(?i)[\s,:–—-]*\b(?:(?:regular|special|study|work|working|ordinary|annual|public|draft|notice of|formal)\s+)*(?:meeting|session|agenda|minutes|meeting (?:agenda|minutes))(?:\s+(?:agenda|minutes|and minutes|papers))*\s*$";
    LEAD = r"(?i)^(?:#+\s*|agenda(?:\s+for)?\s*[-–:]?\s+(?:of\s+)?|minutes\s+(?:of|for)\s+(?:a |the )?(?:meeting\s+(?:of\s+)?)?(?:the\s+)?|notice\s+of\s+(?:a\s+)?(?:meeting\s+of\s+)?(?:the\s+)?|(?:a |an |the )?(?:(?:ordinary|regular|special|annual|extraordinary|general|monthly|quarterly|public|joint|next|formal)\s+)*(?:meeting|session)\s+of\s+(?:the\s+)?)";
    DIRECTIONS = r"(?i)[.,]?\s*(?:view directions|directions|cyfarwyddiadau|map)\s*\.?\s*$";
    CLOCKS = r"(?i)\(?\b(?:at|from|am|start(?:ing)? at|commencing at)?\s*\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?|yb|yh|hrs|hours)?\s*(?:[-–—]|to|until|i)\s*\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?|yb|yh|hrs|hours)?\)?|\(?\b(?:at|from|am)?\s*\d{1,2}(?:[:.]\d{2}\s*(?:[ap]\.?m\b\.?|yb|yh|hrs|hours)?|\s*(?:[ap]\.?m\b\.?))\)?";
}

/// The head of a paper.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) council: Option<String>,
    pub(super) body: Option<String>,
    pub(super) date: Option<NaiveDate>,
    pub(super) time: Option<NaiveTime>,
    pub(super) venue: Option<String>,
}

/// Reads the lines above the first item.
pub(super) fn read(lines: &[Line], warnings: &mut Vec<Warning>) -> Head {
    let mut head = Head::default();
    let lines: Vec<Line> = lines.iter().take(80).flat_map(parted).collect();
    let lines = lines.as_slice();
    for line in lines {
        issue(&mut head, &line.text);
    }
    header(&mut head, lines);
    let day = labelled(&mut head, lines).or_else(|| day(lines));
    if let Some((at, found)) = day {
        if found.wrong_weekday() {
            warnings.push(Warning {
                line: lines.get(at).map_or(0, |line| line.at),
                message: format!(
                    "{} is no {}; the date was kept.",
                    found.date.format("%-d %B %Y"),
                    spoken(&found)
                ),
            });
        }
        head.date = head.date.or(Some(found.date));
        hour(&mut head, lines, at);
        place(&mut head, lines, at);
    } else {
        missing_year(lines, warnings);
        hour(&mut head, lines, lines.len());
    }
    bodies(&mut head, lines);
    if head.venue.is_none() {
        head.venue = lines.iter().find_map(|line| held_at(&line.text));
    }
    head
}

/// A line with several labels ("Date: …   Time: …") as one line for each; "Penfold District Council – Cabinet" as two.
fn parted(line: &Line) -> Vec<Line> {
    let with = |text: &str| Line { text: text.trim().to_owned(), cells: Vec::new(), ..line.clone() };
    let labels = LABELS.with(&line.text, "\n$1");
    if labels.contains('\n') {
        return labels.split('\n').map(with).collect();
    }
    if let Some(g) = DASHED.groups(&line.text)
        && (BROAD.is(g.get(1)) && !FINE.is(g.get(1)))
        && FINE.is(g.get(2))
        && line.text.split(' ').count() <= 14
        && dates::dates(&line.text).is_empty()
    {
        return vec![with(g.get(1)), with(g.get(2))];
    }
    vec![line.clone()]
}

fn spoken(found: &dates::Found) -> String {
    match found.weekday {
        Some(day) => {
            use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
            match day {
                Mon => "Monday",
                Tue => "Tuesday",
                Wed => "Wednesday",
                Thu => "Thursday",
                Fri => "Friday",
                Sat => "Saturday",
                Sun => "Sunday",
            }
            .to_owned()
        }
        None => String::new(),
    }
}

fn missing_year(lines: &[Line], warnings: &mut Vec<Warning>) {
    if let Some(line) = lines.iter().find(|line| dates::without_year(&line.text)) {
        let words = clean::beginning(&line.text);
        let message = format!("A day without its year stands here; the date was left open: “{words}”.");
        warnings.push(Warning { line: line.at, message });
    }
}

fn issue(head: &mut Head, text: &str) {
    if let Some(g) = ISSUE.groups(text)
        && let Some(found) = dates::dates(g.get(1)).into_iter().next()
        && head.date.is_none()
    {
        head.date = Some(found.date);
        head.body = Some(g.get(2).to_owned());
    }
}

/// "<Body> - <Weekday>, <date> <hour>", the head line of published pages.
fn header(head: &mut Head, lines: &[Line]) {
    for line in lines {
        let Some(g) = HEADER.groups(&line.text) else { continue };
        let name = trimmed(g.get(1));
        if dates::dates(&line.text).is_empty()
            || name.split(' ').count() > 16
            || NOT_BODY.is(&name)
            || HELD.is(&name)
        {
            continue;
        }
        let bare = g.get(2).starts_with(|c: char| c.is_ascii_digit()) && !FINE.is(&name) && !BROAD.is(&name);
        if bare || dates::weekday(&name).is_some() {
            continue;
        }
        if (FINE.is(&name) || BROAD.is(&name) || !line.text.contains(" on "))
            && head.body.is_none()
            && !name.contains(':')
        {
            head.body = Some(name);
            return;
        }
    }
}

fn labelled(head: &mut Head, lines: &[Line]) -> Option<(usize, dates::Found)> {
    let mut day = None;
    for (at, line) in lines.iter().enumerate() {
        let Some(g) = LABEL.groups(&line.text) else { continue };
        let label = g.get(1).to_lowercase();
        let below = lines.get(at.saturating_add(1)).map_or("", |next| next.text.as_str());
        let run = lines.iter().skip(at).take_while(|line| bare(&line.text)).count();
        let place =
            at.saturating_sub(lines.iter().take(at).rev().take_while(|line| bare(&line.text)).count());
        let length = run.saturating_add(at.saturating_sub(place));
        let value = if length > 1 {
            lines.get(at.saturating_add(length)).map_or("", |line| line.text.as_str())
        } else if g.get(2).trim().is_empty() && !LABEL.is(below) {
            below
        } else {
            g.get(2)
        };
        match label.as_str() {
            _ if label.contains("date") || label == "dyddiad" || label == "when" => {
                // A letter is dated too; the day of the meeting has its day of the week, more often than not.
                let found = dates::dates(value).into_iter().next().map(|found| (at, found));
                let better = |(_, found): &(usize, dates::Found)| found.weekday.is_some();
                if day.is_none() || found.as_ref().is_some_and(better) && !day.as_ref().is_some_and(better) {
                    day = found.or(day);
                }
                head.time = head.time.or_else(|| dates::time(value, true));
            }
            _ if label.contains("time") || label == "amser" => {
                head.time = head.time.or_else(|| dates::time(value, true));
            }
            "committee" | "committee name" | "body" | "meeting" | "meeting name" | "subject" => {
                if head.body.is_none()
                    && dates::dates(value).is_empty()
                    && (FINE.is(value) || BROAD.is(value))
                {
                    head.body = Some(trimmed(value));
                }
            }
            _ => {
                if head.venue.is_none() {
                    head.venue = venue(value);
                }
            }
        }
    }
    day
}

/// A label with nothing after it.
fn bare(text: &str) -> bool {
    LABEL.groups(text).is_some_and(|g| g.get(2).trim().is_empty())
}

fn day(lines: &[Line]) -> Option<(usize, dates::Found)> {
    let mut best: Option<(i32, usize, dates::Found)> = None;
    for (at, line) in lines.iter().enumerate() {
        for found in dates::dates(&line.text) {
            let before = line.text.get(..found.start).unwrap_or_default();
            let mut score = 0;
            score += if found.weekday.is_some() { 4 } else { 0 };
            score += if HELD.is(&line.text) { 2 } else { 0 };
            score += if dates::time(&line.text, true).is_some() { 2 } else { 0 };
            score += i32::from(line.text.len() < 90);
            score += i32::from(line.heading.is_some());
            score -= if past(before) && !before.to_lowercase().contains("minutes of the meeting held") {
                4
            } else {
                0
            };
            score -= if line.text.contains("Clerk") || line.text.starts_with("date:") { 3 } else { 0 };
            if best.as_ref().is_none_or(|(was, ..)| score > *was) {
                best = Some((score, at, found));
            }
        }
    }
    best.filter(|(score, ..)| *score >= -1).map(|(_, at, found)| (at, found))
}

fn hour(head: &mut Head, lines: &[Line], at: usize) {
    if head.time.is_some() {
        return;
    }
    let near = [at, at.saturating_add(1), at.saturating_sub(1), at.saturating_add(2), at.saturating_sub(2)];
    for (place, &near) in near.iter().enumerate() {
        if let Some(line) = lines.get(near).filter(|line| !MAILED.is(&line.text)) {
            head.time = head.time.or_else(|| dates::time(&line.text, place < 3));
        }
    }
    for line in lines {
        head.time =
            head.time.or_else(|| if past(&line.text) { None } else { dates::time(&line.text, false) });
    }
}

/// Whether a day or hour in the text is another's than the meeting's: of its notice, or of a meeting before.
fn past(text: &str) -> bool {
    PAST.is(text) && !NEXT.is(text) || MAILED.is(text)
}

/// The place on the day's line, or on a line beside it.
fn place(head: &mut Head, lines: &[Line], at: usize) {
    if head.venue.is_some() {
        return;
    }
    let Some(line) = lines.get(at) else { return };
    head.venue = held_at(&line.text);
    let Some(found) = dates::dates(&line.text).into_iter().next() else { return };
    if head.venue.is_none() && line.text.len() < 200 {
        let rest = CLOCKS.with(&found.after, " ");
        let rest = clean::flat(&rest);
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || ",.;:-–—·•|".contains(c)).trim();
        let rest = rest
            .strip_prefix("in the ")
            .or_else(|| rest.strip_prefix("in "))
            .or_else(|| rest.strip_prefix("at "))
            .unwrap_or(rest);
        if rest.len() > 3 && PLACE.is(rest) {
            head.venue = venue(rest);
        }
    }
    let beside = [
        at.saturating_add(1),
        at.saturating_add(2),
        at.saturating_sub(1),
        at.saturating_add(3),
        at.saturating_add(4),
    ];
    for near in beside {
        let Some(text) = lines.get(near).map(|line| line.text.as_str()) else { continue };
        let time_free = CLOCKS.without(text);
        let time_free = time_free.trim_start_matches(|c: char| c.is_whitespace() || ",-–—".contains(c));
        let named = PLACE.is(time_free)
            && dates::dates(text).is_empty()
            && time_free.len() < 120
            && !HELD.is(&NAMED_MEETING.without(text));
        let body = FINE.is(text) && !text.contains(',') || NOT_BODY.is(text) || authority(text);
        if head.venue.is_none() && near != at && named && !body {
            head.venue = venue(time_free);
        }
    }
    if head.venue.is_none() {
        head.venue = next_line(lines, at);
    }
}

/// A line under the day that can hardly be anything but the place.
fn next_line(lines: &[Line], at: usize) -> Option<String> {
    let line = lines.get(at.saturating_add(1))?;
    let text = line.text.as_str();
    let plain =
        text.len() <= 70 && text.contains(',') && text.starts_with(char::is_uppercase) && !text.contains(':');
    let free = dates::dates(text).is_empty()
        && !FINE.is(text)
        && !NOT_BODY.is(text)
        && !super::outline::begins(text);
    let office = super::people::people(text).iter().any(|p| super::people::is_name(&p.name));
    (plain && free && !office).then(|| venue(text)).flatten()
}

/// "Pine Hollow Unified School District" is who meets, not where.
fn authority(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "district" | "council" | "authority" | "trust")
}

fn held_at(text: &str) -> Option<String> {
    if !HELD.is(text) {
        return None;
    }
    let clockless = CLOCKS.with(&dates::without_dates(text), " ");
    let clockless = clean::flat(&clockless);
    let all = HELD_AT.all(&clockless);
    let found = all.into_iter().map(|g| g.get(1).to_owned()).find(|place| PLACE.is(place));
    found.or_else(|| address(&clockless)).and_then(|place| venue(&place))
}

fn address(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(" at ").filter(|_| HELD.is(text))?;
    let rest = rest.rsplit(" at ").next().unwrap_or(rest);
    let end = rest.find(". ").unwrap_or(rest.len());
    let place = rest.get(..end)?.trim_end_matches('.').trim();
    (PLACE.is(place) && place.len() < 120).then(|| place.to_owned())
}

fn venue(text: &str) -> Option<String> {
    let text = DIRECTIONS.without(&clean::flat(text));
    let text = text.trim_matches(|c: char| c.is_whitespace() || "*,;.".contains(c));
    let text = text.strip_prefix("the ").unwrap_or(text);
    (text.len() > 1).then(|| text.to_owned())
}

fn trimmed(text: &str) -> String {
    let text = clean::flat(text);
    let text = LEAD.without(&text);
    let short = TAIL.without(&text);
    let text = if FINE.is(&short) || BROAD.is(&short) { short } else { text };
    let text = text.trim_matches(|c: char| c.is_whitespace() || ",:-–—*#".contains(c));
    // "The next meeting of the Trustees is on Monday": the verb is no part of the name.
    let text = text.strip_suffix(" is").or_else(|| text.strip_suffix(" will be")).unwrap_or(text);
    text.to_owned()
}

/// The names above the items that may be the body's or the council's, best first in each kind.
#[derive(Default)]
struct Names {
    fine: Option<String>,
    broad: Option<String>,
    /// "City of Larkmere".
    place: Option<String>,
    /// What stands before ": Ordinary Meeting".
    kind: Option<String>,
    /// "Ordinary Council": it says which kind of meeting, not whose.
    general: Option<String>,
}

impl Names {
    fn take(&mut self, text: String) {
        if GENERIC.is(&text) {
            self.general.get_or_insert(text);
        } else if FINE.is(&text) && self.fine.is_none() {
            let slot =
                if self.broad.is_none() && ends_broad(&text) { &mut self.broad } else { &mut self.fine };
            *slot = Some(text);
        } else if BROAD.is(&text) {
            let of_place = self.broad.is_none() && self.place.is_some();
            let slot = if of_place { &mut self.fine } else { &mut self.broad };
            slot.get_or_insert(text);
        } else if PLACE_NAME.is(&text) {
            self.place.get_or_insert(text);
        }
    }
}

/// The body and the council from lines that name them, then from sentences.
fn bodies(head: &mut Head, lines: &[Line]) {
    let mut names = Names::default();
    for line in lines {
        if let Some(g) = KIND.groups(&line.text) {
            names.kind.get_or_insert_with(|| trimmed(g.get(1)));
        }
        if let Some(text) = name_line(&line.text) {
            names.take(text);
        }
    }
    let sentence =
        || lines.iter().filter_map(|line| from_sentence(&line.text)).find(|name| !GENERIC.is(name));
    let opening = || lines.iter().find_map(|line| from_opening(&line.text));
    let general = || lines.iter().find_map(|line| from_sentence(&line.text));
    if head.body.is_none() {
        let named = names.fine.clone().or_else(|| sentence().filter(|name| FINE.is(name)));
        let named = named.or_else(|| names.broad.clone()).or_else(|| names.kind.clone());
        let named = named.or_else(sentence).or_else(opening);
        let named = named.or_else(|| names.place.clone()).or(names.general).or_else(general);
        head.body = named.or_else(|| first_line(lines));
    }
    head.council = names.broad.or(names.place).filter(|name| Some(name) != head.body.as_ref());
}

/// The line as the name of a body, if it can be one.
fn name_line(line: &str) -> Option<String> {
    let text = trimmed(line);
    let words = text.split(' ').count();
    let sentence = text.ends_with('.') || text.contains(". ") || words > 14 || text.contains(':');
    let plural = text.to_lowercase().contains("committees");
    let apart = text.len() < 3 || text.contains(['@', '•', '·']) || HELD.is(&text) && words > 8;
    let place = PLACE.is(&text)
        && !FINE.is(&text)
        && (text.contains(',') || text.chars().any(|c| c.is_ascii_digit()));
    let small = text.to_lowercase();
    let room = small.contains(" room") || small.contains("chamber");
    let other = NOT_BODY.is(&text) || labels::part(&text).is_some() || !dates::dates(&text).is_empty();
    (!sentence && !plural && !apart && !place && !room && !other).then_some(text)
}

/// The paper's first line, where nothing names a body: a title of a few words is whose meeting it is.
fn first_line(lines: &[Line]) -> Option<String> {
    let line = lines.iter().find(|line| !super::outline::begins(&line.text))?;
    let text = name_line(&line.text)?;
    let words = text.split(' ').count();
    let plain = !text.chars().any(|c| c.is_ascii_digit() || ",;?!|/<>=".contains(c));
    let title = text.starts_with(char::is_uppercase) && (2..=8).contains(&words) && line.cells.is_empty();
    let person = super::people::is_name(&text) && super::people::courtly(&text);
    (plain && title && !person && !PLACE.is(&text)).then_some(text)
}

/// "Northmere Integrated Care Board" above a committee is the council, not the body.
fn ends_broad(text: &str) -> bool {
    let text = text.to_lowercase();
    text.ends_with("care board") || text.ends_with("health board") || text.ends_with("authority")
}

/// "NETHER WALLOW PARISH COUNCIL. The next meeting is …": the name stands before the first stop.
fn from_opening(text: &str) -> Option<String> {
    let (opening, _) = text.split_once(". ")?;
    name_line(opening).filter(|name| (FINE.is(name) || BROAD.is(name)) && name.split(' ').count() <= 8)
}

fn from_sentence(text: &str) -> Option<String> {
    let found = SENTENCE_BODY.groups(text).map(|g| trimmed(g.get(1)));
    let found = found.filter(|name| FINE.is(name) || BROAD.is(name));
    found.or_else(|| {
        MEETING_OF.groups(text).map(|g| clean::flat(g.get(1))).filter(|n| FINE.is(n) || BROAD.is(n))
    })
}
