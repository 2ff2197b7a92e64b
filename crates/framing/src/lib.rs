//! Bytes to frames (RFC 6587, datagrams, lines).
