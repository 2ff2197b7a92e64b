//! How much more than the smallest delay an observer's deliveries take, measured on themselves.

use super::groups::Group;
use crate::{
    Settings,
    settings::{SECOND, shift},
};

/// How many groups to each side are compared.
const AROUND: usize = 16;
/// 80 % of the groups are within what is measured.
const SHARE: (usize, usize) = (4, 5);
/// More than this is an outage, not a habit.
const BATCHING_MAX: i64 = 900 * SECOND;

/// The delay beyond the smallest that 80 % of the groups do not exceed, by what their neighbours prove: an offset is
/// nowhere below a neighbour's stamp − receipt less the drift between them, so a group that lies below was delayed.
///
/// Rounded up to eighths of a power of two, so that one more record seldom changes it.
pub(crate) fn measure_batching(groups: &[Group], precision_max: i64, settings: &Settings) -> i64 {
    let mut delays: Vec<i64> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.low != i64::MIN)
        .map(|(at, group)| {
            let around = groups.get(at.saturating_sub(AROUND)..groups.len().min(at + AROUND + 1)).unwrap_or(&[]);
            let proven = around.iter().map(|other| {
                let distance = other.last.abs_diff(group.first).max(group.last.abs_diff(other.first));
                shift(other.low, -settings.drift(i64::try_from(distance).unwrap_or(i64::MAX)))
            });
            proven.max().unwrap_or(i64::MIN).saturating_sub(group.low).saturating_sub(precision_max)
        })
        .collect();
    if delays.is_empty() {
        return 0;
    }
    let rank = (delays.len() * SHARE.0 / SHARE.1).min(delays.len() - 1);
    let (_, quantile, _) = delays.select_nth_unstable(rank);
    round_up((*quantile).clamp(0, BATCHING_MAX))
}

fn round_up(nanos: i64) -> i64 {
    let step = 1_i64 << (nanos.max(1).ilog2().saturating_sub(3));
    (nanos.saturating_add(step - 1) / step) * step
}
