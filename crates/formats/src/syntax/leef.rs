//! LEEF (Log Event Extended Format): `LEEF:2.0|vendor|product|version|id|delimiter|key=value…`.
//!
//! Written after IBM, "QRadar Log Event Extended Format (LEEF)": <https://www.ibm.com/docs/en/dsm?topic=overview-leef-event-components>.
//! Version 1.0 parts attributes by tabs; version 2.0 names its delimiter as a character or in hexadecimal (`x5E`,
//! `0x5E`). Senders that part by bars or blanks against it are read too.

use memchr::memchr;

use super::{
    cut::{cut_at, cut_text, is_number, trim},
    scan::find_text,
};

/// A message taken apart into header and attributes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leef<'a> {
    /// `LEEF:`.
    pub(crate) mark: &'a [u8],
    /// Vendor, product, version, event id.
    pub(crate) header: [&'a [u8]; 4],
    /// All that follows the header.
    pub(crate) attributes: &'a [u8],
    /// What parts the attributes; none where only blanks do, as in CEF.
    pub(crate) delimiter: Option<Delimiter>,
}

/// What parts attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    /// This byte.
    Byte(u8),
    /// A tab that rsyslog wrote as `#011`, as it does with control characters.
    EscapedTab,
}

/// A tab as rsyslog writes it.
const ESCAPED_TAB: &str = "#011";

/// Finds the message in a text: at its front, or behind whatever a relay put before it.
pub(crate) fn find_leef(text: &[u8]) -> Option<Leef<'_>> {
    let (head, mut rest) = cut_at(text, b'|')?;
    let version = head.iter().rev().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let (before, version) = head.split_at_checked(head.len() - version)?;
    let mark = find_mark(before, version, rest)?;
    if !version.first()?.is_ascii_digit() {
        return None;
    }
    let mut header: [&[u8]; 4] = [&[]; 4];
    for place in &mut header {
        let (field, after) = cut_at(rest, b'|').unwrap_or((rest, &[]));
        (*place, rest) = (trim(field), after);
    }
    let (named, attributes) = cut_delimiter(rest);
    let found = |byte| memchr(byte, attributes).map(|_| byte);
    // A bar parts only where a key follows it: values hold bars too.
    let delimiter = named.or_else(|| found(b'\t')).map(Delimiter::Byte);
    let delimiter = delimiter.or_else(|| find_text(attributes, ESCAPED_TAB.as_bytes()).map(|_| Delimiter::EscapedTab));
    let delimiter = delimiter.or_else(|| has_bars(attributes).then_some(Delimiter::Byte(b'|')));
    let is_alone =
        memchr(b'=', attributes).is_some_and(|at| memchr(b'=', attributes.get(at + 1..).unwrap_or_default()).is_none());
    Some(Leef { mark, header, attributes, delimiter: delimiter.or(is_alone.then_some(Delimiter::Byte(b'\t'))) })
}

/// `LEEF:` before the version; or nothing, where a relay took that for a program's name and left it out: then the whole
/// header has to stand there, and begins the text.
fn find_mark<'a>(before: &'a [u8], version: &[u8], rest: &[u8]) -> Option<&'a [u8]> {
    const BARS: usize = 4;
    let trimmed = trim(before);
    let mark = trimmed.len().checked_sub(5).and_then(|at| trimmed.get(at..)).filter(|mark| *mark == b"LEEF:");
    if mark.is_some() {
        return mark;
    }
    let attributes = rest.splitn(BARS + 1, |byte| *byte == b'|').nth(BARS)?;
    let has_key = cut_at(attributes, b'=').is_some_and(|(key, _)| {
        !key.is_empty() && key.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    });
    (before.is_empty() && matches!(version, b"1.0" | b"2.0") && has_key).then_some(&[])
}

/// The delimiter that stands before the attributes, where one does.
fn cut_delimiter(text: &[u8]) -> (Option<u8>, &[u8]) {
    const BYTES_MAX: usize = 6;
    let head = text.get(..BYTES_MAX + 1).unwrap_or(text);
    // `||` names a bar, or nothing: then it is the tab.
    let Some(bar) = memchr(b'|', head).map(|bar| if bar == 0 && head.get(1) == Some(&b'|') { 1 } else { bar }) else {
        return (None, text);
    };
    let (field, rest) = text.split_at(bar);
    let rest = rest.get(1..).unwrap_or_default();
    let hex = field.strip_prefix(b"0x").or_else(|| field.strip_prefix(b"x"));
    match (field, hex) {
        ([], _) => (None, rest),
        ([byte], _) => (Some(*byte), rest),
        (_, Some(digits)) => {
            match std::str::from_utf8(digits).ok().and_then(|text| u8::from_str_radix(text, 16).ok()) {
                Some(byte) => (Some(byte), rest),
                None => (None, text),
            }
        }
        (b"\\t", _) => (Some(b'\t'), rest),
        _ => (None, text),
    }
}

/// True where a bar and a key part attributes.
fn has_bars(text: &[u8]) -> bool {
    memchr(b'|', text).is_some_and(|bar| {
        let rest = text.get(bar + 1..).unwrap_or_default();
        let key = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        key > 0 && rest.get(key) == Some(&b'=') && !is_number(rest.get(..key).unwrap_or_default())
    })
}

/// Goes through attributes: key and value, both without blanks around them. What holds no `=` is given with an empty key.
pub(crate) fn split_attributes(text: &[u8], delimiter: Delimiter) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = Some(text);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let cut = match delimiter {
            Delimiter::Byte(byte) => cut_at(text, byte),
            Delimiter::EscapedTab => cut_text(text, ESCAPED_TAB),
        };
        let (part, after) = cut.map_or((text, None), |(part, after)| (part, Some(after)));
        rest = after;
        Some(part)
    });
    parts.filter(|part| !part.is_empty()).map(|part| match cut_at(part, b'=') {
        Some((key, value)) => (trim(key), trim(value)),
        None => (&[][..], part),
    })
}
