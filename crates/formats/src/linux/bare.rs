//! Messages of sshd and sudo without the header that names the program, as collectors hand them on that keep a message
//! alone.
//!
//! Such a line is claimed only where all of it has the program's wording, and only by what no other program writes.

use model::{Fact, Field, Format, Record, Span};

use super::{sshd, sudo};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::skip_blanks, scan::find_text},
};

/// The reader of sshd's messages, with their header and without.
pub(super) const SSHD: Product = Product {
    format: Format { name: sshd::PRODUCT.format.name, version: 2 },
    sign: Sign::LookBy(TAGS, |byte| *byte == b' ' || byte.is_ascii_alphabetic(), shows),
    read,
};

const TAGS: &[&str] = match sshd::PRODUCT.sign {
    Sign::Tag(tags) => tags,
    _ => &[],
};

/// How sshd's messages begin that name a client or an account.
const OPENINGS: [&str; 24] = [
    "Accepted ",
    "Address ",
    "Authentication tried for ",
    "Bad protocol version identification ",
    "Close session: user ",
    "Connection closed by ",
    "Connection from ",
    "Connection reset by ",
    "Did not receive identification string from ",
    "Disconnected from ",
    "Disconnecting ",
    "Failed ",
    "Illegal user ",
    "Invalid user ",
    "Postponed ",
    "Received disconnect from ",
    "Starting session: ",
    "Timeout before authentication ",
    "Unable to negotiate ",
    "User ",
    "error: ",
    "fatal: ",
    "reverse mapping checking ",
    "ssh_dispatch_run_fatal: ",
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

fn begins_with(text: &[u8], openings: &[&str]) -> bool {
    openings.iter().any(|opening| text.starts_with(opening.as_bytes()))
}

fn shows(body: &Body<'_>) -> bool {
    if body.tag.is_some() {
        return TAGS.iter().any(|tag| tag.as_bytes() == body.tag_text());
    }
    let text = skip_blanks(body.text());
    begins_with(text, &OPENINGS) || begins_with(text, &OWN)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if body.tag.is_some() {
        return (sshd::PRODUCT.read)(body, record);
    }
    let text = skip_blanks(body.text());
    let end = body.span.end as usize;
    let message = body.part(Span::new(end - text.len(), end));
    (sshd::PRODUCT.read)(&message, record);
    let text = text.strip_prefix(b"error: ").or_else(|| text.strip_prefix(b"fatal: ")).unwrap_or(text);
    let names = |field| record.first(field).is_some();
    let names_someone = names(Field::SourceIp) || names(Field::SourceDomain) || names(Field::UserName);
    if !names(Field::EventAction) || !names_someone && !begins_with(text, &OWN) {
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

/// The reader of sudo's messages, with their header and without.
pub(super) const SUDO: Product = Product {
    format: Format { name: sudo::PRODUCT.format.name, version: 3 },
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
