//! The leaves of one document, read once for all that ask.

use model::{Diagnostic, Record, Span, Value};

use super::{Kind, Leaf, string::Text, walk};
use crate::syntax::names::hash;

/// The leaves of one document in the order of the evidence, what its object holds at the top, and what could not be
/// read of it. It holds places in the evidence, not its bytes.
#[derive(Debug, Default)]
pub(crate) struct Leaves {
    pub(super) entries: Vec<Entry>,
    /// The text of those paths that are no member's name alone.
    pub(super) paths: Vec<u8>,
    /// The values that hold escapes, without them.
    pub(super) texts: Vec<Box<str>>,
    /// Hash and place of each name at the object's top.
    pub(super) names: Vec<(u64, Span)>,
    /// A bit for each of them, by [`bit_of`].
    pub(super) name_bits: u64,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Where a path stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path {
    /// In the evidence: one member's name is all of it.
    Name(Span),
    /// In [`Leaves::paths`].
    Joined(Span),
}

/// A leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) path: Path,
    /// Where its text stands, without quotes.
    pub(super) span: Span,
    /// Where its text without escapes stands in [`Leaves::texts`], if it has some.
    pub(super) text: Option<u32>,
    pub(super) kind: Kind,
    pub(super) is_whole: bool,
}

/// Names that an object is asked for at its top: they are hashed once for many questions.
#[derive(Debug)]
pub(crate) struct Wanted {
    names: Vec<(u64, &'static [u8])>,
    bits: u64,
}

impl Wanted {
    /// These names.
    pub(crate) fn new(names: &[&'static str]) -> Self {
        let names: Vec<(u64, &'static [u8])> =
            names.iter().map(|name| (hash(name.as_bytes()), name.as_bytes())).collect();
        let bits = names.iter().fold(0, |bits, (hash, _)| bits | bit_of(*hash));
        Self { names, bits }
    }
}

/// One of 64 bits, by the hash of a name: only where it is there can the name be.
#[inline]
pub(super) const fn bit_of(hash: u64) -> u64 {
    1 << (hash >> 58)
}

impl Leaves {
    /// Reads the document at a place of the evidence.
    pub(crate) fn read(raw: &[u8], span: Span) -> Self {
        walk::read(raw, span)
    }

    /// The leaves, in the order of the evidence.
    pub(crate) fn iter<'l>(&'l self, raw: &'l [u8]) -> impl Iterator<Item = Leaf<'l>> {
        self.entries.iter().map(|entry| self.leaf(entry, raw))
    }

    #[inline]
    fn leaf<'l>(&'l self, entry: &Entry, raw: &'l [u8]) -> Leaf<'l> {
        let (path, name) = match entry.path {
            Path::Name(span) => (span.of(raw), Some(span)),
            Path::Joined(span) => (span.of(&self.paths), None),
        };
        let text = entry.text.and_then(|place| self.texts.get(place as usize));
        let value = match text {
            Some(text) => Value::Text { text: text.clone(), span: entry.span },
            None => Value::Span(entry.span),
        };
        Leaf { path, kind: entry.kind, value, is_whole: entry.is_whole, name }
    }

    /// Says in a record what could not be read.
    pub(crate) fn diagnose(&self, record: &mut Record) {
        record.diagnostics.extend_from_slice(&self.diagnostics);
    }

    /// True where something of it could not be read.
    pub(crate) const fn is_damaged(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// True where all of these names stand at the object's top.
    #[inline]
    pub(crate) fn have(&self, wanted: &Wanted, raw: &[u8]) -> bool {
        self.name_bits & wanted.bits == wanted.bits
            && wanted.names.iter().all(|(hash, name)| says_among(&self.names, raw, *hash, name))
    }
}

/// True where one of these names says this.
pub(super) fn says_among(names: &[(u64, Span)], raw: &[u8], hash: u64, name: &[u8]) -> bool {
    names.iter().any(|other| other.0 == hash && Text::at(raw, other.1).says(raw, name))
}
