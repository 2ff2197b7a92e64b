//! `key=value` lines, as firewalls and PAM write them.

use super::{marks::Marks, scan::find2};

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
    /// Where `=`, the bytes that part the pieces, quotes and backslashes stand.
    marks: Marks<'a, 5>,
    /// Where the next piece begins, or what parts it from the last one.
    at: usize,
    /// The bytes that part the pieces: a blank and a tab, or a comma.
    separators: (u8, u8),
}

impl<'a> Pairs<'a> {
    /// The pieces of this text.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { marks: Marks::new(text, *b"= \t\"\\"), at: 0, separators: (b' ', b'\t') }
    }

    /// The pieces of this text, which commas part.
    pub(crate) const fn new_by_commas(text: &'a [u8]) -> Self {
        Self { marks: Marks::new(text, *b"=,,\"\\"), at: 0, separators: (b',', b',') }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.marks.text().get(at).copied()
    }

    fn part(&self, start: usize, end: usize) -> &'a [u8] {
        self.marks.text().get(start..end).unwrap_or_default()
    }

    fn is_separator(&self, byte: u8) -> bool {
        byte == self.separators.0 || byte == self.separators.1
    }

    /// The first such place at or behind one; the text's end where there is none.
    #[inline(always)]
    fn find(&mut self, mut from: usize, is_wanted: impl Fn(&Self, u8) -> bool) -> usize {
        while let Some(at) = self.marks.find(from) {
            if self.byte(at).is_some_and(|byte| is_wanted(self, byte)) {
                return at;
            }
            from = at + 1;
        }
        self.marks.text().len()
    }

    /// Where the quote closes that was opened before this place.
    #[inline(always)]
    fn find_quote(&mut self, mut from: usize) -> Option<usize> {
        loop {
            let at = self.marks.find(from)?;
            from = match self.byte(at)? {
                b'"' => return Some(at),
                b'\\' => at + 2,
                _ => at + 1,
            };
        }
    }

    /// The pair whose `=` stands here.
    #[inline(always)]
    fn take_pair(&mut self, start: usize, equals: usize) -> Piece<'a> {
        let (key, value) = (self.part(start, equals), equals + 1);
        if self.byte(value) == Some(b'"') {
            let Some(end) = self.find_quote(value + 1) else {
                self.at = self.marks.text().len();
                return Piece::CutOff { key, value: self.part(value + 1, self.at) };
            };
            self.at = end + 1;
            return Piece::Pair { key, value: self.part(value + 1, end) };
        }
        self.at = self.find(value, Self::is_separator);
        Piece::Pair { key, value: self.part(value, self.at) }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Piece<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Piece<'a>> {
        while self.byte(self.at).is_some_and(|byte| self.is_separator(byte)) {
            self.at += 1;
        }
        let start = self.at;
        self.byte(start)?;
        let end = self.find(start, |pairs, byte| byte == b'=' || pairs.is_separator(byte));
        if self.byte(end) != Some(b'=') {
            self.at = end;
            return Some(Piece::Word(self.part(start, end)));
        }
        if end > start {
            return Some(self.take_pair(start, end));
        }
        // A value of nothing has no name to stand under.
        let text = self.part(start, self.marks.text().len());
        let len = find2(b' ', b'\t', text).unwrap_or(text.len());
        self.at = start + len;
        Some(Piece::Word(self.part(start, self.at)))
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
