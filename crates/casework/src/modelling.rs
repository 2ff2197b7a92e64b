//! Modelling clocks: what is read for it, anew or further.

use std::sync::{Arc, OnceLock};

use ledger::EntryNumber;
use model::Seq;
use stamp::UtcNanos;
use timeline::{AssumptionSet, Chronology, Observation, Settings};

use crate::{
    Casework, Chronicle,
    erased::Erased,
    error::CaseworkError,
    first_told::FirstTold,
    gather::{Gathered, Source},
    kept::{Kept, Key, Taken},
    observers::Observers,
    own_clock::OwnClock,
    spans::{Asked, Part, Reach, count_numbers, join_spans, leave_out, spread_around},
    witnesses::{Times, sample_evenly, sample_first},
};

impl Casework {
    /// Exact time for what is asked. A model that was made for the same is taken again, with the records that have come
    /// since.
    pub(crate) fn model_clocks(
        &self,
        asked: Asked,
        assume: AssumptionSet,
        known_at: Option<UtcNanos>,
    ) -> Result<Arc<Chronicle>, CaseworkError> {
        loop {
            let readings = self.events.readings_said();
            let made = self.model_as_read(asked.clone(), assume, known_at, readings)?;
            // Of a file that began to be read otherwise meanwhile it may hold both readings.
            if self.events.readings_said() == readings {
                return Ok(made);
            }
        }
    }

    fn model_as_read(
        &self,
        asked: Asked,
        assume: AssumptionSet,
        known_at: Option<UtcNanos>,
        readings: EntryNumber,
    ) -> Result<Arc<Chronicle>, CaseworkError> {
        let erased = self.list_erased()?;
        let cut = self.events.vault().durable_through();
        let reach = Reach::find(asked, cut, self.config.clock_records_max);
        let key = Key { reach, assume, known_at, readings };
        let (turn, last) = match self.kept.take(&key, cut, &erased) {
            Taken::Made(chronicle) => return Ok(chronicle),
            Taken::ToMake(turn, last) => (turn, last),
        };
        let own_clock = OwnClock::read(&self.ledger)?;
        if let Some(last) = last.filter(|last| last.own_clock == own_clock)
            && let Some(grown) = self.grow(*last, cut, &erased)?
        {
            return Ok(turn.keep(grown));
        }
        let _alone = self.kept.await_build(cut.0.min(self.config.clock_records_max));
        // Who else told of something is asked of the index: what it did not hold yet, or held as it was read before, is
        // asked again the next time.
        let index = self.index.current();
        let is_indexed = matches!(key.reach, Reach::Whole)
            || index.through() >= key.base() && index.fingerprint() == self.events.fingerprint();
        let built = self.build(key, cut, own_clock, &erased)?;
        Ok(if is_indexed { turn.keep(built) } else { built.chronicle })
    }

    fn build(&self, key: Key, cut: Seq, own_clock: OwnClock, erased: &Erased) -> Result<Kept, CaseworkError> {
        let begun = self.clock.monotonic();
        let source = Source { events: &self.events, own_clock: &own_clock, erased, known_at: key.known_at };
        let (mut observers, mut first_told) = (Observers::default(), FirstTold::default());
        let (spans, Gathered { mut observations, records, .. }) = match &key.reach {
            Reach::Whole => {
                let spans = vec![(Seq(1), cut)];
                let gathered = source.gather(&spans, &mut observers, &mut first_told)?;
                (spans, gathered)
            }
            Reach::Part(part) => self.gather_part(part, cut, &source, (&mut observers, &mut first_told))?,
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
        let offsets = OnceLock::new();
        let chronicle = Arc::new(Chronicle { chronology, spans, records, left_out, observers, offsets });
        Ok(Kept { key, cut, own_clock, erased: erased.count(), told, first_told, chronicle })
    }

    /// Takes in the records that have come since. None where with them other records would have been read, or some that
    /// were are of another clock than they seemed to be.
    fn grow(&self, kept: Kept, cut: Seq, erased: &Erased) -> Result<Option<Kept>, CaseworkError> {
        let begun = self.clock.monotonic();
        let Kept { key, own_clock, told, mut first_told, chronicle, .. } = kept;
        let source = Source { events: &self.events, own_clock: &own_clock, erased, known_at: key.known_at };
        let (new, mut met) = ((kept.cut.next(), cut), Observers::default());
        let Gathered { mut observations, records, .. } = source.gather(&[new], &mut met, &mut first_told)?;
        if let Reach::Part(part) = &key.reach {
            let known = chronicle.chronology.observations().filter(|of| of.id.seq > part.base);
            if sample_first(known.chain(&observations)) != told {
                return Ok(None);
            }
        }
        let mut observers = chronicle.observers.clone();
        observers.absorb(met, &mut observations);
        if !observers.join() {
            return Ok(None);
        }
        observers.renumber(&mut observations);
        let spans = join_spans([chronicle.spans.as_slice(), &[new]].concat());
        let (left_out, records_now) = (chronicle.left_out, chronicle.records + records);
        // Copied only where an answer is still being made from it.
        let chronology = match Arc::try_unwrap(chronicle) {
            Ok(own) => {
                let mut chronology = own.chronology;
                chronology.extend(observations);
                chronology
            }
            Err(shared) => shared.chronology.extended(observations),
        };
        let offsets = OnceLock::new();
        let chronicle = Chronicle { chronology, spans, records: records_now, left_out, observers, offsets };
        tracing::debug!(records, took = ?self.clock.monotonic().saturating_sub(begun), "modelled clocks further");
        let chronicle = Arc::new(chronicle);
        Ok(Some(Kept { key, cut, own_clock, erased: erased.count(), told, first_told, chronicle }))
    }

    /// Reads what is asked with its neighbours, who else told of that and of the newest, then the newest.
    fn gather_part(
        &self,
        part: &Part,
        cut: Seq,
        source: &Source<'_>,
        (observers, first_told): (&mut Observers, &mut FirstTold),
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
        let mut gathered = source.gather(&around, observers, first_told)?;
        let last = join_spans([(part.base.next(), cut)]);
        // Numbered when all others are, so that more of them change nothing.
        let mut met_last = Observers::default();
        let mut newest = source.gather(&last, &mut met_last, first_told)?;
        let told = sample_evenly(&gathered.observations).into_iter().chain(sample_first(newest.observations.iter()));
        let tellers = self.find_tellers(told, &around, part.base)?;
        let others = spread_around(&tellers, part.base, part.others);
        gathered.append(source.gather(&leave_out(&others, &around), observers, first_told)?);
        observers.absorb(met_last, &mut newest.observations);
        gathered.append(newest);
        Ok((join_spans([around, others, last].concat()), gathered))
    }
}

fn newest(observations: &[Observation], base: Seq) -> impl Iterator<Item = &Observation> {
    observations.iter().filter(move |of| base.0 > 0 && of.id.seq > base)
}
