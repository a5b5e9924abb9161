//! What stands outside the items and was not understood: told with its lines, never dropped silently.

use super::line::Line;
use super::{Paper, Warning, clean, dates, labels, members, outline};

/// A warning for each run of lines above the first item, and below the last, of which nothing was taken.
pub(super) fn warn(paper: &Paper, above: &[Line], below: &[Line], warnings: &mut Vec<Warning>) {
    let known = Known::of(paper);
    // A long run above is the frame of a web page or a summons: one sentence for it is enough.
    for (run, place) in runs(above, &known, true)
        .into_iter()
        .map(|run| (run, "above the first item"))
        .chain(runs(below, &known, false).into_iter().map(|run| (run, "behind the last item")))
    {
        let Some((first, last)) = run.first().zip(run.last()) else { continue };
        let words = clean::beginning(&first.text);
        let dots = if run.len() > 1 && !words.ends_with('…') { " …" } else { "" };
        let lines = if first.at == last.at {
            "This line".to_owned()
        } else {
            format!("Lines {} to {}", first.at, last.at)
        };
        let left = if first.at == last.at { "was left out" } else { "were left out" };
        let message = format!("{lines} {place} {left}: “{words}{dots}”.");
        warnings.push(Warning { line: first.at, message });
    }
}

/// What was taken from a paper, in small letters.
struct Known {
    taken: Vec<String>,
    has_date: bool,
}

impl Known {
    fn of(paper: &Paper) -> Self {
        let head = [&paper.council, &paper.body, &paper.title, &paper.venue].into_iter().flatten();
        let people = paper.members.iter().map(|member| &member.name);
        let there = paper.attendance.iter().map(|person| &person.name);
        let taken = head.chain(people).chain(there).map(|words| small(words)).collect();
        Self { taken, has_date: paper.date.is_some() }
    }

    /// Whether something of this line was taken, or there is nothing in it to take.
    fn covers(&self, text: &str, head: bool) -> bool {
        let line = small(text);
        // The day of the meeting stands above; a day behind the items is when the paper was signed or posted.
        let dated = head && self.has_date && !dates::dates(text).is_empty() && text.len() < 200;
        let timed = head && text.len() < 60 && dates::time(text, false).is_some();
        let empty = !text.chars().any(char::is_alphabetic);
        let label = text.trim_end().ends_with(':') && text.len() < 40;
        // A line that wraps is a part of what was taken.
        let part = |taken: &String| {
            !taken.is_empty() && (line.contains(taken.as_str()) || line.len() > 3 && taken.contains(&line))
        };
        empty
            || dated
            || timed
            || label
            || outline::begins(text)
            || labels::is_noise(text)
            || labels::part(text).is_some()
            || members::heads_list(text)
            || self.taken.iter().any(part)
    }
}

fn small(text: &str) -> String {
    clean::flat(text).to_lowercase()
}

/// The runs of lines that are not covered. Lines of a table that the grammar made are no lines of the paper.
fn runs<'l>(lines: &'l [Line], known: &Known, head: bool) -> Vec<Vec<&'l Line>> {
    let mut runs: Vec<Vec<&Line>> = Vec::new();
    let mut open = false;
    for line in lines.iter().filter(|line| line.text != super::tables::TOGETHER) {
        let heading = line.text.len() < 14 && line.text.split_whitespace().count() == 1;
        if heading || known.covers(&line.text, head) || super::parts::is_group(line) {
            open = false;
            continue;
        }
        match runs.last_mut().filter(|_| open) {
            Some(run) => run.push(line),
            None => runs.push(vec![line]),
        }
        open = true;
    }
    runs
}
