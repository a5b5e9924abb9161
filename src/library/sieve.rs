//! A sieve: tells at a glance that words do not stand in a text, so that the text need not be read.
//!
//! It has a bit for every three bytes in a row that stand in the folded text, by their hash. Words of which one bit is missing
//! do certainly not stand there; others may.

/// So many bytes of text come on one byte of its sieve: in minutes of 18 KB about one bit in seven is set then.
const BYTES_OF_TEXT: usize = 32;

/// The sieve of a folded text.
pub(super) fn sieve(folded: &str) -> Vec<u8> {
    let len = (folded.len() / BYTES_OF_TEXT).next_power_of_two().clamp(64, 1 << 16);
    let mut sieve = vec![0; len];
    for (at, bit) in bits(folded, len) {
        if let Some(byte) = sieve.get_mut(at) {
            *byte |= bit;
        }
    }
    sieve
}

/// Whether these folded words may stand in the text with this sieve.
pub(super) fn may_hold(sieve: &[u8], words: &str) -> bool {
    bits(words, sieve.len()).all(|(at, bit)| sieve.get(at).is_none_or(|byte| byte & bit != 0))
}

/// For every three bytes in a row, where their bit is in a sieve of this length: its byte, and the bit alone.
fn bits(text: &str, len: usize) -> impl Iterator<Item = (usize, u8)> {
    text.as_bytes().array_windows().map(move |[a, b, c]| {
        // Multiplied by 2^32 over the golden ratio, whose upper bits scatter well.
        let hash = u32::from_be_bytes([0, *a, *b, *c]).wrapping_mul(0x9e37_79b1) >> 10;
        let at = usize::try_from(hash >> 3).unwrap_or(0);
        (at & len.saturating_sub(1), 1 << (hash & 7))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_are_not_there_are_held_back() {
        let text = "the panel noted the report of the head of libraries on opening hours. ".repeat(40);
        let sieve = sieve(&text);
        assert!(may_hold(&sieve, "libraries") && may_hold(&sieve, "head of lib") && may_hold(&sieve, "zz"));
        assert!(!may_hold(&sieve, "dredging") && !may_hold(&sieve, "zzzz"));
        assert!(may_hold(&[], "dredging"), "no sieve holds nothing back");
    }

    proptest! {
        #[test]
        fn what_stands_in_a_text_is_never_held_back(text in "\\PC{0,300}", from in 0_usize..300, len in 0_usize..20) {
            let part: String = text.chars().skip(from).take(len).collect();
            prop_assert!(may_hold(&sieve(&text), &part));
        }
    }
}
