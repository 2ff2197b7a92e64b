//! Exact time for some evidence: its records read again, with every clock modelled.
//!
//! Nothing of it is stored. The same evidence, the same readers and the same settings give the same answers, so a model
//! made while events come in and one made after a rebuild are one and the same.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use model::Seq;
use stamp::{Interval, UtcNanos};
use timeline::{AssumptionSet, Channel, Chronology, EventId, Moment, Observation, ObserverId, Statement};

use crate::{Casework, error::CaseworkError, observers::Observers, spans::Asked, whose_clock::Whose};

/// Exact time for some evidence.
#[derive(Clone, Debug)]
pub struct Chronicle {
    /// Intervals, order and findings.
    pub chronology: Chronology,
    /// Each span of numbers that it was made from, both ends inside.
    pub spans: Vec<(Seq, Seq)>,
    /// How many records were read.
    pub records: usize,
    /// How many numbers up to the last one read lie outside of the spans: 0 where the vault was read whole.
    pub left_out: u64,
    pub(crate) observers: Observers,
    /// How far each clock stood off by all of its records, once asked.
    pub(crate) offsets: OnceLock<BTreeMap<ObserverId, OffsetRange>>,
}

/// How far a clock stood from UTC by all of its records, in nanoseconds, positive where it was ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OffsetRange {
    /// No less than this, by those of its records of which the clock's model bounds it.
    pub(crate) low: Option<i64>,
    /// No more than this.
    pub(crate) high: Option<i64>,
    /// True where it is bounded from below by each of its records.
    pub(crate) is_low_whole: bool,
    /// True where it is bounded from above by each.
    pub(crate) is_high_whole: bool,
}

impl OffsetRange {
    /// Its ends, each where all of its records bound it.
    pub(crate) fn whole_ends(&self) -> (Option<i64>, Option<i64>) {
        (self.low.filter(|_| self.is_low_whole), self.high.filter(|_| self.is_high_whole))
    }
}

impl Chronicle {
    /// The name of a clock.
    #[must_use]
    pub fn name_observer(&self, id: ObserverId) -> &str {
        self.observers.name(id)
    }

    /// The clock of this name, where one was met.
    #[must_use]
    pub fn find_observer(&self, name: &str) -> Option<ObserverId> {
        self.observers.find(name)
    }

    /// The clock that stamped a record, where it was met.
    pub(crate) fn find_clock(&self, whose: &Whose) -> Option<ObserverId> {
        self.observers.find_clock(whose)
    }

    /// True where everything between two records was read: what lies in none of the spans, or between two of them, may
    /// tell of what looks like silence.
    pub(crate) fn is_whole_between(&self, one: Seq, other: Seq) -> bool {
        self.spans.iter().any(|(from, through)| *from <= one.min(other) && one.max(other) <= *through)
    }

    /// When a record was stamped or what it tells happened, and what that rests on; none for records it was not made
    /// from.
    #[must_use]
    pub fn interval(&self, seq: Seq, moment: Moment) -> Option<(Interval, AssumptionSet)> {
        self.chronology.interval(EventId::of(seq), moment)
    }

    /// How one record stands to another.
    #[must_use]
    pub fn relate(&self, one: Seq, other: Seq, moment: Moment) -> Option<Statement> {
        self.chronology.relate(EventId::of(one), EventId::of(other), moment)
    }
}

impl Casework {
    /// Exact time for these records.
    ///
    /// Made from the whole vault while that holds no more than [`crate::CaseworkConfig::clock_records_max`]; else from
    /// the neighbours of these records, those of others that told of the same happenings, and the newest ones.
    ///
    /// # Errors
    /// The vault, the index or the ledger could not be read.
    pub fn chronicle(&self, seqs: &[Seq], assume: AssumptionSet) -> Result<Arc<Chronicle>, CaseworkError> {
        self.chronicle_known_at(seqs, assume, None)
    }

    /// The same as it could be known at a moment: from what had been received by then.
    pub(crate) fn chronicle_known_at(
        &self,
        seqs: &[Seq],
        assume: AssumptionSet,
        known_at: Option<UtcNanos>,
    ) -> Result<Arc<Chronicle>, CaseworkError> {
        self.model_clocks(Asked::Records(seqs.to_vec()), assume, known_at)
    }

    /// Exact time for every observer: as [`Casework::chronicle`], around the newest record of each.
    ///
    /// # Errors
    /// As [`Casework::chronicle`].
    pub fn chronicle_of_clocks(&self, assume: AssumptionSet) -> Result<Arc<Chronicle>, CaseworkError> {
        self.model_clocks(Asked::Clocks, assume, None)
    }
}

/// How far an observer's clock stood from UTC, positive where it was ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockPoint {
    /// The record.
    pub seq: Seq,
    /// When it was received.
    pub received_at: UtcNanos,
    /// The likeliest moment of its stamp in true time.
    pub best: UtcNanos,
    /// Its stamp less its receipt, in nanoseconds: the offset less the delay. None for what a file brought, whose
    /// receipt is no witness of when it was written.
    pub apparent: Option<i64>,
    /// The least offset, in nanoseconds; none where nothing bounds it.
    pub offset_min: Option<i64>,
    /// The greatest.
    pub offset_max: Option<i64>,
}

impl Chronicle {
    /// Every clock that was met, by name, with its points in the order of receipt.
    #[must_use]
    pub fn list_clocks(&self) -> BTreeMap<&str, Vec<ClockPoint>> {
        let mut clocks: BTreeMap<&str, Vec<ClockPoint>> = BTreeMap::new();
        for of in self.chronology.observations().filter(|of| !of.clock.told_later) {
            let points = clocks.entry(self.name_observer(of.observer)).or_default();
            points.extend(self.find_point(of));
        }
        for points in clocks.values_mut() {
            points.sort_by_key(|point| (point.received_at, point.seq));
        }
        clocks
    }

    /// How far each clock stood off, by all of its records.
    pub(crate) fn list_offsets(&self) -> &BTreeMap<ObserverId, OffsetRange> {
        self.offsets.get_or_init(|| {
            let mut offsets = BTreeMap::new();
            for of in self.chronology.observations().filter(|of| !of.clock.told_later) {
                let Some(point) = self.find_point(of) else { continue };
                let none = OffsetRange { low: None, high: None, is_low_whole: true, is_high_whole: true };
                let range = offsets.entry(of.observer).or_insert(none);
                range.low = [range.low, point.offset_min].into_iter().flatten().min();
                range.high = [range.high, point.offset_max].into_iter().flatten().max();
                range.is_low_whole &= point.offset_min.is_some();
                range.is_high_whole &= point.offset_max.is_some();
            }
            offsets
        })
    }

    fn find_point(&self, of: &Observation) -> Option<ClockPoint> {
        let written = of.written?;
        let timing = self.chronology.timing(of.id);
        let offset = |moment: Option<i64>, from: i64| {
            let known = moment.filter(|moment| !matches!(*moment, i64::MIN | i64::MAX));
            known.map(|moment| from.saturating_sub(moment))
        };
        Some(ClockPoint {
            seq: of.id.seq,
            received_at: of.received_at,
            best: timing.map_or(written.at, |timing| UtcNanos(timing.best)),
            apparent: (of.channel == Channel::Live).then(|| written.at.0.saturating_sub(of.received_at.0)),
            offset_min: offset(timing.map(|timing| timing.latest), written.at.0),
            offset_max: offset(
                timing.map(|timing| timing.earliest),
                written.at.0.saturating_add(written.precision - 1),
            ),
        })
    }
}
