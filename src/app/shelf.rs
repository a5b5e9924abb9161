//! The library on screen: saved sessions, search in all of them, their actions, the archive and the bin.
//!
//! Five views, one list each, narrowed or asked by typing; beside it a preview of what is chosen. What the clerk does here is
//! asked for as effects; what came of it is shown when it comes back.

use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::library::register::Entered;
use crate::library::search::{Found, Query};
use crate::library::{Listed, Part};
use crate::meeting::Meeting;

use super::Effect;
use super::effect::{Move, Moving, Noted};
use super::event::Searched;
use super::roll::Roll;
use super::sheet::Page;

mod order;
mod preview;

pub use order::{Sort, Which, own_name};

/// The views of the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The sessions.
    #[default]
    Sessions,
    /// Search in all of them.
    Search,
    /// The actions of all of them.
    Actions,
    /// Sessions that are done with.
    Archive,
    /// Sessions that were thrown away.
    Bin,
}

impl View {
    /// All views in their order.
    pub const ALL: [Self; 5] = [Self::Sessions, Self::Search, Self::Actions, Self::Archive, Self::Bin];

    /// What the top line calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sessions => "Sessions",
            Self::Search => "Search",
            Self::Actions => "Actions",
            Self::Archive => "Archive",
            Self::Bin => "Bin",
        }
    }

    /// The part of the library that it lists, where it lists one.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Sessions => Some(Part::Sessions),
            Self::Archive => Some(Part::Archive),
            Self::Bin => Some(Part::Bin),
            Self::Search | Self::Actions => None,
        }
    }
}

/// A list of sessions on the screen.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    /// The sessions.
    pub roll: Roll<Listed>,
    /// How many are still to be read; none before the folder was looked at.
    pub reading: Option<usize>,
    /// Why the folder can't be listed.
    pub wrong: Option<String>,
    /// What was asked to be counted last.
    counting: Vec<PathBuf>,
}

/// What is shown beside the list.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The session.
    pub path: PathBuf,
    /// Its meeting.
    pub meeting: Box<Meeting>,
    /// It to read.
    pub page: Page,
}

/// Where things stand on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The line to type in.
    pub line: Rect,
    /// The list.
    pub list: Rect,
    /// The preview.
    pub preview: Rect,
}

/// The library's screen.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The view shown.
    pub view: View,
    /// The sessions, the archive, the bin.
    pub sessions: [Sessions; 3],
    /// How they are sorted.
    pub sort: Sort,
    /// What was found.
    pub found: Roll<Found>,
    /// The number of the question typed last.
    asked: u64,
    /// How far the search is; none where nothing was asked.
    pub searched: Option<Searched>,
    /// The words looked for, to mark them.
    pub query: Query,
    /// The actions.
    pub actions: Roll<Entered>,
    /// Which of them are shown.
    pub which: Which,
    /// All of them, as they were read; none before they were.
    entered: Option<Vec<Entered>>,
    /// What is shown beside the list.
    pub preview: Option<Preview>,
    /// What was moved, the last one last.
    moved: Vec<(PathBuf, PathBuf)>,
    /// Where things stand.
    pub areas: Areas,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            view: View::Sessions,
            sessions: Default::default(),
            sort: Sort::default(),
            found: Roll::of_answers(),
            asked: 0,
            searched: None,
            query: Query::default(),
            actions: Roll::default(),
            which: Which::default(),
            entered: None,
            preview: None,
            moved: Vec::new(),
            areas: Areas::default(),
        }
    }
}

impl Shelf {
    /// The sessions of a part of the library.
    pub fn of(&self, part: Part) -> &Sessions {
        let [sessions, archive, bin] = &self.sessions;
        match part {
            Part::Sessions => sessions,
            Part::Archive => archive,
            Part::Bin => bin,
        }
    }

    pub(super) fn of_mut(&mut self, part: Part) -> &mut Sessions {
        let [sessions, archive, bin] = &mut self.sessions;
        match part {
            Part::Sessions => sessions,
            Part::Archive => archive,
            Part::Bin => bin,
        }
    }

    /// The session chosen in a list of sessions.
    pub fn listed(&self) -> Option<&Listed> {
        self.of(self.view.part()?).roll.value()
    }

    /// The session that the view is about: chosen, found in, or with the action chosen.
    pub fn path(&self) -> Option<&Path> {
        match self.view {
            View::Sessions | View::Archive | View::Bin => {
                let listed = self.listed().filter(|listed| listed.broken.is_none());
                listed.map(|listed| listed.path.as_path())
            }
            View::Search => self.found.value().map(|found| found.path.as_path()),
            View::Actions => self.actions.value().map(|entered| entered.path.as_path()),
        }
    }

    /// Sessions were listed.
    pub fn fill(&mut self, part: Part, mut rows: Vec<Listed>, reading: usize) -> Vec<Effect> {
        let sort = self.sort;
        rows.sort_by(|a, b| sort.order(a, b));
        let sessions = self.of_mut(part);
        (sessions.reading, sessions.wrong) = (Some(reading), None);
        sessions.roll.fill(rows, order::words, |a, b| a.path == b.path);
        self.ask_preview()
    }

    /// Open promises were counted.
    pub fn counted(&mut self, counted: &[(PathBuf, usize)]) {
        for sessions in &mut self.sessions {
            for listed in sessions.roll.all_mut() {
                if let Some((_, open)) = counted.iter().find(|(path, _)| *path == listed.path) {
                    listed.promises = Some(*open);
                }
            }
        }
    }

    /// Places were found; those of an older question are dropped.
    pub fn take_found(&mut self, asked: u64, found: Vec<Found>, searched: Searched) -> Vec<Effect> {
        if asked != self.asked {
            return Vec::new();
        }
        if self.searched.is_none() {
            self.found.fill(Vec::new(), |_| String::new(), |_, _| false);
        }
        self.searched = Some(searched);
        self.found.add(found, |_| String::new());
        self.ask_preview()
    }

    /// The actions of all sessions came.
    pub fn take_actions(&mut self, entered: Vec<Entered>, today: chrono::NaiveDate, me: &str) -> Vec<Effect> {
        self.entered = Some(entered);
        self.show_actions(today, me);
        self.ask_preview()
    }

    /// Whether the actions were read.
    pub fn has_actions(&self) -> bool {
        self.entered.is_some()
    }

    pub(super) fn show_actions(&mut self, today: chrono::NaiveDate, me: &str) {
        let which = self.which;
        let mut rows: Vec<Entered> = self
            .entered
            .iter()
            .flatten()
            .filter(|entered| which.takes(entered, today, me))
            .cloned()
            .collect();
        rows.sort_by_cached_key(|entered| order::urgency(entered, today, me));
        let same = |a: &Entered, b: &Entered| {
            (&a.path, a.task.action.item, a.task.action.entry)
                == (&b.path, b.task.action.item, b.task.action.entry)
        };
        self.actions.fill(rows, order::action_words, same);
    }

    /// It was written down how far an action is.
    pub fn noted(&mut self, noted: &Noted, today: chrono::NaiveDate, me: &str) -> Vec<Effect> {
        for entered in self.entered.iter_mut().flatten() {
            let action = &mut entered.task.action;
            if (&entered.path, action.item, action.entry) == (&noted.path, noted.item, noted.entry) {
                action.status = noted.said.status;
                action.progress.push(noted.said.clone());
            }
        }
        self.show_actions(today, me);
        self.preview = None;
        self.ask_preview()
    }

    /// A session was moved: the lists are read again.
    pub fn moved(&mut self, done: &Move) -> Vec<Effect> {
        if done.what == Moving::Undone {
            // It may have got another name than it had: what was done before is about that one now.
            let before = self.moved.pop().map(|(from, _)| from);
            for (_, to) in &mut self.moved {
                if Some(&*to) == before.as_ref() {
                    to.clone_from(&done.to);
                }
            }
        } else {
            self.moved.push((done.from.clone(), done.to.clone()));
        }
        self.preview = None;
        self.entered = None;
        for found in self.found.all_mut().filter(|found| found.path == done.from) {
            found.path.clone_from(&done.to);
        }
        // It stays the one chosen, under its new name.
        for sessions in &mut self.sessions {
            for listed in sessions.roll.all_mut().filter(|listed| listed.path == done.from) {
                listed.path.clone_from(&done.to);
            }
        }
        let mut effects = vec![Effect::List(Part::Sessions)];
        effects.extend(
            [Part::Archive, Part::Bin]
                .into_iter()
                .filter(|part| self.of(*part).reading.is_some())
                .map(Effect::List),
        );
        if self.view == View::Actions {
            effects.push(Effect::Register(None));
        }
        effects
    }

    /// The effect that takes the last move back.
    pub(super) fn take_back(&self) -> Option<Effect> {
        let (from, to) = self.moved.last()?.clone();
        Some(Effect::Move(Move { from: to, to: from, what: Moving::Undone }))
    }

    /// A session was read for the preview.
    pub fn show(&mut self, path: PathBuf, meeting: Box<Meeting>) {
        if self.path() != Some(path.as_path()) {
            return;
        }
        let page = preview::page(self, &path, &meeting);
        self.preview = Some(Preview { path, meeting, page });
    }

    /// What is needed to show what is chosen: the preview, and the counts of the sessions on the screen.
    pub(super) fn ask_preview(&mut self) -> Vec<Effect> {
        let wanted = self.path().map(Path::to_path_buf);
        let unread = self.listed().is_some_and(|listed| listed.unread);
        let mut effects = match (wanted, self.preview.take()) {
            (Some(path), Some(mut shown)) if path == shown.path => {
                shown.page = preview::page(self, &path, &shown.meeting);
                self.preview = Some(shown);
                Vec::new()
            }
            (Some(path), _) if !unread => vec![Effect::Preview(path)],
            (Some(_) | None, _) => Vec::new(),
        };
        effects.extend(self.ask_counts());
        effects
    }

    fn ask_counts(&mut self) -> Option<Effect> {
        let part = self.view.part()?;
        for other in [Part::Sessions, Part::Archive, Part::Bin].into_iter().filter(|other| *other != part) {
            self.of_mut(other).counting.clear();
        }
        let sessions = self.of_mut(part);
        if sessions.reading != Some(0) {
            return None;
        }
        let missing = sessions
            .roll
            .on_screen()
            .filter(|(_, listed)| listed.promises.is_none() && listed.broken.is_none())
            .map(|(_, listed)| listed.path.clone());
        let missing: Vec<_> = missing.collect();
        if missing.is_empty() || missing == sessions.counting {
            return None;
        }
        sessions.counting.clone_from(&missing);
        Some(Effect::Count(part, missing))
    }

    /// Goes to another view; what it needs is asked for.
    pub(super) fn go(&mut self, view: View) -> Vec<Effect> {
        self.view = view;
        let mut effects = match view {
            View::Actions if self.entered.is_none() => vec![Effect::Register(None)],
            View::Sessions | View::Search | View::Actions | View::Archive | View::Bin => match view.part() {
                Some(part) if self.of(part).reading.is_none() => vec![Effect::List(part)],
                Some(_) | None => Vec::new(),
            },
        };
        effects.extend(self.ask_preview());
        effects
    }

    /// Handles a key of typing or choosing.
    pub fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let asked = self.found.line.text().to_owned();
        if key.code == KeyCode::Esc {
            match self.view {
                View::Search => self.found.clear(),
                View::Actions => self.actions.clear(),
                View::Sessions | View::Archive | View::Bin => {
                    if let Some(part) = self.view.part() {
                        self.of_mut(part).roll.clear();
                    }
                }
            }
        } else {
            self.with_list(|list| list.key(key));
        }
        self.after_typing(&asked)
    }

    /// Text was pasted.
    pub fn put(&mut self, text: &str) -> Vec<Effect> {
        let asked = self.found.line.text().to_owned();
        self.with_list(|list| {
            list.put(text);
            true
        });
        self.after_typing(&asked)
    }

    /// A row was clicked; true where it was chosen already.
    pub(super) fn click(&mut self, at: usize) -> bool {
        let mut again = false;
        self.with_list(|list| {
            let row = list.top() + at;
            again = row == list.chosen() && row < list.len();
            list.choose(row)
        });
        again
    }

    fn after_typing(&mut self, asked: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        let typed = self.found.line.text().to_owned();
        if self.view == View::Search && typed != asked {
            self.query = Query::typed(&typed).unwrap_or_default();
            // What was found stays on the screen until the first of the new comes.
            self.searched = None;
            if typed.trim().is_empty() {
                self.found.fill(Vec::new(), |_| String::new(), |_, _| false);
            }
            self.asked = self.asked.saturating_add(1);
            effects.push(Effect::Search(self.asked, typed));
        }
        effects.extend(self.ask_preview());
        effects
    }

    fn with_list(&mut self, with: impl FnOnce(&mut dyn List) -> bool) {
        match self.view {
            View::Search => with(&mut self.found),
            View::Actions => with(&mut self.actions),
            View::Sessions => with(&mut self.of_mut(Part::Sessions).roll),
            View::Archive => with(&mut self.of_mut(Part::Archive).roll),
            View::Bin => with(&mut self.of_mut(Part::Bin).roll),
        };
    }

    /// Fits everything to the size of the screen.
    pub fn lay_out(&mut self, area: Rect) -> Areas {
        let wide = area.width >= 110;
        let line = Rect { x: area.x + 3, y: area.y + 1, width: area.width.saturating_sub(4), height: 1 };
        let body = Rect { y: area.y + 3, height: area.height.saturating_sub(4), ..area };
        let (list, preview) = if wide {
            let left = body.width * 11 / 20;
            let list = Rect { width: left, ..body };
            let preview = Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body };
            (list, preview)
        } else {
            let height = body.height / 2;
            let list = Rect { height, ..body };
            let y = list.bottom() + 1;
            (list, Rect { y, height: body.bottom().saturating_sub(y), ..body })
        };
        self.areas = Areas { line, list, preview };
        let height = usize::from(list.height);
        for sessions in &mut self.sessions {
            sessions.roll.lay_out(height);
        }
        self.found.lay_out(height);
        self.actions.lay_out(height);
        if let Some(preview) = &mut self.preview {
            preview.page.lay_out(self.areas.preview.width.saturating_sub(3), self.areas.preview.height);
        }
        self.areas
    }
}

/// A list whatever its rows are.
trait List {
    fn key(&mut self, key: &KeyEvent) -> bool;
    fn put(&mut self, text: &str);
    fn choose(&mut self, at: usize) -> bool;
    fn chosen(&self) -> usize;
    fn top(&self) -> usize;
    fn len(&self) -> usize;
}

impl<T> List for Roll<T> {
    fn key(&mut self, key: &KeyEvent) -> bool {
        Self::key(self, key)
    }
    fn put(&mut self, text: &str) {
        Self::put(self, text);
    }
    fn choose(&mut self, at: usize) -> bool {
        Self::choose(self, at)
    }
    fn chosen(&self) -> usize {
        self.chosen
    }
    fn top(&self) -> usize {
        self.top
    }
    fn len(&self) -> usize {
        Self::len(self)
    }
}
