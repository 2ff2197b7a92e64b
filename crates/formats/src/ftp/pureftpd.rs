//! `ftp.pureftpd`: what Pure-FTPd writes to syslog (`log_puredb.c`, `ftpd.c`, `messages_en.h`, 1.0):
//! `pure-ftpd: (vera@192.0.2.77) [INFO] vera is now logged in`.

use std::sync::LazyLock;

use model::{Field, Format, Record};

use super::meanings::{
    CLOSED, CREATED, DELETED, DOWNLOADED, LOGIN, LOGIN_FAILED, LOGOUT, OPENED, REFUSED, REMOVED, RENAMED, UPLOADED,
};
use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, skip_blanks},
        shape::Shapes,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "ftp.pureftpd", version: 1 }, sign: Sign::Tag(&["pure-ftpd"]), read };

const MESSAGES: &[(&str, Meaning)] = &[
    ("New connection from {source}", OPENED),
    ("Authentication failed for user [{user*}]", LOGIN_FAILED),
    ("{user*} is now logged in", LOGIN),
    ("Anonymous user logged in", LOGIN),
    ("Too many authentication failures", REFUSED),
    ("Too many connections ({connections#}) from this IP", REFUSED),
    ("Unable to find the '{user*}' account", LOGIN_FAILED),
    ("Logout[[.]]", LOGOUT),
    ("Logout - CPU time spent: {note*}", LOGOUT),
    ("Timeout - try typing a little faster next time", CLOSED),
    ("{file*} downloaded  ({bytes#} bytes, {rate})", DOWNLOADED),
    ("{file*} uploaded  ({bytes#} bytes, {rate})", UPLOADED),
    ("Deleted {file*}", DELETED),
    ("Directory created: {file*}", CREATED),
    ("Created directory {file*}", CREATED),
    ("Removed directory {file*}", REMOVED),
    ("File successfully renamed or moved: [{old_name*}]->[{file*}]", RENAMED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever the program writes; what the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    record.push_word(Field::NetworkProtocol, "ftp", body.span);
    record.push_word(Field::ServiceType, "pure-ftpd", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    let mut text = body.text();
    if let Some((client, rest)) = text.strip_prefix(b"(").and_then(|rest| cut_text(rest, ") [")) {
        let (user, address) = cut_last_text(client, "@").unwrap_or((client, &[]));
        if user != b"?" {
            push_hole(body, "user", user, record);
        }
        if address != b"?" {
            push_hole(body, "source", address, record);
        }
        text = text.get(text.len() - rest.len() - 1..).unwrap_or_default();
    }
    if let Some((level, rest)) = text.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) {
        record.push("level", Some(Field::LogLevel), body.span_of(level));
        text = skip_blanks(rest);
    }
    if let Some((captures, meaning)) = SHAPES.find(text) {
        push_captures(body, &captures, record);
        meaning.push(body.span_of(text), record);
    }
    true
}
