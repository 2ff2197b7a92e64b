//! JSON strings: where they end, and what they say.

use std::borrow::Cow;

use model::Span;

use crate::syntax::marks::Marks;

/// A string as it stands, without its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    /// Its contents.
    pub(super) span: Span,
    /// The byte after its closing quote.
    pub(super) after: usize,
    /// True where it holds escapes.
    pub(super) has_escapes: bool,
    /// False where the text ends before the closing quote.
    pub(super) is_closed: bool,
}

/// What a string says.
pub(super) struct Decoded<'a> {
    /// Its text; what cannot be decoded is U+FFFD.
    pub(super) text: Cow<'a, str>,
    /// True where an escape is none of RFC 8259 §7, or half of a surrogate pair.
    pub(super) is_damaged: bool,
}

/// Where quotes and backslashes stand.
pub(super) type Quotes<'a> = Marks<'a, 2>;

/// Where quotes and backslashes stand in a text.
pub(super) const fn find_quotes(text: &[u8]) -> Quotes<'_> {
    Marks::new(text, *b"\"\\")
}

/// Reads the string whose contents begin at `start`.
#[inline]
pub(super) fn read_text(quotes: &mut Quotes<'_>, start: usize) -> Text {
    let mut at = start;
    let mut has_escapes = false;
    loop {
        let end = quotes.text().len();
        let Some(found) = quotes.find(at) else {
            return Text { span: Span::new(start, end), after: end, has_escapes, is_closed: false };
        };
        if quotes.text().get(found) == Some(&b'"') {
            return Text { span: Span::new(start, found), after: found + 1, has_escapes, is_closed: true };
        }
        has_escapes = true;
        at = found + 2;
    }
}

impl Text {
    /// The string whose contents are known to stand at a place.
    pub(super) fn at(raw: &[u8], span: Span) -> Self {
        let has_escapes = span.of(raw).contains(&b'\\');
        Self { span, after: span.end as usize, has_escapes, is_closed: true }
    }

    /// True where it says this.
    pub(super) fn says(&self, raw: &[u8], text: &[u8]) -> bool {
        if self.has_escapes { self.decode(raw).text.as_bytes() == text } else { self.span.of(raw) == text }
    }

    /// What it says.
    pub(super) fn decode<'a>(&self, raw: &'a [u8]) -> Decoded<'a> {
        let written = self.span.of(raw);
        if !self.has_escapes {
            return Decoded { text: String::from_utf8_lossy(written), is_damaged: false };
        }
        let mut decoder = Decoder { rest: written, text: String::with_capacity(written.len()), is_damaged: false };
        decoder.run();
        Decoded { text: Cow::Owned(decoder.text), is_damaged: decoder.is_damaged }
    }
}

struct Decoder<'a> {
    rest: &'a [u8],
    text: String,
    is_damaged: bool,
}

impl Decoder<'_> {
    fn run(&mut self) {
        while let Some(at) = memchr::memchr(b'\\', self.rest) {
            let (plain, escape) = self.rest.split_at(at);
            self.text.push_str(&String::from_utf8_lossy(plain));
            self.rest = escape.get(1..).unwrap_or_default();
            self.read_escape();
        }
        self.text.push_str(&String::from_utf8_lossy(self.rest));
    }

    fn read_escape(&mut self) {
        let Some((&letter, rest)) = self.rest.split_first() else {
            self.is_damaged = true;
            return;
        };
        self.rest = rest;
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.read_unicode(),
            _ => {
                // No escape of JSON: as written.
                self.is_damaged = true;
                self.text.push('\\');
                if letter.is_ascii() { char::from(letter) } else { char::REPLACEMENT_CHARACTER }
            }
        };
        self.text.push(character);
    }

    /// Four hex digits, or two times four with `\u` between them for what lies beyond the BMP.
    fn read_unicode(&mut self) -> char {
        let Some(first) = self.read_hex() else {
            self.is_damaged = true;
            return char::REPLACEMENT_CHARACTER;
        };
        if let Some(character) = char::from_u32(first) {
            return character;
        }
        if first < 0xDC00 && self.rest.starts_with(b"\\u") {
            let back = self.rest;
            self.rest = back.get(2..).unwrap_or_default();
            if let Some(second @ 0xDC00..=0xDFFF) = self.read_hex() {
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.rest = back;
        }
        self.is_damaged = true;
        char::REPLACEMENT_CHARACTER
    }

    fn read_hex(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        let code = digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))?;
        self.rest = rest;
        Some(code)
    }
}
