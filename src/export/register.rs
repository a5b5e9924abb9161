//! The register of actions of all sessions as documents.

use chrono::NaiveDate;
use serde::Serialize;

use crate::library::register::Entered;
use crate::meeting::{Stamp, Status};

use super::templates::escape_html;
use super::{ExportError, Format, csv, ics};

/// The columns, as the contract names them.
const HEADINGS: [&str; 8] = ["date", "body", "item", "number", "action", "owner", "due", "status"];

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    date: Option<NaiveDate>,
    body: Option<&'a str>,
    item: &'a str,
    number: &'a str,
    text: &'a str,
    owner: Option<&'a str>,
    due: Option<String>,
    status: &'static str,
}

/// The cells of an action in the order of the columns.
pub fn cells(entered: &Entered) -> [String; 8] {
    let action = &entered.task.action;
    [
        entered.date.map(|date| date.to_string()).unwrap_or_default(),
        entered.body.clone().unwrap_or_default(),
        entered.task.item.clone(),
        action.number.clone(),
        action.text.clone(),
        action.owner.clone().unwrap_or_default(),
        entered.due().unwrap_or_default(),
        action.status.word().to_owned(),
    ]
}

/// The register in a format; text is one line for each action with tabs between its cells.
///
/// # Errors
/// [`ExportError::Senseless`] where it does not exist in that format.
pub fn register(all: &[Entered], format: Format, now: Stamp) -> Result<Vec<u8>, ExportError> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other formats are of one meeting")]
    match format {
        Format::Json => json(all),
        Format::Csv => table(all),
        Format::Markdown => Ok(markdown(all).into_bytes()),
        Format::Html => Ok(html(all).into_bytes()),
        Format::Ics => {
            let open = all.iter().filter(|entered| entered.task.action.status == Status::Open);
            Ok(ics::register(open, now))
        }
        Format::Text => {
            let line = |entered| format!("{}\n", cells(entered).join("\t"));
            Ok(all.iter().map(line).collect::<String>().into_bytes())
        }
        other => Err(ExportError::Senseless {
            document: "register of all actions",
            format: other.word(),
            offered: "text, html, markdown, json, csv or ics".to_owned(),
        }),
    }
}

fn json(all: &[Entered]) -> Result<Vec<u8>, ExportError> {
    let rows: Vec<_> = all
        .iter()
        .map(|entered| {
            let action = &entered.task.action;
            Row {
                path: entered.path.display().to_string(),
                date: entered.date,
                body: entered.body.as_deref(),
                item: &entered.task.item,
                number: &action.number,
                text: &action.text,
                owner: action.owner.as_deref(),
                due: entered.due(),
                status: action.status.word(),
            }
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&rows)
        .map_err(|error| ExportError::Build { format: "json", message: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn table(all: &[Entered]) -> Result<Vec<u8>, ExportError> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let fault =
        |error: &dyn std::fmt::Display| ExportError::Build { format: "csv", message: error.to_string() };
    table.write_record(HEADINGS).map_err(|error| fault(&error))?;
    for entered in all {
        table.write_record(cells(entered).map(csv::guarded)).map_err(|error| fault(&error))?;
    }
    table.into_inner().map_err(|error| fault(&error))
}

fn markdown(all: &[Entered]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(&HEADINGS.map(str::to_owned));
    out.push_str(&line(&HEADINGS.map(|_| "---".to_owned())));
    for entered in all {
        let plain = cells(entered)
            .map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " "));
        out.push_str(&line(&plain));
    }
    out
}

/// A page that stands alone: one table with a caption and headed columns.
fn html(all: &[Entered]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Register of actions</title>\n\
         <style>\nbody { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #1a1a1a; background: #fff; margin: 2rem; }\n\
         table { border-collapse: collapse; width: 100%; }\ncaption { text-align: left; font-weight: bold; }\n\
         th, td { border: 1px solid #595959; padding: .35rem .5rem; text-align: left; vertical-align: top; }\n\
         thead th { background: #ededed; }\n</style>\n</head>\n<body>\n<main>\n<h1>Register of actions</h1>\n",
    );
    if all.is_empty() {
        out.push_str("<p>There are no such actions.</p>\n</main>\n</body>\n</html>\n");
        return out;
    }
    out.push_str("<table>\n<caption>Actions of all meetings</caption>\n<thead><tr>");
    for heading in ["Date", "Body", "Item", "Number", "Action", "Owner", "Due", "Status"] {
        out.extend(["<th scope=\"col\">", heading, "</th>"]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for entered in all {
        out.push_str("<tr>");
        for (k, cell) in cells(entered).iter().enumerate() {
            let (open, close) = if k == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            out.extend([open, &escape_html(cell), close]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    out
}
