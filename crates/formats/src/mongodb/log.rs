//! `mongodb.log`: the log of mongod and mongos: lines up to version 4.2 (`time [S COMPONENT ][context] message`), objects
//! since 4.4, and the audit log, after <https://www.mongodb.com/docs/manual/reference/log-messages/> and
//! <https://www.mongodb.com/docs/manual/reference/audit-message/>.

mod messages;
mod object;

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::messages::MESSAGES;
pub(crate) use self::object::OBJECT;
use crate::{
    body::Body,
    holes::push_captures,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, cut_word},
        front::cut_front,
        shape::Shapes,
    },
};

const FORMAT: Format = Format { name: "mongodb.log", version: 2 };

/// The reader of lines.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::LookAt(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase(), shows),
    read,
};

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// The components (`log_component.h`); `-` stands for none.
const COMPONENTS: [&str; 24] = [
    "-", "ACCESS", "ASIO", "BRIDGE", "COMMAND", "CONNPOOL", "CONTROL", "ELECTION", "EXECUTOR", "FTDC", "GEO", "INDEX",
    "INITSYNC", "JOURNAL", "NETWORK", "QUERY", "RECOVERY", "REPL", "REPL_HB", "ROLLBACK", "SHARDING", "STORAGE", "TXN",
    "WRITE",
];

/// No context is longer.
const CONTEXT_BYTES_MAX: usize = 128;

/// A line behind its time, taken apart.
struct Line<'a> {
    severity: &'a [u8],
    component: &'a [u8],
    context: &'a [u8],
    message: &'a [u8],
}

impl<'a> Line<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let (severity, component, rest) = match text {
            [b'[', ..] => (&[][..], &[][..], text),
            [b'F' | b'E' | b'W' | b'I' | b'D', b' ' | b'1'..=b'5', ..] => {
                let (severity, rest) = cut_word(text);
                let (component, rest) = cut_word(rest);
                COMPONENTS.iter().any(|known| known.as_bytes() == component).then_some((severity, component, rest))?
            }
            _ => return None,
        };
        let head = rest.get(..CONTEXT_BYTES_MAX).unwrap_or(rest);
        let (context, _) = cut_at(head.strip_prefix(b"[")?, b']')?;
        let message = rest.get(context.len() + 2..)?;
        Some(Self { severity, component, context, message: message.strip_prefix(b" ")? })
    }
}

/// A time with an offset or a weekday, and the context in brackets.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let rest = match text {
        // `2026-11-20T10:11:12.123+0100 `.
        [_, _, _, _, b'-', _, _, b'-', _, _, b'T', ..] => text.get(19..40).unwrap_or_default(),
        // `Fri Nov 20 10:11:12.123 `.
        [_, _, _, b' ', _, _, _, b' ', ..] => text.get(19..40).unwrap_or_default(),
        _ => return false,
    };
    cut_text(rest, " [").is_some()
        || [" I ", " W ", " E ", " F ", " D"].iter().any(|mark| cut_text(rest, mark).is_some())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let time = match text.first() {
        Some(b'0'..=b'9') => cut_front(text).map(|time| (time.form, time.text, time.rest)),
        _ => {
            // The weekday says nothing; up to 2.4 no year follows.
            let dated = text.get(4..).and_then(crate::syntax::syslog_time::cut_time);
            dated.map(|time| (time.form, time.text, time.rest))
        }
    };
    let Some((form, written, rest)) = time else { return false };
    let Some(line) = rest.strip_prefix(b" ").and_then(Line::cut) else { return false };
    let found = SHAPES.find(line.message.strip_prefix(b" ").unwrap_or(line.message));
    // Many programs write a word in brackets behind a time.
    if line.component.is_empty() && found.is_none() {
        return false;
    }
    record.push_time(TimeRole::Event, form, body.span_of(written));
    push_severity(body, line.severity, record);
    if !line.component.is_empty() {
        record.push("component", Some(Field::LogLogger), body.span_of(line.component));
    }
    record.push("context", None, body.span_of(line.context));
    if let Some((captures, meaning)) = found {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(line.message), record);
    }
    push_service(body, record);
    true
}

/// Says whose record it is.
fn push_service(body: &Body<'_>, record: &mut Record) {
    record.push_word(Field::ServiceType, "mongodb", body.span);
    record.push_word(Field::EventKind, "event", body.span);
}

/// The letters of severities in our words.
fn push_severity(body: &Body<'_>, letter: &[u8], record: &mut Record) {
    let word = match letter {
        b"F" => "fatal",
        b"E" => "error",
        b"W" => "warning",
        b"I" => "informational",
        [b'D', ..] => "debug",
        _ => return,
    };
    record.push("severity", None, body.span_of(letter));
    record.push_word(Field::LogLevel, word, body.span_of(letter));
}

/// `192.0.2.77:50123` and `[2001:db8::77]:50123` apart.
fn cut_remote(text: &[u8]) -> (&[u8], &[u8]) {
    let (host, port) = cut_last_text(text, ":").unwrap_or((text, &[]));
    (host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host), port)
}
