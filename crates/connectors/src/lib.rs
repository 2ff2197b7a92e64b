//! The ways in: syslog over UDP and TCP, files and streams of bytes, cut into deliveries and handed to a [`Sink`].
//!
//! It stands between the outside and `intake`, which implements [`Sink`]. It reads sockets and files, asks `framing`
//! where a message ends, says when and from whom bytes came, and holds senders back when the sink has no room. It
//! never knows what a message says, how evidence is stored, or HTTP.
//!
//! Begin at [`Sink`] for what every connector promises, then at [`syslog_tcp`], [`syslog_udp`], [`file`](mod@file) and
//! [`push_frames`].

mod batch;
mod error;
pub mod file;
mod outbox;
mod peer;
mod push;
mod sink;
pub mod syslog_tcp;
pub mod syslog_udp;

pub use error::{ConnectorError, ConnectorErrorKind};
pub use push::push_frames;
pub use sink::{CloseReason, Completion, Pending, Sink, SinkError, SinkErrorKind, StreamClosing};
