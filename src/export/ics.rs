//! Open actions as tasks for a calendar, RFC 5545.

use chrono::{NaiveDate, Utc};
use icalendar::{Calendar, Component, Todo, TodoStatus};

use crate::library::register::Entered;
use crate::meeting::{Action, Due, Meeting, Stamp, Status, actions};

/// One task for each open action; a due date only where there is a date.
pub(super) fn tasks(meeting: &Meeting, public: bool, now: Stamp) -> Vec<u8> {
    let mut calendar = calendar();
    let of = Of {
        stem: crate::library::list::stem(meeting),
        body: meeting.head.body.as_deref(),
        date: meeting.head.date,
    };
    let open = actions(meeting).into_iter().filter(|action| action.status == Status::Open);
    for action in open.filter(|action| action.public || !public) {
        calendar.push(task(&of, &action, now));
    }
    calendar.to_string().into_bytes()
}

/// One task for each of these actions of many meetings.
pub(super) fn register<'a>(all: impl Iterator<Item = &'a Entered>, now: Stamp) -> Vec<u8> {
    let mut calendar = calendar();
    for entered in all {
        let stem = entered.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let of = Of { stem, body: entered.body.as_deref(), date: entered.date };
        calendar.push(task(&of, &entered.task.action, now));
    }
    calendar.to_string().into_bytes()
}

fn calendar() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Minutebook//Minutebook//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar
}

/// The meeting in which an action was resolved.
struct Of<'a> {
    stem: String,
    body: Option<&'a str>,
    date: Option<NaiveDate>,
}

fn task(of: &Of<'_>, action: &Action, now: Stamp) -> Todo {
    let mut task = Todo::new();
    let unsaid = action.owner.as_ref().filter(|owner| !action.text.contains(owner.as_str()));
    let owner = unsaid.map(|owner| format!("{owner}: ")).unwrap_or_default();
    task.uid(&uid(&of.stem, action));
    task.timestamp(now.with_timezone(&Utc));
    task.summary(&printable(&format!("{owner}{}", action.text)));
    task.status(TodoStatus::NeedsAction);
    let date = of.date.map(|date| date.to_string());
    let mut lines: Vec<String> = [of.body.map(str::to_owned), date].into_iter().flatten().collect();
    lines.push(action.item_label.clone());
    match &action.due {
        Some(Due::On(day)) => {
            task.due(*day);
        }
        Some(Due::Words(words)) => lines.push(words.clone()),
        None => {}
    }
    let lines: Vec<_> = lines.iter().map(|line| printable(line)).collect();
    task.description(&lines.join("\n"));
    task.done()
}

/// The same task keeps its name from export to export, so that a calendar updates it.
fn uid(stem: &str, action: &Action) -> String {
    let stem: String = stem.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{stem}-{}-{}@minutebook", action.item.0, action.entry.0)
}

/// Without control characters, which no calendar line may hold.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
