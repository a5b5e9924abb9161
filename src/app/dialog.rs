//! The dialogs: which there are, and who gets the key while one is open.

use crossterm::event::{KeyCode, KeyEvent};

use crate::library::register::Entered;
use crate::meeting::ItemId;

use super::command::Command;
use super::find::FindBar;
use super::form::{Answer, Form, Subject};
use super::motion::MotionBox;
use super::palette::Offer;
use super::people::PeopleList;
use super::picker::Picker;
use super::renaming::Renaming;
use super::speaker::SpeakerList;
use super::spelling::DoubtBox;
use super::{App, Effect, Screen, line, out, sheet};

/// What stands over a screen.
#[derive(Debug)]
pub enum Dialog {
    /// Ctrl+P.
    Palette(Picker<Offer>),
    /// Ctrl+G.
    GoTo(Picker<ItemId>),
    /// F2.
    Speaker(SpeakerList),
    /// F1.
    Help(Picker<Offer>),
    /// Ctrl+F.
    Find(FindBar),
    /// A form.
    Form(Form),
    /// F6.
    People(PeopleList),
    /// Where a name that was corrected stands.
    Renaming(Box<Renaming>),
    /// F5.
    Motion(Box<MotionBox>),
    /// F12.
    Export(Picker<out::Out>),
    /// The title of a new item.
    NewItem(line::Line),
    /// F7.
    Doubt(DoubtBox),
    /// A page to read.
    Sheet(Box<sheet::Sheet>),
    /// Open actions of earlier meetings.
    Earlier(Picker<Entered>),
}

impl App {
    /// A key while a dialog is open.
    pub(super) fn dialog_key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let Some(mut dialog) = self.dialog.take() else { return Vec::new() };
        if let Dialog::Sheet(sheet) = dialog {
            return self.sheet_key(sheet, key);
        }
        if let Dialog::Renaming(renaming) = dialog {
            return self.renaming_key(renaming, key);
        }
        if key.code == KeyCode::Esc && !matches!(dialog, Dialog::Find(_) | Dialog::Motion(_)) {
            return Vec::new();
        }
        if self.settings.keys.command(key).is_some_and(|(command, _)| command == Command::Paste) {
            self.dialog = Some(dialog);
            return vec![Effect::ReadClipboard];
        }
        if matches!(key.code, KeyCode::Enter | KeyCode::Tab) {
            match self.take_dialog(dialog, key.code == KeyCode::Tab) {
                Ok(effects) => return effects,
                Err(goes_on) => dialog = *goes_on,
            }
        }
        match &mut dialog {
            Dialog::Help(picker) | Dialog::Palette(picker) => {
                picker.key(key);
            }
            Dialog::GoTo(picker) => {
                picker.key(key);
            }
            Dialog::Speaker(list) => {
                list.picker.key(key);
            }
            Dialog::Find(_) => {
                self.dialog = Some(dialog);
                return self.find_key(key);
            }
            Dialog::Form(form) => match form.key(key) {
                Answer::Stay => {}
                Answer::Leave => return Vec::new(),
                Answer::Take => return self.take_form(dialog),
            },
            Dialog::People(list) => return self.people_key(list.clone(), key),
            Dialog::Motion(shown) => return self.motion_key(shown.clone(), key),
            Dialog::Export(picker) => {
                picker.key(key);
            }
            Dialog::Earlier(picker) => {
                picker.key(key);
            }
            Dialog::Sheet(_) | Dialog::Renaming(_) => {}
            Dialog::NewItem(line) => {
                line.key(key);
            }
            Dialog::Doubt(doubt) => return self.doubt_key(doubt.clone(), key),
        }
        self.dialog = Some(dialog);
        Vec::new()
    }

    /// Enter, or Tab, in a dialog that is taken by it; the dialog back where it is not.
    fn take_dialog(&mut self, dialog: Dialog, tab: bool) -> Result<Vec<Effect>, Box<Dialog>> {
        match dialog {
            Dialog::Speaker(list) => Ok(self.speak(&list, tab)),
            // Help only tells: what it lists first must not happen by a key pressed to close it.
            Dialog::Help(_) if !tab => Ok(Vec::new()),
            Dialog::Palette(picker) if !tab => {
                Ok(picker.value().cloned().map(|offer| self.take_offer(&offer)).unwrap_or_default())
            }
            Dialog::GoTo(picker) if !tab => Ok(self.go_to(picker.value().copied(), picker.line.text())),
            Dialog::Export(picker) if !tab => {
                Ok(picker.value().map(|out| self.export(*out)).unwrap_or_default())
            }
            Dialog::Doubt(doubt) if !tab => Ok(self.answer_doubt(&doubt)),
            Dialog::Earlier(picker) if !tab => {
                if let Some(entered) = picker.value() {
                    self.tell_earlier(entered);
                }
                Ok(Vec::new())
            }
            Dialog::NewItem(line) if !tab => Ok(self.late_item(line.text().trim())),
            goes_on @ (Dialog::Help(_)
            | Dialog::Palette(_)
            | Dialog::GoTo(_)
            | Dialog::Export(_)
            | Dialog::NewItem(_)
            | Dialog::Doubt(_)
            | Dialog::Earlier(_)
            | Dialog::Find(_)
            | Dialog::Form(_)
            | Dialog::Sheet(_)
            | Dialog::Motion(_)
            | Dialog::Renaming(_)
            | Dialog::People(_)) => Err(Box::new(goes_on)),
        }
    }

    fn take_form(&mut self, mut dialog: Dialog) -> Vec<Effect> {
        let now = self.now;
        let Dialog::Form(form) = &mut dialog else { return Vec::new() };
        if form.subject == Subject::Phrase {
            return self.take_phrase_form(form.clone());
        }
        if let Subject::Person(id) = form.subject {
            return self.take_person_form(form.clone(), id);
        }
        match self.take_library_form(form) {
            None => {}
            Some(Ok(effects)) => return effects,
            Some(Err(why)) => {
                form.wrong = Some(why);
                self.dialog = Some(dialog);
                return Vec::new();
            }
        }
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let presented = session.presented(form);
        let outcome = form.edits(session, now).and_then(|edits| session.change_beside(edits, now));
        match outcome {
            Ok(mut effects) => {
                let form = form.clone();
                let renaming = session.presenter_corrected(&form, &presented);
                self.dialog = renaming.map(|renaming| Dialog::Renaming(Box::new(renaming)));
                effects.extend(self.after_state(&form));
                effects
            }
            Err(why) => {
                form.wrong = Some(why);
                self.dialog = Some(dialog);
                Vec::new()
            }
        }
    }
}
