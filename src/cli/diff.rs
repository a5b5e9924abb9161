//! `minutebook diff`: what changed between the revisions of a session's minutes, word by word.

use crate::app::difference::{pieces, place, versions};
use crate::meeting::changes;
use crate::text::diff::signed;
use crate::text::shown::shown;

use super::{Context, Outcome, Refusal, say, session};

/// Prints every change from each text that was kept to the next, and to the text as it stands: "[-gone-]", "{+new+}".
///
/// # Errors
/// Where there is no such session.
pub(super) fn run(context: &mut Context<'_>, named: &str) -> Result<Outcome, Refusal> {
    let meeting = session::read(context, named)?.meeting;
    let versions = versions(&meeting);
    for revision in &meeting.revisions {
        let (number, words) = (revision.number, revision.words());
        writeln!(context.out, "Revision {number}: {}", shown(&words))?;
        if !revision.checksum.is_empty() {
            writeln!(context.out, "    checksum {}", shown(&revision.checksum))?;
        }
    }
    if meeting.revisions.is_empty() {
        say("Nothing was made final or approved yet: there is nothing to compare with.");
    }
    for (from, to) in versions.iter().zip(versions.iter().skip(1)) {
        let found = changes(&from.text, &to.text);
        if found.is_empty() {
            continue;
        }
        writeln!(context.out, "\n{} → {}", from.name, to.name)?;
        for change in &found {
            writeln!(context.out, "\n{}:", shown(&place(change, [&from.text, &to.text])))?;
            writeln!(context.out, "    {}", shown(&signed(&pieces(change))))?;
        }
    }
    Ok(Outcome::Done)
}
