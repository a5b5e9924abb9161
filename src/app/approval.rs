//! Final, approved, corrected: the commands that change the state of the minutes, and their forms.

use crate::meeting::{Edit, Meeting, Revision, Stamp, State, is_chair, short_role_of};

use super::command::Command;
use super::form::{Form, Subject, YES_NO, choice, field};
use super::{App, Dialog, Effect, Screen, dates};

const NOTES: &str = "Drop the notes";

impl Form {
    /// The form that approves the minutes: by whom, when, at which meeting.
    pub fn signing(meeting: &Meeting, now: Stamp) -> Self {
        let chair = meeting.head.presiding.and_then(|id| meeting.person(id)).or_else(|| {
            let chairs = |role: &str| is_chair(&short_role_of(role).to_lowercase());
            meeting.people.iter().find(|person| person.role.as_deref().is_some_and(chairs))
        });
        let chair = chair.map(|person| person.name.clone()).unwrap_or_default();
        Self::new(
            Subject::Sign,
            "Approve the minutes",
            vec![
                field("Signed by", chair, "who signed them, or signs for the body"),
                field("On", now.format("%-d %B %Y").to_string(), "14 April 2026"),
                field("At the meeting", "", "of 14 April 2026, as its minutes say it"),
                choice(NOTES, "no", &YES_NO),
            ],
        )
    }

    /// The form that makes final or approved minutes a draft again.
    pub fn correcting(clerk: &str) -> Self {
        Self::new(
            Subject::Correct,
            "Correct the minutes: a new revision",
            vec![
                field("Why", "", "what is wrong, in a sentence"),
                field("By", clerk, "who asks for it, or makes it"),
            ],
        )
    }

    pub(super) fn sign_edits(&self, meeting: &Meeting, now: Stamp) -> Result<Vec<Edit>, String> {
        let by = self.words("Signed by").ok_or("Who signed the minutes? Write the name.")?;
        let words = self.words("On").ok_or("On what day? Write it like 14 April 2026.")?;
        let signed = dates::date(&words, meeting.head.date)
            .ok_or_else(|| format!("“{words}” is no date: write it like 14 April 2026."))?;
        let revision = Revision {
            state: State::Approved,
            at: Some(now),
            by,
            signed: Some(signed),
            meeting: self.words("At the meeting").unwrap_or_default(),
            ..Revision::default()
        };
        Ok(meeting.into_state(revision))
    }

    pub(super) fn correct_edits(&self, meeting: &Meeting, now: Stamp) -> Result<Vec<Edit>, String> {
        let note = self.words("Why").ok_or("Say in a sentence why: it is kept with the revision.")?;
        let by = self.words("By").unwrap_or_default();
        let revision = Revision { state: State::Draft, at: Some(now), by, note, ..Revision::default() };
        Ok(meeting.into_state(revision))
    }

    /// Whether the clerk wants discussion points and history gone with the approval.
    fn drops_notes(&self) -> bool {
        self.subject == Subject::Sign && self.text(NOTES) == "yes"
    }
}

impl App {
    /// The commands of this module; none where it is another one.
    pub(super) fn obey_approval(&mut self, command: Command) -> Option<Vec<Effect>> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return None };
        let meeting = &session.meeting;
        #[expect(clippy::wildcard_enum_match_arm, reason = "of all commands only three are obeyed here")]
        let wrong = match command {
            Command::MarkFinal | Command::MarkApproved if session.read_only.is_some() => {
                session.read_only.clone().unwrap_or_default()
            }
            Command::MarkFinal if meeting.state != State::Draft => {
                format!("These minutes are {} already.", meeting.state.word())
            }
            Command::MarkFinal | Command::MarkApproved
                if meeting.times.started.is_some() && meeting.times.ended.is_none() =>
            {
                "The meeting has not been closed yet: Ctrl+P “Close the meeting” does it.".to_owned()
            }
            Command::MarkFinal => {
                let by = self.settings.clerk.clone();
                let revision = Revision { state: State::Final, at: Some(now), by, ..Revision::default() };
                let edits = meeting.into_state(revision);
                let outcome = session.change(edits, now);
                let done = outcome.is_ok();
                let mut effects = self.told(outcome);
                if done {
                    effects.push(Effect::Save(self.session().map(super::Session::place)));
                    self.say("The minutes are final and closed to changes. Ctrl+Z takes that back; Ctrl+P “Correct the minutes” opens them later.");
                }
                return Some(effects);
            }
            Command::MarkApproved if meeting.state == State::Approved => {
                "These minutes are approved already; Ctrl+P “Revisions” says by whom.".to_owned()
            }
            Command::MarkApproved => {
                self.dialog = Some(Dialog::Form(Form::signing(meeting, now)));
                return Some(Vec::new());
            }
            Command::ReadBack => {
                let closed = meeting.closed_to_changes();
                if closed.is_none() {
                    self.dialog = Some(Dialog::Form(Form::returned()));
                    return Some(Vec::new());
                }
                format!("Changes can't be taken over: {}", closed.unwrap_or_default())
            }
            Command::Correct if meeting.state == State::Draft => {
                "These minutes are a draft: just change them.".to_owned()
            }
            Command::Correct => {
                self.dialog = Some(Dialog::Form(Form::correcting(&self.settings.clerk)));
                return Some(Vec::new());
            }
            _ => return None,
        };
        self.fail(wrong);
        Some(Vec::new())
    }

    /// What follows when a form of this module was taken.
    pub(super) fn after_state(&mut self, form: &Form) -> Vec<Effect> {
        let Some(session) = self.session() else { return Vec::new() };
        let (place, path) = (session.place(), session.path.clone());
        let revision = session.meeting.revision();
        let mut effects = vec![Effect::Save(Some(place))];
        #[expect(clippy::wildcard_enum_match_arm, reason = "the other forms change no state")]
        match form.subject {
            Subject::Sign if form.drops_notes() => {
                // Nothing may be typed while the session is away: the list takes the screen until it is back.
                self.waiting = true;
                self.screen = Screen::Library(Box::default());
                effects.extend([
                    Effect::Close,
                    Effect::List(crate::library::Part::Sessions),
                    Effect::Purge(path),
                ]);
            }
            Subject::Sign => {
                self.say(
                    "The minutes are approved and closed to changes; their text is kept with its checksum.",
                );
            }
            Subject::ReadBack => {
                return form.file().map(|path| vec![Effect::ReadReturned(path)]).unwrap_or_default();
            }
            Subject::Correct => {
                self.say(format!("Revision {revision} is a draft: change it. What was approved is kept; Ctrl+P “What changed” compares."));
            }
            _ => return Vec::new(),
        }
        effects
    }
}
