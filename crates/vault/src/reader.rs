//! Reading what is durable.

use std::sync::Arc;

use model::{Evidence, Seq};

use crate::{Compressed, Scan, ScanLeaves, VaultError, catalog::Catalog};

/// Reads evidence while the writer appends. Cheap to clone, usable from any thread.
#[derive(Clone, Debug)]
pub struct VaultReader {
    catalog: Arc<Catalog>,
}

impl VaultReader {
    pub(crate) const fn new(catalog: Arc<Catalog>) -> Self {
        Self { catalog }
    }

    /// The last durable number; 0 where there is none. Nothing beyond it is read.
    #[must_use]
    pub fn durable_through(&self) -> Seq {
        self.catalog.durable_through()
    }

    /// One record, its checksum checked; none beyond the last durable one.
    ///
    /// # Errors
    /// [`crate::VaultErrorKind::Damaged`] where it is stored and cannot be read; [`crate::VaultErrorKind::Io`].
    pub fn read(&self, seq: Seq) -> Result<Option<Evidence>, VaultError> {
        if seq.0 == 0 || seq > self.durable_through() {
            return Ok(None);
        }
        self.catalog.read_frame(seq).map(|frame| Some(frame.into_evidence()))
    }

    /// The records of a range in order, both ends inside, cut at the last record that is durable now.
    ///
    /// Evidence so read is a slice of about a megabyte that was read at once: copy what is to be kept for long.
    #[must_use]
    pub fn scan(&self, from: Seq, through: Seq) -> Scan {
        Scan::new(self.catalog.clone(), from, through)
    }

    /// The leaves of a range in order, as [`VaultReader::scan`]: to close a batch that a crash left open.
    #[must_use]
    pub fn scan_leaves(&self, from: Seq, through: Seq) -> ScanLeaves {
        ScanLeaves::new(self.catalog.clone(), from, through)
    }

    /// Compresses the oldest closed segment if those that are not compressed hold more than
    /// [`crate::VaultOptions::hot_bytes_max`]; none where there is nothing to do. Takes about a second for 256 MiB:
    /// call it again and again from a thread beside the writer's, until none. Reading goes on meanwhile.
    ///
    /// # Errors
    /// [`crate::VaultErrorKind::DiskFull`], [`crate::VaultErrorKind::Io`]: the segment stays as it was.
    pub fn compress_next(&self) -> Result<Option<Compressed>, VaultError> {
        self.catalog.compress_next()
    }
}
