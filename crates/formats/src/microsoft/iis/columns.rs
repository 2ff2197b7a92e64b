//! The columns of a line, by what stands in them.

use model::{Fact, Field, Name, Record, Span, Value};

use crate::{
    body::Body,
    syntax::{
        cut::{cut_word, is_ip, is_number, read_number, skip_blanks},
        http::{cut_port, push_access, push_status},
    },
};

/// No layout has more columns.
const WORDS_MAX: usize = 32;

/// The words of a line.
pub(super) struct Columns<'a> {
    words: [&'a [u8]; WORDS_MAX],
    len: usize,
    /// What follows the last word that has a place.
    rest: &'a [u8],
}

impl<'a> Columns<'a> {
    pub(super) fn cut(text: &'a [u8]) -> Self {
        let (mut words, mut len, mut rest) = ([&[][..]; WORDS_MAX], 0, skip_blanks(text));
        for word in &mut words {
            if rest.is_empty() {
                break;
            }
            (*word, rest) = cut_word(rest);
            len += 1;
        }
        Self { words, len, rest }
    }

    /// A word by its place; empty behind the last.
    pub(super) fn word(&self, at: usize) -> &'a [u8] {
        self.words.get(at).copied().unwrap_or_default()
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }
}

/// Adds what a column says, unless it is the hyphen that stands for nothing.
pub(super) fn push(body: &Body<'_>, name: &'static str, field: Option<Field>, word: &[u8], record: &mut Record) {
    if !matches!(word, b"-" | b"") {
        record.push(name, field, body.span_of(word));
    }
}

/// Adds an address.
pub(super) fn push_address(body: &Body<'_>, name: &'static str, field: Field, word: &[u8], record: &mut Record) {
    push(body, name, Some(field).filter(|_| is_ip(word)), word, record);
}

/// Adds a line of a web site, whose method stands at this place. False where no status follows.
pub(super) fn push_web(body: &Body<'_>, columns: &Columns<'_>, method: usize, record: &mut Record) -> bool {
    let client = method + 5;
    let Some(status) = find_status(columns, client + 1) else { return false };
    push_front(body, columns, method, record);
    push_access(body.span_of(columns.word(method)), record);
    push(body, "cs-method", Some(Field::HttpRequestMethod), columns.word(method), record);
    push_url(body, columns.word(method + 1), columns.word(method + 2), record);
    push(body, "s-port", Some(Field::DestinationPort), columns.word(method + 3), record);
    push(body, "cs-username", Some(Field::UserName), columns.word(method + 4), record);
    push_address(body, "c-ip", Field::SourceIp, columns.word(client), record);
    push_headers(body, columns, client + 1, status, record);
    push_status(body, columns.word(status), record);
    push(body, "sc-substatus", None, columns.word(status + 1), record);
    push(body, "sc-win32-status", None, columns.word(status + 2), record);
    push_rest(body, columns, status + 3, record);
    true
}

/// Where the status stands: three digits, then the sub-status and the system's error, if any.
fn find_status(columns: &Columns<'_>, from: usize) -> Option<usize> {
    /// Version, user agent, cookie, referrer, host, and what a site adds.
    const HEADERS_MAX: usize = 6;
    (from..from + HEADERS_MAX).find(|at| {
        let is_status = matches!(columns.word(*at), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
        let (sub, error) = (columns.word(at + 1), columns.word(at + 2));
        let is_end = |word: &[u8]| word.is_empty() || is_number(word);
        is_status && sub.len() <= 3 && is_end(sub) && is_end(error)
    })
}

/// The site's name, the computer's name, and the server's address.
fn push_front(body: &Body<'_>, columns: &Columns<'_>, method: usize, record: &mut Record) {
    let mut names = 0;
    for word in (0..method).map(|at| columns.word(at)) {
        if is_ip(word) {
            push(body, "s-ip", Some(Field::DestinationIp), word, record);
        } else if names == 0 {
            push(body, "s-sitename", None, word, record);
            names += 1;
        } else {
            push(body, "s-computername", Some(Field::HostName), word, record);
        }
    }
}

/// The path, the query, and both as the client asked for them.
pub(super) fn push_url(body: &Body<'_>, stem: &[u8], query: &[u8], record: &mut Record) {
    let (path, rest) = (body.span_of(stem), body.span_of(query));
    if matches!(query, b"-" | b"") {
        record.push("cs-uri-stem", Some(Field::UrlOriginal), path);
    } else {
        let text = [&*String::from_utf8_lossy(stem), "?", &*String::from_utf8_lossy(query)].concat().into();
        let value = Value::Text { text, span: Span { start: path.start, end: rest.end } };
        record.facts.push(Fact { name: Name::Known("cs-uri"), field: Some(Field::UrlOriginal), value });
    }
    record.push("cs-uri-stem", Some(Field::UrlPath), path);
    push(body, "cs-uri-query", Some(Field::UrlQuery), query, record);
}

/// What stands between the client and the status: version, user agent, cookie, referrer, host.
fn push_headers(body: &Body<'_>, columns: &Columns<'_>, from: usize, status: usize, record: &mut Record) {
    let mut at = from;
    if let Some(version) = columns.word(at).strip_prefix(b"HTTP/").filter(|_| at < status) {
        push(body, "cs-version", Some(Field::HttpVersion), version, record);
        at += 1;
    }
    let count = status.saturating_sub(at);
    if count == 0 {
        return;
    }
    push_user_agent(body, columns.word(at), record);
    let word = |place: usize| columns.word(at + place);
    let is_link = |word: &[u8]| memchr::memmem::find(word, b"://").is_some();
    let is_host = |word: &[u8]| !is_link(word) && word.contains(&b'.') && !word.contains(&b'=');
    let (cookie, referrer, host) = match count {
        2 if is_host(word(1)) => (None, None, Some(1)),
        2 => (None, Some(1), None),
        3 if is_link(word(1)) || is_host(word(2)) => (None, Some(1), Some(2)),
        3 => (Some(1), Some(2), None),
        4.. => (Some(1), Some(2), Some(3)),
        _ => (None, None, None),
    };
    if let Some(place) = cookie {
        push(body, "cs(Cookie)", None, word(place), record);
    }
    if let Some(place) = referrer {
        push(body, "cs(Referer)", Some(Field::HttpRequestReferrer), word(place), record);
    }
    if let Some(place) = host {
        let (name, port) = cut_port(word(place));
        push(body, "cs-host", Some(Field::UrlDomain), name, record);
        push(body, "cs-host", Some(Field::UrlPort), port.unwrap_or_default(), record);
    }
    for place in 4..count {
        push(body, "added", None, word(place), record);
    }
}

/// IIS writes `+` for a blank.
pub(super) fn push_user_agent(body: &Body<'_>, word: &[u8], record: &mut Record) {
    if matches!(word, b"-" | b"") {
        return;
    }
    let span = body.span_of(word);
    let value = match std::str::from_utf8(word) {
        Ok(text) if text.contains('+') => Value::Text { text: text.replace('+', " ").into(), span },
        _ => Value::Span(span),
    };
    let field = Some(Field::UserAgentOriginal);
    record.facts.push(Fact { name: Name::Known("cs(User-Agent)"), field, value });
}

/// The bytes, the time taken in milliseconds, and what a site adds, which is mostly whom a proxy stood for.
fn push_rest(body: &Body<'_>, columns: &Columns<'_>, from: usize, record: &mut Record) {
    let end = (from..columns.len).find(|at| !is_number(columns.word(*at))).unwrap_or(columns.len);
    let mut at = from;
    if end.saturating_sub(from) >= 2 {
        let (sent, received) = (columns.word(at), columns.word(at + 1));
        push(body, "sc-bytes", Some(Field::HttpResponseBytes), sent, record);
        push(body, "sc-bytes", Some(Field::DestinationBytes), sent, record);
        push(body, "cs-bytes", Some(Field::HttpRequestBytes), received, record);
        push(body, "cs-bytes", Some(Field::SourceBytes), received, record);
        at += 2;
    }
    if at < end {
        let taken = columns.word(at);
        push(body, "time-taken", None, taken, record);
        if let Some(nanos) = read_number(taken).and_then(|millis| millis.checked_mul(1_000_000)) {
            record.push_number(Field::EventDuration, nanos, body.span_of(taken));
        }
        at += 1;
    }
    for word in (at..columns.len).map(|place| columns.word(place)) {
        let field = Some(Field::RelatedIp).filter(|_| is_ip(word));
        push(body, if field.is_some() { "forwarded_for" } else { "added" }, field, word, record);
    }
    push(body, "added", None, columns.rest, record);
}
