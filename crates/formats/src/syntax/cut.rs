//! Cutting a piece off the front of some bytes: `(what was asked for, what follows)`.

use super::scan::{find_last_text, find_text, find1, find2};

/// Drops the blanks (spaces and tabs) at the front.
pub(crate) fn skip_blanks(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let [b' ' | b'\t', after @ ..] = rest {
        rest = after;
    }
    rest
}

/// Drops the blanks at both ends.
pub(crate) fn trim(text: &[u8]) -> &[u8] {
    let text = skip_blanks(text);
    let end = text.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
    text.get(..end).unwrap_or_default()
}

/// The word at the front, up to a blank, and what follows its blanks. No blank: all of it.
pub(crate) fn cut_word(text: &[u8]) -> (&[u8], &[u8]) {
    match find2(b' ', b'\t', text) {
        Some(at) => {
            let (word, rest) = text.split_at(at);
            (word, skip_blanks(rest))
        }
        None => (text, &[]),
    }
}

/// What stands before the first such byte, and what follows it.
pub(crate) fn cut_at(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = find1(byte, text)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// What stands before the first such text, and what follows it.
#[inline]
pub(crate) fn cut_text<'a>(text: &'a [u8], needle: &str) -> Option<(&'a [u8], &'a [u8])> {
    let at = find_text(text, needle.as_bytes())?;
    Some((text.get(..at)?, text.get(at + needle.len()..)?))
}

/// As [`cut_text`], at the last such text.
pub(crate) fn cut_last_text<'a>(text: &'a [u8], needle: &str) -> Option<(&'a [u8], &'a [u8])> {
    let at = find_last_text(text, needle.as_bytes())?;
    Some((text.get(..at)?, text.get(at + needle.len()..)?))
}

/// The decimal digits at the front, which may be none.
pub(crate) fn cut_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at(digits.min(text.len()))
}

/// True for one or more decimal digits and nothing else.
pub(crate) fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// The number that decimal digits write, where it fits.
pub(crate) fn read_number(text: &[u8]) -> Option<u64> {
    if !is_number(text) {
        return None;
    }
    text.iter().try_fold(0_u64, |number, byte| number.checked_mul(10)?.checked_add(u64::from(byte - b'0')))
}

/// True where an IP address of either version stands there and nothing else. That of IPv6 may have its zone behind it
/// (`fe80::1%eth0`, RFC 4007 §11).
pub(crate) fn is_ip(text: &[u8]) -> bool {
    // Almost every word that is none is told by its first byte.
    let looks_like = text.first().is_some_and(|byte| byte.is_ascii_hexdigit() || *byte == b':');
    if !looks_like {
        return false;
    }
    // What holds no colon and is not IPv4 is none.
    model::is_ipv4(text)
        || text.contains(&b':')
            && std::str::from_utf8(text).is_ok_and(|text| {
                let (address, zone) =
                    text.split_once('%').map_or((text, None), |(address, zone)| (address, Some(zone)));
                zone.is_none_or(is_zone) && address.parse::<std::net::Ipv6Addr>().is_ok()
            })
}

/// True for what names an interface, or its number.
fn is_zone(zone: &str) -> bool {
    // As long as Linux lets an interface's name be, and the byte that ends it there.
    const ZONE_BYTES_MAX: usize = 16;
    (1..=ZONE_BYTES_MAX).contains(&zone.len())
        && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}
