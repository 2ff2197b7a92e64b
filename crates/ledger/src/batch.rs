//! Sealing batches, and the conservation sums over them.

use std::collections::BTreeMap;

use model::{FeedId, Seq};
use rusqlite::params;
use serde_json::json;

use crate::{
    Actor, Batch, CustodyEntry, EntryNumber, EntryType, ErrorKind, Ledger, LedgerError, Line, NewBatch, NewEntry,
    Opening, Sums,
    column::{number_at, to_column},
    writing::Writing,
};

/// The name under which [`FeedId`] 0 stands in sums: records of our own.
const OWN_FEED: &str = "ledgerline";

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
