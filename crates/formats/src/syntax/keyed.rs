//! Records made of `key=value` pairs whose keys a product's table explains.

use std::marker::PhantomData;

use memchr::memchr;
use model::{DiagnosticKind, Fact, Field, Name, Record, Span, Value};

use super::{
    cut::{is_ip, read_number},
    json::{Kind, Leaf},
    names::{Names, Row},
    pairs::Piece,
    protocol::find_protocol,
    severity::find_severity,
};
use crate::body::Body;

/// No product has more places of note.
const SLOTS_MAX: usize = 48;

/// Where a product keeps a value that a conclusion needs: the variants of an enum, from 0.
pub(crate) trait Slot: Copy {
    /// Its number.
    fn place(self) -> usize;
}

/// Names a product's slots.
macro_rules! slots {
    ($($slot:ident)*) => {
        /// What a conclusion needs to know of a line.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Slot { $($slot,)* }

        impl $crate::syntax::keyed::Slot for Slot {
            fn place(self) -> usize {
                self as usize
            }
        }
    };
}
pub(crate) use slots;

/// What a key says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Says<S> {
    /// The field.
    Is(Field),
    /// Both fields.
    Both(Field, Field),
    /// The field, where an address stands there.
    Address(Field),
    /// The field, where an address stands there that is not all zeros: what stands for "none" behind `nat…=`.
    AddressIfAny(Field),
    /// The field, where it is a number other than 0: what stands for "none" behind `nat…port=`.
    NumberIfAny(Field),
    /// A duration in seconds.
    Seconds(Field),
    /// The syslog protocol's word or number for a severity.
    Severity,
    /// Something that a conclusion needs.
    Noted(S),
    /// The field, and something that a conclusion needs.
    IsNoted(Field, S),
}

/// A record in the making.
pub(crate) struct Keyed<'a, 'r, S> {
    /// Where it is read from.
    pub(crate) body: &'a Body<'a>,
    /// What has been read.
    pub(crate) record: &'r mut Record,
    /// What the product writes where it has nothing to say.
    says_nothing: fn(&[u8]) -> bool,
    /// True where a backslash guards a quote, a backslash or a bracket (RFC 5424 §6.3.3).
    has_escapes: bool,
    seen: [Option<Span>; SLOTS_MAX],
    slots: PhantomData<S>,
}

impl<'a, 'r, S: Slot> Keyed<'a, 'r, S> {
    /// A record that says nothing yet.
    pub(crate) fn new(body: &'a Body<'a>, record: &'r mut Record, says_nothing: fn(&[u8]) -> bool) -> Self {
        Self { body, record, says_nothing, has_escapes: false, seen: [None; SLOTS_MAX], slots: PhantomData }
    }

    /// The same, whose values have escapes.
    pub(crate) fn with_escapes(self) -> Self {
        Self { has_escapes: true, ..self }
    }

    /// Takes a piece of a line, by the table of its product's keys.
    #[inline]
    pub(crate) fn take_piece<const ROWS: usize>(&mut self, piece: Piece<'_>, keys: &'static Names<Says<S>, ROWS>) {
        match piece {
            Piece::Pair { key, value } => self.take(keys.find(key), key, value),
            Piece::Word(word) => self.take_word(word),
            Piece::CutOff { key, value } => self.take_cut_off(key, value),
        }
    }

    /// Takes a member of a flat JSON object, as which some products write their pairs.
    pub(crate) fn take_leaf<const ROWS: usize>(&mut self, leaf: Leaf<'_>, keys: &'static Names<Says<S>, ROWS>) {
        match (&leaf.value, keys.find(leaf.path)) {
            // No text of that spelling.
            _ if leaf.kind == Kind::Null => self.record.facts.push(leaf.into_fact(None, None)),
            (Value::Span(span), row) if leaf.is_whole => self.take(row, leaf.path, span.of(self.body.raw)),
            // What has escapes is told without them.
            (_, Some((name, Says::Is(field) | Says::IsNoted(field, _)))) => {
                self.record.facts.push(leaf.into_fact(Some(name), Some(*field)));
            }
            _ => self.record.facts.push(leaf.into_fact(None, None)),
        }
    }

    /// Takes a pair, of whose key a table has this row.
    pub(crate) fn take(&mut self, row: Option<&Row<Says<S>>>, key: &[u8], value: &[u8]) {
        let span = self.body.span_of(value);
        let Some((name, says)) = row else {
            self.keep(self.name(key), None, span);
            return;
        };
        let name = Name::Known(name);
        if (self.says_nothing)(value) {
            self.keep(name, None, span);
            return;
        }
        match *says {
            Says::Is(field) => self.keep(name, Some(field), span),
            Says::Both(first, second) => {
                self.keep(name.clone(), Some(first), span);
                self.keep(name, Some(second), span);
            }
            Says::Address(field) => self.keep(name, Some(field).filter(|_| is_ip(value)), span),
            Says::AddressIfAny(field) => {
                let is_any = is_ip(value) && value.iter().any(|byte| !matches!(byte, b'0' | b'.' | b':'));
                self.keep(name, Some(field).filter(|_| is_any), span);
            }
            Says::NumberIfAny(field) => {
                let is_any = read_number(value).is_some_and(|number| number > 0);
                self.keep(name, Some(field).filter(|_| is_any), span);
            }
            Says::Seconds(field) => {
                self.keep(name, None, span);
                let nanos = read_number(value).and_then(|seconds| seconds.checked_mul(1_000_000_000));
                if let Some(nanos) = nanos {
                    self.record.push_number(field, nanos, span);
                }
            }
            Says::Severity => {
                self.keep(name, Some(Field::LogLevel).filter(|_| read_number(value).is_none()), span);
                if let Some(number) = find_severity(value) {
                    self.record.push_number(Field::EventSeverity, number, span);
                }
            }
            Says::Noted(slot) => {
                self.note(slot, span);
                self.keep(name, None, span);
            }
            Says::IsNoted(field, slot) => {
                self.note(slot, span);
                self.keep(name, Some(field), span);
            }
        }
    }

    /// Takes a pair of which only the beginning is there: it means nothing for certain.
    pub(crate) fn take_cut_off(&mut self, key: &[u8], value: &[u8]) {
        let span = self.body.span_of(value);
        self.record.diagnose(DiagnosticKind::CutOff, span);
        self.keep(self.name(key), None, span);
    }

    /// Takes a word that stands alone: the rest of an unquoted value with blanks in it, where one stands before it.
    pub(crate) fn take_word(&mut self, word: &[u8]) {
        let span = self.body.span_of(word);
        let raw = self.body.raw;
        let before = self.record.facts.last_mut().and_then(|fact| match &mut fact.value {
            Value::Span(before) if before.end + 1 == span.start && !before.is_empty() => Some(before),
            _ => None,
        });
        match before {
            Some(before) if raw.get(before.end as usize) == Some(&b' ') => before.end = span.end,
            _ => self.record.push("word", None, span),
        }
    }

    fn name(&self, key: &[u8]) -> Name {
        self.body.name_of(key)
    }

    fn keep(&mut self, name: Name, field: Option<Field>, span: Span) {
        let text = if self.has_escapes { unescape(span.of(self.body.raw)) } else { None };
        match (name, text) {
            (Name::Known(name), None) => self.record.push(name, field, span),
            (name, text) => {
                let value = text.map_or(Value::Span(span), |text| Value::Text { text, span });
                self.record.facts.push(Fact { name, field, value });
            }
        }
    }

    fn note(&mut self, slot: S, span: Span) {
        if let Some(place) = self.seen.get_mut(slot.place()) {
            // Of what stands twice the first counts; some products write their lists so.
            place.get_or_insert(span);
        }
    }

    /// Where a value of note stands.
    pub(crate) fn span(&self, slot: S) -> Option<Span> {
        self.seen.get(slot.place()).copied().flatten()
    }

    /// A value of note, empty where there is none.
    pub(crate) fn text(&self, slot: S) -> &'a [u8] {
        self.span(slot).map_or(&[], |span| span.of(self.body.raw))
    }

    /// Gives a value of note a field, where nothing else has it.
    pub(crate) fn give(&mut self, slot: S, field: Field) {
        if let (Some(span), None) = (self.span(slot), self.record.first(field)) {
            self.record.push(field.name(), Some(field), span);
        }
    }

    /// As [`Self::give`], where an address stands there.
    pub(crate) fn give_address(&mut self, slot: S, field: Field) {
        if is_ip(self.text(slot)) {
            self.give(slot, field);
        }
    }

    /// Says what IP carries, by name or number.
    pub(crate) fn conclude_transport(&mut self, slot: S) {
        let Some(span) = self.span(slot) else { return };
        let text = span.of(self.body.raw);
        if let Some((word, _)) = find_protocol(text) {
            self.record.push_word(Field::NetworkTransport, word, span);
        }
        if read_number(text).is_some_and(|number| number < 256) {
            self.record.push(Field::NetworkIanaNumber.name(), Some(Field::NetworkIanaNumber), span);
        }
    }

    /// Says which product wrote the record.
    pub(crate) fn conclude_observer(&mut self, vendor: &'static str, product: &'static str, origin: Span) {
        self.record.push_word(Field::ObserverVendor, vendor, origin);
        self.record.push_word(Field::ObserverProduct, product, origin);
        self.record.push_word(Field::ObserverType, "firewall", origin);
    }
}

/// Takes the backslash from `\"`, `\\`, `\]` and `\=`; before any other byte it means itself. None where nothing is to
/// be taken.
pub(crate) fn unescape(value: &[u8]) -> Option<Box<str>> {
    memchr(b'\\', value)?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((byte, after)) = rest.split_first() {
        match (byte, after.split_first()) {
            (b'\\', Some((next @ (b'"' | b'\\' | b']' | b'='), after))) => {
                bytes.push(*next);
                rest = after;
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    Some(String::from_utf8_lossy(&bytes).into())
}
