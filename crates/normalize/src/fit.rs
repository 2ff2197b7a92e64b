//! Every fact with a field fits that field: its kind, and the words that everybody uses there.

use model::{Diagnostic, DiagnosticKind, Fact, Field, FieldKind, Record, Value, is_ipv4};

use crate::{
    account, address,
    first_facts::{FirstFacts, next_place},
    related::{Pivots, find_gathered},
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

/// What is known of a record's facts once they fit.
#[derive(Debug, Default)]
pub(crate) struct Fitted {
    /// Where each field stands.
    pub(crate) firsts: FirstFacts,
    /// Where those stand whose values are gathered.
    pub(crate) pivots: Pivots,
}

impl Fitted {
    fn note(&mut self, field: Field, place: u32) {
        self.firsts.note(field, place);
        if Look::of(field).is_gathered {
            self.pivots.note(place);
        }
    }
}

/// Makes the facts of a record fit, and notes where they stand. What does not fit keeps the device's own name alone, so nothing that was said is
/// lost.
pub(crate) fn fit_facts(raw: &[u8], record: &mut Record, fitted: &mut Fitted) {
    let mut others = Vec::new();
    for (place, fact) in (0..).zip(record.facts.iter_mut()) {
        let Some(mut field) = fact.field else { continue };
        let mut look = Look::of(field);
        if !look.fits_as_written(field, &fact.value, raw) {
            refit(fact, field, raw, &mut record.diagnostics, &mut others);
            let Some(fitting) = fact.field else { continue };
            (field, look) = (fitting, Look::of(fitting));
        }
        fitted.firsts.note(field, place);
        if look.is_gathered {
            fitted.pivots.note(place);
        }
    }
    for other in others {
        if let Some(field) = other.field {
            fitted.note(field, next_place(&record.facts));
        }
        record.facts.push(other);
    }
}

/// Makes one fact fit that does not as it is written.
#[inline(never)]
fn refit(fact: &mut Fact, field: Field, raw: &[u8], diagnostics: &mut Vec<Diagnostic>, others: &mut Vec<Fact>) {
    let rule = find_rule(field);
    match fit_value(field, rule, &fact.value, raw) {
        Fit::Keep => {}
        Fit::Replace(value) => fact.value = value,
        Fit::Move(other) => fact.field = Some(other),
        Fit::Nothing => fact.field = None,
        Fit::Misfit => {
            fact.field = None;
            diagnostics.push(Diagnostic { kind: DiagnosticKind::Value, span: fact.value.span() });
        }
        Fit::Split(value, other, of_other) => {
            fact.value = value;
            others.push(Fact::of_field(other, of_other));
        }
    }
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

fn find_rule(field: Field) -> Rule {
    RULES.get(field as usize).copied().unwrap_or(Rule::Any)
}

const fn name_rule(field: Field) -> Rule {
    match field {
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

/// What is known of a field before its value is looked at closely: small, as every fact asks for it.
#[derive(Clone, Copy)]
struct Look {
    kind: LookKind,
    /// True where the field's values are gathered.
    is_gathered: bool,
}

/// How a value is looked at that most often fits as it is written.
#[derive(Clone, Copy)]
enum LookKind {
    /// Whatever it says.
    Message,
    Any,
    Address,
    Number,
    Account,
    Moment,
    /// A word of another rule: only that rule can tell.
    Word,
}

/// The look of each field, in the order of [`Field::ALL`].
static LOOKS: [Look; Field::ALL.len()] = list_looks();

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn list_looks() -> [Look; Field::ALL.len()] {
    let mut looks = [Look::OTHER; Field::ALL.len()];
    let mut at = 0;
    while at < looks.len() {
        let kind = match name_rule(Field::ALL[at]) {
            Rule::Any => LookKind::Any,
            Rule::Message => LookKind::Message,
            Rule::Address => LookKind::Address,
            Rule::Number => LookKind::Number,
            Rule::Moment => LookKind::Moment,
            Rule::Account(_) => LookKind::Account,
            Rule::OneOf(_) | Rule::Transport | Rule::Lower | Rule::Mac | Rule::Hash => LookKind::Word,
        };
        looks[at] = Look { kind, is_gathered: find_gathered(Field::ALL[at]).is_some() };
        at += 1;
    }
    looks
}

impl Look {
    const OTHER: Self = Self { kind: LookKind::Any, is_gathered: false };

    #[inline]
    fn of(field: Field) -> Self {
        LOOKS.get(field as usize).copied().unwrap_or(Self::OTHER)
    }

    /// True for what a look shows to fit as it is written: most values do.
    #[inline]
    fn fits_as_written(self, field: Field, value: &Value, raw: &[u8]) -> bool {
        let bytes = match value {
            Value::Span(span) => span.of(raw),
            Value::Text { text, .. } => text.as_bytes(),
            // A word of ours is one that the field takes: a table of ours made it, not the evidence.
            Value::Word { .. } => {
                let is_word = !matches!(self.kind, LookKind::Address | LookKind::Number | LookKind::Moment);
                debug_assert!(!is_word || fits_words(field, value, raw), "{value:?} is no word for {}", field.name());
                return is_word;
            }
            Value::Number { .. } => return !matches!(self.kind, LookKind::Address),
        };
        match self.kind {
            LookKind::Message => true,
            LookKind::Any => !says_nothing(bytes),
            LookKind::Address => is_ipv4(bytes),
            LookKind::Number => spelling::is_plain_number(bytes),
            LookKind::Account => !says_nothing(bytes) && !bytes.contains(&b'\\'),
            LookKind::Moment | LookKind::Word => false,
        }
    }
}

fn fit_value(field: Field, rule: Rule, value: &Value, raw: &[u8]) -> Fit {
    // A number of ours is no address.
    let Some(bytes) = value.bytes(raw) else { return Fit::Misfit };
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
fn fits_words(field: Field, value: &Value, raw: &[u8]) -> bool {
    let Some(bytes) = value.bytes(raw) else { return false };
    match find_rule(field) {
        Rule::OneOf(vocabulary) => words::fit_word(vocabulary, value, bytes) == Fit::Keep,
        Rule::Transport => words::fit_transport(value, bytes) == Fit::Keep,
        Rule::Lower => spelling::fit_lower(value, bytes) == Fit::Keep,
        _ => true,
    }
}

/// True for what devices write where they have nothing to write.
#[inline]
fn says_nothing(bytes: &[u8]) -> bool {
    // The first byte tells nearly every value from all of them.
    bytes.first().is_none_or(|first| {
        matches!(first, b'-' | b'(' | b'N' | b'n') && matches!(bytes, b"-" | b"(null)" | b"N/A" | b"n/a")
    })
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
