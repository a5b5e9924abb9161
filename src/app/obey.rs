//! What each command does.

#![expect(clippy::wildcard_enum_match_arm, reason = "each function obeys its own few of many commands")]

use crossterm::event::KeyEvent;

use crate::library::Part;
use crate::meeting::{Entry, ItemHead, ItemId, Pane, Slot};

use super::command::Command;
use super::event::DiskState;
use super::find::{Ask, FindBar};
use super::form::Form;
use super::line::Line;
use super::picker::Picker;
use super::speaker::SpeakerList;
use super::{App, Dialog, Effect, Screen, Session};

impl App {
    /// Obeys a command; `select` where Shift was held with a key that moves.
    pub fn obey(&mut self, command: Command, select: bool) -> Vec<Effect> {
        match command {
            Command::Help => {
                self.dialog = Some(Dialog::Help(Picker::new(self.help_offers())));
                return Vec::new();
            }
            Command::Leave => return self.leave(),
            Command::Suspend => return vec![Effect::Suspend],
            Command::Mouse => return self.turn_mouse(),
            _ => {}
        }
        if let Some(effects) = self.obey_library(command) {
            return effects;
        }
        if !matches!(self.screen, Screen::Session(_)) {
            return Vec::new();
        }
        if command == Command::Right
            && !select
            && let Some(outcome) = {
                let now = self.now;
                self.session_mut().and_then(|session| session.take_ghost(now))
            }
        {
            return self.told(outcome);
        }
        if command.moves() {
            if let Some(session) = self.session_mut() {
                session.move_by(command, select);
            }
            return Vec::new();
        }
        if let Some(effects) = self.obey_writing(command) {
            return effects;
        }
        if let Some(effects) = self.obey_agenda(command) {
            return effects;
        }
        if let Some(effects) = self.obey_formality(command) {
            return effects;
        }
        if let Some(effects) = self.obey_approval(command) {
            return effects;
        }
        if let Some(effects) = self.obey_sheets(command) {
            return effects;
        }
        self.obey_dialogs(command)
    }

    fn turn_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        self.say(if self.mouse {
            "The app has the mouse: click, drag and wheel work in it."
        } else {
            "The terminal has the mouse: its own selection works. The same command takes it back."
        });
        vec![Effect::Mouse(self.mouse)]
    }

    /// Commands that change text or move between panes; none where it is another kind of command.
    fn obey_writing(&mut self, command: Command) -> Option<Vec<Effect>> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return None };
        let outcome = match command {
            Command::NewEntry => return Some(self.next_entry()),
            Command::NextPane => return Some(self.next_place_or_pane()),
            Command::DeleteBack => session.delete(false, false, now),
            Command::DeleteForward => session.delete(true, false, now),
            Command::DeleteWordBack => session.delete(false, true, now),
            Command::DeleteWordForward => session.delete(true, true, now),
            Command::Undo => session.undo(now),
            Command::Redo => session.redo(now),
            Command::MoveEntryUp => session.move_entry(-1, now),
            Command::MoveEntryDown => session.move_entry(1, now),
            Command::NewPoint => new_entry(session, Pane::Points, now),
            Command::NewResolution => new_entry(session, Pane::Resolved, now),
            Command::Cut => return Some(self.cut_or_copy(true)),
            Command::Copy => return Some(self.cut_or_copy(false)),
            Command::Paste => Ok(vec![Effect::ReadClipboard]),
            Command::SelectPane => {
                session.anchor = Some((0, 0));
                session.at = session.entries().len().saturating_sub(1);
                session.byte = session.text().len();
                Ok(Vec::new())
            }
            Command::PreviousPane => {
                session.next_pane(-1);
                Ok(Vec::new())
            }
            Command::StampTime => {
                let time = session.style.time_of_day(now.time());
                session.paste(&time, now)
            }
            Command::Promote => return Some(self.promote()),
            Command::NoAction => return Some(self.settle_here()),
            Command::Slips => return Some(self.next_slip()),
            Command::Spelling => return Some(self.spell()),
            Command::Confidential => return Some(self.mark_confidential()),
            Command::OpenEnds => return Some(self.next_end()),
            _ => return None,
        };
        Some(self.told(outcome))
    }

    /// Commands of the agenda and the course of the meeting; none where it is another kind.
    fn obey_agenda(&mut self, command: Command) -> Option<Vec<Effect>> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return None };
        let outcome = match command {
            Command::Take => return Some(self.take_item()),
            Command::NextItem | Command::PreviousItem => {
                let by = if command == Command::NextItem { 1 } else { -1 };
                match session.next_item(by) {
                    Some(item) => {
                        session.show(item);
                        Ok(vec![Effect::Save(Some(session.place()))])
                    }
                    None => Ok(Vec::new()),
                }
            }
            Command::Back => {
                if session.back() {
                    Ok(vec![])
                } else {
                    Err("Nothing was typed elsewhere yet.".to_owned())
                }
            }
            Command::MoveItemUp => session.move_item(false, now),
            Command::MoveItemDown => session.move_item(true, now),
            Command::NestItem => session.nest_item(1, now),
            Command::UnnestItem => session.nest_item(-1, now),
            Command::RemoveItem => session.remove_item(now),
            Command::ToggleExempt => toggle_exempt(session, now),
            Command::Adjourn => session.adjourn(true, now),
            Command::Resume => session.adjourn(false, now),
            Command::CloseMeeting => {
                let closed = session.close_meeting(now);
                return Some(self.close(closed));
            }
            Command::Save => {
                if let Some(why) = session.read_only.clone() {
                    self.fail(why);
                    return Some(Vec::new());
                }
                let place = Some(session.place());
                self.say(match self.disk {
                    DiskState::Trouble(_) => "It is tried again now to write the session where it belongs.",
                    DiskState::Saved | DiskState::Saving => {
                        "The session file is being written; every key is in the journal already."
                    }
                });
                return Some(vec![Effect::Save(place)]);
            }
            Command::Library => {
                let place = Some(session.place());
                self.screen = Screen::Library(Box::default());
                return Some(vec![Effect::Save(place), Effect::Close, Effect::List(Part::Sessions)]);
            }
            _ => return None,
        };
        Some(self.told(outcome))
    }

    fn close(&mut self, closed: Result<Vec<Effect>, String>) -> Vec<Effect> {
        let done = closed.is_ok();
        let mut effects = self.told(closed);
        if done {
            let place = self.session().map(Session::place);
            effects.push(Effect::Save(place));
            self.say("The meeting is closed; no clock runs any more. F9 copies, F12 exports.");
        }
        effects
    }

    /// Commands that open a dialog, copy or export.
    fn obey_dialogs(&mut self, command: Command) -> Vec<Effect> {
        if command == Command::Palette {
            self.dialog = Some(Dialog::Palette(Picker::new(self.palette_offers())));
            return Vec::new();
        }
        if command == Command::MakePhrase {
            self.ask_phrase();
            return Vec::new();
        }
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        self.dialog = match command {
            Command::GoTo => Some(Dialog::GoTo(Picker::new(item_rows(session)))),
            Command::AddItem => Some(Dialog::NewItem(Line::default())),
            Command::Speaker => Some(Dialog::Speaker(SpeakerList::new(session, false))),
            Command::EntrySpeaker => Some(Dialog::Speaker(SpeakerList::new(session, true))),
            Command::Find => {
                let words = session.selected_text().filter(|text| !text.contains('\n')).unwrap_or_default();
                Some(Dialog::Find(FindBar::new(&words)))
            }
            Command::Fields => Form::entry(&session.meeting, session.slot()).map(Dialog::Form),
            Command::EditItem => Form::item(&session.meeting, session.shown).map(Dialog::Form),
            Command::EditHead => {
                Some(Dialog::Form(Form::head(&session.meeting.head, self.settings.styles.names())))
            }
            Command::Export => {
                self.ask_export();
                return Vec::new();
            }
            _ => None,
        };
        match command {
            Command::Find => self.look_again(),
            Command::Fields if self.dialog.is_none() => self.fail("There is no entry here yet."),
            Command::CopyItem | Command::CopyMinutes | Command::CopyActions | Command::CopyDecisions => {
                return self.copy_out(command);
            }
            Command::Motion => return self.open_motion(),
            Command::EarlierActions => {
                return self
                    .session()
                    .map(|session| Effect::Register(Some(session.path.clone())))
                    .into_iter()
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn mark_confidential(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let outcome = session.mark_confidential(now);
        if let Ok((_, said)) = &outcome {
            self.say(*said);
        }
        self.told(outcome.map(|(effects, _)| effects))
    }

    fn cut_or_copy(&mut self, cut: bool) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let Some(text) = session.selected_text() else {
            self.fail("Nothing is selected: hold Shift with the arrows, or drag with the mouse.");
            return Vec::new();
        };
        let mut effects = Vec::new();
        if cut {
            match session.replace_selection("", now) {
                Ok(more) => effects.extend(more),
                Err(why) => {
                    self.fail(why);
                    return effects;
                }
            }
        }
        self.clipboard.clone_from(&text);
        effects.push(Effect::Copy { html: None, plain: text, what: String::new() });
        effects
    }

    fn take_item(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        match session.take(now) {
            Ok((mut effects, said)) => {
                effects.push(Effect::Save(Some(session.place())));
                self.say(said);
                effects
            }
            Err(why) => {
                self.fail(why);
                Vec::new()
            }
        }
    }

    /// Ctrl+R: a discussion point becomes the last paragraph of the minutes, and the cursor stays with the points; elsewhere
    /// the open promise at the cursor, or the last one above, becomes an entry under Resolved.
    fn promote(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        if session.pane != Pane::Points || session.entry().is_none_or(Entry::is_blank) {
            return match session.promote_promise(now) {
                Ok((effects, said)) => {
                    self.say(said);
                    effects
                }
                Err(why) => {
                    self.fail(why);
                    Vec::new()
                }
            };
        }
        let from = session.slot();
        let minutes = session.item().map_or(&[][..], |item| &item.minutes);
        let mut edits = Vec::new();
        let mut at = minutes.len();
        if let Some(last) = minutes.last().filter(|entry| entry.is_blank()) {
            at -= 1;
            let slot = Slot { pane: Pane::Minutes, at, ..from };
            edits.push(crate::meeting::Edit::Entry { slot, from: Some(Box::new(last.clone())), to: None });
        }
        edits.push(crate::meeting::Edit::MoveEntry { from, to: Slot { pane: Pane::Minutes, at, ..from } });
        let outcome = session.change(edits, now);
        session.go(session.place());
        let done = outcome.is_ok();
        let effects = self.told(outcome);
        if done {
            self.say("The point is now the last paragraph of the minutes.");
        }
        effects
    }

    pub(super) fn speak(&mut self, list: &SpeakerList, inside: bool) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        match session.speak(list, inside, now) {
            Ok((effects, said)) => {
                self.say(said);
                effects
            }
            Err(why) => {
                self.fail(why);
                Vec::new()
            }
        }
    }

    pub(super) fn go_to(&mut self, goal: Option<ItemId>, typed: &str) -> Vec<Effect> {
        if let (Some(item), Some(session)) = (goal, self.session_mut()) {
            session.show(item);
            return vec![Effect::Save(Some(session.place()))];
        }
        self.late_item(typed.trim())
    }

    pub(super) fn late_item(&mut self, title: &str) -> Vec<Effect> {
        let now = self.now;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        if title.is_empty() {
            return Vec::new();
        }
        let outcome = session.add_item(title, now);
        let done = outcome.is_ok();
        let effects = self.told(outcome);
        if done {
            self.say(format!("Item “{title}” was added. Ctrl+N takes it; Ctrl+Z removes it."));
        }
        effects
    }

    pub(super) fn find_key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let now = self.now;
        let (Some(Dialog::Find(bar)), Screen::Session(session)) = (&mut self.dialog, &mut self.screen) else {
            return Vec::new();
        };
        let mut outcome = Ok(Vec::new());
        match bar.key(key) {
            Ask::Look => self.look_again(),
            Ask::Go(by) => {
                let count = bar.hits.len().max(1);
                bar.chosen =
                    bar.chosen.saturating_add_signed(by.rem_euclid(isize::try_from(count).unwrap_or(1)))
                        % count;
                if let Some(hit) = bar.hits.get(bar.chosen).cloned() {
                    session.select_hit(&hit);
                }
            }
            Ask::Replace => {
                let with = bar.with.as_ref().map(|line| line.text().to_owned()).unwrap_or_default();
                if let Some(hit) = bar.hits.get(bar.chosen).cloned() {
                    outcome = session.replace(std::slice::from_ref(&hit), &with, now);
                    if outcome.is_ok() {
                        session.byte = hit.range.start + with.len();
                    }
                }
                self.look_again();
            }
            Ask::ReplaceAll => {
                let with = bar.with.as_ref().map(|line| line.text().to_owned()).unwrap_or_default();
                let (hits, count) = (bar.hits.clone(), bar.hits.len());
                outcome = session.replace(&hits, &with, now);
                session.settle();
                let done = outcome.is_ok() && count > 0;
                self.look_again();
                if done {
                    self.say(format!("{count} places were replaced. Ctrl+Z takes it back."));
                }
            }
            Ask::Close => self.dialog = None,
            Ask::Nothing => {}
        }
        self.told(outcome)
    }

    /// Finds the words of the bar again and selects the nearest hit.
    pub(super) fn look_again(&mut self) {
        let (Some(Dialog::Find(bar)), Screen::Session(session)) = (&mut self.dialog, &mut self.screen) else {
            return;
        };
        bar.hits = session.find(bar.words.text(), bar.everywhere);
        bar.chosen = session.nearest(&bar.hits);
        if let Some(hit) = bar.hits.get(bar.chosen).cloned() {
            session.select_hit(&hit);
        }
    }
}

fn new_entry(session: &mut Session, pane: Pane, now: crate::meeting::Stamp) -> Result<Vec<Effect>, String> {
    let fields = session.fields(now, session.current_speaker());
    let entry = session.new_entry(session.shown, String::new(), fields);
    session.start_entry(pane, entry, Vec::new(), now)
}

fn toggle_exempt(session: &mut Session, now: crate::meeting::Stamp) -> Result<Vec<Effect>, String> {
    let Some(item) = session.item() else { return Ok(Vec::new()) };
    let from = item.head.clone();
    let to = ItemHead { exempt: !from.exempt, ..from.clone() };
    let id = item.id;
    session.change(
        vec![crate::meeting::Edit::ItemHead { item: id, from: Box::new(from), to: Box::new(to) }],
        now,
    )
}

fn item_rows(session: &Session) -> Vec<(String, ItemId)> {
    session.meeting.items.iter().map(|item| (item.label(), item.id)).collect()
}
