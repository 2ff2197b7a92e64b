//! Hands batches to the sink in order, several at a time, and again where the disk was full.

use std::collections::VecDeque;
use std::future::Future;
use std::time::Duration;

use model::{Delivery, FeedId, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio_util::sync::CancellationToken;

use crate::{Pending, Sink, SinkError, SinkErrorKind, StreamClosing};

/// How many batches may wait for their `fdatasync` at once.
const IN_FLIGHT_MAX: usize = 8;

/// The first wait after a full disk, doubled with each further one.
const RETRY_WAIT_MIN: Duration = Duration::from_millis(100);
const RETRY_WAIT_MAX: Duration = Duration::from_secs(5);

/// The batches of one connector task on their way to the sink.
///
/// A batch is kept until it is durable. Where the disk is full it is handed over again, with those after it and in
/// their order, until it is taken or the connector is told to end. Meanwhile the caller waits, and so does its sender.
/// Call [`Outbox::settle`] before waiting for anything else: nobody looks at the tickets in between.
#[derive(Debug)]
pub(crate) struct Outbox<S> {
    sink: S,
    shutdown: CancellationToken,
    in_flight: VecDeque<(Vec<Delivery>, Pending)>,
    stored: u64,
}

impl<S: Sink> Outbox<S> {
    pub(crate) fn new(sink: S, shutdown: CancellationToken) -> Self {
        Self { sink, shutdown, in_flight: VecDeque::new(), stored: 0 }
    }

    /// How many deliveries are durable. After an error, or after [`Outbox::settle`], what was sent beyond it is not
    /// stored; in between it may still be on its way.
    pub(crate) const fn stored(&self) -> u64 {
        self.stored
    }

    /// Hands over a batch; waits while too many are in flight, and while the sink has no room.
    pub(crate) async fn send(&mut self, batch: Vec<Delivery>) -> Result<(), SinkError> {
        if batch.is_empty() {
            return Ok(());
        }
        while self.in_flight.len() >= IN_FLIGHT_MAX {
            self.settle_first().await?;
        }
        match self.sink.deliver(batch.clone()).await {
            Ok(pending) => {
                self.in_flight.push_back((batch, pending));
                Ok(())
            }
            Err(error) => {
                // What is in flight was taken before, so it goes first.
                let mut refused = Refused::default();
                self.settle_refused(&mut refused).await;
                refused.add(batch, error);
                self.hand_over_again(refused).await
            }
        }
    }

    /// Waits until everything that was sent is durable.
    pub(crate) async fn settle(&mut self) -> Result<(), SinkError> {
        while !self.in_flight.is_empty() {
            self.settle_first().await?;
        }
        Ok(())
    }

    /// Opens a stream, trying again while the disk is full.
    pub(crate) async fn open_stream(
        &self,
        feed: FeedId,
        origin: &StreamOrigin,
        received_at: UtcNanos,
    ) -> Result<StreamId, SinkError> {
        self.insist(|| self.sink.open_stream(feed, origin.clone(), received_at)).await
    }

    /// Closes a stream whose deliveries are all durable, trying again while the disk is full.
    pub(crate) async fn close_stream(&self, stream: StreamId, closing: &StreamClosing) -> Result<(), SinkError> {
        self.insist(|| self.sink.close_stream(stream, closing.clone())).await
    }

    async fn settle_first(&mut self) -> Result<(), SinkError> {
        let Some((batch, pending)) = self.in_flight.pop_front() else { return Ok(()) };
        match pending.durable().await {
            Ok(_) => {
                self.stored += batch.len() as u64;
                Ok(())
            }
            Err(error) => {
                let mut refused = Refused::default();
                refused.add(batch, error);
                self.settle_refused(&mut refused).await;
                self.hand_over_again(refused).await
            }
        }
    }

    /// Settles everything in flight after a refusal, and keeps what was refused likewise.
    async fn settle_refused(&mut self, refused: &mut Refused) {
        while let Some((batch, pending)) = self.in_flight.pop_front() {
            match pending.durable().await {
                Ok(_) => self.stored += batch.len() as u64,
                Err(error) => refused.add(batch, error),
            }
        }
    }

    async fn hand_over_again(&mut self, refused: Refused) -> Result<(), SinkError> {
        if let Some(error) = refused.fatal {
            return Err(error);
        }
        for batch in refused.batches {
            self.insist(|| async { self.sink.deliver(batch.clone()).await?.durable().await }).await?;
            self.stored += batch.len() as u64;
        }
        Ok(())
    }

    /// Tries until it is done, it fails for good, or the disk is full and we are told to end.
    async fn insist<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, SinkError>
    where
        F: Future<Output = Result<T, SinkError>>,
    {
        let mut wait = RETRY_WAIT_MIN;
        loop {
            match attempt().await {
                Err(error) if error.kind == SinkErrorKind::DiskFull => {
                    tracing::warn!(%error, "the disk is full, reading stands still");
                    tokio::select! {
                        biased;
                        () = self.shutdown.cancelled() => return Err(error),
                        () = tokio::time::sleep(wait) => wait = RETRY_WAIT_MAX.min(wait * 2),
                    }
                }
                outcome => return outcome,
            }
        }
    }
}

/// Batches that the sink did not store, in their order.
#[derive(Debug, Default)]
struct Refused {
    batches: Vec<Vec<Delivery>>,
    /// The first error after which trying again is of no use.
    fatal: Option<SinkError>,
}

impl Refused {
    fn add(&mut self, batch: Vec<Delivery>, error: SinkError) {
        self.batches.push(batch);
        if self.fatal.is_none() && error.kind != SinkErrorKind::DiskFull {
            self.fatal = Some(error);
        }
    }
}
