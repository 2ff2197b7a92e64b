//! `fortinet.fortiddos`: attacks that a FortiDDoS dropped packets of.
//!
//! FortiDDoS Handbook, "Attack log syslog messages"
//! (<https://docs.fortinet.com/document/fortiddos/5.7.0/handbook>). An address of zeros stands for many.

use model::{Field, Format, Record, TimeRole, WrittenTime};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        keyed::{
            Keyed,
            Says::{self, AddressIfAny, Is, IsNoted, Noted, NumberIfAny, Severity},
            slots,
        },
        names::Names,
        pairs::Pairs,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.fortiddos", version: 1 },
    sign: Sign::LookAt(|byte| *byte == b'd', shows),
    read,
};

slots! { Date Time Zone Type Protocol Drops }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, its synonyms beside it.
static KEYS: Names<Says<Slot>, 20> = Names::new([
    ("devid", Is(Field::ObserverSerialNumber)),
    ("date", Noted(Slot::Date)), ("time", Noted(Slot::Time)), ("tz", Noted(Slot::Zone)),
    ("type", Noted(Slot::Type)),
    ("evecode", Is(Field::RuleCategory)), ("evesubcode", Is(Field::RuleId)), ("description", Is(Field::RuleName)),
    ("protocol", Noted(Slot::Protocol)),
    ("sip", AddressIfAny(Field::SourceIp)), ("sIP", AddressIfAny(Field::SourceIp)),
    ("dip", AddressIfAny(Field::DestinationIp)), ("dIP", AddressIfAny(Field::DestinationIp)),
    ("sport", NumberIfAny(Field::SourcePort)), ("dport", NumberIfAny(Field::DestinationPort)),
    ("dropcount", IsNoted(Field::NetworkPackets, Slot::Drops)),
    ("level", Severity),
    ("user", Is(Field::UserName)), ("msg", Is(Field::EventReason)), ("action", Is(Field::EventReason)),
]);

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    text.starts_with(b"devid=FI")
        && (find_text(text, b" evecode=").is_some() || find_text(text, b" type=event").is_some())
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"N/A" | b"-"));
    for piece in Pairs::new(body.text()) {
        line.take_piece(piece, &KEYS);
    }
    let (Some(origin), Some(date)) = (line.span(Slot::Type), line.span(Slot::Date)) else { return false };
    let (time, zone) = (line.span(Slot::Time), line.span(Slot::Zone));
    line.record.times.push(WrittenTime { role: TimeRole::Event, form: Form::DateTime, span: date, time, zone });
    line.conclude_observer("Fortinet", "FortiDDoS", origin);
    line.conclude_transport(Slot::Protocol);
    let Some(drops) = line.span(Slot::Drops) else {
        line.record.push_word(Field::EventKind, "event", origin);
        line.record.push_word(Field::EventCategory, "host", origin);
        line.record.push_word(Field::EventType, "info", origin);
        return true;
    };
    line.record.push_word(Field::EventKind, "alert", origin);
    line.record.push_word(Field::EventAction, "drop", drops);
    line.record.push_word(Field::EventCategory, "network", origin);
    line.record.push_word(Field::EventCategory, "intrusion_detection", origin);
    line.record.push_word(Field::EventType, "denied", drops);
    line.record.push_word(Field::EventOutcome, "failure", drops);
    true
}
