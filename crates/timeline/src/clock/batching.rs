//! How much more than the smallest delay an observer's deliveries take, measured on themselves.

use std::ops::Range;

use super::groups::{Group, Regrouped};
use crate::{
    Settings,
    settings::{SECOND, shift},
};

/// How many groups to each side are compared.
const AROUND: usize = 16;
/// 80 % of the groups are within what is measured.
const SHARE: (usize, usize) = (4, 5);
/// What comes behind the first ones is measured when it is so many-th more of them, as a power of two.
const STEPS_LOG2: u32 = 3;
/// More than this is an outage, not a habit.
const BATCHING_MAX: i64 = 900 * SECOND;

/// What is measured of an observer's deliveries, kept so that one group more costs little.
///
/// Only the first ones are measured, seven eighths of them at least: so what comes behind them changes nothing until it
/// is an eighth more. A habit that begins behind them is measured so much later; where nearly a fifth of the first were
/// late already, all groups together would have shown it at once.
///
/// What is missed leaves δ too small, and a bound by δ is wrong only where all deliveries of a window took longer: late
/// ones among prompt ones, however many, make none wrong. A window of late ones alone is what
/// [`Assumption::MinDelay`](crate::Assumption::MinDelay) rules out, whatever is measured; where fewer than a twelfth were
/// late before, measuring all would not show it sooner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batching {
    /// The precision that delays are measured with: most groups' stamps are no coarser.
    precision: i64,
    /// For each group how long it was delayed beyond the smallest delay; [`i64::MIN`] where that is not measured.
    delays: Vec<i64>,
    /// How many of the first groups are measured, and the result.
    measured: usize,
    nanos: i64,
}

impl Batching {
    pub(crate) fn measure(groups: &[Group], settings: &Settings) -> Self {
        let measured = count_measured(groups.len());
        let precision = find_precision(groups.get(..measured).unwrap_or_default());
        let mut batching = Self { precision, delays: vec![i64::MIN; groups.len()], measured, nanos: 0 };
        batching.measure_delays(groups, 0..groups.len(), settings);
        batching.nanos = batching.sum_up(groups);
        batching
    }

    /// Measures again what a change of groups makes another.
    pub(crate) fn measure_again(&mut self, groups: &[Group], of: &Regrouped, settings: &Settings) {
        self.delays.splice(of.before.clone(), vec![i64::MIN; of.after.len()]);
        let around = of.changed.start.saturating_sub(AROUND)..groups.len().min(of.changed.end + AROUND);
        let measured = count_measured(groups.len());
        let is_behind = around.start >= measured && measured == self.measured;
        self.measured = measured;
        if !is_behind && find_precision(groups.get(..measured).unwrap_or_default()) != self.precision {
            *self = Self::measure(groups, settings);
            return;
        }
        self.measure_delays(groups, around, settings);
        if !is_behind {
            self.nanos = self.sum_up(groups);
        }
    }

    /// The delay beyond the smallest that 80 % of the groups do not exceed.
    pub(crate) const fn nanos(&self) -> i64 {
        self.nanos
    }

    /// Measures by what the groups' neighbours prove: an offset is nowhere below a neighbour's stamp − receipt less the
    /// drift between them, so a group that lies below was delayed.
    ///
    /// Rounded up to eighths of a power of two, so that one more record seldom changes it.
    ///
    /// Stamps show no delay below their own precision: minutes that are sent once a minute look prompt. There the
    /// rhythm of the deliveries tells, as far as the precision can hide it.
    fn sum_up(&self, groups: &[Group]) -> i64 {
        let delays = self.delays.iter().take(self.measured);
        let mut delays: Vec<i64> = delays.copied().filter(|delay| *delay != i64::MIN).collect();
        let shown = find_quantile(&mut delays, SHARE).max(0);
        let rhythm = measure_rhythm(groups.get(..self.measured).unwrap_or_default());
        round_up(rhythm.clamp(shown, shown.saturating_add(self.precision)).clamp(0, BATCHING_MAX))
    }

    /// An hour that is told twice in a year is no precision to measure with: what is coarser than most is left out.
    fn measure_delays(&mut self, groups: &[Group], range: Range<usize>, settings: &Settings) {
        let precision = self.precision;
        let is_measured = |group: &Group| group.low() != i64::MIN && group.precision <= precision;
        for at in range {
            let (Some(group), Some(delay)) = (groups.get(at), self.delays.get_mut(at)) else { break };
            *delay = i64::MIN;
            if !is_measured(group) {
                continue;
            }
            let around = groups.get(at.saturating_sub(AROUND)..groups.len().min(at + AROUND + 1)).unwrap_or(&[]);
            let proven = around.iter().filter(|other| is_measured(other)).map(|other| {
                let distance = other.last.abs_diff(group.first).max(group.last.abs_diff(other.first));
                shift(other.low(), -settings.drift(i64::try_from(distance).unwrap_or(i64::MAX)))
            });
            let proven = proven.max().unwrap_or(i64::MIN);
            *delay = proven.saturating_sub(group.low()).saturating_sub(precision).max(i64::MIN + 1);
        }
    }
}

fn find_precision(groups: &[Group]) -> i64 {
    let mut precisions: Vec<i64> = groups.iter().map(|group| group.precision).collect();
    find_quantile(&mut precisions, (1, 2))
}

/// How long before its delivery the last record of a group was written, by the groups' distances and sizes, where they
/// hold more records than chance would bring together; else nothing.
fn measure_rhythm(groups: &[Group]) -> i64 {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return 0 };
    let joined = groups.iter().filter(|group| group.count > 1).count();
    let records: usize = groups.iter().map(|group| group.count as usize).sum();
    // Of records that come one by one, so many share a group by chance at most.
    let span = (last.last.saturating_sub(first.first) / SECOND).max(1);
    let by_chance = groups.len() / 4 + groups.len() * records / usize::try_from(span).unwrap_or(usize::MAX);
    if joined <= by_chance {
        return 0;
    }
    // Of k records in a gap the last one stands a k-th of it before the end, on average; within two of them nearly all do.
    let mut waits: Vec<i64> = groups
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] => {
                let gap = after.first.saturating_sub(before.last).saturating_mul(2);
                Some(gap / i64::from(after.count.max(1)))
            }
            _ => None,
        })
        .collect();
    find_quantile(&mut waits, SHARE)
}

/// What a share of the values at least does not exceed; 0 of none.
fn find_quantile(values: &mut [i64], share: (usize, usize)) -> i64 {
    let Some(last) = values.len().checked_sub(1) else { return 0 };
    let (_, quantile, _) = values.select_nth_unstable((values.len() * share.0 / share.1).min(last));
    *quantile
}

/// How many of the first groups are measured.
fn count_measured(groups: usize) -> usize {
    groups - groups % (1 << groups.checked_ilog2().unwrap_or(0).saturating_sub(STEPS_LOG2))
}

/// To eighths of a power of two, so that what differs little is the same for most.
pub(super) fn round_up(nanos: i64) -> i64 {
    let step = 1_i64 << (nanos.max(1).ilog2().saturating_sub(3));
    (nanos.saturating_add(step - 1) / step) * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AssumptionSet, EventId,
        clock::groups::{Sample, group_deliveries},
    };

    /// Samples ten seconds apart, two of ten late.
    fn draw(count: u32) -> Vec<Sample> {
        let draw = |number: u32| {
            let stamp = i64::from(number) * 10 * SECOND;
            let late = if matches!(number % 10, 3 | 9) { 3 * SECOND } else { 0 };
            Sample {
                index: number,
                id: EventId::default(),
                stamp,
                precision: 1_000_000,
                received: stamp + late + i64::from(number.wrapping_mul(7_919) % 50) * 1_000_000,
                error: 0,
                rests_on: AssumptionSet::NONE,
                stated: None,
                told_later: false,
            }
        };
        (0..count).map(draw).collect()
    }

    #[test]
    fn one_more_seldom_changes_what_is_measured() {
        let settings = Settings::default();
        let measured = (4_000..4_600).map(|count| {
            let (groups, _) = group_deliveries(&draw(count));
            Batching::measure(&groups, &settings).nanos()
        });
        let measured: Vec<i64> = measured.step_by(10).collect();
        let changes = measured.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(changes <= 2, "{changes} changes");
    }

    #[test]
    fn seven_eighths_at_least_are_measured() {
        for groups in 1..5_000 {
            let measured = count_measured(groups);
            assert!(measured <= groups && measured * 8 >= groups * 7, "{measured} of {groups}");
        }
    }

    #[test]
    fn a_share_at_least_is_within() {
        for count in 1..3_000_i64 {
            let quantile = find_quantile(&mut (0..count).collect::<Vec<_>>(), SHARE);
            assert!((quantile + 1) * 5 >= count * 4 && quantile * 5 <= count * 4, "{quantile} of {count}");
        }
    }
}
