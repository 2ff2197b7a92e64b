//! `microsoft.loganalytics`: rows of tables that Azure Monitor's agents fill, as Microsoft Sentinel exports them:
//! `Syslog` (<https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/syslog>) and `VMConnection`
//! (<https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/vmconnection>).
//!
//! `TimeGenerated` is when the host wrote the record. What Sysmon for Linux writes to syslog is an event in XML: it is
//! read as such, and says more exactly when it happened in its own words.

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, IsSays, Noted, Severity, Time},
            Sayings, Slot,
        },
        names::Names,
    },
    windows::read_event_text,
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.loganalytics", version: 2 },
    sign: Sign::AnyMembers(&[
        &["TimeGenerated", "SyslogMessage", "Facility"],
        &["TimeGenerated", "ConnectionId", "RemoteIp", "Direction"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

const DIRECTIONS: Sayings =
    &[("inbound", &[(Field::NetworkDirection, "ingress")]), ("outbound", &[(Field::NetworkDirection, "egress")])];

static MEANINGS: Names<Means, 20> = Names::new([
    ("TimeGenerated", Time(TimeRole::Event)),
    ("Computer", Is(Field::HostName)),
    ("HostName", Is(Field::HostHostname)),
    ("HostIP", Is(Field::HostIp)),
    ("Facility", Is(Field::LogSyslogFacilityName)),
    ("SeverityLevel", Severity),
    ("ProcessName", Is(Field::ProcessName)),
    ("ProcessID", Is(Field::ProcessPid)),
    ("SyslogMessage", IsNoted(Field::Message, Slot::Text)),
    ("ConnectionId", Noted(Slot::Proof)),
    ("Direction", IsSays(Field::Tags, DIRECTIONS)),
    ("SourceIp", Is(Field::SourceIp)),
    ("DestinationIp", Is(Field::DestinationIp)),
    ("DestinationPort", Is(Field::DestinationPort)),
    ("Protocol", Is(Field::NetworkTransport)),
    ("BytesSent", Is(Field::SourceBytes)),
    ("BytesReceived", Is(Field::DestinationBytes)),
    ("RemoteDnsCanonicalNames", Is(Field::DestinationDomain)),
    ("RemoteCountry", Is(Field::DestinationGeoCountryName)),
    ("AgentId", Is(Field::HostId)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut row = Document::read(body, record, &DIALECT);
    let origin = row.origin;
    row.conclude_kind(if row.has(Slot::Proof) { "metric" } else { "event" });
    if row.has(Slot::Proof) {
        row.push_once(Field::EventCategory, "network", origin);
        row.push_once(Field::EventType, "connection", origin);
        row.push_once(Field::EventAction, "connections", origin);
    }
    if row.text(Slot::Text).starts_with(b"<Event") {
        let span = row.span(Slot::Text);
        read_event_text(body, span, row.record);
    }
    true
}
