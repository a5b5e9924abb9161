//! What a session file and a journal say together, and what is to be mended: the part of recovery that thinks.
//!
//! Pure: bytes in, a [`Verdict`] out. It never refuses what can be read in part, and never mends anything itself. The rules:
//! - a session file whose checksum is right is believed; the journal's lines behind its number are applied to it;
//! - one that was changed by somebody else is believed too, but nothing is applied to it: byte positions may no longer
//!   mean what they meant. What we had is set aside, unless it is the same;
//! - one that can't be read is set aside, and the meeting is rebuilt from the journal;
//! - a damaged journal keeps what stands before the damage; the rest is set aside. Where records are then missing between
//!   that and the meeting as it stands, one record with the whole meeting bridges them, so that the journal's fold is
//!   always the meeting.

use crate::meeting::{Edit, Entry, How, Item, ItemHead, ItemId, Meeting, Record, Stamp};

use super::journal::{self, Scan};
use super::session_file::{self, Found, SessionFile};

/// The session as it stands, and what is to be mended before it is written to.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The session, recovered; `saved` is the number of the last record in it.
    pub session: SessionFile,
    /// The records that were applied to the session file, or all where it was rebuilt.
    pub tail: Vec<Record>,
    /// The length of the journal's sound part and the number of its last record.
    pub sound: (usize, u64),
    /// Lines that are to stand behind the sound part.
    pub lines: String,
    /// Whether there is anything in the journal behind its sound part that must be set aside and replaced.
    pub journal_damaged: bool,
    /// Whether the session file can't be read and is to be set aside.
    pub session_damaged: bool,
    /// Our own version, where the session file was changed by somebody else and says something else.
    pub ours: Option<Box<SessionFile>>,
    /// Whether the session file is to be written anew soon.
    pub save: bool,
    /// A newer version of Minutebook wrote it: only reading is allowed.
    pub newer: Option<u32>,
    /// What happened, for the clerk; empty where nothing did.
    pub findings: Vec<Finding>,
}

/// One thing that recovery found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// So many changes behind the session file came back from the journal, the last made at this time.
    CameBack(usize, Stamp),
    /// The journal ended in a line that was not finished.
    Torn,
    /// The journal is damaged; so many later changes in it could not be used.
    JournalDamaged(usize),
    /// There was no journal, or it was another session's or another version's.
    NoJournal,
    /// The session file could not be read, and why; the meeting was rebuilt from the journal.
    Rebuilt(String),
    /// There was no session file; the meeting was rebuilt from the journal.
    NoSessionFile,
    /// The session file was changed by somebody else.
    ChangedOutside,
    /// Neither could be read; what was saved of the words.
    OnlyWords,
}

/// Neither file makes a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nothing {
    /// A version of the session file that cannot be read at all.
    pub newer: Option<u32>,
    /// Why the session file can't be read; empty where it is not there.
    pub why: String,
}

/// Judges what was found in the place of the session file and of the journal; none where there is no file.
///
/// # Errors
/// [`Nothing`] where neither of the two can be read even in part.
pub fn judge(session: Option<&[u8]>, journal: Option<&[u8]>, now: Stamp) -> Result<Verdict, Nothing> {
    judge_read((session.map(session_file::decode), session.unwrap_or_default()), journal, now)
}

/// As [`judge`], of a session file that was read already; its bytes are looked at only where they are broken.
pub(super) fn judge_read(
    (found, bytes): (Option<Found>, &[u8]),
    journal: Option<&[u8]>,
    now: Stamp,
) -> Result<Verdict, Nothing> {
    let scan = journal::scan(journal.unwrap_or_default());
    match found {
        Some(Found::Newer(version, Some(file))) => Ok(newer(version, *file)),
        Some(Found::Newer(version, None)) => Err(Nothing { newer: Some(version), why: String::new() }),
        Some(Found::Sound(file)) => {
            let scan = ours_only(scan, &file.id);
            Ok(continued(*file, &scan, now))
        }
        Some(Found::Changed(file)) => Ok(changed(*file, &scan, now)),
        Some(Found::Broken(why)) => rebuilt(&scan, Finding::Rebuilt(why.clone()))
            .map(|verdict| Verdict { session_damaged: true, ..verdict })
            .or_else(|| only_words(bytes, &scan, now))
            .ok_or(Nothing { newer: None, why }),
        None => rebuilt(&scan, Finding::NoSessionFile).ok_or(Nothing { newer: None, why: String::new() }),
    }
}

fn newer(version: u32, session: SessionFile) -> Verdict {
    Verdict { session, newer: Some(version), ..Verdict::default() }
}

/// A journal that names another session holds nothing for this one.
fn ours_only<'a>(scan: Scan<'a>, id: &str) -> Scan<'a> {
    if scan.id.is_none_or(|named| named == id) {
        return scan;
    }
    Scan { len: scan.len, other: true, ..Scan::default() }
}

/// What the sound part of a journal makes of a meeting, from its beginning up to record `until`.
struct Replay {
    meeting: Meeting,
    n: u64,
    step: u64,
    records: Vec<Record>,
}

fn replay(scan: &Scan<'_>, until: u64) -> Option<Replay> {
    replay_seen(scan, until, &mut |_, _| {})
}

/// A replay that shows the meeting after each record.
fn replay_seen(scan: &Scan<'_>, until: u64, see: &mut dyn FnMut(u64, &Meeting)) -> Option<Replay> {
    let mut done: Option<Replay> = None;
    for line in scan.lines.iter().take(scan.run).take_while(|line| line.n <= until) {
        let Some(record) = line.record() else { break };
        let begins = matches!(record.edits.first(), Some(Edit::Begin(_)));
        let so_far = match &mut done {
            Some(so_far) => so_far,
            None if begins => {
                let (meeting, records) = (Meeting::default(), Vec::new());
                done.insert(Replay { meeting, n: 0, step: 0, records })
            }
            None => break,
        };
        if journal::apply(&mut so_far.meeting, &record).is_err() {
            break;
        }
        so_far.n = record.n;
        so_far.step = so_far.step.max(record.step);
        so_far.records.push(record);
        see(so_far.n, &so_far.meeting);
    }
    done
}

/// The usual case: a sound session file, and the journal's lines behind it.
fn continued(mut file: SessionFile, scan: &Scan<'_>, now: Stamp) -> Verdict {
    let base = file.saved;
    if let Some(whole) = straddled(scan, base) {
        let (n, step) = (whole.n, whole.step.max(file.step));
        let session = SessionFile { saved: n, step, meeting: whole.meeting, ..file };
        let sound = scan.sound_upto(n);
        let verdict = Verdict { session, tail: whole.records, sound, save: true, ..Verdict::default() };
        return with_journal_findings(verdict, scan);
    }
    // Where records are missing between the journal's sound part and the session file, its meeting bridges them.
    let upto = scan.sound_upto(base);
    let before = (upto.1 < base).then(|| file.meeting.clone());
    let tail = apply_tail(&mut file, scan);
    let mut lines = String::new();
    let sound = match before {
        Some(meeting) => {
            lines = bridge(meeting, (upto.1, base), file.step, tail.first().map_or(now, |record| record.at));
            upto
        }
        None => scan.sound_upto(file.saved),
    };
    for record in tail.iter().filter(|record| record.n > sound.1.max(base)) {
        lines.push_str(&journal::encode(record).unwrap_or_default());
    }
    let mut verdict = Verdict { session: file, sound, lines, ..Verdict::default() };
    if let Some(last) = tail.last() {
        verdict.findings.push(Finding::CameBack(tail.len(), last.until.unwrap_or(last.at)));
    }
    verdict.tail = tail;
    with_journal_findings(verdict, scan)
}

/// Adds what is to be said of the journal, once it is known how much of it is sound.
fn with_journal_findings(mut verdict: Verdict, scan: &Scan<'_>) -> Verdict {
    verdict.journal_damaged = verdict.sound.0 < scan.len;
    let unused = scan.lines.iter().filter(|line| line.n > verdict.session.saved).count();
    if scan.len == 0 || scan.other {
        verdict.findings.push(Finding::NoJournal);
    } else if verdict.journal_damaged || !verdict.lines.is_empty() {
        let torn = scan.lines.len() == scan.sound && unused == 0 && verdict.lines.is_empty();
        verdict.findings.push(if torn { Finding::Torn } else { Finding::JournalDamaged(unused) });
    }
    verdict
}

/// Where the session file is older than the journal's last compaction, one line stands for records on both sides of its
/// number: then the journal is replayed whole.
fn straddled(scan: &Scan<'_>, saved: u64) -> Option<Replay> {
    let line = scan.lines.iter().find(|line| line.first <= saved && saved < line.n)?;
    replay(scan, u64::MAX).filter(|whole| whole.n >= line.n)
}

/// Applies the lines behind the session file's number, as far as they follow one another and fit.
fn apply_tail(file: &mut SessionFile, scan: &Scan<'_>) -> Vec<Record> {
    let mut tail = Vec::new();
    for line in &scan.lines {
        if line.first <= file.saved {
            continue;
        }
        if Some(line.first) != file.saved.checked_add(1) {
            break;
        }
        let Some(record) = line.record() else { break };
        if journal::apply(&mut file.meeting, &record).is_err() {
            break;
        }
        file.saved = record.n;
        file.step = file.step.max(record.step);
        tail.push(record);
    }
    tail
}

/// A line with the whole meeting that stands for the records behind `from` up to `to`.
fn bridge(meeting: Meeting, (from, to): (u64, u64), step: u64, at: Stamp) -> String {
    let edits = vec![Edit::Begin(Box::new(meeting))];
    let first = from.saturating_add(1);
    let record = Record { n: to.max(first), first, at, until: None, step, how: How::Do, edits };
    journal::encode(&record).unwrap_or_default()
}

/// So many records back it is looked whether a session file with a wrong checksum says what we once wrote.
const LOOKED_BACK: u64 = 1000;

/// A session file that somebody else changed.
fn changed(mut file: SessionFile, scan: &Scan<'_>, now: Stamp) -> Verdict {
    // Where the words are as we once wrote them, only the checksum or the numbers beside them are not.
    let last = scan.sound_n();
    let mut same = None;
    let ours = replay_seen(scan, u64::MAX, &mut |n, meeting| {
        if (n == file.saved || n.saturating_add(LOOKED_BACK) > last) && *meeting == file.meeting {
            same = Some(n);
        }
    });
    // Where its checksum is wrong, its numbers are no more to be trusted than its words.
    if let Some(id) = scan.id {
        id.clone_into(&mut file.id);
    }
    file.step = file.step.max(ours.as_ref().map_or(0, |ours| ours.step));
    if let Some(n) = same {
        file.saved = n;
        return Verdict { save: true, ..continued(file, scan, now) };
    }
    let last = scan.lines.iter().map(|line| line.n).max().unwrap_or(file.saved.min(1 << 53));
    let n = last.saturating_add(1);
    let sound = scan.sound_upto(ours.as_ref().map_or(0, |ours| ours.n));
    let step = file.step.saturating_add(1);
    let lines = bridge(file.meeting.clone(), (sound.1, n), step, now);
    let kept = ours.filter(|ours| ours.meeting != file.meeting).map(|ours| {
        let (id, meeting) = (file.id.clone(), ours.meeting);
        let step = ours.step;
        Box::new(SessionFile { format: 1, id, saved: ours.n, step, place: None, kept: None, meeting })
    });
    let session = SessionFile { saved: n, step, kept: None, ..file };
    let mut verdict = Verdict { session, sound, lines, save: true, ours: kept, ..Verdict::default() };
    verdict.findings.push(Finding::ChangedOutside);
    verdict.journal_damaged = sound.0 < scan.len;
    if scan.len == 0 {
        verdict.findings.push(Finding::NoJournal);
    } else if verdict.journal_damaged {
        let unused = scan.lines.iter().filter(|line| line.n > sound.1).count();
        verdict.findings.push(Finding::JournalDamaged(unused));
    }
    verdict
}

/// A session from its journal alone.
fn rebuilt(scan: &Scan<'_>, why: Finding) -> Option<Verdict> {
    let whole = replay(scan, u64::MAX)?;
    let id = scan.id.map_or_else(|| format!("{:08x}", scan.len), ToOwned::to_owned);
    let (step, meeting, tail) = (whole.step, whole.meeting, whole.records);
    let session = SessionFile { format: 1, id, saved: whole.n, step, place: None, kept: None, meeting };
    let sound = scan.sound_upto(whole.n);
    let mut verdict = Verdict { session, sound, save: true, findings: vec![why], ..Verdict::default() };
    for record in tail.iter().filter(|record| record.n > sound.1) {
        verdict.lines.push_str(&journal::encode(record).unwrap_or_default());
    }
    verdict.tail = tail;
    Some(with_journal_findings(verdict, scan))
}

/// The last resort: both files are damaged so that neither can be read in its order. The titles and texts that stand in the
/// session file come back as entries.
fn only_words(session: &[u8], scan: &Scan<'_>, now: Stamp) -> Option<Verdict> {
    let text = String::from_utf8_lossy(session.get(..session.len().min(SALVAGED)).unwrap_or_default());
    let mut items: Vec<Item> = Vec::new();
    let mut ids = (1..).map(ItemId);
    for (title, words) in words(&text) {
        let item = match items.last_mut() {
            Some(item) if !title => item,
            Some(_) | None => {
                let head =
                    ItemHead { title: "Words from the damaged file".to_owned(), ..ItemHead::default() };
                items.push(Item { id: ids.next()?, head, ..Item::default() });
                items.last_mut()?
            }
        };
        if title {
            item.head.title = words;
        } else {
            let id = item.next_entry_id();
            item.minutes.push(Entry { id, text: words, ..Entry::default() });
        }
    }
    if items.is_empty() {
        return None;
    }
    let meeting = Meeting { items: items.into(), ..Meeting::default() };
    let n = scan.lines.iter().map(|line| line.n).max().unwrap_or(0).saturating_add(1);
    let id = scan.id.map_or_else(|| format!("{:08x}", crc32fast::hash(session)), ToOwned::to_owned);
    let lines = bridge(meeting.clone(), (0, n), 1, now);
    let session = SessionFile { format: 1, id, saved: n, step: 1, place: None, kept: None, meeting };
    let (journal_damaged, findings) = (scan.len > 0, vec![Finding::OnlyWords]);
    let session_damaged = true;
    Some(Verdict {
        session,
        lines,
        journal_damaged,
        session_damaged,
        save: true,
        findings,
        ..Verdict::default()
    })
}

/// How much of a damaged file is searched for words.
const SALVAGED: usize = 16 << 20;

/// The strings behind `title:` and `text:` in the remains of a session file, and whether they are titles.
fn words(text: &str) -> impl Iterator<Item = (bool, String)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (title, at) = [("title: ", true), ("text: ", false)]
                .into_iter()
                .filter_map(|(name, title)| Some((title, rest.find(name)? + name.len())))
                .min_by_key(|(_, at)| *at)?;
            let value = rest.get(at..)?;
            let hashes =
                value.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
            let close = format!("\"{}", "#".repeat(hashes));
            rest = value;
            let (_, begun) = value.split_once('"')?;
            let (words, after) = begun.split_once(&close)?;
            rest = after;
            if !words.trim().is_empty() {
                return Some((title, words.replace(['\n', '\r'], " ")));
            }
        }
    })
}

/// Whether a journal led, at that record, to just this session: it holds nothing that the journal does not.
pub fn contains(journal: &[u8], session: &SessionFile) -> bool {
    let then = replay(&journal::scan(journal), session.saved);
    then.is_some_and(|then| then.n == session.saved && then.meeting == session.meeting)
}

/// How the lines of a copy (without its first line) go behind a journal that may hold the older part of them: the sound part
/// that stays, and what is to stand behind it.
pub fn behind(journal: &[u8], lines: &str) -> ((usize, u64), String) {
    let there = journal::scan(journal);
    let text = format!("{}{lines}", journal::header(there.id.unwrap_or("none")));
    let copy = journal::scan(text.as_bytes());
    let head = copy.lines.first().and_then(journal::Line::record);
    if let Some(begin) = head.filter(|record| record.first == 1 && record.n > 1) {
        // The copy knows only where the meeting stood; the way there is in the journal, as far as it is.
        let keep = there.sound_upto(begin.n - 1);
        let rest = copy.lines.first().and_then(|line| text.get(line.end..)).unwrap_or_default();
        let bridge = Record { first: keep.1 + 1, ..begin };
        return (keep, journal::encode(&bridge).unwrap_or_default() + rest);
    }
    let raw = |scan: &Scan<'_>, bytes: &[u8], at: usize| -> Option<Vec<u8>> {
        let start = if at == 0 { scan.sound_upto(0).0 } else { scan.lines.get(at - 1)?.end };
        bytes.get(start..scan.lines.get(at)?.end).map(<[u8]>::to_vec)
    };
    let same = |at: &usize| {
        let ours = raw(&there, journal, *at);
        ours.is_some() && ours == raw(&copy, text.as_bytes(), *at)
    };
    let count = (0..there.sound).take_while(same).count();
    let Some(last) = count.checked_sub(1).and_then(|at| there.lines.get(at)) else {
        return ((0, 0), lines.to_owned());
    };
    let rest = copy.lines.get(count - 1).and_then(|line| text.get(line.end..)).unwrap_or_default();
    ((last.end, last.n), rest.to_owned())
}
