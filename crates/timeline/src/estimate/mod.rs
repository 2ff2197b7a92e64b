//! All clocks together: each bounds the others by what both have seen.

mod enter;
mod insert;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Assumption, AssumptionSet, Channel, Observation, ObserverId, Settings, StatedClock, Timing,
    anchor::Keyed,
    clock::{AnchorBound, Clock, ROUNDS, Sample, is_sent_again},
    peers::{Peers, compare_clocks},
    settings::{SECOND, at, with_room},
};

pub(crate) use insert::Arrival;

/// A partner that is known no better than this says nothing.
const PARTNER_WIDTH_MAX: i64 = 900 * SECOND;

/// Every clock and every record's time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Estimate {
    pub(crate) clocks: Vec<Clock>,
    pub(crate) timings: Vec<Timing>,
    /// What the clocks say of each other that nothing else bounds.
    pub(crate) peers: Peers,
    /// Observers whose live records were recorded before and are sent again.
    pub(crate) sent_again: Vec<ObserverId>,
    /// By observer, and whether it is the clock of live records.
    numbers: BTreeMap<(ObserverId, bool), u32>,
    /// For each record its clock and its place there.
    homes: Vec<Option<Home>>,
    /// What was known of each record before each round, without what peers say.
    known: [Vec<Known>; ROUNDS],
    /// Of each clock, as its live or its imported records show it, how many are bounded from their early end.
    bounded: BTreeMap<(ObserverId, bool), u32>,
    /// The copies of each record that has some.
    copies: BTreeMap<u32, Vec<u32>>,
}

/// The earliest and the latest moment of a record.
type Known = (i64, i64);

/// A record's clock, and its place among the samples there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Home {
    clock: u32,
    place: u32,
}

/// Estimates every clock, then every record's time. Copies take the time of what they repeat.
pub(crate) fn estimate(
    observations: &[Observation],
    repeats: &[Option<u32>],
    keyed: &Keyed,
    settings: &Settings,
) -> Estimate {
    let (mut clocks, sent_again) = build_clocks(observations, repeats, settings);
    let mut timings: Vec<Timing> = observations.iter().map(|of| bound_unread(of, settings)).collect();
    place_all(&clocks, 0, &mut timings, settings);
    let mut peers = Peers::default();
    let mut known: [Vec<Known>; ROUNDS] = Default::default();
    known.fill(list_known(&timings));
    if settings.assume.includes(AssumptionSet::ANCHORS) && !(keyed.partners.is_empty() && keyed.retold.is_empty()) {
        for round in 0..ROUNDS {
            known.iter_mut().skip(round).for_each(|of| *of = list_known(&timings));
            run_round(round, &mut clocks.iter_mut().collect::<Vec<_>>(), observations, keyed, &mut timings, settings);
        }
        let bounded: BTreeSet<_> = count_bounded(observations, &timings).into_keys().map(|(of, _)| of).collect();
        peers = compare_clocks(observations, keyed, &timings, &bounded, settings);
        if !peers.bounds.is_empty() {
            let mut open: Vec<&mut Clock> =
                clocks.iter_mut().filter(|clock| !bounded.contains(&clock.observer)).collect();
            for clock in &mut open {
                clock.rest_on_peers(peers.bounds.get(&clock.observer).copied(), peers.rests_on);
            }
            place_all(open.iter().map(|clock| &**clock), ROUNDS, &mut timings, settings);
            (0..ROUNDS).for_each(|round| run_round(round, &mut open, observations, keyed, &mut timings, settings));
        }
    } else {
        clocks.iter_mut().for_each(|clock| clock.settle(ROUNDS, settings));
        place_all(&clocks, ROUNDS, &mut timings, settings);
    }
    let mut copies: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (index, repeat) in (0_u32..).zip(repeats) {
        if let Some(first) = repeat {
            copies.entry(*first).or_default().push(index);
            let first = at(&timings, *first as usize);
            if let Some(timing) = timings.get_mut(index as usize) {
                *timing = first;
            }
        }
    }
    let bounded = count_bounded(observations, &timings);
    for (of, timing) in observations.iter().zip(&mut timings) {
        guess_by_stamp(of, timing, &bounded);
    }
    let mut estimate = Estimate { clocks, timings, peers, sent_again, known, bounded, copies, ..Estimate::default() };
    estimate.homes = with_room(vec![None; observations.len()]);
    estimate.timings = with_room(estimate.timings);
    estimate.known = estimate.known.map(with_room);
    for number in 0..estimate.clocks.len() {
        estimate.enter_clock(number);
        estimate.settle_from(number, 0);
    }
    estimate
}

/// What a record without a readable stamp is bounded by.
fn bound_unread(of: &Observation, settings: &Settings) -> Timing {
    match bound_receipt(of, settings) {
        Some((error, rests_on)) => Timing::up_to(of.received_at.0.saturating_add(error), rests_on),
        None => Timing { best: of.received_at.0, ..Timing::default() },
    }
}

fn list_known(timings: &[Timing]) -> Vec<Known> {
    timings.iter().map(|of| (of.earliest, of.latest)).collect()
}

/// Bounds these clocks by what their partners are known by.
fn run_round(
    round: usize,
    clocks: &mut [&mut Clock],
    observations: &[Observation],
    keyed: &Keyed,
    timings: &mut [Timing],
    settings: &Settings,
) {
    for clock in &mut *clocks {
        let samples = clock.samples.iter().zip(&clock.slots);
        let known = |index: u32| {
            let timing = at(timings, index as usize);
            (timing.earliest, timing.latest)
        };
        let anchors = samples.filter_map(|(sample, slot)| {
            let (low, high) = bound_by_partners(sample.index, observations, keyed, known, settings)?;
            Some(AnchorBound { slot: *slot, own: sample.index, low, high })
        });
        let anchors = anchors.collect();
        clock.apply_anchors(round, anchors, settings);
    }
    place_all(clocks.iter().map(|clock| &**clock), round + 1, timings, settings);
}

/// What the partners of a record say of its clock: of several the best known one, so that one false key counts once.
fn bound_by_partners(
    own: u32,
    observations: &[Observation],
    keyed: &Keyed,
    known: impl Fn(u32) -> Known,
    settings: &Settings,
) -> Option<(i64, i64)> {
    let of = observations.get(own as usize).filter(|of| !of.keys.is_empty())?;
    let written = of.written?;
    let width = |other: u32| {
        let (earliest, latest) = known(other);
        if earliest == i64::MIN { i64::MAX } else { latest.saturating_sub(earliest) }
    };
    let partners = keyed.partners_of(own).filter_map(|index| Some((index, observations.get(index as usize)?)));
    let (index, other) = partners.min_by_key(|(index, other)| (width(*index), other.id))?;
    if width(index) > PARTNER_WIDTH_MAX {
        return None;
    }
    let (earliest, latest) = known(index);
    let low = written.at.0.saturating_sub(latest.saturating_add(of.lag.nanos_max()));
    let earliest = earliest.saturating_sub(other.lag.nanos_max());
    let high = written.at.0.saturating_add(written.precision).saturating_sub(earliest);
    // A live record stands at its receipt; while it waited its clock may have drifted.
    let waited = of.received_at.0.saturating_sub(earliest).max(0);
    let slop = if of.channel == Channel::Live { settings.drift(waited) } else { 0 };
    let (low, high) = (low.saturating_sub(slop), high.saturating_add(slop));
    (low != i64::MIN && high != i64::MAX).then_some((low, high))
}

/// Clocks, as their live or their imported records show them, of whose records at least one is bounded from its early
/// end, and how many are.
fn count_bounded(observations: &[Observation], timings: &[Timing]) -> BTreeMap<(ObserverId, bool), u32> {
    let mut bounded = BTreeMap::new();
    for (of, _) in observations.iter().zip(timings).filter(|(_, timing)| timing.earliest != i64::MIN) {
        *bounded.entry(side_of(of)).or_default() += 1;
    }
    bounded
}

/// A clock as its live (true) or its imported records show it.
fn side_of(of: &Observation) -> (ObserverId, bool) {
    (of.observer, of.channel == Channel::Live)
}

/// Of a clock that nothing bounds the stamps are the likeliest: a replay brings days of records within a second, so
/// their receipts would say nothing but in which order they were sent.
fn guess_by_stamp(of: &Observation, timing: &mut Timing, bounded: &BTreeMap<(ObserverId, bool), u32>) {
    if let Some(written) = of.written.filter(|_| bounded.get(&side_of(of)).is_none_or(|count| *count == 0)) {
        timing.best = written.at.0.min(timing.latest);
    }
}

/// The samples of each clock, live and imported ones apart, in their own orders; and whose live records are sent again,
/// so that their receipts say no more than a file.
fn build_clocks(
    observations: &[Observation],
    repeats: &[Option<u32>],
    settings: &Settings,
) -> (Vec<Clock>, Vec<ObserverId>) {
    let mut live: BTreeMap<ObserverId, Vec<Sample>> = BTreeMap::new();
    let mut imports: BTreeMap<ObserverId, Vec<_>> = BTreeMap::new();
    let of_file = |sample: &Sample| {
        let of = observations.get(sample.index as usize);
        of.map_or((0, 0, *sample), |of| (of.stream.0, of.position.0, *sample))
    };
    for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
        let (None, Some(sample)) = (repeat, read_sample(index, of, settings)) else { continue };
        if is_live(of, &sample) {
            live.entry(of.observer).or_default().push(sample);
        } else {
            imports.entry(of.observer).or_default().push(of_file(&sample));
        }
    }
    for samples in live.values_mut() {
        samples.sort_by_key(|sample| (sample.received, sample.id));
    }
    let sent_again: Vec<_> = live.iter().filter(|(_, of)| is_sent_again(of)).map(|(observer, _)| *observer).collect();
    for observer in &sent_again {
        let samples = live.remove(observer).unwrap_or_default();
        imports.entry(*observer).or_default().extend(samples.iter().map(of_file));
    }
    let live = live.into_iter().map(|(observer, samples)| Clock::build_live(observer, samples, settings));
    let imports = imports.into_iter().map(|(observer, samples)| Clock::build_import(observer, samples, settings));
    (live.chain(imports).collect(), sent_again)
}

/// A receipt that may not be relied on says no more than a file.
fn is_live(of: &Observation, sample: &Sample) -> bool {
    of.channel == Channel::Live && sample.error != i64::MAX
}

/// A readable stamp that lies within 146 years of 1970; others bound nothing.
fn read_sample(index: u32, of: &Observation, settings: &Settings) -> Option<Sample> {
    const FAR: i64 = 1 << 62;
    let written = of.written.filter(|written| written.at.0.unsigned_abs() < FAR.unsigned_abs())?;
    let precision = written.precision.clamp(1, 2 * 86_400 * SECOND);
    let (stamp, precision) = if settings.assume.contains(Assumption::StampsTruncate) {
        (written.at.0, precision)
    } else {
        (written.at.0.saturating_sub(precision), precision.saturating_mul(2))
    };
    let (error, rests_on) = bound_receipt(of, settings).unwrap_or((i64::MAX, AssumptionSet::NONE));
    let stated = match of.clock.stated {
        StatedClock::Synchronised { nanos_max } => Some(nanos_max.unwrap_or(settings.right_clock_error)),
        StatedClock::Unstated | StatedClock::Unsynchronised => None,
    };
    let (id, received, told_later) = (of.id, of.received_at.0, of.clock.told_later);
    Some(Sample { index, id, stamp, precision, received, error, rests_on, stated, told_later })
}

/// How far our own clock can have been off when the record came, and what that rests on; none where that is not to be
/// assumed, so that the receipt bounds nothing.
fn bound_receipt(of: &Observation, settings: &Settings) -> Option<(i64, AssumptionSet)> {
    let own = AssumptionSet::of(&[Assumption::OwnClock]);
    let rests_on = if of.receipt_error.is_vouched { own } else { own.with(Assumption::OwnClockRight) };
    settings.assume.includes(rests_on).then_some((of.receipt_error.nanos_max.max(0), rests_on))
}

/// Places all records of these clocks by what is known after so many rounds.
fn place_all<'a>(
    clocks: impl IntoIterator<Item = &'a Clock>,
    after: usize,
    timings: &mut [Timing],
    settings: &Settings,
) {
    for clock in clocks {
        for (sample, slot) in clock.samples.iter().zip(&clock.slots) {
            if let Some(timing) = timings.get_mut(sample.index as usize) {
                *timing = clock.place_with(at(&clock.offsets, *slot as usize), sample, after, settings);
            }
        }
    }
}
