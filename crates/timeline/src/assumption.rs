//! What cannot be proven from bytes alone, by name.

use model::Reason;
use serde::{Deserialize, Serialize};

/// Where an assumption comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssumptionSource {
    /// Somebody configured it.
    Configured,
    /// It was measured here.
    Measured,
    /// A standard, or this program's own default.
    Standard,
}

impl AssumptionSource {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Configured => "configured",
            Self::Measured => "measured",
            Self::Standard => "standard",
        }
    }
}

/// What an interval or a statement of a timeline rests on, beside the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// A written "22:14:15" means the whole second that begins there.
    StampsTruncate,
    /// The zone that was configured is the one in which the device writes.
    ZoneAsConfigured,
    /// The year that was configured is the one in which the device wrote.
    YearAsConfigured,
    /// A stamp without a year was written in the year nearest to its receipt.
    YearNearestReceipt,
    /// Our own clock was right when the bytes reached us.
    OwnClock,
    /// A device's counter grows with each record and does not restart within a stream.
    CounterGrows,
}

impl Assumption {
    /// Every assumption.
    pub const ALL: [Self; 6] = [
        Self::StampsTruncate,
        Self::ZoneAsConfigured,
        Self::YearAsConfigured,
        Self::YearNearestReceipt,
        Self::OwnClock,
        Self::CounterGrows,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StampsTruncate => "stamps_truncate",
            Self::ZoneAsConfigured => "zone_as_configured",
            Self::YearAsConfigured => "year_as_configured",
            Self::YearNearestReceipt => "year_nearest_receipt",
            Self::OwnClock => "own_clock",
            Self::CounterGrows => "counter_grows",
        }
    }

    /// One sentence for a reader who does not know this program.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::StampsTruncate => {
                "A written time names the whole of its last digit's step, from its first moment on."
            }
            Self::ZoneAsConfigured => "Devices that write no zone write in the zone configured for their feed.",
            Self::YearAsConfigured => "Devices that write no year wrote in the year configured for their feed.",
            Self::YearNearestReceipt => {
                "Devices that write no year wrote in the year nearest to receipt, at most 7 days after it."
            }
            Self::OwnClock => "This machine's clock was right when the bytes arrived, so nothing was written later.",
            Self::CounterGrows => {
                "A device's counter grows with each record that it writes, and does not restart within a stream."
            }
        }
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(self) -> AssumptionSource {
        match self {
            Self::ZoneAsConfigured | Self::YearAsConfigured => AssumptionSource::Configured,
            Self::StampsTruncate | Self::YearNearestReceipt | Self::OwnClock | Self::CounterGrows => {
                AssumptionSource::Standard
            }
        }
    }

    /// The assumption that an interval with this reason rests on, where there is one: what the text itself states
    /// needs none, and what is left open assumes nothing.
    #[must_use]
    pub const fn of_reason(reason: Reason) -> Option<Self> {
        match reason {
            Reason::Precision => Some(Self::StampsTruncate),
            Reason::ZoneConfigured | Reason::ZoneAmbiguous => Some(Self::ZoneAsConfigured),
            Reason::YearConfigured => Some(Self::YearAsConfigured),
            Reason::YearFromReceipt => Some(Self::YearNearestReceipt),
            Reason::ReceiptBound | Reason::TimeMissing => Some(Self::OwnClock),
            Reason::ZoneWritten | Reason::ZoneUnknown | Reason::YearWritten | Reason::ClockUnsynchronised => None,
        }
    }
}
