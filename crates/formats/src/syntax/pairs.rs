//! `key=value` lines, as firewalls and PAM write them.

use super::scan::{find2, find3};

/// One piece of such a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// `key=value`; the quotes around a value are not part of it.
    Pair {
        /// What stands before the `=`.
        key: &'a [u8],
        /// What stands behind it; empty in `OUT= `.
        value: &'a [u8],
    },
    /// A word without `=` (`SYN`, `DF`), or one that begins with it.
    Word(&'a [u8]),
    /// `key="value` whose closing quote is missing.
    CutOff {
        /// What stands before the `=`.
        key: &'a [u8],
        /// All that stands behind the opening quote.
        value: &'a [u8],
    },
}

/// Goes through a line, piece by piece. Blanks part the pieces, except inside of double quotes, in which a backslash
/// guards the next byte. Every byte belongs to a piece or parts two; it never fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs<'a> {
    rest: &'a [u8],
    /// The bytes that part the pieces: a blank and a tab, or a comma.
    separators: (u8, u8),
}

impl<'a> Pairs<'a> {
    /// The pieces of this text.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { rest: text, separators: (b' ', b'\t') }
    }

    /// The pieces of this text, which commas part.
    pub(crate) const fn new_by_commas(text: &'a [u8]) -> Self {
        Self { rest: text, separators: (b',', b',') }
    }

    fn skip_separators(&self) -> &'a [u8] {
        let (one, other) = self.separators;
        let mut rest = self.rest;
        while let Some((byte, after)) = rest.split_first()
            && (*byte == one || *byte == other)
        {
            rest = after;
        }
        rest
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let text = self.skip_separators();
        let (one, other) = self.separators;
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let Some(at) = find3(b'=', one, other, text) else {
            self.rest = &[];
            return Some(Piece::Word(text));
        };
        let (head, tail) = text.split_at(at);
        let Some(value) = tail.strip_prefix(b"=") else {
            self.rest = tail;
            return Some(Piece::Word(head));
        };
        if head.is_empty() {
            // A value of nothing has no name to stand under.
            let (word, rest) = text.split_at(find2(b' ', b'\t', text).unwrap_or(text.len()));
            self.rest = rest;
            return Some(Piece::Word(word));
        }
        if let Some(quoted) = value.strip_prefix(b"\"") {
            return Some(match find_quote(quoted) {
                Some(end) => {
                    let (value, rest) = quoted.split_at(end);
                    self.rest = rest.get(1..).unwrap_or_default();
                    Piece::Pair { key: head, value }
                }
                None => {
                    self.rest = &[];
                    Piece::CutOff { key: head, value: quoted }
                }
            });
        }
        let end = find2(one, other, value).unwrap_or(value.len());
        let (value, rest) = value.split_at(end);
        self.rest = rest;
        Some(Piece::Pair { key: head, value })
    }
}

/// Where the closing quote stands.
pub(crate) fn find_quote(quoted: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find2(b'"', b'\\', quoted.get(from..)?)?;
        if quoted.get(at) == Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}
