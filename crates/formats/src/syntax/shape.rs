//! Messages of fixed wording with holes in it, as programs print them, matched against shapes that read like them.
//!
//! A shape is the wording itself. In it stand
//! - `{name}`: a word, at least one byte and no blank;
//! - `{name#}`: decimal digits;
//! - `{name*}`: anything, also nothing, and as much as fits: what a stranger wrote may hold the wording that follows;
//! - `{name-}`: the same, and as little as fits: the program's own text, behind which a stranger's stands;
//! - `{name!}`: the same, and only where one length alone fits: a stranger's text, behind which a stranger's stands, so
//!   that nobody knows whose wording parts them;
//! - `[[…]]`: what may be missing (not nested);
//! - `{{`: an opening brace.
//!
//! A shape matches a whole text. Where it could match in several ways, the leftmost hole takes the most: so what may be
//! missing behind a `{name*}` needs two shapes, the longer one first.

mod shapes;

use super::scan::{Needle, find2};

pub(crate) use shapes::Shapes;

/// No shape has more holes: one that had could match nothing.
const CAPTURES_MAX: usize = 16;

/// How many bytes a search may look at whatever the text's length, and how many times the whole text beyond that. A text
/// that makes the search longer is taken for no match: what a hostile one costs grows with its length and no faster.
const BYTES_FREE: usize = 1 << 13;
const TIMES_MAX: usize = 8;

/// A wording, taken apart once.
#[derive(Debug)]
pub(crate) struct Shape {
    tokens: Vec<Token>,
    /// Of a shape that begins with a hole: the longest wording that every text holds that it matches. It spares almost
    /// every other text the search for the hole's end.
    needed: Option<Needle>,
}

impl Shape {
    /// The shape that is written so.
    pub(crate) fn new(written: &'static str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = written;
        while let Some((token, after)) = cut_token(rest) {
            tokens.push(token);
            rest = after;
        }
        let holes = tokens.iter().filter(|token| matches!(token, Token::Hole { .. })).count();
        debug_assert!(holes <= CAPTURES_MAX, "{holes} holes: {written}");
        let needed = match tokens.first() {
            Some(Token::Literal(_)) => None,
            _ => find_required(&tokens).max_by_key(|literal| literal.bytes().len()),
        };
        Self { tokens, needed }
    }

    /// The byte that every text begins with that it matches; none where it begins with a hole.
    fn first_byte(&self) -> Option<u8> {
        match self.tokens.first()? {
            Token::Literal(head) => head.bytes().first().copied(),
            _ => None,
        }
    }

    /// Matches a text, and tells what stood in the holes.
    pub(crate) fn match_text<'a>(&self, text: &'a [u8]) -> Option<Captures<'a>> {
        // Most shapes of a table are told apart by how they begin.
        let (tokens, text) = match self.tokens.split_first() {
            Some((Token::Literal(head), tokens)) => (tokens, text.strip_prefix(head.bytes())?),
            _ => (self.tokens.as_slice(), text),
        };
        if let Some(needed) = &self.needed {
            needed.find(text)?;
        }
        let left = BYTES_FREE + TIMES_MAX * text.len();
        let mut captures = Captures { list: [("", &[]); CAPTURES_MAX], len: 0, left };
        captures.matches(tokens, text).then_some(captures)
    }
}

/// What stood in the holes of a shape, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Captures<'a> {
    list: [(&'static str, &'a [u8]); CAPTURES_MAX],
    len: usize,
    /// How many bytes may still be looked at.
    left: usize,
}

impl<'a> Captures<'a> {
    /// The holes' names and what stood in each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'a [u8])> {
        self.list.iter().take(self.len).copied()
    }

    /// What stood in one hole.
    pub(crate) fn find(&self, name: &str) -> Option<&'a [u8]> {
        self.iter().find(|(hole, _)| *hole == name).map(|(_, text)| text)
    }

    fn push(&mut self, name: &'static str, text: &'a [u8]) -> bool {
        match self.list.get_mut(self.len) {
            Some(place) => {
                *place = (name, text);
                self.len += 1;
                true
            }
            None => false,
        }
    }

    /// Counts bytes that are looked at. False where the search has become too long.
    fn look_at(&mut self, bytes: usize) -> bool {
        super::effort::spend(bytes);
        self.left = self.left.saturating_sub(bytes);
        self.left > 0
    }

    /// Matches what is left of a shape against what is left of a text.
    fn matches(&mut self, mut tokens: &[Token], mut text: &'a [u8]) -> bool {
        loop {
            if !self.look_at(1) {
                return false;
            }
            let Some((token, rest)) = tokens.split_first() else { return text.is_empty() };
            match token {
                Token::Literal(literal) => match text.strip_prefix(literal.bytes()) {
                    Some(after) => text = after,
                    None => return false,
                },
                Token::Close => {}
                Token::Open => return self.matches_open(rest, text),
                Token::Hole { name, kind: HoleKind::Least } => return self.matches_least(name, rest, text),
                Token::Hole { name, kind: HoleKind::Only } => return self.matches_only(name, rest, text),
                Token::Hole { name, kind } => return self.matches_hole(name, *kind, rest, text),
            }
            tokens = rest;
        }
    }

    /// Tries what may be missing, then without it.
    fn matches_open(&mut self, rest: &[Token], text: &'a [u8]) -> bool {
        let before = self.len;
        if self.matches(rest, text) {
            return true;
        }
        self.len = before;
        let close = rest.iter().position(|token| matches!(token, Token::Close)).unwrap_or(rest.len());
        self.matches(rest.get(close..).unwrap_or_default(), text)
    }

    /// Tries the places where the wording goes on, from the front.
    fn matches_least(&mut self, name: &'static str, rest: &[Token], text: &'a [u8]) -> bool {
        let Some(Token::Literal(next)) = rest.first() else { return self.push(name, text) && rest.is_empty() };
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|text| next.find(text)) {
            let end = from + found;
            if !self.look_at(found + 1) {
                return false;
            }
            if self.ends_at(end, name, rest, text) {
                return true;
            }
            from = end + 1;
        }
        false
    }

    /// True where a hole that ends here lets the rest match; else nothing was taken.
    fn ends_at(&mut self, end: usize, name: &'static str, rest: &[Token], text: &'a [u8]) -> bool {
        let before = self.len;
        let (inside, after) = text.split_at(end.min(text.len()));
        let is_match = self.push(name, inside) && self.matches(rest, after);
        if !is_match {
            self.len = before;
        }
        is_match
    }

    /// Takes as little and as much as fits, which must be the same.
    fn matches_only(&mut self, name: &'static str, rest: &[Token], text: &'a [u8]) -> bool {
        let at = self.len;
        let mut least = *self;
        let is_match = least.matches_least(name, rest, text);
        self.left = least.left;
        let length = |captures: &Self| captures.list.get(at).map(|(_, inside)| inside.len());
        is_match && self.matches_hole(name, HoleKind::Any, rest, text) && length(self) == length(&least)
    }

    fn matches_hole(&mut self, name: &'static str, kind: HoleKind, rest: &[Token], text: &'a [u8]) -> bool {
        let (least, mut end) = match kind {
            HoleKind::Digits => {
                let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
                (end.max(1), end)
            }
            HoleKind::Word => (1, find2(b' ', b'\t', text).unwrap_or(text.len())),
            HoleKind::Any | HoleKind::Least | HoleKind::Only => (0, text.len()),
        };
        if !matches!(kind, HoleKind::Any) && !self.look_at(end) {
            return false;
        }
        loop {
            // Only where the wording goes on can a hole end; that spares most of the ends.
            if let Some(Token::Literal(next)) = rest.first() {
                let found = next.find_last(text, end);
                if !self.look_at(end - found.unwrap_or_default()) {
                    return false;
                }
                match found {
                    Some(at) => end = at,
                    None => return false,
                }
            }
            if end < least {
                return false;
            }
            if self.ends_at(end, name, rest, text) {
                return true;
            }
            match end.checked_sub(1) {
                Some(shorter) => end = shorter,
                None => return false,
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum HoleKind {
    Word,
    Digits,
    Any,
    Least,
    Only,
}

#[derive(Clone, Copy, Debug)]
enum Token {
    Literal(Needle),
    Hole { name: &'static str, kind: HoleKind },
    Open,
    Close,
}

/// The wordings outside of what may be missing.
fn find_required(tokens: &[Token]) -> impl Iterator<Item = Needle> {
    let mut is_open = false;
    tokens.iter().filter_map(move |token| match token {
        Token::Open | Token::Close => {
            is_open = matches!(token, Token::Open);
            None
        }
        Token::Literal(literal) => Some(*literal).filter(|_| !is_open),
        Token::Hole { .. } => None,
    })
}

/// The token at the front of a written shape, and what follows it.
fn cut_token(written: &'static str) -> Option<(Token, &'static str)> {
    if written.is_empty() {
        return None;
    }
    if let Some(rest) = written.strip_prefix("[[") {
        return Some((Token::Open, rest));
    }
    if let Some(rest) = written.strip_prefix("]]") {
        return Some((Token::Close, rest));
    }
    if let (Some(brace), Some(rest)) = (written.get(..1), written.strip_prefix("{{")) {
        return Some((Token::Literal(Needle::new(brace)), rest));
    }
    if let Some((name, rest)) = written.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
        let (name, kind) = match name.split_at_checked(name.len().saturating_sub(1)) {
            Some((name, "#")) => (name, HoleKind::Digits),
            Some((name, "*")) => (name, HoleKind::Any),
            Some((name, "-")) => (name, HoleKind::Least),
            Some((name, "!")) => (name, HoleKind::Only),
            _ => (name, HoleKind::Word),
        };
        return Some((Token::Hole { name, kind }, rest));
    }
    // A single bracket is wording.
    let double = |at: usize| written.as_bytes().get(at) == written.as_bytes().get(at + 1);
    let end = written
        .char_indices()
        .skip(1)
        .find(|(at, char)| *char == '{' || (matches!(char, '[' | ']') && double(*at)))
        .map_or(written.len(), |(at, _)| at);
    let (literal, rest) = written.split_at(end);
    Some((Token::Literal(Needle::new(literal)), rest))
}

#[cfg(test)]
mod tests;
