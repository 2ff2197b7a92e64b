//! Exact time for some evidence: the records around what is asked for, read again, with every clock modelled.
//!
//! Nothing of it is stored. The same evidence, the same readers and the same settings give the same answers, so a model
//! made while events come in and one made after a rebuild are one and the same.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use intake::Reading;
use model::{EvidenceKind, Seq};
use stamp::{Interval, UtcNanos};
use timeline::{AssumptionSet, Chronology, EventId, Moment, ObserverId, Settings, Statement};

use crate::{
    Casework,
    error::{CaseworkError, During},
    observers::Observers,
    own_clock::OwnClock,
    whose_clock::Whose,
};

/// Records on each side of what is asked for that its clocks are modelled from.
const NEIGHBOURS_MAX: u64 = 20_000;

/// Exact time for some evidence.
#[derive(Debug)]
pub struct Chronicle {
    /// Intervals, order and findings.
    pub chronology: Chronology,
    /// Each span of records that it was made from, both ends inside.
    pub spans: Vec<(Seq, Seq)>,
    /// How many records were read.
    pub records: usize,
    observers: Observers,
}

/// What a kept chronicle was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChronicleKey {
    spans: Vec<(Seq, Seq)>,
    assume: AssumptionSet,
    known_at: Option<UtcNanos>,
}

/// The last chronicle, and what it was made from.
pub(crate) type KeptChronicle = Arc<Mutex<Option<(ChronicleKey, Arc<Chronicle>)>>>;

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
    /// Exact time for these records, from them and up to 20 000 records on each side of each.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
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
        let spans = list_spans(seqs, self.events.vault().durable_through());
        self.build_chronicle(ChronicleKey { spans, assume, known_at })
    }

    /// Exact time for the newest records.
    ///
    /// # Errors
    /// As [`Casework::chronicle`].
    pub fn newest_chronicle(&self, assume: AssumptionSet) -> Result<Arc<Chronicle>, CaseworkError> {
        let cut = self.events.vault().durable_through();
        self.build_chronicle(ChronicleKey { spans: list_spans(&[cut], cut), assume, known_at: None })
    }

    fn build_chronicle(&self, key: ChronicleKey) -> Result<Arc<Chronicle>, CaseworkError> {
        if let Some((kept, chronicle)) = &*self.kept.lock().unwrap_or_else(PoisonError::into_inner)
            && *kept == key
        {
            return Ok(Arc::clone(chronicle));
        }
        let own_clock = OwnClock::read(&self.ledger)?;
        let mut observers = Observers::default();
        let mut observations = Vec::new();
        let mut records = 0;
        for (from, through) in &key.spans {
            for evidence in self.events.vault().scan(*from, *through) {
                let evidence = match evidence {
                    Ok(evidence) if evidence.kind == EvidenceKind::Record => evidence,
                    // `verify` names what is damaged; the other records stand without it.
                    Ok(_) | Err(_) => continue,
                };
                if key.known_at.is_some_and(|known_at| evidence.receipt.received_at > known_at) {
                    continue;
                }
                if let Reading::Event(read) = self.events.read_evidence(&evidence).during("model clocks")? {
                    let origin = self.events.origin(evidence.receipt.stream).during("model clocks")?;
                    observations.extend(observers.observe(&read, &origin, own_clock.error_of(evidence.receipt.seq)));
                    records += 1;
                }
            }
        }
        observers.join();
        observers.renumber(&mut observations);
        let settings = Settings { assume: key.assume, ..Settings::default() };
        let chronology = Chronology::build(observations, &settings);
        let chronicle = Arc::new(Chronicle { chronology, spans: key.spans.clone(), records, observers });
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, Arc::clone(&chronicle)));
        Ok(chronicle)
    }
}

/// The neighbourhoods of some records, merged where they meet, none beyond the cut.
fn list_spans(seqs: &[Seq], cut: Seq) -> Vec<(Seq, Seq)> {
    let mut seqs: Vec<u64> = seqs.iter().map(|seq| seq.0).filter(|seq| *seq <= cut.0).collect();
    seqs.sort_unstable();
    let mut spans: Vec<(Seq, Seq)> = Vec::new();
    for seq in seqs {
        let (from, through) = (seq.saturating_sub(NEIGHBOURS_MAX).max(1), (seq + NEIGHBOURS_MAX).min(cut.0));
        match spans.last_mut() {
            Some(last) if from <= last.1.0 + 1 => last.1 = Seq(through.max(last.1.0)),
            _ => spans.push((Seq(from), Seq(through))),
        }
    }
    spans
}

/// How far an observer's clock stood from UTC, positive where it was ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockPoint {
    /// The record.
    pub seq: Seq,
    /// When it was received.
    pub received_at: UtcNanos,
    /// Its stamp less its receipt, in nanoseconds: the offset less the delay.
    pub apparent: i64,
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
        for of in self.chronology.observations().iter().filter(|of| !of.clock.told_later) {
            let Some(written) = of.written else {
                clocks.entry(self.name_observer(of.observer)).or_default();
                continue;
            };
            let timing = self.chronology.timing(of.id);
            let offset = |moment: Option<i64>, from: i64| {
                moment
                    .filter(|moment| !matches!(*moment, i64::MIN | i64::MAX))
                    .map(|moment| from.saturating_sub(moment))
            };
            clocks.entry(self.name_observer(of.observer)).or_default().push(ClockPoint {
                seq: of.id.seq,
                received_at: of.received_at,
                apparent: written.at.0.saturating_sub(of.received_at.0),
                offset_min: offset(timing.map(|timing| timing.latest), written.at.0),
                offset_max: offset(
                    timing.map(|timing| timing.earliest),
                    written.at.0.saturating_add(written.precision - 1),
                ),
            });
        }
        for points in clocks.values_mut() {
            points.sort_by_key(|point| (point.received_at, point.seq));
        }
        clocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_meet_and_end_at_the_cut() {
        let spans = |seqs: &[u64], cut| {
            let seqs: Vec<Seq> = seqs.iter().copied().map(Seq).collect();
            list_spans(&seqs, Seq(cut)).into_iter().map(|(from, through)| (from.0, through.0)).collect::<Vec<_>>()
        };
        assert_eq!(spans(&[], 10), []);
        assert_eq!(spans(&[5], 10), [(1, 10)]);
        assert_eq!(spans(&[50_000, 5, 11], 100_000), [(1, 20_011), (30_000, 70_000)]);
        assert_eq!(spans(&[50_000, 40_000], 45_000), [(20_000, 45_000)]);
    }
}
