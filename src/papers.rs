//! Readers of agendas and published minutes: bytes in, what the paper says out. Pure: no file, no clock, no network.
//!
//! [`read`] is the one entry point. It tells formats apart by content, never by name, and gives a [`Paper`] or a
//! [`Refusal`], which is one plain sentence for the clerk. What a paper says but no rule understands is a
//! [`Warning`] with its line; nothing is dropped silently.

mod clean;
mod csv;
mod dates;
mod docx;
mod head;
mod html;
mod items;
mod json;
mod labels;
mod leftover;
mod line;
mod markdown;
mod members;
mod minutes;
mod numbers;
mod outline;
mod paragraphs;
mod parts;
mod pattern;
pub mod pdf;
mod people;
mod presenters;
mod read;
mod refuse;
mod sniff;
mod tables;
mod text;
mod unnumbered;
mod xml;

pub use paragraphs::paragraphs;

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a paper was understood to say. Serialised, it is `minutebook agenda --json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The council, trust or school, as printed.
    pub council: Option<String>,
    /// The panel, committee or board that meets.
    pub body: Option<String>,
    /// The meeting's own title where it has one besides the body's name.
    pub title: Option<String>,
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// The hour it begins, written `HH:MM`.
    #[serde(serialize_with = "hour_and_minute")]
    pub time: Option<NaiveTime>,
    /// Where it is held.
    pub venue: Option<String>,
    /// The body's members as the paper lists them.
    pub members: Vec<Member>,
    /// Agenda items in the paper's order, sub-items within.
    pub items: Vec<PaperItem>,
    /// What was not understood or contradicts itself.
    pub warnings: Vec<Warning>,
    /// Who was there and who was not, where the paper is minutes; not part of `agenda --json`.
    #[serde(skip)]
    pub attendance: Vec<Attended>,
}

/// A member of the body, as the paper lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The name as printed, with its title of courtesy.
    pub name: String,
    /// "Chair", "Vice-Chair", "Co-opted member" …
    pub role: Option<String>,
    /// Party or group.
    pub group: Option<String>,
}

/// One agenda item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PaperItem {
    /// The number as printed, without the trailing dot.
    pub number: Option<String>,
    /// The title without number, page range and file size.
    pub title: String,
    /// Who presents it.
    pub presenters: Vec<Presenter>,
    /// Whether press and public are excluded for it.
    pub exempt: bool,
    /// Names of supporting documents.
    pub documents: Vec<String>,
    /// The lines under the title that are neither presenters nor documents.
    pub notes: Vec<String>,
    /// Sub-items.
    pub children: Vec<PaperItem>,
    /// The presenters' line in brackets, whole, as the paper prints it.
    #[serde(skip)]
    pub presenter_line: Option<String>,
    /// Paragraphs of the published minutes, where the paper has them.
    #[serde(skip)]
    pub minutes: Vec<String>,
    /// Entries under "Resolved", without number and lead-in.
    #[serde(skip)]
    pub resolved: Vec<String>,
    /// The places in `resolved` of those that recommend to another body.
    #[serde(skip)]
    pub recommended: BTreeSet<usize>,
    /// "Schedule 12A paragraph 3" and the like, where the paper names it.
    #[serde(skip)]
    pub exempt_reason: Option<String>,
}

/// Someone named to present an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Presenter {
    /// The name; empty where the paper names a role only.
    pub name: String,
    /// The role, in full.
    pub role: Option<String>,
    /// "to present report" and the like.
    pub purpose: Option<String>,
}

/// A person whose attendance published minutes record, or an officer whom an agenda names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The name as printed.
    pub name: String,
    /// Role or office, where printed.
    pub role: Option<String>,
    /// In which list the minutes put them.
    pub how: Attendance,
}

/// The list of the minutes in which a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// A member, present.
    Present,
    /// An officer or guest in attendance.
    InAttendance,
    /// Apologies were given.
    Apologies,
    /// Absent without apology.
    Absent,
}

impl Attendance {
    /// In words, as `minutebook agenda` shows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::InAttendance => "in attendance",
            Self::Apologies => "apologies",
            Self::Absent => "absent",
        }
    }
}

/// Something that was not understood, or that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The line of the paper (of its text, where it is no text file), from 1.
    pub line: usize,
    /// What is wrong and what was done about it, one sentence.
    pub message: String,
}

/// Why a paper cannot be an agenda: one sentence, to which the caller adds the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Reads a paper of any known format; a PDF's text is taken in this process.
///
/// # Errors
/// A [`Refusal`] where the bytes are no agenda and no minutes: the sentence says what they seem to be and what to do.
pub fn read(bytes: &[u8]) -> Result<Paper, Refusal> {
    read_with(bytes, &pdf::text)
}

/// Reads a paper, asking `pdf_text` for the text of a PDF: the program asks a child process, which may fail alone.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    bytes: &[u8],
    pdf_text: &dyn Fn(&[u8]) -> Result<String, Refusal>,
) -> Result<Paper, Refusal> {
    sniff::read(bytes, pdf_text)
}

/// The members of a body: from the XML of Modern.Gov's web service, a table with a column of names, or a paper that lists them.
///
/// # Errors
/// A [`Refusal`] where the bytes name no members.
pub fn members(bytes: &[u8]) -> Result<Vec<Member>, Refusal> {
    let text = text::decode(bytes);
    if xml::looks(&text) {
        return xml::members(&text);
    }
    if let Some(found) = csv::members(&text)? {
        return Ok(found);
    }
    match read(bytes) {
        Ok(paper) if !paper.members.is_empty() => Ok(paper.members),
        Ok(_) | Err(_) => Err(Refusal(
            "No members were found in it: a table's first row must name its columns, for example name, role, group."
                .to_owned(),
        )),
    }
}

#[expect(clippy::ref_option, reason = "the shape serde asks for")]
fn hour_and_minute<S: serde::Serializer>(time: &Option<NaiveTime>, out: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => out.collect_str(&time.format("%H:%M")),
        None => out.serialize_none(),
    }
}
