//! Typing, deleting, splitting and joining entries, cutting and pasting.

use crate::meeting::{Edit, Entry, Mark, Pane, Slot, Stamp};
use crate::text::{quotes, words};

use super::session::RunKind;
use super::{Effect, Session};

type Outcome = Result<Vec<Effect>, String>;

impl Session {
    /// Types a character; `smart` turns quotes and dashes as in Word.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn type_char(&mut self, c: char, smart: bool, now: Stamp) -> Outcome {
        self.settle();
        let mut buffer = [0; 4];
        let typed: &str = c.encode_utf8(&mut buffer);
        if let Some((from, _)) = self.selection() {
            let before =
                self.entries().get(from.0).and_then(|entry| entry.text.get(..from.1)).unwrap_or_default();
            let turned = if smart { quotes::smart(before, c) } else { None };
            let put = turned.filter(|(back, _)| *back == 0).map_or(typed, |(_, put)| put);
            let effects = self.replace_selection(put, now)?;
            self.keep_run(kind_of(c), now);
            return Ok(effects);
        }
        if let Some((from, to)) = self.gap.take()
            && to == self.byte
            && matches!(c, '.' | ',' | ';' | ':' | '?' | '!')
        {
            return self.close_gap(from, c, now);
        }
        let before = self.text().get(..self.byte).unwrap_or_default();
        let turned = if smart { quotes::smart(before, c) } else { None };
        let (back, put) = turned.map_or((0, typed), |(back, put)| (back, put));
        let kind = kind_of(c);
        let (at, slot) = (self.byte.saturating_sub(back), self.slot());
        let mut edits = Vec::new();
        if self.entry().is_none() {
            let fields = self.fields(now, self.speaker_for(self.pane));
            let entry = self.new_entry(self.shown, put.to_owned(), fields);
            edits.push(Edit::Entry { slot: Slot { at: 0, ..slot }, from: None, to: Some(Box::new(entry)) });
        } else {
            edits.extend(Edit::splice(&self.meeting, slot, (at, back), put, Vec::new()));
        }
        let typed = before.get(at..).unwrap_or_default().to_owned() + typed;
        let effects = self.run_on(edits, kind, now)?;
        self.byte = at + put.len();
        self.after_edit();
        self.turned = turned.map(|_| (at, self.byte, typed));
        self.keep_run(kind, now);
        if matches!(c, '.' | '?' | '!') {
            self.look_for_ends();
        }
        Ok(effects)
    }

    /// A stop typed at once behind an attribution: it stands close behind the words, which keep their place as the app's.
    fn close_gap(&mut self, from: usize, c: char, now: Stamp) -> Outcome {
        let slot = self.slot();
        let mut own = self.entry().into_iter().flat_map(|entry| &entry.marks);
        let mark = own.find(|mark| mark.from < from && from < mark.to).map(|mark| Mark { to: from, ..*mark });
        // A mark comes with the words that it marks, so that it goes with them when they are taken back.
        let start = mark.map_or(from, |mark| mark.from);
        let put = format!("{}{c}", self.text().get(start..from).unwrap_or_default());
        let range = (start, self.byte.saturating_sub(start));
        let edit = Edit::splice(&self.meeting, slot, range, &put, mark.into_iter().collect());
        let effects = self.change(edit.into_iter().collect(), now)?;
        self.byte = from + c.len_utf8();
        self.after_edit();
        self.keep_run(RunKind::Spacing, now);
        if matches!(c, '.' | '?' | '!') {
            self.look_for_ends();
        }
        Ok(effects)
    }

    /// Enter: the entry is split at the cursor, and the cursor goes to the second part.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn split(&mut self, now: Stamp) -> Outcome {
        self.settle();
        let mut effects =
            if self.selection().is_some() { self.replace_selection("", now)? } else { Vec::new() };
        let (slot, byte) = (self.slot(), self.byte);
        let mut edits = Vec::new();
        let speaker = self.speaker_for(self.pane);
        let Some(entry) = self.entry().cloned() else {
            let entry = self.new_entry(self.shown, String::new(), self.fields(now, speaker));
            edits.push(Edit::Entry { slot: Slot { at: 0, ..slot }, from: None, to: Some(Box::new(entry)) });
            effects.extend(self.change(edits, now)?);
            self.after_edit();
            return Ok(effects);
        };
        let len = entry.text.len() - byte;
        edits.extend(Edit::splice(&self.meeting, slot, (byte, len), "", Vec::new()));
        let rest = entry.text.get(byte..).unwrap_or_default().to_owned();
        let mut second = self.new_entry(self.shown, rest, self.fields(now, speaker));
        second.marks = tail_marks(&entry, byte, 0);
        // Lines that the app wrote meanwhile at the end ("… left the meeting at …") came before what is typed next.
        let lines = if len == 0 { self.lines_behind(slot.at) } else { 0 };
        let next = Slot { at: slot.at + 1 + lines, ..slot };
        edits.push(Edit::Entry { slot: next, from: None, to: Some(Box::new(second)) });
        effects.extend(self.change(edits, now)?);
        (self.at, self.byte) = (next.at, 0);
        self.after_edit();
        Ok(effects)
    }

    /// How many entries stand behind this one in the pane, if they are all lines that the app wrote.
    fn lines_behind(&self, at: usize) -> usize {
        let behind = self.entries().get(at + 1..).unwrap_or_default();
        let line = |entry: &Entry| self.meeting.is_line(self.shown, entry.id);
        if behind.iter().all(line) { behind.len() } else { 0 }
    }

    /// Backspace and Delete: up to the byte that `to` gives, across the border of entries at their ends.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn delete(&mut self, forward: bool, word: bool, now: Stamp) -> Outcome {
        self.settle();
        if self.selection().is_some() {
            return self.replace_selection("", now);
        }
        if !forward && let Some((from, to, typed)) = self.turned.take() {
            return self.unturn(from, to, &typed, now);
        }
        let text = self.text();
        let goal = match (forward, word) {
            (false, false) => words::left(text, self.byte),
            (false, true) => words::word_left(text, self.byte),
            (true, false) => words::right(text, self.byte),
            (true, true) => words::word_right(text, self.byte),
        };
        let (from, to) = (self.byte.min(goal), self.byte.max(goal));
        if from == to {
            return if forward { self.join(self.at + 1, now) } else { self.join(self.at, now) };
        }
        let edit = Edit::splice(&self.meeting, self.slot(), (from, to - from), "", Vec::new());
        let effects = self.run_on(edit.into_iter().collect(), RunKind::Deleting, now)?;
        self.byte = from;
        self.after_edit();
        self.keep_run(RunKind::Deleting, now);
        Ok(effects)
    }

    /// Gives back the quote as it was typed.
    fn unturn(&mut self, from: usize, to: usize, typed: &str, now: Stamp) -> Outcome {
        let edit =
            Edit::splice(&self.meeting, self.slot(), (from, to.saturating_sub(from)), typed, Vec::new());
        let effects = self.change(edit.into_iter().collect(), now)?;
        self.byte = from + typed.len();
        self.after_edit();
        Ok(effects)
    }

    /// Joins the entry `second` to the one before it.
    fn join(&mut self, second: usize, now: Stamp) -> Outcome {
        let Some(first) = second.checked_sub(1) else { return Ok(Vec::new()) };
        let entries = self.entries();
        let (Some(one), Some(two)) = (entries.get(first), entries.get(second)) else { return Ok(Vec::new()) };
        let end = one.text.len();
        let (first_slot, second_slot) = (self.slot_at(first), self.slot_at(second));
        let mut edits = Vec::new();
        if one.text.is_empty() {
            // An empty entry goes; the other keeps its own time, speaker and resolution.
            edits.push(Edit::Entry { slot: first_slot, from: Some(Box::new(one.clone())), to: None });
        } else {
            edits.push(Edit::Entry { slot: second_slot, from: Some(Box::new(two.clone())), to: None });
            if !two.text.is_empty() {
                let mut marks = two.marks.clone();
                for mark in &mut marks {
                    mark.from += end;
                    mark.to += end;
                }
                edits.extend(Edit::splice(&self.meeting, first_slot, (end, 0), &two.text, marks));
            }
        }
        let effects = self.change(edits, now)?;
        (self.at, self.byte) = (first, end);
        self.after_edit();
        Ok(effects)
    }

    /// Puts text in the place of the selection.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn replace_selection(&mut self, put: &str, now: Stamp) -> Outcome {
        let Some((from, to)) = self.selection() else { return Ok(Vec::new()) };
        let edits = self.selection_edits(from, to, put);
        let effects = self.change(edits, now)?;
        (self.at, self.byte) = (from.0, from.1 + put.len());
        self.after_edit();
        Ok(effects)
    }

    /// The edits that put text in the place of all between two places of the pane.
    pub(super) fn selection_edits(&self, from: (usize, usize), to: (usize, usize), put: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let entries = self.entries();
        if from.0 == to.0 {
            let range = (from.1, to.1.saturating_sub(from.1));
            edits.extend(Edit::splice(&self.meeting, self.slot_at(from.0), range, put, Vec::new()));
            return edits;
        }
        for at in (from.0 + 1..=to.0).rev() {
            if let Some(entry) = entries.get(at) {
                edits.push(Edit::Entry {
                    slot: self.slot_at(at),
                    from: Some(Box::new(entry.clone())),
                    to: None,
                });
            }
        }
        let last = entries.get(to.0);
        let tail = last.and_then(|entry| entry.text.get(to.1..)).unwrap_or_default();
        let marks = last.map(|entry| tail_marks(entry, to.1, from.1 + put.len())).unwrap_or_default();
        let first = entries.get(from.0).map_or(0, |entry| entry.text.len());
        let put = format!("{put}{tail}");
        let range = (from.1, first.saturating_sub(from.1));
        edits.extend(Edit::splice(&self.meeting, self.slot_at(from.0), range, &put, marks));
        edits
    }

    /// The selected text, entries parted by line breaks.
    pub fn selected_text(&self) -> Option<String> {
        let (from, to) = self.selection()?;
        let mut lines = Vec::new();
        for (at, entry) in self.entries().iter().enumerate().take(to.0 + 1).skip(from.0) {
            let start = if at == from.0 { from.1 } else { 0 };
            let end = if at == to.0 { to.1 } else { entry.text.len() };
            lines.push(entry.text.get(start..end).unwrap_or_default());
        }
        Some(lines.join("\n"))
    }

    /// Pastes text: each line becomes an entry; in Resolved the numbers of a list are dropped.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn paste(&mut self, text: &str, now: Stamp) -> Outcome {
        self.settle();
        let lines = pasted_lines(text, self.pane == Pane::Resolved && self.byte == 0);
        let Some((first, rest)) = lines.split_first() else { return Ok(Vec::new()) };
        let (start, end) = self.selection().unwrap_or(((self.at, self.byte), (self.at, self.byte)));
        let fields = self.fields(now, self.speaker_for(self.pane));
        let entries = self.entries();
        let mut id = self.new_entry(self.shown, String::new(), fields.clone()).id;
        let mut at = start.0;
        let (mut edits, tail_len) = if entries.is_empty() {
            let entry = Entry { id, text: (*first).to_owned(), marks: Vec::new(), fields: fields.clone() };
            (vec![Edit::Entry { slot: self.slot_at(0), from: None, to: Some(Box::new(entry)) }], 0)
        } else if rest.is_empty() {
            let left = entries.get(end.0).map_or(0, |entry| entry.text.len().saturating_sub(end.1));
            (self.selection_edits(start, end, first), left)
        } else {
            let removed = (start.0 + 1..=end.0).rev().filter_map(|at| {
                let from = Some(Box::new(entries.get(at)?.clone()));
                Some(Edit::Entry { slot: self.slot_at(at), from, to: None })
            });
            let mut edits: Vec<Edit> = removed.collect();
            let len = entries.get(start.0).map_or(0, |entry| entry.text.len()).saturating_sub(start.1);
            edits.extend(Edit::splice(
                &self.meeting,
                self.slot_at(start.0),
                (start.1, len),
                first,
                Vec::new(),
            ));
            let left = entries.get(end.0).map_or(0, |entry| entry.text.len().saturating_sub(end.1));
            (edits, left)
        };
        let last = entries.get(end.0);
        for (line, left) in rest.iter().zip((0..rest.len()).rev()) {
            at += 1;
            id.0 += 1;
            let tail =
                last.filter(|_| left == 0).and_then(|entry| entry.text.get(end.1..)).unwrap_or_default();
            let marks = last
                .filter(|_| left == 0)
                .map(|entry| tail_marks(entry, end.1, line.len()))
                .unwrap_or_default();
            let entry = Entry { id, text: format!("{line}{tail}"), marks, fields: fields.clone() };
            edits.push(Edit::Entry { slot: self.slot_at(at), from: None, to: Some(Box::new(entry)) });
        }
        let effects = self.change(edits, now)?;
        self.at = at;
        self.byte = self.text().len().saturating_sub(tail_len);
        self.after_edit();
        self.keep_run(RunKind::Spacing, now);
        self.run = None;
        Ok(effects)
    }

    /// Moves the entry with the cursor up or down.
    ///
    /// # Errors
    /// A sentence where nothing can be changed.
    pub fn move_entry(&mut self, by: isize, now: Stamp) -> Outcome {
        let from = self.slot();
        let to = from.at.checked_add_signed(by).filter(|to| *to < self.entries().len());
        let Some(at) = to else { return Ok(Vec::new()) };
        let effects = self.change(vec![Edit::MoveEntry { from, to: Slot { at, ..from } }], now)?;
        self.at = at;
        self.settle();
        self.layouts.follow();
        Ok(effects)
    }

    /// After text changed: no selection, no goal, no quote to give back; the screen follows.
    pub(super) fn after_edit(&mut self) {
        self.anchor = None;
        self.turned = None;
        self.gap = None;
        self.goal = None;
        self.layouts.follow();
    }
}

fn kind_of(c: char) -> RunKind {
    if c.is_alphanumeric() { RunKind::Typing } else { RunKind::Spacing }
}

/// The attributions of an entry from a byte on, as they stand where the text from there on begins at `to`.
fn tail_marks(entry: &Entry, from: usize, to: usize) -> Vec<Mark> {
    let tail = entry.marks.iter().filter(|mark| mark.from >= from);
    tail.map(|mark| Mark { from: mark.from - from + to, to: mark.to - from + to, ..*mark }).collect()
}

/// The lines of a pasted text that become entries: blank ones dropped, and from a list the numbers where `numbered`.
fn pasted_lines(text: &str, numbered: bool) -> Vec<&str> {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        return Vec::new();
    }
    if !text.contains('\n') {
        return vec![if numbered { without_number(text, &[Marker::Number]) } else { text }];
    }
    let lines = text.lines().filter(|line| !line.trim_matches(['\u{a0}', ' ', '\t']).is_empty());
    if !numbered {
        return lines.map(str::trim_end).collect();
    }
    let lines: Vec<&str> = lines.map(str::trim).collect();
    // A letter and a dot may be somebody's initial: letters are a list's only where it begins with its first.
    let mut kinds = vec![Marker::Number, Marker::Bullet];
    for (kind, first) in [(Marker::Letter, "a"), (Marker::Roman, "i")] {
        if lines
            .iter()
            .any(|line| marker(line).is_some_and(|(found, mark, _)| found == kind && mark == first))
        {
            kinds.push(kind);
        }
    }
    lines.into_iter().map(|line| without_number(line, &kinds)).collect()
}

/// Kinds of marks before the entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    Number,
    Letter,
    Roman,
    Bullet,
}

fn without_number<'a>(line: &'a str, kinds: &[Marker]) -> &'a str {
    match marker(line) {
        Some((kind, _, rest)) if kinds.contains(&kind) => rest,
        Some(_) | None => line,
    }
}

/// The mark of a line of a list, its kind, and the words behind it: "1.", "(a)", "ii)", a bullet.
fn marker(line: &str) -> Option<(Marker, &str, &str)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix(['•', '·', '▪', '-', '–']) {
        return rest.starts_with(char::is_whitespace).then(|| (Marker::Bullet, "", rest.trim_start()));
    }
    let open = line.strip_prefix('(').unwrap_or(line);
    let (mark, rest) = open.split_at_checked(open.find(['.', ')'])?)?;
    let rest = rest.get(1..).filter(|rest| rest.starts_with(char::is_whitespace))?.trim_start();
    let all = |fits: fn(char) -> bool| !mark.is_empty() && mark.chars().all(fits);
    let kind = if mark.len() <= 3 && all(|c| c.is_ascii_digit()) {
        Marker::Number
    } else if mark.len() <= 5 && all(|c| matches!(c, 'i' | 'v' | 'x')) {
        Marker::Roman
    } else if mark.len() == 1 && all(|c| c.is_ascii_lowercase()) {
        Marker::Letter
    } else {
        return None;
    };
    // "(b)" is nobody's initial.
    let bracketed = line.starts_with('(') && open.get(mark.len()..).is_some_and(|end| end.starts_with(')'));
    Some((if bracketed { Marker::Number } else { kind }, mark, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_loses_its_numbers_in_resolved_only() {
        let list =
            "1.\u{a0}\u{a0}\u{a0} The report to be noted.\n\u{a0}\n(b) Costs of 23.9 to be met.\n23.9 stays";
        assert_eq!(
            pasted_lines(list, true),
            ["The report to be noted.", "Costs of 23.9 to be met.", "23.9 stays"]
        );
        assert_eq!(pasted_lines("1. a\n2. b", false), ["1. a", "2. b"]);
        assert_eq!(pasted_lines("one line", false), ["one line"]);
        assert_eq!(pasted_lines("(a) That x\n(b) that y", true), ["That x", "that y"]);
        assert_eq!(
            pasted_lines("J. Smith to write\nA. Brown to reply", true),
            ["J. Smith to write", "A. Brown to reply"]
        );
        assert_eq!(pasted_lines("i. That x", true), ["i. That x"]);
        assert!(pasted_lines("", true).is_empty());
    }
}
