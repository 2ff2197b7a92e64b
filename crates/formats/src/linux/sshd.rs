//! `linux.sshd`: the OpenSSH server, after its own sources (`auth.c`, `auth2.c`, `packet.c`, `kex.c`, `session.c`,
//! `sshd.c` of OpenSSH 5 to 10), and OpenSSH's processes of one connection (`sshd-session`, `sshd-auth`).

mod messages;

use std::sync::LazyLock;

use model::{Field, Format, Record};

use self::messages::MESSAGES;
use super::push_source;
use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, is_ip, skip_blanks},
        shape::{Shape, Shapes},
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "linux.sshd", version: 5 },
    sign: Sign::Tag(&["sshd", "sshd-session", "sshd-auth", "sftp-server", "internal-sftp"]),
    read: read_sshd,
};

/// The levels that sshd writes before some messages (`log.c`).
const LEVELS: [&str; 6] = ["error", "fatal", "debug1", "debug2", "debug3", "verbose"];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// `ED25519 SHA256:…`, `RSA-CERT SHA256:… ID alice (serial 7) CA RSA SHA256:…` (`auth2-pubkey.c`, `auth2-hostbased.c`).
static KEYS: LazyLock<[Shape; 3]> = LazyLock::new(|| {
    [
        "{key_type} {key_fingerprint} ID {certificate_id*} (serial {certificate_serial#}) CA {ca_type} {ca_fingerprint}",
        "{key_type} {key_fingerprint}, client user \"{client_user*}\", client host \"{client_host*}\"",
        "{key_type} {key_fingerprint}[[ {key_rest*}]]",
    ]
    .map(Shape::new)
});

/// Claims whatever the program writes; a message that the table lacks keeps its text and its level.
fn read_sshd(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = cut_kernel(body.text());
    if let Some(rest) = text.strip_suffix(b" [preauth]") {
        record.push("preauth", None, body.span_of(text.get(rest.len() + 1..).unwrap_or_default()));
        text = rest;
    }
    let text = cut_level(body, text, record);
    // Some of PAM's reasons end with a blank; behind a colon it stands for a reason that is empty.
    let text = if text.ends_with(b": ") { text } else { text.trim_ascii_end() };
    if let Some((captures, meaning)) = SHAPES.find(text) {
        for (name, value) in captures.iter() {
            push_capture(body, name, value, record);
        }
        meaning.push(body.span_of(text), record);
        if captures.find("source").is_some() {
            record.push_word(Field::NetworkTransport, "tcp", body.span_of(text));
            record.push_word(Field::NetworkProtocol, "ssh", body.span_of(text));
        }
    }
    true
}

/// `kernel:[  970.699396]: `, which stands before messages that came by way of the kernel's log.
fn cut_kernel(text: &[u8]) -> &[u8] {
    let uptime = text.strip_prefix(b"kernel:").and_then(|rest| skip_blanks(rest).strip_prefix(b"["));
    match uptime.and_then(|uptime| cut_at(uptime, b']')) {
        Some((_, rest)) => skip_blanks(rest.strip_prefix(b":").unwrap_or(rest)),
        None => text,
    }
}

fn cut_level<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    // Nearly every message begins with a capital.
    if !text.first().is_some_and(u8::is_ascii_lowercase) {
        return text;
    }
    let Some((level, rest)) = cut_at(text, b':') else { return text };
    if !LEVELS.iter().any(|known| known.as_bytes() == level) {
        return text;
    }
    record.push("level", Some(Field::LogLevel), body.span_of(level));
    rest.strip_prefix(b" ").unwrap_or(rest)
}

/// Adds what stood in a hole of the message, under the hole's name.
fn push_capture(body: &Body<'_>, name: &'static str, value: &[u8], record: &mut Record) {
    let span = body.span_of(value);
    let field = match name {
        "source" => return push_source(body, name, value, record),
        "key" => return push_key(body, value, record),
        "local" if is_ip(value) => Some(Field::DestinationIp),
        "listen" if is_ip(value) => Some(Field::ServerIp),
        "listen_port" => Some(Field::ServerPort),
        "port" => Some(Field::SourcePort),
        "local_port" => Some(Field::DestinationPort),
        "user" => Some(Field::UserName),
        "file" => Some(Field::FilePath),
        "host" => Some(Field::SourceDomain),
        "reason" => Some(Field::EventReason),
        _ => None,
    };
    // An empty name of a user is what was tried: it is a fact, but no user.
    if !value.is_empty() || name == "user" {
        record.push(name, field.filter(|_| !value.is_empty()), span);
    }
}

/// Adds the parts of the key that was shown.
fn push_key(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let Some(captures) = KEYS.iter().find_map(|shape| shape.match_text(text)) else {
        return record.push("key", None, body.span_of(text));
    };
    for (name, value) in captures.iter() {
        record.push(name, None, body.span_of(value));
    }
}
