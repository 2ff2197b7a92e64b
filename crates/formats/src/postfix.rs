//! `postfix.mail`: Postfix's daemons (`postfix/smtpd`, `postfix/qmgr`, `postfix/submission/smtpd`, …), after the sources
//! of Postfix 3 and <https://www.postfix.org/postconf.5.html>.
//!
//! A line is a queue id and what happened to that mail, or what happened on a connection. The daemons of other
//! instances (`postfix-incoming/smtpd`) are told by their tag.

mod end;
mod messages;
mod queued;

use std::sync::LazyLock;

use model::{Field, Format, Record};

use self::{
    end::{push_local, push_relay, push_source},
    messages::MESSAGES,
    queued::read_queued,
};
use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_ip},
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "postfix.mail", version: 4 },
    sign: Sign::TagStart(&["postfix"]),
    read: read_postfix,
};

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// The levels that `msg_warn()` and its kin write before a message (`msg.h`).
const LEVELS: [&str; 4] = ["warning", "error", "fatal", "panic"];

/// Claims whatever a daemon writes whose tag has its name behind a slash; what the tables lack keeps its text.
fn read_postfix(body: &Body<'_>, record: &mut Record) -> bool {
    let tag = body.tag_text();
    let Some(slash) = tag.iter().rposition(|byte| *byte == b'/') else { return false };
    record.push("daemon", None, body.span_of(tag.get(slash + 1..).unwrap_or_default()));
    record.push_word(Field::ServiceType, "postfix", body.span_of(tag));
    let text = body.text();
    match cut_queue_id(text) {
        Some((id, rest)) => {
            if id != b"NOQUEUE" {
                record.push("queue_id", Some(Field::EmailLocalId), body.span_of(id));
            }
            read_queued(body, rest, record);
        }
        None => read_message(body, text, record),
    }
    true
}

/// Reads what stands alone, or behind a queue id, in one of the known wordings.
fn read_message(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let text = cut_level(body, text, record);
    let Some((captures, meaning)) = SHAPES.find(text) else { return };
    for (name, value) in captures.iter() {
        let field = match name {
            "client" => {
                push_source(body, value, record);
                continue;
            }
            "relay" => {
                push_relay(body, value, record);
                continue;
            }
            "rated" => {
                push_rated(body, value, record);
                continue;
            }
            "local" => {
                push_local(body, value, record);
                continue;
            }
            "client_address" => is_ip(value).then_some(Field::SourceIp),
            "reason" => Some(Field::EventReason),
            "user" => Some(Field::UserName),
            "tls_version" => Some(Field::TlsVersion),
            "tls_cipher" => Some(Field::TlsCipher),
            _ => None,
        };
        record.push(name, field.filter(|_| !value.is_empty()), body.span_of(value));
    }
    meaning.push(body.span, record);
}

/// `smtp:192.0.2.7`, `198.51.100.2:25:2001:db8::7`: the service, and the client whose rate was counted.
fn push_rated(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let colons = text.iter().enumerate().filter(|(_, byte)| **byte == b':').map(|(at, _)| at).take(10);
    let mut parts = colons.filter_map(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    let found = parts.find(|(service, peer)| is_ip(peer) && !is_ip(service)).or_else(|| cut_at(text, b':'));
    let Some((service, peer)) = found else { return };
    record.push("service", None, body.span_of(service));
    record.push("peer", None, body.span_of(peer));
    if is_ip(peer) {
        record.push("client_address", Some(Field::SourceIp), body.span_of(peer));
    }
}

fn cut_level<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    for level in LEVELS {
        if let Some(rest) = text.strip_prefix(level.as_bytes()).and_then(|rest| rest.strip_prefix(b": ")) {
            record.push("level", Some(Field::LogLevel), body.span_of(text.get(..level.len()).unwrap_or_default()));
            return rest;
        }
    }
    text
}

/// A queue id: `NOQUEUE`, upper-case hexadecimal, or with `enable_long_queue_ids` 10 to 20 letters of which none is a
/// vowel but for `z`, its separator of parts.
fn cut_queue_id(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().take(24).position(|byte| !byte.is_ascii_alphanumeric())?;
    let (id, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(b": ")?;
    let short = id.len() >= 5 && id.iter().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte));
    let long = (10..=20).contains(&id.len())
        && id.iter().any(u8::is_ascii_digit)
        && !id.iter().any(|byte| b"AEIOUaeiou".contains(byte));
    (id == b"NOQUEUE" || short || long).then_some((id, rest))
}
