//! Markdown: headings, lists whose numbers repeat, bold labels, tables.

use super::line::Line;
use super::pattern::pattern;
use super::{clean, labels};

pattern! {
    HEADING = r"^(#{1,6})\s+(.*?)\s*#*$";
    NUMBERED = r"^(\s*)(\d{1,3})([.)])\s+(.*)$";
    TASK = r"^([-*+]\s+|\d{1,3}[.)]\s+)\[[ xX]\]\s+";
    RULE = r"^\s*(?:[-*_]\s*){3,}$";
    CELLS = r"^\s*\|(.*)\|\s*$";
    RULER = r"^[\s|:+-]+$";
    BOLD = r"^\*\*[^*]+\*\*:?$";
    MARKS = r"(?m)^(?:#{1,6}\s+\S|\s*[*+]\s+\S|\*\*[^*]+\*\*|\|.+\|\s*$|```|---\s*$)";
}

/// Whether a text is Markdown: it has headings of its kind, or several of its other marks.
pub(super) fn looks(text: &str) -> bool {
    let head: String = text.chars().take(20_000).collect();
    let headings = head.lines().filter(|line| HEADING.is(line)).count();
    let marks = head.lines().filter(|line| MARKS.is(line)).count();
    headings >= 1 && marks >= 2 || head.starts_with("---\n") && marks >= 3 || head.matches("**").count() >= 6
}

/// The lines of a Markdown text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut gap = 0_usize;
    let mut front = text.starts_with("---");
    let mut counts: Vec<(usize, u32)> = Vec::new();
    for (at, raw) in text.lines().enumerate() {
        let raw = clean::visible(raw.trim_end());
        if at > 0 && front && raw.trim() == "---" {
            front = false;
            continue;
        }
        if front
            || RULE.is(&raw)
            || raw.trim_start().starts_with("```")
            || raw.contains('|') && RULER.is(&raw)
        {
            continue;
        }
        if raw.trim().is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        let mut line = line(at.saturating_add(1), &raw, &mut counts);
        if line.text.is_empty() || labels::is_noise(&line.text) && !super::outline::begins(&line.text) {
            continue;
        }
        line.gap = std::mem::take(&mut gap);
        out.push(line);
    }
    out
}

fn line(at: usize, raw: &str, counts: &mut Vec<(usize, u32)>) -> Line {
    let indent =
        raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
    let mut line = Line { indent, ..Line::default() };
    let mut body = raw.trim().trim_start_matches('>').trim().to_owned();
    if let Some(g) = HEADING.groups(&body.clone()) {
        line.heading = u8::try_from(g.get(1).len()).ok();
        g.get(2).clone_into(&mut body);
        counts.clear();
    } else if let Some(g) = NUMBERED.groups(raw) {
        let number = renumber(counts, indent, g.get(2).parse().unwrap_or(1));
        body = format!("{number}{} {}", g.get(3), g.get(4));
    } else if indent == 0 && !raw.starts_with(['-', '*', '+', '|']) {
        counts.clear();
    }
    body = TASK.with(&body, "$1");
    if let Some(g) = CELLS.groups(&body) {
        line.row = true;
        line.cells = g.get(1).split('|').map(|cell| clean::markdown(cell.trim())).collect();
    }
    line.bold = BOLD.is(&body);
    let made = Line::new(at, &clean::markdown(&body));
    Line { at, text: made.text, ..line }
}

/// "1." repeated counts on, as Markdown shows it.
fn renumber(counts: &mut Vec<(usize, u32)>, indent: usize, printed: u32) -> u32 {
    counts.retain(|(depth, _)| *depth <= indent);
    if let Some((_, last)) = counts.iter_mut().find(|(depth, _)| *depth == indent) {
        *last = if printed <= *last { last.saturating_add(1) } else { printed };
        return *last;
    }
    counts.push((indent, printed));
    printed
}
