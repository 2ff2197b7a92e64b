//! What the holes in the wordings of databases and applications mean: one name means one thing, whatever the product.

use model::{Field, Record};

use crate::{
    body::Body,
    syntax::{
        cut::{cut_at, is_ip, is_number, trim},
        names::Names,
        shape::Captures,
    },
};

/// What a hole of this name holds. A name that is not here is the product's own.
static HOLES: Names<Field, 50> = Names::new([
    ("application", Field::NetworkApplication),
    ("client_user", Field::SourceUserName),
    ("cipher", Field::TlsCipher),
    ("command", Field::ProcessCommandLine),
    ("destination_port", Field::DestinationPort),
    ("destination_user", Field::DestinationUserName),
    ("dns_answer", Field::DnsAnswersData),
    ("dns_code", Field::DnsResponseCode),
    ("dns_name", Field::DnsQuestionName),
    ("dns_type", Field::DnsQuestionType),
    ("domain", Field::UserDomain),
    ("error", Field::ErrorMessage),
    ("file", Field::FilePath),
    ("from", Field::EmailFromAddress),
    ("host", Field::HostHostname),
    ("http_method", Field::HttpRequestMethod),
    ("http_version", Field::HttpVersion),
    ("interface", Field::ObserverIngressInterfaceName),
    ("level", Field::LogLevel),
    ("listen_port", Field::ServerPort),
    ("logger", Field::LogLogger),
    ("message_id", Field::EmailMessageId),
    ("pid", Field::ProcessPid),
    ("program", Field::ProcessName),
    ("queue_id", Field::EmailLocalId),
    ("reason", Field::EventReason),
    ("referrer", Field::HttpRequestReferrer),
    ("request_id", Field::HttpRequestId),
    ("response_bytes", Field::HttpResponseBodyBytes),
    ("rule", Field::RuleName),
    ("rule_id", Field::RuleId),
    ("session", Field::SessionId),
    ("source_mac", Field::SourceMac),
    ("source_name", Field::SourceDomain),
    ("source_port", Field::SourcePort),
    ("status", Field::HttpResponseStatusCode),
    ("thread", Field::ProcessThreadId),
    ("protocol", Field::NetworkProtocol),
    ("transport", Field::NetworkTransport),
    ("tls_version", Field::TlsVersion),
    ("to", Field::EmailToAddress),
    ("target_user", Field::UserTargetName),
    ("url", Field::UrlOriginal),
    ("url_domain", Field::UrlDomain),
    ("url_path", Field::UrlPath),
    ("user", Field::UserName),
    ("user_agent", Field::UserAgentOriginal),
    ("user_id", Field::UserId),
    ("source_bytes", Field::SourceBytes),
    ("destination_bytes", Field::DestinationBytes),
]);

/// Adds what stood in the holes, in their order.
///
/// `source`, `destination`, `listen` hold an address or a name; `source_end` and `destination_end` an address with its
/// port; `request` a method and a URL; `forwarded` a list of addresses of which the first is the client's. What another place of the record told
/// before, and what is empty, stays under its own name.
pub(crate) fn push_captures(body: &Body<'_>, captures: &Captures<'_>, record: &mut Record) {
    for (name, value) in captures.iter() {
        push_hole(body, name, value, record);
    }
}

/// Adds what stood in one hole.
pub(crate) fn push_hole(body: &Body<'_>, name: &'static str, value: &[u8], record: &mut Record) {
    let value = trim(value);
    match name {
        "source" => push_place(body, name, value, [Field::SourceIp, Field::SourceDomain], record),
        "destination" => push_place(body, name, value, [Field::DestinationIp, Field::DestinationDomain], record),
        "listen" => push_place(body, name, value, [Field::ServerIp, Field::HostName], record),
        "source_end" => {
            let (address, port) = cut_port(value);
            push_place(body, "source", address, [Field::SourceIp, Field::SourceDomain], record);
            push_once(body, "source_port", Field::SourcePort, port, record);
        }
        "destination_end" => {
            let (address, port) = cut_port(value);
            push_place(body, "destination", address, [Field::DestinationIp, Field::DestinationDomain], record);
            push_once(body, "destination_port", Field::DestinationPort, port, record);
        }
        "forwarded" => {
            let first = cut_at(value, b',').map_or(value, |(first, _)| first);
            push_place(body, "source", trim(first), [Field::SourceIp, Field::SourceDomain], record);
            if first.len() < value.len() {
                record.push(name, None, body.span_of(value));
            }
        }
        // Where no name is known the address stands in its place.
        "source_name" if is_ip(value) => record.push(name, None, body.span_of(value)),
        // `alice`, `alice/password`, `host/pc1.example.com`: the password stands there if it was wrong.
        "radius_user" => {
            let own = if value.starts_with(b"host/") { 5 } else { 0 };
            let slash = value.iter().skip(own).position(|byte| *byte == b'/').map_or(value.len(), |at| own + at);
            let (user, secret) = value.split_at_checked(slash).unwrap_or((value, &[]));
            push_once(body, "user", Field::UserName, user, record);
            if let Some(secret) = secret.get(1..).filter(|secret| !secret.is_empty()) {
                record.push("secret", None, body.span_of(secret));
            }
        }
        // A station's own address, of whichever kind.
        "station" => match value.len() {
            _ if is_ip(value) => push_once(body, name, Field::SourceIp, value, record),
            12 | 14 | 17 if value.iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b':' | b'.')) => {
                push_once(body, name, Field::SourceMac, value, record);
            }
            _ => record.push(name, None, body.span_of(value)),
        },
        // `POST:https://…`.
        "request" => {
            let (method, url) = cut_at(value, b':').unwrap_or((&[], value));
            push_once(body, "http_method", Field::HttpRequestMethod, method, record);
            push_once(body, "url", Field::UrlOriginal, url, record);
        }
        _ => match HOLES.find(name.as_bytes()) {
            Some((_, field)) => push_once(body, name, *field, value, record),
            None if value.is_empty() => {}
            None => record.push(name, None, body.span_of(value)),
        },
    }
}

/// Adds a fact under its field, or under its own name where the field has one already.
fn push_once(body: &Body<'_>, name: &'static str, field: Field, value: &[u8], record: &mut Record) {
    if !value.is_empty() {
        let field = Some(field).filter(|field| record.first(*field).is_none());
        record.push(name, field, body.span_of(value));
    }
}

fn push_place(body: &Body<'_>, name: &'static str, text: &[u8], [ip, domain]: [Field; 2], record: &mut Record) {
    let inner = text.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).unwrap_or(text);
    match inner {
        b"" | b"-" | b"?" | b"local" | b"UNKNOWN" | b"unknown" | b"undefined" => {}
        _ if is_ip(inner) => push_once(body, name, ip, inner, record),
        _ => push_once(body, name, domain, inner, record),
    }
}

/// Parts `192.0.2.1:443`, `[2001:db8::1]:443` and `192.0.2.1(443)`; without a port the second part is empty.
pub(crate) fn cut_port(text: &[u8]) -> (&[u8], &[u8]) {
    if let Some((address, port)) = text.strip_suffix(b")").and_then(|text| cut_at(text, b'(')) {
        return (address, port);
    }
    if is_ip(text) {
        return (text, &[]);
    }
    match text.iter().rposition(|byte| *byte == b':').and_then(|at| text.split_at_checked(at)) {
        Some((address, port)) if is_number(port.get(1..).unwrap_or_default()) => {
            (address, port.get(1..).unwrap_or_default())
        }
        _ => (text, &[]),
    }
}
