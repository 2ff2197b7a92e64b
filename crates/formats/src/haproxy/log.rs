//! `haproxy.log`: HAProxy's connections and requests, in its forms for HTTP, HTTPS and TCP, for connections that failed
//! and for those of which nothing more is configured, and its remarks on servers.
//!
//! After the HAProxy configuration manual, versions 1.5 to 3.0, §8.2 "Log formats" (<https://docs.haproxy.org/>).

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

mod common;
mod server;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        clf::{AtTime, cut_at_time},
        cut::{cut_at, cut_last_text, cut_text, cut_word, is_ip, is_number, read_number, skip_blanks, trim},
        http::{cut_last_port, push_access, push_request, push_status},
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "haproxy.log", version: 2 }, sign: Sign::Look(shows), read };

/// The names of the times of a request, in its two forms: `TR/Tw/Tc/Tr/Ta` and `Tw/Tc/Tt`.
const HTTP_TIMES: [&str; 5] = ["TR", "Tw", "Tc", "Tr", "Ta"];
const TCP_TIMES: [&str; 3] = ["Tw", "Tc", "Tt"];
const CONNECTIONS: [&str; 5] = ["actconn", "feconn", "beconn", "srv_conn", "retries"];
const QUEUES: [&str; 2] = ["srv_queue", "backend_queue"];
const TLS_ERRORS: [&str; 5] = ["fc_err", "ssl_fc_err", "ssl_c_err", "ssl_c_ca_err", "ssl_fc_is_resumed"];

fn shows(body: &Body<'_>) -> bool {
    body.tag_text().starts_with(b"haproxy") || has_form(body.text()) || server::is_connection(body.text())
}

/// `address:port [time.milliseconds] frontend`.
fn has_form(text: &[u8]) -> bool {
    let (client, rest) = cut_word(text);
    let (_, port) = cut_last_port(client);
    port.is_some() && matches!(rest, [b'[', _, _, b'/', _, _, _, b'/', ..]) && rest.get(21) == Some(&b'.')
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if !has_form(body.text()) {
        return common::read_common(body, record) || server::read_message(body, record);
    }
    read_traffic(body, record).is_some()
}

fn read_traffic(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let AtTime { before, time, after } = cut_at_time(body.text())?;
    let (client, port) = cut_last_port(trim(before));
    if is_ip(client) {
        record.push("client_ip", Some(Field::SourceIp), body.span_of(client));
    } else if client != b"-" {
        record.push("client_ip", Some(Field::SourceAddress), body.span_of(client));
    }
    if let Some(port) = port {
        record.push("client_port", Some(Field::SourcePort), body.span_of(port));
    }
    record.push_time(TimeRole::Event, Form::Clf, body.span_of(time));
    record.push_word(Field::NetworkTransport, "tcp", body.span_of(before));
    let (frontend, rest) = cut_word(after);
    let (backend, mut rest) = cut_word(rest);
    if let Some(frontend) = frontend.strip_suffix(b":").filter(|_| !backend.is_empty()) {
        return read_failed(body, frontend, after, record);
    }
    let is_tls = frontend.ends_with(b"~");
    let name = frontend.strip_suffix(b"~").unwrap_or(frontend);
    record.push("frontend_name", None, body.span_of(name));
    if is_tls {
        record.push("frontend_tls", None, body.span_of(frontend.get(name.len()..).unwrap_or_default()));
    }
    match cut_at(backend, b'/') {
        Some((backend, server)) => {
            record.push("backend_name", None, body.span_of(backend));
            record.push("server_name", None, body.span_of(server));
        }
        None => record.push("backend_name", None, body.span_of(backend)),
    }
    let (mut times, mut after_times) = cut_word(rest);
    if !is_times(times) && is_times(cut_word(after_times).0) {
        // A name that the configuration adds in many places: the host that was asked for.
        record.push("host", Some(Field::UrlDomain).filter(|_| times != b"-"), body.span_of(times));
        rest = after_times;
        (times, after_times) = cut_word(rest);
    }
    if is_times(times) {
        read_counts(body, times, after_times, record);
    } else if !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
    Some(())
}

/// `frontend/1: SSL handshake failure`.
fn read_failed(body: &Body<'_>, frontend: &[u8], text: &[u8], record: &mut Record) -> Option<()> {
    let reason = skip_blanks(text.get(frontend.len() + 1..)?);
    let (name, bind) = cut_at(frontend, b'/').unwrap_or((frontend, &[]));
    record.push("frontend_name", None, body.span_of(name));
    if !bind.is_empty() {
        record.push("bind_name", None, body.span_of(bind));
    }
    let span = body.span_of(reason);
    record.push("reason", Some(Field::EventReason), span);
    record.push_word(Field::EventAction, "connection_failed", span);
    record.push_word(Field::EventCategory, "network", span);
    record.push_word(Field::EventType, "connection", span);
    record.push_word(Field::EventType, "error", span);
    record.push_word(Field::EventOutcome, "failure", span);
    Some(())
}

/// `0/0/1/0/2`, of which any may be `-1`, and the last begins with `+` where the session went on (`option logasap`).
fn is_times(text: &[u8]) -> bool {
    text.contains(&b'/') && text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'+'))
}

fn read_counts(body: &Body<'_>, times: &[u8], rest: &[u8], record: &mut Record) {
    let is_http = times.iter().filter(|byte| **byte == b'/').count() >= 4;
    push_parts(body, if is_http { &HTTP_TIMES } else { &TCP_TIMES }, times, record);
    let total = times.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let total = total.strip_prefix(b"+").unwrap_or(total);
    if let Some(nanos) = read_number(total).and_then(|millis| millis.checked_mul(1_000_000)) {
        record.push_number(Field::EventDuration, nanos, body.span_of(total));
    }
    let mut rest = rest;
    if is_http {
        let (status, after) = cut_word(rest);
        push_status(body, status, record);
        rest = after;
        push_access(body.span_of(status), record);
    } else {
        let span = body.span_of(times);
        record.push_word(Field::EventAction, "connection_closed", span);
        for (field, word) in
            [(Field::EventCategory, "network"), (Field::EventType, "connection"), (Field::EventType, "end")]
        {
            record.push_word(field, word, span);
        }
    }
    let (bytes, after) = cut_word(rest);
    let bytes = bytes.strip_prefix(b"+").unwrap_or(bytes);
    // What the server sent to the client.
    record.push("bytes_read", Some(Field::DestinationBytes).filter(|_| is_number(bytes)), body.span_of(bytes));
    if is_http && is_number(bytes) {
        record.push("bytes_read", Some(Field::HttpResponseBytes), body.span_of(bytes));
    }
    rest = after;
    if is_http {
        for name in ["captured_request_cookie", "captured_response_cookie"] {
            let (cookie, after) = cut_word(rest);
            if cookie != b"-" {
                record.push(name, None, body.span_of(cookie));
            }
            rest = after;
        }
    }
    let (state, after) = cut_word(rest);
    record.push("termination_state", None, body.span_of(state));
    let (connections, after) = cut_word(after);
    push_parts(body, &CONNECTIONS, connections, record);
    let (queues, after) = cut_word(after);
    push_parts(body, &QUEUES, queues, record);
    read_request(body, after, record);
}

/// `{request headers} {response headers} "request"`, and what the HTTPS form adds.
fn read_request(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut rest = text;
    for name in ["captured_request_headers", "captured_response_headers"] {
        // A header may hold braces: the block ends before the request or before the next block.
        let Some(inside) = rest.strip_prefix(b"{") else { break };
        let ends = ["} {", "} \""].map(|end| find_text(inside, end.as_bytes()));
        let Some(end) = ends.into_iter().flatten().min().or_else(|| inside.len().checked_sub(1)) else { break };
        let (value, after) = inside.split_at(end);
        // A single block is the request's where only one kind is captured; it cannot be told.
        record.push(name, None, body.span_of(value));
        rest = skip_blanks(after.get(1..).unwrap_or_default());
    }
    if !rest.starts_with(b"\"")
        && let Some(at) = find_text(rest, b" \"")
    {
        // What a format adds before the request, the server's name of TLS mostly.
        let (added, quoted) = rest.split_at(at);
        record.push("added", None, body.span_of(added));
        rest = skip_blanks(quoted);
    }
    let Some(quoted) = rest.strip_prefix(b"\"") else {
        if !rest.is_empty() {
            record.push("rest", None, body.span_of(rest));
        }
        return;
    };
    // A quote in a request is written as `#22`.
    let Some((request, rest)) = cut_text(quoted, "\"") else {
        // HAProxy cuts a line at its configured length.
        record.diagnose(model::DiagnosticKind::CutOff, body.span_of(quoted));
        return push_request(body, quoted, record);
    };
    push_request(body, request, record);
    read_tls(body, skip_blanks(rest), record);
}

/// `fc_err/ssl_fc_err/ssl_c_err/ssl_c_ca_err/ssl_fc_is_resumed sni/version/cipher` (`option httpslog`), and what a
/// format of its own adds.
fn read_tls(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (errors, rest) = cut_word(text);
    let (tls, added) = cut_word(rest);
    let parts = cut_last_text(tls, "/").filter(|_| errors.split(|byte| *byte == b'/').count() == TLS_ERRORS.len());
    let Some((name_and_version, cipher)) = parts else {
        return push_added(body, text, record);
    };
    push_parts(body, &TLS_ERRORS, errors, record);
    let (name, version) = cut_last_text(name_and_version, "/").unwrap_or((name_and_version, &[]));
    record.push("ssl_fc_sni", Some(Field::TlsClientServerName), body.span_of(name));
    let number = version.strip_prefix(b"TLSv").unwrap_or(version);
    record.push("sslv", Some(Field::TlsVersion), body.span_of(number));
    record.push("sslc", Some(Field::TlsCipher), body.span_of(cipher));
    push_added(body, added, record);
}

fn push_added(body: &Body<'_>, text: &[u8], record: &mut Record) {
    if text.is_empty() {
        return;
    }
    record.push("rest", None, body.span_of(text));
    if let Some(number) = cut_word(text).0.strip_prefix(b"TLSv") {
        record.push("sslv", Some(Field::TlsVersion), body.span_of(number));
    }
}

fn push_parts(body: &Body<'_>, names: &[&'static str], text: &[u8], record: &mut Record) {
    for (name, part) in names.iter().zip(text.split(|byte| *byte == b'/')) {
        record.push(name, None, body.span_of(part));
    }
}

/// `192.0.2.1:80`, as an address and a port of one of the ends.
fn push_end(body: &Body<'_>, text: &[u8], ip: Field, port_field: Field, record: &mut Record) {
    let (address, port) = cut_last_port(text);
    record.push("address", Some(ip).filter(|_| is_ip(address)), body.span_of(address));
    if let Some(port) = port {
        record.push("port", Some(port_field), body.span_of(port));
    }
}

/// `frontend/HTTP` of `(frontend/HTTP)`.
fn cut_mode(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.strip_prefix(b"(")?.strip_suffix(b")")?;
    cut_text(inside, "/")
}
