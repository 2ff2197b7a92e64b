//! Which files are read under another version of their feed than the one they came by, as custody says.
//!
//! Nothing that came by a file's import can be altered, but the zone or the year that its times were read in may have
//! been wrong: from a `file.reread` entry on, its records are read as if they had come by the feed that the entry names.

use std::collections::BTreeMap;

use ledger::{EntryNumber, EntryType, Ledger, LedgerError};
use model::{FeedId, StreamIdentity};
use serde_json::Value as Json;

/// The act by which an entry says so; its object is the file, by SHA-256.
pub(crate) const REREAD: &str = "file.reread";
/// Entries that are read at once.
const PAGE_ENTRIES: usize = 256;

/// What custody says by now.
#[derive(Debug, Default)]
pub(crate) struct FileReadings {
    feeds: BTreeMap<StreamIdentity, FeedId>,
    /// The last entry that was looked at.
    seen: EntryNumber,
    /// The last entry that said so.
    said: EntryNumber,
}

impl FileReadings {
    /// Takes in what custody says since.
    ///
    /// # Errors
    /// The ledger could not be read.
    pub(crate) fn read_on(&mut self, ledger: &Ledger) -> Result<(), LedgerError> {
        loop {
            let page = ledger.entries(self.seen, PAGE_ENTRIES, &[EntryType::Feed])?;
            let Some(last) = page.last() else { return Ok(()) };
            for entry in &page {
                let line = entry.parse()?;
                let feed = line.detail.get("feed").and_then(Json::as_u64).and_then(|id| u32::try_from(id).ok());
                if let (REREAD, Some(file), Some(feed)) = (line.action.as_str(), &line.object, feed) {
                    self.feeds.insert(StreamIdentity::of_file(&file.id), FeedId(feed));
                    self.said = entry.number;
                }
            }
            self.seen = last.number;
        }
    }

    /// The feed that a file is read under; none where it is the one that it came by.
    pub(crate) fn feed_of(&self, file: &StreamIdentity) -> Option<FeedId> {
        self.feeds.get(file).copied()
    }

    /// The last entry that says how a file is read; 0 where none does. Whoever keeps what was made of readings knows by it
    /// that they are others now.
    pub(crate) const fn said(&self) -> EntryNumber {
        self.said
    }
}
