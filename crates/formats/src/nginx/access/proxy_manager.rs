//! Nginx Proxy Manager's three forms (`log-proxy.conf`, `log-standard.conf` of its image, and the old default).

use model::{Field, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    syntax::{
        clf::{AtTime, cut_at_time, cut_quoted, push_clients},
        cut::{cut_word, is_ip, is_number, skip_blanks, trim},
        http::{cut_last_port, cut_port, push_access, push_request, push_status, push_target},
    },
};

/// `[time] cache upstream-status status - GET https host "/path" [Client …] [Length …] [Gzip …] [Sent-to …] "agent"
/// "referer"`, the standard form without cache, upstream's status and Sent-to; or `[time] host client seconds "request"
/// status bytes …`.
pub(super) fn read_line(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let AtTime { time, after, .. } = cut_at_time(body.text()).filter(|at| at.before.is_empty())?;
    record.push_time(TimeRole::Event, Form::Clf, body.span_of(time));
    push_access(body.span, record);
    read_proxied(body, after, record).or_else(|| read_timed(body, after, record))
}

fn read_proxied(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<()> {
    const WORDS_MAX: usize = 3;
    let (mut words, mut count, mut rest) = ([&[] as &[u8]; WORDS_MAX], 0, text);
    // `HIT 200 200 - GET`, `- 404 404 - GET` or `200 - GET`: the status stands before the hyphen before the method.
    let method = loop {
        let (word, after) = cut_word(rest);
        if word == b"-" && count > 0 {
            let (method, after) = cut_word(after);
            rest = after;
            break method;
        }
        *words.get_mut(count)? = word;
        count += 1;
        rest = after;
    };
    if method.is_empty() || !method.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-') {
        return None;
    }
    let (scheme, rest) = cut_word(rest);
    let (host, rest) = cut_word(rest);
    let (target, mut rest) = cut_quoted(rest.strip_prefix(b"\"")?)?;
    let (status, before) = words.get(..count)?.split_last()?;
    let names = ["upstream_cache_status", "upstream_status"];
    for (name, word) in names.into_iter().zip(before).filter(|(_, word)| **word != b"-") {
        record.push(name, None, body.span_of(word));
    }
    if is_number(status) {
        push_status(body, status, record);
    }
    record.push("method", Some(Field::HttpRequestMethod), body.span_of(method));
    record.push("scheme", Some(Field::UrlScheme), body.span_of(scheme));
    push_host(body, host, record);
    push_target(body, method, target, record);
    while let Some(inside) = skip_blanks(rest).strip_prefix(b"[") {
        let end = memchr::memchr(b']', inside)?;
        let (name, value) = cut_word(inside.get(..end)?);
        push_part(body, name, value, record);
        rest = inside.get(end + 1..)?;
    }
    for (name, field) in [("user_agent", Field::UserAgentOriginal), ("referer", Field::HttpRequestReferrer)] {
        let Some((value, after)) = skip_blanks(rest).strip_prefix(b"\"").and_then(cut_quoted) else { break };
        record.push(name, Some(field), body.span_of(value));
        rest = after;
    }
    Some(())
}

fn push_part(body: &Body<'_>, name: &[u8], value: &[u8], record: &mut Record) {
    let span = body.span_of(value);
    match name {
        b"Client" => push_clients(body, value, record),
        b"Length" => record.push("Length", Some(Field::HttpResponseBodyBytes), span),
        b"Gzip" if value != b"-" => record.push("Gzip", None, span),
        b"Sent-to" => {
            record.push("Sent-to", None, span);
            let (address, _) = if is_ip(value) { (value, None) } else { cut_last_port(value) };
            if is_ip(address) {
                record.push("Sent-to", Some(Field::RelatedIp), body.span_of(address));
            }
        }
        _ => {}
    }
}

/// `[time] host client seconds "request" status bytes received referer agent`.
fn read_timed(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<()> {
    let (host, rest) = cut_word(text);
    let (client, rest) = cut_word(rest);
    let (seconds, rest) = cut_word(rest);
    let (request, rest) = cut_quoted(rest.strip_prefix(b"\"")?)?;
    if !is_ip(client) || !seconds.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return None;
    }
    push_host(body, host, record);
    push_clients(body, client, record);
    record.push("request_time", None, body.span_of(seconds));
    push_request(body, request, record);
    let (status, rest) = cut_word(skip_blanks(rest));
    push_status(body, status, record);
    let (sent, rest) = cut_word(rest);
    record.push("bytes_sent", Some(Field::HttpResponseBytes), body.span_of(sent));
    let (received, rest) = cut_word(rest);
    record.push("request_length", Some(Field::HttpRequestBytes), body.span_of(received));
    let (referer, agent) = cut_word(rest);
    record.push("referer", Some(Field::HttpRequestReferrer), body.span_of(referer));
    record.push("user_agent", Some(Field::UserAgentOriginal), body.span_of(trim(agent)));
    Some(())
}

fn push_host(body: &Body<'_>, host: &[u8], record: &mut Record) {
    let (name, port) = cut_port(host);
    let field = Some(Field::UrlDomain).filter(|_| !matches!(name, b"_" | b"-" | b""));
    record.push("host", field, body.span_of(name));
    if let Some(port) = port {
        record.push("host_port", Some(Field::UrlPort), body.span_of(port));
    }
}
