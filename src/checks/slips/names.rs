//! Roles, acronyms and apologies against the roster and the rest of the text.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Context, Kind, Person, Read, Slip};
use crate::checks::tokens::{Token, number, tokens};

/// The last words of a role.
const HEADS: &str = "director officer manager engineer planner accountant treasurer secretary solicitor surveyor inspector \
superintendent librarian architect adviser advisor consultant co-ordinator coordinator executive auditor ranger warden";
/// Acronyms that readers know, and capitals that are no acronyms.
const KNOWN: &str = "uk eu us bbc nhs mp mps vat tv it pc am pm agm pdf cctv gp ok no bst gmt id dvd cd faq ceo pcso hgv nb rip \
agreed action resolved noted pcs usb suv hmrc dvla rspb rnli nspcc raf mot led gps sms asap rsvp diy vip dbs hr ict wc atm usa un \
nato covid dna";

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// A role that acts in a text.
#[derive(Debug, Clone)]
pub(super) struct Acting {
    at: Range<usize>,
    name: String,
    words: BTreeSet<String>,
}

/// What one text says of roles and acronyms.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentions {
    acting: Vec<Acting>,
    introduced: Vec<BTreeSet<String>>,
    acronyms: Vec<Acronym>,
    /// What is spelled out, by the numbers of the words: a long meeting has ten thousands of them to compare.
    spelled_out: Vec<u64>,
}

/// An acronym that a text uses.
#[derive(Debug, Clone)]
struct Acronym {
    at: Range<usize>,
    written: String,
    /// The numbers of what may be spelled out for it: without its plural s, and as written.
    plain: u64,
    whole: u64,
}

impl Mentions {
    pub(super) fn of(text: &str, words: &[Token]) -> Self {
        let mut spelled_out: Vec<u64> = spelled_out(words).iter().map(|word| number(word)).collect();
        spelled_out.sort_unstable();
        spelled_out.dedup();
        Self {
            acting: acting(text, words),
            introduced: introduced(words),
            acronyms: acronyms_in(text, words),
            spelled_out,
        }
    }

    /// What another text says besides.
    pub(super) fn add(&mut self, other: Self) {
        self.introduced.extend(other.introduced);
        self.spelled_out.extend(other.spelled_out);
    }
}

/// The roles that act: "The Drainage Director explained".
fn acting(text: &str, words: &[Token]) -> Vec<Acting> {
    let mut found = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, token)| token.lower == "the") {
        let title = title_of(words.get(at + 1..).unwrap_or_default());
        let Some((first, last)) = title.first().zip(title.last()) else { continue };
        let Some(name) = text.get(first.at.start..last.at.end) else { continue };
        let acts = words
            .get(at + 1 + title.len())
            .is_some_and(|t| t.lower.ends_with("ed") || listed("said told gave felt thought", &t.lower));
        if title.len() > 1 && is_office(title) && acts {
            let place = first.at.start..last.at.end;
            found.push(Acting { at: place, name: name.to_owned(), words: words_of(name) });
        }
    }
    found
}

/// The words in capitals with which a text begins, and such as hang on them: "Director of Parks and Ponds", but one of
/// two in "Finance Director and Monitoring Officer".
fn title_of(words: &[Token]) -> &[Token] {
    let capital = |at: usize| words.get(at).is_some_and(|token| token.capital);
    let word = |at: usize| words.get(at).map_or("", |token| token.lower.as_str());
    let mut end = 0;
    let mut linked = false;
    while capital(end)
        || end > 0 && capital(end + 1) && (listed("of for", word(end)) || linked && word(end) == "and")
    {
        linked |= !capital(end);
        end += 1;
    }
    words.get(..end).unwrap_or_default()
}

/// Whether a title names somebody's office: "Drainage Director", "Director of Parks"; not "Head Office", "Officer Training
/// Scheme".
fn is_office(title: &[Token]) -> bool {
    title.iter().enumerate().any(|(at, word)| {
        let next = title.get(at + 1).map(|next| next.lower.as_str());
        let leads = next.is_some_and(|next| listed("of for", next));
        leads && word.lower == "head" || (leads || next.is_none()) && listed(HEADS, &word.lower)
    })
}

/// Whether one of these words is that of an office.
fn is_role<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| word == "head" || listed(HEADS, word))
}

/// Every place at which a role acts that neither roster nor any text gives to anybody.
pub(super) fn roles(texts: &[&Mentions], printed: &Mentions, people: &[Person<'_>]) -> Vec<Slip> {
    let held: Vec<BTreeSet<String>> = people.iter().map(|p| words_of(p.role)).collect();
    let told = texts.iter().copied().chain([printed]).flat_map(|text| &text.introduced);
    let known: HashSet<&BTreeSet<String>> = held.iter().chain(told).collect();
    // The same few roles act all through a meeting.
    let mut judged: HashMap<&BTreeSet<String>, Option<Arc<str>>> = HashMap::new();
    let mut found = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        for role in &text.acting {
            let wrong = judged.entry(&role.words).or_insert_with(|| {
                let is_known = known.iter().any(|other| role.words.is_subset(other));
                (!is_known).then(|| format!("Nobody was introduced as {}.", role.name).into())
            });
            let Some(message) = wrong.clone() else { continue };
            found.push(Slip { kind: Kind::RoleNeverIntroduced, text: number, at: role.at.clone(), message });
        }
    }
    found
}

/// Roles that the text gives to somebody: "Ann Reed, Drainage Director, said".
fn introduced(words: &[Token]) -> Vec<BTreeSet<String>> {
    let mut found = Vec::new();
    for (at, token) in words.iter().enumerate() {
        let after_name = token.lower == ","
            && at.checked_sub(2).and_then(|p| words.get(p..at)).is_some_and(|n| n.iter().all(|t| t.capital));
        if !after_name {
            continue;
        }
        let role: BTreeSet<String> = words
            .iter()
            .skip(at + 1)
            .take_while(|t| {
                t.capital || matches!(t.lower.as_str(), "of" | "for" | "and" | "-" | "\u{2013}" | "&")
            })
            .map(|t| t.lower.clone())
            .collect();
        if is_role(role.iter().map(String::as_str)) {
            found.push(role);
        }
    }
    found
}

fn words_of(role: &str) -> BTreeSet<String> {
    tokens(role).into_iter().filter(|t| !t.is_mark()).map(|t| t.lower).collect()
}

/// The acronyms of a text.
fn acronyms_in(text: &str, words: &[Token]) -> Vec<Acronym> {
    let mut found = Vec::new();
    for (at, token) in words.iter().enumerate() {
        let Some(written) = text.get(token.at.clone()) else { continue };
        let near = |p: Option<usize>| {
            p.and_then(|p| words.get(p)).is_some_and(|t| t.initials || t.lower.len() == 1 && t.capital)
        };
        let shouted = near(at.checked_sub(1)) || near(at.checked_add(1));
        if is_acronym(written) && !is_numeral(written) && !shouted && !is_known(&token.lower) {
            found.push(Acronym {
                at: token.at.clone(),
                written: written.to_owned(),
                plain: number(token.lower.trim_end_matches('s')),
                whole: number(&token.lower),
            });
        }
    }
    found
}

/// Whether readers know it, one or many.
fn is_known(word: &str) -> bool {
    listed(KNOWN, word) || word.strip_suffix('s').is_some_and(|one| listed(KNOWN, one))
}

/// The first place of each acronym that is spelled out nowhere.
pub(super) fn acronyms(texts: &[&Mentions], printed: &Mentions, people: &[Person<'_>]) -> Vec<Slip> {
    let used = texts.iter().flat_map(|text| &text.acronyms);
    let mut asked: Vec<u64> = used.flat_map(|acronym| [acronym.plain, acronym.whole]).collect();
    asked.sort_unstable();
    asked.dedup();
    let names: Vec<u64> = people.iter().map(|p| number(&initials(p.name).to_lowercase())).collect();
    let spelled_out = texts.iter().copied().chain([printed]).flat_map(|text| &text.spelled_out);
    let mut told: HashSet<u64> =
        spelled_out.chain(&names).copied().filter(|word| asked.binary_search(word).is_ok()).collect();
    let mut found = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        for Acronym { at, written, plain, whole } in &text.acronyms {
            if told.contains(plain) || told.contains(whole) {
                continue;
            }
            told.insert(*plain);
            found.push(Slip {
                kind: Kind::AcronymNeverSpelledOut,
                text: number,
                at: at.clone(),
                message: format!("{written} is spelled out nowhere.").into(),
            });
        }
    }
    found
}

/// Two to six capitals, perhaps with a small plural s; no digits.
fn is_acronym(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    (2..=6).contains(&bare.chars().count()) && bare.chars().all(char::is_uppercase)
}

/// "II", "IV", "XII".
fn is_numeral(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Acronyms in brackets after words, and those whose letters begin a run of capitalised words.
fn spelled_out(words: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in words.iter().enumerate() {
        let bracketed = at.checked_sub(1).and_then(|p| words.get(p)).is_some_and(|t| t.lower == "(");
        if token.initials && (bracketed || words.get(at + 1).is_some_and(|t| t.lower == "(")) {
            found.push(token.lower.clone());
        }
        if !token.capital || token.initials {
            continue;
        }
        let run: String = words
            .iter()
            .skip(at)
            .take_while(|t| {
                t.capital && !t.initials || matches!(t.lower.as_str(), "of" | "and" | "for" | "the")
            })
            .filter(|t| t.capital)
            .filter_map(|t| t.lower.chars().next())
            .collect();
        found.extend((2..=run.chars().count().min(6)).map(|n| run.chars().take(n).collect()));
    }
    found
}

fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter(|w| !listed("cllr councillor mr mrs ms dr", &w.to_lowercase()))
        .filter_map(|w| w.chars().next())
        .collect()
}

/// People who sent apologies and spoke all the same.
pub(super) fn apologies(texts: &[(&str, &Read)], context: &Context<'_>) -> Vec<Slip> {
    let mut found = Vec::new();
    for apology in context.apologies {
        let bare = bare_name(apology);
        let Some(speaker) = context.speakers.iter().find(|s| same_person(&bare_name(s), &bare)) else {
            continue;
        };
        let place = texts
            .iter()
            .enumerate()
            .find_map(|(n, (text, _))| text.find(speaker).map(|at| (n, at..at + speaker.len())));
        let (text, at) = place.unwrap_or((0, 0..0));
        let message = format!("{speaker} spoke, and is among the apologies.").into();
        found.push(Slip { kind: Kind::ApologyFromSpeaker, text, at, message });
    }
    found
}

/// The words of a name without titles, in small letters.
fn bare_name(name: &str) -> Vec<String> {
    tokens(name)
        .into_iter()
        .filter(|t| !t.is_mark() && !listed("cllr councillor cllrs mr mrs ms miss dr rev the", &t.lower))
        .map(|t| t.lower)
        .collect()
}

/// The same surname, and first names that do not differ: "Ash", "J Ash", "Jane Ash".
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some((last_a, first_a)), Some((last_b, first_b))) = (a.split_last(), b.split_last()) else {
        return false;
    };
    let first = match (first_a.first(), first_b.first()) {
        (Some(x), Some(y)) => x.starts_with(y.as_str()) || y.starts_with(x.as_str()),
        _ => true,
    };
    last_a == last_b && first
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROSTER: &[Person<'_>] = &[
        Person { name: "Ann Reed", role: "Service Director - Parks and Ponds" },
        Person { name: "Cllr Tom Ash", role: "Chair" },
    ];

    fn read(texts: &[&str]) -> Vec<Mentions> {
        texts.iter().map(|text| Mentions::of(text, &tokens(text))).collect()
    }

    fn marked<'a>(texts: &[&'a str], found: &[Slip]) -> Vec<&'a str> {
        found.iter().map(|s| &texts[s.text][s.at.clone()]).collect()
    }

    #[test]
    fn roles_nobody_holds() {
        let texts = [
            "The Service Director explained the plan. The Pond Director agreed.",
            "The Pond Director added more. Lee Birch, Senior Flood Engineer, spoke. The Flood Engineer replied.",
            "The Chair thanked the Works Manager of the mill.",
        ];
        let read = read(&texts);
        let read: Vec<&Mentions> = read.iter().collect();
        assert_eq!(
            marked(&texts, &roles(&read, &Mentions::default(), ROSTER)),
            ["Pond Director", "Pond Director"]
        );
    }

    #[test]
    fn acronyms_without_words() {
        let texts = [
            "The Friends of Fenwick Pond (FFP) met. FFP and the KLM spoke; the KLM twice. AR and the NHS agreed.",
            "The Border Ferry Trust was late. BFT paid. RESOLVED BY ALL. Two QRTs came. Part II and Annex IV stood.",
        ];
        let read = read(&texts);
        let read: Vec<&Mentions> = read.iter().collect();
        assert_eq!(marked(&texts, &acronyms(&read, &Mentions::default(), ROSTER)), ["KLM", "QRTs"]);
    }

    #[test]
    fn apology_and_speech() {
        let texts = ["Cllr J Birch asked about ferns."];
        let context = Context {
            apologies: &["Councillor Jane Birch", "Cllr Rowan"],
            speakers: &["Cllr J Birch", "Cllr Ash"],
            ..Context::default()
        };
        let read: Vec<Read> = texts.iter().map(|text| Read::new(text)).collect();
        let pairs: Vec<(&str, &Read)> = texts.iter().copied().zip(&read).collect();
        let found = apologies(&pairs, &context);
        assert_eq!(marked(&texts, &found), ["Cllr J Birch"]);
        let other = Context { apologies: &["Cllr Mary Birch"], ..context };
        assert!(apologies(&pairs, &other).is_empty());
    }
}
