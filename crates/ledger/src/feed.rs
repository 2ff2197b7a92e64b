//! Feeds: numbered, immutable versions of their configuration.

use model::{Feed, FeedId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::json;

use crate::{Actor, EntryType, ErrorKind, Ledger, LedgerError, NewEntry, column::unreadable};

impl Ledger {
    /// The number of this version of a feed's configuration. One that was never seen gets the next number and a `feed`
    /// entry in custody.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn register_feed(&self, feed: &Feed) -> Result<FeedId, LedgerError> {
        let doing = "register a feed";
        let configuration =
            serde_json::to_string(feed).map_err(|error| LedgerError::new(ErrorKind::Invalid, doing, error))?;
        let sql = "SELECT id FROM feed WHERE configuration = ?1";
        let known =
            self.read(doing, |connection| connection.query_row(sql, [&configuration], |row| row.get(0)).optional())?;
        if let Some(id) = known {
            return Ok(FeedId(id));
        }
        self.transact(doing, |writing| {
            let failed = || LedgerError::database(doing);
            // Somebody else may have registered it since.
            let known = writing.tx.query_row(sql, [&configuration], |row| row.get(0)).optional().map_err(failed())?;
            if let Some(id) = known {
                return Ok(FeedId(id));
            }
            let next = "SELECT ifnull(max(id), 0) + 1 FROM feed";
            let id: u32 = writing.tx.query_row(next, [], |row| row.get(0)).map_err(failed())?;
            writing
                .tx
                .execute(
                    "INSERT INTO feed (id, name, configuration) VALUES (?1, ?2, ?3)",
                    params![id, feed.name, configuration],
                )
                .map_err(failed())?;
            let entry = NewEntry::new(EntryType::Feed, Actor::system(), "feed.register")
                .object("feed", id)
                .detail(json!({ "configuration": feed }));
            writing.append(entry)?;
            Ok(FeedId(id))
        })
    }

    /// A version of a feed's configuration; none where the number was never given.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn feed(&self, id: FeedId) -> Result<Option<Feed>, LedgerError> {
        self.read("read a feed", |connection| {
            let mut select = connection.prepare_cached("SELECT id, configuration FROM feed WHERE id = ?1")?;
            select.query_row([id.0], |row| Ok(read_feed(row)?.1)).optional()
        })
    }

    /// Every version of every feed, by number.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn feeds(&self) -> Result<Vec<(FeedId, Feed)>, LedgerError> {
        self.read("read the feeds", select_feeds)
    }
}

/// Every version of every feed, by number.
pub(crate) fn select_feeds(connection: &Connection) -> rusqlite::Result<Vec<(FeedId, Feed)>> {
    let mut select = connection.prepare_cached("SELECT id, configuration FROM feed ORDER BY id")?;
    select.query_map([], read_feed)?.collect()
}

fn read_feed(row: &Row<'_>) -> rusqlite::Result<(FeedId, Feed)> {
    let configuration: String = row.get(1)?;
    let feed = serde_json::from_str(&configuration).map_err(|error| unreadable(1, error.to_string()))?;
    Ok((FeedId(row.get(0)?), feed))
}
