//! What the services behind a login say: sessions that end, mails that are delivered, what was done to mails.

use std::sync::LazyLock;

use model::{Fact, Field, Record, Value};

use super::cut_pair;
use crate::{
    body::Body,
    holes::push_captures,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        cut::{cut_at, cut_text, cut_word, is_ip, skip_blanks},
        shape::Shapes,
    },
};

const fn mail(action: &'static str, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["email"], kind: &["info"], outcome }
}

const DELIVERED: Meaning = mail("mail_delivered", SUCCESS);
const NOT_DELIVERED: Meaning = mail("mail_delivered", FAILURE);
const REJECTED: Meaning = mail("mail_rejected", FAILURE);
const FORWARDED: Meaning = mail("mail_sent", SUCCESS);
const DISCARDED: Meaning = mail("mail_discarded", SUCCESS);
const ANSWERED: Meaning = mail("mail_answered", SUCCESS);
const CHANGED: Meaning = mail("mailbox_changed", SUCCESS);
const SESSION_CLOSED: Meaning =
    Meaning { action: "session_closed", category: &["session"], kind: &["end"], outcome: SUCCESS };
const CONNECTED: Meaning =
    Meaning { action: "connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const DISCONNECTED: Meaning =
    Meaning { action: "connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };
const REFUSED: Meaning =
    Meaning { action: "connection_refused", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };

/// Behind `msgid=…: ` (`mail-deliver.c`, Pigeonhole's actions).
const OF_MAIL: &[(&str, Meaning)] = &[
    ("saved mail to {mailbox*}", DELIVERED),
    ("stored mail into mailbox '{mailbox*}'", DELIVERED),
    ("fileinto action: stored mail into mailbox '{mailbox*}'", DELIVERED),
    ("save failed to {mailbox*}: {reason*}", NOT_DELIVERED),
    ("save failed to open mailbox {mailbox*}: {reason*}", NOT_DELIVERED),
    ("failed to store into mailbox '{mailbox*}': {reason*}", NOT_DELIVERED),
    ("failed to store into mailbox {mailbox*}: {reason*}", NOT_DELIVERED),
    ("rejected message from <{from*}>[[ {note*}]]", REJECTED),
    ("rejected: {reason*}", REJECTED),
    ("forwarded to <{to*}>", FORWARDED),
    ("redirect action: forwarded to <{to*}>", FORWARDED),
    ("sent vacation response to <{to*}>", ANSWERED),
    ("sent notification to <{to*}>[[ {note*}]]", ANSWERED),
    ("marked message to be discarded if not explicitly delivered (discard action)", DISCARDED),
    ("discarded{note*}", DISCARDED),
    ("discard action: {note*}", DISCARDED),
    ("Couldn't {note*}: {reason*}", NOT_DELIVERED),
];

/// Whole messages.
const WHOLE: &[(&str, Meaning)] = &[
    ("Connect from {source}", CONNECTED),
    ("Disconnect from {source}: {reason*}", DISCONNECTED),
    ("Disconnect from {source}", DISCONNECTED),
    ("Disconnect: {reason*}", DISCONNECTED),
    ("Dovecot v{version*} starting up for {protocols*}", STARTED),
    ("Dovecot v{version*} starting up{note*}", STARTED),
    ("Killed with signal {signal#} ({reason*})", STOPPED),
    ("Warning: Killed with signal {signal#} ({reason*})", STOPPED),
    ("SIGHUP received{note*}", STARTED),
    ("Maximum number of connections from user+IP exceeded ({reason*})", REFUSED),
];

static SHAPES_OF_MAIL: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(OF_MAIL));
static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(WHOLE));

/// What the plugin `mail_log` says was done.
const DEEDS: [&str; 12] = [
    "delete",
    "undelete",
    "expunge",
    "save",
    "copy",
    "mailbox_create",
    "mailbox_delete",
    "mailbox_rename",
    "flag_change",
    "append",
    "autoexpunge",
    "expunged",
];

/// How the end of a session begins.
const ENDS: [&str; 5] = ["Logged out", "Disconnected", "Connection closed", "Server shutting down", "Hibernat"];

/// Reads it. False where the wording is none of Dovecot's.
pub(super) fn read_message(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    // Who a message of sieve is about stands before it.
    let said = text.strip_prefix(b"sieve: ").unwrap_or(text);
    if let Some(rest) = said.strip_prefix(b"msgid=") {
        let (id, rest) = cut_text(rest, ": ").unwrap_or((rest, &[]));
        let bare = id.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">")).unwrap_or(id);
        record.push("message_id", Some(Field::EmailMessageId).filter(|_| !bare.is_empty()), body.span_of(bare));
        let rest = skip_blanks(rest);
        if let Some((captures, meaning)) = SHAPES_OF_MAIL.find(rest) {
            push_captures(body, &captures, record);
            meaning.push(body.span_of(rest), record);
        }
        return true;
    }
    if ENDS.iter().any(|end| text.starts_with(end.as_bytes())) && cut_client_mark(text).is_none() {
        read_end(body, text, record);
        return true;
    }
    if let Some((captures, meaning)) = SHAPES.find(text) {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(text), record);
        return true;
    }
    read_deed(body, text, record)
}

/// A login service's list about a client follows.
fn cut_client_mark(text: &[u8]) -> Option<()> {
    cut_text(text, ", rip=").or_else(|| cut_text(text, ": user=<")).map(|_| ())
}

/// `Disconnected: Logged out in=50 out=600 deleted=0 expunged=0`, `Logged out top=0/0, retr=1/1234, del=0/1, size=9`.
fn read_end(body: &Body<'_>, text: &[u8], record: &mut Record) {
    SESSION_CLOSED.push(body.span_of(text), record);
    let counts = text.split(|byte| matches!(byte, b' ' | b',')).take(64);
    let (mut reason_end, start) = (text.len(), body.span_of(text).start);
    for (key, value) in counts.filter_map(cut_pair) {
        reason_end = reason_end.min(body.span_of(key).start.saturating_sub(start) as usize);
        match key {
            b"in" => record.push("in", Some(Field::SourceBytes), body.span_of(value)),
            b"out" => record.push("out", Some(Field::DestinationBytes), body.span_of(value)),
            // 1.x.
            b"bytes" => {
                let (read, written) = cut_at(value, b'/').unwrap_or((value, &[]));
                record.push("in", Some(Field::SourceBytes), body.span_of(read));
                record.push("out", Some(Field::DestinationBytes), body.span_of(written));
            }
            _ => push_own(body, key, value, record),
        }
    }
    let reason = text.get(..reason_end).unwrap_or_default();
    let end = reason.iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
    record.push("reason", Some(Field::EventReason), body.span_of(reason.get(..end).unwrap_or_default()));
}

/// `expunge: box=INBOX, uid=7, msgid=<…>, size=1234`, `copy from INBOX: box=Trash, …`.
fn read_deed(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some((deed, rest)) = cut_text(text, ": ") else { return false };
    let (verb, from) = cut_word(deed);
    if !DEEDS.iter().any(|known| known.as_bytes() == verb) || cut_pair(rest).is_none() {
        return false;
    }
    record.push("deed", None, body.span_of(verb));
    if let Some(mailbox) = from.strip_prefix(b"from ") {
        record.push("from_mailbox", None, body.span_of(mailbox));
    }
    CHANGED.push(body.span_of(deed), record);
    let mut rest = rest;
    let mut is_own = true;
    // No such line names more.
    for _ in 0..16 {
        let (part, after) = cut_text(rest, ", ").unwrap_or((rest, &[]));
        rest = after;
        let Some((key, value)) = cut_pair(part) else { continue };
        let bare = value.strip_prefix(b"<").and_then(|value| value.strip_suffix(b">")).unwrap_or(value);
        // What a mail says of itself may hold all that Dovecot says.
        is_own &= !matches!(key, b"msgid" | b"from" | b"subject");
        match key {
            b"msgid" => {
                record.push("message_id", Some(Field::EmailMessageId).filter(|_| !bare.is_empty()), body.span_of(bare));
            }
            b"from" => record.push("from", Some(Field::EmailFromAddress), body.span_of(bare)),
            b"subject" => record.push("subject", Some(Field::EmailSubject), body.span_of(value)),
            b"rip" if is_own && is_ip(bare) => record.push("rip", Some(Field::SourceIp), body.span_of(bare)),
            _ => push_own(body, key, value, record),
        }
    }
    true
}

fn push_own(body: &Body<'_>, key: &[u8], value: &[u8], record: &mut Record) {
    let name = body.name_of(key);
    record.facts.push(Fact { name, field: None, value: Value::Span(body.span_of(value)) });
}
