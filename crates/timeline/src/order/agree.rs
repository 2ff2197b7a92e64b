//! Members of an axis that stamps and arrival together order.

use std::ops::Range;

use super::axis::{Axes, Spot};
use crate::{Observation, clock::MinTree, settings::SECOND};

/// Records that are received within this can come from one queue, of which the slowest datagrams take so long.
pub(super) const FLUSH_NANOS: i64 = 30 * SECOND;
/// Stamps of which one is so much further beyond its receipt than another waited for each other.
const LEAP_NANOS: i64 = 2 * SECOND;

/// What a member of an axis of stamps and arrival says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) index: u32,
    pub(super) stamp: i64,
    /// The first moment beyond what it says.
    pub(super) end: i64,
    pub(super) received: i64,
    pub(super) place: u32,
    /// From which place on all later ones have stamps beyond its own; [`u32::MAX`] where none does.
    pub(super) clear: u32,
    /// The place behind the last one that can have waited with it; 0 where none has.
    pub(super) waits: u32,
}

impl Told {
    pub(super) fn read(index: u32, of: &Observation, place: u32) -> Self {
        let stamp = of.written.map_or(i64::MAX, |written| written.at.0);
        let end = of.written.map_or(i64::MAX, |written| written.at.0.saturating_add(written.precision));
        Self { index, stamp, end, received: of.received_at.0, place, clear: u32::MAX, waits: 0 }
    }

    /// How far its stamp is beyond its receipt.
    pub(super) const fn beyond(&self) -> i64 {
        self.stamp.saturating_sub(self.received)
    }

    /// Finds the place from which on it is clear by stamps, given the smallest stamp from each place on.
    pub(super) fn agree(&mut self, least: &[i64]) {
        let clear = least.partition_point(|stamp| *stamp < self.end).max(self.place as usize + 1);
        self.clear = if clear >= least.len() { u32::MAX } else { u32::try_from(clear).unwrap_or(u32::MAX) };
    }

    pub(super) fn spot(&self, axis: u32) -> Spot {
        Spot { axis, place: self.place, clear: self.clear.max(self.waits) }
    }

    /// True where it waited with a later one: both came with one flush, and that one's stamp is further beyond its receipt.
    pub(super) const fn waits_for(&self, later: &Self) -> bool {
        later.received <= self.received.saturating_add(FLUSH_NANOS)
            && later.beyond() > self.beyond().saturating_add(LEAP_NANOS)
    }
}

impl Axes {
    /// Members in the order of arrival; those that arrived together share a place. A record is clear from the place on
    /// from which every later one also has a stamp beyond its own. Gives how many places there are.
    pub(super) fn set_agreeing(&mut self, axis: u32, told: &mut [Told], least: &mut Vec<i64>) -> u32 {
        least.clear();
        for of in &mut *told {
            match least.get_mut(of.place as usize) {
                Some(last) => *last = of.stamp.min(*last),
                None => least.push(of.stamp),
            }
        }
        let mut smallest = i64::MAX;
        for stamp in least.iter_mut().rev() {
            smallest = smallest.min(*stamp);
            *stamp = smallest;
        }
        for of in told {
            of.agree(least);
            of.waits = 0;
            self.set(of.index, of.spot(axis));
        }
        u32::try_from(least.len()).unwrap_or(u32::MAX)
    }

    /// Takes back what arrival says within one flush of a queue: there datagrams overtake each other, and where the clock
    /// was set back while they waited, stamps and arrival can agree and both be wrong. A flush shows itself by stamps
    /// that lie further apart than their receipts.
    pub(super) fn clear_flushes(&mut self, axis: u32, told: &mut [Told]) {
        // For each place when it was received, and the most that a stamp there is beyond its receipt, negated.
        let mut received: Vec<i64> = Vec::new();
        let mut beyond: Vec<i64> = Vec::new();
        for of in &*told {
            match beyond.get_mut(of.place as usize) {
                Some(most) => *most = (*most).min(of.beyond().saturating_neg()),
                None => {
                    beyond.push(of.beyond().saturating_neg());
                    received.push(of.received);
                }
            }
        }
        let tree = MinTree::build(beyond.iter().copied());
        for of in told {
            let end = received.partition_point(|at| *at <= of.received.saturating_add(FLUSH_NANOS));
            let leaps = of.beyond().saturating_add(LEAP_NANOS).saturating_neg();
            if let Some(last) = find_last_below(&tree, of.place as usize + 1..end, leaps) {
                of.waits = u32::try_from(last + 1).unwrap_or(u32::MAX);
                self.set(of.index, of.spot(axis));
            }
        }
    }
}

/// What members say, in their order; those that came together share a place.
pub(super) fn list_told(
    members: &[u32],
    observations: &[Observation],
    together: impl Fn(&Observation, &Observation) -> bool,
) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::with_capacity(members.len());
    let mut before: Option<&Observation> = None;
    for index in members {
        let Some(of) = observations.get(*index as usize) else { continue };
        let place = match (told.last(), before) {
            (Some(last), Some(before)) => last.place + u32::from(!together(before, of)),
            _ => 0,
        };
        told.push(Told::read(*index, of, place));
        before = Some(of);
    }
    told
}

/// The last place in a range whose value is below another.
fn find_last_below(tree: &MinTree, mut range: Range<usize>, value: i64) -> Option<usize> {
    if range.is_empty() || tree.min(range.clone()) >= value {
        return None;
    }
    while range.len() > 1 {
        let middle = range.start.midpoint(range.end);
        range = if tree.min(middle..range.end) < value { middle..range.end } else { range.start..middle };
    }
    Some(range.start)
}
