//! The session as it stood at any moment: from the meeting as it is, back and forth through the journal's records.
//!
//! Each edit carries its inverse, so one step costs one record, however long the session. A beginning is the wall.

use super::{Edit, Meeting, Record, Stamp};

/// A meeting that is stepped through its records.
#[derive(Clone, Debug)]
pub struct Moments {
    records: Vec<Record>,
    /// How many of them the meeting holds.
    at: usize,
    /// How many cannot be taken back.
    wall: usize,
    meeting: Meeting,
}

impl Moments {
    /// Begins at the end: the meeting holds all these records.
    pub fn new(meeting: Meeting, records: Vec<Record>) -> Self {
        let begins = |record: &Record| record.edits.iter().any(|edit| matches!(edit, Edit::Begin(_)));
        let wall = records.iter().rposition(begins).map_or(0, |at| at + 1);
        Self { at: records.len(), wall, records, meeting }
    }

    /// The meeting as it stood.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// How many records it holds, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.at, self.records.len())
    }

    /// The record that came last.
    pub fn record(&self) -> Option<&Record> {
        self.records.get(self.at.checked_sub(1)?)
    }

    /// When that was.
    pub fn time(&self) -> Option<Stamp> {
        self.record().map(|record| record.until.unwrap_or(record.at))
    }

    /// One record back; false where there is no way further.
    pub fn back(&mut self) -> bool {
        if self.at <= self.wall {
            return false;
        }
        let Some(record) = self.record() else { return false };
        let edits: Vec<Edit> = record.edits.iter().rev().map(Edit::inverse).collect();
        let went = self.meeting.apply_all(&edits).is_ok();
        if went {
            self.at -= 1;
        } else {
            self.wall = self.at;
        }
        went
    }

    /// One record on; false at the end.
    pub fn on(&mut self) -> bool {
        let Some(record) = self.records.get(self.at) else { return false };
        let went = self.meeting.apply_all(&record.edits).is_ok();
        self.at += usize::from(went);
        went
    }

    /// A minute back, at least one record.
    pub fn minute_back(&mut self) {
        let until = self.time().map(|time| time - chrono::TimeDelta::minutes(1));
        while self.back() && self.time() > until {}
    }

    /// A minute on, at least one record.
    pub fn minute_on(&mut self) {
        let until = self.time().map(|time| time + chrono::TimeDelta::minutes(1));
        while self.on() && self.time() < until {}
    }
}
