//! `squid.access`: Squid's `access.log` in its native form (`squid`, with and without MIME headers) and in Squid's own
//! forms of the Common Log Format (`common`, `combined`), which end with the result.
//!
//! After <https://wiki.squid-cache.org/Features/LogFormat> and the `logformat` directive of versions 2.6 to 6.

use memchr::memrchr;
use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        clf::read_line,
        cut::{cut_at, cut_digits, cut_text, cut_word, is_ip, is_number, read_number, skip_blanks},
        http::{push_access, push_status, push_target},
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "squid.access", version: 2 }, sign: Sign::Look(shows), read };

fn shows(body: &Body<'_>) -> bool {
    shows_native(body.text()) || find_result(body.text()).is_some()
}

/// `1763629872.123   4711 192.0.2.7 TCP_`.
fn shows_native(text: &[u8]) -> bool {
    let (seconds, rest) = cut_digits(text);
    let is_time = (9..=11).contains(&seconds.len()) && matches!(rest, [b'.', _, _, _, b' ', ..]);
    is_time && matches!(skip_blanks(rest.get(4..).unwrap_or_default()).first(), Some(b'0'..=b'9' | b'-'))
}

/// `TCP_MISS:HIER_DIRECT` at the end of a line.
fn find_result(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let last = text.get(memrchr(b' ', text)? + 1..)?;
    let (code, hierarchy) = cut_at(last, b':')?;
    let is_word = |word: &[u8]| word.len() > 3 && word.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_');
    (is_word(code) && is_word(hierarchy)).then_some((code, hierarchy))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if shows_native(body.text()) {
        return read_native(body, record).is_some();
    }
    let Some((code, hierarchy)) = find_result(body.text()) else { return false };
    let Some(rest) = read_line(body, record) else { return false };
    if cut_word(rest).1.is_empty() && !rest.is_empty() {
        push_code(body, code, record);
        record.push("hierarchy_code", None, body.span_of(hierarchy));
        return true;
    }
    false
}

fn read_native(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let (time, rest) = cut_word(body.text());
    let (elapsed, rest) = cut_word(rest);
    let (client, rest) = cut_word(rest);
    let (result, rest) = cut_word(rest);
    let (bytes, rest) = cut_word(rest);
    let (method, rest) = cut_word(rest);
    let (code, status) = cut_at(result, b'/')?;
    if code.is_empty() || !code.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_') || !is_number(bytes) {
        return None;
    }
    record.push_time(TimeRole::Event, Form::Epoch, body.span_of(time));
    push_access(body.span_of(result), record);
    record.push("elapsed", None, body.span_of(elapsed));
    if let Some(nanos) = read_number(elapsed).and_then(|millis| millis.checked_mul(1_000_000)) {
        record.push_number(Field::EventDuration, nanos, body.span_of(elapsed));
    }
    record.push("client", Some(Field::SourceIp), body.span_of(client));
    push_code(body, code, record);
    push_status(body, status, record);
    // What was sent to the client, headers included.
    record.push("bytes", Some(Field::DestinationBytes), body.span_of(bytes));
    record.push("bytes", Some(Field::HttpResponseBytes), body.span_of(bytes));
    record.push("method", Some(Field::HttpRequestMethod), body.span_of(method));
    let (target, rest) = cut_word(rest);
    push_target(body, method, target, record);
    let (user, rest) = cut_word(rest);
    record.push("user", Some(Field::UserName), body.span_of(user));
    let (peer, rest) = cut_word(rest);
    push_peer(body, peer, record);
    let (kind, rest) = cut_word(rest);
    record.push("content_type", Some(Field::HttpResponseMimeType), body.span_of(kind));
    if !rest.is_empty() && push_headers(body, rest, record).is_none() {
        record.push("rest", None, body.span_of(rest));
    }
    Some(())
}

/// `"http://www.example.com/" "Mozilla/5.0"`: the referrer and the user agent, which many add to the native form.
fn push_headers(body: &Body<'_>, rest: &[u8], record: &mut Record) -> Option<()> {
    let (referrer, agent) = cut_text(rest.strip_prefix(b"\"")?.strip_suffix(b"\"")?, "\" \"")?;
    record.push("referrer", Some(Field::HttpRequestReferrer), body.span_of(referrer));
    record.push("user_agent", Some(Field::UserAgentOriginal), body.span_of(agent));
    Some(())
}

/// The result code (`TCP_MISS`): it says whether the proxy let the request pass.
fn push_code(body: &Body<'_>, code: &[u8], record: &mut Record) {
    let span = body.span_of(code);
    record.push("result_code", None, span);
    let is_denied = code.windows(6).any(|part| part == b"DENIED");
    record.push_word(Field::EventType, if is_denied { "denied" } else { "allowed" }, span);
}

/// `HIER_DIRECT/198.51.100.7`: the server, where Squid asked it itself, else a neighbouring cache.
fn push_peer(body: &Body<'_>, peer: &[u8], record: &mut Record) {
    let (hierarchy, host) = cut_at(peer, b'/').unwrap_or((peer, &[]));
    record.push("hierarchy_code", None, body.span_of(hierarchy));
    if matches!(host, b"" | b"-") {
        return;
    }
    let span = body.span_of(host);
    if hierarchy.ends_with(b"DIRECT") || hierarchy.ends_with(b"ORIGINAL_DST") {
        record.push("server", Some(if is_ip(host) { Field::DestinationIp } else { Field::DestinationDomain }), span);
    } else {
        record.push("peer", None, span);
        if is_ip(host) {
            record.push("peer", Some(Field::RelatedIp), span);
        }
    }
}
