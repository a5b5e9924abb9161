//! What the chair sent back: each change of the document, to be taken or refused entry by entry.

use crossterm::event::{KeyCode, KeyEvent};

use crate::export::returned::{Proposal, edit_of, proposals};
use crate::meeting::{Meeting, Pane, Stamp};
use crate::text::diff::{self, Piece};

use super::difference::block;
use super::form::{Form, Subject, field};
use super::sheet::{Block, Page, Sheet, Tone, Topic};
use super::{App, Dialog, Effect, Session};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Not decided yet.
    #[default]
    Open,
    /// Taken over.
    Taken,
    /// Refused.
    Refused,
}

/// The proposals of a document, and what became of each.
#[derive(Clone, Debug)]
pub struct Returned {
    name: String,
    proposals: Vec<(Proposal, Decision)>,
}

/// A proposal as pieces of text.
pub fn pieces(proposal: &Proposal) -> Vec<Piece> {
    diff::words(proposal.from.as_deref().unwrap_or_default(), proposal.to.as_deref().unwrap_or_default())
}

/// Where a proposal belongs, in words.
pub fn place(meeting: &Meeting, proposal: &Proposal) -> String {
    let Some((id, pane)) = proposal.place else { return "not an entry: change it by hand".to_owned() };
    let item = meeting.item(id).map(crate::meeting::Item::label).unwrap_or_default();
    let at = meeting
        .item(id)
        .and_then(|item| item.pane(pane).iter().position(|entry| Some(entry.id) == proposal.entry));
    let word = if pane == Pane::Resolved { "resolved" } else { "minutes" };
    let which = match (&proposal.from, &proposal.to, at) {
        (None, _, Some(at)) => format!("new, behind {}", at + 1),
        (None, _, None) => "new".to_owned(),
        (_, None, at) => format!("{}, struck out", at.map(|at| (at + 1).to_string()).unwrap_or_default()),
        (_, _, at) => at.map(|at| (at + 1).to_string()).unwrap_or_default(),
    };
    format!("{item} · {word} {which}")
}

impl Form {
    /// The form that asks for the file.
    pub fn returned() -> Self {
        Self::new(
            Subject::ReadBack,
            "Read back a corrected document",
            vec![field("File", "", "the DOCX that came back; drag it here, or paste its path")],
        )
    }

    pub(super) fn file(&self) -> Result<std::path::PathBuf, String> {
        let words = self.words("File").ok_or("Name the file: drag it into the window, or paste its path.")?;
        let bare = words.trim_matches(['\'', '"']);
        Ok(std::path::PathBuf::from(bare.strip_prefix("file://").unwrap_or(bare)))
    }
}

impl Returned {
    fn fill(&self, page: &mut Page, meeting: &Meeting) {
        let (mut blocks, mut stops) = (Vec::new(), Vec::new());
        for (proposal, decision) in &self.proposals {
            stops.push(blocks.len());
            let (tone, sign) = match decision {
                Decision::Open => (Tone::Mark, "?"),
                Decision::Taken => (Tone::Heading, "✓ taken"),
                Decision::Refused => (Tone::Quiet, "✗ refused"),
            };
            let heading = vec![(tone, format!("{sign}  ")), (Tone::Heading, place(meeting, proposal))];
            blocks.push(Block { spans: heading, indent: 0 });
            blocks.push(block(&pieces(proposal)));
            blocks.push(Block::gap());
        }
        let open = self.proposals.iter().filter(|(_, decision)| *decision == Decision::Open).count();
        page.title = format!("{}: {} changes, {open} to decide", self.name, self.proposals.len());
        "Enter takes · Del refuses · ↑↓ change · Ctrl+A takes all · Esc closes".clone_into(&mut page.hint);
        page.fill(blocks, stops);
    }

    /// Handles a key; gives what is to be journalled.
    pub(super) fn key(
        &mut self,
        page: &mut Page,
        session: &mut Session,
        key: &KeyEvent,
        now: Stamp,
    ) -> Vec<Effect> {
        let all =
            key.modifiers.contains(crossterm::event::KeyModifiers::CONTROL) && key.code == KeyCode::Char('a');
        let mut effects = Vec::new();
        #[expect(clippy::wildcard_enum_match_arm, reason = "no other key decides anything")]
        match key.code {
            KeyCode::Char('a') if all => {
                for at in 0..self.proposals.len() {
                    if self.proposals.get(at).is_some_and(|(proposal, decision)| {
                        *decision == Decision::Open && proposal.place.is_some()
                    }) {
                        match self.take(at, session, now) {
                            Ok(more) => effects.extend(more),
                            Err(why) => {
                                page.said = Some(why);
                                break;
                            }
                        }
                    }
                }
            }
            KeyCode::Enter | KeyCode::Char('a') => match self.take(page.chosen, session, now) {
                Ok(more) => {
                    effects.extend(more);
                    page.step(1);
                }
                Err(why) => page.said = Some(why),
            },
            KeyCode::Delete | KeyCode::Backspace | KeyCode::Char('r') => {
                match self.proposals.get_mut(page.chosen) {
                    Some((_, Decision::Taken)) => {
                        page.said = Some("It was taken already: Esc, then Ctrl+Z takes it back.".to_owned());
                    }
                    Some((_, decision)) => {
                        *decision = Decision::Refused;
                        page.step(1);
                    }
                    None => {}
                }
            }
            _ => return effects,
        }
        self.fill(page, &session.meeting);
        effects
    }

    /// Takes a proposal over, as one step of undo.
    fn take(&mut self, at: usize, session: &mut Session, now: Stamp) -> Result<Vec<Effect>, String> {
        let bare: Vec<Proposal> = self.proposals.iter().map(|(proposal, _)| proposal.clone()).collect();
        let Some((proposal, decision)) = self.proposals.get_mut(at) else { return Ok(Vec::new()) };
        if *decision == Decision::Taken {
            return Ok(Vec::new());
        }
        if proposal.place.is_none() {
            return Err("This line is no entry of the minutes: note it, and change it by hand.".to_owned());
        }
        let (edit, made) = edit_of(&session.meeting, &bare, at)
            .ok_or("Its entry is not there any more: nothing was changed.")?;
        let effects = session.change_beside(vec![edit], now)?;
        (proposal.made, *decision) = (made, Decision::Taken);
        Ok(effects)
    }
}

impl App {
    /// The document was read: its changes take the screen.
    pub(super) fn returned(&mut self, name: String, bytes: &[u8]) -> Vec<Effect> {
        let (now, templates) = (self.now, self.settings.templates.clone());
        let Some(session) = self.session() else { return Vec::new() };
        match proposals(&session.meeting, (&session.style, &templates), bytes, now) {
            Ok(found) if found.is_empty() => {
                self.say(format!("{name} says the same as these minutes, word for word."));
            }
            Ok(found) => {
                let proposals = found.into_iter().map(|proposal| (proposal, Decision::Open)).collect();
                let returned = Returned { name, proposals };
                let mut page = Page::default();
                returned.fill(&mut page, &session.meeting);
                self.dialog = Some(Dialog::Sheet(Box::new(Sheet { page, topic: Topic::Returned(returned) })));
            }
            Err(why) => self.fail(format!("{name}: {why}")),
        }
        Vec::new()
    }
}
