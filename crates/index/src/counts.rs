//! The index's side of conservation.

use serde::{Deserialize, Serialize};

/// Why a stored record is not in the index. That one is, [`crate::IndexWriter::add`] counts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The same stream identity and position was read before.
    Duplicate,
    /// Reading it was given up.
    Quarantined,
}

/// What became of a feed's stored records: one outcome each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Found by searches.
    pub indexed: u64,
    /// Told before.
    pub duplicate: u64,
    /// Given up.
    pub quarantined: u64,
}
