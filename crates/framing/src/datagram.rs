//! Datagrams: each is a frame.

use bytes::Bytes;
use model::{FrameFlags, Framing, Part};

use crate::line::split_terminator;
use crate::{Frame, FrameLimits};

/// Cuts one datagram (RFC 5426 §3.1: one message each): a whole frame, or its parts where it is longer than the bound.
///
/// A terminator at its end (`\n`, `\r\n` or `\0`, as many senders add) is kept apart in the flags of the last part. An
/// empty datagram is an empty frame. Offsets count inside the datagram.
#[must_use]
pub fn cut_datagram(datagram: Bytes, limits: FrameLimits) -> Vec<Frame> {
    let (content, terminator) = split_terminator(&datagram);
    let mut rest = datagram.slice(..content.len());
    let mut frames = Vec::with_capacity(1);
    let mut offset = 0;
    while rest.len() > limits.frame_bytes() {
        let bytes = rest.split_to(limits.frame_bytes());
        let part = if offset == 0 { Part::First } else { Part::Middle };
        let flags = FrameFlags::new(Framing::Datagram, model::Terminator::None, part);
        let length = bytes.len() as u64;
        frames.push(Frame { bytes, flags, offset });
        offset += length;
    }
    let part = if offset == 0 { Part::Whole } else { Part::Last };
    frames.push(Frame { bytes: rest, flags: FrameFlags::new(Framing::Datagram, terminator, part), offset });
    frames
}
