//! What each member of a document gives: a fact, a time, a note for a conclusion.

use model::{Fact, Field, Name, Span, Value};
use stamp::Form;

use super::{Dialect, Document, Means, SLOTS, Sayings, Slot};
use crate::syntax::{
    cut::is_ip,
    gravity::find_gravity,
    http::cut_last_port,
    json::{Kind, Leaf},
    snake::to_snake,
    technique::{find_tactic, find_techniques},
};

impl Document<'_, '_> {
    /// Takes what a leaf says by what the product's table makes of its path.
    pub(super) fn take(&mut self, leaf: Leaf<'_>, dialect: &Dialect) {
        let wrapper = dialect.wrappers.iter().find_map(|wrapper| leaf.path.strip_prefix(wrapper.as_bytes()));
        let Some((name, means)) = (dialect.find)(wrapper.unwrap_or(leaf.path)) else {
            let name = wrapper.map(|path| Name::Path(String::from_utf8_lossy(path).into()));
            let mut fact = leaf.into_fact(None, None);
            fact.name = name.unwrap_or(fact.name);
            self.record.facts.push(fact);
            return;
        };
        self.take_known(leaf, name, *means);
    }

    fn take_known(&mut self, leaf: Leaf<'_>, name: &'static str, means: Means) {
        let (span, kind) = (leaf.value.span(), leaf.kind);
        let says_something = leaf.is_whole && kind != Kind::Null && !span.is_empty();
        match means {
            Means::Is(field) => self.keep(leaf, name, Some(field)),
            Means::Both(first, second) => {
                let fact = leaf.into_fact(Some(name), Some(first));
                let again = fact.field.is_some().then(|| Fact { field: Some(second), ..fact.clone() });
                self.record.facts.push(fact);
                self.record.facts.extend(again);
            }
            Means::Noted(slot) => {
                self.note(slot, says_something);
                self.keep(leaf, name, None);
            }
            Means::IsNoted(field, slot) => {
                self.note(slot, says_something);
                self.keep(leaf, name, Some(field));
            }
            Means::Time(role) => match name_form(kind, span.of(self.raw)).filter(|_| says_something) {
                Some(form) => self.record.push_time(role, form, span),
                None => self.keep(leaf, name, None),
            },
            Means::Severity => {
                let gravity = find_gravity(span.of(self.raw)).filter(|_| says_something);
                self.keep(leaf, name, Some(Field::LogLevel));
                if let Some(number) = gravity {
                    self.record.push_number(Field::EventSeverity, number, span);
                }
            }
            Means::Says(sayings) => self.take_saying(leaf, name, None, sayings),
            Means::IsSays(field, sayings) => self.take_saying(leaf, name, Some(field), sayings),
            Means::Action => {
                let action = to_snake(&leaf.value.text(self.raw)).filter(|_| says_something);
                self.keep(leaf, name, None);
                if let Some(text) = action {
                    let value = Value::Text { text, span };
                    let name = Name::Known(Field::EventAction.name());
                    self.record.facts.push(Fact { name, field: Some(Field::EventAction), value });
                }
            }
            _ => self.take_parts(leaf, name, means),
        }
    }

    /// Takes a member of whose value only a part means something, or whose kind its value tells.
    fn take_parts(&mut self, leaf: Leaf<'_>, name: &'static str, means: Means) {
        let span = leaf.value.span();
        let says_something = leaf.is_whole && leaf.kind != Kind::Null && !span.is_empty();
        match means {
            Means::Hash => {
                let hash = find_hash(span.len()).map(|(file, _)| file);
                self.keep(leaf, name, hash);
            }
            Means::ProcessHash => {
                let hash = find_hash(span.len()).map(|(_, process)| process);
                self.keep(leaf, name, hash);
            }
            Means::Address(address, other) => {
                let is_ip = is_ip(span.of(self.raw));
                self.keep(leaf, name, Some(if is_ip { address } else { other }));
            }
            Means::HostPort(address, other) => {
                let text = span.of(self.raw);
                let (host, _) = cut_last_port(text);
                let start = span.start as usize + usize::from(host.len() < text.len() && text.starts_with(b"["));
                let field = if is_ip(host) { address } else { other };
                let mut fact = leaf.into_fact(Some(name), Some(field));
                if let Value::Span(_) = fact.value {
                    fact.value = Value::Span(Span::new(start, start + host.len()));
                }
                self.record.facts.push(fact);
            }
            Means::PathAndName(path, file) => {
                let fact = leaf.into_fact(Some(name), Some(path));
                let value = fact.field.and_then(|_| cut_name(&fact.value, self.raw));
                self.record.facts.push(fact);
                if let Some(value) = value {
                    self.record.facts.push(Fact { name: Name::Known(name), field: Some(file), value });
                }
            }
            Means::Tactics => {
                let text = span.of(self.raw);
                let known = || text.split(|byte| *byte == b',').filter_map(find_tactic).take(SLOTS);
                self.keep(leaf, name, Some(Field::ThreatTacticName).filter(|_| known().next().is_none()));
                known().for_each(|tactic| self.push_once(Field::ThreatTacticName, tactic, span));
            }
            Means::Techniques => {
                // Where it is all of it, that is what the member means.
                let text = span.of(self.raw);
                let is_id = find_techniques(text).next() == Some((0, text.len()));
                self.keep(leaf, name, Some(Field::ThreatTechniqueId).filter(|_| is_id));
                let ids = find_techniques(text).filter(|_| says_something && !is_id);
                for (from, to) in ids {
                    let start = span.start as usize;
                    let name = Field::ThreatTechniqueId.name();
                    self.record.push(name, Some(Field::ThreatTechniqueId), Span::new(start + from, start + to));
                }
            }
            _ => self.keep(leaf, name, None),
        }
    }

    fn take_saying(&mut self, leaf: Leaf<'_>, name: &'static str, field: Option<Field>, sayings: Sayings) {
        let (span, is_whole) = (leaf.value.span(), leaf.is_whole);
        self.keep(leaf, name, field);
        if is_whole {
            self.say(span, sayings);
        }
    }

    fn keep(&mut self, leaf: Leaf<'_>, name: &'static str, field: Option<Field>) {
        leaf.keep(Some(name), field, self.record);
    }

    fn note(&mut self, slot: Slot, says_something: bool) {
        if says_something && let Some(place) = self.seen.get_mut(slot as usize) {
            place.get_or_insert(self.record.facts.len());
        }
    }
}

/// How many digits a FILETIME of our days has.
const FILE_TIME_DIGITS: usize = 18;

/// The grammar of a time, by how it begins; none for what is no time.
fn name_form(kind: Kind, text: &[u8]) -> Option<Form> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits) {
        // Steps of 100 ns since 1601: nanoseconds since 1970 had as many digits before 2001 alone.
        None if digits == FILE_TIME_DIGITS => Some(Form::FileTime),
        None if digits > 0 => Some(Form::Epoch),
        Some(b'.') if digits > 4 && text.iter().skip(digits + 1).all(u8::is_ascii_digit) => Some(Form::Epoch),
        Some(b'-') if digits == 4 && kind == Kind::Text => Some(Form::Rfc3339),
        Some(b'/') if digits == 4 => Some(Form::YearFirst),
        Some(b'/') if matches!(digits, 1 | 2) => Some(Form::MonthFirst),
        Some(byte) if digits == 0 && byte.is_ascii_alphabetic() && text.get(3) == Some(&b',') => Some(Form::Rfc5322),
        _ => None,
    }
}

/// The fields of a hash, as a file's and as a process's, by how many digits it has.
fn find_hash(digits: usize) -> Option<(Field, Field)> {
    match digits {
        32 => Some((Field::FileHashMd5, Field::ProcessHashMd5)),
        40 => Some((Field::FileHashSha1, Field::ProcessHashSha1)),
        64 => Some((Field::FileHashSha256, Field::ProcessHashSha256)),
        _ => None,
    }
}

/// What follows the last slash or backslash of a path.
fn cut_name(path: &Value, raw: &[u8]) -> Option<Value> {
    let bytes = path.bytes(raw)?;
    let at = bytes.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    let name = bytes.get(at..).filter(|name| !name.is_empty())?;
    Some(match path {
        Value::Span(span) => Value::Span(Span::new(span.start as usize + at, span.end as usize)),
        other => Value::Text { text: String::from_utf8_lossy(name).into(), span: other.span() },
    })
}
