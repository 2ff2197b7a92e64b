//! Moments and intervals of them, in UTC nanoseconds.

use serde::{Deserialize, Serialize};

use crate::{Context, Form, Parts, Unreadable, Zone, ZoneBasis, read};

/// A moment: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
///
/// Reaches from 1677-09-21 to 2262-04-11; what is written outside of it is not a moment but a diagnostic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcNanos(pub i64);

impl UtcNanos {
    /// Before every moment: the early end of "unknown".
    pub const MIN: Self = Self(i64::MIN);
    /// After every moment: the late end of "unknown".
    pub const MAX: Self = Self(i64::MAX);

    /// The moment that a user or another program names: RFC 3339 with its offset, which must be written.
    ///
    /// # Errors
    /// [`Unreadable`], where it is not RFC 3339 or has no offset, names no moment, or lies outside of the range.
    pub fn parse_rfc3339(text: &str) -> Result<Self, Unreadable> {
        let context = Context { zone: Zone::Unknown, year: None, reference: None };
        let stamp = read(Form::Rfc3339, Parts { first: text.as_bytes(), time: None, zone: None }, &context)?;
        if stamp.zone == ZoneBasis::Written { Ok(stamp.at) } else { Err(Unreadable::Grammar) }
    }

    /// The moment `nanos` later (earlier where negative), held at the ends of the range.
    #[must_use]
    pub const fn saturating_add(self, nanos: i64) -> Self {
        Self(self.0.saturating_add(nanos))
    }

    /// The moment `nanos` later, held at the end of the range.
    #[must_use]
    pub const fn saturating_add_unsigned(self, nanos: u64) -> Self {
        Self(self.0.saturating_add_unsigned(nanos))
    }

    /// The moment `nanos` earlier (later where negative), held at the ends of the range.
    #[must_use]
    pub const fn saturating_sub(self, nanos: i64) -> Self {
        Self(self.0.saturating_sub(nanos))
    }
}

/// A closed interval of moments, `earliest <= latest`; unknown ends are [`UtcNanos::MIN`] and [`UtcNanos::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first moment inside.
    pub earliest: UtcNanos,
    /// The last moment inside.
    pub latest: UtcNanos,
}

impl Interval {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { earliest: UtcNanos::MIN, latest: UtcNanos::MAX };

    /// True where both have a moment in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

impl std::fmt::Display for UtcNanos {
    /// RFC 3339 in UTC: `2026-11-20T10:11:12Z`, with 3, 6 or 9 digits of fraction where it has one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let moment = chrono::DateTime::from_timestamp_nanos(self.0);
        write!(f, "{}", moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}
