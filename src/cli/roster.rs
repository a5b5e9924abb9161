//! Members for a paper that lists none: from the clerk's file of members, else from the last session of the same body.

use crate::library::Library;
use crate::meeting::{Meeting, Person, Presence, add_members};
use crate::papers::{self, Member};
use crate::shell::now;

use super::refusal::bytes_of;
use super::{Context, say};

/// Fills the roster of a meeting whose paper lists no members; says from where.
pub(super) fn fill(context: &Context<'_>, library: &Library, meeting: &mut Meeting) {
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
    add_members(meeting, from_last_session(library, meeting));
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

/// The members of the last session of the same body; none where there is none, or where it can't be read.
fn from_last_session(library: &Library, meeting: &Meeting) -> Vec<Person> {
    let Some(body) = &meeting.head.body else { return Vec::new() };
    let Ok(mut sessions) = library.list(now()) else { return Vec::new() };
    sessions.retain(|listed| listed.body.as_ref().is_some_and(|other| other.eq_ignore_ascii_case(body)));
    let last = sessions.into_iter().max_by_key(|listed| listed.date);
    let Some(opened) = last.and_then(|listed| library.read(&listed.path, now()).ok()) else {
        return Vec::new();
    };
    let members = opened.meeting.people.into_iter().filter(|person| person.member);
    members.map(|member| Person { presence: Presence::Present, ..member }).collect()
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
