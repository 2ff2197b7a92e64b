//! A data directory, a clock that stands still, and a disk that can be full.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use intake::{DataDirectory, Intake, IntakeConfig, Surroundings};
use ledger::{LedgerOptions, SystemRandomness};
use model::{
    Clock, ClockDiscipline, Delivery, Feed, FeedId, FeedKind, FrameFlags, Framing, Part, Position, StreamId,
    StreamOrigin, Terminator,
};
use stamp::UtcNanos;
use tempfile::TempDir;
use vault::{Disk, SystemDisk, SystemSalt};

const NOW: UtcNanos = UtcNanos(1_795_000_000_000_000_000);

pub(crate) struct World {
    folder: TempDir,
    pub(crate) disk: SwitchedDisk,
    pub(crate) clock: SetClock,
}

impl World {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), disk: SwitchedDisk::default(), clock: SetClock::default() }
    }

    pub(crate) fn open(&self) -> Intake {
        let around = Surroundings {
            clock: Arc::new(self.clock.clone()),
            randomness: Arc::new(SystemRandomness),
            salts: Box::new(SystemSalt::default()),
            disk: Box::new(self.disk.clone()),
            boot_id: "test".into(),
        };
        // Small segments, so that a full disk shows soon.
        let config = IntakeConfig { segment_bytes_max: 1 << 20, ..IntakeConfig::default() };
        Intake::open(&self.folder.path().join("data"), &config, &LedgerOptions::default(), around).unwrap()
    }

    pub(crate) fn now(&self) -> UtcNanos {
        self.clock.now()
    }

    /// Where its evidence lies.
    pub(crate) fn vault(&self) -> PathBuf {
        DataDirectory::vault(&self.folder.path().join("data"))
    }

    /// What would lie on the disk if the process were gone now.
    pub(crate) fn copy_as_a_crash_would_leave_it(&self) -> Self {
        let copy = Self::new();
        copy_folder(&self.folder.path().join("data"), &copy.folder.path().join("data"));
        copy
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn feed(name: &str) -> Feed {
    Feed { name: name.into(), kind: FeedKind::SyslogTcp, zone: None, year: None }
}

pub(crate) fn connection() -> StreamOrigin {
    StreamOrigin::Connection { peer: "192.0.2.7:5000".into(), local: "192.0.2.1:514".into() }
}

pub(crate) fn delivery(feed: FeedId, stream: StreamId, position: u64, text: String) -> Delivery {
    Delivery {
        feed,
        stream,
        position: Position(position),
        received_at: NOW,
        flags: FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole),
        raw: Bytes::from(text),
    }
}

/// A clock that stands still until it is set.
#[derive(Clone, Default)]
pub(crate) struct SetClock {
    set_by: Arc<AtomicI64>,
    error_milliseconds: Arc<AtomicU64>,
}

impl SetClock {
    /// Sets the wall clock, and the monotonic one not.
    pub(crate) fn set_by(&self, nanos: i64) {
        self.set_by.fetch_add(nanos, Ordering::SeqCst);
    }

    /// From now on something vouches for it.
    pub(crate) fn vouch(&self, milliseconds: u64) {
        self.error_milliseconds.store(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> UtcNanos {
        NOW.saturating_add(self.set_by.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn discipline(&self) -> ClockDiscipline {
        match self.error_milliseconds.load(Ordering::SeqCst) {
            0 => ClockDiscipline::Unknown,
            error => ClockDiscipline::Synchronised { error_max: Duration::from_millis(error) },
        }
    }
}

/// The real disk, until it is said to be full.
#[derive(Clone, Default)]
pub(crate) struct SwitchedDisk {
    full: Arc<AtomicBool>,
}

impl SwitchedDisk {
    pub(crate) fn set_full(&self, full: bool) {
        self.full.store(full, Ordering::SeqCst);
    }
}

impl Disk for SwitchedDisk {
    fn free_bytes(&self, dir: &Path) -> io::Result<u64> {
        if self.full.load(Ordering::SeqCst) { Ok(0) } else { SystemDisk.free_bytes(dir) }
    }

    fn allocate(&self, file: &File, offset: u64, len: u64) -> io::Result<()> {
        SystemDisk.allocate(file, offset, len)
    }

    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        SystemDisk.write_at(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        SystemDisk.sync(file)
    }
}
