//! The octet count in front of a frame (RFC 6587 §3.4.1: `MSG-LEN SP`).

/// A longer message is taken for a lie: 16 MiB, two thousand times the 8 KiB that RFC 5425 §4.3.1 asks receivers for.
pub(crate) const OCTET_COUNT_MAX: usize = 16 * 1024 * 1024;

/// The digits of [`OCTET_COUNT_MAX`].
const DIGITS_MAX: usize = 8;

/// What stands where a count should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// A count: so many bytes of digits and blank, then so many bytes of message.
    Octets {
        /// The length of the digits and the blank.
        header: usize,
        /// The length of the message.
        message: usize,
    },
    /// It may become one; more bytes are needed.
    Unfinished,
    /// It is none, or an absurd one.
    Lie,
}

/// Reads the count that starts at the first byte.
pub(crate) fn read_count(bytes: &[u8]) -> Count {
    let mut message = 0_usize;
    for (at, byte) in bytes.iter().enumerate().take(DIGITS_MAX + 1) {
        match byte {
            b'0' if at == 0 => return Count::Lie,
            b'0'..=b'9' if at < DIGITS_MAX => message = message * 10 + usize::from(byte - b'0'),
            b' ' if at > 0 && message <= OCTET_COUNT_MAX => return Count::Octets { header: at + 1, message },
            _ => return Count::Lie,
        }
    }
    Count::Unfinished
}

/// What the first bytes of a stream say of its framing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A count, and a message after it.
    OctetCounting,
    /// A TLS record of a handshake (RFC 8446 §5.1: type 22, version 3.x).
    Tls,
    /// Anything else.
    Lines,
    /// More bytes are needed.
    Unfinished,
}

/// Reads the first bytes of a stream.
pub(crate) fn read_opening(bytes: &[u8]) -> Opening {
    match bytes {
        [] | [0x16] => return Opening::Unfinished,
        [0x16, 0x03, ..] => return Opening::Tls,
        _ => {}
    }
    match read_count(bytes) {
        Count::Unfinished => Opening::Unfinished,
        Count::Lie => Opening::Lines,
        Count::Octets { header, .. } => match bytes.get(header) {
            None => Opening::Unfinished,
            Some(b'<') => Opening::OctetCounting,
            Some(_) => Opening::Lines,
        },
    }
}
