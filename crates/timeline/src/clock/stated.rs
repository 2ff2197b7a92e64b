//! What a sender says of how well its own clock is kept, held against what is known of the clock.

use std::collections::BTreeSet;

use super::{Clock, Offset, ROUNDS, Sample};
use crate::{Assumption, AssumptionSet, Settings, Timing, settings::SECOND};

/// A few statements may stand against the rest (a clock that is being set); of more than these one in six.
const FALSE_MAX: usize = 2;
const FALSE_SHARE: usize = 6;
/// Where a statement and a bound miss each other by less, either is a little too narrow and nobody lies.
const TOLERANCE: i64 = SECOND;

/// What the records of a clock say of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Statements {
    /// How many say anything.
    count: usize,
    /// Records of which that cannot be true, before and after each round of anchors.
    wrong: [BTreeSet<u32>; ROUNDS + 1],
}

impl Statements {
    pub(super) fn count(samples: &[Sample]) -> Self {
        Self { count: samples.iter().filter(|sample| sample.stated.is_some()).count(), ..Self::default() }
    }

    pub(super) fn count_one(&mut self, sample: &Sample) {
        self.count += usize::from(sample.stated.is_some());
    }

    /// True where too few are wrong after so many rounds to disbelieve the sender altogether.
    pub(super) fn are_believed(&self, after: usize) -> bool {
        let wrong = self.wrong.get(after).map_or(0, BTreeSet::len);
        wrong <= FALSE_MAX.max(self.count / FALSE_SHARE) && wrong < self.count.max(1)
    }

    /// The same before and after each round.
    pub(super) fn beliefs(&self) -> [bool; ROUNDS + 1] {
        std::array::from_fn(|after| self.are_believed(after))
    }

    /// Notes whether what a sample says can be true.
    fn judge(&mut self, after: usize, sample: &Sample, offset: &Offset) {
        let (Some(off_max), Some(wrong)) = (sample.stated, self.wrong.get_mut(after)) else { return };
        if is_false(sample, off_max, offset) {
            wrong.insert(sample.index);
        } else {
            wrong.remove(&sample.index);
        }
    }
}

impl Clock {
    /// Holds what each record says to what is known after so many rounds, and to the same where more of them say
    /// nothing else.
    pub(super) fn judge_statements(&mut self, after: usize) {
        if self.statements.count == 0 {
            return;
        }
        for (sample, slot) in self.samples.iter().zip(&self.slots) {
            if let Some(offset) = self.offsets.get(*slot as usize) {
                (after..=ROUNDS).for_each(|after| self.statements.judge(after, sample, offset));
            }
        }
    }

    /// The same of some slots, by these offsets, and after so many rounds alone. All are held to it before any is
    /// placed by it: whether they are believed rests on all of them.
    pub(crate) fn judge_slots(&mut self, after: usize, offsets: &[(usize, Offset)]) {
        if self.statements.count == 0 {
            return;
        }
        for (slot, offset) in offsets {
            for sample in self.samples.get(self.samples_of(&(*slot..*slot + 1))).unwrap_or_default() {
                self.statements.judge(after, sample, offset);
            }
        }
    }

    /// Whether its statements are believed, before and after each round.
    pub(crate) fn beliefs(&self) -> [bool; ROUNDS + 1] {
        self.statements.beliefs()
    }

    /// The records that say of their clock what cannot be, where that is worth no belief therefore.
    pub(crate) fn stated_false(&self) -> Vec<u32> {
        let wrong = self.statements.wrong.last().filter(|_| !self.statements.are_believed(ROUNDS));
        let in_order = |wrong: &BTreeSet<u32>| {
            let indices = self.samples.iter().map(|sample| sample.index);
            indices.filter(|index| wrong.contains(index)).collect()
        };
        wrong.map_or_else(Vec::new, in_order)
    }
}

fn is_false(sample: &Sample, off_max: i64, offset: &Offset) -> bool {
    let hull = offset.hull;
    // The record was received, so its clock was ahead by no less than this.
    let own_low = sample.stamp.saturating_sub(sample.received).saturating_sub(sample.error);
    let allowed = off_max.saturating_add(TOLERANCE);
    let is_beyond = hull.high != i64::MAX && hull.high < -allowed || hull.low != i64::MIN && hull.low > allowed;
    is_beyond || sample.error != i64::MAX && own_low > allowed
}

/// Narrows when a record was stamped by what it says of its clock, where nothing contradicts that.
pub(super) fn take_stated(timing: &mut Timing, stamp: i64, precision: i64, off_max: i64, settings: &Settings) {
    if !settings.assume.contains(Assumption::ClockAsStated) {
        return;
    }
    let earliest = stamp.saturating_sub(off_max);
    let latest = stamp.saturating_add(precision - 1).saturating_add(off_max);
    if earliest.max(timing.earliest) > latest.min(timing.latest) {
        return;
    }
    let used = AssumptionSet::of(&[Assumption::ClockAsStated, Assumption::StampsTruncate]);
    if earliest > timing.earliest {
        (timing.earliest, timing.used_earliest) = (earliest, used);
    }
    if latest < timing.latest {
        (timing.latest, timing.used_latest) = (latest, used);
    }
    timing.best = timing.best.clamp(timing.earliest, timing.latest);
}
