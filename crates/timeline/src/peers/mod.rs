//! Clocks that nothing bounds against UTC, beside each other and beside those that are bounded.
//!
//! Files have no receipt that says anything, so a host that is hours off looks like any other. But what two of them tell
//! of alike says how far they stand apart. Where one of them is bounded, that says which one is off ([`reference`]);
//! so do stamps that leave no zone to mistake, and most of the clocks, where these agree.

mod agreement;
mod reference;
mod tree;
mod vote;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Assumption, AssumptionSet, EventId, Observation, ObserverId, Settings, Timing,
    anchor::{Keyed, Retold},
    clock::Side,
    settings::{SECOND, at, nearest_quarters},
};
use agreement::{Agreement, Telling, agree};
use reference::{Reference, UTC, find_reference, list_traits};
use tree::{Placed, join};

/// Of so many records that a collector stamped a quarter is taken to have come within a minute: Windows Event
/// Forwarding waits 30 s at most where it is to be quick (<https://learn.microsoft.com/en-us/windows/win32/wec/wecutil>).
const COLLECTED_MIN: usize = 8;
const COLLECTED_WITHIN: i64 = 60 * SECOND;
/// A record that is known no better than this says nothing of another clock.
const KNOWN_WIDTH_MAX: i64 = 900_000_000_000;

/// How far an observer's clock stands from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PeerBound {
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// Where its stamps read this; further off it may have drifted. None of a clock that agrees with the right ones:
    /// who keeps it right keeps it so.
    pub(crate) stamp: Option<i64>,
}

impl PeerBound {
    /// The offset where the clock showed this.
    pub(crate) fn side_at(self, stamp: i64, settings: &Settings) -> Side {
        let distance = self.stamp.map_or(0, |known| known.abs_diff(stamp));
        let drift = settings.drift(i64::try_from(distance).unwrap_or(i64::MAX));
        Side { low: self.low.saturating_sub(drift), high: self.high.saturating_add(drift) }
    }
}

/// A clock that stands apart from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    pub(crate) observer: ObserverId,
    /// By how much it is ahead: of UTC where the others are taken to be right, else of the other clock.
    pub(crate) amount: i64,
    /// True where the others are taken to be right, so that this one is wrong.
    pub(crate) is_wrong: bool,
    /// Records of both that tell one happening, a few.
    pub(crate) events: Vec<EventId>,
}

/// What comparing the clocks gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Peers {
    pub(crate) bounds: BTreeMap<ObserverId, PeerBound>,
    pub(crate) apart: Vec<Apart>,
    /// What the bounds rest on, beside what anchors do.
    pub(crate) rests_on: AssumptionSet,
    /// Clocks that told enough alike with another one.
    pub(crate) compared: BTreeSet<ObserverId>,
    /// Records that tell what a record of a clock tells, too, that nothing else bounds; and those.
    pub(crate) linked: BTreeSet<u32>,
}

/// Compares the clocks that nothing bounds yet with each other and with those that are `bounded`.
pub(crate) fn compare_clocks(
    observations: &[Observation],
    keyed: &Keyed,
    timings: &[Timing],
    bounded: &BTreeSet<ObserverId>,
    settings: &Settings,
) -> Peers {
    let mut peers = Peers::default();
    let agreements = list_agreements(observations, keyed, timings, bounded, settings, &mut peers.linked);
    peers.compared = agreements.iter().flat_map(|of| [of.one, of.other]).filter(|of| *of != UTC).collect();
    if agreements.is_empty() {
        return peers;
    }
    let traits = list_traits(observations);
    let is_local = |observer: &ObserverId| traits.get(observer).is_some_and(|of| of.is_local);
    // Who states no zone is not wrong by one.
    let is_worth_a_word = |of: &Apart, local: bool| !local || nearest_quarters(of.amount).is_none();
    if observations.iter().any(|of| of.clock.collects) {
        peers.rests_on = peers.rests_on.with(Assumption::MinDelay);
    }
    for component in join(&agreements, settings) {
        let member = |of: &Agreement| component.iter().any(|placed| placed.observer == of.one);
        let of: Vec<&Agreement> = agreements.iter().filter(|of| member(of)).collect();
        match find_reference(&component, &traits, settings) {
            Some(reference) => {
                peers.rests_on = peers.rests_on.union(reference.rests_on);
                for placed in component.iter().filter(|of| of.observer != UTC) {
                    let bound = bound_by_others(placed, reference, settings);
                    peers.bounds.insert(placed.observer, bound);
                    let wrong = find_wrong(placed.observer, bound, &of, settings);
                    peers.apart.extend(wrong.filter(|of| is_worth_a_word(of, is_local(&placed.observer))));
                }
            }
            None => peers.apart.extend(of.iter().flat_map(|of| {
                let local = is_local(&of.one) || is_local(&of.other);
                find_apart(of, settings).into_iter().filter(move |of| is_worth_a_word(of, local))
            })),
        }
    }
    peers
}

/// What each two clocks tell alike of which at least one is open, and how far that sets them apart. All that are
/// bounded stand for UTC.
fn list_agreements(
    observations: &[Observation],
    keyed: &Keyed,
    timings: &[Timing],
    bounded: &BTreeSet<ObserverId>,
    settings: &Settings,
    linked: &mut BTreeSet<u32>,
) -> Vec<Agreement> {
    let once = keyed.partners.iter().filter(|pair| pair.one < pair.other);
    let plain = once.map(|pair| Retold { one: pair.one, other: pair.other, ..Retold::default() });
    let mut tellings: BTreeMap<(ObserverId, ObserverId), Vec<Telling>> = BTreeMap::new();
    for pair in plain.chain(keyed.retold.iter().copied()) {
        let (one, other) = (observations.get(pair.one as usize), observations.get(pair.other as usize));
        let (Some(one), Some(other)) = (one, other) else { continue };
        let is_bounded = |of: &Observation| bounded.contains(&of.observer);
        let (one, other, pair) = match (is_bounded(one), is_bounded(other)) {
            (true, true) => continue,
            (true, false) => (other, one, pair.turn()),
            (false, true) => (one, other, pair),
            (false, false) if one.observer == other.observer => continue,
            (false, false) if one.observer < other.observer => (one, other, pair),
            (false, false) => (other, one, pair.turn()),
        };
        linked.extend([pair.one, pair.other]);
        let (with, telling) = if is_bounded(other) {
            let known = at(timings, pair.other as usize);
            let is_known = known.earliest != i64::MIN && known.latest.saturating_sub(known.earliest) <= KNOWN_WIDTH_MAX;
            (UTC, Telling::read_known(one, other, known, pair).filter(|_| is_known))
        } else {
            (other.observer, Telling::read(one, other, pair))
        };
        tellings.entry((one.observer, with)).or_default().extend(telling);
    }
    let agreements = tellings.into_iter().filter_map(|((one, other), told)| agree(one, other, told, settings));
    let collectors: BTreeSet<_> = observations.iter().filter(|of| of.clock.collects).map(|of| of.observer).collect();
    agreements.map(|of| narrow_collected(of, &collectors, settings)).collect()
}

/// A collector stamps what it takes in: of several records one came soon, as of those that we receive.
fn narrow_collected(mut of: Agreement, collectors: &BTreeSet<ObserverId>, settings: &Settings) -> Agreement {
    if of.agreeing >= COLLECTED_MIN && settings.assume.contains(Assumption::MinDelay) {
        match (collectors.contains(&of.one), collectors.contains(&of.other)) {
            (false, true) => of.high = of.high.min(of.low.saturating_add(COLLECTED_WITHIN)),
            (true, false) => of.low = of.low.max(of.high.saturating_sub(COLLECTED_WITHIN)),
            _ => {}
        }
    }
    of
}

/// What the clocks that are taken to be right say of this one.
fn bound_by_others(placed: &Placed, by: Reference, settings: &Settings) -> PeerBound {
    let error = settings.right_clock_error;
    let (low, high) = (placed.low.saturating_add(by.shift.low), placed.high.saturating_add(by.shift.high));
    if by.is_near_right && low <= error && high >= -error {
        return PeerBound { low: -error, high: error, stamp: None };
    }
    PeerBound { low, high, stamp: Some(placed.stamp) }
}

/// A clock that cannot be right.
fn find_wrong(observer: ObserverId, bound: PeerBound, of: &[&Agreement], settings: &Settings) -> Option<Apart> {
    if bound.low <= settings.right_clock_error && bound.high >= -settings.right_clock_error {
        return None;
    }
    let shows = of.iter().filter(|of| of.one == observer || of.other == observer).max_by_key(|of| of.agreeing)?;
    Some(Apart { observer, amount: bound.low.midpoint(bound.high), is_wrong: true, events: shows.events.clone() })
}

/// Two clocks that cannot both be right, where nothing says which one is.
fn find_apart(of: &Agreement, settings: &Settings) -> Vec<Apart> {
    let error = settings.right_clock_error.saturating_mul(2);
    if of.low <= error && of.high >= -error {
        return Vec::new();
    }
    let amount = of.low.midpoint(of.high);
    let apart = |observer, amount| Apart { observer, amount, is_wrong: false, events: of.events.clone() };
    vec![apart(of.one, amount), apart(of.other, -amount)]
}
