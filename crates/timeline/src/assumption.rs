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
#[repr(u8)]
pub enum Assumption {
    /// A written "22:14:15" means the whole second that begins there.
    StampsTruncate,
    /// The zone that was configured is the one in which the device writes.
    ZoneAsConfigured,
    /// The year that was configured is the one in which the device wrote.
    YearAsConfigured,
    /// A stamp without a year was written in the year nearest to its receipt.
    YearNearestReceipt,
    /// Our own clock was right when the bytes reached us, within the error that was stated for it.
    OwnClock,
    /// A device's counter grows with each record and does not restart within a stream.
    CounterGrows,
    /// Of the records of a window at least one reached us within the smallest delay ([`crate::Settings::min_delay`]).
    MinDelay,
    /// A clock gains or loses no more than [`crate::Settings::drift_ppm`] between its steps.
    Drift,
    /// Within [`crate::Settings::step_reach`] to both sides of a record its clock was set at most once.
    OneStepPerReach,
    /// The clock was not set between the newest (or oldest) record and those that bound it from one side.
    NoStepAtEdge,
    /// A record of a kind is written no later after its happening than the table of lags says ([`crate::LagKind`]).
    Lag,
    /// Of the anchors of one side at most two are false, or one in six where there are more.
    AnchorsFalseMax,
    /// A key that each observer told once names one happening.
    AnchorKeysUnique,
    /// The way from the device to us keeps the order in which it wrote.
    StreamKeepsOrder,
    /// Where a clock's stamps and the order of arrival agree, that is the order of writing.
    StampsAndArrivalAgree,
    /// A record that quotes another was written after it.
    QuotesFollow,
    /// Of clocks that only each other bounds (files) the most that can be right together, more than half of all, are:
    /// they stand within [`crate::Settings::right_clock_error`] of UTC.
    MostClocksRight,
    /// Our own clock was right although nobody vouched for it: it was not synchronised, or its kernel did not say.
    OwnClockRight,
    /// A sender that says that its clock is synchronised, and how well, is right: RFC 5424 §7.1 `timeQuality`.
    ClockAsStated,
    /// Of clocks that stand apart by whole quarters of an hour those are right whose stamps leave no zone to mistake:
    /// that count from a fixed moment, or state an offset.
    ZonesMistakenInText,
}

impl Assumption {
    /// Every assumption.
    pub const ALL: [Self; 20] = [
        Self::StampsTruncate,
        Self::ZoneAsConfigured,
        Self::YearAsConfigured,
        Self::YearNearestReceipt,
        Self::OwnClock,
        Self::CounterGrows,
        Self::MinDelay,
        Self::Drift,
        Self::OneStepPerReach,
        Self::NoStepAtEdge,
        Self::Lag,
        Self::AnchorsFalseMax,
        Self::AnchorKeysUnique,
        Self::StreamKeepsOrder,
        Self::StampsAndArrivalAgree,
        Self::QuotesFollow,
        Self::MostClocksRight,
        Self::OwnClockRight,
        Self::ClockAsStated,
        Self::ZonesMistakenInText,
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
            Self::MinDelay => "min_delay",
            Self::Drift => "drift",
            Self::OneStepPerReach => "one_step_per_reach",
            Self::NoStepAtEdge => "no_step_at_edge",
            Self::Lag => "lag",
            Self::AnchorsFalseMax => "anchors_false_max",
            Self::AnchorKeysUnique => "anchor_keys_unique",
            Self::StreamKeepsOrder => "stream_keeps_order",
            Self::StampsAndArrivalAgree => "stamps_and_arrival_agree",
            Self::QuotesFollow => "quotes_follow",
            Self::MostClocksRight => "most_clocks_right",
            Self::OwnClockRight => "own_clock_right",
            Self::ClockAsStated => "clock_as_stated",
            Self::ZonesMistakenInText => "zones_mistaken_in_text",
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
            Self::OwnClock => {
                "This machine's clock was right, within its stated error, when the bytes arrived: nothing was written later."
            }
            Self::CounterGrows => {
                "A device's counter grows with each record that it writes, and does not restart within a stream."
            }
            Self::MinDelay => {
                "Of each window of deliveries at least one reached us with no more than the smallest delay."
            }
            Self::Drift => {
                "Between two settings a clock gains or loses no more than the drift bound (500 ppm, which ntpd may slew)."
            }
            Self::OneStepPerReach => {
                "A clock was set at most once within the reach on both sides of a record (30 minutes)."
            }
            Self::NoStepAtEdge => {
                "A clock was not set between a record at the edge of what is known and the records that bound it."
            }
            Self::Lag => "A record is written no later after its happening than the lag of its kind.",
            Self::AnchorsFalseMax => {
                "Of the anchors that bound a clock from one side, at least five, no more than two are false, or one in six where there are more."
            }
            Self::AnchorKeysUnique => {
                "A key that every observer told no more than once names one and the same happening."
            }
            Self::StreamKeepsOrder => "The way from the device to us keeps the order in which the device wrote.",
            Self::StampsAndArrivalAgree => {
                "Two records of one clock whose stamps and arrival say the same order were written in it."
            }
            Self::QuotesFollow => "A record that quotes another was not written before it.",
            Self::MostClocksRight => {
                "Of clocks that nothing but each other bounds, the largest part that agrees, more than half, stands within two seconds of UTC."
            }
            Self::OwnClockRight => {
                "This machine's clock was right although nothing was known to keep it synchronised when the bytes arrived."
            }
            Self::ClockAsStated => {
                "A sender that says that its clock is synchronised, and how well, is right (RFC 5424 timeQuality)."
            }
            Self::ZonesMistakenInText => {
                "Of clocks that stand apart by whole quarters of an hour those are right that leave no zone to mistake: they count from a fixed moment, or state an offset."
            }
        }
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(self) -> AssumptionSource {
        match self {
            Self::ZoneAsConfigured | Self::YearAsConfigured => AssumptionSource::Configured,
            Self::MinDelay => AssumptionSource::Measured,
            Self::StampsTruncate
            | Self::YearNearestReceipt
            | Self::OwnClock
            | Self::CounterGrows
            | Self::Drift
            | Self::OneStepPerReach
            | Self::NoStepAtEdge
            | Self::Lag
            | Self::AnchorsFalseMax
            | Self::AnchorKeysUnique
            | Self::StreamKeepsOrder
            | Self::StampsAndArrivalAgree
            | Self::QuotesFollow
            | Self::MostClocksRight
            | Self::OwnClockRight
            | Self::ClockAsStated
            | Self::ZonesMistakenInText => AssumptionSource::Standard,
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
            Reason::OwnClockUnsynchronised => Some(Self::OwnClockRight),
            Reason::ZoneWritten
            | Reason::ZoneUnknown
            | Reason::YearWritten
            | Reason::ClockUnsynchronised
            | Reason::ClockSynchronised => None,
        }
    }
}
