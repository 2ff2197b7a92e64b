//! What a sender says of how well its own clock is kept, held against what is known of the clock.

use super::Clock;
use crate::{
    Assumption, AssumptionSet, Settings, Timing,
    settings::{SECOND, at},
};

/// A few statements may stand against the rest (a clock that is being set); of more than these one in six.
const FALSE_MAX: usize = 2;
const FALSE_SHARE: usize = 6;
/// Where a statement and a bound miss each other by less, either is a little too narrow and nobody lies.
const TOLERANCE: i64 = SECOND;

/// The records whose statements cannot be true, where these are too many to believe the sender at all.
pub(super) fn find_false(clock: &Clock) -> Vec<u32> {
    let mut stated = 0_usize;
    let mut wrong = Vec::new();
    for (sample, slot) in clock.samples.iter().zip(&clock.slots) {
        let Some(off_max) = sample.stated else { continue };
        stated += 1;
        let hull = at(&clock.offsets, *slot as usize).hull;
        // The record was received, so its clock was ahead by no less than this.
        let own_low = sample.stamp.saturating_sub(sample.received).saturating_sub(sample.error);
        let allowed = off_max.saturating_add(TOLERANCE);
        let is_beyond = hull.high != i64::MAX && hull.high < -allowed || hull.low != i64::MIN && hull.low > allowed;
        if is_beyond || sample.error != i64::MAX && own_low > allowed {
            wrong.push(sample.index);
        }
    }
    if wrong.len() <= FALSE_MAX.max(stated / FALSE_SHARE) && wrong.len() < stated {
        wrong.clear();
    }
    wrong
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
