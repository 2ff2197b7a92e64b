//! What Exim says of what it did about a mail or a command: rejected, warned, not verified (`acl.c`, `receive.c`, SA-Exim).

use model::{Field, Record};

use super::{
    items::{Side, push_host, read_items, skip_colon},
    wordings::{BROKEN, REFUSED, REJECTED, TLS_FAILED, WARNED},
};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning},
    syntax::cut::{cut_at, cut_last_text, cut_text, cut_word, skip_blanks},
};

const VERIFIED_NOT: Meaning =
    Meaning { action: "mail_address_unverified", category: &["email"], kind: &["info"], outcome: FAILURE };

/// `unqualified sender rejected: <vera> H=…`.
pub(super) fn read_unqualified(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some((said, client)) = cut_last_text(text, "> H=") else { return false };
    let Some((kind, address)) = cut_text(said, " rejected: <") else { return false };
    let is_sender = kind.ends_with(b"sender");
    let (name, field) = if is_sender { ("from", Field::EmailFromAddress) } else { ("to", Field::EmailToAddress) };
    record.push(name, Some(field).filter(|_| !address.is_empty()), body.span_of(address));
    record.push("reason", Some(Field::EventReason), body.span_of(kind));
    let rest = push_host(body, client, Side::Client, record);
    read_items(body, rest, Side::Client, record);
    REJECTED.push(body.span_of(text), record);
    true
}

/// SA-Exim: `flagged as Spam but accepted: score=… From <a@example.com> (host=mx.example.com [192.0.2.7]) for …`.
pub(super) fn read_spam(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let (deed, rest) = cut_at(text, b':').unwrap_or((text, &[]));
    record.push("spam_action", None, body.span_of(deed));
    let passes = memchr::memmem::find(deed, b"accepted").is_some() || deed.starts_with(b"scanned but");
    if passes { &WARNED } else { &REJECTED }.push(body.span_of(text), record);
    if let Some((score, _)) = cut_text(rest, "score=").map(|(_, score)| cut_word(score)) {
        record.push("spam_score", None, body.span_of(score));
    }
    if let Some((_, from)) = cut_text(rest, "From <") {
        let (from, _) = cut_at(from, b'>').unwrap_or((from, &[]));
        record.push("from", Some(Field::EmailFromAddress).filter(|_| !from.is_empty()), body.span_of(from));
    }
    if let Some((_, client)) = cut_text(rest, "(host=") {
        push_host(body, client, Side::Client, record);
    }
    if let Some((_, to)) = cut_text(rest, ") for ") {
        record.push("to", Some(Field::EmailToAddress).filter(|_| to.contains(&b'@')), body.span_of(to));
    }
    true
}

/// What was done about a client's command: `rejected RCPT <vera@example.com>: relay not permitted`.
pub(super) fn read_verdict(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let said = text.strip_prefix(b"temporarily ").unwrap_or(text);
    if let Some(rest) = said.strip_prefix(b"rejected ") {
        read_rejection(body, rest, record);
        let verdict = text.get(..text.len() - rest.len() - 1).unwrap_or_default();
        record.push("verdict", None, body.span_of(verdict));
        return true;
    }
    for (lead, name, field) in [
        ("sender verify fail for <", "from", Field::EmailFromAddress),
        ("sender verify defer for <", "from", Field::EmailFromAddress),
        ("recipient verify fail for <", "to", Field::EmailToAddress),
        ("recipient verify defer for <", "to", Field::EmailToAddress),
    ] {
        if let Some((address, rest)) = text.strip_prefix(lead.as_bytes()).and_then(|rest| cut_at(rest, b'>')) {
            let field = Some(field).filter(|field| !address.is_empty() && record.first(*field).is_none());
            record.push(name, field, body.span_of(address));
            push_reason(body, skip_colon(rest), record);
            VERIFIED_NOT.push(body.span_of(text), record);
            return true;
        }
    }
    let meaning = match text {
        b"" => return false,
        _ if text.starts_with(b"Warning: ") || text.starts_with(b"warning: ") => &WARNED,
        _ if text.starts_with(b"dropped") => &REFUSED,
        _ if text.starts_with(b"incomplete transaction") => &BROKEN,
        _ if text.starts_with(b"discarded") => &REJECTED,
        _ if text.starts_with(b"TLS error") || text.starts_with(b"TLS session") => &TLS_FAILED,
        _ if memchr::memmem::find(text, b" refused").is_some() => &REFUSED,
        _ if memchr::memmem::find(text, b"imed out").is_some() => &BROKEN,
        _ => &WARNED,
    };
    push_reason(body, text, record);
    meaning.push(body.span_of(text), record);
    true
}

/// `RCPT <vera@example.com>: reason`, `EHLO or HELO x: reason`, `after DATA: reason`, `connection in "connect" ACL`.
fn read_rejection(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (verb, argument) = cut_word(text);
    let (reason, meaning) = match verb {
        b"RCPT" | b"MAIL" => {
            let (address, reason) = match argument.strip_prefix(b"<") {
                Some(inside) => cut_text(inside, ">: ").or_else(|| cut_at(inside, b'>')).unwrap_or((inside, &[])),
                None => cut_text(argument, ": ").unwrap_or((argument, &[])),
            };
            let (name, field) =
                if verb == b"MAIL" { ("from", Field::EmailFromAddress) } else { ("to", Field::EmailToAddress) };
            let field = Some(field).filter(|field| !address.is_empty() && record.first(*field).is_none());
            record.push("smtp_command", None, body.span_of(verb));
            record.push(name, field, body.span_of(address));
            (skip_colon(reason), &REJECTED)
        }
        _ => {
            let (stage, reason) = cut_text(text, ": ").unwrap_or((text, &[]));
            record.push("smtp_phase", None, body.span_of(stage));
            let is_connection = matches!(verb, b"connection" | b"EHLO" | b"HELO" | b"STARTTLS" | b"AUTH");
            (skip_blanks(reason), if is_connection { &REFUSED } else { &REJECTED })
        }
    };
    push_reason(body, reason, record);
    meaning.push(body.span_of(text), record);
}

fn push_reason(body: &Body<'_>, text: &[u8], record: &mut Record) {
    if !text.is_empty() {
        record.push("reason", Some(Field::EventReason), body.span_of(text));
    }
}
