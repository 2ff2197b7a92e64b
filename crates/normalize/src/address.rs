//! IP addresses, and the host names that stand where an address should.

use std::net::{IpAddr, Ipv6Addr};

use model::{Field, Value, is_ipv4};

use crate::fit::{Fit, cut};

/// Longer is no domain name (RFC 1035 §2.3.4).
const NAME_BYTES_MAX: usize = 253;

/// Fits the value of an address field.
pub(crate) fn fit(field: Field, value: &Value, bytes: &[u8]) -> Fit {
    if is_ipv4(bytes) {
        return Fit::Keep;
    }
    let (start, end) = trim(bytes);
    let text = bytes.get(start..end).unwrap_or_default();
    match parse(text) {
        Some(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => unmap(address, value, bytes, start, end),
        Some(_) if text.len() == bytes.len() => Fit::Keep,
        Some(_) => Fit::Replace(cut(value, bytes, start, end)),
        None if text.eq_ignore_ascii_case(b"unknown") => Fit::Nothing,
        None if is_host_name(text) => sibling(field).map_or(Fit::Misfit, Fit::Move),
        None => Fit::Misfit,
    }
}

/// The address that a text is, where it is one.
pub(crate) fn parse(text: &[u8]) -> Option<IpAddr> {
    // The shortest is `::`, the longest an IPv4-mapped one; what shows no colon and begins with no digit is a name.
    let is_likely = text.first().is_some_and(u8::is_ascii_digit) || shows_v6(text);
    if !is_likely || !(2..=45).contains(&text.len()) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// True for an IPv6 address, and for no IPv4 address: a group of four digits at most stands before its first colon.
#[inline]
pub(crate) fn shows_v6(text: &[u8]) -> bool {
    text.iter().take(5).any(|byte| *byte == b':')
}

/// Where the address itself stands: without the brackets of a URL (RFC 3986 §3.2.2) and without a zone id
/// (RFC 4007 §11), which means something to its own host only.
fn trim(bytes: &[u8]) -> (usize, usize) {
    let (start, end) = match bytes {
        [b'[', .., b']'] => (1, bytes.len() - 1),
        _ => (0, bytes.len()),
    };
    let inner = bytes.get(start..end).unwrap_or_default();
    let end = inner.iter().position(|byte| *byte == b'%').map_or(end, |at| start + at);
    (start, end)
}

/// `::ffff:192.0.2.1` is how a socket for both versions tells of an IPv4 peer: the same address as `192.0.2.1`.
fn unmap(address: Ipv6Addr, value: &Value, bytes: &[u8], start: usize, end: usize) -> Fit {
    let Some(mapped) = address.to_ipv4_mapped() else { return Fit::Keep };
    let tail = bytes.iter().rposition(|byte| *byte == b':').map_or(start, |at| at + 1);
    let is_dotted = bytes.get(tail..end).is_some_and(|text| text.contains(&b'.'));
    Fit::Replace(if is_dotted {
        cut(value, bytes, tail, end)
    } else {
        Value::Text { text: mapped.to_string().into(), span: value.span() }
    })
}

/// True for what can be a host's name: letters, digits, `-`, `_` and dots, one letter at least.
fn is_host_name(text: &[u8]) -> bool {
    text.len() <= NAME_BYTES_MAX
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
        && text.iter().any(u8::is_ascii_alphabetic)
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The field of the name beside the field of the address.
fn sibling(field: Field) -> Option<Field> {
    match field {
        Field::SourceIp => Some(Field::SourceDomain),
        Field::DestinationIp => Some(Field::DestinationDomain),
        Field::HostIp => Some(Field::HostName),
        Field::ObserverIp => Some(Field::ObserverName),
        Field::RelatedIp => Some(Field::RelatedHosts),
        _ => None,
    }
}
