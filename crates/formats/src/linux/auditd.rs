//! `linux.auditd`: records of the Linux audit system, each read alone: as `audit.log` has them
//! (`type=SYSCALL msg=audit(1364481363.243:24287): …`), as a dispatcher hands them to syslog, as the kernel writes them
//! where no daemon listens (`audit: type=1400 audit(…): …`), and as the journal shows them (`audit[1]: SERVICE_START …`).
//!
//! After <https://github.com/linux-audit/audit-documentation/wiki/SPEC-Audit-Event-Enrichment>,
//! <https://github.com/linux-audit/audit-documentation/wiki/SPEC-Writing-Good-Events> and `libaudit.h`. The serial is
//! `event.sequence`: time, serial and node join the records of one event.

mod encoded;
mod fields;
mod meanings;
mod pieces;
mod types;

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use self::fields::Reader;
pub(super) use self::types::find_type;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_last_text, cut_word, read_number, skip_blanks},
        front::cut_front,
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "linux.auditd", version: 5 },
    sign: Sign::LookAt(|byte| matches!(byte, b'a' | b'n' | b't' | b'[' | b'<' | b'A'..=b'Z'), shows_audit),
    read: read_audit,
};

/// What stands before the stamp is short: a node's name of 255 bytes at most, a type's name, an uptime.
const START_BYTES_MAX: usize = 400;

/// The names of programs that hand audit records to syslog.
const TAGS: [&str; 5] = ["audit", "auditd", "audispd", "audisp-syslog", "auditctl"];

fn shows_audit(body: &Body<'_>) -> bool {
    match body.text().first() {
        Some(b't' | b'n' | b'a' | b'[') => true,
        Some(b'A'..=b'Z' | b'<') => body.tag_text() == b"audit",
        _ => false,
    }
}

/// Claims a body whose record names its type and has a stamp, and what the journal says in the name of `audit`.
fn read_audit(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(head) = Head::cut(body) else { return false };
    if let Some(node) = head.node {
        record.push("node", Some(Field::HostName), body.span_of(node));
    }
    let known = head.kind.map(find_type);
    if let Some(kind) = head.kind {
        record.push("type", Some(Field::EventCode), body.span_of(kind));
    }
    if let Some(stamp) = head.stamp {
        record.push_time(TimeRole::Event, stamp.form, body.span_of(stamp.time));
        record.push("serial", Some(Field::EventSequence), body.span_of(stamp.serial));
    }
    let known = known.unwrap_or(types::UNKNOWN);
    let said = Reader::new(body, known.name).read(head.rest, record);
    let span = head.kind.map_or(body.span, |kind| body.span_of(kind));
    known.meaning.push(span, record);
    said.push_outcome(record);
    true
}

/// What stands before the fields.
struct Head<'a> {
    node: Option<&'a [u8]>,
    kind: Option<&'a [u8]>,
    stamp: Option<Stamp<'a>>,
    rest: &'a [u8],
}

/// `audit(1364481363.243:24287): `: seconds since 1970 with milliseconds, and the serial;
/// `audit(11/20/2026 10:11:12.243:24287) : ` as `ausearch --interpret` writes it, a date as its locale has it.
struct Stamp<'a> {
    form: Form,
    time: &'a [u8],
    serial: &'a [u8],
}

impl<'a> Head<'a> {
    fn cut(body: &Body<'a>) -> Option<Self> {
        let text = body.text();
        let start = text.get(..START_BYTES_MAX.min(text.len())).unwrap_or_default();
        let Some(at) = find_text(start, b"audit(") else { return Self::cut_journal(body) };
        let (stamp, rest) = Stamp::cut(text.get(at..)?)?;
        let mut before = text.get(..at)?;
        let mut node = None;
        if let Some(after) = before.strip_prefix(b"node=") {
            let (name, after) = cut_at(after, b' ')?;
            (node, before) = (Some(name), after);
        }
        if let Some(after) = before.strip_prefix(b"[").and_then(|uptime| cut_at(uptime, b']')) {
            before = skip_blanks(after.1);
        }
        before = before.strip_prefix(b"audit: ").unwrap_or(before);
        let before = before.strip_suffix(b"msg=").unwrap_or(before);
        let kind = match before.strip_prefix(b"type=") {
            Some(kind) => Some(kind.strip_suffix(b" ").filter(|kind| is_type(kind))?),
            // Kernels before 2.6.15 wrote no type.
            None if before.is_empty() => None,
            None => return None,
        };
        Some(Self { node, kind, stamp: Some(stamp), rest })
    }

    /// `AVC apparmor="DENIED" …`, `<audit-1334> …` under the name of `audit`: the stamp is the journal's own.
    fn cut_journal(body: &Body<'a>) -> Option<Self> {
        if !TAGS.iter().any(|tag| tag.as_bytes() == body.tag_text()) {
            return None;
        }
        let (kind, rest) = cut_word(body.text());
        let is_known = is_type(kind) && (kind.starts_with(b"<audit-") || find_type(kind).is_known());
        let kind = kind.strip_prefix(b"<audit-").and_then(|kind| kind.strip_suffix(b">")).unwrap_or(kind);
        is_known.then_some(Self { node: None, kind: Some(kind), stamp: None, rest })
    }
}

impl<'a> Stamp<'a> {
    fn cut(text: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let rest = text.strip_prefix(b"audit(")?;
        let end = rest.iter().take(64).position(|byte| *byte == b')')?;
        let (time, serial) = cut_last_text(rest.get(..end)?, ":")?;
        let form = find_form(time).filter(|_| serial.iter().all(u8::is_ascii_digit))?;
        let rest = skip_blanks(rest.get(end + 1..)?);
        Some((Self { form, time, serial }, skip_blanks(rest.strip_prefix(b":").unwrap_or(rest))))
    }
}

/// How the time is written. A first number that is no month's is a day.
fn find_form(time: &[u8]) -> Option<Form> {
    if time.first()?.is_ascii_digit() && time.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return Some(Form::Epoch);
    }
    let date = cut_front(time).filter(|date| date.rest.is_empty())?;
    let is_day = read_number(cut_digits(time).0).is_some_and(|first| first > 12);
    Some(if date.form == Form::MonthFirst && is_day { Form::DayFirst } else { date.form })
}

/// True for `SYSCALL`, `1400`, `UNKNOWN[1334]`, `<audit-1334>`.
fn is_type(kind: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'[' | b']' | b'-' | b'<' | b'>');
    !kind.is_empty() && kind.len() <= 64 && kind.iter().all(plain)
}
