//! Bodies that were pushed over HTTP. HTTP itself is `api`'s.

use bytes::Bytes;
use framing::{FrameLimits, cut_lines};
use model::FrameFlags;

/// Cuts the body of a push (lines, or NDJSON, which is lines) into what becomes the deliveries of a
/// [`model::StreamOrigin::Push`] stream, in order. An empty line is a frame as well; an empty body has none. The caller
/// gives them consecutive positions.
#[must_use]
pub fn push_frames(body: Bytes, limits: FrameLimits) -> Vec<(Bytes, FrameFlags)> {
    cut_lines(body, limits).into_iter().map(|frame| (frame.bytes, frame.flags)).collect()
}
