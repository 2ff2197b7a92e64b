//! `fortinet.fortimail`: FortiMail's statistics, spam, virus, encryption and event logs over syslog.
//!
//! Written after the FortiMail Log Reference, 6.4 to 7.6
//! (<https://docs.fortinet.com/document/fortimail/7.6.0/log-reference>).

use model::{Field, Format, Record, TimeRole, WrittenTime};
use stamp::Form;

use super::{find_device, find_interface_address};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::is_ip,
        keyed::{
            Keyed,
            Says::{self, Address, Is, IsNoted, Noted, Severity},
            slots,
        },
        names::Names,
        pairs::{Pairs, Piece},
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.fortimail", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_lowercase, shows),
    read,
};

/// Date, time, device and log id stand in front.
const FRONT_BYTES: usize = 160;

slots! { Date Time Zone Type Subtype Action Status Interface Disposition Classifier Virus Client }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, its synonyms beside it.
static KEYS: Names<Says<Slot>, 34> = Names::new([
    ("date", Noted(Slot::Date)), ("time", Noted(Slot::Time)), ("tz", Noted(Slot::Zone)), ("timezone", Noted(Slot::Zone)),
    ("device_id", Is(Field::ObserverSerialNumber)),
    ("log_id", Is(Field::EventCode)),
    ("log_part", Is(Field::EventSequence)),
    ("type", Noted(Slot::Type)),
    ("subtype", Noted(Slot::Subtype)),
    ("pri", Severity),
    ("session_id", Is(Field::SessionId)),
    ("user", Is(Field::UserName)),
    ("ui", Noted(Slot::Interface)), ("module", Is(Field::LogLogger)),
    ("action", Noted(Slot::Action)),
    ("status", Noted(Slot::Status)),
    ("reason", Is(Field::EventReason)), ("msg", Is(Field::EventReason)),
    ("client_ip", Address(Field::SourceIp)), ("src_ip", Address(Field::SourceIp)),
    ("client_name", Noted(Slot::Client)), ("src", Noted(Slot::Client)),
    ("client_cc", Is(Field::SourceGeoCountryName)),
    ("dst_ip", Address(Field::DestinationIp)),
    ("domain", Is(Field::DestinationDomain)),
    ("from", Is(Field::EmailFromAddress)), ("to", Is(Field::EmailToAddress)),
    ("subject", Is(Field::EmailSubject)), ("message_id", Is(Field::EmailMessageId)),
    ("direction", Is(Field::EmailDirection)),
    ("polid", Is(Field::RuleId)),
    ("virus", IsNoted(Field::RuleName, Slot::Virus)),
    ("disposition", Noted(Slot::Disposition)),
    ("classifier", Noted(Slot::Classifier)),
]);

/// FortiMail's serial numbers, or the part of the log that only FortiMail counts.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let front = text.get(..FRONT_BYTES).unwrap_or(text);
    let has_device = find_device(front).is_some_and(|serial| {
        serial.starts_with(b"FE") || !serial.starts_with(b"FV") && find_text(front, b" log_part=").is_some()
    });
    text.starts_with(b"date=") && has_device
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"none" | b"N/A"));
    for piece in Pairs::new(body.text()) {
        match piece {
            Piece::Pair { key, value } => line.take(KEYS.find(key), key, value.strip_suffix(b",").unwrap_or(value)),
            Piece::Word(word) => line.take_word(word),
            Piece::CutOff { key, value } => line.take_cut_off(key, value),
        }
    }
    let Some(origin) = line.span(Slot::Type) else { return false };
    if let Some(span) = line.span(Slot::Date) {
        let (time, zone) = (line.span(Slot::Time), line.span(Slot::Zone));
        line.record.times.push(WrittenTime { role: TimeRole::Event, form: Form::DateTime, span, time, zone });
    }
    line.record.push_word(Field::ObserverVendor, "Fortinet", origin);
    line.record.push_word(Field::ObserverProduct, "FortiMail", origin);
    line.record.push_word(Field::ObserverType, "email_gateway", origin);
    conclude_client(&mut line);
    conclude_kind(&mut line);
    true
}

/// `client_name="mx.example.com [203.0.113.7]"` in older versions; the address of an administrator stands in `ui`.
fn conclude_client(line: &mut Keyed<'_, '_, Slot>) {
    let body = line.body;
    let client = line.text(Slot::Client);
    let (name, address) = match memchr::memchr(b'[', client) {
        Some(at) => (client.get(..at).unwrap_or_default().trim_ascii_end(), client.get(at + 1..).unwrap_or_default()),
        None => (client, &[][..]),
    };
    let address = address.strip_suffix(b"]").unwrap_or(address);
    let of_interface = find_interface_address(line.text(Slot::Interface)).unwrap_or_default();
    for address in [address, of_interface].into_iter().filter(|address| is_ip(address)) {
        if line.record.first(Field::SourceIp).is_none() {
            line.record.push("client", Some(Field::SourceIp), body.span_of(address));
        }
    }
    if !name.is_empty() && !is_ip(name) {
        line.record.push("client", Some(Field::SourceDomain), body.span_of(name));
    }
}

fn conclude_kind(line: &mut Keyed<'_, '_, Slot>) {
    let origin = line.span(Slot::Type).unwrap_or_default();
    let log_type = line.text(Slot::Type);
    let is_login = matches!(line.text(Slot::Action), b"login" | b"logout");
    let (kind, category, action): (_, &[&str], _) = match log_type {
        b"virus" => ("alert", &["malware", "email"], "malware"),
        b"spam" => ("alert", &["email"], "spam"),
        b"encrypt" => ("event", &["email"], "mail_encrypted"),
        b"statistics" => ("event", &["email"], "mail"),
        _ if is_login => ("event", &["authentication"], "login"),
        _ => ("event", &["host"], "system_event"),
    };
    line.record.push_word(Field::EventKind, kind, origin);
    category.iter().for_each(|word| line.record.push_word(Field::EventCategory, word, origin));
    line.record.push_word(Field::EventAction, action, origin);
    let done = line.text(Slot::Disposition);
    let says = |words: &[&str]| words.iter().any(|word| find_text(done, word.as_bytes()).is_some());
    let verdict = match () {
        () if says(&["Reject", "Discard", "Quarantine", "Delay"]) => Some(("denied", "failure")),
        () if says(&["Accept", "Tag", "Deliver", "Insert", "Modify", "Header", "Forward"]) => {
            Some(("allowed", "success"))
        }
        () => None,
    };
    match (verdict, line.text(Slot::Status)) {
        (Some((kind, outcome)), _) => {
            let why = line.span(Slot::Disposition).unwrap_or(origin);
            line.record.push_word(Field::EventType, kind, why);
            line.record.push_word(Field::EventOutcome, outcome, why);
        }
        (None, status) => {
            line.record.push_word(Field::EventType, if is_login { "start" } else { "info" }, origin);
            if matches!(status, b"success" | b"failure" | b"failed") {
                let word = if status == b"success" { "success" } else { "failure" };
                line.record.push_word(Field::EventOutcome, word, line.span(Slot::Status).unwrap_or(origin));
            }
        }
    }
}
