//! The one writer: deliveries to the vault, groups to the disk, batches to custody.
//!
//! A thread of its own, because it waits for the disk. It takes what lies in its queue as one group, writes it, calls
//! `fdatasync` once, and only then answers. What it seals becomes one custody entry a batch.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use connectors::{Completion, SinkError, SinkErrorKind, StreamClosing};
use ledger::{Ledger, Moment};
use model::{Clock, Delivery, FeedId, FrameFlags, Position, Seq, StreamId, StreamOrigin};
use stamp::UtcNanos;
use tokio::sync::{OwnedSemaphorePermit, oneshot, watch};
use vault::{Appended, NewFrame, VaultError, VaultErrorKind, VaultWriter};

use crate::{
    batch::{BatchLimits, OpenBatch},
    command::Command,
    sink::closed,
};

/// Raw bytes of one group, at most: what is answered together.
const GROUP_BYTES_MAX: usize = 16 << 20;
/// A look at the batch at least this often.
const TICK: Duration = Duration::from_secs(1);

/// The writer's own.
pub(crate) struct Writer {
    pub(crate) vault: VaultWriter,
    pub(crate) ledger: Ledger,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) boot_id: String,
    pub(crate) limits: BatchLimits,
    pub(crate) batch: OpenBatch,
    pub(crate) next: Seq,
    pub(crate) synced: Seq,
    /// The feed of each open stream, and the position from which on it was refused for want of room.
    pub(crate) streams: BTreeMap<StreamId, OpenStream>,
    /// Tells the indexer that more is durable.
    pub(crate) orders: std::sync::mpsc::Sender<crate::indexer::Order>,
    /// Tells the binary that the process must end.
    pub(crate) failed: watch::Sender<Option<String>>,
    /// When sealing is tried again after the ledger refused, by the monotonic clock.
    pub(crate) seal_again_at: Option<Duration>,
}

/// A stream that is open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpenStream {
    feed: FeedId,
    /// The position behind its last record.
    next: Position,
    refused_from: Option<Position>,
}

/// What waits for the group's `fdatasync`.
struct Waiting {
    completion: Completion,
    first: Seq,
    last: Seq,
    _room: OwnedSemaphorePermit,
}

/// Whether the thread goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    GoOn,
    End,
}

impl Writer {
    /// Serves until it is told to stop, or until the disk fails for good.
    pub(crate) fn run(mut self, commands: &Receiver<Command>) {
        loop {
            let first = match commands.recv_timeout(self.patience()) {
                Ok(command) => Some(command),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Command::Stop),
            };
            match self.serve_group(first, commands) {
                Ok(Next::GoOn) => {}
                Ok(Next::End) => return,
                Err(error) => {
                    // The kernel may have dropped the page that failed: nothing said of the disk holds any more.
                    tracing::error!(%error, "the vault failed; the daemon ends");
                    self.failed.send_replace(Some(error.to_string()));
                    return;
                }
            }
        }
    }

    fn serve_group(&mut self, first: Option<Command>, commands: &Receiver<Command>) -> Result<Next, VaultError> {
        let mut waiting = Vec::new();
        let mut sealed = Vec::new();
        let mut next = Next::GoOn;
        let mut bytes = 0;
        let mut command = first;
        while let Some(taken) = command {
            match taken {
                Command::Open { feed, origin, received_at, reply } => {
                    let outcome = self.open_stream(feed, &origin, received_at)?;
                    let _ = reply.send(outcome);
                }
                Command::Deliver { batch, room, completion } => {
                    bytes += batch.iter().map(|delivery| delivery.raw.len()).sum::<usize>();
                    metrics::counter!("ledgerline_delivered_records_total").increment(batch.len() as u64);
                    match self.store(&batch)? {
                        Ok((first, last)) => waiting.push(Waiting { completion, first, last, _room: room }),
                        Err(refusal) => completion.complete(Err(refusal)),
                    }
                }
                Command::Close { stream, closing, reply } => {
                    let outcome = self.close_stream(stream, &closing)?;
                    let _ = reply.send(outcome);
                }
                Command::Lost { feed, count } => {
                    metrics::counter!("ledgerline_lost_records_total").increment(count);
                    self.batch.sums(feed).lost += count;
                }
                Command::Reject { feed, reason, count } => {
                    metrics::counter!("ledgerline_rejected_records_total", "reason" => reason).increment(count);
                    let sums = self.batch.sums(feed);
                    sums.received += count;
                    *sums.rejected.entry(reason.to_owned()).or_default() += count;
                }
                Command::Seal { reply } => sealed.push(reply),
                Command::Stop => next = Next::End,
            }
            command = if bytes < GROUP_BYTES_MAX { commands.try_recv().ok() } else { None };
        }
        self.sync(waiting)?;
        let end = next == Next::End;
        let waited = self.seal_again_at.is_none_or(|at| self.clock.monotonic() >= at);
        if end || !sealed.is_empty() || (waited && self.batch.is_due(self.now(), &self.limits)) {
            self.seal();
        }
        for reply in sealed {
            let _: Result<(), ()> = oneshot::Sender::send(reply, ());
        }
        if end {
            for command in commands.try_iter() {
                refuse(command);
            }
        }
        Ok(next)
    }

    fn open_stream(
        &mut self,
        feed: FeedId,
        origin: &StreamOrigin,
        received_at: UtcNanos,
    ) -> Result<Result<StreamId, SinkError>, VaultError> {
        let Ok(raw) = serde_json::to_vec(origin) else {
            return Ok(Err(SinkError::new(SinkErrorKind::Failed, "the stream's origin could not be written as JSON")));
        };
        let appended = self.vault.append_opening(feed, received_at, &raw);
        Ok(self.take(appended, raw.len())?.map(|seq| {
            let stream = StreamId(seq.0);
            self.streams.insert(stream, OpenStream { feed, next: Position(0), refused_from: None });
            stream
        }))
    }

    fn close_stream(&mut self, stream: StreamId, closing: &StreamClosing) -> Result<Result<(), SinkError>, VaultError> {
        let Some(open) = self.streams.get(&stream) else { return Ok(Ok(())) };
        let raw = serde_json::to_vec(closing).unwrap_or_default();
        let appended = self.vault.append_closing(&NewFrame {
            feed: open.feed,
            stream,
            position: open.next,
            received_at: closing.received_at,
            flags: FrameFlags::default(),
            raw: &raw,
        });
        let stored = self.take(appended, raw.len())?.map(|_| ());
        if stored.is_ok() {
            self.streams.remove(&stream);
        }
        Ok(stored)
    }

    /// Stores a batch. Where the disk becomes full in the midst of it, it is refused as a whole: what of it was stored
    /// is told again by whoever hands it over again, and is then found to be a duplicate by stream and position.
    fn store(&mut self, batch: &[Delivery]) -> Result<Result<(Seq, Seq), SinkError>, VaultError> {
        // The first of each stream decides: a batch that is handed over again begins where it was refused.
        let is_first = |at: usize, stream| batch.iter().take(at).all(|earlier| earlier.stream != stream);
        let mut numbered = batch.iter().enumerate();
        if numbered.any(|(at, delivery)| self.is_refused(delivery) && is_first(at, delivery.stream)) {
            return Ok(Err(SinkError::new(SinkErrorKind::DiskFull, "what stood before it was refused")));
        }
        let (mut first, mut last) = (self.next, self.next);
        for delivery in batch {
            let appended = self.vault.append(&NewFrame {
                feed: delivery.feed,
                stream: delivery.stream,
                position: delivery.position,
                received_at: delivery.received_at,
                flags: delivery.flags,
                raw: &delivery.raw,
            });
            match self.take(appended, delivery.raw.len())? {
                Ok(seq) => (first, last) = (first.min(seq), seq),
                Err(refusal) => {
                    self.refuse_from(batch);
                    return Ok(Err(refusal));
                }
            }
            let sums = self.batch.sums(delivery.feed);
            sums.received += 1;
            sums.stored += 1;
            if let Some(stream) = self.streams.get_mut(&delivery.stream) {
                stream.next = Position(delivery.position.0.saturating_add(1));
                stream.refused_from = None;
            }
        }
        Ok(Ok((first, last)))
    }

    /// Notes what the vault took, or says what to do about a refusal. Only a disk that can no longer be believed is an
    /// error.
    fn take(
        &mut self,
        appended: Result<Appended, VaultError>,
        bytes: usize,
    ) -> Result<Result<Seq, SinkError>, VaultError> {
        match appended {
            Ok(Appended { seq, leaf }) => {
                self.batch.add(seq, leaf, bytes);
                self.next = seq.next();
                Ok(Ok(seq))
            }
            Err(error) => match error.kind {
                VaultErrorKind::Poisoned => Err(error),
                VaultErrorKind::TooLong => Ok(Err(SinkError::new(SinkErrorKind::Failed, error.to_string()))),
                // Nothing was appended, and it may go well later.
                _ => Ok(Err(SinkError::new(SinkErrorKind::DiskFull, error.to_string()))),
            },
        }
    }

    /// What comes after a refused position of its stream waits until that one was handed over again: so the order of
    /// a stream is kept, however many batches were on their way.
    fn is_refused(&self, delivery: &Delivery) -> bool {
        let from = self.streams.get(&delivery.stream).and_then(|stream| stream.refused_from);
        from.is_some_and(|from| delivery.position > from)
    }

    fn refuse_from(&mut self, batch: &[Delivery]) {
        for delivery in batch {
            if let Some(stream) = self.streams.get_mut(&delivery.stream) {
                let from = stream.refused_from.map_or(delivery.position, |from| from.min(delivery.position));
                stream.refused_from = Some(from);
            }
        }
    }

    fn sync(&mut self, waiting: Vec<Waiting>) -> Result<(), VaultError> {
        if self.synced.next() == self.next {
            return Ok(());
        }
        let durable = self.vault.sync()?;
        self.synced = durable;
        // Exact as a float up to 2^53 records.
        metrics::gauge!("ledgerline_durable_seq").set(durable.0 as f64);
        metrics::counter!("ledgerline_syncs_total").increment(1);
        for Waiting { completion, first, last, .. } in waiting {
            completion.complete(Ok((first, last)));
        }
        // The indexer may have ended; evidence goes on without it.
        let _ = self.orders.send(crate::indexer::Order::Durable);
        Ok(())
    }

    /// Seals the open batch. Where the ledger cannot take it, it stays open and is tried again.
    fn seal(&mut self) {
        let now = self.now();
        match self.ledger.append_batch(&self.batch.close(&self.boot_id, now)) {
            Ok(_) => {
                metrics::counter!("ledgerline_batches_total").increment(1);
                self.batch = OpenBatch::new(self.next, now);
                self.seal_again_at = None;
            }
            Err(error) => {
                tracing::error!(%error, "failed to seal a batch; it stays open");
                self.seal_again_at = Some(now.monotonic + TICK);
            }
        }
    }

    /// How long the thread may wait for commands.
    fn patience(&self) -> Duration {
        if self.seal_again_at.is_some() { TICK } else { self.batch.due_in(self.now(), &self.limits).min(TICK) }
    }

    fn now(&self) -> Moment {
        Moment { wall: self.clock.now(), monotonic: self.clock.monotonic() }
    }
}

fn refuse(command: Command) {
    match command {
        Command::Open { reply, .. } => drop(reply.send(Err(closed()))),
        Command::Deliver { completion, .. } => completion.complete(Err(closed())),
        Command::Close { reply, .. } => drop(reply.send(Err(closed()))),
        Command::Lost { .. } | Command::Reject { .. } | Command::Seal { .. } | Command::Stop => {}
    }
}
