//! `minutebook export`: documents of a session, to standard output or into a file.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use crate::export::{Document, Format, Request, everything, formats, render};
use crate::meeting::Meeting;
use crate::shell::{files, now};

use super::args::{Export, Order, What};
use super::refusal::bytes_of;
use super::{Context, Outcome, Refusal, place, say, session};

/// Makes a document and writes it; into a folder, without a format, every usual form.
///
/// # Errors
/// Where there is no such session, item or form, or the document can't be written.
pub(super) fn run(context: &mut Context<'_>, wanted: &Export) -> Result<Outcome, Refusal> {
    let opened = session::read(context, &wanted.session)?;
    let meeting = &opened.meeting;
    let document = document(meeting, wanted.what, wanted.item.as_deref())?;
    let output = wanted.output.as_deref().filter(|output| *output != "-");
    let folder = output.filter(|output| is_folder(output));
    let format = wanted.format.or_else(|| by_ending(output.filter(|output| !is_folder(output))));
    let forms = match (format, folder) {
        (None, Some(_)) => all_forms(meeting, wanted, document),
        (format, _) => vec![(document, format.unwrap_or(usual(document)))],
    };
    let files = made(context, meeting, wanted, &forms)?;
    let Some(output) = output else {
        let bytes = files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
        return print(context, &bytes);
    };
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (target(output, &name), bytes)).collect();
    // All or nothing: what is there already is found out before anything is written.
    let there = |path: &&PathBuf| !wanted.force && path.symlink_metadata().is_ok();
    if let Some(path) = files.iter().map(|(path, _)| path).find(there) {
        return Err(Refusal::Said(taken(path)));
    }
    for (path, bytes) in &files {
        write(path, bytes, wanted.force)?;
        say(&format!("Written to {}.", path.display()));
    }
    Ok(Outcome::Done)
}

/// What is meant where a folder is named and no format: every document, or every form of the one that is named.
fn all_forms(meeting: &Meeting, wanted: &Export, document: Document) -> Vec<(Document, Format)> {
    let what = wanted.what;
    if what.minutes || what.actions || what.decisions || what.chapters || wanted.item.is_some() {
        return formats(document).iter().map(|format| (document, *format)).collect();
    }
    everything(meeting)
}

/// Makes the documents, each with its proper name. What the clerk should look at is said once.
fn made(
    context: &Context<'_>,
    meeting: &Meeting,
    wanted: &Export,
    forms: &[(Document, Format)],
) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let mut style = context.style_of(meeting);
    if let Some(order) = wanted.order {
        style.order_taken = order == Order::Taken;
    }
    let mut templates = context.templates();
    if let Some(path) = &wanted.reference {
        templates = templates.with_reference(bytes_of(&path.to_string_lossy())?);
    }
    let mut progress = Progress::new(forms.len());
    let (mut files, mut said) = (Vec::new(), Vec::new());
    for (document, format) in forms.iter().copied() {
        progress.step(&format!("{} as {}", document.word(), format.word()));
        let request = Request {
            document,
            format,
            public: wanted.public,
            points: wanted.points,
            rich: context.config.rich_lists,
            offset: wanted.offset,
            now: now(),
        };
        let made = render(meeting, &style, &templates, &request)
            .map_err(|error| Refusal::Said(format!("This can't be exported: {error}.")))?;
        for warning in made.warnings {
            if !said.contains(&warning) {
                said.push(warning);
            }
        }
        files.push((made.name, made.bytes));
    }
    progress.done();
    for warning in &said {
        say(warning);
    }
    Ok(files)
}

/// A bar on standard error while many documents are made: only on a terminal, and only once it takes long.
struct Progress {
    of: usize,
    done: usize,
    since: std::time::Instant,
    terminal: bool,
    shown: bool,
}

impl Progress {
    /// How long nothing is shown.
    const PATIENCE: std::time::Duration = std::time::Duration::from_millis(400);

    fn new(of: usize) -> Self {
        let terminal = of > 1 && std::io::stderr().is_terminal();
        Self { of, done: 0, since: crate::shell::instant(), terminal, shown: false }
    }

    /// The next document is begun.
    fn step(&mut self, what: &str) {
        if self.terminal && self.since.elapsed() > Self::PATIENCE {
            self.shown = true;
            let (full, empty) = (self.done * 20 / self.of.max(1), 20);
            let bar = format!("{}{}", "█".repeat(full), "░".repeat(empty - full.min(empty)));
            let line = format!("\r\x1b[K{bar} {} of {}: {what}", self.done + 1, self.of);
            drop(std::io::stderr().write_all(line.as_bytes()));
        }
        self.done += 1;
    }

    /// The bar goes.
    fn done(&self) {
        if self.shown {
            drop(std::io::stderr().write_all(b"\r\x1b[K"));
        }
    }
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
    let offered = formats(document);
    if offered.contains(&Format::Text) {
        Format::Text
    } else {
        offered.first().copied().unwrap_or(Format::Text)
    }
}

/// The file that `-o` means: within a folder, the document's proper name.
fn target(output: &str, name: &str) -> PathBuf {
    let path = PathBuf::from(output);
    if is_folder(output) { path.join(name) } else { path }
}

fn is_folder(output: &str) -> bool {
    output.ends_with(['/', std::path::MAIN_SEPARATOR]) || Path::new(output).is_dir()
}

fn taken(path: &Path) -> String {
    format!("{} is there already: --force writes over it.", path.display())
}

fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Refusal> {
    let told = |error: std::io::Error| {
        Refusal::Said(if error.kind() == std::io::ErrorKind::AlreadyExists {
            taken(path)
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
