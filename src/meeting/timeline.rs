//! The timeline: who spoke when and for how long, from the turns of the speakers.
//!
//! A turn lasts until the next turn in the item, at the longest until the item's end; what the meeting stood adjourned is taken
//! off. A turn noted in an item that was only looked at ends with the next turn anywhere.

use chrono::TimeDelta;

use super::{Item, ItemId, Meeting, Span, Stamp, Turn, Who};

/// One turn with its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The item.
    pub item: ItemId,
    /// Who spoke.
    pub who: Who,
    /// When they began.
    pub at: Stamp,
    /// How long, breaks taken off.
    pub length: TimeDelta,
}

/// What one person spoke, in all or in an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub who: Who,
    /// How long.
    pub length: TimeDelta,
    /// In how many turns.
    pub turns: usize,
}

/// An item with those who spoke in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The item.
    pub item: ItemId,
    /// How long it was taken, breaks taken off.
    pub length: TimeDelta,
    /// Who spoke in it, the longest first.
    pub shares: Vec<Share>,
}

/// Who spoke when and for how long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Everyone who spoke, the longest first.
    pub people: Vec<Share>,
    /// The items that were taken or in which somebody spoke, in the agenda's order.
    pub items: Vec<Floor>,
    /// The turns, as they came.
    pub spells: Vec<Spell>,
}

impl Timeline {
    /// The timeline of a meeting as it stands at `now`.
    pub fn of(meeting: &Meeting, now: Stamp) -> Self {
        let mut spells: Vec<Spell> =
            meeting.items.iter().flat_map(|item| spells(meeting, item, now)).collect();
        spells.sort_by_key(|spell| spell.at);
        let floors = meeting.items.iter().map(|item| Floor {
            item: item.id,
            length: item.taken.iter().map(|span| meeting.times.sat_within(span, now)).sum(),
            shares: shares(spells.iter().filter(|spell| spell.item == item.id)),
        });
        let items = floors.filter(|floor| floor.length > TimeDelta::zero() || !floor.shares.is_empty());
        Self { people: shares(spells.iter()), items: items.collect(), spells }
    }

    /// How long anybody spoke.
    pub fn spoken(&self) -> TimeDelta {
        self.spells.iter().map(|spell| spell.length).sum()
    }
}

/// The turns of one item.
fn spells(meeting: &Meeting, item: &Item, now: Stamp) -> Vec<Spell> {
    let spell = |(at, turn): (usize, &Turn)| {
        let next = item.turns.get(at + 1).map(|next| next.at);
        let until = end_of_item(meeting, item, turn, now);
        let until = next.map_or(until, |next| next.min(until)).max(turn.at);
        let span = Span { from: turn.at, to: Some(until) };
        let length = meeting.times.sat_within(&span, now);
        Spell { item: item.id, who: turn.who.clone(), at: turn.at, length }
    };
    item.turns.iter().enumerate().map(spell).collect()
}

/// When a turn ends at the latest.
fn end_of_item(meeting: &Meeting, item: &Item, turn: &Turn, now: Stamp) -> Stamp {
    let end = meeting.times.ended.unwrap_or(now);
    let holds = |span: &&Span| span.from <= turn.at && span.to.is_none_or(|to| turn.at < to);
    if let Some(span) = item.taken.iter().find(holds) {
        return span.to.unwrap_or(end);
    }
    let turns = meeting.items.iter().flat_map(|item| &item.turns);
    turns.map(|other| other.at).filter(|at| *at > turn.at).min().unwrap_or(end)
}

/// Turns added up by person, the longest first; who spoke equally long comes in the order in which they began.
fn shares<'a>(spells: impl Iterator<Item = &'a Spell>) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    for spell in spells {
        match shares.iter_mut().find(|share| share.who == spell.who) {
            Some(share) => {
                share.length += spell.length;
                share.turns += 1;
            }
            None => shares.push(Share { who: spell.who.clone(), length: spell.length, turns: 1 }),
        }
    }
    shares.sort_by_key(|share| std::cmp::Reverse(share.length));
    shares
}

#[cfg(test)]
mod tests {
    use super::super::{PersonId, Times};
    use super::*;

    fn at(minute: i64) -> Stamp {
        Stamp::parse_from_rfc3339("2026-03-12T18:00:00+00:00").unwrap() + TimeDelta::minutes(minute)
    }

    fn person(id: u32) -> Who {
        Who::Person(PersonId(id))
    }

    fn item(id: u32, taken: &[(i64, Option<i64>)], turns: &[(u32, i64)]) -> Item {
        let span = |(from, to): &(i64, Option<i64>)| Span { from: at(*from), to: to.map(at) };
        let turn = |(who, minute): &(u32, i64)| Turn { who: person(*who), at: at(*minute) };
        Item {
            id: ItemId(id),
            taken: taken.iter().map(span).collect(),
            turns: turns.iter().map(turn).collect(),
            ..Item::default()
        }
    }

    fn lengths(timeline: &Timeline) -> Vec<i64> {
        timeline.spells.iter().map(|spell| spell.length.num_minutes()).collect()
    }

    #[test]
    fn a_turn_lasts_until_the_next_or_the_items_end_and_breaks_are_taken_off() {
        let times = Times {
            started: Some(at(0)),
            breaks: vec![Span { from: at(5), to: Some(at(15)) }],
            ..Times::default()
        };
        let items = vec![item(1, &[(0, Some(20))], &[(1, 1), (2, 4)]), item(2, &[(20, None)], &[(1, 22)])];
        let timeline = Timeline::of(&Meeting { times, items: items.into(), ..Meeting::default() }, at(30));
        assert_eq!(lengths(&timeline), [3, 6, 8]);
        let people =
            timeline.people.iter().map(|share| (share.who.clone(), share.length.num_minutes(), share.turns));
        let people: Vec<_> = people.collect();
        assert_eq!(people, [(person(1), 11, 2), (person(2), 6, 1)]);
        let items: Vec<_> = timeline.items.iter().map(|floor| floor.length.num_minutes()).collect();
        assert_eq!(items, [10, 10]);
    }

    #[test]
    fn an_item_taken_again_does_not_lend_its_pause_to_the_last_speaker() {
        let items = vec![item(1, &[(0, Some(5)), (40, Some(50))], &[(1, 2), (2, 41)])];
        let timeline = Timeline::of(&Meeting { items: items.into(), ..Meeting::default() }, at(60));
        assert_eq!(lengths(&timeline), [3, 9]);
    }

    #[test]
    fn a_turn_in_an_item_that_is_only_looked_at_ends_with_the_next_turn_anywhere() {
        let items = vec![item(1, &[(0, Some(30))], &[(1, 10)]), item(2, &[], &[(2, 6)])];
        let timeline = Timeline::of(&Meeting { items: items.into(), ..Meeting::default() }, at(60));
        assert_eq!(lengths(&timeline), [4, 20]);
    }
}
