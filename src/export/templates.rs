//! The templates of text, web pages and Markdown: those that ship, and a clerk's own in front of them.

use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::ExportError;
use super::view::View;

/// The templates that ship, by name.
const SHIPPED: [(&str, &str); 17] = [
    ("page.html", include_str!("../../templates/page.html")),
    ("head.html", include_str!("../../templates/head.html")),
    ("people.html", include_str!("../../templates/people.html")),
    ("interests.html", include_str!("../../templates/interests.html")),
    ("parts.html", include_str!("../../templates/parts.html")),
    ("minutes.txt", include_str!("../../templates/minutes.txt")),
    ("minutes.html", include_str!("../../templates/minutes.html")),
    ("minutes.md", include_str!("../../templates/minutes.md")),
    ("item.txt", include_str!("../../templates/item.txt")),
    ("item.html", include_str!("../../templates/item.html")),
    ("item.md", include_str!("../../templates/item.md")),
    ("actions.txt", include_str!("../../templates/actions.txt")),
    ("actions.html", include_str!("../../templates/actions.html")),
    ("actions.md", include_str!("../../templates/actions.md")),
    ("decisions.txt", include_str!("../../templates/decisions.txt")),
    ("decisions.html", include_str!("../../templates/decisions.html")),
    ("decisions.md", include_str!("../../templates/decisions.md")),
];

/// What a template may spend: some hundred thousand entries, never an endless loop.
const FUEL: u64 = 200_000_000;

/// The templates in force.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    user: Vec<(String, String)>,
    /// Where the clerk's own are, for messages: empty, or a path that ends as paths of folders do.
    folder: String,
    /// Which of the clerk's own could not even be read, a sentence each.
    unread: Vec<String>,
    reference: Option<Vec<u8>>,
}

impl Templates {
    /// The shipped templates with a clerk's own, by file name, in front of them.
    pub fn with_user(user: Vec<(String, String)>) -> Self {
        Self { user, ..Self::default() }
    }

    /// Names the folder of the clerk's own in messages, and what could not be read there, each with why.
    #[must_use]
    pub fn from_folder(self, folder: &str, unread: &[(String, String)]) -> Self {
        let folder = format!("{folder}{}", std::path::MAIN_SEPARATOR);
        let told = |(name, why): &(String, String)| {
            format!(
                "Your template {folder}{name} is not used: {why}. The template that ships is used instead."
            )
        };
        Self { unread: unread.iter().map(told).collect(), folder, ..self }
    }

    /// Whether a file of this name is a template.
    pub fn is_template(name: &str) -> bool {
        name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "txt" | "html" | "md"))
    }

    /// With a Word document that lends its styles, header and footer.
    #[must_use]
    pub fn with_reference(self, bytes: Vec<u8>) -> Self {
        Self { reference: Some(bytes), ..self }
    }

    /// The Word document that lends its styles, header and footer.
    pub(super) fn reference(&self) -> Option<&[u8]> {
        self.reference.as_deref()
    }

    /// The names and sources of the templates that ship.
    pub fn shipped() -> &'static [(&'static str, &'static str)] {
        &SHIPPED
    }

    /// Fills a template. One of the clerk's that is broken is named in the warnings and the shipped one used instead.
    pub(super) fn render(&self, name: &str, view: &View) -> Result<(String, Vec<String>), ExportError> {
        let mut warnings = self.unread.clone();
        let mut env = environment();
        let context = Value::from(Serde(view));
        for (name, source) in &self.user {
            if let Err(error) = env.add_template_owned(name.clone(), source.clone()) {
                warnings.push(self.instead(&error, name));
            }
        }
        if !self.user.is_empty() {
            match fill(&env, name, &context) {
                Ok(text) => return Ok((text, warnings)),
                Err(error) => {
                    warnings.push(self.instead(&error, name));
                    env = environment();
                }
            }
        }
        let broken = |error: Error| ExportError::Template { name: name.to_owned(), message: message(&error) };
        Ok((fill(&env, name, &context).map_err(broken)?, warnings))
    }

    fn instead(&self, error: &Error, asked: &str) -> String {
        let (folder, name) = (&self.folder, error.name().unwrap_or(asked));
        let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
        let what = what(error);
        format!(
            "Your template {folder}{name}{line} is not used: {what}. The template that ships is used instead."
        )
    }
}

/// An environment with the shipped templates, strict about what is not there.
fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        env.set_syntax(syntax);
    }
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(100);
    env.set_auto_escape_callback(|name| match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => AutoEscape::Html,
        Some("md") => AutoEscape::Custom("markdown".into()),
        Some(_) | None => AutoEscape::None,
    });
    env.set_formatter(format_value);
    env.add_filter("date", date);
    for (name, source) in SHIPPED {
        // A shipped template that does not parse is found by `every_shipped_template_parses`.
        if env.add_template(name, source).is_err() {
            env.remove_template(name);
        }
    }
    env
}

fn fill(env: &Environment<'_>, name: &str, context: &Value) -> Result<String, Error> {
    let text = env.get_template(name)?.render(context.clone())?;
    Ok(if is_page(name) { without_gaps(&text) } else { squeezed(&text) })
}

/// Whether a template makes a web page.
fn is_page(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
}

/// Without empty lines, with a line break at the end.
fn without_gaps(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// At most one blank line in a row, none at the head, one line break at the end.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What is wrong with a template.
fn what(error: &Error) -> String {
    let kind = error.kind();
    error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}"))
}

fn message(error: &Error) -> String {
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    format!("{}{line}", what(error))
}

/// Writes a value as its template's kind wants it: nothing for a value that is not there.
fn format_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "this name is not known here"));
    }
    if value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let escape = state.auto_escape();
    let written = if value.is_safe() {
        out.write_str(&text)
    } else if matches!(escape, AutoEscape::Html) {
        out.write_str(&escape_html(&text))
    } else if matches!(escape, AutoEscape::Custom(_)) {
        out.write_str(&escape_markdown(&text))
    } else {
        out.write_str(&text)
    };
    written.map_err(Error::from)
}

/// Text for a web page. The slash is left alone, so that dates and references stay readable.
pub(super) fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&#34;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

/// Text for Markdown: nothing in it is taken for a mark.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut behind = text.chars().skip(digits);
    let numbered = digits > 0
        && matches!(behind.next(), Some('.' | ')'))
        && behind.next().is_none_or(char::is_whitespace);
    for (c, at) in text.chars().zip(0_usize..) {
        let leading = at == 0 && matches!(c, '#' | '+' | '-' | '=' | '>');
        let mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$');
        if leading || mark || numbered && at == digits {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// The filter `date`: a day such as "2026-02-11" in a form such as "%d/%m/%Y".
fn date(value: &Value, form: &str) -> Result<String, Error> {
    let refused = |message: String| Error::new(ErrorKind::InvalidOperation, message);
    let text = value.to_string();
    let day = chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .map_err(|error| refused(format!("“{text}” is no date: {error}")))?;
    let mut out = String::new();
    write!(out, "{}", day.format(form)).map_err(|_| refused(format!("“{form}” is no form for a date")))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_parses() {
        let env = environment();
        for (name, _) in SHIPPED {
            assert!(env.get_template(name).is_ok(), "{name}");
        }
    }

    /// Every name that a template can use, wherever it stands.
    fn names(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
        for (name, value) in value.as_object().into_iter().flatten() {
            found.insert(name.clone());
            names(value, found);
        }
        value.as_array().into_iter().flatten().for_each(|value| names(value, found));
    }

    #[test]
    fn everything_that_a_template_or_a_house_style_can_name_is_documented() {
        use crate::meeting::{
            Declaration, Entry, HouseStyle, Item, Kind, Labels, Meeting, Person, Presence, Span,
        };
        let entry = Entry { text: "Noted.".to_owned(), ..Entry::default() };
        let mut item = Item { minutes: vec![entry.clone()], resolved: vec![entry], ..Item::default() };
        item.resolved[0].fields.resolution.kind = Kind::Action;
        let person = Person { presence: Presence::Present, ..Person::default() };
        let mut meeting = Meeting { items: vec![item].into(), people: vec![person], ..Meeting::default() };
        meeting.declarations = vec![Declaration::default()];
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-12T19:05:00+00:00").unwrap();
        meeting.times.breaks = vec![Span { from: now, to: Some(now) }];
        let wanted = super::super::view::Wanted { public: false, points: true, item: None };
        let view = super::super::view::view(&meeting, &HouseStyle::default(), wanted);
        let mut found = std::collections::BTreeSet::new();
        names(&serde_json::to_value(&view).unwrap(), &mut found);
        assert!(found.len() > 90 && found.contains("did") && found.contains("with_roles"), "{found:?}");
        let (templates, styles) =
            (include_str!("../../docs/templates.md"), include_str!("../../docs/house-styles.md"));
        let told = |text: &str, name: &str| text.contains(&format!("`{name}`"));
        for name in found {
            let label = Labels::TABLE.iter().any(|(label, ..)| *label == name);
            let named = told(templates, &name) || templates.contains(&format!("`labels.{name}`"));
            assert!(if label { told(styles, &name) } else { named }, "{name}");
        }
        for (name, english, welsh) in Labels::TABLE {
            assert!(styles.contains(&format!("| `{name}` | {english} | {welsh} |")), "{name}");
        }
        for (name, meaning, _) in crate::meeting::Wording::TABLE {
            assert!(styles.contains(&format!("| `{name}` | {meaning} |")), "{name}");
        }
        let serde_json::Value::Object(switches) = serde_json::to_value(HouseStyle::default()).unwrap() else {
            panic!("a style has fields")
        };
        for name in switches.keys() {
            assert!(told(styles, name), "{name}");
        }
        for (name, _) in SHIPPED {
            assert!(told(templates, name), "{name}");
        }
        for name in HouseStyle::names() {
            assert!(told(styles, name), "{name}");
        }
    }

    #[test]
    fn markdown_takes_nothing_for_a_mark() {
        assert_eq!(escape_markdown("1. *not* a_list"), r"1\. \*not\* a\_list");
        assert_eq!(escape_markdown("23.9% of #5"), "23.9% of #5");
        assert_eq!(escape_markdown("# no"), r"\# no");
    }

    #[test]
    fn a_slash_stays_a_slash() {
        assert_eq!(escape_html("14/03/2016 <b>&"), "14/03/2016 &lt;b&gt;&amp;");
    }
}
