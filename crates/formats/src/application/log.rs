//! `application.log`: what widely used applications write of logins, refusals and attacks, each in a wording of its own.
//!
//! The tables hold the wordings; a line is claimed only where all of it has one, so that no address or account is ever
//! guessed from free text. `service.type` says whose wording it is.

mod asterisk;
mod bare;
mod files;
mod honeypot;
mod mailers;
mod meanings;
mod messages;
mod network;
mod own;
mod tagged;
mod timed;
mod writers;

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::{bare::BARE, honeypot::HONEYPOTS, messages::MESSAGES, timed::TIMED, writers::Writers};
use crate::{
    body::Body,
    holes::push_hole,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::cut_text,
        front::cut_front,
        shape::{Captures, Shapes},
        syslog_time::{LeadingTime, cut_time},
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "application.log", version: 4 }, sign: Sign::Look(shows_line), read: read_line };

/// Longer is no line of these; what holds a wording further behind is not looked at.
const LINE_BYTES_MAX: usize = 16 * 1024;

/// The services whose process bears their name.
const PROGRAMS: &[&str] =
    &["endlessh", "freeswitch", "jellyfin", "nsd", "qbittorrent", "sshesame", "stunnel", "vaultwarden"];

/// Whose wording it is, the wording, and what it means.
type Row = (&'static str, &'static str, Meaning);

/// The wordings of several tables, one behind the other.
fn take_apart(tables: &[&'static [Row]]) -> Shapes<Row> {
    Shapes::of(tables.iter().flat_map(|table| table.iter()).map(|row| (row.1, row)))
}

/// Wordings behind a time, which may stand in a bracket or behind a level's letter.
static BEHIND_TIME: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[TIMED, HONEYPOTS, asterisk::OF_FILES]));
/// Wordings of lines that begin with something else.
static WHOLE: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[BARE]));
/// Wordings of messages that stand in a member of their own.
static OF_MEMBERS: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[MESSAGES]));
/// Wordings of programs that write to syslog.
static OF_PROGRAMS: LazyLock<Writers> = LazyLock::new(Writers::new);

/// True where Samba's line of a login or the KDC's of a request has a part twice: a name that the client chose holds the
/// wording, and stands before or behind what the program says itself.
fn is_told_twice(text: &[u8]) -> bool {
    const PARTS: [(&[u8], &[&str]); 3] = [
        (b"Auth: [", &["] status [", "] remote host [", "] at [", "] with ["]),
        (b"AS_REQ (", &["}) "]),
        (b"TGS_REQ (", &["}) "]),
    ];
    let is_twice = |part: &str| cut_text(text, part).is_some_and(|(_, rest)| cut_text(rest, part).is_some());
    PARTS.iter().any(|(start, parts)| text.starts_with(start) && parts.iter().any(|part| is_twice(part)))
}

/// Reads a message that stands in a member of its own, as it stands in the evidence. False where it has no wording of
/// the tables: then nothing was added.
pub(crate) fn read_message(body: &Body<'_>, message: &[u8], record: &mut Record) -> bool {
    message.len() <= LINE_BYTES_MAX && push(body, OF_MEMBERS.find(message), message, record)
}

fn shows_line(body: &Body<'_>) -> bool {
    !body.span.is_empty() && body.span.len() <= LINE_BYTES_MAX
}

fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if body.tag.is_some() {
        let text = text.trim_ascii_end();
        let found = if is_told_twice(text) { None } else { OF_PROGRAMS.find(body.tag_text(), text) };
        if push(body, found.or_else(|| find_of_library(text)), text, record) {
            return true;
        }
    }
    if let Some(time) = find_time(text)
        && (push(body, BEHIND_TIME.find(time.rest), time.rest, record) || read_radius(body, time.rest, record))
    {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        return true;
    }
    push(body, WHOLE.find(text), text, record)
}

/// What libwrap writes under the name of whatever program is linked with it. `connect from web1` alone is written by many
/// another program, too.
fn find_of_library(text: &[u8]) -> Option<(Captures<'_>, &'static Row)> {
    let is_refused = text.starts_with(b"refused connect from ");
    if !is_refused && !text.starts_with(b"connect from ") {
        return None;
    }
    let found = OF_PROGRAMS.find_of_service("tcpd", text)?;
    (is_refused || found.0.find("source_name").is_some()).then_some(found)
}

/// ` : Auth: (7) Login OK: …`: FreeRADIUS' own file, where syslog has the same messages behind the program's name.
fn read_radius(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some((level, message)) = text.strip_prefix(b" : ").and_then(|rest| cut_text(rest, ": ")) else { return false };
    if !matches!(level, b"Auth" | b"Info" | b"Error" | b"Warning") {
        return false;
    }
    let message = message.trim_ascii_end();
    push(body, OF_PROGRAMS.find_of_service("freeradius", message), message, record)
}

/// The time at the front, in a bracket, or behind `<W>` and `(W) `.
fn find_time(text: &[u8]) -> Option<LeadingTime<'_>> {
    let rest = match text {
        [b'[', rest @ ..] | [b'<', _, b'>', rest @ ..] | [b'(', _, b')', b' ', rest @ ..] => rest,
        _ => text,
    };
    // Asterisk's own form has no year.
    cut_front(rest).or_else(|| cut_time(rest).filter(|time| text.starts_with(b"[") && time.rest.starts_with(b"] ")))
}

fn push(body: &Body<'_>, found: Option<(Captures<'_>, &'static Row)>, text: &[u8], record: &mut Record) -> bool {
    let Some((captures, (service, _, meaning))) = found else { return false };
    let span = body.span_of(text);
    for (name, value) in captures.iter() {
        match (name, cut_front(value)) {
            ("time", Some(time)) => record.push_time(TimeRole::Event, time.form, body.span_of(time.text)),
            _ => push_hole(body, name, value, record),
        }
    }
    record.push_word(Field::ServiceType, service, span);
    record.push_word(Field::EventKind, "event", span);
    // Where nothing else names the program, the wording does.
    if PROGRAMS.contains(service) && record.first(Field::ProcessName).is_none() {
        record.push_word(Field::ProcessName, service, span);
    }
    meaning.push(span, record);
    true
}
