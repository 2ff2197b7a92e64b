//! A query matched against one event.

use std::borrow::Cow;

use model::{Event, FieldKind, Name, Value};

use crate::{FieldName, OwnField, Query, Words, fold, is_aligned, seen::Seen};

/// What a query can ask for that stands neither in the event nor in its bytes.
#[derive(Clone, Copy, Debug)]
pub struct MatchContext<'a> {
    /// The configured name of the feed that brought it.
    pub feed: &'a str,
}

impl Query {
    /// True where the event meets the query. `raw` are the evidence's bytes, in which the event's spans lie.
    ///
    /// This is what the answers of an index must equal.
    #[must_use]
    pub fn matches(&self, event: &Event, raw: &[u8], context: &MatchContext<'_>) -> bool {
        Subject { event, raw, feed: context.feed }.meets(self)
    }
}

#[derive(Clone, Copy)]
struct Subject<'a> {
    event: &'a Event,
    raw: &'a [u8],
    feed: &'a str,
}

impl Subject<'_> {
    fn meets(self, query: &Query) -> bool {
        match query {
            Query::All => true,
            Query::And(queries) => queries.iter().all(|query| self.meets(query)),
            Query::Or(queries) => queries.iter().any(|query| self.meets(query)),
            Query::Not(query) => !self.meets(query),
            Query::Exists(name) => self.any_value(name, &|_| true),
            Query::Words(words) => self.has_words(words),
            Query::Field { name, condition } => self.any_value(name, &|seen| seen.meets(condition)),
        }
    }

    /// True where the words stand in the raw text, or in a value that the device wrote.
    fn has_words(self, words: &Words) -> bool {
        words.stand_in(&fold(&String::from_utf8_lossy(self.raw)))
            || self.event.facts.iter().any(|fact| match &fact.value {
                // Its words are those of the raw text.
                Value::Span(span) if is_aligned(self.raw, *span) => false,
                Value::Span(_) | Value::Text { .. } => words.stand_in(&fold(&fact.value.text(self.raw))),
                Value::Word { .. } | Value::Number { .. } => false,
            })
    }

    fn any_value(self, name: &FieldName, test: &dyn Fn(Seen<'_>) -> bool) -> bool {
        let Self { event, raw, .. } = self;
        match name {
            FieldName::Timestamp => test(Seen::Moment(event.time.at)),
            FieldName::Ecs(field) => {
                event.all(*field).any(|value| test(Seen::Value { value, kind: field.kind(), raw }))
            }
            FieldName::Ledgerline(field) => self.any_own(*field, test),
            FieldName::Own(name) => {
                let own = name.strip_prefix(event.format.name).and_then(|rest| rest.strip_prefix('.'));
                own.is_some_and(|own| {
                    event.facts.iter().any(|fact| {
                        fact.field.is_none()
                            && own == text_of(&fact.name, raw)
                            && test(Seen::Value { value: &fact.value, kind: FieldKind::Keyword, raw })
                    })
                })
            }
        }
    }

    fn any_own(self, field: OwnField, test: &dyn Fn(Seen<'_>) -> bool) -> bool {
        let Self { event, feed, .. } = self;
        let receipt = &event.receipt;
        match field {
            OwnField::Seq => test(Seen::Number(receipt.seq.0)),
            OwnField::Format => test(Seen::Text(event.format.name)),
            OwnField::Feed => test(Seen::Text(feed)),
            OwnField::Stream => test(Seen::Number(receipt.stream.0)),
            OwnField::Position => test(Seen::Number(receipt.position.0)),
            OwnField::ReceivedAt => test(Seen::Moment(receipt.received_at)),
            OwnField::DiagnosticKind => event.diagnostics.iter().any(|it| test(Seen::Text(it.kind.name()))),
            OwnField::TimeReason => event.time.reasons.iter().any(|reason| test(Seen::Text(reason.name()))),
        }
    }
}

fn text_of<'a>(name: &'a Name, raw: &'a [u8]) -> Cow<'a, str> {
    match name {
        Name::Known(name) => Cow::Borrowed(name),
        Name::Span(span) => String::from_utf8_lossy(span.of(raw)),
        Name::Path(path) => Cow::Borrowed(path),
    }
}
