//! Streams of pushes: one for each token and feed, for as long as the daemon runs.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use connectors::{Sink, SinkError, push_frames};
use framing::FrameLimits;
use intake::IntakeSink;
use model::{Clock, Delivery, FeedId, FrameFlags, Position, Seq, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::Mutex;

/// The open streams of pushes. Clones share them.
#[derive(Clone)]
pub struct Pushes {
    sink: IntakeSink,
    clock: Arc<dyn Clock>,
    limits: FrameLimits,
    streams: Arc<Mutex<Streams>>,
}

/// By the token's public id and the feed.
type Streams = BTreeMap<(String, FeedId), Arc<Mutex<PushStream>>>;

/// One stream: its next position is given out under a lock, so that positions grow in the order of storing.
#[derive(Debug)]
struct PushStream {
    stream: StreamId,
    next: u64,
}

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Records taken.
    pub records: u64,
    /// The first and last of them, where there is one.
    pub seqs: Option<(Seq, Seq)>,
}

impl Pushes {
    /// Streams into this sink.
    #[must_use]
    pub fn new(sink: IntakeSink, clock: Arc<dyn Clock>, limits: FrameLimits) -> Self {
        Self { sink, clock, limits, streams: Arc::default() }
    }

    /// Takes a body's lines and answers once they are durable.
    ///
    /// # Errors
    /// The sink did not take all of them. What it took before the disk became full stays: a body that is sent again can
    /// stand there twice in part, and none of it is missing.
    pub async fn push(&self, token: &str, peer: &str, feed: FeedId, body: Bytes) -> Result<Pushed, SinkError> {
        let frames = push_frames(body, self.limits);
        if frames.is_empty() {
            return Ok(Pushed { records: 0, seqs: None });
        }
        let stream = self.open(token, peer, feed).await?;
        let delivered = deliver_frames(&self.sink, &stream, feed, self.clock.now(), frames).await;
        if delivered.is_err() {
            // Positions of a refused batch are never given to other lines: the next push opens a stream of its own.
            let mut streams = self.streams.lock().await;
            let key = (token.to_owned(), feed);
            if streams.get(&key).is_some_and(|held| Arc::ptr_eq(held, &stream)) {
                streams.remove(&key);
            }
        }
        delivered
    }

    async fn open(&self, token: &str, peer: &str, feed: FeedId) -> Result<Arc<Mutex<PushStream>>, SinkError> {
        let mut streams = self.streams.lock().await;
        let key = (token.to_owned(), feed);
        if let Some(stream) = streams.get(&key) {
            return Ok(Arc::clone(stream));
        }
        let origin = StreamOrigin::Push { token: token.to_owned(), peer: peer.to_owned() };
        let stream = self.sink.open_stream(feed, origin, self.clock.now()).await?;
        let stream = Arc::new(Mutex::new(PushStream { stream, next: 0 }));
        streams.insert(key, Arc::clone(&stream));
        Ok(stream)
    }
}

async fn deliver_frames(
    sink: &IntakeSink,
    stream: &Mutex<PushStream>,
    feed: FeedId,
    received_at: UtcNanos,
    frames: Vec<(Bytes, FrameFlags)>,
) -> Result<Pushed, SinkError> {
    let records = frames.len() as u64;
    let mut held = stream.lock().await;
    let first = held.next;
    let batch = frames.into_iter().zip(first..).map(|((raw, flags), position)| Delivery {
        feed,
        stream: held.stream,
        position: Position(position),
        received_at,
        flags,
        raw,
    });
    let batch = batch.collect();
    held.next = first + records;
    let pending = sink.deliver(batch).await?;
    drop(held);
    let seqs = pending.durable().await?;
    Ok(Pushed { records, seqs: Some(seqs) })
}
