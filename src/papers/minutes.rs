//! What stands under "Minutes:", "Decision:" and "Resolved:".

use super::labels::{self, Part};
use super::line::Line;
use super::pattern::pattern;
use super::{PaperItem, Warning, clean, numbers};

pattern! {
    GOES_ON = r"^(?:[Tt]hat\b|to\b|[Bb]od\b|and\b|\(?[a-z0-9ivx]{1,4}[.)]\s)";
    STEM = r"^(?:[Tt]hat|[Tt]o|[Bb]od)\s\S";
    READS_ON = r"\b(?:to|that|bod)$|^(?:[Tt]hat|[Bb]od)\s+(?:the\s+|yr?\s+)?(?:(?:\p{Lu}[\p{L}'’&-]*|of|and|for|the)\s+)*(?:[Bb]oard|(?:[Ss]ub-)?[Cc]ommittee|[Pp]anel|[Cc]ouncil|[Cc]abinet|[Ee]xecutive|[Gg]overnors|[Tt]rustees|[Aa]uthority|[Ff]orum|[Cc]yngor|[Pp]wyllgor|[Bb]wrdd)$";
    DECIDES = r"^(?:[Tt]hat\b|[Bb]od\b)";
}

/// Reads the labelled parts of an item, from its first label on.
pub(super) fn read(item: &mut PaperItem, lines: &[Line], _warnings: &mut [Warning]) {
    let minuted = lines.iter().any(|line| matches!(labels::part(&line.text), Some((Part::Minutes, _))));
    let from = lines
        .iter()
        .position(|line| matches!(labels::part(&line.text), Some((Part::Minutes, _))))
        .unwrap_or(lines.len());
    let again =
        lines.iter().skip(from).any(|line| matches!(labels::part(&line.text), Some((Part::Resolved, _))));
    let mut reader = Reader {
        item,
        again,
        part: Part::Minutes,
        within: Part::Minutes,
        minuted,
        entries: 0,
        list: false,
        recommends: false,
        stem: None,
    };
    for line in lines {
        reader.line(line);
    }
    reader.lone_stem();
}

#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the lines above have said")]
struct Reader<'i> {
    item: &'i mut PaperItem,
    /// What the line stands under.
    part: Part,
    /// Minutes or decision, while in resolutions.
    within: Part,
    /// Whether the minutes give the resolutions again, as they were made.
    again: bool,
    /// Whether the item has minutes besides a decision.
    minuted: bool,
    /// Entries of this list of resolutions so far.
    entries: usize,
    /// Whether they are numbered.
    list: bool,
    /// Whether they recommend to another body.
    recommends: bool,
    /// Words that end in a colon and stand before each of them: "That the Cabinet:".
    stem: Option<String>,
}

impl Reader<'_> {
    fn line(&mut self, line: &Line) {
        if labels::is_recording(&line.text) {
            return;
        }
        if let Some((part, rest)) = labels::part(&line.text) {
            self.lone_stem();
            self.recommends = labels::recommends(&line.text);
            self.begin(part, &rest);
            return;
        }
        match self.part {
            Part::Documents => self.document(&line.text),
            Part::Resolved => self.entry(&line.text),
            Part::Decision => self.decision(&line.text),
            Part::Minutes | Part::Reasons => self.paragraph(&line.text),
        }
    }

    fn begin(&mut self, part: Part, rest: &str) {
        match part {
            Part::Minutes | Part::Decision => self.within = part,
            Part::Documents | Part::Resolved | Part::Reasons => {}
        }
        self.part = part;
        self.entries = 0;
        self.list = false;
        if !rest.is_empty() && !self.takes_stem(rest) {
            self.resolve(rest);
        }
    }

    /// Keeps words that each part of the list behind them goes on from: "That the Cabinet:", "That the Clerk be asked
    /// to:". Others ("subject to the following conditions:") are an entry of their own, and the parts stand after it.
    fn takes_stem(&mut self, text: &str) -> bool {
        let stem = text.trim().strip_suffix(':').map(str::trim_end);
        let stem = stem.filter(|stem| STEM.is(stem) && READS_ON.is(stem));
        if let Some(stem) = stem {
            self.stem = Some(stem.to_owned());
        }
        stem.is_some()
    }

    /// Words that end in a colon with no list behind them are an entry as they are.
    fn lone_stem(&mut self) {
        if let Some(stem) = self.stem.take().filter(|_| self.entries == 0) {
            self.resolve(&format!("{stem}:"));
        }
    }

    fn document(&mut self, text: &str) {
        let name = numbers::bullet(text).unwrap_or_else(|| text.to_owned());
        self.item.documents.push(clean::document(&name));
    }

    fn entry(&mut self, text: &str) {
        let bare = numbers::without(text);
        let listed = bare.len() != text.trim().len();
        if !listed {
            self.lone_stem();
            if self.entries == 0 && self.takes_stem(text) {
                return;
            }
        }
        let goes_on = self.entries == 0
            || listed
            || GOES_ON.is(text)
            || self
                .item
                .resolved
                .last()
                .is_some_and(|last| last.ends_with([';', ',']) || last.ends_with(" and"));
        if goes_on && !(self.list && !listed && !GOES_ON.is(text)) {
            self.list = self.list || listed;
            match &self.stem {
                // Each entry is whole by itself, so that it can be found, copied and carried forward alone.
                Some(stem) => {
                    let end = bare.trim_end_matches([' ', ';', ',']);
                    let end =
                        end.strip_suffix(" and").map_or(end, |end| end.trim_end_matches([' ', ';', ',']));
                    self.resolve(&format!("{stem} {end}"));
                }
                None => self.resolve(&bare),
            }
        } else {
            self.part = self.within;
            if self.within == Part::Decision { self.decision(text) } else { self.paragraph(text) }
        }
    }

    fn resolve(&mut self, text: &str) {
        let text = text.trim().to_owned();
        self.entries = self.entries.saturating_add(1);
        if self.within == Part::Decision && self.again {
            return;
        }
        if !self.item.resolved.contains(&text) {
            if self.recommends {
                self.item.recommended.insert(self.item.resolved.len());
            }
            self.item.resolved.push(text);
        }
    }

    fn decision(&mut self, text: &str) {
        let bare = numbers::without(text);
        if DECIDES.is(&bare) {
            self.resolve(&bare);
        } else if !self.minuted {
            self.item.minutes.push(text.to_owned());
        }
    }

    fn paragraph(&mut self, text: &str) {
        if self.within == Part::Decision && self.minuted {
            return;
        }
        // The page prints the lead's line once more under "Minutes:".
        if self.item.presenter_line.as_deref() != Some(text) {
            self.item.minutes.push(text.to_owned());
        }
    }
}
