//! The listeners: TCP for the network, a socket file for the machine's own commands.

use std::{io, net::SocketAddr, path::Path, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, UnixListener},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::state::ApiConfig;

/// How long a stopping daemon waits for answers under way.
const DRAIN: Duration = Duration::from_secs(10);

/// A listener could not be made.
#[derive(Debug, thiserror::Error)]
#[error("listen on {place}: {source}")]
pub struct ServeError {
    /// Where.
    pub place: String,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// Serves a router on a bound listener until it is told to stop; then lets answers under way end.
///
/// The head of a request must arrive within [`ApiConfig::header_seconds_max`]; `axum::serve` has no such bound.
pub async fn serve_network(listener: TcpListener, router: Router, config: &ApiConfig, stop: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let places = std::sync::Arc::new(Semaphore::new(config.connections_max));
    loop {
        let place = tokio::select! {
            () = stop.cancelled() => break,
            place = std::sync::Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                serve_connection(stream, router.clone(), Some(peer), config, &graceful, place.ok());
            }
            Err(error) => wait_after(&error).await,
        }
    }
    drain(graceful).await;
}

/// Serves a router on a socket file that only its owner can open.
///
/// # Errors
/// The socket could not be made.
pub async fn serve_socket(
    path: &Path,
    router: Router,
    config: ApiConfig,
    stop: CancellationToken,
) -> Result<impl Future<Output = ()> + use<>, ServeError> {
    let fail = |source| ServeError { place: path.display().to_string(), source };
    // The lock of the data directory is ours, so a socket that is there was left by a process that was killed.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    let listener = UnixListener::bind(path).map_err(fail)?;
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(fail)?;
    let path = path.to_owned();
    Ok(async move {
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, _)) => serve_connection(stream, router.clone(), None, &config, &graceful, None),
                Err(error) => wait_after(&error).await,
            }
        }
        // Nobody should wait at a door that is closed.
        let _ = std::fs::remove_file(&path);
        drain(graceful).await;
    })
}

fn serve_connection(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    router: Router,
    peer: Option<SocketAddr>,
    config: &ApiConfig,
    graceful: &GracefulShutdown,
    place: Option<tokio::sync::OwnedSemaphorePermit>,
) {
    let service = router.map_request(move |mut request: http::Request<hyper::body::Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        request.map(axum::body::Body::new)
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(config.header_seconds_max));
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).into_owned();
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    });
}

/// Out of descriptors, mostly: the next try will fail the same way, so not at once.
async fn wait_after(error: &io::Error) {
    tracing::warn!(%error, "a connection could not be accepted");
    tokio::time::sleep(Duration::from_millis(100)).await;
}

async fn drain(graceful: GracefulShutdown) {
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("answers under way were cut off");
    }
}
