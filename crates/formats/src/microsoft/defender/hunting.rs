//! Rows of advanced hunting: as the streaming API sends them, `category` being `AdvancedHunting-` and the table's name,
//! and as a query gives them, with columns alone.
//!
//! Written after the schema's reference: <https://learn.microsoft.com/en-us/defender-xdr/advanced-hunting-schema-tables>.

use model::{Fact, Field, Name, Record, Span, Value};

use super::additional::read_additional;
use crate::{
    body::Body,
    syntax::{
        cut::is_ip,
        document::{Document, Sayings, Slot},
        protocol::find_protocol,
    },
};

/// What was done, of the actions that say how it ended.
const ACTIONS: Sayings = &[
    ("LogonSuccess", &[(Field::EventType, "start"), (Field::EventOutcome, "success")]),
    ("LogonFailed", &[(Field::EventType, "start"), (Field::EventOutcome, "failure")]),
    ("LogonAttempted", &[(Field::EventType, "start"), (Field::EventOutcome, "unknown")]),
    ("ProcessCreated", &[(Field::EventType, "start")]),
    ("FileCreated", &[(Field::EventType, "creation")]),
    ("FileModified", &[(Field::EventType, "change")]),
    ("FileRenamed", &[(Field::EventType, "change")]),
    ("FileDeleted", &[(Field::EventType, "deletion")]),
    ("RegistryKeyCreated", &[(Field::EventType, "creation")]),
    ("RegistryKeyDeleted", &[(Field::EventType, "deletion")]),
    ("RegistryValueSet", &[(Field::EventType, "change")]),
    ("RegistryValueDeleted", &[(Field::EventType, "deletion")]),
    ("ConnectionSuccess", &[(Field::EventType, "connection"), (Field::EventOutcome, "success")]),
    ("ConnectionFailed", &[(Field::EventType, "connection"), (Field::EventOutcome, "failure")]),
    ("ConnectionRequest", &[(Field::EventType, "connection")]),
    ("ConnectionFound", &[(Field::EventType, "connection")]),
    ("ConnectionAttempt", &[(Field::EventType, "connection")]),
    ("ConnectionAcknowledged", &[(Field::EventType, "connection"), (Field::EventOutcome, "success")]),
    ("InboundConnectionAccepted", &[(Field::EventType, "connection"), (Field::NetworkDirection, "ingress")]),
    ("ListeningConnectionCreated", &[(Field::EventType, "start")]),
    ("FirewallInboundConnectionBlocked", &[(Field::EventType, "denied"), (Field::NetworkDirection, "ingress")]),
    ("FirewallOutboundConnectionBlocked", &[(Field::EventType, "denied"), (Field::NetworkDirection, "egress")]),
    ("MailItemsAccessed", &[(Field::EventCategory, "email"), (Field::EventType, "access")]),
    ("LdapSearch", &[(Field::EventType, "access")]),
    ("AntivirusDetection", &[(Field::EventCategory, "malware")]),
    ("DnsConnectionInspected", &[(Field::EventType, "protocol")]),
    ("FtpConnectionInspected", &[(Field::EventType, "protocol")]),
    ("IcmpConnectionInspected", &[(Field::EventType, "protocol")]),
    ("SmtpConnectionInspected", &[(Field::EventType, "protocol")]),
    ("SshConnectionInspected", &[(Field::EventType, "protocol")]),
    ("InboundInternetScanInspected", &[(Field::EventType, "connection"), (Field::NetworkDirection, "ingress")]),
    ("HttpConnectionInspected", &[(Field::EventType, "protocol")]),
    ("SslConnectionInspected", &[(Field::EventType, "protocol")]),
];

/// Tables and what their rows are about.
const TABLES: &[(&str, &str, &str)] = &[
    ("AlertInfo", "alert", "intrusion_detection"),
    ("AlertEvidence", "alert", "intrusion_detection"),
    ("DeviceProcessEvents", "event", "process"),
    ("DeviceNetworkEvents", "event", "network"),
    ("DeviceFileEvents", "event", "file"),
    ("DeviceImageLoadEvents", "event", "library"),
    ("DeviceRegistryEvents", "event", "registry"),
    ("DeviceLogonEvents", "event", "authentication"),
    ("IdentityLogonEvents", "event", "authentication"),
    ("IdentityDirectoryEvents", "event", "iam"),
    ("IdentityQueryEvents", "event", "iam"),
    ("EmailEvents", "event", "email"),
    ("EmailUrlInfo", "event", "email"),
    ("EmailAttachmentInfo", "event", "email"),
    ("EmailPostDeliveryEvents", "event", "email"),
    ("UrlClickEvents", "event", "web"),
    ("DeviceInfo", "state", "host"),
    ("DeviceNetworkInfo", "state", "host"),
    ("DeviceFileCertificateInfo", "state", "file"),
    ("DeviceEvents", "event", "host"),
    ("CloudAppEvents", "event", "web"),
    ("CloudAuditEvents", "event", "configuration"),
    ("CloudProcessEvents", "event", "process"),
    ("CloudStorageAggregatedEvents", "event", "file"),
    ("IdentityInfo", "state", "iam"),
    ("IdentityAccountInfo", "state", "iam"),
    ("IdentityEvents", "event", "iam"),
    ("AADSignInEventsBeta", "event", "authentication"),
    ("AADSpnSignInEventsBeta", "event", "authentication"),
    ("EntraIdSignInEvents", "event", "authentication"),
    ("EntraIdSpnSignInEvents", "event", "authentication"),
    ("GraphApiAuditEvents", "event", "web"),
    ("BehaviorInfo", "event", "intrusion_detection"),
    ("BehaviorEntities", "event", "intrusion_detection"),
    ("MessageEvents", "event", "email"),
    ("MessageUrlInfo", "event", "email"),
    ("MessagePostDeliveryEvents", "event", "email"),
];

/// The table that a document is a row of, and where its name stands.
pub(super) fn name_table<'a>(record: &mut Record, raw: &'a [u8]) -> Option<(&'a [u8], Span)> {
    record.facts.iter_mut().find_map(|fact| {
        let span = fact.value.span();
        let text = span.of(raw);
        let table = match text.strip_prefix(b"AdvancedHunting-") {
            Some(table) => table,
            // A workspace names the table in a column of its own.
            None if fact.name == Name::Known("Type") && is_table(text) => text,
            None => return None,
        };
        fact.field = Some(Field::EventDataset);
        Some((table, span))
    })
}

fn is_table(name: &[u8]) -> bool {
    TABLES.iter().any(|(table, ..)| table.as_bytes() == name)
}

/// What follows from a row as a whole.
pub(super) fn conclude(row: &mut Document<'_, '_>, body: &Body<'_>, (table, span): (&[u8], Span)) {
    let known = TABLES.iter().find(|(name, ..)| name.as_bytes() == table);
    let (_, kind, category) = known.copied().unwrap_or(("", "event", "host"));
    row.conclude_kind(kind);
    if known.is_some() {
        row.record.push_word(Field::EventCategory, category, span);
    }
    row.conclude_action(Slot::Action);
    row.conclude_sayings(Slot::Action, ACTIONS);
    if row.record.first(Field::EventCategory).is_none() {
        row.record.push_word(Field::EventCategory, category, span);
    }
    // Tables of cloud services give their rows a text for an id.
    let is_text = |fact: &&mut Fact| fact.field == Some(Field::EventSequence) && fact.value.number(body.raw).is_none();
    if let Some(fact) = row.record.facts.iter_mut().find(is_text) {
        fact.field = None;
    }
    let is_process = category == "process";
    let has_name = row.record.first(Field::ProcessName).is_some();
    row.settle(Slot::Name, if is_process && !has_name { Field::ProcessName } else { Field::FileName });
    row.settle(Slot::Text, if is_process { Field::ProcessExecutable } else { Field::FilePath });
    conclude_protocol(row);
    drop_zeros(row, body.raw);
    if is_process {
        conclude_hashes(row);
    } else if table != b"DeviceEvents" {
        conclude_actor(row, body.raw);
    }
    if row.text(Slot::Action) == b"DNS query" {
        row.settle(Slot::Target, Field::DnsQuestionName);
    }
    read_additional(row, body);
    row.conclude_time();
    // The far end of a logon is who asked, that of a connection who was asked, unless the connection came in.
    let came_in = |fact: &Fact| matches!(fact.value, Value::Word { word: "ingress", .. });
    let is_incoming = category == "authentication" || row.record.first(Field::NetworkDirection).is_some_and(came_in);
    let (source, destination) = ((Field::SourceIp, Field::SourcePort), (Field::DestinationIp, Field::DestinationPort));
    let (near, far) = if is_incoming { (destination, source) } else { (source, destination) };
    for (address, port, fields) in [(Slot::NearAddress, Slot::NearPort, near), (Slot::FarAddress, Slot::FarPort, far)] {
        if is_ip(row.span(address).of(body.raw)) {
            row.settle(address, fields.0);
        }
        row.settle(port, fields.1);
    }
}

/// Where no process is known, its number is 0.
fn drop_zeros(row: &mut Document<'_, '_>, raw: &[u8]) {
    let is_unknown = |fact: &&mut Fact| {
        matches!(fact.field, Some(Field::ProcessPid | Field::ProcessParentPid)) && fact.value.number(raw) == Some(0)
    };
    row.record.facts.iter_mut().filter(is_unknown).for_each(|fact| fact.field = None);
}

/// `Tcp`, `Udp`, `TcpV4`, and of logons `NTLM`, `Kerberos`.
fn conclude_protocol(row: &mut Document<'_, '_>) {
    let text = row.text(Slot::Direction);
    let transport = text.strip_suffix(b"V4").or_else(|| text.strip_suffix(b"V6")).unwrap_or(text);
    match find_protocol(transport) {
        Some((word, _)) => row.push_once(Field::NetworkTransport, word, row.span(Slot::Direction)),
        None => row.settle(Slot::Direction, Field::NetworkProtocol),
    }
}

/// The file of a row about a process is that of the process.
fn conclude_hashes(row: &mut Document<'_, '_>) {
    for fact in &mut row.record.facts {
        fact.field = match fact.field {
            Some(Field::FileHashSha1) => Some(Field::ProcessHashSha1),
            Some(Field::FileHashSha256) => Some(Field::ProcessHashSha256),
            Some(Field::FileHashMd5) => Some(Field::ProcessHashMd5),
            other => other,
        };
    }
}

/// What a process did is told of the process itself; only a row that tells of another one has it as that one's parent.
fn conclude_actor(row: &mut Document<'_, '_>, raw: &[u8]) {
    const FIELDS: [(Field, Field); 7] = [
        (Field::ProcessParentName, Field::ProcessName),
        (Field::ProcessParentExecutable, Field::ProcessExecutable),
        (Field::ProcessParentPid, Field::ProcessPid),
        (Field::ProcessParentCommandLine, Field::ProcessCommandLine),
        (Field::ProcessParentHashSha1, Field::ProcessHashSha1),
        (Field::ProcessParentHashSha256, Field::ProcessHashSha256),
        (Field::ProcessParentHashMd5, Field::ProcessHashMd5),
    ];
    if row.record.first(Field::ProcessPid).is_some() || row.record.first(Field::ProcessCommandLine).is_some() {
        return;
    }
    for fact in &mut row.record.facts {
        let own = FIELDS.iter().find(|(parent, _)| fact.field == Some(*parent)).map(|(_, own)| *own);
        fact.field = own.or(fact.field);
    }
    row.settle(Slot::Number, Field::ProcessParentPid);
    row.settle(Slot::Actor, Field::ProcessParentName);
    let account = row.record.first(Field::ProcessUserName).map(|fact| fact.value.span());
    if let (Some(span), None) = (account.filter(|span| !span.of(raw).is_empty()), row.record.first(Field::UserName)) {
        row.record.push("InitiatingProcessAccountName", Some(Field::UserName), span);
        if row.record.first(Field::UserDomain).is_none() {
            row.settle(Slot::Outcome, Field::UserDomain);
        }
    }
}
