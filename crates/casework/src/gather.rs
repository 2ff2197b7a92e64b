//! From stored evidence to what exact time needs of it, read on several threads.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use intake::{EventReader, Reading};
use model::{EvidenceKind, Receipt, Seq};
use stamp::UtcNanos;
use timeline::Observation;

use crate::{
    erased::Erased,
    error::{CaseworkError, During},
    first_told::{File, FirstTold, PlaceInFile},
    observers::Observers,
    own_clock::OwnClock,
};

/// Numbers that one thread reads at a time.
const CHUNK_NUMBERS: u64 = 4_096;
/// Threads that read at once; reading a line takes far longer than fetching it.
pub(crate) const THREADS: usize = 4;

/// What some evidence says of time.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// What was said, in the order of `seq`.
    pub(crate) observations: Vec<Observation>,
    /// How many records were read.
    pub(crate) records: usize,
    /// Where those stand that files brought.
    pub(crate) places: Vec<(Seq, PlaceInFile)>,
}

impl Gathered {
    /// Takes in more.
    pub(crate) fn append(&mut self, mut more: Self) {
        self.observations.append(&mut more.observations);
        self.records += more.records;
        self.places.append(&mut more.places);
    }
}

/// What is read, and how.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub(crate) events: &'a EventReader,
    pub(crate) own_clock: &'a OwnClock,
    /// Nothing of these.
    pub(crate) erased: &'a Erased,
    /// Nothing that was received later, and files as they were read then.
    pub(crate) known_at: Option<UtcNanos>,
}

impl Source<'_> {
    /// Reads spans of records, both ends inside, but nothing of what was told first elsewhere. Clocks are numbered as they
    /// are met in the order of the spans, however many threads read.
    pub(crate) fn gather(
        &self,
        spans: &[(Seq, Seq)],
        observers: &mut Observers,
        told: &mut FirstTold,
    ) -> Result<Gathered, CaseworkError> {
        let chunks: Vec<(Seq, Seq)> = spans.iter().flat_map(|span| cut(*span)).collect();
        let (next, parts) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(chunks.len())));
        let read = || {
            while let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let part = self.read_chunk(*chunk);
                parts.lock().unwrap_or_else(PoisonError::into_inner).push((chunk.0, part));
            }
        };
        thread::scope(|scope| {
            for _ in 1..THREADS.min(chunks.len()) {
                scope.spawn(read);
            }
            read();
        });
        let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        parts.sort_by_key(|(from, _)| *from);
        let mut all = Gathered::default();
        for (_, part) in parts {
            let (mut part, met) = part?;
            observers.absorb(met, &mut part.observations);
            all.append(part);
        }
        told.take_out_repeats(&mut all);
        Ok(all)
    }

    fn read_chunk(&self, (from, through): (Seq, Seq)) -> Result<(Gathered, Observers), CaseworkError> {
        let (mut gathered, mut observers) = (Gathered::default(), Observers::default());
        let mut file = None;
        for evidence in self.events.vault().scan(from, through) {
            let evidence = match evidence {
                Ok(evidence) if evidence.kind == EvidenceKind::Record => evidence,
                // `verify` names what is damaged; the other records stand without it.
                Ok(_) | Err(_) => continue,
            };
            let is_later = self.known_at.is_some_and(|known_at| evidence.receipt.received_at > known_at);
            if is_later || self.erased.holds(evidence.receipt.seq) {
                continue;
            }
            if let Reading::Event(read) = self.events.read_evidence(&evidence, self.known_at).during("model clocks")? {
                let origin = self.events.origin(evidence.receipt.stream).during("model clocks")?;
                let error = self.own_clock.error_of(evidence.receipt.seq);
                gathered.observations.extend(observers.observe(&read, &origin, error));
                gathered.records += 1;
                let Receipt { seq, stream, position, .. } = evidence.receipt;
                // Most records are of the stream of the one before.
                if file.is_none_or(|(of, _)| of != stream) {
                    file = Some((stream, File::of(&origin)));
                }
                let of = file.and_then(|(_, file)| file);
                gathered.places.extend(of.map(|file| (seq, PlaceInFile { file, position })));
            }
        }
        Ok((gathered, observers))
    }
}

/// A span in pieces.
fn cut((from, through): (Seq, Seq)) -> impl Iterator<Item = (Seq, Seq)> {
    let pieces = (through.0 + 1).saturating_sub(from.0).div_ceil(CHUNK_NUMBERS);
    (0..pieces).map(move |piece| {
        let first = from.0 + piece * CHUNK_NUMBERS;
        (Seq(first), Seq((first + CHUNK_NUMBERS - 1).min(through.0)))
    })
}
