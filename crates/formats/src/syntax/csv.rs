//! Comma-separated values: RFC 4180, one record.
//!
//! What the RFC leaves out is read too: an unquoted value may hold quotes, text behind a closing quote belongs to its
//! value, line ends inside of quotes are part of it, and a quote that nobody closes takes the rest.

use memchr::memchr;
use model::{Span, Value};

use super::marks::Marks;
use crate::body::locate;

/// One value of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// As it is written, without the quotes around it.
    pub(crate) text: &'a [u8],
    /// True where `""` stands in it for `"`.
    pub(crate) has_doubled: bool,
    /// True where its closing quote is missing: only its beginning is there, for certain.
    pub(crate) is_cut_off: bool,
}

impl Cell<'_> {
    /// Its value: a place in the evidence, or, where quotes are doubled, the text that they mean.
    #[inline]
    pub(crate) fn value(&self, raw: &[u8]) -> Value {
        let span = locate(raw, self.text);
        if self.has_doubled { Value::Text { text: unescape(self.text), span } } else { Value::Span(span) }
    }

    /// Where it stands.
    pub(crate) fn span(&self, raw: &[u8]) -> Span {
        locate(raw, self.text)
    }
}

/// Goes through a record, value by value; an empty text holds one empty value. It never fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'a> {
    commas: Marks<'a, 1>,
    /// Where the next value begins; none behind the last.
    at: Option<usize>,
}

impl<'a> Cells<'a> {
    /// The values of this text.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { commas: Marks::new(text, [b',']), at: Some(0) }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cell<'a>> {
        let at = self.at?;
        let text = self.commas.text();
        if text.get(at) == Some(&b'"') {
            return Some(self.take_quoted(at + 1));
        }
        let end = self.take_comma(at);
        Some(Cell { text: text.get(at..end)?, has_doubled: false, is_cut_off: false })
    }
}

impl<'a> Cells<'a> {
    /// Where the next comma stands, or the text ends; the next value begins behind it.
    #[inline]
    fn take_comma(&mut self, from: usize) -> usize {
        let comma = self.commas.find(from);
        self.at = comma.map(|comma| comma + 1);
        comma.unwrap_or(self.commas.text().len())
    }

    fn take_quoted(&mut self, start: usize) -> Cell<'a> {
        let text = self.commas.text();
        let (mut from, mut has_doubled) = (start, false);
        while let Some(at) = memchr(b'"', text.get(from..).unwrap_or_default()).map(|at| from + at) {
            if text.get(at + 1) == Some(&b'"') {
                has_doubled = true;
                from = at + 2;
                continue;
            }
            // Text behind the closing quote is no part of the grammar; the quote then was none.
            let end = self.take_comma(at + 1);
            let end = if end == at + 1 { at } else { end };
            return Cell { text: text.get(start..end).unwrap_or_default(), has_doubled, is_cut_off: false };
        }
        self.at = None;
        Cell { text: text.get(start..).unwrap_or_default(), has_doubled, is_cut_off: true }
    }
}

/// With one quote for two.
fn unescape(text: &[u8]) -> Box<str> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'"', rest) {
        let (before, after) = rest.split_at((at + 1).min(rest.len()));
        plain.extend_from_slice(before);
        rest = after.strip_prefix(b"\"").unwrap_or(after);
    }
    plain.extend_from_slice(rest);
    String::from_utf8_lossy(&plain).into()
}

#[cfg(test)]
mod tests {
    use super::Cells;

    fn read(text: &str) -> Vec<String> {
        let texts = Cells::new(text.as_bytes()).map(|cell| {
            let text = cell.value(text.as_bytes()).text(text.as_bytes()).into_owned();
            if cell.is_cut_off { format!("{text}…") } else { text }
        });
        texts.collect()
    }

    #[test]
    fn reads_what_the_rfc_says_and_what_it_does_not() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[""]),
            ("a,b", &["a", "b"]),
            ("a,,", &["a", "", ""]),
            ("\"a,b\",c", &["a,b", "c"]),
            ("\"a \"\"b\"\"\",c", &["a \"b\"", "c"]),
            ("\"\",\"\"\"\"", &["", "\""]),
            ("a \"b\",c", &["a \"b\"", "c"]),
            ("\"a\nb\",c", &["a\nb", "c"]),
            ("\"a\" b,c", &["a\" b", "c"]),
            ("a,\"b,c", &["a", "b,c…"]),
            ("0123456789abcdef,0123456789abcdefg,h", &["0123456789abcdef", "0123456789abcdefg", "h"]),
        ];
        for (text, want) in cases {
            assert_eq!(&read(text), want, "{text}");
        }
    }
}
