//! Which sessions there are: listing, finding by name, naming new ones.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::meeting::{ItemState, Meeting, Stamp, State, Status, actions};

use super::{Library, LibraryError, Listed, Part, kept};

impl Library {
    /// All sessions of the library, the latest meeting first; one that can't be read is named with the reason. Sessions that are
    /// only in a second place, since the library could not be written, are among them.
    ///
    /// # Errors
    /// [`LibraryError::Unreadable`] where the folder can't be read; one that is not there yet is an empty library.
    pub fn list(&self, now: Stamp) -> Result<Vec<Listed>, LibraryError> {
        let mut catalogue = self.catalogue(now, &mut |_, _| {})?;
        self.look_round(&mut catalogue.rows);
        Ok(catalogue.rows.into_iter().map(|row| row.listed).collect())
    }

    /// The paths of all sessions. Versions that were set aside are not among them, so that nothing is found or counted twice;
    /// they can be opened by their names.
    ///
    /// # Errors
    /// [`LibraryError::Unreadable`] where the folder can't be read.
    pub fn sessions(&self) -> Result<Vec<PathBuf>, LibraryError> {
        let in_folder = match self.disk.list(&self.folder) {
            Ok(paths) => paths,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(source) => return Err(LibraryError::Unreadable { path: self.folder.clone(), source }),
        };
        let ends = |path: &PathBuf| path.as_os_str().as_encoded_bytes().ends_with(b".ron");
        let is_session = |path: &PathBuf| ends(path) && !is_aside(path);
        let mut paths: Vec<_> = in_folder.into_iter().filter(is_session).collect();
        let folder = self.disk.resolve(&self.folder).unwrap_or_else(|_| self.folder.clone());
        for copy in kept::copies(&*self.disk, &self.second, &|_| true) {
            let of = copy.kept.map(|kept| PathBuf::from(kept.of)).unwrap_or_default();
            let here = of.parent().is_some_and(|parent| parent == folder || parent == self.folder);
            let known = paths.iter().any(|path| path.file_name() == of.file_name());
            if here && !known {
                paths.push(self.folder.join(of.file_name().unwrap_or_default()));
            }
        }
        // By stem, since "panel-2.ron" sorts before "panel.ron".
        paths.sort_by_cached_key(|path| path.file_stem().map(ToOwned::to_owned));
        Ok(paths)
    }

    /// The session that is meant by a path, or by a part of a name.
    ///
    /// # Errors
    /// [`LibraryError::NoSuchSession`] or [`LibraryError::Ambiguous`].
    pub fn find(&self, words: &str) -> Result<PathBuf, LibraryError> {
        let typed = PathBuf::from(words);
        let with_ending = PathBuf::from(format!("{words}.ron"));
        let inside = [self.folder.join(&typed), self.folder.join(&with_ending)];
        for path in [typed, with_ending].into_iter().chain(inside) {
            let is_file = self.disk.stat(&path).is_ok_and(|stat| !stat.folder);
            let is_session = path.extension().is_some_and(|ext| ext == "ron");
            if is_session && (is_file || self.disk.stat(&path.with_extension("journal")).is_ok()) {
                return Ok(path);
            }
        }
        let wanted: Vec<_> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let fits = |path: &PathBuf| {
            let name = name(path).to_lowercase();
            !wanted.is_empty() && wanted.iter().all(|word| name.contains(word))
        };
        let mut found: Vec<_> = self.sessions()?.into_iter().filter(fits).collect();
        if let Some(exact) = found.iter().find(|path| name(path).eq_ignore_ascii_case(words)) {
            return Ok(exact.clone());
        }
        let archive = self.part(Part::Archive);
        if found.is_empty() && archive.folder != self.folder && self.disk.stat(&archive.folder).is_ok() {
            found = archive.sessions()?.into_iter().filter(fits).collect();
        }
        match (found.pop(), found.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(last), false) => {
                found.push(last);
                let candidates = found.iter().map(|path| name(path)).collect();
                Err(LibraryError::Ambiguous { name: words.to_owned(), candidates })
            }
            (None, _) => {
                Err(LibraryError::NoSuchSession { name: words.to_owned(), folder: self.folder.clone() })
            }
        }
    }

    /// The draft that was begun from the paper with this checksum; the latest where there are several.
    pub fn same_paper(&self, checksum: &str, now: Stamp) -> Option<PathBuf> {
        let rows = self.catalogue(now, &mut |_, _| {}).ok()?.rows;
        let begun = rows
            .into_iter()
            .filter(|row| row.paper.as_deref() == Some(checksum) && row.listed.state == State::Draft);
        begun.map(|row| row.listed.path).max_by(|a, b| a.file_stem().cmp(&b.file_stem()))
    }
}

/// The session, among these, of which a sync tool made the session of this name when two had changed it: "NAME (Rosa’s
/// conflicted copy 2026-03-12)", "NAME.sync-conflict-20260312-101500-ABCDEFG", "NAME-PC12-conflict", "NAME-PC12", "NAME (1)".
pub(super) fn copied_from(stem: &str, names: &HashSet<&str>) -> Option<String> {
    let there = |of: &str| names.contains(of).then(|| of.to_owned());
    if let Some((of, _)) = stem.split_once(".sync-conflict-") {
        return there(of);
    }
    if let Some((of, inside)) = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        let counted = inside.bytes().all(|byte| byte.is_ascii_digit());
        return if counted || inside.to_lowercase().contains("conflict") { there(of) } else { None };
    }
    let lower = stem.to_lowercase();
    let marked = lower.rfind("-conflict").and_then(|at| stem.get(..at));
    let name = marked.unwrap_or(stem);
    if marked.is_some_and(|of| names.contains(of)) {
        return marked.map(str::to_owned);
    }
    // A machine's name has capitals, which a name that we gave has not.
    let of = name.rmatch_indices('-').find_map(|(at, _)| {
        let (of, host) = name.split_at_checked(at)?;
        let named = marked.is_some() || host.chars().any(char::is_uppercase);
        (named && names.contains(of)).then_some(of)
    });
    of.map(str::to_owned)
}

/// Whether this is a version of a session that was set aside beside it.
fn is_aside(path: &Path) -> bool {
    if !path.as_os_str().as_encoded_bytes().ends_with(b").ron") {
        return false;
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let labels = [" (changed outside, ", " (before the change outside", " (kept aside"];
    labels.iter().any(|label| stem.contains(label))
}

/// What the list shows of a meeting, its promises not counted.
pub(super) fn summary(meeting: &Meeting) -> Listed {
    let items = meeting.items.iter().filter(|item| item.depth == 0);
    let done = items.clone().filter(|item| meeting.state_of(item) == ItemState::Done).count();
    let open = actions(meeting).into_iter().filter(|action| action.status == Status::Open);
    Listed {
        date: meeting.head.date,
        body: meeting.head.body.clone(),
        title: meeting.head.title.clone(),
        state: meeting.state,
        items: items.count(),
        done,
        actions_open: open.count(),
        ..Listed::default()
    }
}

/// The name of a session's files without their endings: "2016-03-14-children-young-people-scrutiny-panel".
pub(crate) fn stem(meeting: &Meeting) -> String {
    let head = &meeting.head;
    let name = |words: &Option<String>| words.as_deref().map(slug).filter(|slug| !slug.is_empty());
    let (body, title) = (name(&head.body), name(&head.title));
    let unnamed = || {
        let only = meeting.items.first().filter(|_| meeting.items.len() == 1);
        only.map(|only| slug(&only.head.title))
            .filter(|slug| !slug.is_empty())
            .unwrap_or_else(|| "meeting".to_owned())
    };
    if let Some(date) = head.date {
        format!("{date}-{}", body.or(title).unwrap_or_else(unnamed))
    } else {
        format!("undated-{}", title.or(body).unwrap_or_else(unnamed))
    }
}

/// A name that every file system takes: small letters and digits of any script, joined by hyphens, without "and"; at most 80
/// bytes.
pub(crate) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for word in words.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let word: String =
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if word.is_empty() || word == "and" || slug.len() + word.len() > 80 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Head;

    #[test]
    fn copies_of_sync_tools_are_told_from_sessions() {
        let names = ["2026-03-12-panel", "2026-03-12-panel-2", "2026-03-12-audit"];
        let names = HashSet::from(names);
        let panel = Some("2026-03-12-panel".to_owned());
        for copy in [
            "2026-03-12-panel (Rosa’s conflicted copy 2026-03-13)",
            "2026-03-12-panel (conflicted copy 2026-03-13 101500)",
            "2026-03-12-panel.sync-conflict-20260313-101500-ABCDEFG",
            "2026-03-12-panel-PC12-conflict",
            "2026-03-12-panel-conflict-20260313",
            "2026-03-12-panel-PC-12",
            "2026-03-12-panel-PC12",
            "2026-03-12-panel (1)",
        ] {
            assert_eq!(copied_from(copy, &names), panel, "{copy}");
        }
        for own in
            ["2026-03-12-panel-2", "2026-03-12-panel-of-twelve", "2026-03-12-audit (extra)", "2026 (1)"]
        {
            assert_eq!(copied_from(own, &names), None, "{own}");
        }
    }

    #[test]
    fn sessions_are_named_by_day_and_body() {
        let head = Head {
            body: Some("Children & Young People’s Scrutiny Panel".to_owned()),
            title: Some("Special meeting".to_owned()),
            date: chrono::NaiveDate::from_ymd_opt(2016, 3, 14),
            ..Head::default()
        };
        let mut meeting = Meeting { head, ..Meeting::default() };
        assert_eq!(stem(&meeting), "2016-03-14-children-young-peoples-scrutiny-panel");
        meeting.head.date = None;
        assert_eq!(stem(&meeting), "undated-special-meeting");
        meeting.head = Head::default();
        assert_eq!(stem(&meeting), "undated-meeting");
        meeting.head.body = Some("../../etc/passwd".to_owned());
        assert_eq!(stem(&meeting), "undated-etc-passwd");
    }
}
