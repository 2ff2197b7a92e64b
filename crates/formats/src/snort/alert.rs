//! Snort's alerts: `alert_fast`, `alert_full` (a line of it, or all its lines in one frame) and `alert_syslog`, 2.9 and
//! 3: <https://docs.snort.org/start/alert_logging>. Suricata's `fast.log` is of the same grammar and told apart by its
//! program or by the year in its time.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        fast_alert::{FastAlert, read_alert, read_packet, shows_alert},
        protocol::find_protocol,
    },
};

/// The reader of Snort's alerts.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "snort.alert", version: 2 }, sign: Sign::LookAt(begins, shows), read };

/// Who wrote an alert.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sensor {
    /// Snort.
    Snort,
    /// Suricata.
    Suricata,
}

/// True where an alert may stand in the body.
/// True for what an alert can begin with: its time, or a bracket.
pub(crate) fn begins(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'[' | b' ' | b'\t')
}

/// True where an alert's mark stands.
pub(crate) fn shows(body: &Body<'_>) -> bool {
    shows_alert(body.text())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_for(Sensor::Snort, body, record)
}

/// Reads an alert of this sensor; false where it is none, or the other's.
pub(crate) fn read_for(sensor: Sensor, body: &Body<'_>, record: &mut Record) -> bool {
    let Some(alert) = read_alert(body.text()) else {
        return sensor == Sensor::Snort
            && read_packet(body.text()).is_some_and(|packet| push_packet(body, &packet, record));
    };
    if name_sensor(body, &alert) != sensor {
        return false;
    }
    push_alert(sensor, body, &alert, record);
    true
}

fn name_sensor(body: &Body<'_>, alert: &FastAlert<'_>) -> Sensor {
    let has_year = alert.time.get(5) == Some(&b'/') && alert.time.get(10) == Some(&b'-');
    let tag = body.tag_text();
    if has_year || tag.eq_ignore_ascii_case(b"suricata") || alert.name.starts_with(b"SURICATA ") && tag.is_empty() {
        Sensor::Suricata
    } else {
        Sensor::Snort
    }
}

/// The ends of a full alert's packet; the rule stands in a line before.
fn push_packet(body: &Body<'_>, packet: &FastAlert<'_>, record: &mut Record) -> bool {
    let origin = body.span_of(packet.time);
    record.push_time(TimeRole::Event, Form::FastLog, origin);
    push_ends(body, packet, record);
    record.push_word(Field::ObserverVendor, "Cisco", origin);
    record.push_word(Field::ObserverProduct, "Snort", origin);
    record.push_word(Field::ObserverType, "ids", origin);
    record.push_word(Field::EventKind, "alert", origin);
    record.push_word(Field::EventCategory, "intrusion_detection", origin);
    record.push_word(Field::EventCategory, "network", origin);
    record.push_word(Field::EventType, "info", origin);
    true
}

fn push_ends(body: &Body<'_>, alert: &FastAlert<'_>, record: &mut Record) {
    let fields = [(Field::SourceIp, Field::SourcePort), (Field::DestinationIp, Field::DestinationPort)];
    for ((address, port), (address_field, port_field)) in alert.ends.into_iter().zip(fields) {
        for (text, field) in [(address, address_field), (port, port_field)] {
            if !text.is_empty() {
                record.push(field.name(), Some(field), body.span_of(text));
            }
        }
    }
}

fn push_alert(sensor: Sensor, body: &Body<'_>, alert: &FastAlert<'_>, record: &mut Record) {
    let mut push = |name: &'static str, field: Option<Field>, text: &[u8]| {
        if !text.is_empty() {
            record.push(name, field, body.span_of(text));
        }
    };
    let [generator, signature, revision] = alert.ids;
    push("gid", None, generator);
    push("sid", Some(Field::RuleId), signature);
    push("rev", Some(Field::RuleVersion), revision);
    push("msg", Some(Field::RuleName), alert.name);
    push("classification", Some(Field::RuleCategory).filter(|_| alert.class != b"(null)"), alert.class);
    push("priority", Some(Field::EventSeverity), alert.priority);
    push("interface", Some(Field::ObserverIngressInterfaceName), alert.interface);
    for (name, value) in alert.others.into_iter().flatten() {
        match name {
            b"AppID" => push("AppID", Some(Field::NetworkApplication), value),
            _ => push("xref", None, value),
        }
    }
    push("protocol", Some(Field::NetworkTransport).filter(|_| find_protocol(alert.protocol).is_some()), alert.protocol);
    push("action", None, alert.action);
    push("device", Some(Field::ObserverName), alert.device.0);
    push_ends(body, alert, record);
    // By the management centre's own clock, with year and zone.
    if !alert.device.1.is_empty() {
        record.push_time(TimeRole::Event, Form::Asctime, body.span_of(alert.device.1));
    }
    if !alert.time.is_empty() {
        record.push_time(TimeRole::Event, Form::FastLog, body.span_of(alert.time));
    }
    let origin = body.span_of(signature);
    let (vendor, product) = if sensor == Sensor::Snort { ("Cisco", "Snort") } else { ("OISF", "Suricata") };
    record.push_word(Field::ObserverVendor, vendor, origin);
    record.push_word(Field::ObserverProduct, product, origin);
    record.push_word(Field::ObserverType, "ids", origin);
    record.push_word(Field::EventKind, "alert", origin);
    record.push_word(Field::EventCategory, "intrusion_detection", origin);
    record.push_word(Field::EventCategory, "network", origin);
    push_verdict(sensor, body.span_of(alert.action), alert.action, origin, record);
}

/// Both name an action only where the packet did not pass; Snort does not always then, so silence means nothing there.
fn push_verdict(sensor: Sensor, span: Span, action: &[u8], origin: Span, record: &mut Record) {
    let is_denied = ["drop", "reject", "block"].iter().any(|word| action.eq_ignore_ascii_case(word.as_bytes()));
    let (word, kind, span) = match (is_denied, sensor) {
        (true, _) => ("blocked", "denied", span),
        (false, Sensor::Suricata) => ("allowed", "allowed", origin),
        (false, Sensor::Snort) => ("alert", "info", origin),
    };
    record.push_word(Field::EventAction, word, span);
    record.push_word(Field::EventType, kind, span);
}
