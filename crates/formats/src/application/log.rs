//! `application.log`: what widely used applications write of logins, refusals and attacks, each in a wording of its own.
//!
//! The tables hold the wordings; a line is claimed only where all of it has one, so that no address or account is ever
//! guessed from free text. `service.type` says whose wording it is.

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

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::{
    bare::BARE, files::FILES, honeypot::HONEYPOTS, mailers::MAILERS, messages::MESSAGES, network::NETWORK, own::OWN,
    tagged::TAGGED, timed::TIMED,
};
use crate::{
    body::Body,
    holes::push_hole,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::cut_text,
        front::cut_front,
        shape::{Captures, Shapes},
        syslog_time::LeadingTime,
    },
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "application.log", version: 3 }, sign: Sign::Look(shows_line), read: read_line };

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
static BEHIND_TIME: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[TIMED, HONEYPOTS]));
/// Wordings of lines that begin with something else.
static WHOLE: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[BARE]));
/// Wordings of messages that stand in a member of their own.
static OF_MEMBERS: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[MESSAGES]));
/// Wordings of programs that write to syslog.
static OF_PROGRAMS: LazyLock<Shapes<Row>> = LazyLock::new(|| take_apart(&[TAGGED, NETWORK, MAILERS, FILES]));

/// Wordings of one program each.
static OF_ONE: LazyLock<Vec<(&'static [&'static str], Shapes<Row>)>> =
    LazyLock::new(|| OWN.iter().map(|(tags, rows)| (*tags, take_apart(&[*rows]))).collect());

/// Looks among the wordings of the program that wrote the text.
fn find_own<'a>(tag: &[u8], text: &'a [u8]) -> Option<(Captures<'a>, &'static Row)> {
    let is_written_by = |tags: &[&str]| tags.iter().any(|start| tag.starts_with(start.as_bytes()));
    if is_told_twice(text) {
        return None;
    }
    OF_ONE.iter().find(|(tags, _)| is_written_by(tags)).and_then(|(_, wordings)| wordings.find(text))
}

/// True where Samba's line of a login has a part twice: a name that the client chose holds the wording, and stands before
/// and behind what Samba says itself.
fn is_told_twice(text: &[u8]) -> bool {
    let parts = ["] status [", "] remote host [", "] at [", "] with ["];
    let is_twice = |part: &str| cut_text(text, part).is_some_and(|(_, rest)| cut_text(rest, part).is_some());
    text.starts_with(b"Auth: [") && parts.into_iter().any(is_twice)
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
        if push(body, find_own(body.tag_text(), text), text, record) || push(body, OF_PROGRAMS.find(text), text, record)
        {
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

/// ` : Auth: (7) Login OK: …`: FreeRADIUS' own file, where syslog has the same messages behind the program's name.
fn read_radius(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some((level, message)) = text.strip_prefix(b" : ").and_then(|rest| cut_text(rest, ": ")) else { return false };
    if !matches!(level, b"Auth" | b"Info" | b"Error" | b"Warning") {
        return false;
    }
    let message = message.trim_ascii_end();
    push(body, OF_PROGRAMS.find(message).filter(|(_, row)| row.0 == "freeradius"), message, record)
}

/// The time at the front, in a bracket, or behind `<W>` and `(W) `.
fn find_time(text: &[u8]) -> Option<LeadingTime<'_>> {
    let rest = match text {
        [b'[', rest @ ..] | [b'<', _, b'>', rest @ ..] | [b'(', _, b')', b' ', rest @ ..] => rest,
        _ => text,
    };
    cut_front(rest)
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
