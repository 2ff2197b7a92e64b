//! HTTP as logs write it: request lines, targets, status codes (RFC 9110, RFC 9112). It knows no product.

use memchr::{memchr, memchr2, memrchr};
use model::{Field, Record, Span};

use super::{
    cut::{is_number, read_number},
    scan::{find_last_text, find_text},
};
use crate::body::Body;

/// No method that is in use is longer (`BASELINE-CONTROL`, RFC 3253).
const METHOD_BYTES_MAX: usize = 20;

/// A request line, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestLine<'a> {
    /// `GET`.
    pub(crate) method: &'a [u8],
    /// `/path?query`, `https://…` or `host:port`.
    pub(crate) target: &'a [u8],
    /// `1.1` of `HTTP/1.1`; empty where the line ends before it, as that of HTTP/0.9 does.
    pub(crate) version: &'a [u8],
}

/// Takes a request line apart. None for what is no request: clients send anything.
pub(crate) fn cut_request(line: &[u8]) -> Option<RequestLine<'_>> {
    let at = memchr(b' ', line.get(..=METHOD_BYTES_MAX.min(line.len().saturating_sub(1)))?)?;
    let (method, rest) = line.split_at_checked(at)?;
    let is_method = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
    if method.is_empty() || !method.iter().all(is_method) {
        return None;
    }
    let rest = rest.get(1..)?;
    let (target, version) = match find_last_text(rest, b" HTTP/") {
        Some(at) => (rest.get(..at)?, rest.get(at + 6..)?),
        None => (rest, &[] as &[u8]),
    };
    let is_version = version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') && version.len() <= 5;
    let shows_target = !version.is_empty() || matches!(target.first(), Some(b'/' | b'*')) || has_scheme(target);
    (is_version && shows_target).then_some(RequestLine { method, target, version })
}

fn has_scheme(target: &[u8]) -> bool {
    find_text(target.get(..12).unwrap_or(target), b"://").is_some()
}

/// Adds a request line: method, target with its parts, version. What is none stays as `request`.
pub(crate) fn push_request(body: &Body<'_>, line: &[u8], record: &mut Record) {
    match cut_request(line) {
        Some(request) => {
            record.push("method", Some(Field::HttpRequestMethod), body.span_of(request.method));
            push_target(body, request.method, request.target, record);
            if !request.version.is_empty() {
                record.push("http_version", Some(Field::HttpVersion), body.span_of(request.version));
            }
        }
        None => record.push("request", None, body.span_of(line)),
    }
}

/// Adds a request's target as `url.original`, and its parts.
pub(crate) fn push_target(body: &Body<'_>, method: &[u8], target: &[u8], record: &mut Record) {
    record.push("url", Some(Field::UrlOriginal), body.span_of(target));
    let (authority, path) = if method.eq_ignore_ascii_case(b"CONNECT") && !has_scheme(target) {
        (target, &[] as &[u8])
    } else if let Some(at) = find_text(target.get(..12).unwrap_or(target), b"://") {
        let (scheme, rest) = target.split_at(at);
        record.push("url_scheme", Some(Field::UrlScheme), body.span_of(scheme));
        let rest = rest.get(3..).unwrap_or_default();
        rest.split_at(memchr2(b'/', b'?', rest).unwrap_or(rest.len()))
    } else {
        (&[] as &[u8], target)
    };
    // Squid writes `error:method-not-allowed` where a client asked for nothing that is one.
    if !authority.is_empty() && !authority.starts_with(b"error:") {
        push_authority(body, authority, record);
    }
    let (path, query) = path.split_at(memchr(b'?', path).unwrap_or(path.len()));
    if path.starts_with(b"/") {
        record.push("url_path", Some(Field::UrlPath), body.span_of(path));
    }
    if query.len() > 1 {
        record.push("url_query", Some(Field::UrlQuery), body.span_of(query.get(1..).unwrap_or_default()));
    }
}

/// Adds `user@host:port` of a URL as its domain and port.
pub(crate) fn push_authority(body: &Body<'_>, authority: &[u8], record: &mut Record) {
    let host = memrchr(b'@', authority).and_then(|at| authority.get(at + 1..)).unwrap_or(authority);
    let (host, port) = cut_port(host);
    let host = host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host);
    if !host.is_empty() {
        record.push("url_domain", Some(Field::UrlDomain), body.span_of(host));
    }
    if let Some(port) = port {
        record.push("url_port", Some(Field::UrlPort), body.span_of(port));
    }
}

/// `host:port` apart. An IPv6 address without brackets has no port here.
pub(crate) fn cut_port(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let Some(at) = memrchr(b':', text) else { return (text, None) };
    let (host, port) = text.split_at(at);
    let port = port.get(1..).unwrap_or_default();
    let is_whole = !host.contains(&b':') || host.ends_with(b"]");
    if is_whole && port.len() <= 5 && is_number(port) { (host, Some(port)) } else { (text, None) }
}

/// `address:port` apart, where the port always stands: the last colon parts them, also in IPv6 without brackets.
pub(crate) fn cut_last_port(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let Some(at) = memrchr(b':', text) else { return (text, None) };
    let (host, port) = text.split_at(at);
    let port = port.get(1..).unwrap_or_default();
    if port.len() > 5 || !is_number(port) {
        return (text, None);
    }
    let host = host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host);
    (host, Some(port))
}

/// Adds a status code, and what it says of the outcome: below 400 is success (RFC 9110 §15).
pub(crate) fn push_status(body: &Body<'_>, status: &[u8], record: &mut Record) {
    let span = body.span_of(status);
    let number = read_number(status).filter(|number| (100..1000).contains(number));
    record.push("status", Some(Field::HttpResponseStatusCode).filter(|_| number.is_some()), span);
    if let Some(number) = number {
        record.push_word(Field::EventOutcome, if number < 400 { "success" } else { "failure" }, span);
    }
}

/// Says that this is one access to a web server.
pub(crate) fn push_access(span: Span, record: &mut Record) {
    record.push_word(Field::EventAction, "http_request", span);
    record.push_word(Field::EventCategory, "web", span);
    record.push_word(Field::EventType, "access", span);
}

#[cfg(test)]
mod tests {
    use super::{RequestLine, cut_last_port, cut_port, cut_request};

    #[test]
    fn takes_request_lines_apart() {
        let line = |method, target, version| Some(RequestLine { method, target, version });
        for (text, want) in [
            (b"GET / HTTP/1.1".as_slice(), line(b"GET", b"/", b"1.1")),
            (b"CONNECT example.com:443 HTTP/2", line(b"CONNECT", b"example.com:443", b"2")),
            (b"GET /a b HTTP/1.0", line(b"GET", b"/a b", b"1.0")),
            (b"POST https://example.com/", line(b"POST", b"https://example.com/", b"")),
            (b"GET /old", line(b"GET", b"/old", b"")),
            (b"HELP", None),
            (b"", None),
            (b"-", None),
            (b"\\x16\\x03 a HTTP/1.1", None),
            (b"lv|'|'|x Win XP", None),
        ] {
            assert_eq!(cut_request(text), want, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn parts_ports() {
        assert_eq!(cut_port(b"example.com:80"), (b"example.com".as_slice(), Some(b"80".as_slice())));
        assert_eq!(cut_port(b"2001:db8::1"), (b"2001:db8::1".as_slice(), None));
        assert_eq!(cut_last_port(b"2001:db8::1:80"), (b"2001:db8::1".as_slice(), Some(b"80".as_slice())));
    }
}
