//! Draft, final, approved: the states of the minutes as a list of revisions that only grows.
//!
//! Each change of state is a [`Revision`]: who, when, and, for what is final or approved, **the text as it stood**. The
//! text is kept in the session file itself, not fetched from the journal: `purge`, which is offered on approval, drops the
//! journal, and what was signed must still be there, with what changed since. It is text as a reader of the minutes has
//! it, a [`Passage`] for each line that can change; discussion points and the status of actions are not in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Due, Edit, Entry, EntryId, Item, ItemId, Kind, Meeting, Pane, Presence, Stamp, State, Who};

/// A change of the minutes' state, kept for good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Revision {
    /// The number of the revision: 1 until approved minutes are corrected for the first time.
    pub number: u32,
    /// The state from here on.
    pub state: State,
    /// When the state was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Stamp>,
    /// Who changed it; of an approval, who signed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The day of the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<NaiveDate>,
    /// The meeting that approved them, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meeting: String,
    /// Why, of a correction.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The checksum of the text (SHA-256), of what is final or approved.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub checksum: String,
    /// The text as it stood, of what is final or approved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Passage>,
}

/// One line of the minutes, and which it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passage {
    /// The item it belongs to; none for the head and the people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Which line of it.
    pub part: Part,
    /// The line.
    pub text: String,
}

/// Which line of the minutes a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// A line of the head: council, body, title, date, time, venue.
    #[default]
    Council,
    /// The body.
    Body,
    /// The meeting's title.
    Title,
    /// Date and time.
    Date,
    /// The place.
    Venue,
    /// When the meeting sat.
    Sat,
    /// A person of the roster, with presence.
    Person(u32),
    /// Number and title of an item.
    Heading,
    /// The presenters' line.
    Presenters,
    /// Why an item is exempt, and what is said of it in public.
    Exempt,
    /// A motion, with its vote.
    Motion(u32),
    /// A paragraph of the minutes.
    Paragraph(EntryId),
    /// An entry under Resolved.
    Resolution(EntryId),
    /// Owner, due date and kind of an entry under Resolved.
    Terms(EntryId),
}

impl Part {
    /// The entry that the line is of, with its pane.
    pub fn entry(self) -> Option<(Pane, EntryId)> {
        match self {
            Self::Paragraph(id) => Some((Pane::Minutes, id)),
            Self::Resolution(id) | Self::Terms(id) => Some((Pane::Resolved, id)),
            Self::Council
            | Self::Body
            | Self::Title
            | Self::Date
            | Self::Venue
            | Self::Sat
            | Self::Person(_)
            | Self::Heading
            | Self::Presenters
            | Self::Exempt
            | Self::Motion(_) => None,
        }
    }

    /// What the line is, in a word or two.
    pub fn word(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Body => "body",
            Self::Title => "title",
            Self::Date => "date and time",
            Self::Venue => "venue",
            Self::Sat => "course of the meeting",
            Self::Person(_) => "attendance",
            Self::Heading => "heading",
            Self::Presenters => "presenters",
            Self::Exempt => "exemption",
            Self::Motion(_) => "motion",
            Self::Paragraph(_) => "minutes",
            Self::Resolution(_) => "resolved",
            Self::Terms(_) => "owner, due date, kind",
        }
    }
}

impl Meeting {
    /// The number of the revision that is being written, or stands.
    pub fn revision(&self) -> u32 {
        self.revisions.last().map_or(1, |revision| revision.number.max(1))
    }

    /// The last approval, where the minutes are approved.
    pub fn approval(&self) -> Option<&Revision> {
        self.revisions
            .last()
            .filter(|revision| self.state == State::Approved && revision.state == State::Approved)
    }

    /// Why nothing of the text can be changed, where that is so.
    pub fn closed_to_changes(&self) -> Option<&'static str> {
        match self.state {
            State::Draft => None,
            State::Final => Some(
                "these minutes are final. Ctrl+P “Correct the minutes” makes them a draft again; Ctrl+Z takes the last step back.",
            ),
            State::Approved => Some(
                "these minutes are approved. Ctrl+P “Correct the minutes” begins a new revision; the approved text is kept.",
            ),
        }
    }

    /// The edits that bring the minutes into a state. The caller gives who, when and why; number, text and checksum are
    /// filled in here.
    pub fn into_state(&self, mut revision: Revision) -> Vec<Edit> {
        let to = revision.state;
        revision.number = self.revision();
        if to == State::Draft {
            revision.number = revision.number.saturating_add(1);
        } else {
            revision.text = self.text_of_minutes();
            revision.checksum = checksum(&revision.text);
        }
        vec![
            Edit::State { from: self.state, to },
            Edit::Revision { at: self.revisions.len(), from: None, to: Some(Box::new(revision)) },
        ]
    }

    /// The minutes as a reader has them, line by line. Entries without text are not among them.
    pub fn text_of_minutes(&self) -> Vec<Passage> {
        let mut out = Vec::new();
        let mut put = |item: Option<ItemId>, part: Part, text: String| {
            if !text.trim().is_empty() {
                out.push(Passage { item, part, text });
            }
        };
        let head = &self.head;
        put(None, Part::Council, head.council.clone().unwrap_or_default());
        put(None, Part::Body, head.body.clone().unwrap_or_default());
        put(None, Part::Title, head.title.clone().unwrap_or_default());
        let date = head.date.map(|date| date.format("%-d %B %Y").to_string());
        let time = head.time.map(|time| time.format("%H:%M").to_string());
        put(None, Part::Date, [date, time].into_iter().flatten().collect::<Vec<_>>().join(", "));
        put(None, Part::Venue, head.venue.clone().unwrap_or_default());
        put(None, Part::Sat, self.sat_words());
        for person in self.people.iter().filter(|person| person.presence != Presence::Unknown) {
            let mut words = vec![person.name.clone()];
            words.extend(person.role.clone());
            words.extend(person.group.clone());
            let how = match person.presence {
                Presence::Unknown => "",
                Presence::Present => "present",
                Presence::Apologies => "apologies",
                Presence::Absent => "absent",
            };
            put(None, Part::Person(person.id.0), format!("{}: {how}", words.join(", ")));
        }
        for item in &self.items {
            self.item_text(item, &mut put);
        }
        out
    }

    fn sat_words(&self) -> String {
        let minute = |stamp: Stamp| stamp.format("%H:%M").to_string();
        let times = &self.times;
        let opened = times.started.map(|at| format!("opened {}", minute(at)));
        let breaks = times.breaks.iter().map(|span| {
            let to = span.to.map(|to| format!(", resumed {}", minute(to))).unwrap_or_default();
            format!("adjourned {}{to}", minute(span.from))
        });
        let closed = times.ended.map(|at| format!("closed {}", minute(at)));
        opened.into_iter().chain(breaks).chain(closed).collect::<Vec<_>>().join(", ")
    }

    fn item_text(&self, item: &Item, put: &mut impl FnMut(Option<ItemId>, Part, String)) {
        let (id, head) = (Some(item.id), &item.head);
        let number = head.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        put(id, Part::Heading, format!("{number}{}", head.title));
        put(id, Part::Presenters, head.presenter_line.clone().unwrap_or_default());
        if head.exempt {
            let why = [&head.exempt_reason, &head.public_summary].into_iter().flatten().cloned();
            let words: Vec<String> = std::iter::once("Exempt".to_owned()).chain(why).collect();
            put(id, Part::Exempt, words.join(". "));
        }
        for entry in item.minutes.iter().filter(|entry| !entry.is_blank()) {
            put(id, Part::Paragraph(entry.id), entry.text.clone());
        }
        for entry in item.resolved.iter().filter(|entry| !entry.is_blank()) {
            put(id, Part::Resolution(entry.id), entry.text.clone());
            put(id, Part::Terms(entry.id), self.terms(entry));
        }
        for motion in &item.motions {
            let name = |who: &Option<Who>| who.as_ref().map(|who| self.name_of(who).to_owned());
            let mut words = vec![item.wording(motion).to_owned()];
            words.extend(name(&motion.mover).map(|name| format!("moved by {name}")));
            words.extend(name(&motion.seconder).map(|name| format!("seconded by {name}")));
            words.extend(motion.vote.as_ref().map(|vote| {
                let sum = vote.totals();
                format!("{} for, {} against, {} abstained", sum.in_favour, sum.against, sum.abstained)
            }));
            let ballots = motion.vote.iter().flat_map(|vote| &vote.ballots);
            words.extend(ballots.map(|ballot| {
                format!("{} {}", self.name_of(&Who::Person(ballot.person)), ballot.choice.word())
            }));
            words.push(motion.outcome.word().to_owned());
            put(id, Part::Motion(motion.id.0), words.join("; "));
        }
    }

    /// Owner, due date and kind: what an entry says besides its text. How far the action is goes on changing, and is no
    /// part of it.
    fn terms(&self, entry: &Entry) -> String {
        let resolution = &entry.fields.resolution;
        let kind = (resolution.kind != Kind::Resolved).then(|| resolution.kind.word().to_owned());
        let owner = resolution.owner.as_ref().map(|who| format!("owner {}", self.name_of(who)));
        let due = resolution.due.as_ref().map(|due| match due {
            Due::On(date) => format!("due {}", date.format("%-d %B %Y")),
            Due::Words(words) => format!("due {words}"),
        });
        [kind, owner, due].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl Revision {
    /// The checksum in short, for the screen: its first digits.
    pub fn seal(&self) -> &str {
        self.checksum.get(..16).unwrap_or_default()
    }

    /// What it says, in a line: "approved and signed by Rosa Hazel on 14 April 2026, at the meeting of …".
    pub fn words(&self) -> String {
        let day = |stamp: Stamp| stamp.format("%-d %B %Y, %H:%M").to_string();
        let at = self.at.map(day).unwrap_or_default();
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        match self.state {
            State::Draft => format!("opened for correction{by}, {at}: {}", self.note),
            State::Final => format!("made final{by}, {at}"),
            State::Approved => {
                let signed = self.signed.map(|date| format!(" on {}", date.format("%-d %B %Y")));
                let meeting = if self.meeting.is_empty() {
                    String::new()
                } else {
                    format!(", at the meeting {}", self.meeting)
                };
                format!("approved and signed{by}{}{meeting}", signed.unwrap_or_default())
            }
        }
    }
}

/// The checksum of a text, as 64 hex digits.
pub fn checksum(text: &[Passage]) -> String {
    let mut hash = Sha256::new();
    for passage in text {
        let item = passage.item.map(|id| id.0.to_string()).unwrap_or_default();
        hash.update(format!("{item} {:?} {}\n", passage.part, passage.text));
    }
    format!("{:x}", hash.finalize())
}

/// A line that reads otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The item it belongs to.
    pub item: Option<ItemId>,
    /// Which line of it.
    pub part: Part,
    /// How it read; none where it is new.
    pub from: Option<String>,
    /// How it reads; none where it is gone.
    pub to: Option<String>,
    /// Whether it only stands elsewhere.
    pub moved: bool,
}

/// What reads otherwise in `to`, in the order of `to`, what is gone where it stood.
pub fn changes(from: &[Passage], to: &[Passage]) -> Vec<Change> {
    use similar::DiffOp;
    type Key = (Option<ItemId>, Part);
    let keys = |text: &[Passage]| -> Vec<Key> { text.iter().map(|line| (line.item, line.part)).collect() };
    let (old, new) = (keys(from), keys(to));
    let text_in = |text: &[Passage], key: Key| {
        text.iter().find(|line| (line.item, line.part) == key).map(|line| line.text.clone())
    };
    let mut out = Vec::new();
    let mut put = |key: Key, from: Option<String>, to: Option<String>, moved: bool| {
        if from != to || moved {
            out.push(Change { item: key.0, part: key.1, from, to, moved });
        }
    };
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        let (gone, come) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            for (a, b) in from.get(gone).unwrap_or_default().iter().zip(to.get(come).unwrap_or_default()) {
                put((a.item, a.part), Some(a.text.clone()), Some(b.text.clone()), false);
            }
            continue;
        }
        for line in from.get(gone).unwrap_or_default() {
            // What stands elsewhere now is told there.
            if !new.contains(&(line.item, line.part)) {
                put((line.item, line.part), Some(line.text.clone()), None, false);
            }
        }
        for line in to.get(come).unwrap_or_default() {
            let key = (line.item, line.part);
            let before = text_in(from, key);
            let moved = before.is_some();
            put(key, before, Some(line.text.clone()), moved);
        }
    }
    out
}

/// What is wrong with the approval: what changed since, and what else does not fit; a sentence each, with the line meant.
pub fn trouble(meeting: &Meeting) -> Vec<(Option<Change>, String)> {
    let mut found = Vec::new();
    for revision in meeting.revisions.iter().filter(|revision| !revision.checksum.is_empty()) {
        if checksum(&revision.text) != revision.checksum {
            let state = revision.state.word();
            let number = revision.number;
            found.push((
                None,
                format!("The {state} text kept of revision {number} does not fit its checksum: it was changed since."),
            ));
        }
    }
    let last = meeting.revisions.last();
    if last.map_or(State::Draft, |revision| revision.state) != meeting.state {
        let state = meeting.state.word();
        found.push((
            None,
            format!("The minutes say that they are {state}, and no revision says by whom and when."),
        ));
    }
    if let Some(last) = last.filter(|last| last.state != State::Draft && last.state == meeting.state) {
        let state = last.state.word();
        for change in changes(&last.text, &meeting.text_of_minutes()) {
            found.push((
                Some(change),
                format!(
                    "This was changed since the minutes were {}.",
                    if state == "final" { "made final" } else { state }
                ),
            ));
        }
    }
    found
}

/// Whether an edit may be made to minutes that are final or approved: how far an action is may always be noted.
pub fn allowed_when_closed(edit: &Edit) -> bool {
    match edit {
        Edit::State { .. } | Edit::Revision { .. } | Edit::Begin(_) => true,
        Edit::Fields { from, to, .. } => {
            let mut same = (**from).clone();
            same.resolution.status = to.resolution.status;
            same.resolution.progress.clone_from(&to.resolution.progress);
            same == **to
        }
        Edit::Head { .. }
        | Edit::Times { .. }
        | Edit::Taking { .. }
        | Edit::Person { .. }
        | Edit::Declaration { .. }
        | Edit::Motion { .. }
        | Edit::Item { .. }
        | Edit::MoveItems { .. }
        | Edit::ItemHead { .. }
        | Edit::Taken { .. }
        | Edit::Turn { .. }
        | Edit::Entry { .. }
        | Edit::MoveEntry { .. }
        | Edit::Text { .. } => false,
    }
}
