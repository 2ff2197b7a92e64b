//! `jsonlog`: an object a message, since PostgreSQL 15
//! (<https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG>).

use model::{Fact, Field, Record, Span, TimeRole, Value};

use super::{FORMAT, push_state, read_message};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::is_ip, front::cut_front, json::Leaf},
};

/// The reader of objects.
pub(crate) const OBJECT: Product =
    Product { format: FORMAT, sign: Sign::Members(&["timestamp", "session_id", "error_severity", "line_num"]), read };

/// What is read once the rest is known.
#[derive(Default)]
struct Seen {
    severity: Option<Span>,
    message: Option<Value>,
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut seen = Seen::default();
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        take(body, leaf, &mut seen, record);
    }
    leaves.diagnose(record);
    let Some(severity) = seen.severity else { return false };
    match seen.message {
        Some(Value::Span(span)) => read_message(body, severity.of(body.raw), span.of(body.raw), record),
        Some(Value::Text { text, span }) => read_escaped(severity.of(body.raw), &text, span, record),
        _ => record.push_word(Field::EventKind, "event", severity),
    }
    true
}

fn take(body: &Body<'_>, leaf: Leaf<'_>, seen: &mut Seen, record: &mut Record) {
    let span = leaf.value.span();
    if !leaf.is_whole {
        return record.facts.push(leaf.into_fact(None, None));
    }
    let text = span.of(body.raw);
    let (name, field) = match leaf.path {
        b"timestamp" | b"session_start" => {
            let role = if leaf.path == b"timestamp" { TimeRole::Event } else { TimeRole::Start };
            return match cut_front(text) {
                Some(time) => record.push_time(role, time.form, span),
                None => record.facts.push(leaf.into_fact(None, None)),
            };
        }
        b"error_severity" => {
            seen.severity = Some(span);
            ("error_severity", Some(Field::LogLevel))
        }
        b"message" => {
            seen.message = Some(leaf.value.clone());
            ("message", Some(Field::Message))
        }
        b"state_code" => return push_state(body, "state_code", text, record),
        b"user" => ("user", Some(Field::UserName).filter(|_| text != b"[unknown]")),
        b"pid" => ("pid", Some(Field::ProcessPid)),
        b"remote_host" => {
            let field = match text {
                b"[local]" => None,
                _ if is_ip(text) => Some(Field::SourceIp),
                _ => Some(Field::SourceDomain),
            };
            ("remote_host", field)
        }
        b"remote_port" => ("remote_port", Some(Field::SourcePort)),
        b"session_id" => ("session_id", Some(Field::SessionId)),
        b"line_num" => ("line_num", Some(Field::EventSequence)),
        _ => return record.facts.push(leaf.into_fact(None, None)),
    };
    record.facts.push(leaf.into_fact(Some(name), field));
}

/// Reads a message that had escapes in it: its parts stand nowhere as they are, so each has the whole message's place.
fn read_escaped(severity: &[u8], text: &str, span: Span, record: &mut Record) {
    let body = Body::new(text.as_bytes(), Span::new(0, text.len()), None);
    let mut inner = Record::new(FORMAT);
    read_message(&body, severity, text.as_bytes(), &mut inner);
    for fact in inner.facts {
        let value = match fact.value {
            Value::Span(part) => {
                let text = String::from_utf8_lossy(part.of(body.raw)).into();
                Value::Text { text, span }
            }
            Value::Text { text, .. } => Value::Text { text, span },
            Value::Word { word, .. } => Value::Word { word, span },
            Value::Number { number, .. } => Value::Number { number, span },
        };
        // What a member of its own says counts.
        let is_told = |field: &Field| !matches!(value, Value::Word { .. }) && record.first(*field).is_some();
        let field = fact.field.filter(|field| !is_told(field));
        record.facts.push(Fact { name: fact.name, field, value });
    }
}
