//! The bounds of the way in.

use connectors::file::ImportLimits;
use index::IndexOptions;
use serde::Deserialize;
use vault::VaultOptions;

use crate::batch::BatchLimits;

/// Bounds of the way in. Unknown keys are errors; a missing key takes its default.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IntakeConfig {
    /// Raw bytes that may wait to be written; then connectors wait. Default 64 MiB.
    pub queue_bytes_max: u32,
    /// When a batch is sealed.
    pub batch: BatchLimits,
    /// A segment file of the vault is closed before it grows beyond this. Default 256 MiB.
    pub segment_bytes_max: u64,
    /// Bytes left free on the disk; below it nothing is taken in. Default 256 MiB.
    pub disk_reserve_bytes: u64,
    /// Segments beyond so many bytes are compressed, oldest first. Default 8 GiB.
    pub hot_bytes_max: u64,
    /// Memory of the index's writer. Default 256 MB.
    pub index_memory_bytes: usize,
    /// Events of one generation of the index. Default 2 000 000.
    pub generation_documents_max: u64,
    /// Bounds of imports.
    pub import: ImportLimits,
}

impl Default for IntakeConfig {
    fn default() -> Self {
        let (vault, index) = (VaultOptions::default(), IndexOptions::default());
        Self {
            queue_bytes_max: 64 << 20,
            batch: BatchLimits::default(),
            segment_bytes_max: vault.segment_bytes_max,
            disk_reserve_bytes: vault.disk_reserve_bytes,
            hot_bytes_max: vault.hot_bytes_max,
            index_memory_bytes: index.writer_memory_bytes,
            generation_documents_max: index.generation_documents_max,
            import: ImportLimits::default(),
        }
    }
}

impl IntakeConfig {
    pub(crate) fn vault(&self) -> VaultOptions {
        VaultOptions {
            segment_bytes_max: self.segment_bytes_max,
            disk_reserve_bytes: self.disk_reserve_bytes,
            hot_bytes_max: self.hot_bytes_max,
            ..VaultOptions::default()
        }
    }

    pub(crate) fn index(&self) -> IndexOptions {
        IndexOptions {
            writer_memory_bytes: self.index_memory_bytes,
            generation_documents_max: self.generation_documents_max,
            ..IndexOptions::default()
        }
    }
}
