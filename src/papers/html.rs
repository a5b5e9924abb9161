//! Web pages: Modern.Gov's by its classes, others by their structure.

use super::line::{BREAK, Line, Mark};
use super::{Refusal, clean, labels, parts};
use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// More tags than any agenda has.
const MOST_TAGS: usize = 250_000;
/// Deeper than any page is, with room for ends left out.
const DEEPEST: usize = 3_000;
/// Tags that a page may leave without an end.
const ENDLESS: [&str; 20] = [
    "br", "img", "hr", "input", "meta", "link", "li", "td", "th", "tr", "p", "option", "dt", "dd", "col",
    "area", "base", "tbody", "thead", "wbr",
];

/// Whether a text is a web page.
pub(super) fn looks(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect::<String>().to_lowercase();
    let head = head.trim_start();
    ["<!doctype html", "<html", "<body", "<table", "<div", "<head", "<meta"]
        .iter()
        .any(|tag| head.contains(tag))
        || head.starts_with("<!--") && (head.contains("<script") || head.contains("<p"))
        || head.starts_with('<')
            && ["<p>", "<p ", "<h1", "<h2", "<ul", "<ol", "<span"].iter().any(|tag| head.contains(tag))
}

/// The lines of a page.
///
/// # Errors
/// A sentence where the page is too large or too deep to be one.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Refusal> {
    refuse(text)?;
    let page = Html::parse_document(text);
    let mut walker = Walker::default();
    walker.walk(&page);
    Ok(walker.lines)
}

/// Refuses a page that is no agenda by its size alone, before it is parsed.
///
/// # Errors
/// A sentence that says so.
pub(super) fn refuse(text: &str) -> Result<(), Refusal> {
    let tags = text.bytes().filter(|&b| b == b'<').count();
    if tags > MOST_TAGS {
        return Err(Refusal(
            "The page has more than 250,000 tags: that is no agenda; save the page of one meeting."
                .to_owned(),
        ));
    }
    if deep(text) {
        return Err(Refusal("The page is nested deeper than any agenda: it was not read.".to_owned()));
    }
    Ok(())
}

/// Whether open tags pile up without end. Tags that need no end of their own do not count.
fn deep(text: &str) -> bool {
    let (mut depth, mut most) = (0_usize, 0_usize);
    for tag in text.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        if name.is_empty() || ENDLESS.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        let alone = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        depth =
            if closes || alone { depth.saturating_sub(usize::from(closes)) } else { depth.saturating_add(1) };
        most = most.max(depth);
    }
    most > DEEPEST
}

#[derive(Default)]
struct Walker {
    lines: Vec<Line>,
    text: String,
    gap: usize,
    /// The number cell that waits for its title.
    number: Option<String>,
    /// Whether text goes to the number cell.
    in_number: bool,
    cells: Option<Vec<String>>,
    heading: Option<u8>,
    title: bool,
    document: bool,
    /// Open lists: how they count and how far, none for bullets.
    lists: Vec<Option<(char, u32)>>,
    bullet: String,
}

impl Walker {
    fn walk(&mut self, page: &Html) {
        let published =
            find(page, |e| e.id() == Some("modgov") || has(e, "mgMainTitleTxt") || has(e, "mgContent"));
        let modgov = find(page, |e| e.id() == Some("modgov")).map(|node| node.id());
        let main = find(page, |e| e.name() == "main" || e.attr("role") == Some("main")).map(|node| node.id());
        let root = modgov.or(main).and_then(|id| page.tree.get(id)).unwrap_or_else(|| page.tree.root());
        let mut skipping = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipping.is_none() => match node.value() {
                    Node::Element(element) => {
                        if skipped(element, published.is_some()) {
                            skipping = Some(node.id());
                        } else {
                            self.open(element);
                        }
                    }
                    Node::Text(text) => self.add(text),
                    Node::Document
                    | Node::Fragment
                    | Node::Doctype(_)
                    | Node::Comment(_)
                    | Node::ProcessingInstruction(_) => {}
                },
                Edge::Open(_) => {}
                Edge::Close(node) => {
                    if skipping == Some(node.id()) {
                        skipping = None;
                    } else if skipping.is_none()
                        && let Node::Element(element) = node.value()
                    {
                        self.close(element);
                    }
                }
            }
        }
        self.flush();
    }

    fn add(&mut self, text: &str) {
        let mut space = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        // A no-break space is the author's; a line's end in the source is not.
        for source in text.chars() {
            let Some(shown) = clean::shown(source) else { continue };
            if source.is_ascii_whitespace() {
                if !space {
                    self.text.push(' ');
                }
                space = true;
            } else {
                self.text.push(shown);
                space = false;
            }
        }
    }

    fn open(&mut self, element: &Element) {
        match element.name() {
            "br" => {
                if self.cells.is_none() {
                    self.flush();
                } else {
                    self.text.push(BREAK);
                }
            }
            "td" | "th" if has(element, "mgItemNumberCell") => {
                self.flush();
                self.in_number = true;
                self.number = Some(String::new());
                self.cells = None;
            }
            "tr" => {
                self.flush();
                self.cells = Some(Vec::new());
            }
            "td" | "th" => {
                if self.number.is_some() {
                    self.cells = None;
                }
                if self.cells.is_none() { self.flush() } else { self.text.clear() }
            }
            "ul" => {
                self.flush();
                self.lists.push(None);
                self.document = self.document || has(element, "mgBulletList");
            }
            "ol" => {
                self.flush();
                let kind = element.attr("type").and_then(|kind| kind.chars().next()).unwrap_or('1');
                let start: u32 = element.attr("start").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.lists.push(Some((kind, start.saturating_sub(1))));
            }
            "li" => self.item(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = element
                    .name()
                    .chars()
                    .nth(1)
                    .and_then(|c| c.to_digit(10))
                    .and_then(|n| u8::try_from(n).ok());
            }
            name if block(name) => {
                if self.cells.is_none() {
                    self.flush();
                } else if !self.text.trim().is_empty() {
                    self.text.push(BREAK);
                }
                if has(element, "mgAiTitleTxt") && self.number.is_some() && !self.in_number {
                    self.title = true;
                }
            }
            _ => {}
        }
    }

    fn item(&mut self, element: &Element) {
        if self.cells.is_some() {
            self.text.push(BREAK);
            self.text.push_str("• ");
            return;
        }
        self.flush();
        self.bullet = match self.lists.last_mut() {
            Some(Some((kind, count))) => {
                let own = element.attr("value").and_then(|n| n.parse().ok());
                *count = own.unwrap_or_else(|| count.saturating_add(1));
                format!("{}. ", counted(*kind, *count))
            }
            Some(None) | None => "• ".to_owned(),
        };
    }

    fn close(&mut self, element: &Element) {
        match element.name() {
            "td" | "th" => {
                if self.in_number {
                    let number = clean::flat(&std::mem::take(&mut self.text));
                    self.number = Some(number.trim_end_matches(['.', ':', ')']).to_owned());
                    self.in_number = false;
                } else if let Some(cells) = &mut self.cells {
                    cells.push(clean::flat(&std::mem::take(&mut self.text)));
                } else {
                    self.flush();
                }
            }
            "tr" => self.row(),
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
                self.document = self.document && !self.lists.is_empty();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            name if (block(name) || name == "li") && self.cells.is_none() => self.flush(),
            _ => {}
        }
    }

    fn row(&mut self) {
        match self.cells.take() {
            Some(cells) => {
                let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
                self.text = filled.join("\t").replace(BREAK, " ");
                let line = self.line();
                if let Some(line) = line {
                    self.lines.push(Line { cells, row: true, ..line });
                }
            }
            None => self.flush(),
        }
        self.number = None;
    }

    fn flush(&mut self) {
        if self.in_number {
            return;
        }
        if let Some(line) = self.line() {
            self.lines.push(line);
        }
    }

    fn line(&mut self) -> Option<Line> {
        let text = std::mem::take(&mut self.text);
        let mut line = Line::new(self.lines.len().saturating_add(1), &text);
        if line.text.is_empty() {
            if text.contains(' ') {
                self.gap = 1;
            }
            return None;
        }
        line.gap = std::mem::take(&mut self.gap);
        line.heading = self.heading;
        let bullet = std::mem::take(&mut self.bullet);
        if self.title {
            self.title = false;
            let number = self.number.take().filter(|number| !number.is_empty());
            let group = number.is_none() && parts::is_group(&line);
            return Some(line.marked(if group { Mark::Group } else { Mark::Item(number, 0, None) }));
        }
        if self.document {
            return Some(line.marked(Mark::Document));
        }
        // A list that shows bullets for numbers of its own: "• 1. Apologies".
        let numbered =
            || super::numbers::readings(&line.text).iter().any(|n| matches!(n.form.as_str(), "." | ")"));
        if bullet != "• " || !numbered() {
            line.text = format!("{bullet}{}", line.text);
        }
        line.indent = self.lists.len().saturating_mul(2);
        (!labels::is_noise(&line.text) || super::outline::begins(&line.text)).then_some(line)
    }
}

/// The sign of a list's entry, as a browser shows it.
fn counted(kind: char, count: u32) -> String {
    let letter = char::from_u32(u32::from('a').saturating_add(count.saturating_sub(1) % 26)).unwrap_or('a');
    match kind {
        'a' => letter.to_string(),
        'A' => letter.to_ascii_uppercase().to_string(),
        'i' => super::numbers::write_roman(count.min(200)).to_lowercase(),
        'I' => super::numbers::write_roman(count.min(200)),
        _ => count.to_string(),
    }
}

fn has(element: &Element, class: &str) -> bool {
    element.attr("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
}

fn find(page: &Html, fits: impl Fn(&Element) -> bool) -> Option<NodeRef<'_, Node>> {
    page.tree
        .root()
        .descendants()
        .find(|node| matches!(node.value(), Node::Element(element) if fits(element)))
}

fn skipped(element: &Element, published: bool) -> bool {
    let name = element.name();
    matches!(
        name,
        "script"
            | "style"
            | "nav"
            | "noscript"
            | "head"
            | "footer"
            | "select"
            | "button"
            | "template"
            | "svg"
            | "iframe"
    ) || has(element, "mgFileSize")
        || has(element, "mgHide")
        || has(element, "mgLinks")
        || has(element, "sr-only")
        || has(element, "mgActionList")
        || published && (name == "header" || has(element, "breadcrumb"))
}

fn block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "table"
            | "tbody"
            | "thead"
            | "caption"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "form"
            | "fieldset"
            | "hr"
            | "address"
            | "figure"
            | "details"
            | "summary"
            | "aside"
            | "body"
    )
}
