//! The parts of a Word document around its body.

use crate::meeting::Numbering;

use super::body::{Marks, escape};

/// The namespaces of every part.
pub(super) const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w14 w15\"";

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The page: A4 with margins of 2.2 cm.
pub(super) const SECTION: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1247\" \
    w:bottom=\"1247\" w:left=\"1247\" w:header=\"709\" w:footer=\"567\" w:gutter=\"0\"/>";

pub(super) const HEADER_REFERENCE: &str = "<w:headerReference w:type=\"default\" r:id=\"rIdMinutesHeader\"/>";
pub(super) const FOOTER_REFERENCE: &str = "<w:footerReference w:type=\"default\" r:id=\"rIdMinutesFooter\"/>";

/// What must be told of a part: its path in `word/`, its relation and its content type.
pub(super) const OWN_PARTS: [(&str, &str, &str); 4] = [
    ("styles.xml", "rIdMinutesStyles", "styles"),
    ("minutes-numbering.xml", "rIdMinutesNumbering", "numbering"),
    ("minutes-header.xml", "rIdMinutesHeader", "header"),
    ("minutes-footer.xml", "rIdMinutesFooter", "footer"),
];

/// The relation of one of our parts.
pub(super) fn relation((path, id, kind): (&str, &str, &str)) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{path}\"/>")
}

/// The content type of one of our parts.
pub(super) fn content_type((path, _, kind): (&str, &str, &str)) -> String {
    let form = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    format!("<Override PartName=\"/word/{path}\" ContentType=\"{form}.{kind}+xml\"/>")
}

pub(super) fn content_types() -> String {
    let parts: String = OWN_PARTS.into_iter().map(content_type).collect();
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-\
         officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>{parts}</Types>"
    )
}

pub(super) fn package_relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
         Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

pub(super) fn document_relations() -> String {
    let parts: String = OWN_PARTS.into_iter().map(relation).collect();
    format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{parts}</Relationships>"
    )
}

/// Title, language and day of the document.
pub(super) fn core(title: &str, lang: &str, now: &str) -> String {
    let title = escape(title);
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:language>{lang}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{now}</dcterms:created></cp:coreProperties>"
    )
}

/// The header: the body and the day, and the draft mark on the right.
pub(super) fn header(left: &str, right: &str) -> String {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(words));
    let (left, right) = (run(left), run(right));
    format!(
        "{XML}<w:hdr {SPACES}><w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"auto\"/></w:pBdr>\
         <w:tabs><w:tab w:val=\"right\" w:pos=\"9412\"/></w:tabs></w:pPr>{left}<w:r><w:tab/></w:r>{right}</w:p></w:hdr>"
    )
}

/// The footer: "Page 2 of 5".
pub(super) fn footer(page: &str, of: &str) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar \
             w:fldCharType=\"end\"/></w:r>"
        )
    };
    let words = |words: String| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(&words));
    let runs =
        [words(format!("{page} ")), field("PAGE"), words(format!(" {of} ")), field("NUMPAGES")].concat();
    format!("{XML}<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{runs}</w:p></w:ftr>")
}

/// The numbering part: a kind of list for each marking, and a list of its own, begun anew, for each of the document.
pub(super) fn numbering(lists: &[Marks]) -> String {
    let kinds = [
        ("decimal", "%1."),
        ("lowerLetter", "(%1)"),
        ("decimal", "(%1)"),
        ("lowerRoman", "%1."),
        ("bullet", "•"),
    ];
    let mut out = vec![format!("{XML}<w:numbering {SPACES}>")];
    for ((format, text), id) in kinds.into_iter().zip(0..) {
        out.push(format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start \
             w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind \
             w:left=\"567\" w:hanging=\"567\"/></w:pPr></w:lvl></w:abstractNum>"
        ));
    }
    for (marks, number) in lists.iter().zip(1..) {
        let (kind, start) = match marks {
            Marks::Numbers(Numbering::Decimal, start) => (0, *start),
            Marks::Numbers(Numbering::Letters, start) => (1, *start),
            Marks::Numbers(Numbering::Brackets, start) => (2, *start),
            Marks::Numbers(Numbering::Roman, start) => (3, *start),
            Marks::Bullets => (4, 1),
        };
        out.push(format!(
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
             w:val=\"{start}\"/></w:lvlOverride></w:num>"
        ));
    }
    out.push("</w:numbering>".to_owned());
    out.concat()
}

/// The style definitions by name, for a document of its own and for a letterhead that lacks one.
pub(super) const STYLES: [(&str, &str); 8] = [
    (
        "Title",
        "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
        <w:pPr><w:keepNext/><w:spacing w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:b/><w:sz \
        w:val=\"40\"/></w:rPr></w:style>",
    ),
    (
        "Subtitle",
        "<w:style w:type=\"paragraph\" w:styleId=\"Subtitle\"><w:name w:val=\"Subtitle\"/><w:next w:val=\"Normal\"/>\
        <w:qFormat/><w:pPr><w:spacing w:after=\"120\"/></w:pPr><w:rPr><w:sz w:val=\"26\"/></w:rPr></w:style>",
    ),
    (
        "heading 1",
        "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:next w:val=\"Normal\"/>\
        <w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>\
        </w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style>",
    ),
    (
        "heading 2",
        "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:next w:val=\"Normal\"/>\
        <w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>\
        </w:pPr><w:rPr><w:b/><w:sz w:val=\"24\"/></w:rPr></w:style>",
    ),
    (
        "heading 3",
        "<w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:next w:val=\"Normal\"/>\
        <w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"2\"/>\
        </w:pPr><w:rPr><w:b/></w:rPr></w:style>",
    ),
    (
        "List Paragraph",
        "<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:qFormat/>\
        <w:pPr><w:ind w:left=\"567\"/></w:pPr></w:style>",
    ),
    (
        "Table Normal",
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
        <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" \
        w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    ),
    (
        "Table Grid",
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>\
        <w:top w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:left w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:bottom \
        w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:right w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:insideH \
        w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/>\
        </w:tblBorders></w:tblPr></w:style>",
    ),
];

/// The styles of a document of its own.
pub(super) fn styles(lang: &str) -> String {
    let styles: String = STYLES.iter().map(|(_, xml)| *xml).collect();
    format!(
        "{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:cs=\"Arial\" w:eastAsia=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{lang}\" \
         w:eastAsia=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" \
         w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" \
         w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>{styles}</w:styles>"
    )
}
