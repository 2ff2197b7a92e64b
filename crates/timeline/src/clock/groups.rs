//! Deliveries of one observer, and the groups in which they came.

use crate::{AssumptionSet, settings::SECOND};

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
    pub(crate) stamp: i64,
    pub(crate) precision: i64,
    pub(crate) received: i64,
    /// How far our own clock can have stood from UTC then; [`i64::MAX`] where the receipt is not relied on.
    pub(crate) error: i64,
    /// What the receipt rests on.
    pub(crate) rests_on: AssumptionSet,
    /// How far from UTC the sender says that its clock stands at most, where it says so.
    pub(crate) stated: Option<i64>,
}

/// Records that were delivered together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// The first and the last receipt.
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// The greatest of stamp − receipt, less our own clock's error: no offset is below it.
    pub(crate) low: i64,
    /// The same with the stamp's last moment and more by the error: with a delay added no offset is above it.
    pub(crate) high: i64,
    /// The coarsest precision of its stamps.
    pub(crate) precision: i64,
}

/// Groups samples in the order of receipt; for each sample the group that it is in.
pub(crate) fn group_deliveries(samples: &[Sample]) -> (Vec<Group>, Vec<u32>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut slots = Vec::with_capacity(samples.len());
    for sample in samples {
        let apparent = sample.stamp.saturating_sub(sample.received);
        let low = apparent.saturating_sub(sample.error);
        let high = apparent.saturating_add(sample.precision).saturating_add(sample.error);
        match groups.last_mut() {
            Some(group) if sample.received.saturating_sub(group.first) <= GROUP_NANOS => {
                group.last = sample.received;
                group.low = group.low.max(low);
                group.high = group.high.max(high);
                group.precision = group.precision.max(sample.precision);
            }
            _ => groups.push(Group {
                first: sample.received,
                last: sample.received,
                low,
                high,
                precision: sample.precision,
            }),
        }
        slots.push(u32::try_from(groups.len() - 1).unwrap_or(u32::MAX));
    }
    set_astray_aside(&mut groups);
    (groups, slots)
}

/// A single group far ahead of all around it says nothing of the clock.
fn set_astray_aside(groups: &mut [Group]) {
    let mut astray = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let around = groups.get(at.saturating_sub(NEIGHBOURS)..groups.len().min(at + NEIGHBOURS + 1)).unwrap_or(&[]);
        // The second greatest around: two that agree are a clock.
        let agree = around.iter().filter(|of| of.low.saturating_add(ASTRAY_NANOS) >= group.low).count();
        if agree < 2 && around.len() > 2 {
            astray.push(at);
        }
    }
    for at in astray {
        if let Some(group) = groups.get_mut(at) {
            (group.low, group.high) = (i64::MIN, i64::MIN);
        }
    }
}
