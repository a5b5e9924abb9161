//! The action list as a table, RFC 4180.

use chrono::NaiveDate;

use crate::meeting::{Due, HouseStyle, Meeting, actions};

use super::ExportError;
use super::view::{item_name, printed_number};

/// The action list: one header row, CRLF, no byte-order mark.
pub(super) fn actions_csv(
    meeting: &Meeting,
    style: &HouseStyle,
    public: bool,
) -> Result<Vec<u8>, ExportError> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let fault =
        |error: &dyn std::fmt::Display| ExportError::Build { format: "csv", message: error.to_string() };
    let header = ["date", "body", "item", "number", "action", "owner", "due", "status"];
    table.write_record(header).map_err(|error| fault(&error))?;
    let date = meeting.head.date.as_ref().map(NaiveDate::to_string).unwrap_or_default();
    let body = meeting.head.body.clone().unwrap_or_default();
    for action in actions(meeting).into_iter().filter(|action| action.public || !public) {
        let (item, number) = (item_name(meeting, action.item), printed_number(&action, style));
        let due = match action.due {
            Some(Due::On(day)) => day.to_string(),
            Some(Due::Words(words)) => words,
            None => String::new(),
        };
        let owner = action.owner.unwrap_or_default();
        let status = action.status.word().to_owned();
        let cells = [date.clone(), body.clone(), item, number, action.text, owner, due, status];
        table.write_record(cells.map(guarded)).map_err(|error| fault(&error))?;
    }
    table.into_inner().map_err(|error| fault(&error))
}

/// A cell that no spreadsheet takes for a formula, without tabs, which spreadsheets drop so that words run together.
pub(super) fn guarded(cell: String) -> String {
    let cell = if cell.contains('\t') { cell.replace('\t', " ") } else { cell };
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\r') => format!("'{cell}"),
        Some(_) | None => cell,
    }
}
