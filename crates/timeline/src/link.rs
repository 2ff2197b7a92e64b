//! What is stated between two entries, and why.

use serde::{Deserialize, Serialize};

use crate::Assumption;

/// How an entry stands to a later one of the shown line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It is proven to be the earlier one.
    Before,
    /// Neither order is proven.
    Undetermined,
}

impl Relation {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Why an order is stated, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Stated: the device's own counter grows in the order of arrival.
    CounterGrows,
    /// Not stated: one of them has no readable time.
    TimeUnknown,
    /// Stated: the one ends before the other begins.
    IntervalsDisjoint,
    /// Stated: the stream keeps the order of writing.
    StreamKeepsOrder,
    /// Stated: one clock's stamps and the order of arrival agree.
    StampsAndArrival,
    /// Stated (as "not after"): the one quotes the other.
    Quoted,
    /// Not stated: their intervals have a moment in common.
    IntervalsOverlap,
    /// Not stated: both orders can be proven, so one proof is wrong.
    ProofsContradict,
    /// Not stated: both are one record, or copies of one.
    SameEvent,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::CounterGrows,
        Self::TimeUnknown,
        Self::IntervalsDisjoint,
        Self::StreamKeepsOrder,
        Self::StampsAndArrival,
        Self::Quoted,
        Self::IntervalsOverlap,
        Self::ProofsContradict,
        Self::SameEvent,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CounterGrows => "counter_grows",
            Self::TimeUnknown => "time_unknown",
            Self::IntervalsDisjoint => "intervals_disjoint",
            Self::StreamKeepsOrder => "stream_keeps_order",
            Self::StampsAndArrival => "stamps_and_arrival",
            Self::Quoted => "quoted",
            Self::IntervalsOverlap => "intervals_overlap",
            Self::ProofsContradict => "proofs_contradict",
            Self::SameEvent => "same_event",
        }
    }

    /// One sentence for a reader who does not know this program.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::CounterGrows => "The device numbers its own records, and the numbers grow in the order of arrival.",
            Self::TimeUnknown => "At least one of the two has no readable time.",
            Self::IntervalsDisjoint => "The latest moment of the one is before the earliest moment of the other.",
            Self::StreamKeepsOrder => "They came by a stream that keeps the order in which the device wrote.",
            Self::StampsAndArrival => "They come from one clock, and both its stamps and their arrival say so.",
            Self::Quoted => "The later one quotes the earlier one.",
            Self::IntervalsOverlap => "Their intervals have a moment in common, and nothing else orders them.",
            Self::ProofsContradict => "Both orders can be proven, so something that the proofs rest on is wrong.",
            Self::SameEvent => "Both are one record, or copies of one.",
        }
    }

    /// What it states.
    #[must_use]
    pub const fn relation(self) -> Relation {
        match self {
            Self::CounterGrows
            | Self::IntervalsDisjoint
            | Self::StreamKeepsOrder
            | Self::StampsAndArrival
            | Self::Quoted => Relation::Before,
            Self::TimeUnknown | Self::IntervalsOverlap | Self::ProofsContradict | Self::SameEvent => {
                Relation::Undetermined
            }
        }
    }

    /// The assumptions that the statement rests on; "undetermined" states nothing and needs none.
    #[must_use]
    pub const fn assumptions(self) -> &'static [Assumption] {
        match self {
            Self::CounterGrows => &[Assumption::CounterGrows],
            Self::StreamKeepsOrder => &[Assumption::StreamKeepsOrder],
            Self::StampsAndArrival => &[Assumption::StampsAndArrivalAgree, Assumption::StampsTruncate],
            Self::Quoted => &[Assumption::QuotesFollow, Assumption::AnchorKeysUnique],
            Self::TimeUnknown
            | Self::IntervalsDisjoint
            | Self::IntervalsOverlap
            | Self::ProofsContradict
            | Self::SameEvent => &[],
        }
    }
}

/// How an entry stands to its neighbour in the shown line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What is stated.
    pub relation: Relation,
    /// Why.
    pub why: Why,
}

impl From<Why> for Link {
    fn from(why: Why) -> Self {
        Self { relation: why.relation(), why }
    }
}
