//! The British dictionary that the app carries, for machines where none is installed.
//!
//! It is the Hunspell en-GB of SCOWL (2020-12-07, "-ise"), as packed in npm's `dictionary-en-gb` 3.0.0; its licence
//! stands beside it and asks only that the notices be kept. It is weak on place names and knows fewer words than a
//! distribution's own, so the rim looks for an installed one first. Nothing is unpacked before it is asked for.

use std::io::{Cursor, Read};

const PACKED: &[u8] = include_bytes!("../data/en-GB.zip");

/// Where Hunspell dictionaries are installed, without ".aff" and ".dic", in the order to try.
pub const PLACES: &[&str] = &[
    "/usr/share/hunspell/en_GB",
    "/usr/share/myspell/en_GB",
    "/usr/share/myspell/dicts/en_GB",
    "/usr/local/share/hunspell/en_GB",
    "/opt/homebrew/share/hunspell/en_GB",
    "/Library/Spelling/en_GB",
    "C:/Hunspell/en_GB",
];

/// The affix file and the word list of the dictionary carried, for [`Speller::new`](super::Speller::new).
pub fn dictionary() -> Option<(String, String)> {
    let mut packed = zip::ZipArchive::new(Cursor::new(PACKED)).ok()?;
    let mut text = |name: &str| {
        let mut text = String::new();
        packed.by_name(name).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    };
    Some((text("en-GB.aff")?, text("en-GB.dic")?))
}

/// The licence of the dictionary carried, to be shown with the others.
pub const LICENCE: &str = include_str!("../data/en-GB.LICENCE.txt");

#[cfg(test)]
mod tests {
    use super::super::Speller;
    use super::*;

    #[test]
    fn the_dictionary_carried_knows_british_words() {
        let (aff, dic) = dictionary().unwrap();
        let speller = Speller::new(&aff, &dic, ["Quillfeather"]).unwrap();
        let text = "Cllr Quillfeather’s appropiate note was organised in teh colour of the centre.";
        let found: Vec<&str> = speller.doubtful(text, None).into_iter().filter_map(|r| text.get(r)).collect();
        assert_eq!(found, ["appropiate", "teh"]);
        assert_eq!(speller.suggest("appropiate").first().map(String::as_str), Some("appropriate"));
        assert!(LICENCE.contains("Kevin Atkinson") && LICENCE.contains("J Ross Beresford"));
    }
}
