//! Facts of ours, made from others.

use model::{Fact, Field, Name, Span, Value};

use crate::first_facts::FirstFacts;

/// Adds a fact of ours, where the event has none of this field.
#[inline]
pub(crate) fn derive(field: Field, value: Value, facts: &mut Vec<Fact>, firsts: &mut FirstFacts) {
    if !firsts.contains(field) {
        firsts.note(field, facts.len());
        facts.push(fact(field, value));
    }
}

/// A word of ours that comes from no place in the evidence.
pub(crate) const fn word(word: &'static str) -> Value {
    Value::Word { word, span: Span::NONE }
}

/// A fact of ours: it has no name but the field's.
pub(crate) const fn fact(field: Field, value: Value) -> Fact {
    Fact { name: Name::Known(field.name()), field: Some(field), value }
}
