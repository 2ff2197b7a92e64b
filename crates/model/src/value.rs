//! A value, and where it stood in the evidence.

use std::borrow::Cow;

/// A byte range of the evidence's raw bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Nowhere: what is derived from no single place.
    pub const NONE: Self = Self { start: 0, end: 0 };

    /// The range from `start` up to but not including `end`. Frames are bounded far below 4 GiB; beyond it a place is
    /// held at the end.
    #[must_use]
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The bytes at this place; empty where it lies outside.
    #[must_use]
    #[inline]
    pub fn of(self, raw: &[u8]) -> &[u8] {
        raw.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// How many bytes it holds.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// True where it holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// As it stands in the evidence.
    Span(Span),
    /// What it says once its escapes are taken away.
    Text {
        /// The text.
        text: Box<str>,
        /// Where its escaped form stands.
        span: Span,
    },
    /// A word of ours for what stands there (`event.outcome`, `network.transport`).
    Word {
        /// The word.
        word: &'static str,
        /// Where that stands which it was made from.
        span: Span,
    },
    /// A number of ours for what stands there.
    Number {
        /// The number.
        number: u64,
        /// Where that stands which it was made from.
        span: Span,
    },
}

impl Value {
    /// Where it stood.
    #[must_use]
    #[inline]
    pub const fn span(&self) -> Span {
        match self {
            Self::Span(span) | Self::Text { span, .. } | Self::Word { span, .. } | Self::Number { span, .. } => *span,
        }
    }

    /// Its text; bytes that are not UTF-8 are replaced by U+FFFD.
    #[must_use]
    pub fn text<'a>(&'a self, raw: &'a [u8]) -> Cow<'a, str> {
        match self {
            Self::Span(span) => String::from_utf8_lossy(span.of(raw)),
            Self::Text { text, .. } => Cow::Borrowed(text),
            Self::Word { word, .. } => Cow::Borrowed(word),
            Self::Number { number, .. } => Cow::Owned(number.to_string()),
        }
    }

    /// Its bytes, where they need no making (every value but a number).
    #[must_use]
    #[inline]
    pub fn bytes<'a>(&'a self, raw: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Self::Span(span) => Some(span.of(raw)),
            Self::Text { text, .. } => Some(text.as_bytes()),
            Self::Word { word, .. } => Some(word.as_bytes()),
            Self::Number { .. } => None,
        }
    }

    /// Its number, where it is one: an unsigned decimal number within 64 bits.
    #[must_use]
    pub fn number(&self, raw: &[u8]) -> Option<u64> {
        match self {
            Self::Number { number, .. } => Some(*number),
            other => std::str::from_utf8(other.bytes(raw)?).ok()?.parse().ok(),
        }
    }
}
