//! Terms: how long they may be, and how a text becomes some.

use query::{Tokens, tokens};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A longer term is cut here, so that no hostile value weighs on a dictionary.
pub(crate) const TERM_BYTES_MAX: usize = 255;

/// No term of fewer bytes than this was ever cut: a cut falls between two characters, of four bytes at most.
pub(crate) const WHOLE_TERM_BYTES_MAX: usize = TERM_BYTES_MAX - 4;

/// A word that no text has: it stands beside a word that was cut.
pub(crate) const CUT_WORD: &str = "\u{1}";

/// The term's text, cut where it is too long; and whether it was.
pub(crate) fn cut_term(text: &str) -> (&str, bool) {
    if text.len() <= TERM_BYTES_MAX {
        return (text, false);
    }
    let end = (0..=TERM_BYTES_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    (text.get(..end).unwrap_or(""), true)
}

/// Cuts a folded text into [`query::tokens`], for tantivy.
#[derive(Clone, Default)]
pub(crate) struct Words {
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { rest: tokens(text), token: &mut self.token, owes_cut: false }
    }
}

/// The words of one text.
pub(crate) struct WordStream<'a> {
    rest: Tokens<'a>,
    token: &'a mut Token,
    owes_cut: bool,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let (text, cut) = if self.owes_cut {
            (CUT_WORD, false)
        } else {
            let Some(word) = self.rest.next() else { return false };
            cut_term(word)
        };
        self.owes_cut = cut;
        self.token.text.clear();
        self.token.text.push_str(text);
        // Positions are not indexed, but tantivy adds one to each.
        self.token.position = 0;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
