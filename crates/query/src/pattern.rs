//! Wildcards.

use crate::fold;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text, folded.
    Text(String),
    /// `*`: any characters, also none.
    AnyRun,
    /// `?`: one character.
    One,
}

/// A text with wildcards, folded. Texts never stand side by side, and neither do `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// The pattern of these pieces, folded and joined.
    #[must_use]
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (Some(Piece::AnyRun), Piece::AnyRun) => {}
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&fold(&more)),
                (_, Piece::Text(text)) if text.is_empty() => {}
                (_, Piece::Text(text)) => joined.push(Piece::Text(fold(&text).into_owned())),
                (_, wildcard) => joined.push(wildcard),
            }
        }
        Self(joined)
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The text, where it has no wildcard.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text before the `*`, where it is a text and a `*` and nothing else.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Text(text), Piece::AnyRun] => Some(text),
            _ => None,
        }
    }

    /// True where it is `*` alone.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self.0.as_slice(), [Piece::AnyRun])
    }

    /// True where the whole of a folded text is of this pattern.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        let (mut pieces, mut text) = (self.0.as_slice(), folded);
        // The last `*` and what it has taken so far: when the rest fails, it takes one character more.
        let mut retry: Option<(&[Piece], &str)> = None;
        loop {
            let step = match pieces.split_first() {
                None if text.is_empty() => return true,
                None => None,
                Some((Piece::AnyRun, rest)) => {
                    retry = Some((rest, text));
                    Some((rest, text))
                }
                Some((Piece::One, rest)) => skip_char(text).map(|text| (rest, text)),
                Some((Piece::Text(literal), rest)) => text.strip_prefix(literal.as_str()).map(|text| (rest, text)),
            };
            (pieces, text) = match step {
                Some(step) => step,
                None => {
                    let Some((rest, taken)) = retry else { return false };
                    let Some(taken) = skip_char(taken) else { return false };
                    retry = Some((rest, taken));
                    (rest, taken)
                }
            };
        }
    }
}

fn skip_char(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    chars.next().map(|_| chars.as_str())
}
