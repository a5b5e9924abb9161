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
        match bytes_of(&name).map_err(|refusal| refusal.to_string()).and_then(|bytes| from_file(&bytes)) {
            Ok(members) => add_members(meeting, members.into_iter().map(person).collect()),
            Err(why) => say(&format!("{name}: {why} The session begins without members.")),
        }
        return;
    }
    if let Some(before) = before {
        add_members(meeting, members_of(&before.last));
    }
}

/// The members in a file: Modern.Gov's web-service XML, or a table with the columns name, role and group.
fn from_file(bytes: &[u8]) -> Result<Vec<Member>, String> {
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return papers::members(bytes).map_err(|refusal| refusal.to_string());
    }
    let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let heads = table.headers().map_err(|error| format!("{error}."))?.clone();
    let column = |wanted: &str| {
        heads.iter().position(|head| head.trim_start_matches('\u{feff}').eq_ignore_ascii_case(wanted))
    };
    let Some(name) = column("name") else {
        return Err("This table of members has no column “name”: its first row must say name, role, group."
            .to_owned());
    };
    let (role, group) = (column("role"), column("group"));
    let mut members = Vec::new();
    for row in table.records() {
        let row = row.map_err(|error| format!("{error}."))?;
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        if let Some(name) = cell(Some(name)) {
            members.push(Member { name, role: cell(role), group: cell(group) });
        }
    }
    Ok(members)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_members_is_read_by_its_heads() {
        let table = "\u{feff}Name,Group,Role\r\nCllr Rosa Hazel,Independent,Chair\r\nCllr Dan Rowan,,\r\n";
        let members = from_file(table.as_bytes()).unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(
            (members[0].role.as_deref(), members[0].group.as_deref()),
            (Some("Chair"), Some("Independent"))
        );
        assert_eq!(members[1].name, "Cllr Dan Rowan");
        assert!(from_file(b"a,b\n1,2\n").unwrap_err().contains("name, role, group"));
    }
}
