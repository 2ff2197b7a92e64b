//! `apache.error`: the error log of the Apache HTTP Server, versions 2.0 to 2.4.
//!
//! After the defaults of `ErrorLogFormat` (<https://httpd.apache.org/docs/current/mod/core.html#errorlogformat>):
//! `[time] [module:level] [pid 1:tid 2] file.c(3): (13)why: [client 192.0.2.1:4] AH00001: message, referer: …`, of
//! which 2.2 has time, level and client. Through syslog the time is missing.

mod messages;

use memchr::memchr;
use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use self::messages::read_message;
use crate::{
    body::Body,
    modsecurity,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_digits, cut_last_text, cut_text, is_ip, is_number, skip_blanks},
        front::cut_front,
        http::cut_last_port,
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "apache.error", version: 1 }, sign: Sign::Start(&["["]), read };

/// `LogLevel` (<https://httpd.apache.org/docs/current/mod/core.html#loglevel>).
const LEVELS: [&str; 16] = [
    "emerg", "alert", "crit", "error", "warn", "notice", "info", "debug", "trace1", "trace2", "trace3", "trace4",
    "trace5", "trace6", "trace7", "trace8",
];

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_line(body, record).is_some()
}

fn read_line(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let mut text = body.text();
    let (first, rest) = cut_bracket(text)?;
    if shows_time(first) {
        record.push_time(TimeRole::Event, Form::Asctime, body.span_of(first));
        text = rest;
    }
    let (level, rest) = cut_bracket(text)?;
    let (module, level) = match memchr(b':', level) {
        Some(at) => (level.get(..at)?, level.get(at + 1..)?),
        None => (&[] as &[u8], level),
    };
    if !LEVELS.iter().any(|known| known.as_bytes() == level) {
        return None;
    }
    // A level before a time is how others begin their lines (CouchDB).
    if cut_front(skip_blanks(rest)).is_some() {
        return None;
    }
    if !matches!(module, b"" | b"-") {
        record.push("module", Some(Field::LogLogger), body.span_of(module));
    }
    let level_at = body.span_of(level);
    record.push("level", Some(Field::LogLevel), level_at);
    let is_error = matches!(level, b"emerg" | b"alert" | b"crit" | b"error");
    let rest = cut_process(body, rest, record);
    let rest = cut_origin(body, rest, record);
    let message = cut_client(body, rest, record);
    let message = cut_code(body, message, record);
    let message = match cut_last_text(message, ", referer: ") {
        Some((message, referer)) => {
            record.push("referer", Some(Field::HttpRequestReferrer), body.span_of(referer));
            message
        }
        None => message,
    };
    if modsecurity::is_message(message) {
        modsecurity::read_message(body, message, record);
    } else {
        read_message(body, message, is_error, record);
    }
    Some(())
}

/// `[…]` at the front, and what follows it.
fn cut_bracket(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.strip_prefix(b"[")?;
    let end = memchr(b']', inside.get(..64).unwrap_or(inside))?;
    Some((inside.get(..end)?, skip_blanks(inside.get(end + 1..)?)))
}

/// `Fri Nov 20 10:11:12…`.
fn shows_time(text: &[u8]) -> bool {
    matches!(text, [a, b, c, b' ', d, e, f, b' ', _, _, b' ', ..]
        if [a, b, c, d, e, f].iter().all(|byte| byte.is_ascii_alphabetic()))
}

/// `[pid 1:tid 2]`.
fn cut_process<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((inside, rest)) = cut_bracket(text) else { return text };
    let Some((pid, after)) = inside.strip_prefix(b"pid ").map(cut_digits) else { return text };
    // Through syslog its tag says the same.
    let is_said = record.first(Field::ProcessPid).is_some_and(|fact| fact.value.bytes(body.raw) == Some(pid));
    record.push("pid", Some(Field::ProcessPid).filter(|_| !is_said), body.span_of(pid));
    if let Some(thread) = after.strip_prefix(b":tid ") {
        record.push("tid", Some(Field::ProcessThreadId).filter(|_| is_number(thread)), body.span_of(thread));
    }
    rest
}

/// `file.c(470): ` and `(13)Permission denied: `: where in the server, and the system's own error.
fn cut_origin<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    const ORIGIN_BYTES_MAX: usize = 256;
    let mut text = text;
    let head = text.get(..ORIGIN_BYTES_MAX).unwrap_or(text);
    if let Some((file, _)) = cut_text(head, "): ")
        && let Some((name, line)) = cut_text(file, "(")
        && name.ends_with(b".c")
        && is_number(line)
    {
        record.push("source_file", None, body.span_of(name));
        record.push("source_line", None, body.span_of(line));
        text = text.get(file.len() + 3..).unwrap_or_default();
    }
    let head = text.get(..ORIGIN_BYTES_MAX).unwrap_or(text);
    if let Some((code, after)) = head.strip_prefix(b"(").map(cut_digits)
        && !code.is_empty()
        && after.starts_with(b")")
        && let Some(colon) = find_text(after, b": ")
    {
        record.push("error_code", Some(Field::ErrorCode), body.span_of(code));
        record.push("error", Some(Field::ErrorMessage), body.span_of(after.get(1..colon).unwrap_or_default()));
        text = text.get(code.len() + colon + 3..).unwrap_or_default();
    }
    text
}

/// `[client 192.0.2.1:4]`, `[remote 192.0.2.1:4]`. ModSecurity repeats the client.
fn cut_client<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let mut text = text;
    let mut is_known = false;
    while let Some(rest) = text.strip_prefix(b"[client ").or_else(|| text.strip_prefix(b"[remote ")) {
        // An IPv6 address with a port stands in brackets of its own.
        let inner = rest.strip_prefix(b"[").and_then(|_| memchr(b']', rest)).map_or(0, |at| at + 1);
        let Some(len) = rest.get(inner..).and_then(|rest| memchr(b']', rest)) else { break };
        let (end, after) = rest.split_at(inner + len);
        // Without a port an IPv6 address is a whole.
        let (address, port) = if is_ip(end) { (end, None) } else { cut_last_port(end) };
        if !is_known {
            record.push("client", Some(Field::SourceIp), body.span_of(address));
            if let Some(port) = port {
                record.push("client_port", Some(Field::SourcePort), body.span_of(port));
            }
        }
        is_known = true;
        text = skip_blanks(after.get(1..).unwrap_or_default());
    }
    text
}

/// `AH01618: `, the message's number.
fn cut_code<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let Some((digits, rest)) = text.strip_prefix(b"AH").map(cut_digits) else { return text };
    match rest.strip_prefix(b": ") {
        Some(message) if digits.len() == 5 => {
            record.push("code", Some(Field::EventCode), body.span_of(text.get(..7).unwrap_or_default()));
            message
        }
        _ => text,
    }
}
