//! Empties the socket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use model::{Clock, FeedId};
use rustix::io::Errno;
use rustix::net::{RecvFlags, sockopt};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::SyslogUdpConfig;
use super::courier::{Courier, Datagram};
use super::drops::Drops;
use crate::{ConnectorError, ConnectorErrorKind, Sink};

/// No datagram is longer (the length field of UDP has 16 bits).
const DATAGRAM_BYTES_MAX: usize = 65_535;

/// Datagrams share memory of this size, so that few of them cost an allocation.
const ROOM_BYTES: usize = 1024 * 1024;

/// What a datagram that waits weighs beside its bytes.
const DATAGRAM_BYTES: usize = 64;

/// How often the kernel's counter of drops is read.
const DROPS_EVERY: Duration = Duration::from_secs(1);

/// A bound syslog UDP socket. From here on the kernel keeps datagrams; [`Listener::serve`] takes them.
#[derive(Debug)]
pub struct Listener {
    config: SyslogUdpConfig,
    socket: UdpSocket,
    local: SocketAddr,
}

impl Listener {
    /// Binds the configured address and asks for the configured receive buffer.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn bind(config: SyslogUdpConfig) -> Result<Self, ConnectorError> {
        let failed = |error: io::Error| {
            ConnectorError::new(
                format!("listen for syslog over UDP on {} (feed {})", config.listen, config.name),
                error,
            )
        };
        let socket = UdpSocket::bind(config.listen).await.map_err(failed)?;
        let local = socket.local_addr().map_err(failed)?;
        request_buffer(&socket, config.receive_buffer_bytes);
        Ok(Self { config, socket, local })
    }

    /// The address that was bound, with its real port where 0 was configured.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.local
    }

    /// Takes datagrams and delivers them until `shutdown` is cancelled; then reads what is already there, delivers it,
    /// closes the streams, and returns.
    ///
    /// # Errors
    /// The socket failed, or the sink ended or failed.
    pub async fn serve<S: Sink>(
        self,
        feed: FeedId,
        clock: Arc<dyn Clock>,
        sink: S,
        shutdown: CancellationToken,
    ) -> Result<(), ConnectorError> {
        let Self { config, socket, local } = self;
        let courier = Courier::new(&config, (feed, local), Arc::clone(&clock), sink.clone(), shutdown.clone());
        let (queue, read) = mpsc::channel(1);
        let carrying = tokio::spawn(courier.run(read));
        let drops = Drops::of(&socket);
        let mut reader =
            Reader { socket, feed, clock, sink, drops, room: BytesMut::new(), held: Vec::new(), held_bytes: 0 };
        let reading = reader.read(queue, config.queue_bytes_max, &shutdown).await;
        let carried = carrying.await.map_err(io::Error::other);
        reader.count_drops().await;
        reading.map_err(|error| ConnectorError::new(format!("receive syslog on {local}"), error))?;
        let outcome = carried.map_err(ConnectorErrorKind::from).and_then(|stored| Ok(stored?));
        outcome.map_err(|kind| ConnectorError::new("deliver syslog from UDP", kind))
    }
}

/// The first task of a listener: it waits for nothing but the socket and the queue.
struct Reader<S> {
    socket: UdpSocket,
    feed: FeedId,
    clock: Arc<dyn Clock>,
    sink: S,
    drops: Option<Drops>,
    room: BytesMut,
    /// What was read and is not in the queue yet.
    held: Vec<Datagram>,
    held_bytes: usize,
}

impl<S: Sink> Reader<S> {
    /// Reads until we end or the courier ends.
    async fn read(
        &mut self,
        queue: mpsc::Sender<Vec<Datagram>>,
        queue_bytes_max: usize,
        shutdown: &CancellationToken,
    ) -> io::Result<()> {
        let mut tick = tokio::time::interval(DROPS_EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let outcome = loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break self.read_last(),
                place = queue.reserve(), if !self.held.is_empty() => match place {
                    Ok(place) => place.send(self.take_held()),
                    Err(_) => break Ok(()),
                },
                _ = tick.tick() => self.count_drops().await,
                ready = self.socket.readable(), if self.held_bytes < queue_bytes_max => {
                    if let Err(error) = ready.and_then(|()| self.read_waiting(queue_bytes_max)) {
                        break Err(error);
                    }
                }
            }
        };
        let held = self.take_held();
        let count = held.len() as u64;
        if count > 0 && queue.send(held).await.is_err() {
            self.sink.count_lost(self.feed, count);
        }
        outcome
    }

    /// Reads what is there without waiting, up to the bound.
    fn read_waiting(&mut self, queue_bytes_max: usize) -> io::Result<()> {
        while self.held_bytes < queue_bytes_max {
            if self.room.capacity() - self.room.len() < DATAGRAM_BYTES_MAX {
                self.room = BytesMut::with_capacity(ROOM_BYTES);
            }
            match self.socket.try_recv_buf_from(&mut self.room) {
                Ok((_, peer)) => {
                    let bytes = self.room.split().freeze();
                    self.hold(peer, bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                // An earlier datagram of this host was refused somewhere; it says nothing about what comes in.
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// As [`Reader::read_waiting`], at the end. The kernel is asked directly, because the runtime does not know yet of
    /// what came since it last looked. No more is read than its buffer holds, so that a flood does not hold up the end:
    /// what comes later finds nobody listening.
    fn read_last(&mut self) -> io::Result<()> {
        let waiting_bytes_max = sockopt::socket_recv_buffer_size(&self.socket)?;
        let held_bytes_max = self.held_bytes.saturating_add(waiting_bytes_max);
        let mut room = vec![0; DATAGRAM_BYTES_MAX];
        while self.held_bytes < held_bytes_max {
            match rustix::net::recvfrom(&self.socket, room.as_mut_slice(), RecvFlags::DONTWAIT) {
                Ok((_, count, peer)) => {
                    let bytes = Bytes::copy_from_slice(room.get(..count).unwrap_or_default());
                    let peer = peer.ok_or(Errno::INVAL).and_then(SocketAddr::try_from)?;
                    self.hold(peer, bytes);
                }
                Err(Errno::INTR | Errno::CONNREFUSED) => {}
                Err(Errno::WOULDBLOCK) => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn hold(&mut self, peer: SocketAddr, bytes: Bytes) {
        self.held_bytes += bytes.len() + DATAGRAM_BYTES;
        self.held.push(Datagram { peer, received_at: self.clock.now(), bytes });
    }

    fn take_held(&mut self) -> Vec<Datagram> {
        self.held_bytes = 0;
        std::mem::take(&mut self.held)
    }

    async fn count_drops(&mut self) {
        let Some(drops) = &mut self.drops else { return };
        let new = drops.count_new().await;
        if new > 0 {
            tracing::warn!(count = new, "the kernel dropped datagrams, its receive buffer was full");
            self.sink.count_lost(self.feed, new);
        }
    }
}

/// Asks for a receive buffer: past the system's bound where we may, and up to it otherwise.
fn request_buffer(socket: &UdpSocket, bytes: usize) {
    let asked = sockopt::set_socket_recv_buffer_size_force(socket, bytes)
        .or_else(|_| sockopt::set_socket_recv_buffer_size(socket, bytes));
    let given = sockopt::socket_recv_buffer_size(socket).unwrap_or_default();
    // The kernel doubles what is asked for, for its own accounting, and tells the doubled number (socket(7)).
    if asked.is_err() || given / 2 < bytes {
        tracing::warn!(asked = bytes, given = given / 2, "the receive buffer is smaller than configured");
    }
}
