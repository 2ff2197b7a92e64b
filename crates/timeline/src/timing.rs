//! When a record was stamped, and when what it tells happened.

use stamp::{Interval, UtcNanos};

use crate::{Assumption, AssumptionSet, LagKind};

/// When a record was stamped, in true time. Ends are UTC nanoseconds; an unknown early end is [`i64::MIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The first moment at which it can have been stamped.
    pub earliest: i64,
    /// The last one.
    pub latest: i64,
    /// The likeliest one, inside.
    pub best: i64,
    /// What the early end rests on.
    pub used_earliest: AssumptionSet,
    /// What the late end rests on.
    pub used_latest: AssumptionSet,
    /// True where what bounds it contradicts itself, so that an end was left open.
    pub disputed: bool,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            earliest: i64::MIN,
            latest: i64::MAX,
            best: 0,
            used_earliest: AssumptionSet::NONE,
            used_latest: AssumptionSet::NONE,
            disputed: false,
        }
    }
}

impl Timing {
    /// Known by its receipt alone, our own clock's error added.
    pub(crate) fn up_to(received: i64, used_latest: AssumptionSet) -> Self {
        Self { latest: received, best: received, used_latest, ..Self::default() }
    }

    /// When it was stamped.
    #[must_use]
    pub const fn stamped(&self) -> Interval {
        Interval { earliest: UtcNanos(self.earliest), latest: UtcNanos(self.latest) }
    }

    /// When what it tells happened: no later than it was stamped, no earlier than the lag of its kind allows.
    #[must_use]
    pub fn happened(&self, lag: LagKind, assume: AssumptionSet) -> Interval {
        let earliest = match self.earliest {
            known if known != i64::MIN && assume.contains(Assumption::Lag) => known.saturating_sub(lag.nanos_max()),
            _ => i64::MIN,
        };
        Interval { earliest: UtcNanos(earliest), latest: UtcNanos(self.latest) }
    }
}
