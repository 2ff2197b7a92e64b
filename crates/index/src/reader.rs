//! The door for questions.

use std::{collections::BTreeMap, fmt};

use model::Seq;

use crate::{
    Digests, Hit, IndexError, NearestRequest, Outcomes, SearchAnswer, SearchRequest, digest,
    nearest::find_nearest,
    search::{count_hits, search_all, search_first},
    snapshot::Shelf,
};

/// Asks the index. Clones ask the same one; each question sees the last commit at its moment, as a whole.
#[derive(Clone)]
pub struct IndexReader {
    shelf: Shelf,
}

impl IndexReader {
    pub(crate) const fn new(shelf: Shelf) -> Self {
        Self { shelf }
    }

    /// The first hits, `limit` at most.
    ///
    /// # Errors
    /// [`IndexError`], where tantivy cannot read its files.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchAnswer, IndexError> {
        search_first(&self.shelf.current(), request)
    }

    /// Every hit, in one pass; `limit` does not count. 16 bytes of memory a hit.
    ///
    /// # Errors
    /// As [`IndexReader::search`].
    pub fn search_all(&self, request: &SearchRequest<'_>) -> Result<SearchAnswer, IndexError> {
        search_all(&self.shelf.current(), request)
    }

    /// How many hits there are, and whether each surely meets the query; `limit` does not count.
    ///
    /// # Errors
    /// As [`IndexReader::search`].
    pub fn count(&self, request: &SearchRequest<'_>) -> Result<(u64, bool), IndexError> {
        count_hits(&self.shelf.current(), request)
    }

    /// Of each group of events the nearest to a moment, nearest first. One pass over what the groups are named by.
    ///
    /// # Errors
    /// As [`IndexReader::search`].
    pub fn find_nearest(&self, request: &NearestRequest<'_>) -> Result<Vec<Hit>, IndexError> {
        find_nearest(&self.shelf.current(), request)
    }

    /// Up to which record searches see.
    #[must_use]
    pub fn through(&self) -> Seq {
        self.shelf.current().through()
    }

    /// Which reader read the events that searches see, as whoever fed the index named it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.shelf.current().payload.fingerprint.clone()
    }

    /// How many events searches see.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.shelf.current().documents()
    }

    /// What became of the records up to [`IndexReader::through`], by the feed's name.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<String, Outcomes> {
        self.shelf.current().payload.counts.clone()
    }

    /// The digests of what was fed and of what can be read back. Reads the whole index: seconds a million events.
    ///
    /// # Errors
    /// As [`IndexReader::search`].
    pub fn digests(&self) -> Result<Digests, IndexError> {
        digest::read_digests(&self.shelf.current())
    }
}

impl fmt::Debug for IndexReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexReader").field("through", &self.through()).finish_non_exhaustive()
    }
}
