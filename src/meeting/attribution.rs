//! Who is speaking, in the words of the house: full name and role at first mention, the short role after that.
//!
//! The app remembers each attribution that it wrote as a [`Mark`] on the entry. An edit inside one makes it plain text;
//! the others are put right by [`repair`] when an earlier mention comes or goes.

use super::{
    Attributions, Edit, Entry, Form, HouseStyle, ItemId, Mark, Meeting, Pane, Person, Presence, Slot,
};

/// An attribution ready to be put into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The words, without the space behind them.
    pub words: String,
    /// Its form.
    pub form: Form,
}

/// The attribution of a person at this place of the minutes; `inside` a sentence it does not begin with a capital "The".
pub fn attribution(
    meeting: &Meeting,
    style: &HouseStyle,
    person: &Person,
    (slot, byte): (Slot, usize),
    inside: bool,
) -> Attribution {
    let form = form_at(meeting, style, person, (slot, byte));
    Attribution { words: words(meeting, style, person, form, inside), form }
}

/// In which form a person is named at this place.
fn form_at(meeting: &Meeting, style: &HouseStyle, person: &Person, place: (Slot, usize)) -> Form {
    if mentioned_before(meeting, style, person, place) { Form::Short } else { Form::Full }
}

/// The words of an attribution in the form given.
fn words(meeting: &Meeting, style: &HouseStyle, person: &Person, form: Form, inside: bool) -> String {
    let name = in_house_title(style, &person.name);
    let role = person.role.as_deref().map(str::trim).filter(|role| !role.is_empty());
    match (role, form, style.attributions) {
        (Some(role), Form::Full, Attributions::RoleAfterName) => format!("{name}, {role},"),
        (Some(role), Form::Short, Attributions::RoleAfterName) => {
            let the = if inside { "the" } else { "The" };
            short_role(meeting, person, role).map_or(name, |short| format!("{the} {short}"))
        }
        (_, Form::Full, _) => name,
        (_, Form::Short, _) => short_name(meeting, style, person),
    }
}

/// The role up to " - ", " for " or a comma; the full role where someone else present has the same short one; none where
/// even that is shared.
fn short_role(meeting: &Meeting, person: &Person, role: &str) -> Option<String> {
    let short = shorten(role);
    let others = |same: &dyn Fn(&str) -> bool| {
        meeting
            .people
            .iter()
            .filter(|other| other.id != person.id && came(other))
            .filter_map(|other| other.role.as_deref())
            .any(same)
    };
    if !others(&|other| shorten(other).eq_ignore_ascii_case(short)) {
        return Some(short.to_owned());
    }
    (!others(&|other| other.trim().eq_ignore_ascii_case(role))).then(|| role.to_owned())
}

/// The role up to " - ", " – ", " for " or a comma, whichever comes first.
pub fn shorten(role: &str) -> &str {
    let cut = [" - ", " – ", " for ", ","].iter().filter_map(|end| role.find(end)).min();
    cut.and_then(|cut| role.get(..cut)).unwrap_or(role).trim()
}

/// "Cllr Gibson", with the initial where the surname is shared; the whole name of somebody who is no councillor and shares
/// a surname.
pub fn short_name(meeting: &Meeting, style: &HouseStyle, person: &Person) -> String {
    let surname = person.surname();
    let shared = meeting
        .people
        .iter()
        .any(|other| other.id != person.id && came(other) && other.surname().eq_ignore_ascii_case(surname));
    if !person.is_councillor() {
        return person.name.clone();
    }
    let title = &style.councillor;
    match (shared, person.initial()) {
        (true, Some(initial)) => format!("{title} {initial} {surname}"),
        (true, None) | (false, _) => format!("{title} {surname}"),
    }
}

/// Whether a person may be meant by what is said of those present.
fn came(person: &Person) -> bool {
    !matches!(person.presence, Presence::Apologies | Presence::Absent)
}

/// The name with the councillor's title as the house writes it.
fn in_house_title(style: &HouseStyle, name: &str) -> String {
    match name.trim().split_once(char::is_whitespace) {
        Some((title, rest)) if super::people::is_councillors(title) => {
            format!("{} {}", style.councillor, rest.trim_start())
        }
        Some(_) | None => name.trim().to_owned(),
    }
}

/// Whether the person stands by name in the minutes before this place, within the scope that the house counts.
fn mentioned_before(
    meeting: &Meeting,
    style: &HouseStyle,
    person: &Person,
    (slot, byte): (Slot, usize),
) -> bool {
    let bare = person.bare_name();
    if bare.is_empty() {
        return false;
    }
    // A mention that the app wrote stands for the person even while the name in it waits to be corrected.
    let named = |entry: &Entry, until: usize| {
        let marked = |mark: &Mark| mark.person == person.id && mark.form == Form::Full && mark.to <= until;
        entry.marks.iter().any(marked) || entry.text.get(..until).is_some_and(|text| names(text, bare))
    };
    let anywhere = |entry: &Entry| named(entry, entry.text.len());
    for item in &meeting.items {
        if item.id != slot.item {
            if !style.first_mention_in_item && item.minutes.iter().any(anywhere) {
                return true;
            }
            continue;
        }
        let until = if slot.pane == Pane::Minutes { slot.at } else { item.minutes.len() };
        let before = item.minutes.iter().take(until).any(anywhere);
        let here =
            slot.pane == Pane::Minutes && item.minutes.get(slot.at).is_some_and(|entry| named(entry, byte));
        return before || here;
    }
    false
}

/// Whether a name stands in a text as words of its own: "Ann Lee" is not in "Joann Lees".
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + found.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// The edit that puts right the first wrong attribution of an item, among those that the app wrote and nobody edited: the
/// first mention in full, the later ones short. None where all are right. Applied and asked again until then, since each
/// mend may make the next attribution right or wrong.
pub fn repair(meeting: &Meeting, style: &HouseStyle, item: ItemId) -> Option<Edit> {
    let item = meeting.item(item)?;
    item.minutes.iter().enumerate().find_map(|(at, entry)| {
        let slot = Slot { item: item.id, pane: Pane::Minutes, at };
        entry.marks.iter().find_map(|mark| repaired(meeting, style, (slot, entry), mark))
    })
}

/// The edit that puts one attribution right, where it is wrong.
fn repaired(
    meeting: &Meeting,
    style: &HouseStyle,
    (slot, entry): (Slot, &Entry),
    mark: &Mark,
) -> Option<Edit> {
    let person = meeting.person(mark.person)?;
    let form = form_at(meeting, style, person, (slot, mark.from));
    if form == mark.form {
        return None;
    }
    let words = words_there(meeting, style, person, (form, mark.inside), entry.text.get(mark.to..)?);
    if entry.text.get(mark.from..mark.to)? == words {
        return None;
    }
    let len = mark.to.checked_sub(mark.from)?;
    let fixed = Mark { to: mark.from + words.len(), form, ..*mark };
    Edit::splice(meeting, slot, (mark.from, len), &words, vec![fixed])
}

/// The words of an attribution before what follows it: the comma behind a role goes where a stop or a comma follows.
pub(super) fn words_there(
    meeting: &Meeting,
    style: &HouseStyle,
    person: &Person,
    (form, inside): (Form, bool),
    behind: &str,
) -> String {
    let mut words = words(meeting, style, person, form, inside);
    if words.ends_with(',') && behind.starts_with(closes) {
        words.pop();
    }
    words
}

/// Whether a sign stands close behind a word: no space before it, and no comma.
pub fn closes(sign: char) -> bool {
    matches!(sign, '.' | ',' | ';' | ':' | '?' | '!' | ')' | ']' | '’' | '\'' | '”')
}
