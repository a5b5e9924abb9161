//! In what order sessions and actions are shown, which actions, and in what words both are looked for.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;

use crate::library::Listed;
use crate::library::list::slug;
use crate::library::register::Entered;
use crate::meeting::{Due, Status};
use crate::text::find::fold;

/// How sessions are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The latest meeting first.
    #[default]
    Date,
    /// By body, the latest first within one.
    Body,
    /// Drafts first, approved ones last.
    State,
    /// Those with the most open actions first.
    Open,
    /// By the file's name.
    Name,
}

impl Sort {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Date => Self::Body,
            Self::Body => Self::State,
            Self::State => Self::Open,
            Self::Open => Self::Name,
            Self::Name => Self::Date,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Body => "by body",
            Self::State => "by state",
            Self::Open => "by open actions",
            Self::Name => "by name",
        }
    }

    pub(in crate::app) fn order(self, a: &Listed, b: &Listed) -> Ordering {
        let body = |listed: &Listed| listed.body.as_deref().unwrap_or_default().to_lowercase();
        let state = |listed: &Listed| match listed.state {
            crate::meeting::State::Draft => 0,
            crate::meeting::State::Final => 1,
            crate::meeting::State::Approved => 2,
        };
        let first = match self {
            Self::Date => Ordering::Equal,
            Self::Body => body(a).cmp(&body(b)),
            Self::State => state(a).cmp(&state(b)),
            Self::Open => b.actions_open.cmp(&a.actions_open),
            Self::Name => a.path.file_stem().cmp(&b.path.file_stem()),
        };
        first.then_with(|| b.date.cmp(&a.date)).then_with(|| a.path.cmp(&b.path))
    }
}

/// Which actions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those that are open.
    #[default]
    Open,
    /// The clerk's own open ones.
    Mine,
    /// Those that are open past their day.
    Overdue,
    /// All.
    All,
}

impl Which {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Open => Self::Mine,
            Self::Mine => Self::Overdue,
            Self::Overdue => Self::All,
            Self::All => Self::Open,
        }
    }

    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "yours",
            Self::Overdue => "overdue",
            Self::All => "all",
        }
    }

    pub(super) fn takes(self, entered: &Entered, today: NaiveDate, me: &str) -> bool {
        let open = entered.task.action.status == Status::Open;
        match self {
            Self::Open => open,
            Self::Mine => open && is_mine(entered, me),
            Self::Overdue => entered.is_overdue(today),
            Self::All => true,
        }
    }
}

/// Whether an action is the clerk's own: its owner has their name or role.
pub(super) fn is_mine(entered: &Entered, me: &str) -> bool {
    me.split(';').map(str::trim).any(|name| !name.is_empty() && entered.is_of(name))
}

/// What comes first: yours and overdue, then yours, then overdue, then what is due soonest, then the latest meeting; what is
/// done comes last.
pub(super) fn urgency(
    entered: &Entered,
    today: NaiveDate,
    me: &str,
) -> (bool, bool, bool, bool, NaiveDate, Reverse<Option<NaiveDate>>) {
    let action = &entered.task.action;
    let due = match action.due {
        Some(Due::On(day)) => day,
        Some(Due::Words(_)) | None => NaiveDate::MAX,
    };
    let (mine, overdue) = (is_mine(entered, me), entered.is_overdue(today));
    (action.status != Status::Open, !(mine && overdue), !mine, !overdue, due, Reverse(entered.date))
}

/// The words in which a session is looked for.
pub(super) fn words(listed: &Listed) -> String {
    let date = listed.date.map(|date| date.format("%A %-d %B %b %Y %Y-%m-%d").to_string());
    let file = listed.path.file_stem().unwrap_or_default().to_string_lossy();
    let parts = [date.as_deref(), listed.body.as_deref(), listed.title.as_deref(), Some(&*file)];
    let mut words = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    words.push(' ');
    words.push_str(listed.state.word());
    words
}

/// The words in which an action is looked for.
pub(super) fn action_words(entered: &Entered) -> String {
    let action = &entered.task.action;
    let date = entered.date.map(|date| date.format("%-d %B %Y").to_string()).unwrap_or_default();
    let parts = [
        entered.body.as_deref().unwrap_or_default(),
        &date,
        &action.item_label,
        action.owner.as_deref().unwrap_or_default(),
        &action.text,
        action.status.word(),
    ];
    parts.join(" ")
}

/// The file's name, where it is not the one that the app would give it.
pub fn own_name(listed: &Listed) -> Option<String> {
    let stem = listed.path.file_stem()?.to_string_lossy().into_owned();
    let rest = listed.date.and_then(|date| stem.strip_prefix(&format!("{date}-")));
    let rest = rest.or_else(|| stem.strip_prefix("undated-")).unwrap_or(&stem);
    let rest = rest.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let given = [&listed.body, &listed.title];
    let usual = given.into_iter().flatten().any(|words| {
        let slug = slug(words);
        !rest.is_empty() && slug.starts_with(rest)
    });
    (!usual && !listed.unread && listed.broken.is_none() && fold(rest) != "meeting").then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_clerks_own_is_told_from_the_usual_one() {
        let listed = |path: &str| Listed {
            path: path.into(),
            date: NaiveDate::from_ymd_opt(2026, 3, 12),
            body: Some("Harbour & Quays Panel".to_owned()),
            ..Listed::default()
        };
        assert_eq!(own_name(&listed("a/2026-03-12-harbour-quays-panel.ron")), None);
        assert_eq!(own_name(&listed("a/2026-03-12-harbour-quays-panel-2.ron")), None);
        assert_eq!(own_name(&listed("a/Dredging special.ron")), Some("Dredging special".to_owned()));
    }
}
