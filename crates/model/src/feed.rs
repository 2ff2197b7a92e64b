//! A configured way in.

use serde::{Deserialize, Serialize};

/// By which way a feed brings bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    /// Syslog datagrams (RFC 5426).
    SyslogUdp,
    /// Syslog over TCP (RFC 6587).
    SyslogTcp,
    /// Files handed to `import`.
    Import,
    /// HTTP push of lines.
    Push,
}

/// One version of a feed's configuration, as far as the reading of its records depends on it. It never changes: another
/// configuration is another version with another [`crate::FeedId`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its name, as configured.
    pub name: String,
    /// By which way it brings bytes.
    pub kind: FeedKind,
    /// The zone of times without one: an IANA name or `+hh:mm`; none where nobody configured one.
    pub zone: Option<String>,
    /// The year of times without one.
    pub year: Option<i32>,
}
