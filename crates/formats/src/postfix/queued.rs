//! What happened to one mail: the part of a line behind its queue id.

use std::sync::LazyLock;

use model::{Field, Record};

use super::{
    end::{push_relay, push_source},
    read_message,
};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, is_number, trim},
        shape::Shape,
    },
};

const fn mail(action: &'static str, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["email"], kind: &["info"], outcome }
}

const ACCEPTED: Meaning = mail("mail_accepted", SUCCESS);
const IDENTIFIED: Meaning = mail("mail_identified", None);
const QUEUED: Meaning = mail("mail_queued", SUCCESS);
const REMOVED: Meaning = mail("mail_removed", SUCCESS);
const SENT: Meaning = mail("mail_sent", SUCCESS);
const DEFERRED: Meaning = mail("mail_deferred", FAILURE);
const BOUNCED: Meaning = mail("mail_bounced", FAILURE);
const EXPIRED: Meaning = mail("mail_expired", FAILURE);
const DELIVERED_ELSE: Meaning = mail("mail_handled", Some("unknown"));
const REJECTED: Meaning = mail("mail_rejected", FAILURE);
const HELD: Meaning = mail("mail_held", Some("unknown"));
const WARNED: Meaning = mail("mail_warned", None);

/// What an access table or a milter does with a mail (`smtpd_check.c`, `cleanup_milter.c`).
const VERDICTS: &[(&str, &Meaning)] = &[
    ("reject", &REJECTED),
    ("milter-reject", &REJECTED),
    ("discard", &REJECTED),
    ("milter-discard", &REJECTED),
    ("hold", &HELD),
    ("milter-hold", &HELD),
    ("redirect", &HELD),
    ("filter", &HELD),
    ("reject_warning", &WARNED),
    ("warn", &WARNED),
    ("info", &WARNED),
];

/// Of cleanup's `header_checks` and `body_checks`, which know of no reply.
static CHECKED: LazyLock<Shape> = LazyLock::new(|| Shape::new("{part} {content*} from {client}"));

/// The parts of a mail that cleanup checks (`cleanup_message.c`).
const PARTS: [&[u8]; 4] = [b"header ", b"body ", b"mime-header ", b"nested-header "];

static REPLY: LazyLock<Shape> = LazyLock::new(|| Shape::new("{stage-} from {client}: {reply*}"));

/// Reads it: a verdict, the end of the mail, `key=value` parts, or one of the wordings that also stand alone.
pub(super) fn read_queued(body: &Body<'_>, text: &[u8], record: &mut Record) {
    if text == b"removed" {
        return REMOVED.push(body.span_of(text), record);
    }
    if let Some((word, rest)) = cut_text(text, ": ")
        && let Some((_, meaning)) = VERDICTS.iter().find(|(verdict, _)| verdict.as_bytes() == word)
    {
        record.push("verdict", None, body.span_of(word));
        return read_verdict(body, rest, meaning, record);
    }
    if let Some(rest) = text.strip_prefix(b"warning: ")
        && PARTS.iter().any(|part| rest.starts_with(part))
    {
        return read_verdict(body, rest, &WARNED, record);
    }
    let is_pair = text.iter().take_while(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_')).count();
    if is_pair > 0 && text.get(is_pair) == Some(&b'=') {
        return read_pairs(body, text, record);
    }
    read_message(body, text, record);
}

/// `RCPT from host[192.0.2.25]: 554 5.7.1 <x>: Relay access denied; from=<a> to=<b> proto=ESMTP helo=<c>`.
fn read_verdict(body: &Body<'_>, text: &[u8], meaning: &Meaning, record: &mut Record) {
    meaning.push(body.span_of(text), record);
    let (said, envelope) = cut_last_text(text, "; from=<")
        .or_else(|| cut_last_text(text, "; proto="))
        .map_or((text, None), |(said, _)| (said, text.get(said.len() + 2..)));
    let is_checked = PARTS.iter().any(|part| said.starts_with(part));
    // Both what was checked and what the client calls itself are a stranger's, and may hold what parts them.
    let is_known = !is_checked || memchr::memmem::find_iter(text, b"; from=<").nth(1).is_none();
    let shape = if is_checked { &CHECKED } else { &REPLY };
    if let Some(captures) = shape.match_text(said).filter(|_| is_known) {
        for (name, value) in captures.iter() {
            match name {
                "client" => push_source(body, value, record),
                "reply" => push_reply(body, value, record),
                _ => record.push(name, None, body.span_of(value)),
            }
        }
    }
    let Some(mut rest) = envelope else { return };
    while !rest.is_empty() {
        let Some((key, value)) = cut_at(rest, b'=') else { return };
        let (value, after) = cut_value(value);
        push_part(body, trim(key), value, false, record);
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
}

/// `554 5.7.1 <x>: Relay access denied`.
fn push_reply(body: &Body<'_>, text: &[u8], record: &mut Record) {
    record.push("reply", Some(Field::EventReason), body.span_of(text));
    let mut words = text.splitn(3, |byte| *byte == b' ');
    if let Some(code) = words.next().filter(|code| code.len() == 3 && is_number(code)) {
        record.push("reply_code", None, body.span_of(code));
        if let Some(status) = words.next().filter(|status| status.get(1) == Some(&b'.')) {
            record.push("dsn", None, body.span_of(status));
        }
    }
}

/// `to=<a>, orig_to=<b>, relay=mx.example.com[192.0.2.25]:25, delay=0.5, …, status=sent (250 2.0.0 Ok)`, parted by
/// commas, by blanks in `pickup`'s lines.
fn read_pairs(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut rest = text;
    let mut first = true;
    // Only such a line tells of a client; in others an address may look as if it did.
    let is_of_client = text.starts_with(b"client=");
    while let Some((key, value)) = cut_at(rest, b'=') {
        let key = trim(key);
        if key == b"status" {
            push_status(body, value, record);
            return;
        }
        // A header's text, behind which nothing stands.
        let is_header = first && matches!(key, b"message-id" | b"resent-message-id");
        let (value, after) = if is_header { (value, &[][..]) } else { cut_value(value) };
        if first {
            let meaning = match key {
                b"client" | b"uid" => Some(&ACCEPTED),
                b"message-id" | b"resent-message-id" => Some(&IDENTIFIED),
                b"from" if cut_text(after, "status=").is_none() => Some(&QUEUED),
                _ => None,
            };
            if let Some(meaning) = meaning {
                meaning.push(body.span_of(text), record);
            }
            first = false;
        }
        push_part(body, key, value, is_of_client, record);
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
    // What follows the last value: `(queue active)`.
    let note = trim(rest);
    if !note.is_empty() {
        record.push("note", None, body.span_of(note));
    }
}

/// A value and what follows it: up to the `>` of `<…>`, else up to a comma or a blank.
fn cut_value(text: &[u8]) -> (&[u8], &[u8]) {
    let end = match text.first() {
        // An address may hold a quoted `>`; the one that ends it stands before a comma, a blank or the end.
        Some(b'<') => {
            let quoted = measure_quoted(text.get(1..).unwrap_or_default());
            let is_end = |at: usize| matches!(text.get(at + 1), None | Some(b',' | b' ' | b':'));
            (quoted + 1..text.len()).find(|at| text.get(*at) == Some(&b'>') && is_end(*at))
        }
        _ => text.iter().position(|byte| matches!(byte, b',' | b' ')).map(|at| at.saturating_sub(1)),
    };
    match end {
        Some(end) if !matches!(text.first(), Some(b',' | b' ')) => text.split_at((end + 1).min(text.len())),
        Some(_) => text.split_at(0),
        None => (text, &[]),
    }
}

/// How long the quoted name at the front of an address is, which may hold anything.
fn measure_quoted(text: &[u8]) -> usize {
    if text.first() != Some(&b'"') {
        return 0;
    }
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    0
}

/// `sent (250 2.0.0 Ok: queued as 4F1D42C0012)`, `deferred (…)`, `expired, returned to sender`.
fn push_status(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let end = text.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-').unwrap_or(text.len());
    let (status, rest) = text.split_at(end);
    record.push("status", None, body.span_of(status));
    let meaning = match status {
        b"sent" => &SENT,
        b"deferred" | b"SOFTBOUNCE" => &DEFERRED,
        b"bounced" | b"undeliverable" => &BOUNCED,
        b"expired" | b"force-expired" => &EXPIRED,
        _ => &DELIVERED_ELSE,
    };
    meaning.push(body.span_of(status), record);
    let reason = trim(rest.strip_prefix(b",").unwrap_or(rest));
    let reason = reason.strip_prefix(b"(").and_then(|inner| inner.strip_suffix(b")")).unwrap_or(reason);
    if !reason.is_empty() {
        record.push("reason", Some(Field::EventReason), body.span_of(reason));
    }
    if let Some((_, id)) = cut_last_text(reason, "queued as ") {
        let id = id.iter().position(|byte| !byte.is_ascii_alphanumeric()).map_or(id, |end| id.get(..end).unwrap_or(id));
        record.push("relay_queue_id", None, body.span_of(id));
    }
}

fn push_part(body: &Body<'_>, key: &[u8], value: &[u8], is_of_client: bool, record: &mut Record) {
    let bare = value.strip_prefix(b"<").and_then(|inner| inner.strip_suffix(b">")).unwrap_or(value);
    let (name, field) = match key {
        b"client" | b"orig_client" if is_of_client => return push_source(body, value, record),
        b"relay" => return push_relay(body, value, record),
        b"from" => ("from", Some(Field::EmailFromAddress)),
        b"to" => ("to", Some(Field::EmailToAddress)),
        b"orig_to" => ("orig_to", None),
        b"message-id" => ("message-id", Some(Field::EmailMessageId)),
        b"resent-message-id" => ("resent-message-id", None),
        b"sasl_username" => ("sasl_username", Some(Field::UserName).filter(|_| is_of_client)),
        b"sasl_method" => ("sasl_method", None),
        b"sasl_sender" => ("sasl_sender", None),
        b"uid" => ("uid", None),
        b"size" => ("size", None),
        b"nrcpt" => ("nrcpt", None),
        b"delay" => ("delay", None),
        b"delays" => ("delays", None),
        b"dsn" => ("dsn", None),
        b"conn_use" => ("conn_use", None),
        b"proto" => ("proto", None),
        b"helo" => ("helo", None),
        b"orig_queue_id" => ("orig_queue_id", None),
        _ => {
            let name = body.name_of(key);
            record.facts.push(model::Fact { name, field: None, value: model::Value::Span(body.span_of(value)) });
            return;
        }
    };
    record.push(name, field.filter(|_| !bare.is_empty()), body.span_of(bare));
}
