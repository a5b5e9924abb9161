//! When the meeting opened, adjourned and closed: told once. Where the minutes say it already, whether the app or the clerk
//! wrote it there, the document does not say it again.

use crate::meeting::{HouseStyle, Labels, Language, Meeting, Stamp, fill};

use super::view::Break;

/// The course of a meeting as a document tells it outside the items.
pub(super) struct Course {
    pub(super) opened: Option<String>,
    pub(super) breaks: Vec<Break>,
    pub(super) closed: Option<String>,
    /// The sentences before the first item.
    pub(super) opening: Option<String>,
    /// The sentences behind the last one: breaks, then the close.
    pub(super) closing: Vec<String>,
}

/// What happened, told by the beginnings of words that say so.
struct Said {
    english: &'static [&'static str],
    welsh: &'static [&'static str],
}

const OPENED: Said = Said {
    english: &["open", "began", "beg", "start", "commenc", "called the meeting to order"],
    welsh: &["agor", "dechreu"],
};
const ADJOURNED: Said = Said { english: &["adjourn"], welsh: &["gohir"] };
const RESUMED: Said = Said {
    english: &["resum", "reconven", "return", "restart"],
    welsh: &["ailddechreu", "ailymgynull", "dychwel"],
};
const CLOSED: Said =
    Said { english: &["clos", "conclud", "ended", "finish", "adjourn"], welsh: &["daeth", "gohir", "cau"] };

impl Said {
    /// Whether a sentence of these minutes says that it happened at this time.
    fn stands_in(&self, texts: &[&String], style: &HouseStyle, at: Stamp) -> bool {
        let words = match style.language {
            Language::English | Language::American => self.english,
            Language::Welsh => self.welsh,
        };
        let time = style.time_of_day(at.time());
        texts.iter().any(|text| {
            let mut times = text.match_indices(time.as_str()).filter(|(place, _)| {
                // "7.05 pm" does not say "17.05 pm".
                !text
                    .get(..*place)
                    .and_then(|text| text.chars().next_back())
                    .is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ':')
            });
            times.any(|(place, _)| {
                let sentence = sentence_at(text, place).to_lowercase();
                words.iter().any(|word| begins_a_word(&sentence, word))
            })
        })
    }
}

/// The sentence of a text in which this place is.
fn sentence_at(text: &str, place: usize) -> &str {
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    let from = before.rfind(". ").map_or(0, |at| at + 2);
    let to = after.find(". ").map_or(text.len(), |at| place + at);
    text.get(from..to).unwrap_or(text)
}

fn begins_a_word(sentence: &str, beginning: &str) -> bool {
    sentence.match_indices(beginning).any(|(at, _)| {
        !sentence.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphanumeric)
    })
}

/// The course of a meeting, less what these texts say.
pub(super) fn course(meeting: &Meeting, style: &HouseStyle, labels: &Labels, texts: &[&String]) -> Course {
    let time = |at: Stamp| style.time_of_day(at.time());
    let times = &meeting.times;
    let untold =
        |said: &Said, at: Option<Stamp>| at.filter(|at| !said.stands_in(texts, style, *at)).map(time);
    let pauses = times.breaks.iter().filter(|span| {
        let resumed = span.to.is_none_or(|to| RESUMED.stands_in(texts, style, to));
        !(ADJOURNED.stands_in(texts, style, span.from) && resumed)
    });
    // A break that was still open when the meeting closed ended with it.
    let ended = |to: &Stamp| times.ended != Some(*to);
    let breaks: Vec<Break> =
        pauses.map(|span| Break { from: time(span.from), to: span.to.filter(ended).map(time) }).collect();
    let (opened, closed) = (untold(&OPENED, times.started), untold(&CLOSED, times.ended));
    let sentence = |words: &str, time: &str| fill("{words} {time}.", &[("words", words), ("time", time)]);
    let adjourned = |pause: &Break| {
        let resumed = pause.to.as_ref().map(|to| format!(" {} {to}", labels.resumed));
        sentence(&labels.adjourned, &format!("{}{}", pause.from, resumed.unwrap_or_default()))
    };
    let close = closed.iter().map(|time| sentence(&labels.closed, time));
    Course {
        opening: opened.as_ref().map(|time| sentence(&labels.opened, time)),
        closing: breaks.iter().map(adjourned).chain(close).collect(),
        opened,
        breaks,
        closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(said: &Said, text: &str) -> bool {
        let at = chrono::DateTime::parse_from_rfc3339("2026-03-12T19:05:00+00:00").unwrap();
        said.stands_in(&[&text.to_owned()], &HouseStyle::default(), at)
    }

    #[test]
    fn what_the_minutes_say_is_known_by_its_time_and_its_word() {
        assert!(said(&CLOSED, "There was no other business. The meeting closed at 7.05 pm."));
        assert!(said(&CLOSED, "The meeting concluded at 7.05 pm"));
        assert!(said(&ADJOURNED, "The meeting adjourned at 7.05 pm and resumed at 7.10 pm."));
        assert!(!said(&CLOSED, "Cllr Ash left at 7.05 pm. The road was closed."));
        assert!(!said(&CLOSED, "The meeting closed at 17.05 pm."));
        assert!(!said(&CLOSED, "The meeting closed at 8.05 pm."));
        assert!(!said(&ADJOURNED, "It was disclosed at 7.05 pm."));
    }
}
