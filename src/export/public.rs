//! What may be published of exempt items.

use crate::meeting::{
    Entry, HouseStyle, Item, ItemId, Language, Meeting, Pane, Slot, declared_words, fill, printed_label,
};

use super::business;
use super::view::{Wanted, item_name, place};

/// The line that stands in the minutes where press and public were excluded: the house's, else the language's.
pub(super) fn statutory_line(item: &Item, style: &HouseStyle) -> String {
    let reason = item.head.exempt_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    // America has no Schedule 12A.
    let paragraph = reason.filter(|_| style.language != Language::American).and_then(paragraph);
    let words = &style.wording;
    let own = match (paragraph, reason) {
        (Some(_), _) => &words.excluded,
        (None, Some(_)) => &words.excluded_for,
        (None, None) => &words.excluded_plainly,
    };
    let usual = match (style.language, paragraph, reason) {
        (Language::Welsh, Some(_), _) => {
            "Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon o dan adran 100A(4) o Ddeddf Llywodraeth Leol 1972, gan fod \
             gwybodaeth esempt dan sylw fel y’i diffinnir ym mharagraff {paragraph} o Atodlen 12A i’r Ddeddf."
        }
        (Language::Welsh, None, Some(_)) => "Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon: {reason}",
        (Language::Welsh, None, None) => "Gwaharddwyd y wasg a’r cyhoedd ar gyfer yr eitem hon.",
        (Language::English | Language::American, Some(_), _) => {
            "The press and public were excluded for this item under section 100A(4) of the Local Government Act 1972, on the \
             grounds that it involved the likely disclosure of exempt information as defined in paragraph {paragraph} of \
             Part 1 of Schedule 12A to the Act."
        }
        (Language::English | Language::American, None, Some(_)) => {
            "The press and public were excluded for this item: {reason}"
        }
        (Language::English | Language::American, None, None) => {
            "The press and public were excluded for this item."
        }
    };
    let sentence = if own.trim().is_empty() { usual } else { own };
    let (paragraph, reason) = (paragraph.unwrap_or_default(), reason.unwrap_or_default());
    fill(sentence, &[("paragraph", paragraph), ("reason", reason)])
}

/// The paragraph number of Schedule 12A, where that is the reason: "3", "paragraph 3", "Paragraphs 1 and 2 of Schedule 12A".
fn paragraph(reason: &str) -> Option<&str> {
    let bare = |words: &str| words.chars().next().is_some_and(|c| c.is_ascii_digit());
    if bare(reason) && reason.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) {
        return Some(reason);
    }
    let (first, rest) = reason.split_once(' ')?;
    let named = matches!(first.to_lowercase().as_str(), "paragraph" | "paragraphs" | "para" | "paras");
    let end = rest.find(" of ").unwrap_or(rest.len());
    let number = rest.get(..end)?.trim().trim_end_matches('.');
    (named && bare(number) && number.len() < 12).then_some(number)
}

/// What the clerk should look at before publishing the public version: passages of exempt entries that stand elsewhere in it,
/// and exempt items of which nothing is left to read.
pub(super) fn warnings(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Vec<String> {
    if !wanted.public {
        return Vec::new();
    }
    let mut warnings = leaks(meeting, style, wanted);
    let shown = meeting.items.iter().filter(|item| wanted.item.is_none_or(|id| id == item.id));
    for item in shown.filter(|item| item.head.exempt && item.head.public_summary.is_none()) {
        let mut minuted = item.minutes.iter().filter(|entry| !entry.is_blank()).peekable();
        if minuted.peek().is_some() && minuted.all(|entry| !wanted.entry(item, entry)) {
            warnings.push(format!(
                "Nothing of the minutes of “{}” is public; a public summary would leave a fair record.",
                printed_label(item)
            ));
        }
    }
    warnings
}

/// The mark of a document that holds what may not be published, where this one does: "Not for publication" and the
/// description of the information (Local Government Act 1972, section 100B(5)).
pub(super) fn exempt_mark(meeting: &Meeting, language: Language, wanted: Wanted) -> Option<String> {
    if wanted.public {
        return None;
    }
    let public = Wanted { public: true, ..wanted };
    let panes = Pane::ALL.into_iter().filter(|pane| wanted.points || *pane != Pane::Points);
    let panes: Vec<_> = panes.collect();
    let holds = |item: &&Item| {
        let held = |pane: &Pane| {
            item.pane(*pane).iter().any(|entry| !entry.is_blank() && !public.entry(item, entry))
        };
        wanted.item.is_none_or(|id| id == item.id)
            && (panes.iter().any(held)
                || item.motions.iter().any(|motion| !business::is_published(public, item, motion)))
    };
    let items: Vec<_> = meeting.items.iter().filter(holds).collect();
    if items.is_empty() {
        return None;
    }
    let mut named: Vec<&str> = Vec::new();
    for paragraph in items.iter().filter_map(|item| paragraph(item.head.exempt_reason.as_deref()?.trim())) {
        if !named.contains(&paragraph) {
            named.push(paragraph);
        }
    }
    let s = if named.len() > 1 || named.iter().any(|number| number.contains([',', ' '])) { "s" } else { "" };
    let numbers = named.join(", ");
    let mark = match language {
        Language::Welsh => "Yn cynnwys gwybodaeth esempt – nid i’w chyhoeddi",
        Language::English | Language::American => "Contains exempt information – not for publication",
    };
    Some(match (language, numbers.as_str()) {
        (_, "") | (Language::American, _) => mark.to_owned(),
        (Language::Welsh, _) => {
            format!("{mark} (Deddf Llywodraeth Leol 1972, Atodlen 12A, paragraff {numbers})")
        }
        (Language::English, _) => {
            format!("{mark} (Local Government Act 1972, Schedule 12A, paragraph{s} {numbers})")
        }
    })
}

/// A passage that should stand nowhere in public.
struct Secret {
    /// Whose it is and where it comes from, in words.
    from: String,
    passage: String,
    /// The same in plain typing.
    plain: String,
}

/// A sentence for each passage of an exempt entry, or marked by the clerk, that stands in what would be published of the
/// minutes, with the place.
pub fn leaked(meeting: &Meeting, style: &HouseStyle) -> Vec<String> {
    leaks(meeting, style, Wanted { public: true, points: false, item: None })
}

/// The same of what is wanted.
fn leaks(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Vec<String> {
    let secrets = secrets(meeting, wanted);
    if secrets.is_empty() {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for (at, text) in published(meeting, style, wanted) {
        let text = plain(&text);
        if let Some(secret) = secrets.iter().find(|secret| stands_in(&text, &secret.plain)) {
            warnings.push(format!(
                "“{}” {} would be published: {at}.",
                shortened(&secret.passage),
                secret.from
            ));
        }
    }
    warnings
}

/// What the clerk marked; and the distinctive passages of all entries that are left out, each with its place: sentences of
/// six words or more, and sums of money of four digits or more.
fn secrets(meeting: &Meeting, wanted: Wanted) -> Vec<Secret> {
    let mut found = Vec::new();
    for item in &meeting.items {
        for pane in Pane::ALL {
            for (entry, at) in item.pane(pane).iter().zip(0_usize..).filter(|(entry, _)| !entry.is_blank()) {
                let from = || place(meeting, Slot { item: item.id, pane, at });
                let mut add = |from: String, passage: String| {
                    found.push(Secret { plain: plain(&passage), from, passage });
                };
                for passage in &entry.fields.confidential {
                    add(format!("(marked as confidential in {})", from()), passage.clone());
                }
                if item.head.exempt && !wanted.entry(item, entry) {
                    for passage in passages(&entry.text) {
                        add(format!("of an exempt entry ({})", from()), passage);
                    }
                }
            }
        }
        let untold = item.motions.iter().filter(|motion| !business::is_published(wanted, item, motion));
        for passage in untold.flat_map(|motion| passages(item.wording(motion))) {
            let from = format!(
                "of a motion in an exempt item (item {})",
                item_name(meeting, item.id).trim_end_matches('.')
            );
            found.push(Secret { plain: plain(&passage), from, passage });
        }
    }
    let reasons = meeting.declarations.iter().filter(|declared| is_exempt(meeting, declared.item));
    found.extend(reasons.filter(|declared| !declared.reason.trim().is_empty()).map(|declared| Secret {
        from: "(why there is an interest in an exempt item)".to_owned(),
        plain: plain(&declared.reason),
        passage: declared.reason.clone(),
    }));
    found
}

/// Whether this is an exempt item.
pub(super) fn is_exempt(meeting: &Meeting, item: Option<ItemId>) -> bool {
    item.and_then(|id| meeting.item(id)).is_some_and(|item| item.head.exempt)
}

/// An entry's text as it goes out: the line of a declaration that concerns an exempt item does not say in public why.
pub(super) fn text_of(
    (meeting, style): (&Meeting, &HouseStyle),
    wanted: Wanted,
    item: &Item,
    entry: &Entry,
) -> String {
    let mut declared = meeting.declarations.iter().filter(|found| found.line == Some((item.id, entry.id)));
    let text = entry.text.trim();
    declared
        .find(|found| wanted.public && is_exempt(meeting, found.item) && text.contains(found.reason.trim()))
        .filter(|found| text == declared_words(meeting, style, found))
        .map_or_else(
            || text.to_owned(),
            |found| declared_words(meeting, style, &business::publishable(meeting, wanted, found)),
        )
}

fn passages(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in text.split_inclusive(". ") {
        let sentence = sentence.trim().trim_end_matches('.');
        if sentence.split_whitespace().count() >= 6 {
            found.push(sentence.to_owned());
        }
    }
    for word in text.split_whitespace().filter(|word| word.contains(['£', '€', '$'])) {
        let sum = word.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '£' | '€' | '$')));
        if sum.chars().filter(char::is_ascii_digit).count() >= 4 {
            found.push(sum.to_owned());
        }
    }
    found
}

/// All that would be published, each text with its place.
fn published(meeting: &Meeting, style: &HouseStyle, wanted: Wanted) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for item in meeting.items.iter().filter(|item| wanted.item.is_none_or(|id| id == item.id)) {
        let label = printed_label(item);
        texts.push((format!("the title of “{label}”"), item.head.title.clone()));
        texts.extend(
            item.head.public_summary.clone().map(|text| (format!("the public summary of “{label}”"), text)),
        );
        texts.extend(
            item.head.presenter_line.clone().map(|text| (format!("the presenters of “{label}”"), text)),
        );
        let documents = item.head.documents.iter();
        texts.extend(documents.map(|text| (format!("the documents of “{label}”"), text.clone())));
        for pane in Pane::ALL.into_iter().filter(|pane| wanted.points || *pane != Pane::Points) {
            for (entry, at) in
                item.pane(pane).iter().zip(0_usize..).filter(|(entry, _)| wanted.entry(item, entry))
            {
                let text = text_of((meeting, style), wanted, item, entry);
                texts.push((place(meeting, Slot { item: item.id, pane, at }), text));
            }
        }
        for motion in item.motions.iter().filter(|motion| business::is_published(wanted, item, motion)) {
            let at = format!("a motion in item {}", item_name(meeting, item.id).trim_end_matches('.'));
            // What an entry under Resolved says was looked at above.
            texts.extend(motion.entry.is_none().then(|| (at, item.wording(motion).to_owned())));
        }
    }
    texts
}

/// Whether the passage stands in the text as whole words.
fn stands_in(text: &str, passage: &str) -> bool {
    let whole = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + passage.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    !passage.is_empty() && text.match_indices(passage).any(|(at, _)| whole(at))
}

/// Small letters, straight quotes, single spaces: the same words in another typing are the same passage.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a passage.
fn shortened(passage: &str) -> String {
    let words: Vec<_> = passage.split_whitespace().collect();
    let first = words.iter().take(8).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 8 { format!("{first} …") } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(reason: Option<&str>) -> String {
        let mut item = Item::default();
        item.head.exempt_reason = reason.map(str::to_owned);
        statutory_line(&item, &HouseStyle::default())
    }

    #[test]
    fn the_statutory_line_names_the_paragraph_or_the_reason() {
        for reason in ["3", "paragraph 3", "Paragraph 3 of Part 1 of Schedule 12A"] {
            assert!(
                line(Some(reason)).contains("as defined in paragraph 3 of Part 1 of Schedule 12A"),
                "{reason}"
            );
        }
        assert!(line(Some("a named pupil")).ends_with("for this item: a named pupil"));
        assert!(line(None).ends_with("for this item."));
    }

    #[test]
    fn a_passage_stands_in_a_text_as_whole_words_only() {
        assert!(stands_in("it cost £4,500 in all", "£4,500"));
        assert!(!stands_in("it cost £4,5001 in all", "£4,500"));
        assert_eq!(plain("The  panel’s “own”"), "the panel's \"own\"");
    }
}
