//! Addresses as they are written down.

use std::net::SocketAddr;

/// An IPv4 peer of an IPv6 socket (`::ffff:192.0.2.1`) is written as the IPv4 address that it is.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}
