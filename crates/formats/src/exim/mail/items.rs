//! The items of a line: `H=host (helo) [address]:port`, `A=authenticator:user`, `X=protocol:cipher:bits`, … (chapter
//! 52.9 of Exim's specification), in any order.

use model::{Fact, Field, Name, Record, Value};

use crate::{
    body::Body,
    syntax::{
        cut::{cut_at, cut_digits, cut_text, cut_word, is_ip, skip_blanks},
        keyed::unescape,
        pairs::find_quote,
    },
};

/// Which end the far host of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It connected to us.
    Client,
    /// We connected to it.
    Server,
}

/// No line has more.
const ITEMS_MAX: usize = 64;
/// No key of an item is longer.
const KEY_BYTES_MAX: usize = 6;

/// What items mean whose value is a word.
const ITEMS: [(&[u8], &str, Option<Field>); 26] = [
    (b"C", "reply", None),
    (b"CV", "certificate_verified", None),
    (b"Ci", "connection_id", None),
    (b"D", "duration", None),
    (b"DKIM", "dkim_domain", None),
    (b"DS", "duration_of_stages", None),
    (b"DT", "delivery_time", None),
    (b"F", "from", Some(Field::EmailFromAddress)),
    (b"K", "chunking", None),
    (b"L", "early_pipelining", None),
    (b"M8S", "eight_bit_mime", None),
    (b"P", "protocol", None),
    (b"PRX", "proxy", None),
    (b"QT", "queue_time", None),
    (b"R", "router", None),
    (b"RT", "receive_time", None),
    (b"S", "size", None),
    (b"SNI", "sni", Some(Field::TlsClientServerName)),
    (b"ST", "shadow_transport", None),
    (b"T", "transport", None),
    (b"U", "ident", None),
    (b"id", "message-id", Some(Field::EmailMessageId)),
    (b"input", "input", None),
    (b"msgid", "message-id", Some(Field::EmailMessageId)),
    (b"pid", "pid", Some(Field::ProcessPid)),
    (b"size", "size", None),
];

/// Reads items as far as they go, and tells what follows the last. Behind the id of a mail that came in stands but its
/// subject: both are the sender's words, and may look like items.
pub(super) fn read_items<'a>(body: &Body<'_>, text: &'a [u8], side: Side, record: &mut Record) -> &'a [u8] {
    let mut rest = skip_blanks(text);
    let mut is_foreign = false;
    for _ in 0..ITEMS_MAX {
        let before = record.facts.len();
        let Some(after) = read_item(body, rest, side, record) else { return rest };
        if is_foreign && !rest.starts_with(b"T=\"") {
            record.facts.iter_mut().skip(before).for_each(|fact| fact.field = None);
        }
        is_foreign |= side == Side::Client && (rest.starts_with(b"id=") || rest.starts_with(b"T=\""));
        rest = skip_blanks(after);
    }
    rest
}

fn read_item<'a>(body: &Body<'_>, text: &'a [u8], side: Side, record: &mut Record) -> Option<&'a [u8]> {
    // Words that say what was used: 8BITMIME, CHUNKING, pipelining, per-recipient answers, fast open.
    for (word, name) in [
        (b"K ".as_slice(), "chunking"),
        (b"L ", "early_pipelining"),
        (b"L* ", "early_pipelining"),
        (b"PRDR ", "prdr"),
        (b"TFO ", "fast_open"),
        (b"TFO* ", "fast_open"),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            record.push(name, None, body.span_of(text.get(..word.len() - 1)?));
            return Some(rest);
        }
    }
    let end = text.iter().take(KEY_BYTES_MAX).position(|byte| !byte.is_ascii_alphanumeric())?;
    let (key, value) = text.split_at_checked(end)?;
    let value = value.strip_prefix(b"=").filter(|_| !key.is_empty())?;
    match key {
        b"H" => return Some(push_host(body, value, side, record)),
        b"I" => return Some(push_own_end(body, value, side, record)),
        _ => {}
    }
    let (value, rest) = cut_value(value);
    match key {
        b"A" => push_authenticated(body, value, record),
        b"X" => push_tls(body, value, record),
        b"DN" => {
            let field = if side == Side::Client { Field::TlsClientSubject } else { Field::TlsServerSubject };
            record.push("peer_dn", Some(field), body.span_of(value));
        }
        b"T" if text.get(2) == Some(&b'"') => {
            let span = body.span_of(value);
            let value = unescape(value).map_or(Value::Span(span), |text| Value::Text { text, span });
            record.facts.push(Fact { name: Name::Known("subject"), field: Some(Field::EmailSubject), value });
        }
        // The account that handed a mail in on the host itself; with a host, what that host's ident daemon says.
        b"U" if record.first(Field::SourceIp).is_none() && side == Side::Client => {
            record.push("ident", Some(Field::UserName), body.span_of(value));
        }
        _ => match ITEMS.iter().find(|(name, ..)| *name == key) {
            Some((_, name, field)) => {
                let field = field.filter(|field| !value.is_empty() && record.first(*field).is_none());
                record.push(name, field, body.span_of(value));
            }
            None => {
                let name = body.name_of(key);
                record.facts.push(Fact { name, field: None, value: Value::Span(body.span_of(value)) });
            }
        },
    }
    Some(rest)
}

/// A value, and what follows it: a word, or what stands in quotes or angles. A colon behind a word begins a reason.
fn cut_value(text: &[u8]) -> (&[u8], &[u8]) {
    let cut = match text.first() {
        Some(b'"') => text.get(1..).and_then(|inside| {
            let end = find_quote(inside)?;
            Some((inside.get(..end)?, inside.get(end + 1..)?))
        }),
        Some(b'<') => text.get(1..).and_then(|inside| cut_at(inside, b'>')),
        _ => None,
    };
    let (value, rest) = cut.unwrap_or_else(|| cut_word(text));
    match value.strip_suffix(b":") {
        Some(bare) if cut.is_none() => (bare, text.get(bare.len()..).unwrap_or_default()),
        _ => (value, rest),
    }
}

/// Adds `host (helo) [address]:port`, of which all but one may be missing, and tells what follows.
pub(super) fn push_host<'a>(body: &Body<'_>, text: &'a [u8], side: Side, record: &mut Record) -> &'a [u8] {
    let (domain, ip, port_field) = match side {
        Side::Client => (Field::SourceDomain, Field::SourceIp, Field::SourcePort),
        Side::Server => (Field::DestinationDomain, Field::DestinationIp, Field::DestinationPort),
    };
    let once = |field: Field, record: &Record| Some(field).filter(|field| record.first(*field).is_none());
    let (name, mut rest) = match text.first() {
        Some(b'(' | b'[') | None => (&[][..], text),
        Some(_) => cut_word(text),
    };
    let is_named = !name.is_empty() && name != b"NULL" && !is_ip(name);
    if is_named {
        record.push("host", once(domain, record), body.span_of(name));
    }
    if let Some(inside) = rest.strip_prefix(b"(") {
        // A name that holds a blank is only there where junk is let in.
        let (word, after) = cut_word(inside);
        let (helo, after) = match word.strip_suffix(b")") {
            Some(helo) => (helo, after),
            None => match cut_text(inside, ") [") {
                Some((helo, _)) => (helo, inside.get(helo.len() + 2..).unwrap_or_default()),
                None => return rest,
            },
        };
        record.push("helo", None, body.span_of(helo));
        rest = after;
    }
    let Some((address, after)) = rest.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) else { return rest };
    record.push("address", once(ip, record).filter(|_| is_ip(address)), body.span_of(address));
    match after.strip_prefix(b":").map(cut_digits) {
        Some((port, after)) if !port.is_empty() => {
            record.push("port", once(port_field, record), body.span_of(port));
            after
        }
        _ => after,
    }
}

/// `I=[192.0.2.1]:25`: our end of the connection.
fn push_own_end<'a>(body: &Body<'_>, text: &'a [u8], side: Side, record: &mut Record) -> &'a [u8] {
    let (ip, port_field) = match side {
        Side::Client => (Field::DestinationIp, Field::DestinationPort),
        Side::Server => (Field::SourceIp, Field::SourcePort),
    };
    let Some((address, after)) = text.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) else {
        return cut_word(text).1;
    };
    record.push("interface", Some(ip).filter(|_| is_ip(address)), body.span_of(address));
    match after.strip_prefix(b":").map(cut_digits) {
        Some((port, after)) if !port.is_empty() => {
            record.push("interface_port", Some(port_field), body.span_of(port));
            after
        }
        _ => after,
    }
}

/// `plain_login:vera@example.com`: the authenticator, and whom it knew the client for.
fn push_authenticated(body: &Body<'_>, value: &[u8], record: &mut Record) {
    let (authenticator, user) = cut_at(value, b':').unwrap_or((value, &[]));
    record.push("authenticator", None, body.span_of(authenticator));
    if !user.is_empty() {
        record.push("authenticated_id", Some(Field::UserName), body.span_of(user));
    }
}

/// `TLS1.3:TLS_AES_256_GCM_SHA384:256`.
fn push_tls(body: &Body<'_>, value: &[u8], record: &mut Record) {
    let (version, rest) = cut_at(value, b':').unwrap_or((value, &[]));
    record.push("tls_version", Some(Field::TlsVersion), body.span_of(version));
    let end = rest.iter().rposition(|byte| *byte == b':').unwrap_or(rest.len());
    let (cipher, bits) = rest.split_at(end.min(rest.len()));
    if !cipher.is_empty() {
        record.push("tls_cipher", Some(Field::TlsCipher), body.span_of(cipher));
    }
    if let Some(bits) = bits.strip_prefix(b":") {
        record.push("tls_bits", None, body.span_of(bits));
    }
}

/// Skips nothing but blanks and one colon, which part items from a reason.
pub(super) fn skip_colon(text: &[u8]) -> &[u8] {
    let text = skip_blanks(text);
    skip_blanks(text.strip_prefix(b":").unwrap_or(text))
}
