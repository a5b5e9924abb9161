//! What a paper does not say of its meeting: members, from the clerk's file of members, else from the last session of the same
//! body; the day of the last minutes; and the open actions of the body's earlier meetings.

use crate::library::Library;
use crate::library::before::Before;
use crate::meeting::{Arising, Meeting, Person, Presence, add_members, members_of};
use crate::papers::{self, Member};
use crate::shell::now;

use super::refusal::bytes_of;
use super::{Context, say};

/// Fills in what earlier meetings of the same body left; gives their open actions.
pub(super) fn fill(context: &Context<'_>, library: &Library, meeting: &mut Meeting) -> Vec<Arising> {
    let before = library.before(&meeting.head, now());
    if let Some(before) = &before {
        meeting.head.previous = meeting.head.previous.or(before.last.head.date);
    }
    fill_roster(context, before.as_ref(), meeting);
    before.map(|before| before.open).unwrap_or_default()
}

/// Fills the roster of a meeting whose paper lists no members; says from where.
fn fill_roster(context: &Context<'_>, before: Option<&Before>, meeting: &mut Meeting) {
    if meeting.people.iter().any(|person| person.member) {
        return;
    }
    if let Some(path) = &context.config.roster {
        let name = path.to_string_lossy();
        let bytes = bytes_of(&name).map_err(|refusal| refusal.to_string());
        let read = |bytes: Vec<u8>| papers::members(&bytes).map_err(|refusal| refusal.to_string());
        match bytes.and_then(read) {
            Ok(members) => add_members(meeting, members.into_iter().map(person).collect()),
            Err(why) => say(&format!("{name}: {why} The session begins without members.")),
        }
        return;
    }
    if let Some(before) = before {
        add_members(meeting, members_of(&before.last));
    }
}

fn person(member: Member) -> Person {
    Person {
        name: member.name,
        role: member.role,
        group: member.group,
        member: true,
        presence: Presence::Present,
        ..Person::default()
    }
}
