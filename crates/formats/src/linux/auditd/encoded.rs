//! Values that are written in hexadecimal: names and command lines with blanks or quotes in them, and socket addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What the digits say, where they are such: pairs of capital digits (`audit_log_n_hex()` in `kernel/audit.c`). The NULs
/// that part the words of a command line become blanks. Bytes that are not UTF-8 are replaced by U+FFFD.
pub(super) fn decode_text(text: &[u8]) -> Option<Box<str>> {
    let mut bytes = decode(text)?;
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    for byte in &mut bytes {
        if *byte == 0 {
            *byte = b' ';
        }
    }
    Some(String::from_utf8_lossy(&bytes).into())
}

fn decode(text: &[u8]) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        let [high, low] = pair else { return None };
        bytes.push(digit(*high)? << 4 | digit(*low)?);
    }
    Some(bytes)
}

/// What a socket's address says.
#[derive(Debug, PartialEq)]
pub(super) enum Socket {
    /// Address and port of IPv4 or IPv6.
    Ip(Box<str>, u16),
    /// The path of a Unix socket; an abstract one's begins with `@`.
    Path(Box<str>),
}

/// Reads a `struct sockaddr` as the kernel copied it. The family is in the host's own byte order, which nothing in the
/// record tells; the families that are read fit in one byte, so either order gives the same.
pub(super) fn decode_socket(text: &[u8]) -> Option<Socket> {
    let bytes = decode(text.get(..256.min(text.len()))?)?;
    let (family, rest) = bytes.split_first_chunk::<2>()?;
    match family {
        [1, 0] | [0, 1] => {
            let (mark, name) = match rest.split_first()? {
                (0, name) => ("@", name),
                _ => ("", rest),
            };
            let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
            let name = name.get(..end).filter(|name| !name.is_empty())?;
            Some(Socket::Path(format!("{mark}{}", String::from_utf8_lossy(name)).into()))
        }
        [2, 0] | [0, 2] => {
            let (port, rest) = rest.split_first_chunk::<2>()?;
            let address = Ipv4Addr::from(*rest.first_chunk::<4>()?);
            Some(Socket::Ip(address.to_string().into(), u16::from_be_bytes(*port)))
        }
        [10, 0] | [0, 10] => {
            let (port, rest) = rest.split_first_chunk::<2>()?;
            let address = Ipv6Addr::from(*rest.get(4..)?.first_chunk::<16>()?);
            Some(Socket::Ip(address.to_string().into(), u16::from_be_bytes(*port)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Socket, decode_socket, decode_text};

    #[test]
    fn decodes_names_and_sockets() {
        assert_eq!(decode_text(b"6C73002D6C").as_deref(), Some("ls -l"));
        assert_eq!(decode_text(b"top"), None);
        assert_eq!(decode_text(b"6c73"), None);
        assert_eq!(decode_socket(b"02000016C0000201"), Some(Socket::Ip("192.0.2.1".into(), 22)));
        let six = decode_socket(b"0A0001BB0000000020010DB800000000000000000000000100000000");
        assert_eq!(six, Some(Socket::Ip("2001:db8::1".into(), 443)));
        assert_eq!(decode_socket(b"01002F72756E2F7800"), Some(Socket::Path("/run/x".into())));
        assert_eq!(decode_socket(b"0100002F78"), Some(Socket::Path("@/x".into())));
        assert_eq!(decode_socket(b"0200"), None);
    }
}
