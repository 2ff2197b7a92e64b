//! AWS Network Firewall's logs: what its engine, Suricata, wrote of alerts and of flows, and what its inspection of TLS
//! wrote, within a frame that names the firewall.
//!
//! Written after "Contents of a AWS Network Firewall log" and "Logging for TLS inspection":
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html>.

use model::{Field, Format, Record};

use crate::{
    body::Body,
    registry::{Product, Sign},
    suricata::eve::Eve,
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "aws.networkfirewall", version: 1 },
    sign: Sign::Members(&["firewall_name", "event_timestamp", "event"]),
    read,
};

/// Where the engine's record stands.
const RECORD: &[u8] = b"event.";

/// What the inspection of TLS writes, and the frame.
const MEANINGS: [(&str, Field); 7] = [
    ("firewall_name", Field::ObserverName),
    ("availability_zone", Field::CloudAvailabilityZone),
    ("event.sni", Field::TlsClientServerName),
    ("event.tls_error.error_message", Field::ErrorMessage),
    ("event.revocation_check.action", Field::EventAction),
    ("event.revocation_check.status", Field::EventReason),
    ("event.aws_category", Field::RuleCategory),
];

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw).filter(|leaf| !leaf.path.starts_with(RECORD) || find_row(leaf.path).is_some()) {
        let row = find_row(leaf.path);
        // A client that named no server is written as a hyphen.
        let field = row.map(|(_, field)| *field).filter(|_| leaf.value.span().of(body.raw) != b"-");
        record.facts.push(leaf.into_fact(row.map(|(name, _)| *name), field));
    }
    let mut eve = Eve::new(body, record);
    let others = leaves.iter(body.raw).filter(|leaf| find_row(leaf.path).is_none());
    eve.take_all(others.filter_map(|mut leaf| {
        leaf.path = leaf.path.strip_prefix(RECORD)?;
        Some(leaf)
    }));
    eve.conclude(["Amazon", "Network Firewall", "firewall"]);
    leaves.diagnose(record);
    true
}

fn find_row(path: &[u8]) -> Option<&'static (&'static str, Field)> {
    MEANINGS.iter().find(|(name, _)| name.as_bytes() == path)
}
