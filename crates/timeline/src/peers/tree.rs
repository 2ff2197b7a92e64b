//! Clocks in one frame: each beside the first of those that it is tied to by what both told.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, VecDeque},
};

use super::agreement::{Agreement, NARROWEST};
use crate::{ObserverId, Settings};

/// A clock in the frame of its component's first: by how much it is ahead of that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) observer: ObserverId,
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// What it showed where this holds.
    pub(crate) stamp: i64,
}

impl Placed {
    const fn middle(&self) -> i64 {
        self.low.midpoint(self.high)
    }
}

/// Every component, its clocks in the order of their numbers. Clocks are tied by the agreements that most happenings
/// say; a weaker tie between two that are tied already adds nothing.
pub(crate) fn join(agreements: &[Agreement], settings: &Settings) -> Vec<Vec<Placed>> {
    let mut ties: BTreeMap<ObserverId, Vec<&Agreement>> = BTreeMap::new();
    for tie in pick_strongest(agreements) {
        ties.entry(tie.one).or_default().push(tie);
        ties.entry(tie.other).or_default().push(tie);
    }
    let mut placed: BTreeMap<ObserverId, usize> = BTreeMap::new();
    let mut components: Vec<Vec<Placed>> = Vec::new();
    for first in ties.keys() {
        if !placed.contains_key(first) {
            let mut component = spread(*first, &ties, settings);
            component.sort_by_key(|of| of.observer);
            placed.extend(component.iter().map(|of| (of.observer, components.len())));
            components.push(component);
        }
    }
    components
}

/// A spanning tree of each component, strongest ties first.
fn pick_strongest(agreements: &[Agreement]) -> Vec<&Agreement> {
    let mut sorted: Vec<&Agreement> = agreements.iter().collect();
    // Of ties that many happenings say the narrowest, then those of few, by how many say so.
    sorted.sort_by_key(|of| {
        let few = if of.agreeing >= NARROWEST { None } else { Some(Reverse(of.agreeing)) };
        (few, of.high.saturating_sub(of.low), of.one, of.other)
    });
    let mut group: BTreeMap<ObserverId, ObserverId> = BTreeMap::new();
    let mut picked = Vec::new();
    for tie in sorted {
        let (one, other) = (find_head(&group, tie.one), find_head(&group, tie.other));
        if one != other {
            group.insert(one.max(other), one.min(other));
            picked.push(tie);
        }
    }
    picked
}

fn find_head(group: &BTreeMap<ObserverId, ObserverId>, mut of: ObserverId) -> ObserverId {
    while let Some(next) = group.get(&of) {
        of = *next;
    }
    of
}

/// Goes from tie to tie. All are carried to one moment, that of the first tie, which costs the drift between.
fn spread(first: ObserverId, ties: &BTreeMap<ObserverId, Vec<&Agreement>>, settings: &Settings) -> Vec<Placed> {
    let begin = ties.get(&first).and_then(|of| of.first()).map_or(0, |tie| shown_by(first, tie));
    let root = Placed { observer: first, low: 0, high: 0, stamp: begin };
    let mut placed = BTreeMap::from([(first, root)]);
    let mut next = VecDeque::from([root]);
    while let Some(from) = next.pop_front() {
        for tie in ties.get(&from.observer).map(Vec::as_slice).unwrap_or_default() {
            let (to, low, high) =
                if tie.one == from.observer { (tie.other, -tie.high, -tie.low) } else { (tie.one, tie.low, tie.high) };
            if placed.contains_key(&to) {
                continue;
            }
            let at = shown_by(from.observer, tie).saturating_sub(from.middle());
            let distance = i64::try_from(at.abs_diff(begin)).unwrap_or(i64::MAX);
            let drift = settings.drift(distance).saturating_mul(2);
            let low = from.low.saturating_add(low).saturating_sub(drift);
            let high = from.high.saturating_add(high).saturating_add(drift);
            let of = Placed { observer: to, low, high, stamp: begin.saturating_add(low.midpoint(high)) };
            placed.insert(to, of);
            next.push_back(of);
        }
    }
    placed.into_values().collect()
}

/// What this one of two clocks showed where their agreement holds.
const fn shown_by(observer: ObserverId, tie: &Agreement) -> i64 {
    if observer.0 == tie.one.0 { tie.stamp } else { tie.stamp.saturating_sub(tie.low.midpoint(tie.high)) }
}
