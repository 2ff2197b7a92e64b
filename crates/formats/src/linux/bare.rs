//! Messages of sshd and sudo without the header that names the program, as collectors hand them on that keep a message
//! alone.
//!
//! Such a line is claimed only where all of it has the program's wording, and only by what no other program writes.

use model::{Fact, Field, Name, Record};

use super::{sshd, sudo};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::skip_blanks, scan::find_text},
};

/// The reader of sshd's messages, with their header and without.
pub(super) const SSHD: Product = Product {
    format: sshd::PRODUCT.format,
    sign: Sign::LookBy(TAGS, |byte| *byte == b' ' || byte.is_ascii_alphabetic(), shows),
    read,
};

const TAGS: &[&str] = match sshd::PRODUCT.sign {
    Sign::Tag(tags) => tags,
    _ => &[],
};

/// How sshd's messages begin that name a client or an account in words that many a program has: another mark must show
/// whose they are.
const OPENINGS: [&str; 13] = [
    "Accepted ",
    "Connection closed by ",
    "Connection from ",
    "Connection reset by ",
    "Disconnected from ",
    "Disconnecting ",
    "Failed ",
    "Illegal user ",
    "Invalid user ",
    "Postponed ",
    "User ",
    "error: ",
    "fatal: ",
];

/// How those begin that tell of a client in words of sshd's own.
const OPENINGS_OF_ITS_OWN: [&str; 15] = [
    "Accepted google_authenticator for ",
    "Address ",
    "Authentication tried for ",
    "Bad protocol version identification ",
    "Close session: user ",
    "Did not receive identification string from ",
    "Received disconnect from ",
    "Starting session: ",
    "Timeout before authentication ",
    "Unable to negotiate ",
    "maximum authentication attempts exceeded for ",
    "packet_write_wait: Connection ",
    "reverse mapping checking ",
    "ssh_dispatch_run_fatal: ",
    "ssh_packet_write_poll: Connection ",
];

/// How those begin that no other program has, whomever they name.
const OWN: [&str; 8] = [
    "Accepted key ",
    "PAM adding faulty module: ",
    "PAM service(sshd) ",
    "PAM unable to dlopen(",
    "User child is on pid ",
    "banner exchange: ",
    "kex_exchange_identification: ",
    "userauth_finish: ",
];

/// The settings that an account was refused by (`sshd_config(5)`).
const SETTINGS: [&[u8]; 4] = [b" AllowGroups", b" AllowUsers", b" DenyGroups", b" DenyUsers"];

fn begins_with(text: &[u8], openings: &[&str]) -> bool {
    openings.iter().any(|opening| text.starts_with(opening.as_bytes()))
}

fn shows(body: &Body<'_>) -> bool {
    if body.tag.is_some() {
        return TAGS.iter().any(|tag| tag.as_bytes() == body.tag_text());
    }
    let text = skip_blanks(body.text());
    [&OPENINGS[..], &OPENINGS_OF_ITS_OWN, &OWN].iter().any(|openings| begins_with(text, openings))
}

fn cut_level(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"error: ").or_else(|| text.strip_prefix(b"fatal: ")).unwrap_or(text)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if body.tag.is_some() {
        return (sshd::PRODUCT.read)(body, record);
    }
    let text = skip_blanks(body.text());
    let message = body.part(body.span_of(text));
    (sshd::PRODUCT.read)(&message, record);
    if record.first(Field::EventAction).is_none() || !is_sshds(cut_level(text), body.raw, record) {
        return false;
    }
    let is_hidden = |fact: &Fact| {
        let text = fact.value.bytes(body.raw).unwrap_or_default();
        fact.field == Some(Field::UserName) && text.iter().all(|byte| *byte == b'*')
    };
    // Whoever handed the message on hid the name.
    record.facts.iter_mut().filter(|fact| is_hidden(fact)).for_each(|fact| fact.field = None);
    // Nothing else names the program; the wording does.
    record.push_word(Field::ProcessName, "sshd", message.span);
    true
}

/// True where a message that was read shows that sshd wrote it: many a server says that a connection was closed.
fn is_sshds(text: &[u8], raw: &[u8], record: &Record) -> bool {
    if begins_with(text, &OWN) {
        return true;
    }
    let names = |field| record.first(field).is_some();
    if !(names(Field::SourceIp) || names(Field::SourceDomain) || names(Field::UserName)) {
        return false;
    }
    if begins_with(text, &OPENINGS_OF_ITS_OWN) {
        return true;
    }
    let value_of = |wanted: &str| {
        let fact = record.facts.iter().find(|fact| matches!(fact.name, Name::Known(name) if name == wanted))?;
        fact.value.bytes(raw)
    };
    let reason = value_of("reason").unwrap_or_default();
    let is_marked = value_of("preauth").is_some()
        || value_of("protocol") == Some(b"ssh2".as_slice())
        || text.starts_with(b"Connection from ") && find_text(text, b" rdomain \"").is_some()
        || SETTINGS.iter().any(|setting| reason.ends_with(setting));
    let is_state_known = matches!(value_of("state"), None | Some(b"invalid" | b"illegal" | b"authenticating"));
    // The name may be empty: it is what the client sent.
    is_marked || names(Field::SourcePort) && value_of("user").is_some() && is_state_known
}

/// The reader of sudo's messages, with their header and without.
pub(super) const SUDO: Product = Product {
    format: sudo::PRODUCT.format,
    sign: Sign::LookBy(&["sudo"], |byte| *byte == b' ' || byte.is_ascii_alphanumeric(), shows_sudo),
    read: sudo::PRODUCT.read,
};

/// `alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/ls`.
fn shows_sudo(body: &Body<'_>) -> bool {
    const FRONT_BYTES_MAX: usize = 96;
    if body.tag.is_some() {
        return body.tag_text() == b"sudo";
    }
    let text = body.text();
    let front = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
    find_text(front, b" : ").is_some()
        && find_text(text, b" ; USER=")
            .is_some_and(|at| find_text(text.get(at..).unwrap_or_default(), b" ; COMMAND=").is_some())
}
