//! The open batch: what is sealed next.

use std::{collections::BTreeMap, time::Duration};

use ledger::{BatchRecords, Moment, NewBatch, Sums};
use model::{FeedId, Seq};
use seal::{Digest, Frontier};
use serde::{Deserialize, Serialize};

/// When a batch closes. Whichever is reached first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BatchLimits {
    /// Age by the monotonic clock.
    pub batch_seconds_max: u64,
    /// Raw bytes.
    pub batch_bytes_max: u64,
    /// Records.
    pub batch_records_max: u64,
    /// A batch without records is written this often: quiet and killed must not look alike.
    pub idle_batch_seconds: u64,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self { batch_seconds_max: 10, batch_bytes_max: 256 << 20, batch_records_max: 1_000_000, idle_batch_seconds: 60 }
    }
}

/// The batch that is being filled.
#[derive(Debug)]
pub(crate) struct OpenBatch {
    opened: Moment,
    first: Seq,
    last: Option<Seq>,
    tree: Frontier,
    bytes: u64,
    sums: BTreeMap<FeedId, Sums>,
}

/// Wall-clock steps beyond this close a batch, so that no batch spans two clocks.
const WALL_STEP_NANOS_MAX: i128 = 1_000_000_000;

impl OpenBatch {
    /// A batch whose first record will be `first`.
    #[must_use]
    pub(crate) fn new(first: Seq, opened: Moment) -> Self {
        Self { opened, first, last: None, tree: Frontier::default(), bytes: 0, sums: BTreeMap::new() }
    }

    /// Notes a frame that the vault took.
    pub(crate) fn add(&mut self, seq: Seq, leaf: Digest, bytes: usize) {
        self.tree.push(leaf);
        self.last = Some(seq);
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// The sums of a feed.
    pub(crate) fn sums(&mut self, feed: FeedId) -> &mut Sums {
        self.sums.entry(feed).or_default()
    }

    /// True where nothing happened in it.
    #[must_use]
    pub(crate) fn is_idle(&self) -> bool {
        self.last.is_none() && self.sums.is_empty()
    }

    /// True where a limit is reached at this moment.
    #[must_use]
    pub(crate) fn is_due(&self, now: Moment, limits: &BatchLimits) -> bool {
        let age = now.monotonic.saturating_sub(self.opened.monotonic);
        let seconds_max = if self.is_idle() { limits.idle_batch_seconds } else { limits.batch_seconds_max };
        age >= Duration::from_secs(seconds_max)
            || self.bytes >= limits.batch_bytes_max
            || self.tree.len() >= limits.batch_records_max
            || (!self.is_idle() && self.wall_step(now, age) > WALL_STEP_NANOS_MAX)
    }

    /// How long until it is due by age alone.
    #[must_use]
    pub(crate) fn due_in(&self, now: Moment, limits: &BatchLimits) -> Duration {
        let seconds_max = if self.is_idle() { limits.idle_batch_seconds } else { limits.batch_seconds_max };
        Duration::from_secs(seconds_max).saturating_sub(now.monotonic.saturating_sub(self.opened.monotonic))
    }

    /// The batch as it would be sealed at this moment.
    #[must_use]
    pub(crate) fn close(&self, boot_id: &str, closed: Moment) -> NewBatch {
        let root = self.tree.root();
        NewBatch {
            records: self.last.map(|last_seq| BatchRecords { first_seq: self.first, last_seq, root }),
            boot_id: boot_id.to_owned(),
            opened: self.opened,
            closed,
            feeds: self.sums.clone(),
        }
    }

    fn wall_step(&self, now: Moment, age: Duration) -> i128 {
        let wall = i128::from(now.wall.0) - i128::from(self.opened.wall.0);
        let monotonic = i128::try_from(age.as_nanos()).unwrap_or(i128::MAX);
        (wall - monotonic).abs()
    }
}

#[cfg(test)]
mod tests {
    use stamp::UtcNanos;

    use super::*;

    fn moment(wall_seconds: i64, monotonic_seconds: u64) -> Moment {
        Moment { wall: UtcNanos(wall_seconds * 1_000_000_000), monotonic: Duration::from_secs(monotonic_seconds) }
    }

    fn batch_with_record() -> OpenBatch {
        let mut batch = OpenBatch::new(Seq(7), moment(1000, 50));
        batch.add(Seq(7), seal::leaf_hash(&[b"x"]), 100);
        batch
    }

    #[test]
    fn a_batch_closes_at_the_first_limit_reached() {
        let limits = BatchLimits::default();
        let table = [
            ("young", moment(1009, 59), false),
            ("ten seconds old", moment(1010, 60), true),
            ("the wall clock stepped on", moment(1003, 51), true),
            ("the wall clock stepped back", moment(998, 51), true),
            ("the wall clock wavered by one second", moment(1002, 51), false),
        ];
        for (case, now, due) in table {
            assert_eq!(batch_with_record().is_due(now, &limits), due, "{case}");
        }
        let mut full = batch_with_record();
        full.add(Seq(8), seal::leaf_hash(&[b"y"]), 256 << 20);
        assert!(full.is_due(moment(1000, 50), &limits), "bytes");
        let few = BatchLimits { batch_records_max: 1, ..limits };
        assert!(batch_with_record().is_due(moment(1000, 50), &few), "records");
    }

    #[test]
    fn an_idle_batch_waits_a_minute() {
        let limits = BatchLimits::default();
        let idle = OpenBatch::new(Seq(1), moment(0, 0));
        assert!(!idle.is_due(moment(59, 59), &limits));
        assert!(idle.is_due(moment(60, 60), &limits));
        let mut dropped = OpenBatch::new(Seq(1), moment(0, 0));
        dropped.sums(FeedId(1)).lost = 3;
        assert!(dropped.is_due(moment(10, 10), &limits), "a loss is not quiet");
    }
}
