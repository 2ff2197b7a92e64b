//! The likeliest moment of a record, for the line that is shown.
//!
//! Two things tell of it: the stamp, to its precision and by the clock; and of a live record the receipt, as it is seldom
//! later than deliveries usually are. A stamp of minutes that came at once is known by its receipt to a tenth of a second.

use super::{
    Sample,
    offset::{Offset, SIDES_APART},
    side::{Side, Sides},
};
use crate::{
    AssumptionSet,
    settings::{SECOND, shift},
};

/// A record that came by so much later than deliveries usually do lay in a queue: its receipt tells nothing.
const QUEUED: i64 = SECOND;

/// By stamp and receipt, where deliveries are usually no later than this.
pub(super) fn guess_live(sample: &Sample, offset: &Offset, usual_delay: i64) -> i64 {
    let received = sample.received;
    let own_low = sample.stamp.saturating_sub(received.saturating_add(sample.error));
    let from = sample.stamp.saturating_sub(guess_offset(offset, own_low, false));
    let to = from.saturating_add(sample.precision);
    if to.saturating_add(usual_delay).saturating_add(QUEUED) < received {
        return from.saturating_add(sample.precision / 2);
    }
    let to = to.min(received);
    to.saturating_sub(to.saturating_sub(from).clamp(0, usual_delay.max(0)) / 2)
}

/// By the stamp alone.
pub(super) fn guess_stamped(sample: &Sample, offset: &Offset) -> i64 {
    let own_low = sample.stamp.saturating_sub(sample.received.saturating_add(sample.error));
    sample.stamp.saturating_add(sample.precision / 2).saturating_sub(guess_offset(offset, own_low, true))
}

/// The likeliest offset: the greatest that a neighbour proves is the one with the least delay. Where the sides are far
/// apart a step lies between them, and the record belongs to the side that leaves it the smaller delay.
fn guess_offset(offset: &Offset, own_low: i64, by_anchors: bool) -> i64 {
    let Sides { left, right } = offset.sides;
    let by_anchors = by_anchors && offset.used.includes(AssumptionSet::ANCHORS);
    let guess = |side: Side| match (side.low, side.high) {
        (i64::MIN, i64::MAX) => None,
        (i64::MIN, high) => Some(high),
        (low, i64::MAX) => Some(low),
        // Receipts prove the low end and assume the high one; anchors alone bound both alike.
        (low, high) if by_anchors => Some(low.midpoint(high)),
        (low, _) => Some(low),
    };
    match (guess(left), guess(right)) {
        (None, None) => own_low,
        (Some(one), None) | (None, Some(one)) => one,
        (Some(one), Some(other)) if one.abs_diff(other) <= SIDES_APART.unsigned_abs() => {
            if by_anchors {
                let low = left.low.max(right.low);
                let high = left.high.min(right.high);
                if low <= high && low != i64::MIN && high != i64::MAX {
                    return low.midpoint(high);
                }
            }
            one.max(other)
        }
        (Some(one), Some(other)) => {
            let (less, more) = (one.min(other), one.max(other));
            if shift(less, SECOND / 10) >= own_low { less } else { more }
        }
    }
}
