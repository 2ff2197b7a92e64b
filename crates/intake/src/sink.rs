//! The handle of the way in: what connectors and pushes deliver into.

use std::sync::{Arc, mpsc};

use connectors::{Pending, Sink, SinkError, SinkErrorKind, StreamClosing};
use model::{Delivery, FeedId, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::{Semaphore, oneshot};

use crate::command::Command;

/// A handle to the writer. Clones are handles to the same one.
#[derive(Clone, Debug)]
pub struct IntakeSink {
    commands: mpsc::Sender<Command>,
    room: Arc<Semaphore>,
    room_bytes_max: u32,
}

impl IntakeSink {
    pub(crate) fn new(commands: mpsc::Sender<Command>, queue_bytes_max: u32) -> Self {
        // One permit is one byte of raw; the semaphore's own bound lies far above u32.
        let room = Arc::new(Semaphore::new(queue_bytes_max as usize));
        Self { commands, room, room_bytes_max: queue_bytes_max }
    }

    pub(crate) fn send(&self, command: Command) -> Result<(), SinkError> {
        self.commands.send(command).map_err(|_| closed())
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<T, SinkError>>) -> Command,
    ) -> Result<T, SinkError> {
        let (reply, answer) = oneshot::channel();
        self.send(command(reply))?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }
}

impl Sink for IntakeSink {
    async fn open_stream(
        &self,
        feed: FeedId,
        origin: StreamOrigin,
        received_at: UtcNanos,
    ) -> Result<StreamId, SinkError> {
        self.ask(|reply| Command::Open { feed, origin, received_at, reply }).await
    }

    async fn deliver(&self, batch: Vec<Delivery>) -> Result<Pending, SinkError> {
        // Every record takes at least one byte of room, so that empty ones are bounded too.
        let bytes: usize = batch.iter().map(|delivery| delivery.raw.len() + 1).sum();
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(self.room_bytes_max);
        let room = Arc::clone(&self.room).acquire_many_owned(bytes).await.map_err(|_| closed())?;
        let (completion, pending) = Pending::channel();
        self.send(Command::Deliver { batch, room, completion })?;
        Ok(pending)
    }

    async fn close_stream(&self, stream: StreamId, closing: StreamClosing) -> Result<(), SinkError> {
        self.ask(|reply| Command::Close { stream, closing, reply }).await
    }

    fn count_lost(&self, feed: FeedId, count: u64) {
        // A writer that has ended seals nothing any more.
        let _ = self.send(Command::Lost { feed, count });
    }

    fn reject(&self, feed: FeedId, reason: &'static str, count: u64) {
        let _ = self.send(Command::Reject { feed, reason, count });
    }
}

pub(crate) fn closed() -> SinkError {
    SinkError::new(SinkErrorKind::Closed, "the way in has ended")
}
