//! Flow logs as JSON objects: the fields as members, as Athena, Parquet's readers and SIEMs name them (`account-id`,
//! `account_id`, `accountId`), and CloudWatch's and Firehose's objects, in whose `message` the record stands as text.
//!
//! "Publish flow logs to Amazon Data Firehose" of the Amazon VPC User Guide, "Real-time processing of log data with
//! subscriptions" of the Amazon CloudWatch Logs User Guide.

use model::{Fact, Field, Name, Record, Span, TimeRole, Value};

use super::{conclude, read_record};
use crate::{
    body::Body,
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, Noted, Time},
            Slot,
        },
        names::{Names, Row},
        protocol::find_protocol,
        scan::find_text,
    },
};

/// A member's name is no longer.
const NAME_BYTES_MAX: usize = 40;

const DIALECT: Dialect = Dialect { find: find_row, wrappers: &["extractedFields."] };

/// The row of a member, whatever joins its words.
fn find_row(path: &[u8]) -> Option<&'static Row<Means>> {
    let mut name = [0_u8; NAME_BYTES_MAX];
    let mut len = 0;
    for byte in path.iter().filter(|byte| !matches!(byte, b'-' | b'_')) {
        *name.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    MEANINGS.find(name.get(..len)?)
}

static MEANINGS: Names<Means, 49> = Names::new([
    ("accountid", IsNoted(Field::CloudAccountId, Slot::Proof)),
    ("account", IsNoted(Field::CloudAccountId, Slot::Proof)),
    ("interfaceid", Noted(Slot::Kind)),
    ("srcaddr", IsNoted(Field::SourceIp, Slot::NearAddress)),
    ("sourceaddress", IsNoted(Field::SourceIp, Slot::NearAddress)),
    ("dstaddr", IsNoted(Field::DestinationIp, Slot::FarAddress)),
    ("destinationaddress", IsNoted(Field::DestinationIp, Slot::FarAddress)),
    ("srcport", Is(Field::SourcePort)),
    ("sourceport", Is(Field::SourcePort)),
    ("dstport", Is(Field::DestinationPort)),
    ("destinationport", Is(Field::DestinationPort)),
    ("protocol", Noted(Slot::Class)),
    ("packets", Both(Field::SourcePackets, Field::NetworkPackets)),
    ("numpackets", Both(Field::SourcePackets, Field::NetworkPackets)),
    ("bytes", Both(Field::SourceBytes, Field::NetworkBytes)),
    ("numbytes", Both(Field::SourceBytes, Field::NetworkBytes)),
    ("start", Time(TimeRole::Start)),
    ("starttime", Time(TimeRole::Start)),
    ("end", Time(TimeRole::End)),
    ("endtime", Time(TimeRole::End)),
    ("action", Noted(Slot::Action)),
    ("logstatus", Noted(Slot::Status)),
    ("status", Noted(Slot::Outcome)),
    ("vpcid", Noted(Slot::Proof)),
    ("subnetid", Noted(Slot::Proof)),
    ("instanceid", IsNoted(Field::CloudInstanceId, Slot::Proof)),
    ("type", Is(Field::NetworkType)),
    ("traffictype", Is(Field::NetworkType)),
    ("pktsrcaddr", Is(Field::RelatedIp)),
    ("pktdstaddr", Is(Field::RelatedIp)),
    ("packetsrcaddr", Is(Field::RelatedIp)),
    ("packetdstaddr", Is(Field::RelatedIp)),
    ("region", Is(Field::CloudRegion)),
    ("flowdirection", IsNoted(Field::NetworkDirection, Slot::Direction)),
    ("ecscontainerid", Is(Field::ContainerId)),
    ("ecsservicename", Is(Field::ServiceName)),
    ("rejectreason", Is(Field::EventReason)),
    ("plogtype", Noted(Slot::Name)),
    // Of what carries records as text.
    ("message", Noted(Slot::Text)),
    ("logevents.message", Noted(Slot::Text)),
    ("timestamp", Time(TimeRole::Created)),
    ("logevents.timestamp", Time(TimeRole::Created)),
    ("eventtimestamp", Time(TimeRole::Created)),
    ("id", Is(Field::EventId)),
    ("logevents.id", Is(Field::EventId)),
    ("owner", Noted(Slot::Target)),
    ("loggroup", Is(Field::LogLogger)),
    ("logstream", Noted(Slot::Number)),
    ("messagetype", Noted(Slot::Activity)),
]);

/// Reads an object. False where it is no flow log's.
pub(super) fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let shows = [" eni-", "srcaddr", "srcAddr", "src_addr", "sourceaddress", "nterface", "VPCFlow"];
    if !shows.iter().any(|part| find_text(text, part.as_bytes()).is_some()) {
        return false;
    }
    let mut flow = Document::read(body, record, &DIALECT);
    if flow.has(Slot::Text) && !flow.has(Slot::NearAddress) {
        return read_carried(body, flow.span(Slot::Text), flow.record);
    }
    let is_named = flow.text(Slot::Name) == b"AWS.VPCFlow";
    let action = flow.text(Slot::Action);
    let proofs = [Slot::Proof, Slot::Kind, Slot::Direction, Slot::Status];
    let is_proven = flow.has(Slot::NearAddress)
        && flow.has(Slot::FarAddress)
        && (proofs.into_iter().any(|slot| flow.has(slot)) || matches!(action, b"ACCEPT" | b"REJECT"));
    let is_empty = flow.has(Slot::Kind) && flow.has(Slot::Status);
    if !(is_named || is_proven || is_empty) {
        return false;
    }
    let span = flow.span(Slot::Class);
    if flow.has(Slot::Class) {
        let text = span.of(body.raw);
        // A table's number with a fraction: `6.0`.
        let number = text.strip_suffix(b".0").unwrap_or(text);
        if number.len() == text.len() {
            flow.settle(Slot::Class, Field::NetworkIanaNumber);
        } else {
            let start = span.start as usize;
            let number_at = Span::new(start, start + number.len());
            flow.record.push("protocol", Some(Field::NetworkIanaNumber), number_at);
        }
        if let Some((word, _)) = find_protocol(number) {
            flow.record.push_word(Field::NetworkTransport, word, span);
        }
    }
    let noted = |slot| flow.has(slot).then(|| (flow.text(slot), flow.span(slot)));
    let status = noted(Slot::Status).or(noted(Slot::Outcome));
    let (action, origin) = (noted(Slot::Action), flow.origin);
    if let Some(end) = record.times.iter().find(|time| time.role == TimeRole::End).copied() {
        record.push_time(TimeRole::Event, end.form, end.span);
    }
    settle_names(body, record);
    conclude(action, status, origin, record);
    true
}

/// Takes the field from the hyphen that stands for nothing, and names what has none as text records do.
fn settle_names(body: &Body<'_>, record: &mut Record) {
    for fact in record.facts.iter_mut().filter(|fact| fact.value.span().of(body.raw) == b"-") {
        fact.field = None;
    }
    // The names that text records have.
    for fact in &mut record.facts {
        fact.name = match fact.name {
            Name::Known("interfaceid") => Name::Known("interface-id"),
            Name::Known("logstatus") => Name::Known("log-status"),
            Name::Known("vpcid") => Name::Known("vpc-id"),
            Name::Known("subnetid") => Name::Known("subnet-id"),
            _ => continue,
        };
    }
}

/// Reads the record that stands in a message. Of several in one object none is the object's own.
fn read_carried(body: &Body<'_>, span: Span, record: &mut Record) -> bool {
    let is_message = |fact: &&mut Fact| matches!(fact.name, Name::Known("message" | "logevents.message"));
    let mut count = 0;
    for fact in record.facts.iter_mut().filter(is_message) {
        count += 1;
        fact.field = matches!(fact.value, Value::Span(_)).then_some(Field::Message);
    }
    if count == 1 {
        return read_record(&body.part(span), record);
    }
    if find_text(span.of(body.raw), b" eni-").is_none() {
        return false;
    }
    conclude(None, None, Span { end: body.span.start + 1, ..body.span }, record);
    true
}
