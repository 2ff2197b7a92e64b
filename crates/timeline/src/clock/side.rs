//! What one side of a record says of its clock's offset.

/// Closed bounds on an offset O = observer − UTC in nanoseconds; [`i64::MIN`] and [`i64::MAX`] where unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Default for Side {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl Side {
    pub(crate) const UNKNOWN: Self = Self { low: i64::MIN, high: i64::MAX };

    /// What both say; where they contradict each other, what either says, and false.
    pub(crate) fn intersect(self, other: Self) -> (Self, bool) {
        let both = Self { low: self.low.max(other.low), high: self.high.min(other.high) };
        if both.low <= both.high {
            return (both, true);
        }
        (Self { low: self.low.min(other.low), high: self.high.max(other.high) }, false)
    }
}

/// Both sides of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sides {
    pub(crate) left: Side,
    pub(crate) right: Side,
}

impl Sides {
    /// The hull: with at most one step in reach one of the sides is right. A side that knows nothing leaves it to the
    /// other where `edge` allows, unless what little it knows contradicts that one.
    pub(crate) fn hull(self, edge: bool) -> Side {
        let Self { left, right } = self;
        let high = match (left.high, right.high) {
            (i64::MAX, known) if edge && left.low <= known => known,
            (known, i64::MAX) if edge && right.low <= known => known,
            (one, other) => one.max(other),
        };
        let low = match (left.low, right.low) {
            (i64::MIN, known) if edge && known <= left.high => known,
            (known, i64::MIN) if edge && known <= right.high => known,
            (one, other) => one.min(other),
        };
        Side { low, high }
    }
}
