//! SHA-256 of bytes on their way.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Reads from a reader, counts and hashes what it brings.
pub(super) struct Hashed<R> {
    reader: R,
    sha256: Sha256,
    bytes: u64,
    is_whole: bool,
    has_failed: bool,
}

impl<R> Hashed<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, sha256: Sha256::new(), bytes: 0, is_whole: false, has_failed: false }
    }

    /// How many bytes came.
    pub(super) const fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// True once the reader came to its end without an error on the way.
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The digest of what came, in lower-case hex.
    pub(super) fn hex(&self) -> String {
        self.sha256.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self
            .reader
            .read(buffer)
            .inspect_err(|error| self.has_failed |= error.kind() != io::ErrorKind::Interrupted)?;
        self.is_whole = count == 0 && !buffer.is_empty() && !self.has_failed;
        self.sha256.update(buffer.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }
}
