//! `juniper.netscreen`: ScreenOS on NetScreen, ISG and SSG:
//! `fw: NetScreen device_id=fw  [Root]system-notification-00257(traffic): start_time="…" … src zone=Trust …`.
//!
//! Written after the ScreenOS Message Log Reference Guide, 6.3
//! (<https://www.juniper.net/documentation/software/screenos/screenos6.3.0/630_messages.pdf>).

mod keys;
mod wordings;

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use self::keys::{KEYS, Slot};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_last_text, cut_text, cut_word, is_number, skip_blanks, trim},
        keyed::Keyed,
        pairs::{Pairs, Piece},
        scan::find_text,
        severity::find_severity,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "juniper.netscreen", version: 3 },
    sign: Sign::LookAt(|byte| byte.is_ascii_alphanumeric(), |body| cut_start(body.text()).is_some()),
    read,
};

const START: &[u8] = b"NetScreen device_id=";

/// Cuts the start off, and the device's name and address where they stand before it without a header: `ns1: `,
/// `192.0.2.1 ns1: `.
fn cut_start(text: &[u8]) -> Option<&[u8]> {
    if let Some(rest) = text.strip_prefix(START) {
        return Some(rest);
    }
    let (word, rest) = cut_word(text);
    let named = if word.ends_with(b":") { rest } else { cut_name(word, rest)? };
    named.strip_prefix(START)
}

/// What follows the name behind an address.
fn cut_name<'a>(word: &[u8], rest: &'a [u8]) -> Option<&'a [u8]> {
    let (name, rest) = cut_word(rest);
    (word.first().is_some_and(u8::is_ascii_digit) && name.ends_with(b":")).then_some(rest)
}

const PERMITTED: Meaning = Meaning {
    action: "flow_closed",
    category: &["network"],
    kind: &["connection", "allowed", "end"],
    outcome: SUCCESS,
};
const DENIED: Meaning =
    Meaning { action: "flow_denied", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(rest) = cut_start(body.text()) else { return false };
    let (device, rest) = cut_word(rest);
    // `[Root]system-notification-00257(traffic): …`; without virtual systems, no brackets.
    let (system, rest) = match rest.strip_prefix(b"[").and_then(|inside| cut_at(inside, b']')) {
        Some((system, rest)) => (Some(system), skip_blanks(rest)),
        None => (None, rest),
    };
    let Some((head, text)) = cut_text(rest, ": ").filter(|_| rest.starts_with(b"system-")) else { return false };
    let (head, topic) = cut_at(head, b'(').map_or((head, None), |(head, topic)| (head, topic.strip_suffix(b")")));
    let Some((level, code)) = cut_last_text(head.get(7..).unwrap_or_default(), "-") else { return false };
    if !is_number(code) {
        return false;
    }
    let origin = body.span_of(head);
    record.push("device_id", Some(Field::ObserverName), body.span_of(device));
    if let Some(system) = system {
        record.push("vsys", None, body.span_of(system));
    }
    record.push("level", Some(Field::LogLevel), body.span_of(level));
    if let Some(number) = find_severity(level) {
        record.push_number(Field::EventSeverity, number, body.span_of(level));
    }
    record.push("code", Some(Field::EventCode), body.span_of(code));
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"-" | b"Null"));
    line.conclude_observer("Juniper", "NetScreen", origin);
    if topic == Some(b"traffic") {
        read_traffic(&mut line, text);
    } else {
        // The time by the device's own clock ends every other message.
        let text = trim(text);
        let cut = text.strip_suffix(b")").and_then(|text| cut_last_text(text, " (")).filter(|(_, time)| is_time(time));
        if let Some((_, time)) = cut {
            line.record.push_time(TimeRole::Event, Form::YearFirst, body.span_of(time));
        }
        wordings::read(body, cut.map_or(text, |(text, _)| text), origin, line.record);
    }
    true
}

/// `2026-11-20 10:11:12`.
fn is_time(text: &[u8]) -> bool {
    text.len() == 19 && text.get(4) == Some(&b'-') && text.iter().take(4).all(u8::is_ascii_digit)
}

/// A policy's log of a session. Some keys are two words (`src zone=`), and a translated end's port stands behind its
/// address (`src-xlated ip=192.0.2.1 port=1024`).
fn read_traffic(line: &mut Keyed<'_, '_, Slot>, text: &[u8]) {
    // The reason is the last, and has blanks: `reason=Close - TCP FIN`.
    let (text, reason) = match find_text(text, b" reason=") {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 8..)),
        None => (text, None),
    };
    let (mut side, mut last): (&[u8], &[u8]) = (b"", b"");
    for piece in Pairs::new(text) {
        match piece {
            Piece::Pair { key, value } => {
                last = key;
                let name: &[u8] = match (side, key) {
                    (b"icmp", b"type") => b"icmp type",
                    (b"src", b"zone") => b"src zone",
                    (b"dst", b"zone") => b"dst zone",
                    (b"src-xlated", b"ip") => b"src-xlated ip",
                    (b"src-xlated", b"port") => b"src-xlated port",
                    (b"dst-xlated", b"ip") => b"dst-xlated ip",
                    (b"dst-xlated", b"port") => b"dst-xlated port",
                    _ => key,
                };
                line.take(KEYS.find(name), key, value);
            }
            Piece::Word(word) if matches!(word, b"src" | b"dst" | b"src-xlated" | b"dst-xlated") => side = word,
            // `icmp type=8`; any other word belongs to a service of two.
            Piece::Word(word) if word == b"icmp" && last != b"service" => side = word,
            Piece::Word(word) => line.take_word(word),
            Piece::CutOff { key, value } => line.take_cut_off(key, value),
        }
    }
    if let Some(reason) = reason {
        let span = line.body.span_of(trim(reason));
        line.record.push("reason", Some(Field::EventReason), span);
    }
    line.conclude_transport(Slot::Protocol);
    if let Some(start) = line.span(Slot::Start) {
        line.record.push_time(TimeRole::Start, Form::YearFirst, start);
    }
    let origin = line.span(Slot::Action).unwrap_or_default();
    line.record.push_word(Field::EventKind, "event", origin);
    match line.text(Slot::Action) {
        b"Permit" | b"Tunnel" => PERMITTED.push(origin, line.record),
        b"Deny" | b"Reject" => DENIED.push(origin, line.record),
        _ => {}
    }
}
