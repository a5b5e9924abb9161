//! From one meeting of a body to its next: what is taken over, and the open actions as matters arising.

use chrono::NaiveDate;

use super::{
    Action, Due, Entry, EntryId, Head, Item, ItemHead, ItemId, Meeting, Pane, Person, PersonId, Presence,
};

/// An action of an earlier meeting that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arising {
    /// The day of that meeting.
    pub date: Option<NaiveDate>,
    /// The number of its item there.
    pub item: String,
    /// The action.
    pub action: Action,
}

impl Arising {
    /// The action as the clerk reads it under matters arising.
    pub fn words(&self) -> String {
        let date = self.date.map(|date| date.format(" %-d %B %Y").to_string()).unwrap_or_default();
        let owner = self.action.owner.clone();
        let due = self.action.due.as_ref().map(|due| match due {
            Due::On(day) => format!("due {}", day.format("%-d %B %Y")),
            Due::Words(words) => format!("due {words}"),
        });
        let terms: Vec<String> = owner.into_iter().chain(due).collect();
        let terms = if terms.is_empty() { String::new() } else { format!(" ({})", terms.join(", ")) };
        format!("Open from{date}, item {}: {}{terms}", self.item, self.action.text)
    }
}

/// Words in the titles of items that stand on every agenda of a body, so that its next meeting has them too.
const STANDING: [&str; 18] = [
    "apolog",
    "declaration",
    "disclosure",
    "minutes",
    "matters arising",
    "action log",
    "public question",
    "public participation",
    "questions from",
    "urgent",
    "any other business",
    "date of next",
    "next meeting",
    "exclusion of",
    "work programme",
    "forward plan",
    "ymddiheuriadau",
    "cofnodion",
];

/// The next meeting of the same body: head without day and title, its members, and the items that stand on every agenda.
/// Nothing of what was minuted is taken over.
pub fn next_meeting(last: &Meeting) -> Meeting {
    let standing = |item: &&Item| {
        let title = item.head.title.to_lowercase();
        item.depth == 0 && !item.head.exempt && STANDING.iter().any(|words| title.contains(words))
    };
    let items = last.items.iter().filter(standing).zip(1_u32..).map(|(item, n)| Item {
        id: ItemId(n),
        head: ItemHead {
            number: item.head.number.as_ref().map(|_| n.to_string()),
            title: item.head.title.clone(),
            ..ItemHead::default()
        },
        ..Item::default()
    });
    Meeting {
        head: Head {
            council: last.head.council.clone(),
            body: last.head.body.clone(),
            time: last.head.time,
            venue: last.head.venue.clone(),
            style: last.head.style.clone(),
            quorum: last.head.quorum,
            previous: last.head.date,
            ..Head::default()
        },
        people: members_of(last),
        items: items.collect(),
        ..Meeting::default()
    }
}

/// The members of a meeting as its next one begins with them: all present, until it is said otherwise.
pub fn members_of(last: &Meeting) -> Vec<Person> {
    let members = last.people.iter().filter(|person| person.member).zip(1_u32..);
    members
        .map(|(person, n)| Person {
            id: PersonId(n),
            name: person.name.clone(),
            role: person.role.clone(),
            group: person.group.clone(),
            member: true,
            presence: Presence::Present,
            ..Person::default()
        })
        .collect()
}

/// Where open actions of earlier meetings belong on an agenda: matters arising or an action log, else the minutes of the last
/// meeting, else the first item.
pub fn arising_item(meeting: &Meeting) -> Option<usize> {
    let titled = |words: &[&str]| {
        meeting.items.iter().position(|item| {
            let title = item.head.title.to_lowercase();
            words.iter().any(|word| title.contains(word))
        })
    };
    titled(&[
        "matters arising",
        "action log",
        "action list",
        "outstanding action",
        "actions from",
        "action point",
    ])
    .or_else(|| titled(&["minutes", "cofnodion"]))
    .or_else(|| (!meeting.items.is_empty()).then_some(0))
}

/// Puts open actions of earlier meetings under the item where they belong, as discussion points: the clerk's own notes, which
/// are not published.
pub fn put_arising(meeting: &mut Meeting, open: &[Arising]) {
    let Some(item) = arising_item(meeting).and_then(|at| meeting.items.get_mut(at)) else { return };
    let used = Pane::ALL.iter().flat_map(|pane| item.pane(*pane)).map(|entry| entry.id.0).max();
    let first = used.map_or(0, |id| id.saturating_add(1));
    let entries = open.iter().zip(first..).map(|(arising, id)| Entry {
        id: EntryId(id),
        text: arising.words(),
        ..Entry::default()
    });
    item.points.extend(entries);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: u32, title: &str) -> Item {
        let head = ItemHead {
            number: Some(format!("{id}.")),
            title: title.to_owned(),
            exempt: title.contains("Exempt"),
            ..ItemHead::default()
        };
        Item { id: ItemId(id), head, minutes: vec![Entry::default()], ..Item::default() }
    }

    #[test]
    fn the_next_meeting_has_the_body_its_members_and_the_standing_items() {
        let person = |name: &str, member| Person { name: name.to_owned(), member, ..Person::default() };
        let head = Head {
            body: Some("Harbour Board".to_owned()),
            date: NaiveDate::from_ymd_opt(2026, 3, 12),
            title: Some("Special meeting".to_owned()),
            ..Head::default()
        };
        let last = Meeting {
            head,
            people: vec![person("Cllr Asha Reed", true), person("Tom Fenn", false)],
            items: vec![
                item(1, "Apologies for absence"),
                item(2, "Dredging of the inner basin"),
                item(3, "Minutes of the last meeting"),
                item(4, "Exempt minutes"),
            ]
            .into(),
            ..Meeting::default()
        };
        let next = next_meeting(&last);
        assert_eq!((next.head.title.clone(), next.head.date), (None, None));
        assert_eq!(next.head.previous, last.head.date);
        assert_eq!(next.people.len(), 1);
        let titles: Vec<_> = next.items.iter().map(|item| item.head.title.as_str()).collect();
        assert_eq!(titles, ["Apologies for absence", "Minutes of the last meeting"]);
        assert!(next.items.iter().all(|item| item.minutes.is_empty()));
        assert_eq!(arising_item(&next), Some(1));
    }
}
