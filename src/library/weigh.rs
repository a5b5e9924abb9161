//! A session at its place and a copy of it in a second place: which of the two goes on, and what becomes of the other.

use std::path::{Path, PathBuf};

use crate::meeting::Stamp;

use super::job::Aside;
use super::judge::{self, Finding, Verdict};
use super::kept::{self, KeptCopy};
use super::open::Files;
use super::session_file::{self, SessionFile};
use super::{Library, LibraryError};

/// What is to be told and done about a copy in a second place.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) said: Vec<String>,
    pub(super) asides: Vec<Aside>,
    pub(super) taken_up: Vec<PathBuf>,
}

impl Library {
    /// The newest copy of this session in a second place.
    fn copy_of(&self, path: &Path, files: &Files) -> Option<KeptCopy> {
        let id = files.id.clone();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = |name: &str| {
            name.strip_prefix(&stem).is_some_and(|rest| rest.starts_with('-'))
                || id.as_ref().is_some_and(|id| name.contains(id))
        };
        let of = path.to_string_lossy();
        kept::copies(&*self.disk, &self.second, &wanted)
            .into_iter()
            .filter(|copy| match &id {
                Some(id) => copy.id == *id,
                None => copy.kept.as_ref().is_some_and(|kept| kept.of == of),
            })
            .max_by_key(KeptCopy::newest)
    }

    /// Judges the session at its place, and weighs it against a copy of it in a second place.
    pub(super) fn judged(
        &self,
        path: &Path,
        files: &mut Files,
        now: Stamp,
    ) -> Result<(Verdict, Notes), LibraryError> {
        let found = (files.found.take(), files.remains.as_slice());
        let judged = judge::judge_read(found, files.journal.as_deref(), now);
        let copy = self.copy_of(path, files).and_then(|copy| {
            let judged = judge::judge(copy.session_bytes.as_deref(), Some(&copy.journal_bytes), now);
            Some((judged.ok()?, copy))
        });
        match (judged, copy) {
            (Err(nothing), None) => Err(self.nothing(path, nothing)),
            (Ok(verdict), None) => Ok((verdict, Notes::default())),
            (judged, Some(copy)) => Ok(weighed(path, judged.ok(), copy, files)),
        }
    }
}

/// Which of two goes on, the session at its place or its copy in a second place, and what becomes of the other.
fn weighed(
    path: &Path,
    ours: Option<Verdict>,
    (theirs, copy): (Verdict, KeptCopy),
    files: &Files,
) -> (Verdict, Notes) {
    let taken_up = vec![copy.session.clone(), copy.journal.clone()];
    let since = copy.kept.as_ref().map_or(u64::MAX, |kept| kept.since);
    let said = format!(
        "The library could not be written last time; what was kept in {} was taken up again.",
        copy.session.display()
    );
    let Some(ours) = ours else {
        let verdict = taken_whole(theirs, None, &copy, files);
        return (verdict, Notes { said: vec![said], asides: Vec::new(), taken_up });
    };
    if ours.newer.is_some() {
        return (ours, Notes::default());
    }
    // What stands at the proper place may also have come home from this very copy, and be a beginning of it.
    let begins = || judge::contains(&copy.journal_bytes, &ours.session);
    if theirs.session.saved >= ours.session.saved && (ours.session.saved <= since || begins()) {
        let same = theirs.session.meeting == ours.session.meeting;
        let said = if same { Vec::new() } else { vec![said] };
        let verdict = taken_whole(theirs, Some(ours), &copy, files);
        return (verdict, Notes { said, asides: Vec::new(), taken_up });
    }
    if judge::contains(files.journal.as_deref().unwrap_or_default(), &theirs.session) {
        return (ours, Notes { taken_up, ..Notes::default() });
    }
    // Both went on: the one in the library is opened, the other is put beside it, to be read.
    let bytes = session_file::encode(&SessionFile { kept: None, ..theirs.session }).unwrap_or_default();
    let said = "While the library could not be written, this session was changed in two places. \
                    This is the one in the library; the other stands beside it as “(kept aside)”.";
    let asides = vec![Aside::Kept(path.to_owned(), bytes)];
    (ours, Notes { said: vec![said.to_owned()], asides, taken_up })
}

/// The session as it was kept in a second place, with the older history from its proper place where only that has it.
fn taken_whole(theirs: Verdict, ours: Option<Verdict>, copy: &KeptCopy, files: &Files) -> Verdict {
    let bytes = &copy.journal_bytes;
    let sound =
        bytes.get(..theirs.sound.0).and_then(|sound| std::str::from_utf8(sound).ok()).unwrap_or_default();
    let mut lines = sound.split_once('\n').map_or("", |(_, lines)| lines).to_owned();
    lines.push_str(&theirs.lines);
    let place = theirs.session.place;
    let session = SessionFile { kept: None, place, ..theirs.session };
    let mut verdict = Verdict { session, tail: theirs.tail, save: true, ..Verdict::default() };
    if let Some(ours) = ours {
        (verdict.session_damaged, verdict.ours) = (ours.session_damaged, ours.ours);
        verdict.findings =
            ours.findings.into_iter().filter(|f| !matches!(f, Finding::CameBack(..))).collect();
    } else {
        verdict.session_damaged = files.there;
    }
    let there = files.journal.as_deref().unwrap_or_default();
    let (keep, lines) = judge::behind(there, &lines);
    (verdict.sound, verdict.lines) = (keep, lines);
    verdict.journal_damaged = verdict.sound.0 < there.len();
    verdict
}
