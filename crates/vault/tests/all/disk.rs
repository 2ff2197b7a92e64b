//! A full disk and a failing one.

use std::{
    fs::File,
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
};

use model::Seq;
use vault::{Disk, SystemDisk, Vault, VaultErrorKind, VaultOptions};

use crate::setting::{CountingSalt, append, files_of, fill, frame_of, is_filled, look, open, small};

/// A disk with so many free bytes, whose calls can be made to fail.
#[derive(Clone, Default)]
struct TroubledDisk(Arc<Trouble>);

#[derive(Default)]
struct Trouble {
    free_bytes: AtomicU64,
    is_refusing_space: AtomicBool,
    is_failing_writes: AtomicBool,
    is_failing_syncs: AtomicBool,
}

impl Disk for TroubledDisk {
    fn free_bytes(&self, _: &Path) -> io::Result<u64> {
        Ok(self.0.free_bytes.load(SeqCst))
    }

    fn allocate(&self, file: &File, offset: u64, len: u64) -> io::Result<()> {
        if self.0.is_refusing_space.load(SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.free_bytes.fetch_sub(len, SeqCst);
        SystemDisk.allocate(file, offset, len)
    }

    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        if self.0.is_failing_writes.load(SeqCst) {
            return Err(io::Error::other("broken"));
        }
        SystemDisk.write_at(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.0.is_failing_syncs.load(SeqCst) {
            return Err(io::Error::other("broken"));
        }
        SystemDisk.sync(file)
    }
}

fn open_on(disk: &TroubledDisk, dir: &Path, options: &VaultOptions) -> Vault {
    Vault::open_on(Box::new(disk.clone()), dir, options, Box::new(CountingSalt)).unwrap()
}

#[test]
fn a_full_disk_refuses_whole_frames_and_goes_on_by_itself() {
    let (dir, disk) = (tempfile::tempdir().unwrap(), TroubledDisk::default());
    let options = VaultOptions { disk_reserve_bytes: 1000, ..small() };
    let Vault { mut writer, reader, .. } = open_on(&disk, dir.path(), &options);
    let mut full = 0;
    for free_bytes in [0, 999, 20_000, 1000, 9_000, 40_000] {
        disk.0.free_bytes.store(free_bytes, SeqCst);
        for is_refusing in [false, true, false] {
            disk.0.is_refusing_space.store(is_refusing, SeqCst);
            // Until no more is taken: what was appended before can be synced, what was refused has no number.
            let refused = loop {
                let seq = writer.next_seq();
                let text = crate::setting::text_of(seq.0);
                match writer.append(&frame_of(&text)) {
                    Ok(appended) => assert_eq!(appended.seq, seq),
                    Err(error) => break error,
                }
            };
            assert_eq!(refused.kind, VaultErrorKind::DiskFull, "{refused}");
            assert_eq!(writer.sync().unwrap(), Seq(writer.next_seq().0 - 1));
            assert!(is_refusing || disk.0.free_bytes.load(SeqCst) < 1000 + 8192, "the reserve is kept, no more");
            full += 1;
        }
    }
    assert_eq!(full, 18);
    let stored = reader.durable_through();
    assert!(stored > Seq(200), "{stored}");
    assert!(reader.scan(Seq(1), stored).all(|evidence| is_filled(&evidence.unwrap())));
    let (frames, damage) = look(dir.path());
    assert_eq!((frames.len() as u64, damage), (stored.0, vec![]));
    drop(writer);
    let vault = open(dir.path(), &options);
    assert_eq!((vault.recovery.through, vault.recovery.losses), (stored, vec![]));
}

#[test]
fn after_a_failed_write_or_sync_nothing_is_taken_any_more() {
    for is_write in [true, false] {
        let (dir, disk) = (tempfile::tempdir().unwrap(), TroubledDisk::default());
        disk.0.free_bytes.store(1 << 30, SeqCst);
        let Vault { mut writer, reader, .. } = open_on(&disk, dir.path(), &small());
        fill(&mut writer, 10);
        append(&mut writer, b"lost");
        let trouble = if is_write { &disk.0.is_failing_writes } else { &disk.0.is_failing_syncs };
        trouble.store(true, SeqCst);
        let error = writer.sync().unwrap_err();
        assert_eq!((&error.kind, error.source.is_some()), (&VaultErrorKind::Poisoned, true));
        // The disk says that all is well again, but what the kernel dropped it does not bring back.
        trouble.store(false, SeqCst);
        assert_eq!(writer.sync().unwrap_err().kind, VaultErrorKind::Poisoned);
        assert_eq!(writer.append(&frame_of(b"more")).unwrap_err().kind, VaultErrorKind::Poisoned);
        assert_eq!(reader.durable_through(), Seq(10));
        assert_eq!(reader.scan(Seq(1), Seq(99)).count(), 10);
        drop(writer);
        let vault = open(dir.path(), &small());
        assert_eq!(vault.recovery.losses, []);
    }
}

#[test]
fn the_real_disk_takes_and_tells_space() {
    let dir = tempfile::tempdir().unwrap();
    assert!(SystemDisk.free_bytes(dir.path()).unwrap() > 0);
    assert!(SystemDisk.free_bytes(&dir.path().join("none")).is_err());
    let file = File::create(dir.path().join("f")).unwrap();
    SystemDisk.allocate(&file, 0, 8192).unwrap();
    assert_eq!(file.metadata().unwrap().len(), 8192);
    let vast = SystemDisk.allocate(&file, 0, 1 << 55).unwrap_err();
    assert!(matches!(vast.kind(), io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge), "{vast}");
    let refused =
        Vault::open(dir.path(), &VaultOptions { disk_reserve_bytes: 1 << 60, ..small() }, Box::new(CountingSalt));
    assert_eq!(refused.unwrap().writer.append(&frame_of(b"x")).unwrap_err().kind, VaultErrorKind::DiskFull);
    assert!(files_of(dir.path(), "seg").is_empty());
}
