//! Snort 3's `alert_json`: <https://docs.snort.org/start/alert_logging>. Which members an alert has is configured; the
//! usual ones are `timestamp, pkt_num, proto, pkt_gen, pkt_len, dir, src_ap, dst_ap, rule, action`.

use model::{Field, Record, Span, TimeRole};
use stamp::Form;

use super::alert::PRODUCT;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::is_ip,
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, Noted},
            Slot,
        },
        http::cut_last_port,
        names::Names,
    },
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::AnyMembers(&[
        &["rule", "src_ap", "dst_ap"],
        &["rule", "src_addr", "dst_addr"],
        &["sid", "gid", "src_ap", "dst_ap"],
        &["sid", "gid", "src_addr", "dst_addr"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// By member.
static MEANINGS: Names<Means, 27> = Names::new([
    ("timestamp", Noted(Slot::Number)),
    ("seconds", Noted(Slot::Text)),
    ("rule", Noted(Slot::Kind)),
    ("sid", Is(Field::RuleId)),
    ("rev", Is(Field::RuleVersion)),
    ("msg", IsNoted(Field::RuleName, Slot::Name)),
    ("class", Is(Field::RuleCategory)),
    ("priority", Is(Field::EventSeverity)),
    ("action", Noted(Slot::Action)),
    ("dir", Noted(Slot::Direction)),
    ("proto", Is(Field::NetworkTransport)),
    ("service", Is(Field::NetworkProtocol)),
    ("src_ap", Noted(Slot::NearAddress)),
    ("dst_ap", Noted(Slot::FarAddress)),
    ("src_addr", Is(Field::SourceIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_addr", Is(Field::DestinationIp)),
    ("dst_port", Is(Field::DestinationPort)),
    ("eth_src", Is(Field::SourceMac)),
    ("eth_dst", Is(Field::DestinationMac)),
    ("iface", Is(Field::ObserverIngressInterfaceName)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("flowstart_time", Noted(Slot::Proof)),
    ("client_bytes", Is(Field::SourceBytes)),
    ("server_bytes", Is(Field::DestinationBytes)),
    ("client_pkts", Is(Field::SourcePackets)),
    ("server_pkts", Is(Field::DestinationPackets)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let alert = Document::read(body, record, &DIALECT);
    let origin = if alert.has(Slot::Kind) { alert.span(Slot::Kind) } else { alert.origin };
    // `seconds` names a moment, `timestamp` says neither year nor zone.
    if alert.has(Slot::Text) {
        alert.record.push_time(TimeRole::Event, Form::Epoch, alert.span(Slot::Text));
    } else if alert.has(Slot::Number) {
        alert.record.push_time(TimeRole::Event, Form::FastLog, alert.span(Slot::Number));
    }
    let ends = [(Slot::NearAddress, Field::SourceIp, Field::SourcePort)].into_iter().chain([(
        Slot::FarAddress,
        Field::DestinationIp,
        Field::DestinationPort,
    )]);
    for (slot, address, port) in ends {
        push_end(body, alert.text(slot), [address, port], alert.record);
    }
    if alert.has(Slot::Kind) {
        push_rule(body, alert.span(Slot::Kind), alert.record);
    }
    conclude(alert.text(Slot::Action), alert.span(Slot::Action), origin, alert.record);
    true
}

/// `203.0.113.7:50000`, where the record has no such address yet; of ICMP the port is 0.
pub(super) fn push_end(body: &Body<'_>, end: &[u8], fields: [Field; 2], record: &mut Record) {
    let [address_field, port_field] = fields;
    let (address, port) = cut_last_port(end);
    if !is_ip(address) || record.first(address_field).is_some() {
        return;
    }
    record.push(address_field.name(), Some(address_field), body.span_of(address));
    if let Some(port) = port.filter(|port| *port != b"0") {
        record.push(port_field.name(), Some(port_field), body.span_of(port));
    }
}

/// `gid:sid:rev`.
pub(super) fn push_rule(body: &Body<'_>, rule: Span, record: &mut Record) {
    let mut parts = rule.of(body.raw).split(|byte| *byte == b':');
    let (_, sid, rev) = (parts.next(), parts.next(), parts.next());
    for (part, field) in [(sid, Field::RuleId), (rev, Field::RuleVersion)] {
        if let (Some(part), None) = (part.filter(|part| !part.is_empty()), record.first(field)) {
            record.push(field.name(), Some(field), body.span_of(part));
        }
    }
}

/// What every alert says, and the verdict. `allow` is the packet's: the rule let it pass and told of it.
pub(super) fn conclude(action: &[u8], why: Span, origin: Span, record: &mut Record) {
    record.push_word(Field::ObserverVendor, "Cisco", origin);
    record.push_word(Field::ObserverProduct, "Snort", origin);
    record.push_word(Field::ObserverType, "ids", origin);
    record.push_word(Field::EventKind, "alert", origin);
    record.push_word(Field::EventCategory, "intrusion_detection", origin);
    record.push_word(Field::EventCategory, "network", origin);
    let (word, kind) = match action {
        b"drop" | b"block" | b"reject" | b"react" | b"reset" => ("blocked", "denied"),
        b"allow" | b"pass" | b"log" | b"alert" | b"would_block" | b"would_drop" => ("allowed", "allowed"),
        _ => ("alert", "info"),
    };
    record.push_word(Field::EventAction, word, why);
    record.push_word(Field::EventType, kind, why);
}
