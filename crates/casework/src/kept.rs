//! The models that are kept between questions, by what they were made for. Whoever asks for what is being made waits for
//! it; nobody else waits but for a turn to build, of which there is one at a time.

use std::{
    fmt,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use ledger::EntryNumber;
use model::Seq;
use stamp::UtcNanos;
use timeline::AssumptionSet;

use crate::{
    Chronicle,
    erased::Erased,
    first_told::FirstTold,
    own_clock::OwnClock,
    spans::{Reach, holds},
};

/// Models that are kept, at most.
const MODELS_MAX: usize = 8;
/// They and the one that is being built are made from no more records than so many times those of the largest.
const RECORDS_OF_LARGEST: u64 = 2;

/// A model, and what it was made from.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) key: Key,
    /// The last number that was there.
    pub(crate) cut: Seq,
    pub(crate) own_clock: OwnClock,
    /// How many records had been erased.
    pub(crate) erased: usize,
    /// Of which of the newest records others were looked for that told the same.
    pub(crate) told: Vec<Seq>,
    /// What files told, so that one brought again tells nothing more.
    pub(crate) first_told: FirstTold,
    pub(crate) chronicle: Arc<Chronicle>,
}

impl Kept {
    /// True where it was made with records that have been erased since.
    fn holds_any(&self, erased: &Erased) -> bool {
        erased.since(self.erased).iter().any(|seq| holds(&self.chronicle.spans, *seq))
    }
}

/// What a model is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) reach: Reach,
    pub(crate) assume: AssumptionSet,
    pub(crate) known_at: Option<UtcNanos>,
    /// The last custody entry that says how a file is read.
    pub(crate) readings: EntryNumber,
}

impl Key {
    /// The last number before the newest records, all of which are read.
    pub(crate) const fn base(&self) -> Seq {
        match &self.reach {
            Reach::Whole => Seq(0),
            Reach::Part(part) => part.base,
        }
    }
}

/// The models that are kept.
pub(crate) struct KeptModels {
    places: Mutex<Places>,
    /// Something was made or given up.
    changed: Condvar,
    records_max: u64,
}

#[derive(Debug, Default)]
struct Places {
    /// The one used last stands first.
    kept: Vec<Kept>,
    /// What somebody makes or grows.
    making: Vec<Key>,
    is_building: bool,
}

/// What somebody gets who asks for a model.
pub(crate) enum Taken<'a> {
    Made(Arc<Chronicle>),
    /// It is for them to make; perhaps out of what was made for the same before.
    ToMake(Turn<'a>, Option<Box<Kept>>),
}

impl KeptModels {
    /// None yet; models are made from so many records at most.
    pub(crate) fn new(clock_records_max: u64) -> Self {
        let records_max = clock_records_max.saturating_mul(RECORDS_OF_LARGEST);
        Self { places: Mutex::default(), changed: Condvar::new(), records_max }
    }

    /// The model for something with the records up to a number, or the turn to make it. Waits for whoever makes it
    /// already.
    pub(crate) fn take(&self, key: &Key, cut: Seq, erased: &Erased) -> Taken<'_> {
        let mut places = self.lock();
        loop {
            // What was made up to an older base, or of files that are read otherwise now, is not asked for again; what
            // was erased leaves what was made with it.
            let is_asked_for = |kept: &Key| kept.base() >= key.base() && kept.readings >= key.readings;
            places.kept.retain(|kept| is_asked_for(&kept.key) && !kept.holds_any(erased));
            let last = places.kept.iter().position(|kept| kept.key == *key).map(|at| places.kept.remove(at));
            match last {
                Some(kept) if kept.cut >= cut => {
                    let chronicle = Arc::clone(&kept.chronicle);
                    places.kept.insert(0, kept);
                    return Taken::Made(chronicle);
                }
                None if places.making.contains(key) => {
                    places = self.changed.wait(places).unwrap_or_else(PoisonError::into_inner);
                }
                last => {
                    places.making.push(key.clone());
                    return Taken::ToMake(Turn { models: self, key: Some(key.clone()) }, last.map(Box::new));
                }
            }
        }
    }

    /// Waits until nobody else builds a model, and makes room for one of so many records.
    pub(crate) fn await_build(&self, records: u64) -> Building<'_> {
        let places = self.changed.wait_while(self.lock(), |places| places.is_building);
        let mut places = places.unwrap_or_else(PoisonError::into_inner);
        places.is_building = true;
        places.bound(MODELS_MAX.saturating_sub(1), self.records_max.saturating_sub(records));
        Building(self)
    }

    fn lock(&self) -> MutexGuard<'_, Places> {
        // A thread that panicked with it left nothing half done.
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for KeptModels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptModels").field("records_max", &self.records_max).finish_non_exhaustive()
    }
}

impl Places {
    /// Nobody makes this any more.
    fn release(&mut self, made: &Key) {
        self.making.retain(|key| key != made);
    }

    /// Lets go those that were not used for longest.
    fn bound(&mut self, models_max: usize, records_max: u64) {
        let mut left = records_max;
        let fits = |kept: &Kept| {
            let rest = left.checked_sub(kept.chronicle.records as u64);
            left = rest.unwrap_or(0);
            rest.is_some()
        };
        let count = self.kept.iter().take(models_max).map(fits).take_while(|fits| *fits).count();
        self.kept.truncate(count);
    }
}

/// The turn to make a model. Where it ends without one, whoever waits gets it.
pub(crate) struct Turn<'a> {
    models: &'a KeptModels,
    /// None when it is over.
    key: Option<Key>,
}

impl Turn<'_> {
    /// Keeps what was made.
    pub(crate) fn keep(mut self, made: Kept) -> Arc<Chronicle> {
        let chronicle = Arc::clone(&made.chronicle);
        let mut places = self.models.lock();
        places.kept.insert(0, made);
        places.bound(MODELS_MAX, self.models.records_max);
        // Under the same lock: whoever comes next finds it kept, and nobody else's mark is taken away later.
        if let Some(key) = self.key.take() {
            places.release(&key);
        }
        drop(places);
        self.models.changed.notify_all();
        chronicle
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            self.models.lock().release(&key);
            self.models.changed.notify_all();
        }
    }
}

/// Held while a model is built.
pub(crate) struct Building<'a>(&'a KeptModels);

impl Drop for Building<'_> {
    fn drop(&mut self) {
        self.0.lock().is_building = false;
        self.0.changed.notify_all();
    }
}
