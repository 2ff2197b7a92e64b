//! FTD's security events 430001–430005 (intrusion, connection, file, malware): `Key: value, Key: value`.
//!
//! Written after "Cisco Secure Firewall Threat Defense Syslog Messages", "Security Event Syslog Messages":
//! <https://www.cisco.com/c/en/us/td/docs/security/firepower/Syslogs/b_fptd_syslog_guide.html>. Before release 6.3 these
//! messages had no number, and a few keys other names: what kind of event they tell of follows from their keys.

mod keys;

use memchr::memmem;
use model::{DiagnosticKind, Fact, Field, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use self::keys::{
    FILE_MEANINGS, KINDS, MEANINGS,
    Means::{self, Is},
    RECORD_TYPES, RESPONSE_CODES,
};
use crate::syntax::{
    cut::{is_ip, read_number},
    names::Names,
    protocol::find_protocol,
};

/// The longest key that is looked for, in bytes.
const KEY_BYTES_MAX: usize = 40;

/// How far the comma behind one of the first values is looked for, in bytes.
const VALUE_BYTES_LOOKED_MAX: usize = 128;

/// Reads the text of such a message; false where the number is none of theirs.
pub(super) fn read_security_event(raw: &[u8], number: u32, text: Span, origin: Span, record: &mut Record) -> bool {
    if !push_kind(number, origin, record) {
        return false;
    }
    read_pairs(raw, text, record);
    true
}

/// True where a text without a header begins as such a message: two of its first keys are known, one of them no word
/// that others use.
pub(super) fn shows_pairs(text: &[u8]) -> bool {
    const LOOKED_KEYS_MAX: usize = 4;
    let (mut at, mut known, mut is_own) = (0, 0, false);
    for _ in 0..LOOKED_KEYS_MAX {
        let Some(key) = read_key(text, at, text.len()) else { break };
        let name = key.of(text);
        known += usize::from(MEANINGS.find(name).is_some());
        is_own |= name.starts_with(b"AccessControlRule")
            || matches!(name, b"HTTPResponse" | b"IngressInterface" | b"NAPPolicy" | b"ACPolicy" | b"InlineResult")
            || matches!(name, b"DstIP" | b"ApplicationProtocol" | b"FileSHA256");
        let value = key.end as usize + 2;
        let end = text.len().min(value + VALUE_BYTES_LOOKED_MAX);
        let Some(len) = find_next_key(text, value, end) else { break };
        at = value + len + 2;
    }
    known >= 2 && is_own
}

/// Reads a message that has no number. What kind it is of follows from its keys.
pub(super) fn read_unnumbered(raw: &[u8], text: Span, origin: Span, record: &mut Record) {
    let first = record.facts.len();
    read_pairs(raw, text, record);
    let keys = record.facts.get(first..).unwrap_or_default().iter();
    let kinds = keys.filter_map(|fact| match fact.name {
        Name::Span(key) if key.of(raw) == b"ConnectType" && fact.value.bytes(raw) == Some(b"End") => Some(430_003),
        Name::Span(key) => KINDS.find(key.of(raw)).map(|row| row.1),
        _ => None,
    });
    // Over all keys: a file's event is known by any key of a file, a connection's end by how long it was.
    let (mut is_file, mut is_malware, mut is_connection, mut is_end, mut is_intrusion) = Default::default();
    for kind in kinds {
        match kind {
            430_004 => is_file = true,
            430_005 => is_malware = true,
            430_003 => is_end = true,
            430_002 => is_connection = true,
            _ => is_intrusion = true,
        }
    }
    let (number, word) = match (is_malware, is_file, is_end, is_connection, is_intrusion) {
        (true, ..) => (430_005, "430005"),
        (_, true, ..) => (430_004, "430004"),
        (_, _, true, ..) => (430_003, "430003"),
        (_, _, _, true, _) => (430_002, "430002"),
        (.., true) => (430_001, "430001"),
        _ => return,
    };
    record.push_word(Field::EventCode, word, origin);
    push_kind(number, origin, record);
}

/// What the number says; false where it is none of theirs.
fn push_kind(number: u32, origin: Span, record: &mut Record) -> bool {
    let (action, kind, category, types): (_, _, &[&str], &[&str]) = match number {
        430_001 => ("intrusion", "alert", &["intrusion_detection", "network"], &[]),
        430_002 => ("connection_start", "event", &["network"], &["connection", "start"]),
        430_003 => ("connection_end", "event", &["network"], &["connection", "end"]),
        430_004 => ("file", "event", &["file", "network"], &["info"]),
        430_005 => ("malware", "alert", &["malware", "file", "network"], &["info"]),
        _ => return false,
    };
    record.push_word(Field::EventKind, kind, origin);
    record.push_word(Field::EventAction, action, origin);
    category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
    types.iter().for_each(|word| record.push_word(Field::EventType, word, origin));
    true
}

/// The first of a key counts: behind it, an address or a client's name may hold the same words.
fn read_pairs(raw: &[u8], text: Span, record: &mut Record) {
    const KEYS_MAX: usize = 96;
    let end = text.end as usize;
    let mut at = text.start as usize;
    let mut seen: Vec<&[u8]> = Vec::with_capacity(KEYS_MAX);
    while let Some(key) = read_key(raw, at, end) {
        let start = key.end as usize + 2;
        let len = find_next_key(raw, start, end).unwrap_or(end - start);
        let value = Span::new(start, start + len);
        at = start + len + 2;
        if seen.contains(&key.of(raw)) {
            record.facts.push(Fact { name: Name::Span(key), field: None, value: Value::Span(value) });
            record.diagnose(DiagnosticKind::Repeated, value);
            continue;
        }
        if seen.len() < KEYS_MAX {
            seen.push(key.of(raw));
        }
        take(raw, key, value, record);
    }
}

/// The key at a place, with `: ` behind it.
fn read_key(raw: &[u8], at: usize, end: usize) -> Option<Span> {
    let text = raw.get(at..end)?;
    let len = text
        .iter()
        .take(KEY_BYTES_MAX)
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' ')))?;
    let begins_as_key = text.first().is_some_and(u8::is_ascii_uppercase);
    (begins_as_key && text.get(len..len + 2) == Some(b": ")).then(|| Span::new(at, at + len))
}

/// How far it is to the comma before the next key: values hold commas themselves.
fn find_next_key(raw: &[u8], start: usize, end: usize) -> Option<usize> {
    let text = raw.get(start..end)?;
    memmem::find_iter(text, b", ").find(|comma| read_key(raw, start + comma + 2, end).is_some())
}

fn take(raw: &[u8], key: Span, span: Span, record: &mut Record) {
    let (name, value) = (key.of(raw), span.of(raw));
    // What FTD writes where it knows of no user, threat or code.
    let says_nothing = matches!(value, b"" | b"Unknown" | b"No Authentication Required" | b"N/A" | b"::");
    let mut keep = |field: Option<Field>| {
        record.facts.push(Fact { name: Name::Span(key), field, value: Value::Span(span) });
    };
    let Some((_, means)) = MEANINGS.find(name) else {
        keep(FILE_MEANINGS.find(name).map(|row| row.1).filter(|_| !says_nothing));
        return;
    };
    match *means {
        Is(field) => {
            let is_ip_field = field.kind() == model::FieldKind::Ip;
            keep(Some(field).filter(|_| !says_nothing && (!is_ip_field || is_ip(value))));
        }
        Means::Protocol => {
            keep(None);
            if let Some((word, number)) = find_protocol(value) {
                record.push_word(Field::NetworkTransport, word, span);
                record.push_word(Field::NetworkIanaNumber, number, span);
            }
        }
        Means::Verdict => {
            keep(None);
            let word = match value {
                b"Allow" | b"Pass" | b"Trust" | b"Fastpath" | b"Monitor" => "allowed",
                _ if [&b"Block"[..], b"Drop", b"Interactive Block"].iter().any(|word| value.starts_with(word)) => {
                    "denied"
                }
                _ => return,
            };
            record.push_word(Field::EventType, word, span);
            record.push_word(Field::EventOutcome, if word == "allowed" { "success" } else { "failure" }, span);
        }
        Means::Seconds => {
            keep(None);
            if let Some(nanos) = read_number(value).and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
                record.push_number(Field::EventDuration, nanos, span);
            }
        }
        Means::RecordType => {
            keep(None);
            push_short(&RECORD_TYPES, Field::DnsQuestionType, value, span, record);
        }
        Means::ResponseCode => {
            keep(None);
            push_short(&RESPONSE_CODES, Field::DnsResponseCode, value, span, record);
        }
        Means::Start => {
            let is_epoch = value.iter().all(u8::is_ascii_digit);
            record.push_time(TimeRole::Start, if is_epoch { Form::Epoch } else { Form::Rfc3339 }, span);
        }
    }
}

/// Gives the short name of one of FTD's phrases, whatever its case.
fn push_short<const N: usize>(
    names: &Names<&'static str, N>,
    field: Field,
    value: &[u8],
    span: Span,
    record: &mut Record,
) {
    let mut lower = [0_u8; 40];
    let Some(lower) = lower.get_mut(..value.len()) else { return };
    lower.copy_from_slice(value);
    lower.make_ascii_lowercase();
    if let Some((_, short)) = names.find(lower) {
        record.push_word(field, short, span);
    }
}
