//! `minutebook export`: documents of a session, to standard output or into a file.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use crate::export::{Document, Format, Request, file_name, render};
use crate::meeting::Meeting;
use crate::shell::{files, now};

use super::args::{Export, What};
use super::refusal::bytes_of;
use super::{Context, Outcome, Refusal, place, say, session};

/// Makes a document and writes it.
///
/// # Errors
/// Where there is no such session, item or form, or the document can't be written.
pub(super) fn run(context: &mut Context<'_>, wanted: &Export) -> Result<Outcome, Refusal> {
    let opened = session::read(context, &wanted.session)?;
    let meeting = &opened.meeting;
    let document = document(meeting, wanted.what, wanted.item.as_deref())?;
    let format = wanted.format.or_else(|| by_ending(wanted.output.as_deref())).unwrap_or(usual(document));
    let style = context.style_of(meeting);
    let request = Request {
        document,
        format,
        public: wanted.public,
        points: false,
        rich: context.config.rich_lists,
        offset: None,
        now: now(),
    };
    let mut templates = context.templates();
    if let Some(path) = &wanted.reference {
        templates = templates.with_reference(bytes_of(&path.to_string_lossy())?);
    }
    let rendered = render(meeting, &style, &templates, &request)
        .map_err(|error| Refusal::Said(format!("This can't be exported: {error}.")))?;
    for warning in &rendered.warnings {
        say(warning);
    }
    let Some(output) = wanted.output.as_ref().filter(|output| output.as_str() != "-") else {
        return print(context, &rendered.bytes);
    };
    let path = target(output, &file_name(meeting, document, format));
    write(&path, &rendered.bytes, wanted.force)?;
    say(&format!("Written to {}.", path.display()));
    Ok(Outcome::Done)
}

fn print(context: &mut Context<'_>, bytes: &[u8]) -> Result<Outcome, Refusal> {
    if std::str::from_utf8(bytes).is_err() && std::io::stdout().is_terminal() {
        let sentence = "This is no text for a screen: say with -o FILE where it is to go.";
        return Err(Refusal::Said(sentence.to_owned()));
    }
    context.out.write_all(bytes)?;
    Ok(Outcome::Done)
}

/// Which document is meant.
///
/// # Errors
/// Where the session has no such item, or a list is wanted of one item.
pub(super) fn document(meeting: &Meeting, what: What, item: Option<&str>) -> Result<Document, Refusal> {
    let list = [
        (what.actions, Document::Actions),
        (what.decisions, Document::Decisions),
        (what.chapters, Document::Chapters),
    ];
    let list = list.into_iter().find_map(|(meant, document)| meant.then_some(document));
    match (list, item) {
        (None, None) => Ok(Document::Minutes),
        (None, Some(item)) => Ok(Document::Item(place::item(meeting, item)?.id)),
        (Some(list), None) => Ok(list),
        (Some(list), Some(_)) => Err(Refusal::Said(format!(
            "The {} are of the whole meeting: leave --item out, or --{}.",
            list.word(),
            list.word()
        ))),
    }
}

/// The format that a file's ending asks for.
fn by_ending(output: Option<&str>) -> Option<Format> {
    let name = Path::new(output?).file_name()?.to_str()?;
    let (_, ending) = name.split_once('.')?;
    Format::parse(ending).or_else(|| Format::parse(name.rsplit_once('.')?.1))
}

fn usual(document: Document) -> Format {
    let offered = crate::export::formats(document);
    if offered.contains(&Format::Text) {
        Format::Text
    } else {
        offered.first().copied().unwrap_or(Format::Text)
    }
}

/// The file that `-o` means: within a folder, the document's proper name.
fn target(output: &str, name: &str) -> PathBuf {
    let path = PathBuf::from(output);
    if output.ends_with(['/', std::path::MAIN_SEPARATOR]) || path.is_dir() { path.join(name) } else { path }
}

fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Refusal> {
    let told = |error: std::io::Error| {
        Refusal::Said(if error.kind() == std::io::ErrorKind::AlreadyExists {
            format!("{} is there already: --force writes over it.", path.display())
        } else {
            format!("{} can't be written: {error}.", path.display())
        })
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    files::write_to(folder, path, bytes, force).map_err(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_the_output_says_the_format() {
        for (output, want) in [
            ("minutes.html", Some(Format::Html)),
            ("out/item.cms.html", Some(Format::Cms)),
            ("2016.03.14.md", Some(Format::Markdown)),
            ("minutes", None),
            ("dir/", None),
        ] {
            assert_eq!(by_ending(Some(output)), want, "{output}");
        }
    }
}
