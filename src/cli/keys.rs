//! `minutebook keys`: the key table, made from the one that the app obeys.

use crate::app::command::{Group, TABLE};
use crate::app::keymap::shown;

use super::table::Table;
use super::{Context, Outcome, Refusal};

/// Prints every command with its keys.
///
/// # Errors
/// Where the output can't be written.
pub(super) fn run(context: &mut Context<'_>) -> Result<Outcome, Refusal> {
    for (n, group) in Group::ALL.into_iter().enumerate() {
        if n > 0 {
            writeln!(context.out)?;
        }
        writeln!(context.out, "{}", group.title())?;
        let mut table = Table::new(&["  Key", "Command", "What it does"]);
        for row in TABLE.iter().filter(|row| row.group == group) {
            let own =
                context.config.keys.iter().filter(|(_, name)| *name == row.name).map(|(key, _)| shown(key));
            let keys: Vec<_> = row.keys.iter().map(|key| shown(key)).chain(own).collect();
            let keys = if keys.is_empty() { "(Ctrl+P)".to_owned() } else { keys.join(", ") };
            table.row(&[&format!("  {keys}"), row.name, row.does]);
        }
        table.write(context.out)?;
    }
    Ok(Outcome::Done)
}
