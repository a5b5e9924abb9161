//! What the clerk chose in the configuration, as far as the app needs it.

use crate::checks::phrases::PhraseBook;
use crate::export::Templates;
use crate::meeting::Styles;

use super::keymap::Keymap;

/// What the clerk chose in the configuration, as far as the app needs it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one setting of the clerk's")]
pub struct Settings {
    /// Whether quotes and dashes turn into their printed forms.
    pub smart_quotes: bool,
    /// The house styles: the usual one, and those that meetings can name.
    pub styles: Styles,
    /// The keys.
    pub keys: Keymap,
    /// The templates: the shipped ones, or the clerk's own.
    pub templates: Templates,
    /// The phrases.
    pub phrases: PhraseBook,
    /// Whether the spelling is looked at.
    pub spelling: bool,
    /// Kinds of slips that are not told.
    pub silence: Vec<String>,
    /// Whether the app has the mouse from the start.
    pub mouse: bool,
    /// Whether F9 copies the whole page of an item, with title and documents, instead of the CMS's box only.
    pub whole_page: bool,
    /// Whether the CMS keeps lists that start elsewhere than at 1, and tables.
    pub rich_lists: bool,
    /// The clerk's name, for the record of who made minutes final.
    pub clerk: String,
    /// Whose actions are the clerk's own: names or roles, parted by semicolons.
    pub me: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            smart_quotes: true,
            styles: Styles::default(),
            keys: Keymap::default(),
            templates: Templates::default(),
            phrases: PhraseBook::default(),
            spelling: true,
            silence: Vec::new(),
            mouse: true,
            whole_page: false,
            rich_lists: false,
            clerk: String::new(),
            me: String::new(),
        }
    }
}
