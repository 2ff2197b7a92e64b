//! Every fact with a field fits that field: its kind, and the words that everybody uses there.

use model::{Diagnostic, DiagnosticKind, Field, FieldKind, Record, Value};

use crate::{account, address, derived, spelling, words};

/// How a value stands to its field.
#[derive(Debug, PartialEq)]
pub(crate) enum Fit {
    /// As it is.
    Keep,
    /// Written in another way.
    Replace(Value),
    /// It belongs to another field.
    Move(Field),
    /// The device says that there is nothing to say.
    Nothing,
    /// It is not of the field's kind.
    Misfit,
    /// It is two things: this one, and another that belongs to a field of its own.
    Split(Value, Field, Value),
}

/// Makes the facts of a record fit. What does not keeps the device's own name alone, so nothing that was said is lost.
pub(crate) fn fit_facts(raw: &[u8], record: &mut Record) {
    let mut others = Vec::new();
    for fact in &mut record.facts {
        let Some(field) = fact.field else { continue };
        match fit_value(field, &fact.value, raw) {
            Fit::Keep => {}
            Fit::Replace(value) => fact.value = value,
            Fit::Move(other) => fact.field = Some(other),
            Fit::Nothing => fact.field = None,
            Fit::Misfit => {
                fact.field = None;
                record.diagnostics.push(Diagnostic { kind: DiagnosticKind::Value, span: fact.value.span() });
            }
            Fit::Split(value, other, of_other) => {
                fact.value = value;
                others.push(derived::fact(other, of_other));
            }
        }
    }
    record.facts.append(&mut others);
}

fn fit_value(field: Field, value: &Value, raw: &[u8]) -> Fit {
    // A message is a message whatever it says.
    let Some(bytes) = value.bytes(raw).filter(|_| field != Field::Message) else {
        return match (field.kind(), value) {
            (FieldKind::Ip, Value::Number { .. }) => Fit::Misfit,
            _ => Fit::Keep,
        };
    };
    if says_nothing(bytes) {
        return Fit::Nothing;
    }
    match field.kind() {
        FieldKind::Ip => address::fit(field, value, bytes),
        FieldKind::Number => spelling::fit_number(value, bytes),
        FieldKind::Moment => spelling::fit_moment(value, bytes),
        FieldKind::Text => Fit::Keep,
        FieldKind::Keyword => fit_keyword(field, value, bytes),
    }
}

/// True for what devices write where they have nothing to write.
fn says_nothing(bytes: &[u8]) -> bool {
    matches!(bytes, b"" | b"-" | b"(null)" | b"N/A" | b"n/a")
}

fn fit_keyword(field: Field, value: &Value, bytes: &[u8]) -> Fit {
    match field {
        Field::EventKind => words::fit_word(words::EVENT_KINDS, value, bytes),
        Field::EventCategory => words::fit_word(words::EVENT_CATEGORIES, value, bytes),
        Field::EventType => words::fit_word(words::EVENT_TYPES, value, bytes),
        Field::EventOutcome => words::fit_word(words::EVENT_OUTCOMES, value, bytes),
        Field::NetworkDirection => words::fit_word(words::NETWORK_DIRECTIONS, value, bytes),
        Field::NetworkTransport => words::fit_transport(value, bytes),
        Field::NetworkProtocol | Field::NetworkApplication | Field::NetworkType | Field::LogLevel => {
            spelling::fit_lower(value, bytes)
        }
        Field::DestinationMac | Field::HostMac | Field::ObserverMac | Field::SourceMac => {
            spelling::fit_mac(value, bytes)
        }
        Field::FileHashMd5
        | Field::FileHashSha1
        | Field::FileHashSha256
        | Field::ProcessHashMd5
        | Field::ProcessHashSha1
        | Field::ProcessHashSha256
        | Field::RelatedHash => spelling::fit_hash(value, bytes),
        Field::UserName => account::fit(Field::UserDomain, value, bytes),
        Field::SourceUserName => account::fit(Field::SourceUserDomain, value, bytes),
        Field::DestinationUserName => account::fit(Field::DestinationUserDomain, value, bytes),
        Field::UserTargetName => account::fit(Field::UserTargetDomain, value, bytes),
        _ => Fit::Keep,
    }
}

/// A part of a value, from `start` up to but not including `end` in its bytes: the smaller place in the evidence, or
/// the smaller text where the value is not written there as such.
pub(crate) fn cut(value: &Value, bytes: &[u8], start: usize, end: usize) -> Value {
    match value {
        Value::Span(span) => {
            let base = span.start as usize;
            Value::Span(model::Span::new(base + start, base + end))
        }
        other => {
            let part = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
            Value::Text { text: part.into(), span: other.span() }
        }
    }
}
