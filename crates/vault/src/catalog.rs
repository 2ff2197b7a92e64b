//! The segments of a vault, shared by its writer and its readers.

use std::{
    collections::VecDeque,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use model::Seq;

use crate::{
    Compressed, Damage, DamageKind, VaultError, VaultErrorKind, VaultOptions,
    cold::compress_segment,
    frame::{Frame, Parsed, parse_frame},
    offsets::Offsets,
    segment::{SegmentForm, cold_path, hot_path, side_path},
    source::Source,
    walk::{Walk, Walked},
};

/// So many segments are held open for reading.
const OPEN_SEGMENTS_MAX: usize = 32;
/// Most records are shorter: one read gets them.
const READ_BYTES: usize = 1024;

/// What writer and readers share.
#[derive(Debug)]
pub(crate) struct Catalog {
    pub(crate) dir: PathBuf,
    pub(crate) options: VaultOptions,
    segments: RwLock<Vec<Arc<Segment>>>,
    durable: AtomicU64,
    /// The segment used last stands first.
    open: Mutex<VecDeque<Arc<OpenSegment>>>,
    compressing: Mutex<()>,
}

/// One segment.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) first: Seq,
    state: RwLock<SegmentState>,
}

#[derive(Debug)]
pub(crate) enum SegmentState {
    /// Being written; the offsets of its durable records.
    Active(Vec<u32>),
    /// Never written again.
    Closed(SegmentForm),
}

/// A segment held open.
#[derive(Debug)]
pub(crate) struct OpenSegment {
    source: Arc<Source>,
    offsets: OnceLock<Offsets>,
}

/// A segment, and the last number that can stand in it (none in the last).
pub(crate) type Bounded = (Arc<Segment>, Option<Seq>);

impl Segment {
    pub(crate) fn new(first: Seq, state: SegmentState) -> Arc<Self> {
        Arc::new(Self { first, state: RwLock::new(state) })
    }

    pub(crate) fn set_state(&self, state: SegmentState) {
        *write(&self.state) = state;
    }

    /// Hands the offsets of records that became durable to the readers.
    pub(crate) fn publish(&self, more: &mut Vec<u32>) {
        if let SegmentState::Active(offsets) = &mut *write(&self.state) {
            offsets.append(more);
        }
    }

    /// The offsets of an active segment.
    pub(crate) fn active_offsets(&self) -> Vec<u32> {
        match &*read(&self.state) {
            SegmentState::Active(offsets) => offsets.clone(),
            SegmentState::Closed(_) => Vec::new(),
        }
    }

    fn form(&self) -> SegmentForm {
        match &*read(&self.state) {
            SegmentState::Active(_) => SegmentForm::Hot,
            SegmentState::Closed(form) => *form,
        }
    }

    fn is_closed(&self, form: SegmentForm) -> bool {
        matches!(&*read(&self.state), SegmentState::Closed(is) if *is == form)
    }
}

impl Catalog {
    pub(crate) fn new(dir: &Path, options: VaultOptions, segments: Vec<Arc<Segment>>, durable: Seq) -> Arc<Self> {
        Arc::new(Self {
            dir: dir.to_owned(),
            options,
            segments: RwLock::new(segments),
            durable: AtomicU64::new(durable.0),
            open: Mutex::new(VecDeque::new()),
            compressing: Mutex::new(()),
        })
    }

    pub(crate) fn durable_through(&self) -> Seq {
        Seq(self.durable.load(Ordering::Acquire))
    }

    /// To be called after the offsets were published: a reader that sees the number finds the record.
    pub(crate) fn set_durable(&self, through: Seq) {
        self.durable.store(through.0, Ordering::Release);
    }

    pub(crate) fn add(&self, segment: Arc<Segment>) {
        write(&self.segments).push(segment);
    }

    /// The segments that can hold numbers of a range, in order.
    pub(crate) fn segments_of(&self, from: Seq, through: Seq) -> VecDeque<Bounded> {
        let segments = read(&self.segments);
        let start = segments.partition_point(|segment| segment.first <= from).saturating_sub(1);
        let end = segments.partition_point(|segment| segment.first <= through);
        let bounded = |at: usize| {
            let limit = segments.get(at + 1).map(|next| Seq(next.first.0.saturating_sub(1)));
            segments.get(at).map(|segment| (segment.clone(), limit))
        };
        (start..end).filter_map(bounded).collect()
    }

    /// Opens a segment for reading, or finds it open.
    pub(crate) fn open(&self, segment: &Segment) -> Result<Arc<OpenSegment>, VaultError> {
        let mut open = lock(&self.open);
        let at = open.iter().position(|open| open.source.first == segment.first);
        let found = match at.and_then(|at| open.remove(at)) {
            Some(found) => found,
            None => {
                let source = Source::open(&self.dir, segment.first, segment.form())
                    .map_err(VaultError::io("open", &hot_path(&self.dir, segment.first)))?;
                Arc::new(OpenSegment { source: Arc::new(source), offsets: OnceLock::new() })
            }
        };
        open.push_front(found.clone());
        open.truncate(OPEN_SEGMENTS_MAX);
        Ok(found)
    }

    /// A walk that begins at a record of the segment, or at its start.
    pub(crate) fn walk_from(&self, (segment, limit): &Bounded, seq: Seq) -> Result<Walk, VaultError> {
        let open = self.open(segment)?;
        let offset = if seq <= segment.first { None } else { self.find_offset(segment, *limit, &open, seq)? };
        let walk = Walk::from_frame(open.source.clone(), *limit, offset.unwrap_or(0), seq);
        walk.map_err(VaultError::io("read", &hot_path(&self.dir, segment.first)))
    }

    /// The frame of a durable record.
    pub(crate) fn read_frame(&self, seq: Seq) -> Result<Frame, VaultError> {
        let Some(bounded) = self.segments_of(seq, seq).pop_front() else { return Err(self.missing(seq)) };
        let (segment, limit) = &bounded;
        let open = self.open(segment)?;
        let path = hot_path(&self.dir, segment.first);
        if let Some(offset) = self.find_offset(segment, *limit, &open, seq)? {
            let frame = read_at(&open.source, offset).map_err(VaultError::io("read", &path))?;
            if let Some(frame) = frame.filter(|frame| frame.receipt.seq == seq) {
                return Ok(frame);
            }
        }
        self.find_by_walk(&open.source, *limit, seq)
    }

    /// Compresses the oldest closed segment if the closed segments that are not compressed exceed their budget.
    pub(crate) fn compress_next(&self) -> Result<Option<Compressed>, VaultError> {
        let _one_at_a_time = lock(&self.compressing);
        let hot: Vec<Arc<Segment>> = {
            let segments = read(&self.segments);
            segments.iter().filter(|segment| segment.is_closed(SegmentForm::Hot)).cloned().collect()
        };
        let bytes_of = |segment: &Arc<Segment>| {
            let path = hot_path(&self.dir, segment.first);
            fs::metadata(&path).map(|found| found.len()).map_err(VaultError::io("look at", &path))
        };
        let bytes = hot.iter().map(bytes_of).sum::<Result<u64, _>>()?;
        let Some(oldest) = hot.first().filter(|_| bytes > self.options.hot_bytes_max) else { return Ok(None) };
        let compressed = compress_segment(&self.dir, oldest.first, self.options.compression_level)
            .map_err(|error| VaultError::of_space("compress", &cold_path(&self.dir, oldest.first), error))?;
        oldest.set_state(SegmentState::Closed(SegmentForm::Cold));
        // Readers that hold the old form open go on with it; new ones take the new form, and the disk gets its space.
        lock(&self.open).retain(|open| open.source.first != oldest.first);
        Ok(Some(compressed))
    }

    fn find_offset(
        &self,
        segment: &Segment,
        limit: Option<Seq>,
        open: &OpenSegment,
        seq: Seq,
    ) -> Result<Option<u64>, VaultError> {
        let Some(place) = seq.0.checked_sub(segment.first.0) else { return Ok(None) };
        if let SegmentState::Active(offsets) = &*read(&segment.state) {
            return Ok(usize::try_from(place).ok().and_then(|place| offsets.get(place).copied()).map(u64::from));
        }
        let side = side_path(&self.dir, segment.first);
        let offsets = match open.offsets.get() {
            Some(offsets) => offsets,
            None => {
                let walk = Walk::new(open.source.clone(), limit);
                let opened = Offsets::open(&self.dir, segment.first, walk).map_err(VaultError::io("open", &side))?;
                open.offsets.get_or_init(|| opened)
            }
        };
        offsets.find(place).map_err(VaultError::io("read", &side))
    }

    /// Where the offsets do not lead to the record: the frame is damaged, or the side file is wrong.
    fn find_by_walk(&self, source: &Arc<Source>, limit: Option<Seq>, seq: Seq) -> Result<Frame, VaultError> {
        let path = hot_path(&self.dir, source.first);
        let mut walk = Walk::new(source.clone(), limit);
        loop {
            match walk.step().map_err(VaultError::io("read", &path))? {
                Walked::Frame(_, frame) if frame.receipt.seq == seq => {
                    // A wrong side file is only a slow one; it is made again at the next opening.
                    let _ = fs::remove_file(side_path(&self.dir, source.first));
                    lock(&self.open).retain(|open| open.source.first != source.first);
                    return Ok(frame);
                }
                Walked::Damage(damage) if seq >= damage.seq && damage.through.is_none_or(|last| seq <= last) => {
                    return Err(VaultError::new(VaultErrorKind::Damaged(Box::new(damage)), "read", path));
                }
                Walked::Frame(..) | Walked::Damage(_) => {}
                Walked::Newer(found) => return Err(VaultError::new(VaultErrorKind::Newer { found }, "read", path)),
                Walked::End(_) => return Err(self.missing(seq)),
            }
        }
    }

    /// A durable record that no segment has.
    pub(crate) fn missing(&self, seq: Seq) -> VaultError {
        let damage = Damage {
            kind: DamageKind::Missing,
            segment: String::new(),
            offset: 0,
            seq,
            through: Some(seq),
            expected: format!("record {seq}"),
            found: "no segment that holds it".into(),
        };
        VaultError::new(VaultErrorKind::Damaged(Box::new(damage)), "read", &self.dir)
    }
}

fn read_at(source: &Source, offset: u64) -> io::Result<Option<Frame>> {
    let mut wanted = READ_BYTES;
    loop {
        let mut buffer = vec![0; wanted];
        let read = source.fill(offset, &mut buffer)?;
        buffer.truncate(read);
        match parse_frame(&Bytes::from(buffer), 0) {
            Parsed::Frame(frame, _) => return Ok(Some(frame)),
            Parsed::Short(needed) if needed > wanted && read == wanted => wanted = needed,
            Parsed::Short(_) | Parsed::End | Parsed::Bad(_) => return Ok(None),
        }
    }
}

// A thread that panicked with one of these locks left nothing half done that another could not go on with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
