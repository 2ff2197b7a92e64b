//! The numbers behind the assumptions.

use crate::AssumptionSet;

/// One second in nanoseconds.
pub(crate) const SECOND: i64 = 1_000_000_000;

/// A zone's offset is a whole number of these.
const QUARTER: i64 = 900 * SECOND;
/// An offset this near to a whole number of quarters is a zone's, not a slow clock's.
const QUARTER_TOLERANCE: i64 = 60 * SECOND;

/// What an estimate may rest on, and with which bounds. Times are in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which assumptions may be used.
    pub assume: AssumptionSet,
    /// δ: of each window of deliveries at least one took no longer. What an observer's own records show of batching is
    /// added to it.
    pub min_delay: i64,
    /// ρ, in millionths. ntpd slews with up to 500 (<https://www.ntp.org/documentation/4.2.8-series/clock/>).
    pub drift_ppm: u32,
    /// Within it, to each side of a record, a clock is set at most once.
    pub step_reach: i64,
    /// How far from UTC a clock stands that counts as right: of clocks that only each other bounds, most do. NTP keeps
    /// hosts within it even over bad ways (RFC 5905 §10: MAXDIST 1.5 s).
    pub right_clock_error: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            assume: AssumptionSet::DEFAULT,
            min_delay: SECOND,
            drift_ppm: 500,
            step_reach: 1_800 * SECOND,
            right_clock_error: 2 * SECOND,
        }
    }
}

impl Settings {
    /// How far a clock may drift over a distance; rounded up, held at the end of the range.
    pub(crate) fn drift(&self, distance: i64) -> i64 {
        self.drift_at(distance.max(0).saturating_neg()).saturating_neg()
    }

    /// The drift from 0 to a place, rounded down: of two places the difference is the drift between them, to a
    /// nanosecond, wherever places are counted from.
    pub(crate) fn drift_at(&self, place: i64) -> i64 {
        const MILLION: i64 = 1_000_000;
        let ppm = i64::from(self.drift_ppm);
        let whole = place.div_euclid(MILLION).saturating_mul(ppm);
        whole.saturating_add(place.rem_euclid(MILLION) * ppm / MILLION)
    }
}

/// Moves a bound; an unknown one ([`i64::MIN`], [`i64::MAX`]) stays unknown.
pub(crate) const fn shift(bound: i64, by: i64) -> i64 {
    match bound {
        i64::MIN | i64::MAX => bound,
        known => known.saturating_add(by),
    }
}

/// The value at a place; the default beyond the end.
pub(crate) fn at<T: Copy + Default>(of: &[T], index: usize) -> T {
    of.get(index).copied().unwrap_or_default()
}

/// The nearest whole number of quarters that is not nought, where an offset is near to it.
pub(crate) fn nearest_quarters(offset: i64) -> Option<i64> {
    let quarters = offset.saturating_add(offset.signum() * QUARTER / 2) / QUARTER;
    let zone = quarters.saturating_mul(QUARTER);
    (quarters != 0 && offset.abs_diff(zone) <= QUARTER_TOLERANCE.unsigned_abs()).then_some(zone)
}

/// The same list with room for an eighth more: what is taken in later moves no list of all records as it grows.
pub(crate) fn with_room<T>(mut list: Vec<T>) -> Vec<T> {
    list.reserve(list.len() / 8);
    list
}
