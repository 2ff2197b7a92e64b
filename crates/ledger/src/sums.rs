//! What a batch is: its records, its moments, and the sums of what came and what became of it.

use std::{collections::BTreeMap, time::Duration};

use model::{FeedId, Seq};
use seal::Digest;
use serde::{Deserialize, Serialize};
use stamp::UtcNanos;

use crate::EntryNumber;

/// A moment by both clocks: the wall clock says when, the monotonic one cannot step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The wall clock, as a decimal text: beyond 2^53, JSON numbers are not exact everywhere.
    #[serde(rename = "wall_ns", with = "decimal")]
    pub wall: UtcNanos,
    /// The monotonic clock of the boot or process, in nanoseconds.
    #[serde(rename = "monotonic_ns", with = "nanos")]
    pub monotonic: Duration,
}

/// What came by one way, and what became of it: `received = stored + rejected`, and `lost` apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// Records handed over, those turned away included.
    pub received: u64,
    /// Records written to the vault.
    pub stored: u64,
    /// Records turned away, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rejected: BTreeMap<String, u64>,
    /// Records that were dropped before they reached us, as far as that is known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: u64,
}

/// The records of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchRecords {
    /// The first.
    pub first_seq: Seq,
    /// The last; all between are in it.
    pub last_seq: Seq,
    /// The root over their leaves (crates/vault/FORMAT.md).
    #[serde(with = "hex_digest")]
    pub root: Digest,
}

/// A batch as the vault's writer closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// Its records; none for an idle batch.
    pub records: Option<BatchRecords>,
    /// The kernel's boot id, or one of the process: tells whose monotonic clock it is.
    pub boot_id: String,
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed.
    pub closed: Moment,
    /// What each feed sent meanwhile.
    pub feeds: BTreeMap<FeedId, Sums>,
}

/// A batch as custody has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its entry.
    pub entry: EntryNumber,
    /// What was sealed.
    pub batch: NewBatch,
    /// The last record sealed so far, this batch included; 0 before the first.
    pub through_seq: Seq,
}

impl Sums {
    /// True where nothing that was received is unaccounted for.
    #[must_use]
    pub fn is_conserved(&self) -> bool {
        self.rejected.values().try_fold(self.stored, |sum, count| sum.checked_add(*count)) == Some(self.received)
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.received = self.received.saturating_add(other.received);
        self.stored = self.stored.saturating_add(other.stored);
        self.lost = self.lost.saturating_add(other.lost);
        for (reason, count) in &other.rejected {
            let sum = self.rejected.entry(reason.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }

    /// Sets one count by its name in the table of sums.
    pub(crate) fn set(&mut self, what: &str, count: u64) {
        match what {
            "received" => self.received = count,
            "stored" => self.stored = count,
            "lost" => self.lost = count,
            _ => {
                self.rejected.insert(what.strip_prefix("rejected:").unwrap_or(what).to_owned(), count);
            }
        }
    }

    /// Every count by its name in the table of sums.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (String, u64)> {
        let rejected = self.rejected.iter().map(|(reason, count)| (format!("rejected:{reason}"), *count));
        let fixed = [("received", self.received), ("stored", self.stored), ("lost", self.lost)];
        fixed.into_iter().map(|(what, count)| (what.to_owned(), count)).chain(rejected)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Moments as decimal text.
mod decimal {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use stamp::UtcNanos;

    pub(super) fn serialize<S: Serializer>(at: &UtcNanos, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&at.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UtcNanos, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(UtcNanos).map_err(D::Error::custom)
    }
}

/// Durations as whole nanoseconds, which stay below 2^53 for a hundred days and are exact in our readers beyond.
mod nanos {
    use std::time::Duration;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_nanos)
    }
}

/// Digests as hex.
mod hex_digest {
    use seal::Digest;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(digest)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
