//! `windows.firewall`: the log of Windows' firewall (`pfirewall.log`), W3C extended form with fixed columns.
//!
//! After <https://learn.microsoft.com/en-us/windows/security/operating-system-security/network-security/windows-firewall/configure-logging>,
//! version 1.5: `date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype
//! icmpcode info path [pid]`.

use model::{Field, Format, Record, TimeRole, WrittenTime};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{cut_word, is_ip},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "windows.firewall", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_digit, shows),
    read,
};

const COLUMNS: [(&str, Option<Field>); 14] = [
    ("protocol", Some(Field::NetworkTransport)),
    ("src-ip", Some(Field::SourceIp)),
    ("dst-ip", Some(Field::DestinationIp)),
    ("src-port", Some(Field::SourcePort)),
    ("dst-port", Some(Field::DestinationPort)),
    ("size", Some(Field::NetworkBytes)),
    ("tcpflags", None),
    ("tcpsyn", None),
    ("tcpack", None),
    ("tcpwin", None),
    ("icmptype", None),
    ("icmpcode", None),
    ("info", None),
    ("path", None),
];

/// Action, our word for it, `event.type` beside `connection`, outcome.
const ACTIONS: [(&str, &str, &str, Option<&str>); 7] = [
    ("ALLOW", "connection_allowed", "allowed", Some("success")),
    ("DROP", "connection_dropped", "denied", Some("failure")),
    ("OPEN", "connection_opened", "start", Some("success")),
    ("OPEN-INBOUND", "connection_opened", "start", Some("success")),
    ("CLOSE", "connection_closed", "end", Some("success")),
    ("INFO-EVENTS-LOST", "events_lost", "info", None),
    ("RATE-LIMIT", "connection_dropped", "denied", Some("failure")),
];

/// `2026-11-20 10:11:12 DROP `.
fn shows(body: &Body<'_>) -> bool {
    find_action(body.text()).is_some()
}

type Action = (&'static str, &'static str, &'static str, Option<&'static str>);

fn find_action(text: &[u8]) -> Option<(&[u8], &[u8], &'static Action)> {
    let [_, _, _, _, b'-', _, _, b'-', _, _, b' ', _, _, b':', _, _, b':', _, _, b' ', rest @ ..] = text else {
        return None;
    };
    let (word, rest) = cut_word(rest);
    let action = ACTIONS.iter().find(|(name, ..)| name.as_bytes() == word)?;
    Some((word, rest, action))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some((word, rest, (_, action, kind, outcome))) = find_action(text) else { return false };
    let (protocol, after) = cut_word(rest);
    let (source, _) = cut_word(after);
    if !(is_ip(source) || source == b"-") || protocol.is_empty() {
        return false;
    }
    let (date, time) = text.split_at(10);
    record.times.push(WrittenTime {
        role: TimeRole::Event,
        form: Form::DateTime,
        span: body.span_of(date),
        time: Some(body.span_of(time.get(1..9).unwrap_or_default())),
        zone: None,
    });
    let span = body.span_of(word);
    record.push("action", None, span);
    record.push_word(Field::ObserverVendor, "Microsoft", span);
    record.push_word(Field::ObserverProduct, "Windows Firewall", span);
    record.push_word(Field::ObserverType, "firewall", span);
    record.push_word(Field::EventAction, action, span);
    record.push_word(Field::EventCategory, "network", span);
    record.push_word(Field::EventType, "connection", span);
    record.push_word(Field::EventType, kind, span);
    if let Some(outcome) = outcome {
        record.push_word(Field::EventOutcome, outcome, span);
    }
    let mut rest = rest;
    for (name, field) in COLUMNS {
        let (word, after) = cut_word(rest);
        rest = after;
        if matches!(word, b"-" | b"") {
            continue;
        }
        record.push(name, field, body.span_of(word));
        let direction = match word {
            b"SEND" => "egress",
            b"RECEIVE" => "ingress",
            _ => continue,
        };
        record.push_word(Field::NetworkDirection, direction, body.span_of(word));
    }
    if !rest.is_empty() {
        record.push("pid", Some(Field::ProcessPid), body.span_of(rest));
    }
    true
}
