//! A promise as an entry under Resolved: "The Head of Parks to send the survey".

use super::Promise;
use super::pattern::{Pattern, Words};
use super::words::{base_of, in_class};
use crate::checks::tokens::tokens;

/// The words of an entry that would carry the promise: the owner, "to", and the task, in the active voice where an
/// owner is named ("The Clerk to provide a summary in future reports"), without a final stop.
pub fn resolution_wording(promise: &Promise) -> String {
    let owner = named(&promise.owner);
    let task = promise.task.trim();
    let words = Words::read(task);
    let Some(split) = Passive::new(task, &words) else {
        return match owner {
            Some(owner) => format!("{} to {task}", capital(owner)),
            None => format!("To {task}"),
        };
    };
    match (owner, split.base()) {
        (Some(owner), Some(base)) => {
            let middle = uncapital(&split.subject);
            capital(&format!("{owner} to {base} {middle}{}", split.rest))
        }
        _ => capital(&format!("{} to be {}{}", split.subject, split.done, split.rest)),
    }
}

/// "a summary | will be | provided | in future reports".
struct Passive {
    subject: String,
    done: String,
    rest: String,
}

impl Passive {
    fn new(task: &str, words: &Words) -> Option<Self> {
        let hit = Pattern::new("^^ =14 % @modal|should|is|are|to @adverb? to? be @adverb? $ @verb")
            .find(words, 0)
            .or_else(|| Pattern::new("^^ =14 % be @adverb? $ @verb").find(words, 0))
            .filter(|hit| hit.owner > 0)?;
        let done = words.get(hit.task)?;
        let subject = task.get(..words.get(hit.owner)?.at.start)?.trim().to_owned();
        Some(Self {
            subject,
            done: task.get(done.at.clone())?.to_owned(),
            rest: task.get(done.at.end..)?.to_owned(),
        })
    }

    fn base(&self) -> Option<String> {
        base_of(&self.done)
    }
}

/// The owner, unless it is nobody or only "he".
fn named(owner: &str) -> Option<&str> {
    let words = tokens(owner);
    let pronoun = matches!(words.as_slice(), [only] if in_class("pronoun", only));
    (!words.is_empty() && !pronoun).then_some(owner)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The first letter small, where the first word is a small word.
fn uncapital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if matches!(first, "A" | "An" | "The" | "This" | "Any" | "All" | "Copies" | "Details") {
        let mut chars = text.chars();
        return chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect());
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    #[test]
    fn wordings() {
        for (said, entry) in [
            ("The Head of Parks agreed to send the survey.", "The Head of Parks to send the survey"),
            (
                "The Harbour Master took the point and agreed that a table of fees will be shown in later reports.",
                "The Harbour Master to show a table of fees in later reports",
            ),
            ("It was agreed that the Clerk would write to the mill.", "The Clerk to write to the mill"),
            ("It was agreed to ring the mill.", "To ring the mill"),
            ("A note would be circulated before Easter.", "A note to be circulated before Easter"),
            ("He said he would ring the mill.", "To ring the mill"),
            ("The panel requested that a map be sent to all.", "A map to be sent to all"),
            ("RT to look into grants.", "RT to look into grants"),
        ] {
            assert_eq!(resolution_wording(&find(said)[0]), entry);
        }
    }
}
