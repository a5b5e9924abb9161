//! From a paper to a meeting: what an agenda says becomes the session's beginning.

use crate::papers::{self, Paper, PaperItem};

use super::{
    Entry, EntryId, Head, Item, ItemHead, ItemId, ItemPresenter, Kind, Meeting, Person, PersonId, Presence,
};

/// The meeting with which a session of this paper begins. Everyone whom the paper names as member or presenter is on the
/// roster; members are taken to be present until marked otherwise.
pub fn meeting_from_paper(paper: &Paper) -> Meeting {
    let mut meeting = Meeting {
        head: Head {
            council: paper.council.clone(),
            body: paper.body.clone(),
            title: paper.title.clone(),
            date: paper.date,
            time: paper.time,
            venue: paper.venue.clone(),
            warnings: paper.warnings.iter().map(|w| (w.line, w.message.clone())).collect(),
            ..Head::default()
        },
        ..Meeting::default()
    };
    // Officers and apologies stand on agendas too: only where members are told present it is known who came.
    let recorded = paper.attendance.iter().any(|attended| attended.how == papers::Attendance::Present);
    for member in &paper.members {
        let presence = if recorded { Presence::Unknown } else { Presence::Present };
        join(
            &mut meeting,
            Person {
                name: member.name.clone(),
                role: member.role.clone(),
                group: member.group.clone(),
                member: true,
                presence,
                ..Person::default()
            },
        );
    }
    for attended in &paper.attendance {
        let presence = match attended.how {
            papers::Attendance::Present | papers::Attendance::InAttendance => Presence::Present,
            papers::Attendance::Apologies => Presence::Apologies,
            papers::Attendance::Absent => Presence::Absent,
        };
        let member = attended.how != papers::Attendance::InAttendance;
        let (name, role) = (attended.name.clone(), attended.role.clone());
        join(&mut meeting, Person { name, role, member, presence, ..Person::default() });
    }
    for item in &paper.items {
        add_item(&mut meeting, item, 0);
    }
    meeting
}

/// Adds members to the roster of a meeting; who is there already only gains what is newly known.
pub fn add_members(meeting: &mut Meeting, members: Vec<Person>) {
    for member in members {
        join(meeting, member);
    }
}

/// Adds a person to the roster, or what is newly known to the one of the same name.
fn join(meeting: &mut Meeting, person: Person) {
    let bare = person.bare_name().to_lowercase();
    if bare.is_empty() {
        return;
    }
    if let Some(known) = meeting.people.iter_mut().find(|known| known.bare_name().to_lowercase() == bare) {
        known.role = known.role.take().or(person.role);
        known.group = known.group.take().or(person.group);
        known.member |= person.member;
        if person.presence != Presence::Unknown {
            known.presence = person.presence;
        }
        if person.name.len() > known.name.len() {
            known.name = person.name;
        }
        return;
    }
    let id: PersonId = meeting.next_person_id();
    meeting.people.push(Person { id, ..person });
}

fn add_item(meeting: &mut Meeting, from: &PaperItem, depth: u8) {
    // "All" is nobody's name.
    let named = |name: &str| !matches!(name.trim().to_lowercase().as_str(), "" | "all" | "everyone" | "tbc");
    for presenter in from.presenters.iter().filter(|presenter| named(&presenter.name)) {
        let (name, role) = (presenter.name.clone(), presenter.role.clone());
        join(meeting, Person { name, role, ..Person::default() });
    }
    let mut ids = (1..).map(EntryId);
    let mut entries = |texts: &[String]| -> Vec<Entry> {
        texts
            .iter()
            .zip(&mut ids)
            .map(|(text, id)| Entry { id, text: one_line(text), ..Entry::default() })
            .collect()
    };
    let minutes = entries(&from.minutes);
    let mut resolved = entries(&from.resolved);
    for (at, entry) in resolved.iter_mut().enumerate() {
        if from.recommended.contains(&at) {
            entry.fields.resolution.kind = Kind::Recommended;
        }
    }
    let presenters = from.presenters.iter().map(|p| ItemPresenter {
        name: p.name.clone(),
        role: p.role.clone(),
        purpose: p.purpose.clone(),
    });
    let id: ItemId = meeting.next_item_id();
    meeting.items.push(Item {
        id,
        depth,
        head: ItemHead {
            number: from.number.clone(),
            title: from.title.clone(),
            presenters: presenters.collect(),
            presenter_line: from.presenter_line.clone(),
            documents: from.documents.clone(),
            notes: from.notes.clone(),
            exempt: from.exempt,
            exempt_reason: from.exempt_reason.clone(),
            ..ItemHead::default()
        },
        minutes,
        resolved,
        ..Item::default()
    });
    for child in &from.children {
        add_item(meeting, child, depth.saturating_add(1));
    }
}

/// An entry is one paragraph: line breaks within it become spaces.
fn one_line(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\n', '\r'], " ")
}
