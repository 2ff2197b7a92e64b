//! The door through which every connector hands over what it received.

use std::future::Future;

use model::{Delivery, FeedId, Seq, StreamId, StreamOrigin};
use serde::{Deserialize, Serialize};
use stamp::UtcNanos;
use tokio::sync::oneshot;

/// Takes deliveries and makes them durable. `intake` implements it; a clone is another handle to the same sink.
///
/// What a connector may rely on:
/// - Batches of one stream are stored in the order in which `deliver` returned their tickets.
/// - Where a batch is refused with [`SinkErrorKind::DiskFull`], by `deliver` or by its ticket, every later batch of its
///   streams is refused likewise until that one was handed over again, as it was. So handing everything refused over
///   again, in order, keeps the order of each stream. What of a refused batch was stored all the same is then told
///   twice, and the sink knows it by stream and position.
/// - `deliver` waits for room, bounded in bytes: that is the back-pressure, and the connector stops reading meanwhile.
///
/// What the sink may rely on: positions of a stream grow strictly; no delivery names a stream before it was opened or
/// after it was closed; no batch is empty.
pub trait Sink: Clone + Send + Sync + 'static {
    /// Writes down that a stream begins, and gives it its number.
    ///
    /// # Errors
    /// [`SinkErrorKind::DiskFull`] where it may be tried again later; anything else is for good.
    fn open_stream(
        &self,
        feed: FeedId,
        origin: StreamOrigin,
        received_at: UtcNanos,
    ) -> impl Future<Output = Result<StreamId, SinkError>> + Send;

    /// Takes a batch as soon as there is room for it, and gives the ticket of its storing.
    ///
    /// # Errors
    /// As [`Sink::open_stream`]; nothing of the batch was taken then.
    fn deliver(&self, batch: Vec<Delivery>) -> impl Future<Output = Result<Pending, SinkError>> + Send;

    /// Writes down that a stream has ended, and how.
    ///
    /// # Errors
    /// As [`Sink::open_stream`].
    fn close_stream(
        &self,
        stream: StreamId,
        closing: StreamClosing,
    ) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// Counts messages that reached this machine and were lost before they could be written down (the kernel's receive
    /// buffer was full, or we ended with a full disk). They become a `loss` entry in custody.
    fn count_lost(&self, feed: FeedId, count: u64);

    /// Counts frames that were received and will not be stored, by reason: the `rejected` of the conservation sum.
    fn reject(&self, feed: FeedId, reason: &'static str, count: u64);
}

/// How a stream ended: the body of the record that closes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamClosing {
    /// Why.
    pub reason: CloseReason,
    /// How many frames were delivered, each part of a long frame counted.
    pub frames: u64,
    /// How many bytes were read from the stream (of a compressed file: decompressed bytes).
    pub bytes: u64,
    /// SHA-256 in hex of a file as it was read; none for other streams, and where the reading was stopped.
    pub sha256: Option<String>,
    /// What went wrong, in a fragment for people; none where nothing did.
    pub problem: Option<String>,
    /// When it ended, by our wall clock.
    pub received_at: UtcNanos,
}

/// Why a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The sender closed it, or the file was read to its end.
    End,
    /// Reading failed (a reset connection, a damaged file). What was read before is kept.
    Broken,
    /// Nothing came for the configured time.
    Idle,
    /// The bound on open streams needed its place; a peer that sends again opens another.
    Evicted,
    /// Bytes that this port cannot read (a TLS hello).
    NotText,
    /// A named bound was reached (decompressed bytes or ratio).
    Limit,
    /// We ended.
    Shutdown,
    /// Who sent a file gave up before its end.
    Interrupted,
}

impl CloseReason {
    /// Its name, as it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Broken => "broken",
            Self::Idle => "idle",
            Self::Evicted => "evicted",
            Self::NotText => "not_text",
            Self::Limit => "limit",
            Self::Shutdown => "shutdown",
            Self::Interrupted => "interrupted",
        }
    }
}

/// The ticket of a batch that was taken.
#[derive(Debug)]
pub struct Pending(oneshot::Receiver<Result<(Seq, Seq), SinkError>>);

/// The other end of a [`Pending`], held by the sink. Dropping it tells the connector that the sink is closed.
#[derive(Debug)]
pub struct Completion(oneshot::Sender<Result<(Seq, Seq), SinkError>>);

impl Pending {
    /// A ticket and what completes it.
    #[must_use]
    pub fn channel() -> (Completion, Self) {
        let (sender, receiver) = oneshot::channel();
        (Completion(sender), Self(receiver))
    }

    /// Waits until the batch survives a power cut (after `fdatasync`), and gives its first and last number. The
    /// numbers between are not all of this batch's where streams were opened meanwhile.
    ///
    /// # Errors
    /// Nothing of the batch was stored; [`SinkErrorKind`] says whether it may be handed over again.
    pub async fn durable(self) -> Result<(Seq, Seq), SinkError> {
        self.0.await.unwrap_or_else(|_| Err(SinkError::new(SinkErrorKind::Closed, "the sink ended")))
    }
}

impl Completion {
    /// Resolves the ticket. Nobody may be waiting any more; that is no error.
    pub fn complete(self, outcome: Result<(Seq, Seq), SinkError>) {
        let _ = self.0.send(outcome);
    }
}

/// Why a sink did not take or keep something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{context}")]
pub struct SinkError {
    /// What to do about it.
    pub kind: SinkErrorKind,
    /// What happened, as a fragment.
    pub context: String,
}

impl SinkError {
    /// An error of this kind.
    #[must_use]
    pub fn new(kind: SinkErrorKind, context: impl Into<String>) -> Self {
        Self { kind, context: context.into() }
    }
}

/// What to do about a [`SinkError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinkErrorKind {
    /// The disk is full: the same may be handed over again later.
    DiskFull,
    /// The sink has ended, or is ending; nothing will be taken any more.
    Closed,
    /// Storing failed for good; the process will end.
    Failed,
}
