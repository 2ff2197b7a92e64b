//! A client of the socket in the data directory: HTTP/1.1 over a Unix socket.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::{Method, Request, header};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::BoxBody};
use hyper::{body::Frame, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::Value as Json;
use tokio::{net::UnixStream, sync::mpsc};
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};

/// A body of ours.
pub(crate) type Outgoing = BoxBody<Bytes, std::io::Error>;

/// Asks the daemon behind a socket. Each request has its own connection.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    socket: PathBuf,
}

impl Client {
    pub(crate) fn new(socket: &Path) -> Self {
        Self { socket: socket.to_owned() }
    }

    /// Asks and reads the answer as JSON; an empty one is null.
    ///
    /// # Errors
    /// The daemon cannot be reached, or it answered with a problem, whose detail is the error's text.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<&Json>) -> Result<Json> {
        let bytes = body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
        let body = Full::new(bytes).map_err(|never| match never {}).boxed();
        self.send(method, path, body).await
    }

    /// The same with a body that is made while it is sent.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Outgoing) -> Result<Json> {
        let bytes = self.exchange(method, path, "application/json", body).await?;
        if bytes.is_empty() { Ok(Json::Null) } else { Ok(serde_json::from_slice(&bytes)?) }
    }

    /// Asks for a text of a media type.
    pub(crate) async fn ask_text(&self, path: &str, media: &str) -> Result<String> {
        let body = Full::new(Bytes::new()).map_err(|never| match never {}).boxed();
        let bytes = self.exchange(Method::GET, path, media, body).await?;
        String::from_utf8(bytes.into()).context("the daemon answered with no text")
    }

    async fn exchange(&self, method: Method, path: &str, accept: &str, body: Outgoing) -> Result<Bytes> {
        let stream = UnixStream::connect(&self.socket)
            .await
            .with_context(|| format!("failed to reach the daemon at {}", self.socket.display()))?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "ledgerline")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, accept)
            .body(body)?;
        let response = sender.send_request(request).await.context("the daemon ended the connection")?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        driver.abort();
        if status.is_success() {
            return Ok(bytes);
        }
        let json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
        let detail = json.get("detail").and_then(Json::as_str).unwrap_or("the daemon gave no reason");
        match status.as_u16() {
            400..=499 => Err(crate::exit::Coded::usage(detail)),
            _ => Err(anyhow::anyhow!("{detail} ({status})")),
        }
    }
}

/// A body that is fed through a channel.
pub(crate) fn channel_body() -> (mpsc::Sender<std::io::Result<Bytes>>, Outgoing) {
    let (sender, receiver) = mpsc::channel(8);
    let frames = ReceiverStream::new(receiver).map(|chunk: std::io::Result<Bytes>| chunk.map(Frame::data));
    (sender, StreamBody::new(frames).boxed())
}

/// A value for a query string (RFC 3986 §2.1).
pub(crate) fn encode(value: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
