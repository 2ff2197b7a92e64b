//! The bounds of an import.

use framing::FrameLimits;
use serde::{Deserialize, Serialize};

/// The bounds of an import. Unknown keys are errors; a missing key takes its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportLimits {
    /// The longest line, in bytes; a longer one is kept in parts. Default 262144.
    pub frame_bytes_max: usize,
    /// A compressed file is read no further than to so many decompressed bytes. Default 68719476736 (64 GiB).
    pub decompressed_bytes_max: u64,
    /// A compressed file is read no further where its content is more than so many times as long as what was read of
    /// it. Judged from the first MiB of content on, because a small file harms nobody. Default 200: logs stay below
    /// 50, a gzip bomb comes to 1030.
    pub decompressed_ratio_max: u32,
    /// The largest window that a zstd file may ask for, as a power of two, from 10 to 31. Default 27 (128 MiB), the
    /// most that `zstd` itself takes unasked.
    pub zstd_window_log_max: u32,
}

impl Default for ImportLimits {
    fn default() -> Self {
        Self {
            frame_bytes_max: FrameLimits::FRAME_BYTES_MAX,
            decompressed_bytes_max: 64 * 1024 * 1024 * 1024,
            decompressed_ratio_max: 200,
            zstd_window_log_max: 27,
        }
    }
}
