//! A sink that records what it is given, and can be told to have no room or a full disk; a clock that counts.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectors::{Pending, Sink, SinkError, SinkErrorKind, StreamClosing};
use model::{Clock, Delivery, FeedId, Position, Seq, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::{Semaphore, watch};

/// The feed of every test.
pub(crate) const FEED: FeedId = FeedId(7);

/// Each look is one nanosecond later.
#[derive(Default)]
pub(crate) struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> UtcNanos {
        UtcNanos(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

pub(crate) fn clock() -> Arc<dyn Clock> {
    Arc::new(Ticking::default())
}

/// What the sink was given.
#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) opened: BTreeMap<StreamId, StreamOrigin>,
    pub(crate) stored: Vec<Delivery>,
    pub(crate) closed: BTreeMap<StreamId, StreamClosing>,
    pub(crate) lost: u64,
    pub(crate) rejected: BTreeMap<&'static str, u64>,
    seq: u64,
    /// What the next tickets say instead of storing, in turn.
    refusals: Vec<(RefuseAt, SinkErrorKind)>,
    pub(crate) deliver_calls: u64,
    /// From which position on a stream is refused, until that position comes again.
    refused_from: BTreeMap<StreamId, Position>,
}

/// Where a refusal is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefuseAt {
    Deliver,
    Ticket,
    Open,
}

/// The recording sink. A clone is another handle to it.
#[derive(Clone)]
pub(crate) struct Recorder {
    recorded: Arc<Mutex<Recorded>>,
    /// One permit for each batch that may be taken.
    room: Arc<Semaphore>,
    changes: Arc<watch::Sender<u64>>,
}

impl Recorder {
    /// A sink with room for everything.
    pub(crate) fn open() -> Self {
        Self::with_room(Semaphore::MAX_PERMITS)
    }

    /// A sink with room for so many batches.
    pub(crate) fn with_room(batches: usize) -> Self {
        Self {
            recorded: Arc::default(),
            room: Arc::new(Semaphore::new(batches)),
            changes: Arc::new(watch::channel(0).0),
        }
    }

    pub(crate) fn give_room(&self) {
        self.room.add_permits(1 << 20);
    }

    pub(crate) fn close_for_good(&self) {
        self.room.close();
    }

    /// The next calls of this kind are refused so.
    pub(crate) fn refuse(&self, at: RefuseAt, kind: SinkErrorKind, times: usize) {
        self.look(|recorded| recorded.refusals.extend(vec![(at, kind); times]));
    }

    /// Looks at what was recorded.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Recorded) -> T) -> T {
        look(&mut self.recorded.lock().expect("no test panics while it looks"))
    }

    /// Waits until what was recorded is so.
    pub(crate) async fn until(&self, is_so: impl Fn(&Recorded) -> bool) {
        let mut changes = self.changes.subscribe();
        let reached = async {
            while !self.look(|recorded| is_so(recorded)) {
                changes.changed().await.expect("the recorder holds the sender");
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reached).await.expect("reached within 20 s");
    }

    /// What was stored, as text.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.look(|recorded| recorded.stored.iter().map(|one| one.raw.escape_ascii().to_string()).collect())
    }

    /// What was stored of a stream, as text.
    pub(crate) fn lines_of(&self, stream: StreamId) -> Vec<String> {
        self.look(|recorded| {
            let ours = recorded.stored.iter().filter(|one| one.stream == stream);
            ours.map(|one| one.raw.escape_ascii().to_string()).collect()
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Recorded) -> T) -> T {
        let outcome = self.look(change);
        self.changes.send_modify(|count| *count += 1);
        outcome
    }
}

impl Recorded {
    /// The only stream that was opened.
    pub(crate) fn only_stream(&self) -> StreamId {
        assert_eq!(self.opened.len(), 1, "{:?}", self.opened);
        *self.opened.keys().next().expect("one")
    }

    fn refusal(&mut self, at: RefuseAt) -> Option<SinkError> {
        let place = self.refusals.iter().position(|(where_to, _)| *where_to == at)?;
        let (_, kind) = self.refusals.remove(place);
        Some(SinkError::new(kind, "refused by the test"))
    }

    fn refuse(&mut self, batch: &[Delivery], error: SinkError) -> SinkError {
        for one in batch {
            let from = self.refused_from.entry(one.stream).or_insert(one.position);
            *from = one.position.min(*from);
        }
        error
    }

    /// The promise of the sink: nothing of a stream goes past what was refused of it.
    fn earlier_refusal(&mut self, batch: &[Delivery]) -> Option<SinkError> {
        let mut from = self.refused_from.clone();
        let is_past = batch.iter().any(|one| from.remove(&one.stream).is_some_and(|from| one.position > from));
        is_past.then(|| SinkError::new(SinkErrorKind::DiskFull, "behind what was refused"))
    }

    fn store(&mut self, batch: Vec<Delivery>) -> (Seq, Seq) {
        let first = self.seq + 1;
        for delivery in batch {
            assert!(self.opened.contains_key(&delivery.stream), "delivered to a stream that was never opened");
            assert!(!self.closed.contains_key(&delivery.stream), "delivered to a closed stream");
            let before = self.stored.iter().rfind(|one| one.stream == delivery.stream);
            assert!(before.is_none_or(|one| one.position < delivery.position), "positions grow strictly");
            self.seq += 1;
            self.refused_from.remove(&delivery.stream);
            self.stored.push(delivery);
        }
        (Seq(first), Seq(self.seq))
    }
}

impl Sink for Recorder {
    fn open_stream(
        &self,
        feed: FeedId,
        origin: StreamOrigin,
        _: UtcNanos,
    ) -> impl Future<Output = Result<StreamId, SinkError>> + Send {
        assert_eq!(feed, FEED);
        std::future::ready(self.change(|recorded| {
            if let Some(error) = recorded.refusal(RefuseAt::Open) {
                return Err(error);
            }
            recorded.seq += 1;
            let stream = StreamId(recorded.seq);
            recorded.opened.insert(stream, origin);
            Ok(stream)
        }))
    }

    async fn deliver(&self, batch: Vec<Delivery>) -> Result<Pending, SinkError> {
        assert!(!batch.is_empty(), "an empty batch");
        self.change(|recorded| recorded.deliver_calls += 1);
        match self.room.acquire().await {
            Ok(permit) => permit.forget(),
            Err(_) => return Err(SinkError::new(SinkErrorKind::Closed, "closed by the test")),
        }
        let (completion, pending) = Pending::channel();
        let outcome = self.change(|recorded| {
            if let Some(error) = recorded.refusal(RefuseAt::Deliver) {
                return Err(recorded.refuse(&batch, error));
            }
            Ok(match recorded.refusal(RefuseAt::Ticket).or_else(|| recorded.earlier_refusal(&batch)) {
                Some(error) => Err(recorded.refuse(&batch, error)),
                None => Ok(recorded.store(batch)),
            })
        })?;
        completion.complete(outcome);
        Ok(pending)
    }

    fn close_stream(
        &self,
        stream: StreamId,
        closing: StreamClosing,
    ) -> impl Future<Output = Result<(), SinkError>> + Send {
        let before = self.change(|recorded| recorded.closed.insert(stream, closing));
        assert!(before.is_none(), "closed twice");
        std::future::ready(Ok(()))
    }

    fn count_lost(&self, feed: FeedId, count: u64) {
        assert_eq!(feed, FEED);
        self.change(|recorded| recorded.lost += count);
    }

    fn reject(&self, feed: FeedId, reason: &'static str, count: u64) {
        assert_eq!(feed, FEED);
        self.change(|recorded| *recorded.rejected.entry(reason).or_default() += count);
    }
}
