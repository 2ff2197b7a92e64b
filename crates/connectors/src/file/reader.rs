//! The blocking half of an import: reads, decompresses, cuts, until the end or a bound.

use std::cell::RefCell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use std::sync::Arc;

use framing::{FrameLimits, Framer, FramingRule};
use model::{Clock, Delivery, FeedId, Position, StreamId};
use tokio::sync::mpsc;

use super::hash::Hashed;
use super::{Compression, ImportLimits};
use crate::CloseReason;
use crate::batch::Batch;

const READ_BYTES: usize = 256 * 1024;

/// The ratio is judged from so much content on.
const RATIO_JUDGED_BYTES: u64 = 1024 * 1024;

/// What is read, and by which bounds.
pub(super) struct Job {
    pub(super) feed: FeedId,
    pub(super) stream: StreamId,
    /// How many bytes the file has, as acquired.
    pub(super) size_bytes: u64,
    pub(super) compression: Option<Compression>,
    pub(super) limits: ImportLimits,
    pub(super) clock: Arc<dyn Clock>,
}

/// Deliveries on their way, and how far the reader had come.
pub(super) struct Piece {
    pub(super) batch: Vec<Delivery>,
    pub(super) bytes_read: u64,
}

/// How the reading went.
pub(super) struct ReadOutcome {
    /// How many frames were cut.
    pub(super) frames: u64,
    /// How many bytes were read, compressed where they are.
    pub(super) bytes_read: u64,
    /// How many bytes of content that were.
    pub(super) content_bytes: u64,
    /// SHA-256 of the bytes as read, where they were read to their end.
    pub(super) sha256: Option<String>,
    /// Why the reading ended.
    pub(super) reason: CloseReason,
    /// What went wrong.
    pub(super) problem: Option<String>,
}

/// Reads everything and sends it into the queue. Where the other end of the queue is gone it stops.
pub(super) fn read_through<R: Read>(reader: R, job: &Job, queue: &mpsc::Sender<Piece>) -> ReadOutcome {
    let source = Source(Rc::new(RefCell::new(Hashed::new(reader))));
    let framer = Framer::new(FramingRule::Lines, FrameLimits { frame_bytes_max: job.limits.frame_bytes_max });
    let mut cutting = Cutting { job, queue, source: source.clone(), framer, batch: Batch::default(), frames: 0 };
    let mut content_bytes = 0;
    let end = match open_content(source.clone(), job) {
        Ok(mut content) => cutting.read_content(&mut content, &mut content_bytes),
        Err(error) => Err(Stop::of(error)),
    };
    // Where the sending was interrupted, the last line is not at its end: it comes whole with the next try.
    if !matches!(end, Err(Stop::Interrupted)) {
        cutting.framer.finish();
    }
    let end = end.and(cutting.send_rest());
    let frames = cutting.frames;
    if matches!(end, Err(Stop::Broken(_) | Stop::Limit(_))) {
        // The rest is not decompressed, but what was read has to be told from what was acquired. A reader that fails
        // here as well leaves no digest.
        let _ = io::copy(&mut source.clone(), &mut io::sink());
    }
    let read = source.0.borrow();
    let sha256 = (read.is_whole() && !matches!(end, Err(Stop::Unwanted))).then(|| read.hex());
    let (reason, problem) = match end {
        Ok(()) => (CloseReason::End, None),
        Err(Stop::Unwanted) => (CloseReason::Shutdown, None),
        Err(Stop::Interrupted) => {
            let problem = format!("interrupted after {} of {} bytes", read.bytes_read(), job.size_bytes);
            (CloseReason::Interrupted, Some(problem))
        }
        Err(Stop::Limit(problem)) => (CloseReason::Limit, Some(problem)),
        Err(Stop::Broken(error)) => {
            (CloseReason::Broken, Some(format!("damaged, or cut off, after {content_bytes} bytes of content: {error}")))
        }
    };
    ReadOutcome { frames, bytes_read: read.bytes_read(), content_bytes, sha256, reason, problem }
}

/// Why the reading stopped before its end.
enum Stop {
    /// The reader or the decompression failed.
    Broken(io::Error),
    /// A bound was reached; says which.
    Limit(String),
    /// Nobody takes what is read.
    Unwanted,
    /// Who sends the file gave up.
    Interrupted,
}

impl Stop {
    /// A reader says by [`io::ErrorKind::ConnectionAborted`] that its sender gave up; the file is not to blame.
    fn of(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::ConnectionAborted { Self::Interrupted } else { Self::Broken(error) }
    }
}

struct Cutting<'a, R> {
    job: &'a Job,
    queue: &'a mpsc::Sender<Piece>,
    source: Source<R>,
    framer: Framer,
    batch: Batch,
    frames: u64,
}

impl<R: Read> Cutting<'_, R> {
    fn read_content(&mut self, content: &mut dyn Read, content_bytes: &mut u64) -> Result<(), Stop> {
        let mut buffer = vec![0; READ_BYTES];
        loop {
            let count = match content.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Stop::of(error)),
            };
            let (count, stop) = self.check_limits(count, *content_bytes);
            *content_bytes += count as u64;
            self.framer.push(buffer.get(..count).unwrap_or_default());
            self.take_frames()?;
            if let Some(stop) = stop {
                return Err(stop);
            }
        }
    }

    /// How many of `count` new bytes may be kept, and the bound that was reached.
    fn check_limits(&self, count: usize, content_before: u64) -> (usize, Option<Stop>) {
        if self.job.compression.is_none() {
            return (count, None);
        }
        let ImportLimits { decompressed_bytes_max, decompressed_ratio_max, .. } = self.job.limits;
        let content = content_before + count as u64;
        if content > decompressed_bytes_max {
            let kept = usize::try_from(decompressed_bytes_max - content_before).unwrap_or(count);
            return (kept, Some(Stop::Limit(format!("stopped at decompressed_bytes_max = {decompressed_bytes_max}"))));
        }
        let read = self.source.0.borrow().bytes_read();
        if content > RATIO_JUDGED_BYTES && content / u64::from(decompressed_ratio_max.max(1)) > read {
            let problem = format!(
                "stopped at decompressed_ratio_max = {decompressed_ratio_max}: {read} bytes gave {content} bytes"
            );
            return (count, Some(Stop::Limit(problem)));
        }
        (count, None)
    }

    fn take_frames(&mut self) -> Result<(), Stop> {
        let Job { feed, stream, .. } = *self.job;
        let received_at = self.job.clock.now();
        while let Some(frame) = self.framer.next_frame() {
            self.frames += 1;
            let position = Position(frame.offset);
            self.batch.push(Delivery { feed, stream, position, received_at, flags: frame.flags, raw: frame.bytes });
            if self.batch.is_full() {
                self.send_batch()?;
            }
        }
        Ok(())
    }

    fn send_rest(&mut self) -> Result<(), Stop> {
        self.take_frames()?;
        self.send_batch()
    }

    fn send_batch(&mut self) -> Result<(), Stop> {
        let piece = Piece { batch: self.batch.take(), bytes_read: self.source.0.borrow().bytes_read() };
        self.queue.blocking_send(piece).map_err(|_| Stop::Unwanted)
    }
}

/// The reader as the decompression and the accounting both see it.
struct Source<R>(Rc<RefCell<Hashed<R>>>);

impl<R> Clone for Source<R> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

fn open_content<'a, R: Read + 'a>(source: Source<R>, job: &Job) -> io::Result<Box<dyn Read + 'a>> {
    let buffered = BufReader::with_capacity(READ_BYTES, source.clone());
    Ok(match job.compression {
        None => Box::new(source),
        Some(Compression::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(buffered)),
        Some(Compression::Zstd) => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(buffered)?;
            decoder.window_log_max(job.limits.zstd_window_log_max)?;
            Box::new(decoder)
        }
    })
}
