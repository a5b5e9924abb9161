//! Who presents an item: brackets, "Presented by", dashes, lines of their own.

use super::pattern::pattern;
use super::people::{self, is_initials, is_name, is_role};
use super::{Presenter, clean};

pattern! {
    VERB = r"(?i)[,;:]?\s*\b(?:to\s+(?:jointly\s+)?(?:present|give|introduce|report|provide|update|speak|lead|deliver|attend|show|talk|explain)\b|will\s+(?:present|give|introduce|report|provide|update|speak|lead|deliver|attend|be\s+(?:present|giving|presenting)|show|talk|explain)\b|presenting\b|i\s+gyflwyno\b)";
    PRESENTED = r"(?i)^\s*[\(\[]?\s*(?:presented|presenters?|introduced|led|to be presented|lead(?:\s+officer|\s+member)?s?|report(?:ing)?\s+officer|officer\s+presenting|speakers?|cyflwynir|swyddog arweiniol)(?:\s+by|\s+gan|\s*[:\-–])\s*:?\s*(.+?)\s*[\)\]]?\s*\.?$";
    REPORT_BY = r"(?i)^[\(\[]?\s*(?:joint\s+)?(?:verbal\s+|oral\s+)?(?:report|presentation|update)\s+(?:by|from|of)\s+(?:the\s+)?(.+?)[\)\]]?\.?$";
    BY = r"(?:^|[\s:(])\(?[Bb]y\s+(\p{Lu}[^()]*?)\s*\)?\.?$";
    ROUND_END = r"^(.*\S)\s*\(([^()]+)\)\s*\.?$";
    DASH_END = r"^(.*\S)\s+[-–—]\s*([^–—]+?)\s*$";
    TIME_AND_NAME = r"(?i)^\s*\d{1,3}\s*m(?:ins?|inutes)?\.?\s*,\s*(.+)$";
    NAME_AND_TIME = r"(?i)^(.+?)\s*,\s*\d{1,3}\s*m(?:ins?|inutes)?\.?\s*$";
    TITLE_REPORT = r"(?i)^(.*\S)\s+[-–—]\s+(?:joint\s+|verbal\s+|oral\s+)?(?:report|presentation|update)\s+(?:by|from)\s+(\S.*)$";
    IN_CHARGE = r"^(\p{Lu}[\p{L} ,&'’-]{3,70}?)\s*:\s*(.{3,60})$";
    OFFICE = r"(?i)\b(?:chair\w*|director|manager|officer|head|clerk|principal|headteacher|ceo|cfo|coo|treasurer|leader|secretary|president|mayor|engineer|bursar|nurse|superintendent|administrator|executive)\b";
    CHARGE = r"(?i)^(?:cabinet member|executive member|portfolio holder|lead member|member)\b.*\b(?:councillor|cllr)\b";
}

/// What a bracket after a title says.
pub(super) enum Bracket {
    /// Who presents the item.
    Presenters(Vec<Presenter>),
    /// What is to be done, or a stamp.
    Purpose,
}

/// Reads the inside of a bracket: presenters where a person and an office come before "to present" or "will give".
pub(super) fn bracket(inside: &str) -> Bracket {
    let inside = clean::flat(inside);
    if let Some(g) = VERB.groups(&inside) {
        let who = g.before().trim();
        let purpose =
            inside.get(g.start()..).unwrap_or_default().trim_start_matches([',', ';', ':', ' ']).to_owned();
        let found = people::people(who);
        if !who.is_empty() && !found.is_empty() && found.iter().all(known) && !general(who) {
            let with = found.into_iter().map(|p| Presenter { purpose: Some(purpose.clone()), ..p });
            return Bracket::Presenters(with.collect());
        }
        return Bracket::Purpose;
    }
    if let Some(g) = PRESENTED.groups(&inside) {
        return Bracket::Presenters(people::people(g.get(1)));
    }
    let found = people::people(&inside);
    let named =
        !found.is_empty() && found.iter().all(|p| is_name(&p.name) && p.role.as_deref().is_some_and(is_role));
    if named { Bracket::Presenters(found) } else { Bracket::Purpose }
}

fn known(person: &Presenter) -> bool {
    is_name(&person.name) || (person.name.is_empty() && person.role.as_deref().is_some_and(is_role))
}

/// "The Chair", "The lead petitioner": somebody, but nobody the paper names.
fn general(who: &str) -> bool {
    who.starts_with("The ") && !who.chars().skip(4).any(char::is_uppercase)
        || who.starts_with("The Chair")
        || who.starts_with("The Lord Mayor")
        || who.starts_with("The Leader")
        || who.starts_with("The Mayor")
        || who.starts_with("The lead ")
        || who.starts_with("Members ")
}

/// Reads a line under a title that names presenters.
pub(super) fn line(text: &str) -> Option<Vec<Presenter>> {
    let text = clean::flat(text);
    if text.len() > 200 {
        return None;
    }
    if let Some(g) = PRESENTED.groups(&text) {
        let found = people::cell(g.get(1));
        return (!found.is_empty()).then_some(found);
    }
    if let Some(g) = REPORT_BY.groups(&text) {
        let found = people::people(g.get(1));
        return (!found.is_empty() && found.iter().all(|p| is_name(&p.name))).then_some(found);
    }
    if let Some(g) = IN_CHARGE.groups(&text)
        && is_role(g.get(1))
        && people::courtly(g.get(2))
        && is_name(g.get(2))
    {
        let role = Some(g.get(1).to_owned());
        return Some(vec![Presenter { name: g.get(2).to_owned(), role, purpose: None }]);
    }
    let inner = text.trim_start_matches('(').trim_end_matches(')').trim();
    if inner.len() + 2 == text.len() && CHARGE.is(inner) {
        return Some(people::people(inner));
    }
    None
}

/// Reads a line that is a name and an office and nothing else, as US agendas print it under the title.
pub(super) fn bare_line(text: &str) -> Option<Vec<Presenter>> {
    let text = clean::flat(text);
    let shouted = !text.chars().any(char::is_lowercase);
    if shouted || text.len() > 110 || text.ends_with(['.', ':', ';']) {
        return None;
    }
    let found = people::people(&text);
    let named = found.iter().all(|p| is_name(&p.name) && p.role.as_deref().is_some_and(is_role));
    let titled = found.len() == 1 && people::courtly(&text) && is_name(&text);
    (!found.is_empty() && (named || titled)).then_some(found)
}

/// Takes presenters off the end of a title: "… - A B, Officer", "… (By Mayor, A B)", "… (Co-Chair D)".
pub(super) fn in_title(title: &str) -> (String, Vec<Presenter>) {
    let title = clean::flat(title);
    if clean::is_prose(&title) {
        return (title, Vec::new());
    }
    if let Some(g) = ROUND_END.groups(&title) {
        let inside = g.get(2);
        let inside = TIME_AND_NAME.groups(inside).map_or(inside, |g| g.get(1));
        if let Some(found) = parenthesis(inside) {
            return (clean::title(g.get(1)), found);
        }
    }
    if let Some(g) = TITLE_REPORT.groups(&title) {
        let found = people::people(g.get(2).trim_start_matches("the "));
        if !found.is_empty() && found.iter().all(known) {
            return (clean::title(g.get(1)), found);
        }
    }
    if let Some(g) = BY.groups(&title) {
        let found = people::people(g.get(1));
        if !found.is_empty() && found.iter().all(|p| is_name(&p.name) && p.role.is_some()) {
            let rest = g.before().trim().trim_end_matches([':', '(', '-', '–', ',']).trim();
            return (clean::title(rest), found);
        }
    }
    if let Some((rest, found)) = after_dash(&title) {
        return (clean::title(rest.trim_end_matches(['-', '–', '—', ',', ' '])), found);
    }
    (title, Vec::new())
}

/// A title, and the name in brackets or behind a dash at its end, where it is a person's name and nothing else.
pub(super) fn name_alone(title: &str) -> Option<(String, Presenter)> {
    if clean::is_prose(title) {
        return None;
    }
    let g = ROUND_END.groups(title).or_else(|| DASH_END.groups(title))?;
    let inside = TIME_AND_NAME.groups(g.get(2)).map_or(g.get(2), |g| g.get(1));
    let inside = NAME_AND_TIME.groups(inside).map_or(inside, |g| g.get(1)).trim();
    let words = inside.split(' ').count();
    let person = |name: &str, role: Option<&str>| Presenter {
        name: name.to_owned(),
        role: role.map(str::to_owned),
        purpose: None,
    };
    let found = if (2..=3).contains(&words) && is_name(inside)
        || inside.eq_ignore_ascii_case("all")
        || is_initials(inside)
    {
        person(inside, None)
    } else if inside.starts_with(char::is_uppercase) && words <= 5 && OFFICE.is(inside) {
        person("", Some(inside))
    } else {
        return None;
    };
    Some((g.get(1).to_owned(), found))
}

fn after_dash(title: &str) -> Option<(String, Vec<Presenter>)> {
    let g = DASH_END.groups(title)?;
    let (mut rest, mut end) = (g.get(1).to_owned(), g.get(2).to_owned());
    if is_role(&end) && !is_name(&end) && !end.contains(',') {
        // An office may have a dash of its own: "A B, Commissioning Lead - SEND".
        if let Some(g) = DASH_END.groups(&rest.clone()) {
            end = format!("{} - {end}", g.get(2));
            g.get(1).clone_into(&mut rest);
        }
    }
    let initials = end.split(['/', ',', '&']).all(is_initials);
    if initials && rest.chars().any(char::is_lowercase) {
        return Some((rest, people::cell(&end)));
    }
    let found = people::people(&end);
    let named = !found.is_empty()
        && found.iter().all(|p| {
            is_name(&p.name) && (p.role.as_deref().is_some_and(is_role) || people::courtly(&p.name))
        });
    let motion = rest.to_lowercase().contains("motion");
    (named && !motion).then_some((rest, found))
}

fn parenthesis(inside: &str) -> Option<Vec<Presenter>> {
    let by = inside.strip_prefix("By ").or_else(|| inside.strip_prefix("by "));
    if let Some(by) = by {
        let found = people::people(by);
        return found.iter().all(known).then_some(found);
    }
    if CHARGE.is(inside) {
        return Some(people::people(inside));
    }
    if let Some(g) = PRESENTED.groups(inside) {
        return Some(people::cell(g.get(1))).filter(|found| !found.is_empty());
    }
    if inside.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let found = people::people(inside);
    let titled = people::courtly(inside);
    let two = is_name(inside) && (titled || inside.split(' ').count() == 2 && !is_place(inside));
    let named = found.iter().all(|p| is_name(&p.name) && p.role.as_deref().is_some_and(is_role));
    let office = found.len() == 1
        && found
            .iter()
            .all(|p| !p.name.is_empty() && p.role.as_deref().is_some_and(is_role) && !inside.contains(','));
    ((two || named || office) && !found.is_empty()).then_some(found)
}

/// Two capitalised words in round brackets are as often a place; only words seen in names of people count.
fn is_place(text: &str) -> bool {
    !people::courtly(text)
}

#[cfg(test)]
mod tests {
    use super::{Bracket, bracket, in_title};

    #[test]
    fn brackets_are_presenters_or_a_purpose() {
        for (inside, want) in [
            ("Ada Lund, Head of Roads, to present report", 1),
            ("Ada Lund, Head of Roads, and Bo Carr, Engineer, to give verbal update", 2),
            ("Ada Lund, Surveyor, will give a presentation on bats, owls and paths", 1),
            ("To approve the minutes", 0),
            ("The Chair will greet those present", 0),
            ("Report is marked: To Follow", 0),
        ] {
            let found = match bracket(inside) {
                Bracket::Presenters(found) => found.len(),
                Bracket::Purpose => 0,
            };
            assert_eq!(found, want, "{inside}");
        }
    }

    #[test]
    fn presenters_at_the_end_of_a_title() {
        for (text, title, name) in [
            ("Survey (20 min) - Ada Lund, Survey Lead", "Survey", "Ada Lund"),
            ("Parking. (By Planner, Ada Lund)", "Parking.", "Ada Lund"),
            ("Roll call: By Mayor, Ada R. Lund", "Roll call", "Ada R. Lund"),
            ("Zoning (Presenter: Ada Lund, Planner)", "Zoning", "Ada Lund"),
            ("Risk report - MT", "Risk report", "MT"),
        ] {
            let (short, found) = in_title(text);
            assert_eq!(
                (short.as_str(), found.first().map(|p| p.name.as_str())),
                (title, Some(name)),
                "{text}"
            );
        }
        for text in [
            "Foster carers - verbal update",
            "Diversion of Footpath 17 (Sandholme)",
            "Land at Mill Lane - Phase Two",
        ] {
            assert!(in_title(text).1.is_empty(), "{text}");
        }
    }
}
