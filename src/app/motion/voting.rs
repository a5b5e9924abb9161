//! Votes and outcomes: totals, names, the casting vote, and what follows from them.

#![expect(clippy::wildcard_enum_match_arm, reason = "each view has but a few keys of its own")]

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::ballot::{Ask, BallotBox, Grid, choice_of, warning};
use crate::app::line::Line;
use crate::app::{Session, keymap, tally};
use crate::meeting::{Manner, Motion, Outcome, Stamp, Totals, Vote};

use super::{MotionBox, Outcomes, Row, View, World, capital, inside, is_even, names_area, vote_of};

impl MotionBox {
    /// Whether the vote is taken by name: it was begun so, or the budget is decided.
    pub(super) fn by_name(&self, session: &Session) -> bool {
        let vote = self.motion(session).and_then(|motion| motion.vote);
        session.meeting.head.budget || vote.is_some_and(|vote| vote.manner == Manner::Recorded)
    }

    pub(super) fn open_ballot(&mut self, session: &Session) {
        let room = self.room(session);
        if room.here.is_empty() {
            self.warn("No member is in the room: F6 says who is present.");
            return;
        }
        let vote = self.motion(session).and_then(|motion| motion.vote).unwrap_or_default();
        self.line = Line::default();
        self.step = None;
        self.view = View::Ballot(BallotBox::new(&room, &vote));
        if session.meeting.head.budget {
            self.say(
                "The budget is decided: names must be recorded for, against and abstaining (SI 2014/165).",
            );
        } else if room.no_roll {
            self.say("No roll was taken: every member is taken to be in the room. F6 says who is.");
        }
    }

    /// Totals as called.
    pub(super) fn call(&mut self, session: &mut Session, called: Totals, now: Stamp) -> Outcomes {
        self.line = Line::default();
        let Some(old) = self.vote_not_by_name(session) else { return Ok(Vec::new()) };
        let mut vote = Vote { manner: Manner::Show, called, casting: None, ..old };
        vote.present = self.room(session).voters(&vote);
        self.voted(session, vote, now)
    }

    /// With one voice.
    pub(super) fn unanimous(&mut self, session: &mut Session, now: Stamp) -> Outcomes {
        let Some(old) = self.vote_not_by_name(session) else { return Ok(Vec::new()) };
        let mut vote = Vote { manner: Manner::Unanimous, casting: None, ..old };
        vote.present = self.room(session).voters(&vote);
        vote.called = Totals { in_favour: vote.present, ..Totals::default() };
        self.voted(session, vote, now)
    }

    /// The vote so far; none where it was by name, so that no names are lost by a letter: then the clerk is told.
    fn vote_not_by_name(&mut self, session: &Session) -> Option<Vote> {
        let old = self.motion(session).and_then(|motion| motion.vote).unwrap_or_default();
        if old.manner == Manner::Recorded && !old.ballots.is_empty() {
            self.warn("The vote was recorded by name: Enter shows the names, Delete takes the vote away.");
            return None;
        }
        Some(old)
    }

    /// A vote was taken: the outcome follows from it, but an amendment is shown before it is taken into the motion.
    fn voted(&mut self, session: &mut Session, vote: Vote, now: Stamp) -> Outcomes {
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let result = vote.result();
        let even = result.is_none() && is_even(&vote);
        let carried = result == Some(Outcome::Carried);
        let merges = carried && !motion.outcome.passed() && self.would_change(session);
        let told = self.told(session, &vote, result);
        let outcome = match (result, motion.outcome) {
            (Some(_), old) if merges => old,
            (Some(result), _) => result,
            (None, Outcome::Carried | Outcome::Lost) => Outcome::Open,
            (None, old) => old,
        };
        let change = |motion: &mut Motion| {
            motion.vote = Some(vote);
            motion.outcome = outcome;
        };
        let effects = self.set(session, change, now)?;
        self.said = Some(told);
        if merges {
            self.view = View::Take(Outcome::Carried);
        } else {
            self.view = View::Rows;
            self.step = None;
            if even {
                self.row = Row::Casting;
            } else if self.row == Row::Casting {
                self.row = Row::Outcome;
            }
        }
        Ok(effects)
    }

    /// What is said of a vote: its result, what does not add up, a quorum that is not there.
    fn told(&self, session: &Session, vote: &Vote, result: Option<Outcome>) -> (String, bool) {
        let mut words = match result {
            Some(outcome) => format!("{}: {}.", capital(outcome.word()), tally::words(vote)),
            None if is_even(vote) => {
                let chair =
                    session.meeting.presiding().map_or("whoever presides", |person| person.bare_name());
                format!("The vote is even: f or a is the casting vote of {chair}.")
            }
            None => String::new(),
        };
        let mut wrong = false;
        if let Some(odd) = tally::mismatch(vote) {
            words = format!("{words} {odd}.");
            wrong = true;
        }
        if let Some(odd) = self.no_quorum(session) {
            words = format!("{words} {odd}");
            wrong = true;
        }
        (words.trim().to_owned(), wrong)
    }

    /// What is said where too few are in the room to decide.
    fn no_quorum(&self, session: &Session) -> Option<String> {
        let count = session.meeting.quorum(&session.style).filter(|count| !count.is_quorate())?;
        let known = !self.room(session).no_roll;
        known.then(|| format!("No quorum: {} in the room, {} needed.", count.here, count.needed))
    }

    /// Whether the one shown is an amendment that would change its motion's wording.
    pub(super) fn would_change(&self, session: &Session) -> bool {
        self.parent(session).is_some_and(|(_, wording)| wording.trim() != self.wording(session).trim())
    }

    pub(super) fn cast(&mut self, session: &mut Session, casting: Option<bool>, now: Stamp) -> Outcomes {
        let Some(mut vote) = self.motion(session).and_then(|motion| motion.vote) else {
            return Ok(Vec::new());
        };
        vote.casting = casting;
        self.step = None;
        self.voted(session, vote, now)
    }

    pub(super) fn outcome_letter(&mut self, session: &mut Session, c: char, now: Stamp) -> Outcomes {
        let outcome = match c {
            'c' => Outcome::Carried,
            'l' => Outcome::Lost,
            'w' => Outcome::Withdrawn,
            's' => Outcome::Lapsed,
            'd' => Outcome::Deferred,
            'a' => Outcome::Accepted,
            'o' => Outcome::Open,
            _ => {
                self.say(
                    "c carried · l lost · w withdrawn · s no seconder · d deferred · a accepted · o open",
                );
                return Ok(Vec::new());
            }
        };
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        if outcome == Outcome::Accepted && motion.amends.is_none() {
            self.warn("Only an amendment is accepted without a vote; c says that a motion was carried.");
            return Ok(Vec::new());
        }
        self.step = None;
        if outcome.passed() && !motion.outcome.passed() && self.would_change(session) {
            self.view = View::Take(outcome);
            return Ok(Vec::new());
        }
        self.take(session, outcome, now)
    }

    /// The outcome is noted, with all that follows.
    pub(super) fn take(&mut self, session: &mut Session, outcome: Outcome, now: Stamp) -> Outcomes {
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let effects = self.set(session, |motion| motion.outcome = outcome, now)?;
        self.view = View::Rows;
        self.step = None;
        self.row = Row::Outcome;
        let vote = motion.vote.as_ref().and_then(Vote::result);
        if vote.is_some_and(|result| outcome != Outcome::Open && result != outcome) {
            self.warn(format!(
                "The vote says otherwise: {}.",
                motion.vote.as_ref().map(tally::words).unwrap_or_default()
            ));
        } else if outcome.passed() {
            let what = if motion.amends.is_some() {
                "The motion now reads so."
            } else {
                "It stands under Resolved."
            };
            let said = format!("{}. {what}", capital(outcome.word()));
            match self.no_quorum(session) {
                Some(odd) => self.warn(format!("{said} {odd}")),
                None => self.say(said),
            }
        } else {
            let left = motion.entry.is_some() && self.motion(session).is_some_and(|now| now.entry.is_none());
            let stands = outcome == Outcome::Open && motion.entry.is_some();
            let what = match (left, stands) {
                (true, _) => " It leaves Resolved; F5 keeps it.",
                (false, true) => " Its words still stand under Resolved.",
                (false, false) => "",
            };
            self.say(format!("{}.{what}", capital(outcome.word())));
        }
        Ok(effects)
    }

    pub(super) fn ballot_key(&mut self, session: &mut Session, key: &KeyEvent, world: World) -> Outcomes {
        let room = self.room(session);
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let grid = Grid::new(names_area(inside(world.area)), room.here.len());
        let View::Ballot(names) = &mut self.view else { return Ok(Vec::new()) };
        let ask = if key.code == KeyCode::Esc {
            Ask::Done(room.without(&vote_of(&motion)).next().is_none())
        } else {
            names.key(key, session, (&room, &motion), grid)
        };
        match ask {
            Ask::Stay(told) => {
                if let Some(told) = told {
                    self.warn(told);
                }
                Ok(Vec::new())
            }
            Ask::Cast(vote) => self.set(session, |motion| motion.vote = Some(vote), world.now),
            Ask::Done(whole) => {
                self.view = View::Rows;
                let vote = vote_of(&motion);
                if vote.ballots.is_empty() {
                    return Ok(Vec::new());
                }
                if whole {
                    self.row = Row::Vote;
                    return self.voted(session, vote, world.now);
                }
                self.step = None;
                let missing = room.without(&vote).count();
                let are = if missing == 1 { "member in the room has" } else { "members in the room have" };
                self.warn(format!("The vote is open: {missing} {are} no vote yet."));
                Ok(Vec::new())
            }
        }
    }

    pub(super) fn single_key(&mut self, session: &mut Session, key: &KeyEvent, now: Stamp) -> Outcomes {
        let room = self.room(session);
        let Some(motion) = self.motion(session) else { return Ok(Vec::new()) };
        let View::Single(single) = &mut self.view else { return Ok(Vec::new()) };
        let asked = single.asked.take();
        let Some(id) = single.who else {
            match key.code {
                KeyCode::Esc => self.view = View::Rows,
                KeyCode::Enter | KeyCode::Tab => single.who = single.picker.value().copied(),
                _ => {
                    single.picker.key(key);
                }
            }
            return Ok(Vec::new());
        };
        let choice = match key.code {
            KeyCode::Esc => {
                self.view = View::Rows;
                return Ok(Vec::new());
            }
            KeyCode::Backspace | KeyCode::Delete => None,
            _ => {
                let typed = keymap::typed(key).map(|c| c.to_ascii_lowercase());
                let Some((c, choice)) = typed.and_then(|c| Some((c, choice_of(c)?))) else {
                    self.say("f for · a against · b abstained · n no vote cast · Delete takes it away");
                    return Ok(Vec::new());
                };
                if let Some(warning) = warning(session, (id, choice), c, (&room, asked)) {
                    single.asked = Some((id, choice));
                    self.warn(warning);
                    return Ok(Vec::new());
                }
                Some(choice)
            }
        };
        let mut vote = motion.vote.unwrap_or_default();
        vote.cast(id, choice);
        vote.present = room.voters(&vote);
        self.step = None;
        self.view = View::Rows;
        self.set(session, |motion| motion.vote = Some(vote), now)
    }
}
