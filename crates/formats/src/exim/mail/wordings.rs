//! What Exim says of clients and of itself: words before the client, the client with its items, words behind it
//! (`smtp_in.c`, `acl.c`, `receive.c`, `daemon.c`, `tls-*.c`, `host.c`).

use model::{Field, Record};

use super::{
    items::{Side, push_host, read_items, skip_colon},
    verdicts::{read_spam, read_unqualified, read_verdict},
};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::cut::{cut_at, cut_digits, cut_last_text, cut_text, cut_word, is_ip},
};

const OPENED: Meaning =
    Meaning { action: "smtp_connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
const CLOSED: Meaning =
    Meaning { action: "smtp_connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
pub(super) const BROKEN: Meaning = Meaning {
    action: "smtp_connection_failed",
    category: &["network"],
    kind: &["connection", "end"],
    outcome: FAILURE,
};
pub(super) const REFUSED: Meaning = Meaning {
    action: "smtp_connection_refused",
    category: &["network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const PROTOCOL_ERROR: Meaning = Meaning {
    action: "smtp_protocol_error",
    category: &["network"],
    kind: &["connection", "protocol"],
    outcome: FAILURE,
};
pub(super) const TLS_FAILED: Meaning =
    Meaning { action: "smtp_tls_failed", category: &["network"], kind: &["connection", "protocol"], outcome: FAILURE };
const LOGIN_FAILED: Meaning =
    Meaning { action: "smtp_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const NAME_MISMATCH: Meaning =
    Meaning { action: "smtp_name_mismatch", category: &["network"], kind: &["info"], outcome: None };
pub(super) const REJECTED: Meaning =
    Meaning { action: "mail_rejected", category: &["email"], kind: &["info"], outcome: FAILURE };
pub(super) const WARNED: Meaning =
    Meaning { action: "mail_warned", category: &["email"], kind: &["info"], outcome: None };
const SIGNATURE: Meaning =
    Meaning { action: "mail_signature_checked", category: &["email"], kind: &["info"], outcome: None };
const FROZEN: Meaning =
    Meaning { action: "mail_held", category: &["email"], kind: &["info"], outcome: Some("unknown") };
const CANCELLED: Meaning = Meaning { action: "mail_removed", category: &["email"], kind: &["info"], outcome: SUCCESS };
const QUEUE_RUN: Meaning = Meaning { action: "mail_queue_run", category: &["email"], kind: &["info"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };

/// What stands before a client; behind it the reason.
const BEFORE_CLIENT: [(&str, Meaning); 19] = [
    ("SMTP call from ", REFUSED),
    ("SMTP command timeout on connection from ", BROKEN),
    ("SMTP command timeout on TLS connection from ", BROKEN),
    ("SMTP data timeout (message abandoned) on connection from ", BROKEN),
    ("SMTP data timeout (message abandoned) on TLS connection from ", BROKEN),
    ("SMTP connection from ", CLOSED),
    ("TLS SMTP connection from ", CLOSED),
    ("unexpected disconnection while reading SMTP command from ", BROKEN),
    ("unexpected disconnection while reading SMTP data from ", BROKEN),
    ("TLS error on connection from ", TLS_FAILED),
    ("no MAIL in SMTP connection from ", CLOSED),
    ("no MAIL in ESMTP connection from ", CLOSED),
    ("no MAIL in TLS SMTP connection from ", CLOSED),
    ("refused connection from ", REFUSED),
    ("Connection from ", REFUSED),
    ("rejected EHLO from ", REFUSED),
    ("rejected HELO from ", REFUSED),
    ("rejected connection from ", REFUSED),
    ("list matching forced to fail: failed to find IP address for ", NAME_MISMATCH),
];

/// What begins a line that speaks of no client, or of one that only its name tells.
const ALONE: [(&str, Meaning); 19] = [
    ("DKIM: ", SIGNATURE),
    ("Frozen", FROZEN),
    ("Message is frozen", FROZEN),
    ("frozen by ", FROZEN),
    ("Unfrozen by ", QUEUE_RUN),
    ("unfrozen by ", QUEUE_RUN),
    ("Spool file is locked", QUEUE_RUN),
    ("Spool file for ", QUEUE_RUN),
    ("removed by ", CANCELLED),
    ("cancelled by ", CANCELLED),
    ("discarded by ", REJECTED),
    ("Start queue run: ", QUEUE_RUN),
    ("End queue run: ", QUEUE_RUN),
    ("exim 4.", STARTED),
    ("Exim 4.", STARTED),
    ("Error while reading message with no usable sender address", REJECTED),
    ("error ignored", WARNED),
    ("retry time not reached for any host", QUEUE_RUN),
    ("Warning: ", WARNED),
];

/// Reads it. False where the wording is none of Exim's.
pub(super) fn read_wording(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    if let Some((lead, meaning)) = BEFORE_CLIENT.iter().find(|(lead, _)| text.starts_with(lead.as_bytes())) {
        return read_client(body, text.get(lead.len()..).unwrap_or_default(), meaning, record);
    }
    if text.starts_with(b"H=") || text.starts_with(b"U=") {
        let side = if tells_of_server(text) { Side::Server } else { Side::Client };
        let rest = read_items(body, text, side, record);
        read_verdict(body, rest, record);
        return true;
    }
    if let Some((name, client)) = cut_text(text, " authenticator failed for ").filter(|(name, _)| is_word(name)) {
        record.push("authenticator", None, body.span_of(name));
        return read_login(body, client, record);
    }
    if text.starts_with(b"SMTP protocol ") || text.starts_with(b"SMTP syntax error in ") {
        return read_protocol_error(body, text, record);
    }
    if text.starts_with(b"unqualified ") && read_unqualified(body, text, record) {
        return true;
    }
    if let Some(rest) = text.strip_prefix(b"SA: Action: ") {
        return read_spam(body, rest, record);
    }
    if text.starts_with(b"no ") && read_name_mismatch(body, text, record) {
        return true;
    }
    if text.starts_with(b"rejected ") || text.starts_with(b"temporarily rejected ") || text.starts_with(b"F=") {
        let rest = read_items(body, text, Side::Client, record);
        return read_verdict(body, rest, record);
    }
    read_alone(body, text, record)
}

/// True for what a delivery says of the server that it tried (`deliver.c`, `smtp.c` of the transports).
fn tells_of_server(text: &[u8]) -> bool {
    const WORDS: [&str; 8] = [
        "] Connection timed out",
        "] Connection refused",
        "] No route to host",
        "] Network is unreachable",
        "] Network Error",
        "SMTP error from remote mail server",
        "TLS session",
        "Remote host closed connection",
    ];
    WORDS.iter().any(|words| cut_text(text, words).is_some())
}

/// An authenticator's name is one word.
fn is_word(text: &[u8]) -> bool {
    !text.is_empty() && text.len() <= 64 && text.iter().all(|byte| byte.is_ascii_graphic())
}

fn read_alone(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some((lead, meaning)) = ALONE.iter().find(|(lead, _)| text.starts_with(lead.as_bytes())) else { return false };
    meaning.push(body.span_of(text), record);
    let rest = text.get(lead.len()..).unwrap_or_default();
    match meaning.action {
        "mail_signature_checked" => {
            for part in rest.split(|byte| *byte == b' ').take(16) {
                match part {
                    [b'd', b'=', domain @ ..] => record.push("dkim_domain", None, body.span_of(domain)),
                    [b's', b'=', selector @ ..] => record.push("dkim_selector", None, body.span_of(selector)),
                    _ => {}
                }
            }
            if let Some((_, result)) = cut_text(rest, "[") {
                let (result, _) = cut_at(result, b']').unwrap_or((result, &[]));
                record.push("reason", Some(Field::EventReason), body.span_of(result));
            }
        }
        "service_started" => {
            let (version, _) = cut_word(text.get(5..).unwrap_or_default());
            record.push("version", None, body.span_of(version));
        }
        "mail_queue_run" if rest.starts_with(b"pid=") => {
            let (pid, _) = cut_digits(rest.get(4..).unwrap_or_default());
            record.push("queue_runner", None, body.span_of(pid));
        }
        "mail_removed" => {
            let (user, _) = cut_word(rest);
            record.push("user", Some(Field::UserName), body.span_of(user));
        }
        _ => {}
    }
    true
}

/// The client, its items, and how the connection ended.
fn read_client(body: &Body<'_>, client: &[u8], meaning: &Meaning, record: &mut Record) -> bool {
    let before = record.facts.len();
    let rest = push_host(body, client.strip_prefix(b"H=").unwrap_or(client), Side::Client, record);
    if record.facts.len() == before {
        return false;
    }
    let rest = read_items(body, rest, Side::Client, record);
    let reason = skip_colon(rest);
    if !reason.is_empty() {
        record.push("reason", Some(Field::EventReason), body.span_of(reason));
    }
    let meaning = match reason {
        _ if meaning.action != CLOSED.action => meaning,
        _ if reason.starts_with(b"lost") || reason.starts_with(b"closed after") => &BROKEN,
        _ if reason.starts_with(b"closed by DROP") || reason.starts_with(b"refused") => &REFUSED,
        _ if reason.starts_with(b"(TCP/IP connection count") => &OPENED,
        b"" if record.first(Field::EventAction).is_none() && rest.is_empty() && !text_has_end(body, client) => &OPENED,
        _ => &CLOSED,
    };
    meaning.push(body.span_of(client), record);
    // `syntactically invalid argument(s): x`, `dropped: too many nonmail commands (last was "x")`.
    if let Some((_, last)) = cut_text(reason, "was \"") {
        let (last, _) = cut_last_text(last, "\"").unwrap_or((last, &[]));
        record.push("smtp_command", None, body.span_of(last));
    }
    true
}

/// True where the items say how long a connection lasted: then it is over.
fn text_has_end(body: &Body<'_>, client: &[u8]) -> bool {
    cut_text(client, " D=").is_some() || cut_text(body.text(), "no MAIL in ").is_some()
}

/// `(helo) [192.0.2.7]:1234 I=[198.51.100.1]:25: 535 Incorrect authentication data (set_id=vera)`.
fn read_login(body: &Body<'_>, client: &[u8], record: &mut Record) -> bool {
    LOGIN_FAILED.push(body.span_of(client), record);
    let rest = push_host(body, client.strip_prefix(b"H=").unwrap_or(client), Side::Client, record);
    let reply = skip_colon(read_items(body, rest, Side::Client, record));
    let (reply, user) = match cut_text(reply, " (set_id=") {
        Some((reply, rest)) => (reply, cut_last_text(rest, ")").map_or(rest, |(user, _)| user)),
        None => (reply, &[][..]),
    };
    if !reply.is_empty() {
        record.push("reply", Some(Field::EventReason), body.span_of(reply));
    }
    if !user.is_empty() {
        record.push("set_id", Some(Field::UserName), body.span_of(user));
    }
    true
}

/// `SMTP protocol error in "AUTH LOGIN" H=…`, `SMTP protocol synchronization error (…): rejected "x" H=…`.
fn read_protocol_error(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    // Before the greeting no command was sent: the client stands before all that it sent.
    let early = cut_text(text, "): rejected connection from H=").filter(|(said, _)| !said.contains(&b'"'));
    if let Some((said, rest)) = early {
        PROTOCOL_ERROR.push(body.span_of(said), record);
        let (client, input) = cut_text(rest, " input=\"").unwrap_or((rest, &[]));
        let rest = push_host(body, client, Side::Client, record);
        read_items(body, rest, Side::Client, record);
        if let Some((input, _)) = cut_last_text(input, "\"") {
            record.push("input", None, body.span_of(input));
        }
        return true;
    }
    // The command is what the client sent, and so is the input behind it.
    let mark = if cut_text(text, "\" H=").is_some() { "\" H=" } else { " H=" };
    let Some((said, client)) = cut_last_text(text, mark) else { return false };
    PROTOCOL_ERROR.push(body.span_of(text), record);
    let is_twice = cut_text(text, mark).is_some_and(|(first, _)| first.len() != said.len());
    if is_twice && cut_text(text, " input=\"").is_some() {
        return true;
    }
    if let Some((_, command)) = cut_at(said, b'"') {
        let command = command.strip_suffix(b"\"").unwrap_or(command);
        record.push("smtp_command", None, body.span_of(command));
    }
    let rest = push_host(body, client, Side::Client, record);
    let rest = read_items(body, rest, Side::Client, record);
    if !rest.is_empty() {
        record.push("reason", Some(Field::EventReason), body.span_of(rest));
    }
    true
}

/// `no host name found for IP address 192.0.2.7`, `no IP address found for host x (during SMTP connection from …)`.
fn read_name_mismatch(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    if let Some(rest) = text.strip_prefix(b"no host name found for IP address ") {
        let (address, _) = cut_word(rest);
        record.push("address", Some(Field::SourceIp).filter(|_| is_ip(address)), body.span_of(address));
    } else if let Some(rest) = text.strip_prefix(b"no IP address found for host ") {
        let (name, rest) = cut_word(rest);
        if let Some((_, client)) = cut_text(rest, "connection from ") {
            push_host(body, client, Side::Client, record);
        }
        let field = Some(Field::SourceDomain).filter(|field| record.first(*field).is_none());
        record.push("host", field, body.span_of(name));
    } else {
        return false;
    }
    NAME_MISMATCH.push(body.span_of(text), record);
    true
}
