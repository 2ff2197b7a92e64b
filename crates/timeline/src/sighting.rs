//! One cited event, as far as its order depends on it.

use model::{EventTime, Position, Seq, StreamId};
use stamp::UtcNanos;

/// A number that a device gives to its own records, growing by the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter {
    /// Who counts: the observer's name, and the process where each process counts for itself.
    pub observer: String,
    /// RFC 5424 §7.3.1 `meta sequenceId`, or what the format reads as `event.sequence`.
    pub value: u64,
}

/// One cited event: when, and by which way it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The number of its exhibit.
    pub number: u32,
    /// Its evidence.
    pub seq: Seq,
    /// The stream that brought it.
    pub stream: StreamId,
    /// Its place in that stream.
    pub position: Position,
    /// When the bytes reached us.
    pub received_at: UtcNanos,
    /// When it happened, as far as it alone can say.
    pub time: EventTime,
    /// The device's own count, where it wrote one.
    pub counter: Option<Counter>,
}
