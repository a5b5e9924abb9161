//! Actions: what somebody is to do, found among the entries under "Resolved".
//!
//! An entry is an action when it has an owner or a due date, when the clerk made it one, or when it begins "PERSON OR
//! ROLE to VERB"; that person or role is then its owner.

use serde::{Deserialize, Serialize};

use super::{Due, Edit, Entry, EntryId, Item, ItemId, Kind, Meeting, Pane, Progress, Slot, Status};

/// One action of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The item under which it stands.
    pub item: ItemId,
    /// The entry, within that item.
    pub entry: EntryId,
    /// Number and title of that item as one line.
    pub item_label: String,
    /// Its number as printed under "Resolved".
    pub number: String,
    /// What is to be done, as minuted.
    pub text: String,
    /// Who is to do it: a full name or a role.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Due>,
    /// How far it is.
    pub status: Status,
    /// What was said of it since, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Progress>,
    /// Whether it may be published: it stands in an open item, or was marked public.
    pub public: bool,
}

/// The edit that notes how far an action is, on what day and in what words. It may be made after the minutes are approved:
/// it is none of their text. None where the entry is not there any more.
pub fn note_progress(meeting: &Meeting, (item, entry): (ItemId, EntryId), said: Progress) -> Option<Edit> {
    let at = meeting.item(item)?.resolved.iter().position(|found| found.id == entry)?;
    let slot = Slot { item, pane: Pane::Resolved, at };
    let from = meeting.entry(slot)?.fields.clone();
    let mut to = from.clone();
    to.resolution.status = said.status;
    to.resolution.progress.push(said);
    Some(Edit::Fields { slot, from: Box::new(from), to: Box::new(to) })
}

/// All actions of a meeting in the agenda's order.
pub fn actions(meeting: &Meeting) -> Vec<Action> {
    meeting.items.iter().flat_map(|item| actions_of(meeting, item)).collect()
}

/// The actions of one item.
pub(crate) fn actions_of<'a>(meeting: &'a Meeting, item: &'a Item) -> impl Iterator<Item = Action> + 'a {
    let printed = item.resolved.iter().filter(|entry| !entry.is_blank()).zip(1_usize..);
    printed.filter_map(|(entry, number)| action(meeting, item, entry, number))
}

/// Number and title of an item with one space between, as documents print them.
pub(crate) fn printed_label(item: &Item) -> String {
    let number = item.head.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    format!("{number}{}", item.head.title)
}

/// The entry as an action, where it is one.
fn action(meeting: &Meeting, item: &Item, entry: &Entry, number: usize) -> Option<Action> {
    let resolution = &entry.fields.resolution;
    let named = resolution.owner.as_ref().map(|who| meeting.name_of(who).to_owned());
    let owner = named.filter(|name| !name.is_empty()).or_else(|| leading_owner(meeting, &entry.text));
    if owner.is_none() && resolution.due.is_none() && resolution.kind != Kind::Action {
        return None;
    }
    Some(Action {
        item: item.id,
        entry: entry.id,
        item_label: printed_label(item),
        number: number.to_string(),
        text: entry.text.trim().to_owned(),
        owner,
        due: resolution.due.clone(),
        status: resolution.status,
        progress: resolution.progress.clone(),
        public: !item.head.exempt || entry.fields.public,
    })
}

/// Words by which a phrase is known to name an office, whatever stands before them.
const OFFICES: [&str; 47] = [
    "accountant",
    "adviser",
    "advisor",
    "administrator",
    "assistant",
    "attorney",
    "auditor",
    "chair",
    "chairman",
    "chairperson",
    "chief",
    "clerk",
    "commissioner",
    "consultant",
    "convener",
    "coordinator",
    "co-ordinator",
    "councillor",
    "councillors",
    "deputy",
    "director",
    "directors",
    "engineer",
    "executive",
    "governor",
    "head",
    "headteacher",
    "inspector",
    "lead",
    "leader",
    "librarian",
    "manager",
    "managers",
    "mayor",
    "monitoring",
    "nurse",
    "officer",
    "officers",
    "planner",
    "principal",
    "registrar",
    "secretary",
    "solicitor",
    "staff",
    "superintendent",
    "surveyor",
    "treasurer",
];

/// Words after "to" that begin no verb: "response to the consultation".
const NO_VERB: [&str; 16] = [
    "the", "a", "an", "this", "that", "these", "those", "all", "any", "its", "their", "his", "her", "our",
    "which", "whom",
];

/// The person or role with which a text begins, where "to <verb>" follows.
fn leading_owner(meeting: &Meeting, text: &str) -> Option<String> {
    let text = text.trim();
    let text = strip_word(strip_word(text, "that"), "the");
    let (phrase, rest) = text.split_once(" to ")?;
    let verb = rest.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphabetic());
    let is_verb = verb.chars().next().is_some_and(char::is_lowercase) && !NO_VERB.contains(&verb);
    let words = phrase.split_whitespace().count();
    if !is_verb || words > 14 || phrase.contains(['.', ';', ':']) && !phrase.contains("Cllr.") {
        return None;
    }
    let phrase = phrase.trim().trim_end_matches(',');
    person_meant(meeting, phrase).or_else(|| names_an_office(meeting, phrase).then(|| phrase.to_owned()))
}

/// The text without this word at its head.
fn strip_word<'a>(text: &'a str, word: &str) -> &'a str {
    match text.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case(word) => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// The full name of the person of the roster whom the phrase names: by the whole name, by title and surname, or by name and
/// role.
fn person_meant(meeting: &Meeting, phrase: &str) -> Option<String> {
    let name = phrase.split(',').next().unwrap_or(phrase).trim();
    let same = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
    let whole = meeting.people.iter().find(|p| same(&p.name, name) || same(p.bare_name(), name));
    let titled = || {
        let as_person = super::Person { name: name.to_owned(), ..super::Person::default() };
        let surname = as_person.surname();
        let mut fits = meeting.people.iter().filter(|p| same(p.surname(), surname));
        let only = fits.next().filter(|_| fits.next().is_none());
        only.filter(|_| as_person.bare_name() == surname && as_person.name != surname)
    };
    whole.or_else(titled).map(|person| person.name.clone())
}

/// Whether the phrase is a role of the roster or the agenda, or reads like an office or a titled name.
fn names_an_office(meeting: &Meeting, phrase: &str) -> bool {
    let short = super::attribution::shorten(phrase);
    let is_role = |role: &str| {
        let role = role.trim();
        role.eq_ignore_ascii_case(phrase) || super::attribution::shorten(role).eq_ignore_ascii_case(short)
    };
    let of_roster = meeting.people.iter().filter_map(|person| person.role.as_deref());
    let presenters = meeting.items.iter().flat_map(|item| &item.head.presenters);
    let of_agenda = presenters.filter_map(|presenter| presenter.role.as_deref());
    if of_roster.chain(of_agenda).any(is_role) {
        return true;
    }
    let as_person = super::Person { name: phrase.to_owned(), ..super::Person::default() };
    let titled = as_person.bare_name() != phrase && !as_person.bare_name().is_empty();
    titled || reads_like_an_office(phrase)
}

/// Whether an office is named and nothing in the phrase is a verb already ("Chair thanked the officers").
fn reads_like_an_office(phrase: &str) -> bool {
    const SMALL: [&str; 8] = ["of", "and", "for", "the", "in", "with", "&", "-"];
    let words =
        || phrase.split(|c: char| c.is_whitespace() || c == ',' || c == '/').filter(|w| !w.is_empty());
    let office = |word: &str| {
        let word = word.to_lowercase();
        OFFICES.contains(&word.as_str()) || word.strip_prefix("vice-").is_some_and(|w| OFFICES.contains(&w))
    };
    let plain = |word: &str| {
        SMALL.contains(&word)
            || office(word)
            || matches!(word, "–" | "all" | "relevant" | "lead" | "members" | "member")
            || word.chars().next().is_some_and(|c| c.is_uppercase() || c == '(')
    };
    words().any(office) && words().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{EntryFields, Person, PersonId, Resolution, Who};
    use chrono::NaiveDate;

    fn meeting(texts: &[&str]) -> Meeting {
        let person = |id, name: &str, role: &str| Person {
            id: PersonId(id),
            name: name.to_owned(),
            role: Some(role.to_owned()),
            ..Person::default()
        };
        let entry = |text: &&str| Entry { text: (*text).to_owned(), ..Entry::default() };
        let item = Item { id: ItemId(1), resolved: texts.iter().map(entry).collect(), ..Item::default() };
        Meeting {
            people: vec![
                person(1, "Cllr Rosa Hazel", "Chair"),
                person(2, "Tom Fenn", "Service Director - Roads"),
            ],
            items: vec![item].into(),
            ..Meeting::default()
        }
    }

    fn owners(texts: &[&str]) -> Vec<Option<String>> {
        actions(&meeting(texts)).into_iter().map(|action| action.owner).collect()
    }

    fn owned(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|name| Some((*name).to_owned())).collect()
    }

    #[test]
    fn an_entry_that_begins_with_a_person_or_role_to_do_something_is_an_action() {
        let texts = [
            "The Service Director to share a briefing paper.",
            "That the Director of Highways to report in June.",
            "Cllr Hazel to write to the operator.",
            "Tom Fenn, Service Director - Roads, to circulate the map.",
            "Officers to bring a further report.",
            "Mrs Quill to book the hall.",
        ];
        let expected = [
            "Service Director",
            "Director of Highways",
            "Cllr Rosa Hazel",
            "Tom Fenn",
            "Officers",
            "Mrs Quill",
        ];
        assert_eq!(owners(&texts), owned(&expected));
    }

    #[test]
    fn other_entries_are_no_actions() {
        let texts = [
            "That the report be noted.",
            "Response to the consultation approved.",
            "Approval to proceed with the scheme.",
            "That the Director be asked to report.",
            "Chair thanked the officers and asked them to stay.",
            "Delegated authority to the Clerk.",
            "",
            "   ",
        ];
        assert_eq!(owners(&texts), []);
    }

    #[test]
    fn an_owner_or_a_date_or_the_clerks_word_makes_an_action_and_blank_entries_count_for_nothing() {
        let mut meeting = meeting(&["", "Report noted.", "Map to follow.", "Paper in June.", "Letter."]);
        let resolution = |owner, due, kind| EntryFields {
            resolution: Resolution { kind, owner, due, ..Resolution::default() },
            ..EntryFields::default()
        };
        let item = &mut meeting.items[0];
        item.resolved[0].fields = resolution(Some(Who::Person(PersonId(2))), None, Kind::Action);
        item.resolved[2].fields = resolution(Some(Who::Person(PersonId(2))), None, Kind::Resolved);
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        item.resolved[3].fields = resolution(None, Some(Due::On(day)), Kind::Resolved);
        item.resolved[4].fields = resolution(None, None, Kind::Action);
        let found: Vec<_> = actions(&meeting).into_iter().map(|a| (a.number, a.owner)).collect();
        let expected = [("2", Some("Tom Fenn")), ("3", None), ("4", None)];
        assert_eq!(found, expected.map(|(n, o)| (n.to_owned(), o.map(str::to_owned))));
    }
}
