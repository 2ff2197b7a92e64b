//! `fortinet.fortiweb`: FortiWeb's attack, traffic and event logs over syslog.
//!
//! Written after the FortiWeb Log Reference, 6.3 to 7.6
//! (<https://docs.fortinet.com/document/fortiweb/7.6.0/log-message-reference>).

use model::{Field, Format, Record, TimeRole, WrittenTime};
use stamp::Form;

use super::{find_device, find_interface_address};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_text, is_ip},
        keyed::{
            Keyed,
            Says::{self, Address, AddressIfAny, Both, Is, IsNoted, Noted, Severity},
            slots,
        },
        names::Names,
        pairs::Pairs,
        verdict::{Verdict, find_verdict},
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.fortiweb", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_lowercase, shows),
    read,
};

slots! { Date Time Zone Type Action Status Protocol Interface Signature SubType Class Message }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row, its synonyms beside it.
static KEYS: Names<Says<Slot>, 43> = Names::new([
    ("date", Noted(Slot::Date)), ("time", Noted(Slot::Time)), ("timezone", Noted(Slot::Zone)),
    ("device_id", Is(Field::ObserverSerialNumber)), ("devname", Is(Field::ObserverName)), ("device_name", Is(Field::ObserverName)),
    ("log_id", Is(Field::EventCode)),
    ("msg_id", Is(Field::EventId)),
    ("type", Noted(Slot::Type)),
    ("main_type", Noted(Slot::Class)),
    ("sub_type", Noted(Slot::SubType)), ("signature_subclass", Noted(Slot::SubType)),
    ("signature_id", Noted(Slot::Signature)),
    ("pri", Severity),
    ("action", Noted(Slot::Action)),
    ("status", Noted(Slot::Status)),
    ("reason", Is(Field::EventReason)),
    ("msg", IsNoted(Field::EventReason, Slot::Message)),
    ("proto", Noted(Slot::Protocol)),
    ("service", Is(Field::NetworkProtocol)),
    ("policy", Is(Field::RuleRuleset)),
    ("src", Address(Field::SourceIp)), ("dst", Address(Field::DestinationIp)),
    ("src_port", Is(Field::SourcePort)), ("dst_port", Is(Field::DestinationPort)),
    ("original_src", AddressIfAny(Field::RelatedIp)),
    ("srccountry", Is(Field::SourceGeoCountryName)),
    ("user", Is(Field::UserName)), ("user_name", Is(Field::UserName)),
    ("ui", Noted(Slot::Interface)),
    ("http_method", Is(Field::HttpRequestMethod)),
    ("http_url", Is(Field::UrlOriginal)),
    ("http_host", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("http_agent", Is(Field::UserAgentOriginal)),
    ("http_refer", Is(Field::HttpRequestReferrer)),
    ("http_session_id", Is(Field::SessionId)),
    ("http_retcode", Is(Field::HttpResponseStatusCode)),
    ("http_request_bytes", Both(Field::HttpRequestBytes, Field::SourceBytes)),
    ("http_response_bytes", Both(Field::HttpResponseBytes, Field::DestinationBytes)),
    ("http_version", Noted(Slot::Message)),
    ("signature_cve_id", Is(Field::VulnerabilityId)),
    ("owasp_top10", Is(Field::RuleCategory)),
    ("server_pool_name", Is(Field::ServiceName)),
]);

/// FortiWeb's serial numbers.
fn shows(body: &Body<'_>) -> bool {
    let begins = body.text().starts_with(b"date=") || body.text().starts_with(b"v0");
    begins && find_device(body.text()).is_some_and(|serial| serial.starts_with(b"FV"))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> =
        Keyed::new(body, record, |value| matches!(value, b"" | b"none" | b"N/A" | b"Unknown"));
    for piece in Pairs::new(body.text()) {
        line.take_piece(piece, &KEYS);
    }
    let Some(origin) = line.span(Slot::Type) else { return false };
    conclude_time(&mut line);
    line.record.push_word(Field::ObserverVendor, "Fortinet", origin);
    line.record.push_word(Field::ObserverProduct, "FortiWeb", origin);
    line.record.push_word(Field::ObserverType, "waf", origin);
    line.conclude_transport(Slot::Protocol);
    let address = find_interface_address(line.text(Slot::Interface)).filter(|address| is_ip(address));
    if let (Some(address), None) = (address, line.record.first(Field::SourceIp)) {
        line.record.push("ui", Some(Field::SourceIp), body.span_of(address));
    }
    conclude_kind(&mut line);
    true
}

/// `timezone="(GMT+1:00)Berlin"`: the offset stands in the brackets.
fn conclude_time(line: &mut Keyed<'_, '_, Slot>) {
    let (Some(span), time) = (line.span(Slot::Date), line.span(Slot::Time)) else { return };
    let offset = cut_text(line.text(Slot::Zone), "(GMT").and_then(|(_, rest)| cut_text(rest, ")"));
    let zone = offset.map(|(offset, _)| line.body.span_of(offset)).filter(|zone| !zone.is_empty());
    line.record.times.push(WrittenTime { role: TimeRole::Event, form: Form::DateTime, span, time, zone });
}

fn conclude_kind(line: &mut Keyed<'_, '_, Slot>) {
    let origin = line.span(Slot::Type).unwrap_or_default();
    let is_attack = line.text(Slot::Type) == b"attack";
    line.record.push_word(Field::EventKind, if is_attack { "alert" } else { "event" }, origin);
    if is_attack {
        line.give(Slot::Signature, Field::RuleId);
        line.give(Slot::SubType, Field::RuleName);
        line.give(Slot::Class, Field::RuleName);
        line.give(Slot::Class, Field::RuleCategory);
    }
    let category: &[&str] = match line.text(Slot::Type) {
        b"attack" => &["intrusion_detection", "web"],
        b"traffic" => &["web", "network"],
        _ if matches!(line.text(Slot::Action), b"login" | b"logout") => &["authentication"],
        _ => &["configuration"],
    };
    category.iter().for_each(|word| line.record.push_word(Field::EventCategory, word, origin));
    let action = line.text(Slot::Action);
    line.give(Slot::Action, Field::EventAction);
    // "Alert_Deny", "Period_Block": what was done is the last word.
    let last = action.rsplit(|byte| *byte == b'_').next().unwrap_or_default();
    let why = line.span(Slot::Action).unwrap_or(origin);
    match find_verdict(last) {
        Some(verdict) => {
            line.record.push_word(Field::EventType, verdict.event_type(), why);
            let outcome = if verdict == Verdict::Denied { "failure" } else { "success" };
            line.record.push_word(Field::EventOutcome, outcome, why);
        }
        None => {
            line.record.push_word(Field::EventType, if category.contains(&"web") { "access" } else { "info" }, origin);
            let word = match line.text(Slot::Status) {
                b"success" => "success",
                b"failure" | b"failed" => "failure",
                _ => return,
            };
            line.record.push_word(Field::EventOutcome, word, line.span(Slot::Status).unwrap_or(origin));
        }
    }
}
