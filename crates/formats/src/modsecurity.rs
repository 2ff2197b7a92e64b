//! What ModSecurity writes into the error logs of web servers: `[name "value"]` for what a rule says of itself.
//!
//! After the ModSecurity reference manual, "ModSecurity Alert Message Format"
//! (<https://github.com/owasp-modsecurity/ModSecurity/wiki>), versions 2 and 3. A part of other products' lines, so no
//! format of its own.

use memchr::memchr;
use model::{Field, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning},
    syntax::{clf::cut_quoted, http::push_target, names::Names, scan::find_text},
};

/// A message has no more of them.
const PARTS_MAX: usize = 256;

static PARTS: Names<Option<Field>, 16> = Names::new([
    ("id", Some(Field::RuleId)),
    ("msg", Some(Field::RuleName)),
    ("ver", Some(Field::RuleVersion)),
    ("file", Some(Field::RuleRuleset)),
    ("severity", Some(Field::LogLevel)),
    ("tag", Some(Field::Tags)),
    ("hostname", Some(Field::UrlDomain)),
    ("unique_id", Some(Field::EventId)),
    ("ref", None),
    ("line", None),
    ("rev", None),
    ("data", None),
    ("maturity", None),
    ("accuracy", None),
    ("phase", None),
    ("uri", None),
]);

const DENIED: Meaning = Meaning {
    action: "web_attack_blocked",
    category: &["web", "intrusion_detection"],
    kind: &["denied"],
    outcome: FAILURE,
};
const DETECTED: Meaning = Meaning {
    action: "web_attack_detected",
    category: &["web", "intrusion_detection"],
    kind: &["info"],
    outcome: None,
};

/// True where a message is ModSecurity's.
pub(crate) fn is_message(message: &[u8]) -> bool {
    message.get(..64).map_or(message, |head| head).windows(11).any(|part| part == b"ModSecurity")
}

/// Reads the message into the record.
pub(crate) fn read_message(body: &Body<'_>, message: &[u8], record: &mut Record) {
    let span = body.span_of(message);
    let is_denied = find_text(message, b"Access denied").is_some();
    record.push_word(Field::EventKind, "alert", span);
    if is_denied { &DENIED } else { &DETECTED }.push(span, record);
    let mut rest = message;
    for _ in 0..PARTS_MAX {
        let Some((name, value, after)) = cut_part(rest) else { return };
        rest = after;
        let Some((name, field)) = PARTS.find(name) else { continue };
        if *name == "uri" && record.first(Field::UrlOriginal).is_none() {
            push_target(body, b"", value, record);
        }
        if !value.is_empty() {
            // The web server's own level stands before it.
            let field = field.filter(|field| *field == Field::Tags || record.first(*field).is_none());
            record.push(name, field, body.span_of(value));
        }
    }
}

/// The next `[name "value"]`, and what follows it.
fn cut_part(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    const NAME_BYTES_MAX: usize = 16;
    let mut rest = text;
    loop {
        rest = rest.get(memchr(b'[', rest)? + 1..)?;
        let head = rest.get(..NAME_BYTES_MAX).unwrap_or(rest);
        let Some(at) = find_text(head, b" \"") else { continue };
        let name = head.get(..at)?;
        if !name.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_') {
            continue;
        }
        let (value, after) = cut_quoted(rest.get(at + 2..)?)?;
        return Some((name, value, after));
    }
}
