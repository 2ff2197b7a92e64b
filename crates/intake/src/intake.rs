//! The handle of the way in.

use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    sync::{Arc, Mutex, PoisonError, mpsc::Sender},
    thread::JoinHandle,
};

use connectors::file::ImportLimits;
use ledger::{Actor, EntryType, Ledger, NewEntry};
use model::{Clock, Feed, FeedId, FeedKind, Seq, StreamIdentity};
use serde_json::json;
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;

use crate::{
    command::Command,
    directory::DataDirectory,
    duplicate::BroughtBy,
    error::{Ended, IntakeError, Stage},
    event_reader::EventReader,
    housekeeping::Housekeeping,
    index_handle::{IndexHandle, Rebuilt},
    indexer::{Order, Tallies},
    own_clock::{ClockThread, OwnClock},
    sink::IntakeSink,
};

/// Years that all of can be stamped, in nanoseconds since 1970.
const YEARS: RangeInclusive<i32> = 1970..=2261;

#[derive(Debug, thiserror::Error)]
#[error("the year {year} is none of {} to {}", YEARS.start(), YEARS.end())]
struct NoSuchYear {
    year: i32,
}

/// The way in, open. Clones are handles to the same one; [`Intake::stop`] ends it for all.
#[derive(Clone)]
pub struct Intake {
    inner: Arc<Inner>,
}

struct Inner {
    parts: Parts,
    ending: CancellationToken,
    push_feeds: Mutex<BTreeMap<String, FeedId>>,
    /// Held while custody is told how a file is read.
    rereading: Mutex<()>,
    /// None once it has stopped.
    threads: Mutex<Option<Threads>>,
}

/// The threads behind the handle.
pub(crate) struct Threads {
    pub(crate) writer: JoinHandle<()>,
    pub(crate) indexer: JoinHandle<()>,
    pub(crate) housekeeping: Housekeeping,
    pub(crate) own_clock: ClockThread,
}

/// What [`Intake::open`] hands over.
pub(crate) struct Parts {
    pub(crate) directory: DataDirectory,
    pub(crate) sink: IntakeSink,
    pub(crate) ledger: Ledger,
    pub(crate) events: EventReader,
    pub(crate) index: IndexHandle,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) own_clock: OwnClock,
    pub(crate) orders: Sender<Order>,
    pub(crate) tallies: Tallies,
    pub(crate) failure: watch::Receiver<Option<String>>,
    pub(crate) stall: watch::Receiver<Option<String>>,
    pub(crate) import_limits: ImportLimits,
}

impl Intake {
    pub(crate) fn new(parts: Parts, threads: Threads) -> Self {
        let inner = Inner {
            parts,
            ending: CancellationToken::new(),
            push_feeds: Mutex::default(),
            rereading: Mutex::default(),
            threads: Mutex::new(Some(threads)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Where connectors deliver.
    #[must_use]
    pub fn sink(&self) -> &IntakeSink {
        &self.inner.parts.sink
    }

    /// Custody, cases and tokens.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.inner.parts.ledger
    }

    /// Reads evidence again.
    #[must_use]
    pub fn events(&self) -> &EventReader {
        &self.inner.parts.events
    }

    /// The index that serves.
    #[must_use]
    pub fn index(&self) -> &IndexHandle {
        &self.inner.parts.index
    }

    /// The data directory.
    #[must_use]
    pub fn directory(&self) -> &DataDirectory {
        &self.inner.parts.directory
    }

    pub(crate) fn tallies(&self) -> &Tallies {
        &self.inner.parts.tallies
    }

    pub(crate) fn rereading(&self) -> &Mutex<()> {
        &self.inner.rereading
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.parts.clock
    }

    pub(crate) fn import_limits(&self) -> ImportLimits {
        self.inner.parts.import_limits
    }

    /// Cancelled when imports must come to an end.
    pub(crate) fn ending(&self) -> &CancellationToken {
        &self.inner.ending
    }

    /// Lets imports under way end with what they have read; the rest of their files is told as not read.
    pub fn end_imports(&self) {
        self.inner.ending.cancel();
    }

    /// Registers a feed: the same configuration gets the same number, another one a new version.
    ///
    /// # Errors
    /// Its zone is none, its year is none that can be stamped, or the ledger could not be written.
    pub fn register_feed(&self, feed: &Feed) -> Result<FeedId, IntakeError> {
        if let Some(year) = feed.year.filter(|year| !YEARS.contains(year)) {
            return Err(IntakeError::new(Stage::Feed, NoSuchYear { year }));
        }
        normalize::FeedContext::new(feed).map_err(|e| IntakeError::new(Stage::Feed, e))?;
        let id = self.inner.parts.ledger.register_feed(feed).map_err(|e| IntakeError::new(Stage::Ledger, e))?;
        if feed.kind == FeedKind::Push {
            let mut feeds = self.inner.push_feeds.lock().unwrap_or_else(PoisonError::into_inner);
            feeds.insert(feed.name.clone(), id);
        }
        Ok(id)
    }

    /// The present version of a feed that is pushed to.
    #[must_use]
    pub fn push_feed(&self, name: &str) -> Option<FeedId> {
        self.inner.push_feeds.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }

    /// What stands in the way of its work; none where nothing does.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.inner.parts.failure.borrow().clone().or_else(|| self.inner.parts.stall.borrow().clone())
    }

    /// What the operator must look at although the work goes on: custody is not signed. None where nothing is.
    #[must_use]
    pub fn alarm(&self) -> Option<String> {
        self.inner.parts.ledger.signing_trouble().map(|trouble| format!("no checkpoint is signed: {trouble}"))
    }

    /// Resolves when the vault has failed and the process must end. An index that is not fed any more is trouble, too,
    /// but evidence is still taken in.
    pub async fn failed(&self) -> String {
        let mut failure = self.inner.parts.failure.clone();
        loop {
            if let Some(found) = failure.borrow_and_update().clone() {
                return found;
            }
            if failure.changed().await.is_err() {
                // The writer has ended as it does at a stop: nothing fails any more.
                std::future::pending::<()>().await;
            }
        }
    }

    /// Seals the open batch now, so that what is durable stands in custody.
    pub async fn seal(&self) {
        let (reply, sealed) = oneshot::channel();
        if self.inner.parts.sink.send(Command::Seal { reply }).is_ok() {
            // A writer that has ended has sealed already.
            let _ = sealed.await;
        }
    }

    /// Looks at our own clock now, and enters in custody what has changed of it. A thread does so every ten seconds.
    ///
    /// # Errors
    /// The ledger could not be written.
    pub fn look_at_clock(&self) -> Result<(), IntakeError> {
        self.inner.parts.own_clock.look().map_err(|e| IntakeError::new(Stage::Ledger, e))
    }

    /// Waits until everything that is durable now can be found, and says through which record.
    ///
    /// # Errors
    /// The index is not fed any more.
    pub async fn flush(&self) -> Result<Seq, IntakeError> {
        self.ask_indexer(Order::Flush).await
    }

    /// By which versions of its feeds a file came, by what is durable now. Waits for an index that is being fed again.
    ///
    /// # Errors
    /// The index is not fed any more.
    pub(crate) async fn trace_file(&self, file: StreamIdentity) -> Result<BroughtBy, IntakeError> {
        self.ask_indexer(|reply| Order::Trace(file, reply)).await
    }

    /// Feeds the index again from the vault and compares. Taking in and searching go on meanwhile; what comes in is
    /// found afterwards.
    ///
    /// # Errors
    /// The index or the vault failed.
    pub async fn rebuild_index(&self, by: &Actor) -> Result<Rebuilt, IntakeError> {
        let rebuilt = self.ask_indexer(Order::Rebuild).await?;
        let entry = NewEntry::new(EntryType::Verify, by.clone(), "index.rebuild").detail(json!({
            "through_seq": rebuilt.through,
            "documents": rebuilt.documents,
            "same": rebuilt.is_same(),
        }));
        let ledger = self.inner.parts.ledger.clone();
        let entered = tokio::task::spawn_blocking(move || ledger.append(entry)).await;
        match entered {
            Ok(Ok(_)) => Ok(rebuilt),
            Ok(Err(error)) => Err(IntakeError::new(Stage::Ledger, error)),
            Err(error) => Err(IntakeError::new(Stage::Ledger, error)),
        }
    }

    async fn ask_indexer<T>(&self, order: impl FnOnce(oneshot::Sender<T>) -> Order) -> Result<T, IntakeError> {
        let ended = || IntakeError::new(Stage::Index, Ended);
        let (reply, answer) = oneshot::channel();
        self.inner.parts.orders.send(order(reply)).map_err(|_| ended())?;
        answer.await.map_err(|_| ended())
    }

    /// Ends the way in: what waits is written, the open batch sealed, the index committed, `stop` entered and signed.
    /// It blocks. Deliveries after it are refused.
    ///
    /// # Errors
    /// The ledger could not be written.
    pub fn stop(&self) -> Result<(), IntakeError> {
        let threads = self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Threads { writer, indexer, housekeeping, own_clock }) = threads else { return Ok(()) };
        let _ = self.inner.parts.sink.send(Command::Stop);
        join(writer);
        let _ = self.inner.parts.orders.send(Order::Stop);
        join(indexer);
        housekeeping.stop();
        own_clock.stop();
        self.look_at_clock()?;
        let durable = self.inner.parts.events.vault().durable_through();
        let stop = NewEntry::new(EntryType::Stop, Actor::system(), "daemon.stop")
            .detail(json!({"durable_through_seq": durable}));
        self.inner.parts.ledger.stop(stop).map_err(|e| IntakeError::new(Stage::Ledger, e))?;
        Ok(())
    }
}

fn join(thread: JoinHandle<()>) {
    let name = thread.thread().name().unwrap_or("unnamed").to_owned();
    if thread.join().is_err() {
        tracing::error!(thread = name, "a thread panicked");
    }
}
