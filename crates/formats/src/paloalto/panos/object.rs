//! PAN-OS's logs as JSON objects, as the cloud's log forwarding (Cortex Data Lake, Strata Logging Service) sends them:
//! <https://docs.paloaltonetworks.com/strata-logging-service/log-reference/network-logs>.

use model::{Field, Record, TimeRole};

use super::PRODUCT;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, Noted},
            Slot,
        },
        names::Names,
        protocol::find_protocol,
        verdict::find_verdict,
    },
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::AnyMembers(&[&["LogType", "DeviceSN"], &["LogType", "TimeGenerated", "Subtype"]]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// By member.
static MEANINGS: Names<Means, 55> = Names::new([
    ("TimeReceived", Means::Time(TimeRole::Created)),
    ("TimeGenerated", Means::Time(TimeRole::Event)),
    ("SessionStartTime", Means::Time(TimeRole::Start)),
    ("DeviceSN", Is(Field::ObserverSerialNumber)),
    ("DeviceName", Both(Field::ObserverHostname, Field::ObserverName)),
    ("LogType", Noted(Slot::Kind)),
    ("Subtype", Noted(Slot::Class)),
    ("SourceAddress", Is(Field::SourceIp)),
    ("SourceIP", Is(Field::SourceIp)),
    ("DestinationAddress", Is(Field::DestinationIp)),
    ("DestinationIP", Is(Field::DestinationIp)),
    ("SourcePort", Is(Field::SourcePort)),
    ("DestinationPort", Is(Field::DestinationPort)),
    ("NATSource", Noted(Slot::NearAddress)),
    ("NATDestination", Noted(Slot::FarAddress)),
    ("NATSourcePort", Noted(Slot::NearPort)),
    ("NATDestinationPort", Noted(Slot::FarPort)),
    ("PublicIPv4", Is(Field::SourceIp)),
    ("PrivateIPv4", Noted(Slot::Proof)),
    ("Rule", Is(Field::RuleName)),
    ("RuleUUID", Is(Field::RuleUuid)),
    ("SourceUser", Both(Field::SourceUserName, Field::UserName)),
    ("SourceUserName", Both(Field::SourceUserName, Field::UserName)),
    ("DestinationUser", Is(Field::DestinationUserName)),
    ("UserName", Is(Field::UserName)),
    ("Application", Is(Field::NetworkApplication)),
    ("FromZone", Is(Field::ObserverIngressZone)),
    ("ToZone", Is(Field::ObserverEgressZone)),
    ("InboundInterface", Is(Field::ObserverIngressInterfaceName)),
    ("OutboundInterface", Is(Field::ObserverEgressInterfaceName)),
    ("SessionID", Is(Field::SessionId)),
    ("Protocol", Noted(Slot::Direction)),
    ("Action", IsNoted(Field::EventAction, Slot::Action)),
    ("Bytes", Is(Field::NetworkBytes)),
    ("BytesSent", Is(Field::SourceBytes)),
    ("BytesReceived", Is(Field::DestinationBytes)),
    ("PacketsTotal", Is(Field::NetworkPackets)),
    ("PacketsSent", Is(Field::SourcePackets)),
    ("PacketsReceived", Is(Field::DestinationPackets)),
    ("SessionEndReason", Is(Field::EventReason)),
    ("URLCategory", Is(Field::RuleCategory)),
    ("ThreatCategory", Is(Field::RuleCategory)),
    ("ThreatID", Is(Field::RuleId)),
    ("ThreatName", Is(Field::ThreatIndicatorName)),
    ("URL", Is(Field::UrlOriginal)),
    ("URLDomain", Is(Field::UrlDomain)),
    ("HTTPMethod", Is(Field::HttpRequestMethod)),
    ("UserAgent", Is(Field::UserAgentOriginal)),
    ("Referer", Is(Field::HttpRequestReferrer)),
    ("FileName", Is(Field::FileName)),
    ("FileHash", Means::Hash),
    ("FileSHA256", Means::Hash),
    ("VendorSeverity", Is(Field::LogLevel)),
    ("EventName", Is(Field::EventCode)),
    ("EventDescription", Is(Field::EventReason)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut line = Document::read(body, record, &DIALECT);
    line.conclude_observer("Palo Alto Networks", "PAN-OS", "firewall");
    let (kind, class) = (line.text(Slot::Kind), line.text(Slot::Class));
    let is_alert = kind == b"THREAT" && !matches!(class, b"url" | b"file" | b"data" | b"dlp");
    line.conclude_kind(if is_alert { "alert" } else { "event" });
    let origin = line.span(Slot::Kind);
    let category = match kind {
        b"THREAT" if is_alert => "intrusion_detection",
        b"GLOBALPROTECT" | b"AUTH" | b"AUTHENTICATION" | b"USERID" => "authentication",
        b"CONFIG" => "configuration",
        b"SYSTEM" => "host",
        _ => "network",
    };
    line.push_once(Field::EventCategory, category, origin);
    // An address of zeros says that nothing was translated.
    let nat = [
        (Slot::NearAddress, Field::SourceNatIp),
        (Slot::FarAddress, Field::DestinationNatIp),
        (Slot::NearPort, Field::SourceNatPort),
        (Slot::FarPort, Field::DestinationNatPort),
    ];
    for (slot, field) in nat {
        if line.text(slot).iter().any(|byte| !matches!(byte, b'0' | b'.' | b':')) {
            line.settle(slot, field);
        }
    }
    if let Some((word, number)) = find_protocol(line.text(Slot::Direction)) {
        let span = line.span(Slot::Direction);
        line.push_once(Field::NetworkTransport, word, span);
        line.push_once(Field::NetworkIanaNumber, number, span);
    }
    if category == "network" {
        line.push_once(Field::EventType, "connection", origin);
    }
    match class {
        b"start" => line.push_once(Field::EventType, "start", origin),
        b"end" => line.push_once(Field::EventType, "end", origin),
        _ => {}
    }
    if let Some(verdict) = find_verdict(line.text(Slot::Action)) {
        let why = line.span(Slot::Action);
        line.push_once(Field::EventType, verdict.event_type(), why);
        line.push_once(Field::EventOutcome, verdict.outcome(), why);
    }
    true
}
