//! How good an estimate is, by what is true.

use std::collections::BTreeMap;

use timeline::{Channel, Chronology, EventId, Moment, Precedence};

use crate::{classes::SECOND, oracle::Oracle, random::Random, world::World};

/// True gaps that statements are counted by, in seconds.
pub const GAPS: [(i64, i64); 6] = [(0, 1), (1, 2), (2, 5), (5, 10), (10, 60), (60, 600)];
/// Names of precisions.
pub const PRECISIONS: [&str; 3] = ["ms", "1s", "1min"];
/// Pairs that are asked for each gap and precision, and of neighbours for each record.
const PAIRS_OF_GAP: usize = 20_000;
const NEIGHBOURS: usize = 16;

/// What was measured of one world, or of several added up.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub events: usize,
    pub inside: usize,
    pub outside_explained: usize,
    pub outside_unexplained: usize,
    pub broken: BTreeMap<&'static str, usize>,
    pub wrong_pairs: usize,
    pub happening_wrong_pairs: usize,
    /// By gap and precision: asked and stated.
    pub stated: BTreeMap<(usize, usize), (usize, usize)>,
    /// By precision: the median width of intervals, the last world's.
    pub widths: [i64; 3],
    pub unknown: usize,
    pub inversions: [u64; 4],
    pub pairs: u64,
    pub findings: BTreeMap<&'static str, usize>,
    pub seconds: f64,
}

/// Measures one world.
pub fn measure(world: &World, chronology: &Chronology, seconds: f64, measured: &mut Measured) {
    measured.seconds += seconds;
    let outside = check_inside(world, chronology, measured);
    check_pairs(world, chronology, &outside, measured);
    check_lines(world, chronology, measured);
    for finding in chronology.findings() {
        *measured.findings.entry(finding.kind.name()).or_default() += 1;
    }
}

fn id(world: &World, index: usize) -> EventId {
    world.observations[index].id
}

/// Counts what is inside; gives what is not.
fn check_inside(world: &World, chronology: &Chronology, measured: &mut Measured) -> Vec<usize> {
    let oracle = Oracle::new(world);
    let mut outside = Vec::new();
    let mut widths: [Vec<i64>; 3] = Default::default();
    for (index, truth) in world.truths.iter().enumerate() {
        let Some(timing) = chronology.timing(id(world, index)) else { continue };
        measured.events += 1;
        if timing.earliest <= truth.stamped && truth.stamped <= timing.latest {
            measured.inside += 1;
        } else {
            outside.push(index);
            match oracle.explain(index) {
                Some(assumption) => {
                    measured.outside_explained += 1;
                    *measured.broken.entry(assumption.name()).or_default() += 1;
                }
                None => measured.outside_unexplained += 1,
            }
        }
        if timing.earliest == i64::MIN {
            measured.unknown += 1;
        }
        widths[truth.precision].push(timing.latest.saturating_sub(timing.earliest));
    }
    for (median, widths) in measured.widths.iter_mut().zip(&mut widths) {
        widths.sort_unstable();
        *median = widths.get(widths.len() / 2).copied().unwrap_or(0);
    }
    outside
}

/// Asks about pairs: neighbours of every record, pairs of each gap, and all pairs of what lies outside.
fn check_pairs(world: &World, chronology: &Chronology, outside: &[usize], measured: &mut Measured) {
    let mut order: Vec<usize> = (0..world.truths.len()).filter(|index| !world.truths[*index].copy).collect();
    order.sort_by_key(|index| world.truths[*index].stamped);
    for (at, one) in order.iter().enumerate() {
        for other in order[at + 1..].iter().take(NEIGHBOURS) {
            check_pair(world, chronology, *one, *other, measured);
        }
    }
    for one in outside.iter().take(300) {
        for other in &order {
            check_pair(world, chronology, *one, *other, measured);
        }
    }
    let mut random = Random::new(17);
    for (gap, (from, to)) in GAPS.iter().enumerate() {
        for _ in 0..PAIRS_OF_GAP.min(order.len()) * 3 {
            let one = order[random.below(order.len())];
            let near = world.truths[one].stamped + from * SECOND;
            let first = order.partition_point(|index| world.truths[*index].stamped <= near);
            let last = order.partition_point(|index| world.truths[*index].stamped < near + (to - from) * SECOND);
            if first >= last {
                continue;
            }
            let other = order[first + random.below(last - first)];
            let precision = world.truths[one].precision.max(world.truths[other].precision);
            let stated = check_pair(world, chronology, one, other, measured);
            let (asked, of) = measured.stated.entry((gap, precision)).or_default();
            *asked += 1;
            *of += usize::from(stated);
        }
    }
}

/// True where an order of stamping is stated; what is stated wrongly is counted.
fn check_pair(world: &World, chronology: &Chronology, one: usize, other: usize, measured: &mut Measured) -> bool {
    let (a, b) = (world.truths[one], world.truths[other]);
    let wrong = |moment, first: i64, second: i64| {
        let stated = chronology.precedence(id(world, one), id(world, other), moment);
        let wrong = match stated {
            Some(Precedence::Before) => first > second,
            Some(Precedence::After) => first < second,
            _ => false,
        };
        (stated, wrong)
    };
    let (stated, is_wrong) = wrong(Moment::Stamped, a.stamped, b.stamped);
    measured.wrong_pairs += usize::from(is_wrong);
    let (_, is_wrong) = wrong(Moment::Happened, a.happened, b.happened);
    measured.happening_wrong_pairs += usize::from(is_wrong);
    matches!(stated, Some(Precedence::Before | Precedence::After))
}

/// Counts inverted pairs of four lines: by written time, shifted by each observer's median, ours, and ours were every
/// clock known: what stamps' precision and the delays hide from everybody.
fn check_lines(world: &World, chronology: &Chronology, measured: &mut Measured) {
    let shifts = find_shifts(world);
    let written = |index: usize| world.observations[index].written.map_or(0, |written| written.at.0);
    let kept: Vec<usize> = (0..world.truths.len()).filter(|index| !world.truths[*index].copy).collect();
    let mut by_written = kept.clone();
    by_written.sort_by_key(|index| (written(*index), *index));
    let mut by_shift = kept.clone();
    by_shift.sort_by_key(|index| (written(*index) - shifts[world.observations[*index].observer.0 as usize], *index));
    let number: BTreeMap<EventId, usize> =
        world.observations.iter().enumerate().map(|(index, of)| (of.id, index)).collect();
    let shown: Vec<usize> = chronology.line().iter().filter_map(|id| number.get(id).copied()).collect();
    let shown: Vec<usize> = shown.into_iter().filter(|index| !world.truths[*index].copy).collect();
    let mut by_known = kept.clone();
    by_known.sort_by_cached_key(|index| (guess_known(world, *index), *index));
    for (inversions, line) in measured.inversions.iter_mut().zip([by_written, by_shift, shown, by_known]) {
        let stamped: Vec<i64> = line.iter().map(|index| world.truths[*index].stamped).collect();
        *inversions += count_inversions(stamped).1;
    }
    measured.pairs += kept.len() as u64 * (kept.len() as u64 - 1) / 2;
}

/// When a record was likeliest stamped by one who knows its clock, and how its device batches, but neither how long it
/// took nor what its stamp leaves out.
fn guess_known(world: &World, index: usize) -> i64 {
    let (of, truth) = (&world.observations[index], world.truths[index]);
    let device = &world.devices[of.observer.0 as usize];
    let Some(written) = of.written else { return of.received_at.0 };
    let from = written.at.0 - (device.show(truth.stamped) - truth.stamped);
    let to = from + written.precision;
    if device.imported || of.received_at.0 > to + device.batch + SECOND {
        return from + written.precision / 2;
    }
    let to = to.min(of.received_at.0);
    to - (to - from).clamp(0, device.batch) / 2
}

/// By how much a shift of each observer by its median would move it: of stamp less receipt; of a file, of its stamp
/// less the shifted stamps of its anchors.
fn find_shifts(world: &World) -> Vec<i64> {
    let stamp = |index: usize| world.observations[index].written.map_or(0, |written| written.at.0);
    let median = |mut of: Vec<i64>| {
        of.sort_unstable();
        of.get(of.len() / 2).copied().unwrap_or(0)
    };
    let mut of_device: Vec<Vec<i64>> = vec![Vec::new(); world.devices.len()];
    let mut told: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, of) in world.observations.iter().enumerate() {
        if of.channel == Channel::Live {
            of_device[of.observer.0 as usize].push(stamp(index) - of.received_at.0);
        }
        for key in &of.keys {
            told.entry(key.digest).or_default().push(index);
        }
    }
    let shifts: Vec<i64> = of_device.into_iter().map(median).collect();
    let mut anchored: Vec<Vec<i64>> = vec![Vec::new(); world.devices.len()];
    for same in told.values() {
        for file in same.iter().filter(|index| world.observations[**index].channel == Channel::Import) {
            for live in same.iter().filter(|index| world.observations[**index].channel == Channel::Live) {
                let true_time = stamp(*live) - shifts[world.observations[*live].observer.0 as usize];
                anchored[world.observations[*file].observer.0 as usize].push(stamp(*file) - true_time);
            }
        }
    }
    shifts.into_iter().zip(anchored).map(|(shift, of)| if of.is_empty() { shift } else { median(of) }).collect()
}

/// Sorts, and counts the pairs that stood the wrong way round.
fn count_inversions(of: Vec<i64>) -> (Vec<i64>, u64) {
    if of.len() < 2 {
        return (of, 0);
    }
    let (left, right) = of.split_at(of.len() / 2);
    let ((left, one), (right, other)) = (count_inversions(left.to_vec()), count_inversions(right.to_vec()));
    let mut merged = Vec::with_capacity(of.len());
    let (mut count, mut at, mut next) = (one + other, 0, 0);
    while at < left.len() || next < right.len() {
        if next >= right.len() || at < left.len() && left[at] <= right[next] {
            merged.push(left[at]);
            at += 1;
        } else {
            merged.push(right[next]);
            next += 1;
            count += (left.len() - at) as u64;
        }
    }
    (merged, count)
}
