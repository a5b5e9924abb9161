//! What goes onto the clipboard: HTML that the editors of CMSs keep, and the same words as plain text.

use minutebook::export::{Document, Templates, changed_figures, clipboard};
use minutebook::meeting::{HouseStyle, ItemId};

use crate::exports_docx::{cabinet, keep};

/// The tags of a fragment, without their brackets.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag).collect()
}

/// The words of a fragment.
fn words(html: &str) -> String {
    let text: String =
        html.split('<').filter_map(|part| part.split_once('>')).flat_map(|(_, text)| [text, " "]).collect();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn in_every_house_style_the_fragment_holds_only_what_every_editor_keeps() {
    const KEPT: [&str; 6] = ["h2", "h3", "p", "strong", "ol", "li"];
    let meeting = cabinet();
    for name in HouseStyle::names() {
        let style = HouseStyle::named(name).unwrap();
        let documents =
            [Document::Minutes, Document::Item(ItemId(3)), Document::Actions, Document::Decisions];
        for document in documents {
            let clip = clipboard(&meeting, &style, &Templates::default(), (document, true), false).unwrap();
            assert!(
                !clip.html.contains('\n'),
                "{name} {document:?}: text of tables ran together where lines were broken"
            );
            for tag in tags(&clip.html) {
                // Names of documents are no numbered list.
                assert!(
                    KEPT.contains(&tag.trim_start_matches('/')) || tag.trim_start_matches('/') == "ul",
                    "{name}: <{tag}>"
                );
            }
            let plain = clip.plain.split_whitespace().collect::<Vec<_>>().join(" ");
            for word in words(&clip.html).split_whitespace() {
                assert!(plain.contains(word), "{name} {document:?}: {word} is missing from the plain text");
            }
            assert_eq!(changed_figures(&words(&clip.html), &clip.plain), Vec::<String>::new());
            keep(&format!("paste-{name}-{}.html", document.word()), clip.html.as_bytes());
            keep(&format!("paste-{name}-{}.txt", document.word()), clip.plain.as_bytes());
        }
    }
}
