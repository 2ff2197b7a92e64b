//! Words of a text: how texts and queries are cut into them, and how they are found again.

use std::borrow::Cow;

use model::Span;

use crate::{Pattern, Piece};

/// The text in lower case, character by character, so that case does not count where it is compared.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().flat_map(char::to_lowercase).collect())
}

/// The words of a folded text: runs of letters, digits and `_`; a `.` between two ASCII digits belongs to its word.
#[must_use]
pub const fn tokens(folded: &str) -> Tokens<'_> {
    Tokens { text: folded, at: 0 }
}

/// The words of a text, see [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut start = self.at;
        while let Some((false, width)) = self.step(start) {
            start += width;
        }
        let mut end = start;
        while let Some((true, width)) = self.step(end) {
            end += width;
        }
        self.at = end;
        self.text.get(start..end).filter(|word| !word.is_empty())
    }
}

impl Tokens<'_> {
    /// Whether the character at a place is part of a word, and how many bytes it has; none at the end. This is the
    /// innermost loop of feeding an index, so characters are decoded only beyond ASCII.
    fn step(&self, at: usize) -> Option<(bool, usize)> {
        let bytes = self.text.as_bytes();
        let byte = *bytes.get(at)?;
        if byte == b'.' {
            let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
            return Some((digit(at.checked_sub(1)) && digit(Some(at + 1)), 1));
        }
        if byte.is_ascii() {
            return Some((byte.is_ascii_alphanumeric() || byte == b'_', 1));
        }
        let char = self.text.get(at..)?.chars().next()?;
        Some((char.is_alphanumeric(), char.len_utf8()))
    }
}

/// True where no word of the raw bytes reaches over an end of the span, so that the words of the value are words of
/// the raw text. May say false where that is not so, never true.
#[must_use]
pub fn is_aligned(raw: &[u8], span: Span) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| raw.get(at)).copied();
    let digit = |at: Option<usize>| byte(at).is_some_and(|byte| byte.is_ascii_digit());
    let inside = |at: Option<usize>| match (byte(at), at) {
        (Some(b'.'), Some(place)) => digit(place.checked_sub(1)) && digit(Some(place + 1)),
        (Some(byte), _) => byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii(),
        (None, _) => false,
    };
    let is_cut = |at: usize| inside(at.checked_sub(1)) && inside(Some(at));
    !is_cut(span.start as usize) && !is_cut(span.end as usize)
}

/// Words that stand one directly after the other. Each may be a pattern. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<Pattern>);

impl Words {
    /// The words of a text; none where it has no letter and no digit.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<Pattern> = tokens(&folded).map(|word| Pattern::new([Piece::Text(word.to_owned())])).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words of a text with wildcards. A wildcard stands for characters of a word: it never reaches beyond one.
    /// A `.` belongs to the word where each neighbour is a digit or a wildcard.
    #[must_use]
    pub fn from_pieces(pieces: &[Piece]) -> Option<Self> {
        let pattern = Pattern::new(pieces.iter().cloned());
        let parts = split_chars(&pattern);
        let mut words: Vec<Vec<Piece>> = vec![Vec::new()];
        for (at, part) in parts.iter().enumerate() {
            let near = |at: Option<usize>| match at.and_then(|at| parts.get(at)) {
                Some(Part::Char(char)) => char.is_ascii_digit(),
                Some(Part::Wildcard(_)) => true,
                None => false,
            };
            let piece = match part {
                Part::Wildcard(piece) => Some(piece.clone()),
                Part::Char('.') => (near(at.checked_sub(1)) && near(Some(at + 1))).then(|| Piece::Text(".".to_owned())),
                Part::Char(char) => (*char == '_' || char.is_alphanumeric()).then(|| Piece::Text(char.to_string())),
            };
            match (piece, words.last_mut()) {
                (Some(piece), Some(word)) => word.push(piece),
                (Some(_), None) => {}
                (None, _) => words.push(Vec::new()),
            }
        }
        let words: Vec<Pattern> = words.into_iter().filter(|word| !word.is_empty()).map(Pattern::new).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words, in their order.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        &self.0
    }

    /// True where they are `*` alone, which asks for no word in particular.
    pub(crate) fn is_any(&self) -> bool {
        matches!(self.0.as_slice(), [word] if word.is_any())
    }

    /// True where they stand in a folded text, one directly after the other.
    #[must_use]
    pub fn stand_in(&self, folded: &str) -> bool {
        if let [word] = self.0.as_slice() {
            return tokens(folded).any(|token| word.matches(token));
        }
        let tokens: Vec<&str> = tokens(folded).collect();
        tokens.windows(self.0.len()).any(|window| self.0.iter().zip(window).all(|(word, token)| word.matches(token)))
    }
}

enum Part {
    Char(char),
    Wildcard(Piece),
}

fn split_chars(pattern: &Pattern) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in pattern.pieces() {
        match piece {
            Piece::Text(text) => parts.extend(text.chars().map(Part::Char)),
            wildcard => parts.push(Part::Wildcard(wildcard.clone())),
        }
    }
    parts
}
