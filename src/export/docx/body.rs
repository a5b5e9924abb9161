//! The body of a document: what the view says, as paragraphs, lists and tables of `WordprocessingML`.

use crate::export::Document;
use crate::export::view::{Decisions, ItemView, View};

use super::styles::{Look, Styles};
use super::xml::{Face, paragraph, push, run, table};

/// How a list numbers its entries: the list definitions of the numbering part, by their number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// "1."
    Decimal = 0,
    /// "(a)"
    Letters = 1,
    /// "(1)"
    Brackets = 2,
    /// "i."
    Roman = 3,
    /// Bullets.
    Bullets = 4,
}

impl Scheme {
    /// The number of its definition.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Decimal => 0,
            Self::Letters => 1,
            Self::Brackets => 2,
            Self::Roman => 3,
            Self::Bullets => 4,
        }
    }

    /// How a group of decisions is numbered, told by its first number as printed.
    fn of(group: &Decisions) -> Self {
        let printed = group.entries.first().map_or("1.", |entry| entry.number.as_str());
        let bracketed = printed.starts_with('(');
        let digit = printed.chars().any(|c| c.is_ascii_digit());
        match (bracketed, digit) {
            (false, true) => Self::Decimal,
            (true, true) => Self::Brackets,
            (true, false) => Self::Letters,
            (false, false) => Self::Roman,
        }
    }
}

/// A list of the document: how it numbers, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) scheme: Scheme,
    pub(super) start: usize,
}

/// The body so far.
pub(super) struct Body<'a> {
    out: String,
    /// The lists begun so far; a list's `numId` is its place here, from 1.
    pub(super) lists: Vec<List>,
    styles: &'a Styles,
    view: &'a View,
    /// Where titles begin behind their numbers, in twentieths of a point.
    indent: usize,
}

/// The width of the text on our own page, in twentieths of a point: A4 less its margins.
const WIDTH: u32 = 9354;

impl<'a> Body<'a> {
    /// The body of this document.
    pub(super) fn of(view: &'a View, document: Document, styles: &'a Styles) -> Self {
        // A digit of the bold heading is about 145 twentieths of a point wide; all titles begin at the same place.
        let longest =
            view.items.iter().filter_map(|item| item.number.as_deref()).map(|n| n.chars().count()).max();
        let indent = longest.map_or(0, |chars| (chars * 150 + 150).clamp(567, 2600));
        let mut body = Body { out: String::new(), lists: Vec::new(), styles, view, indent };
        body.front(document);
        match document {
            Document::Actions => body.actions(),
            Document::Minutes => {
                body.people();
                body.interests();
                body.opening();
                view.items.iter().for_each(|item| body.item(item));
                body.close();
                body.signature();
                // Behind the signature: the list is the office's, the minutes are what is signed.
                if !view.actions.is_empty() {
                    body.words(Look::Heading1, &view.labels.actions);
                    body.actions();
                }
            }
            Document::Item(_) => view.items.iter().for_each(|item| body.item(item)),
            Document::Decisions => body.decision_list(),
            Document::Chapters => {}
        }
        body
    }

    /// The body's XML and its lists.
    pub(super) fn done(self) -> (String, Vec<List>) {
        (self.out, self.lists)
    }

    fn words(&mut self, look: Look, text: &str) {
        self.faced(look, text, Face::Plain);
    }

    fn faced(&mut self, look: Look, text: &str, face: Face) {
        let text = text.trim();
        if !text.is_empty() {
            self.out.push_str(&paragraph(self.styles.id(look), "", &run(text, face)));
        }
    }

    /// Bold words and others behind them, in one paragraph.
    fn labelled(&mut self, look: Look, label: &str, text: &str) {
        let runs = format!("{}{}", run(&format!("{label} "), Face::Bold), run(text, Face::Plain));
        self.out.push_str(&paragraph(self.styles.id(look), "", &runs));
    }

    /// Title, body, day, hour and place.
    fn front(&mut self, document: Document) {
        let (view, labels) = (self.view, &self.view.labels);
        self.words(Look::Draft, view.exempt_mark.as_deref().unwrap_or_default());
        if let Some(council) = view.council.as_deref().filter(|council| *council != view.heading) {
            self.words(Look::Subtitle, council);
        }
        let kind = match document {
            Document::Minutes | Document::Item(_) | Document::Chapters => &labels.minutes_of,
            Document::Actions => &labels.action_list,
            Document::Decisions => &labels.decision_list,
        };
        let heading =
            if view.heading == *kind { kind.to_owned() } else { format!("{} – {kind}", view.heading) };
        self.words(Look::Title, &heading);
        let parts = [&view.date, &view.time, &view.venue];
        let when = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ");
        self.words(Look::Subtitle, &when);
        if let Some(number) = view.revision {
            self.words(Look::Subtitle, &format!("{} {number}", labels.revision));
        }
        if view.draft {
            self.words(Look::Draft, &labels.draft);
        }
    }

    /// The attendance, one table for all: name, role and group where there are any, and in which list they stand.
    fn people(&mut self) {
        let (view, labels) = (self.view, &self.view.labels);
        if view.attendance.is_empty() {
            return;
        }
        let people = || view.attendance.iter().flat_map(|group| &group.people);
        let roles = people().any(|person| person.role.is_some());
        let groups = people().any(|person| person.group.is_some());
        let (mut columns, rest) = (vec![(labels.name.as_str(), 3000)], WIDTH - 3000 - 2100);
        match (roles, groups) {
            (true, true) => {
                columns.extend([(labels.role.as_str(), rest - 1500), (labels.group.as_str(), 1500)]);
            }
            (true, false) => columns.push((labels.role.as_str(), rest)),
            (false, true) => columns.push((labels.group.as_str(), rest)),
            (false, false) => columns = vec![(labels.name.as_str(), WIDTH - 2100)],
        }
        columns.push((labels.attendance.as_str(), 2100));
        let mut rows = Vec::new();
        for group in &view.attendance {
            for person in &group.people {
                let part = person.part.as_ref().map(|part| format!(" ({part})"));
                let mut row = vec![format!("{}{}", person.name, part.unwrap_or_default())];
                if roles {
                    row.push(person.role.clone().unwrap_or_default());
                }
                if groups {
                    row.push(person.group.clone().unwrap_or_default());
                }
                row.push(group.heading.clone());
                rows.push(row);
            }
        }
        self.words(Look::Heading1, &labels.attendance);
        self.table(&columns, &rows);
    }

    /// The declarations of interest, one table; nothing where there are none.
    fn interests(&mut self) {
        let (view, labels) = (self.view, &self.view.labels);
        if view.interests.is_empty() {
            return;
        }
        let columns = [
            (labels.name.as_str(), 1900),
            (labels.item.as_str(), 1400),
            (labels.interest.as_str(), 2200),
            (labels.reason.as_str(), 2154),
            (labels.consequence.as_str(), 1700),
        ];
        let row = |of: &crate::export::view::InterestView| {
            vec![of.name.clone(), of.item.clone(), of.kind.clone(), of.reason.clone(), of.did.clone()]
        };
        let rows: Vec<_> = view.interests.iter().map(row).collect();
        self.words(Look::Heading1, &labels.declarations);
        self.table(&columns, &rows);
    }

    /// When the meeting began.
    fn opening(&mut self) {
        self.words(Look::Normal, self.view.opening.as_deref().unwrap_or_default());
    }

    /// When it was adjourned and closed, parted from the last item.
    fn close(&mut self) {
        // Kept with the line for the signature, which must not stand alone on a page.
        let mut room = "<w:keepNext/><w:spacing w:before=\"360\"/>";
        for line in &self.view.closing {
            self.out.push_str(&paragraph(self.styles.id(Look::Normal), room, &run(line, Face::Plain)));
            room = "<w:keepNext/>";
        }
    }

    fn item_heading(&mut self, item: &ItemView) {
        let look = match item.depth {
            0 => Look::Heading1,
            1 => Look::Heading2,
            _ => Look::Heading3,
        };
        let style = self.styles.id(look);
        let heading = match &item.number {
            Some(number) => {
                let indent = self.indent;
                let hang = format!(
                    "<w:tabs><w:tab w:val=\"left\" w:pos=\"{indent}\"/></w:tabs><w:ind w:left=\"{indent}\" \
                     w:hanging=\"{indent}\"/>"
                );
                paragraph(style, &hang, &run(&format!("{number}\t{}", item.title), Face::Plain))
            }
            None => paragraph(style, "", &run(&item.title, Face::Plain)),
        };
        self.out.push_str(&heading);
    }

    fn item(&mut self, item: &ItemView) {
        let labels = &self.view.labels;
        self.item_heading(item);
        self.words(Look::Presenter, item.presenters.as_deref().unwrap_or_default());
        self.words(Look::Statutory, item.statutory.as_deref().unwrap_or_default());
        self.words(Look::Normal, item.summary.as_deref().unwrap_or_default());
        item.paragraphs.iter().for_each(|text| self.words(Look::Normal, text));
        if !item.points.is_empty() {
            self.words(Look::Label, &labels.points);
            self.list(Look::Bullet, Scheme::Bullets, item.points.iter().map(|text| (1, text.as_str())));
        }
        item.decisions.iter().for_each(|group| self.decisions(group));
        if !item.documents.is_empty() {
            self.words(Look::Label, &labels.documents);
            self.list(Look::Bullet, Scheme::Bullets, item.documents.iter().map(|text| (1, text.as_str())));
        }
    }

    fn decisions(&mut self, group: &Decisions) {
        if group.inline {
            group.entries.iter().for_each(|entry| self.labelled(Look::Normal, &group.heading, &entry.text));
            return;
        }
        self.words(Look::Label, &group.heading);
        let entries = group.entries.iter().map(|entry| (entry.n, entry.text.as_str()));
        self.list(Look::Number, Scheme::of(group), entries);
    }

    /// A real list: it begins at the number of its first entry, and anew where a number is left out.
    fn list<'t>(&mut self, look: Look, scheme: Scheme, entries: impl Iterator<Item = (usize, &'t str)>) {
        let mut next = None;
        for (n, text) in entries {
            if next.is_none() || scheme != Scheme::Bullets && next != Some(n) {
                self.lists.push(List { scheme, start: n });
            }
            next = Some(n.saturating_add(1));
            let list = self.lists.len();
            let number = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
            self.out.push_str(&paragraph(self.styles.id(look), &number, &run(text, Face::Plain)));
        }
    }

    /// Who came, and every decision: the note for the night itself.
    fn decision_list(&mut self) {
        let view = self.view;
        self.people();
        self.interests();
        if let Some(nothing) = &view.nothing_declared {
            self.words(Look::Heading1, &view.labels.declarations);
            self.words(Look::Normal, nothing);
        }
        let decides = |item: &&ItemView| !item.decisions.is_empty() || !item.motions.is_empty();
        let mut decided = view.items.iter().filter(decides).peekable();
        if decided.peek().is_none() {
            self.words(Look::Normal, &view.labels.no_decisions);
        }
        for item in decided {
            self.item_heading(item);
            self.words(Look::Statutory, item.statutory.as_deref().unwrap_or_default());
            item.motions.iter().for_each(|text| self.words(Look::Normal, text));
            item.decisions.iter().for_each(|group| self.decisions(group));
        }
    }

    fn actions(&mut self) {
        let (view, labels) = (self.view, &self.view.labels);
        if view.actions.is_empty() {
            self.words(Look::Normal, &labels.no_actions);
            return;
        }
        let columns = [
            (labels.item.as_str(), 2100),
            (labels.number.as_str(), 600),
            (labels.action.as_str(), 2854),
            (labels.owner.as_str(), 1500),
            (labels.due.as_str(), 1350),
            (labels.status.as_str(), 950),
        ];
        let row = |action: &crate::export::view::ActionView| {
            vec![
                action.item.clone(),
                action.number.clone(),
                action.text.clone(),
                action.owner.clone().unwrap_or_default(),
                action.due.clone().unwrap_or_default(),
                action.status.clone(),
            ]
        };
        let rows: Vec<_> = view.actions.iter().map(row).collect();
        self.table(&columns, &rows);
    }

    fn table(&mut self, columns: &[(&str, u32)], rows: &[Vec<String>]) {
        let (style, cell) = (self.styles.id(Look::Table), self.styles.id(Look::Cell));
        self.out.push_str(&table(style, cell, columns, rows));
        // Word wants a paragraph between a table and what follows; a small one, since headings bring their own room.
        let small = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>";
        self.out.push_str(&paragraph(self.styles.id(Look::Normal), small, ""));
    }

    /// The line on which the chair signs (Local Government Act 1972, Schedule 12, paragraph 41(1)).
    fn signature(&mut self) {
        if !self.view.signature {
            return;
        }
        let labels = &self.view.labels;
        let (by, on) = (self.view.signed_by.as_deref(), self.view.signed_on.as_deref());
        let (by, on) = (by.unwrap_or_default(), on.unwrap_or_default());
        let line = format!("{}: {by}\t\t{}: {on}\t", labels.signed, labels.date);
        let style = self.styles.id(Look::Signature);
        push(&mut self.out, format_args!("{}", paragraph(style, "", &run(&line, Face::Plain))));
    }
}
