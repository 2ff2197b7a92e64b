//! The vault's bounds.

use model::Seq;

/// Bounds of a vault, each with its unit. `Default` gives the values named here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultOptions {
    /// A segment file is closed before it grows beyond this many bytes; 256 MiB. Held between 4 KiB and 2 GiB. A frame
    /// that is longer gets a segment of its own.
    pub segment_bytes_max: u64,
    /// Space on the disk is taken in steps of this many bytes, ahead of the writing; 16 MiB.
    pub allocate_bytes: u64,
    /// No space is taken that would leave fewer free bytes on the file system; 256 MiB. The rest is for the ledger,
    /// the side files and the operator who comes to help.
    pub disk_reserve_bytes: u64,
    /// Closed segments stay as they are until they hold more bytes than this; then the oldest are compressed; 8 GiB.
    pub hot_bytes_max: u64,
    /// The zstd level of compressed segments, 1 to 19; 3.
    pub compression_level: i32,
    /// The lowest number that the next record may get; 1. The caller knows from the ledger which numbers stand under a
    /// batch root: they are never given a second time, even where the vault has lost their records.
    pub next_seq_min: Seq,
}

impl Default for VaultOptions {
    fn default() -> Self {
        Self {
            segment_bytes_max: 256 << 20,
            allocate_bytes: 16 << 20,
            disk_reserve_bytes: 256 << 20,
            hot_bytes_max: 8 << 30,
            compression_level: 3,
            next_seq_min: Seq(1),
        }
    }
}

impl VaultOptions {
    /// The same, with every bound inside what the file format can hold.
    pub(crate) fn clamped(&self) -> Self {
        Self {
            segment_bytes_max: self.segment_bytes_max.clamp(4 << 10, 2 << 30),
            allocate_bytes: self.allocate_bytes.clamp(4 << 10, 1 << 30),
            compression_level: self.compression_level.clamp(1, 19),
            next_seq_min: self.next_seq_min.max(Seq(1)),
            ..*self
        }
    }
}
