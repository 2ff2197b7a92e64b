//! Remarks of ours on the evidence of a timeline.

use serde::{Deserialize, Serialize};

/// What was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Two records of one device carry the same count.
    CounterRepeats,
    /// A record that arrived later carries the lower count.
    CounterRunsBack,
    /// A proven order stands against the written times.
    StampsRunBack,
    /// A cited event lies beyond the cut and is left out.
    BeyondCut,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::CounterRepeats, Self::CounterRunsBack, Self::StampsRunBack, Self::BeyondCut];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CounterRepeats => "counter_repeats",
            Self::CounterRunsBack => "counter_runs_back",
            Self::StampsRunBack => "stamps_run_back",
            Self::BeyondCut => "beyond_cut",
        }
    }

    /// One sentence for a reader who does not know this program.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::CounterRepeats => {
                "Two records of one device carry the same count, so its counter proves no order in this stream."
            }
            Self::CounterRunsBack => {
                "A record that arrived later carries a lower count, so the device's counter proves no order in this stream."
            }
            Self::StampsRunBack => {
                "The device's counter proves this order, and its written times say the opposite: its clock went back."
            }
            Self::BeyondCut => "A cited event was received after the evidence that this timeline is made from.",
        }
    }
}

/// One remark, and the exhibits that it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// What was noticed.
    pub kind: FindingKind,
    /// The numbers of the exhibits, in the order of arrival.
    pub exhibits: Vec<u32>,
}
