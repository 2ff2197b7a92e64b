//! `nginx.access`: accesses in forms that only nginx writes: its packages' `main` (forwarders at the end), those of
//! ingress-nginx and of Nginx Proxy Manager, and any in the Common Log Format that come under nginx's name.
//!
//! After <https://nginx.org/en/docs/http/ngx_http_log_module.html>,
//! <https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/> and Nginx Proxy Manager's
//! `log-proxy.conf`.

mod object;
mod proxy_manager;

use memchr::memchr_iter;
use model::{Field, Format, Record};

pub(crate) use self::object::OBJECT;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        clf::{cut_at_time, cut_group, cut_quoted, read_line, shows_time},
        cut::{cut_word, is_ip, is_number, skip_blanks},
        http::cut_last_port,
        scan::find_last_text,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "nginx.access", version: 2 }, sign: Sign::Look(shows), read };

/// In the `main` form request, referer, user agent and forwarders stand in quotes.
const QUOTES_OF_MAIN: usize = 8;

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let is_named = body.tag_text().starts_with(b"nginx");
    let is_marked = match text.last() {
        Some(b'"') => memchr_iter(b'"', text).take(QUOTES_OF_MAIN).count() >= QUOTES_OF_MAIN || text.starts_with(b"["),
        // ingress-nginx: the upstream's name in brackets behind the time.
        Some(_) => {
            let last = find_last_text(text, b" [").and_then(|at| text.get(at + 2..)).unwrap_or_default();
            text.starts_with(b"[") || !(last.is_empty() || shows_time(last))
        }
        None => false,
    };
    (is_named || is_marked) && cut_at_time(text).is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if body.text().starts_with(b"[") {
        return proxy_manager::read_line(body, record).is_some();
    }
    let Some(rest) = read_line(body, record) else { return false };
    let is_ours = match rest {
        [] => false,
        [b'"', quoted @ ..] => read_forwarders(body, quoted, record).is_some(),
        _ => read_ingress(body, rest, record).is_some(),
    };
    if !is_ours && !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
    is_ours || body.tag_text().starts_with(b"nginx")
}

/// `"$http_x_forwarded_for"`, behind which anything may stand.
fn read_forwarders(body: &Body<'_>, quoted: &[u8], record: &mut Record) -> Option<()> {
    let (forwarders, rest) = cut_quoted(quoted)?;
    if forwarders != b"-" {
        push_addresses(body, "http_x_forwarded_for", forwarders, record);
    }
    let rest = skip_blanks(rest);
    if !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
    Some(())
}

/// Adds a text, and the addresses in it as related.
fn push_addresses(body: &Body<'_>, name: &'static str, text: &[u8], record: &mut Record) {
    const ADDRESSES_MAX: usize = 64;
    record.push(name, None, body.span_of(text));
    for part in text.split(|byte| matches!(byte, b',' | b' ')).filter(|part| !part.is_empty()).take(ADDRESSES_MAX) {
        let (address, _) = if is_ip(part) { (part, None) } else { cut_last_port(part) };
        if is_ip(address) {
            record.push(name, Some(Field::RelatedIp), body.span_of(address));
        }
    }
}

/// `$request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr
/// $upstream_response_length $upstream_response_time $upstream_status $req_id`. A request that was tried with several
/// upstreams has lists there.
fn read_ingress(body: &Body<'_>, text: &[u8], record: &mut Record) -> Option<()> {
    let (length, rest) = cut_word(text);
    let (time, rest) = cut_word(rest);
    let upstream = rest.strip_prefix(b"[")?;
    if !is_number(length) {
        return None;
    }
    record.push("request_length", Some(Field::HttpRequestBytes), body.span_of(length));
    record.push("request_time", None, body.span_of(time));
    let mut rest = push_bracket(body, "proxy_upstream_name", upstream, record)?;
    if let Some(inside) = rest.strip_prefix(b"[") {
        rest = push_bracket(body, "proxy_alternative_upstream_name", inside, record)?;
    }
    let (address, rest) = cut_group(rest);
    if address != b"-" && !address.is_empty() {
        push_addresses(body, "upstream_addr", address, record);
    }
    let mut rest = rest;
    for name in ["upstream_response_length", "upstream_response_time", "upstream_status"] {
        let (group, after) = cut_group(rest);
        if group != b"-" && !group.is_empty() {
            record.push(name, None, body.span_of(group));
        }
        rest = after;
    }
    let (id, rest) = cut_word(rest);
    if !id.is_empty() {
        record.push("req_id", Some(Field::HttpRequestId), body.span_of(id));
    }
    if !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
    Some(())
}

fn push_bracket<'a>(body: &Body<'_>, name: &'static str, inside: &'a [u8], record: &mut Record) -> Option<&'a [u8]> {
    let end = memchr::memchr(b']', inside)?;
    let (value, rest) = inside.split_at_checked(end)?;
    if !value.is_empty() {
        record.push(name, None, body.span_of(value));
    }
    Some(skip_blanks(rest.get(1..)?))
}
