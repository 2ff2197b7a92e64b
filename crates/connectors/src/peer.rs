//! Addresses as they are written down.

use std::net::SocketAddr;

/// An IPv4 peer of an IPv6 socket (`::ffff:192.0.2.1`) is written as the IPv4 address that it is.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn a_mapped_address_is_written_as_ipv4() {
        let cases = [
            ("[::ffff:192.0.2.1]:514", "192.0.2.1:514"),
            ("192.0.2.1:514", "192.0.2.1:514"),
            ("[2001:db8::1]:514", "[2001:db8::1]:514"),
        ];
        for (given, written) in cases {
            assert_eq!(canonical(given.parse().expect("an address")).to_string(), written);
        }
    }
}
