//! The session as data, with the names that `export --as json` promises.

use serde_json::{Map, Value, json};

use crate::meeting::{
    Action, Declaration, Due, Entry, Going, Item, Manner, Meeting, Motion, Pane, Person, Presence, Progress,
    Revision, Stamp, Vote, Who, actions, actions_of,
};

use super::business;
use super::view::{Wanted, item_name, printed_number};
use super::{Document, ExportError};
use crate::meeting::HouseStyle;

/// The meeting, one item of it, or its actions.
pub(super) fn render(
    meeting: &Meeting,
    style: &HouseStyle,
    wanted: Wanted,
    document: Document,
) -> Result<Vec<u8>, ExportError> {
    let value = match document {
        Document::Item(id) => meeting
            .item(id)
            .map_or(Value::Null, |item| item_value(meeting, style, item, (Vec::new(), wanted))),
        Document::Actions => {
            let found = actions(meeting).into_iter().filter(|action| action.public || !wanted.public);
            found.map(|action| action_value(meeting, style, &action)).collect()
        }
        Document::Minutes | Document::Decisions | Document::Chapters => session(meeting, style, wanted),
    };
    let fault = |error: serde_json::Error| ExportError::Build { format: "json", message: error.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&value).map_err(fault)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// An action with the names that `actions --as json` promises, without its path.
pub(super) fn action_value(meeting: &Meeting, style: &HouseStyle, action: &Action) -> Value {
    json!({
        "date": meeting.head.date.map(|date| date.to_string()),
        "body": meeting.head.body,
        "item": item_name(meeting, action.item),
        "number": printed_number(action, style),
        "text": action.text,
        "owner": action.owner,
        "due": action.due.as_ref().map(due),
        "status": action.status.word(),
    })
}

/// What was said of an action on one day.
fn progress(said: &Progress) -> Value {
    json!({
        "status": said.status.word(),
        "on": said.on.to_string(),
        "note": (!said.note.is_empty()).then_some(&said.note),
        "by": (!said.by.is_empty()).then_some(&said.by),
    })
}

fn due(due: &Due) -> String {
    match due {
        Due::On(day) => day.to_string(),
        Due::Words(words) => words.clone(),
    }
}

fn stamp(at: Stamp) -> String {
    at.to_rfc3339()
}

fn session(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Value {
    let head = &meeting.head;
    let members: Vec<_> = meeting.people.iter().filter(|person| person.member).map(person_value).collect();
    let breaks = meeting.times.breaks.iter();
    let warnings = head.warnings.iter().map(|(line, message)| json!({ "line": line, "message": message }));
    json!({
        "council": head.council,
        "body": head.body,
        "title": head.title,
        "date": head.date.map(|date| date.to_string()),
        "time": head.time.map(|time| time.format("%H:%M").to_string()),
        "venue": head.venue,
        "state": meeting.state.word(),
        "revisions": meeting.revisions.iter().map(revision).collect::<Vec<_>>(),
        "started_at": meeting.times.started.map(stamp),
        "ended_at": meeting.times.ended.map(stamp),
        "breaks": breaks.map(|b| json!({ "from": stamp(b.from), "to": b.to.map(stamp) })).collect::<Vec<_>>(),
        "members": members,
        "attendance": {
            "present": people(meeting, |p| p.member && p.presence == Presence::Present),
            "in_attendance": people(meeting, |p| !p.member && p.presence == Presence::Present),
            "apologies": people(meeting, |p| p.presence == Presence::Apologies),
            "absent": people(meeting, |p| p.presence == Presence::Absent),
        },
        "declarations": declarations(meeting, wanted),
        "items": nested(meeting, style, wanted),
        "warnings": warnings.collect::<Vec<_>>(),
    })
}

fn revision(revision: &Revision) -> Value {
    json!({
        "number": revision.number,
        "state": revision.state.word(),
        "at": revision.at.map(stamp),
        "by": Some(&revision.by).filter(|by| !by.is_empty()),
        "signed": revision.signed.map(|date| date.to_string()),
        "meeting": Some(&revision.meeting).filter(|words| !words.is_empty()),
        "note": Some(&revision.note).filter(|words| !words.is_empty()),
        "checksum": Some(&revision.checksum).filter(|words| !words.is_empty()),
    })
}

fn person_value(person: &Person) -> Value {
    json!({ "name": person.name, "role": person.role, "group": person.group })
}

/// Someone of the attendance, with comings and goings.
fn attended(meeting: &Meeting, person: &Person) -> Value {
    let movements = person.movements.iter().map(|movement| {
        let going = match movement.going {
            Going::Came => "arrived",
            Going::Left => "left",
        };
        json!({ "at": stamp(movement.at), "going": going })
    });
    json!({
        "name": person.name,
        "role": person.role,
        "group": person.group,
        "remote": person.remote,
        "substitute_for": person.substitute_for.and_then(|id| meeting.person(id)).map(|other| &other.name),
        "movements": movements.collect::<Vec<_>>(),
    })
}

fn declarations(meeting: &Meeting, wanted: Wanted) -> Vec<Value> {
    let found = meeting.declarations.iter().map(|declared| business::publishable(meeting, wanted, declared));
    found.map(|declared| declaration(meeting, &declared)).collect()
}

fn declaration(meeting: &Meeting, declared: &Declaration) -> Value {
    json!({
        "name": meeting.person(declared.person).map(|person| &person.name),
        "item": declared.item.map(|id| item_name(meeting, id)),
        "kind": declared.kind,
        "reason": Some(&declared.reason).filter(|reason| !reason.is_empty()),
        "did": declared.did.word(),
        "dispensation": declared.dispensation,
        "at": declared.at.map(stamp),
    })
}

/// The motions of an item, amendments named by the place of their motion; nothing of what is withheld.
fn motions(meeting: &Meeting, item: &Item, wanted: Wanted) -> Value {
    let name = |who: &Who| meeting.name_of(who).to_owned();
    let value = |motion: &Motion| {
        let parent = motion.amends.and_then(|id| item.motion(id)).map(|(at, _)| at + 1);
        json!({
            "text": item.wording(motion),
            "mover": motion.mover.as_ref().map(name),
            "seconder": motion.seconder.as_ref().map(name),
            "amends": parent,
            "outcome": motion.outcome.word(),
            "vote": motion.vote.as_ref().map(|vote| vote_value(meeting, vote)),
            "moved_at": motion.moved.map(stamp),
            "settled_at": motion.settled.as_ref().map(|settled| stamp(settled.at)),
        })
    };
    let told = item.motions.iter().filter(|motion| business::is_published(wanted, item, motion));
    told.map(value).collect()
}

fn vote_value(meeting: &Meeting, vote: &Vote) -> Value {
    let totals = vote.totals();
    let manner = match vote.manner {
        Manner::Show => "show of hands",
        Manner::Unanimous => "unanimous",
        Manner::Recorded => "recorded",
    };
    let votes = vote.ballots.iter().map(|ballot| {
        json!({ "name": meeting.person(ballot.person).map(|person| &person.name), "vote": ballot.choice.word() })
    });
    json!({
        "manner": manner,
        "for": totals.in_favour,
        "against": totals.against,
        "abstained": totals.abstained,
        "no_vote": totals.no_vote,
        "casting": vote.casting.map(|carried| if carried { "for" } else { "against" }),
        "votes": votes.collect::<Vec<_>>(),
    })
}

fn people(meeting: &Meeting, fits: impl Fn(&Person) -> bool) -> Vec<Value> {
    meeting.people.iter().filter(|person| fits(person)).map(|person| attended(meeting, person)).collect()
}

/// The items as a tree: each with those of greater depth that follow it.
fn nested(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Vec<Value> {
    let mut done: Vec<(u8, Value)> = Vec::new();
    for item in meeting.items.iter().rev() {
        let mut children = Vec::new();
        while done.last().is_some_and(|(depth, _)| *depth > item.depth) {
            children.extend(done.pop().map(|(_, child)| child));
        }
        done.push((item.depth, item_value(meeting, style, item, (children, wanted))));
    }
    done.into_iter().rev().map(|(_, item)| item).collect()
}

fn item_value(
    meeting: &Meeting,
    style: &HouseStyle,
    item: &Item,
    (children, wanted): (Vec<Value>, Wanted),
) -> Value {
    let head = &item.head;
    let presenters = head.presenters.iter().map(|presenter| {
        let name = Some(&presenter.name).filter(|name| !name.is_empty());
        json!({ "name": name, "role": presenter.role, "purpose": presenter.purpose })
    });
    let name = |who: &Who| meeting.name_of(who).to_owned();
    let texts = |pane: Pane| -> Vec<Value> {
        let out = item.pane(pane).iter().filter(|entry| wanted.entry(item, entry));
        out.map(|entry| {
            let fields = &entry.fields;
            let text = if wanted.public {
                super::public::text_of((meeting, style), wanted, item, entry)
            } else {
                entry.text.clone()
            };
            json!({ "text": text, "speaker": fields.speaker.as_ref().map(name), "at": fields.at.map(stamp) })
        })
        .collect()
    };
    let withheld = wanted.public && head.exempt;
    let turns = item.turns.iter().filter(|_| !withheld).map(|turn| {
        let offset = meeting.times.started.map(|started| (turn.at - started).num_seconds());
        json!({ "speaker": name(&turn.who), "at": stamp(turn.at), "offset": offset })
    });
    let points = if wanted.points || !wanted.public { texts(Pane::Points) } else { Vec::new() };
    let mut fields = Map::new();
    let pairs = [
        ("number", json!(head.number)),
        ("title", json!(head.title)),
        ("presenters", presenters.collect()),
        ("exempt", json!(head.exempt)),
        ("exempt_reason", json!(head.exempt_reason)),
        ("public_summary", json!(head.public_summary)),
        ("documents", json!(head.documents)),
        ("notes", json!(head.notes)),
        ("minutes", texts(Pane::Minutes).into()),
        ("points", points.into()),
        ("resolved", resolved(meeting, style, item, wanted).into()),
        ("turns", turns.collect()),
        ("motions", motions(meeting, item, wanted)),
        ("started_at", json!(item.started().map(stamp))),
        ("ended_at", json!(item.ended().map(stamp))),
        ("children", children.into()),
    ];
    fields.extend(pairs.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(fields)
}

fn resolved(meeting: &Meeting, style: &HouseStyle, item: &Item, wanted: Wanted) -> Vec<Value> {
    let found: Vec<Action> = actions_of(meeting, item).collect();
    let printed = item.resolved.iter().filter(|entry| !entry.is_blank()).zip(1_usize..);
    let value = |(entry, n): (&Entry, usize)| {
        let resolution = &entry.fields.resolution;
        let number = n.to_string();
        let action = found.iter().find(|action| action.number == number);
        let public = !item.head.exempt || entry.fields.public;
        json!({
            "number": style.numbering.bare(n),
            "kind": resolution.kind.word(),
            "text": entry.text,
            "owner": action.and_then(|action| action.owner.clone()),
            "due": resolution.due.as_ref().map(due),
            "status": action.map(|action| action.status.word()),
            "progress": resolution.progress.iter().map(progress).collect::<Vec<_>>(),
            "public": public,
        })
    };
    printed.filter(|(entry, _)| wanted.entry(item, entry)).map(value).collect()
}
