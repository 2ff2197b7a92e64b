//! What a device said, in its own field names.

use stamp::Form;

use crate::{Diagnostic, Field, Span, Value};

/// A log format: one file in `formats`, one folder in `fixtures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Format {
    /// Its name, `vendor.product`, as `ledgerline.format` says it (`cisco.asa`).
    pub name: &'static str,
    /// Raised with every change of what it reads, so that events say which reader made them.
    pub version: u16,
}

/// A field's own name, as the device writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    /// A name that the format knows.
    Known(&'static str),
    /// A name that stands in the evidence.
    Span(Span),
    /// A name put together from several places (`alert.metadata.tag`).
    Path(Box<str>),
}

/// One fact of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The device's own name for it, without the format's name.
    pub name: Name,
    /// What it means, where the format knows; none keeps it under the device's own name.
    pub field: Option<Field>,
    /// What it says.
    pub value: Value,
}

impl Fact {
    /// A fact of ours: it has no name but the field's.
    #[must_use]
    #[inline(always)]
    pub const fn of_field(field: Field, value: Value) -> Self {
        Self { name: Name::Known(field.name()), field: Some(field), value }
    }
}

/// Adds a fact. Where the list has room nothing can fail between the making of the fact and its being in its place, so it
/// is made there: what is made before it is known that there is room is made elsewhere and copied.
#[inline(always)]
pub fn push_fact(facts: &mut Vec<Fact>, make: impl FnOnce() -> Fact) {
    if facts.len() < facts.capacity() {
        facts.push(make());
    } else {
        push_growing(facts, make());
    }
}

#[cold]
#[inline(never)]
fn push_growing(facts: &mut Vec<Fact>, fact: Fact) {
    facts.push(fact);
}

/// What a written time is the time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeRole {
    /// The happening, as the device that saw it says: `@timestamp`. The first readable one counts.
    Event,
    /// A header's, written by the device or by a relay: `@timestamp` where there is no [`TimeRole::Event`].
    Header,
    /// `event.start`.
    Start,
    /// `event.end`.
    End,
    /// `event.created`.
    Created,
}

/// A time as written, not yet read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenTime {
    /// What it is the time of.
    pub role: TimeRole,
    /// Its grammar.
    pub form: Form,
    /// Where it stands; the date, where date and time stand apart.
    pub span: Span,
    /// The time of day, where it stands apart.
    pub time: Option<Span>,
    /// The offset, where it stands apart.
    pub zone: Option<Span>,
}

/// A frame as a format read it. Facts are in the order of the evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Which format read it.
    pub format: Format,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Its times.
    pub times: Vec<WrittenTime>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Room for the facts that most records give and for those that are derived of them: asking for more costs more than
/// some of it not being used.
const FACTS_USUAL: usize = 112;

impl Record {
    /// A record of this format that says nothing yet.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self { format, facts: Vec::with_capacity(FACTS_USUAL), times: Vec::with_capacity(2), diagnostics: Vec::new() }
    }

    /// Adds what stands at a place, under the format's own name for it.
    #[inline]
    pub fn push(&mut self, name: &'static str, field: Option<Field>, span: Span) {
        push_fact(&mut self.facts, || Fact { name: Name::Known(name), field, value: Value::Span(span) });
    }

    /// Adds a word of ours, made from what stands at a place.
    #[inline]
    pub fn push_word(&mut self, field: Field, word: &'static str, span: Span) {
        push_fact(&mut self.facts, || Fact::of_field(field, Value::Word { word, span }));
    }

    /// Adds a number of ours, made from what stands at a place.
    #[inline]
    pub fn push_number(&mut self, field: Field, number: u64, span: Span) {
        push_fact(&mut self.facts, || Fact::of_field(field, Value::Number { number, span }));
    }

    /// Adds a time that stands in one place.
    pub fn push_time(&mut self, role: TimeRole, form: Form, span: Span) {
        self.times.push(WrittenTime { role, form, span, time: None, zone: None });
    }

    /// Says what could not be read.
    pub fn diagnose(&mut self, kind: crate::DiagnosticKind, span: Span) {
        self.diagnostics.push(Diagnostic { kind, span });
    }

    /// The first fact that means this field.
    #[must_use]
    pub fn first(&self, field: Field) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field == Some(field))
    }
}
