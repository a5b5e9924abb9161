//! `minutebook list`: the saved sessions.

use serde::Serialize;

use crate::library::Listed;
use crate::shell::now;

use super::table::Table;
use super::{Context, Outcome, Refusal, say};

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    date: Option<chrono::NaiveDate>,
    body: Option<&'a str>,
    title: Option<&'a str>,
    state: &'static str,
    items: usize,
    done: usize,
    actions_open: usize,
}

/// Prints the saved sessions, the latest meeting first.
///
/// # Errors
/// Where the library can't be read.
pub(super) fn run(context: &mut Context<'_>, json: bool) -> Result<Outcome, Refusal> {
    let listed = context.library()?.list(now())?;
    for broken in listed.iter().filter_map(|listed| listed.broken.as_ref()) {
        say(broken);
    }
    let sound = listed.iter().filter(|listed| listed.broken.is_none());
    if json {
        let rows: Vec<_> = sound.map(row).collect();
        serde_json::to_writer_pretty(&mut *context.out, &rows)?;
        writeln!(context.out)?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(&["Date", "Body", "Items", "Open", "Promises", "State", "Session", ""]);
    for listed in sound {
        let date = listed.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let body = listed.body.as_deref().or(listed.title.as_deref()).unwrap_or("—");
        let name = listed.path.file_stem().unwrap_or_default().to_string_lossy();
        table.row(&[
            &date,
            body,
            &format!("{}/{}", listed.done, listed.items),
            &listed.actions_open.to_string(),
            &listed.promises.map_or_else(|| "…".to_owned(), |open| open.to_string()),
            listed.state.word(),
            &name,
            &noted(listed),
        ]);
    }
    if table.is_empty() {
        let folder = context.folder()?;
        say(&format!("There is no session in {}. `minutebook AGENDA` begins one.", folder.display()));
    } else {
        table.write(context.out)?;
    }
    Ok(Outcome::Done)
}

/// What is to be known besides: who has it open, and of what it is a copy.
fn noted(listed: &Listed) -> String {
    let held = listed.held.as_ref().map(|who| format!("open: {who}"));
    let copy = listed.copy_of.as_ref().map(|of| format!("a sync tool’s copy of {of}"));
    held.into_iter().chain(copy).collect::<Vec<_>>().join("; ")
}

fn row(listed: &Listed) -> Row<'_> {
    Row {
        path: listed.path.display().to_string(),
        date: listed.date,
        body: listed.body.as_deref(),
        title: listed.title.as_deref(),
        state: listed.state.word(),
        items: listed.items,
        done: listed.done,
        actions_open: listed.actions_open,
    }
}
