//! What a body's earlier meetings left for its next one: members, open actions, the day of the minutes to be approved.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::meeting::{Arising, Head, Meeting, Stamp, Status};

use super::Library;

/// What a body's earlier meetings left.
#[derive(Clone, Debug)]
pub struct Before {
    /// The session of the last of them.
    pub path: PathBuf,
    /// The last of them.
    pub last: Box<Meeting>,
    /// The actions of all of them that are open, the oldest first.
    pub open: Vec<Arising>,
}

impl Library {
    /// What earlier meetings of the same body left; none where there is no session of it, or the last can't be read. Only
    /// meetings before the day of this one count, where that is known.
    pub fn before(&self, head: &Head, now: Stamp) -> Option<Before> {
        let body = head.body.as_deref()?;
        let same = |other: &Option<String>, own: &str| {
            other.as_deref().is_some_and(|other| other.trim().eq_ignore_ascii_case(own.trim()))
        };
        let mut rows = Vec::new();
        for part in self.lasting() {
            rows.extend(part.catalogue(now, &mut |_, _| {}).unwrap_or_default().rows);
        }
        rows.retain(|row| {
            let council = head.council.as_deref().filter(|_| row.council.is_some());
            same(&row.listed.body, body)
                && council.is_none_or(|council| same(&row.council, council))
                && earlier(row.listed.date, head.date)
                && row.listed.copy_of.is_none()
        });
        rows.sort_by_key(|row| row.listed.date);
        let path = rows.last()?.listed.path.clone();
        let last = Box::new(self.read(&path, now).ok()?.meeting);
        let open = rows.iter().flat_map(|row| {
            let date = row.listed.date;
            let open = row.tasks().into_iter().filter(|task| task.action.status == Status::Open);
            open.map(move |task| Arising { date, item: task.item, action: task.action })
        });
        Some(Before { path, last, open: open.collect() })
    }
}

fn earlier(date: Option<NaiveDate>, than: Option<NaiveDate>) -> bool {
    match (date, than) {
        (Some(date), Some(than)) => date < than,
        (Some(_), None) => true,
        (None, _) => false,
    }
}
