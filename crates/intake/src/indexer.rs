//! From the vault to the index: a thread that follows the durable end.
//!
//! It reads what the vault holds, never what a connector handed over: so the index is a function of the vault, and
//! living, catching up and rebuilding are one path.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use index::{IndexError, IndexWriter, Outcome};
use model::{Clock, Evidence, EvidenceKind, Seq, StreamId, StreamIdentity};
use tokio::sync::oneshot;
use vault::VaultErrorKind;

use crate::{
    duplicate::{BroughtBy, SeenPositions},
    error::{IntakeError, Stage},
    event_reader::{EventReader, Reading},
    index_handle::{IndexFolder, IndexHandle, Rebuilt},
    reading::ReadingNote,
};

/// Records read between two looks at the commands.
const RANGE_RECORDS_MAX: u64 = 10_000;
/// Records after which a commit is asked for, however busy the way in is. Fewer cost half of the rate.
const COMMIT_RECORDS_MAX: u64 = 100_000;
/// How long a record waits to be found, when the way in is quiet.
const COMMIT_AGE_MAX: Duration = Duration::from_millis(500);

/// What became of the records of one stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamOutcomes {
    /// Indexed.
    pub indexed: u64,
    /// Told before by the same stream at the same position.
    pub duplicate: u64,
    /// Reading it was given up.
    pub quarantined: u64,
}

/// What the thread is asked.
#[derive(Debug)]
pub(crate) enum Order {
    /// The vault has more.
    Durable,
    /// Make what is durable now visible, and say through which record.
    Flush(oneshot::Sender<Seq>),
    /// Read what is durable now, and say by which versions of its feeds a file came.
    Trace(StreamIdentity, oneshot::Sender<BroughtBy>),
    /// Feed the index again from the first record, beside, and let it serve.
    Rebuild(oneshot::Sender<Rebuilt>),
    /// End, after a commit.
    Stop,
}

/// Tallies of the streams that someone waits for, shared with the handle.
pub(crate) type Tallies = Arc<Mutex<BTreeMap<StreamId, StreamOutcomes>>>;

/// The thread's own.
pub(crate) struct Indexer {
    pub(crate) reader: EventReader,
    pub(crate) index: IndexWriter,
    pub(crate) handle: IndexHandle,
    pub(crate) folder: IndexFolder,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seen: SeenPositions,
    pub(crate) note: ReadingNote,
    pub(crate) through: Seq,
    /// The last record of an earlier process: streams opened up to it are over.
    pub(crate) inherited: Seq,
    /// An older build serves until this one has read so far.
    pub(crate) swap_at: Option<Seq>,
    pub(crate) tallies: Tallies,
    /// The index is being fed again: nobody waits for what is read.
    pub(crate) rebuilding: bool,
    /// Records read and not committed, and since when.
    pub(crate) uncommitted: u64,
    pub(crate) since: Duration,
}

impl Indexer {
    /// Follows the vault until it is told to stop.
    ///
    /// # Errors
    /// The vault could not be read or the index not written. Evidence goes on being taken in without an index.
    pub(crate) fn run(mut self, orders: &Receiver<Order>) -> Result<(), IntakeError> {
        let mut held = None;
        loop {
            let order = match held.take() {
                Some(order) => Some(order),
                None => match orders.recv_timeout(self.patience()) {
                    Ok(order) => Some(order),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => Some(Order::Stop),
                },
            };
            // Many tell of one thing: the vault has more.
            if matches!(order, Some(Order::Durable)) {
                held = orders.try_iter().find(|order| !matches!(order, Order::Durable));
            }
            self.read_all()?;
            match order {
                Some(Order::Flush(reply)) => {
                    self.commit()?;
                    self.index.wait().map_err(of_index)?;
                    // Who asked may have gone.
                    let _ = reply.send(self.through);
                }
                Some(Order::Trace(file, reply)) => {
                    let _ = reply.send(self.seen.brought_by(&file));
                }
                Some(Order::Rebuild(reply)) => {
                    self.rebuilding = true;
                    // A rebuild that fails leaves nothing that could be fed on: the thread ends with it, and says so.
                    let rebuilt = self.rebuild()?;
                    self.rebuilding = false;
                    let _ = reply.send(rebuilt);
                }
                Some(Order::Stop) => {
                    self.commit()?;
                    return self.index.close().map_err(of_index);
                }
                Some(Order::Durable) | None => {}
            }
            if self.uncommitted > 0 && self.patience().is_zero() {
                self.commit()?;
            }
        }
    }

    /// How long the thread may wait for orders.
    fn patience(&self) -> Duration {
        if self.uncommitted == 0 {
            return Duration::from_secs(3600);
        }
        COMMIT_AGE_MAX.saturating_sub(self.clock.monotonic().saturating_sub(self.since))
    }

    /// Reads all that is durable.
    fn read_all(&mut self) -> Result<(), IntakeError> {
        let durable = self.reader.vault().durable_through();
        while self.through < durable {
            if self.uncommitted == 0 {
                self.since = self.clock.monotonic();
            }
            self.uncommitted += self.read_range(durable)?;
            if self.uncommitted >= COMMIT_RECORDS_MAX {
                self.commit()?;
            }
        }
        if self.swap_at.is_some_and(|at| self.through >= at) {
            self.commit()?;
            self.index.swap().map_err(of_index)?;
            self.swap_at = None;
            tracing::info!(through = self.through.0, "the index of the present reader serves");
        }
        Ok(())
    }

    fn rebuild(&mut self) -> Result<Rebuilt, IntakeError> {
        self.commit()?;
        self.index.wait().map_err(of_index)?;
        let before = self.handle.current().digests().map_err(of_index)?;
        self.folder.fingerprint = self.reader.fingerprint();
        let (writer, reader) = self.folder.rebuild().map_err(of_index)?;
        // The old build goes on serving; its writer ends here.
        self.index = writer;
        self.seen = SeenPositions::default();
        let through = std::mem::replace(&mut self.through, Seq(0));
        while self.through < through {
            self.uncommitted += self.read_range(through)?;
            if self.uncommitted >= COMMIT_RECORDS_MAX {
                self.commit()?;
            }
        }
        self.commit()?;
        self.index.wait().map_err(of_index)?;
        let after = reader.digests().map_err(of_index)?;
        self.index.swap().map_err(of_index)?;
        self.handle.set(reader);
        Ok(Rebuilt { through, documents: after.documents, before, after })
    }

    /// Reads the next range and says how many records it held.
    fn read_range(&mut self, durable: Seq) -> Result<u64, IntakeError> {
        let first = self.through.next();
        let last = Seq(durable.0.min(self.through.0.saturating_add(RANGE_RECORDS_MAX)));
        let last = self.note.begin(first, last).map_err(|e| IntakeError::new(Stage::Index, e))?;
        for evidence in self.reader.vault().scan(first, last) {
            match evidence {
                Ok(evidence) => self.read_one(&evidence)?,
                // What is damaged is missing from the sums, and `verify` names it; the rest is still to be found.
                Err(error) if matches!(error.kind, VaultErrorKind::Damaged(_)) => {
                    tracing::error!(%error, "damaged evidence is not indexed");
                }
                Err(error) => return Err(IntakeError::new(Stage::Vault, error)),
            }
        }
        self.note.finish();
        let read = last.0.saturating_sub(self.through.0);
        self.through = last;
        Ok(read)
    }

    fn read_one(&mut self, evidence: &Evidence) -> Result<(), IntakeError> {
        let receipt = evidence.receipt;
        match evidence.kind {
            EvidenceKind::Record => {}
            EvidenceKind::StreamClosed => {
                self.seen.close(receipt.stream);
                return Ok(());
            }
            // An erased body is not read; what custody says of it excuses its absence.
            EvidenceKind::StreamOpened | EvidenceKind::Erased => return Ok(()),
        }
        let identity = self.reader.origin(receipt.stream)?.identity();
        let feed = self.reader.feed(receipt.feed)?;
        let outcome = if self.seen.insert(&receipt, identity.as_ref()) {
            Some(Outcome::Duplicate)
        } else if self.note.given_up() == Some(receipt.seq) {
            tracing::error!(seq = receipt.seq.0, "reading this record ended the process twice; it is set aside");
            Some(Outcome::Quarantined)
        } else {
            match self.reader.read_evidence(evidence, None)? {
                Reading::Event(read) => {
                    self.index.add(&read.event, &read.raw, &read.feed.name).map_err(of_index)?;
                    None
                }
                Reading::Panicked => {
                    tracing::error!(seq = receipt.seq.0, "the reader panicked on this record; it is set aside");
                    Some(Outcome::Quarantined)
                }
            }
        };
        if let Some(outcome) = outcome {
            self.index.count_outcome(&feed.name, outcome).map_err(of_index)?;
        }
        let name = match outcome {
            None => "indexed",
            Some(Outcome::Duplicate) => "duplicate",
            Some(Outcome::Quarantined) => "quarantined",
        };
        metrics::counter!("ledgerline_read_records_total", "outcome" => name).increment(1);
        // An import waits for the tally of its stream; what an earlier process brought, or a rebuild reads again, does not
        // count.
        if identity.is_some() && !self.rebuilding && receipt.stream.0 > self.inherited.0 {
            let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
            let tally = tallies.entry(receipt.stream).or_default();
            match outcome {
                None => tally.indexed += 1,
                Some(Outcome::Duplicate) => tally.duplicate += 1,
                Some(Outcome::Quarantined) => tally.quarantined += 1,
            }
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), IntakeError> {
        if self.uncommitted == 0 {
            return Ok(());
        }
        if self.through >= self.inherited {
            self.seen.close_through(self.inherited);
        }
        let state = serde_json::to_string(&self.seen).map_err(|e| IntakeError::new(Stage::Index, e))?;
        self.index.commit(self.through, &state).map_err(of_index)?;
        self.uncommitted = 0;
        Ok(())
    }
}

fn of_index(error: IndexError) -> IntakeError {
    IntakeError::new(Stage::Index, error)
}
