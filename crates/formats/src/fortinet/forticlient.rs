//! `fortinet.forticlient`: what FortiClients send, through their EMS or a FortiAnalyzer: connections that they saw and
//! what they found.
//!
//! FortiClient Log Reference, 7.2 (<https://docs.fortinet.com/document/forticlient/7.2.0/log-message-reference>).

use model::{Field, Format, Record, TimeRole, WrittenTime};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::cut_text,
        keyed::{
            Keyed,
            Says::{self, Address, Is, Noted},
            slots,
        },
        names::Names,
        pairs::Pairs,
        verdict::find_verdict,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.forticlient", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_lowercase, shows),
    read,
};

slots! { Date Time Type Subtype Action Protocol Direction RemoteName }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, its synonyms beside it.
static KEYS: Names<Says<Slot>, 37> = Names::new([
    ("date", Noted(Slot::Date)), ("time", Noted(Slot::Time)),
    ("type", Noted(Slot::Type)), ("subtype", Noted(Slot::Subtype)),
    ("devid", Is(Field::HostId)), ("hostname", Is(Field::HostName)), ("pcdomain", Is(Field::HostDomain)),
    ("deviceip", Address(Field::HostIp)), ("regip", Address(Field::HostIp)), ("devicemac", Is(Field::HostMac)),
    ("os", Is(Field::HostOsName)), ("emshostname", Is(Field::ObserverHostname)), ("emsserial", Is(Field::ObserverSerialNumber)),
    ("level", Is(Field::LogLevel)), ("id", Is(Field::EventCode)), ("msg", Is(Field::EventReason)),
    ("user", Is(Field::UserName)), ("domain", Is(Field::UserDomain)),
    ("srcip", Address(Field::SourceIp)), ("srcport", Is(Field::SourcePort)), ("srcname", Is(Field::ProcessName)),
    ("dstip", Address(Field::DestinationIp)), ("dstport", Is(Field::DestinationPort)), ("remotename", Noted(Slot::RemoteName)),
    ("proto", Noted(Slot::Protocol)), ("direction", Noted(Slot::Direction)), ("sentbyte", Is(Field::SourceBytes)), ("rcvdbyte", Is(Field::DestinationBytes)),
    ("utmaction", Noted(Slot::Action)), ("action", Noted(Slot::Action)), ("utmevent", Is(Field::RuleCategory)),
    ("threat", Is(Field::RuleName)), ("virus", Is(Field::RuleName)), ("file", Is(Field::FilePath)),
    ("usingpolicy", Is(Field::RuleRuleset)), ("url", Is(Field::UrlOriginal)), ("checksum", Is(Field::RelatedHash)),
]);

/// Pairs that name a FortiClient's serial number.
fn shows(body: &Body<'_>) -> bool {
    const KEY_BYTES_MAX: usize = 12;
    let text = body.text();
    let begins_with_key = text.get(..KEY_BYTES_MAX).unwrap_or(text).contains(&b'=');
    begins_with_key
        && cut_text(text, "devid=").is_some_and(|(_, id)| id.strip_prefix(b"\"").unwrap_or(id).starts_with(b"FCT"))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> =
        Keyed::new(body, record, |value| matches!(value, b"" | b"N/A" | b"n/a" | b"-")).with_escapes();
    for piece in Pairs::new(body.text()) {
        line.take_piece(piece, &KEYS);
    }
    let (Some(origin), Some(date)) = (line.span(Slot::Type), line.span(Slot::Date)) else { return false };
    let time = line.span(Slot::Time);
    line.record.times.push(WrittenTime { role: TimeRole::Event, form: Form::DateTime, span: date, time, zone: None });
    line.record.push_word(Field::ObserverVendor, "Fortinet", origin);
    line.record.push_word(Field::ObserverProduct, "FortiClient", origin);
    line.conclude_transport(Slot::Protocol);
    line.give(Slot::RemoteName, Field::DestinationDomain);
    if matches!(line.text(Slot::Direction), b"outbound" | b"inbound") {
        line.give(Slot::Direction, Field::NetworkDirection);
    }
    line.give(Slot::Action, Field::EventAction);
    let category = match (line.text(Slot::Type), line.text(Slot::Subtype)) {
        (b"traffic", _) => "network",
        (_, b"av" | b"malware") => "malware",
        _ => "host",
    };
    line.record.push_word(Field::EventKind, if category == "malware" { "alert" } else { "event" }, origin);
    line.record.push_word(Field::EventCategory, category, origin);
    match find_verdict(line.text(Slot::Action)) {
        Some(verdict) if category == "network" => {
            line.record.push_word(Field::EventType, "connection", origin);
            line.record.push_word(Field::EventType, verdict.event_type(), origin);
            line.record.push_word(Field::EventOutcome, verdict.outcome(), origin);
        }
        _ => line.record.push_word(Field::EventType, "info", origin),
    }
    true
}
