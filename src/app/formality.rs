//! Standing formalities: each is one command that writes the usual words of the house, and the small forms that some need.

use crate::meeting::{
    Declaration, Did, Edit, EntryFields, Head, ItemHead, ItemId, Pane, PersonId, Stamp, declare, exclude,
    fill, item_phrase, open_again, put_line, retime,
};

use super::command::Command;
use super::dates;
use super::form::{Form, Subject, choice, field};
use super::people::{PeopleList, Purpose};
use super::{App, Dialog, Effect, Screen, Session};

type Outcome = Result<Vec<Effect>, String>;

impl Session {
    /// Writes a usual sentence at the end of a pane of the item shown; the cursor stays with its paragraph.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    fn formality(&mut self, pane: Pane, words: String, more: Vec<Edit>, now: Stamp) -> Outcome {
        let at = self.meeting.times.sitting().then_some(now);
        let fields = EntryFields { at, ..EntryFields::default() };
        let line = put_line(&self.meeting, (self.shown, pane), words, fields).map(|(line, _)| line);
        let edits = line.into_iter().chain(more).collect();
        self.change_beside(edits, now)
    }

    /// Changes the meeting while the clerk types elsewhere: the cursor stays with the entry in hand, wherever that goes. In
    /// an empty pane that the change writes into, an empty entry is begun behind what it wrote.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn change_beside(&mut self, mut edits: Vec<Edit>, now: Stamp) -> Outcome {
        let hand = self.entry().map(|entry| entry.id);
        let (shown, pane) = (self.shown, self.pane);
        let writes_here = edits.iter().any(|edit| {
            matches!(edit, Edit::Entry { slot, to: Some(_), .. } if slot.item == shown && slot.pane == pane)
        });
        if hand.is_none() && writes_here {
            let mut entry = self.new_entry(shown, String::new(), self.fields(now, self.speaker_for(pane)));
            let added =
                edits.iter().filter(|edit| matches!(edit, Edit::Entry { slot, .. } if slot.item == shown));
            entry.id.0 = entry.id.0.saturating_add(u32::try_from(added.count()).unwrap_or(0));
            let at = edits.iter().filter(
                |edit| matches!(edit, Edit::Entry { slot, .. } if slot.item == shown && slot.pane == pane),
            );
            let slot = crate::meeting::Slot { item: shown, pane, at: at.count() };
            edits.push(Edit::Entry { slot, from: None, to: Some(Box::new(entry)) });
        }
        let byte = self.byte;
        let effects = self.change(edits, now)?;
        match hand {
            Some(id) => {
                if let Some(at) = self.entries().iter().position(|entry| entry.id == id) {
                    (self.at, self.byte) = (at, byte);
                }
            }
            None if writes_here => {
                (self.at, self.byte) = (self.entries().len().saturating_sub(1), 0);
            }
            None => {}
        }
        self.settle();
        Ok(effects)
    }

    /// The items that an exclusion resolved under the item shown is for: the item itself, or, where it is the item about the
    /// exclusion, all exempt ones behind it.
    fn excluded_items(&self) -> Vec<ItemId> {
        let Some((at, item)) = self.meeting.item_at(self.shown) else { return Vec::new() };
        let title = item.head.title.to_lowercase();
        let later: Vec<ItemId> = self
            .meeting
            .items
            .iter()
            .skip(at + 1)
            .filter(|item| item.head.exempt)
            .map(|item| item.id)
            .collect();
        if !item.head.exempt && title.contains("exclu") && !later.is_empty() { later } else { vec![item.id] }
    }

    /// Moves the item shown behind the one being taken, with the decision that varies the order.
    fn vary_order(&mut self, now: Stamp) -> Outcome {
        let Some((at, item)) = self.meeting.item_at(self.shown) else { return Ok(Vec::new()) };
        let phrase = item_phrase(&self.style, item, at);
        let words = fill(&self.style.wording.order_varied, &[("item", &phrase)]);
        let under = self.meeting.taking.unwrap_or(self.shown);
        let fields = EntryFields { at: Some(now), ..EntryFields::default() };
        let line = put_line(&self.meeting, (under, Pane::Resolved), words, fields).map(|(line, _)| line);
        self.change_beside(line.into_iter().collect(), now)
    }

    fn turn_head(&mut self, now: Stamp, turn: impl FnOnce(&mut Head)) -> Outcome {
        let from = self.meeting.head.clone();
        let mut to = from.clone();
        turn(&mut to);
        self.change(vec![Edit::Head { from: Box::new(from), to: Box::new(to) }], now)
    }

    /// How long the meeting may go on before a resolution is needed, in words; none where there is no limit, or it is far off.
    pub fn limit_words(&self, now: Stamp) -> Option<String> {
        let limit = i64::from(self.style.limit);
        if limit == 0 || self.meeting.head.carried_on || !self.meeting.times.sitting() {
            return None;
        }
        let left = limit - self.meeting.times.sat(now)?.num_minutes();
        match left {
            ..=0 => Some("OVER TIME".to_owned()),
            1..=10 => Some(format!("{left} min left")),
            _ => None,
        }
    }

    /// The quorum in words, where it is known and lost.
    pub fn quorum_words(&self) -> Option<String> {
        let count = self.meeting.quorum(&self.style).filter(|count| !count.is_quorate())?;
        Some(format!(
            "NO QUORUM: {} of {} members needed are here. Nothing can be decided until one comes back.",
            count.here, count.needed
        ))
    }

    /// Whether the meeting sits without a quorum.
    pub fn is_inquorate(&self) -> bool {
        self.meeting.times.sitting()
            && self.meeting.quorum(&self.style).is_some_and(|count| !count.is_quorate())
    }

    /// What the clerk should know when this item is taken: who declared an interest in it, whether the public is to go.
    pub fn taking_words(&self, id: ItemId) -> Option<String> {
        let meeting = &self.meeting;
        let parents = meeting.with_parents(id);
        let mut names: Vec<String> = Vec::new();
        for declared in meeting.declarations.iter().filter(|found| found.bars_vote()) {
            let person = meeting.person(declared.person).filter(|person| person.is_here());
            if let Some(person) = person.filter(|_| declared.item.is_some_and(|item| parents.contains(&item)))
            {
                names.push(crate::meeting::line_of(meeting, &self.style, person));
            }
        }
        if !names.is_empty() {
            let many = crate::meeting::joined(&names, "and");
            return Some(format!("{many} declared an interest in it: F6 notes who leaves."));
        }
        let exempt = meeting.item(id).is_some_and(|item| item.head.exempt);
        match (exempt, meeting.times.in_private()) {
            (true, false) => {
                Some("It is exempt: “Exclude press and public” in Ctrl+P writes the resolution.".to_owned())
            }
            (false, true) => {
                Some("Press and public are still excluded: “Return to open session” in Ctrl+P.".to_owned())
            }
            (true, true) | (false, false) => None,
        }
    }
}

impl App {
    /// The standing formalities; none where it is another kind of command.
    pub(super) fn obey_formality(&mut self, command: Command) -> Option<Vec<Effect>> {
        let Screen::Session(session) = &mut self.screen else { return None };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "all other commands write at once, or are obeyed elsewhere"
        )]
        let dialog = match command {
            Command::People => Some(Dialog::People(PeopleList::of_now(session))),
            Command::Attendance => Some(Dialog::People(PeopleList::new(session, Purpose::RollCall))),
            Command::CorrectPerson => Some(Dialog::People(PeopleList::new(session, Purpose::Correct))),
            Command::Declare => Some(Dialog::People(PeopleList::new(session, Purpose::Declare))),
            Command::ApproveMinutes | Command::Exclude | Command::Urgent | Command::PublicSummary => {
                formality_form(session, command).map(Dialog::Form)
            }
            _ => return self.write_formality(command),
        };
        self.dialog = dialog;
        Some(Vec::new())
    }

    /// The formalities that ask nothing.
    fn write_formality(&mut self, command: Command) -> Option<Vec<Effect>> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return None };
        let wording = session.style.wording.clone();
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other commands are obeyed elsewhere")]
        let (outcome, said) = match command {
            Command::NothingDeclared => (
                session.formality(Pane::Minutes, wording.nothing_declared, Vec::new(), now),
                "The line is at the end of the minutes.",
            ),
            Command::NothingArising => (
                session.formality(Pane::Minutes, wording.nothing_arising, Vec::new(), now),
                "The line is at the end of the minutes.",
            ),
            Command::OpenAgain => {
                let edits = open_again(&session.meeting, &session.style, session.shown, now);
                if edits.is_empty() {
                    (Err("Press and public are not excluded.".to_owned()), "")
                } else {
                    (session.change_beside(edits, now), "The meeting is in open session.")
                }
            }
            Command::CarryOn => {
                let words = fill(&wording.carry_on, &[("limit", &limit_phrase(session.style.limit))]);
                let from = session.meeting.head.clone();
                let to = Head { carried_on: true, ..from.clone() };
                let head = Edit::Head { from: Box::new(from), to: Box::new(to) };
                (session.formality(Pane::Resolved, words, vec![head], now), "The meeting goes on.")
            }
            Command::VaryOrder => {
                (session.vary_order(now), "The decision is written. Ctrl+N takes the item.")
            }
            Command::Budget => {
                let outcome = session.turn_head(now, |head| head.budget = !head.budget);
                let on = session.meeting.head.budget;
                (
                    outcome,
                    if on {
                        "Every vote of this meeting is by name."
                    } else {
                        "Votes may be by show of hands."
                    },
                )
            }
            _ => return None,
        };
        let done = outcome.is_ok();
        let effects = self.told(outcome);
        if done {
            self.say(said);
        }
        Some(effects)
    }
}

/// "two and a half hours", "3 hours", "150 minutes".
fn limit_phrase(minutes: u32) -> String {
    const WORDS: [&str; 7] =
        ["", "one hour", "two hours", "three hours", "four hours", "five hours", "six hours"];
    let hours = usize::try_from(minutes / 60).unwrap_or(usize::MAX);
    match (minutes, WORDS.get(hours)) {
        (0, _) => "the time allowed".to_owned(),
        (_, Some(words)) if hours > 0 && minutes.is_multiple_of(60) => (*words).to_owned(),
        (_, Some(words)) if hours > 0 && minutes % 60 == 30 => {
            let number = words.split(' ').next().unwrap_or_default();
            format!("{number} and a half hours")
        }
        _ => format!("{minutes} minutes"),
    }
}

fn formality_form(session: &Session, command: Command) -> Option<Form> {
    let item = session.item()?;
    let previous = session.meeting.head.previous;
    let date = previous.map(|date| date.format("%-d %B %Y").to_string()).unwrap_or_default();
    #[expect(clippy::wildcard_enum_match_arm, reason = "asked for these commands only")]
    let form = match command {
        Command::ApproveMinutes => Form::new(
            Subject::Approve(item.id),
            "Approve the previous minutes",
            vec![
                field("Held on", date, "14 March 2026"),
                field("Corrections", "", "none, or what is to be put right"),
            ],
        ),
        Command::Exclude => {
            let first = session.excluded_items().first().and_then(|id| session.meeting.item(*id));
            let reason = first.and_then(|item| item.head.exempt_reason.as_deref()).map(paragraphs);
            Form::new(
                Subject::Exclude(item.id),
                "Exclude press and public",
                vec![field(
                    "Paragraphs",
                    reason.unwrap_or_default(),
                    "of Schedule 12A: 3, or 1 and 2; or a reason in words",
                )],
            )
        }
        Command::Urgent => Form::new(
            Subject::Urgent(item.id),
            "An urgent item",
            vec![field(
                "Why urgent",
                item.head.urgent_reason.clone().unwrap_or_default(),
                "the chair’s reason; may be filled in afterwards",
            )],
        ),
        Command::PublicSummary => {
            let mut form = Form::item(&session.meeting, item.id)?;
            form.chosen = form.fields.iter().position(|field| field.label == "Public summary").unwrap_or(0);
            form
        }
        _ => return None,
    };
    Some(form)
}

/// The paragraph numbers in "paragraph 3 of Schedule 12A": "3"; other reasons as they are.
fn paragraphs(reason: &str) -> String {
    let lower = reason.to_lowercase();
    let rest = ["paragraphs ", "paragraph ", "paras ", "para "]
        .iter()
        .find_map(|start| lower.find(start).map(|at| at + start.len()));
    let numbers =
        rest.and_then(|at| reason.get(at..)).map(|rest| rest.split(" of ").next().unwrap_or_default());
    numbers.filter(|numbers| numbers.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(reason).to_owned()
}

impl Form {
    /// The form of a declaration: a new one, or the one at this place.
    pub fn declaration(session: &Session, person: PersonId, at: Option<usize>) -> Option<Self> {
        let meeting = &session.meeting;
        let old = match at {
            Some(at) => meeting.declarations.get(at)?.clone(),
            None => Declaration { person, ..Declaration::default() },
        };
        let kinds: Vec<&str> = session.style.interests.iter().map(|kind| kind.name.as_str()).collect();
        let kind = if old.kind.is_empty() { kinds.first().copied().unwrap_or_default() } else { &old.kind };
        let number = old.item.and_then(|id| meeting.item_at(id));
        let number =
            number.map(|(at, item)| item.head.number.clone().unwrap_or_else(|| (at + 1).to_string()));
        let did = Did::ALL.map(Did::word);
        Some(Self::new(
            Subject::Declaration(person, at),
            "A declaration of interest",
            vec![
                field("Item", number.unwrap_or_default(), "its number; empty for no item in particular"),
                choice("Kind", kind, &kinds),
                field("Reason", old.reason.clone(), "as it was said"),
                choice("The member", old.did.word(), &did),
                choice("Dispensation", if old.dispensation { "yes" } else { "no" }, &["no", "yes"]),
            ],
        ))
    }

    /// The form of somebody's arrivals and departures.
    pub fn movements(meeting: &crate::meeting::Meeting, id: PersonId) -> Option<Self> {
        const LABELS: [&str; 8] =
            ["Time 1", "Time 2", "Time 3", "Time 4", "Time 5", "Time 6", "Time 7", "Time 8"];
        let person = meeting.person(id)?;
        let lines = person.movements.iter().zip(LABELS).map(|(movement, label)| {
            let hint = match movement.going {
                crate::meeting::Going::Came => "arrived; empty takes it out",
                crate::meeting::Going::Left => "left; empty takes it out",
            };
            field(label, movement.at.format("%H:%M").to_string(), hint)
        });
        Some(Self::new(Subject::Movements(id), "Arrivals and departures", lines.collect()))
    }

    pub(super) fn declaration_edits(
        &self,
        session: &Session,
        (person, at): (PersonId, Option<usize>),
        now: Stamp,
    ) -> Result<Vec<Edit>, String> {
        let meeting = &session.meeting;
        let old = at.and_then(|at| meeting.declarations.get(at)).cloned();
        let item = match self.words("Item") {
            None => None,
            Some(words) => Some(meeting.find_item(&words).map(|item| item.id).ok_or_else(|| {
                format!("“{words}” is no item of this agenda: write its number, or nothing.")
            })?),
        };
        let kind = self.text("Kind").to_owned();
        let bars = session.style.interests.iter().any(|known| known.name == kind && known.bars);
        let did = self.text("The member");
        let to = Declaration {
            person,
            item,
            kind,
            bars,
            reason: self.text("Reason").to_owned(),
            did: Did::ALL.into_iter().find(|known| known.word() == did).unwrap_or_default(),
            dispensation: self.text("Dispensation") == "yes",
            ..old.unwrap_or(Declaration {
                at: meeting.times.sitting().then_some(now),
                ..Declaration::default()
            })
        };
        Ok(declare(meeting, &session.style, (to, at), (session.shown, now)))
    }

    pub(super) fn movement_edits(&self, session: &Session, id: PersonId) -> Result<Vec<Edit>, String> {
        let Some(person) = session.meeting.person(id) else { return Ok(Vec::new()) };
        // One after the other against the meeting as it stands after the ones before: the last first, so that places hold.
        let mut meeting = session.meeting.clone();
        let mut edits = Vec::new();
        let lines: Vec<_> = person.movements.iter().zip(&self.fields).enumerate().collect();
        for (at, (movement, line)) in lines.into_iter().rev() {
            let words = line.line.text().trim();
            if words == movement.at.format("%H:%M").to_string() {
                continue;
            }
            let to = if words.is_empty() {
                None
            } else {
                let time = dates::time(words)
                    .ok_or_else(|| format!("“{words}” is no time: write it like 20:15."))?;
                let local = movement.at.date_naive().and_time(time);
                local.and_local_timezone(*movement.at.offset()).single()
            };
            for edit in retime(&meeting, &session.style, (id, at), to) {
                meeting.apply(&edit).map_err(|misfit| misfit.to_string())?;
                edits.push(edit);
            }
        }
        Ok(edits)
    }

    pub(super) fn approve_edits(
        &self,
        session: &Session,
        item: ItemId,
        now: Stamp,
    ) -> Result<Vec<Edit>, String> {
        let meeting = &session.meeting;
        let words = self.text("Held on");
        let date = dates::date(words, None)
            .ok_or_else(|| format!("“{words}” is no date: write it like 14 March 2026."))?;
        if meeting.head.date.is_some_and(|held| date >= held) {
            return Err(
                "These minutes are of this meeting’s day or later: only earlier ones can be approved."
                    .to_owned(),
            );
        }
        let wording = &session.style.wording;
        let corrections = self.text("Corrections").trim_end_matches('.');
        let corrections = if corrections.is_empty() || corrections.eq_ignore_ascii_case("none") {
            String::new()
        } else {
            fill(&wording.corrections, &[("list", corrections)])
        };
        let day = crate::export::short_date(session.style.language, date);
        let words = fill(&wording.minutes_approved, &[("date", &day), ("corrections", &corrections)]);
        let at = meeting.times.sitting().then_some(now);
        let fields = EntryFields { at, ..EntryFields::default() };
        let line = put_line(meeting, (item, Pane::Resolved), words, fields).map(|(line, _)| line);
        let to = Head { previous: Some(date), ..meeting.head.clone() };
        let head = Edit::Head { from: Box::new(meeting.head.clone()), to: Box::new(to) };
        Ok(line.into_iter().chain([head]).collect())
    }

    pub(super) fn exclude_edits(&self, session: &Session, item: ItemId, now: Stamp) -> Vec<Edit> {
        let items = session.excluded_items();
        exclude(&session.meeting, &session.style, (item, &items), self.text("Paragraphs"), now)
    }

    pub(super) fn urgent_edits(&self, session: &Session, id: ItemId, now: Stamp) -> Vec<Edit> {
        let Some((at, item)) = session.meeting.item_at(id) else { return Vec::new() };
        let reason = self.words("Why urgent");
        let to = ItemHead { urgent: true, urgent_reason: reason.clone(), ..item.head.clone() };
        let mut edits =
            vec![Edit::ItemHead { item: id, from: Box::new(item.head.clone()), to: Box::new(to) }];
        // The reason goes into the minutes once it is known, and once only.
        if let Some(reason) = reason.filter(|_| item.head.urgent_reason.is_none()) {
            let because = format!(": {}", reason.trim_end_matches('.'));
            let parts = [("item", item_phrase(&session.style, item, at)), ("reason", because)];
            let parts: Vec<(&str, &str)> =
                parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let words = fill(&session.style.wording.urgent, &parts);
            let at = session.meeting.times.sitting().then_some(now);
            let fields = EntryFields { at, ..EntryFields::default() };
            let line = put_line(&session.meeting, (id, Pane::Minutes), words, fields);
            edits.extend(line.map(|(line, _)| line));
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_said_as_people_say_it() {
        for (minutes, words) in
            [(150, "two and a half hours"), (180, "three hours"), (0, "the time allowed"), (95, "95 minutes")]
        {
            assert_eq!(limit_phrase(minutes), words);
        }
    }

    #[test]
    fn the_numbers_of_paragraphs_are_found_in_a_reason() {
        assert_eq!(paragraphs("Paragraph 3 of Part 1 of Schedule 12A"), "3");
        assert_eq!(paragraphs("paragraphs 1 and 2"), "1 and 2");
        assert_eq!(paragraphs("a named pupil"), "a named pupil");
    }
}
