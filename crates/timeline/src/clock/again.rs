//! Records that are sent again from where they were kept: their receipts follow the one who sends, not the clock.

use super::groups::{Group, Sample, group_deliveries};
use crate::settings::SECOND;

/// Fewer pairs of neighbouring deliveries than this show nothing.
const PAIRS_MIN: usize = 7;

/// True where the stamps of most deliveries run more than twice as fast as their receipts, so that no clock and no
/// queue that is ever empty makes them. Samples are in the order of receipt.
pub(crate) fn is_sent_again(samples: &[Sample]) -> bool {
    let (groups, slots) = group_deliveries(samples);
    if groups.len() <= PAIRS_MIN {
        return false;
    }
    let mut last = vec![i64::MIN; groups.len()];
    for (sample, slot) in samples.iter().zip(&slots) {
        if let Some(last) = last.get_mut(*slot as usize) {
            *last = (*last).max(sample.stamp.saturating_add(sample.precision));
        }
    }
    let runs = |pair: &((&Group, i64), (&Group, i64))| {
        let ((before, from), (after, to)) = pair;
        let received = after.first.saturating_sub(before.first);
        to.saturating_sub(*from) > received.saturating_mul(2).saturating_add(after.precision.max(SECOND))
    };
    let ends = || groups.iter().zip(last.iter().copied());
    let fast = ends().zip(ends().skip(1)).filter(runs).count();
    fast * 2 > groups.len() - 1
}
