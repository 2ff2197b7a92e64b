//! What can be configured of a syslog TCP listener.

use std::net::SocketAddr;

use framing::{FrameLimits, FramingRule};
use model::{Feed, FeedKind};
use serde::{Deserialize, Serialize};

/// One syslog TCP listener. Unknown keys are errors; a missing key takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SyslogTcpConfig {
    /// The feed's name. Default `syslog-tcp`.
    pub name: String,
    /// Where to listen, `address:port`. Default `127.0.0.1:5514`: the port 514 needs privileges, and plain text should
    /// not be taken from the network unless somebody says so.
    pub listen: SocketAddr,
    /// The zone of times without one: an IANA name or `+hh:mm`. Default none.
    pub zone: Option<String>,
    /// The year of times without one. Default none.
    pub year: Option<i32>,
    /// How connections are framed. Default `auto`.
    pub framing: TcpFraming,
    /// The longest frame, in bytes; a longer one is kept in parts. Also what an unfinished frame may hold in memory,
    /// for each connection. Default 262144.
    pub frame_bytes_max: usize,
    /// The most connections at a time; further ones wait in the kernel's queue. Default 1024.
    pub connections_max: usize,
    /// A connection that brings nothing for so many seconds is closed. Default 86400: a quiet sender would lose its
    /// next message to a closed connection, and dead ones are found by TCP keep-alive.
    pub idle_seconds_max: u64,
    /// How many bytes are still read from each connection when the daemon ends. Default 16777216.
    pub drain_bytes_max: usize,
}

/// How connections are framed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TcpFraming {
    /// Decided for each connection by its first bytes.
    #[default]
    Auto,
    /// Octet counting (RFC 6587 §3.4.1).
    OctetCounting,
    /// Lines (RFC 6587 §3.4.2).
    Lines,
}

impl Default for SyslogTcpConfig {
    fn default() -> Self {
        Self {
            name: "syslog-tcp".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 5514)),
            zone: None,
            year: None,
            framing: TcpFraming::Auto,
            frame_bytes_max: FrameLimits::FRAME_BYTES_MAX,
            connections_max: 1024,
            idle_seconds_max: 86_400,
            drain_bytes_max: 16 * 1024 * 1024,
        }
    }
}

impl SyslogTcpConfig {
    /// What the reading of its records depends on.
    #[must_use]
    pub fn feed(&self) -> Feed {
        Feed { name: self.name.clone(), kind: FeedKind::SyslogTcp, zone: self.zone.clone(), year: self.year }
    }

    pub(crate) const fn rule(&self) -> FramingRule {
        match self.framing {
            TcpFraming::Auto => FramingRule::Detect,
            TcpFraming::OctetCounting => FramingRule::OctetCounting,
            TcpFraming::Lines => FramingRule::Lines,
        }
    }

    pub(crate) const fn limits(&self) -> FrameLimits {
        FrameLimits { frame_bytes_max: self.frame_bytes_max }
    }
}
