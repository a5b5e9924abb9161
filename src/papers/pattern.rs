//! Patterns compiled once. A pattern that does not compile matches nothing; the test beside [`super`] finds it.

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Compiles a pattern. Its word boundaries are those of ASCII: the words that it looks for are, and with Unicode's the fast matcher
/// gives up at the first letter with an accent or curly quote, and a slow one takes over.
pub(super) fn compiled(source: &str) -> Option<Regex> {
    Regex::new(&source.replace(r"\b", r"(?-u:\b)")).ok()
}

/// A regular expression compiled at first use.
pub(super) struct Pattern(LazyLock<Option<Regex>>);

impl Pattern {
    /// A pattern from its maker.
    pub(super) const fn new(make: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(make))
    }

    /// Whether it matches somewhere.
    pub(super) fn is(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match with its groups.
    pub(super) fn groups<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        self.0.as_ref()?.captures(text).map(|found| Groups { text, found })
    }

    /// All matches with their groups.
    pub(super) fn all<'t>(&self, text: &'t str) -> Vec<Groups<'t>> {
        let Some(regex) = self.0.as_ref() else { return Vec::new() };
        regex.captures_iter(text).map(|found| Groups { text, found }).collect()
    }

    /// The text without any match.
    pub(super) fn without(&self, text: &str) -> String {
        self.with(text, "")
    }

    /// The text with each match replaced.
    pub(super) fn with(&self, text: &str, instead: &str) -> String {
        match self.0.as_ref() {
            Some(regex) => regex.replace_all(text, instead).into_owned(),
            None => text.to_owned(),
        }
    }
}

/// A match.
pub(super) struct Groups<'t> {
    text: &'t str,
    found: Captures<'t>,
}

impl<'t> Groups<'t> {
    /// Group `at`, empty where it took no part.
    pub(super) fn get(&self, at: usize) -> &'t str {
        self.found.get(at).map_or("", |group| group.as_str())
    }

    /// Where the whole match begins, in bytes.
    pub(super) fn start(&self) -> usize {
        self.found.get(0).map_or(0, |whole| whole.start())
    }

    /// What stands before the match.
    pub(super) fn before(&self) -> &'t str {
        self.text.get(..self.start()).unwrap_or_default()
    }

    /// What stands after the match.
    pub(super) fn after(&self) -> &'t str {
        let end = self.found.get(0).map_or(0, |whole| whole.end());
        self.text.get(end..).unwrap_or_default()
    }
}

/// Declares patterns: `pattern! { NAME = r"…"; }`.
macro_rules! pattern {
    ($($name:ident = $source:expr;)+) => {
        $(static $name: $crate::papers::pattern::Pattern =
            $crate::papers::pattern::Pattern::new(|| $crate::papers::pattern::compiled($source));)+
        #[cfg(test)]
        #[test]
        fn every_pattern_compiles() {
            $(assert!($crate::papers::pattern::compiled($source).is_some(), "{}", stringify!($name));)+
        }
    };
}
pub(super) use pattern;
