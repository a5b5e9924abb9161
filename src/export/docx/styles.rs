//! The looks of a document: real styles by name, so that a council's own letterhead can lend its own.

use std::collections::BTreeMap;

use super::xml::{escape, push};

/// What a paragraph or table is; each is a style of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Normal,
    Title,
    Subtitle,
    Heading1,
    Heading2,
    Heading3,
    Number,
    Bullet,
    Header,
    Footer,
    /// "Resolved:" and the like, kept with what follows.
    Label,
    Presenter,
    /// The line that stands for what is exempt.
    Statutory,
    Draft,
    Cell,
    Table,
    Signature,
}

/// A style: its id, its name in the file, and what it consists of; `{n}` is the id of the normal style.
struct Made {
    look: Look,
    id: &'static str,
    name: &'static str,
    body: &'static str,
}

/// Every style in the order of the file. Names are Word's own where Word has the style: a reference document is searched by
/// them, since ids are translated ("berschrift1") and names are not.
const MADE: [Made; 17] = [
    Made { look: Look::Normal, id: "Normal", name: "Normal", body: "<w:qFormat/>" },
    Made {
        look: Look::Title,
        id: "Title",
        name: "Title",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"0\" \
               w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"36\"/><w:szCs \
               w:val=\"36\"/></w:rPr>",
    },
    Made {
        look: Look::Subtitle,
        id: "Subtitle",
        name: "Subtitle",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:qFormat/><w:pPr><w:spacing w:after=\"60\"/></w:pPr><w:rPr>\
               <w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr>",
    },
    Made {
        look: Look::Heading1,
        id: "Heading1",
        name: "heading 1",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing \
               w:before=\"360\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/></w:pPr>\
               <w:rPr><w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/></w:rPr>",
    },
    Made {
        look: Look::Heading2,
        id: "Heading2",
        name: "heading 2",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing \
               w:before=\"280\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/></w:pPr>\
               <w:rPr><w:b/><w:bCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr>",
    },
    Made {
        look: Look::Heading3,
        id: "Heading3",
        name: "heading 3",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing \
               w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/></w:pPr>\
               <w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>",
    },
    Made {
        look: Look::Number,
        id: "ListNumber",
        name: "List Number",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:spacing w:after=\"100\"/></w:pPr>",
    },
    Made {
        look: Look::Bullet,
        id: "ListBullet",
        name: "List Bullet",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:spacing w:after=\"60\"/></w:pPr>",
    },
    Made {
        look: Look::Header,
        id: "Header",
        name: "header",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/>\
               </w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9354\"/></w:tabs><w:spacing w:after=\"0\" w:line=\"240\" \
               w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>",
    },
    Made {
        look: Look::Footer,
        id: "Footer",
        name: "footer",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:tabs><w:tab w:val=\"center\" w:pos=\"4677\"/><w:tab w:val=\"right\" \
               w:pos=\"9354\"/></w:tabs><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz \
               w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>",
    },
    Made {
        look: Look::Label,
        id: "MinutesLabel",
        name: "Minutes Label",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:pPr><w:keepNext/><w:spacing w:before=\"160\" \
               w:after=\"80\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>",
    },
    Made {
        look: Look::Presenter,
        id: "MinutesPresenter",
        name: "Minutes Presenter",
        body: "<w:basedOn w:val=\"{n}\"/><w:next w:val=\"{n}\"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr>",
    },
    Made {
        look: Look::Statutory,
        id: "MinutesStatutory",
        name: "Minutes Statutory",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" \
               w:color=\"595959\"/></w:pBdr><w:ind w:left=\"227\"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr>",
    },
    Made {
        look: Look::Draft,
        id: "MinutesDraft",
        name: "Minutes Draft",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:spacing w:before=\"60\" w:after=\"200\"/></w:pPr><w:rPr><w:b/><w:bCs/>\
               <w:caps/><w:color w:val=\"9B1C1C\"/><w:spacing w:val=\"10\"/></w:rPr>",
    },
    Made {
        look: Look::Cell,
        id: "MinutesCell",
        name: "Minutes Cell",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" \
               w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>",
    },
    Made {
        look: Look::Table,
        id: "MinutesTable",
        name: "Minutes Table",
        body: "<w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"595959\"/><w:bottom \
               w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"595959\"/><w:insideH w:val=\"single\" w:sz=\"4\" \
               w:space=\"0\" w:color=\"BFBFBF\"/></w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right \
               w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/>\
               </w:rPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7E9ED\"/></w:tcPr></w:tblStylePr>",
    },
    Made {
        look: Look::Signature,
        id: "MinutesSignature",
        name: "Minutes Signature",
        body: "<w:basedOn w:val=\"{n}\"/><w:pPr><w:keepLines/><w:tabs><w:tab w:val=\"left\" w:leader=\"dot\" \
               w:pos=\"5670\"/><w:tab w:val=\"left\" w:pos=\"5954\"/><w:tab w:val=\"right\" w:leader=\"dot\" \
               w:pos=\"9354\"/></w:tabs><w:spacing w:before=\"480\" w:after=\"0\"/></w:pPr>",
    },
];

/// The ids by which the document calls its styles.
#[derive(Clone, Debug)]
pub(super) struct Styles {
    ids: BTreeMap<Look, String>,
    /// The looks that a reference document lacks; all of them without one.
    missing: Vec<Look>,
}

impl Styles {
    /// The app's own styles.
    pub(super) fn own() -> Self {
        let ids = MADE.iter().map(|made| (made.look, made.id.to_owned())).collect();
        Self { ids, missing: MADE.iter().map(|made| made.look).collect() }
    }

    /// The styles of a reference document, given as (id, name): its own where it has one of the name, ours where not.
    pub(super) fn lent(there: &[(String, String)]) -> Self {
        let mut styles = Self { ids: BTreeMap::new(), missing: Vec::new() };
        for made in &MADE {
            let lent = there.iter().find(|(_, name)| name.eq_ignore_ascii_case(made.name));
            let id = lent.map_or_else(
                || {
                    styles.missing.push(made.look);
                    let taken = there.iter().any(|(id, _)| id == made.id);
                    if taken { format!("Minutebook{}", made.id) } else { made.id.to_owned() }
                },
                |(id, _)| id.clone(),
            );
            styles.ids.insert(made.look, id);
        }
        styles
    }

    /// The id of the style for this look.
    pub(super) fn id(&self, look: Look) -> &str {
        self.ids.get(&look).map_or("Normal", String::as_str)
    }

    /// The definitions of the styles that are ours.
    pub(super) fn definitions(&self) -> String {
        let normal = escape(self.id(Look::Normal));
        let mut out = String::new();
        for made in MADE.iter().filter(|made| self.missing.contains(&made.look)) {
            let kind = if made.look == Look::Table { "table" } else { "paragraph" };
            let default = if made.look == Look::Normal { " w:default=\"1\"" } else { "" };
            let (id, name, body) = (escape(self.id(made.look)), made.name, made.body.replace("{n}", &normal));
            push(
                &mut out,
                format_args!(
                    "<w:style w:type=\"{kind}\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{body}</w:style>"
                ),
            );
        }
        out
    }

    /// The styles part of a document without a reference.
    pub(super) fn part(&self, lang: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{}\"><w:docDefaults>\
             <w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz \
             w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{}\" w:eastAsia=\"en-GB\" \
             w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"269\" \
             w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>{}</w:styles>",
            super::parts::W,
            escape(lang),
            self.definitions()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_lends_by_name_and_what_it_lacks_is_ours() {
        let there = [("berschrift1", "heading 1"), ("Standard", "Normal"), ("Title", "Kopf")];
        let there = there.map(|(id, name)| (id.to_owned(), name.to_owned()));
        let styles = Styles::lent(&there);
        assert_eq!(styles.id(Look::Heading1), "berschrift1");
        assert_eq!(styles.id(Look::Title), "MinutebookTitle");
        let definitions = styles.definitions();
        assert!(!definitions.contains("heading 1") && definitions.contains("w:basedOn w:val=\"Standard\""));
    }
}
