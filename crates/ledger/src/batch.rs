//! Batches: what the vault seals, and the sums of what came and what became of it.

use std::{collections::BTreeMap, time::Duration};

use model::{FeedId, Seq};
use rusqlite::params;
use seal::Digest;
use serde::{Deserialize, Serialize};
use serde_json::json;
use stamp::UtcNanos;

use crate::{
    Actor, CustodyEntry, EntryNumber, EntryType, ErrorKind, Ledger, LedgerError, Line, NewEntry, Opening,
    column::{number_at, to_column},
    writing::Writing,
};

/// The name under which [`FeedId`] 0 stands in sums: records of our own.
const OWN_FEED: &str = "ledgerline";

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

    fn set(&mut self, what: &str, count: u64) {
        match what {
            "received" => self.received = count,
            "stored" => self.stored = count,
            "lost" => self.lost = count,
            _ => {
                self.rejected.insert(what.strip_prefix("rejected:").unwrap_or(what).to_owned(), count);
            }
        }
    }

    fn counts(&self) -> impl Iterator<Item = (String, u64)> {
        let rejected = self.rejected.iter().map(|(reason, count)| (format!("rejected:{reason}"), *count));
        let fixed = [("received", self.received), ("stored", self.stored), ("lost", self.lost)];
        fixed.into_iter().map(|(what, count)| (what.to_owned(), count)).chain(rejected)
    }
}

impl Ledger {
    /// Seals a batch: one `batch` entry, whether or not it has records. To be called after its records' fdatasync.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] where its records do not come after those sealed before; what the disk refuses. Nothing
    /// was sealed then, and the same batch can be tried again.
    pub fn append_batch(&self, batch: &NewBatch) -> Result<EntryNumber, LedgerError> {
        let doing = "seal a batch";
        self.transact(doing, |writing| {
            let sealed = sealed_through(writing)?;
            if let Some(records) = batch.records.filter(|r| r.first_seq <= sealed || r.last_seq < r.first_seq) {
                let said = format!("{} to {} after {sealed}", records.first_seq, records.last_seq);
                return Err(LedgerError::new(ErrorKind::Invalid, doing, said));
            }
            let through = batch.records.map_or(sealed, |records| records.last_seq);
            let mut detail = json!({
                "through_seq": through,
                "boot_id": batch.boot_id,
                "opened": batch.opened,
                "closed": batch.closed,
                "feeds": batch.feeds,
            });
            if let (Some(records), Some(detail)) = (batch.records, detail.as_object_mut()) {
                detail.insert("records".to_owned(), json!(records));
            }
            add_sums(writing, &batch.feeds)?;
            writing.append(NewEntry::new(EntryType::Batch, Actor::system(), "batch.seal").detail(detail))
        })
    }

    /// Every batch, in order, read in pages as it goes on.
    pub fn iterate_batches(&self) -> impl Iterator<Item = Result<Batch, LedgerError>> {
        self.iterate_entries(&[EntryType::Batch]).map(|entry| read_batch(&entry?))
    }

    /// Up to `limit` batches after this entry, in order.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] where an entry is none of ours; what the disk refuses.
    pub fn batches(&self, after: EntryNumber, limit: usize) -> Result<Vec<Batch>, LedgerError> {
        self.entries(after, limit, &[EntryType::Batch])?.iter().map(read_batch).collect()
    }

    /// The newest batch; none before the first.
    ///
    /// # Errors
    /// As [`Ledger::batches`].
    pub fn last_batch(&self) -> Result<Option<Batch>, LedgerError> {
        self.last_entry_of(EntryType::Batch)?.as_ref().map(read_batch).transpose()
    }

    /// The last record that is sealed; 0 before the first.
    ///
    /// # Errors
    /// As [`Ledger::batches`].
    pub fn last_sealed_seq(&self) -> Result<Seq, LedgerError> {
        Ok(self.last_batch()?.map_or(Seq(0), |batch| batch.through_seq))
    }

    /// The sums of all batches, by the name of the feed; ours stand under `ledgerline`.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn conservation(&self) -> Result<BTreeMap<String, Sums>, LedgerError> {
        self.read("read the conservation sums", |connection| {
            let mut names = BTreeMap::new();
            let mut select = connection.prepare_cached("SELECT id, name FROM feed")?;
            for row in select.query_map([], |row| Ok((FeedId(row.get(0)?), row.get::<_, String>(1)?)))? {
                let (id, name) = row?;
                names.insert(id, name);
            }
            let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
            for (feed, of_feed) in select_sums(connection)? {
                let unnamed = || if feed.0 == 0 { OWN_FEED.to_owned() } else { format!("feed {feed}") };
                sums.entry(names.get(&feed).cloned().unwrap_or_else(unnamed)).or_default().add(&of_feed);
            }
            Ok(sums)
        })
    }
}

/// The sums of all batches as kept in their table.
pub(crate) fn select_sums(connection: &rusqlite::Connection) -> rusqlite::Result<BTreeMap<FeedId, Sums>> {
    let mut sums: BTreeMap<FeedId, Sums> = BTreeMap::new();
    let mut select = connection.prepare_cached("SELECT feed, what, count FROM feed_sum")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let what: String = row.get(1)?;
        sums.entry(FeedId(row.get(0)?)).or_default().set(&what, number_at(row, 2)?);
    }
    Ok(sums)
}

/// The batch that an entry's line tells.
pub(crate) fn parse_batch(line: &Line, openings: &BTreeMap<String, Opening>) -> Result<Batch, String> {
    fn member<T: serde::de::DeserializeOwned>(
        line: &Line,
        openings: &BTreeMap<String, Opening>,
        name: &str,
    ) -> Result<T, String> {
        let value = line.member(name, openings).ok_or_else(|| format!("no {name}"))?;
        serde_json::from_value(value).map_err(|error| format!("{name}: {error}"))
    }
    let records = line.member("records", openings).map(serde_json::from_value).transpose();
    Ok(Batch {
        entry: line.n,
        through_seq: member(line, openings, "through_seq")?,
        batch: NewBatch {
            records: records.map_err(|error| format!("records: {error}"))?,
            boot_id: member(line, openings, "boot_id")?,
            opened: member(line, openings, "opened")?,
            closed: member(line, openings, "closed")?,
            feeds: member(line, openings, "feeds")?,
        },
    })
}

fn read_batch(entry: &CustodyEntry) -> Result<Batch, LedgerError> {
    parse_batch(&entry.parse()?, &entry.openings)
        .map_err(|said| LedgerError::new(ErrorKind::Corrupt, format!("read batch entry {}", entry.number), said))
}

fn sealed_through(writing: &Writing<'_>) -> Result<Seq, LedgerError> {
    let failed = || LedgerError::database("find the last batch");
    let sql = "SELECT line FROM custody WHERE type = 'batch' ORDER BY number DESC LIMIT 1";
    let mut select = writing.tx.prepare_cached(sql).map_err(failed())?;
    let mut rows = select.query([]).map_err(failed())?;
    let Some(row) = rows.next().map_err(failed())? else { return Ok(Seq(0)) };
    let line: Vec<u8> = row.get(0).map_err(failed())?;
    let refuse = |said: String| LedgerError::new(ErrorKind::Corrupt, "read the last batch", said);
    let through = Line::parse(&line).map_err(refuse)?.detail.remove("through_seq").unwrap_or_default();
    serde_json::from_value(through).map_err(|error| refuse(error.to_string()))
}

fn add_sums(writing: &Writing<'_>, feeds: &BTreeMap<FeedId, Sums>) -> Result<(), LedgerError> {
    let failed = || LedgerError::database("add to the conservation sums");
    let sql = "INSERT INTO feed_sum (feed, what, count) VALUES (?1, ?2, ?3)
               ON CONFLICT (feed, what) DO UPDATE SET count = count + excluded.count";
    let mut upsert = writing.tx.prepare_cached(sql).map_err(failed())?;
    for (feed, sums) in feeds {
        for (what, count) in sums.counts().filter(|(_, count)| *count > 0) {
            upsert.execute(params![feed.0, what, to_column(count)?]).map_err(failed())?;
        }
    }
    Ok(())
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
