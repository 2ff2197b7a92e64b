//! XML as event logs write it, read where it lies: piece by piece, without a tree.
//!
//! Elements, attributes, text, CDATA and the five entities of XML 1.0 (<https://www.w3.org/TR/xml/>) and character
//! references. A document type ends the reading: nothing is expanded. Damaged text gives what was read up to there. It
//! knows no product.

use memchr::{memchr, memchr3};
use model::Value;

use super::{cut::skip_blanks, scan::find_text};
use crate::body::Body;

/// The most pieces that are read of one document.
const PIECES_MAX: usize = 8192;
/// The longest reference, `&#x10FFFF;`.
const REFERENCE_BYTES_MAX: usize = 12;

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// `<name attributes>`.
    Open {
        /// The element's name, without its namespace's prefix.
        name: &'a [u8],
        /// The attributes as written.
        attributes: &'a [u8],
        /// True for `<name/>`, which has no close.
        is_empty: bool,
    },
    /// `</name>`.
    Close,
    /// What stands between tags, not empty.
    Text(&'a [u8]),
}

/// Goes through a document, piece by piece.
pub(crate) struct Pieces<'a> {
    rest: &'a [u8],
    count: usize,
    /// False once the text ended inside of a tag, or could not be read on.
    pub(crate) is_whole: bool,
}

impl<'a> Pieces<'a> {
    /// The pieces of this text.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { rest: text, count: 0, is_whole: true }
    }

    /// What was not read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn cut(&mut self, len: usize) -> &'a [u8] {
        let (piece, rest) = self.rest.split_at(len.min(self.rest.len()));
        self.rest = rest;
        piece
    }

    fn stop(&mut self) -> Option<Piece<'a>> {
        self.is_whole = false;
        self.count = PIECES_MAX;
        None
    }

    /// Goes past what ends with these bytes.
    fn skip_past(&mut self, end: &[u8]) -> Option<&'a [u8]> {
        let at = find_text(self.rest, end)?;
        let inside = self.cut(at);
        self.cut(end.len());
        Some(inside)
    }

    fn read_tag(&mut self) -> Option<Piece<'a>> {
        let Some(len) = find_tag_end(self.rest) else { return self.stop() };
        let tag = self.cut(len + 1);
        let inside = tag.get(1..len).unwrap_or_default();
        if inside.starts_with(b"/") {
            return Some(Piece::Close);
        }
        let is_empty = inside.ends_with(b"/");
        let inside = inside.strip_suffix(b"/").unwrap_or(inside);
        let end = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        let name = memchr(b':', name).and_then(|at| name.get(at + 1..)).unwrap_or(name);
        Some(Piece::Open { name, attributes, is_empty })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            self.count += 1;
            if self.rest.is_empty() || self.count > PIECES_MAX {
                return None;
            }
            if self.rest.starts_with(b"<?") {
                if self.skip_past(b"?>").is_none() {
                    return self.stop();
                }
            } else if self.rest.starts_with(b"<!--") {
                if self.skip_past(b"-->").is_none() {
                    return self.stop();
                }
            } else if self.rest.starts_with(b"<![CDATA[") {
                self.cut(9);
                return match self.skip_past(b"]]>") {
                    Some(inside) => Some(Piece::Text(inside)),
                    None => self.stop(),
                };
            } else if self.rest.starts_with(b"<!") {
                return self.stop();
            } else if self.rest.starts_with(b"<") {
                return self.read_tag();
            } else {
                let len = memchr(b'<', self.rest).unwrap_or(self.rest.len());
                let text = self.cut(len);
                if !text.iter().all(u8::is_ascii_whitespace) {
                    return Some(Piece::Text(text));
                }
            }
        }
    }
}

/// Where the `>` of a tag stands; those in the values of attributes are none.
fn find_tag_end(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr3(b'>', b'"', b'\'', text.get(at..)?)?;
        let quote = *text.get(at)?;
        if quote == b'>' {
            return Some(at);
        }
        at += memchr(quote, text.get(at + 1..)?)? + 2;
    }
}

/// The value of one attribute.
pub(crate) fn find_attribute<'a>(attributes: &'a [u8], wanted: &str) -> Option<&'a [u8]> {
    cut_attributes(attributes).find(|(name, _)| *name == wanted.as_bytes()).map(|(_, value)| value)
}

/// The names and values of attributes.
pub(crate) fn cut_attributes(attributes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let text = skip_blanks(rest.trim_ascii_start());
        let equals = memchr(b'=', text)?;
        let name = text.get(..equals)?.trim_ascii();
        let value = text.get(equals + 1..)?.trim_ascii_start();
        let quote = *value.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let inside = value.get(1..)?;
        let end = memchr(quote, inside)?;
        rest = inside.get(end + 1..)?;
        Some((name, inside.get(..end)?))
    })
}

/// The value that a text or an attribute says: its place, or what it reads once its references are replaced.
pub(crate) fn decode(body: &Body<'_>, text: &[u8]) -> Value {
    let span = body.span_of(text);
    if memchr(b'&', text).is_none() {
        return Value::Span(span);
    }
    Value::Text { text: decode_text(text).into(), span }
}

/// What a text reads once its references are replaced.
pub(crate) fn decode_text(text: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest) {
        let (before, reference) = rest.split_at(at);
        decoded.extend_from_slice(before);
        match cut_reference(reference) {
            Some((char, len)) => {
                let mut bytes = [0; 4];
                decoded.extend_from_slice(char.encode_utf8(&mut bytes).as_bytes());
                rest = reference.get(len..).unwrap_or_default();
            }
            None => {
                decoded.push(b'&');
                rest = reference.get(1..).unwrap_or_default();
            }
        }
    }
    decoded.extend_from_slice(rest);
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The character that a reference at the front names, and the reference's length.
fn cut_reference(text: &[u8]) -> Option<(char, usize)> {
    let end = memchr(b';', text.get(..REFERENCE_BYTES_MAX).unwrap_or(text))?;
    let char = match text.get(1..end)? {
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        number => {
            let number = std::str::from_utf8(number.strip_prefix(b"#")?).ok()?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((char, end + 1))
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::{Piece, Pieces, decode, find_attribute};
    use crate::body::Body;

    #[test]
    fn reads_pieces_and_stops_at_a_document_type() {
        let text = b"<?xml version='1.0'?><a:E x='1>2'><!-- c --> <D N=\"q\">t&lt;</D><F/><![CDATA[<z>]]></a:E>";
        let names: Vec<String> = Pieces::new(text)
            .map(|piece| match piece {
                Piece::Open { name, is_empty, .. } => {
                    format!("{}{}", String::from_utf8_lossy(name), u8::from(is_empty))
                }
                Piece::Close => "/".to_owned(),
                Piece::Text(text) => String::from_utf8_lossy(text).into_owned(),
            })
            .collect();
        assert_eq!(names, ["E0", "D0", "t&lt;", "/", "F1", "<z>", "/"]);
        let mut bad = Pieces::new(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
        assert_eq!((bad.next(), bad.is_whole), (None, false));
        assert_eq!(find_attribute(b" x='1>2' y = \"3\"", "y"), Some(b"3".as_slice()));
    }

    #[test]
    fn decodes_references() {
        let raw = b"a&#x41;&amp;&#66;&nope;&";
        let body = Body::new(raw, Span::new(0, raw.len()), None);
        assert_eq!(decode(&body, raw).text(raw), "aA&B&nope;&");
    }
}
