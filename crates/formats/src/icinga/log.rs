//! `icinga.log`: Icinga 2's own logs (main, debug, startup): `[time] level/facility: message`.
//!
//! After Icinga 2's documentation, "Logging" (<https://icinga.com/docs/icinga-2/latest/doc/09-object-types/>), and
//! `lib/base/streamlogger.cpp`.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, is_ip, skip_blanks},
        http::cut_last_port,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "icinga.log", version: 3 },
    sign: Sign::LookAt(|byte| *byte == b'[' || byte.is_ascii_lowercase(), shows),
    read,
};

const LEVELS: [&str; 6] = ["debug", "notice", "information", "warning", "critical", "internal"];
/// The longest facility that is read.
const FACILITY_BYTES_MAX: usize = 64;

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    matches!(text, [b'[', b'0'..=b'9', _, _, _, b'-', ..]) || cut_level(text).is_some()
}

/// `information/cli: …`.
fn cut_level(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (level, rest) = cut_at(text.get(..13).unwrap_or(text), b'/')?;
    if !LEVELS.iter().any(|known| known.as_bytes() == level) || rest.is_empty() {
        return None;
    }
    let rest = text.get(level.len() + 1..)?;
    let (facility, _) = cut_text(rest.get(..FACILITY_BYTES_MAX).unwrap_or(rest), ": ")?;
    let is_plain = facility.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (is_plain && !facility.is_empty()).then_some((level, facility, rest.get(facility.len() + 2..)?))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_line(body, record).is_some()
}

fn read_line(body: &Body<'_>, record: &mut Record) -> Option<()> {
    let text = body.text();
    let (time, rest) = match text.strip_prefix(b"[") {
        Some(inside) => {
            let (time, _) = cut_at(inside.get(..40).unwrap_or(inside), b']')?;
            (Some(time), skip_blanks(inside.get(time.len() + 1..)?))
        }
        None => (None, text),
    };
    let (level, facility, message) = cut_level(rest)?;
    if let Some(time) = time {
        record.push_time(TimeRole::Event, Form::YearFirst, body.span_of(time));
    }
    record.push("level", Some(Field::LogLevel), body.span_of(level));
    record.push("facility", Some(Field::LogLogger), body.span_of(facility));
    let span = body.span_of(message);
    record.push("text", None, span);
    read_peer(body, message, record);
    read_target(body, message, record);
    read_object(body, message, record);
    let is_error = matches!(level, b"critical" | b"warning");
    record.push_word(Field::EventCategory, "host", span);
    record.push_word(Field::EventType, if is_error { "error" } else { "info" }, span);
    Some(())
}

/// `Sending 'Problem' notification 'web1!http!mail' for user 'alice'`, `Check command for object 'web1!http'`: an object's
/// name is that of its host, of its service, of its notification.
fn read_object(body: &Body<'_>, message: &[u8], record: &mut Record) {
    const SIGNS: [&str; 4] = ["notification '", "object '", "heckable '", "Notification '"];
    let inside = |sign: &str| cut_text(message, sign).and_then(|(_, rest)| cut_at(rest, b'\'')).map(|(name, _)| name);
    if let Some(name) = SIGNS.iter().find_map(|sign| inside(sign)) {
        let mut parts = name.split(|byte| *byte == b'!');
        for (own, field) in [("host", Field::HostName), ("service", Field::ServiceName)] {
            if let Some(part) = parts.next().filter(|part| !part.is_empty()) {
                record.push(own, Some(field), body.span_of(part));
            }
        }
    }
    if let Some(user) = inside("user '").filter(|user| !user.is_empty()) {
        record.push("user", Some(Field::UserName), body.span_of(user));
    }
}

/// `Cannot connect to host '192.0.2.8' on port '5665'`, and what else names a peer that it connects to so.
fn read_target(body: &Body<'_>, message: &[u8], record: &mut Record) {
    let Some((_, rest)) = cut_text(message, "onnect to host '").or_else(|| cut_text(message, "via host '")) else {
        return;
    };
    let Some((host, rest)) = cut_at(rest, b'\'') else { return };
    let field = if is_ip(host) { Field::DestinationIp } else { Field::DestinationDomain };
    record.push("target", Some(field), body.span_of(host));
    if let Some((port, _)) = cut_text(rest, " port '").and_then(|(_, rest)| cut_at(rest, b'\'')) {
        record.push("target_port", Some(Field::DestinationPort), body.span_of(port));
    }
}

/// `New client connection … from [192.0.2.7]:50000`, `(from [192.0.2.7]:50000)`.
fn read_peer(body: &Body<'_>, message: &[u8], record: &mut Record) {
    let Some((_, rest)) = cut_text(message, " from [").or_else(|| cut_text(message, "(from [")) else { return };
    let end = rest.iter().position(|byte| matches!(byte, b' ' | b',' | b'(')).unwrap_or(rest.len());
    let Some(whole) = rest.get(..end) else { return };
    let (address, port) = match cut_at(whole, b']') {
        Some((address, port)) => (address, port.strip_prefix(b":")),
        None => cut_last_port(whole),
    };
    if is_ip(address) {
        record.push("peer", Some(Field::SourceIp), body.span_of(address));
        let port = port.map(|port| port.strip_suffix(b":").unwrap_or(port));
        if let Some(port) = port.map(|port| port.strip_suffix(b")").unwrap_or(port)) {
            record.push("peer_port", Some(Field::SourcePort), body.span_of(port));
        }
    }
}
