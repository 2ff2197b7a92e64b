//! What Apache's messages of accesses that failed mean, after its modules' sources (mod_auth_basic, mod_auth_digest,
//! mod_authz_core, mod_access_compat, core, mod_cgi).

use std::sync::LazyLock;

use model::{Field, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{
        http::{cut_request, push_request},
        shape::Shapes,
    },
};

const LOGIN: Meaning =
    Meaning { action: "http_login", category: &["authentication", "web"], kind: &["start"], outcome: FAILURE };
const DENIED: Meaning =
    Meaning { action: "http_access_denied", category: &["web"], kind: &["access", "denied"], outcome: FAILURE };
const MISSING: Meaning =
    Meaning { action: "http_file_not_found", category: &["web"], kind: &["access", "error"], outcome: FAILURE };
const BAD_REQUEST: Meaning =
    Meaning { action: "http_bad_request", category: &["web"], kind: &["access", "error"], outcome: FAILURE };
const TLS: Meaning =
    Meaning { action: "tls_handshake", category: &["web", "network"], kind: &["protocol", "error"], outcome: FAILURE };
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

static MESSAGES: &[(&str, Meaning)] = &[
    ("user {user*}: authentication failure for \"{path*}\": {reason*}", LOGIN),
    ("user {user*}: authorization failure for \"{path*}\":{reason*}", DENIED),
    ("user `{user*}' in realm `{realm*}' not found: {path*}", LOGIN),
    ("Digest: user `{user*}' in realm `{realm*}' not found: {path*}", LOGIN),
    ("[[Digest: ]]user {user*}: password mismatch: {path*}", LOGIN),
    ("user {user*} not found: {path*}", LOGIN),
    ("user {user*} not found", LOGIN),
    ("user {user*}: authentication failure{reason*}", LOGIN),
    ("Authorization of user {user*} to access {path*} failed, reason: {reason*}", DENIED),
    ("access to {path*} failed, reason: user {user*} not allowed access", DENIED),
    ("access to {path*} failed[[ for {host}]], reason: {reason*}", DENIED),
    ("client used wrong authentication scheme: {path*}", LOGIN),
    ("[[Digest: ]]invalid nonce {nonce} received - {reason*}", LOGIN),
    ("[[Digest: ]]invalid qop `{qop*}' received: {path*}", LOGIN),
    ("[[Digest: ]]unknown algorithm `{algorithm*}' received: {path*}", LOGIN),
    ("[[Digest: ]]realm mismatch - got `{realm*}' but expected `{expected*}'", LOGIN),
    ("[[Digest: ]]uri mismatch - <{uri*}> does not match request-uri <{request_uri*}>", LOGIN),
    (
        "[[Digest: ]]missing user, realm, nonce, uri, digest, cnonce, or nonce_count in authorization header{reason*}",
        LOGIN,
    ),
    ("client denied by server configuration: {path*}", DENIED),
    ("client denied by server configuration[[: ]]", DENIED),
    ("Directory index forbidden by rule: {path*}", DENIED),
    ("Directory index forbidden by Options directive: {path*}", DENIED),
    ("Cannot serve directory {path*}: {reason*}", DENIED),
    ("Symbolic link not allowed or link target not accessible: {path*}", DENIED),
    ("Options ExecCGI is off in this directory: {path*}", DENIED),
    ("attempt to include NULL file name{reason*}", DENIED),
    ("File does not exist: {path*}", MISSING),
    ("script not found or unable to stat: {path*}", MISSING),
    ("script '{path*}' not found or unable to stat", MISSING),
    ("stderr from {path*}: script not found or unable to stat", MISSING),
    ("Got error 'Primary script unknown{reason*}'", MISSING),
    ("Invalid URI in request {request*}", BAD_REQUEST),
    ("invalid URI path ({url*})", BAD_REQUEST),
    ("Invalid method in request {request*}", BAD_REQUEST),
    ("request failed: {reason*}", BAD_REQUEST),
    ("Client sent malformed Host header{reason*}", BAD_REQUEST),
    ("client sent HTTP/1.1 request without hostname (see RFC2616 section 14.23): {path*}", BAD_REQUEST),
    ("Hostname {server_name} provided via SNI, but no hostname provided in HTTP request", BAD_REQUEST),
    ("Hostname {server_name} provided via SNI and hostname {host} provided via HTTP {reason*}", BAD_REQUEST),
    ("No hostname was provided via SNI for a name based virtual host", BAD_REQUEST),
    ("SSL handshake stopped: {reason*}", TLS),
    ("SSL library error {code#} in handshake (server {server*})", TLS),
    ("SSL Library Error: {reason*}", TLS),
    ("{version*} configured -- resuming normal operations", STARTED),
    ("caught {signal}, shutting down", STOPPED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Reads a message without its header. What the table lacks is an error of the web server, or a remark.
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
            "request" if cut_request(value).is_some() => {
                push_request(body, value, record);
                continue;
            }
            "user" => Some(Field::UserName),
            "reason" => Some(Field::EventReason),
            "server_name" => Some(Field::TlsClientServerName),
            "host" => Some(Field::UrlDomain),
            "url" => Some(Field::UrlPath),
            // Behind a login stands what was asked for, else what was looked for on the disk.
            "path" if meaning.action == LOGIN.action => Some(Field::UrlPath),
            "path" => Some(Field::FilePath),
            _ => None,
        };
        record.push(name, field, body.span_of(value));
    }
}
