//! `sonicwall.sonicos`: SonicOS's syslog: `id=firewall sn=… time="…" fw=… pri=6 c=1024 m=537 msg="…" src=ip:port:zone …`.
//!
//! The appliances for remote access (SMA, `id=sslvpn`) write the same keys, with numbers of their own.
//!
//! Written after the SonicOS Log Events Reference Guide, 6.5 and 7.0
//! (<https://www.sonicwall.com/techdocs/pdf/sonicos-7-0-0-0-log_events_reference_guide.pdf>).

mod keys;
mod messages;

use model::{Fact, Field, Format, Record, Span, TimeRole, Value};
use stamp::Form;

use self::keys::{KEYS, Slot};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_word, is_ip, is_number, skip_blanks},
        doubt::doubt_repeated,
        keyed::Keyed,
        pairs::{Pairs, Piece},
        protocol::find_protocol,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "sonicwall.sonicos", version: 5 },
    sign: Sign::LookAt(|byte| *byte == b'i' || byte.is_ascii_digit(), shows),
    read,
};

/// The firewall's name, serial number, and the number of a message.
fn shows(body: &Body<'_>) -> bool {
    let (_, text) = cut_sender(body.text());
    text.starts_with(b"id=") && find_text(text, b" sn=").is_some()
}

/// The firewall's address, where a collector put it before a line without a header, and the line.
fn cut_sender(text: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let (word, rest) = cut_word(text);
    if is_ip(word) { (Some(word), skip_blanks(rest)) } else { (None, text) }
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"-" | b"n/a"));
    let (sender, text) = cut_sender(body.text());
    if let Some(sender) = sender {
        let span = body.span_of(sender);
        line.record.push("sender", Some(Field::ObserverIp), span);
    }
    for piece in Pairs::new(text) {
        match piece {
            Piece::Pair { key: b"src", value } => take_end(&mut line, value, &SOURCE),
            Piece::Pair { key: b"dst", value } => take_end(&mut line, value, &DESTINATION),
            Piece::Pair { key: b"natSrc", value } => take_end(&mut line, value, &SOURCE_NAT),
            Piece::Pair { key: b"natDst", value } => take_end(&mut line, value, &DESTINATION_NAT),
            piece => line.take_piece(piece, &KEYS),
        }
    }
    // A message that has no number has a text.
    let origin = line.span(Slot::Message).or(line.span(Slot::Text));
    let (Some(origin), Some(time)) = (origin, line.span(Slot::Time)) else { return false };
    // The appliances for remote access (SMA) tell their own time in UTC, too.
    let exact = line.span(Slot::ApplianceTime).filter(|_| line.text(Slot::ApplianceTime).ends_with(b" UTC"));
    line.record.push_time(TimeRole::Event, Form::Rfc3339, exact.unwrap_or(time));
    line.conclude_observer("SonicWall", "SonicOS", origin);
    conclude_protocol(&mut line);
    conclude_operation(&mut line);
    cut_quotes(body.raw, line.record);
    messages::conclude(&mut line, origin);
    doubt_repeated(body.raw, record);
    true
}

/// The fields of one end: address, port, interface, and the name behind it.
struct End {
    name: &'static str,
    ip: Field,
    port: Field,
    interface: Option<Field>,
    domain: Option<Field>,
}

const SOURCE: End = End {
    name: "src",
    ip: Field::SourceIp,
    port: Field::SourcePort,
    interface: Some(Field::ObserverIngressInterfaceName),
    domain: Some(Field::SourceDomain),
};
const DESTINATION: End = End {
    name: "dst",
    ip: Field::DestinationIp,
    port: Field::DestinationPort,
    interface: Some(Field::ObserverEgressInterfaceName),
    domain: Some(Field::DestinationDomain),
};
const SOURCE_NAT: End =
    End { name: "natSrc", ip: Field::SourceNatIp, port: Field::SourceNatPort, interface: None, domain: None };
const DESTINATION_NAT: End =
    End { name: "natDst", ip: Field::DestinationNatIp, port: Field::DestinationNatPort, interface: None, domain: None };

/// `192.0.2.7:36701:WAN`, `192.0.2.7::X0-V500`, `192.0.2.7:59668:X0:pc7.example.com`, `:49702:X0` beside `srcV6=`, or an
/// IPv6 address alone.
fn take_end(line: &mut Keyed<'_, '_, Slot>, value: &[u8], end: &End) {
    let span = line.body.span_of(value);
    line.record.push(end.name, None, span);
    if is_ip(value) {
        line.record.push(end.name, Some(end.ip), span);
        return;
    }
    // An SMA writes the portal's name.
    if !value.contains(&b':') && value.contains(&b'.') {
        return line.record.push(end.name, end.domain, span);
    }
    let fields = [Some(end.ip), Some(end.port), end.interface, end.domain];
    for (at, (part, field)) in value.splitn(4, |byte| *byte == b':').zip(fields).enumerate() {
        let fits = match at {
            0 => is_ip(part),
            1 => is_number(part) && part != b"0",
            _ => !part.is_empty(),
        };
        let span = line.body.span_of(part);
        if let Some(field) = field.filter(|_| fits) {
            line.record.push(end.name, Some(field), span);
        }
    }
}

/// `appName='General HTTPS'`: the quotes are not the name's.
fn cut_quotes(raw: &[u8], record: &mut Record) {
    let name = record.facts.iter_mut().find(|fact| fact.field == Some(Field::NetworkApplication));
    if let Some(Fact { value: Value::Span(span), .. }) = name
        && let [b'\'', .., b'\''] = span.of(raw)
    {
        *span = Span { start: span.start + 1, end: span.end - 1 };
    }
}

/// The method of HTTP: its name, or the number that the guide gives it (0: none).
fn conclude_operation(line: &mut Keyed<'_, '_, Slot>) {
    let Some(span) = line.span(Slot::Operation) else { return };
    let method = match line.text(Slot::Operation) {
        b"1" => "GET",
        b"2" => "POST",
        b"3" => "HEAD",
        text if text.iter().all(u8::is_ascii_alphabetic) => {
            return line.give(Slot::Operation, Field::HttpRequestMethod);
        }
        _ => return,
    };
    line.record.push_word(Field::HttpRequestMethod, method, span);
}

/// `tcp/https`, `udp/500`, `icmp`, `6/dns`.
fn conclude_protocol(line: &mut Keyed<'_, '_, Slot>) {
    let Some(span) = line.span(Slot::Protocol) else { return };
    let mut parts = line.text(Slot::Protocol).splitn(2, |byte| *byte == b'/');
    if let Some((word, _)) = parts.next().and_then(find_protocol) {
        line.record.push_word(Field::NetworkTransport, word, span);
    }
    if let Some(service) = parts.next().filter(|service| !service.is_empty() && !is_number(service)) {
        let span = line.body.span_of(service);
        line.record.push("proto", Some(Field::NetworkProtocol), span);
    }
}
