//! Out of the app: copying for the CMS and exporting files.

#![expect(clippy::wildcard_enum_match_arm, reason = "of many commands only those that copy come here")]

use crate::export::{self, Document, Format, Rendered, Request, Templates};
use crate::meeting::{HouseStyle, ItemId, Meeting, Stamp};

use super::command::Command;
use super::picker::Picker;
use super::{App, Dialog, Effect, Screen};

/// What F12 offers: a document in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Out {
    /// The document; the item is the one shown.
    pub document: Kind,
    /// Its format.
    pub format: Format,
}

/// The documents that F12 offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Every document in its usual forms.
    Everything,
    /// The minutes of the meeting.
    #[default]
    Minutes,
    /// The minutes as they may be published: exempt entries left out.
    Public,
    /// The minutes with the clerk's own discussion points.
    Points,
    /// The item shown.
    Item,
    /// The action list.
    Actions,
    /// The decision list.
    Decisions,
    /// The chapters of the recording.
    Chapters,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Minutes,
        Self::Actions,
        Self::Decisions,
        Self::Item,
        Self::Chapters,
        Self::Public,
        Self::Points,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::Minutes => "Minutes of the meeting",
            Self::Public => "Public version of the minutes",
            Self::Points => "Minutes with your discussion points",
            Self::Item => "This item",
            Self::Actions => "Action list",
            Self::Decisions => "Decision list",
            Self::Chapters => "Chapters of the recording",
        }
    }

    /// The file's name: a version that is not the usual one says so in its name.
    fn named(self, name: String) -> String {
        let word = match self {
            Self::Public => "public",
            Self::Points => "with-points",
            Self::Everything
            | Self::Minutes
            | Self::Item
            | Self::Actions
            | Self::Decisions
            | Self::Chapters => return name,
        };
        match name.split_once('.') {
            Some((stem, ending)) => format!("{stem}-{word}.{ending}"),
            None => name,
        }
    }

    fn document(self, item: ItemId) -> Document {
        match self {
            Self::Everything | Self::Minutes | Self::Public | Self::Points => Document::Minutes,
            Self::Item => Document::Item(item),
            Self::Actions => Document::Actions,
            Self::Decisions => Document::Decisions,
            Self::Chapters => Document::Chapters,
        }
    }
}

/// The list of F12: every document in every format in which it comes.
pub fn picker() -> Picker<Out> {
    let all = Out { document: Kind::Everything, format: Format::Text };
    let mut rows = vec![("Everything, in all usual forms".to_owned(), all)];
    for document in Kind::ALL {
        for format in export::formats(document.document(ItemId(0))) {
            rows.push((
                format!("{} as {}", document.title(), format.title()),
                Out { document, format: *format },
            ));
        }
    }
    Picker::new(rows)
}

/// Documents to be made, with all that they are made of: the shell makes them while the clerk types on.
#[derive(Clone, Debug, Default)]
pub struct Press {
    meeting: Meeting,
    style: HouseStyle,
    templates: Templates,
    wanted: Vec<(Document, Format)>,
    kind: Kind,
    rich: bool,
    now: Stamp,
}

impl Press {
    /// These documents of a meeting, in the usual style.
    #[must_use]
    pub fn of(meeting: Meeting, kind: Kind, wanted: Vec<(Document, Format)>, now: Stamp) -> Self {
        Self { meeting, wanted, kind, now, ..Self::default() }
    }

    /// How many documents there are to make.
    #[must_use]
    pub fn len(&self) -> usize {
        self.wanted.len()
    }

    /// Whether there is nothing to make.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// What is to be said while the document at this place is made: "Writing 3 of 11: minutes as docx".
    #[must_use]
    pub fn progress(&self, at: usize) -> String {
        let what = self.wanted.get(at);
        let what = what.map(|(document, format)| format!(": {} as {}", document.word(), format.title()));
        format!("Writing {} of {}{} …", at + 1, self.wanted.len(), what.unwrap_or_default())
    }

    /// Makes the document at this place, under the name that its file should have.
    ///
    /// # Errors
    /// A sentence where it can't be made.
    pub fn make(&self, at: usize) -> Result<Rendered, String> {
        let (document, format) = self.wanted.get(at).copied().ok_or("There is no such document.")?;
        let request = Request {
            document,
            format,
            public: self.kind == Kind::Public,
            points: self.kind == Kind::Points,
            rich: self.rich,
            offset: None,
            now: self.now,
        };
        let made = export::render(&self.meeting, &self.style, &self.templates, &request);
        let made = made.map_err(|error| format!("This can’t be exported: {error}."))?;
        Ok(Rendered { name: self.kind.named(made.name), ..made })
    }
}

impl App {
    /// F9 and its kin: the document goes onto the clipboard. F9 again goes on to the next item.
    pub(super) fn copy_out(&mut self, command: Command) -> Vec<Effect> {
        let again = std::mem::take(&mut self.copied);
        let settings = &self.settings;
        let Screen::Session(session) = &mut self.screen else { return Vec::new() };
        let (document, what) = match command {
            Command::CopyMinutes => (Document::Minutes, "the minutes".to_owned()),
            Command::CopyActions => (Document::Actions, "the action list".to_owned()),
            Command::CopyDecisions => (Document::Decisions, "the decision list".to_owned()),
            _ => {
                if again == Some(session.shown) {
                    let Some(next) = session.next_item(1) else {
                        self.fail("That was the last item.");
                        return Vec::new();
                    };
                    session.show(next);
                }
                let label = session.item().map(crate::meeting::Item::label).unwrap_or_default();
                (Document::Item(session.shown), format!("item {label}"))
            }
        };
        let form = (document, settings.whole_page);
        let clip = export::clipboard(
            &session.meeting,
            &session.style,
            &settings.templates,
            form,
            settings.rich_lists,
        );
        match clip {
            Ok(clip) => {
                match document {
                    Document::Item(id) => {
                        session.copied.push(id);
                        self.copied = Some(id);
                    }
                    Document::Minutes => {
                        session.copied = session.meeting.items.iter().map(|item| item.id).collect();
                    }
                    Document::Actions | Document::Decisions | Document::Chapters => {}
                }
                let what = clip.warnings.iter().fold(what, |what, warning| format!("{what} ({warning})"));
                vec![Effect::Copy { html: Some(clip.html), plain: clip.plain, what }]
            }
            Err(error) => {
                self.fail(format!("Nothing was copied: {error}."));
                Vec::new()
            }
        }
    }

    /// Writes a document of the session on screen, or of the one chosen in the library, into the folder for exports.
    pub(super) fn export(&mut self, out: Out) -> Vec<Effect> {
        let settings = &self.settings;
        let (meeting, style, shown) = match &self.screen {
            Screen::Session(session) => (&session.meeting, session.style.clone(), session.shown),
            Screen::Library(shelf) => {
                let Some(meeting) = shelf.preview.as_ref().map(|preview| &preview.meeting) else {
                    return Vec::new();
                };
                let first = meeting.items.first().map_or(ItemId(0), |item| item.id);
                (&**meeting, settings.styles.of(meeting), first)
            }
            Screen::Look(_) => return Vec::new(),
        };
        let wanted = match out.document {
            Kind::Everything => export::everything(meeting),
            kind => vec![(kind.document(shown), out.format)],
        };
        let press = Press {
            style,
            templates: settings.templates.clone(),
            rich: settings.rich_lists,
            ..Press::of(meeting.clone(), out.document, wanted, self.now)
        };
        self.say("Writing …");
        vec![Effect::Export(Box::new(press))]
    }

    pub(super) fn ask_export(&mut self) {
        self.dialog = Some(Dialog::Export(picker()));
    }
}
