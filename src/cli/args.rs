//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::Colors;
use crate::export::Format;

const EXAMPLES: &str = "\
Examples:
  minutebook agenda.txt                     look at what was understood of an agenda; Enter begins the session
  minutebook agenda.txt --begin             begin at once, with proposals for what is missing
  minutebook 2016-03-14                     open the saved session with this in its name
  minutebook 2016-03-14 --at 4/resolved/2   open it with the cursor in the second resolution of item 4
  minutebook                                the library: find, read, open and export saved sessions
  minutebook export 2016-03-14 -o minutes.docx
  minutebook actions --open --as csv        the open actions of all sessions, for a spreadsheet
  minutebook search by:bennett \"human resources\"

In a session F1 lists every key and Ctrl+P every command; nothing needs to be saved.";

/// Live minutes for council clerks: agenda in, formatted minutes and actions out, nothing lost.
#[derive(Debug, Parser)]
#[command(
    name = "minutebook",
    version,
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    override_usage = "minutebook [AGENDA [--begin] | SESSION [--at PLACE]]\n       minutebook COMMAND"
)]
pub struct Args {
    /// An agenda (text, Markdown, CSV, HTML, DOCX, PDF, JSON, XML), or a saved session (a path, or part of its name);
    /// nothing opens the library, - reads an agenda from standard input.
    #[arg(value_name = "AGENDA|SESSION")]
    pub paper: Option<String>,
    /// Begin the session without looking at what was understood of the agenda.
    #[arg(long)]
    pub begin: bool,
    /// Open with the cursor there: the item's number as printed, pane (minutes, points or resolved), entry from 1, column
    /// from 0.
    #[arg(long, value_name = "ITEM[/PANE[/ENTRY[:COLUMN]]]")]
    pub at: Option<String>,
    /// What is said everywhere.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be said with every command.
#[derive(Clone, Debug, clap::Args)]
pub struct Global {
    /// The folder of saved sessions (else `MINUTEBOOK_SESSIONS`, else the platform's data folder).
    #[arg(long, global = true, value_name = "DIR")]
    pub sessions: Option<PathBuf>,
    /// The settings (else config.ron in the platform's config folder); `minutebook config` prints them all.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Colours.
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    pub color: Option<Colors>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what was understood of an agenda, and what was not; starts nothing.
    Agenda {
        /// The agenda; - reads standard input.
        file: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write minutes, actions, decisions or speaker chapters of a session.
    Export(Export),
    /// Put minutes, actions or decisions onto the clipboard, rich and plain.
    Copy(Copy),
    /// Show a session's open ends; exit code 1 where there are any.
    Check {
        /// The session.
        session: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show what changed between final, approved and corrected minutes, word by word: [-gone-] {+new+}.
    Diff {
        /// The session.
        session: String,
    },
    /// Show what a document that came back from the chair (DOCX, tracked changes too) says otherwise.
    Returned {
        /// The session.
        session: String,
        /// The document.
        file: String,
        /// Take all changes over, each as a step of undo.
        #[arg(long)]
        accept: bool,
    },
    /// List saved sessions.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Find every place in every session; exit code 1 if there is none.
    ///
    /// All words must stand in an entry; "quoted words" must stand together. Case and accents don't matter. body:, by:
    /// (speaker), in: (minutes, points, resolved, titles or people), since: and until: (YYYY-MM-DD) narrow the search.
    Search {
        /// What to find.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the actions of all sessions.
    Actions(Actions),
    /// Make a saved session of a published minutes page or document; prints its path.
    Import {
        /// The page or document; - reads standard input.
        page: String,
    },
    /// End a session's history: drops discussion points, journal and undo.
    Purge {
        /// The session.
        session: String,
    },
    /// Remove a passage from everywhere in a session, its history included; a dated note stays.
    Redact {
        /// The session.
        session: String,
        /// The passage, exactly as it stands there.
        passage: String,
    },
    /// List every key and command.
    Keys,
    /// Print every setting with its meaning and its value now, as a file that can be used.
    Config,
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Own the clipboard until somebody else takes it.
    #[command(name = "__clip", hide = true)]
    Clip,
    /// Takes the text of a PDF from standard input, in a process that may fail alone.
    #[command(name = "__pdf", hide = true)]
    Pdf,
}

/// What to take out of a session.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the command line")]
pub struct What {
    /// The minutes (this is the default).
    #[arg(long, group = "what")]
    pub minutes: bool,
    /// The action list.
    #[arg(long, group = "what")]
    pub actions: bool,
    /// The decision list, the same-night note.
    #[arg(long, group = "what")]
    pub decisions: bool,
    /// The speaker chapters of the recording.
    #[arg(long, group = "what")]
    pub chapters: bool,
}

/// `minutebook export`.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// The session: a path, or part of its name.
    pub session: String,
    /// What to write.
    #[command(flatten)]
    pub what: What,
    /// One item, by its number as printed.
    #[arg(long, value_name = "N")]
    pub item: Option<String>,
    /// The format; else what the output's name ends with, else text.
    #[arg(long = "as", value_name = "FORMAT", value_parser = format)]
    pub format: Option<Format>,
    /// Write into this file, or into this folder (ending with /) under the document's proper name; else standard output. A
    /// folder without --as gets every usual form.
    #[arg(short, long, value_name = "FILE|DIR/")]
    pub output: Option<String>,
    /// Write over a file that is there.
    #[arg(long)]
    pub force: bool,
    /// Leave exempt entries out, with the statutory line in their place.
    #[arg(long)]
    pub public: bool,
    /// The items in the agenda's order or in the order in which they were taken; else as the house style says.
    #[arg(long, value_enum)]
    pub order: Option<Order>,
    /// Your discussion points too, which otherwise never go out.
    #[arg(long)]
    pub points: bool,
    /// How far the recording was when the meeting began, for chapters: 1:30, or 0:01:30; with - in front if the meeting began
    /// first.
    #[arg(long, value_name = "[H:]MM:SS", value_parser = offset, allow_hyphen_values = true)]
    pub offset: Option<chrono::TimeDelta>,
    /// A DOCX whose styles, header and footer are used (else letterhead.docx beside the settings).
    #[arg(long, value_name = "FILE.docx")]
    pub reference: Option<PathBuf>,
}

/// `minutebook copy`.
#[derive(Clone, Debug, clap::Args)]
pub struct Copy {
    /// The session: a path, or part of its name.
    pub session: String,
    /// The minutes (this is the default).
    #[arg(long, group = "what")]
    pub minutes: bool,
    /// The action list.
    #[arg(long, group = "what")]
    pub actions: bool,
    /// The decision list.
    #[arg(long, group = "what")]
    pub decisions: bool,
    /// One item, by its number as printed.
    #[arg(long, value_name = "N")]
    pub item: Option<String>,
}

/// `minutebook actions`.
#[derive(Clone, Debug, clap::Args)]
pub struct Actions {
    /// Only those that are open.
    #[arg(long)]
    pub open: bool,
    /// Only those of this owner (part of the name or role).
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only those that are open past their due date.
    #[arg(long)]
    pub overdue: bool,
    /// The format: text, csv, ics, html, markdown or json.
    #[arg(long = "as", value_name = "FORMAT", value_parser = format)]
    pub format: Option<Format>,
}

/// Reads the name of a format.
fn format(name: &str) -> Result<Format, String> {
    Format::parse(name).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.word()).collect();
        format!("there is no such format; there are {}", names.join(", "))
    })
}

/// Reads how far a recording was: "1:30", "0:01:30", "-2:00".
fn offset(words: &str) -> Result<chrono::TimeDelta, String> {
    let (sign, rest) = words.strip_prefix('-').map_or((1, words), |rest| (-1, rest));
    let parts: Vec<Option<i64>> = rest.split(':').map(|part| part.trim().parse().ok()).collect();
    let seconds = match parts.as_slice() {
        [Some(minutes), Some(seconds)] => Some(minutes * 60 + seconds),
        [Some(hours), Some(minutes), Some(seconds)] => Some((hours * 60 + minutes) * 60 + seconds),
        _ => None,
    };
    let wrong = || format!("“{words}” is no time of a recording: write it like 1:30 or 0:01:30");
    let seconds = seconds.filter(|seconds| (0..1_000_000).contains(seconds)).ok_or_else(wrong)?;
    Ok(chrono::TimeDelta::seconds(sign * seconds))
}

/// The order of the items in the minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Order {
    /// As on the agenda.
    Agenda,
    /// As taken.
    Taken,
}
