//! Records that are sent again from where they were kept: their receipts follow the one who sends, not the clock.

use super::groups::{Group, Sample, group_deliveries};
use crate::settings::SECOND;

/// Fewer pairs of neighbouring deliveries than this show nothing.
const PAIRS_MIN: usize = 7;

/// True where the stamps of most deliveries run more than twice as fast as their receipts, so that no clock and no
/// queue that is ever empty makes them. Samples are in the order of receipt.
pub(crate) fn is_sent_again(samples: &[Sample]) -> bool {
    let (groups, _) = group_deliveries(samples);
    are_fast(count_fast(&groups), groups.len())
}

/// The same by how many of so many deliveries run fast.
pub(super) const fn are_fast(fast: usize, deliveries: usize) -> bool {
    deliveries > PAIRS_MIN && fast * 2 > deliveries - 1
}

/// How many of these deliveries run fast behind the one before them.
pub(super) fn count_fast(groups: &[Group]) -> usize {
    let runs = |(before, after): &(&Group, &Group)| {
        let received = after.first.saturating_sub(before.first);
        let told = after.end.saturating_sub(before.end);
        told > received.saturating_mul(2).saturating_add(after.precision.max(SECOND))
    };
    groups.iter().zip(groups.iter().skip(1)).filter(runs).count()
}
