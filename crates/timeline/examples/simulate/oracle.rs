//! For what lies outside of its interval: which assumption the world broke there.

use timeline::Assumption;

use crate::{classes::SECOND, world::World};

/// What the estimator's default reach is, and some more for the width of windows.
const REACH: i64 = 2_100 * SECOND;

/// Which of the assumptions does not hold around each record of a device; records in the order of stamping.
pub struct Oracle<'a> {
    world: &'a World,
    /// For each device its records' indices in the order of stamping.
    by_device: Vec<Vec<usize>>,
}

impl<'a> Oracle<'a> {
    /// Sorts the records.
    pub fn new(world: &'a World) -> Self {
        let mut by_device = vec![Vec::new(); world.devices.len()];
        for (index, of) in world.observations.iter().enumerate() {
            by_device[of.observer.0 as usize].push(index);
        }
        for records in &mut by_device {
            records.sort_by_key(|index| world.truths[*index].stamped);
        }
        Self { world, by_device }
    }

    /// The broken assumption that explains why a record is outside; none where nothing does.
    pub fn explain(&self, index: usize) -> Option<Assumption> {
        let device = self.world.observations[index].observer.0 as usize;
        self.explain_own(index).or_else(|| {
            // A partner whose own bounds were wrong made it wrong.
            let anchored = !self.world.observations[index].keys.is_empty() || self.world.devices[device].imported;
            let broken = self.world.class.false_anchors > 0.01 || self.world.class.retries > 0.0;
            (anchored && broken).then_some(Assumption::AnchorsFalseMax)
        })
    }

    fn explain_own(&self, index: usize) -> Option<Assumption> {
        let truth = self.world.truths[index];
        let device = self.world.observations[index].observer.0 as usize;
        let of = &self.world.devices[device];
        let reach = if of.imported { i64::MAX / 4 } else { REACH };
        let near = of.steps.iter().filter(|(at, _)| (at - truth.stamped).abs() <= reach);
        let near = near.filter(|(at, _)| !of.imported || self.anchors_between(device, truth.stamped, *at) <= 8);
        if near.count() >= 2 {
            return Some(Assumption::OneStepPerReach);
        }
        let records = &self.by_device[device];
        let at = records.partition_point(|other| self.world.truths[*other].stamped < truth.stamped);
        let slow = |range: &[usize]| {
            !range.is_empty() && range.iter().all(|other| self.world.truths[*other].delay > SECOND + of.batch)
        };
        let (left, right) = (at.saturating_sub(8)..at, (at + 1).min(records.len())..(at + 9).min(records.len()));
        if !of.imported && (slow(&records[left]) || slow(&records[right])) {
            return Some(Assumption::MinDelay);
        }
        let falses = records[at.saturating_sub(40)..(at + 40).min(records.len())]
            .iter()
            .filter(|other| self.world.truths[**other].false_anchor)
            .count();
        (falses > 2).then_some(Assumption::AnchorsFalseMax)
    }

    /// How many anchored records of a device lie between two moments.
    fn anchors_between(&self, device: usize, one: i64, other: i64) -> usize {
        let (from, to) = (one.min(other), one.max(other));
        let records = self.by_device[device].iter();
        records
            .filter(|index| (from..=to).contains(&self.world.truths[**index].stamped))
            .filter(|index| !self.world.observations[**index].keys.is_empty())
            .count()
    }
}
