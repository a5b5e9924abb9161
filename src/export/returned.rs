//! A document that comes back from the chair: its paragraphs beside those that we would write, and what to make of the
//! difference.
//!
//! The session's own document is made and read back by the same reader, so that both sides went the same way; its
//! paragraphs are matched with the entries that they are. What then differs becomes a [`Proposal`] for one entry each.

use std::collections::HashMap;

use similar::DiffOp;

use crate::meeting::{
    Edit, Entry, EntryFields, EntryId, HouseStyle, ItemId, Meeting, Pane, Slot, Stamp, rewrite,
};
use crate::papers::paragraphs;

use super::{Document, ExportError, Format, Request, Templates, render};

/// One difference, for the clerk to accept or refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Where it belongs; none for a line that is no entry: it is shown, and changed by hand.
    pub place: Option<(ItemId, Pane)>,
    /// The entry that changes or goes; of a new one, the entry behind which it stands.
    pub entry: Option<EntryId>,
    /// How it reads here; none for a new one.
    pub from: Option<String>,
    /// How the document reads; none where it is gone.
    pub to: Option<String>,
    /// The proposal whose new entry this one follows.
    pub after: Option<usize>,
    /// The entry that was made of it.
    pub made: Option<EntryId>,
}

/// A paragraph that we would write, and what it is.
#[derive(Clone, Debug)]
struct Written {
    text: String,
    /// The entry that it is: item, pane, id, and what stands before its text.
    entry: Option<(ItemId, Pane, EntryId, String)>,
    /// Where a paragraph behind it would belong.
    anchor: Option<(ItemId, Pane, Option<EntryId>)>,
}

/// What a document that came back says otherwise.
///
/// # Errors
/// A sentence where it can't be read, or is another meeting's.
pub fn proposals(
    meeting: &Meeting,
    (style, templates): (&HouseStyle, &Templates),
    bytes: &[u8],
    now: Stamp,
) -> Result<Vec<Proposal>, String> {
    let theirs = paragraphs(bytes).map_err(|refusal| refusal.to_string())?;
    let format = if bytes.starts_with(b"PK") { Format::Docx } else { Format::Html };
    let request = Request {
        document: Document::Minutes,
        format,
        public: false,
        points: false,
        rich: true,
        offset: None,
        now,
    };
    let fault =
        |error: ExportError| format!("This session's own document can't be made for comparison: {error}.");
    let made = render(meeting, style, templates, &request).map_err(fault)?;
    let ours = paragraphs(&made.bytes).map_err(|refusal| refusal.to_string())?;
    let ours = written(meeting, ours);
    let pairs = align(&ours, &theirs);
    let entries = ours.iter().filter(|line| line.entry.is_some()).count();
    let found = pairs.iter().filter(|(a, b)| b.is_some() && is_entry(&ours, *a)).count();
    if entries > 0 && found * 3 < entries {
        return Err(format!(
            "This seems to be another meeting's document: of the {entries} entries here only {found} are in it."
        ));
    }
    Ok(proposed(meeting, &ours, &theirs, &pairs))
}

fn is_entry(ours: &[Written], at: Option<usize>) -> bool {
    at.and_then(|at| ours.get(at)).is_some_and(|line| line.entry.is_some())
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells of each of our paragraphs which entry it is, in one walk through both in their order.
fn written(meeting: &Meeting, lines: Vec<String>) -> Vec<Written> {
    let mut out: Vec<Written> =
        lines.into_iter().map(|text| Written { text, entry: None, anchor: None }).collect();
    let mut at = 0;
    let mut heads = Vec::new();
    for item in &meeting.items {
        let number = item.head.number.clone().unwrap_or_default();
        let heading = plain(&format!("{number} {}", item.head.title));
        let title = plain(&item.head.title);
        let is_heading = |line: &Written| {
            line.text == heading || line.text == title || line.text.ends_with(&format!(" {title}"))
        };
        let Some(head) = out.iter().skip(at).position(is_heading).map(|k| at + k) else { continue };
        at = head + 1;
        heads.push((head, item.id));
        for pane in [Pane::Minutes, Pane::Resolved] {
            let mut first = true;
            for entry in item.pane(pane).iter().filter(|entry| !entry.is_blank()) {
                let text = plain(&entry.text);
                let Some(k) = out.iter().skip(at).position(|line| line.text.ends_with(&text)) else {
                    continue;
                };
                let Some(line) = out.get_mut(at + k) else { continue };
                let before = line.text.strip_suffix(&text).unwrap_or_default().to_owned();
                line.entry = Some((item.id, pane, entry.id, before));
                // The label above the first decision is where a decision before it would go.
                if first
                    && pane == Pane::Resolved
                    && k > 0
                    && let Some(label) = out.get_mut(at + k - 1).filter(|line| line.entry.is_none())
                {
                    label.anchor = Some((item.id, pane, None));
                }
                first = false;
                at += k + 1;
            }
        }
    }
    anchor(&mut out, &heads);
    out
}

/// What follows an entry belongs behind it; what follows a heading is the first paragraph.
fn anchor(lines: &mut [Written], heads: &[(usize, ItemId)]) {
    let mut last = None;
    for (at, line) in lines.iter_mut().enumerate() {
        if let Some((_, item)) = heads.iter().find(|(head, _)| *head == at) {
            last = Some((*item, Pane::Minutes, None));
        } else if let Some((item, pane, id, _)) = &line.entry {
            last = Some((*item, *pane, Some(*id)));
        } else if let Some(here) = line.anchor {
            last = Some(here);
        } else if matches!(last, Some((_, Pane::Resolved, _) | (_, Pane::Minutes, Some(_)))) {
            // Documents, signature and lists behind an item's entries are no place for one.
            last = None;
        }
        line.anchor = last;
    }
}

/// How alike two paragraphs are, from 0 to 1, by the words that they share; quick, since many pairs are looked at.
fn alike(one: &[u64], other: &[u64]) -> f32 {
    let (mut a, mut b, mut shared) = (one.iter().peekable(), other.iter().peekable(), 0_u16);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                shared = shared.saturating_add(1);
                a.next();
                b.next();
            }
        }
    }
    let all = u16::try_from(one.len() + other.len()).unwrap_or(u16::MAX).max(1);
    f32::from(shared) * 2.0 / f32::from(all)
}

fn words_of(text: &str) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut words: Vec<u64> = text
        .split_whitespace()
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    words.sort_unstable();
    words
}

type Pair = (Option<usize>, Option<usize>);

/// Our paragraphs beside theirs, in order.
fn align(ours: &[Written], theirs: &[String]) -> Vec<Pair> {
    let a: Vec<&str> = ours.iter().map(|line| line.text.as_str()).collect();
    let b: Vec<&str> = theirs.iter().map(String::as_str).collect();
    let mut out = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, &a, &b) {
        let (old, new) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            out.extend(old.map(Some).zip(new.map(Some)));
        } else {
            let mine: Vec<_> = old.clone().filter_map(|at| Some((at, words_of(a.get(at)?)))).collect();
            let yours: Vec<_> = new.clone().filter_map(|at| Some((at, words_of(b.get(at)?)))).collect();
            pair_up(&mine, &yours, &mut out);
        }
    }
    out
}

/// As alike as this, two paragraphs are the same one, changed.
const SAME: f32 = 0.4;
/// More pairs than this are not weighed against each other: so much does not change in minutes.
const MOST: usize = 400_000;

/// The pairing of two stretches that shares the most words, in order (Needleman and Wunsch).
fn pair_up(mine: &[(usize, Vec<u64>)], yours: &[(usize, Vec<u64>)], out: &mut Vec<Pair>) {
    let width = yours.len() + 1;
    let weighed = mine.len().saturating_mul(yours.len()) <= MOST;
    let mut best = vec![0.0_f32; if weighed { (mine.len() + 1) * width } else { 0 }];
    let at = |i: usize, j: usize| i * width + j;
    let get = |best: &[f32], i: usize, j: usize| best.get(at(i, j)).copied().unwrap_or_default();
    let mut likes = HashMap::new();
    if weighed {
        for (i, (_, a)) in mine.iter().enumerate().rev() {
            for (j, (_, b)) in yours.iter().enumerate().rev() {
                let like = alike(a, b);
                let skip = get(&best, i + 1, j).max(get(&best, i, j + 1));
                let take = if like >= SAME { get(&best, i + 1, j + 1) + like } else { 0.0 };
                if like >= SAME {
                    likes.insert((i, j), take >= skip);
                }
                if let Some(cell) = best.get_mut(at(i, j)) {
                    *cell = skip.max(take);
                }
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < mine.len() || j < yours.len() {
        let (a, b) = (mine.get(i).map(|(at, _)| *at), yours.get(j).map(|(at, _)| *at));
        match (a, b) {
            (Some(a), Some(b)) if likes.get(&(i, j)) == Some(&true) => {
                out.push((Some(a), Some(b)));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), _) if b.is_none() || get(&best, i + 1, j) >= get(&best, i, j + 1) => {
                out.push((Some(a), None));
                i += 1;
            }
            (_, b) => {
                out.push((None, b));
                j += 1;
            }
        }
    }
}

fn proposed(meeting: &Meeting, ours: &[Written], theirs: &[String], pairs: &[Pair]) -> Vec<Proposal> {
    let present = |item: ItemId| {
        pairs.iter().any(|(a, b)| {
            let line = a.and_then(|a| ours.get(a)).and_then(|line| line.entry.as_ref());
            b.is_some() && line.is_some_and(|(of, ..)| *of == item)
        })
    };
    let mut out: Vec<Proposal> = Vec::new();
    let (mut anchor, mut before) = (None, None);
    for (a, b) in pairs {
        let (line, text) = (a.and_then(|a| ours.get(a)), b.and_then(|b| theirs.get(b)));
        let new = Proposal { place: None, entry: None, from: None, to: None, after: None, made: None };
        match (line, text) {
            (Some(line), text) => {
                (anchor, before) = (line.anchor, None);
                let Some((item, pane, id, prefix)) = &line.entry else {
                    let same = text.is_none_or(|text| *text == line.text);
                    let within = line.anchor.is_some() && text.is_none();
                    if !same || within {
                        out.push(Proposal { from: Some(line.text.clone()), to: text.cloned(), ..new });
                    }
                    continue;
                };
                let from = line.text.strip_prefix(prefix.as_str()).unwrap_or(&line.text).to_owned();
                let to = text.map(|text| text.strip_prefix(prefix.as_str()).unwrap_or(text).to_owned());
                let exempt = meeting.item(*item).is_some_and(|item| item.head.exempt);
                // An exempt item of which nothing is there was left out for the public, not struck by the chair.
                if Some(&from) != to.as_ref() && (to.is_some() || !exempt || present(*item)) {
                    let place = Some((*item, *pane));
                    out.push(Proposal { place, entry: Some(*id), from: Some(from), to, ..new });
                }
            }
            (None, Some(text)) => {
                let (place, entry) = anchor.map_or((None, None), |(item, pane, id)| (Some((item, pane)), id));
                out.push(Proposal { place, entry, to: Some(text.clone()), after: before, ..new });
                before = Some(out.len() - 1);
            }
            (None, None) => {}
        }
    }
    out
}

/// The edit that a proposal asks for, and the id of the entry that it makes; none where its entry is not there any more.
pub fn edit_of(meeting: &Meeting, all: &[Proposal], which: usize) -> Option<(Edit, Option<EntryId>)> {
    let proposal = all.get(which)?;
    let (id, pane) = proposal.place?;
    let item = meeting.item(id)?;
    let entries = item.pane(pane);
    let find = |id: EntryId| entries.iter().position(|entry| entry.id == id);
    match (&proposal.from, &proposal.to) {
        (Some(_), Some(to)) => {
            let at = find(proposal.entry?)?;
            Some((rewrite(meeting, Slot { item: id, pane, at }, to)?, None))
        }
        (Some(_), None) => {
            let at = find(proposal.entry?)?;
            let from = Some(Box::new(entries.get(at)?.clone()));
            Some((Edit::Entry { slot: Slot { item: id, pane, at }, from, to: None }, None))
        }
        (None, Some(text)) => {
            let made = proposal.after.and_then(|after| all.get(after)?.made);
            let behind = made.and_then(find).or_else(|| proposal.entry.and_then(find));
            let at = behind.map_or(0, |at| at + 1);
            let new = item.next_entry_id();
            let (text, marks, fields) = (text.clone(), Vec::new(), EntryFields::default());
            let entry = Entry { id: new, text, marks, fields };
            Some((
                Edit::Entry { slot: Slot { item: id, pane, at }, from: None, to: Some(Box::new(entry)) },
                Some(new),
            ))
        }
        (None, None) => None,
    }
}
