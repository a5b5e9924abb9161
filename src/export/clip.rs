//! What goes onto the clipboard: the CMS's box, rich and plain.

use crate::meeting::{HouseStyle, Meeting, printed_label};

use super::{Document, ExportError, Templates, cms, figures, public, view};

/// The content of the clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// The rich form, one line of HTML.
    pub html: String,
    /// The plain form.
    pub plain: String,
    /// What the clerk should know of it, a sentence each.
    pub warnings: Vec<String>,
}

/// The content of the clipboard for a document: an item's paragraphs and decisions; with `whole_page` also its title,
/// presenters and documents. Exempt items give their public version.
///
/// # Errors
/// [`ExportError`] where the item is missing or the document has no form for the clipboard.
pub fn clipboard(
    meeting: &Meeting,
    style: &HouseStyle,
    _templates: &Templates,
    (document, whole_page): (Document, bool),
    rich: bool,
) -> Result<Clip, ExportError> {
    let item = match document {
        Document::Item(id) => Some(meeting.item(id).ok_or(ExportError::NoSuchItem)?.id),
        Document::Minutes | Document::Actions | Document::Decisions | Document::Chapters => None,
    };
    if document == Document::Chapters {
        let (document, format, offered) = ("chapters", "clipboard", "vtt".to_owned());
        return Err(ExportError::Senseless { document, format, offered });
    }
    let wanted = view::Wanted { public: true, points: false, item };
    let view = view::view(meeting, style, wanted);
    let html = cms::fragment(&view, document, cms::How { rich, whole: whole_page });
    let plain = plain(&html);
    let mut warnings = figures::warnings(&view, document, plain.as_bytes());
    let exempt: Vec<_> =
        meeting.items.iter().filter(|i| i.head.exempt && item.is_none_or(|id| id == i.id)).collect();
    match (exempt.as_slice(), item) {
        ([], _) => {}
        (_, Some(_)) => warnings.push("This item is exempt: only its public version was copied.".to_owned()),
        (_, None) => {
            let labels = exempt.iter().map(|item| printed_label(item)).collect::<Vec<_>>().join("; ");
            warnings.push(format!("Exempt items were copied in their public version only: {labels}."));
        }
    }
    warnings.extend(public::warnings(meeting, style, wanted));
    Ok(Clip { html, plain, warnings })
}

/// The same words as plain text: a blank line between blocks, lists numbered.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut numbers: Option<usize> = None;
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        match tag {
            "ul" => numbers = None,
            "li" => match numbers.as_mut() {
                Some(n) => {
                    out.push_str(&n.to_string());
                    out.push_str(". ");
                    *n += 1;
                }
                None => out.push_str("- "),
            },
            "/p" | "/h2" | "/h3" | "/li" => out.push_str("\n\n"),
            "/th" | "/td" => out.push('\t'),
            "/tr" => {
                out.truncate(out.trim_end_matches('\t').len());
                out.push('\n');
            }
            _ if tag.starts_with("ol") => numbers = Some(list_start(tag)),
            _ => {}
        }
        out.push_str(text);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", "\"").replace("&amp;", "&")
}

/// With which number a list begins.
fn list_start(tag: &str) -> usize {
    let start = tag.split_once("start=\"").and_then(|(_, rest)| rest.split_once('"'));
    start.and_then(|(number, _)| number.parse().ok()).unwrap_or(1)
}
