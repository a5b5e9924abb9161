//! The library: the views' names, the line to type in, the list, and a preview of what is chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::App;
use crate::app::command::Command;
use crate::app::event::Searched;
use crate::app::line::Line;
use crate::app::roll::Roll;
use crate::app::shelf::{Sessions, Shelf, View, own_name};
use crate::library::Listed;
use crate::library::register::Entered;
use crate::library::search::Found;
use crate::meeting::Status;
use crate::text::shown;

use super::dialogs::type_line;
use super::{Theme, put, put_clipped, sheet, wash};

/// Draws the library; gives the cell of the cursor.
pub fn draw(app: &App, library: &Shelf, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    top(library, Rect { height: 1, ..area }, theme, buffer);
    put(buffer, (area.x + 1, area.y + 1), area, "› ", theme.key());
    let areas = library.areas;
    let cursor = type_line(line(library), areas.line, theme, buffer);
    let state = Rect { x: area.x + 1, y: area.y + 2, width: area.width.saturating_sub(2), height: 1 };
    put_clipped(buffer, state, &state_words(app, library), theme.quiet());
    list(app, library, areas.list, theme, buffer);
    if areas.preview.y > areas.list.y {
        let y = areas.preview.y.saturating_sub(1);
        let rule = "─".repeat(usize::from(area.width));
        put(buffer, (area.x, y), area, &rule, theme.quiet());
    } else {
        for y in areas.preview.y..areas.preview.bottom() {
            put(buffer, (areas.preview.x.saturating_sub(1), y), area, "│", theme.quiet());
        }
    }
    if let Some(preview) = &library.preview {
        sheet::draw_page(&preview.page, theme, areas.preview, buffer);
    }
    let row = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    match &app.message {
        Some(message) => {
            let style = if message.wrong { theme.mark() } else { theme.plain() };
            put_clipped(buffer, row, &format!(" {}", message.text), style);
        }
        None => {
            put_clipped(buffer, row, &format!(" {}", keys(app, library.view)), theme.quiet());
        }
    }
    Some(cursor)
}

/// The views side by side, the one shown between brackets.
fn top(library: &Shelf, row: Rect, theme: Theme, buffer: &mut Buffer) {
    wash(buffer, row, theme.bar());
    let mut x = put(buffer, (row.x + 1, row.y), row, "Minutebook", theme.bar());
    for view in View::ALL {
        let count = match view.part() {
            Some(part) => {
                let sessions = library.of(part);
                sessions.reading.map(|_| sessions.roll.total())
            }
            None if view == View::Actions && library.has_actions() => Some(library.actions.total()),
            None => None,
        };
        let count = count.map(|count| format!(" {}", grouped(count))).unwrap_or_default();
        let words = if view == library.view {
            format!("  [{}{count}]", view.title())
        } else {
            format!("   {}{count} ", view.title())
        };
        x = put(buffer, (x, row.y), row, &words, theme.bar());
    }
}

/// "10,000".
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn line(library: &Shelf) -> &Line {
    match library.view {
        View::Sessions => &library.of(crate::library::Part::Sessions).roll.line,
        View::Archive => &library.of(crate::library::Part::Archive).roll.line,
        View::Bin => &library.of(crate::library::Part::Bin).roll.line,
        View::Search => &library.found.line,
        View::Actions => &library.actions.line,
    }
}

/// What is shown, in a line above the list.
fn state_words(app: &App, library: &Shelf) -> String {
    match library.view {
        View::Search => match &library.searched {
            None if library.found.line.text().trim().is_empty() => {
                "Words, all of which must stand in an entry; \"a phrase\"; body: by: in:resolved since:2025 until:".to_owned()
            }
            None => "Searching…".to_owned(),
            Some(Searched::On) => format!("{} places so far…", grouped(library.found.len())),
            Some(Searched::Done) => match library.found.len() {
                0 => "Nothing was found.".to_owned(),
                1 => "1 place".to_owned(),
                many => format!("{} places", grouped(many)),
            },
            Some(Searched::Enough) => {
                format!("The first {} places; type more words to narrow them.", grouped(library.found.len()))
            }
            Some(Searched::Wrong(why)) => why.clone(),
        },
        View::Actions => {
            let which = key(app, Command::WhichActions);
            let shown = library.actions.len();
            format!("{} ({which} changes): {} shown, yours and overdue ones first", library.which.word(), grouped(shown))
        }
        View::Sessions | View::Archive | View::Bin => {
            let Some(part) = library.view.part() else { return String::new() };
            let sessions = library.of(part);
            let shown = grouped(sessions.roll.len());
            match sessions.reading {
                Some(left) if left > 0 => {
                    format!("Reading the library: {} of {} to come…", grouped(left), grouped(sessions.roll.total()))
                }
                _ => {
                    let (sort, sorts) = (library.sort.words(), key(app, Command::SortList));
                    format!("{shown} shown, {sort} ({sorts} sorts otherwise)")
                }
            }
        }
    }
}

fn key(app: &App, command: Command) -> &str {
    app.settings.keys.keys_of(command).split(", ").next().unwrap_or_default()
}

/// The keys that matter in this view.
fn keys(app: &App, view: View) -> String {
    let named: &[(Command, &str)] = match view {
        View::Sessions => &[
            (Command::SearchAll, "search"),
            (Command::AllActions, "actions"),
            (Command::NextMeeting, "next meeting"),
            (Command::Rename, "rename"),
            (Command::ToArchive, "archive"),
            (Command::ToBin, "bin"),
            (Command::Export, "export"),
        ],
        View::Search => &[(Command::PreviewDown, "preview"), (Command::NextView, "next view")],
        View::Actions => &[
            (Command::SetStatus, "status"),
            (Command::WhichActions, "which"),
            (Command::NextView, "next view"),
        ],
        View::Archive => {
            &[(Command::BringBack, "bring back"), (Command::ToBin, "bin"), (Command::Export, "export")]
        }
        View::Bin => &[(Command::BringBack, "bring back")],
    };
    let opens = if view == View::Bin { "" } else { "Enter opens · " };
    let help = key(app, Command::Help);
    let named: Vec<String> =
        named.iter().map(|(command, word)| format!("{} {word}", key(app, *command))).collect();
    format!("{opens}{help} all keys · {} · {} leaves", named.join(" · "), key(app, Command::Leave))
}

fn list(app: &App, library: &Shelf, area: Rect, theme: Theme, buffer: &mut Buffer) {
    match library.view {
        View::Sessions | View::Archive | View::Bin => {
            let Some(part) = library.view.part() else { return };
            let sessions = library.of(part);
            match nothing(library.view, sessions) {
                Some(words) => sentence(&words, sessions.wrong.is_some(), area, theme, buffer),
                None => rows(&sessions.roll, area, theme, buffer, &mut session_row),
            }
        }
        View::Search => {
            let marks = &mut |found: &Found, row: Rect, theme: Theme, style: Style, buffer: &mut Buffer| {
                found_row(library, found, row, (theme, style), buffer);
            };
            rows(&library.found, area, theme, buffer, marks);
        }
        View::Actions => {
            if library.actions.is_empty() {
                let words = if library.has_actions() {
                    "No such action."
                } else {
                    "Reading the actions of all sessions…"
                };
                return sentence(words, false, area, theme, buffer);
            }
            let today = app.now.date_naive();
            let draw =
                &mut |entered: &Entered, row: Rect, theme: Theme, style: Style, buffer: &mut Buffer| {
                    action_row((entered, today), row, (theme, style), buffer);
                };
            rows(&library.actions, area, theme, buffer, draw);
        }
    }
}

/// What is said where no session is to be shown.
fn nothing(view: View, sessions: &Sessions) -> Option<String> {
    if let Some(why) = &sessions.wrong {
        return Some(why.clone());
    }
    if !sessions.roll.is_empty() {
        return None;
    }
    Some(match (sessions.reading, view) {
        (None, _) => "Reading the library…".to_owned(),
        (Some(_), _) if sessions.roll.total() > 0 => {
            "No session matches what you typed. Esc clears it.".to_owned()
        }
        (Some(_), View::Archive) => "The archive is empty: F6 puts a session into it.".to_owned(),
        (Some(_), View::Bin) => "The bin is empty.".to_owned(),
        (Some(_), _) => "No sessions here yet. Start one with: minutebook AGENDA".to_owned(),
    })
}

fn sentence(words: &str, wrong: bool, area: Rect, theme: Theme, buffer: &mut Buffer) {
    let style = if wrong { theme.mark() } else { theme.quiet() };
    let room = usize::from(area.width.saturating_sub(4)).max(1);
    let wrapped = crate::text::wrap::Rows::new(words, room);
    for (y, row) in (area.y..area.bottom()).zip(0..wrapped.len()) {
        let piece = words.get(wrapped.range(words, row)).unwrap_or_default();
        put(buffer, (area.x + 2, y), area, piece.trim_end(), style);
    }
}

/// The rows on the screen; each is drawn by what it is.
fn rows<T>(
    roll: &Roll<T>,
    area: Rect,
    theme: Theme,
    buffer: &mut Buffer,
    draw: &mut dyn FnMut(&T, Rect, Theme, Style, &mut Buffer),
) {
    for (y, (at, value)) in (area.y..area.bottom()).zip(roll.on_screen()) {
        let row = Rect { y, height: 1, ..area };
        let chosen = at == roll.chosen;
        let style = if chosen { theme.chosen() } else { theme.plain() };
        if chosen {
            wash(buffer, row, style);
        }
        put(buffer, (row.x, y), row, if chosen { "> " } else { "  " }, style);
        let inner = Rect { x: row.x + 2, width: row.width.saturating_sub(3), ..row };
        draw(value, inner, theme, style, buffer);
    }
}

fn session_row(listed: &Listed, row: Rect, theme: Theme, style: Style, buffer: &mut Buffer) {
    let date = listed.date.map_or_else(|| "undated".to_owned(), |date| date.format("%_d %b %Y").to_string());
    let name = [&listed.body, &listed.title].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    let file = listed.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut name = if name.is_empty() { file } else { name.join(", ") };
    if let Some(own) = own_name(listed) {
        name.extend([" “", &own, "”"]);
    }
    let right = right_words(listed);
    let width = u16::try_from(shown::width(&right)).unwrap_or(0);
    let room = Rect { width: row.width.saturating_sub(width + 2), ..row };
    put_clipped(buffer, room, &format!("{date:<11}  {name}"), style);
    let right_style = if style == theme.plain() && listed.broken.is_some() { theme.mark() } else { style };
    put(buffer, (row.right().saturating_sub(width), row.y), row, &right, right_style);
}

/// What stands at the right: how far the minutes are, and what is open.
fn right_words(listed: &Listed) -> String {
    if listed.broken.is_some() {
        return "cannot be read".to_owned();
    }
    if listed.unread {
        return "…".to_owned();
    }
    let mut words = Vec::new();
    if listed.held.is_some() {
        words.push("OPEN NOW".to_owned());
    }
    if listed.copy_of.is_some() {
        words.push("COPY".to_owned());
    }
    if listed.actions_open > 0 {
        words.push(format!("{} to do", listed.actions_open));
    }
    match listed.promises {
        Some(0) => {}
        Some(open) => words.push(format!("{open}?")),
        None => words.push("…".to_owned()),
    }
    words.push(format!("{}/{}", listed.done, listed.items));
    words.push(format!("{:<8}", listed.state.word()));
    words.join("  ")
}

/// Where it stands, as `--at` takes it: "4/minutes/2".
fn address(found: &Found) -> String {
    let (item, pane) = (found.hit.item.as_deref(), found.hit.within.word());
    let entry = found.hit.entry.map(|entry| entry.to_string());
    [item, pane, entry.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("/")
}

fn found_row(library: &Shelf, found: &Found, row: Rect, (theme, style): (Theme, Style), buffer: &mut Buffer) {
    let date = found.date.map_or_else(|| "undated".to_owned(), |date| date.format("%_d %b %Y").to_string());
    let body = found.body.as_deref().unwrap_or_default();
    let width = usize::from(row.width);
    let (body_width, place_width) = if width < 90 { (width / 6, 12) } else { ((width / 4).min(28), 14) };
    let head = format!(
        "{date}  {:<body_width$}  {:<place_width$}  ",
        shown::clip(body, body_width),
        shown::clip(&address(found), place_width)
    );
    let quiet = if style == theme.plain() { theme.quiet() } else { style };
    let x = put(buffer, (row.x, row.y), row, &head, quiet);
    let room = usize::from(row.right().saturating_sub(x));
    let text = found.hit.text.as_str();
    let marks = library.query.marks(text);
    let first = marks.first().map_or(0, |mark| mark.start);
    // The first word found is always to be seen, with some before it.
    let before = text.get(..first).map_or(0, |before| before.chars().count());
    let skip = before.saturating_sub(room / 3);
    let from = text.char_indices().nth(skip).map_or(0, |(at, _)| at);
    let mut x = if skip > 0 { put(buffer, (x, row.y), row, "…", style) } else { x };
    let mut at = from;
    for mark in marks.into_iter().filter(|mark| mark.start >= from) {
        if mark.start < at {
            continue;
        }
        x = put(buffer, (x, row.y), row, text.get(at..mark.start).unwrap_or_default(), style);
        let marked = if style == theme.plain() { theme.mark() } else { style.patch(theme.heading()) };
        x = put(buffer, (x, row.y), row, text.get(mark.clone()).unwrap_or_default(), marked);
        at = mark.end;
    }
    put(buffer, (x, row.y), row, text.get(at..).unwrap_or_default(), style);
}

fn action_row(
    (entered, today): (&Entered, chrono::NaiveDate),
    row: Rect,
    (theme, style): (Theme, Style),
    buffer: &mut Buffer,
) {
    let action = &entered.task.action;
    let sign = match action.status {
        Status::Open if entered.is_overdue(today) => "!",
        Status::Open => " ",
        Status::Done => "✓",
        Status::Dropped => "×",
    };
    let due = match &action.due {
        Some(crate::meeting::Due::On(day)) => day.format("%_d %b %Y").to_string(),
        Some(crate::meeting::Due::Words(words)) => words.clone(),
        None => String::new(),
    };
    let owner_width = (usize::from(row.width) / 4).clamp(10, 30);
    let owner = action.owner.as_deref().unwrap_or("nobody");
    let marked = if style == theme.plain() && sign == "!" { theme.mark() } else { style };
    let head = format!("{sign} {:<11}  ", shown::clip(&due, 11));
    let x = put(buffer, (row.x, row.y), row, &head, marked);
    let words = format!("{:<owner_width$}  {}", shown::clip(owner, owner_width), action.text);
    put_clipped(buffer, Rect { x, width: row.right().saturating_sub(x), ..row }, &words, style);
}
