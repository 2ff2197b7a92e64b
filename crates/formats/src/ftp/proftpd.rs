//! `ftp.proftpd`: ProFTPD's `SystemLog` and what it writes to syslog (`src/log.c`, `modules/mod_auth.c`, 1.3):
//! `proftpd[2101]: ftp.example.com (client.example.com[192.0.2.77]) - USER vera: Login successful.`

use std::sync::LazyLock;

use model::{Field, Format, Record};

use super::meanings::{CLOSED, LOGIN, LOGIN_FAILED, OPENED, REFUSED, STARTED, STOPPED, TOLD};
use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, cut_word, is_ip},
        shape::Shapes,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "ftp.proftpd", version: 3 }, sign: Sign::Tag(&["proftpd"]), read };

const MESSAGES: &[(&str, Meaning)] = &[
    ("USER {user*} (Login failed): {reason*}", LOGIN_FAILED),
    ("USER {user*}: no such user found from {note*} to {destination_end}", LOGIN_FAILED),
    ("USER {user*}: no such user {note*}", LOGIN_FAILED),
    ("USER {user*}: Login successful[[.]]", LOGIN),
    ("ANON {user*}: Login successful[[.]]", LOGIN),
    ("ANON {user*} (Login failed): {reason*}", LOGIN_FAILED),
    ("ANONYMOUS FTP login as '{user*}' from {note*}", LOGIN),
    ("user '{user*}' authenticated via '{mechanism}' method", LOGIN),
    ("SECURITY VIOLATION: {user} login attempted[[.]]", LOGIN_FAILED),
    ("SECURITY VIOLATION: {reason*}", LOGIN_FAILED),
    ("Maximum login attempts ({attempts#}) exceeded{note*}", REFUSED),
    ("FTP session opened.", OPENED),
    ("SSH2 session opened.", OPENED),
    ("FTP session closed.", CLOSED),
    ("SSH2 session closed.", CLOSED),
    ("{reason*}, disconnected", CLOSED),
    ("{reason*}, disconnecting", CLOSED),
    ("Connection refused ({reason*}){note*}", REFUSED),
    ("connect refused ({reason*}){note*}", REFUSED),
    ("refused connection{reason*}", REFUSED),
    ("refused connect from {source_name} ({source})", REFUSED),
    ("refused connect from {source}", REFUSED),
    ("Connection from {client_name} [{client_address}] denied.", REFUSED),
    ("ProFTPD {version} {note*} standalone mode STARTUP", STARTED),
    ("ProFTPD {version*} standalone mode SHUTDOWN", STOPPED),
    ("ProFTPD killed (signal {signal#})", STOPPED),
    ("ProFTPD terminating (signal {signal#})", STOPPED),
    ("Preparing to chroot to directory '{directory*}'", TOLD),
    ("USER {user*}: {reason*}", TOLD),
    ("mod_{module}: {reason*}", TOLD),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever the program writes; what the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    record.push_word(Field::NetworkProtocol, "ftp", body.span);
    record.push_word(Field::ServiceType, "proftpd", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    // What the daemon says of itself follows the server's name alone.
    let alone = || cut_text(text, " - ").filter(|(server, _)| !server.contains(&b' ')).map(|(_, said)| said);
    let message = read_client(body, text, record).or_else(alone).unwrap_or(text);
    let blank = message.iter().take_while(|byte| matches!(byte, b' ' | b':' | b'-')).count();
    let message = message.get(blank..).unwrap_or_default();
    // Modules put their own name before the wording.
    let said = match message.strip_prefix(b"mod_").map(cut_word) {
        Some((_, said)) if SHAPES.find(said).is_some_and(|(_, meaning)| meaning.action != TOLD.action) => said,
        _ => message,
    };
    if let Some((captures, meaning)) = SHAPES.find(said) {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(said), record);
    }
    true
}

/// `ftp.example.com (client.example.com[192.0.2.77])`: the server, and the client with its name or address twice.
fn read_client<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> Option<&'a [u8]> {
    let (server, rest) = cut_word(text);
    let (client, rest) = cut_at(rest.strip_prefix(b"(")?, b')')?;
    let (name, address) = cut_at(client.strip_suffix(b"]")?, b'[')?;
    let field = if is_ip(server) { Field::DestinationIp } else { Field::DestinationDomain };
    record.push("server", Some(field), body.span_of(server));
    if !is_ip(name) {
        push_hole(body, "source_name", name, record);
    }
    push_hole(body, "source", address, record);
    Some(rest)
}
