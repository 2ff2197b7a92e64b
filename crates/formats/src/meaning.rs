//! What a kind of message means, in the words that ECS allows.

use model::{Field, Record, Span};

/// The meaning of a kind of message: constant, so that a table of messages can hold it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning {
    /// `event.action`, in our words, snake case.
    pub(crate) action: &'static str,
    /// `event.category` (<https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-category>).
    pub(crate) category: &'static [&'static str],
    /// `event.type`, of those that the category allows.
    pub(crate) kind: &'static [&'static str],
    /// `event.outcome`; none where the message tells of no attempt.
    pub(crate) outcome: Option<&'static str>,
}

/// `event.outcome` of what was done.
pub(crate) const SUCCESS: Option<&str> = Some("success");

/// `event.outcome` of what was tried and not done.
pub(crate) const FAILURE: Option<&str> = Some("failure");

impl Meaning {
    /// Says it in the record, of what stands at this place.
    pub(crate) fn push(&self, span: Span, record: &mut Record) {
        record.push_word(Field::EventAction, self.action, span);
        for word in self.category {
            record.push_word(Field::EventCategory, word, span);
        }
        for word in self.kind {
            record.push_word(Field::EventType, word, span);
        }
        if let Some(word) = self.outcome {
            record.push_word(Field::EventOutcome, word, span);
        }
    }
}
