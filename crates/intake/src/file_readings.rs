//! Which files are read under another version of their feed than the one they came by, as custody says.
//!
//! Nothing that came by a file's import can be altered, but the zone or the year that its times were read in may have
//! been wrong: from a `file.reread` entry on, its records are read as if they had come by the feed that the entry names.
//! Whoever asks what was known at an earlier moment has them read as they were then.

use std::collections::BTreeMap;

use ledger::{EntryNumber, EntryType, Ledger, LedgerError};
use model::{FeedId, StreamIdentity};
use serde_json::Value as Json;
use stamp::UtcNanos;

/// The act by which an entry says so; its object is the file, by SHA-256.
pub(crate) const REREAD: &str = "file.reread";
/// Entries that are read at once.
const PAGE_ENTRIES: usize = 256;

/// What custody says by now.
#[derive(Debug, Default)]
pub(crate) struct FileReadings {
    /// Of each file, in the order of custody.
    feeds: BTreeMap<StreamIdentity, Vec<Said>>,
    /// The last entry that was looked at.
    seen: EntryNumber,
    /// The last entry that said so.
    said: EntryNumber,
}

/// Under which feed a file is read, and since when.
#[derive(Clone, Copy, Debug)]
struct Said {
    at: UtcNanos,
    feed: FeedId,
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
                    // Without a time that can be read it has been so always.
                    let at = UtcNanos::parse_rfc3339(&line.at).unwrap_or(UtcNanos::MIN);
                    self.feeds
                        .entry(StreamIdentity::of_file(&file.id))
                        .or_default()
                        .push(Said { at, feed: FeedId(feed) });
                    self.said = entry.number;
                }
            }
            self.seen = last.number;
        }
    }

    /// The feed that a file is read under, or was at a moment; none where it is the one that it came by.
    pub(crate) fn feed_of(&self, file: &StreamIdentity, known_at: Option<UtcNanos>) -> Option<FeedId> {
        let mut said = self.feeds.get(file)?.iter().rev();
        said.find(|said| known_at.is_none_or(|known_at| said.at <= known_at)).map(|said| said.feed)
    }

    /// The last entry that says how a file is read; 0 where none does. Whoever keeps what was made of readings knows by it
    /// that they are others now.
    pub(crate) const fn said(&self) -> EntryNumber {
        self.said
    }
}
