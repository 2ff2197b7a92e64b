//! What the login services and the authentication service say of a client: `Login: user=<vera>, method=PLAIN,
//! rip=192.0.2.7, lip=198.51.100.1, mpid=123, TLS, session=<…>`, `sql(vera,192.0.2.7,<session>): Password mismatch`.

use model::{Fact, Field, Record, Value};

use super::cut_pair;
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::cut::{cut_at, cut_last_text, cut_text, is_ip, skip_blanks},
};

const LOGIN: Meaning =
    Meaning { action: "mailbox_login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "mailbox_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const CLOSED: Meaning =
    Meaning { action: "connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
const BROKEN: Meaning =
    Meaning { action: "connection_failed", category: &["network"], kind: &["connection", "error"], outcome: FAILURE };
const PROXIED: Meaning = Meaning {
    action: "mailbox_login_proxied",
    category: &["network"],
    kind: &["connection", "start"],
    outcome: SUCCESS,
};
const CHECKED: Meaning =
    Meaning { action: "authentication", category: &["authentication"], kind: &["info"], outcome: SUCCESS };
const CHECK_FAILED: Meaning =
    Meaning { action: "authentication", category: &["authentication"], kind: &["info"], outcome: FAILURE };
const CHECK_TOLD: Meaning =
    Meaning { action: "authentication", category: &["authentication"], kind: &["info"], outcome: None };

/// How a message of a login service begins.
const LEADS: [(&str, Meaning); 11] = [
    ("Login", LOGIN),
    ("Logged in", LOGIN),
    ("Login aborted", CLOSED),
    ("Aborted login", CLOSED),
    ("Disconnected", CLOSED),
    ("Remote closed connection", CLOSED),
    ("Client has quit the connection", CLOSED),
    ("Maximum number of connections", LOGIN_FAILED),
    ("proxy(", PROXIED),
    ("Internal login failure", LOGIN_FAILED),
    ("Authentication failed", LOGIN_FAILED),
];

/// What the reason of a connection's end says where a login was tried and failed.
const FAILURES: [&str; 11] = [
    "auth failed",
    "tried to use dis",
    "auth_failed",
    "plaintext auth",
    "didn't finish SASL auth",
    "unsupported SASL mechanism",
    "authorization failed",
    "user disabled",
    "password expired",
    "process is full",
    "internal failure",
];

/// The messages hold no more parts.
const PARTS_MAX: usize = 32;

/// Reads a login service's message. False where it is none that speaks of a client.
pub(super) fn read_login(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let mut leads = LEADS.iter().rev().filter(|(lead, _)| text.starts_with(lead.as_bytes()));
    let (said, client) = cut_client(text);
    let Some((lead, meaning)) = leads.next() else {
        if client.is_empty() {
            return false;
        }
        read_client(body, client, record);
        push_reason(body, said, record);
        BROKEN.push(body.span_of(said), record);
        return true;
    };
    let reason = said.get(lead.len()..).unwrap_or_default();
    let says = |words: &str| cut_text(reason, words).is_some();
    let meaning = match meaning.action {
        "connection_closed" if FAILURES.iter().any(|words| says(words)) => &LOGIN_FAILED,
        // What failed of TLS stands in the list about the client.
        "connection_closed" if cut_text(text, "SSL_accept()").is_some() || cut_text(text, "SSL_read()").is_some() => {
            &BROKEN
        }
        _ => meaning,
    };
    meaning.push(body.span_of(said), record);
    if let Some((user, rest)) = cut_at(reason, b')').filter(|_| *lead == "proxy(") {
        record.push("proxied_user", None, body.span_of(user));
        if let Some((_, server)) = cut_text(rest, "proxying to ") {
            push_server(body, server, record);
        }
    } else {
        let is_login = matches!(meaning.action, "mailbox_login")
            && !reason.starts_with(b":")
            && !reason.starts_with(b" (")
            && !reason.is_empty();
        push_reason(body, if is_login { said } else { reason }, record);
    }
    read_client(body, client, record);
    true
}

/// `192.0.2.25:143`.
fn push_server(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let end = text.iter().position(|byte| matches!(byte, b' ' | b',')).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default();
    let (host, port) = cut_last_text(text, ":").filter(|(host, _)| is_ip(host)).unwrap_or((text, &[]));
    let field = if is_ip(host) { Field::DestinationIp } else { Field::DestinationDomain };
    record.push("proxy_server", Some(field), body.span_of(host));
    if !port.is_empty() {
        record.push("proxy_port", Some(Field::DestinationPort), body.span_of(port));
    }
}

/// Parts what is said from the list about the client that follows it.
fn cut_client(text: &[u8]) -> (&[u8], &[u8]) {
    let cut = |mark: &str| {
        let (said, rest) = cut_text(text, mark)?;
        Some((said, text.get(text.len() - rest.len() - mark.len() + 2..)?))
    };
    cut(": user=<").or_else(|| cut(": rip=")).or_else(|| cut(": method=")).unwrap_or((text, &[]))
}

/// What was said, without what parts it from the rest.
fn push_reason(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let text = skip_blanks(text.strip_prefix(b":").unwrap_or(text));
    let inside = text.strip_prefix(b"(").and_then(|text| text.strip_suffix(b")"));
    let text = inside.filter(|inside| !inside.contains(&b'(')).unwrap_or(text);
    if !text.is_empty() {
        record.push("reason", Some(Field::EventReason), body.span_of(text));
    }
}

/// `user=<vera>, method=PLAIN, rip=…, lip=…, TLS, session=<…>`: the elements of `login_log_format_elements`.
fn read_client(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut rest = text;
    if let Some(inside) = text.strip_prefix(b"user=<") {
        // The name is what the client sent, and may hold what looks like the elements behind it: those stand last.
        let cut = cut_last_text(inside, ">, method=").or_else(|| cut_last_text(inside, ">, rip="));
        let user = cut.or_else(|| cut_at(inside, b'>')).map_or(inside, |(user, _)| user);
        if !user.is_empty() {
            record.push("user", Some(Field::UserName), body.span_of(user));
        }
        rest = inside.get(user.len() + 1..).unwrap_or_default();
    }
    for _ in 0..PARTS_MAX {
        rest = skip_blanks(rest.strip_prefix(b",").unwrap_or(rest));
        if rest.is_empty() {
            return;
        }
        let (part, after) = cut_text(rest, ", ").unwrap_or((rest, &[]));
        rest = after;
        push_element(body, part, record);
    }
}

fn push_element(body: &Body<'_>, part: &[u8], record: &mut Record) {
    let Some((key, value)) = cut_pair(part) else {
        return push_security(body, part, record);
    };
    let bare = value.strip_prefix(b"<").and_then(|value| value.strip_suffix(b">")).unwrap_or(value);
    let (name, field) = match key {
        b"rip" => ("rip", Some(Field::SourceIp).filter(|_| is_ip(bare))),
        b"lip" => ("lip", Some(Field::DestinationIp).filter(|_| is_ip(bare))),
        b"rport" => ("rport", Some(Field::SourcePort)),
        b"lport" => ("lport", Some(Field::DestinationPort)),
        b"real_rip" => ("real_rip", None),
        b"method" => ("method", None),
        b"mpid" => ("mpid", None),
        b"session" => ("session", Some(Field::SessionId)),
        _ => {
            let name = body.name_of(key);
            record.facts.push(Fact { name, field: None, value: Value::Span(body.span_of(bare)) });
            return;
        }
    };
    let field = field.filter(|field| !bare.is_empty() && record.first(*field).is_none());
    record.push(name, field, body.span_of(bare));
}

/// `TLS`, `secured`, `TLS handshaking: SSL_accept() failed: …`, `TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)`.
fn push_security(body: &Body<'_>, part: &[u8], record: &mut Record) {
    record.push("security", None, body.span_of(part));
    if let Some((version, cipher)) = cut_text(part, " with cipher ") {
        let (cipher, _) = cut_at(cipher, b' ').unwrap_or((cipher, &[]));
        record.push("tls_version", Some(Field::TlsVersion), body.span_of(version));
        record.push("tls_cipher", Some(Field::TlsCipher), body.span_of(cipher));
    }
    if let Some((_, reason)) = cut_text(part, ": ")
        && record.first(Field::ErrorMessage).is_none()
    {
        record.push("tls_error", Some(Field::ErrorMessage), body.span_of(reason));
    }
}

/// Reads `passdb(user,address,<session>): what was found`. False where it is none.
pub(super) fn read_passdb(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    // The worker of 2.3 names the connection first.
    let text = match text.strip_prefix(b"conn ").and_then(|rest| cut_text(rest, "): ")) {
        Some((_, rest)) => {
            cut_text(rest, ">: ").filter(|_| rest.starts_with(b"auth-worker<")).map_or(rest, |cut| cut.1)
        }
        None => text,
    };
    let Some((passdb, rest)) = cut_at(text, b'(') else { return false };
    let is_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if passdb.is_empty() || passdb.len() > 24 || !passdb.iter().all(is_name) {
        return false;
    }
    let Some((owner, found)) = cut_text(rest, "): ") else { return false };
    if passdb.starts_with(b"pam_") {
        // PAM's own words: who wrote them is its module, not the database.
        return (crate::linux::PAM.read)(&body.part(body.span_of(text)), record);
    }
    // Before 2.3 an empty session may stand behind the address.
    let owner = owner.strip_suffix(b",").unwrap_or(owner);
    let (owner, session) = match owner.strip_suffix(b">").and_then(|owner| cut_last_text(owner, ",<")) {
        Some((owner, session)) => (owner, session),
        None => (owner, &[][..]),
    };
    let (user, address) = match cut_last_text(owner, ",") {
        Some((user, address)) if is_ip(address) => (user, address),
        _ => (owner, &[][..]),
    };
    record.push("passdb", None, body.span_of(passdb));
    if !user.is_empty() && user != b"?" {
        record.push("user", Some(Field::UserName), body.span_of(user));
    }
    if !address.is_empty() {
        record.push("rip", Some(Field::SourceIp), body.span_of(address));
    }
    if !session.is_empty() {
        record.push("session", Some(Field::SessionId), body.span_of(session));
    }
    record.push("reason", Some(Field::EventReason), body.span_of(found));
    const FAILED: [&str; 9] =
        ["nknown user", "ismatch", "failed", "nvalid", "disabled", "expired", "wrong", "not allowed", "denied"];
    let says = |words: &str| cut_text(found, words).is_some();
    let meaning = match found {
        _ if FAILED.iter().any(|words| says(words)) => &CHECK_FAILED,
        _ if says("success") || says("uthenticated") => &CHECKED,
        _ => &CHECK_TOLD,
    };
    meaning.push(body.span_of(found), record);
    true
}
