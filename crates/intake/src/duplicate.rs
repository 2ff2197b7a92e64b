//! What was delivered twice: the same stream identity and position.

use std::collections::BTreeMap;

use model::{FeedId, Position, Receipt, Seq, StreamId, StreamIdentity};
use serde::{Deserialize, Serialize};

/// How far each stream has been read.
///
/// Positions grow along a stream, so one number an identity says all: what lies at or before it was told already. Two
/// imports of one file side by side are told apart likewise: whichever is ahead is indexed, the other is duplicate. A
/// stream without an identity of its own is the same as itself: a batch that was refused half-way is told again there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenPositions {
    files: BTreeMap<String, SeenFile>,
    open: BTreeMap<StreamId, Position>,
}

/// What was seen of a file, however many times it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct SeenFile {
    position: Option<Position>,
    brought: BroughtBy,
}

/// How many records of a file came first by each version of its feeds: by more than one where an import was cut off and
/// done again by another zone.
pub(crate) type BroughtBy = BTreeMap<FeedId, u64>;

impl SeenPositions {
    /// Notes where a record stands, and says whether that was noted before.
    pub(crate) fn insert(&mut self, receipt: &Receipt, identity: Option<&StreamIdentity>) -> bool {
        let Receipt { stream, position, feed, .. } = *receipt;
        let Some(identity) = identity else {
            let seen = self.open.get(&stream).copied();
            return is_told(seen, position) || {
                self.open.insert(stream, position);
                false
            };
        };
        if !self.files.contains_key(&identity.0) {
            self.files.insert(identity.0.clone(), SeenFile::default());
        }
        let Some(file) = self.files.get_mut(&identity.0) else { return false };
        if is_told(file.position, position) {
            return true;
        }
        file.position = Some(position);
        *file.brought.entry(feed).or_default() += 1;
        false
    }

    /// By which versions of its feeds a file came; none where nothing of it did.
    pub(crate) fn brought_by(&self, file: &StreamIdentity) -> BroughtBy {
        self.files.get(&file.0).map(|file| file.brought.clone()).unwrap_or_default()
    }

    /// A stream was closed: nothing of it will be told again. What has an identity stays.
    pub(crate) fn close(&mut self, stream: StreamId) {
        self.open.remove(&stream);
    }

    /// Every stream that was opened up to this record is closed: an earlier process left them.
    pub(crate) fn close_through(&mut self, last: Seq) {
        self.open.retain(|stream, _| stream.0 > last.0);
    }
}

fn is_told(seen: Option<Position>, position: Position) -> bool {
    seen.is_some_and(|seen| position <= seen)
}

#[cfg(test)]
mod tests {
    use model::FrameFlags;
    use stamp::UtcNanos;

    use super::*;

    fn at(stream: u64, position: u64, feed: u32) -> Receipt {
        Receipt {
            seq: Seq(1),
            feed: FeedId(feed),
            stream: StreamId(stream),
            position: Position(position),
            received_at: UtcNanos(0),
            flags: FrameFlags::default(),
        }
    }

    #[test]
    fn a_second_telling_is_a_duplicate_and_what_lies_beyond_is_not() {
        let (file, other) = (StreamIdentity("file:a".into()), StreamIdentity("file:b".into()));
        let mut seen = SeenPositions::default();
        assert!(!seen.insert(&at(1, 0, 7), Some(&file)));
        assert!(!seen.insert(&at(1, 40, 7), Some(&file)));
        seen.close(StreamId(1));
        assert!(seen.insert(&at(90, 0, 8), Some(&file)));
        assert!(seen.insert(&at(90, 40, 8), Some(&file)));
        assert!(!seen.insert(&at(90, 41, 8), Some(&file)), "the first run was cut off here");
        assert!(!seen.insert(&at(200, 0, 7), Some(&other)));
        assert_eq!(seen.brought_by(&file), BTreeMap::from([(FeedId(7), 2), (FeedId(8), 1)]));
        let kept = serde_json::to_string(&seen).expect("what is kept with the index");
        assert_eq!(serde_json::from_str::<SeenPositions>(&kept).expect("the same"), seen);
    }

    #[test]
    fn a_connection_repeats_only_itself() {
        let mut seen = SeenPositions::default();
        assert!(!seen.insert(&at(1, 0, 7), None));
        assert!(!seen.insert(&at(2, 0, 7), None));
        assert!(seen.insert(&at(1, 0, 7), None), "handed over again after a full disk");
        assert!(!seen.insert(&at(1, 1, 7), None));
        seen.close(StreamId(1));
        seen.close_through(Seq(2));
        assert_eq!(seen, SeenPositions::default());
    }
}
