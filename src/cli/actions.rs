//! `minutebook actions`: the actions of all sessions.

use chrono::NaiveDate;
use serde::Serialize;

use crate::export::Format;
use crate::library::Opened;
use crate::meeting::{Action, Due, Status, actions};
use crate::shell::now;
use crate::text::find::fold;

use super::args::Actions;
use super::table::Table;
use super::{Context, Outcome, Refusal, say, session};

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    date: Option<NaiveDate>,
    body: Option<&'a str>,
    item: String,
    number: String,
    text: String,
    owner: Option<String>,
    due: Option<String>,
    status: &'static str,
}

const HEADINGS: [&str; 8] = ["date", "body", "item", "number", "action", "owner", "due", "status"];

/// Prints the actions of all sessions, the latest meeting first.
///
/// # Errors
/// Where the library can't be read, or the list has no such form.
pub(super) fn run(context: &mut Context<'_>, wanted: &Actions) -> Result<Outcome, Refusal> {
    let opened = session::read_all(context)?;
    let today = now().date_naive();
    let rows: Vec<Row<'_>> = opened.iter().flat_map(|opened| rows(opened, wanted, today)).collect();
    let format = wanted.format.unwrap_or(Format::Text);
    if format == Format::Json {
        serde_json::to_writer_pretty(&mut *context.out, &rows)?;
        writeln!(context.out)?;
    } else if format == Format::Csv {
        context.out.write_all(&csv(&rows)?)?;
    } else if format == Format::Markdown {
        markdown(context, &rows)?;
    } else if format == Format::Text {
        table(context, &rows)?;
    } else {
        let word = format.word();
        return Err(Refusal::Said(format!(
            "The actions of all sessions have no {word} form: they come as text, json, csv or markdown. `minutebook export \
             SESSION --actions --as {word}` makes it of one session."
        )));
    }
    if rows.is_empty() {
        say("There are no such actions.");
    }
    Ok(Outcome::Done)
}

fn rows<'a>(opened: &'a Opened, wanted: &Actions, today: NaiveDate) -> Vec<Row<'a>> {
    let owner = wanted.owner.as_deref().map(fold);
    let fits = |action: &Action| {
        let is_open = action.status == Status::Open;
        let overdue = is_open && matches!(action.due, Some(Due::On(day)) if day < today);
        let owned = owner
            .as_ref()
            .is_none_or(|owner| action.owner.as_deref().is_some_and(|named| fold(named).contains(owner)));
        (!wanted.open || is_open) && (!wanted.overdue || overdue) && owned
    };
    let meeting = &opened.meeting;
    let row = |action: Action| Row {
        path: opened.path.display().to_string(),
        date: meeting.head.date,
        body: meeting.head.body.as_deref(),
        item: number_of(meeting, &action),
        number: action.number,
        text: action.text,
        owner: action.owner,
        due: action.due.map(|due| match due {
            Due::On(day) => day.to_string(),
            Due::Words(words) => words,
        }),
        status: action.status.word(),
    };
    actions(meeting).into_iter().filter(fits).map(row).collect()
}

/// The item's number as printed, else its place from 1.
fn number_of(meeting: &crate::meeting::Meeting, action: &Action) -> String {
    let found = meeting.item_at(action.item);
    found
        .map(|(at, item)| item.head.number.clone().unwrap_or_else(|| (at + 1).to_string()))
        .unwrap_or_default()
}

fn cells(row: &Row<'_>) -> [String; 8] {
    [
        row.date.map(|date| date.to_string()).unwrap_or_default(),
        row.body.unwrap_or_default().to_owned(),
        row.item.clone(),
        row.number.clone(),
        row.text.clone(),
        row.owner.clone().unwrap_or_default(),
        row.due.clone().unwrap_or_default(),
        row.status.to_owned(),
    ]
}

fn table(context: &mut Context<'_>, rows: &[Row<'_>]) -> Result<(), Refusal> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&["Date", "Body", "Item", "Nr", "Owner", "Due", "Status", "Action"]);
    for row in rows {
        let [date, body, item, number, action, owner, due, status] = cells(row);
        table.row(&[&date, &body, &item, &number, &owner, &due, &status, &action]);
    }
    Ok(table.write(context.out)?)
}

fn markdown(context: &mut Context<'_>, rows: &[Row<'_>]) -> Result<(), Refusal> {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    writeln!(context.out, "{}", line(&HEADINGS.map(str::to_owned)))?;
    writeln!(context.out, "{}", line(&HEADINGS.map(|_| "---".to_owned())))?;
    for row in rows {
        let plain = cells(row).map(|cell| cell.replace('|', "\\|").replace(['\n', '\r'], " "));
        writeln!(context.out, "{}", line(&plain))?;
    }
    Ok(())
}

/// The table for a spreadsheet: one header row, and no cell that a spreadsheet would take for a formula.
fn csv(rows: &[Row<'_>]) -> Result<Vec<u8>, Refusal> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let fault = |error: &dyn std::fmt::Display| Refusal::Said(format!("The table can't be made: {error}."));
    table.write_record(HEADINGS).map_err(|error| fault(&error))?;
    for row in rows {
        let guarded = cells(row).map(|cell| {
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
        });
        table.write_record(guarded).map_err(|error| fault(&error))?;
    }
    table.into_inner().map_err(|error| fault(&error))
}
