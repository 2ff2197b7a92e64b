//! What the reading of a feed's records needs of its configuration.

use model::Feed;
use stamp::{UnknownZone, Zone};

/// A feed's configuration, parsed once and then used for each of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedContext {
    /// The zone of times without one.
    pub(crate) zone: Zone,
    /// The year of times without one.
    pub(crate) year: Option<i32>,
}

impl FeedContext {
    /// Of this version of the configuration.
    ///
    /// # Errors
    /// [`UnknownZone`] where [`Feed::zone`] names no zone: a mistake in the configuration.
    pub fn new(feed: &Feed) -> Result<Self, UnknownZone> {
        let zone = feed.zone.as_deref().map_or(Ok(Zone::Unknown), Zone::parse)?;
        Ok(Self { zone, year: feed.year })
    }
}
