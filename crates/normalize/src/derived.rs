//! Facts of ours, made from others.

use model::{Fact, Field, Span, Value, push_fact};

use crate::first_facts::{FirstFacts, next_place};

/// Adds a fact of ours, where the event has none of this field.
#[inline(always)]
pub(crate) fn derive(field: Field, value: Value, facts: &mut Vec<Fact>, firsts: &mut FirstFacts) {
    if !firsts.contains(field) {
        firsts.note(field, next_place(facts));
        push_fact(facts, || Fact::of_field(field, value));
    }
}

/// A word of ours that comes from no place in the evidence.
#[inline(always)]
pub(crate) const fn word(word: &'static str) -> Value {
    Value::Word { word, span: Span::NONE }
}
