//! The formal business of a meeting as edits: who comes and goes, what is declared, moved, voted and excluded.
//!
//! Each function reads the meeting and gives the edits that do one thing whole, the line of the minutes included, so that
//! it is one step of undo and cannot be half done. Times come in; nothing here applies anything.

use super::wording::fill;
use super::{
    Declaration, Did, Edit, Entry, EntryFields, EntryId, Going, HouseStyle, Item, ItemId, Meeting, Motion,
    MotionId, Movement, Pane, Person, PersonId, Presence, Settled, Slot, Span, Stamp, Times, attribution,
};

/// The edit that changes one person of the roster.
pub fn to_person(meeting: &Meeting, id: PersonId, change: impl FnOnce(&mut Person)) -> Option<Edit> {
    let (at, from) = meeting.people.iter().enumerate().find(|(_, person)| person.id == id)?;
    let mut to = from.clone();
    change(&mut to);
    Some(Edit::Person { at, from: Some(Box::new(from.clone())), to: Some(Box::new(to)) })
}

/// The edit that writes a line at the end of a pane, before an empty entry there; with the entry that it makes.
pub fn put_line(
    meeting: &Meeting,
    (id, pane): (ItemId, Pane),
    text: String,
    fields: EntryFields,
) -> Option<(Edit, EntryId)> {
    let item = meeting.item(id)?;
    let entries = item.pane(pane);
    let at = entries.len() - usize::from(entries.last().is_some_and(Entry::is_blank));
    let entry = item.next_entry_id();
    let to = Entry { id: entry, text, marks: Vec::new(), fields };
    Some((Edit::Entry { slot: Slot { item: id, pane, at }, from: None, to: Some(Box::new(to)) }, entry))
}

/// A person as lines of the minutes name them: a councillor by title and surname, others by name and short role.
pub fn line_of(meeting: &Meeting, style: &HouseStyle, person: &Person) -> String {
    if person.is_councillor() {
        return attribution::short_name(meeting, style, person);
    }
    match person.role.as_deref().map(attribution::shorten).filter(|role| !role.is_empty()) {
        Some(role) if !person.member => format!("{} ({role})", person.name),
        Some(_) | None => person.name.clone(),
    }
}

/// The item under which a line of now is written: the one being taken, else the one shown.
fn item_now(meeting: &Meeting, shown: ItemId) -> ItemId {
    meeting.taking.unwrap_or(shown)
}

fn stamped(at: Stamp) -> EntryFields {
    EntryFields { at: Some(at), ..EntryFields::default() }
}

/// Somebody who is in the room leaves it, somebody who is not comes in; with the line that says so. `voted` says of a
/// departure whether they voted on the item.
pub fn goes(
    meeting: &Meeting,
    style: &HouseStyle,
    (id, shown): (PersonId, ItemId),
    voted: Option<bool>,
    at: Stamp,
) -> Vec<Edit> {
    let Some(person) = meeting.person(id) else { return Vec::new() };
    let going = if person.is_here() { Going::Left } else { Going::Came };
    let item = item_now(meeting, shown);
    let words = movement_words(meeting, style, person, (going, person.movements.is_empty()), at);
    let mut edits = Vec::new();
    let mut movement = Movement { at, going, item: Some(item), line: None, voted };
    if let Some((line, entry)) = put_line(meeting, (item, Pane::Minutes), words, stamped(at)) {
        movement.line = Some((item, entry));
        edits.push(line);
    }
    edits.extend(to_person(meeting, id, |person| {
        person.presence = Presence::Present;
        person.movements.push(movement);
    }));
    edits
}

fn movement_words(
    meeting: &Meeting,
    style: &HouseStyle,
    person: &Person,
    (going, first): (Going, bool),
    at: Stamp,
) -> String {
    let sentence = match (going, first) {
        (Going::Left, _) => &style.wording.left,
        (Going::Came, true) => &style.wording.arrived,
        (Going::Came, false) => &style.wording.returned,
    };
    let who = line_of(meeting, style, person);
    fill(sentence, &[("who", &who), ("time", &style.time_of_day(at.time()))])
}

/// An arrival or departure at another time than was noted; its line says so too, where nobody edited it. `to` none takes the
/// movement out, and its line with it.
pub fn retime(
    meeting: &Meeting,
    style: &HouseStyle,
    (id, at): (PersonId, usize),
    to: Option<Stamp>,
) -> Vec<Edit> {
    let Some(person) = meeting.person(id) else { return Vec::new() };
    let Some(movement) = person.movements.get(at) else { return Vec::new() };
    let words = |stamp| movement_words(meeting, style, person, (movement.going, at == 0), stamp);
    let mut edits = Vec::new();
    if let Some((slot, entry)) = movement.line.and_then(|(item, entry)| find_entry(meeting, item, entry))
        && entry.text == words(movement.at)
    {
        match to {
            Some(stamp) => edits.extend(rewrite(meeting, slot, &words(stamp))),
            None => edits.push(Edit::Entry { slot, from: Some(Box::new(entry.clone())), to: None }),
        }
    }
    edits.extend(to_person(meeting, id, |person| match to {
        Some(stamp) => {
            if let Some(movement) = person.movements.get_mut(at) {
                movement.at = stamp;
            }
            person.movements.sort_by_key(|movement| movement.at);
        }
        None => {
            person.movements.remove(at);
        }
    }));
    edits
}

fn find_entry(meeting: &Meeting, item: ItemId, id: EntryId) -> Option<(Slot, &Entry)> {
    let found = meeting.item(item)?;
    Pane::ALL.into_iter().find_map(|pane| {
        let mut entries = found.pane(pane).iter().enumerate();
        entries.find(|(_, entry)| entry.id == id).map(|(at, entry)| (Slot { item, pane, at }, entry))
    })
}

/// The edit by which an entry reads otherwise; only what differs is replaced.
pub fn rewrite(meeting: &Meeting, slot: Slot, text: &str) -> Option<Edit> {
    let old = &meeting.entry(slot)?.text;
    let same = |a: char, b: char| if a == b { Some(a.len_utf8()) } else { None };
    let front: usize = old.chars().zip(text.chars()).map_while(|(a, b)| same(a, b)).sum();
    let (rest_old, rest_new) = (old.get(front..)?, text.get(front..)?);
    let back: usize = rest_old.chars().rev().zip(rest_new.chars().rev()).map_while(|(a, b)| same(a, b)).sum();
    let len = rest_old.len() - back;
    Edit::splice(meeting, slot, (front, len), rest_new.get(..rest_new.len() - back)?, Vec::new())
}

/// Somebody takes the chair; with the line, where the meeting sits.
pub fn presides(
    meeting: &Meeting,
    style: &HouseStyle,
    (id, shown): (PersonId, ItemId),
    at: Stamp,
) -> Vec<Edit> {
    let mut to = meeting.head.clone();
    to.presiding = Some(id);
    let mut edits = vec![Edit::Head { from: Box::new(meeting.head.clone()), to: Box::new(to) }];
    if let Some(person) = meeting.person(id).filter(|_| meeting.times.sitting()) {
        let words = fill(&style.wording.took_chair, &[("who", &line_of(meeting, style, person))]);
        let line = put_line(meeting, (item_now(meeting, shown), Pane::Minutes), words, stamped(at));
        edits.extend(line.map(|(line, _)| line));
    }
    edits
}

/// A declaration in the words of the minutes.
pub fn declared_words(meeting: &Meeting, style: &HouseStyle, declaration: &Declaration) -> String {
    let who = meeting.person(declaration.person).map(|person| line_of(meeting, style, person));
    let item = declaration
        .item
        .and_then(|id| meeting.item_at(id))
        .map_or_else(|| style.wording.business.clone(), |(at, item)| item_phrase(style, item, at));
    let reason = declaration.reason.trim().trim_end_matches('.');
    let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
    let parts = [
        ("who", who.as_deref().unwrap_or_default()),
        ("kind", declaration.kind.as_str()),
        ("item", &item),
        ("reason", &reason),
    ];
    let wording = &style.wording;
    let did = match declaration.did {
        Did::Unsaid => "",
        Did::Stayed => &wording.declared_stayed,
        Did::Left => &wording.declared_left,
        Did::DidNotVote => &wording.declared_no_vote,
    };
    let dispensation = if declaration.dispensation { wording.dispensation.as_str() } else { "" };
    format!("{}{dispensation}{did}.", fill(&wording.declared, &parts))
}

/// An item inside a sentence: "item 7", or its title in quotes where it has no number.
pub fn item_phrase(style: &HouseStyle, item: &Item, at: usize) -> String {
    let numbered = |number: &str| fill(&style.wording.item, &[("number", number)]);
    match &item.head.number {
        Some(number) => numbered(number.trim_end_matches('.')),
        None if item.head.title.trim().is_empty() => numbered(&(at + 1).to_string()),
        None => format!("“{}”", item.head.title.trim()),
    }
}

/// An interest is declared, with its line under the item being taken; or the declaration at `at` is corrected, and its line
/// with it where nobody edited it.
pub fn declare(
    meeting: &Meeting,
    style: &HouseStyle,
    (mut to, at): (Declaration, Option<usize>),
    (shown, now): (ItemId, Stamp),
) -> Vec<Edit> {
    let words = declared_words(meeting, style, &to);
    let old = at.and_then(|at| Some((at, meeting.declarations.get(at)?)));
    let mut edits = Vec::new();
    let line = old.and_then(|(_, old)| old.line).and_then(|(item, entry)| find_entry(meeting, item, entry));
    match (line, old) {
        (Some((slot, entry)), Some((_, old))) if entry.text == declared_words(meeting, style, old) => {
            edits.extend(rewrite(meeting, slot, &words));
        }
        (None, None) => {
            let item = item_now(meeting, shown);
            let at = meeting.times.sitting().then_some(now);
            let fields = EntryFields { at, ..EntryFields::default() };
            if let Some((line, entry)) = put_line(meeting, (item, Pane::Minutes), words, fields) {
                to.line = Some((item, entry));
                edits.push(line);
            }
        }
        (Some(_), _) | (None, Some(_)) => {}
    }
    let (at, from) = match old {
        Some((at, old)) => (at, Some(Box::new(old.clone()))),
        None => (meeting.declarations.len(), None),
    };
    edits.push(Edit::Declaration { at, from, to: Some(Box::new(to)) });
    edits
}

/// The motion that an entry under Resolved carries, made where there is none yet: the edit for that, and its id.
pub fn motion_for(meeting: &Meeting, slot: Slot, now: Stamp) -> Option<(Option<Edit>, MotionId)> {
    let item = meeting.item(slot.item)?;
    let entry = meeting.entry(slot).filter(|_| slot.pane == Pane::Resolved)?;
    if let Some((_, motion)) = item.motion_of_entry(entry.id) {
        return Some((None, motion.id));
    }
    let moved = meeting.times.sitting().then_some(now);
    let id = item.next_motion_id();
    let motion = Motion { id, entry: Some(entry.id), moved, ..Motion::default() };
    Some((Some(new_motion(item, motion)), id))
}

/// A motion with a wording of its own, moved under an item.
pub fn move_motion(meeting: &Meeting, item: ItemId, text: String, now: Stamp) -> Option<(Edit, MotionId)> {
    let item = meeting.item(item)?;
    let moved = meeting.times.sitting().then_some(now);
    let id = item.next_motion_id();
    Some((new_motion(item, Motion { id, text, moved, ..Motion::default() }), id))
}

/// An amendment: a copy of the motion's wording for the clerk to change.
pub fn amend(meeting: &Meeting, item: ItemId, parent: MotionId, now: Stamp) -> Option<(Edit, MotionId)> {
    let item = meeting.item(item)?;
    let (_, motion) = item.motion(parent)?;
    let moved = meeting.times.sitting().then_some(now);
    let (id, text) = (item.next_motion_id(), item.wording(motion).to_owned());
    Some((new_motion(item, Motion { id, amends: Some(parent), text, moved, ..Motion::default() }), id))
}

fn new_motion(item: &Item, motion: Motion) -> Edit {
    Edit::Motion { item: item.id, at: item.motions.len(), from: None, to: Some(Box::new(motion)) }
}

/// A motion becomes `to`, with all that follows from its outcome: a motion carried becomes an entry under Resolved, one
/// that is lost leaves it, an amendment carried or accepted becomes the wording of its motion.
pub fn settle(meeting: &Meeting, item: ItemId, mut to: Motion, now: Stamp) -> Vec<Edit> {
    let Some(item) = meeting.item(item) else { return Vec::new() };
    let Some((at, from)) = item.motion(to.id) else { return Vec::new() };
    let mut edits = Vec::new();
    if to.outcome != from.outcome {
        let wording = if to.amends.is_some() { to.text.clone() } else { item.wording(from).to_owned() };
        to.settled = (to.outcome != super::Outcome::Open).then_some(Settled { at: now, wording });
        match to.amends {
            Some(parent) => {
                edits.extend(merge(meeting, item, parent, (from.outcome.passed(), &mut to)));
            }
            None => edits.extend(carry(meeting, item, &mut to, now)),
        }
    }
    let from = Some(Box::new(from.clone()));
    edits.push(Edit::Motion { item: item.id, at, from, to: Some(Box::new(to)) });
    edits
}

/// The entry under Resolved that a motion carried becomes, or leaves.
fn carry(meeting: &Meeting, item: &Item, to: &mut Motion, now: Stamp) -> Option<Edit> {
    let entry = to.entry.and_then(|id| find_entry(meeting, item.id, id));
    match (to.outcome.passed(), entry) {
        (true, None) => {
            let at = meeting.times.sitting().then_some(now);
            let fresh = || EntryFields { at, ..EntryFields::default() };
            let fields = to.fields.take().unwrap_or_else(fresh);
            let (line, id) = put_line(meeting, (item.id, Pane::Resolved), to.text.clone(), fields)?;
            to.entry = Some(id);
            to.text.clear();
            Some(line)
        }
        (false, Some((slot, entry))) if to.outcome != super::Outcome::Open => {
            to.entry = None;
            to.text.clone_from(&entry.text);
            to.fields = Some(entry.fields.clone());
            Some(Edit::Entry { slot, from: Some(Box::new(entry.clone())), to: None })
        }
        (true, Some(_)) | (false, _) => None,
    }
}

/// The wording of a motion after an amendment to it passed, or passed no longer.
fn merge(
    meeting: &Meeting,
    item: &Item,
    parent: MotionId,
    (passed, to): (bool, &mut Motion),
) -> Option<Edit> {
    let (at, motion) = item.motion(parent)?;
    let wording = item.wording(motion);
    let text = match (passed, to.outcome.passed()) {
        (false, true) => {
            to.before = Some(wording.to_owned());
            to.text.clone()
        }
        // Put back only what the amendment itself put there: later words are not thrown away.
        (true, false) if wording == to.text => to.before.take()?,
        _ => return None,
    };
    match motion.entry.and_then(|id| find_entry(meeting, item.id, id)) {
        Some((slot, _)) => rewrite(meeting, slot, &text),
        None => Some(Edit::Motion {
            item: item.id,
            at,
            from: Some(Box::new(motion.clone())),
            to: Some(Box::new(Motion { text, ..motion.clone() })),
        }),
    }
}

/// Press and public are excluded: the items are exempt for that reason, and the resolution stands under `under`, public.
/// `reason` is the paragraph numbers of Schedule 12A, or other words.
pub fn exclude(
    meeting: &Meeting,
    style: &HouseStyle,
    (under, items): (ItemId, &[ItemId]),
    reason: &str,
    now: Stamp,
) -> Vec<Edit> {
    let reason = reason.trim().trim_end_matches('.');
    let named = items.iter().filter_map(|id| meeting.item_at(*id));
    let named: Vec<String> = named.map(|(at, item)| item_phrase(style, item, at)).collect();
    let numbers = !reason.is_empty()
        && reason
            .split([',', ' '])
            .all(|word| word.is_empty() || word == "and" || word.parse::<u8>().is_ok());
    let sentence = if numbers { &style.wording.exclusion } else { &style.wording.exclusion_for };
    let parts = [
        ("item", joined(&named, &style.wording.and)),
        ("paragraphs", reason.to_owned()),
        ("reason", reason.to_owned()),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let at = meeting.times.sitting().then_some(now);
    let fields = EntryFields { at, public: true, ..EntryFields::default() };
    let line = put_line(meeting, (under, Pane::Resolved), fill(sentence, &parts), fields);
    let mut edits: Vec<Edit> = line.map(|(line, _)| line).into_iter().collect();
    for item in items.iter().filter_map(|id| meeting.item(*id)) {
        let mut to = item.head.clone();
        to.exempt = true;
        if !reason.is_empty() {
            to.exempt_reason = Some(if numbers { format!("paragraph {reason}") } else { reason.to_owned() });
        }
        if to != item.head {
            edits.push(Edit::ItemHead { item: item.id, from: Box::new(item.head.clone()), to: Box::new(to) });
        }
    }
    if meeting.times.sitting() && !meeting.times.in_private() {
        let mut to = meeting.times.clone();
        to.private.push(Span { from: now, to: None });
        edits.push(Edit::Times { from: Box::new(meeting.times.clone()), to: Box::new(to) });
    }
    edits
}

/// The meeting returns to open session, with the line; nothing where press and public were not excluded.
pub fn open_again(meeting: &Meeting, style: &HouseStyle, shown: ItemId, now: Stamp) -> Vec<Edit> {
    if !meeting.times.in_private() {
        return Vec::new();
    }
    let mut to: Times = meeting.times.clone();
    if let Some(last) = to.private.last_mut() {
        last.to = Some(now);
    }
    let words = fill(&style.wording.open_again, &[("time", &style.time_of_day(now.time()))]);
    let fields = EntryFields { public: true, ..stamped(now) };
    let line = put_line(meeting, (item_now(meeting, shown), Pane::Minutes), words, fields);
    let mut edits: Vec<Edit> = line.map(|(line, _)| line).into_iter().collect();
    edits.push(Edit::Times { from: Box::new(meeting.times.clone()), to: Box::new(to) });
    edits
}

/// "a", "a and b", "a, b and c", with the house's word for "and".
pub fn joined(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}
