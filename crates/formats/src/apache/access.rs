//! `apache.access`: accesses in Apache's Common Log Format, its combined forms, with virtual host, and the log of
//! requests over TLS.
//!
//! After <https://httpd.apache.org/docs/current/logs.html> and mod_log_config. Every web server can write these forms,
//! nginx's `combined` is byte for byte Apache's: so nothing here says which server wrote.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        clf::{AtTime, cut_at_time, cut_quoted, push_clients, read_line},
        cut::{cut_word, is_number, read_number, trim},
        http::{push_access, push_request},
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "apache.access", version: 2 }, sign: Sign::Look(shows), read };

fn shows(body: &Body<'_>) -> bool {
    cut_at_time(body.text()).is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if body.text().starts_with(b"[") {
        return read_tls_request(body, record).is_some();
    }
    let Some(rest) = read_line(body, record) else { return false };
    if !rest.is_empty() && !read_counts(body, rest, record) {
        record.push("rest", None, body.span_of(rest));
    }
    true
}

/// `combinedio`: what was received and what was sent, headers included, stands at the end (mod_logio, `%I %O`). Two
/// other numbers may stand there: these cannot be fewer than the body's bytes.
fn read_counts(body: &Body<'_>, rest: &[u8], record: &mut Record) -> bool {
    let (received, sent) = cut_word(rest);
    let sent = trim(sent);
    let (Some(received_bytes), Some(sent_bytes)) = (read_number(received), read_number(sent)) else { return false };
    let answer = record.first(Field::HttpResponseBodyBytes).and_then(|fact| fact.value.number(body.raw)).unwrap_or(0);
    if received_bytes == 0 || sent_bytes <= answer {
        return false;
    }
    record.push("received", Some(Field::HttpRequestBytes), body.span_of(received));
    record.push("sent", Some(Field::HttpResponseBytes), body.span_of(sent));
    true
}

/// `[time] client TLSv1.3 cipher "request" bytes` (mod_ssl's `ssl_request_log`).
fn read_tls_request(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let AtTime { time, after, .. } = cut_at_time(body.text()).filter(|at| at.before.is_empty())?;
    let (client, rest) = cut_word(after);
    let (version, rest) = cut_word(rest);
    let (cipher, rest) = cut_word(rest);
    let number = version.strip_prefix(b"TLSv").or_else(|| version.strip_prefix(b"SSLv"));
    if number.is_none() && version != b"-" {
        return None;
    }
    let (request, rest) = cut_quoted(rest.strip_prefix(b"\"")?)?;
    record.push_time(TimeRole::Event, Form::Clf, body.span_of(time));
    push_access(body.span, record);
    push_clients(body, client, record);
    if let Some(number) = number {
        record.push("tls_version", Some(Field::TlsVersion), body.span_of(number));
    }
    record.push("tls_cipher", Some(Field::TlsCipher), body.span_of(cipher));
    push_request(body, request, record);
    let bytes = trim(rest);
    let field = Some(Field::HttpResponseBodyBytes).filter(|_| is_number(bytes));
    record.push("bytes", field, body.span_of(bytes));
    Some(())
}
