//! What the writer's thread is asked.

use connectors::{Completion, SinkError, StreamClosing};
use model::{Delivery, FeedId, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

/// One order to the writer. Replies to who has gone are dropped.
#[derive(Debug)]
pub(crate) enum Command {
    /// A stream begins.
    Open {
        feed: FeedId,
        origin: StreamOrigin,
        received_at: UtcNanos,
        reply: oneshot::Sender<Result<StreamId, SinkError>>,
    },
    /// Records, in order. The permit is room in the queue, given back once they are durable.
    Deliver { batch: Vec<Delivery>, room: OwnedSemaphorePermit, completion: Completion },
    /// A stream ended.
    Close { stream: StreamId, closing: StreamClosing, reply: oneshot::Sender<Result<(), SinkError>> },
    /// Records that the kernel dropped.
    Lost { feed: FeedId, count: u64 },
    /// Records that were turned away before they reached the writer.
    Reject { feed: FeedId, reason: &'static str, count: u64 },
    /// Seal the open batch now.
    Seal { reply: oneshot::Sender<()> },
    /// Seal and end.
    Stop,
}
