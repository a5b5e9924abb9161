//! The command line: what `minutebook` and each of its commands take, and how they answer.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 findings (`check`, `search`),
//! 2 bad use or input, 128 and the signal's number when a signal ended a session.

mod actions;
mod agenda;
mod args;
mod check;
mod config;
mod copy;
mod diff;
mod docs;
mod end;
mod export;
mod import;
mod keys;
mod list;
mod open;
mod place;
mod refusal;
mod returned;
mod roster;
mod screen;
mod search;
mod session;
mod table;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;

use crate::checks::phrases::Phrases;
use crate::config::{Colors, Config, Environment};
use crate::export::Templates;
use crate::library::{Library, RealDisk};
use crate::meeting::{HouseStyle, Meeting, Styles};
use crate::shell::clipboard::Surroundings;
use crate::shell::own::OwnFiles;

pub use args::{Args, Command};
pub use refusal::Refusal;

/// How a command ended, when it did not refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done: exit code 0.
    Done,
    /// There are findings, or nothing was found: exit code 1.
    Findings,
    /// Ended from outside, with this exit code.
    Ended(u8),
}

/// What every command works with.
pub struct Context<'a> {
    /// The settings.
    pub config: Config,
    /// The file of settings that was read, or would be.
    pub config_path: Option<PathBuf>,
    /// What is wrong with the settings, where defaults are used instead.
    pub config_trouble: Option<String>,
    /// The environment.
    pub environment: Environment,
    /// `--sessions`.
    pub sessions: Option<PathBuf>,
    /// `--color`.
    pub color: Option<Colors>,
    /// Standard output.
    pub out: &'a mut dyn Write,
}

/// Runs the program with these arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    #[cfg(unix)]
    crate::shell::expect_limits();
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help goes to standard output and is no error; nobody can be told if it can't be written.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    if matches!(args.command, Some(Command::Pdf)) {
        // Before anything is opened or read: this process is for a file that may do anything.
        return ExitCode::from(crate::shell::pdf::child());
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let outcome = begin(args, &mut out);
    let flushed = out.flush().map_err(Refusal::from);
    let (code, said) = match (outcome, flushed) {
        // Whoever read our output has seen enough.
        (Err(Refusal::Unread), _) | (Ok(_), Err(Refusal::Unread)) | (Ok(Outcome::Done), Ok(())) => (0, None),
        (Err(refusal), _) | (Ok(_), Err(refusal)) => (2, Some(refusal.to_string())),
        (Ok(Outcome::Findings), Ok(())) => (1, None),
        (Ok(Outcome::Ended(code)), Ok(())) => (code, None),
    };
    if let Some(said) = said {
        say(&said);
    }
    ExitCode::from(code)
}

/// Says something on standard error; if nobody can hear it, nothing is lost.
pub(crate) fn say(sentence: &str) {
    drop(writeln!(io::stderr(), "minutebook: {sentence}"));
}

fn begin(args: Args, out: &mut dyn Write) -> Result<Outcome, Refusal> {
    let environment = Environment::read();
    let given = args.global.config.clone();
    let usual = || environment.folders.config.as_ref().map(|folder| folder.join("config.ron"));
    let config_path = given.clone().or_else(usual);
    let mut config_trouble = None;
    let config = match &config_path {
        Some(path) if given.is_some() || path.exists() => match Config::read(path) {
            Ok(config) => config,
            Err(error) if given.is_some() => return Err(Refusal::Said(error.to_string())),
            Err(error) => {
                // A slip in the settings must not keep a clerk from the meeting that is beginning.
                let trouble = format!("{error} Until then every setting has its default.");
                say(&trouble);
                config_trouble = Some(trouble);
                Config::default()
            }
        },
        Some(_) | None => Config::default(),
    };
    let (sessions, color) = (args.global.sessions.clone(), args.global.color);
    let context = Context { config, config_path, config_trouble, environment, sessions, color, out };
    obey(args, context)
}

fn obey(args: Args, mut context: Context<'_>) -> Result<Outcome, Refusal> {
    let Some(command) = args.command else {
        return open::run(&context, args.paper.as_deref(), args.begin, args.at.as_deref());
    };
    if let Some(paper) = args.paper {
        return Err(Refusal::Said(format!(
            "“{paper}” stands before the command. Write the command first, or `minutebook ./{paper}` to open a file."
        )));
    }
    let context = &mut context;
    match command {
        Command::Agenda { file, json } => agenda::run(context, &file, json),
        Command::List { json } => list::run(context, json),
        Command::Search { words, json } => search::run(context, &words, json),
        Command::Actions(wanted) => actions::run(context, &wanted),
        Command::Keys => keys::run(context),
        Command::Config => config::run(context),
        Command::Completions { shell } => docs::completions(context, shell),
        Command::Man => docs::man(context),
        Command::Pdf => Ok(Outcome::Ended(crate::shell::pdf::child())),
        Command::Clip => {
            crate::shell::clipboard::own(&mut io::stdin(), context.out)?;
            Ok(Outcome::Done)
        }
        Command::Export(wanted) => export::run(context, &wanted),
        Command::Check { session, json } => check::run(context, &session, json),
        Command::Returned { session, file, accept } => returned::run(context, &session, &file, accept),
        Command::Diff { session } => diff::run(context, &session),
        Command::Copy(wanted) => copy::run(context, &wanted),
        Command::Import { page } => import::run(context, &page),
        Command::Purge { session } => end::purge(context, &session),
        Command::Redact { session, passage } => end::redact(context, &session, &passage),
    }
}

impl Context<'_> {
    /// The folder of sessions: `--sessions`, else `MINUTEBOOK_SESSIONS`, else the setting, else the platform's data folder.
    ///
    /// # Errors
    /// Where none of them says.
    pub fn folder(&self) -> Result<PathBuf, Refusal> {
        let said = [
            &self.sessions,
            &self.environment.sessions,
            &self.config.sessions,
            &self.environment.folders.data,
        ];
        said.into_iter().flatten().next().cloned().ok_or_else(|| {
            Refusal::Said(
                "This account has no home folder: say with --sessions DIR where sessions are kept."
                    .to_owned(),
            )
        })
    }

    /// The library.
    ///
    /// # Errors
    /// Where it is not known where it is.
    pub fn library(&self) -> Result<Library, Refusal> {
        let folders = &self.environment.folders;
        let kept = folders.state.iter().map(|state| state.join("kept"));
        let second = kept.chain([folders.temporary.join("minutebook-kept")]).collect();
        let user = self.user();
        let owner = match &self.environment.host {
            Some(host) => format!("{user} on {host}"),
            None => user,
        };
        Ok(Library {
            disk: std::sync::Arc::new(RealDisk),
            folder: self.folder()?,
            journal_dir: self.config.journal_dir.clone(),
            second,
            index: folders.cache.clone().filter(|_| self.config.index),
            owner,
        })
    }

    /// The house styles: the usual one, and the clerk's own in `styles/` beside the settings; and what is wrong with those.
    pub fn styles(&self) -> (Styles, Vec<String>) {
        let mut styles = Styles { usual: self.config.style.clone(), own: Vec::new() };
        let mut troubles = Vec::new();
        let mut files: Vec<PathBuf> = self
            .beside("styles")
            .and_then(|folder| std::fs::read_dir(folder).ok())
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
            .collect();
        files.sort();
        for path in files {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let read = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()));
            let style = read.and_then(|text| {
                HouseStyle::from_ron(&text).map_err(|error| {
                    let (at, why) = (error.span.start, error.code.to_string());
                    let why = why.trim_end_matches('.');
                    format!("{}:{}:{}: {why}", path.display(), at.line, at.col)
                })
            });
            match style {
                Ok(style) => styles.own.push((name, style)),
                Err(why) => {
                    troubles.push(format!("{why}. This house style is not used until that is put right."));
                }
            }
        }
        (styles, troubles)
    }

    /// The house style of a meeting; what is wrong with it is said.
    pub fn style_of(&self, meeting: &Meeting) -> HouseStyle {
        let (styles, troubles) = self.styles();
        for trouble in &troubles {
            say(trouble);
        }
        let name = &meeting.head.style;
        styles.named(name).unwrap_or_else(|| {
            say(&format!(
                "There is no house style “{name}” here, which this meeting names; your usual one is used. There are {}.",
                styles.names().join(", ")
            ));
            styles.usual.clone()
        })
    }

    /// A file or folder beside the file of settings.
    fn beside(&self, name: &str) -> Option<PathBuf> {
        Some(self.config_path.as_ref()?.parent()?.join(name))
    }

    /// The templates: the clerk's own where there are some, else those that ship; and `letterhead.docx` beside the settings,
    /// which lends Word documents its styles, header and footer.
    pub fn templates(&self) -> Templates {
        let lent = self.beside("letterhead.docx").and_then(|path| std::fs::read(path).ok());
        let with_letterhead = |templates: Templates| match lent {
            Some(bytes) => templates.with_reference(bytes),
            None => templates,
        };
        let folder = self.config.templates.clone().or_else(|| self.beside("templates"));
        let Some(folder) = folder else { return with_letterhead(Templates::default()) };
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
        names.retain(|name| Templates::is_template(name));
        names.sort();
        let (mut own, mut unread) = (Vec::new(), Vec::new());
        for name in names {
            match std::fs::read(folder.join(&name)).map(String::from_utf8) {
                Ok(Ok(text)) => own.push((name, text)),
                Ok(Err(_)) => unread.push((name, "it is no text in UTF-8".to_owned())),
                Err(error) => unread.push((name, error.to_string())),
            }
        }
        let templates = Templates::with_user(own);
        with_letterhead(templates.from_folder(&folder.display().to_string(), &unread))
    }

    /// The clerk's own lists: as the settings say, else beside them.
    pub fn own_files(&self) -> OwnFiles {
        let folder = self.config_path.as_ref().and_then(|path| path.parent());
        let file = |said: &Option<PathBuf>, name: &str| said.clone().or_else(|| Some(folder?.join(name)));
        OwnFiles {
            words: file(&self.config.words, "words.txt"),
            council_words: file(&self.config.council_words, "council-words.txt"),
            phrases: file(&self.config.phrases, "phrases.txt"),
        }
    }

    /// The clerk's own phrases, and what is wrong with the file or its lines. No file is no phrases, unless a setting names it.
    pub fn phrases(&self) -> (Phrases, Vec<String>) {
        let Some(path) = self.own_files().phrases else { return (Phrases::default(), Vec::new()) };
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.config.phrases.is_none() => {
                return (Phrases::default(), Vec::new());
            }
            Err(error) => {
                let told =
                    format!("{}: {error}. The phrases that come with the program are used.", path.display());
                return (Phrases::default(), vec![told]);
            }
        };
        let (phrases, bad) = Phrases::from_lines(&text);
        let told = bad.first().map(|first| {
            let more = match bad.len() {
                1 => String::new(),
                n => format!(" ({} more lines are wrong)", n - 1),
            };
            format!("{}:{}: {}{more}. The other lines are used.", path.display(), first.line, first.why)
        });
        (phrases, told.into_iter().collect())
    }

    /// The clerk's name: the setting, else the account's, else that of its home folder.
    pub fn user(&self) -> String {
        let user = self.config.clerk.as_ref().or(self.environment.user.as_ref());
        let home = self.environment.folders.home.as_ref().and_then(|home| home.file_name());
        let home = || home.map(|name| name.to_string_lossy().into_owned());
        user.cloned().or_else(home).unwrap_or_else(|| "somebody".to_owned())
    }

    /// The folder into which F12 writes.
    pub fn exports(&self) -> PathBuf {
        let home = self.environment.folders.home.clone().unwrap_or_else(|| PathBuf::from("."));
        let documents = home.join("Documents");
        let usual = if documents.is_dir() { documents } else { home };
        self.config.exports.clone().unwrap_or(usual)
    }

    /// Where the program runs, for the clipboard's sake; whether it has a terminal that may take the content, the caller
    /// knows.
    pub fn around(&self, terminal: bool) -> Surroundings {
        // The consoles of Linux and dumb terminals have no clipboard to pass anything to.
        let able = !matches!(self.environment.term.as_str(), "" | "dumb" | "linux");
        Surroundings {
            program: std::env::current_exe().unwrap_or_default(),
            ssh: self.environment.ssh,
            display: self.environment.display,
            terminal: terminal && able,
            state: self.environment.folders.state.clone(),
            folder: self.exports(),
        }
    }
}
