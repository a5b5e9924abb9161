//! Each entry to at most one promise, by the best sum of scores.

use std::collections::BTreeMap;

/// With more entries than this the best pairs are taken in turn.
const EXACT: usize = 8;

/// The pairs of the greatest sum, each entry once.
pub(super) fn assign(scores: &[Vec<f64>], entries: usize) -> Vec<Option<usize>> {
    let useful: Vec<usize> =
        (0..entries).filter(|e| scores.iter().any(|row| row.get(*e).is_some_and(|s| *s > 0.0))).collect();
    if useful.len() > EXACT {
        return in_turn(scores);
    }
    let mut best: BTreeMap<u32, (f64, Vec<Option<usize>>)> = BTreeMap::from([(0, (0.0, Vec::new()))]);
    for row in scores {
        let mut next: BTreeMap<u32, (f64, Vec<Option<usize>>)> = BTreeMap::new();
        for (mask, (sum, made)) in &best {
            keep(&mut next, *mask, *sum, made, None);
            for (bit, entry) in useful.iter().enumerate() {
                let score = row.get(*entry).copied().unwrap_or_default();
                let flag = 1_u32 << bit;
                if score > 0.0 && mask & flag == 0 {
                    keep(&mut next, mask | flag, sum + score, made, Some(*entry));
                }
            }
        }
        best = next;
    }
    best.into_values().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, made)| made).unwrap_or_default()
}

/// Keeps an assignment if it is the best for the entries it uses.
fn keep(
    next: &mut BTreeMap<u32, (f64, Vec<Option<usize>>)>,
    mask: u32,
    sum: f64,
    made: &[Option<usize>],
    entry: Option<usize>,
) {
    if next.get(&mask).is_none_or(|(other, _)| *other < sum) {
        let mut made = made.to_vec();
        made.push(entry);
        next.insert(mask, (sum, made));
    }
}

/// The best pair first, then the best of what is left.
fn in_turn(scores: &[Vec<f64>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f64, usize, usize)> = scores
        .iter()
        .enumerate()
        .flat_map(|(p, row)| row.iter().enumerate().filter(|(_, s)| **s > 0.0).map(move |(e, s)| (*s, p, e)))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut made: Vec<Option<usize>> = vec![None; scores.len()];
    for (_, promise, entry) in pairs {
        if !made.contains(&Some(entry))
            && let Some(slot) = made.get_mut(promise)
        {
            slot.get_or_insert(entry);
        }
    }
    made
}
