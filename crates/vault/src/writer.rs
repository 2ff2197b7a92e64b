//! The one writer.

use std::{fs::File, io, path::Path, sync::Arc};

use model::{EvidenceKind, FeedId, FrameFlags, Position, Receipt, Seq, StreamId};
use seal::Digest;
use stamp::UtcNanos;

use crate::{
    Disk, RAW_BYTES_MAX, SaltSource, VaultError,
    VaultErrorKind::{self, DiskFull, Poisoned, Salt, TooLong},
    catalog::{Catalog, Segment, SegmentState},
    error::is_full,
    frame::{frame_bytes, write_frame},
    hash::{body_hash, leaf_of},
    offsets::write_side,
    segment::{HEADER_BYTES, SegmentForm, create_private, draft_path, hot_path, sync_dir, write_header},
};

/// Frames are gathered up to so many bytes before they are written.
const BUFFER_BYTES: usize = 1 << 20;

/// A frame that a feed brought, to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewFrame<'a> {
    /// The feed.
    pub feed: FeedId,
    /// The stream.
    pub stream: StreamId,
    /// Its place in the stream.
    pub position: Position,
    /// When it was received.
    pub received_at: UtcNanos,
    /// How it was cut.
    pub flags: FrameFlags,
    /// Its bytes, at most [`RAW_BYTES_MAX`].
    pub raw: &'a [u8],
}

/// What an appended frame got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its number; for a record that opens a stream also the stream's.
    pub seq: Seq,
    /// Its leaf in the batch's tree.
    pub leaf: Digest,
}

/// Appends frames. There is one per vault; the lock on the data directory is the caller's.
///
/// What was appended is durable, and visible to readers, once [`VaultWriter::sync`] has returned. Dropping the writer
/// drops what was not synced.
pub struct VaultWriter {
    catalog: Arc<Catalog>,
    disk: Box<dyn Disk>,
    salts: Box<dyn SaltSource>,
    active: Option<Active>,
    /// The number of the next frame.
    next: Seq,
    is_poisoned: bool,
}

/// The segment that is written.
pub(crate) struct Active {
    pub(crate) segment: Arc<Segment>,
    pub(crate) file: File,
    /// Bytes in the file.
    pub(crate) written: u64,
    /// Bytes that the file has space for.
    pub(crate) allocated: u64,
    /// Frames not yet in the file.
    pub(crate) buffer: Vec<u8>,
    /// Offsets of frames that are not yet durable.
    pub(crate) pending: Vec<u32>,
}

impl Active {
    const fn end(&self) -> u64 {
        self.written.saturating_add(self.buffer.len() as u64)
    }
}

impl std::fmt::Debug for VaultWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VaultWriter").field("next", &self.next).finish_non_exhaustive()
    }
}

impl VaultWriter {
    pub(crate) fn new(
        catalog: Arc<Catalog>,
        disk: Box<dyn Disk>,
        salts: Box<dyn SaltSource>,
        active: Option<Active>,
        next: Seq,
    ) -> Self {
        Self { catalog, disk, salts, active, next, is_poisoned: false }
    }

    /// The number that the next frame will get.
    #[must_use]
    pub const fn next_seq(&self) -> Seq {
        self.next
    }

    /// Stores a record.
    ///
    /// # Errors
    /// [`VaultErrorKind::DiskFull`], [`VaultErrorKind::TooLong`] and [`VaultErrorKind::Salt`]: nothing was appended and
    /// no number is used up. [`VaultErrorKind::Poisoned`]: the process must end.
    pub fn append(&mut self, frame: &NewFrame<'_>) -> Result<Appended, VaultError> {
        self.append_kind(EvidenceKind::Record, frame)
    }

    /// Stores that a stream was opened: `origin` is a [`model::StreamOrigin`] as JSON. The stream's number is that of
    /// this record, its position 0.
    ///
    /// # Errors
    /// As [`VaultWriter::append`].
    pub fn append_opening(
        &mut self,
        feed: FeedId,
        received_at: UtcNanos,
        origin: &[u8],
    ) -> Result<Appended, VaultError> {
        let (stream, flags) = (StreamId(self.next.0), FrameFlags::default());
        let frame = NewFrame { feed, stream, position: Position(0), received_at, flags, raw: origin };
        self.append_kind(EvidenceKind::StreamOpened, &frame)
    }

    /// Stores that a stream was closed: `raw` is JSON, the position is that behind its last frame.
    ///
    /// # Errors
    /// As [`VaultWriter::append`].
    pub fn append_closing(&mut self, frame: &NewFrame<'_>) -> Result<Appended, VaultError> {
        self.append_kind(EvidenceKind::StreamClosed, frame)
    }

    /// Makes everything appended so far durable; returns the last durable number.
    ///
    /// # Errors
    /// [`VaultErrorKind::Poisoned`]: the kernel may have dropped what it could not write, so trying again would lie.
    /// The process must end.
    pub fn sync(&mut self) -> Result<Seq, VaultError> {
        self.check_poison()?;
        let Some(active) = &mut self.active else { return Ok(self.catalog.durable_through()) };
        if active.pending.is_empty() {
            return Ok(self.catalog.durable_through());
        }
        let synced = flush(self.disk.as_ref(), active).and_then(|()| self.disk.sync(&active.file));
        if let Err(error) = synced {
            return Err(self.poison("sync", error));
        }
        active.segment.publish(&mut active.pending);
        let through = Seq(self.next.0.saturating_sub(1));
        self.catalog.set_durable(through);
        Ok(through)
    }

    fn append_kind(&mut self, kind: EvidenceKind, frame: &NewFrame<'_>) -> Result<Appended, VaultError> {
        self.check_poison()?;
        let raw_len = u32::try_from(frame.raw.len()).ok().filter(|len| *len <= RAW_BYTES_MAX);
        let Some(raw_len) = raw_len else { return Err(self.refuse(TooLong, "append to")) };
        self.make_room(frame_bytes(raw_len))?;
        let mut salt = [0; 16];
        self.salts.fill(&mut salt).map_err(|error| self.refuse(Salt, "append to").with(error))?;
        let NewFrame { feed, stream, position, received_at, flags, raw } = *frame;
        let receipt = Receipt { seq: self.next, feed, stream, position, received_at, flags };
        let leaf = leaf_of(&receipt, raw_len, &body_hash(&salt, raw));
        let Some(active) = &mut self.active else { return Err(self.refuse(Poisoned, "append to")) };
        active.pending.push(u32::try_from(active.end()).unwrap_or(u32::MAX));
        write_frame(&mut active.buffer, kind, &receipt, &salt, raw);
        if active.buffer.len() >= BUFFER_BYTES
            && let Err(error) = flush(self.disk.as_ref(), active)
        {
            return Err(self.poison("write", error));
        }
        self.next = receipt.seq.next();
        Ok(Appended { seq: receipt.seq, leaf })
    }

    /// Sees to it that the active segment has space for a frame on the disk, before a byte of it is written.
    fn make_room(&mut self, bytes: u64) -> Result<(), VaultError> {
        let segment_bytes_max = self.catalog.options.segment_bytes_max;
        let is_over =
            |active: &Active| active.end() > HEADER_BYTES && active.end().saturating_add(bytes) > segment_bytes_max;
        if self.active.as_ref().is_some_and(is_over) {
            self.close_active()?;
        }
        if self.active.is_none() {
            self.begin_segment(bytes)?;
        }
        let Some(active) = &self.active else { return Ok(()) };
        let needed = active.end().saturating_add(bytes);
        if needed <= active.allocated {
            return Ok(());
        }
        let step = self.step_of(active.allocated, needed);
        let path = hot_path(&self.catalog.dir, active.segment.first);
        self.check_reserve(step)?;
        match self.disk.allocate(&active.file, active.allocated, step) {
            Ok(()) => {
                if let Some(active) = &mut self.active {
                    active.allocated = active.allocated.saturating_add(step);
                }
                Ok(())
            }
            Err(error) if is_full(&error) => Err(VaultError::new(DiskFull, "take space for", path).with(error)),
            Err(error) => Err(self.poison("take space for", error)),
        }
    }

    /// So many bytes are taken from `allocated` on, so that the file reaches `needed`.
    fn step_of(&self, allocated: u64, needed: u64) -> u64 {
        let options = &self.catalog.options;
        let room = options.segment_bytes_max.saturating_sub(allocated);
        options.allocate_bytes.min(room).max(needed.saturating_sub(allocated))
    }

    fn check_reserve(&self, step: u64) -> Result<(), VaultError> {
        let dir = &self.catalog.dir;
        let free = self.disk.free_bytes(dir).map_err(VaultError::io("look at the space of", dir))?;
        if free < self.catalog.options.disk_reserve_bytes.saturating_add(step) {
            return Err(VaultError::new(DiskFull, "take space in", dir));
        }
        Ok(())
    }

    fn begin_segment(&mut self, bytes: u64) -> Result<(), VaultError> {
        let first = self.next;
        let step = self.step_of(0, HEADER_BYTES.saturating_add(bytes));
        self.check_reserve(step)?;
        let path = hot_path(&self.catalog.dir, first);
        let file = match create_segment(self.disk.as_ref(), &path, first, step) {
            Ok(file) => file,
            Err(error) if is_full(&error) => {
                // Nothing but the header can be in it. If it stays, the next start takes it away, whichever its name.
                let _ = std::fs::remove_file(draft_path(&path));
                let _ = std::fs::remove_file(&path);
                return Err(VaultError::new(DiskFull, "begin", path).with(error));
            }
            Err(error) => return Err(self.poison("begin", error)),
        };
        let segment = Segment::new(first, SegmentState::Active(Vec::new()));
        self.catalog.add(segment.clone());
        let buffer = Vec::with_capacity(BUFFER_BYTES * 2);
        self.active =
            Some(Active { segment, file, written: HEADER_BYTES, allocated: step, buffer, pending: Vec::new() });
        Ok(())
    }

    /// Makes the active segment durable, gives back the space it did not use, and writes its side file.
    pub(crate) fn close_active(&mut self) -> Result<(), VaultError> {
        self.sync()?;
        let Some(active) = self.active.take() else { return Ok(()) };
        let trimmed = active.file.set_len(active.written).and_then(|()| active.file.sync_all());
        if let Err(error) = trimmed {
            return Err(self.poison("close", error));
        }
        // The side file is made again where it is missing; a full disk must not stop here what is durable already.
        let _ = write_side(&self.catalog.dir, active.segment.first, &active.segment.active_offsets());
        active.segment.set_state(SegmentState::Closed(SegmentForm::Hot));
        Ok(())
    }

    fn check_poison(&self) -> Result<(), VaultError> {
        if self.is_poisoned { Err(self.refuse(Poisoned, "append to")) } else { Ok(()) }
    }

    fn poison(&mut self, action: &'static str, error: io::Error) -> VaultError {
        self.is_poisoned = true;
        self.refuse(Poisoned, action).with(error)
    }

    fn refuse(&self, kind: VaultErrorKind, action: &'static str) -> VaultError {
        VaultError::new(kind, action, &self.catalog.dir)
    }
}

/// Creates a segment's file with its header, durable and with space. It gets its name last: who looks at the directory
/// meanwhile sees no segment, or one with its header.
fn create_segment(disk: &dyn Disk, path: &Path, first: Seq, allocate: u64) -> io::Result<File> {
    // A file of this name would hold evidence: it must not be there.
    if path.try_exists()? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let draft = draft_path(path);
    let file = create_private(&draft)?;
    disk.allocate(&file, 0, allocate)?;
    disk.write_at(&file, &write_header(first), 0)?;
    disk.sync(&file)?;
    std::fs::rename(&draft, path)?;
    path.parent().map_or(Ok(()), sync_dir)?;
    Ok(file)
}

fn flush(disk: &dyn Disk, active: &mut Active) -> io::Result<()> {
    disk.write_at(&active.file, &active.buffer, active.written)?;
    active.written = active.end();
    active.buffer.clear();
    Ok(())
}
