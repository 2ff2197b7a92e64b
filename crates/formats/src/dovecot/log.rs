//! `dovecot.log`: Dovecot 1.x to 2.4, through syslog (`dovecot: imap-login: Login: …`) and in files of its own
//! (`log_path`: `Nov 20 10:11:12 imap-login: Info: Login: …`), after <https://doc.dovecot.org/main/core/admin/logging.html>,
//! `client-common.c`, `auth-request.c`, `mail-deliver.c` and Pigeonhole's sieve.
//!
//! A line is the service with who it works for, a level, and the message: `lmtp(vera@example.com)<123><session>: Info: …`.

mod login;
mod messages;

use model::{Field, Format, Record, TimeRole};

use self::{
    login::{read_login, read_passdb},
    messages::read_message,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, is_number, skip_blanks},
        front::cut_front,
        syslog_time::cut_time,
    },
    wording::release_writer,
};

const FORMAT: Format = Format { name: "dovecot.log", version: 3 };

/// The reader, where the program's name stands in the header.
pub(crate) const TAGGED: Product = Product { format: FORMAT, sign: Sign::TagStart(TAGS), read: read_line };

/// The reader of Dovecot's own files.
pub(crate) const PRODUCT: Product = Product {
    format: FORMAT,
    sign: Sign::LookAt(
        |byte| matches!(byte, b'@' | b'0'..=b'9' | b'A'..=b'Z' | b'a' | b'd' | b'i' | b'l' | b'm' | b'p' | b's'),
        shows_dovecot,
    ),
    read: read_line,
};

/// What such a program's name begins with; in Dovecot's own files the service stands in its place.
const TAGS: &[&str] =
    // Dovecot 1 wrote the level first.
    &[
        "Error",
        "Fatal",
        "Info",
        "Warn",
        "dovecot",
        "imap",
        "pop3",
        "managesieve",
        "submission",
        "lmtp",
        "lda",
        "deliver",
        "auth",
        "IMAP",
        "POP3",
    ];

/// The services that tell of clients, accounts and mails.
const SERVICES: [&str; 35] = [
    "dovecot-auth",
    "imap-login",
    "pop3-login",
    "managesieve-login",
    "submission-login",
    "lmtp-login",
    "imap-urlauth-login",
    "imap",
    "pop3",
    "managesieve",
    "submission",
    "lmtp",
    "lda",
    "deliver",
    "auth",
    "auth-worker",
    "master",
    "anvil",
    "log",
    "config",
    "stats",
    "doveadm",
    "dict",
    "dict-async",
    "indexer",
    "indexer-worker",
    "director",
    "replicator",
    "ssl-params",
    "IMAP",
    "POP3",
    "MANAGESIEVE",
    "IMAP-HIBERNATE",
    "imap-hibernate",
    "imap-urlauth",
];

/// Levels, of which each stands before or behind the service.
const LEVELS: [&str; 7] = ["Info", "Warning", "Warn", "Error", "Fatal", "Panic", "Debug"];

/// A line's head holds no more parts: levels, the service, what it is part of.
const PARTS_MAX: usize = 6;

/// True where a service stands at the front, behind a time.
fn shows_dovecot(body: &Body<'_>) -> bool {
    if body.tag.is_some() {
        return false;
    }
    let text = skip_time(body.text()).1;
    text.starts_with(b"dovecot: ")
        || Part::cut(skip_level(text)).is_some_and(|part| part.is_sure || cut_level(part.rest).is_some())
}

/// Drops the time that Dovecot writes to its own file.
fn skip_time(text: &[u8]) -> (Option<crate::syntax::syslog_time::LeadingTime<'_>>, &[u8]) {
    let text = skip_label(text.strip_prefix(b"dovecot: ").unwrap_or(text));
    let time = cut_front(text).or_else(|| cut_time(text));
    let rest = time.as_ref().map_or(text, |time| skip_blanks(time.rest));
    (time, rest)
}

/// `@400000004c91b044077a9e94 `: the label that daemontools' multilog puts before a line
/// (<https://cr.yp.to/libtai/tai64.html>).
fn skip_label(text: &[u8]) -> &[u8] {
    const LABEL_BYTES: usize = 25;
    let Some((label, rest)) = text.split_at_checked(LABEL_BYTES) else { return text };
    let is_label = label.starts_with(b"@4") && label.iter().skip(1).all(u8::is_ascii_hexdigit);
    if is_label { skip_blanks(rest) } else { text }
}

fn skip_level(text: &[u8]) -> &[u8] {
    cut_level(text).map_or(text, |(_, rest)| rest)
}

/// `Info: `.
fn cut_level(text: &[u8]) -> Option<(&[u8], &[u8])> {
    LEVELS.iter().find_map(|level| {
        let rest = text.strip_prefix(level.as_bytes())?.strip_prefix(b": ")?;
        Some((text.get(..level.len())?, rest))
    })
}

/// `imap(vera@example.com)<123><session>: `.
struct Part<'a> {
    service: &'a [u8],
    /// What stands in parentheses.
    owner: &'a [u8],
    /// What stands in angles.
    marks: &'a [u8],
    rest: &'a [u8],
    /// True for a service that no other program is called like, or whose marks are Dovecot's.
    is_sure: bool,
}

impl<'a> Part<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let end = text.iter().take(24).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')?;
        let (service, rest) = text.split_at_checked(end)?;
        // Cheaper to see than which service it is.
        if !matches!(rest.first(), Some(b'(' | b'<' | b':')) {
            return None;
        }
        if !SERVICES.iter().any(|name| name.as_bytes() == service) {
            return None;
        }
        let (owner, rest) = match rest.strip_prefix(b"(") {
            // A parenthesis in the name itself is followed by neither.
            Some(inside) => {
                let end = (1..inside.len()).find(|at| {
                    matches!(inside.get(*at..*at + 2), Some(b"):" | b")<")) || inside.get(*at..) == Some(b")")
                })?;
                (inside.get(..end)?, inside.get(end + 1..)?)
            }
            None => (&[][..], rest),
        };
        let end = if rest.starts_with(b"<") { cut_text(rest, ">: ")?.0.len() + 1 } else { 0 };
        let (marks, rest) = rest.split_at_checked(end)?;
        let rest = rest.strip_prefix(b": ").or_else(|| rest.strip_prefix(b":"))?;
        let is_sure =
            service.ends_with(b"-login") || service.starts_with(b"dovecot-") || !owner.is_empty() || !marks.is_empty();
        Some(Self { service, owner, marks, rest, is_sure })
    }

    fn push(&self, body: &Body<'_>, record: &mut Record) {
        record.push("service", None, body.span_of(self.service));
        let protocol = self.service.split(|byte| *byte == b'-').next().unwrap_or_default();
        if [&b"imap"[..], b"pop3", b"managesieve", b"submission", b"lmtp"]
            .iter()
            .any(|name| protocol.eq_ignore_ascii_case(name))
        {
            record.push("protocol", Some(Field::NetworkProtocol), body.span_of(protocol));
        }
        // `lmtp(123, vera@example.com)` in 2.0 to 2.2.
        let (pid, user) = match cut_text(self.owner, ", ") {
            Some((pid, user)) if is_number(pid) => (pid, user),
            _ if is_number(self.owner) => (self.owner, &[][..]),
            _ => (&[][..], self.owner),
        };
        if !pid.is_empty() {
            record.push("service_pid", None, body.span_of(pid));
        }
        if !user.is_empty() && user != b"default" {
            record.push("user", Some(Field::UserName), body.span_of(user));
        }
        for mark in self.marks.split(|byte| matches!(byte, b'<' | b'>')).filter(|mark| !mark.is_empty()).take(4) {
            if is_number(mark) {
                record.push("service_pid", None, body.span_of(mark));
            } else {
                record.push("session", Some(Field::SessionId), body.span_of(mark));
            }
        }
    }
}

fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let is_named = body.tag_text().starts_with(b"dovecot");
    // Where the service took the program's place in the header, it is read from there.
    let tag = body.tag.filter(|tag| !is_named && tag.end <= body.span.start).map(|tag| tag.start as usize);
    let text = match tag {
        Some(start) => body.whole().get(start..).unwrap_or_default(),
        None => body.text(),
    };
    let (time, mut text) = if tag.is_some() { (None, text) } else { skip_time(text) };
    let (mut service, mut is_sure) = (&[][..], is_named);
    for _ in 0..PARTS_MAX {
        if let Some((level, rest)) = cut_level(text) {
            record.push("level", Some(Field::LogLevel), body.span_of(level));
            text = skip_blanks(rest);
        } else if let Some(part) = Part::cut(text)
            .filter(|part| service.is_empty() || part.service == b"auth-worker" || !is_named || part.is_sure)
        {
            part.push(body, record);
            is_sure |= part.is_sure;
            service = part.service;
            text = skip_blanks(part.rest);
        } else {
            break;
        }
    }
    if tag.is_some() && service.is_empty() {
        return false;
    }
    let is_known = match service {
        _ if service.ends_with(b"-login") => read_login(body, text, record) || read_message(body, text, record),
        b"auth" | b"auth-worker" | b"dovecot-auth" => {
            read_passdb(body, text, record) || read_message(body, text, record)
        }
        _ => read_message(body, text, record) || read_login(body, text, record),
    };
    if !is_known && !is_sure {
        return false;
    }
    if LEVELS.iter().any(|level| level.as_bytes() == body.tag_text()) {
        release_writer(record);
    }
    if let Some(time) = time {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
    }
    record.push_word(Field::ServiceType, "dovecot", body.span_of(text));
    record.push_word(Field::EventKind, "event", body.span_of(text));
    true
}

/// What stands before the first of two bytes, and what follows it.
fn cut_pair(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (key, value) = cut_at(text, b'=')?;
    let is_key = (1..=16).contains(&key.len()) && key.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    is_key.then_some((key, value))
}
