//! The variables of a notification.

use memchr::{memchr2, memmem};
use model::{Fact, Field, Record, Value};

use super::objects::{Object, find_object, find_trap};
use crate::{
    body::Body,
    syntax::cut::{cut_word, is_ip},
};

/// The longest name of a variable that is read.
const NAME_BYTES_MAX: usize = 256;
/// The most variables that are read.
const VARIABLES_MAX: usize = 256;

/// `name = TYPE: value`, apart by tabs, line ends, or commas: a value ends where the next name begins.
pub(super) fn read_variables(body: &Body<'_>, text: &[u8], record: &mut Record) -> usize {
    let mut count = 0;
    let mut open: Option<(&[u8], usize)> = None;
    let mut from = 0;
    // What follows a text without quotes may be its own words.
    let mut is_doubted = false;
    while let Some(at) = text.get(from..).and_then(|rest| memmem::find(rest, b" = ")).map(|at| from + at) {
        if let Some(start) = find_name(text, at, from) {
            if let Some((name, value)) = open.take() {
                let value = text.get(value..start).unwrap_or_default();
                push_variable(body, name, value, is_doubted, record);
                is_doubted |= is_open_text(name, value);
            }
            open = text.get(start..at).map(|name| (name, at + 3));
            count += 1;
            // A text in quotes is whatever somebody set there: it may hold variables, too.
            from = at + 3 + measure_quoted(text.get(at + 3..).unwrap_or_default());
        } else {
            from = at + 3;
        }
        if count == VARIABLES_MAX {
            break;
        }
    }
    if let Some((name, value)) = open {
        push_variable(body, name, text.get(value..).unwrap_or_default(), is_doubted, record);
    }
    count
}

/// True for a text without quotes around it, unless it is one of the names that the agent itself bears.
fn is_open_text(name: &[u8], value: &[u8]) -> bool {
    const OWN: [Field; 3] = [Field::ObserverIngressInterfaceName, Field::HostHostname, Field::HostOsName];
    let is_own = matches!(find_object(name), Some(Object::Is(field)) if OWN.contains(&field));
    !is_own && value.strip_prefix(b"STRING: ").is_some_and(|text| measure_quoted(text) == 0)
}

/// How long a text in quotes is, with its type; in it quotes have a backslash before them.
fn measure_quoted(text: &[u8]) -> usize {
    let type_bytes = if text.starts_with(b"STRING: ") { 8 } else { 0 };
    let Some(inside) = text.get(type_bytes..).and_then(|text| text.strip_prefix(b"\"")) else { return 0 };
    let mut at = 0;
    while let Some(found) = inside.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if inside.get(at) == Some(&b'"') {
            return type_bytes + at + 2;
        }
        at += 2;
    }
    0
}

/// Where the name begins that ends at a place, not before `from`.
fn find_name(text: &[u8], end: usize, from: usize) -> Option<usize> {
    let low = end.saturating_sub(NAME_BYTES_MAX).max(from);
    let before = text.get(low..end)?;
    let word = before.iter().rposition(|byte| matches!(byte, b' ' | b'\t' | b'\n')).map_or(0, |at| at + 1);
    let start = low + word;
    // rsyslog's signs for a tab and a line end.
    let name = text.get(start..end)?;
    let start = ["#011", "#012"]
        .iter()
        .filter_map(|sign| memmem::rfind(name, sign.as_bytes()))
        .max()
        .map_or(start, |at| start + at + 4);
    let name = text.get(start..end)?;
    let is_object = name.contains(&b'.') || memmem::find(name, b"::").is_some();
    let is_plain = name.iter().all(|byte| byte.is_ascii_graphic());
    (is_object && is_plain).then_some(start)
}

/// What a handler is given: `name value` on lines of their own, behind the host and the transport.
pub(super) fn read_lines(body: &Body<'_>, text: &[u8], record: &mut Record) -> usize {
    let lines = text.split(|byte| *byte == b'\n').skip(2).take(VARIABLES_MAX);
    let mut count = 0;
    for line in lines {
        let (name, value) = cut_word(line.trim_ascii());
        if !name.is_empty() {
            push_variable(body, name, value, false, record);
            count += 1;
        }
    }
    count
}

/// Adds a variable under its own name, and what it means; an address in doubt is no end's.
fn push_variable(body: &Body<'_>, name: &[u8], value: &[u8], is_doubted: bool, record: &mut Record) {
    let value = strip_value(value);
    let span = body.span_of(value);
    let field = match find_object(name) {
        Some(Object::Is(field)) => Some(field),
        Some(Object::Address(_)) if is_doubted => Some(Field::RelatedIp).filter(|_| is_ip(value)),
        Some(Object::Address(field)) => Some(field).filter(|_| is_ip(value)),
        Some(Object::Trap) => {
            if let Some(meaning) = find_trap(value) {
                meaning.push(span, record);
            }
            Some(Field::EventCode)
        }
        None => None,
    };
    // An address that the notification carries is the agent's own; the transport's may be a proxy's.
    if field == Some(Field::HostIp) {
        let others = record.facts.iter_mut().filter(|fact| fact.field == Some(Field::HostIp));
        others.for_each(|fact| fact.field = None);
    }
    let field = field.filter(|_| !value.is_empty());
    record.facts.push(Fact { name: body.name_of(name), field, value: Value::Span(span) });
}

/// The value without its type, its quotes, and what parts it from the next.
fn strip_value(value: &[u8]) -> &[u8] {
    const TYPES: [&str; 14] = [
        "STRING: ",
        "INTEGER: ",
        "OID: ",
        "Timeticks: ",
        "IpAddress: ",
        "Hex-STRING: ",
        "Counter32: ",
        "Counter64: ",
        "Gauge32: ",
        "Unsigned32: ",
        "UInteger32: ",
        "Network Address: ",
        "BITS: ",
        "Opaque: ",
    ];
    let mut value = value.trim_ascii();
    for sign in ["#012", "#011", ","] {
        value = value.strip_suffix(sign.as_bytes()).unwrap_or(value).trim_ascii();
    }
    let value = TYPES.iter().find_map(|kind| value.strip_prefix(kind.as_bytes())).unwrap_or(value).trim_ascii();
    value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value)
}
