//! The door to the file system, as far as it can refuse.

use std::{fs::File, io, os::unix::fs::FileExt, path::Path};

use rustix::{
    fs::{FallocateFlags, fallocate, statvfs},
    io::Errno,
};

/// The calls that take space, write and make durable. Passed in, so that a full or a failing disk can be tried out.
pub trait Disk: Send {
    /// The bytes that are free for us on the file system that holds this directory.
    ///
    /// # Errors
    /// Those of `statvfs(3)`.
    fn free_bytes(&self, dir: &Path) -> io::Result<u64>;

    /// Takes space for `len` bytes from `offset` on, which then read as zeros; the file grows.
    ///
    /// # Errors
    /// [`io::ErrorKind::StorageFull`] or [`io::ErrorKind::QuotaExceeded`] where there is no space, else those of
    /// `fallocate(2)`.
    fn allocate(&self, file: &File, offset: u64, len: u64) -> io::Result<()>;

    /// Writes all bytes at this offset.
    ///
    /// # Errors
    /// Those of `pwrite(2)`.
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Returns once what was written is on the disk.
    ///
    /// # Errors
    /// Those of `fdatasync(2)`.
    fn sync(&self, file: &File) -> io::Result<()>;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn free_bytes(&self, dir: &Path) -> io::Result<u64> {
        let found = statvfs(dir)?;
        Ok(found.f_bavail.saturating_mul(found.f_frsize))
    }

    fn allocate(&self, file: &File, offset: u64, len: u64) -> io::Result<()> {
        match fallocate(file, FallocateFlags::empty(), offset, len) {
            // A file system that cannot promise space gets zeros written, so that a full disk shows here all the same.
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => write_zeros(file, offset, len),
            other => Ok(other?),
        }
    }

    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        file.write_all_at(bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

fn write_zeros(file: &File, offset: u64, len: u64) -> io::Result<()> {
    let zeros = vec![0; 1 << 16];
    let (mut at, end) = (offset, offset.saturating_add(len));
    while at < end {
        let count = usize::try_from(end - at).unwrap_or(usize::MAX).min(zeros.len());
        file.write_all_at(zeros.get(..count).unwrap_or_default(), at)?;
        at += count as u64;
    }
    Ok(())
}
