//! `checkpoint.firewall`: Check Point's logs of every blade, as Log Exporter sends them.
//!
//! Written after Log Exporter's formats (sk122323) and "Description of Fields in Check Point Logs" (sk144192). Of one
//! record there are several spellings: `[action:"Accept"; src:"…"; …]` (syslog), `[sc4s@2620 action="Accept" …]` and
//! `[Fields@1.3.6.1.4.1.2620 …]` (RFC 5424), `time=…|product=…|` (Splunk, and fw1-loggrabber before it), JSON, and what
//! `fw log` prints. CEF and LEEF are read by their own formats.

mod console;
mod keys;
mod kinds;

use model::{DiagnosticKind, Field, Format, Record, TimeRole};
use stamp::Form;

use self::{
    console::Console,
    keys::{KEYS, Slot},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, cut_word, is_ip, skip_blanks, trim},
        doubt::doubt_repeated,
        keyed::Keyed,
        pairs::{Pairs, Piece, find_quote},
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "checkpoint.firewall", version: 5 },
    sign: Sign::LookAt(
        |byte| byte.is_ascii_digit() || matches!(byte, b'[' | b'|' | b't' | b'l' | b'h' | b'A' | b'a'),
        shows,
    ),
    read,
};

/// The same records as JSON objects.
pub(crate) const OBJECT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::AnyMembers(&[&["loguid", "product"], &["loguid", "originsicname"]]),
    read: read_object,
};

/// Of packets that were dropped together, no more addresses are told.
const ADDRESSES_MAX: usize = 64;

type Line<'a, 'r> = Keyed<'a, 'r, Slot>;

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    match text.first() {
        Some(b'[') => body.tag_text() == b"CheckPoint" || has_data_of_ours(text) || is_colon_form(text),
        Some(b'|' | b't' | b'l' | b'h') => {
            let is_key =
                [&b"time="[..], b"loc=", b"hostname=", b"|hostname="].iter().any(|start| text.starts_with(start));
            is_key && find_text(text, b"|product=").is_some()
        }
        // Gateways before R80 by syslog: the pairs alone.
        Some(b'A' | b'a') => {
            let is_key = [&b"Action=\""[..], b"action=\""].iter().any(|start| text.starts_with(start));
            is_key && find_text(text, b" product=\"").is_some()
        }
        // Without a priority the header is not taken for RFC 5424's.
        Some(b'1') if text.starts_with(b"1 ") => find_text(text, b" CheckPoint ").is_some(),
        Some(b'0'..=b'9') => Console::cut(text).is_some(),
        _ => false,
    }
}

/// Check Point's number among the enterprises, alone or behind the arc of all of them.
fn has_data_of_ours(text: &[u8]) -> bool {
    const NUMBERS: [&[u8]; 2] = [b"@2620 ", b"@1.3.6.1.4.1.2620 "];
    NUMBERS.iter().any(|number| find_text(text, number).is_some())
}

/// `[action:"`: a key in letters, then a colon and a quote.
fn is_colon_form(text: &[u8]) -> bool {
    let Some(inside) = text.strip_prefix(b"[") else { return false };
    let key = inside.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    key > 0 && inside.get(key..).is_some_and(|rest| rest.starts_with(b":\"") || rest.starts_with(b"::\""))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let has_data = text.starts_with(b"[") || text.starts_with(b"1 ");
    let mut line: Line<'_, '_> = Keyed::new(body, record, says_nothing).with_escapes();
    if let Some(console) = Console::cut(text) {
        console.take(&mut line);
    } else if has_data {
        let Some(data) = find_data(&mut line, text) else { return false };
        // The envelope may have taken its own spelling of structured data for damage.
        let start = body.span.start;
        line.record.diagnostics.retain(|found| found.kind != DiagnosticKind::Header || found.span.start < start);
        if is_colon_form(text.get(text.len() - data.len() - 1..).unwrap_or_default()) {
            take_colon_pairs(&mut line, data);
        } else {
            take_equal_pairs(&mut line, data);
        }
    } else if text.contains(&b'|') {
        take_bar_pairs(&mut line, text);
    } else {
        take_pairs(&mut line, text);
    }
    let is_read = conclude_line(line);
    doubt_repeated(body.raw, record);
    is_read
}

fn read_object(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let mut line: Line<'_, '_> = Keyed::new(body, record, says_nothing);
    leaves.iter(body.raw).for_each(|leaf| line.take_leaf(leaf, &KEYS));
    leaves.diagnose(line.record);
    conclude_line(line)
}

/// What stands for a value where there is none.
fn says_nothing(value: &[u8]) -> bool {
    matches!(value, b"" | b"-" | b"N/A" | b"Unknown")
}

/// What follows from all keys; false where none tells that it is Check Point's.
fn conclude_line(mut line: Line<'_, '_>) -> bool {
    let Some(origin) = line.span(Slot::Product).or(line.span(Slot::Action)).or(line.span(Slot::LogUid)) else {
        return false;
    };
    conclude(&mut line);
    kinds::conclude(&mut line, origin);
    true
}

/// What stands behind the opening bracket; of a line without a priority also time and host.
fn find_data<'a>(line: &mut Line<'_, '_>, text: &'a [u8]) -> Option<&'a [u8]> {
    let Some(rest) = text.strip_prefix(b"1 ") else { return text.strip_prefix(b"[") };
    let (time, rest) = cut_word(skip_blanks(rest));
    let (host, rest) = cut_word(rest);
    let (_, data) = cut_text(rest, " [")?;
    let (time, host) = (line.body.span_of(time), line.body.span_of(host));
    if !time.is_empty() {
        line.record.push_time(TimeRole::Header, Form::Rfc3339, time);
    }
    line.record.push("hostname", Some(Field::ObserverHostname), host);
    Some(data)
}

/// `action:"Accept"; ike::"…"; … ]`.
fn take_colon_pairs(line: &mut Line<'_, '_>, data: &[u8]) {
    let mut rest = skip_blanks(data);
    while !rest.is_empty() && rest != b"]" {
        let Some((key, after)) = cut_text(rest, ":\"") else {
            let span = line.body.span_of(trim(rest));
            line.record.push("rest", None, span);
            return;
        };
        let key = key.strip_suffix(b":").unwrap_or(key);
        let Some(end) = find_quote(after) else {
            line.take_cut_off(key, after);
            return;
        };
        line.take(KEYS.find(key), key, after.get(..end).unwrap_or_default());
        let tail = after.get(end + 1..).unwrap_or_default();
        rest = skip_blanks(tail.strip_prefix(b";").unwrap_or(tail));
        if let Some(behind) = rest.strip_prefix(b"]") {
            rest = behind;
        }
    }
}

/// `sc4s@2620 action="Accept" …]`.
fn take_equal_pairs(line: &mut Line<'_, '_>, data: &[u8]) {
    let (_id, pairs) = cut_word(data);
    take_pairs(line, pairs);
}

fn take_pairs(line: &mut Line<'_, '_>, pairs: &[u8]) {
    for piece in Pairs::new(pairs) {
        match piece {
            Piece::Pair { key, value } => line.take(KEYS.find(key), key, value.strip_suffix(b"]").unwrap_or(value)),
            Piece::Word(b"]") => {}
            Piece::Word(word) => line.take_word(word),
            Piece::CutOff { key, value } => line.take_cut_off(key, value),
        }
    }
}

/// `time=1614880620|product=Firewall|…|`. A part without `=` belongs to the list before it (`origin=192.0.2.1|192.0.2.2`).
fn take_bar_pairs(line: &mut Line<'_, '_>, text: &[u8]) {
    let mut before: &[u8] = b"";
    for part in text.split(|byte| *byte == b'|').filter(|part| !part.is_empty()) {
        match part.iter().position(|byte| *byte == b'=') {
            Some(at) => {
                before = part.get(..at).unwrap_or_default();
                line.take(KEYS.find(before), before, part.get(at + 1..).unwrap_or_default());
            }
            None => line.take(KEYS.find(before), before, part),
        }
    }
}

/// What follows from the line as a whole.
fn conclude(line: &mut Line<'_, '_>) {
    if let Some(time) = line.span(Slot::Time) {
        let is_epoch = line.text(Slot::Time).iter().all(u8::is_ascii_digit);
        line.record.push_time(TimeRole::Event, if is_epoch { Form::Epoch } else { Form::Rfc3339 }, time);
    }
    line.conclude_transport(Slot::Protocol);
    // A name stands where the service has one, a port where it has none.
    if line.text(Slot::Service).iter().all(u8::is_ascii_digit) {
        line.give(Slot::Service, Field::DestinationPort);
    } else {
        line.give(Slot::Service, Field::NetworkProtocol);
    }
    for slot in [Slot::Application, Slot::ServiceId] {
        line.give(slot, Field::NetworkApplication);
    }
    // A protection that fired is the rule; where none did, the access rule is.
    for slot in [Slot::Protection, Slot::Attack, Slot::RuleName] {
        line.give(slot, Field::RuleName);
    }
    for slot in [Slot::ProtectionId, Slot::Rule, Slot::MatchId] {
        line.give(slot, Field::RuleId);
    }
    let (interface, direction) = match line.text(Slot::Direction) {
        b"outbound" => (Field::ObserverEgressInterfaceName, "outbound"),
        b"inbound" => (Field::ObserverIngressInterfaceName, "inbound"),
        _ => (Field::ObserverIngressInterfaceName, ""),
    };
    line.give(Slot::Interface, interface);
    if let Some(span) = line.span(Slot::Direction).filter(|_| !direction.is_empty()) {
        line.record.push_word(Field::NetworkDirection, direction, span);
    }
    conclude_packets(line);
    line.give_address(Slot::ClientIp, Field::SourceIp);
    let machine = if is_ip(line.text(Slot::Machine)) { Field::SourceIp } else { Field::SourceDomain };
    line.give(Slot::Machine, machine);
    line.give_address(Slot::PeerGateway, Field::DestinationIp);
    if is_ip(line.text(Slot::Origin)) {
        line.give(Slot::Origin, Field::ObserverIp);
    }
    line.give(Slot::Origin, Field::ObserverName);
}

/// A count, or the packets that were dropped together: `<192.0.2.7,59912,198.51.100.9,1990,6;eth0> <…>`. The flow is told
/// where there is one alone.
fn conclude_packets(line: &mut Line<'_, '_>) {
    let text = trim(line.text(Slot::Packets));
    let Some(first) = text.strip_prefix(b"<") else { return line.give(Slot::Packets, Field::NetworkPackets) };
    if let Some((flow, b"")) = cut_at(first, b'>') {
        let fields = [Field::SourceIp, Field::SourcePort, Field::DestinationIp, Field::DestinationPort];
        let parts = flow.split(|byte| matches!(byte, b',' | b';'));
        for (field, part) in fields.into_iter().zip(parts) {
            if line.record.first(field).is_none() {
                let span = line.body.span_of(part);
                line.record.push("packets", Some(field), span);
            }
        }
        return;
    }
    for part in text.split(|byte| matches!(byte, b',' | b'<')).filter(|part| is_ip(part)).take(ADDRESSES_MAX) {
        let span = line.body.span_of(part);
        line.record.push("packets", Some(Field::RelatedIp), span);
    }
}
