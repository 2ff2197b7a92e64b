//! `logfmt.lines`: `time=… level=… msg="…" key=value`, as many programs written in Go log (logrus, log15, go-kit;
//! <https://brandur.org/logfmt>).
//!
//! The few names that everyone uses are known, and the wordings of the programs that name an account in their message;
//! all else is kept under its own name.

use model::{Fact, Field, Format, Record, TimeRole, Value};

use crate::{
    application,
    body::Body,
    holes::push_hole,
    registry::{Product, Sign},
    syntax::{
        front::cut_front,
        names::Names,
        pairs::{Pairs, Piece},
        scan::find_text,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "logfmt.lines", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_alphabetic, shows_line),
    read: read_line,
};

/// What is not here stays under its own name; so do `addr`, `ip` and `host`, which mean either end. The right column is
/// the name of a hole in the tables of wordings.
static HOLES: Names<&str, 31> = Names::new([
    ("caller", "caller"),
    ("clientIP", "source_end"),
    ("client_ip", "source_end"),
    ("clientip", "source_end"),
    ("err", "error"),
    ("error", "error"),
    ("level", "level"),
    ("logger", "logger"),
    ("lvl", "level"),
    ("method", "http_method"),
    ("path", "url_path"),
    ("pid", "pid"),
    ("referer", "referrer"),
    ("remote", "source_end"),
    ("remote_addr", "source_end"),
    ("remote_ip", "source_end"),
    ("remoteaddr", "source_end"),
    ("request_id", "request_id"),
    ("requestid", "request_id"),
    ("src_ip", "source"),
    ("src_port", "source_port"),
    ("dst_ip", "destination"),
    ("dst_port", "destination_port"),
    ("status", "status"),
    ("uname", "user"),
    ("uri", "url"),
    ("url", "url"),
    ("user", "user"),
    ("User", "user"),
    ("username", "user"),
    ("user_agent", "user_agent"),
]);

fn shows_line(body: &Body<'_>) -> bool {
    let head = body.text();
    (find_text(head, b"level=").is_some() || find_text(head, b"lvl=").is_some()) && find_text(head, b"msg=").is_some()
}

/// Claims a line of which every first piece is a pair, and that has a level and a message.
fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if !matches!(Pairs::new(text).next(), Some(Piece::Pair { .. })) {
        return false;
    }
    let (mut level, mut message): (&[u8], Option<&[u8]>) = (&[], None);
    for piece in Pairs::new(text) {
        let (key, value) = match piece {
            Piece::Pair { key, value } => (key, value),
            Piece::CutOff { key, value } => {
                record.diagnose(model::DiagnosticKind::CutOff, body.span_of(value));
                (key, value)
            }
            Piece::Word(_) => continue,
        };
        match key {
            b"level" | b"lvl" => level = value,
            b"msg" => message = message.or(Some(value)),
            b"time" | b"ts" | b"t" | b"timestamp" => {
                if let Some(time) = cut_front(value).filter(|time| time.rest.is_empty()) {
                    record.push_time(TimeRole::Event, time.form, body.span_of(value));
                    continue;
                }
            }
            _ => {}
        }
        match HOLES.find(key) {
            Some((_, hole)) => push_hole(body, hole, value, record),
            None if value.is_empty() => {}
            None => {
                let name = body.name_of(key);
                record.facts.push(Fact { name, field: None, value: Value::Span(body.span_of(value)) });
            }
        }
    }
    let Some(message) = message.filter(|_| !level.is_empty()) else { return false };
    if !application::log::read_message(body, message, record) {
        record.push_word(Field::EventKind, "event", body.span_of(message));
    }
    true
}
