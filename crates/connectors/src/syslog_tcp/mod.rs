//! Syslog over TCP (RFC 6587), plain.
//!
//! Each connection is a stream; the position of a frame is its ordinal there, from 0. How a connection is framed is
//! decided by its first bytes ([`framing::FramingRule::Detect`]). A connection's stream is opened with its first byte,
//! so that a load balancer's probes leave no trace.
//!
//! Plain syslog has no acknowledgement. What protects the sender is that we stop reading while the sink has no room or
//! the disk is full: TCP then holds the sender back. Begin at [`Listener`].

mod config;
mod connection;
mod listener;

pub use config::{SyslogTcpConfig, TcpFraming};
pub use listener::Listener;
