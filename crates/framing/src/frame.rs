//! What comes out, and by which rule and bound it is cut.

use bytes::Bytes;
use model::FrameFlags;

/// One message cut from the bytes, or a part of one that was longer than the bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The bytes exactly as they came, without terminator and octet count. They share the memory they were read into.
    pub bytes: Bytes,
    /// How they were cut, what ended them, which part they are.
    pub flags: FrameFlags,
    /// How many bytes of the stream came before the first of these; it grows strictly from frame to frame.
    pub offset: u64,
}

/// How a stream is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FramingRule {
    /// Decided once per stream by its first bytes, as RFC 6587 §3.4 leaves it to the receiver: a digit from 1 to 9,
    /// further digits, a blank, then `<` is octet counting; `0x16 0x03` is a TLS hello, which is kept as it is in one
    /// frame (in parts, beyond the bound); everything else is lines.
    #[default]
    Detect,
    /// Lines, whatever the first bytes are.
    Lines,
    /// Octet counting from the first byte on. A count that lies still leads to lines.
    OctetCounting,
}

/// The bounds of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameLimits {
    /// A longer frame comes out in parts of this many bytes (the last one shorter), at least 1.
    pub frame_bytes_max: usize,
}

impl FrameLimits {
    /// 256 KiB: four times what syslog relays pass on (rsyslog 8 KiB, syslog-ng 64 KiB), so that EVE alerts with their
    /// payload stay whole; and one connection's unfinished frame cannot hold more memory than this.
    pub const FRAME_BYTES_MAX: usize = 256 * 1024;

    /// The bound, held at 1 from below so that cutting always moves on.
    pub(crate) const fn frame_bytes(self) -> usize {
        if self.frame_bytes_max == 0 { 1 } else { self.frame_bytes_max }
    }
}

impl Default for FrameLimits {
    fn default() -> Self {
        Self { frame_bytes_max: Self::FRAME_BYTES_MAX }
    }
}
