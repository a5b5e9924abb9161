//! The meeting's people: the roll call, who comes and goes, who sits for whom, who presides, who declares an interest.
//!
//! One list serves all: Enter does what is most likely meant, Tab offers everything else for the person chosen.

use crossterm::event::{KeyCode, KeyEvent};

use crate::meeting::{
    Edit, Going, Meeting, Outcome, Person, PersonId, Presence, Stamp, goes, line_of, presides, to_person,
};

use super::form::Form;
use super::look::person_words;
use super::picker::Picker;
use super::{App, Dialog, Effect, Screen, Session};

/// The list of people.
#[derive(Clone, Debug)]
pub struct PeopleList {
    /// The people.
    pub picker: Picker<PersonId>,
    /// What Enter does.
    pub purpose: Purpose,
    /// What is being asked.
    pub step: Step,
}

/// What Enter does in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Turns the presence: present, apologies, absent, not noted. The list stays.
    RollCall,
    /// Who is in the room leaves, who is not arrives; now. The list closes.
    ComeAndGo,
    /// The person declares an interest.
    Declare,
    /// Name and role are corrected.
    Correct,
}

/// What is being asked.
#[derive(Clone, Debug)]
pub enum Step {
    /// Who is meant.
    Who,
    /// What the person does.
    What(PersonId, Picker<Act>),
    /// Whether the person who leaves voted on the item.
    Voted(PersonId),
    /// For whom the person sits.
    For(PersonId, Picker<Option<PersonId>>),
}

/// What can be done with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Arrives or leaves now.
    Go,
    /// Is present, sent apologies, is absent, is not noted.
    Presence(Presence),
    /// Attends from afar, or not.
    Remote,
    /// Sits for another member.
    Substitute,
    /// Takes the chair.
    Preside,
    /// Declares an interest.
    Declare,
    /// Has declared: the declaration is changed.
    Declared(usize),
    /// Is a member of the body, or not.
    Member,
    /// Arrivals and departures are corrected.
    Times,
    /// Name and role are corrected.
    Details,
}

/// A presence in words, as the list shows it.
pub fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Unknown => "not noted",
        Presence::Present => "present",
        Presence::Apologies => "apologies",
        Presence::Absent => "absent",
    }
}

/// All that is noted of somebody's attendance: "left 20:20", "apologies", "present, remotely".
pub fn attendance_words(meeting: &Meeting, person: &Person) -> String {
    let mut words = match person.movements.last() {
        Some(last) if person.presence == Presence::Present => {
            let going = match last.going {
                Going::Came => "arrived",
                Going::Left => "left",
            };
            format!("{going} {}", last.at.format("%H:%M"))
        }
        Some(_) | None => presence_word(person.presence).to_owned(),
    };
    if person.remote {
        words.push_str(", remotely");
    }
    if let Some(other) = person.substitute_for.and_then(|id| meeting.person(id)) {
        words = format!("{words}, for {}", other.bare_name());
    }
    if meeting.head.presiding == Some(person.id) {
        words.push_str(", presides");
    }
    let declared = meeting.declarations.iter().filter(|declaration| declaration.person == person.id).count();
    if declared > 0 {
        words.push_str(", declared");
    }
    words
}

impl PeopleList {
    /// The list of a session for a purpose.
    pub fn new(session: &Session, purpose: Purpose) -> Self {
        Self { picker: Picker::new(rows(session)), purpose, step: Step::Who }
    }

    /// F6: before the opening the roll call, then who comes and goes.
    pub fn of_now(session: &Session) -> Self {
        let sitting = session.meeting.times.started.is_some() && session.meeting.times.ended.is_none();
        Self::new(session, if sitting { Purpose::ComeAndGo } else { Purpose::RollCall })
    }
}

fn rows(session: &Session) -> Vec<(String, PersonId)> {
    session.meeting.people.iter().map(|person| (person_words(person), person.id)).collect()
}

/// Everything that can be done with a person now, the likeliest first.
fn acts(session: &Session, id: PersonId) -> Vec<(String, Act)> {
    let meeting = &session.meeting;
    let Some(person) = meeting.person(id) else { return Vec::new() };
    let mut acts = Vec::new();
    if meeting.times.sitting() {
        acts.push((if person.is_here() { "Leaves now" } else { "Arrives now" }.to_owned(), Act::Go));
    }
    acts.push(("Declares an interest…".to_owned(), Act::Declare));
    for (at, declared) in meeting.declarations.iter().enumerate().filter(|(_, found)| found.person == id) {
        let kind = declared.kind.strip_prefix("a ").unwrap_or(&declared.kind);
        let item = declared.item.and_then(|id| meeting.item(id)).map(crate::meeting::Item::label);
        acts.push((
            format!("Change the declaration: {kind}, {}…", item.unwrap_or_default()),
            Act::Declared(at),
        ));
    }
    for presence in [Presence::Present, Presence::Apologies, Presence::Absent, Presence::Unknown] {
        if presence != person.presence {
            let words = match presence {
                Presence::Present => "Is present, from the start",
                Presence::Apologies => "Sent apologies",
                Presence::Absent => "Is absent",
                Presence::Unknown => "Attendance not noted",
            };
            acts.push((words.to_owned(), Act::Presence(presence)));
        }
    }
    acts.push(("Sits for another member (substitute)…".to_owned(), Act::Substitute));
    acts.push(("Takes the chair".to_owned(), Act::Preside));
    let remote = if person.remote { "Is in the room after all" } else { "Attends remotely" };
    acts.push((remote.to_owned(), Act::Remote));
    let member = if person.member { "Is no member: in attendance only" } else { "Is a member of the body" };
    acts.push((member.to_owned(), Act::Member));
    if !person.movements.is_empty() {
        acts.push(("Correct times of arrival and departure…".to_owned(), Act::Times));
    }
    acts.push(("Correct name and role…".to_owned(), Act::Details));
    acts
}

impl Session {
    /// Whether leaving now leaves it open if the person voted: the item being taken has had a vote.
    fn had_vote(&self) -> bool {
        let item = self.meeting.taking.and_then(|id| self.meeting.item(id));
        item.is_some_and(|item| {
            item.motions.iter().any(|motion| motion.vote.is_some() && motion.outcome != Outcome::Open)
        })
    }

    /// Somebody leaves, or arrives; gives the sentence that says so.
    ///
    /// # Errors
    /// A sentence where the meeting does not sit, or nothing can be changed.
    pub fn come_or_go(
        &mut self,
        id: PersonId,
        voted: Option<bool>,
        now: Stamp,
    ) -> Result<(Vec<Effect>, String), String> {
        if !self.meeting.times.sitting() {
            return Err(
                "The meeting does not sit: nobody comes or goes. Tab notes who is present.".to_owned()
            );
        }
        if self
            .meeting
            .person(id)
            .is_some_and(|person| !person.member && person.presence == Presence::Unknown)
        {
            // That an officer or guest came in is not minuted: they are in attendance.
            let effects = self.change_person(id, now, |person| person.presence = Presence::Present)?;
            let name = self.meeting.person(id).map_or("", |person| person.name.as_str());
            return Ok((effects, format!("{name} is noted as in attendance.")));
        }
        let edits = goes(&self.meeting, &self.style, (id, self.shown), voted, now);
        let effects = self.change_beside(edits, now)?;
        let Some(person) = self.meeting.person(id) else { return Ok((effects, String::new())) };
        let went = if person.is_here() { "arrived" } else { "left" };
        let who = line_of(&self.meeting, &self.style, person);
        Ok((effects, format!("{who} {went} at {}.", self.style.time_of_day(now.time()))))
    }

    /// A change of the roster's person.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn change_person(
        &mut self,
        id: PersonId,
        now: Stamp,
        change: impl FnOnce(&mut Person),
    ) -> Result<Vec<Effect>, String> {
        let edits = to_person(&self.meeting, id, change).into_iter().collect();
        self.change(edits, now)
    }

    /// A new person of the roster, present.
    fn add_person(&mut self, typed: &str, now: Stamp) -> Result<Vec<Effect>, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let (name, role) = match typed.split_once(',') {
            Some((name, role)) => (name.trim().to_owned(), Some(role.trim().to_owned())),
            None => (typed.to_owned(), None),
        };
        let id = self.meeting.next_person_id();
        let presence = Presence::Present;
        let mut person = Person { id, name, role, presence, ..Person::default() };
        person.member = person.is_councillor();
        let at = self.meeting.people.len();
        self.change(vec![Edit::Person { at, from: None, to: Some(Box::new(person)) }], now)
    }
}

/// The presence after this one in the roll call.
fn turned(presence: Presence) -> Presence {
    match presence {
        Presence::Present => Presence::Apologies,
        Presence::Apologies => Presence::Absent,
        Presence::Absent => Presence::Unknown,
        Presence::Unknown => Presence::Present,
    }
}

impl App {
    /// A key in the list of people.
    pub(super) fn people_key(&mut self, mut list: PeopleList, key: &KeyEvent) -> Vec<Effect> {
        match &mut list.step {
            Step::Who => {}
            Step::What(id, picker) => {
                if key.code != KeyCode::Enter {
                    picker.key(key);
                    self.dialog = Some(Dialog::People(list));
                    return Vec::new();
                }
                let (id, act) = (*id, picker.value().copied());
                return act.map(|act| self.act(list, id, act)).unwrap_or_default();
            }
            Step::For(id, picker) => {
                if key.code != KeyCode::Enter {
                    picker.key(key);
                    self.dialog = Some(Dialog::People(list));
                    return Vec::new();
                }
                let (id, sits) = (*id, picker.value().copied().flatten());
                return self.substitute(list, id, sits);
            }
            Step::Voted(id) => {
                #[expect(clippy::wildcard_enum_match_arm, reason = "only these two answer")]
                let voted = match key.code {
                    KeyCode::Char('y' | 'Y') => true,
                    KeyCode::Char('n' | 'N') => false,
                    _ => {
                        self.dialog = Some(Dialog::People(list));
                        return Vec::new();
                    }
                };
                let id = *id;
                return self.moves(id, Some(voted));
            }
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys are the list's")]
        match key.code {
            KeyCode::Enter => self.people_enter(list),
            KeyCode::Tab => {
                if let (Some(id), Some(session)) = (list.picker.value().copied(), self.session()) {
                    list.step = Step::What(id, Picker::new(acts(session, id)));
                }
                self.dialog = Some(Dialog::People(list));
                Vec::new()
            }
            _ => {
                list.picker.key(key);
                self.dialog = Some(Dialog::People(list));
                Vec::new()
            }
        }
    }

    fn people_enter(&mut self, mut list: PeopleList) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let Some(id) = list.picker.value().copied() else {
            let outcome = session.add_person(list.picker.line.text(), now);
            list.picker.clear();
            list.picker.refill(rows(session));
            self.dialog = Some(Dialog::People(list));
            return self.told(outcome);
        };
        match list.purpose {
            Purpose::RollCall => {
                let outcome =
                    session.change_person(id, now, |person| person.presence = turned(person.presence));
                list.picker.refill(rows(session));
                self.dialog = Some(Dialog::People(list));
                self.told(outcome)
            }
            Purpose::ComeAndGo => self.act(list, id, Act::Go),
            Purpose::Declare => self.act(list, id, Act::Declare),
            Purpose::Correct => self.act(list, id, Act::Details),
        }
    }

    fn moves(&mut self, id: PersonId, voted: Option<bool>) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        match session.come_or_go(id, voted, now) {
            Ok((effects, said)) => {
                // A quorum lost by it is the more important news.
                let quorum = session.quorum_words();
                match quorum.filter(|_| session.is_inquorate()) {
                    Some(words) => self.fail(format!("{said} {words}")),
                    None => self.say(said),
                }
                effects
            }
            Err(why) => {
                self.fail(why);
                Vec::new()
            }
        }
    }

    fn act(&mut self, mut list: PeopleList, id: PersonId, act: Act) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = match act {
            Act::Go => {
                let leaves = session.meeting.person(id).is_some_and(Person::is_here);
                if leaves && session.had_vote() && session.meeting.times.sitting() {
                    list.step = Step::Voted(id);
                    self.dialog = Some(Dialog::People(list));
                    return Vec::new();
                }
                return self.moves(id, None);
            }
            Act::Substitute => {
                list.step = Step::For(id, Picker::new(seats(session, id)));
                self.dialog = Some(Dialog::People(list));
                return Vec::new();
            }
            Act::Declare => {
                self.dialog = Form::declaration(session, id, None).map(Dialog::Form);
                return Vec::new();
            }
            Act::Declared(at) => {
                self.dialog = Form::declaration(session, id, Some(at)).map(Dialog::Form);
                return Vec::new();
            }
            Act::Times => {
                self.dialog = Form::movements(&session.meeting, id).map(Dialog::Form);
                return Vec::new();
            }
            Act::Details => {
                self.dialog = Form::person(&session.meeting, id).map(Dialog::Form);
                return Vec::new();
            }
            Act::Presence(presence) => session.change_person(id, now, |person| {
                person.presence = presence;
            }),
            Act::Remote => session.change_person(id, now, |person| person.remote = !person.remote),
            Act::Member => session.change_person(id, now, |person| person.member = !person.member),
            Act::Preside => {
                let edits = presides(&session.meeting, &session.style, (id, session.shown), now);
                session.change_beside(edits, now)
            }
        };
        list.step = Step::Who;
        list.picker.refill(rows(session));
        self.dialog = Some(Dialog::People(list));
        self.told(outcome)
    }

    fn substitute(&mut self, mut list: PeopleList, id: PersonId, sits: Option<PersonId>) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = session.change_person(id, now, |person| {
            person.substitute_for = sits;
            if sits.is_some() {
                person.member = true;
                person.presence = Presence::Present;
            }
        });
        list.step = Step::Who;
        list.picker.refill(rows(session));
        self.dialog = Some(Dialog::People(list));
        self.told(outcome)
    }
}

/// The members for whom somebody may sit: those who are not there, then the others; and nobody, to take it back.
fn seats(session: &Session, id: PersonId) -> Vec<(String, Option<PersonId>)> {
    let others =
        || session.meeting.members().filter(|person| person.id != id && person.substitute_for.is_none());
    let away = others().filter(|person| person.presence != Presence::Present);
    let here = others().filter(|person| person.presence == Presence::Present);
    let mut rows: Vec<_> = away.chain(here).map(|person| (person_words(person), Some(person.id))).collect();
    rows.push(("Nobody: no substitute".to_owned(), None));
    rows
}
