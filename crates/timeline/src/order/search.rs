//! Ways through quotes from one record to another.
//!
//! A way is looked for from its end: a record follows what it quotes, and what a record quotes that comes before it on
//! its axis. Best estimates never fall along a way, so only quotes between both ends are looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::{axis::Axes, closure::Closure};
use crate::{EventId, Observation, anchor::Quote, settings::at};

/// Quotes that one search looks at: beyond it the way is given up. That costs statements, and bounds what hostile input
/// can cost.
const SEARCHED_MAX: usize = 4_096;

/// The quotes that stand, found from either end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quotes {
    /// What each record quotes, and by which each is quoted, both as often as keys say so and by id.
    quoted: BTreeMap<u32, Vec<u32>>,
    quoting: BTreeMap<u32, Vec<u32>>,
    /// For each record whether it has ever quoted or been quoted: most have not.
    has_any: Vec<bool>,
    /// The quoting records of each axis, by best estimate.
    inlets: BTreeSet<(u32, i64, EventId, u32)>,
}

/// A quote on a way: the quoted record, and the one that quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) quoted: u32,
    pub(crate) quoting: u32,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// From the first to the last.
    Legs(Vec<Leg>),
    None,
    /// It was given up.
    TooFar,
}

impl Quotes {
    pub(crate) fn build(quotes: &[Quote], observations: &[Observation], axes: &Axes, closure: &Closure) -> Self {
        let mut all = Self::default();
        for quote in quotes {
            all.add(*quote, observations);
        }
        let quoting: Vec<u32> = all.quoted.keys().copied().collect();
        quoting.into_iter().for_each(|index| all.note(index, observations, axes, closure));
        all
    }

    pub(crate) fn add(&mut self, quote: Quote, observations: &[Observation]) {
        let id = |index: u32| observations.get(index as usize).map(|of| of.id);
        let enter = |list: &mut Vec<u32>, index: u32| {
            let place = list.partition_point(|of| id(*of) < id(index));
            list.insert(place, index);
        };
        for index in [quote.one as usize, quote.other as usize] {
            self.has_any.resize(self.has_any.len().max(index + 1), false);
            self.has_any.iter_mut().skip(index).take(1).for_each(|of| *of = true);
        }
        enter(self.quoted.entry(quote.other).or_default(), quote.one);
        enter(self.quoting.entry(quote.one).or_default(), quote.other);
    }

    pub(crate) fn take(&mut self, quote: Quote) {
        let leave = |of: &mut BTreeMap<u32, Vec<u32>>, key: u32, index: u32| {
            if let Some(list) = of.get_mut(&key) {
                if let Some(place) = list.iter().position(|of| *of == index) {
                    list.remove(place);
                }
                if list.is_empty() {
                    of.remove(&key);
                }
            }
        };
        leave(&mut self.quoted, quote.other, quote.one);
        leave(&mut self.quoting, quote.one, quote.other);
    }

    /// True where a record quotes any.
    pub(crate) fn quotes_any(&self, index: u32) -> bool {
        at(&self.has_any, index as usize) && self.quoted.contains_key(&index)
    }

    /// What a record quotes.
    pub(crate) fn quoted_by(&self, index: u32) -> &[u32] {
        if !at(&self.has_any, index as usize) {
            return &[];
        }
        self.quoted.get(&index).map_or(&[], Vec::as_slice)
    }

    /// What quotes a record.
    pub(crate) fn quoting(&self, index: u32) -> &[u32] {
        if !at(&self.has_any, index as usize) {
            return &[];
        }
        self.quoting.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Notes where a record that quotes stands now.
    pub(crate) fn note(&mut self, index: u32, observations: &[Observation], axes: &Axes, closure: &Closure) {
        if let (Some(spot), Some(of), true) =
            (at(&axes.spots, index as usize), observations.get(index as usize), self.quoted.contains_key(&index))
        {
            self.inlets.insert((spot.axis, closure.best_of(index), of.id, index));
        }
    }

    /// Forgets where it stood, with this best estimate.
    pub(crate) fn forget(&mut self, index: u32, best: i64, observations: &[Observation], axes: &Axes) {
        if let (Some(spot), Some(of)) = (at(&axes.spots, index as usize), observations.get(index as usize)) {
            self.inlets.remove(&(spot.axis, best, of.id, index));
        }
    }

    /// The way from one record to another through at least one quote. From a record to itself it is a circle.
    pub(crate) fn find_way(&self, one: u32, other: u32, axes: &Axes, closure: &Closure) -> Way {
        let floor = closure.best_of(one);
        if self.quoted.is_empty() || closure.best_of(other) < floor {
            return Way::None;
        }
        // Each end that the way may go on to, with the quote that leads there and the place of the end before.
        let mut ends: Vec<(u32, Option<(u32, usize)>)> = vec![(other, None)];
        let (mut seen, mut left, mut next) = (BTreeSet::new(), SEARCHED_MAX, 0);
        while let Some((end, _)) = ends.get(next).copied() {
            let own = self.quoted.contains_key(&end).then_some(end);
            let on_axis = at(&axes.spots, end as usize).map(|spot| {
                let first = (spot.axis, floor, EventId::default(), 0);
                let range = first..=(spot.axis, closure.best_of(end), EventId::LAST, u32::MAX);
                self.inlets.range(range).rev().map(|(.., index)| *index)
            });
            let before = on_axis.into_iter().flatten().filter(|index| *index != end);
            for quoting in own.into_iter().chain(before) {
                let Some(rest) = left.checked_sub(1) else { return Way::TooFar };
                left = rest;
                if quoting != end && !axes.precedes(quoting, end) || !seen.insert(quoting) {
                    continue;
                }
                for quoted in self.quoted_by(quoting) {
                    if *quoted == one || axes.precedes(one, *quoted) {
                        return Way::Legs(trace(&ends, Leg { quoted: *quoted, quoting }, next));
                    }
                    if closure.best_of(*quoted) >= floor {
                        ends.push((*quoted, Some((quoting, next))));
                    }
                }
            }
            next += 1;
        }
        Way::None
    }
}

/// The legs from the first one on, by the ends that led to it.
fn trace(ends: &[(u32, Option<(u32, usize)>)], first: Leg, mut place: usize) -> Vec<Leg> {
    let mut legs = vec![first];
    while let Some((quoted, Some((quoting, before)))) = ends.get(place).copied() {
        legs.push(Leg { quoted, quoting });
        place = before;
    }
    legs
}
