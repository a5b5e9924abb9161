//! `minutebook actions`: the actions of all sessions.

use crate::export::Format;
use crate::export::register::{cells, register};
use crate::library::register::{Entered, Wanted};
use crate::shell::now;

use super::args::Actions;
use super::table::Table;
use super::{Context, Outcome, Refusal, say};

/// Prints the actions of all sessions, the latest meeting first.
///
/// # Errors
/// Where the library can't be read, or the list has no such form.
pub(super) fn run(context: &mut Context<'_>, wanted: &Actions) -> Result<Outcome, Refusal> {
    let format = wanted.format.unwrap_or(Format::Text);
    let which = Wanted { open: wanted.open, overdue: wanted.overdue, owner: wanted.owner.clone() };
    let (all, broken) = context.library()?.register(&which, now())?;
    for why in broken {
        say(&why);
    }
    if format == Format::Text {
        table(context, &all)?;
    } else {
        let bytes = register(&all, format, now()).map_err(|error| Refusal::Said(said(&error.to_string())))?;
        context.out.write_all(&bytes)?;
    }
    if all.is_empty() {
        say("There are no such actions.");
    }
    Ok(Outcome::Done)
}

/// An error as a sentence.
fn said(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

fn table(context: &mut Context<'_>, all: &[Entered]) -> Result<(), Refusal> {
    if all.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&["Date", "Body", "Item", "Nr", "Owner", "Due", "Status", "Action"]);
    for entered in all {
        let [date, body, item, number, action, owner, due, status] = cells(entered);
        table.row(&[&date, &body, &item, &number, &owner, &due, &status, &action]);
    }
    Ok(table.write(context.out)?)
}
