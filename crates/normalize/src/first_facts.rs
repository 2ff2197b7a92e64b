//! Where an event's fields stand.

use model::{Fact, Field};

/// The place of the first fact of each field: one look says whether a field is there and where, in place of a walk over
/// all facts.
#[derive(Clone, Debug)]
pub(crate) struct FirstFacts([u32; Field::ALL.len()]);

/// No fact is of the field.
const NOWHERE: u32 = u32::MAX;

/// The place of the fact that is pushed next. No frame holds as many facts as would make one of them stand nowhere.
#[inline]
pub(crate) fn next_place(facts: &[Fact]) -> u32 {
    facts.len() as u32
}

impl Default for FirstFacts {
    fn default() -> Self {
        Self([NOWHERE; Field::ALL.len()])
    }
}

impl FirstFacts {
    /// Notes that a fact of this field stands at this place; only the first counts.
    #[inline]
    pub(crate) fn note(&mut self, field: Field, place: u32) {
        if let Some(first) = self.0.get_mut(field as usize) {
            *first = (*first).min(place);
        }
    }

    /// True where an event has a fact of this field.
    #[inline]
    pub(crate) fn contains(&self, field: Field) -> bool {
        self.0.get(field as usize).is_some_and(|place| *place != NOWHERE)
    }

    /// The first fact of a field.
    #[inline]
    pub(crate) fn find<'a>(&self, field: Field, facts: &'a [Fact]) -> Option<&'a Fact> {
        facts.get(*self.0.get(field as usize)? as usize)
    }
}
