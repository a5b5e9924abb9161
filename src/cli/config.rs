//! `minutebook config`: every setting, its meaning, its value now.

use super::{Context, Outcome, Refusal};

/// Prints the settings as a file that can be used.
///
/// # Errors
/// Where the output can't be written.
pub(super) fn run(context: &mut Context<'_>) -> Result<Outcome, Refusal> {
    let whence = match &context.config_path {
        Some(path) if context.config_trouble.is_some() => {
            format!("{} can't be used: these are the defaults.", path.display())
        }
        Some(path) if path.exists() => format!("Read from {}.", path.display()),
        Some(path) => format!("These are the defaults; your own settings go into {}.", path.display()),
        None => "These are the defaults; say with --config FILE where your own settings are.".to_owned(),
    };
    writeln!(context.out, "// {whence}")?;
    if let Ok(folder) = context.folder() {
        writeln!(
            context.out,
            "// Sessions are now in {}, exports go to {}.",
            folder.display(),
            context.exports().display()
        )?;
    }
    write!(context.out, "{}", context.config.commented())?;
    Ok(Outcome::Done)
}
