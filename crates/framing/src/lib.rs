//! Bytes to frames: lines, octet counting (RFC 6587) and datagrams (RFC 5426), without any I/O.
//!
//! It stands at the very start of the path: a connector hands in bytes as they came, and takes out the frames that
//! become evidence. It never reads a socket or a file, never knows a log format, and never drops a byte: whatever is
//! not in a frame is a terminator or an octet count, and both can be told from the frame's flags and length. Nor is
//! anything foreign an error here; a count that lies only changes how the rest of the connection is cut.
//!
//! Begin at [`Framer`] for bytes that come in pieces, at [`cut_datagram`] for datagrams, at [`cut_lines`] for a body
//! that is there at once.

mod count;
mod datagram;
mod frame;
mod framer;
mod line;

pub use datagram::cut_datagram;
pub use frame::{Frame, FrameLimits, FramingRule};
pub use framer::{Framer, cut_lines};
