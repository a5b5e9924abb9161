//! `minutebook agenda FILE`: what was understood of a paper.

use std::io::{self, Write};

use crate::papers::{Paper, PaperItem, Presenter, read_with};
use crate::shell::pdf;

use super::refusal::{bytes_of, name_of};
use super::{Context, Outcome, Refusal};

/// Prints what was understood of an agenda.
///
/// # Errors
/// Where the file can't be read or is no agenda.
pub(super) fn run(context: &mut Context<'_>, file: &str, json: bool) -> Result<Outcome, Refusal> {
    print(&paper(file, &bytes_of(file)?)?, json, context.out)?;
    Ok(Outcome::Done)
}

/// What a file with these bytes says; a PDF is read by a process of its own.
///
/// # Errors
/// Where it is no agenda and no minutes.
pub(super) fn paper(file: &str, bytes: &[u8]) -> Result<Paper, Refusal> {
    read_with(bytes, &pdf::text).map_err(|refusal| Refusal::Said(format!("{}: {refusal}", name_of(file))))
}

/// Prints a paper as a table for people, or as the JSON the manual promises.
///
/// # Errors
/// Where `out` cannot be written to.
fn print(paper: &Paper, json: bool, out: &mut dyn Write) -> io::Result<()> {
    if json {
        let text = serde_json::to_string_pretty(paper).map_err(io::Error::other)?;
        return writeln!(out, "{text}");
    }
    for (name, value) in [
        ("Council", paper.council.clone()),
        ("Body", paper.body.clone()),
        ("Title", paper.title.clone()),
        ("Date", paper.date.map(|date| date.format("%A %-d %B %Y").to_string())),
        ("Time", paper.time.map(|time| time.format("%H:%M").to_string())),
        ("Venue", paper.venue.clone()),
    ] {
        let value = value.unwrap_or_else(|| "not found".to_owned());
        if name != "Title" && name != "Council" || value != "not found" {
            writeln!(out, "{name:<9}{value}")?;
        }
    }
    if !paper.members.is_empty() {
        writeln!(out, "\nMembers")?;
        for member in &paper.members {
            let more: Vec<&str> =
                [member.role.as_deref(), member.group.as_deref()].into_iter().flatten().collect();
            let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
            writeln!(out, "  {}{more}", member.name)?;
        }
    }
    if !paper.attendance.is_empty() {
        writeln!(out, "\nAttendance")?;
        for attended in &paper.attendance {
            let role = attended.role.as_deref().map(|role| format!(" ({role})")).unwrap_or_default();
            writeln!(out, "  {}{role}: {}", attended.name, attended.how.word())?;
        }
    }
    writeln!(out, "\nItems")?;
    let width = width(&paper.items, 0);
    for item in &paper.items {
        write_item(item, 0, width, out)?;
    }
    if !paper.warnings.is_empty() {
        writeln!(out, "\nWarnings")?;
        for warning in &paper.warnings {
            writeln!(out, "  line {}: {}", warning.line, warning.message)?;
        }
    }
    Ok(())
}

fn width(items: &[PaperItem], depth: usize) -> usize {
    let own =
        |item: &PaperItem| item.number.as_deref().map_or(0, |n| n.chars().count()).saturating_add(depth * 2);
    items.iter().map(|item| own(item).max(width(&item.children, depth.saturating_add(1)))).max().unwrap_or(0)
}

fn write_item(item: &PaperItem, depth: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let number = format!("{}{}", "  ".repeat(depth), item.number.as_deref().unwrap_or(""));
    let exempt = if item.exempt { "  [exempt]" } else { "" };
    writeln!(out, "  {number:<width$}  {}{exempt}", item.title)?;
    let pad = " ".repeat(width.saturating_add(4));
    for presenter in &item.presenters {
        writeln!(out, "{pad}presented by {}", spoken(presenter))?;
    }
    for document in &item.documents {
        writeln!(out, "{pad}document: {document}")?;
    }
    for note in &item.notes {
        writeln!(out, "{pad}{}", note.replace('\n', " "))?;
    }
    for child in &item.children {
        write_item(child, depth.saturating_add(1), width, out)?;
    }
    Ok(())
}

fn spoken(presenter: &Presenter) -> String {
    let parts = [Some(presenter.name.as_str()), presenter.role.as_deref(), presenter.purpose.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
