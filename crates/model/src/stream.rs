//! Where a stream comes from: the body of the record that opens it.

use serde::{Deserialize, Serialize};
use stamp::UtcNanos;

/// What a stream is, stored as JSON in the record that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stream", rename_all = "snake_case")]
pub enum StreamOrigin {
    /// A TCP connection.
    Connection {
        /// Who connected, `address:port`.
        peer: String,
        /// Where we listened, `address:port`.
        local: String,
    },
    /// All datagrams of one peer.
    Datagrams {
        /// Who sent, `address:port`.
        peer: String,
        /// Where we listened, `address:port`.
        local: String,
    },
    /// A file, as acquired.
    File {
        /// Its name as given.
        name: String,
        /// Its size in bytes, as acquired (compressed, where it was).
        size_bytes: u64,
        /// When it was last modified, where the file system says so.
        modified_at: Option<UtcNanos>,
        /// SHA-256 of its bytes as acquired, in hex.
        sha256: String,
        /// `gzip`, `zstd` or none.
        compression: Option<String>,
    },
    /// What one token pushed over HTTP.
    Push {
        /// The token's public id.
        token: String,
        /// Where from, `address:port`, or `socket`.
        peer: String,
    },
}

/// What makes two streams the same stream told twice: a file's SHA-256. Connections have none: each is its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamIdentity(pub String);

impl StreamIdentity {
    /// A file's, by the SHA-256 of its bytes as acquired, in hex.
    #[must_use]
    pub fn of_file(sha256: &str) -> Self {
        Self(format!("file:{sha256}"))
    }
}

impl StreamOrigin {
    /// The identity by which a second delivery of the same bytes is recognised, where there is one.
    #[must_use]
    pub fn identity(&self) -> Option<StreamIdentity> {
        match self {
            Self::File { sha256, .. } => Some(StreamIdentity::of_file(sha256)),
            Self::Connection { .. } | Self::Datagrams { .. } | Self::Push { .. } => None,
        }
    }

    /// True where the sender sends as it writes, so that the receipt says something of the time of writing.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self, Self::File { .. })
    }

    /// The IP address of the sender, where there is one.
    #[must_use]
    pub fn peer_ip(&self) -> Option<std::net::IpAddr> {
        match self {
            Self::Connection { peer, .. } | Self::Datagrams { peer, .. } | Self::Push { peer, .. } => {
                peer.parse::<std::net::SocketAddr>().ok().map(|address| address.ip())
            }
            Self::File { .. } => None,
        }
    }
}
