//! The box of F5: the wording large, the rows below it, the names of a recorded vote, the difference that an amendment makes.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::ballot::{BallotBox, Grid};
use crate::app::motion::{About, MotionBox, Row, Single, Task, View, Writing, inside, names_area};
use crate::app::{Session, tally};
use crate::meeting::{Choice, Item, Motion, Outcome, Person, PersonId};
use crate::text::diff::{Tone, marked};
use crate::text::shown;
use crate::text::wrap::Rows;

use super::dialogs::{frame, frame_at, list, type_line};
use super::{Theme, put, put_clipped, wash};

/// Draws the box; gives the cell of its cursor.
pub fn draw(session: &Session, shown: &MotionBox, theme: Theme, area: Rect, buffer: &mut Buffer) -> Position {
    match &shown.view {
        View::Pick(picker) => {
            let hint = "Enter opens it · words that match nothing begin a new motion · Esc closes";
            let words = |label: &str, _: &About| (label.to_owned(), String::new());
            return list((picker, "Motions of this item", hint), words, theme, area, buffer);
        }
        View::Single(single) => return draw_single(session, (shown, single), theme, area, buffer),
        View::Read(skip) => return read(session, (shown, *skip), theme, area, buffer),
        View::Rows | View::Write(..) | View::Ballot(_) | View::Take(_) => {}
    }
    let outer = Rect { height: area.height.saturating_sub(1), ..area };
    frame_at(outer, &title(session, shown), theme, buffer);
    let room = inside(area);
    match &shown.view {
        View::Write(writing) => write((shown, writing), theme, room, buffer),
        View::Ballot(names) => ballot(session, (shown, names), theme, room, buffer),
        View::Take(outcome) => take(session, (shown, *outcome), theme, room, buffer),
        View::Rows | View::Pick(_) | View::Single(_) | View::Read(_) => {
            rows(session, shown, theme, room, buffer)
        }
    }
}

fn title(session: &Session, shown: &MotionBox) -> String {
    let item = session.meeting.item(shown.item).map(Item::label).unwrap_or_default();
    let amends = shown.motion(session).is_some_and(|motion| motion.amends.is_some());
    let what = match (&shown.view, amends) {
        (View::Ballot(_), _) => "Recorded vote",
        (View::Write(writing), _) if writing.task == Task::Move => "New motion",
        (View::Write(writing), _) if writing.task == Task::Amend => "New amendment",
        (_, true) => "Amendment",
        (_, false) => "Motion",
    };
    format!("{what} · {item}")
}

/// The style of a piece of a difference; the signs in the text say it without any.
fn toned(tone: Tone, plain: Style) -> Style {
    match tone {
        Tone::Same => plain,
        Tone::Added => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Tone::Removed => plain.add_modifier(Modifier::DIM | Modifier::CROSSED_OUT),
    }
}

/// A wrapped paragraph, some of its rows left out; gives how many rows it has in all.
fn paragraph(
    (text, tones): (&str, &[(Range<usize>, Tone)]),
    (style, skip): (Style, usize),
    area: Rect,
    buffer: &mut Buffer,
) -> u16 {
    let rows = Rows::new(text, usize::from(area.width.max(1)));
    for (y, row) in (area.y..area.bottom()).zip(skip..rows.len()) {
        let range = rows.range(text, row);
        let mut x = area.x;
        if tones.is_empty() {
            put(buffer, (x, y), area, text.get(range.clone()).unwrap_or_default().trim_end(), style);
        }
        for (bytes, tone) in tones {
            let (from, to) = (bytes.start.max(range.start), bytes.end.min(range.end));
            if from < to {
                let piece = text.get(from..to).unwrap_or_default();
                x = put(buffer, (x, y), area, piece, toned(*tone, style));
            }
        }
    }
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}

/// The wording to show: as it reads, or its difference to what it amends or to what was voted on; with a heading for that.
fn wording(session: &Session, shown: &MotionBox) -> (&'static str, String, Vec<(Range<usize>, Tone)>) {
    let now = shown.wording(session);
    let Some(motion) = shown.motion(session) else { return ("", now, Vec::new()) };
    let changed = session.meeting.item(shown.item).is_some_and(|item| item.changed_since_vote(&motion));
    if let Some(settled) = motion.settled.as_ref().filter(|_| changed) {
        let (text, tones) = marked(&settled.wording, &now);
        return ("CHANGED SINCE THE VOTE, {+put in+} [-taken out-]:", text, tones);
    }
    if motion.amends.is_some() {
        let parent = shown.parent(session).map(|(_, wording)| wording).unwrap_or_default();
        let (text, tones) = marked(motion.before.as_deref().unwrap_or(&parent), &now);
        return ("As it would read, {+put in+} [-taken out-]:", text, tones);
    }
    ("", now, Vec::new())
}

fn rows(session: &Session, shown: &MotionBox, theme: Theme, room: Rect, buffer: &mut Buffer) -> Position {
    let all = shown.rows(session);
    let below = u16::try_from(all.len()).unwrap_or(u16::MAX).saturating_add(3);
    let top = Rect { height: room.height.saturating_sub(below).max(3), ..room };
    reading(session, shown, theme, top, buffer);
    let list = Rect { y: top.bottom(), height: room.height.saturating_sub(top.height + 3), ..room };
    // The wording has its place above: its row is only the way to change it.
    let chosen = all.iter().position(|row| *row == shown.row).unwrap_or(0);
    let skip = (chosen + 1).saturating_sub(usize::from(list.height.max(1)));
    let mut cursor = Position { x: list.x, y: list.y };
    for (y, row) in (list.y..list.bottom()).zip(all.iter().skip(skip)) {
        let line = Rect { y, height: 1, ..list };
        let at = draw_row(session, (shown, *row), theme, line, buffer);
        cursor = at.unwrap_or(cursor);
    }
    foot(shown, hint(session, shown), theme, room, buffer);
    cursor
}

/// The wording, large, with a row of air above and below where there is room.
fn reading(session: &Session, shown: &MotionBox, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let (heading, text, tones) = wording(session, shown);
    let mut area = area;
    put_clipped(buffer, Rect { height: 1, ..area }, heading, theme.mark());
    area.y += 1;
    area.height = area.height.saturating_sub(1);
    let body = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
        ..area
    };
    let many = paragraph((&text, &tones), (theme.heading(), 0), body, buffer);
    if many > body.height {
        let last = Rect { y: body.bottom(), height: 1, ..area };
        put_clipped(buffer, last, " … F5 shows the whole wording", theme.quiet());
    }
}

fn draw_row(
    session: &Session,
    (shown, row): (&MotionBox, Row),
    theme: Theme,
    line: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let chosen = row == shown.row;
    let (label, value) = row_words(session, shown, row);
    let style = if chosen { theme.active() } else { theme.heading() };
    put(buffer, (line.x, line.y), line, if chosen { ">" } else { " " }, theme.plain());
    let at = Rect { x: line.x + 2, width: 11, ..line };
    put_clipped(buffer, at, label, style);
    let rest = Rect { x: line.x + 14, width: line.width.saturating_sub(14), ..line };
    if !chosen {
        put_clipped(buffer, rest, &value, theme.plain());
        return None;
    }
    if shown.line.text().is_empty() {
        let end = put_clipped(buffer, rest, &value, theme.plain());
        return Some(Position {
            x: if value.is_empty() { rest.x } else { end.min(rest.right().saturating_sub(1)) },
            y: line.y,
        });
    }
    let typed = Rect { width: rest.width.min(24), ..rest };
    let cursor = type_line(&shown.line, typed, theme, buffer);
    let x = rest.x + u16::try_from(shown::width(shown.line.text())).unwrap_or(0).min(typed.width) + 2;
    let rest = Rect { x, width: line.right().saturating_sub(x), ..rest };
    let best = match row {
        Row::Mover | Row::Seconder => match shown.found(session).and_then(|id| session.meeting.person(id)) {
            Some(person) => format!("→ {}", person.name),
            None => "nobody of the roster: Enter notes it as typed".to_owned(),
        },
        Row::Vote => tally::parse(shown.line.text())
            .map_or_else(|why| why, |called| format!("= {}", tally::counted(called))),
        Row::Wording
        | Row::Casting
        | Row::Outcome
        | Row::Single
        | Row::Amendment(_)
        | Row::Amend
        | Row::Others => String::new(),
    };
    put_clipped(buffer, rest, &best, theme.quiet());
    Some(cursor)
}

/// The label and the value of a row.
fn row_words(session: &Session, shown: &MotionBox, row: Row) -> (&'static str, String) {
    let motion = shown.motion(session).unwrap_or_default();
    let name = |who: &Option<crate::meeting::Who>| {
        who.as_ref().map(|who| session.meeting.name_of(who).to_owned()).unwrap_or_default()
    };
    match row {
        Row::Wording => ("Wording", "as above".to_owned()),
        Row::Mover => ("Mover", name(&motion.mover)),
        Row::Seconder => ("Seconder", name(&motion.seconder)),
        Row::Vote => ("Vote", vote_words(session, &motion, shown)),
        Row::Casting => {
            let chair = session.meeting.presiding().map_or("whoever presides", |person| person.name.as_str());
            let cast = match motion.vote.and_then(|vote| vote.casting) {
                Some(true) => format!("{chair}: for"),
                Some(false) => format!("{chair}: against"),
                None => format!("the vote is even: {chair}, f for or a against"),
            };
            ("Casting", cast)
        }
        Row::Outcome => ("Outcome", motion.outcome.word().to_owned()),
        Row::Single => ("Own votes", singles(session, &motion)),
        Row::Amendment(id) => ("Amendment", amendment_words(session, shown, id)),
        Row::Amend => ("Amendment", "a new one".to_owned()),
        Row::Others => ("Motions", "others of this item, a new one".to_owned()),
    }
}

fn vote_words(session: &Session, motion: &Motion, shown: &MotionBox) -> String {
    let Some(vote) = &motion.vote else { return String::new() };
    let by_name = vote.manner == crate::meeting::Manner::Recorded;
    if !by_name && vote.manner != crate::meeting::Manner::Unanimous && vote.totals().sum() == 0 {
        return String::new();
    }
    let mut words = tally::words(vote);
    if by_name {
        words.push_str(", by name");
        let missing = shown.room(session).without(vote).count();
        if missing > 0 && motion.outcome == Outcome::Open {
            return format!("{words} · ! {missing} without a vote");
        }
    }
    match tally::mismatch(vote) {
        Some(odd) => format!("{} · ! {odd}", tally::brief(vote)),
        None => words,
    }
}

/// The members' own votes beside totals.
fn singles(session: &Session, motion: &Motion) -> String {
    let Some(vote) = motion.vote.as_ref().filter(|vote| vote.manner != crate::meeting::Manner::Recorded)
    else {
        return String::new();
    };
    let names = vote.ballots.iter().filter_map(|ballot| {
        let person = session.meeting.person(ballot.person)?;
        Some(format!("{} {}", person.bare_name(), ballot.choice.word()))
    });
    names.collect::<Vec<_>>().join(", ")
}

fn amendment_words(session: &Session, shown: &MotionBox, id: crate::meeting::MotionId) -> String {
    let Some(item) = session.meeting.item(shown.item) else { return String::new() };
    let Some((_, amendment)) = item.motion(id) else { return String::new() };
    let about = tally::quiet(&session.meeting, item, amendment);
    let parent = shown.wording(session);
    let (text, tones) = marked(amendment.before.as_deref().unwrap_or(&parent), &amendment.text);
    let changes: Vec<&str> = tones
        .iter()
        .filter(|(_, tone)| *tone != Tone::Same)
        .filter_map(|(range, _)| text.get(range.clone()))
        .collect();
    let about = if about.is_empty() { amendment.outcome.word().to_owned() } else { about };
    format!("{about} · {}", changes.join(" "))
}

/// What the keys do in the row chosen.
fn hint(session: &Session, shown: &MotionBox) -> &'static str {
    match shown.row {
        Row::Wording => "Enter changes the wording · F5 shows it large · ↑↓ rows · Esc closes",
        Row::Mover | Row::Seconder => {
            "letters of the name, Enter takes the match · Delete clears · ↑↓ rows · Esc closes"
        }
        Row::Vote if session.meeting.head.budget => {
            "budget meeting: any key opens the names, every vote is recorded (SI 2014/165)"
        }
        Row::Vote if session.meeting.head.style.eq_ignore_ascii_case("parish") => {
            "12 3 1: for, against, abstained, no vote · u unanimous · r by name, if any member asks · Delete clears"
        }
        Row::Vote => "12 3 1: for, against, abstained, no vote · u unanimous · r by name · Delete clears",
        Row::Casting => "f for · a against · Delete takes it away",
        Row::Outcome => "c carried l lost w withdrawn s no seconder d deferred a accepted o open",
        Row::Single => "Enter records one member's own vote beside the totals · ↑↓ rows · Esc closes",
        Row::Amendment(_) => "Enter opens it · ↑↓ rows · Esc closes",
        Row::Amend => "Enter opens a copy of the wording to change · ↑↓ rows · Esc closes",
        Row::Others => "Enter lists the motions of this item · ↑↓ rows · Esc closes",
    }
}

/// The last rows of the box: what the clerk is told, then what the keys do.
fn foot(shown: &MotionBox, hint: &str, theme: Theme, room: Rect, buffer: &mut Buffer) {
    let lines = Rows::new(hint, usize::from(room.width.max(1))).len().min(2);
    let lines = u16::try_from(lines).unwrap_or(1);
    let last = Rect { y: room.bottom().saturating_sub(lines), height: lines, ..room };
    wash(buffer, last, theme.plain());
    paragraph((hint, &[]), (theme.quiet(), 0), last, buffer);
    let Some((told, wrong)) = &shown.said else { return };
    let told = if *wrong { format!("! {told}") } else { told.clone() };
    let lines = Rows::new(&told, usize::from(room.width.max(1))).len().min(3);
    let lines = u16::try_from(lines).unwrap_or(1);
    let area = Rect { y: last.y.saturating_sub(lines), height: lines, ..room };
    wash(buffer, area, theme.plain());
    paragraph((&told, &[]), (if *wrong { theme.mark() } else { theme.heading() }, 0), area, buffer);
}

/// The wording alone, over the whole screen, with air between its rows where there is room for that.
fn read(
    session: &Session,
    (shown, skip): (&MotionBox, usize),
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    wash(buffer, area, theme.plain());
    let margin = if area.width > 100 { 10 } else { 3 };
    let body = Rect {
        x: area.x + margin,
        y: area.y + 1,
        width: area.width.saturating_sub(2 * margin),
        height: area.height.saturating_sub(3),
    };
    let text = shown.wording(session);
    let rows = Rows::new(&text, usize::from(body.width.max(1)));
    let roomy = rows.len() * 2 <= usize::from(body.height);
    let skip = if roomy { 0 } else { skip.min(rows.len().saturating_sub(usize::from(body.height))) };
    let step = if roomy { 2 } else { 1 };
    for (y, row) in (body.y..body.bottom()).step_by(step).zip(skip..rows.len()) {
        let piece = text.get(rows.range(&text, row)).unwrap_or_default();
        put(buffer, (body.x, y), body, piece.trim_end(), theme.heading());
    }
    let last = Rect {
        x: area.x + 1,
        y: area.bottom().saturating_sub(1),
        height: 1,
        width: area.width.saturating_sub(2),
    };
    let more = if skip + usize::from(body.height) < rows.len() { "↓ more · " } else { "" };
    put_clipped(buffer, last, &format!("{more}any key goes back"), theme.quiet());
    Position { x: last.x, y: last.y }
}

fn write(
    (shown, writing): (&MotionBox, &Writing),
    theme: Theme,
    room: Rect,
    buffer: &mut Buffer,
) -> Position {
    let (editor, before) = (&writing.editor, &writing.base);
    let text = editor.line.text();
    let differs = !before.is_empty() && before.as_str() != text;
    let top = if differs { room.height.saturating_sub(2) / 2 } else { room.height.saturating_sub(2) };
    let area = Rect { height: top, ..room };
    let width = usize::from(room.width.saturating_sub(1)).max(1);
    let rows = Rows::new(text, width);
    let here = rows.row_of(editor.line.caret());
    let skip = (here + 1).saturating_sub(usize::from(area.height.max(1)));
    for (y, row) in (area.y..area.bottom()).zip(skip..rows.len()) {
        let piece = text.get(rows.range(text, row)).unwrap_or_default();
        put(buffer, (area.x, y), area, piece.trim_end_matches('\u{a0}'), theme.plain());
    }
    let start = rows.range(text, here).start;
    let column = shown::width(text.get(start..editor.line.caret()).unwrap_or_default());
    let x = area.x + u16::try_from(column).unwrap_or(0).min(room.width.saturating_sub(1));
    let y = area.y + u16::try_from(here - skip).unwrap_or(0);
    if text.is_empty() {
        put_clipped(buffer, Rect { height: 1, ..area }, "Type the wording: That …", theme.quiet());
    }
    if differs {
        let head = Rect { y: area.bottom(), height: 1, ..room };
        put_clipped(buffer, head, "What changes, {+put in+} [-taken out-]:", theme.mark());
        let (marked, tones) = marked(before, text);
        let rest = Rect { y: head.y + 1, height: room.bottom().saturating_sub(head.y + 2), ..room };
        paragraph((&marked, &tones), (theme.plain(), 0), rest, buffer);
    }
    let hint = match writing.task {
        Task::Move => "Enter moves it, and the rest follows · Esc keeps what is there",
        Task::Amend => "Enter makes the amendment · Esc keeps what is there",
        Task::Reword => "Enter takes the wording · Esc keeps what is there",
    };
    foot(shown, hint, theme, room, buffer);
    Position { x, y }
}

fn take(
    session: &Session,
    (shown, outcome): (&MotionBox, Outcome),
    theme: Theme,
    room: Rect,
    buffer: &mut Buffer,
) -> Position {
    let head = Rect { height: 1, ..room };
    let words = format!(
        "{}: the motion will read, {{+put in+}} [-taken out-]:",
        if outcome == Outcome::Accepted { "Accepted" } else { "Carried" }
    );
    put_clipped(buffer, head, &words, theme.mark());
    let parent = shown.parent(session).map(|(_, wording)| wording).unwrap_or_default();
    let (text, tones) = marked(&parent, &shown.wording(session));
    let body = Rect {
        x: room.x + 1,
        y: room.y + 2,
        width: room.width.saturating_sub(2),
        height: room.height.saturating_sub(6),
    };
    paragraph((&text, &tones), (theme.plain(), 0), body, buffer);
    let hint = if shown.overtaken(session) {
        "! The motion was amended since this was moved: look at what would go. e changes it first · Enter takes it · Esc"
    } else {
        "Enter takes this wording · e changes it first · Esc leaves the motion as it reads now"
    };
    foot(shown, hint, theme, room, buffer);
    Position { x: room.x, y: room.bottom().saturating_sub(1) }
}

fn ballot(
    session: &Session,
    (shown, names): (&MotionBox, &BallotBox),
    theme: Theme,
    room: Rect,
    buffer: &mut Buffer,
) -> Position {
    let people = shown.room(session);
    let motion = shown.motion(session).unwrap_or_default();
    let vote = motion.vote.unwrap_or_default();
    let count = |choice: Choice| vote.ballots.iter().filter(|ballot| ballot.choice == choice).count();
    let missing = people.without(&vote).count();
    let totals = format!(
        "For {}  Against {}  Abstained {}  No vote {} · {missing} of {} to come",
        count(Choice::For),
        count(Choice::Against),
        count(Choice::Abstained),
        count(Choice::NoVote),
        people.here.len() - people.barred.len(),
    );
    put_clipped(buffer, Rect { height: 1, ..room }, &totals, theme.heading());
    let area = names_area(room);
    let grid = Grid::new(area, people.here.len());
    let at = people.here.iter().position(|id| Some(*id) == names.chosen).unwrap_or(0);
    let skip = (at % grid.rows + 1).saturating_sub(usize::from(area.height.max(1)));
    let mut cursor = Position { x: area.x, y: area.y };
    for (n, id) in people.here.iter().enumerate() {
        let Some(row) = (n % grid.rows).checked_sub(skip) else { continue };
        let (Ok(row), Ok(column)) = (u16::try_from(row), u16::try_from(n / grid.rows)) else { continue };
        if row >= area.height {
            continue;
        }
        let cell = Rect {
            x: area.x + column * grid.width,
            y: area.y + row,
            width: grid.width.saturating_sub(1),
            height: 1,
        };
        let chosen = n == at;
        let style = if chosen { theme.chosen() } else { theme.plain() };
        let barred = people.barred.contains(id);
        put_clipped(
            buffer,
            cell,
            &name(session, *id, vote.choice_of(*id), barred),
            if barred && !chosen { theme.quiet() } else { style },
        );
        if chosen {
            cursor = Position { x: cell.x, y: cell.y };
        }
    }
    let away: Vec<&str> =
        people.away.iter().filter_map(|id| session.meeting.person(*id)).map(Person::surname).collect();
    let more = if grid.rows > usize::from(area.height) { "more ↑↓ · " } else { "" };
    let away = if away.is_empty() { String::new() } else { format!("not in the room: {}", away.join(", ")) };
    let line = Rect { y: area.bottom(), height: 1, ..room };
    put_clipped(buffer, line, &format!("{more}{away}"), theme.quiet());
    let hint =
        "f for a against b abstained n no vote · r rest for t rest against · ⇧A… to a name · Enter ends";
    foot(shown, hint, theme, room, buffer);
    cursor
}

/// A name with the sign of its vote: F, A, B, N; a dot where there is none yet, a cross where a declaration bars it.
fn name(session: &Session, id: PersonId, choice: Option<Choice>, barred: bool) -> String {
    let sign = match choice {
        Some(Choice::For) => "F",
        Some(Choice::Against) => "A",
        Some(Choice::Abstained) => "B",
        Some(Choice::NoVote) => "N",
        None if barred => "⊘",
        None => "·",
    };
    let Some(person) = session.meeting.person(id) else { return sign.to_owned() };
    let initial = person.initial().map(|c| format!(" {c}")).unwrap_or_default();
    let barred = if barred { " declared" } else { "" };
    format!("{sign} {}{initial}{barred}", person.surname())
}

fn draw_single(
    session: &Session,
    (shown, single): (&MotionBox, &Single),
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let Some(person) = single.who.and_then(|id| session.meeting.person(id)) else {
        let words = |label: &str, _: &PersonId| (label.to_owned(), String::new());
        let hint = "letters of the name, Enter · then f a b or n · Esc goes back";
        return list((&single.picker, "Whose own vote", hint), words, theme, area, buffer);
    };
    let inner = frame(area, (76, 7), "One member's own vote", theme, buffer);
    put_clipped(buffer, Rect { height: 1, ..inner }, &person.name, theme.heading());
    foot(
        shown,
        "f for · a against · b abstained · n no vote cast · Delete takes it away",
        theme,
        inner,
        buffer,
    );
    Position { x: inner.x, y: inner.y }
}
