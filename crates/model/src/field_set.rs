//! Which fields there are.

use crate::{Fact, Field};

/// A set of fields: one look says whether a field is there, in place of a walk over all facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldSet([u64; WORDS]);

/// Enough for every field, one bit each.
const WORDS: usize = Field::ALL.len().div_ceil(64);

impl FieldSet {
    /// The fields of these facts.
    #[must_use]
    pub fn of(facts: &[Fact]) -> Self {
        let mut fields = Self::default();
        facts.iter().filter_map(|fact| fact.field).for_each(|field| fields.insert(field));
        fields
    }

    /// Adds one.
    #[inline]
    pub fn insert(&mut self, field: Field) {
        if let Some(word) = self.0.get_mut(field as usize / 64) {
            *word |= 1 << (field as usize % 64);
        }
    }

    /// True where it is in.
    #[must_use]
    #[inline]
    pub fn contains(&self, field: Field) -> bool {
        self.0.get(field as usize / 64).is_some_and(|word| word & 1 << (field as usize % 64) != 0)
    }
}
