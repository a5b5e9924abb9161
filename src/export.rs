//! What comes out: the documents of a meeting in their formats.
//!
//! One `view` says what is to be published, in the words and numbers of the house; text, web pages and Markdown are made
//! from it by templates, the other formats by the modules here. Nothing here reads a clock or a file.

mod business;
mod clip;
mod cms;
mod course;
mod csv;
mod dates;
mod docx;
mod figures;
mod ics;
mod json;
mod public;
pub mod register;
pub mod returned;
mod templates;
mod view;
mod vtt;

pub use clip::{Clip, clipboard};
pub use dates::short_date;
pub use figures::changed_figures;
pub use public::leaked;
pub use templates::Templates;

use chrono::TimeDelta;

use crate::meeting::{HouseStyle, ItemId, Meeting, Stamp};

/// What is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// The minutes of the meeting.
    Minutes,
    /// The minutes of one item.
    Item(ItemId),
    /// The action list.
    Actions,
    /// The decision list: attendance and every decision, for the night itself.
    Decisions,
    /// Chapters of the recording: items and speakers.
    Chapters,
}

impl Document {
    /// The document in words, as file names and messages have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Item(_) => "item",
            Self::Actions => "actions",
            Self::Decisions => "decisions",
            Self::Chapters => "chapters",
        }
    }
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// A whole web page.
    Html,
    /// The fragment of HTML that a CMS takes.
    Cms,
    /// Markdown.
    Markdown,
    /// A Word document.
    Docx,
    /// The whole session as data.
    Json,
    /// A table.
    Csv,
    /// Tasks for a calendar.
    Ics,
    /// Chapters of a recording.
    Vtt,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Html,
        Self::Cms,
        Self::Markdown,
        Self::Docx,
        Self::Json,
        Self::Csv,
        Self::Ics,
        Self::Vtt,
    ];

    /// The name on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Cms => "cms",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ics => "ics",
            Self::Vtt => "vtt",
        }
    }

    /// The name in lists of the app.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "web page",
            Self::Cms => "fragment for the CMS",
            Self::Markdown => "Markdown",
            Self::Docx => "Word document (DOCX)",
            Self::Json => "data (JSON)",
            Self::Csv => "table for a spreadsheet (CSV)",
            Self::Ics => "tasks for a calendar (ICS)",
            Self::Vtt => "chapters of the recording (VTT)",
        }
    }

    /// The ending of a file's name, without its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Cms => "cms.html",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ics => "ics",
            Self::Vtt => "vtt",
        }
    }

    /// The format of this name or file ending.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().trim_start_matches('.').to_lowercase();
        Self::ALL.into_iter().find(|format| format.word() == word || format.ending() == word)
    }
}

/// What is wanted, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// What.
    pub document: Document,
    /// In which form.
    pub format: Format,
    /// Whether exempt entries are left out.
    pub public: bool,
    /// Whether the clerk's discussion points go out too.
    pub points: bool,
    /// Whether a CMS fragment may use lists that start elsewhere than at 1, and tables.
    pub rich: bool,
    /// How far the recording was when the meeting began; chapters count from the meeting's begin without it.
    pub offset: Option<TimeDelta>,
    /// The moment of the export.
    pub now: Stamp,
}

/// A document, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Its content.
    pub bytes: Vec<u8>,
    /// What the clerk should look at before publishing, a sentence each.
    pub warnings: Vec<String>,
    /// The proper name of its file: "2026-02-11-cabinet-minutes.html".
    pub name: String,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The document does not exist in this format.
    #[error("there is no {format} form of the {document}; it comes as {offered}")]
    Senseless {
        /// The document in words.
        document: &'static str,
        /// The format's name.
        format: &'static str,
        /// The formats in which it comes.
        offered: String,
    },
    /// The item is not in the meeting.
    #[error("this meeting has no such item")]
    NoSuchItem,
    /// A shipped template failed.
    #[error("the template {name} failed: {message}")]
    Template {
        /// Its name.
        name: String,
        /// What was wrong.
        message: String,
    },
    /// The bytes could not be put together.
    #[error("the {format} could not be put together: {message}")]
    Build {
        /// The format's name.
        format: &'static str,
        /// What was wrong.
        message: String,
    },
}

/// The formats in which a document comes.
pub fn formats(document: Document) -> &'static [Format] {
    match document {
        Document::Minutes | Document::Item(_) => {
            &[Format::Text, Format::Html, Format::Cms, Format::Markdown, Format::Docx, Format::Json]
        }
        Document::Actions => &[
            Format::Text,
            Format::Html,
            Format::Cms,
            Format::Markdown,
            Format::Docx,
            Format::Json,
            Format::Csv,
            Format::Ics,
        ],
        Document::Decisions => &[Format::Text, Format::Html, Format::Cms, Format::Markdown, Format::Docx],
        Document::Chapters => &[Format::Vtt],
    }
}

/// Every document of a meeting in its usual forms: what is written when no form is asked for. Chapters only where there is
/// something to place on the recording.
pub fn everything(meeting: &Meeting) -> Vec<(Document, Format)> {
    let minutes = formats(Document::Minutes).iter().map(|format| (Document::Minutes, *format));
    let lists = [
        (Document::Actions, Format::Csv),
        (Document::Actions, Format::Ics),
        (Document::Decisions, Format::Html),
        (Document::Decisions, Format::Docx),
    ];
    let timed = meeting.times.started.is_some() && meeting.items.iter().any(|item| !item.turns.is_empty());
    let chapters = timed.then_some((Document::Chapters, Format::Vtt));
    minutes.chain(lists).chain(chapters).collect()
}

/// Makes a document.
///
/// # Errors
/// [`ExportError`] where the document does not come in this format, or the item is missing.
pub fn render(
    meeting: &Meeting,
    style: &HouseStyle,
    templates: &Templates,
    request: &Request,
) -> Result<Rendered, ExportError> {
    let (document, format) = (request.document, request.format);
    let offered = formats(document);
    if !offered.contains(&format) {
        let offered = offered.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
        return Err(ExportError::Senseless { document: document.word(), format: format.word(), offered });
    }
    let item = match document {
        Document::Item(id) => Some(meeting.item(id).ok_or(ExportError::NoSuchItem)?.id),
        Document::Minutes | Document::Actions | Document::Decisions | Document::Chapters => None,
    };
    let wanted = view::Wanted { public: request.public, points: request.points, item };
    let view = view::view(meeting, style, wanted);
    let mut warnings = Vec::new();
    let bytes = match format {
        Format::Text | Format::Html | Format::Markdown => {
            let name = format!("{}.{}", document.word(), format.ending());
            let (text, told) = templates.render(&name, &view)?;
            warnings.extend(told);
            text.into_bytes()
        }
        Format::Cms => {
            cms::fragment(&view, document, cms::How { rich: request.rich, whole: true }).into_bytes()
        }
        Format::Docx => {
            let (bytes, told) = docx::render(&view, document, templates.reference(), request.now)?;
            warnings.extend(told);
            bytes
        }
        Format::Json => json::render(meeting, style, wanted, document)?,
        Format::Csv => csv::actions_csv(meeting, style, request.public)?,
        Format::Ics => ics::tasks(meeting, request.public, request.now),
        Format::Vtt => {
            let (text, told) = vtt::chapters(meeting, wanted, request.offset);
            warnings.extend(told);
            text.into_bytes()
        }
    };
    if matches!(format, Format::Text | Format::Html | Format::Markdown | Format::Cms) {
        warnings.extend(figures::warnings(&view, document, &bytes));
    }
    warnings.extend(public::warnings(meeting, style, wanted));
    Ok(Rendered { bytes, warnings, name: file_name(meeting, document, format) })
}

/// The proper name of a document's file.
pub fn file_name(meeting: &Meeting, document: Document, format: Format) -> String {
    let stem = crate::library::list::stem(meeting);
    let what = match document {
        Document::Item(id) => {
            let (at, number) = meeting
                .item_at(id)
                .map_or((0, None), |(at, item)| (at.saturating_add(1), item.head.number.as_deref()));
            let number = number.map(crate::library::list::slug).filter(|number| !number.is_empty());
            format!("item-{}", number.unwrap_or_else(|| at.to_string()))
        }
        Document::Minutes | Document::Actions | Document::Decisions | Document::Chapters => {
            document.word().to_owned()
        }
    };
    format!("{stem}-{what}.{}", format.ending())
}
