//! `sophos.xg`: Sophos Firewall (SFOS, XG and XGS; Cyberoam before it) over syslog.
//!
//! Written after the Sophos Firewall Syslog Guide, versions 16 to 21
//! (<https://docs.sophos.com/nsg/sophos-firewall/21.0/PDF/sfos-syslog-guide.pdf>), which has two formats: the older
//! "device standard format" (`device="SFW" date=… time=… timezone=…`) and the "standard syslog protocol" and Central
//! reporting format (`device_name="SFW" timestamp=…`), whose keys are others.

mod keys;
mod kinds;

use model::{Field, Format, Record, Span, TimeRole, WrittenTime};
use stamp::Form;

use self::{
    keys::{KEYS, Slot},
    kinds::Kind,
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::is_number,
        doubt::doubt_repeated,
        keyed::Keyed,
        pairs::{Pairs, Piece},
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "sophos.xg", version: 4 },
    sign: Sign::LookAt(|byte| matches!(byte, b'd' | b'l' | b't'), shows),
    read,
};

/// A line of pairs that begins with a device and names type and component of the log.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let begins = [&b"device="[..], b"device_name=", b"date=", b"timestamp=", b"log_id="];
    begins.iter().any(|begin| text.starts_with(begin)) && find_text(text, b"log_component=").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"-" | b"N/A"));
    for piece in Pairs::new(body.text()) {
        match piece {
            Piece::Pair { key, value } => {
                // Health reports name the shares of a processor so.
                let is_share = key == b"user" && value.ends_with(b"%");
                line.take(KEYS.find(key).filter(|_| !is_share), key, value);
            }
            Piece::Word(word) => line.take_word(word),
            Piece::CutOff { key, value } => line.take_cut_off(key, value),
        }
    }
    let Some(origin) = line.span(Slot::LogType) else { return false };
    conclude_time(&mut line);
    line.conclude_observer("Sophos", "SFOS", origin);
    line.conclude_transport(Slot::Protocol);
    conclude_ends(&mut line);
    conclude_rule(&mut line);
    Kind {
        log_type: line.text(Slot::LogType),
        component: line.text(Slot::Component),
        subtype: line.text(Slot::Subtype),
        status: line.text(Slot::Status),
        action: line.text(Slot::Action),
        connection: line.text(Slot::ConnectionEvent),
        message: line.text(Slot::Message),
        reason: line.text(Slot::Reason),
    }
    .conclude(origin, line.span(Slot::Subtype).unwrap_or(origin), line.record);
    doubt_repeated(body.raw, record);
    true
}

fn conclude_time(line: &mut Keyed<'_, '_, Slot>) {
    if let Some(stamp) = line.span(Slot::Timestamp).filter(|stamp| stamp.len() > 11) {
        // An epoch has no hyphen, and stands in other places as the time of a session.
        line.record.push_time(TimeRole::Event, Form::Rfc3339, stamp);
    } else if let (Some(date), Some(time)) = (line.span(Slot::Date), line.span(Slot::Time)) {
        let zone = line.span(Slot::Zone);
        line.record.times.push(WrittenTime {
            role: TimeRole::Event,
            form: Form::DateTime,
            span: date,
            time: Some(time),
            zone,
        });
    }
    if let Some(start) = line.span(Slot::StartTime).filter(|_| line.text(Slot::StartTime) != b"0") {
        let is_epoch = is_number(line.text(Slot::StartTime));
        line.record.push_time(TimeRole::Start, if is_epoch { Form::Epoch } else { Form::Rfc3339 }, start);
    }
}

/// Who is at the ends, where other keys than `src_ip` and `dst_ip` tell it.
fn conclude_ends(line: &mut Keyed<'_, '_, Slot>) {
    // Of a tunnel the device is the one end; a client of the SSL VPN has the address that was leased to it.
    line.give_address(Slot::RemoteInterface, Field::SourceIp);
    line.give_address(Slot::LocalInterface, Field::DestinationIp);
    line.give_address(Slot::LeasedIp, Field::SourceIp);
    line.give_address(Slot::LeasedIp, Field::RelatedIp);
    line.give_address(Slot::RemoteIp, Field::RelatedIp);
    // The source of a file in the sandbox is an account of a mail or a host of the web.
    if line.text(Slot::FileSource).contains(&b'@') {
        line.give(Slot::FileSource, Field::EmailFromAddress);
        line.give(Slot::FileDestination, Field::EmailToAddress);
    } else {
        line.give_address(Slot::FileSource, Field::DestinationIp);
        if line.record.first(Field::DestinationIp).is_none() {
            line.give(Slot::FileSource, Field::DestinationDomain);
        }
    }
}

/// A signature or threat that was found is the rule; where none was, that by which TLS was inspected or not, else the
/// firewall's.
fn conclude_rule(line: &mut Keyed<'_, '_, Slot>) {
    line.give(Slot::Signature, Field::RuleId);
    if line.text(Slot::LogType) == b"SSL" {
        line.give(Slot::TlsRule, Field::RuleId);
        line.give(Slot::TlsRuleName, Field::RuleName);
    }
    line.give(Slot::FirewallRule, Field::RuleId);
    for slot in [Slot::SignatureName, Slot::Threat, Slot::Virus, Slot::FirewallRuleName] {
        line.give(slot, Field::RuleName);
    }
    if let Some(code) = line.span(Slot::LogId) {
        // Two digits each of type, component and subtype, one of severity, five of the message.
        let message = Span { start: code.end.saturating_sub(5).max(code.start), ..code };
        line.record.push("message_id", None, message);
    }
}
