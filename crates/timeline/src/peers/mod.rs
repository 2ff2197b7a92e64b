//! Clocks that nothing bounds against UTC, beside each other.
//!
//! Files have no receipt that says anything, so a host that is hours off looks like any other. But what two of them tell
//! of alike says how far they stand apart, and where most of them agree, the assumption that most clocks are right says
//! which one is off ([`crate::Assumption::MostClocksRight`]).

mod agreement;
mod tree;
mod vote;

use std::collections::BTreeMap;

use crate::{
    Assumption, EventId, Observation, ObserverId, Settings,
    anchor::{Keyed, Retold},
    clock::Side,
};
use agreement::{Agreement, Telling, agree};
use tree::{Placed, join};
use vote::{Shift, Voter, vote};

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
}

/// Compares the clocks of `open`, the observers that nothing bounds yet.
pub(crate) fn compare_clocks(
    observations: &[Observation],
    keyed: &Keyed,
    open: impl Fn(ObserverId) -> bool,
    settings: &Settings,
) -> Peers {
    let agreements = list_agreements(observations, keyed, open, settings);
    let mut peers = Peers::default();
    if agreements.is_empty() {
        return peers;
    }
    let proven = list_proven(observations);
    for component in join(&agreements, settings) {
        let member = |of: &Agreement| component.iter().any(|placed| placed.observer == of.one);
        let of: Vec<&Agreement> = agreements.iter().filter(|of| member(of)).collect();
        let electorate: Vec<Voter> = component.iter().filter_map(|placed| find_voter(placed, &proven)).collect();
        let reference = if settings.assume.contains(Assumption::MostClocksRight) {
            vote(&electorate, settings.right_clock_error)
        } else {
            None
        };
        match reference {
            Some(shift) => {
                for placed in &component {
                    let bound = bound_by_others(placed, shift, settings);
                    peers.bounds.insert(placed.observer, bound);
                    if bound.stamp.is_some() {
                        peers.apart.extend(find_wrong(placed.observer, bound, &of));
                    }
                }
            }
            None => peers.apart.extend(of.iter().flat_map(|of| find_apart(of, settings))),
        }
    }
    peers
}

/// For each observer the least offset that its receipts prove, where it has a clock of its own.
type Proven = BTreeMap<ObserverId, (i64, bool)>;

fn list_proven(observations: &[Observation]) -> Proven {
    let mut proven = Proven::new();
    for of in observations {
        let (low, votes) = proven.entry(of.observer).or_insert((i64::MIN, false));
        let received = of.received_at.0.saturating_add(of.receipt_error.nanos_max);
        *low = (*low).max(of.written.map_or(i64::MIN, |written| written.at.0.saturating_sub(received)));
        // A second stamp in a record may be the same host's: counted for itself it would vote twice.
        *votes |= of.id.part == 0;
    }
    proven
}

fn find_voter(placed: &Placed, proven: &Proven) -> Option<Voter> {
    let (proven, votes) = *proven.get(&placed.observer)?;
    votes.then_some(Voter { low: placed.low, high: placed.high, proven })
}

/// What each two open clocks tell alike, and how far that sets them apart.
fn list_agreements(
    observations: &[Observation],
    keyed: &Keyed,
    open: impl Fn(ObserverId) -> bool,
    settings: &Settings,
) -> Vec<Agreement> {
    let plain = keyed.pairs.iter().map(|pair| Retold { one: pair.one, other: pair.other, ..Retold::default() });
    let mut tellings: BTreeMap<(ObserverId, ObserverId), Vec<Telling>> = BTreeMap::new();
    for pair in plain.chain(keyed.retold.iter().copied()) {
        let (one, other) = (observations.get(pair.one as usize), observations.get(pair.other as usize));
        let (Some(one), Some(other)) = (one, other) else { continue };
        if one.observer == other.observer || !open(one.observer) || !open(other.observer) {
            continue;
        }
        let (one, other, pair) =
            if one.observer < other.observer { (one, other, pair) } else { (other, one, pair.turn()) };
        if let Some(telling) = Telling::read(one, other, pair) {
            tellings.entry((one.observer, other.observer)).or_default().push(telling);
        }
    }
    tellings.into_iter().filter_map(|((one, other), told)| agree(one, other, told, settings)).collect()
}

/// Where most clocks are right: what that says of this one.
fn bound_by_others(placed: &Placed, shift: Shift, settings: &Settings) -> PeerBound {
    let error = settings.right_clock_error;
    let (low, high) = (placed.low.saturating_add(shift.low), placed.high.saturating_add(shift.high));
    if low <= error && high >= -error {
        return PeerBound { low: -error, high: error, stamp: None };
    }
    PeerBound { low, high, stamp: Some(placed.stamp) }
}

/// A clock that cannot be right, where most are.
fn find_wrong(observer: ObserverId, bound: PeerBound, of: &[&Agreement]) -> Option<Apart> {
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
