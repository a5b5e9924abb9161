//! The Word document: ten parts of XML in a zip. Real headings, real lists that begin where they should, tables with
//! repeated header rows, page x of y, and the language set, so that screen readers, Word's navigation and a later editor
//! find what they expect.

mod body;
mod parts;
mod reference;
mod styles;
mod xml;

use std::io::{Cursor, Write as _};

use chrono::{Datelike as _, Timelike as _};
use zip::write::SimpleFileOptions;

use crate::meeting::Stamp;

use self::body::Body;
use self::parts::{R, W, XML};
use self::reference::Reference;
use self::styles::Styles;
use super::view::View;
use super::{Document, ExportError};

/// Makes the document; a reference lends its styles, page, header and footer, and is named in a warning where it can't.
///
/// # Errors
/// Where the parts can't be packed.
pub(super) fn render(
    view: &View,
    document: Document,
    reference: Option<&[u8]>,
    now: Stamp,
) -> Result<(Vec<u8>, Vec<String>), ExportError> {
    let mut warnings = Vec::new();
    let reference = reference.and_then(|bytes| {
        let read = reference::read(bytes, view.lang);
        let unused = |why: &String| warnings.push(format!("The letterhead is not used: {why}."));
        read.inspect_err(unused).ok()
    });
    let styles = reference.as_ref().map_or_else(Styles::own, |lent| Styles::lent(&lent.named));
    let (content, lists) = Body::of(view, document, &styles).done();
    warnings.extend(super::figures::warnings(view, document, xml::words(&content).as_bytes()));
    let mut package = Package::default();
    let lent = reference.unwrap_or_default();
    let page = package.page(view, document, &styles, &lent);
    let styles_part = if lent.styles.is_empty() {
        styles.part(view.lang)
    } else {
        lent.styles.replacen("</w:styles>", &format!("{}</w:styles>", styles.definitions()), 1)
    };
    package.part("styles", "styles", "styles.xml", styles_part.into_bytes());
    package.part("numbering", "numbering", "minutes-numbering.xml", parts::numbering(&lists).into_bytes());
    package.part("settings", "settings", "settings.xml", parts::settings(view.lang).into_bytes());
    package.relations.extend(lent.relations);
    package.files.extend(lent.parts);
    let root = namespaces(&lent.namespaces);
    let whole = format!("{XML}<w:document{root}><w:body>{content}{page}</w:body></w:document>");
    package.files.push(("word/document.xml".to_owned(), whole.into_bytes()));
    let relations = parts::relations(&package.relations).into_bytes();
    package.files.push(("word/_rels/document.xml.rels".to_owned(), relations));
    let title = title(view, document);
    package.files.push(("docProps/core.xml".to_owned(), parts::core(view, &title, now).into_bytes()));
    package.files.push(("docProps/app.xml".to_owned(), parts::APP.as_bytes().to_vec()));
    let packed = package.zip(now);
    let fault =
        |error: zip::result::ZipError| ExportError::Build { format: "docx", message: error.to_string() };
    packed.map(|bytes| (bytes, warnings)).map_err(fault)
}

fn title(view: &View, document: Document) -> String {
    let what = match document {
        Document::Minutes | Document::Item(_) | Document::Chapters => &view.labels.minutes_of,
        Document::Actions => &view.labels.action_list,
        Document::Decisions => &view.labels.decision_list,
    };
    let parts = [Some(view.heading.as_str()), view.date.as_deref(), Some(what.as_str())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The attributes of the root: the reference's namespaces, and those without which nothing works.
fn namespaces(lent: &str) -> String {
    let mut root = lent.to_owned();
    for (prefix, space) in [("w", W), ("r", R)] {
        if !root.contains(&format!("xmlns:{prefix}=")) {
            xml::push(&mut root, format_args!(" xmlns:{prefix}=\"{space}\""));
        }
    }
    root
}

/// The package as it grows.
#[derive(Default)]
struct Package {
    files: Vec<(String, Vec<u8>)>,
    relations: Vec<(String, String, String)>,
}

impl Package {
    fn part(&mut self, id: &str, kind: &str, file: &str, bytes: Vec<u8>) {
        self.relations.push((id.to_owned(), kind.to_owned(), file.to_owned()));
        self.files.push((format!("word/{file}"), bytes));
    }

    /// The section: page, header and footer of the reference; ours where it has none.
    fn page(&mut self, view: &View, document: Document, styles: &Styles, lent: &Reference) -> String {
        let section = lent.section.clone().unwrap_or_else(|| {
            // A4; in America letter, with margins that leave the same width of text.
            let (wide, high, side) =
                if view.lang == "en-US" { (12240, 15840, 1443) } else { (11906, 16838, 1276) };
            format!(
                "<w:sectPr><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"/><w:pgMar w:top=\"1418\" w:right=\"{side}\" \
                 w:bottom=\"1276\" w:left=\"{side}\" w:header=\"680\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
            )
        });
        let mut refer = String::new();
        if !section.contains("<w:headerReference") {
            self.part("ownHeader", "header", "minutes-header.xml", parts::header(view, styles).into_bytes());
            refer.push_str("<w:headerReference w:type=\"default\" r:id=\"ownHeader\"/>");
        }
        if !section.contains("<w:footerReference") {
            let initials = view.signature && document == Document::Minutes;
            self.part(
                "ownFooter",
                "footer",
                "minutes-footer.xml",
                parts::footer(view, styles, initials).into_bytes(),
            );
            refer.push_str("<w:footerReference w:type=\"default\" r:id=\"ownFooter\"/>");
        }
        // The references come first within a section.
        match section.split_once('>') {
            Some((tag, rest)) if !tag.ends_with('/') => format!("{tag}>{refer}{rest}"),
            Some(_) | None => format!("<w:sectPr>{refer}</w:sectPr>"),
        }
    }

    /// The bytes of the package. The list of its parts comes first, as readers like it.
    fn zip(self, now: Stamp) -> zip::result::ZipResult<Vec<u8>> {
        let names: Vec<String> = self.files.iter().map(|(name, _)| name.clone()).collect();
        let first = [
            ("[Content_Types].xml".to_owned(), parts::content_types(&names).into_bytes()),
            ("_rels/.rels".to_owned(), parts::PACKAGE.as_bytes().to_vec()),
        ];
        let stamp = file_time(now).unwrap_or_default();
        let options = SimpleFileOptions::default().last_modified_time(stamp);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in first.iter().chain(&self.files) {
            archive.start_file(name.as_str(), options)?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

/// The time that a zip keeps; none before 1980.
fn file_time(now: Stamp) -> Option<zip::DateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    let (year, month, day) = (u16::try_from(now.year()).ok()?, small(now.month())?, small(now.day())?);
    let (hour, minute, second) = (small(now.hour())?, small(now.minute())?, small(now.second())?);
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}
