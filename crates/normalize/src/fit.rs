//! Every fact with a field fits that field: its kind, and the words that everybody uses there.

use model::{Diagnostic, DiagnosticKind, Field, FieldKind, Record, Value};

use crate::{
    account, address, derived,
    field_set::FieldSet,
    spelling,
    words::{self, Vocabulary},
};

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

/// Makes the facts of a record fit, and says which fields they have. What does not fit keeps the device's own name
/// alone, so nothing that was said is lost.
pub(crate) fn fit_facts(raw: &[u8], record: &mut Record) -> FieldSet {
    let mut fields = FieldSet::default();
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
                fields.insert(other);
                others.push(derived::fact(other, of_other));
            }
        }
        if let Some(field) = fact.field {
            fields.insert(field);
        }
    }
    record.facts.append(&mut others);
    fields
}

/// What a field asks of its values.
#[derive(Clone, Copy)]
enum Rule {
    Any,
    Message,
    Address,
    Number,
    Moment,
    OneOf(&'static Vocabulary),
    Transport,
    Lower,
    Mac,
    Hash,
    /// An account, whose domain belongs to this field.
    Account(Field),
}

/// The rule of each field, in the order of [`Field::ALL`].
static RULES: [Rule; Field::ALL.len()] = list_rules();

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn list_rules() -> [Rule; Field::ALL.len()] {
    let mut rules = [Rule::Any; Field::ALL.len()];
    let mut at = 0;
    while at < rules.len() {
        rules[at] = name_rule(Field::ALL[at]);
        at += 1;
    }
    rules
}

const fn name_rule(field: Field) -> Rule {
    match field {
        // A message is a message whatever it says.
        Field::Message => Rule::Message,
        Field::EventKind => Rule::OneOf(words::EVENT_KINDS),
        Field::EventCategory => Rule::OneOf(words::EVENT_CATEGORIES),
        Field::EventType => Rule::OneOf(words::EVENT_TYPES),
        Field::EventOutcome => Rule::OneOf(words::EVENT_OUTCOMES),
        Field::NetworkDirection => Rule::OneOf(words::NETWORK_DIRECTIONS),
        Field::NetworkTransport => Rule::Transport,
        Field::NetworkProtocol | Field::NetworkApplication | Field::NetworkType | Field::LogLevel => Rule::Lower,
        Field::DestinationMac | Field::HostMac | Field::ObserverMac | Field::SourceMac => Rule::Mac,
        Field::FileHashMd5
        | Field::FileHashSha1
        | Field::FileHashSha256
        | Field::ProcessHashMd5
        | Field::ProcessHashSha1
        | Field::ProcessHashSha256
        | Field::RelatedHash => Rule::Hash,
        Field::UserName => Rule::Account(Field::UserDomain),
        Field::SourceUserName => Rule::Account(Field::SourceUserDomain),
        Field::DestinationUserName => Rule::Account(Field::DestinationUserDomain),
        Field::UserTargetName => Rule::Account(Field::UserTargetDomain),
        _ => match field.kind() {
            FieldKind::Ip => Rule::Address,
            FieldKind::Number => Rule::Number,
            FieldKind::Moment => Rule::Moment,
            FieldKind::Text | FieldKind::Keyword => Rule::Any,
        },
    }
}

fn fit_value(field: Field, value: &Value, raw: &[u8]) -> Fit {
    let rule = RULES.get(field as usize).copied().unwrap_or(Rule::Any);
    let bytes = match value {
        Value::Span(span) => span.of(raw),
        Value::Text { text, .. } => text.as_bytes(),
        // A word of ours is one that the field takes: a table of ours made it, not the evidence.
        Value::Word { .. } if !matches!(rule, Rule::Address | Rule::Number | Rule::Moment) => {
            debug_assert!(fits_words(rule, value, raw), "{value:?} is no word for {}", field.name());
            return Fit::Keep;
        }
        Value::Word { word, .. } => word.as_bytes(),
        Value::Number { .. } if matches!(rule, Rule::Address) => return Fit::Misfit,
        Value::Number { .. } => return Fit::Keep,
    };
    match rule {
        Rule::Message => Fit::Keep,
        _ if says_nothing(bytes) => Fit::Nothing,
        Rule::Any => Fit::Keep,
        Rule::Address => address::fit(field, value, bytes),
        Rule::Number => spelling::fit_number(value, bytes),
        Rule::Moment => spelling::fit_moment(value, bytes),
        Rule::OneOf(vocabulary) => words::fit_word(vocabulary, value, bytes),
        Rule::Transport => words::fit_transport(value, bytes),
        Rule::Lower => spelling::fit_lower(value, bytes),
        Rule::Mac => spelling::fit_mac(value, bytes),
        Rule::Hash => spelling::fit_hash(value, bytes),
        Rule::Account(domain) => account::fit(domain, value, bytes),
    }
}

/// True where a word is one that the rule leaves as it is.
fn fits_words(rule: Rule, value: &Value, raw: &[u8]) -> bool {
    let Some(bytes) = value.bytes(raw) else { return false };
    match rule {
        Rule::OneOf(vocabulary) => words::fit_word(vocabulary, value, bytes) == Fit::Keep,
        Rule::Transport => words::fit_transport(value, bytes) == Fit::Keep,
        Rule::Lower => spelling::fit_lower(value, bytes) == Fit::Keep,
        _ => true,
    }
}

/// True for what devices write where they have nothing to write.
fn says_nothing(bytes: &[u8]) -> bool {
    bytes.len() <= 6 && matches!(bytes, b"" | b"-" | b"(null)" | b"N/A" | b"n/a")
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
