//! The journal: one numbered, checksummed line for each record.
//!
//! ```text
//! minutebook journal 1 0badcafe 4c1f20aa
//! 1 7f9c0e1d (at:"2016-03-14T14:00:00Z",step:1,edits:[Begin(…)])
//! 2-41 5ab0c2f3 (at:…,until:…,step:9,edits:[Text(…)])
//! ```
//! A line is `n crc ron`, or `first-n crc ron` where it stands for a run of records; the checksum (CRC-32, eight hex digits) is
//! taken over the number as written, a space and the RON. The first line names the session and has a checksum of its own. Lines are in order and without gaps. A line that is
//! damaged makes everything behind it doubtful; a record is used or not used, never in part.

use ron::ser::PrettyConfig;

use crate::meeting::{Meeting, Misfit, Record};

use super::session_file::ron_options;

const NAME: &str = "minutebook journal ";

/// The version of the journal that this program writes.
const VERSION: &str = "1";

/// The first line of the journal of this session.
pub fn header(id: &str) -> String {
    let text = format!("{NAME}{VERSION} {id}");
    format!("{text} {:08x}\n", crc32fast::hash(text.as_bytes()))
}

/// One record as a line, its line break included.
///
/// # Errors
/// Where RON cannot write it; which no record is known to cause.
pub fn encode(record: &Record) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().depth_limit(0).separator("").new_line("");
    let mut ron = ron_options().to_string_pretty(record, config.clone().escape_strings(false))?;
    if ron.contains(['\n', '\r']) {
        ron = ron_options().to_string_pretty(record, config)?;
    }
    let number =
        if record.first < record.n { format!("{}-{}", record.first, record.n) } else { record.n.to_string() };
    Ok(format!("{number} {:08x} {ron}\n", checksum(&number, &ron)))
}

fn checksum(number: &str, ron: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in [number, " ", ron] {
        hasher.update(part.as_bytes());
    }
    hasher.finalize()
}

/// A line whose checksum is right.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The number of the first record for which it stands.
    pub first: u64,
    /// The number of the last.
    pub n: u64,
    /// The byte of the journal behind it.
    pub end: usize,
    ron: &'a str,
}

impl Line<'_> {
    /// The record in the line; none where its RON is not one, which a right checksum makes unlikely.
    pub fn record(&self) -> Option<Record> {
        let mut record: Record = ron_options().from_str(self.ron).ok()?;
        (record.first, record.n) = (self.first, self.n);
        Some(record)
    }
}

/// What stands in a journal.
#[derive(Clone, Debug, Default)]
pub struct Scan<'a> {
    /// The session named in the first line; none where that line is damaged.
    pub id: Option<&'a str>,
    /// Whether it was found to be another session's journal.
    pub other: bool,
    /// All lines whose checksum is right, in the order of the file.
    pub lines: Vec<Line<'a>>,
    /// How many of them, from the first on, are numbered without a gap from 1 and have no damage between them.
    pub run: usize,
    /// How many of those may stay where they are: all, or none where the first line of the journal is damaged.
    pub sound: usize,
    /// The length of the journal's first line, where it is sound.
    pub(super) head: usize,
    /// The length of the journal.
    pub len: usize,
}

impl Scan<'_> {
    /// The byte behind, and the number of, the last sound line whose number is at most `n`.
    pub fn sound_upto(&self, n: u64) -> (usize, u64) {
        let lines = self.lines.iter().take(self.sound).take_while(|line| line.n <= n);
        lines.last().map_or((self.head, 0), |line| (line.end, line.n))
    }

    /// The number of the last record before the first damage.
    pub fn sound_n(&self) -> u64 {
        self.sound_upto(u64::MAX).1
    }
}

/// Reads a journal line by line. Damage is found, never repaired; only numbers and checksums are looked at.
pub fn scan(bytes: &[u8]) -> Scan<'_> {
    let mut found = Scan { len: bytes.len(), ..Scan::default() };
    let mut end = 0;
    let mut unbroken = true;
    while let Some(rest) = bytes.get(end..).filter(|rest| !rest.is_empty()) {
        let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let raw = rest.get(..len).unwrap_or(rest);
        let first_line = end == 0;
        end += len;
        if first_line && let Some(id) = head(raw) {
            (found.id, found.head) = (Some(id), end);
            continue;
        }
        if let Some(line) = line(raw, end) {
            unbroken &= found.lines.last().map_or(0, |last| last.n).checked_add(1) == Some(line.first);
            found.lines.push(line);
            found.run += usize::from(unbroken);
        } else if !first_line {
            unbroken = false;
        }
    }
    found.sound = if found.id.is_some() { found.run } else { 0 };
    found
}

fn head(raw: &[u8]) -> Option<&str> {
    let (text, crc) = std::str::from_utf8(raw).ok()?.strip_suffix('\n')?.rsplit_once(' ')?;
    let (version, id) = text.strip_prefix(NAME)?.split_once(' ')?;
    let right = hex(crc)? == crc32fast::hash(text.as_bytes());
    (right && version == VERSION && !id.is_empty()).then_some(id)
}

fn line(raw: &[u8], end: usize) -> Option<Line<'_>> {
    let text = std::str::from_utf8(raw).ok()?.strip_suffix('\n')?;
    let (number, rest) = text.split_once(' ')?;
    let (crc, ron) = rest.split_once(' ')?;
    if hex(crc)? != checksum(number, ron) {
        return None;
    }
    let (first, n) = number.split_once('-').unwrap_or((number, number));
    let (first, n) = (first.parse().ok()?, n.parse().ok()?);
    (first <= n && first > 0).then_some(Line { first, n, end, ron })
}

/// Eight small hex digits; a flipped bit must not pass for a capital.
fn hex(digits: &str) -> Option<u32> {
    let plain = digits.len() == 8 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    u32::from_str_radix(digits, 16).ok().filter(|_| plain)
}

/// Applies all edits of a record, or none of them.
///
/// # Errors
/// [`Misfit`] where one does not fit; the meeting is then as it was.
pub fn apply(meeting: &mut Meeting, record: &Record) -> Result<(), Misfit> {
    meeting.apply_all(&record.edits).map(drop)
}
