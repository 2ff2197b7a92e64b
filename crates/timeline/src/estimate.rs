//! All clocks together: each bounds the others by what both have seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Assumption, AssumptionSet, Channel, Observation, ObserverId, Settings, StatedClock, Timing,
    anchor::{Keyed, Pair},
    clock::{AnchorBound, Clock, Sample, is_sent_again},
    peers::{Peers, compare_clocks},
    settings::{SECOND, at},
};

/// What bounds partners is bounded by partners: the second round is the last that gains.
const ROUNDS: usize = 2;
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
}

/// One record anchored by another.
#[derive(Clone, Copy, Debug)]
struct Anchored {
    slot: u32,
    own: u32,
    other: u32,
}

/// Estimates every clock, then every record's time. Copies take the time of what they repeat.
pub(crate) fn estimate(
    observations: &[Observation],
    repeats: &[Option<u32>],
    keyed: &Keyed,
    settings: &Settings,
) -> Estimate {
    let (mut clocks, sent_again) = build_clocks(observations, repeats, settings);
    let up_to = |of: &Observation| match bound_receipt(of, settings) {
        Some((error, rests_on)) => Timing::up_to(of.received_at.0.saturating_add(error), rests_on),
        None => Timing { best: of.received_at.0, ..Timing::default() },
    };
    let mut timings: Vec<Timing> = observations.iter().map(up_to).collect();
    place_all(&clocks, &mut timings, settings);
    let mut peers = Peers::default();
    if settings.assume.includes(AssumptionSet::ANCHORS) && !(keyed.pairs.is_empty() && keyed.retold.is_empty()) {
        let anchored = sort_anchored(&clocks, &keyed.pairs, observations.len());
        let mut all: Vec<(&mut Clock, &Vec<Anchored>)> = clocks.iter_mut().zip(&anchored).collect();
        run_rounds(&mut all, observations, &mut timings, settings);
        let bounded: BTreeSet<_> = list_bounded(observations, &timings).into_iter().map(|(of, _)| of).collect();
        peers = compare_clocks(observations, keyed, &timings, &bounded, settings);
        if !peers.bounds.is_empty() {
            let mut open: Vec<_> = all.into_iter().filter(|(clock, _)| !bounded.contains(&clock.observer)).collect();
            for (clock, _) in &mut open {
                clock.rest_on_peers(peers.bounds.get(&clock.observer).copied(), peers.rests_on);
            }
            place_all(open.iter().map(|(clock, _)| &**clock), &mut timings, settings);
            run_rounds(&mut open, observations, &mut timings, settings);
        }
    }
    for (index, repeat) in repeats.iter().enumerate() {
        if let Some(first) = repeat {
            let first = at(&timings, *first as usize);
            if let Some(timing) = timings.get_mut(index) {
                *timing = first;
            }
        }
    }
    guess_by_stamps(observations, &mut timings);
    Estimate { clocks, timings, peers, sent_again }
}

/// Bounds these clocks by what their partners are known by, and those by theirs.
fn run_rounds(
    clocks: &mut [(&mut Clock, &Vec<Anchored>)],
    observations: &[Observation],
    timings: &mut [Timing],
    settings: &Settings,
) {
    for _ in 0..ROUNDS {
        for (clock, anchored) in &mut *clocks {
            clock.apply_anchors(&bound_anchors(observations, anchored, timings, settings), settings);
        }
        place_all(clocks.iter().map(|(clock, _)| &**clock), timings, settings);
    }
}

/// Clocks, as their live or their imported records show them, of whose records at least one is bounded from its early
/// end.
fn list_bounded(observations: &[Observation], timings: &[Timing]) -> BTreeSet<(ObserverId, bool)> {
    let known = observations.iter().zip(timings).filter(|(_, timing)| timing.earliest != i64::MIN);
    known.map(|(of, _)| (of.observer, of.channel == Channel::Live)).collect()
}

/// Of a clock that nothing bounds the stamps are the likeliest: a replay brings days of records within a second, so
/// their receipts would say nothing but in which order they were sent.
fn guess_by_stamps(observations: &[Observation], timings: &mut [Timing]) {
    let bounded = list_bounded(observations, timings);
    for (of, timing) in observations.iter().zip(timings) {
        if let Some(written) = of.written.filter(|_| !bounded.contains(&(of.observer, of.channel == Channel::Live))) {
            timing.best = written.at.0.min(timing.latest);
        }
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
    let mut imports: BTreeMap<ObserverId, Vec<(u64, u64, Sample)>> = BTreeMap::new();
    for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
        let (None, Some(sample)) = (repeat, read_sample(index, of, settings)) else { continue };
        match of.channel {
            // A receipt that may not be relied on says no more than a file.
            Channel::Live if sample.error != i64::MAX => live.entry(of.observer).or_default().push(sample),
            Channel::Live | Channel::Import => {
                imports.entry(of.observer).or_default().push((of.stream.0, of.position.0, sample));
            }
        }
    }
    for samples in live.values_mut() {
        samples.sort_by_key(|sample| (sample.received, sample.index));
    }
    let sent_again: Vec<_> = live.iter().filter(|(_, of)| is_sent_again(of)).map(|(observer, _)| *observer).collect();
    for observer in &sent_again {
        let samples = live.remove(observer).unwrap_or_default();
        let of =
            |sample: &Sample| observations.get(sample.index as usize).map_or((0, 0), |of| (of.stream.0, of.position.0));
        imports
            .entry(*observer)
            .or_default()
            .extend(samples.iter().map(|sample| (of(sample).0, of(sample).1, *sample)));
    }
    let live = live.into_iter().map(|(observer, samples)| Clock::build_live(observer, samples, settings));
    let of_earlier = |sample: &Sample| observations.get(sample.index as usize).is_some_and(|of| of.clock.told_later);
    let imports = imports
        .into_iter()
        .map(|(observer, samples)| Clock::build_import(observer, merge_files(samples, of_earlier), settings));
    (live.chain(imports).collect(), sent_again)
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
    Some(Sample { index, stamp, precision, received: of.received_at.0, error, rests_on, stated })
}

/// How far our own clock can have been off when the record came, and what that rests on; none where that is not to be
/// assumed, so that the receipt bounds nothing.
fn bound_receipt(of: &Observation, settings: &Settings) -> Option<(i64, AssumptionSet)> {
    let own = AssumptionSet::of(&[Assumption::OwnClock]);
    let rests_on = if of.receipt_error.is_vouched { own } else { own.with(Assumption::OwnClockRight) };
    settings.assume.includes(rests_on).then_some((of.receipt_error.nanos_max.max(0), rests_on))
}

/// Several files of one observer in one order: each keeps its own, and they are merged by the latest stamp so far. What
/// a record tells of an earlier moment stands where that is.
fn merge_files(mut samples: Vec<(u64, u64, Sample)>, of_earlier: impl Fn(&Sample) -> bool) -> Vec<Sample> {
    samples.sort_by_key(|(stream, position, sample)| (*stream, *position, sample.index));
    let mut latest = i64::MIN;
    let mut before = None;
    let mut merged: Vec<(i64, Sample)> = Vec::with_capacity(samples.len());
    for (stream, _, sample) in samples {
        if before != Some(stream) {
            latest = i64::MIN;
        }
        before = Some(stream);
        if of_earlier(&sample) {
            merged.push((sample.stamp, sample));
            continue;
        }
        latest = latest.max(sample.stamp);
        merged.push((latest, sample));
    }
    merged.sort_by_key(|(latest, _)| *latest);
    merged.into_iter().map(|(_, sample)| sample).collect()
}

fn place_all<'a>(clocks: impl IntoIterator<Item = &'a Clock>, timings: &mut [Timing], settings: &Settings) {
    for clock in clocks {
        for (sample, slot) in clock.samples.iter().zip(&clock.slots) {
            if let Some(timing) = timings.get_mut(sample.index as usize) {
                *timing = clock.place(sample, *slot, settings);
            }
        }
    }
}

/// For each clock its anchored records by slot.
fn sort_anchored(clocks: &[Clock], pairs: &[Pair], count: usize) -> Vec<Vec<Anchored>> {
    let mut partners: Vec<(u32, u32)> =
        pairs.iter().flat_map(|pair| [(pair.one, pair.other), (pair.other, pair.one)]).collect();
    partners.sort_unstable();
    // Where each record's partners begin.
    let mut begins = vec![0_u32; count + 1];
    for (own, _) in &partners {
        if let Some(next) = begins.get_mut(*own as usize + 1) {
            *next += 1;
        }
    }
    let mut total = 0;
    for begin in &mut begins {
        total += *begin;
        *begin = total;
    }
    let of = |own: u32| {
        let range = at(&begins, own as usize) as usize..at(&begins, own as usize + 1) as usize;
        partners.get(range).unwrap_or(&[])
    };
    let anchored = clocks.iter().map(|clock| {
        let samples = clock.samples.iter().zip(&clock.slots);
        samples
            .flat_map(|(sample, slot)| {
                let slot = *slot;
                of(sample.index).iter().map(move |(own, other)| Anchored { slot, own: *own, other: *other })
            })
            .collect()
    });
    anchored.collect()
}

/// What the partners say: of several partners of one record the best known one, so that one false key counts once.
fn bound_anchors(
    observations: &[Observation],
    anchored: &[Anchored],
    timings: &[Timing],
    settings: &Settings,
) -> Vec<AnchorBound> {
    let width = |of: &Anchored| {
        let timing = at(timings, of.other as usize);
        if timing.earliest == i64::MIN { i64::MAX } else { timing.latest.saturating_sub(timing.earliest) }
    };
    anchored
        .chunk_by(|one, other| one.own == other.own)
        .filter_map(|of| of.iter().min_by_key(|of| (width(of), of.other)))
        .filter(|of| width(of) <= PARTNER_WIDTH_MAX)
        .filter_map(|of| {
            let (own, other) = (observations.get(of.own as usize)?, observations.get(of.other as usize)?);
            let (written, timing) = (own.written?, at(timings, of.other as usize));
            let low = written.at.0.saturating_sub(timing.latest.saturating_add(own.lag.nanos_max()));
            let earliest = timing.earliest.saturating_sub(other.lag.nanos_max());
            let high = written.at.0.saturating_add(written.precision).saturating_sub(earliest);
            // A live record stands at its receipt; while it waited its clock may have drifted.
            let waited = own.received_at.0.saturating_sub(earliest).max(0);
            let slop = if own.channel == Channel::Live { settings.drift(waited) } else { 0 };
            Some(AnchorBound { slot: of.slot, low: low.saturating_sub(slop), high: high.saturating_add(slop) })
        })
        .collect()
}
