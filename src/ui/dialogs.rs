//! Dialogs: boxes over the screen, opened by a key and never by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::find::FindBar;
use crate::app::form::Form;
use crate::app::line::Line;
use crate::app::palette::Offer;
use crate::app::people::{PeopleList, Purpose, Step, attendance_words};
use crate::app::picker::Picker;
use crate::app::speaker::{SpeakerList, code_of};
use crate::app::spelling::DoubtBox;
use crate::app::{App, Dialog, Screen};
use crate::text::shown;

use super::{Theme, put, put_clipped, wash};

/// Draws a dialog; gives the cell of its cursor.
pub fn draw(app: &App, dialog: &Dialog, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    match dialog {
        Dialog::Palette(picker) => list(
            (picker, "Commands", "Enter does it · Esc closes"),
            |_, offer| (offer.words(true), keys_of(app, offer)),
            theme,
            area,
            buffer,
        ),
        Dialog::Help(picker) => list(
            (
                picker,
                "Help: every key and code. Type to search",
                "Esc closes · Ctrl+P does any command by its name",
            ),
            |_, offer| (offer.words(false), keys_of(app, offer)),
            theme,
            area,
            buffer,
        ),
        Dialog::GoTo(picker) => {
            let hint = "Enter shows it · words that match nothing add a late item";
            plain((picker, "Go to an item", hint), theme, area, buffer)
        }
        Dialog::Speaker(found) => speaker(app, found, theme, area, buffer),
        Dialog::Export(picker) => plain(
            (picker, "Export", "Enter writes the file, never over another · Esc closes"),
            theme,
            area,
            buffer,
        ),
        Dialog::Earlier(picker) => {
            let title = "Open actions of earlier meetings";
            plain((picker, title, "Enter: how far it is · Esc closes"), theme, area, buffer)
        }
        Dialog::People(found) => people(app, found, theme, area, buffer),
        Dialog::Renaming(found) => super::renaming::draw(found, theme, area, buffer),
        Dialog::Form(form) => draw_form(form, theme, area, buffer),
        Dialog::Sheet(sheet) => super::sheet::draw(sheet, theme, area, buffer),
        Dialog::Motion(shown) => match app.session() {
            Some(session) => super::motion::draw(session, shown, theme, area, buffer),
            None => Position { x: area.x, y: area.y },
        },
        Dialog::Find(bar) => draw_find(bar, theme, area, buffer),
        Dialog::NewItem(line) => new_item(line, theme, area, buffer),
        Dialog::Doubt(doubt) => draw_doubt(app, doubt, theme, area, buffer),
    }
}

/// The list of F2, each person with the code that types the name.
fn speaker(app: &App, found: &SpeakerList, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let hint = if found.of_entry {
        "Enter notes the speaker of this entry · Esc closes"
    } else {
        "Enter starts a paragraph · Tab into the sentence · Name, Role adds a person"
    };
    list(
        (&found.picker, "Who is speaking", hint),
        |label, who| {
            let code = app.session().map_or("", |session| code_of(session, who));
            (label.to_owned(), code.to_owned())
        },
        theme,
        area,
        buffer,
    )
}

/// The keys of a command, or the code.
fn keys_of(app: &App, offer: &Offer) -> String {
    match offer {
        Offer::Command(command) => app.settings.keys.keys_of(*command).to_owned(),
        Offer::Code(code, _) => code.clone(),
    }
}

/// A list of which only the labels are shown.
fn plain<T>(
    (picker, title, hint): (&Picker<T>, &str, &str),
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    list((picker, title, hint), |label, _| (label.to_owned(), String::new()), theme, area, buffer)
}

fn new_item(line: &Line, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let inner = frame(area, (64, 4), "New agenda item", theme, buffer);
    let hint = Rect { y: inner.y + 1, height: 1, ..inner };
    put_clipped(buffer, hint, "Number and title; Enter adds it after this item.", theme.quiet());
    type_line(line, Rect { height: 1, ..inner }, theme, buffer)
}

/// A box in the middle of the screen with its title; gives the room inside.
pub(super) fn frame(
    area: Rect,
    (width, height): (u16, u16),
    title: &str,
    theme: Theme,
    buffer: &mut Buffer,
) -> Rect {
    let width = width.min(area.width.saturating_sub(2));
    let height = height.min(area.height.saturating_sub(2));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 3;
    frame_at(Rect { x, y, width, height }, title, theme, buffer)
}

/// A box with its title; gives the room inside.
pub(super) fn frame_at(outer: Rect, title: &str, theme: Theme, buffer: &mut Buffer) -> Rect {
    let Rect { x, y, width, height } = outer;
    wash(buffer, outer, theme.plain());
    let bar = "─".repeat(usize::from(width.saturating_sub(2)));
    put(buffer, (x, y), outer, &format!("┌{bar}┐"), theme.quiet());
    for row in y + 1..outer.bottom().saturating_sub(1) {
        put(buffer, (x, row), outer, "│", theme.quiet());
        put(buffer, (outer.right().saturating_sub(1), row), outer, "│", theme.quiet());
    }
    put(buffer, (x, outer.bottom().saturating_sub(1)), outer, &format!("└{bar}┘"), theme.quiet());
    put(
        buffer,
        (x + 2, y),
        Rect { width: width.saturating_sub(4), ..outer },
        &format!(" {title} "),
        theme.heading(),
    );
    Rect { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// A line to type in; gives the cell of its cursor. A line longer than its row is shown around the cursor.
pub(super) fn type_line(line: &Line, row: Rect, theme: Theme, buffer: &mut Buffer) -> Position {
    let room = usize::from(row.width.saturating_sub(1)).max(1);
    let before = line.text().get(..line.caret()).unwrap_or_default();
    let column = shown::width(before);
    let skip = column.saturating_sub(room);
    let start = shown::byte_at_column(line.text(), skip);
    let visible = line.text().get(start..).unwrap_or_default();
    put(buffer, (row.x, row.y), row, visible, theme.plain());
    let x = row.x.saturating_add(u16::try_from(column - skip).unwrap_or(0));
    Position { x: x.min(row.right().saturating_sub(1)), y: row.y }
}

pub(super) fn list<T>(
    (picker, title, hint): (&Picker<T>, &str, &str),
    words: impl Fn(&str, &T) -> (String, String),
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let height = u16::try_from(picker.len()).unwrap_or(u16::MAX).clamp(4, 24).saturating_add(5);
    let inner = frame(area, (86, height), title, theme, buffer);
    let line = Rect { height: 1, width: inner.width.saturating_sub(2), x: inner.x + 2, ..inner };
    put(buffer, (inner.x, inner.y), inner, "› ", theme.key());
    let cursor = type_line(&picker.line, line, theme, buffer);
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(3), ..inner };
    let top = picker.chosen.saturating_sub(usize::from(rows.height.saturating_sub(1)));
    for (y, (at, (label, value))) in (rows.y..rows.bottom()).zip(picker.rows().enumerate().skip(top)) {
        let row = Rect { y, height: 1, ..rows };
        let chosen = at == picker.chosen;
        let style = if chosen { theme.chosen() } else { theme.plain() };
        if chosen {
            wash(buffer, row, style);
        }
        let (left, right) = words(label, value);
        let width = u16::try_from(shown::width(&right)).unwrap_or(0);
        let room = Rect { width: row.width.saturating_sub(width + 3), ..row };
        put_clipped(buffer, room, &format!("{}{left}", if chosen { "> " } else { "  " }), style);
        let x = row.right().saturating_sub(width + 1);
        put(buffer, (x, y), row, &right, if chosen { style } else { theme.key() });
    }
    if picker.is_empty() {
        put_clipped(buffer, Rect { height: 1, ..rows }, "  Nothing matches.", theme.quiet());
    }
    put_clipped(
        buffer,
        Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner },
        hint,
        theme.quiet(),
    );
    cursor
}

fn people(app: &App, found: &PeopleList, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let Screen::Session(session) = &app.screen else { return Position::default() };
    let meeting = &session.meeting;
    let name = |id| meeting.person(id).map_or("", |person| person.name.as_str());
    match &found.step {
        Step::Who => {
            let (title, hint) = match found.purpose {
                Purpose::RollCall => (
                    "Roll call",
                    "Enter: present, apologies, absent, not noted · Tab more · a new name is added · Esc closes",
                ),
                Purpose::ComeAndGo => {
                    ("People", "Enter: leaves or arrives now · Tab everything else · a new name is added")
                }
                Purpose::Declare => ("Who declares an interest", "Enter goes on · Esc closes"),
                Purpose::Correct => ("Whose name or role is to be corrected", "Enter goes on · Esc closes"),
            };
            let count = meeting.quorum(&session.style);
            let title = match count {
                Some(count) => format!("{title}: {} here, quorum {}", count.here, count.needed),
                None => title.to_owned(),
            };
            let words = |label: &str, id: &crate::meeting::PersonId| {
                let person = meeting.person(*id);
                (label.to_owned(), person.map(|person| attendance_words(meeting, person)).unwrap_or_default())
            };
            list((&found.picker, &title, hint), words, theme, area, buffer)
        }
        Step::What(id, picker) => list(
            (picker, name(*id), "Enter does it · Esc leaves all as it was"),
            |label, _| (label.to_owned(), String::new()),
            theme,
            area,
            buffer,
        ),
        Step::For(id, picker) => list(
            (picker, &format!("{} sits for", name(*id)), "Enter notes it · Esc leaves all as it was"),
            |label, _| (label.to_owned(), String::new()),
            theme,
            area,
            buffer,
        ),
        Step::Voted(id) => {
            let inner = frame(area, (64, 5), name(*id), theme, buffer);
            let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner };
            put_clipped(
                buffer,
                row(0),
                "This item had a vote. Did they vote on it before they left?",
                theme.plain(),
            );
            put_clipped(buffer, row(2), "Y they did · N they did not · Esc they stay", theme.key());
            Position { x: inner.x, y: inner.y + 2 }
        }
    }
}

/// The box of F7: the words around, what may be meant, what else can be done.
fn draw_doubt(app: &App, doubt: &DoubtBox, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let rows = u16::try_from(doubt.rows.len()).unwrap_or(9);
    let title = format!("Not in the dictionary: {}", doubt.word);
    let inner = frame(area, (70, rows + 6), &title, theme, buffer);
    let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner };
    let text = app.session().and_then(|session| session.meeting.entry(doubt.slot)).map(|entry| &entry.text);
    if let Some(text) = text {
        let before = text.get(..doubt.range.start).unwrap_or_default();
        let cut = shown::byte_at_column(before, shown::width(before).saturating_sub(24));
        let x = put(buffer, (inner.x, inner.y), row(0), before.get(cut..).unwrap_or_default(), theme.quiet());
        let x = put(buffer, (x, inner.y), row(0), &doubt.word, theme.doubtful());
        let rest = Rect { x, width: inner.right().saturating_sub(x), ..row(0) };
        put_clipped(buffer, rest, text.get(doubt.range.end..).unwrap_or_default(), theme.quiet());
    }
    let x = put(buffer, (inner.x, inner.y + 1), row(1), "Instead: ", theme.key());
    let line = Rect { x, width: inner.right().saturating_sub(x), ..row(1) };
    let cursor = type_line(&doubt.line, line, theme, buffer);
    if doubt.line.text().is_empty() {
        put_clipped(
            buffer,
            Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line },
            "type a word, or choose",
            theme.quiet(),
        );
    }
    for (y, (at, (words, _))) in
        (inner.y + 2..inner.bottom().saturating_sub(1)).zip(doubt.rows.iter().enumerate())
    {
        let chosen = at == doubt.chosen && doubt.line.text().is_empty();
        let style = if chosen { theme.chosen() } else { theme.plain() };
        let sign = if chosen { "> " } else { "  " };
        put_clipped(buffer, Rect { y, height: 1, ..inner }, &format!("{sign}{words}"), style);
    }
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    put_clipped(buffer, last, "Enter does it · F7 next word · Esc closes · Ctrl+Z takes back", theme.quiet());
    cursor
}

fn draw_form(form: &Form, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let height = u16::try_from(form.fields.len()).unwrap_or(8).saturating_add(4);
    let inner = frame(area, (84, height), form.title, theme, buffer);
    let mut cursor = Position { x: inner.x, y: inner.y };
    for (y, (at, field)) in (inner.y..inner.bottom()).zip(form.fields.iter().enumerate()) {
        let row = Rect { y, height: 1, ..inner };
        let chosen = at == form.chosen;
        let style = if chosen { theme.active() } else { theme.heading() };
        let label = Rect { width: 18, ..row };
        put_clipped(buffer, label, &format!("{}{}", if chosen { "> " } else { "  " }, field.label), style);
        let line = Rect { x: row.x + 19, width: row.width.saturating_sub(19), ..row };
        if chosen {
            cursor = type_line(&field.line, line, theme, buffer);
        } else {
            put_clipped(buffer, line, field.line.text(), theme.plain());
        }
        if field.line.text().is_empty() || !field.choices.is_empty() {
            let used = u16::try_from(shown::width(field.line.text())).unwrap_or(0) + 2;
            let rest = Rect { x: line.x + used, width: line.width.saturating_sub(used), ..line };
            put_clipped(buffer, rest, field.hint, theme.quiet());
        }
    }
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    match &form.wrong {
        Some(wrong) => put_clipped(buffer, last, &format!("! {wrong}"), theme.mark()),
        None => put_clipped(
            buffer,
            last,
            "↑↓ or Tab to a line · Enter takes it · Esc leaves all as it was",
            theme.quiet(),
        ),
    };
    cursor
}

/// The bar of Ctrl+F, on the two rows above the bottom line: the text stays in sight.
fn draw_find(bar: &FindBar, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let rows = if bar.with.is_some() { 3 } else { 2 };
    let area = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
    wash(buffer, area, theme.plain());
    let row = |n: u16| Rect { y: area.y + n, height: 1, ..area };
    let scope = if bar.everywhere { "in the session" } else { "in this item" };
    let count = match bar.hits.len() {
        0 if bar.words.text().is_empty() => String::new(),
        0 => "nothing found".to_owned(),
        n => format!("{} of {n}", bar.chosen + 1),
    };
    let x = put(buffer, (area.x + 1, area.y), area, "Find: ", theme.key());
    let line = Rect { x, width: area.width.saturating_sub(x + 34), ..row(0) };
    let first = type_line(&bar.words, line, theme, buffer);
    put(
        buffer,
        (area.right().saturating_sub(32), area.y),
        area,
        &format!("{count} {scope}"),
        theme.heading(),
    );
    let mut cursor = first;
    if let Some(with) = &bar.with {
        let x = put(buffer, (area.x + 1, area.y + 1), area, "Replace with: ", theme.key());
        let line = Rect { x, width: area.width.saturating_sub(x + 2), ..row(1) };
        let second = type_line(with, line, theme, buffer);
        if bar.in_with {
            cursor = second;
        }
    }
    let keys = if bar.with.is_some() {
        "Enter replaces this one · Alt+A all · Tab back · Ctrl+F item or session · Esc closes"
    } else {
        "Enter next · ↑ previous · Tab replace · Ctrl+F item or session · Esc closes"
    };
    put_clipped(
        buffer,
        Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..row(rows - 1) },
        keys,
        theme.quiet(),
    );
    cursor
}
