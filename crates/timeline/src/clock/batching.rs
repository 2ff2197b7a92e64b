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
///
/// Stamps show no delay below their own precision: minutes that are sent once a minute look prompt. There the rhythm of
/// the deliveries tells, as far as the precision can hide it.
///
/// An hour that is told twice in a year is no precision to measure with: what is coarser than most is left out.
pub(crate) fn measure_batching(groups: &[Group], slots: &[u32], settings: &Settings) -> i64 {
    let mut precisions: Vec<i64> = groups.iter().map(|group| group.precision).collect();
    let precision = find_quantile(&mut precisions, (1, 2));
    let shown = measure_delays(groups, precision, settings);
    let rhythm = measure_rhythm(groups, slots);
    round_up(rhythm.clamp(shown, shown.saturating_add(precision)).clamp(0, BATCHING_MAX))
}

fn measure_delays(groups: &[Group], precision: i64, settings: &Settings) -> i64 {
    let is_measured = |group: &Group| group.low != i64::MIN && group.precision <= precision;
    let mut delays: Vec<i64> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| is_measured(group))
        .map(|(at, group)| {
            let around = groups.get(at.saturating_sub(AROUND)..groups.len().min(at + AROUND + 1)).unwrap_or(&[]);
            let proven = around.iter().filter(|other| is_measured(other)).map(|other| {
                let distance = other.last.abs_diff(group.first).max(group.last.abs_diff(other.first));
                shift(other.low, -settings.drift(i64::try_from(distance).unwrap_or(i64::MAX)))
            });
            proven.max().unwrap_or(i64::MIN).saturating_sub(group.low).saturating_sub(precision)
        })
        .collect();
    find_quantile(&mut delays, SHARE).max(0)
}

/// How long before its delivery the last record of a group was written, by the groups' distances and sizes, where they
/// hold more records than chance would bring together; else nothing.
fn measure_rhythm(groups: &[Group], slots: &[u32]) -> i64 {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return 0 };
    let mut counts = vec![0_i64; groups.len()];
    for slot in slots {
        if let Some(count) = counts.get_mut(*slot as usize) {
            *count += 1;
        }
    }
    let joined = counts.iter().filter(|count| **count > 1).count();
    // Of records that come one by one, so many share a group by chance at most.
    let span = (last.last.saturating_sub(first.first) / SECOND).max(1);
    let by_chance = groups.len() / 4 + groups.len() * slots.len() / usize::try_from(span).unwrap_or(usize::MAX);
    if joined <= by_chance {
        return 0;
    }
    // Of k records in a gap the last one stands a k-th of it before the end, on average; within two of them nearly all do.
    let gaps = groups.windows(2).zip(counts.iter().skip(1));
    let mut waits: Vec<i64> = gaps
        .filter_map(|(pair, count)| match pair {
            [before, after] => Some(after.first.saturating_sub(before.last).saturating_mul(2) / (*count).max(1)),
            _ => None,
        })
        .collect();
    find_quantile(&mut waits, SHARE)
}

/// What a share of the values does not exceed; 0 of none.
fn find_quantile(values: &mut [i64], share: (usize, usize)) -> i64 {
    let Some(last) = values.len().checked_sub(1) else { return 0 };
    let (_, quantile, _) = values.select_nth_unstable((values.len() * share.0 / share.1).min(last));
    *quantile
}

fn round_up(nanos: i64) -> i64 {
    let step = 1_i64 << (nanos.max(1).ilog2().saturating_sub(3));
    (nanos.saturating_add(step - 1) / step) * step
}
