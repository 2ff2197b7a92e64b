//! Stored queries: what a timeline rests on, so that a re-run can be compared.

use model::Seq;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use seal::Digest;
use serde_json::{Value as Json, json};
use stamp::UtcNanos;

use crate::{
    Actor, EntryType, Ledger, LedgerError, NewEntry,
    column::{number_at, parsed_at, to_column},
};

const SELECT_QUERY: &str = "SELECT text, from_at, to_at, engine_version, checkpoint_size, through_seq, hit_count,
    hits_digest, id FROM stored_query";

/// A query with what it rested on and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredQuery {
    /// Its text, as written.
    pub text: String,
    /// The earliest time asked for.
    pub from: Option<UtcNanos>,
    /// The latest time asked for.
    pub to: Option<UtcNanos>,
    /// What answered it: the engine with its version and the readers' fingerprint.
    pub engine_version: String,
    /// The size of custody at the newest checkpoint then; 0 before the first.
    pub checkpoint_size: u64,
    /// The last record that it could see.
    pub through_seq: Seq,
    /// How many events it found.
    pub hit_count: u64,
    /// A digest over what it found, as the engine defines it.
    pub hits_digest: Digest,
}

impl StoredQuery {
    /// What custody tells of it in public.
    pub(crate) fn tell(&self) -> Json {
        json!({
            "from": self.from.map(|at| at.to_string()),
            "to": self.to.map(|at| at.to_string()),
            "engine_version": self.engine_version,
            "checkpoint_size": self.checkpoint_size,
            "through_seq": self.through_seq,
            "hit_count": self.hit_count,
            "hits_digest": self.hits_digest.to_string(),
        })
    }
}

impl Ledger {
    /// Stores a query and gives its number. The numbers are public in custody, the text is not.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn store_query(&self, query: &StoredQuery, by: &Actor) -> Result<u64, LedgerError> {
        let doing = "store a query";
        self.transact(doing, |writing| {
            let failed = || LedgerError::database(doing);
            let next = "SELECT ifnull(max(id), 0) + 1 FROM stored_query";
            let id = writing.tx.query_row(next, [], |row| number_at(row, 0)).map_err(failed())?;
            let sql =
                "INSERT INTO stored_query (id, text, from_at, to_at, engine_version, checkpoint_size, through_seq,
                           hit_count, hits_digest, stored_at, stored_by)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            let values = params![
                to_column(id)?,
                query.text,
                query.from.map(|at| at.0),
                query.to.map(|at| at.0),
                query.engine_version,
                to_column(query.checkpoint_size)?,
                to_column(query.through_seq.0)?,
                to_column(query.hit_count)?,
                query.hits_digest.to_string(),
                writing.now.0,
                by.id,
            ];
            writing.tx.execute(sql, values).map_err(failed())?;
            let entry = NewEntry::new(EntryType::Access, by.clone(), "query.store")
                .object("query", id)
                .detail(query.tell())
                .private("text", &query.text);
            writing.append(entry)?;
            Ok(id)
        })
    }

    /// A stored query; none where the number was never given.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn query(&self, id: u64) -> Result<Option<StoredQuery>, LedgerError> {
        let column = to_column(id)?;
        self.read("read a stored query", |connection| {
            connection.query_row(&format!("{SELECT_QUERY} WHERE id = ?1"), [column], read_query).optional()
        })
    }
}

/// Every stored query with its number.
pub(crate) fn select_queries(connection: &Connection) -> rusqlite::Result<Vec<(u64, StoredQuery)>> {
    let mut select = connection.prepare(&format!("{SELECT_QUERY} ORDER BY id"))?;
    select.query_map([], |row| Ok((number_at(row, 8)?, read_query(row)?)))?.collect()
}

fn read_query(row: &Row<'_>) -> rusqlite::Result<StoredQuery> {
    Ok(StoredQuery {
        text: row.get(0)?,
        from: row.get::<_, Option<i64>>(1)?.map(UtcNanos),
        to: row.get::<_, Option<i64>>(2)?.map(UtcNanos),
        engine_version: row.get(3)?,
        checkpoint_size: number_at(row, 4)?,
        through_seq: Seq(number_at(row, 5)?),
        hit_count: number_at(row, 6)?,
        hits_digest: parsed_at(row, 7)?,
    })
}
