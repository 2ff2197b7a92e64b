//! From a record in the vault to its event: the same for the indexer and for every question.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use bytes::Bytes;
use ledger::{EntryNumber, Ledger};
use model::{Event, Evidence, EvidenceKind, FeedId, Receipt, Seq, StreamId, StreamIdentity, StreamOrigin};
use normalize::FeedContext;
use stamp::UtcNanos;
use vault::{VaultErrorKind, VaultReader};

use crate::{
    error::{IntakeError, Stage},
    file_readings::FileReadings,
};

/// Origins kept in memory, at most. Beyond it they are read again from the vault.
const ORIGINS_MAX: usize = 10_000;

/// A feed's version, ready to read with.
#[derive(Debug)]
pub struct KnownFeed {
    /// Its name.
    pub name: String,
    /// What the reading of its records depends on.
    pub context: FeedContext,
}

/// An event with the bytes that its spans lie in.
#[derive(Clone, Debug)]
pub struct ReadEvent {
    /// The event.
    pub event: Event,
    /// The evidence's raw bytes.
    pub raw: Bytes,
    /// The name of the feed that brought it.
    pub feed: Arc<KnownFeed>,
}

/// What reading one record gave.
#[derive(Clone, Debug)]
pub enum Reading {
    /// An event.
    Event(Box<ReadEvent>),
    /// The reader panicked: a defect of ours. The evidence stays.
    Panicked,
}

/// Reads records again. An event is a pure function of the record, its stream's opening, the version of the feed that it
/// came by or, for a file, was later said to be read under, and the reader's: so nothing of it is stored.
#[derive(Clone, Debug)]
pub struct EventReader {
    vault: VaultReader,
    ledger: Ledger,
    feeds: Arc<Mutex<BTreeMap<FeedId, Arc<KnownFeed>>>>,
    origins: Arc<Mutex<BTreeMap<StreamId, Arc<StreamOrigin>>>>,
    files: Arc<RwLock<FileReadings>>,
}

impl EventReader {
    /// A reader over a vault, with the feeds of a ledger.
    ///
    /// # Errors
    /// The ledger could not be read.
    pub fn new(vault: VaultReader, ledger: Ledger) -> Result<Self, IntakeError> {
        let reader = Self { vault, ledger, feeds: Arc::default(), origins: Arc::default(), files: Arc::default() };
        reader.learn_readings()?;
        Ok(reader)
    }

    /// The vault that it reads.
    #[must_use]
    pub const fn vault(&self) -> &VaultReader {
        &self.vault
    }

    /// The event of a record, as it is read now or was at a moment; none where there is no such record, or it is no record
    /// of a feed.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
    pub fn read(&self, seq: Seq, known_at: Option<UtcNanos>) -> Result<Option<Reading>, IntakeError> {
        match self.read_evidence_of(seq)? {
            Some(evidence) if evidence.kind == EvidenceKind::Record => {
                self.read_evidence(&evidence, known_at).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// A record's evidence; none where there is no such record, or it is damaged.
    ///
    /// # Errors
    /// The vault could not be read.
    pub fn read_evidence_of(&self, seq: Seq) -> Result<Option<Evidence>, IntakeError> {
        match self.vault.read(seq) {
            // One damaged record must not take the others with it; `verify` names it.
            Err(error) if matches!(error.kind, VaultErrorKind::Damaged(_)) => {
                tracing::error!(%error, "damaged evidence cannot be read");
                Ok(None)
            }
            other => other.map_err(|e| IntakeError::new(Stage::Vault, e)),
        }
    }

    /// The event of a record that was taken from the vault, as it is read now or was at a moment.
    ///
    /// # Errors
    /// The vault or the ledger could not be read.
    pub fn read_evidence(&self, evidence: &Evidence, known_at: Option<UtcNanos>) -> Result<Reading, IntakeError> {
        let origin = self.origin(evidence.receipt.stream)?;
        let feed = self.reading_of(evidence.receipt, &origin, known_at)?;
        let read = AssertUnwindSafe(|| normalize::read_event(&evidence.raw, evidence.receipt, &origin, &feed.context));
        Ok(match catch_unwind(read) {
            Ok(event) => Reading::Event(Box::new(ReadEvent { event, raw: evidence.raw.clone(), feed })),
            Err(_) => Reading::Panicked,
        })
    }

    /// How a record is read, under the name of the feed that it came by.
    fn reading_of(
        &self,
        receipt: Receipt,
        origin: &StreamOrigin,
        known_at: Option<UtcNanos>,
    ) -> Result<Arc<KnownFeed>, IntakeError> {
        let feed = self.feed(receipt.feed)?;
        // Where nothing was ever said, a file needs no name to be asked by.
        let identity = if self.readings_said() > EntryNumber(0) { origin.identity() } else { None };
        let said = identity.and_then(|file| self.said_of(&file, known_at));
        let read_as = said.unwrap_or(receipt.feed);
        if read_as == receipt.feed {
            return Ok(feed);
        }
        let context = self.feed(read_as)?.context;
        Ok(Arc::new(KnownFeed { name: feed.name.clone(), context }))
    }

    /// The feed that custody says a file is read under, or was at a moment; none where it says nothing of it.
    pub(crate) fn said_of(&self, file: &StreamIdentity, known_at: Option<UtcNanos>) -> Option<FeedId> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).feed_of(file, known_at)
    }

    /// Takes in what custody says of how files are read; from now on they are read so.
    pub(crate) fn learn_readings(&self) -> Result<(), IntakeError> {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.read_on(&self.ledger).map_err(|e| IntakeError::new(Stage::Ledger, e))
    }

    /// The last custody entry that says how a file is read; 0 where none does. What was read under an earlier one may be
    /// read otherwise now.
    #[must_use]
    pub fn readings_said(&self) -> EntryNumber {
        self.files.read().unwrap_or_else(PoisonError::into_inner).said()
    }

    /// Names all that an event depends on beside its evidence: [`normalize::reader_fingerprint`], and the last entry that
    /// says how a file is read. An index that was fed under another one must be fed again.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let reader = normalize::reader_fingerprint();
        match self.readings_said() {
            EntryNumber(0) => reader,
            said => format!("{reader} reread/{said}"),
        }
    }

    /// A feed's version.
    ///
    /// # Errors
    /// The ledger could not be read, or does not know it.
    pub fn feed(&self, id: FeedId) -> Result<Arc<KnownFeed>, IntakeError> {
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(feed) = feeds.get(&id) {
            return Ok(Arc::clone(feed));
        }
        let feed = self
            .ledger
            .feed(id)
            .map_err(|e| IntakeError::new(Stage::Ledger, e))?
            .ok_or_else(|| IntakeError::new(Stage::Feed, UnknownFeed(id)))?;
        let context = FeedContext::new(&feed).map_err(|e| IntakeError::new(Stage::Feed, e))?;
        let known = Arc::new(KnownFeed { name: feed.name, context });
        feeds.insert(id, Arc::clone(&known));
        Ok(known)
    }

    /// Where a stream came from.
    ///
    /// # Errors
    /// The vault could not be read.
    pub fn origin(&self, stream: StreamId) -> Result<Arc<StreamOrigin>, IntakeError> {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origin) = origins.get(&stream) {
            return Ok(Arc::clone(origin));
        }
        let opening = self.read_evidence_of(Seq(stream.0))?;
        let origin = opening
            .filter(|evidence| evidence.kind == EvidenceKind::StreamOpened)
            .and_then(|evidence| serde_json::from_slice(&evidence.raw).ok())
            // An opening that was lost or erased: its records are read as those of a peer that nobody knows.
            .unwrap_or_else(|| StreamOrigin::Connection { peer: String::new(), local: String::new() });
        let origin = Arc::new(origin);
        if origins.len() >= ORIGINS_MAX {
            origins.clear();
        }
        origins.insert(stream, Arc::clone(&origin));
        Ok(origin)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("feed {0} is not in the ledger")]
struct UnknownFeed(FeedId);
