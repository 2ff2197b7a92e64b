//! Accepts connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use model::{Clock, FeedId};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::SyslogTcpConfig;
use super::connection::{Connection, Surroundings};
use crate::{ConnectorError, Sink, SinkError};

/// How long accepting rests after it failed (mostly: no file descriptor is left).
const ACCEPT_REST: Duration = Duration::from_millis(200);

/// A bound syslog TCP socket. From here on the kernel queues connections; [`Listener::serve`] takes them.
#[derive(Debug)]
pub struct Listener {
    config: SyslogTcpConfig,
    listener: TcpListener,
    local: SocketAddr,
}

impl Listener {
    /// Binds the configured address, so that a wrong one is known before anything else starts.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn bind(config: SyslogTcpConfig) -> Result<Self, ConnectorError> {
        let failed = |error: io::Error| {
            ConnectorError::new(
                format!("listen for syslog over TCP on {} (feed {})", config.listen, config.name),
                error,
            )
        };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let local = listener.local_addr().map_err(failed)?;
        Ok(Self { config, listener, local })
    }

    /// The address that was bound, with its real port where 0 was configured.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.local
    }

    /// Takes connections and delivers their frames until `shutdown` is cancelled; then accepts no more, reads what is
    /// already readable on each connection, delivers it, closes the streams, and returns.
    ///
    /// # Errors
    /// The sink ended or failed. A connection that fails is no error here.
    pub async fn serve<S: Sink>(
        self,
        feed: FeedId,
        clock: Arc<dyn Clock>,
        sink: S,
        shutdown: CancellationToken,
    ) -> Result<(), ConnectorError> {
        let Self { config, listener, local } = self;
        let room = Arc::new(Semaphore::new(config.connections_max));
        let ending = shutdown.child_token();
        let around = Arc::new(Surroundings { config, feed, local, clock, shutdown: ending.clone() });
        let mut connections = JoinSet::new();
        let mut failure = None;
        while failure.is_none() {
            tokio::select! {
                biased;
                () = ending.cancelled() => break,
                Some(ended) = connections.join_next() => failure = sink_failure(ended),
                accepted = accept(&listener, &room) => {
                    let (stream, peer, place) = accepted;
                    let connection = Connection::new(stream, peer, Arc::clone(&around), sink.clone());
                    connections.spawn(async move {
                        let outcome = connection.run().await;
                        drop(place);
                        outcome
                    });
                }
            }
        }
        drop(listener);
        ending.cancel();
        while let Some(ended) = connections.join_next().await {
            failure = failure.or(sink_failure(ended));
        }
        failure.map_or(Ok(()), |error| Err(ConnectorError::new("deliver syslog from TCP", error)))
    }
}

/// Waits for room, then for a connection. Cancelling it loses no connection.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<tokio::sync::OwnedSemaphorePermit>) {
    // The semaphore is never closed, so there always comes a place.
    let place = Arc::clone(room).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => {
                tracing::warn!(%error, "failed to accept a syslog connection");
                tokio::time::sleep(ACCEPT_REST).await;
            }
        }
    }
}

/// What makes the whole listener end: the sink's failure. A full disk only ends a connection, and only at shutdown.
fn sink_failure(ended: Result<Result<(), SinkError>, tokio::task::JoinError>) -> Option<SinkError> {
    match ended {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error),
        Err(error) => {
            tracing::error!(%error, "a syslog connection's task ended abnormally");
            None
        }
    }
}
