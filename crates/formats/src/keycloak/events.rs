//! `keycloak.events`: what Keycloak's `jboss-logging` listener writes of logins and of administrators' deeds
//! (`JBossLoggingEventListenerProvider`; <https://www.keycloak.org/docs/latest/server_admin/#auditing-user-events>):
//! `time LEVEL [org.keycloak.events] (thread) type="LOGIN_ERROR", realmId="…", …`, before version 24 without the quotes.

use model::{Fact, Field, Format, Name, Record, TimeRole, Value};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, cut_word, is_ip, skip_blanks},
        doubt::doubt_repeated,
        front::cut_front,
        names::Names,
        pairs::find_quote,
        scan::find_text,
        snake::to_snake,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "keycloak.events", version: 2 },
    sign: Sign::LookBy(&["keycloak"], u8::is_ascii_digit, shows),
    read,
};

/// How far from the front the first pair stands at most.
const FRONT_BYTES_MAX: usize = 256;
/// No event has more pairs.
const PAIRS_MAX: usize = 96;

/// What a key means; the others stay under their own names.
static KEYS: Names<Option<Field>, 20> = Names::new([
    ("type", None),
    ("operationType", None),
    ("realmId", None),
    ("realmName", None),
    ("clientId", None),
    ("userId", Some(Field::UserId)),
    ("ipAddress", Some(Field::SourceIp)),
    ("error", Some(Field::EventReason)),
    ("username", Some(Field::UserName)),
    ("sessionId", Some(Field::SessionId)),
    ("email", Some(Field::UserEmail)),
    ("identity_provider", None),
    ("auth_method", None),
    ("auth_type", None),
    ("redirect_uri", None),
    ("code_id", None),
    ("resourceType", None),
    ("resourcePath", None),
    ("first_name", None),
    ("last_name", None),
]);

fn shows(body: &Body<'_>) -> bool {
    find_pairs(body.text()).is_some()
}

/// Where the pairs begin.
pub(super) fn find_pairs(text: &[u8]) -> Option<usize> {
    let head = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
    let at = [&b" type="[..], b" operationType="].iter().find_map(|key| find_text(head, key))? + 1;
    find_text(text.get(at..at + FRONT_BYTES_MAX).or_else(|| text.get(at..))?, b", realm").map(|_| at)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some(at) = find_pairs(text) else { return false };
    let mut head = text.get(..at).unwrap_or_default();
    if let Some(time) = cut_front(head) {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        head = skip_blanks(time.rest);
        let (level, rest) = cut_word(head);
        record.push("level", Some(Field::LogLevel), body.span_of(level));
        head = rest;
    }
    if let Some((logger, rest)) = head.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) {
        record.push("logger", Some(Field::LogLogger), body.span_of(logger));
        if let Some((thread, _)) = skip_blanks(rest).strip_prefix(b"(").and_then(|rest| cut_at(rest, b')')) {
            record.push("thread", None, body.span_of(thread));
        }
    }
    read_pairs(body, text.get(at..).unwrap_or_default(), record);
    record.push_word(Field::ServiceType, "keycloak", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    doubt_repeated(body.raw, record);
    true
}

pub(super) fn read_pairs(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut rest = text;
    for _ in 0..PAIRS_MAX {
        let Some((key, after)) = cut_at(rest, b'=').filter(|(key, _)| is_key(key)) else { return };
        let (value, after) = cut_value(after);
        rest = after;
        match key {
            b"type" => conclude_user_event(body, value, record),
            b"operationType" => conclude_admin_event(body, value, record),
            _ => {}
        }
        let (name, field) = match KEYS.find(key) {
            Some((name, field)) => (Name::Known(name), *field),
            None => (body.name_of(key), None),
        };
        let field =
            field.filter(|field| !matches!(value, b"" | b"null") && (*field != Field::SourceIp || is_ip(value)));
        record.facts.push(Fact { name, field, value: Value::Span(body.span_of(value)) });
    }
}

fn is_key(key: &[u8]) -> bool {
    (1..=64).contains(&key.len())
        && key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// A value, and what follows the comma behind it. One in quotes ends with them; Keycloak puts those in single quotes
/// that hold blanks, and any other ends before the next key.
fn cut_value(text: &[u8]) -> (&[u8], &[u8]) {
    let quoted = match text.first() {
        Some(b'"') => text.get(1..).and_then(|inside| Some((inside, find_quote(inside)?))),
        Some(b'\'') => text.get(1..).and_then(|inside| Some((inside, memchr::memchr(b'\'', inside)?))),
        _ => None,
    };
    // In JSON the quotes are escaped.
    if let Some(inside) = text.strip_prefix(b"\\\"") {
        let end = find_text(inside, b"\\\"").unwrap_or(inside.len());
        let rest = inside.get(end + 2..).unwrap_or_default();
        return (inside.get(..end).unwrap_or_default(), rest.strip_prefix(b", ").unwrap_or(rest));
    }
    if let Some((inside, end)) = quoted {
        let rest = inside.get(end + 1..).unwrap_or_default();
        return (inside.get(..end).unwrap_or_default(), rest.strip_prefix(b", ").unwrap_or(rest));
    }
    cut_text(text, ", ").unwrap_or((text, &[]))
}

/// `LOGIN`, `LOGIN_ERROR`, …: the second is the failure of the first (`EventType`).
fn conclude_user_event(body: &Body<'_>, kind: &[u8], record: &mut Record) {
    let (deed, outcome) = kind.strip_suffix(b"_ERROR").map_or((kind, "success"), |deed| (deed, "failure"));
    let span = body.span_of(kind);
    push_action(body, deed, record);
    let (category, event_type) = match deed {
        b"LOGIN" | b"CLIENT_LOGIN" | b"IDENTITY_PROVIDER_LOGIN" | b"IMPERSONATE" => ("authentication", "start"),
        b"LOGOUT" => ("authentication", "end"),
        b"REGISTER" => ("iam", "creation"),
        b"DELETE_ACCOUNT" | b"REMOVE_TOTP" | b"REMOVE_CREDENTIAL" => ("iam", "deletion"),
        _ if deed.starts_with(b"UPDATE_") || deed.starts_with(b"RESET_") => ("iam", "change"),
        _ => ("authentication", "info"),
    };
    record.push_word(Field::EventCategory, category, span);
    record.push_word(Field::EventType, event_type, span);
    record.push_word(Field::EventOutcome, outcome, span);
}

/// `CREATE`, `UPDATE`, `DELETE`, `ACTION` of an administrator.
fn conclude_admin_event(body: &Body<'_>, kind: &[u8], record: &mut Record) {
    let span = body.span_of(kind);
    push_action(body, kind, record);
    record.push_word(Field::EventCategory, "iam", span);
    let (deed, outcome) = kind.strip_suffix(b"_ERROR").map_or((kind, "success"), |deed| (deed, "failure"));
    let event_type = match deed {
        b"CREATE" => "creation",
        b"UPDATE" => "change",
        b"DELETE" => "deletion",
        _ => "info",
    };
    record.push_word(Field::EventType, event_type, span);
    record.push_word(Field::EventOutcome, outcome, span);
}

fn push_action(body: &Body<'_>, deed: &[u8], record: &mut Record) {
    if let Some(text) = std::str::from_utf8(deed).ok().and_then(to_snake) {
        let value = Value::Text { text, span: body.span_of(deed) };
        record.facts.push(Fact {
            name: Name::Known(Field::EventAction.name()),
            field: Some(Field::EventAction),
            value,
        });
    }
}
