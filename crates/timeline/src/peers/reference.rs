//! What a component of clocks is set by: which of them stand for UTC.

use std::collections::BTreeMap;

use super::{
    tree::Placed,
    vote::{Shift, Voter, vote},
};
use crate::{Assumption, AssumptionSet, Observation, ObserverId, Settings, StatedClock, settings::nearest_quarters};

/// Stands for all clocks that are bounded already: what they told is known in true time.
pub(crate) const UTC: ObserverId = ObserverId(u32::MAX);

/// What a component's frame is set by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// By how much the frame is ahead of UTC.
    pub(super) shift: Shift,
    /// True where a clock that can be right is taken to be.
    pub(super) is_near_right: bool,
    /// What that rests on.
    pub(super) rests_on: AssumptionSet,
}

/// What is known of an observer's clock beside its stamps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// The least offset that its receipts prove.
    proven: i64,
    /// True where it is a clock of its own: a second stamp in a record may be the same host's, and counted for itself it
    /// would vote twice.
    is_own: bool,
    /// True where its own records say that nothing keeps it right, or state no zone.
    is_loose: bool,
    /// True where they state no zone: that it stands off by one is no mistake.
    pub(super) is_local: bool,
    /// True where none of its stamps leaves a zone to mistake.
    zone_is_sure: bool,
}

/// The traits of every observer.
pub(super) fn list_traits(observations: &[Observation]) -> BTreeMap<ObserverId, Traits> {
    let mut traits = BTreeMap::new();
    for of in observations {
        let known = traits.entry(of.observer).or_insert(Traits {
            proven: i64::MIN,
            is_own: false,
            is_loose: false,
            is_local: false,
            zone_is_sure: true,
        });
        let received = of.received_at.0.saturating_add(of.receipt_error.nanos_max);
        known.proven = known.proven.max(of.written.map_or(i64::MIN, |written| written.at.0.saturating_sub(received)));
        known.is_own |= !of.clock.is_second;
        known.is_local |= of.clock.is_local;
        known.is_loose |= of.clock.stated == StatedClock::Unsynchronised || of.clock.is_local;
        known.zone_is_sure &= of.written.is_none() || of.clock.zone_is_sure;
    }
    traits
}

/// By what the clocks of a component are set right, where anything says so.
pub(super) fn find_reference(
    component: &[Placed],
    traits: &BTreeMap<ObserverId, Traits>,
    settings: &Settings,
) -> Option<Reference> {
    if let Some(utc) = component.iter().find(|of| of.observer == UTC) {
        let shift = Shift { low: utc.high.saturating_neg(), high: utc.low.saturating_neg() };
        return Some(Reference { shift, is_near_right: false, rests_on: AssumptionSet::NONE });
    }
    let voters: Vec<(Voter, bool)> = component
        .iter()
        .filter_map(|placed| {
            let known = traits.get(&placed.observer).filter(|known| known.is_own && !known.is_loose)?;
            Some((Voter { low: placed.low, high: placed.high, proven: known.proven }, known.zone_is_sure))
        })
        .collect();
    let assume = |assumption| settings.assume.contains(assumption);
    let by = |assumption, shift| Reference { shift, is_near_right: true, rests_on: AssumptionSet::of(&[assumption]) };
    if assume(Assumption::ZonesMistakenInText)
        && let Some(shift) = trust_sure_zones(&voters, settings.right_clock_error)
    {
        return Some(by(Assumption::ZonesMistakenInText, shift));
    }
    let voters: Vec<Voter> = voters.into_iter().map(|(voter, _)| voter).collect();
    let shift = vote(&voters, settings.right_clock_error).filter(|_| assume(Assumption::MostClocksRight))?;
    Some(by(Assumption::MostClocksRight, shift))
}

/// The shift with which the clocks are right that leave no zone to mistake, where all others stand by a zone from them
/// or with them, and one at least by a zone.
fn trust_sure_zones(voters: &[(Voter, bool)], error: i64) -> Option<Shift> {
    let (sure, others): (Vec<_>, Vec<_>) = voters.iter().partition(|(_, zone_is_sure)| *zone_is_sure);
    let (first, _) = sure.first()?;
    let start = Shift { low: (-error).saturating_sub(first.high), high: error.saturating_sub(first.low) };
    let shift = sure.iter().fold(start, |shift, (of, _)| Shift {
        low: shift.low.max((-error).saturating_sub(of.high)),
        high: shift.high.min(error.saturating_sub(of.low)),
    });
    let is_proven_wrong = sure.iter().any(|(of, _)| of.proven > error);
    if shift.low > shift.high || is_proven_wrong {
        return None;
    }
    let mut mistaken = 0;
    for (of, _) in others {
        let (low, high) = (of.low.saturating_add(shift.low), of.high.saturating_add(shift.high));
        if low <= error && high >= -error {
            continue;
        }
        nearest_quarters(low.midpoint(high))?;
        mistaken += 1;
    }
    (mistaken > 0).then_some(shift)
}
