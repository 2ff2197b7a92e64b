//! Remarks of ours on the evidence of a timeline.

use serde::{Deserialize, Serialize};
use stamp::Interval;

use crate::{EventId, ObserverId};

/// What was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Two records of one device carry the same count.
    CounterRepeats,
    /// A record that arrived later carries the lower count.
    CounterRunsBack,
    /// A cited event lies beyond the cut and is left out.
    BeyondCut,
    /// The clock was set: its offset before and after cannot be the same.
    ClockStepped,
    /// The clock gains or loses time steadily.
    ClockDrifts,
    /// The records come in batches: most are delayed beyond the smallest delay.
    DeliveriesBatched,
    /// The clock stands off by whole quarters of an hour, as a wrong time zone makes it.
    ZoneMistaken,
    /// A stamp lies far ahead of all around it, or beyond what its receipt allows.
    StampAstray,
    /// What the receipts on one side of these records say contradicts itself: a step or a slow queue.
    ReceiptsContradict,
    /// What anchors say of the clock contradicts its receipts.
    AnchorsContradict,
    /// One observer told a key more than once, or too many told it, so it names no single happening and anchors nothing.
    KeyRepeats,
    /// Records quote each other in a circle, so these quotes order nothing.
    QuotesCircle,
    /// The order that a device gives its records stands against their times; both are withdrawn here.
    OrderAgainstTimes,
    /// The observer was silent for longer than its habit.
    StreamSilent,
    /// The device counted records that never reached us.
    CountsMissing,
    /// The clock stands apart from another that told of the same happenings, by more than both can err.
    ClocksApart,
    /// The same, by whole quarters of an hour: one of the two writes in another zone than it says.
    ZonesApart,
    /// The clock stands off: its receipts show it, or most clocks that told of the same happenings.
    ClockOff,
    /// We did not listen, or no file tells of it.
    NotListening,
    /// What the clock's owner says of how well it is kept contradicts its receipts or other clocks.
    StatedClockWrong,
    /// The stamps run faster than the receipts: what was recorded before was sent again.
    SentAgain,
    /// The stamps of a file run back, by a day or nearly always.
    StampsRunBack,
    /// The clocks were modelled from a part of the evidence, as there is more than is read at once.
    EvidenceLeftOut,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::CounterRepeats,
        Self::CounterRunsBack,
        Self::BeyondCut,
        Self::ClockStepped,
        Self::ClockDrifts,
        Self::DeliveriesBatched,
        Self::ZoneMistaken,
        Self::StampAstray,
        Self::ReceiptsContradict,
        Self::AnchorsContradict,
        Self::KeyRepeats,
        Self::QuotesCircle,
        Self::OrderAgainstTimes,
        Self::StreamSilent,
        Self::CountsMissing,
        Self::ClocksApart,
        Self::ZonesApart,
        Self::ClockOff,
        Self::NotListening,
        Self::StatedClockWrong,
        Self::SentAgain,
        Self::StampsRunBack,
        Self::EvidenceLeftOut,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CounterRepeats => "counter_repeats",
            Self::CounterRunsBack => "counter_runs_back",
            Self::BeyondCut => "beyond_cut",
            Self::ClockStepped => "clock_stepped",
            Self::ClockDrifts => "clock_drifts",
            Self::DeliveriesBatched => "deliveries_batched",
            Self::ZoneMistaken => "zone_mistaken",
            Self::StampAstray => "stamp_astray",
            Self::ReceiptsContradict => "receipts_contradict",
            Self::AnchorsContradict => "anchors_contradict",
            Self::KeyRepeats => "key_repeats",
            Self::QuotesCircle => "quotes_circle",
            Self::OrderAgainstTimes => "order_against_times",
            Self::StreamSilent => "stream_silent",
            Self::CountsMissing => "counts_missing",
            Self::ClocksApart => "clocks_apart",
            Self::ZonesApart => "zones_apart",
            Self::ClockOff => "clock_off",
            Self::NotListening => "not_listening",
            Self::StatedClockWrong => "stated_clock_wrong",
            Self::SentAgain => "sent_again",
            Self::StampsRunBack => "stamps_run_back",
            Self::EvidenceLeftOut => "evidence_left_out",
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
            Self::BeyondCut => "A cited event was received after the evidence that this timeline is made from.",
            Self::ClockStepped => "The clock was set: its offset before and after cannot be the same.",
            Self::ClockDrifts => "The clock gains or loses time steadily.",
            Self::DeliveriesBatched => "The records come in batches: most are delayed beyond the smallest delay.",
            Self::ZoneMistaken => "The clock stands off by whole quarters of an hour, as a wrong time zone makes it.",
            Self::StampAstray => "A stamp lies far ahead of all around it, or beyond what its receipt allows.",
            Self::ReceiptsContradict => {
                "What the receipts on one side of these records say contradicts itself: a step or a slow queue."
            }
            Self::AnchorsContradict => "What anchors say of the clock contradicts its receipts.",
            Self::KeyRepeats => {
                "One observer told a key more than once, or too many told it, so it names no single happening and anchors \
                 nothing."
            }
            Self::QuotesCircle => "Records quote each other in a circle, so these quotes order nothing.",
            Self::OrderAgainstTimes => {
                "The order that a device gives its records stands against their times; both are withdrawn here."
            }
            Self::StreamSilent => {
                "The observer was silent for longer than its habit: that it tells of nothing proves nothing."
            }
            Self::CountsMissing => "The device counted records that never reached us.",
            Self::ClocksApart => {
                "The clock stands apart from another one that told of the same happenings; nothing says which is wrong."
            }
            Self::ZonesApart => {
                "The clock stands apart from another one by whole quarters of an hour, as a wrong time zone in one of them makes it; nothing says which is wrong."
            }
            Self::ClockOff => {
                "The clock stands off: its receipts show it, or most clocks that told of the same happenings."
            }
            Self::NotListening => "We did not listen then, or no file tells of it.",
            Self::StampsRunBack => {
                "The stamps run back along a file: the clock was set back or runs backwards, or the file is not in the order of writing."
            }
            Self::EvidenceLeftOut => {
                "The clocks were modelled from a part of the evidence, as there is more than is read at once; what was left out could bound them better."
            }
            Self::StatedClockWrong => {
                "The sender says that its clock is synchronised, but its receipts or other clocks show that it is not so near to UTC."
            }
            Self::SentAgain => {
                "The stamps run faster than the receipts: what was recorded before was sent again, so its receipts say nothing of its clock."
            }
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

/// One remark on all evidence of a span, not only on what is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFinding {
    /// What was noticed.
    pub kind: FindingKind,
    /// Whose clock or silence it is about, where it is about one.
    pub observer: Option<ObserverId>,
    /// When, where it can be dated.
    pub at: Option<Interval>,
    /// How much: nanoseconds of a step, of an offset, of batching; parts per million of drift; a count of records.
    pub amount: Option<i64>,
    /// Records that show it, a few of them.
    pub events: Vec<EventId>,
}

impl EvidenceFinding {
    /// One about these records.
    pub(crate) fn of_events(kind: FindingKind, events: &[EventId]) -> Self {
        Self { kind, observer: None, at: None, amount: None, events: events.to_vec() }
    }

    /// One about an observer.
    pub(crate) fn of_observer(kind: FindingKind, observer: ObserverId, at: Option<Interval>, amount: i64) -> Self {
        Self { kind, observer: Some(observer), at, amount: Some(amount), events: Vec::new() }
    }

    /// The order in which findings are given out.
    pub(crate) fn sort_key(&self) -> FindingOrder {
        let at = self.at.map(|at| (at.earliest.0, at.latest.0));
        (self.kind, self.observer, at, self.amount, self.events.clone())
    }
}

/// What findings are sorted by.
pub(crate) type FindingOrder = (FindingKind, Option<ObserverId>, Option<(i64, i64)>, Option<i64>, Vec<EventId>);
