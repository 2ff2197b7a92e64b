//! CEF (Common Event Format): `CEF:0|vendor|product|version|id|name|severity|key=value …`.
//!
//! Written after "ArcSight Common Event Format (CEF) Implementation Standard", versions 25 and 26 (CEF:0 and CEF:1):
//! <https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-24.1/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf>.
//! In the header `\|` and `\\` are escapes, in the extension `\=`, `\\`, `\n` and `\r`. Values may hold blanks.

use memchr::{memchr, memchr2};

use super::{
    cut::{skip_blanks, trim},
    marks::Marks,
};

/// The longest key that is looked for before a `=`, in bytes.
const KEY_BYTES_MAX: usize = 64;

/// How many fields stand between the version and the extension.
const HEADER_FIELDS: usize = 6;

/// A message taken apart into header and extension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cef<'a> {
    /// `CEF:`; empty where a relay ate it.
    pub(crate) mark: &'a [u8],
    /// Vendor, product, version, event class id, name, severity; with their escapes.
    pub(crate) header: [&'a [u8]; HEADER_FIELDS],
    /// All that follows the severity.
    pub(crate) extension: &'a [u8],
    /// False where the text ends inside of the header: the fields that are missing are empty.
    pub(crate) is_whole: bool,
}

/// Finds the message in a text: at its front, or behind whatever a relay put before it.
pub(crate) fn find_cef(text: &[u8]) -> Option<Cef<'_>> {
    let bar = memchr(b'|', text)?;
    let (head, rest) = text.split_at(bar);
    let version = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    if version == 0 {
        return None;
    }
    let before = trim(head.get(..head.len() - version)?);
    let mark = before.get(before.len().saturating_sub(4)..).filter(|mark| mark.eq_ignore_ascii_case(b"CEF:"));
    // UniFi's way into a file loses the tag.
    let is_bare =
        before.is_empty() && text.starts_with(b"0|") && rest.iter().filter(|byte| **byte == b'|').count() >= 7;
    if mark.is_none() && !is_bare {
        return None;
    }
    let mark = mark.unwrap_or_default();
    let mut rest = rest.get(1..)?;
    let mut header: [&[u8]; HEADER_FIELDS] = [&[]; HEADER_FIELDS];
    for (at, place) in header.iter_mut().enumerate() {
        let Some(end) = find_unescaped(rest, b'|') else {
            let (field, extension) = cut_extension(skip_blanks(rest));
            *place = field;
            let is_whole = at + 1 == HEADER_FIELDS;
            return (at >= 2).then_some(Cef { mark, header, extension, is_whole });
        };
        *place = trim(rest.get(..end)?);
        rest = rest.get(end + 1..)?;
    }
    Some(Cef { mark, header, extension: skip_blanks(rest), is_whole: true })
}

/// The last field of a header, and the extension behind it, of senders that leave the bar between them out.
fn cut_extension(text: &[u8]) -> (&[u8], &[u8]) {
    let mut pairs = Pairs::new(text);
    if pairs.equals.is_some() {
        return (&[], text);
    }
    let field = pairs.next().map(|pair| pair.value).unwrap_or_default();
    (field, text.get(pairs.at..).unwrap_or_default())
}

/// Where a byte stands that no backslash guards.
fn find_unescaped(text: &[u8], wanted: u8) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr2(wanted, b'\\', text.get(from..)?)?;
        if text.get(at) == Some(&wanted) {
            return Some(at);
        }
        from = at + 2;
    }
}

/// One pair of an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair<'a> {
    /// What stands before the `=`.
    pub(crate) key: &'a [u8],
    /// What stands behind it, up to the blanks before the next key; with its escapes.
    pub(crate) value: &'a [u8],
}

/// Goes through an extension, pair by pair. A pair begins where a key and an unguarded `=` follow a blank. What stands
/// before the first pair is given with an empty key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs<'a> {
    /// Where `=` stands.
    marks: Marks<'a, 1>,
    /// Where the pair begins that is given next.
    at: usize,
    /// Where its `=` stands; none before the first pair.
    equals: Option<usize>,
}

impl<'a> Pairs<'a> {
    /// The pairs of this extension.
    pub(crate) fn new(text: &'a [u8]) -> Self {
        let key = text.iter().take(KEY_BYTES_MAX).take_while(|byte| is_key_byte(**byte)).count();
        let equals = Some(key).filter(|key| *key > 0 && text.get(*key) == Some(&b'='));
        Self { marks: Marks::new(text, [b'=']), at: 0, equals }
    }

    /// Where the next pair begins behind a place, and where its `=` stands.
    #[inline(always)]
    fn find_pair(&mut self, value_start: usize) -> Option<(usize, usize)> {
        let text = self.marks.text();
        let mut from = value_start;
        loop {
            let equals = self.marks.find(from)?;
            from = equals + 1;
            let head = text.get(value_start..equals)?;
            let near = head.get(head.len().saturating_sub(KEY_BYTES_MAX)..).unwrap_or(head);
            let key = near.len() - near.iter().rposition(|byte| !is_key_byte(*byte)).map_or(0, |at| at + 1);
            let before = head.len().checked_sub(key + 1).and_then(|at| head.get(at));
            if key > 0 && before.is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
                return Some((equals - key, equals));
            }
        }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Pair<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Pair<'a>> {
        let text = self.marks.text();
        if self.at >= text.len() {
            return None;
        }
        let (key, value_start) = match self.equals {
            Some(equals) => (text.get(self.at..equals)?, equals + 1),
            None => (&[][..], self.at),
        };
        let next = self.find_pair(value_start);
        let end = next.map_or(text.len(), |(start, _)| start);
        let value = trim(text.get(value_start..end)?);
        (self.at, self.equals) = next.map_or((text.len(), None), |(start, equals)| (start, Some(equals)));
        Some(Pair { key, value })
    }
}

/// True for what a key is made of.
#[inline]
fn is_key_byte(byte: u8) -> bool {
    KEY_BYTES.get(usize::from(byte)).is_some_and(|is| *is)
}

static KEY_BYTES: [bool; 256] = list_key_bytes();

#[expect(clippy::indexing_slicing, reason = "the index is a byte; it runs while compiling only")]
const fn list_key_bytes() -> [bool; 256] {
    let mut is_key = [false; 256];
    let mut byte = 0_u8;
    loop {
        is_key[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'[' | b']');
        if byte == u8::MAX {
            return is_key;
        }
        byte += 1;
    }
}

/// A text without its escapes; none where it has none.
///
/// A path of Windows whose backslashes are not doubled (`C:\new`) is left as it is but for `\=`, as many senders do not
/// escape at all.
pub(crate) fn unescape(text: &[u8]) -> Option<String> {
    memchr(b'\\', text)?;
    let is_path = text.get(1..3) == Some(b":\\") && text.get(3) != Some(&b'\\');
    let mut out = Vec::with_capacity(text.len());
    let mut is_changed = false;
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest) {
        let (plain, escape) = rest.split_at(at);
        out.extend_from_slice(plain);
        let byte = match escape.get(1) {
            Some(byte @ (b'=' | b'|')) => Some(*byte),
            Some(b'\\') if !is_path => Some(b'\\'),
            Some(b'n') if !is_path => Some(b'\n'),
            Some(b'r') if !is_path => Some(b'\r'),
            _ => None,
        };
        out.push(byte.unwrap_or(b'\\'));
        is_changed |= byte.is_some();
        rest = escape.get(if byte.is_some() { 2 } else { 1 }..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    is_changed.then(|| String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Pairs, find_cef, unescape};

    fn split(text: &str) -> Vec<(String, String)> {
        let own = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Pairs::new(text.as_bytes()).map(|pair| (own(pair.key), own(pair.value))).collect()
    }

    #[test]
    fn a_pair_begins_where_a_key_follows_a_blank() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            split("cs1=a b  c= request=https://x.example/?q=1&r=2 d\\=e=f msg=x "),
            [
                pair("cs1", "a b"),
                pair("c", ""),
                pair("request", "https://x.example/?q=1&r=2 d\\=e=f"),
                pair("msg", "x")
            ]
        );
        assert_eq!(split("no pair at all"), [pair("", "no pair at all")]);
        assert_eq!(split("a=b=c"), [pair("a", "b=c")]);
        assert_eq!(split(""), []);
    }

    #[test]
    fn the_header_keeps_guarded_bars() {
        let cef = find_cef(br"relay: CEF:0|a\|b|c\\|1|id|name|5|k=v").unwrap();
        assert_eq!(cef.header, [&br"a\|b"[..], br"c\\", b"1", b"id", b"name", b"5"]);
        assert_eq!(cef.extension, b"k=v");
        assert!(!find_cef(b"CEF:0|a|b|1|id").unwrap().is_whole);
        let cef = find_cef(b"CEF:0|a|b|1|id|name|10 src=192.0.2.1 k=v").unwrap();
        assert_eq!((cef.header[5], cef.extension, cef.is_whole), (&b"10"[..], &b"src=192.0.2.1 k=v"[..], true));
        let cef = find_cef(b"CEF:0|a|b| k=v c=d").unwrap();
        assert_eq!((cef.header[2], cef.extension, cef.is_whole), (&b""[..], &b"k=v c=d"[..], false));
        assert!(find_cef(b"a|b|c|d|e|f|g|h").is_none());
        assert!(find_cef(b"0|a|b|c|d|e|5|k=v").is_some());
    }

    #[test]
    fn escapes_are_taken_away_but_not_from_bare_paths() {
        assert_eq!(unescape(br"a\=b\\c\nd").as_deref(), Some("a=b\\c\nd"));
        assert_eq!(unescape(br"C:\new\run"), None);
        assert_eq!(unescape(br"C:\\new"), Some("C:\\new".to_owned()));
        assert_eq!(unescape(b"plain"), None);
    }
}
