//! Each entry to at most one promise, by the best sum of scores.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

/// With more entries than this the best pairs are taken in turn.
const EXACT: usize = 8;
/// With more promises than this only those are compared that fit some entry best.
const MANY: usize = 64;

/// The entries that fit a promise, by place, each with its score, which is greater than nothing; the best first, and among
/// equals the one that stands first.
pub(super) type Row = Vec<(usize, f64)>;

/// The pairs of the greatest sum, each entry once.
pub(super) fn assign(rows: &[Row]) -> Vec<Option<usize>> {
    let useful = useful(rows);
    if useful.len() > EXACT {
        return in_turn(rows);
    }
    let in_order = |row: &Row| {
        let mut row = row.clone();
        row.sort_unstable_by_key(|(entry, _)| *entry);
        row
    };
    let rows: &[Row] = &rows.iter().map(in_order).collect::<Vec<_>>();
    let fitting: Vec<usize> =
        (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| !row.is_empty())).collect();
    let fitting = if fitting.len() > MANY { best_fitting(rows, &useful) } else { fitting };
    let mut made = vec![None; rows.len()];
    for (promise, entry) in fitting.iter().zip(best_sum(rows, &fitting, &useful)) {
        if let Some(slot) = made.get_mut(*promise) {
            *slot = entry;
        }
    }
    made
}

/// The promises that are among the best for some entry: no other can be in the best sum.
fn best_fitting(rows: &[Row], useful: &[usize]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for entry in useful {
        let mut fits: Vec<(f64, usize)> = rows
            .iter()
            .enumerate()
            .filter_map(|(promise, row)| Some((row.iter().find(|(other, _)| other == entry)?.1, promise)))
            .collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0));
        kept.extend(fits.into_iter().take(useful.len()).map(|(_, promise)| promise));
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// How a set of entries was best handed out: the sum, the set before the last promise, and what that promise got.
#[derive(Clone, Copy)]
struct Step {
    sum: f64,
    before: usize,
    entry: Option<usize>,
}

/// The entries handed to these promises, one after the other, so that the sum of scores is the greatest.
fn best_sum(rows: &[Row], promises: &[usize], useful: &[usize]) -> Vec<Option<usize>> {
    let sets = 1_usize << useful.len();
    let mut best: Vec<Option<f64>> = vec![None; sets];
    if let Some(nothing) = best.first_mut() {
        *nothing = Some(0.0);
    }
    let mut steps: Vec<Vec<Option<Step>>> = Vec::new();
    for promise in promises {
        let row = rows.get(*promise).map_or(&[][..], Vec::as_slice);
        let mut next: Vec<Option<Step>> = vec![None; sets];
        for (set, sum) in best.iter().enumerate().filter_map(|(set, sum)| Some((set, (*sum)?))) {
            keep(&mut next, set, Step { sum, before: set, entry: None });
            for (entry, score) in row {
                let Ok(bit) = useful.binary_search(entry) else { continue };
                if set >> bit & 1 == 0 {
                    keep(
                        &mut next,
                        set | 1 << bit,
                        Step { sum: sum + score, before: set, entry: Some(*entry) },
                    );
                }
            }
        }
        best = next.iter().map(|step| step.map(|step| step.sum)).collect();
        steps.push(next);
    }
    let sums = best.iter().enumerate().filter_map(|(set, sum)| Some((set, (*sum)?)));
    let mut set = sums.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(set, _)| set);
    let mut made: Vec<Option<usize>> = Vec::new();
    for next in steps.iter().rev() {
        let Some(step) = next.get(set).copied().flatten() else { continue };
        made.push(step.entry);
        set = step.before;
    }
    made.reverse();
    made
}

/// Keeps a step if it is the best for the entries it uses.
fn keep(next: &mut [Option<Step>], set: usize, step: Step) {
    if let Some(slot) = next.get_mut(set)
        && slot.is_none_or(|other| other.sum < step.sum)
    {
        *slot = Some(step);
    }
}

/// The entries that fit some promise, in order.
fn useful(rows: &[Row]) -> Vec<usize> {
    let mut fits: Vec<bool> = Vec::new();
    for (entry, _) in rows.iter().flatten() {
        if fits.len() <= *entry {
            fits.resize(entry + 1, false);
        }
        if let Some(fits) = fits.get_mut(*entry) {
            *fits = true;
        }
    }
    fits.iter().enumerate().filter_map(|(entry, fits)| fits.then_some(entry)).collect()
}

/// The best entry that a promise can still have. The greatest is the one to be handed out next.
#[derive(Clone, Copy)]
struct Claim {
    score: f64,
    promise: usize,
    /// Where in the promise's row.
    at: usize,
    entry: usize,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.promise.cmp(&self.promise))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

/// The best pair first, then the best of what is left: each promise claims its best entry, and where that is taken
/// the next best. Most pairs of a long item are never looked at.
fn in_turn(rows: &[Row]) -> Vec<Option<usize>> {
    let mut made: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    let claim = |promise: usize, from: usize, taken: &HashSet<usize>| {
        let mut row = rows.get(promise)?.iter().enumerate().skip(from);
        let (at, (entry, score)) = row.find(|(_, (entry, _))| !taken.contains(entry))?;
        Some(Claim { score: *score, promise, at, entry: *entry })
    };
    let mut claims: BinaryHeap<Claim> =
        (0..rows.len()).filter_map(|promise| claim(promise, 0, &taken)).collect();
    while let Some(best) = claims.pop() {
        if taken.insert(best.entry) {
            if let Some(slot) = made.get_mut(best.promise) {
                *slot = Some(best.entry);
            }
        } else {
            claims.extend(claim(best.promise, best.at, &taken));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pairs in the order of their scores, one after the other.
    fn plainly(rows: &[Row]) -> Vec<Option<usize>> {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (promise, row) in rows.iter().enumerate() {
            pairs.extend(row.iter().map(|(entry, score)| (*score, promise, *entry)));
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut made = vec![None; rows.len()];
        for (_, promise, entry) in pairs {
            if made[promise].is_none() && !made.contains(&Some(entry)) {
                made[promise] = Some(entry);
            }
        }
        made
    }

    proptest::proptest! {
        #[test]
        fn claims_hand_out_what_all_pairs_in_turn_would(
            scores in proptest::collection::vec(proptest::collection::vec(0..5_u8, 12), 0..20)
        ) {
            let row = |scores: &Vec<u8>| {
                let some = scores.iter().enumerate().filter(|(_, score)| **score > 0);
                let mut row: Row = some.map(|(entry, score)| (entry, f64::from(*score))).collect();
                row.sort_by(|a, b| b.1.total_cmp(&a.1));
                row
            };
            let rows: Vec<Row> = scores.iter().map(row).collect();
            proptest::prop_assert_eq!(in_turn(&rows), plainly(&rows));
        }
    }
}
