//! Streams of pushes: one for each token and feed, for as long as the daemon runs.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use connectors::{Sink, SinkError, SinkErrorKind, push_frames};
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
    /// The sink did not take them; nothing of the body is stored then.
    pub async fn push(&self, token: &str, peer: &str, feed: FeedId, body: Bytes) -> Result<Pushed, SinkError> {
        let frames = push_frames(body, self.limits);
        if frames.is_empty() {
            return Ok(Pushed { records: 0, seqs: None });
        }
        let stream = self.open(token, peer, feed).await?;
        // A task of its own: a client that goes away must not leave positions behind that nobody gives out again.
        let deliver = deliver_frames(self.sink.clone(), stream, feed, self.clock.now(), frames);
        match tokio::spawn(deliver).await {
            Ok(outcome) => outcome,
            Err(_) => Err(SinkError::new(SinkErrorKind::Closed, "the daemon is ending")),
        }
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
    sink: IntakeSink,
    stream: Arc<Mutex<PushStream>>,
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
    let pending = sink.deliver(batch.collect()).await?;
    held.next = first + records;
    drop(held);
    match pending.durable().await {
        Ok(seqs) => Ok(Pushed { records, seqs: Some(seqs) }),
        Err(error) => {
            // Positions that were refused are given out again: the sink waits for them.
            let mut held = stream.lock().await;
            held.next = held.next.min(first);
            Err(error)
        }
    }
}
