//! What is to be published, in the words and numbers of the house: every format is made from this one view, so that they
//! cannot disagree.

use std::borrow::Cow;

use serde::Serialize;

use crate::meeting::{
    Declaration, Did, Due, Entry, HouseStyle, Item, ItemId, Kind, Labels, Meeting, Numbering, Pane, Person,
    Presence, Slot, State, actions_of, declared_words, fill, line_of,
};

use super::business;
use super::course::course;
use super::dates::{long_date, short_date};

/// What is to be published of a meeting.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the templates")]
pub(super) struct View {
    pub(super) lang: &'static str,
    pub(super) labels: Labels,
    pub(super) council: Option<String>,
    pub(super) body: Option<String>,
    pub(super) title: Option<String>,
    pub(super) heading: String,
    pub(super) date: Option<String>,
    pub(super) date_short: Option<String>,
    pub(super) date_iso: Option<String>,
    pub(super) time: Option<String>,
    pub(super) venue: Option<String>,
    pub(super) draft: bool,
    /// The mark of a document that holds what may not be published.
    pub(super) exempt_mark: Option<String>,
    pub(super) signature: bool,
    /// Who signed, once the minutes are approved.
    pub(super) signed_by: Option<String>,
    pub(super) signed_on: Option<String>,
    /// The number of a correction; none for the first.
    pub(super) revision: Option<u32>,
    pub(super) opened: Option<String>,
    pub(super) closed: Option<String>,
    pub(super) breaks: Vec<Break>,
    /// The sentence that says when it opened, unless the minutes say so.
    pub(super) opening: Option<String>,
    /// The sentences that say when it was adjourned and closed, unless the minutes say so.
    pub(super) closing: Vec<String>,
    pub(super) attendance: Vec<Group>,
    /// Whether anybody in it has a role.
    pub(super) with_roles: bool,
    /// Whether anybody in it has a party or group.
    pub(super) with_groups: bool,
    /// The declarations of interest, a sentence each.
    pub(super) declarations: Vec<String>,
    /// The same as the rows of a table.
    pub(super) interests: Vec<InterestView>,
    /// The sentence that there were none, where there were none.
    pub(super) nothing_declared: Option<String>,
    pub(super) items: Vec<ItemView>,
    pub(super) actions: Vec<ActionView>,
}

/// A declaration of interest as the row of a table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct InterestView {
    pub(super) name: String,
    pub(super) item: String,
    pub(super) kind: String,
    pub(super) reason: String,
    /// What the member did, and whether there was a dispensation.
    pub(super) did: String,
}

/// An adjournment.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Break {
    pub(super) from: String,
    pub(super) to: Option<String>,
}

/// People under one heading of the attendance.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) people: Vec<PersonView>,
}

/// Somebody in the attendance.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PersonView {
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) group: Option<String>,
    /// Presiding, for whom, from afar, from when and until when; none of whom nothing of the kind is noted.
    pub(super) part: Option<String>,
    /// Name, role and group as one phrase, with that.
    pub(super) line: String,
}

/// An item as published.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ItemView {
    pub(super) number: Option<String>,
    pub(super) title: String,
    pub(super) depth: u8,
    /// The heading's level in a web page.
    pub(super) level: u8,
    /// The heading's level in a CMS's box.
    pub(super) box_level: u8,
    pub(super) presenters: Option<String>,
    pub(super) exempt: bool,
    /// The statutory line, where press and public were excluded.
    pub(super) statutory: Option<String>,
    /// What is said in public in place of what was left out.
    pub(super) summary: Option<String>,
    /// The minutes, with the lines of motions among them.
    pub(super) paragraphs: Vec<String>,
    /// The lines of motions alone, for the decision list.
    pub(super) motions: Vec<String>,
    pub(super) points: Vec<String>,
    pub(super) decisions: Vec<Decisions>,
    pub(super) documents: Vec<String>,
}

/// Decisions under one heading.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Decisions {
    pub(super) heading: String,
    /// Whether the one decision follows its heading on the same line.
    pub(super) inline: bool,
    /// Whether it is numbered 1, 2, 3 and so on, without a gap, as any list is.
    pub(super) plain: bool,
    /// The attribute of an HTML list that numbers so; none where HTML has no such list.
    #[serde(skip)]
    pub(super) list_type: Option<&'static str>,
    pub(super) entries: Vec<DecisionView>,
}

/// One decision.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DecisionView {
    /// As it stands before the entry: "1."
    pub(super) number: String,
    pub(super) text: String,
    #[serde(skip)]
    pub(super) n: usize,
}

/// One action.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ActionView {
    pub(super) item: String,
    pub(super) number: String,
    pub(super) text: String,
    pub(super) owner: Option<String>,
    /// In the words of the house.
    pub(super) due: Option<String>,
    /// In the words of the house.
    pub(super) status: String,
}

/// Which entries are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) public: bool,
    pub(super) points: bool,
    /// One item only.
    pub(super) item: Option<ItemId>,
}

impl Wanted {
    /// Whether this entry goes out.
    pub(super) fn entry(self, item: &Item, entry: &Entry) -> bool {
        !entry.is_blank() && (!self.public || !item.head.exempt || entry.fields.public)
    }
}

/// The view of a meeting.
pub(super) fn view(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> View {
    let head = &meeting.head;
    let labels = Labels::of(style);
    let heading = [&head.body, &head.title, &head.council].into_iter().flatten().next().cloned();
    let numbered = numbered(meeting, style);
    let chosen = numbered.iter().filter(|(item, _)| wanted.item.is_none_or(|id| id == item.id));
    let attendance = attendance(meeting, style, &labels);
    let house = House { meeting, style, labels: &labels };
    let people = || attendance.iter().flat_map(|group| &group.people);
    let items: Vec<_> =
        chosen.map(|(item, number)| item_view(item, house, (wanted, number.clone()))).collect();
    let course =
        course(meeting, style, &labels, &items.iter().flat_map(|item| &item.paragraphs).collect::<Vec<_>>());
    let declarations = declarations(meeting, style, wanted);
    let nothing = Some(style.wording.nothing_declared.clone());
    View {
        lang: style.language.tag(),
        council: head.council.clone(),
        body: head.body.clone(),
        title: head.title.clone(),
        heading: heading.unwrap_or_else(|| labels.minutes_of.clone()),
        date: head.date.map(|date| held_on(meeting, style, date)),
        date_short: head.date.map(|date| short_date(style.language, date)),
        date_iso: head.date.map(|date| date.to_string()),
        time: head.time.map(|time| style.time_of_day(time)),
        venue: head.venue.clone(),
        draft: meeting.state != State::Approved,
        exempt_mark: super::public::exempt_mark(meeting, style.language, wanted),
        signature: style.signature,
        signed_by: meeting.approval().map(|approval| approval.by.clone()).filter(|by| !by.is_empty()),
        signed_on: meeting
            .approval()
            .and_then(|approval| approval.signed)
            .map(|date| short_date(style.language, date)),
        revision: Some(meeting.revision()).filter(|number| *number > 1),
        opened: course.opened,
        closed: course.closed,
        breaks: course.breaks,
        opening: course.opening,
        closing: course.closing,
        with_roles: people().any(|person| person.role.is_some()),
        with_groups: people().any(|person| person.group.is_some()),
        attendance: attendance.clone(),
        items,
        nothing_declared: nothing.filter(|words| !words.is_empty() && declarations.is_empty()),
        declarations,
        interests: interests(house, wanted),
        actions: action_views(house, wanted, &numbered),
        labels,
    }
}

/// A meeting in the words of a house.
#[derive(Clone, Copy)]
struct House<'a> {
    meeting: &'a Meeting,
    style: &'a HouseStyle,
    labels: &'a Labels,
}

/// The declarations that may be published: of an exempt item only that there was one is no secret.
fn published(meeting: &Meeting, wanted: Wanted) -> impl Iterator<Item = Cow<'_, Declaration>> {
    let concerns = move |item: Option<ItemId>| wanted.item.is_none_or(|wanted| item == Some(wanted));
    let found = meeting.declarations.iter().filter(move |declaration| concerns(declaration.item));
    found.map(move |declaration| business::publishable(meeting, wanted, declaration))
}

/// They, a sentence each.
fn declarations(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Vec<String> {
    published(meeting, wanted).map(|declaration| declared_words(meeting, style, &declaration)).collect()
}

/// They, as the rows of a table.
fn interests(house: House<'_>, wanted: Wanted) -> Vec<InterestView> {
    let House { meeting, style, labels } = house;
    let row = |declaration: Cow<'_, Declaration>| {
        let did = match declaration.did {
            Did::Unsaid => None,
            Did::Left => Some(labels.did_left.as_str()),
            Did::Stayed => Some(labels.did_stayed.as_str()),
            Did::DidNotVote => Some(labels.did_not_vote.as_str()),
        };
        let dispensation = declaration.dispensation.then_some(labels.dispensation.as_str());
        // In a cell the kind stands without its article.
        let kind = declaration.kind.trim();
        let kind = ["a ", "an "].iter().find_map(|article| kind.strip_prefix(article)).unwrap_or(kind);
        let person = meeting.person(declaration.person);
        InterestView {
            name: person.map(|person| line_of(meeting, style, person)).unwrap_or_default(),
            item: declaration.item.map_or_else(
                || style.wording.business.clone(),
                |id| item_name(meeting, id).trim_end_matches('.').to_owned(),
            ),
            kind: kind.to_owned(),
            reason: declaration.reason.trim().to_owned(),
            did: [did, dispensation].into_iter().flatten().collect::<Vec<_>>().join("; "),
        }
    };
    published(meeting, wanted).map(row).collect()
}

/// The day of the meeting, and those on which it went on.
fn held_on(meeting: &Meeting, style: &HouseStyle, date: chrono::NaiveDate) -> String {
    let mut words = long_date(style.language, date);
    let mut last = date;
    let ends = meeting.times.breaks.iter().filter_map(|span| Some((span.from, span.to?)));
    for (from, to) in ends {
        if from.date_naive() != to.date_naive() && to.date_naive() != last {
            last = to.date_naive();
            let day = long_date(style.language, last);
            words.push_str(&fill(&style.wording.held_again, &[("date", &day)]));
        }
    }
    words
}

/// Every item with the number that it carries in this house: its minute number, or the agenda's.
fn numbered<'a>(meeting: &'a Meeting, style: &HouseStyle) -> Vec<(&'a Item, Option<String>)> {
    let mut n = 0_u32;
    let number = |item: &'a Item| {
        let whole = item.depth == 0;
        n = n.saturating_add(u32::from(whole));
        let minute = if whole { style.minute(n, meeting.head.date) } else { None };
        (item, minute.or_else(|| item.head.number.clone()))
    };
    let mut numbered: Vec<_> = meeting.items.iter().map(number).collect();
    if style.order_taken {
        // An item and what is under it stay together, and go where the first of them was taken.
        let mut family: Option<crate::meeting::Stamp> = None;
        let mut keyed: Vec<_> = Vec::new();
        for (at, (item, number)) in numbered.into_iter().enumerate() {
            if item.depth == 0 {
                let many = meeting.family(at);
                let members = meeting.items.iter().skip(at).take(many);
                family = members.filter_map(Item::started).min();
            }
            keyed.push(((family.is_none(), family), (item, number)));
        }
        keyed.sort_by_key(|(key, _)| *key);
        numbered = keyed.into_iter().map(|(_, row)| row).collect();
    }
    numbered
}

/// Who came and who did not, under their headings; none without people.
fn attendance(meeting: &Meeting, style: &HouseStyle, labels: &Labels) -> Vec<Group> {
    let named = |heading: &str, fits: &dyn Fn(&Person) -> bool| {
        let people = meeting.people.iter().filter(|person| fits(person));
        let people = people.map(|person| person_view(meeting, style, person)).collect();
        Group { heading: heading.to_owned(), people }
    };
    let groups = [
        named(&labels.present, &|p| p.member && p.presence == Presence::Present),
        named(&labels.in_attendance, &|p| !p.member && p.presence == Presence::Present),
        named(&labels.apologies, &|p| p.presence == Presence::Apologies),
        named(&labels.absent, &|p| p.presence == Presence::Absent),
    ];
    groups.into_iter().filter(|group| !group.people.is_empty()).collect()
}

fn person_view(meeting: &Meeting, style: &HouseStyle, person: &Person) -> PersonView {
    let present = |words: &Option<String>| words.clone().filter(|words| !words.trim().is_empty());
    let (role, group) = (present(&person.role), present(&person.group));
    let mut line = person.name.clone();
    if let Some(role) = &role {
        line = format!("{line}, {role}");
    }
    if let Some(group) = &group {
        line = format!("{line} ({group})");
    }
    let part = Some(business::part_words(meeting, style, person).join(", ")).filter(|part| !part.is_empty());
    if let Some(part) = &part {
        line = format!("{line} ({part})");
    }
    PersonView { name: person.name.clone(), role, group, part, line }
}

fn item_view(item: &Item, house: House<'_>, (wanted, number): (Wanted, Option<String>)) -> ItemView {
    let style = house.style;
    let out = |entry| super::public::text_of((house.meeting, style), wanted, item, entry);
    let texts = |pane: Pane| -> Vec<String> {
        let entries = item.pane(pane).iter().filter(|entry| wanted.entry(item, entry));
        entries.map(out).collect()
    };
    let head = &item.head;
    let lines = business::motion_lines(house.meeting, style, wanted, item);
    let minutes = item.minutes.iter().filter(|entry| wanted.entry(item, entry));
    let minutes = minutes.map(|entry| (entry.fields.at, out(entry))).collect();
    let withheld = Pane::ALL
        .iter()
        .filter(|pane| **pane != Pane::Points)
        .any(|pane| item.pane(*pane).iter().any(|entry| !entry.is_blank() && !wanted.entry(item, entry)));
    ItemView {
        number,
        title: head.title.clone(),
        depth: item.depth,
        level: item.depth.saturating_add(2).min(6),
        box_level: style.heading_level.saturating_add(item.depth).clamp(2, 3),
        presenters: presenter_line(item),
        exempt: head.exempt,
        statutory: head.exempt.then(|| super::public::statutory_line(item, style)),
        summary: head.public_summary.clone().filter(|_| withheld),
        motions: lines.iter().map(|(_, line)| line.clone()).collect(),
        paragraphs: business::woven(minutes, lines),
        points: if wanted.points { texts(Pane::Points) } else { Vec::new() },
        decisions: decisions(item, house, wanted),
        documents: head.documents.clone(),
    }
}

/// The presenters' line in brackets as the paper prints it, else made from their names, roles and purposes.
pub(super) fn presenter_line(item: &Item) -> Option<String> {
    if let Some(line) = item.head.presenter_line.as_deref().map(str::trim).filter(|line| !line.is_empty()) {
        return Some(line.to_owned());
    }
    let presenters = item.head.presenters.iter().map(|presenter| {
        let role = presenter.role.as_deref().unwrap_or_default();
        let parts =
            [presenter.name.as_str(), role].into_iter().map(str::trim).filter(|part| !part.is_empty());
        let mut words = parts.collect::<Vec<_>>().join(", ");
        if let Some(purpose) = presenter.purpose.as_deref().filter(|_| !words.is_empty()) {
            words = format!("{words}, {purpose}");
        }
        words
    });
    let words = presenters.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
    (!words.is_empty()).then(|| format!("[{words}]"))
}

/// The decisions of an item, recommendations apart where the house wants them so. Numbers are those of the full minutes,
/// whatever is left out.
fn decisions(item: &Item, house: House<'_>, wanted: Wanted) -> Vec<Decisions> {
    let (style, labels) = (house.style, house.labels);
    let apart = !labels.recommended.is_empty();
    let printed = item.resolved.iter().filter(|entry| !entry.is_blank()).zip(1_usize..);
    let mut groups: Vec<(bool, Vec<DecisionView>)> = Vec::new();
    for (entry, n) in printed.filter(|(entry, _)| wanted.entry(item, entry)) {
        let recommended = apart && entry.fields.resolution.kind == Kind::Recommended;
        let number = style.numbering.printed(n);
        let mut text = entry.text.trim().to_owned();
        if let Some(note) = business::decision_note(house.meeting, style, item, entry.id) {
            text = format!("{text} {note}");
        }
        let decision = DecisionView { number, text, n };
        match groups.last_mut() {
            Some((kind, entries)) if *kind == recommended => entries.push(decision),
            Some(_) | None => groups.push((recommended, vec![decision])),
        }
    }
    let one = groups.len() == 1;
    let group = |(recommended, entries): (bool, Vec<DecisionView>)| Decisions {
        heading: if recommended { labels.recommended.clone() } else { labels.resolved.clone() },
        inline: style.resolved_inline && one && entries.len() == 1,
        plain: style.numbering == Numbering::Decimal
            && entries.iter().zip(1..).all(|(entry, n)| entry.n == n),
        list_type: match style.numbering {
            Numbering::Decimal | Numbering::Brackets => Some(""),
            Numbering::Letters => Some(" type=\"a\""),
            Numbering::Roman => Some(" type=\"i\""),
        },
        entries,
    };
    groups.into_iter().map(group).collect()
}

fn action_views(
    House { meeting, style, labels }: House<'_>,
    wanted: Wanted,
    numbered: &[(&Item, Option<String>)],
) -> Vec<ActionView> {
    let shown = numbered.iter().filter(|(item, _)| wanted.item.is_none_or(|id| id == item.id));
    let label = |item: &Item, number: Option<&String>| {
        number.map_or_else(|| item.head.title.clone(), |number| format!("{number} {}", item.head.title))
    };
    let view = |action: crate::meeting::Action, label: &str| ActionView {
        item: label.to_owned(),
        number: printed_number(&action, style),
        text: action.text,
        owner: action.owner,
        due: action.due.map(|due| match due {
            Due::On(date) => short_date(style.language, date),
            Due::Words(words) => words,
        }),
        status: labels.status(action.status).to_owned(),
    };
    let mut views = Vec::new();
    for (item, number) in shown {
        let label = label(item, number.as_ref());
        let found = actions_of(meeting, item).filter(|action| action.public || !wanted.public);
        views.extend(found.map(|action| view(action, &label)));
    }
    views
}

/// The number of an action under "Resolved" as this house prints it, without its punctuation.
pub(super) fn printed_number(action: &crate::meeting::Action, style: &HouseStyle) -> String {
    action.number.parse().map_or_else(|_| action.number.clone(), |n| style.numbering.bare(n))
}

/// What names an item in data: its number as printed, else its place from 1.
pub(super) fn item_name(meeting: &Meeting, id: ItemId) -> String {
    let name = |(at, item): (usize, &Item)| item.head.number.clone().unwrap_or_else(|| (at + 1).to_string());
    meeting.item_at(id).map(name).unwrap_or_default()
}

/// The place of an entry in words: "item 7, Resolved 2".
pub(super) fn place(meeting: &Meeting, slot: Slot) -> String {
    let label = item_name(meeting, slot.item);
    let pane = slot.pane.title();
    format!("item {}, {pane} {}", label.trim_end_matches('.'), slot.at + 1)
}
