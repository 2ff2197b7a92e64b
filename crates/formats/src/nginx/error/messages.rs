//! What nginx's messages mean, after the sources of its modules (auth_basic, access, limit_req, limit_conn, static,
//! upstream, SSL, mail) and of its master process.

use std::sync::LazyLock;

use model::{Field, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::shape::Shapes,
};

const LOGIN: Meaning =
    Meaning { action: "http_login", category: &["authentication", "web"], kind: &["start"], outcome: FAILURE };
const MAIL_LOGIN: Meaning =
    Meaning { action: "mail_login", category: &["authentication", "email"], kind: &["start"], outcome: FAILURE };
const DENIED: Meaning =
    Meaning { action: "http_access_denied", category: &["web"], kind: &["access", "denied"], outcome: FAILURE };
const LIMITED: Meaning =
    Meaning { action: "http_request_limited", category: &["web"], kind: &["access", "denied"], outcome: FAILURE };
const DELAYED: Meaning =
    Meaning { action: "http_request_delayed", category: &["web"], kind: &["access", "allowed"], outcome: SUCCESS };
const MISSING: Meaning =
    Meaning { action: "http_file_not_found", category: &["web"], kind: &["access", "error"], outcome: FAILURE };
const BAD_REQUEST: Meaning =
    Meaning { action: "http_bad_request", category: &["web"], kind: &["access", "error"], outcome: FAILURE };
const UPSTREAM: Meaning = Meaning {
    action: "upstream_failed",
    category: &["web", "network"],
    kind: &["connection", "error"],
    outcome: FAILURE,
};
const TLS: Meaning =
    Meaning { action: "tls_handshake", category: &["web", "network"], kind: &["protocol", "error"], outcome: FAILURE };
const CONNECTED: Meaning =
    Meaning { action: "connection_opened", category: &["network"], kind: &["connection", "start"], outcome: SUCCESS };
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

static MESSAGES: &[(&str, Meaning)] = &[
    ("user \"{user*}\" was not found in \"{password_file*}\"", LOGIN),
    ("user \"{user*}\": password mismatch", LOGIN),
    ("no user/password was provided for basic authentication", LOGIN),
    ("PAM: user '{user*}' - not authenticated: {reason*}", LOGIN),
    ("client login failed: \"{reason*}\" while in http auth state", MAIL_LOGIN),
    ("client {client}:{client_port#} connected to {local}", CONNECTED),
    ("access forbidden by rule", DENIED),
    ("directory index of \"{path*}\" is forbidden", DENIED),
    ("open() \"{path*}\" failed (13: Permission denied)", DENIED),
    ("\"{path*}\" is forbidden ({errno#}: {reason*})", DENIED),
    ("limiting requests[[, dry run]], excess: {excess} by zone \"{zone*}\"", LIMITED),
    ("limiting requests[[, dry run]], excess: {excess}, by zone \"{zone*}\"", LIMITED),
    ("delaying request[[, dry run]], excess: {excess}, by zone \"{zone*}\"", DELAYED),
    ("delaying request[[, dry run]], excess: {excess} by zone \"{zone*}\"", DELAYED),
    ("limiting connections[[, dry run]] by zone \"{zone*}\"", LIMITED),
    ("open() \"{path*}\" failed ({errno#}: {reason*})", MISSING),
    ("\"{path*}\" is not found ({errno#}: {reason*})", MISSING),
    ("stat() \"{path*}\" failed ({errno#}: {reason*})", MISSING),
    (
        "FastCGI sent in stderr: \"Primary script unknown{reason*}\" while reading response header from upstream",
        MISSING,
    ),
    ("FastCGI sent in stderr: \"{reason*}\" while reading {phase*}", UPSTREAM),
    ("client intended to send too large body: {bytes} bytes", BAD_REQUEST),
    ("client intended to send too large {reason*}", BAD_REQUEST),
    ("client sent {reason*}", BAD_REQUEST),
    ("invalid {reason*}", BAD_REQUEST),
    ("connect() failed ({errno#}: {reason*}) while connecting to upstream", UPSTREAM),
    ("connect() to {upstream_address} failed ({errno#}: {reason*}) while {phase*}", UPSTREAM),
    ("upstream timed out ({errno#}: {reason*}) while {phase*}", UPSTREAM),
    ("upstream prematurely closed connection while {phase*}", UPSTREAM),
    ("no live upstreams while connecting to upstream", UPSTREAM),
    ("recv() failed ({errno#}: {reason*}) while reading response header from upstream", UPSTREAM),
    ("SSL_do_handshake() failed (SSL: {reason*}) while SSL handshaking[[ to upstream]]", TLS),
    ("SSL_read() failed (SSL: {reason*}) while {phase*}", TLS),
    ("peer closed connection in SSL handshake[[ ({errno#}: {reason*})]] while SSL handshaking", TLS),
    ("start worker processes", STARTED),
    ("exiting", STOPPED),
    ("worker process {worker#} exited on signal {signal*}", STOPPED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Reads a message without its header and its context.
pub(super) fn read_message(body: &Body<'_>, message: &[u8], is_error: bool, record: &mut Record) {
    let span = body.span_of(message);
    record.push("text", None, span);
    let Some((captures, meaning)) = SHAPES.find(message) else {
        record.push_word(Field::EventCategory, "web", span);
        record.push_word(Field::EventType, if is_error { "error" } else { "info" }, span);
        return;
    };
    meaning.push(span, record);
    for (name, value) in captures.iter().filter(|(_, value)| !value.is_empty()) {
        let field = match name {
            "user" => Some(Field::UserName),
            "reason" => Some(Field::EventReason),
            "errno" => Some(Field::ErrorCode),
            "path" => Some(Field::FilePath),
            "client" => Some(Field::SourceIp),
            "client_port" => Some(Field::SourcePort),
            _ => None,
        };
        record.push(name, field, body.span_of(value));
    }
}
