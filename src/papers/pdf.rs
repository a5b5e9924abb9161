//! PDF: its text layer, if it has one.

use super::Refusal;
#[cfg(feature = "pdf")]
use pdf_extract::{ConvertToFmt, MediaBox, OutputDev, OutputError, PlainTextOutput, Transform};

/// Stands in the text where a page begins.
pub(super) const PAGE: char = '\u{c}';

/// The text of a PDF, taken in this process.
///
/// # Errors
/// A sentence where the file is encrypted, has no text layer or is damaged.
#[cfg(feature = "pdf")]
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    match taken(bytes) {
        Ok(text) if text.len() >= MOST => Err(Refusal(
            "The PDF has over 6 million characters, which no agenda has: save the agenda of one meeting without its reports."
                .to_owned(),
        )),
        Ok(text) if text.trim().is_empty() => Err(Refusal(
            "The PDF has no text layer: it is a scan; run text recognition over it or save the agenda's page.".to_owned(),
        )),
        Ok(text) => Ok(text),
        Err(error) => Err(Refusal(reason(&error.to_string()))),
    }
}

/// More text than the longest bundle of papers has, some two thousand pages.
#[cfg(feature = "pdf")]
const MOST: usize = 6_000_000;

/// The text of a PDF up to a little over [`MOST`], where it is cut.
#[cfg(feature = "pdf")]
fn taken(bytes: &[u8]) -> Result<String, OutputError> {
    let mut out = String::new();
    let mut document = pdf_extract::Document::load_mem(bytes)?;
    if document.is_encrypted() {
        // A document that anybody may read is locked with an empty password.
        document.decrypt("")?;
    }
    let mut pages = Pages { plain: PlainTextOutput::new(Bounded(&mut out)), begun: 0 };
    let said = pdf_extract::output_doc(&document, &mut pages);
    if out.len() < MOST {
        said?;
    }
    Ok(out)
}

/// Text that refuses to grow past [`MOST`], which ends the reading.
#[cfg(feature = "pdf")]
struct Bounded<'s>(&'s mut String);

#[cfg(feature = "pdf")]
impl std::fmt::Write for Bounded<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        if self.0.len() >= MOST {
            return Err(std::fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[cfg(feature = "pdf")]
impl ConvertToFmt for Bounded<'_> {
    type Writer = Self;

    fn convert(self) -> Self {
        self
    }
}

/// Plain text with a mark before the first letter of each page.
#[cfg(feature = "pdf")]
struct Pages<'s> {
    plain: PlainTextOutput<Bounded<'s>>,
    /// Pages begun since the last letter.
    begun: usize,
}

#[cfg(feature = "pdf")]
type ArtBox = Option<(f64, f64, f64, f64)>;

#[cfg(feature = "pdf")]
impl OutputDev for Pages<'_> {
    fn begin_page(&mut self, number: u32, media: &MediaBox, art: ArtBox) -> Result<(), OutputError> {
        self.begun = self.begun.saturating_add(1);
        self.plain.begin_page(number, media, art)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.plain.end_page()
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        if self.begun == 0 {
            return self.plain.output_character(place, width, spacing, size, letter);
        }
        let mut marked = PAGE.to_string().repeat(std::mem::take(&mut self.begun));
        marked.push_str(letter);
        self.plain.output_character(place, width, spacing, size, &marked)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.plain.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.plain.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.plain.end_line()
    }
}

/// Without the reader of PDFs every one is refused.
///
/// # Errors
/// Always: a sentence that says this build reads no PDF.
#[cfg(not(feature = "pdf"))]
pub fn text(_bytes: &[u8]) -> Result<String, Refusal> {
    Err(Refusal(
        "This build reads no PDF: copy the text of the PDF into a file, or save the agenda's page."
            .to_owned(),
    ))
}

#[cfg(feature = "pdf")]
fn reason(error: &str) -> String {
    if error.to_lowercase().contains("crypt") || error.to_lowercase().contains("password") {
        return "The PDF is locked with a password: save a copy without one.".to_owned();
    }
    "The PDF is damaged and its text cannot be read: save it again or copy its text into a file.".to_owned()
}
