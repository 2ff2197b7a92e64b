//! What can be configured of a syslog UDP listener.

use std::net::SocketAddr;

use framing::FrameLimits;
use model::{Feed, FeedKind};
use serde::{Deserialize, Serialize};

/// One syslog UDP listener. Unknown keys are errors; a missing key takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SyslogUdpConfig {
    /// The feed's name. Default `syslog-udp`.
    pub name: String,
    /// Where to listen, `address:port`. Default `127.0.0.1:5514`, as for TCP.
    pub listen: SocketAddr,
    /// The zone of times without one: an IANA name or `+hh:mm`. Default none.
    pub zone: Option<String>,
    /// The year of times without one. Default none.
    pub year: Option<i32>,
    /// The longest frame, in bytes; a longer one is kept in parts. Default 262144, more than a datagram can hold.
    pub frame_bytes_max: usize,
    /// The kernel's receive buffer to ask for, in bytes. The kernel gives at most `net.core.rmem_max`, unless the
    /// process may administrate the network; what it gave is logged. Default 8388608.
    pub receive_buffer_bytes: usize,
    /// How many bytes of datagrams wait in memory for the disk before the socket is left to fill. Default 16777216.
    pub queue_bytes_max: usize,
    /// The most peers whose streams are open at a time. One more closes the eighth of them that was silent the
    /// longest; a peer that sends again opens another stream. Default 4096.
    pub peers_max: usize,
}

impl Default for SyslogUdpConfig {
    fn default() -> Self {
        Self {
            name: "syslog-udp".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 5514)),
            zone: None,
            year: None,
            frame_bytes_max: FrameLimits::FRAME_BYTES_MAX,
            receive_buffer_bytes: 8 * 1024 * 1024,
            queue_bytes_max: 16 * 1024 * 1024,
            peers_max: 4096,
        }
    }
}

impl SyslogUdpConfig {
    /// What the reading of its records depends on.
    #[must_use]
    pub fn feed(&self) -> Feed {
        Feed { name: self.name.clone(), kind: FeedKind::SyslogUdp, zone: self.zone.clone(), year: self.year }
    }

    pub(crate) const fn limits(&self) -> FrameLimits {
        FrameLimits { frame_bytes_max: self.frame_bytes_max }
    }
}
