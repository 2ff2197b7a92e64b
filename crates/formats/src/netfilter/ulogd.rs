//! The packet log as ulogd 2 writes it to a file of JSON (`output/ulogd_output_JSON.c`), its keys those of its plugins.

use model::{Field, Record, TimeRole};

use super::{FORMAT, SEEN, prefix::read_prefix};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted, Says, Time},
            Sayings, Slot,
        },
        names::Names,
    },
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[&["oob.hook", "raw.pktlen"], &["oob.prefix", "oob.family"]]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// What the rule did, where ulogd was told to say so (`boolean_label`).
const ACTIONS: Sayings = &[
    ("allowed", &[(Field::EventType, "allowed"), (Field::EventOutcome, "success")]),
    ("blocked", &[(Field::EventType, "denied"), (Field::EventOutcome, "failure")]),
];

static MEANINGS: Names<Means, 15> = Names::new([
    ("timestamp", Time(TimeRole::Event)),
    ("dvc", Is(Field::ObserverName)),
    ("action", Says(ACTIONS)),
    ("src_ip", Address(Field::SourceIp, Field::SourceDomain)),
    ("dest_ip", Address(Field::DestinationIp, Field::DestinationDomain)),
    ("src_port", Is(Field::SourcePort)),
    ("dest_port", Is(Field::DestinationPort)),
    ("ip.protocol", Is(Field::NetworkTransport)),
    ("ip6.nexthdr", Is(Field::NetworkTransport)),
    ("oob.prefix", Noted(Slot::Name)),
    ("oob.in", IsNoted(Field::ObserverIngressInterfaceName, Slot::NearAddress)),
    ("oob.out", IsNoted(Field::ObserverEgressInterfaceName, Slot::FarAddress)),
    ("mac.saddr.str", Is(Field::SourceMac)),
    ("mac.daddr.str", Is(Field::DestinationMac)),
    ("raw.pktlen", Is(Field::NetworkBytes)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut packet = Document::read(body, record, &DIALECT);
    let origin = packet.origin;
    packet.conclude_observer("Linux", "netfilter", "firewall");
    let (prefix, span) = (packet.text(Slot::Name), packet.span(Slot::Name));
    let is_told = packet.record.first(Field::EventType).is_some();
    match read_prefix(body, prefix, packet.record).filter(|_| !is_told) {
        Some(meaning) => meaning.push(span, packet.record),
        None if is_told => packet.push_once(Field::EventCategory, "network", origin),
        None => SEEN.push(origin, packet.record),
    }
    let has = |slot| !packet.text(slot).is_empty();
    let word = match (has(Slot::NearAddress), has(Slot::FarAddress)) {
        (true, false) => "ingress",
        (false, true) => "egress",
        _ => return true,
    };
    packet.record.push_word(Field::NetworkDirection, word, origin);
    true
}
