//! The register: the actions of all sessions.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::meeting::{Action, Due, Meeting, Stamp, Status, actions};
use crate::text::find::fold;

use super::{Library, LibraryError};

/// An action as a session has it, with the number of its item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The item's number as printed, else its place from 1.
    pub item: String,
    /// The action.
    pub action: Action,
}

/// An action of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The session in which it was resolved.
    pub path: PathBuf,
    /// The day of that meeting.
    pub date: Option<NaiveDate>,
    /// The body.
    pub body: Option<String>,
    /// The action.
    pub task: Task,
}

/// Which actions are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that are open.
    pub open: bool,
    /// Only those that are open past their day.
    pub overdue: bool,
    /// Only those of this owner, by part of the name or role.
    pub owner: Option<String>,
}

impl Entered {
    /// Whether it is open past its day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        let action = &self.task.action;
        action.status == Status::Open && matches!(action.due, Some(Due::On(day)) if day < today)
    }

    /// Whether its owner is meant by this part of a name or role.
    pub fn is_of(&self, owner: &str) -> bool {
        let owner = fold(owner);
        self.task.action.owner.as_deref().is_some_and(|named| fold(named).contains(&owner))
    }

    /// When it is due, in words or as YYYY-MM-DD.
    pub fn due(&self) -> Option<String> {
        self.task.action.due.as_ref().map(|due| match due {
            Due::On(day) => day.to_string(),
            Due::Words(words) => words.clone(),
        })
    }
}

impl Library {
    /// The actions of all sessions, the archive's too, those of the latest meeting first; and what can't be read, with the reason.
    ///
    /// # Errors
    /// [`LibraryError::Unreadable`] where the library's folder can't be read.
    pub fn register(&self, wanted: &Wanted, now: Stamp) -> Result<(Vec<Entered>, Vec<String>), LibraryError> {
        let mut rows = Vec::new();
        for part in self.lasting() {
            rows.extend(part.catalogue(now, &mut |_, _| {})?.rows);
        }
        let today = now.date_naive();
        let fits = |entered: &Entered| {
            (!wanted.open || entered.task.action.status == Status::Open)
                && (!wanted.overdue || entered.is_overdue(today))
                && wanted.owner.as_deref().is_none_or(|owner| entered.is_of(owner))
        };
        let entered = super::catalogue::parallel(&rows, |row| {
            let (path, date, body) = (&row.listed.path, row.listed.date, &row.listed.body);
            let tasks = row.tasks().into_iter();
            let entered = tasks.map(|task| Entered { path: path.clone(), date, body: body.clone(), task });
            entered.filter(fits).collect::<Vec<_>>()
        });
        let broken = rows.into_iter().filter_map(|row| row.listed.broken);
        Ok((entered.into_iter().flatten().collect(), broken.collect()))
    }
}

/// The actions of a meeting.
pub(super) fn tasks_of(meeting: &Meeting) -> Vec<Task> {
    let number = |action: &Action| {
        let found = meeting.item_at(action.item);
        found.map(|(at, item)| item.head.number.clone().unwrap_or_else(|| (at + 1).to_string()))
    };
    actions(meeting)
        .into_iter()
        .map(|action| Task { item: number(&action).unwrap_or_default(), action })
        .collect()
}
