//! Durations that a post-mortem needs, as intervals.

use stamp::Interval;

use crate::{AssumptionSet, Chronology, EventId, Moment, Precedence};

/// How long it took from one record's moment to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationBounds {
    /// From where, which exhibit.
    pub from: EventId,
    /// To where, which exhibit.
    pub to: EventId,
    /// At least so long, in nanoseconds; negative where the order is not proven; none where unknown.
    pub shortest: Option<i64>,
    /// At most so long; none where unknown.
    pub longest: Option<i64>,
    /// What it rests on.
    pub assumptions: AssumptionSet,
}

impl Chronology {
    /// How long it took from one record to another: first sign → first alert → acknowledged → contained. A proven
    /// order bounds it from below by nought, even where the intervals overlap.
    #[must_use]
    pub fn duration(&self, from: EventId, to: EventId, moment: Moment) -> Option<DurationBounds> {
        let ((begin, one), (end, other)) = (self.interval(from, moment)?, self.interval(to, moment)?);
        let (mut shortest, mut longest) =
            (subtract(end.earliest.0, begin.latest.0), subtract(end.latest.0, begin.earliest.0));
        let mut assumptions = one.union(other);
        let statement = self.relate(from, to, moment)?;
        match statement.precedence {
            Precedence::Before => shortest = Some(shortest.unwrap_or(0).max(0)),
            Precedence::After => longest = Some(longest.unwrap_or(0).min(0)),
            Precedence::Undetermined => {}
        }
        assumptions = assumptions.union(statement.assumptions);
        Some(DurationBounds { from, to, shortest, longest, assumptions })
    }
}

/// None where an end is unknown.
fn subtract(end: i64, begin: i64) -> Option<i64> {
    let unknown = |at: i64| at == i64::MIN || at == i64::MAX;
    (!unknown(end) && !unknown(begin)).then(|| end.saturating_sub(begin))
}

/// The duration between two intervals: at least, at most.
#[must_use]
pub fn measure_duration(from: Interval, to: Interval) -> (Option<i64>, Option<i64>) {
    (subtract(to.earliest.0, from.latest.0), subtract(to.latest.0, from.earliest.0))
}
