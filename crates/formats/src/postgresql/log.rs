//! `postgresql.log`: the server log, as text under any `log_line_prefix`, as CSV and as JSON
//! (<https://www.postgresql.org/docs/current/runtime-config-logging.html>).

mod csv;
mod messages;
mod object;
mod prefix;

use std::sync::LazyLock;

use model::{DiagnosticKind, Field, Format, Record, Span};

use self::messages::MESSAGES;
pub(crate) use self::object::OBJECT;
use crate::{
    body::Body,
    holes::push_captures,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{scan::find_text, shape::Shapes},
};

const FORMAT: Format = Format { name: "postgresql.log", version: 2 };

pub(crate) const PRODUCT: Product = Product { format: FORMAT, sign: Sign::Look(shows_server), read: read_log };

/// The severities of messages and the names of what follows one (`elog.c`).
const SEVERITIES: [&str; 20] = [
    "LOG",
    "STATEMENT",
    "DETAIL",
    "ERROR",
    "FATAL",
    "HINT",
    "CONTEXT",
    "LOCATION",
    "WARNING",
    "NOTICE",
    "INFO",
    "PANIC",
    "QUERY",
    "BACKTRACE",
    "DEBUG",
    "DEBUG1",
    "DEBUG2",
    "DEBUG3",
    "DEBUG4",
    "DEBUG5",
];

/// No prefix is longer; what looks like a severity behind it stands in a message.
const PREFIX_BYTES_MAX: usize = 512;

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Two blanks follow the severity, which hardly anything else writes; CSV is shown by a comma behind the time.
fn shows_server(body: &Body<'_>) -> bool {
    let begins = matches!(body.text().first(), Some(b'0'..=b'9' | b'[' | b'<' | b'u'));
    if !begins && !body.tag_text().starts_with(b"postgres") {
        return false;
    }
    find_severity(body.text()).is_some() || csv::shows_csv(body.text())
}

/// Where the severity stands: its start, and the start of the message.
fn find_severity(text: &[u8]) -> Option<(usize, usize)> {
    let head = text.get(..text.len().min(PREFIX_BYTES_MAX))?;
    let colon = find_text(head, b":  ")?;
    name_severity(head, colon).map(|start| (start, colon + 3))
}

/// The start of the severity that ends at a colon.
fn name_severity(text: &[u8], colon: usize) -> Option<usize> {
    let before = text.get(..colon)?;
    let start = before.iter().rposition(|byte| !byte.is_ascii_uppercase() && !byte.is_ascii_digit());
    let start = start.map_or(0, |at| at + 1);
    let word = before.get(start..)?;
    SEVERITIES.iter().any(|severity| severity.as_bytes() == word).then_some(start)
}

fn read_log(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some((severity, message)) = find_severity(text) else { return csv::read_csv(body, record) };
    let prefix = text.get(..severity).unwrap_or_default();
    let before = record.facts.len();
    if !prefix::read_prefix(body, prefix, record) {
        return false;
    }
    doubt_prefix(body, prefix, text.get(message..).unwrap_or_default(), before, record);
    let severity = text.get(severity..message - 3).unwrap_or_default();
    record.push("error_severity", Some(Field::LogLevel), body.span_of(severity));
    let message = cut_state(body, text.get(message..).unwrap_or_default(), record);
    read_message(body, severity, message, record);
    true
}

/// Lets the user and the client go whom a prefix names that the end of another one follows: what a client calls itself
/// stands in the prefix, and may hold the rest of one.
fn doubt_prefix(body: &Body<'_>, prefix: &[u8], message: &[u8], before: usize, record: &mut Record) {
    let Some(between) = find_second(message) else { return };
    let is_claimed =
        |field| matches!(field, Some(Field::SourceIp | Field::UserName | Field::SourceDomain | Field::SourcePort));
    let claims = record.facts.iter().skip(before).filter(|fact| is_claimed(fact.field));
    let Some(start) = claims.map(|fact| fact.value.span().start).min() else { return };
    let own = Span { start, ..body.span_of(prefix) };
    // Several messages of one session in a line: both say the same.
    if between.ends_with(own.of(body.raw)) {
        return;
    }
    for fact in record.facts.iter_mut().skip(before).filter(|fact| is_claimed(fact.field)) {
        fact.field = Some(Field::RelatedIp).filter(|_| fact.field == Some(Field::SourceIp));
    }
    record.diagnose(DiagnosticKind::Repeated, body.span_of(between));
}

/// What stands between the severity and another one, where it may be the end of a prefix.
fn find_second(message: &[u8]) -> Option<&[u8]> {
    let head = message.get(..message.len().min(PREFIX_BYTES_MAX))?;
    let severities = memchr::memmem::find_iter(head, b":  ").filter_map(|colon| name_severity(head, colon));
    let mut seconds = severities.filter_map(|start| head.split_at_checked(start));
    let found = seconds.find(|(between, severity)| {
        // A prefix may end with any word. A message says with a colon or in quotes what it tells of, and who has signed in
        // has a name that the server knows.
        let is_bare = || !between.is_empty() && !between.iter().any(|byte| matches!(byte, b':' | b'"' | b'\''));
        prefix::ends_prefix(between) || severity.starts_with(b"FATAL:") && is_bare()
    });
    found.map(|(between, _)| between)
}

/// `log_error_verbosity = verbose` writes the SQLSTATE before the message.
fn cut_state<'a>(body: &Body<'a>, message: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((state, rest)) = message.split_at_checked(5) else { return message };
    match rest.strip_prefix(b": ") {
        Some(rest) if is_state(state) => {
            push_state(body, "state_code", state, record);
            rest
        }
        _ => message,
    }
}

/// Five digits or capitals; the classes that PostgreSQL has hold a digit (appendix A of its manual).
fn is_state(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) && text.iter().any(u8::is_ascii_digit)
}

/// `00000` says that there is no error.
fn push_state(body: &Body<'_>, name: &'static str, state: &[u8], record: &mut Record) {
    record.push(name, Some(Field::ErrorCode).filter(|_| state != b"00000"), body.span_of(state));
}

/// What a message of this severity says.
fn read_message(body: &Body<'_>, severity: &[u8], message: &[u8], record: &mut Record) {
    record.push_word(Field::EventKind, "event", body.span_of(severity));
    let own = match severity {
        b"STATEMENT" | b"QUERY" => Some("query"),
        b"DETAIL" => Some("detail"),
        b"HINT" => Some("hint"),
        b"CONTEXT" => Some("context"),
        b"LOCATION" => Some("location"),
        b"BACKTRACE" => Some("backtrace"),
        _ => None,
    };
    if let Some(own) = own {
        record.push(own, None, body.span_of(message));
        record.push_word(Field::EventCategory, "database", body.span_of(severity));
        record.push_word(Field::EventType, "info", body.span_of(severity));
        return;
    }
    if let Some((captures, meaning)) = SHAPES.find(message) {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(message), record);
        return;
    }
    record.push_word(Field::EventCategory, "database", body.span_of(severity));
    let is_error = matches!(severity, b"ERROR" | b"FATAL" | b"PANIC");
    record.push_word(Field::EventType, if is_error { "error" } else { "info" }, body.span_of(severity));
    if is_error {
        record.push("message", Some(Field::ErrorMessage), body.span_of(message));
        record.push_word(Field::EventOutcome, "failure", body.span_of(severity));
    }
}
