//! Syslog over UDP (RFC 5426).
//!
//! All datagrams of one peer (address and port) are a stream; the position of a datagram is its ordinal there, from 0
//! (of a part, where a datagram is longer than the bound). Reading the socket and waiting for the disk are two tasks:
//! while evidence is made durable the socket is still emptied, up to a bound, and behind it the kernel's receive buffer
//! fills. What the kernel drops then is counted and told to the sink.
//!
//! Begin at [`Listener`].

mod config;
mod courier;
mod drops;
mod listener;
mod peers;

pub use config::SyslogUdpConfig;
pub use listener::Listener;
