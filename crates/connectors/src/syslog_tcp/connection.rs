//! One connection: reads, frames, delivers, until either side ends.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use framing::Framer;
use model::{Clock, Delivery, FeedId, Position, StreamId, StreamOrigin};
use rustix::net::{RecvFlags, sockopt};
use stamp::UtcNanos;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::SyslogTcpConfig;
use crate::batch::Batch;
use crate::outbox::Outbox;
use crate::peer::canonical;
use crate::{CloseReason, Sink, SinkError, StreamClosing};

/// What a read asks for.
const READ_BYTES: usize = 64 * 1024;

/// After so many bytes a connection that never pauses waits for its evidence to be durable, and lets others have a turn.
const TURN_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Of a TLS hello no more than one TLS record is kept (RFC 8446 §5.1: 2^14 bytes and a header of five).
const TLS_BYTES_MAX: usize = 16 * 1024 + 5;

/// What all connections of a listener share.
pub(super) struct Surroundings {
    pub(super) config: SyslogTcpConfig,
    pub(super) feed: FeedId,
    pub(super) local: SocketAddr,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) shutdown: CancellationToken,
}

/// A connection and what is on its way from it to the sink.
pub(super) struct Connection<S> {
    socket: TcpStream,
    peer: SocketAddr,
    around: Arc<Surroundings>,
    sink: S,
    framer: Framer,
    outbox: Outbox<S>,
    batch: Batch,
    /// None until the first byte came.
    stream: Option<StreamId>,
    frames: u64,
    bytes: u64,
}

/// Why reading stopped.
struct Stop {
    reason: CloseReason,
    problem: Option<String>,
}

impl<S: Sink> Connection<S> {
    pub(super) fn new(socket: TcpStream, peer: SocketAddr, around: Arc<Surroundings>, sink: S) -> Self {
        let framer = Framer::new(around.config.rule(), around.config.limits());
        let outbox = Outbox::new(sink.clone(), around.shutdown.clone());
        let batch = Batch::default();
        Self { socket, peer, around, sink, framer, outbox, batch, stream: None, frames: 0, bytes: 0 }
    }

    /// Reads until either side ends. What came and could not be stored is counted as lost.
    pub(super) async fn run(mut self) -> Result<(), SinkError> {
        // Without it the other side's silent death would never be noticed; with an error we only lose that.
        let _ = sockopt::set_socket_keepalive(&self.socket, true);
        let outcome = self.carry().await;
        if outcome.is_err() {
            self.framer.finish();
            while self.framer.next_frame().is_some() {
                self.frames += 1;
            }
        }
        let lost = self.frames - self.outbox.stored();
        if lost > 0 {
            self.sink.count_lost(self.around.feed, lost);
        }
        match outcome {
            Err(error) if error.kind == crate::SinkErrorKind::DiskFull => {
                tracing::error!(peer = %self.peer, lost, %error, "ended with a full disk");
                Ok(())
            }
            outcome => outcome,
        }
    }

    async fn carry(&mut self) -> Result<(), SinkError> {
        let stop = loop {
            self.outbox.settle().await?;
            if let Some(stop) = self.wait_and_read().await {
                break stop;
            }
            if let Some(stop) = self.read_readable().await? {
                break stop;
            }
        };
        self.read_last(stop.reason).await?;
        self.framer.finish();
        self.take_frames(self.around.clock.now()).await?;
        self.outbox.send(self.batch.take()).await?;
        self.outbox.settle().await?;
        self.close(stop).await
    }

    /// Waits for bytes, for the end of either side, or for the idle bound.
    async fn wait_and_read(&mut self) -> Option<Stop> {
        let idle = Duration::from_secs(self.around.config.idle_seconds_max);
        let room = self.framer.room(READ_BYTES);
        tokio::select! {
            biased;
            () = self.around.shutdown.cancelled() => Some(Stop::new(CloseReason::Shutdown)),
            read = self.socket.read_buf(room) => self.note_read(read),
            () = tokio::time::sleep(idle) => Some(Stop::new(CloseReason::Idle)),
        }
    }

    /// Takes the frames of what was read, and reads on without waiting while there is more, for one turn.
    async fn read_readable(&mut self) -> Result<Option<Stop>, SinkError> {
        let bytes_before = self.bytes;
        loop {
            self.take_frames(self.around.clock.now()).await?;
            if self.framer.is_tls() {
                return Ok(Some(Stop::new(CloseReason::NotText)));
            }
            if self.bytes - bytes_before >= TURN_BYTES_MAX {
                break;
            }
            match self.socket.try_read_buf(self.framer.room(READ_BYTES)) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                read => {
                    if let Some(stop) = self.note_read(read) {
                        return Ok(Some(stop));
                    }
                }
            }
        }
        self.outbox.send(self.batch.take()).await?;
        Ok(None)
    }

    /// Reads what is already there when we stop by our own will. The kernel is asked directly, because the runtime does
    /// not know yet of what came since it last looked.
    async fn read_last(&mut self, reason: CloseReason) -> Result<(), SinkError> {
        let bytes_max = match reason {
            CloseReason::Shutdown => self.around.config.drain_bytes_max,
            CloseReason::NotText => TLS_BYTES_MAX,
            _ => 0,
        };
        let mut left = bytes_max;
        let mut buffer = vec![0; READ_BYTES.min(bytes_max)];
        while left > 0 {
            let room = buffer.get_mut(..READ_BYTES.min(left)).unwrap_or_default();
            match rustix::net::recv(&self.socket, room, RecvFlags::DONTWAIT) {
                Ok((_, 0)) => break,
                Ok((_, count)) => {
                    left -= count;
                    self.bytes += count as u64;
                    self.framer.push(buffer.get(..count).unwrap_or_default());
                    self.take_frames(self.around.clock.now()).await?;
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn note_read(&mut self, read: io::Result<usize>) -> Option<Stop> {
        match read {
            Ok(0) => Some(Stop::new(CloseReason::End)),
            Ok(count) => {
                self.bytes += count as u64;
                None
            }
            Err(error) => Some(Stop { reason: CloseReason::Broken, problem: Some(error.to_string()) }),
        }
    }

    /// Gathers the finished frames; hands over what fills a batch.
    async fn take_frames(&mut self, received_at: UtcNanos) -> Result<(), SinkError> {
        let feed = self.around.feed;
        while let Some(frame) = self.framer.next_frame() {
            let position = Position(self.frames);
            self.frames += 1;
            let stream = self.open(received_at).await?;
            self.batch.push(Delivery { feed, stream, position, received_at, flags: frame.flags, raw: frame.bytes });
            if self.batch.is_full() {
                self.outbox.send(self.batch.take()).await?;
            }
        }
        Ok(())
    }

    async fn open(&mut self, received_at: UtcNanos) -> Result<StreamId, SinkError> {
        if let Some(stream) = self.stream {
            return Ok(stream);
        }
        // On a wildcard address the listener does not know which of ours the peer called.
        let local = self.socket.local_addr().unwrap_or(self.around.local);
        let origin =
            StreamOrigin::Connection { peer: canonical(self.peer).to_string(), local: canonical(local).to_string() };
        let stream = self.outbox.open_stream(self.around.feed, &origin, received_at).await?;
        self.stream = Some(stream);
        Ok(stream)
    }

    async fn close(&mut self, stop: Stop) -> Result<(), SinkError> {
        let Some(stream) = self.stream else { return Ok(()) };
        let refused =
            self.framer.count_refused_at().map(|at| format!("octet count at byte {at} is none, or is untrue"));
        let problem = stop.problem.or(refused);
        if stop.reason == CloseReason::NotText {
            tracing::warn!(peer = %self.peer, local = %self.around.local, "TLS hello on a plain syslog port");
        }
        let closing = StreamClosing {
            reason: stop.reason,
            frames: self.frames,
            bytes: self.bytes,
            sha256: None,
            problem,
            received_at: self.around.clock.now(),
        };
        self.outbox.close_stream(stream, &closing).await
    }
}

impl Stop {
    const fn new(reason: CloseReason) -> Self {
        Self { reason, problem: None }
    }
}
