//! Bytes as received, and what is known of how they came.

use bytes::Bytes;
use stamp::UtcNanos;

use crate::{FeedId, FrameFlags, Position, Seq, StreamId};

/// What a connector hands to the way in: one frame, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The configured way in.
    pub feed: FeedId,
    /// The ordered way of bytes that it stood in.
    pub stream: StreamId,
    /// Its place there, strictly growing.
    pub position: Position,
    /// When the bytes reached us, by our wall clock.
    pub received_at: UtcNanos,
    /// How it was cut.
    pub flags: FrameFlags,
    /// The bytes, without their terminator.
    pub raw: Bytes,
}

/// What the vault gives back for a [`Delivery`]: the same, with its number, without the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number that the vault gave.
    pub seq: Seq,
    /// As delivered.
    pub feed: FeedId,
    /// As delivered.
    pub stream: StreamId,
    /// As delivered.
    pub position: Position,
    /// As delivered.
    pub received_at: UtcNanos,
    /// As delivered.
    pub flags: FrameFlags,
}

/// What a stored frame is. It stands outside of the leaf's hash, so that a body can be erased and the rest still proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    /// A frame that a feed brought.
    Record,
    /// A stream was opened; the raw bytes are a [`crate::StreamOrigin`] as JSON.
    StreamOpened,
    /// A stream was closed; the raw bytes are JSON.
    StreamClosed,
    /// The body was erased; its digest stays.
    Erased,
}

/// A stored frame, read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// How it came.
    pub receipt: Receipt,
    /// The bytes exactly as received; empty where erased.
    pub raw: Bytes,
}
