//! `minutebook completions` and `minutebook man`: made from the command line's own description and the tables.

use clap::CommandFactory as _;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::command::{Group, TABLE};
use crate::app::keymap::shown;
use crate::config::SETTINGS;

use super::{Args, Context, Outcome, Refusal};

/// Prints completions for a shell.
///
/// # Errors
/// Never here; a reader who left is found out when the output is flushed.
pub(super) fn completions(
    context: &mut Context<'_>,
    shell: clap_complete::Shell,
) -> Result<Outcome, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "minutebook", &mut script);
    context.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the manual page.
///
/// # Errors
/// Where the output can't be written.
pub(super) fn man(context: &mut Context<'_>) -> Result<Outcome, Refusal> {
    let mut command = Args::command();
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(context.out)?;
    page.render_name_section(context.out)?;
    page.render_synopsis_section(context.out)?;
    page.render_description_section(context.out)?;
    page.render_options_section(context.out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let mut sub = sub.clone();
        let usage = sub.render_usage().to_string();
        let about = sub.get_long_about().or(sub.get_about()).map(ToString::to_string).unwrap_or_default();
        roff.control("TP", []);
        roff.text([bold(usage.trim_start_matches("Usage: ").to_owned())]);
        roff.text([roman(about)]);
    }
    roff.control("SH", ["KEYS"]);
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for row in TABLE.iter().filter(|row| row.group == group) {
            let keys: Vec<_> = row.keys.iter().map(|key| shown(key)).collect();
            let keys = if keys.is_empty() { format!("Ctrl+P {}", row.title) } else { keys.join(", ") };
            roff.control("TP", []);
            roff.text([bold(keys)]);
            roff.text([roman(row.does)]);
        }
    }
    roff.control("SH", ["SETTINGS"]);
    for setting in SETTINGS {
        roff.control("TP", []);
        roff.text([bold(setting.name)]);
        roff.text([roman(setting.meaning)]);
    }
    roff.control("SH", ["EXIT STATUS"]);
    roff.text([roman(
        "0 done; 1 open ends (check) or nothing found (search); 2 bad use or input; 128 and the signal's number when a \
         signal ended a session.",
    )]);
    context.out.write_all(roff.render().as_bytes())?;
    Ok(Outcome::Done)
}
