//! Modelling clocks: what is read for it, and the last model, which takes in what has come since.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::Seq;
use stamp::UtcNanos;
use timeline::{AssumptionSet, Chronology, Observation, Settings};

use crate::{
    Casework, Chronicle,
    erased::Erased,
    error::CaseworkError,
    gather::{Gathered, Source},
    observers::Observers,
    own_clock::OwnClock,
    spans::{Asked, Part, Reach, count_numbers, holds, join_spans, leave_out, spread_around},
    witnesses::{Times, sample_evenly, sample_first},
};

/// The last chronicle, and what it was made from. It is held while one is made, so that there are never two in the
/// making.
pub(crate) type KeptChronicle = Arc<Mutex<Option<Kept>>>;

/// The last chronicle.
#[derive(Debug)]
pub(crate) struct Kept {
    key: Key,
    /// The last number that was there.
    cut: Seq,
    own_clock: OwnClock,
    /// How many records had been erased.
    erased: usize,
    /// Of which of the newest records others were looked for that told the same.
    told: Vec<Seq>,
    chronicle: Arc<Chronicle>,
}

impl Kept {
    /// True where it was made with records that have been erased since.
    fn holds_any(&self, erased: &Erased) -> bool {
        erased.since(self.erased).iter().any(|seq| holds(&self.chronicle.spans, *seq))
    }
}

/// What a chronicle is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    reach: Reach,
    assume: AssumptionSet,
    known_at: Option<UtcNanos>,
}

impl Key {
    /// The last number before the newest records, all of which are read.
    const fn base(&self) -> Seq {
        match &self.reach {
            Reach::Whole => Seq(0),
            Reach::Part(part) => part.base,
        }
    }
}

impl Casework {
    /// Exact time for what is asked. The last model is taken again where it was made for the same, with the records that
    /// have come since.
    pub(crate) fn model_clocks(
        &self,
        asked: Asked,
        assume: AssumptionSet,
        known_at: Option<UtcNanos>,
    ) -> Result<Arc<Chronicle>, CaseworkError> {
        let erased = self.list_erased()?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let cut = self.events.vault().durable_through();
        let key = Key { reach: Reach::find(asked, cut, self.config.clock_records_max), assume, known_at };
        // What was erased leaves what was made with it.
        kept.take_if(|kept| kept.holds_any(&erased));
        if let Some(kept) = kept.as_ref().filter(|kept| kept.key == key && kept.cut == cut) {
            return Ok(Arc::clone(&kept.chronicle));
        }
        let own_clock = OwnClock::read(&self.ledger)?;
        let is_grown = |kept: &Kept| kept.key == key && kept.cut < cut && kept.own_clock == own_clock;
        if let Some(last) = kept.take().filter(is_grown)
            && let Some(grown) = self.grow(last, cut, &erased)?
        {
            return Ok(Arc::clone(&kept.insert(grown).chronicle));
        }
        // Who else told of something is asked of the index: what it did not hold yet is asked again the next time.
        let is_indexed = self.index.current().through() >= key.base();
        let built = self.build(key, cut, own_clock, &erased)?;
        let chronicle = Arc::clone(&built.chronicle);
        *kept = Some(built).filter(|_| is_indexed);
        Ok(chronicle)
    }

    fn build(&self, key: Key, cut: Seq, own_clock: OwnClock, erased: &Erased) -> Result<Kept, CaseworkError> {
        let begun = self.clock.monotonic();
        let source = Source { events: &self.events, own_clock: &own_clock, erased, known_at: key.known_at };
        let mut observers = Observers::default();
        let (spans, Gathered { mut observations, records }) = match &key.reach {
            Reach::Whole => {
                let spans = vec![(Seq(1), cut)];
                let gathered = source.gather(&spans, &mut observers)?;
                (spans, gathered)
            }
            Reach::Part(part) => self.gather_part(part, cut, &source, &mut observers)?,
        };
        let read = self.clock.monotonic();
        let told = sample_first(newest(&observations, key.base()));
        observers.join();
        observers.renumber(&mut observations);
        let said = observations.len();
        let settings = Settings { assume: key.assume, ..Settings::default() };
        let chronology = Chronology::build(observations, &settings);
        tracing::debug!(
            records,
            said,
            reading = ?read.saturating_sub(begun),
            modelling = ?self.clock.monotonic().saturating_sub(read),
            "modelled clocks"
        );
        let left_out = cut.0.saturating_sub(count_numbers(&spans));
        let chronicle = Chronicle { chronology, spans, records, left_out, observers, offsets: OnceLock::new() };
        Ok(Kept { key, cut, own_clock, erased: erased.count(), told, chronicle: Arc::new(chronicle) })
    }

    /// Takes in the records that have come since. None where with them other records would have been read, or some that
    /// were are of another clock than they seemed to be.
    fn grow(&self, mut kept: Kept, cut: Seq, erased: &Erased) -> Result<Option<Kept>, CaseworkError> {
        let begun = self.clock.monotonic();
        let source = Source { events: &self.events, own_clock: &kept.own_clock, erased, known_at: kept.key.known_at };
        // Copied only where an answer is still being made from it.
        let chronicle = Arc::make_mut(&mut kept.chronicle);
        let new = (kept.cut.next(), cut);
        let Gathered { mut observations, records } = source.gather(&[new], &mut chronicle.observers)?;
        if let Reach::Part(part) = &kept.key.reach {
            let known = chronicle.chronology.observations().filter(|of| of.id.seq > part.base);
            if sample_first(known.chain(&observations)) != kept.told {
                return Ok(None);
            }
        }
        if !chronicle.observers.join() {
            return Ok(None);
        }
        chronicle.observers.renumber(&mut observations);
        chronicle.chronology.extend(observations);
        chronicle.spans = join_spans([chronicle.spans.as_slice(), &[new]].concat());
        chronicle.records += records;
        chronicle.offsets = OnceLock::new();
        (kept.cut, kept.erased) = (cut, erased.count());
        tracing::debug!(records, took = ?self.clock.monotonic().saturating_sub(begun), "modelled clocks further");
        Ok(Some(kept))
    }

    /// Reads what is asked with its neighbours, who else told of that and of the newest, then the newest.
    fn gather_part(
        &self,
        part: &Part,
        cut: Seq,
        source: &Source<'_>,
        observers: &mut Observers,
    ) -> Result<(Vec<(Seq, Seq)>, Gathered), CaseworkError> {
        let asked = match &part.asked {
            Asked::Records(seqs) => seqs.clone(),
            Asked::Between(near, from, to) => {
                self.find_observed(Times { near: *near, from: *from, to: *to }, part.base)?
            }
            Asked::Clocks => {
                let newest = Times { near: UtcNanos::MAX, from: UtcNanos::MIN, to: UtcNanos::MAX };
                [vec![part.base], self.find_observed(newest, part.base)?].concat()
            }
        };
        let around = spread_around(&asked, part.base, part.around);
        let mut gathered = source.gather(&around, observers)?;
        let last = join_spans([(part.base.next(), cut)]);
        // Numbered when all others are, so that more of them change nothing.
        let mut met_last = Observers::default();
        let mut newest = source.gather(&last, &mut met_last)?;
        let told = sample_evenly(&gathered.observations).into_iter().chain(sample_first(newest.observations.iter()));
        let tellers = self.find_tellers(told, &around, part.base)?;
        let others = spread_around(&tellers, part.base, part.others);
        gathered.append(source.gather(&leave_out(&others, &around), observers)?);
        observers.absorb(met_last, &mut newest.observations);
        gathered.append(newest);
        Ok((join_spans([around, others, last].concat()), gathered))
    }
}

fn newest(observations: &[Observation], base: Seq) -> impl Iterator<Item = &Observation> {
    observations.iter().filter(move |of| base.0 > 0 && of.id.seq > base)
}
