//! The other parts of the package: page header and footer, lists, settings, properties, and what points at what.

use crate::export::view::View;
use crate::meeting::Stamp;

use super::body::{List, Scheme};
use super::styles::{Look, Styles};
use super::xml::{Face, escape, field, paragraph, push, run};

/// The namespace of `WordprocessingML`.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relations within documents.
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The head of every part.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The page header: body and day on the left, the draft mark on the right and across the page until the minutes are
/// approved.
pub(super) fn header(view: &View, styles: &Styles) -> String {
    let mut left = view.heading.clone();
    if let Some(date) = &view.date_short {
        left = format!("{left} · {date}");
    }
    let mut runs = run(&left, Face::Plain);
    if view.draft {
        runs.push_str(&run(&format!("\t{}", view.labels.draft), Face::Bold));
        runs.push_str(&watermark(&view.labels.draft));
    }
    // The mark goes onto every page: leaves are parted from each other.
    let mark = view
        .exempt_mark
        .as_ref()
        .map(|mark| paragraph(styles.id(Look::Header), "<w:pBdr/>", &run(mark, Face::Bold)));
    let mark = mark.unwrap_or_default();
    format!(
        "{XML}<w:hdr xmlns:w=\"{W}\" xmlns:r=\"{R}\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w10=\"urn:schemas-microsoft-com:office:word\">{mark}{}</w:hdr>",
        paragraph(styles.id(Look::Header), "", &runs)
    )
}

/// The first word of the draft mark across the page, pale enough to read through.
fn watermark(draft: &str) -> String {
    let word = draft.split([',', ' ']).next().unwrap_or(draft).to_uppercase();
    format!(
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" \
         adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 \
         1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 \
         0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 \
         @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 \
         @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\" \
         o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" \
         fitshape=\"t\"/></v:shapetype><v:shape id=\"MinutebookDraft\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"{0}\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:440pt;height:150pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#ececec\" stroked=\"f\"><v:textpath \
         style=\"font-family:&quot;Arial&quot;;font-size:1pt\" string=\"{0}\"/></v:shape></w:pict></w:r>",
        escape(&word)
    )
}

/// The page footer: page x of y, and room for the initials that each loose leaf needs (Local Government Act 1972,
/// Schedule 12, paragraph 41(2)).
pub(super) fn footer(view: &View, styles: &Styles, initials: bool) -> String {
    let labels = &view.labels;
    let mut runs = run(&format!("\t{} ", labels.page), Face::Plain);
    runs.push_str(&field("PAGE"));
    runs.push_str(&run(&format!(" {} ", labels.of), Face::Plain));
    runs.push_str(&field("NUMPAGES"));
    if initials {
        runs.push_str(&run(&format!("\t{} ............", labels.initials), Face::Plain));
    }
    format!(
        "{XML}<w:ftr xmlns:w=\"{W}\" xmlns:r=\"{R}\">{}</w:ftr>",
        paragraph(styles.id(Look::Footer), "", &runs)
    )
}

/// The numbering part: a definition for each scheme, and for each list of the document one that begins where it should.
pub(super) fn numbering(lists: &[List]) -> String {
    const SCHEMES: [(Scheme, &str, &str); 5] = [
        (Scheme::Decimal, "decimal", "%1."),
        (Scheme::Letters, "lowerLetter", "(%1)"),
        (Scheme::Brackets, "decimal", "(%1)"),
        (Scheme::Roman, "lowerRoman", "%1."),
        (Scheme::Bullets, "bullet", "•"),
    ];
    let mut out = format!("{XML}<w:numbering xmlns:w=\"{W}\">");
    for (scheme, kind, text) in SCHEMES {
        let (id, indent) = (scheme.number(), if scheme == Scheme::Bullets { 397 } else { 567 });
        push(
            &mut out,
            format_args!(
                "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl \
                 w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc \
                 w:val=\"left\"/><w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"{indent}\"/></w:pPr></w:lvl></w:abstractNum>"
            ),
        );
    }
    for (list, id) in lists.iter().zip(1_usize..) {
        let (scheme, start) = (list.scheme.number(), list.start);
        push(
            &mut out,
            format_args!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{scheme}\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
                 w:val=\"{start}\"/></w:lvlOverride></w:num>"
            ),
        );
    }
    out.push_str("</w:numbering>");
    out
}

/// The settings: the language of the theme, and the mode of a present-day Word, so that it offers no conversion.
pub(super) fn settings(lang: &str) -> String {
    format!(
        "{XML}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{}\"/></w:settings>",
        escape(lang)
    )
}

/// The properties that a file manager and a records system read.
pub(super) fn core(view: &View, title: &str, now: Stamp) -> String {
    let at = now.to_utc().format("%Y-%m-%dT%H:%M:%SZ");
    let author = view.council.as_deref().or(view.body.as_deref()).unwrap_or_default();
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>",
        escape(title),
        escape(author),
        escape(view.lang)
    )
}

/// The part that says which program wrote the file.
pub(super) const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
    xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Minutebook</Application>\
    </Properties>";

/// The package's own relations.
pub(super) const PACKAGE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
    Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
    Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" \
    Target=\"docProps/app.xml\"/></Relationships>";

/// The relations of a part: id, kind (the last word of its type), target.
pub(super) fn relations(of: &[(String, String, String)]) -> String {
    let mut out = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (id, kind, target) in of {
        push(
            &mut out,
            format_args!(
                "<Relationship Id=\"{}\" Type=\"{R}/{}\" Target=\"{}\"/>",
                escape(id),
                escape(kind),
                escape(target)
            ),
        );
    }
    out.push_str("</Relationships>");
    out
}

/// What each part of the package is.
pub(super) fn content_types(names: &[String]) -> String {
    const PICTURES: &str = "<Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpg\" \
        ContentType=\"image/jpeg\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/><Default Extension=\"gif\" \
        ContentType=\"image/gif\"/><Default Extension=\"bmp\" ContentType=\"image/bmp\"/><Default Extension=\"tiff\" \
        ContentType=\"image/tiff\"/><Default Extension=\"tif\" ContentType=\"image/tiff\"/><Default Extension=\"svg\" \
        ContentType=\"image/svg+xml\"/><Default Extension=\"emf\" ContentType=\"image/x-emf\"/><Default Extension=\"wmf\" \
        ContentType=\"image/x-wmf\"/>";
    let mut out = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{PICTURES}"
    );
    for name in names {
        if let Some(kind) = content_type(name) {
            push(
                &mut out,
                format_args!(
                    "<Override PartName=\"/{}\" ContentType=\"application/{kind}+xml\"/>",
                    escape(name)
                ),
            );
        }
    }
    out.push_str("</Types>");
    out
}

/// The type of a part by its name; none where its ending says enough.
fn content_type(name: &str) -> Option<String> {
    let word = name.strip_prefix("word/").and_then(|part| part.strip_suffix(".xml"));
    match (name, word) {
        ("docProps/core.xml", _) => Some("vnd.openxmlformats-package.core-properties".to_owned()),
        ("docProps/app.xml", _) => Some("vnd.openxmlformats-officedocument.extended-properties".to_owned()),
        (_, Some(part)) if part.starts_with("theme/") => {
            Some("vnd.openxmlformats-officedocument.theme".to_owned())
        }
        (_, Some(part)) if !part.contains('/') => {
            let part = part.strip_prefix("minutes-").unwrap_or(part);
            let kind = match part.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "document" => "document.main",
                kind => kind,
            };
            Some(format!("vnd.openxmlformats-officedocument.wordprocessingml.{kind}"))
        }
        _ => None,
    }
}
