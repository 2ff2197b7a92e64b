//! JSON (RFC 8259), read where it lies: its leaves in a row, without a tree and without copies.
//!
//! Damaged or cut text gives what was read up to there and a diagnostic. Numbers stay as written, members that stand
//! twice are all given, and depth, count and name lengths are bounded. It knows no product.

mod leaves;
mod string;
#[cfg(test)]
mod tests;
mod walk;
mod word;

use model::{Fact, Field, Name, Record, Span, Value};

pub(crate) use self::leaves::{Leaves, Wanted};

/// The deepest nesting that is read; what lies deeper stays in the evidence.
pub(crate) const NESTING_MAX: usize = 32;
/// The most leaves that are read of one document.
pub(crate) const LEAVES_MAX: usize = 1024;
/// The longest path that is read, in bytes.
pub(crate) const PATH_BYTES_MAX: usize = 1024;

/// What stands at a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A string.
    Text,
    /// A number, as written.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
}

/// One value that is neither object nor array.
#[derive(Debug)]
pub(crate) struct Leaf<'w> {
    /// The members' names down to it, joined by dots. Places in arrays are not in it: the leaves of an array are
    /// several values of one path.
    pub(crate) path: &'w [u8],
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text: without quotes, with its escapes taken away where it has some.
    pub(crate) value: Value,
    /// False where the document ends inside of it, so that the text is only its beginning.
    pub(crate) is_whole: bool,
    /// Where one member's name is all of the path: its place.
    name: Option<Span>,
}

impl Leaf<'_> {
    /// The path as a fact's own name: a place in the evidence where one member's name is all of it.
    pub(crate) fn own_name(&self) -> Name {
        if self.path.is_empty() {
            return Name::Known("unnamed");
        }
        self.name.map_or_else(|| Name::Path(text_of(self.path)), Name::Span)
    }

    /// True where all of it is there, and it is neither empty nor `null`.
    #[inline]
    pub(crate) fn says_something(&self) -> bool {
        self.is_whole && self.kind != Kind::Null && !is_empty(&self.value)
    }

    /// The leaf as a fact under its own name. It means the field only where it says something and all of it is there.
    #[inline]
    pub(crate) fn into_fact(self, known: Option<&'static str>, field: Option<Field>) -> Fact {
        let name = known.map_or_else(|| self.own_name(), Name::Known);
        Fact { name, field: field.filter(|_| self.says_something()), value: self.value }
    }
}

impl Leaf<'_> {
    /// Adds the leaf to a record, as [`Self::into_fact`] has it.
    #[inline(always)]
    pub(crate) fn keep(self, known: Option<&'static str>, field: Option<Field>, record: &mut Record) {
        match (&self.value, known) {
            // Nearly every one is so: it is put in its place without a copy.
            (Value::Span(span), Some(known)) => {
                let field = field.filter(|_| self.says_something());
                record.push(known, field, *span);
            }
            _ => self.keep_rare(known, field, record),
        }
    }

    #[inline(never)]
    fn keep_rare(self, known: Option<&'static str>, field: Option<Field>, record: &mut Record) {
        record.facts.push(self.into_fact(known, field));
    }
}

/// Bytes as text; what is no UTF-8 is U+FFFD.
fn text_of(bytes: &[u8]) -> Box<str> {
    // Nearly all of it is, which this sees sooner than a search for what is not.
    std::str::from_utf8(bytes).map_or_else(|_not_utf8| String::from_utf8_lossy(bytes).into(), Box::from)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text { text, .. } => text.is_empty(),
        other => other.span().is_empty(),
    }
}
