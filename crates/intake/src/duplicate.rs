//! What was delivered twice: the same stream identity and position.

use std::collections::BTreeMap;

use model::{Position, Seq, StreamId, StreamIdentity};
use serde::{Deserialize, Serialize};

/// How far each stream has been read.
///
/// Positions grow along a stream, so one number an identity says all: what lies at or before it was told already. Two
/// imports of one file side by side are told apart likewise: whichever is ahead is indexed, the other is duplicate. A
/// stream without an identity of its own is the same as itself: a batch that was refused half-way is told again there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenPositions {
    identities: BTreeMap<String, Position>,
    open: BTreeMap<StreamId, Position>,
}

impl SeenPositions {
    /// Notes a position, and says whether it was noted before.
    pub(crate) fn insert(&mut self, stream: StreamId, identity: Option<&StreamIdentity>, position: Position) -> bool {
        let seen = match identity {
            Some(identity) => match self.identities.get_mut(&identity.0) {
                Some(seen) => seen,
                None => {
                    self.identities.insert(identity.0.clone(), position);
                    return false;
                }
            },
            None => match self.open.get_mut(&stream) {
                Some(seen) => seen,
                None => {
                    self.open.insert(stream, position);
                    return false;
                }
            },
        };
        if position <= *seen {
            return true;
        }
        *seen = position;
        false
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_telling_is_a_duplicate_and_what_lies_beyond_is_not() {
        let (file, other) = (StreamIdentity("file:a".into()), StreamIdentity("file:b".into()));
        let (first, again) = (StreamId(1), StreamId(90));
        let mut seen = SeenPositions::default();
        assert!(!seen.insert(first, Some(&file), Position(0)));
        assert!(!seen.insert(first, Some(&file), Position(40)));
        seen.close(first);
        assert!(seen.insert(again, Some(&file), Position(0)));
        assert!(seen.insert(again, Some(&file), Position(40)));
        assert!(!seen.insert(again, Some(&file), Position(41)), "the first run was cut off here");
        assert!(!seen.insert(StreamId(200), Some(&other), Position(0)));
    }

    #[test]
    fn a_connection_repeats_only_itself() {
        let mut seen = SeenPositions::default();
        assert!(!seen.insert(StreamId(1), None, Position(0)));
        assert!(!seen.insert(StreamId(2), None, Position(0)));
        assert!(seen.insert(StreamId(1), None, Position(0)), "handed over again after a full disk");
        assert!(!seen.insert(StreamId(1), None, Position(1)));
        seen.close(StreamId(1));
        seen.close_through(Seq(2));
        assert_eq!(seen, SeenPositions::default());
    }
}
