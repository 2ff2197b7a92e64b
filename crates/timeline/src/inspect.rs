//! What the clocks' models show: steps, drift, batching, wrong zones, contradictions.

use stamp::{Interval, UtcNanos};

use crate::{
    EvidenceFinding, FindingKind, Observation, ObserverId, Settings, Timing,
    anchor::Keyed,
    clock::{Clock, Side},
    peers::{Apart, Peers},
    run_back::find_run_back,
    settings::{SECOND, at, nearest_quarters},
};

/// Batching below this is a sender's habit and not worth a word.
const BATCHING_REPORTED: i64 = SECOND;
/// Drift is told from this time on.
const DRIFT_SPAN_MIN: i64 = 3_600 * SECOND;
/// A clock is told to be off by its receipts from so many records on.
const OFFSET_RECORDS_MIN: usize = 3;
/// So many of a kind are reported of one clock.
const REPORTED_MAX: usize = 100;

/// What is worth a word of clocks that were compared with each other.
pub(crate) fn inspect_peers(peers: &Peers) -> Vec<EvidenceFinding> {
    peers.apart.iter().flat_map(tell_apart).collect()
}

/// What is worth a word of live records that were recorded before.
pub(crate) fn inspect_sent_again(observers: &[ObserverId]) -> impl Iterator<Item = EvidenceFinding> {
    observers.iter().map(|observer| EvidenceFinding {
        observer: Some(*observer),
        ..EvidenceFinding::of_events(FindingKind::SentAgain, &[])
    })
}

/// What is worth a word of keys.
pub(crate) fn inspect_keys(keyed: &Keyed) -> impl Iterator<Item = EvidenceFinding> {
    let repeated = keyed.repeated.iter().take(REPORTED_MAX);
    repeated.map(|(.., first, second)| EvidenceFinding::of_events(FindingKind::KeyRepeats, &[*first, *second]))
}

/// What is worth a word of one clock.
pub(crate) fn inspect_clock(
    clock: &Clock,
    observations: &[Observation],
    timings: &[Timing],
    settings: &Settings,
) -> Vec<EvidenceFinding> {
    let mut findings = Vec::new();
    let steps = find_steps(clock);
    if clock.batching > BATCHING_REPORTED {
        let kind = FindingKind::DeliveriesBatched;
        findings.push(EvidenceFinding::of_observer(kind, clock.observer, None, clock.batching));
    }
    findings.extend(find_drift(clock, &steps));
    findings.extend(find_zone(clock, &steps));
    findings.extend(find_offset(clock, settings.right_clock_error));
    findings.extend(steps);
    findings.extend(find_contradictions(clock));
    findings.extend(find_astray(clock, observations, timings));
    findings.extend(find_stated(clock, observations));
    findings.extend(find_run_back(clock, observations));
    findings
}

/// A clock that stands apart from others, with the likeliest reason.
fn tell_apart(of: &Apart) -> Vec<EvidenceFinding> {
    let zone = nearest_quarters(of.amount);
    let kinds: &[FindingKind] = match (of.is_wrong, zone) {
        (true, Some(_)) => &[FindingKind::ClockOff, FindingKind::ZoneMistaken],
        (true, None) => &[FindingKind::ClockOff],
        (false, Some(_)) => &[FindingKind::ZonesApart],
        (false, None) => &[FindingKind::ClocksApart],
    };
    let tell = |kind: &FindingKind| {
        let is_zone = matches!(kind, FindingKind::ZoneMistaken);
        let amount = zone.filter(|_| is_zone).unwrap_or(of.amount);
        EvidenceFinding { events: of.events.clone(), ..EvidenceFinding::of_observer(*kind, of.observer, None, amount) }
    };
    kinds.iter().map(tell).collect()
}

/// The moment by the receipts' clock (imported: by its own stamps) that a slot stands at.
fn moment_of(clock: &Clock, slot: usize) -> i64 {
    clock.groups.get(slot).map_or_else(|| clock.samples.get(slot).map_or(0, |sample| sample.stamp), |of| of.first)
}

fn span(clock: &Clock, from: usize, to: usize) -> Interval {
    Interval { earliest: UtcNanos(moment_of(clock, from)), latest: UtcNanos(moment_of(clock, to)) }
}

/// Places where what the left proves and what the right proves cannot both be: the clock was set there.
///
/// A side that has the step within its reach shows the greater offset. So before a step forward all records within
/// reach show both, and the step is where that ends; a step back is where it begins.
fn find_steps(clock: &Clock) -> Vec<EvidenceFinding> {
    let mut steps: Vec<(usize, i64)> = Vec::new();
    let mut before = None;
    for (slot, offset) in clock.offsets.iter().enumerate() {
        let (left, right) = offset.sides();
        let apart = left.high < right.low || right.high < left.low;
        if !apart {
            continue;
        }
        let amount = right.low.saturating_sub(left.low);
        let follows = before.is_some_and(|before| before + 1 == slot);
        before = Some(slot);
        match steps.last_mut() {
            Some((at, last)) if follows && (amount > 0) == (*last > 0) => {
                if amount > 0 {
                    (*at, *last) = (slot, amount);
                }
            }
            _ => steps.push((slot, amount)),
        }
    }
    let step = |(slot, amount): (usize, i64)| {
        let (from, to) = (slot.saturating_sub(1), slot + usize::from(slot + 1 < clock.offsets.len()));
        EvidenceFinding::of_observer(FindingKind::ClockStepped, clock.observer, Some(span(clock, from, to)), amount)
    };
    steps.into_iter().take(REPORTED_MAX).map(step).collect()
}

/// A drift that the bounds of the first and the last tenth prove, where no step lies between.
fn find_drift(clock: &Clock, steps: &[EvidenceFinding]) -> Option<EvidenceFinding> {
    let last = clock.offsets.len().checked_sub(1)?;
    let (from, to) = (last / 10, last - last / 10);
    let span = moment_of(clock, to).saturating_sub(moment_of(clock, from));
    if span < DRIFT_SPAN_MIN || !steps.is_empty() {
        return None;
    }
    let (before, after) = (at(&clock.offsets, from).hull, at(&clock.offsets, to).hull);
    let known = |side: Side| side.low != i64::MIN && side.high != i64::MAX;
    if !known(before) || !known(after) {
        return None;
    }
    let proven = match (after.low.saturating_sub(before.high), after.high.saturating_sub(before.low)) {
        (gained, _) if gained > 0 => gained,
        (_, lost) if lost < 0 => lost,
        _ => return None,
    };
    let ppm = i64::try_from(i128::from(proven) * 1_000_000 / i128::from(span)).ok().filter(|ppm| *ppm != 0)?;
    let at = self::span(clock, from, to);
    Some(EvidenceFinding::of_observer(FindingKind::ClockDrifts, clock.observer, Some(at), ppm))
}

/// A clock that is off by a zone all along, or was set by one.
fn find_zone(clock: &Clock, steps: &[EvidenceFinding]) -> Vec<EvidenceFinding> {
    let report = |at: Option<Interval>, zone: i64| {
        EvidenceFinding::of_observer(FindingKind::ZoneMistaken, clock.observer, at, zone)
    };
    let mut found: Vec<_> =
        steps.iter().filter_map(|step| Some(report(step.at, nearest_quarters(step.amount?)?))).collect();
    if clock.peers.is_some() {
        return found;
    }
    let mut lows: Vec<i64> =
        clock.offsets.iter().map(|of| of.hull).filter(|of| of.low != i64::MIN).map(|of| of.low).collect();
    if !lows.is_empty() {
        let middle = lows.len() / 2;
        let (_, median, _) = lows.select_nth_unstable(middle);
        let all = span(clock, 0, clock.offsets.len() - 1);
        found.extend(nearest_quarters(*median).map(|zone| report(Some(all), zone)));
    }
    found
}

/// A clock that its receipts show to stand further off than one that counts as right. The amount is the end of its
/// bounds that receipts prove, which is the likeliest.
fn find_offset(clock: &Clock, right_clock_error: i64) -> Option<EvidenceFinding> {
    let known = |side: &Side| side.low != i64::MIN && side.high != i64::MAX;
    let mut hulls: Vec<Side> = clock.offsets.iter().map(|of| of.hull).filter(known).collect();
    // What peers show is told with what they have in common; a record or two may be late ones.
    if clock.peers.is_some() || hulls.len() < OFFSET_RECORDS_MIN {
        return None;
    }
    let middle = hulls.len() / 2;
    let (_, median, _) = hulls.select_nth_unstable_by_key(middle, |of| (of.low, of.high));
    if median.low <= right_clock_error && median.high >= right_clock_error.saturating_neg() {
        return None;
    }
    let all = span(clock, 0, clock.offsets.len() - 1);
    Some(EvidenceFinding::of_observer(FindingKind::ClockOff, clock.observer, Some(all), median.low))
}

/// Runs of slots whose bounds contradict themselves or each other.
fn find_contradictions(clock: &Clock) -> Vec<EvidenceFinding> {
    let by_anchors = clock.offsets.iter().enumerate().filter(|(_, of)| of.contradicts).map(|(slot, _)| slot);
    let receipts = runs(clock, clock.disputed());
    let anchors = runs(clock, by_anchors);
    let report = |kind, runs: Vec<(usize, usize, i64)>| {
        let found = runs.into_iter().take(REPORTED_MAX);
        found.map(move |(from, to, count)| {
            EvidenceFinding::of_observer(kind, clock.observer, Some(span(clock, from, to)), count)
        })
    };
    let receipts = report(FindingKind::ReceiptsContradict, receipts);
    receipts.chain(report(FindingKind::AnchorsContradict, anchors)).collect()
}

/// Neighbouring slots together: first, last, how many.
fn runs(clock: &Clock, slots: impl Iterator<Item = usize>) -> Vec<(usize, usize, i64)> {
    let mut runs: Vec<(usize, usize, i64)> = Vec::new();
    for slot in slots {
        match runs.last_mut() {
            Some((_, to, count)) if moment_of(clock, slot).saturating_sub(moment_of(clock, *to)) <= 600 * SECOND => {
                *to = slot;
                *count += 1;
            }
            _ => runs.push((slot, slot, 1)),
        }
    }
    runs
}

/// Records whose own stamp is beyond what both sides and the receipt allow.
fn find_astray(clock: &Clock, observations: &[Observation], timings: &[Timing]) -> Option<EvidenceFinding> {
    let disputed: Vec<u32> = clock
        .samples
        .iter()
        .map(|sample| sample.index)
        .filter(|index| timings.get(*index as usize).is_some_and(|timing| timing.disputed))
        .collect();
    let shown = disputed.iter().take(8).filter_map(|index| observations.get(*index as usize)).map(|of| of.id);
    let events: Vec<_> = shown.collect();
    let amount = i64::try_from(disputed.len()).unwrap_or(i64::MAX);
    let observer: ObserverId = clock.observer;
    (!events.is_empty()).then(|| EvidenceFinding {
        events,
        ..EvidenceFinding::of_observer(FindingKind::StampAstray, observer, None, amount)
    })
}

/// A clock that is not so well kept as is said of it.
fn find_stated(clock: &Clock, observations: &[Observation]) -> Option<EvidenceFinding> {
    let wrong = clock.stated_false();
    let shown = wrong.iter().take(8).filter_map(|index| observations.get(*index as usize));
    let events: Vec<_> = shown.map(|of| of.id).collect();
    let amount = i64::try_from(wrong.len()).unwrap_or(i64::MAX);
    let finding = EvidenceFinding::of_observer(FindingKind::StatedClockWrong, clock.observer, None, amount);
    (!events.is_empty()).then_some(EvidenceFinding { events, ..finding })
}
