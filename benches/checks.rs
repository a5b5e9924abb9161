//! What the checks cost on a meeting of 100,000 words: from nothing, and for one edited paragraph.
//!
//! To reach: 300 ms from nothing, 2 ms after an edit, which is one paragraph read again and its item paired again.

use divan::{Bencher, black_box};
use minutebook::checks::promise::{Promise, Said, cover, find};
use minutebook::checks::slips;
use minutebook::checks::spelling::{Speller, shipped};

/// One paragraph of about fifty words, each a little different.
fn paragraph(n: usize) -> String {
    format!(
        "The Head of Parks explained that ward {n} has been surveyed and that the figures will be shown by street. \
         Members asked about lamps, and the Engineer agreed to send note {n} to everyone before the next meeting. \
         The Librarian said that the van was late. It was hoped that more would follow in spring {n}."
    )
}

/// Forty items of fifty paragraphs: 100,000 words.
fn meeting() -> Vec<Vec<String>> {
    (0..40).map(|item| (0..50).map(|n| paragraph(item * 50 + n)).collect()).collect()
}

fn speller() -> Option<Speller> {
    let (aff, dic) = shipped::dictionary()?;
    Speller::new(&aff, &dic, []).ok()
}

/// What one paragraph shows by itself.
fn read(text: &str, speller: Option<&Speller>) -> Vec<(Promise, String)> {
    black_box(slips::in_text(text));
    black_box(speller.map(|s| s.doubtful(text, None)));
    let said = |promise: Promise| {
        let sentence = text.get(promise.sentence.clone()).unwrap_or_default().to_owned();
        (promise, sentence)
    };
    find(text).into_iter().map(said).collect()
}

/// How many promises of an item are open.
fn pair(found: &[(Promise, String)]) -> usize {
    let said: Vec<Said<'_>> = found.iter().map(|(promise, sentence)| Said { promise, sentence }).collect();
    let entries = ["The Engineer to send note 3 to everyone.", "That the report be noted."];
    cover(&said, &entries).iter().filter(|entry| entry.is_none()).count()
}

#[divan::bench(sample_count = 10)]
fn from_nothing(bencher: Bencher<'_, '_>) {
    let (meeting, speller) = (meeting(), speller());
    bencher.bench(|| {
        let items = meeting
            .iter()
            .map(|item| pair(&item.iter().flat_map(|text| read(text, speller.as_ref())).collect::<Vec<_>>()));
        items.sum::<usize>()
    });
}

#[divan::bench(sample_count = 50)]
fn one_edited_paragraph(bencher: Bencher<'_, '_>) {
    let (meeting, speller) = (meeting(), speller());
    let item = meeting.first().cloned().unwrap_or_default();
    let mut found: Vec<(Promise, String)> =
        item.iter().flat_map(|text| read(text, speller.as_ref())).collect();
    let mut edits = 0;
    bencher.bench_local(|| {
        edits += 1;
        let fresh = read(&paragraph(100_000 + edits), speller.as_ref());
        for (old, new) in found.iter_mut().zip(fresh) {
            *old = new;
        }
        pair(&found)
    });
}

#[divan::bench(sample_count = 10)]
fn unpacking_the_dictionary() -> Option<Speller> {
    speller()
}

fn main() {
    divan::main();
}
