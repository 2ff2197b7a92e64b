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
        cut::{cut_at, cut_last_text, skip_blanks},
        shape::Shapes,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "ftp.pureftpd", version: 2 }, sign: Sign::Tag(&["pure-ftpd"]), read };

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
    if text.starts_with(b"(") {
        let Some(client) = Client::cut(text) else { return true };
        if client.user != b"?" {
            push_hole(body, "user", client.user, record);
        }
        if client.address != b"?" {
            push_hole(body, "source", client.address, record);
        }
        text = client.rest;
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

/// `(vera@192.0.2.77) [INFO] `: whom a line is about.
struct Client<'a> {
    user: &'a [u8],
    address: &'a [u8],
    /// From the level on.
    rest: &'a [u8],
}

/// More such ends are no line of the program's.
const ENDS_MAX: usize = 16;

/// True for what can be an address or a host's name, or for the sign that stands where none is known.
fn is_place(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b".:-_?".contains(byte))
}

impl<'a> Client<'a> {
    /// The name is what the client sent, and so is much of what follows: where either holds an address and such an end
    /// behind it, too, nobody knows whose it is.
    fn cut(text: &'a [u8]) -> Option<Self> {
        const ENDS: [&str; 5] = [") [INFO] ", ") [NOTICE] ", ") [WARNING] ", ") [ERROR] ", ") [DEBUG] "];
        let mut ends = ENDS.iter().flat_map(|end| memchr::memmem::find_iter(text, end.as_bytes()));
        let (mut first, mut is_first) = (None, true);
        for end in ends.by_ref().take(ENDS_MAX) {
            let cut = text.get(1..end).and_then(|client| cut_last_text(client, "@"));
            let Some((user, address)) = cut.filter(|(_, address)| is_place(address)) else { continue };
            first = Some(Self { user, address, rest: text.get(end + 2..)? }).filter(|_| is_first);
            is_first = false;
        }
        first.filter(|_| ends.next().is_none())
    }
}
