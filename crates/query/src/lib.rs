//! Query language: text to tree, tree against one event in memory.
//!
//! A Lucene-like language over ECS names. The tree is what `index` compiles to an index query and what is matched
//! against events once they are read again; both give the same answers, so the rules stand here, once. It knows no
//! index, no HTTP, no storage and no clock.
//!
//! # The language
//! | written | means |
//! |---|---|
//! | `failed` | the word, anywhere in the record's text (below) |
//! | `"failed password"`, `fail-2.1` | these words, one directly after the other |
//! | `fail*`, `*fail*`, `fa?l` | a word of this pattern: `*` any characters, `?` one |
//! | `user.name:root` | a value of the field equals it |
//! | `user.name:"a b"`, `user.name:ro*t`, `message:"failed password"` | the same with blanks, as a pattern of the whole value, as words of a text field |
//! | `source.ip:192.0.2.1`, `source.ip:192.0.2.0/24` | an address, a network |
//! | `[a TO b]`, `{a TO b}`, `[a TO *]`, `>=a`, `>a`, `<=a`, `<a` | ranges: bounds in or out, open |
//! | `@timestamp:2026-11-20` | any moment of what is written: that day, that second |
//! | `user.name:(a OR b)` | the tests of the group, on that field |
//! | `_exists_:user.name`, `user.name:*` | the field has a value |
//! | `a AND b`, `a && b`, `a b`, `+a` | both: **terms side by side are joined by AND** |
//! | `a OR b`, `a \|\| b` | either; AND binds closer than OR |
//! | `NOT a`, `!a`, `-a` | not |
//! | `*`, and nothing at all | every event |
//!
//! Operators are upper case. A backslash takes the meaning from the next character; between quotes it does so before
//! a quote and a backslash only, so that `"C:\Windows"` means what it says. A word ends at a blank, a quote or a
//! parenthesis, and a bare one at a colon; what else it holds (`~`, `^`, `/`, brackets inside) has no special meaning.
//!
//! **Case** does not count in values and words (each character is compared in its lower case); it counts in names.
//!
//! **Names** are those of ECS ([`model::Field`]), `@timestamp`, those of [`OwnField`] under `ledgerline.`, and a
//! device's own names as they stand on the wire, `format.name.own_name`. A name without a dot that ECS does not have
//! is an error, so that a slip does not look like an empty answer.
//!
//! **Words** ([`tokens`]) are runs of letters, digits and `_`; a point between two digits belongs to the word, so that
//! an IPv4 address is one. Bare words search the raw text and every value that the device wrote, unescaped.
//!
//! **Ranges** of keywords and own fields compare numbers where every bound given is an unsigned number, else text.
//! IPv4 addresses stand among those of IPv6 at `::ffff:0:0/96`.
//!
//! Begin at [`parse`] and [`Query::matches`].

mod bounds;
mod condition;
mod display;
mod error;
mod field_name;
mod grammar;
mod lexeme;
mod matching;
mod pattern;
mod seen;
mod tree;
mod typing;
mod words;

pub use bounds::QueryBounds;
pub use condition::{Condition, Range, address_number, network_bounds};
pub use error::QueryError;
pub use field_name::{FieldName, OwnField};
pub use matching::MatchContext;
pub use pattern::{Pattern, Piece};
pub use tree::Query;
pub use words::{Tokens, Words, fold, is_aligned, tokens};

/// Reads a query within the default bounds.
///
/// # Errors
/// [`QueryError`] says at which column something else was expected, or which bound it breaks.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    parse_within(text, &QueryBounds::default())
}

/// Reads a query within these bounds.
///
/// # Errors
/// As [`parse`].
pub fn parse_within(text: &str, bounds: &QueryBounds) -> Result<Query, QueryError> {
    grammar::read_query(text, bounds)
}
