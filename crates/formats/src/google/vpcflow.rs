//! Google Cloud VPC flow logs, as Cloud Logging hands its entries over: one JSON object each, which Wazuh and others wrap.
//!
//! Written after Google Cloud, "VPC Flow Logs: record format":
//! <https://cloud.google.com/vpc/docs/about-flow-logs-records>.
//! Counts are those of the direction from the source to the destination. A sampled record tells of one reporter's view.

use model::{Fact, Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{names::Names, protocol::find_protocol, scan::find_text},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "google.vpcflow", version: 4 },
    sign: Sign::AnyMembers(&[&["jsonPayload", "logName"], &["integration", "gcp"], &["json"], &["data"]]),
    read,
};

/// What a member means.
#[derive(Clone, Copy)]
enum Means {
    Is(Field),
    IsBoth(Field, Field),
    Protocol,
    LogName,
    Reporter,
    SourceNetwork,
    DestinationNetwork,
    Verdict,
    Direction,
    Time(TimeRole),
}

use Means::{DestinationNetwork, Direction, Is, IsBoth, LogName, Protocol, Reporter, SourceNetwork, Time, Verdict};

/// By path.
static MEANINGS: Names<Means, 33> = Names::new([
    ("insertId", Is(Field::EventId)),
    ("logName", LogName),
    ("timestamp", Time(TimeRole::Event)),
    ("receiveTimestamp", Time(TimeRole::Created)),
    ("severity", Is(Field::LogLevel)),
    ("resource.labels.project_id", Is(Field::CloudAccountId)),
    ("jsonPayload.start_time", Time(TimeRole::Start)),
    ("jsonPayload.end_time", Time(TimeRole::End)),
    ("jsonPayload.bytes_sent", IsBoth(Field::SourceBytes, Field::NetworkBytes)),
    ("jsonPayload.packets_sent", IsBoth(Field::SourcePackets, Field::NetworkPackets)),
    ("jsonPayload.reporter", Reporter),
    ("jsonPayload.connection.src_ip", Is(Field::SourceIp)),
    ("jsonPayload.connection.src_port", Is(Field::SourcePort)),
    ("jsonPayload.connection.dest_ip", Is(Field::DestinationIp)),
    ("jsonPayload.connection.dest_port", Is(Field::DestinationPort)),
    ("jsonPayload.connection.protocol", Protocol),
    ("jsonPayload.src_instance.vm_name", Is(Field::SourceDomain)),
    ("jsonPayload.dest_instance.vm_name", Is(Field::DestinationDomain)),
    ("jsonPayload.src_gke_details.pod.pod_name", Is(Field::SourceDomain)),
    ("jsonPayload.dest_gke_details.pod.pod_name", Is(Field::DestinationDomain)),
    ("jsonPayload.src_location.asn", Is(Field::SourceAsNumber)),
    ("jsonPayload.dest_location.asn", Is(Field::DestinationAsNumber)),
    ("jsonPayload.src_location.country", Is(Field::SourceGeoCountryName)),
    ("jsonPayload.dest_location.country", Is(Field::DestinationGeoCountryName)),
    ("jsonPayload.src_vpc.vpc_name", SourceNetwork),
    ("jsonPayload.dest_vpc.vpc_name", DestinationNetwork),
    ("jsonPayload.instance.vm_name", Is(Field::HostName)),
    ("jsonPayload.disposition", Verdict),
    ("jsonPayload.instance.project_id", Is(Field::CloudAccountId)),
    ("jsonPayload.instance.region", Is(Field::CloudRegion)),
    ("jsonPayload.instance.zone", Is(Field::CloudAvailabilityZone)),
    ("jsonPayload.rule_details.direction", Direction),
    ("jsonPayload.rule_details.reference", Is(Field::RuleName)),
]);

/// What the members say of the record as a whole.
#[derive(Default)]
struct Seen<'a> {
    log: &'a [u8],
    reporter: &'a [u8],
    reporter_span: Span,
    verdict: &'a [u8],
    verdict_span: Span,
    has_source_network: bool,
    has_destination_network: bool,
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut seen = Seen::default();
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        // Wazuh's agent hands an entry over as a member of its own, and so do others.
        let inside = |wrapper: &&[u8]| leaf.path.strip_prefix(*wrapper);
        let path = [&b"gcp."[..], b"json.", b"data."].iter().find_map(inside).unwrap_or(leaf.path);
        let Some((name, means)) = MEANINGS.find(path) else {
            record.facts.push(leaf.into_fact(None, None));
            continue;
        };
        let (name, span) = (Some(*name), leaf.value.span());
        let text = span.of(body.raw);
        let field = match *means {
            Is(field) => Some(field),
            IsBoth(first, second) => {
                let fact = leaf.into_fact(name, Some(first));
                let again = fact.field.is_some().then(|| Fact { field: Some(second), ..fact.clone() });
                record.facts.push(fact);
                record.facts.extend(again);
                continue;
            }
            Time(role) if leaf.says_something() => {
                record.push_time(role, Form::Rfc3339, span);
                continue;
            }
            Protocol => {
                if let Some((word, _)) = find_protocol(text) {
                    record.push_word(Field::NetworkTransport, word, span);
                }
                Some(Field::NetworkIanaNumber)
            }
            LogName => {
                seen.log = text;
                None
            }
            Reporter => {
                (seen.reporter, seen.reporter_span) = (text, span);
                None
            }
            Verdict => {
                (seen.verdict, seen.verdict_span) = (text, span);
                None
            }
            Direction => {
                push_direction(text, span, record);
                None
            }
            SourceNetwork => {
                seen.has_source_network = true;
                None
            }
            DestinationNetwork => {
                seen.has_destination_network = true;
                None
            }
            Time(_) => None,
        };
        record.facts.push(leaf.into_fact(name, field));
    }
    let is_flow = find_text(seen.log, b"vpc_flows").is_some();
    let is_firewall = find_text(seen.log, b"googleapis.com%2Ffirewall").is_some();
    if !is_flow && !is_firewall {
        return false;
    }
    conclude(&seen, is_firewall, Span { end: body.span.start + 1, ..body.span }, record);
    leaves.diagnose(record);
    true
}

/// As the rule is one for what comes in, or for what goes out.
fn push_direction(text: &[u8], span: Span, record: &mut Record) {
    let word = match text {
        b"INGRESS" => "inbound",
        b"EGRESS" => "outbound",
        _ => return,
    };
    record.push_word(Field::NetworkDirection, word, span);
}

/// What follows from the entry as a whole.
fn conclude(seen: &Seen<'_>, is_firewall: bool, origin: Span, record: &mut Record) {
    record.push_word(Field::CloudProvider, "gcp", origin);
    record.push_word(Field::ObserverVendor, "Google", origin);
    record.push_word(Field::ObserverProduct, if is_firewall { "VPC Firewall" } else { "VPC Flow Logs" }, origin);
    record.push_word(Field::ObserverType, "firewall", origin);
    record.push_word(Field::EventKind, "event", origin);
    record.push_word(Field::EventCategory, "network", origin);
    record.push_word(Field::EventType, "connection", origin);
    match seen.verdict {
        b"ALLOWED" => {
            record.push_word(Field::EventAction, "accept", seen.verdict_span);
            record.push_word(Field::EventType, "allowed", seen.verdict_span);
            record.push_word(Field::EventOutcome, "success", seen.verdict_span);
        }
        b"DENIED" => {
            record.push_word(Field::EventAction, "reject", seen.verdict_span);
            record.push_word(Field::EventType, "denied", seen.verdict_span);
            record.push_word(Field::EventOutcome, "failure", seen.verdict_span);
        }
        _ => record.push_word(Field::EventAction, "flow", origin),
    }
    if record.first(Field::NetworkDirection).is_some() {
        return;
    }
    let direction = match (seen.has_source_network, seen.has_destination_network, seen.reporter) {
        (true, true, _) => "internal",
        (true, false, b"SRC") => "outbound",
        (false, true, b"DEST") => "inbound",
        _ => return,
    };
    let span = if seen.reporter_span.is_empty() { origin } else { seen.reporter_span };
    record.push_word(Field::NetworkDirection, direction, span);
}
