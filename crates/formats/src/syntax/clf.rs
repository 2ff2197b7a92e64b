//! The Common Log Format of web servers and what is built on it (combined, with virtual host, with a list of forwarders
//! before or behind): `host ident user [time] "request" status bytes "referer" "user agent"`.
//!
//! After Apache's mod_log_config (<https://httpd.apache.org/docs/current/mod/mod_log_config.html>) and nginx's
//! ngx_http_log_module. It knows no product.

use std::net::IpAddr;

use memchr::{memchr, memchr_iter};
use model::{DiagnosticKind, Field, Record, TimeRole};
use stamp::Form;

use super::{
    cut::{cut_text, cut_word, is_ip, is_number, skip_blanks, trim},
    http::{cut_port, push_access, push_request, push_status},
    pairs::find_quote,
};
use crate::body::Body;

/// The time is looked for behind so many brackets at most.
const BRACKETS_MAX: usize = 4;
/// A list of forwarders is no longer.
const FORWARDERS_MAX: usize = 64;

/// A line cut at its time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtTime<'a> {
    /// What stands before the bracket.
    pub(crate) before: &'a [u8],
    /// What stands in the brackets.
    pub(crate) time: &'a [u8],
    /// What follows the bracket and its blanks.
    pub(crate) after: &'a [u8],
}

/// Cuts a line at `[20/Nov/2026:10:11:12 +0100]`.
pub(crate) fn cut_at_time(text: &[u8]) -> Option<AtTime<'_>> {
    for at in memchr_iter(b'[', text).take(BRACKETS_MAX) {
        let inside = text.get(at + 1..)?;
        if shows_time(inside) {
            let end = memchr(b']', inside.get(..48).unwrap_or(inside))?;
            let (time, after) = inside.split_at(end);
            return Some(AtTime { before: text.get(..at)?, time: trim(time), after: skip_blanks(after.get(1..)?) });
        }
    }
    None
}

/// True where a text begins as such a time does.
pub(crate) fn shows_time(text: &[u8]) -> bool {
    let [d1, d2, b'/', m1, m2, m3, b'/', y1, y2, y3, y4, b':', h1, h2, b':', ..] = text else { return false };
    [d1, d2, y1, y2, y3, y4, h1, h2].iter().all(|byte| byte.is_ascii_digit())
        && [m1, m2, m3].iter().all(|byte| byte.is_ascii_alphabetic())
}

/// Reads such a line into the record. None where it is no such line; else what follows the user agent.
pub(crate) fn read_line<'a>(body: &Body<'a>, record: &mut Record) -> Option<&'a [u8]> {
    let AtTime { before, time, after } = cut_at_time(body.text())?;
    let caller = Caller::cut(before)?;
    // A virtual host may stand behind the time too.
    let (host, after) = match cut_word(after) {
        (host, rest) if !after.starts_with(b"\"") && rest.starts_with(b"\"") => (Some(host), rest),
        _ => (None, after),
    };
    let quoted = after.strip_prefix(b"\"")?;
    caller.push(body, record);
    if let Some(host) = host {
        push_virtual_host(body, host, record);
    }
    record.push_time(TimeRole::Event, Form::Clf, body.span_of(time));
    push_access(body.span, record);
    let Some((request, rest)) = cut_quoted(quoted) else {
        let span = body.span_of(quoted);
        record.diagnose(DiagnosticKind::CutOff, span);
        record.push("request", None, span);
        return Some(&[]);
    };
    push_request(body, request, record);
    Some(read_answer(body, rest, record))
}

/// Reads `status bytes "referer" "user agent"`, all of which may be missing, and gives what follows.
fn read_answer<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let (status, rest) = cut_word(skip_blanks(text));
    if !(status == b"-" || is_number(status)) {
        return skip_blanks(text);
    }
    // The log of TLS requests has no status: what stands there alone is a count.
    if status.len() == 3 {
        push_status(body, status, record);
    } else {
        record.push("status", None, body.span_of(status));
    }
    let (bytes, rest) = cut_word(rest);
    if !(bytes == b"-" || is_number(bytes)) {
        return skip_blanks(text.get(text.len() - rest.len() - bytes.len()..).unwrap_or_default());
    }
    record.push("bytes", Some(Field::HttpResponseBodyBytes), body.span_of(bytes));
    let mut rest = rest;
    for (name, field) in [("referer", Field::HttpRequestReferrer), ("user_agent", Field::UserAgentOriginal)] {
        let Some(quoted) = rest.strip_prefix(b"\"") else { break };
        match cut_quoted(quoted) {
            Some((value, after)) => {
                record.push(name, Some(field), body.span_of(value));
                rest = skip_blanks(after);
            }
            None => {
                let span = body.span_of(quoted);
                record.diagnose(DiagnosticKind::CutOff, span);
                record.push(name, None, span);
                return &[];
            }
        }
    }
    rest
}

/// What stands before the closing quote, and what follows it.
pub(crate) fn cut_quoted(quoted: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = find_quote(quoted)?;
    Some((quoted.get(..end)?, quoted.get(end + 1..)?))
}

/// Who asked, and whom: what stands before the time.
#[derive(Clone, Copy, Debug, Default)]
struct Caller<'a> {
    virtual_host: &'a [u8],
    /// One address or name, or a list of those that forwarded the request, the first of them the client.
    clients: &'a [u8],
    ident: &'a [u8],
    user: &'a [u8],
}

impl<'a> Caller<'a> {
    /// Takes `[virtual host] client[, client…] ident user` apart. The ident is a hyphen almost everywhere: that tells
    /// how many names stand before it.
    fn cut(text: &'a [u8]) -> Option<Self> {
        const GROUPS_MAX: usize = 6;
        let text = trim(text);
        let mut groups: [&[u8]; GROUPS_MAX] = [&[]; GROUPS_MAX];
        let mut rest = text;
        let mut count = 0;
        let mut ident = None;
        for place in &mut groups {
            if rest.is_empty() {
                break;
            }
            let (group, after) = cut_group(rest);
            rest = after;
            if count > 0 && group == b"-" {
                ident = Some(group);
                break;
            }
            *place = group;
            count += 1;
        }
        let [first, second, third, ..] = groups;
        let names = |virtual_host, clients| Self { virtual_host, clients, ..Self::default() };
        let is_list = |group: &[u8]| group.contains(&b',') || group.starts_with(b"\"");
        let all_up_to = |end: &'a [u8]| {
            let end = (end.as_ptr() as usize + end.len()).checked_sub(text.as_ptr() as usize)?;
            text.get(..end)
        };
        match (ident, count) {
            (_, 0) => None,
            (Some(ident), 1) => Some(Self { ident, user: rest, ..names(&[], first) }),
            (Some(ident), 2 | 3) => {
                let last = if count == 2 { second } else { third };
                let clients = all_up_to(last)?;
                let behind_first = skip_blanks(clients.get(first.len()..)?);
                let caller = if is_list(first) { names(&[], clients) } else { names(first, behind_first) };
                Some(Self { ident, user: rest, ..caller })
            }
            (None, 1) => Some(names(&[], first)),
            (None, 2) => Some(Self { user: second, ..names(&[], first) }),
            (None, 3) => Some(Self { ident: second, user: third, ..names(&[], first) }),
            (None, 4) if !is_ip(first) && is_ip(second) => {
                let [_, _, _, user, ..] = groups;
                Some(Self { ident: third, user, ..names(first, second) })
            }
            _ => None,
        }
    }

    fn push(&self, body: &Body<'_>, record: &mut Record) {
        if !self.virtual_host.is_empty() {
            push_virtual_host(body, self.virtual_host, record);
        }
        push_clients(body, self.clients, record);
        if !matches!(self.ident, b"" | b"-") {
            record.push("ident", None, body.span_of(self.ident));
        }
        // Old versions of ingress-nginx repeat the forwarders: `192.0.2.1 - [192.0.2.1] - user`.
        let user = match self.user.strip_prefix(b"[").and_then(|rest| cut_text(rest, "] - ")) {
            Some((forwarders, user)) => {
                record.push("forwarded", None, body.span_of(forwarders));
                user
            }
            None => self.user,
        };
        if user.iter().any(|byte| !matches!(byte, b'-' | b' ')) {
            record.push("user", Some(Field::UserName), body.span_of(user));
        }
    }
}

/// What stands together: a word, a quoted text, or words of which all but the last end with a comma.
pub(crate) fn cut_group(text: &[u8]) -> (&[u8], &[u8]) {
    if let Some((inside, rest)) = text.strip_prefix(b"\"").and_then(cut_quoted) {
        return (text.get(..inside.len() + 2).unwrap_or_default(), skip_blanks(rest));
    }
    let mut rest = text;
    let mut end = 0;
    for _ in 0..FORWARDERS_MAX {
        let (word, after) = cut_word(rest);
        end = text.len() - rest.len() + word.len();
        rest = after;
        if !word.ends_with(b",") {
            break;
        }
    }
    (text.get(..end).unwrap_or_default(), rest)
}

/// Adds the name or address, and the port, of the site that was asked for.
fn push_virtual_host(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (host, port) = cut_port(text);
    let bare = host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host);
    let span = body.span_of(bare);
    if is_ip(bare) {
        record.push("virtual_host", Some(Field::DestinationIp), span);
    } else if matches!(bare, b"-" | b"_" | b"") {
        record.push("virtual_host", None, span);
    } else {
        record.push("virtual_host", Some(Field::DestinationDomain), span);
        record.push("virtual_host", Some(Field::UrlDomain), span);
    }
    if let Some(port) = port {
        record.push("server_port", Some(Field::DestinationPort), body.span_of(port));
    }
}

/// Adds the clients. Of a list, the first address that is routed is the source: addresses of private networks in it are
/// those of proxies; where all are such, the first is. The others are related.
pub(crate) fn push_clients(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let clients = || {
        text.split(|byte| matches!(byte, b',' | b' ' | b'"')).filter(|client| !client.is_empty()).take(FORWARDERS_MAX)
    };
    let is_routed = |client: &&[u8]| parse(client).is_some_and(is_routed);
    let source = clients().find(is_routed).or_else(|| clients().find(|client| is_ip(client))).or(clients().next());
    let Some(source) = source else { return };
    for client in clients() {
        let span = body.span_of(client);
        if std::ptr::eq(client, source) {
            // `unix:` is no name.
            let field = Some(Field::SourceIp).filter(|_| !client.ends_with(b":") || client.ends_with(b"::"));
            record.push("client", field, span);
        } else {
            record.push("forwarded", None, span);
            if is_ip(client) {
                record.push("forwarded", Some(Field::RelatedIp), span);
            }
        }
    }
}

fn parse(text: &[u8]) -> Option<IpAddr> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// False for the addresses of private networks and of the host itself (RFC 1918, RFC 6598, RFC 4193, RFC 4291).
fn is_routed(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let is_shared = first == 100 && (64..128).contains(&second);
            !(address.is_private() || address.is_loopback() || address.is_link_local() || is_shared)
        }
        IpAddr::V6(address) => !(address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()),
    }
}
