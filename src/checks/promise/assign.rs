//! Each entry to at most one promise, by the best sum of scores.

/// With more entries than this the best pairs are taken in turn.
const EXACT: usize = 8;
/// With more promises than this only those are compared that fit some entry best.
const MANY: usize = 64;

/// The entries that fit a promise, by place and in order, each with its score, which is greater than nothing.
pub(super) type Row = Vec<(usize, f64)>;

/// The pairs of the greatest sum, each entry once.
pub(super) fn assign(rows: &[Row]) -> Vec<Option<usize>> {
    let mut useful: Vec<usize> = rows.iter().flatten().map(|(entry, _)| *entry).collect();
    useful.sort_unstable();
    useful.dedup();
    if useful.len() > EXACT {
        return in_turn(rows);
    }
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

/// The best pair first, then the best of what is left.
fn in_turn(rows: &[Row]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f64, usize, usize)> = rows
        .iter()
        .enumerate()
        .flat_map(|(promise, row)| row.iter().map(move |(entry, score)| (*score, promise, *entry)))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut made: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken: Vec<bool> = Vec::new();
    for (_, promise, entry) in pairs {
        if taken.len() <= entry {
            taken.resize(entry + 1, false);
        }
        let Some((slot, taken)) = made.get_mut(promise).zip(taken.get_mut(entry)) else { continue };
        if !*taken && slot.is_none() {
            *slot = Some(entry);
            *taken = true;
        }
    }
    made
}
