//! `nginx.error`: nginx's error log, also through syslog, from ingress-nginx and with ModSecurity's messages in it.
//!
//! After nginx's sources (`ngx_log.c`, `ngx_http_log_error_handler`, `ngx_stream_handler.c`, `ngx_mail_handler.c`):
//! `time [level] pid#tid: *connection message, client: …, server: …, request: "…", upstream: "…", host: "…"`.

mod messages;

use memchr::memchr;
use model::{DiagnosticKind, Field, Format, Record, TimeRole};
use stamp::Form;

use self::messages::read_message;
use crate::{
    body::Body,
    modsecurity,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_digits, cut_text, is_ip, is_number, skip_blanks},
        http::{cut_last_port, push_authority, push_request},
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "nginx.error", version: 1 }, sign: Sign::Look(shows), read };

/// `2026/11/20 10:11:12`.
const TIME_BYTES: usize = 19;

/// The levels of `error_log` (<https://nginx.org/en/docs/ngx_core_module.html#error_log>).
const LEVELS: [&str; 8] = ["debug", "info", "notice", "warn", "error", "crit", "alert", "emerg"];

fn shows(body: &Body<'_>) -> bool {
    find_start(body).is_some()
}

/// What begins with the time: nginx's own syslog writer may stand behind another's tag.
fn find_start<'a>(body: &Body<'a>) -> Option<&'a [u8]> {
    const TAG_BYTES_MAX: usize = 300;
    let text = body.text();
    if shows_time(text) {
        return Some(text);
    }
    let head = body.tag.and_then(|_| text.get(..TAG_BYTES_MAX.min(text.len())))?;
    let at = find_text(head, b" nginx: ")?;
    text.get(at + 8..).filter(|text| shows_time(text))
}

fn shows_time(text: &[u8]) -> bool {
    matches!(text, [y1, _, _, _, b'/', _, _, b'/', _, _, b' ', _, _, b':', _, _, b':', _, s2, b' ', b'[', ..]
        if y1.is_ascii_digit() && s2.is_ascii_digit())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_line(body, record).is_some()
}

fn read_line(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let text = find_start(body)?;
    let (level, rest) = cut_text(text.get(TIME_BYTES + 2..)?, "] ").filter(|(level, _)| level.len() < 8)?;
    let (pid, thread) = cut_digits(rest);
    let (thread, rest) = cut_digits(thread.strip_prefix(b"#")?);
    let rest = rest.strip_prefix(b":").map(skip_blanks)?;
    if pid.is_empty() || thread.is_empty() || !LEVELS.iter().any(|known| known.as_bytes() == level) {
        return None;
    }
    record.push_time(TimeRole::Event, Form::YearFirst, body.span_of(text.get(..TIME_BYTES)?));
    record.push("level", Some(Field::LogLevel), body.span_of(level));
    if record.first(Field::ProcessName).is_none() {
        record.push_word(Field::ProcessName, "nginx", body.span_of(pid));
    }
    record.push("pid", Some(Field::ProcessPid), body.span_of(pid));
    record.push("tid", Some(Field::ProcessThreadId), body.span_of(thread));
    let rest = match rest.strip_prefix(b"*").map(cut_digits) {
        Some((connection, rest)) if !connection.is_empty() => {
            record.push("connection", None, body.span_of(connection));
            skip_blanks(rest)
        }
        _ => rest,
    };
    let is_error = matches!(level, b"error" | b"crit" | b"alert" | b"emerg");
    let message = match find_context(body, rest, record) {
        Some(at) => {
            let (message, context) = rest.split_at(at);
            read_context(body, context, record);
            message
        }
        None => rest,
    };
    if modsecurity::is_message(message) {
        let message = cut_client(body, message, record);
        modsecurity::read_message(body, message, record);
    } else {
        read_message(body, message, is_error, record);
    }
    Some(())
}

/// Where `, client: ` stands that nginx wrote. A user's name or a path in the message can hold the same words, and so
/// can the referer behind it: nginx's own is the first from which on the line reads as nginx writes it, to its end. The
/// clients that others name are related, and a diagnostic says where they stand.
fn find_context(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<usize> {
    const SIGN: &[u8] = b", client: ";
    const CANDIDATES_MAX: usize = 8;
    let candidates = || memchr::memmem::find_iter(text, SIGN).take(CANDIDATES_MAX);
    let last = candidates().last()?;
    let found = candidates().find(|at| is_context(text.get(*at..).unwrap_or_default())).unwrap_or(last);
    for at in candidates().filter(|at| *at != found) {
        let (client, _) = cut_value(text.get(at + SIGN.len()..).unwrap_or_default());
        record.diagnose(DiagnosticKind::Repeated, body.span_of(client));
        if is_ip(client) {
            record.push("other_client", Some(Field::RelatedIp), body.span_of(client));
        }
    }
    Some(found)
}

/// True where a context reads as nginx writes it: each part once, and a host without blanks and quotes, which nginx
/// would have refused. The referer stands last and may hold anything.
fn is_context(context: &[u8]) -> bool {
    const PARTS: [&[u8]; 7] = [b"client", b"server", b"request", b"subrequest", b"upstream", b"host", b"login"];
    let (mut rest, mut next) = (context, 0);
    while let Some((name, after)) = rest.strip_prefix(b", ").and_then(|rest| cut_text(rest, ": ")) {
        if name == b"referrer" {
            return true;
        }
        let (value, after) = cut_value(after);
        let Some(at) = PARTS.iter().position(|part| *part == name) else { return false };
        let is_host = name != b"host" || !value.iter().any(|byte| matches!(byte, b' ' | b'"'));
        if at < next || !is_host {
            return false;
        }
        next = at + 1;
        rest = after;
    }
    true
}

/// `[client 192.0.2.1] ModSecurity: …`.
fn cut_client<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((client, rest)) = text.strip_prefix(b"[client ").and_then(|text| cut_text(text, "] ")) else {
        return text;
    };
    if record.first(Field::SourceIp).is_none() {
        record.push("client", Some(Field::SourceIp), body.span_of(client));
    }
    rest
}

/// Reads `, name: value` and `, name: "value"` to the end.
fn read_context(body: &Body<'_>, context: &[u8], record: &mut Record) {
    const PARTS_MAX: usize = 32;
    let mut rest = context;
    for _ in 0..PARTS_MAX {
        let Some((name, after)) = rest.strip_prefix(b", ").and_then(|rest| cut_text(rest, ": ")) else { break };
        let (value, after) = if name == b"referrer" { (cut_referrer(after), &[] as &[u8]) } else { cut_value(after) };
        push_part(body, name, value, record);
        rest = after;
    }
    if !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
}

/// The referer, up to the line's last quote.
fn cut_referrer(text: &[u8]) -> &[u8] {
    let quoted = text.strip_prefix(b"\"").unwrap_or(text);
    quoted.strip_suffix(b"\"").unwrap_or(quoted)
}

/// A value, quoted or not, and what follows from the comma on.
fn cut_value(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        return text.split_at(find_text(text, b", ").unwrap_or(text.len()));
    };
    // A quote inside is not escaped: the one that ends the value is followed by a comma or by nothing.
    let end = find_text(quoted, b"\", ").or_else(|| quoted.len().checked_sub(1).filter(|_| quoted.ends_with(b"\"")));
    match end {
        Some(end) => (quoted.get(..end).unwrap_or_default(), quoted.get(end + 1..).unwrap_or_default()),
        None => (quoted, &[]),
    }
}

fn push_part(body: &Body<'_>, name: &[u8], value: &[u8], record: &mut Record) {
    let span = body.span_of(value);
    if value.is_empty() {
        return;
    }
    match name {
        b"client" => {
            let (address, port) = if is_ip(value) { (value, None) } else { cut_last_port(value) };
            record.push("client", Some(Field::SourceIp).filter(|_| is_ip(address)), body.span_of(address));
            if let Some(port) = port {
                record.push("client_port", Some(Field::SourcePort), body.span_of(port));
            }
        }
        b"server" => push_server(body, value, record),
        b"request" => push_request(body, value, record),
        b"host" => push_authority(body, value, record),
        b"referrer" => record.push("referrer", Some(Field::HttpRequestReferrer), span),
        b"login" => record.push("login", Some(Field::UserName), span),
        b"upstream" => push_upstream(body, value, record),
        b"subrequest" => record.push("subrequest", None, span),
        _ => record.facts.push(model::Fact { name: body.name_of(name), field: None, value: model::Value::Span(span) }),
    }
}

/// The server's name, or where it listens; `_` is any name, `0.0.0.0` any address.
fn push_server(body: &Body<'_>, value: &[u8], record: &mut Record) {
    let (address, port) = if is_ip(value) { (value, None) } else { cut_last_port(value) };
    let field = match address {
        b"_" | b"0.0.0.0" | b"::" | b"*" => None,
        _ if is_ip(address) => Some(Field::DestinationIp),
        _ if address.starts_with(b"unix:") => None,
        _ => Some(Field::DestinationDomain),
    };
    record.push("server", field, body.span_of(address));
    if let Some(port) = port.filter(|port| is_number(port)) {
        record.push("server_port", Some(Field::DestinationPort), body.span_of(port));
    }
}

/// The upstream's URL, and its address as related.
fn push_upstream(body: &Body<'_>, value: &[u8], record: &mut Record) {
    record.push("upstream", None, body.span_of(value));
    let rest = cut_text(value, "://").map_or(value, |(_, rest)| rest);
    let authority = rest.get(..memchr(b'/', rest).unwrap_or(rest.len())).unwrap_or_default();
    let (address, _) = if is_ip(authority) { (authority, None) } else { cut_last_port(authority) };
    if is_ip(address) {
        record.push("upstream", Some(Field::RelatedIp), body.span_of(address));
    }
}
