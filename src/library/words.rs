//! What the clerk is told about the disk, in plain words.

use std::io;
use std::path::Path;

use super::judge::Finding;

/// What is wrong, as the second half of a sentence: "the disk is full".
pub(super) fn fault(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    if let Some(words) = by_number(error) {
        return words.to_owned();
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds are open-ended; the rest speaks for itself"
    )]
    let words = match error.kind() {
        Kind::StorageFull => "the disk is full",
        Kind::QuotaExceeded => "the quota of disk space is used up",
        Kind::ReadOnlyFilesystem => "the disk is read-only",
        Kind::PermissionDenied => "writing there is not allowed",
        Kind::NotFound | Kind::NotADirectory | Kind::StaleNetworkFileHandle => "the folder or file is gone",
        Kind::FileTooLarge => "the file may not grow any more",
        Kind::TimedOut | Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => {
            "the network drive does not answer"
        }
        _ => return format!("the disk says “{error}”"),
    };
    words.to_owned()
}

/// Faults for which the standard library has no kind.
fn by_number(error: &io::Error) -> Option<&'static str> {
    match error.raw_os_error()? {
        5 if cfg!(unix) => Some("the disk reports an error"),
        23 | 24 if cfg!(unix) => Some("too many files are open"),
        _ => None,
    }
}

/// The lasting sentence while something is wrong.
pub(super) fn trouble(error: &io::Error, wanted: &Path, kept: Option<&Path>) -> String {
    let (what, wanted) = (fault(error), wanted.display());
    match kept {
        Some(kept) => format!("NOT SAVED in {wanted}: {what}. All is kept in {} meanwhile.", kept.display()),
        None => {
            format!("NOT SAVED in {wanted}: {what}. It is in memory only: free a place, do not switch off.")
        }
    }
}

/// What the clerk is told of one thing that recovery found; none where it needs no telling.
pub(super) fn finding(found: &Finding) -> String {
    match found {
        Finding::CameBack(count, last) => {
            let changes = if *count == 1 { "1 change".to_owned() } else { format!("{count} changes") };
            let time = last.format("%H:%M:%S");
            format!(
                "Minutebook was not closed properly: {changes} made since the last save came back, up to {time}."
            )
        }
        Finding::Torn => {
            "The end of the journal could not be read: the very last change may be missing.".to_owned()
        }
        Finding::JournalDamaged(0) => {
            "The journal is damaged: no words are missing, but undo may not reach back to the start."
                .to_owned()
        }
        Finding::JournalDamaged(count) => {
            format!(
                "The journal is damaged: all before the damage came back, {count} later changes could not be used."
            )
        }
        Finding::NoJournal => "The journal was missing; undo begins here.".to_owned(),
        Finding::Rebuilt(why) => {
            format!("The session file could not be read ({why}); the minutes were rebuilt from the journal.")
        }
        Finding::NoSessionFile => {
            "The session file was missing; the minutes were rebuilt from the journal.".to_owned()
        }
        Finding::ChangedOutside => {
            "The session file was changed outside Minutebook; this is the changed version.".to_owned()
        }
        Finding::OnlyWords => "Session file and journal are both damaged; only the words could be saved. \
                               People, times and votes must be put in again."
            .to_owned(),
    }
}
