//! Deliveries of one observer, and the groups in which they came.

use std::ops::Range;

use super::again::count_fast;
use crate::{AssumptionSet, EventId, settings::SECOND};

/// Receipts within this of a group's first are one delivery: the flush of a queue counts once.
const GROUP_NANOS: i64 = SECOND;
/// A stamp that is this far ahead of all of its neighbours is not the clock's but a slip: 20 hours. No
/// queue is that long that a lone record between its records could have come at once.
const ASTRAY_NANOS: i64 = 72_000 * SECOND;
/// How many groups to each side are its neighbours.
const NEIGHBOURS: usize = 8;

/// A stamp with its receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    /// Which observation.
    pub(crate) index: u32,
    pub(crate) id: EventId,
    pub(crate) stamp: i64,
    pub(crate) precision: i64,
    pub(crate) received: i64,
    /// How far our own clock can have stood from UTC then; [`i64::MAX`] where the receipt is not relied on.
    pub(crate) error: i64,
    /// What the receipt rests on.
    pub(crate) rests_on: AssumptionSet,
    /// How far from UTC the sender says that its clock stands at most, where it says so.
    pub(crate) stated: Option<i64>,
    /// True where a later record tells again what the clock showed before.
    pub(crate) told_later: bool,
}

/// Records that were delivered together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// The first and the last receipt.
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// The greatest of stamp − receipt, less our own clock's error: no offset is below it.
    low: i64,
    /// The same with the stamp's last moment and more by the error: with a delay added no offset is above it.
    high: i64,
    /// The coarsest precision of its stamps.
    pub(crate) precision: i64,
    /// The last moment that a stamp of it names.
    pub(super) end: i64,
    /// How many records.
    pub(crate) count: u32,
    /// It lies so far ahead of all around it that it says nothing of the clock.
    is_astray: bool,
}

impl Group {
    fn of(samples: &[Sample]) -> Self {
        let mut group = Self { low: i64::MIN, high: i64::MIN, end: i64::MIN, ..Self::default() };
        for sample in samples {
            if group.count == 0 {
                group.first = sample.received;
            }
            let apparent = sample.stamp.saturating_sub(sample.received);
            group.last = sample.received;
            group.low = group.low.max(apparent.saturating_sub(sample.error));
            group.high = group.high.max(apparent.saturating_add(sample.precision).saturating_add(sample.error));
            group.precision = group.precision.max(sample.precision);
            group.end = group.end.max(sample.stamp.saturating_add(sample.precision));
            group.count += 1;
        }
        group
    }

    /// The least offset that it proves; [`i64::MIN`] of one astray.
    pub(crate) const fn low(&self) -> i64 {
        if self.is_astray { i64::MIN } else { self.low }
    }

    /// What the offset does not exceed where nothing was delayed; [`i64::MIN`] of one astray.
    pub(crate) const fn high(&self) -> i64 {
        if self.is_astray { i64::MIN } else { self.high }
    }
}

/// How many of these samples, in the order of receipt, are delivered together.
fn count_first(samples: &[Sample]) -> usize {
    let first = samples.first().map_or(0, |sample| sample.received);
    samples.partition_point(|sample| sample.received.saturating_sub(first) <= GROUP_NANOS)
}

/// Groups samples in the order of receipt; for each sample the group that it is in.
pub(crate) fn group_deliveries(samples: &[Sample]) -> (Vec<Group>, Vec<u32>) {
    let (mut groups, mut slots): (Vec<Group>, Vec<u32>) = (Vec::new(), Vec::with_capacity(samples.len()));
    let mut rest = samples;
    while !rest.is_empty() {
        let (of, others) = rest.split_at(count_first(rest));
        slots.extend(of.iter().map(|_| to_slot(groups.len())));
        groups.push(Group::of(of));
        rest = others;
    }
    let all = 0..groups.len();
    set_astray_aside(&mut groups, all);
    (groups, slots)
}

fn to_slot(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What a sample more made of the groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Regrouped {
    /// The groups that were there.
    pub(crate) before: Range<usize>,
    /// What stands in their place.
    pub(crate) after: Range<usize>,
    /// The samples in them.
    pub(crate) samples: Range<usize>,
    /// The groups that changed in any way: those, and what is or is no longer astray around them.
    pub(crate) changed: Range<usize>,
    /// How many deliveries ran fast behind the one before them, of those that changed in this, and how many now do.
    pub(crate) fast_before: usize,
    pub(crate) fast_after: usize,
}

/// Groups anew what one sample, inserted at this place, changes: from the group before it until a group begins where one
/// began.
pub(crate) fn regroup(groups: &mut Vec<Group>, slots: &mut Vec<u32>, samples: &[Sample], place: usize) -> Regrouped {
    let first = place.checked_sub(1).and_then(|before| slots.get(before)).map_or(0, |slot| *slot as usize);
    let begin = slots.partition_point(|slot| (*slot as usize) < first);
    let begins = |old: usize| old == 0 || slots.get(old) != slots.get(old - 1);
    let (mut fresh, mut next) = (Vec::new(), begin);
    let end = loop {
        let rest = samples.get(next..).unwrap_or_default();
        if rest.is_empty() {
            break groups.len();
        }
        if next > place && begins(next - 1) {
            break slots.get(next - 1).map_or(groups.len(), |slot| *slot as usize);
        }
        let count = count_first(rest);
        fresh.push(Group::of(rest.get(..count).unwrap_or_default()));
        next += count;
    };
    let after = first..first + fresh.len();
    let fresh_slots: Vec<u32> =
        after.clone().zip(&fresh).flat_map(|(at, of)| (0..of.count).map(move |_| to_slot(at))).collect();
    slots.splice(begin..next - 1, fresh_slots);
    if after.end != end {
        for slot in slots.iter_mut().skip(next) {
            *slot = to_slot(*slot as usize + after.end - end);
        }
    }
    let ends = |to: usize, groups: &[Group]| {
        count_fast(groups.get(first.saturating_sub(1)..groups.len().min(to + 1)).unwrap_or_default())
    };
    let fast_before = ends(end, groups);
    groups.splice(first..end, fresh);
    let fast_after = ends(after.end, groups);
    let around = first.saturating_sub(NEIGHBOURS)..groups.len().min(after.end + NEIGHBOURS);
    let flipped = set_astray_aside(groups, around);
    let changed = flipped.map_or(after.clone(), |of| of.start.min(after.start)..of.end.max(after.end));
    Regrouped { before: first..end, after, samples: begin..next, changed, fast_before, fast_after }
}

/// A single group far ahead of all around it says nothing of the clock. Gives the range in which that changed.
fn set_astray_aside(groups: &mut [Group], range: Range<usize>) -> Option<Range<usize>> {
    let mut flipped: Option<Range<usize>> = None;
    for at in range {
        let around = groups.get(at.saturating_sub(NEIGHBOURS)..groups.len().min(at + NEIGHBOURS + 1)).unwrap_or(&[]);
        let Some(group) = groups.get(at) else { break };
        // The second greatest around: two that agree are a clock.
        let agree = around.iter().filter(|of| of.low.saturating_add(ASTRAY_NANOS) >= group.low).count();
        let is_astray = agree < 2 && around.len() > 2;
        if let Some(group) = groups.get_mut(at).filter(|group| group.is_astray != is_astray) {
            group.is_astray = is_astray;
            flipped = Some(flipped.map_or(at..at + 1, |of| of.start..at + 1));
        }
    }
    flipped
}
