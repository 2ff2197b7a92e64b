//! Takes what was read from the socket to the sink.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use framing::{FrameLimits, cut_datagram};
use model::{Clock, Delivery, FeedId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::SyslogUdpConfig;
use super::peers::{Peer, Peers};
use crate::batch::Batch;
use crate::outbox::Outbox;
use crate::peer::canonical;
use crate::{CloseReason, Sink, SinkError, SinkErrorKind, StreamClosing};

/// One datagram as it was read.
#[derive(Debug)]
pub(super) struct Datagram {
    pub(super) peer: SocketAddr,
    pub(super) received_at: UtcNanos,
    pub(super) bytes: Bytes,
}

/// The second task of a listener.
pub(super) struct Courier<S> {
    feed: FeedId,
    local: SocketAddr,
    limits: FrameLimits,
    clock: Arc<dyn Clock>,
    sink: S,
    outbox: Outbox<S>,
    peers: Peers,
    batch: Batch,
    /// How many frames were cut, whether they were stored or not.
    frames: u64,
}

impl<S: Sink> Courier<S> {
    pub(super) fn new(
        config: &SyslogUdpConfig,
        (feed, local): (FeedId, SocketAddr),
        clock: Arc<dyn Clock>,
        sink: S,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            feed,
            local,
            limits: config.limits(),
            clock,
            outbox: Outbox::new(sink.clone(), shutdown),
            sink,
            peers: Peers::new(config.peers_max),
            batch: Batch::default(),
            frames: 0,
        }
    }

    /// Carries until the reader ends, then closes the streams. What could not be stored is counted as lost.
    pub(super) async fn run(mut self, mut read: mpsc::Receiver<Vec<Datagram>>) -> Result<(), SinkError> {
        let outcome = self.carry(&mut read).await;
        if outcome.is_err() {
            read.close();
            while let Some(datagrams) = read.recv().await {
                self.frames += datagrams.len() as u64;
            }
        }
        let lost = self.frames - self.outbox.stored();
        if lost > 0 {
            self.sink.count_lost(self.feed, lost);
        }
        match outcome {
            Err(error) if error.kind == SinkErrorKind::DiskFull => {
                tracing::error!(local = %self.local, lost, %error, "ended with a full disk");
                Ok(())
            }
            outcome => outcome,
        }
    }

    async fn carry(&mut self, read: &mut mpsc::Receiver<Vec<Datagram>>) -> Result<(), SinkError> {
        loop {
            let datagrams = match read.try_recv() {
                Ok(datagrams) => datagrams,
                Err(_) => {
                    self.outbox.settle().await?;
                    match read.recv().await {
                        Some(datagrams) => datagrams,
                        None => break,
                    }
                }
            };
            self.take(datagrams).await?;
        }
        let open = self.peers.take_all();
        self.close(open, CloseReason::Shutdown).await
    }

    /// Makes deliveries of what was read together, and hands them over.
    async fn take(&mut self, datagrams: Vec<Datagram>) -> Result<(), SinkError> {
        let mut failed = None;
        for datagram in datagrams {
            let Datagram { peer, received_at, bytes } = datagram;
            let frames = cut_datagram(bytes, self.limits);
            self.frames += frames.len() as u64;
            if failed.is_some() {
                continue;
            }
            failed = self.take_frames(peer, received_at, frames).await.err();
        }
        match failed {
            Some(error) => Err(error),
            None => self.outbox.send(self.batch.take()).await,
        }
    }

    async fn take_frames(
        &mut self,
        peer: SocketAddr,
        received_at: UtcNanos,
        frames: Vec<framing::Frame>,
    ) -> Result<(), SinkError> {
        if self.peers.find(&peer).is_none() {
            self.open(peer, received_at).await?;
        }
        let Some(open) = self.peers.find(&peer) else { return Ok(()) };
        for frame in frames {
            let position = open.next_position(frame.bytes.len());
            self.batch.push(Delivery {
                feed: self.feed,
                stream: open.stream,
                position,
                received_at,
                flags: frame.flags,
                raw: frame.bytes,
            });
        }
        if self.batch.is_full() {
            self.outbox.send(self.batch.take()).await?;
        }
        Ok(())
    }

    async fn open(&mut self, peer: SocketAddr, received_at: UtcNanos) -> Result<(), SinkError> {
        let evicted = self.peers.evict();
        if !evicted.is_empty() {
            self.close(evicted, CloseReason::Evicted).await?;
        }
        let origin =
            StreamOrigin::Datagrams { peer: canonical(peer).to_string(), local: canonical(self.local).to_string() };
        let stream = self.outbox.open_stream(self.feed, &origin, received_at).await?;
        self.peers.insert(peer, stream);
        Ok(())
    }

    /// Closes streams once all of their deliveries are durable.
    async fn close(&mut self, peers: Vec<Peer>, reason: CloseReason) -> Result<(), SinkError> {
        self.outbox.send(self.batch.take()).await?;
        self.outbox.settle().await?;
        for peer in peers {
            let closing = StreamClosing {
                reason,
                frames: peer.frames,
                bytes: peer.bytes,
                sha256: None,
                problem: None,
                received_at: self.clock.now(),
            };
            self.outbox.close_stream(peer.stream, &closing).await?;
        }
        Ok(())
    }
}
