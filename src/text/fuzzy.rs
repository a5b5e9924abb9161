//! Picking from a list by typing part of it, slips of the finger forgiven.

use frizbee::{Config, Matcher};

use super::find::fold;

/// The places of the candidates that fit the words typed, best first; all in their order where nothing was typed.
///
/// Each word typed must fit. A word that stands in a candidate as typed beats one that only resembles it, and the begin of
/// a word beats its middle.
pub fn pick(typed: &str, candidates: &[String]) -> Vec<usize> {
    let words: Vec<String> = fold(typed).split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return (0..candidates.len()).collect();
    }
    let folded: Vec<String> = candidates.iter().map(|candidate| fold(candidate)).collect();
    let mut scores: Vec<Option<u32>> = vec![Some(0); folded.len()];
    for word in &words {
        let loose = resembling(word, &folded);
        for ((score, candidate), loose) in scores.iter_mut().zip(&folded).zip(loose) {
            let fit = literal(word, candidate).or(loose);
            *score = score.zip(fit).map(|(sum, fit)| sum + fit);
        }
    }
    let mut hits: Vec<(u32, usize)> =
        scores.into_iter().enumerate().filter_map(|(at, score)| Some((score?, at))).collect();
    let best = hits.iter().map(|(score, _)| *score).max().unwrap_or(0);
    // Where something fits as typed, what only resembles it is noise.
    if best >= LITERAL {
        hits.retain(|(score, _)| *score >= LITERAL);
    }
    hits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    hits.into_iter().map(|(_, at)| at).collect()
}

/// The score from which on a word stands in the candidate as typed.
const LITERAL: u32 = 1_000;

/// How well a word stands in the candidate as typed: at its begin, at a word's begin, within. What stands before a " · " is the
/// candidate's name, and counts for more than what is said of it.
fn literal(word: &str, candidate: &str) -> Option<u32> {
    if candidate.starts_with(word) {
        return Some(LITERAL + 300);
    }
    let name = candidate.find(" · ").unwrap_or(candidate.len());
    let mut best = None;
    for (at, _) in candidate.match_indices(word) {
        let begins = candidate.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        match (begins, at < name) {
            (true, true) => return Some(LITERAL + 200),
            (true, false) => best = best.max(Some(LITERAL + 100)),
            (false, _) => best = best.max(Some(LITERAL)),
        }
    }
    best
}

/// How well a word resembles each candidate, one slip allowed in four letters or more.
fn resembling(word: &str, candidates: &[String]) -> Vec<Option<u32>> {
    let mut found = vec![None; candidates.len()];
    let letters = word.chars().count();
    if letters < 3 {
        return found;
    }
    let typos = u16::from(letters > 3);
    let config = Config { max_typos: Some(typos), ..Config::default() };
    // Held against single words of about that length: letters strewn over a whole line are no likeness.
    let mut places = Vec::new();
    let mut singles = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        for single in candidate.split(|c: char| !c.is_alphanumeric() && c != '\'') {
            if single.chars().count().abs_diff(letters) <= 2 {
                places.push(at);
                singles.push(single);
            }
        }
    }
    for hit in Matcher::new(word, &config).match_list(&singles) {
        let at = usize::try_from(hit.index).ok().and_then(|index| places.get(index));
        if let Some(place) = at.and_then(|at| found.get_mut(*at)) {
            let score = u32::from(hit.score).min(LITERAL / 8);
            *place = Some(place.map_or(score, |known: u32| known.max(score)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_of_a_name_or_role_finds_it() {
        let people: Vec<String> = [
            "Cllr Rosa Hazel, Cabinet Member for Culture",
            "Priya Alder, Head of Libraries",
            "Seán MacBride, Head of Parks",
            "Tom O’Brien, Finance Director",
        ]
        .map(str::to_owned)
        .to_vec();
        for (typed, want) in [
            ("haz", 0),
            ("head lib", 1),
            ("sean mac", 2),
            ("obrein", 3),
            ("parks", 2),
            ("alder", 1),
            ("hazle", 0),
            ("fin", 3),
        ] {
            assert_eq!(pick(typed, &people).first(), Some(&want), "{typed}");
        }
        assert!(pick("zzzzqq", &people).is_empty());
        assert_eq!(pick("  ", &people).len(), 4);
    }
}
