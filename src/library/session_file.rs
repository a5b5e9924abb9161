//! The session file: a whole meeting as readable RON, with a checksum in its last line.
//!
//! The last line is a comment, `// checksum 1a2b3c4d of 12345 bytes`, over everything before it. A file whose checksum is
//! right is ours to the last byte; one that reads but whose checksum is wrong was changed by somebody else.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use crate::meeting::{Meeting, Place};

/// The format that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// What stands in a session file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionFile {
    /// The version of the shape of this file.
    pub format: u32,
    /// Names the session; its journal carries the same.
    pub id: String,
    /// The number of the last journal record that is contained here.
    pub saved: u64,
    /// The last undo step used.
    pub step: u64,
    /// Where the cursor was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// In a copy kept in a second place: for which session, and since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// The meeting.
    pub meeting: Meeting,
}

/// What a copy in a second place says of the session for which it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The session file.
    pub of: String,
    /// The last journal record that was written at the proper place.
    pub since: u64,
}

/// What was found in the place of a session file.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A session as we wrote it.
    Sound(Box<SessionFile>),
    /// A session that somebody else changed, or whose checksum is gone.
    Changed(Box<SessionFile>),
    /// A newer version of Minutebook wrote it; what can be read of it.
    Newer(u32, Option<Box<SessionFile>>),
    /// No session: why not, with line and column.
    Broken(String),
}

/// The session file's reader and writer of RON.
pub(super) fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Writes a session.
///
/// # Errors
/// Where RON cannot write it; which no meeting is known to cause.
pub fn encode(session: &SessionFile) -> Result<Vec<u8>, ron::Error> {
    let config = PrettyConfig::new().depth_limit(5).indentor("  ").new_line("\n").escape_strings(false);
    let mut text = String::from("#![enable(implicit_some)]\n");
    text.push_str(&ron_options().to_string_pretty(session, config)?);
    text.push('\n');
    let (crc, len) = (crc32fast::hash(text.as_bytes()), text.len());
    Ok(format!("{text}{MARK}{crc:08x} of {len} bytes\n").into_bytes())
}

const MARK: &str = "// checksum ";

/// Reads a session, as far as the bytes are one.
pub fn decode(bytes: &[u8]) -> Found {
    let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bare) else {
        return Found::Broken("it is not UTF-8 text".to_owned());
    };
    // Noise is told from a session before it is parsed: a damaged start is found by its first lines anyway.
    if !text.contains("format") {
        return Found::Broken("it is no session file".to_owned());
    }
    let read = ron_options().from_str::<SessionFile>(text);
    match read {
        Ok(session) => {
            let sound = checksum_is_right(text) && bare.len() == bytes.len();
            match session.format {
                FORMAT if sound => Found::Sound(Box::new(session)),
                newer if newer > FORMAT && sound => Found::Newer(newer, Some(Box::new(session))),
                // A number in a file that is damaged or was changed by hand says nothing of who wrote it.
                _ => Found::Changed(Box::new(SessionFile { format: FORMAT, ..session })),
            }
        }
        Err(error) => match stated_format(text) {
            Some(format) if format > FORMAT => Found::Newer(format, None),
            Some(_) | None => {
                let at = error.span.start;
                Found::Broken(format!("line {}, column {}: {}", at.line, at.col, error.code))
            }
        },
    }
}

/// The session's id, without reading the whole; none where it does not stand among the first fields as we write it.
pub(super) fn id_of(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(500))?).into_owned();
    let (_, after) = head.split_once("id: \"")?;
    let (id, _) = after.split_once('"')?;
    (id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| id.to_owned())
}

fn checksum_is_right(text: &str) -> bool {
    let Some(line) = text.strip_suffix('\n') else { return false };
    let start = line.rfind('\n').map_or(0, |at| at + 1);
    let (Some(body), Some(last)) = (text.get(..start), line.get(start..)) else { return false };
    last == format!("{MARK}{:08x} of {} bytes", crc32fast::hash(body.as_bytes()), body.len())
}

/// The format that a file states which cannot be read otherwise. It stands among the first fields.
fn stated_format(text: &str) -> Option<u32> {
    let head: String = text.chars().take(2000).collect();
    let (_, after) = head.split_once("format:")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{Entry, Item, ItemId};

    fn session(text: &str) -> SessionFile {
        let entry = Entry { text: text.to_owned(), ..Entry::default() };
        let item = Item { id: ItemId(1), minutes: vec![entry], ..Item::default() };
        let meeting = Meeting { items: vec![item].into(), ..Meeting::default() };
        SessionFile { format: 1, id: "0badcafe".to_owned(), saved: 7, meeting, ..SessionFile::default() }
    }

    #[test]
    fn what_is_written_is_read_back_whatever_was_typed() {
        for text in
            ["", "The panel’s “view”", "a\"b\\#\"#c", "\u{0}\u{7}\r\t", "// checksum 00", "e\u{301}\u{202e}"]
        {
            let session = session(text);
            assert_eq!(decode(&encode(&session).unwrap()), Found::Sound(Box::new(session)), "{text:?}");
        }
    }

    #[test]
    fn text_stands_in_the_file_as_it_was_typed() {
        let bytes = encode(&session("Cllr O’Brien said \"no\" – e\u{301}")).unwrap();
        assert!(String::from_utf8(bytes).unwrap().contains("Cllr O’Brien said \"no\" – e\u{301}"));
    }

    #[test]
    fn a_change_by_hand_is_noticed_and_still_read() {
        let text = String::from_utf8(encode(&session("agreed")).unwrap()).unwrap();
        let changed = text.replace("agreed", "refused");
        assert_eq!(decode(changed.as_bytes()), Found::Changed(Box::new(session("refused"))));
        let with_bom = format!("\u{feff}{text}");
        assert_eq!(decode(with_bom.as_bytes()), Found::Changed(Box::new(session("agreed"))));
        let cut = text.trim_end().rsplit_once('\n').unwrap().0;
        assert_eq!(decode(cut.as_bytes()), Found::Changed(Box::new(session("agreed"))));
    }

    #[test]
    fn a_newer_format_is_told_with_its_number() {
        let newer = SessionFile { format: 2, ..session("x") };
        assert_eq!(decode(&encode(&newer).unwrap()), Found::Newer(2, Some(Box::new(newer))));
        let flipped =
            String::from_utf8(encode(&session("x")).unwrap()).unwrap().replace("format: 1", "format: 3");
        assert_eq!(
            decode(flipped.as_bytes()),
            Found::Changed(Box::new(session("x"))),
            "a flipped bit is no version"
        );
        assert_eq!(decode(b"(format: 3, meeting: Something(new!))"), Found::Newer(3, None));
        assert!(matches!(decode(b"(format: 1, meeting: "), Found::Broken(_)));
        assert!(matches!(decode(b"\xff\xfe"), Found::Broken(_)));
        assert!(matches!(decode(b""), Found::Broken(_)));
    }
}
