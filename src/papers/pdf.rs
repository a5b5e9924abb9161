//! PDF: its text layer, if it has one.

use super::Refusal;

/// The text of a PDF, taken in this process.
///
/// # Errors
/// A sentence where the file is encrypted, has no text layer or is damaged.
#[cfg(feature = "pdf")]
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    match pdf_extract::extract_text_from_mem(bytes) {
        Ok(text) if text.trim().is_empty() => Err(Refusal(
            "The PDF has no text layer: it is a scan; run text recognition over it or save the agenda's page.".to_owned(),
        )),
        Ok(text) => Ok(text),
        Err(error) => Err(Refusal(reason(&error.to_string()))),
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
