//! What came, and what became of it: the way in's sums against the index's, counted independently.

use std::collections::BTreeMap;

use index::Outcomes;
use ledger::Sums;
use model::Seq;

use crate::{
    Casework,
    error::{CaseworkError, During},
};

/// Both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conservation {
    /// By feed.
    pub feeds: BTreeMap<String, FeedConservation>,
    /// The last record under a batch root: what the way in's sums count.
    pub sealed_through: Seq,
    /// The last durable record.
    pub durable_through: Seq,
    /// The last record that the index has read: what its sums count.
    pub indexed_through: Seq,
}

/// Both sides of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedConservation {
    /// As the way in counted and sealed it.
    pub sealed: Sums,
    /// As the index counted it.
    pub read: Outcomes,
}

impl Conservation {
    /// True where both sides stand at the same record.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        self.sealed_through == self.indexed_through
    }

    /// True where every feed's `received = stored + rejected`, and, where both sides can be compared, its
    /// `stored = indexed + duplicate + quarantined`.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.feeds.values().all(|feed| {
            let read = feed.read.indexed + feed.read.duplicate + feed.read.quarantined;
            feed.sealed.is_conserved() && (!self.is_comparable() || feed.sealed.stored == read)
        })
    }
}

impl Casework {
    /// The sums of both sides.
    ///
    /// # Errors
    /// The ledger could not be read.
    pub fn conservation(&self) -> Result<Conservation, CaseworkError> {
        const DOING: &str = "read the conservation sums";
        // The index is looked at before and after, so that a pair of sums is one moment's.
        loop {
            let indexed_through = self.index.current().through();
            let sealed_through = self.ledger.last_sealed_seq().during(DOING)?;
            let mut feeds: BTreeMap<String, FeedConservation> = BTreeMap::new();
            for (feed, sealed) in self.ledger.conservation().during(DOING)? {
                feeds.entry(feed).or_default().sealed = sealed;
            }
            for (feed, read) in self.index.current().counts() {
                feeds.entry(feed).or_default().read = read;
            }
            let settled = self.index.current().through() == indexed_through
                && self.ledger.last_sealed_seq().during(DOING)? == sealed_through;
            if settled {
                let durable_through = self.events.vault().durable_through();
                return Ok(Conservation { feeds, sealed_through, durable_through, indexed_through });
            }
        }
    }
}
