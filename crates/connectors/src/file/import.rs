//! The import of one file.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use model::{Clock, FeedId, StreamId};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::reader::{Job, Piece, ReadOutcome, read_through};
use super::{Acquired, ImportLimits};
use crate::outbox::Outbox;
use crate::{CloseReason, ConnectorError, Sink, SinkError, SinkErrorKind, StreamClosing};

/// How many batches may wait between the reading and the handing over.
const QUEUE_BATCHES_MAX: usize = 2;

/// Imports files into one feed.
pub struct Importer<S> {
    /// The feed that the records belong to.
    pub feed: FeedId,
    /// The bounds.
    pub limits: ImportLimits,
    /// Says when bytes were read.
    pub clock: Arc<dyn Clock>,
    /// Takes the deliveries.
    pub sink: S,
    /// Ends the import early; what was read is kept.
    pub shutdown: CancellationToken,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How many bytes of the file were read.
    pub bytes_read: u64,
    /// How many it has, as acquired.
    pub size_bytes: u64,
    /// How many frames were handed over.
    pub frames: u64,
}

/// How an import went. `received = stored + the sum of rejected`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// The file's stream.
    pub stream: StreamId,
    /// How many frames were cut from what was read; each part of a long line counts.
    pub received: u64,
    /// How many of them are durable.
    pub stored: u64,
    /// How many of them were not stored, by reason (`shutdown`, `disk_full`).
    pub rejected: BTreeMap<String, u64>,
    /// How many bytes were read, compressed where they are.
    pub bytes_read: u64,
    /// How many bytes of content they gave.
    pub content_bytes: u64,
    /// What went wrong, as a fragment for people: damaged, cut off, stopped at a bound, changed since it was acquired.
    /// What was read is kept all the same.
    pub problem: Option<String>,
    /// SHA-256 in hex of the bytes as read; none where they were not read to their end.
    pub sha256_as_read: Option<String>,
}

impl<S: Sink> Importer<S> {
    /// Reads one acquired file through `reader`, delivers its lines, and returns when all of them are durable.
    ///
    /// A `reader` that fails with [`io::ErrorKind::ConnectionAborted`] says that its sender gave up: what came is kept,
    /// to the last whole line, and the same file sent again goes on from there.
    ///
    /// The reading runs on a thread of its own. `progress` is called after each batch of about 1 MiB. When `shutdown` is
    /// cancelled the import ends with the next batch: a reader that blocks for ever would hold it up, so close it.
    ///
    /// # Errors
    /// The sink ended or failed. Whatever is wrong with the file is in [`ImportOutcome::problem`].
    pub async fn import<R: Read + Send + 'static>(
        &self,
        reader: R,
        acquired: &Acquired,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<ImportOutcome, ConnectorError> {
        let failed = |error: SinkError| ConnectorError::new(format!("import {}", acquired.name), error);
        let mut outbox = Outbox::new(self.sink.clone(), self.shutdown.clone());
        let opened = outbox.open_stream(self.feed, &acquired.origin(), self.clock.now()).await;
        let stream = opened.map_err(failed)?;
        let job = Job {
            feed: self.feed,
            stream,
            size_bytes: acquired.size_bytes,
            compression: acquired.compression,
            limits: self.limits,
            clock: Arc::clone(&self.clock),
        };
        let (queue, mut pieces) = mpsc::channel(QUEUE_BATCHES_MAX);
        let reading = tokio::task::spawn_blocking(move || read_through(reader, &job, &queue));
        let carried = self.carry(&mut outbox, &mut pieces, acquired.size_bytes, &mut progress).await;
        drop(pieces);
        let read = reading
            .await
            .map_err(|error| ConnectorError::new(format!("import {}", acquired.name), io::Error::other(error)))?;
        let refused = match carried {
            Ok(()) => None,
            Err(error) if error.kind == SinkErrorKind::DiskFull => Some("disk_full"),
            Err(error) => return Err(failed(error)),
        };
        let outcome = self.sum(stream, read.frames, &outbox, refused);
        let outcome = describe(outcome, &read, acquired);
        let closing = self.closing(&outcome, read.reason);
        match outbox.close_stream(stream, &closing).await {
            Err(error) if error.kind != SinkErrorKind::DiskFull => Err(failed(error)),
            _ => Ok(outcome),
        }
    }

    /// Takes what was read to the sink, until all of it is durable or we are told to end.
    async fn carry(
        &self,
        outbox: &mut Outbox<S>,
        pieces: &mut mpsc::Receiver<Piece>,
        size_bytes: u64,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(), SinkError> {
        let mut frames = 0;
        loop {
            let piece = tokio::select! {
                biased;
                () = self.shutdown.cancelled() => break,
                piece = pieces.recv() => piece,
            };
            let Some(Piece { batch, bytes_read }) = piece else { break };
            frames += batch.len() as u64;
            outbox.send(batch).await?;
            progress(Progress { bytes_read, size_bytes, frames });
        }
        outbox.settle().await
    }

    /// The conservation sum of the file; tells the sink what was not stored.
    fn sum(&self, stream: StreamId, received: u64, outbox: &Outbox<S>, refused: Option<&'static str>) -> ImportOutcome {
        let stored = outbox.stored();
        let mut rejected = BTreeMap::new();
        let missing = received - stored;
        if missing > 0 {
            let reason = refused.unwrap_or("shutdown");
            self.sink.reject(self.feed, reason, missing);
            rejected.insert(reason.to_owned(), missing);
        }
        ImportOutcome {
            stream,
            received,
            stored,
            rejected,
            bytes_read: 0,
            content_bytes: 0,
            problem: None,
            sha256_as_read: None,
        }
    }

    fn closing(&self, outcome: &ImportOutcome, reason: CloseReason) -> StreamClosing {
        StreamClosing {
            reason: if outcome.rejected.is_empty() { reason } else { CloseReason::Shutdown },
            frames: outcome.stored,
            bytes: outcome.content_bytes,
            sha256: outcome.sha256_as_read.clone(),
            problem: outcome.problem.clone(),
            received_at: self.clock.now(),
        }
    }
}

/// Adds what the reading said.
fn describe(outcome: ImportOutcome, read: &ReadOutcome, acquired: &Acquired) -> ImportOutcome {
    let mut problems: Vec<String> = read.problem.iter().cloned().collect();
    match &read.sha256 {
        Some(sha256) if *sha256 != acquired.sha256 => {
            problems.push(format!("changed since it was acquired: SHA-256 was {}, is {sha256}", acquired.sha256));
        }
        None if read.reason == CloseReason::Shutdown => problems.push("the daemon ended before its end".to_owned()),
        Some(_) | None => {}
    }
    ImportOutcome {
        bytes_read: read.bytes_read,
        content_bytes: read.content_bytes,
        problem: (!problems.is_empty()).then(|| problems.join("; ")),
        sha256_as_read: read.sha256.clone(),
        ..outcome
    }
}
