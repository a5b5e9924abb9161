//! Draws a session as the app shows it, into an SVG: the pictures of the documents are made from the running app.
//!
//! `screenshot LIBRARY SESSION [WIDTHxHEIGHT] [KEYS…]` prints the SVG; keys are words such as `ctrl+n`, `f2`, or text.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use minutebook::app::keymap::Chord;
use minutebook::app::{App, Event, Settings};
use minutebook::library::{Library, RealDisk};
use minutebook::meeting::Stamp;
use minutebook::ui::{Theme, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

/// Width and height of a cell, and where the baseline of its text is.
const CELL: (u32, u32, u32) = (9, 20, 15);
const PAPER: &str = "#fbfaf7";
const INK: &str = "#24292f";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(std::io::stderr(), "screenshot: {error}"));
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(session)) = (arguments.next(), arguments.next()) else {
        return Err("screenshot LIBRARY SESSION [WIDTHxHEIGHT] [KEYS…]".into());
    };
    let size = arguments.next().unwrap_or_else(|| "110x30".to_owned());
    let (width, height) = size.split_once('x').ok_or("the size is written 110x30")?;
    let (width, height): (u16, u16) = (width.parse()?, height.parse()?);
    let library = Library {
        disk: Arc::new(RealDisk),
        folder: PathBuf::from(folder),
        journal_dir: None,
        index: None,
        second: Vec::new(),
        owner: String::new(),
    };
    let path = library.find(&session)?;
    // A fixed evening: a picture that is made again is the same picture.
    let now = Stamp::parse_from_rfc3339("2026-03-12T18:42:00+00:00")?;
    let opened = library.read(&path, now)?;
    let (mut app, _) = App::library(Settings::default(), now);
    app.open(opened);
    app.message = None;
    app.layout(Rect::new(0, 0, width, height));
    for word in arguments {
        for key in keys(&word) {
            drop(app.update(Event::Key(key), now));
            app.layout(Rect::new(0, 0, width, height));
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height))?;
    terminal.draw(|frame| {
        let cursor = draw(&app, Theme::new(true), frame.area(), frame.buffer_mut());
        frame.set_cursor_position(cursor);
    })?;
    let cursor = terminal.get_cursor_position()?;
    let svg = svg(terminal.backend().buffer(), cursor);
    std::io::stdout().write_all(svg.as_bytes())?;
    Ok(())
}

/// A word as a key, where it is the name of one, else as what is typed.
fn keys(word: &str) -> Vec<KeyEvent> {
    match Chord::parse(word).filter(|chord| word.chars().count() > 1 || chord.mods != KeyModifiers::NONE) {
        Some(chord) => vec![KeyEvent::new(chord.code, chord.mods)],
        None => word.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).collect(),
    }
}

/// A row's cells of one look, as one piece of text.
struct Run {
    x: u16,
    text: String,
    cells: u16,
    look: (String, String, Modifier),
}

fn svg(buffer: &Buffer, cursor: Position) -> String {
    let area = buffer.area;
    let (width, height) = (u32::from(area.width) * CELL.0 + 24, u32::from(area.height) * CELL.1 + 24);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"A session in Minutebook\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\" stroke=\"#d0d7de\"/>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"15\" \
         style=\"white-space:pre\">\n"
    );
    for y in area.y..area.bottom() {
        for run in runs(buffer, y) {
            push_run(&mut out, &run, y);
        }
    }
    let (x, y) = (u32::from(cursor.x) * CELL.0 + 12, u32::from(cursor.y) * CELL.1 + 12);
    out.extend([format!("<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"#0969da\"/>\n", CELL.1)]);
    out.push_str("</g>\n</svg>\n");
    out
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for x in buffer.area.x..buffer.area.right() {
        let Some(cell) = buffer.cell(Position { x, y }) else { continue };
        let look = look(cell);
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.text.push_str(cell.symbol());
                run.cells += 1;
            }
            Some(_) | None => runs.push(Run { x, text: cell.symbol().to_owned(), cells: 1, look }),
        }
    }
    runs
}

fn look(cell: &Cell) -> (String, String, Modifier) {
    let (fg, bg) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) { (bg, fg, cell.modifier) } else { (fg, bg, cell.modifier) }
}

fn colour(colour: Color, default: &str) -> String {
    let named = [
        (Color::Red, "#cf222e"),
        (Color::Green, "#1a7f37"),
        (Color::Yellow, "#9a6700"),
        (Color::Blue, "#0969da"),
        (Color::Magenta, "#8250df"),
        (Color::Cyan, "#1b7c83"),
        (Color::Gray, "#6e7781"),
        (Color::DarkGray, "#8c959f"),
        (Color::LightRed, "#a40e26"),
        (Color::LightYellow, "#bf8700"),
        (Color::LightBlue, "#218bff"),
        (Color::Black, INK),
        (Color::White, PAPER),
    ];
    named.iter().find(|(name, _)| *name == colour).map_or(default, |(_, hex)| hex).to_owned()
}

fn push_run(out: &mut String, run: &Run, y: u16) {
    let (fg, bg, modifier) = &run.look;
    let (x, top) = (u32::from(run.x) * CELL.0 + 12, u32::from(y) * CELL.1 + 12);
    let width = u32::from(run.cells) * CELL.0;
    if bg != PAPER {
        out.extend([format!(
            "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{bg}\"/>\n",
            CELL.1
        )]);
    }
    if run.text.trim().is_empty() {
        return;
    }
    let marks = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.62\""),
    ];
    let marks: String =
        marks.iter().filter(|(mark, _)| modifier.contains(*mark)).map(|(_, text)| *text).collect();
    let text =
        run.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}");
    let baseline = top + CELL.2;
    out.extend([format!(
        "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{width}\" lengthAdjust=\"spacing\" fill=\"{fg}\"{marks}>{text}</text>\n"
    )]);
}
