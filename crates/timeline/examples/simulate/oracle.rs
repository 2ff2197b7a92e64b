//! For what lies outside of its interval: which assumption the world broke there.

use std::collections::BTreeMap;

use timeline::Assumption;

use crate::{classes::SECOND, world::World};

/// What the estimator's default reach is, and some more for the width of windows.
const REACH: i64 = 2_100 * SECOND;

/// Which of the assumptions does not hold around each record of a device; records in the order of stamping.
pub struct Oracle<'a> {
    world: &'a World,
    /// For each device its records' indices in the order of stamping.
    by_device: Vec<Vec<usize>>,
    /// The records that tell or quote each key.
    by_key: BTreeMap<u64, Vec<usize>>,
}

impl<'a> Oracle<'a> {
    /// Sorts the records.
    pub fn new(world: &'a World) -> Self {
        let mut by_device = vec![Vec::new(); world.devices.len()];
        let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (index, of) in world.observations.iter().enumerate() {
            of.keys.iter().for_each(|key| by_key.entry(key.digest).or_default().push(index));
            by_device[of.observer.0 as usize].push(index);
        }
        for records in &mut by_device {
            records.sort_by_key(|index| world.truths[*index].stamped);
        }
        Self { world, by_device, by_key }
    }

    /// The broken assumption that explains why a record is outside; none where nothing does.
    pub fn explain(&self, index: usize) -> Option<Assumption> {
        self.explain_own(index).or_else(|| self.explain_partners(index))
    }

    /// A record is as wrong as the partners that bound its clock: those of the records around it.
    fn explain_partners(&self, index: usize) -> Option<Assumption> {
        let truth = self.world.truths[index];
        let records = &self.by_device[self.world.observations[index].observer.0 as usize];
        let at = records.partition_point(|other| self.world.truths[*other].stamped < truth.stamped);
        let around = &records[at.saturating_sub(60)..(at + 60).min(records.len())];
        let keys = around.iter().flat_map(|other| &self.world.observations[*other].keys);
        let partners = keys.filter_map(|key| self.by_key.get(&key.digest)).flatten();
        partners.into_iter().find_map(|partner| self.explain_own(*partner))
    }

    fn explain_own(&self, index: usize) -> Option<Assumption> {
        let truth = self.world.truths[index];
        let device = self.world.observations[index].observer.0 as usize;
        let of = &self.world.devices[device];
        let records = &self.by_device[device];
        let at = records.partition_point(|other| self.world.truths[*other].stamped < truth.stamped);
        // Where records are few the nearest window reaches further than the assumption does.
        let moment = |place: usize| records.get(place).map_or(truth.stamped, |other| self.world.truths[*other].stamped);
        let from = moment(at.saturating_sub(20)).min(truth.stamped - REACH);
        let to = moment((at + 20).min(records.len() - 1)).max(truth.stamped + REACH);
        let near = of.steps.iter().filter(|(step, _)| {
            (from..=to).contains(step) || of.imported && self.anchors_between(device, truth.stamped, *step) <= 8
        });
        if near.count() >= 2 {
            return Some(Assumption::OneStepPerReach);
        }
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
