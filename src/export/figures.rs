//! No figure may change on its way out: the numbers of the source are held against those of the document.

use std::collections::BTreeMap;

use super::Document;
use super::view::View;

/// The figures of a text, each as it is written: "23.9", "1,250", "12/03/2026".
fn figures(text: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let end = from
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | ':')))
            .unwrap_or(from.len());
        let (word, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let word = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        *found.entry(word).or_default() += 1;
        rest = after;
    }
    found
}

/// The figures of the source that the document has less often: changed or lost on the way. Markdown's and HTML's escapes are
/// taken off first.
pub fn changed_figures(source: &str, document: &str) -> Vec<String> {
    let plain = document.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", "\"").replace('\\', "");
    let there = figures(&plain);
    figures(source)
        .into_iter()
        .filter(|(figure, times)| there.get(figure).copied().unwrap_or(0) < *times)
        .map(|(figure, _)| figure.to_owned())
        .collect()
}

/// A sentence for each figure that the document lost or changed.
pub(super) fn warnings(view: &View, document: Document, bytes: &[u8]) -> Vec<String> {
    let mut source = String::new();
    let mut add = |text: &str| {
        source.push_str(text);
        source.push('\n');
    };
    match document {
        Document::Minutes | Document::Item(_) => view.items.iter().for_each(|item| {
            item.paragraphs.iter().chain(&item.points).for_each(|text| add(text));
            item.decisions.iter().flat_map(|d| &d.entries).for_each(|entry| add(&entry.text));
        }),
        Document::Decisions => view.items.iter().for_each(|item| {
            item.decisions.iter().flat_map(|d| &d.entries).for_each(|entry| add(&entry.text));
        }),
        Document::Actions => view.actions.iter().for_each(|action| add(&action.text)),
        Document::Chapters => {}
    }
    changed_figures(&source, &String::from_utf8_lossy(bytes))
        .into_iter()
        .map(|figure| {
            format!("The figure {figure} stands in the minutes but not in the document; check the template.")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_figure_is_named() {
        let source = "It fell by 23.9% to £1,250. On 12/03/2026 it was 5.";
        assert_eq!(changed_figures(source, source), Vec::<String>::new());
        let broken = source.replace("23.9", "23. 9");
        assert_eq!(changed_figures(source, &broken), ["23.9"]);
        assert_eq!(changed_figures("5 and 5", "5 only"), ["5"]);
    }
}
